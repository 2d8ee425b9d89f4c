package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"hegao/analyzer/text"
	"hegao/corpus"
)

// Add writes the entries in one transaction; see corpus.Store. Where an entry
// has no Identity, it is computed from the text, and where AddedAt is zero,
// it is now. ID and Family of an entry are not read: ids are given out here,
// families by MarkIndexed. AddedAt is kept to the microsecond.
func (s *Store) Add(ctx context.Context, entries []corpus.Entry) ([]corpus.Added, error) {
	// Everything that takes time is done before the write lock is taken.
	rows := make([]row, len(entries))
	for i := range entries {
		var err error
		if rows[i], err = s.newRow(&entries[i]); err != nil {
			return nil, err
		}
	}
	results := make([]corpus.Added, 0, len(rows))
	err := inTransaction(ctx, s.writer, func(tx *sql.Tx) error {
		a, err := newAdder(ctx, tx)
		if err != nil {
			return err
		}
		for i := range rows {
			added, err := a.add(ctx, &rows[i])
			if err != nil {
				return err
			}
			results = append(results, added)
		}
		return nil
	})
	if err != nil {
		return nil, s.explain(ctx, err)
	}
	return results, nil
}

// row is an entry made ready for the database.
type row struct {
	corpus.Report
	extra  string // JSON
	packed []byte // the text, zstd
}

func (s *Store) newRow(e *corpus.Entry) (row, error) {
	r := row{Report: e.Report, extra: "{}"}
	if r.Identity == "" {
		r.Identity = text.Normalize(e.Text).Identity()
	}
	if !isAddress(r.Identity) {
		return row{}, fmt.Errorf("store: identity %q is not a SHA-256", r.Identity)
	}
	if r.AddedAt.IsZero() {
		r.AddedAt = time.Now()
	}
	if len(r.Extra) > 0 {
		extra, err := json.Marshal(r.Extra)
		if err != nil {
			return row{}, err
		}
		r.extra = string(extra)
	}
	r.packed = s.packer.EncodeAll([]byte(e.Text), nil)
	return r, nil
}

// adder holds the statements of one Add. They end with its transaction.
type adder struct{ find, restore, report, text, sighting *sql.Stmt }

func newAdder(ctx context.Context, tx *sql.Tx) (*adder, error) {
	a := new(adder)
	for _, s := range []struct {
		stmt  **sql.Stmt
		query string
	}{
		{&a.find, sqlFindIdentity},
		{&a.restore, sqlUndelete},
		{&a.report, sqlInsertReport},
		{&a.text, sqlInsertText},
		{&a.sighting, sqlInsertSighting},
	} {
		var err error
		if *s.stmt, err = tx.PrepareContext(ctx, s.query); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *adder) add(ctx context.Context, r *row) (corpus.Added, error) {
	added, err := a.linkOrInsert(ctx, r)
	if err != nil {
		return corpus.Added{}, err
	}
	_, err = a.sighting.ExecContext(ctx, added.Report, r.File, r.Part, r.Unit, r.Year, r.Title)
	return added, err
}

// comeBack links a text to the report that has it, which is restored where it
// was deleted.
func (a *adder) comeBack(ctx context.Context, there corpus.ReportID) (corpus.Added, error) {
	done, err := a.restore.ExecContext(ctx, "["+idText(there)+"]")
	if err != nil {
		return corpus.Added{}, err
	}
	n, err := done.RowsAffected()
	return corpus.Added{Report: there, Linked: n == 0}, err
}

func (a *adder) linkOrInsert(ctx context.Context, r *row) (corpus.Added, error) {
	var there corpus.ReportID
	err := a.find.QueryRowContext(ctx, r.Identity).Scan(&there)
	if err == nil {
		return a.comeBack(ctx, there)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return corpus.Added{}, err
	}
	result, err := a.report.ExecContext(ctx, r.Identity, r.Title, r.Unit, r.Year, r.Kind, r.File,
		r.Part, r.Chars, r.Original, r.AddedAt.UnixMicro(), r.extra)
	if err != nil {
		return corpus.Added{}, err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return corpus.Added{}, err
	}
	_, err = a.text.ExecContext(ctx, id, r.packed)
	return corpus.Added{Report: corpus.ReportID(id)}, err
}
