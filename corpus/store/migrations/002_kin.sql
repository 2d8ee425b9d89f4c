-- Reports that belong to a family named after another one: the archive knows
-- all of these while it is open, and nothing of the others.
CREATE INDEX reports_kin ON reports (id, family) WHERE indexed = 1 AND family <> id;
