package store

// The statements about jobs.

const jobColumns = `id, kind, state, created, deleted, about,
	(SELECT count(*) FROM job_items WHERE job = seq),
	(SELECT count(*) FROM job_items WHERE job = seq AND state IN ('done', 'failed'))`

const (
	sqlInsertJob  = `INSERT INTO jobs (id, kind, state, created, about) VALUES (?, ?, ?, ?, ?)`
	sqlInsertItem = `INSERT INTO job_items (job, n, name, original, state, tries, record, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
	sqlUpdateJob  = `UPDATE jobs SET state = ?, about = ? WHERE id = ?`
	sqlUpdateItem = `UPDATE job_items SET state = ?, tries = ?, record = ?, problem = ?
		WHERE job = (SELECT seq FROM jobs WHERE id = ?) AND n = ?`
	sqlNoteItem = `UPDATE job_items SET note = ?
		WHERE job = (SELECT seq FROM jobs WHERE id = ? AND deleted = 0) AND n = ?`

	sqlJob      = `SELECT ` + jobColumns + ` FROM jobs WHERE id = ? AND deleted = 0`
	sqlJobItems = `SELECT name, original, state, tries, record, problem, note FROM job_items
		WHERE job = (SELECT seq FROM jobs WHERE id = ?) ORDER BY n`
	sqlJobs        = `SELECT ` + jobColumns + ` FROM jobs WHERE kind = ? AND deleted = 0 ORDER BY seq DESC LIMIT ? OFFSET ?`
	sqlCountJobs   = `SELECT count(*) FROM jobs WHERE kind = ? AND deleted = 0`
	sqlRunningJobs = `SELECT id FROM jobs WHERE kind = ? AND state = 'running' AND deleted = 0 ORDER BY seq`

	sqlDeleteJob = `UPDATE jobs SET deleted = ? WHERE id = ? AND deleted = 0`
	sqlRestore   = `UPDATE jobs SET deleted = 0 WHERE id = ?`
	// The records that items came to are kept no longer than others then.
	sqlPurgeResults = `DELETE FROM records WHERE (kind, id) IN
		(SELECT kind, id FROM jobs WHERE deleted BETWEEN 1 AND ?)`
	sqlPurgeJobs = `DELETE FROM jobs WHERE deleted BETWEEN 1 AND ?`
)
