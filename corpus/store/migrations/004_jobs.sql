-- Long work that survives a restart. A job's result is the record with the
-- job's id; an item's is the record it names. Both are kept with the job.
CREATE TABLE jobs (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  id      TEXT    NOT NULL UNIQUE,
  kind    TEXT    NOT NULL,
  state   TEXT    NOT NULL,
  created INTEGER NOT NULL,           -- microseconds since 1970, UTC
  deleted INTEGER NOT NULL DEFAULT 0, -- the same; 0: it stands
  about   TEXT    NOT NULL            -- JSON
) STRICT;

CREATE INDEX jobs_running ON jobs (kind, seq) WHERE state = 'running';

CREATE TABLE job_items (
  job      INTEGER NOT NULL REFERENCES jobs (seq) ON DELETE CASCADE,
  n        INTEGER NOT NULL, -- from 0
  name     TEXT    NOT NULL,
  original TEXT    NOT NULL, -- content address under originals/, or ''
  state    TEXT    NOT NULL,
  tries    INTEGER NOT NULL,
  record   TEXT    NOT NULL, -- id of a record, or ''
  problem  TEXT    NOT NULL, -- JSON, or ''
  note     TEXT,             -- what a person wrote about it
  PRIMARY KEY (job, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_items_record ON job_items (record) WHERE record <> '';
