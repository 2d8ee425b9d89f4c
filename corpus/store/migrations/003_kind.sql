-- What other reports of a kind are like is asked at every check.
CREATE INDEX reports_kind ON reports (kind, id);
