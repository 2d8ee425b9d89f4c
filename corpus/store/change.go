package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"math"
	"time"

	"hegao/corpus"
)

// SetFacts corrects what is known about a report; see corpus.Store.
func (s *Store) SetFacts(ctx context.Context, id corpus.ReportID, k corpus.Known) error {
	done, err := s.writer.ExecContext(ctx, sqlSetFacts, k.Title, k.Unit, k.Year, k.Kind, id)
	if err != nil {
		return s.explain(ctx, err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return s.explain(ctx, orMissing(sql.ErrNoRows, "report_missing", idText(id)))
	}
	return nil
}

// Delete hides reports; see corpus.Store.
func (s *Store) Delete(ctx context.Context, ids []corpus.ReportID) error {
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	_, err = s.writer.ExecContext(ctx, sqlDelete, time.Now().UnixMicro(), string(list))
	return s.explain(ctx, err)
}

// Restore brings deleted reports back, pending again.
func (s *Store) Restore(ctx context.Context, ids []corpus.ReportID) error {
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	_, err = s.writer.ExecContext(ctx, sqlUndelete, string(list))
	return s.explain(ctx, err)
}

// Deleted lists the hidden reports, the latest first; 0 for all.
func (s *Store) Deleted(ctx context.Context, limit int) ([]*corpus.Report, error) {
	if limit <= 0 {
		limit = -1 // no limit, to SQLite
	}
	return s.list(ctx, sqlDeleted, limit)
}

// Last lists reports, newest first; see corpus.Store.
func (s *Store) Last(ctx context.Context, before corpus.ReportID, limit int) ([]*corpus.Report, error) {
	top := int64(before)
	if before == 0 {
		top = math.MaxInt64
	}
	return s.list(ctx, sqlLast, top, limit)
}

func (s *Store) list(ctx context.Context, statement string, args ...any) ([]*corpus.Report, error) {
	var out []*corpus.Report
	err := s.query(ctx, func(row scanner) error {
		r, err := scanReport(row)
		out = append(out, r)
		return err
	}, statement, args...)
	return out, err
}
