-- A deleted report is hidden and can be brought back: microseconds since
-- 1970, UTC, of when it was deleted; 0: it stands.
ALTER TABLE reports ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;

CREATE INDEX reports_deleted ON reports (deleted) WHERE deleted <> 0;
