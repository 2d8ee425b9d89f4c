package store

// Every statement the store runs, apart from the schema in migrations/.

const reportColumns = `id, identity, title, unit, year, kind, file, part, chars, family, original, added, extra`

const (
	sqlFindIdentity = `SELECT id FROM reports WHERE identity = ?`
	sqlInsertReport = `INSERT INTO reports
		(identity, title, unit, year, kind, file, part, chars, original, added, extra)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	sqlInsertText     = `INSERT INTO texts (report, zstd) VALUES (?, ?)`
	sqlInsertSighting = `INSERT INTO sightings (report, file, part, unit, year, title)
		VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (report, file, part) DO NOTHING`

	sqlReportByID = `SELECT ` + reportColumns + ` FROM reports WHERE id = ? AND deleted = 0`
	// The name is the front of the identity. "g" sorts behind every
	// hexadecimal digit, so the two bounds let the unique index do the work.
	sqlReportByName = `SELECT ` + reportColumns + ` FROM reports
		WHERE identity >= ?1 AND identity < ?1 || 'g' AND deleted = 0 ORDER BY id LIMIT 1`
	sqlReportsByID = `SELECT ` + reportColumns + ` FROM reports
		WHERE id IN (SELECT value FROM json_each(?)) AND deleted = 0`
	sqlEntriesByID = `SELECT ` + reportColumns + `, zstd FROM reports JOIN texts ON report = id
		WHERE id IN (SELECT value FROM json_each(?))`
	sqlText      = `SELECT zstd FROM texts WHERE report = ?`
	sqlSightings = `SELECT file, part, unit, year, title FROM sightings WHERE report = ? ORDER BY id`
	sqlCount     = `SELECT count(*) - (SELECT count(*) FROM reports WHERE deleted <> 0) FROM reports`
	sqlUnits     = `SELECT unit, count(*) AS n FROM reports WHERE unit <> '' AND deleted = 0
		GROUP BY unit ORDER BY n DESC, unit`
	// Each step jumps to the next unit in the index, over all its reports.
	sqlUnitNames = `WITH RECURSIVE names(unit) AS (
		SELECT min(unit) FROM reports WHERE unit > ''
		UNION ALL SELECT (SELECT min(unit) FROM reports WHERE unit > names.unit) FROM names WHERE names.unit IS NOT NULL)
		SELECT unit FROM names WHERE unit IS NOT NULL LIMIT ?`
	sqlLatest = `SELECT ` + reportColumns + `, zstd FROM reports JOIN texts ON report = id
		WHERE id = (SELECT id FROM reports WHERE unit = ?1 AND kind = ?2 AND year > 0 AND year < ?3 AND deleted = 0
			ORDER BY year DESC, id DESC LIMIT 1)`

	sqlSetFacts = `UPDATE reports SET title = ?, unit = ?, year = ?, kind = ?, indexed = 0 WHERE id = ? AND deleted = 0`
	sqlDelete   = `UPDATE reports SET deleted = ? WHERE id IN (SELECT value FROM json_each(?)) AND deleted = 0`
	sqlUndelete = `UPDATE reports SET deleted = 0, indexed = 0 WHERE id IN (SELECT value FROM json_each(?)) AND deleted <> 0`
	sqlDeleted  = `SELECT ` + reportColumns + ` FROM reports WHERE deleted <> 0 ORDER BY deleted DESC, id DESC LIMIT ?`
	sqlLast     = `SELECT ` + reportColumns + ` FROM reports WHERE id < ? AND deleted = 0 ORDER BY id DESC LIMIT ?`
	sqlNewest   = `SELECT ` + reportColumns + `, zstd FROM reports JOIN texts ON report = id
		WHERE kind = ? AND deleted = 0 ORDER BY id DESC LIMIT ?`

	sqlPending     = `SELECT id FROM reports WHERE indexed = 0 ORDER BY id LIMIT ?`
	sqlSetFamily   = `UPDATE reports SET family = ? WHERE id = ?`
	sqlMarkIndexed = `UPDATE reports SET indexed = 1,
		family = CASE family WHEN 0 THEN id ELSE family END WHERE id = ?`
	sqlRenameFamily = `UPDATE reports SET family = ?2 WHERE family = ?1`
	sqlMarkPending  = `UPDATE reports SET indexed = 0, family = 0`
	sqlFamilies     = `SELECT id, family FROM reports WHERE indexed = 1 AND family <> id`
	sqlIndexed      = `SELECT (SELECT count(*) FROM reports) - (SELECT count(*) FROM reports WHERE indexed = 0)`

	// REPLACE gives a record that is saved again a new seq: it is the newest.
	sqlSaveRecord  = `INSERT OR REPLACE INTO records (kind, id, created, zstd) VALUES (?, ?, ?, ?)`
	sqlPruneRecord = `DELETE FROM records WHERE kind = ?1 AND seq <=
		(SELECT seq FROM records WHERE kind = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)
		AND NOT EXISTS (SELECT 1 FROM job_items WHERE record = records.id AND record <> '')
		AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.id = records.id)`
	sqlLoadRecord = `SELECT zstd FROM records WHERE kind = ? AND id = ?`

	sqlSchemaVersion = `PRAGMA user_version`
)
