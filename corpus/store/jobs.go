package store

import (
	"context"
	"database/sql"
	"time"

	"hegao/corpus"
)

// CreateJob keeps a new job with its items; see corpus.Jobs.
func (s *Store) CreateJob(ctx context.Context, j corpus.Job, items []corpus.JobItem) error {
	err := inTransaction(ctx, s.writer, func(tx *sql.Tx) error {
		made, err := tx.ExecContext(ctx, sqlInsertJob, j.ID, j.Kind, j.State, j.Created.UnixMicro(), string(j.About))
		if err != nil {
			return err
		}
		seq, err := made.LastInsertId()
		if err != nil {
			return err
		}
		insert, err := tx.PrepareContext(ctx, sqlInsertItem)
		if err != nil {
			return err
		}
		defer insert.Close()
		for n, x := range items {
			if _, err := insert.ExecContext(ctx, seq, n, x.Name, x.Original, x.State, x.Tries, x.Record, string(x.Problem)); err != nil {
				return err
			}
		}
		return nil
	})
	return s.explain(ctx, err)
}

// UpdateJob changes a job's state and what is known about it.
func (s *Store) UpdateJob(ctx context.Context, id string, state corpus.JobState, about []byte) error {
	return s.changeJob(ctx, id, sqlUpdateJob, state, string(about), id)
}

// UpdateJobItem changes how an item stands; name, original and note stay.
func (s *Store) UpdateJobItem(ctx context.Context, id string, n int, x corpus.JobItem) error {
	return s.changeJob(ctx, id, sqlUpdateItem, x.State, x.Tries, x.Record, string(x.Problem), id, n)
}

// NoteJobItem keeps what a person wrote about an item; nil takes it away.
func (s *Store) NoteJobItem(ctx context.Context, id string, n int, note *string) error {
	return s.changeJob(ctx, id, sqlNoteItem, note, id, n)
}

// DeleteJob throws a job away; RestoreJob brings it back until PurgeJobs.
func (s *Store) DeleteJob(ctx context.Context, id string) error {
	return s.changeJob(ctx, id, sqlDeleteJob, time.Now().UnixMicro(), id)
}

// RestoreJob brings a deleted job back; one that stands stays as it is.
func (s *Store) RestoreJob(ctx context.Context, id string) error {
	return s.changeJob(ctx, id, sqlRestore, id)
}

// changeJob runs a statement that changes one row, or finds the job missing.
func (s *Store) changeJob(ctx context.Context, id, statement string, args ...any) error {
	done, err := s.writer.ExecContext(ctx, statement, args...)
	if err != nil {
		return s.explain(ctx, err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return s.explain(ctx, orMissing(sql.ErrNoRows, "job_missing", id))
	}
	return nil
}

// PurgeJobs erases the jobs that were deleted before a time, with their
// results.
func (s *Store) PurgeJobs(ctx context.Context, before time.Time) error {
	err := inTransaction(ctx, s.writer, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, sqlPurgeResults, before.UnixMicro()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, sqlPurgeJobs, before.UnixMicro())
		return err
	})
	return s.explain(ctx, err)
}

// Job returns a job and its items, as they stand at one moment.
func (s *Store) Job(ctx context.Context, id string) (j corpus.Job, items []corpus.JobItem, err error) {
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return j, nil, s.explain(ctx, err)
	}
	defer tx.Rollback() // nothing was written
	if j, err = scanJob(tx.QueryRowContext(ctx, sqlJob, id)); err != nil {
		return j, nil, s.explain(ctx, orMissing(err, "job_missing", id))
	}
	rows, err := tx.QueryContext(ctx, sqlJobItems, id)
	if err != nil {
		return j, nil, s.explain(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		var x corpus.JobItem
		var problem string
		var note sql.NullString
		if err := rows.Scan(&x.Name, &x.Original, &x.State, &x.Tries, &x.Record, &problem, &note); err != nil {
			return j, nil, s.explain(ctx, err)
		}
		x.Problem, x.Note, x.Noted = []byte(problem), note.String, note.Valid
		items = append(items, x)
	}
	return j, items, s.explain(ctx, rows.Err())
}

// Jobs lists the jobs of a kind, the newest first.
func (s *Store) Jobs(ctx context.Context, kind string, limit, offset int) (jobs []corpus.Job, total int, err error) {
	if err := s.readers.QueryRowContext(ctx, sqlCountJobs, kind).Scan(&total); err != nil {
		return nil, 0, s.explain(ctx, err)
	}
	rows, err := s.readers.QueryContext(ctx, sqlJobs, kind, limit, offset)
	if err != nil {
		return nil, 0, s.explain(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		j, err := scanJob(rows)
		if err != nil {
			return nil, 0, s.explain(ctx, err)
		}
		jobs = append(jobs, j)
	}
	return jobs, total, s.explain(ctx, rows.Err())
}

// RunningJobs lists the jobs of a kind that have not ended, the oldest first.
func (s *Store) RunningJobs(ctx context.Context, kind string) ([]string, error) {
	rows, err := s.readers.QueryContext(ctx, sqlRunningJobs, kind)
	if err != nil {
		return nil, s.explain(ctx, err)
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, s.explain(ctx, err)
		}
		ids = append(ids, id)
	}
	return ids, s.explain(ctx, rows.Err())
}

func scanJob(row interface{ Scan(...any) error }) (corpus.Job, error) {
	var j corpus.Job
	var created, deleted int64
	var about string
	err := row.Scan(&j.ID, &j.Kind, &j.State, &created, &deleted, &about, &j.Items, &j.Finished)
	j.Created, j.About = time.UnixMicro(created).UTC(), []byte(about)
	if deleted != 0 {
		j.Deleted = time.UnixMicro(deleted).UTC()
	}
	return j, err
}
