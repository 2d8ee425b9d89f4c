-- The archive as it was first laid out. AUTOINCREMENT: numbers are never
-- given out twice, because the derived indexes remember them.
CREATE TABLE reports (
  id       INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id <= 4294967295),
  identity TEXT    NOT NULL UNIQUE, -- SHA-256 of the normalised text, 64 hexadecimal digits
  title    TEXT    NOT NULL,
  unit     TEXT    NOT NULL,
  year     INTEGER NOT NULL,        -- 0: unknown
  kind     TEXT    NOT NULL,
  file     TEXT    NOT NULL,
  part     INTEGER NOT NULL,
  chars    INTEGER NOT NULL,
  family   INTEGER NOT NULL DEFAULT 0, -- lowest id of the family; 0 until indexed
  original TEXT    NOT NULL,        -- content address under originals/, or ''
  added    INTEGER NOT NULL,        -- microseconds since 1970, UTC
  extra    TEXT    NOT NULL,        -- JSON object of strings
  indexed  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX reports_pending ON reports (id) WHERE indexed = 0;
CREATE INDEX reports_family ON reports (family);
CREATE INDEX reports_unit ON reports (unit);

-- Texts stand apart, so that walking the rows does not walk the texts.
CREATE TABLE texts (
  report INTEGER PRIMARY KEY REFERENCES reports (id),
  zstd   BLOB NOT NULL
) STRICT;

-- Every place a text was seen, the report's own file first.
CREATE TABLE sightings (
  id     INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports (id),
  file   TEXT    NOT NULL,
  part   INTEGER NOT NULL,
  unit   TEXT    NOT NULL,
  year   INTEGER NOT NULL,
  title  TEXT    NOT NULL,
  UNIQUE (report, file, part)
) STRICT;

-- Finished checks and the like; seq tells which are the newest.
CREATE TABLE records (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  kind    TEXT    NOT NULL,
  id      TEXT    NOT NULL,
  created INTEGER NOT NULL, -- microseconds since 1970, UTC
  zstd    BLOB    NOT NULL,
  UNIQUE (kind, id)
) STRICT;

CREATE INDEX records_newest ON records (kind, seq);
