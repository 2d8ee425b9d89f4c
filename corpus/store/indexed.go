package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"hegao/corpus"
)

// Pending lists, in ascending order, at most limit reports that the derived
// indexes do not hold yet.
func (s *Store) Pending(ctx context.Context, limit int) ([]corpus.ReportID, error) {
	var ids []corpus.ReportID
	err := s.query(ctx, func(row scanner) error {
		var id corpus.ReportID
		err := row.Scan(&id)
		ids = append(ids, id)
		return err
	}, sqlPending, limit)
	return ids, err
}

// MarkIndexed records in one transaction that ids are indexed, that the
// reports in families belong where it says (one of ids that it leaves out
// stays in its family, at first its own), and then that families are renamed
// as in merged. A chain of renames (5 -> 3, 3 -> 1) is followed to its end.
// Unknown ids are passed over.
func (s *Store) MarkIndexed(ctx context.Context, ids []corpus.ReportID,
	families map[corpus.ReportID]corpus.FamilyID, merged map[corpus.FamilyID]corpus.FamilyID) error {
	err := inTransaction(ctx, s.writer, func(tx *sql.Tx) error {
		for _, id := range sortedKeys(families) {
			if _, err := tx.ExecContext(ctx, sqlSetFamily, families[id], id); err != nil {
				return err
			}
		}
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, sqlMarkIndexed, id); err != nil {
				return err
			}
		}
		for _, from := range sortedKeys(merged) {
			if _, err := tx.ExecContext(ctx, sqlRenameFamily, from, lastName(merged, from)); err != nil {
				return err
			}
		}
		return nil
	})
	return s.explain(ctx, err)
}

// MarkAllPending undoes MarkIndexed for every report, families included.
func (s *Store) MarkAllPending(ctx context.Context) error {
	_, err := s.writer.ExecContext(ctx, sqlMarkPending)
	return s.explain(ctx, err)
}

// Indexed is the number of reports marked as indexed.
func (s *Store) Indexed(ctx context.Context) (n int, err error) {
	err = s.query(ctx, func(row scanner) error { return row.Scan(&n) }, sqlIndexed)
	return n, err
}

// Families returns the family of every indexed report whose family is named
// after another. Cost: one walk over those.
func (s *Store) Families(ctx context.Context) (map[corpus.ReportID]corpus.FamilyID, error) {
	families := make(map[corpus.ReportID]corpus.FamilyID)
	err := s.query(ctx, func(row scanner) error {
		var id, family corpus.ReportID
		err := row.Scan(&id, &family)
		families[id] = family
		return err
	}, sqlFamilies)
	return families, err
}

// lastName follows the renames of a family to the name it ends with. It
// takes at most as many steps as there are renames, so that a circle, which
// would be a mistake of the caller, ends too.
func lastName(merged map[corpus.FamilyID]corpus.FamilyID, from corpus.FamilyID) corpus.FamilyID {
	to := from
	for range merged {
		next, renamed := merged[to]
		if !renamed {
			break
		}
		to = next
	}
	return to
}

// sortedKeys makes the order of the writes the same every time.
func sortedKeys(m map[corpus.ReportID]corpus.ReportID) []corpus.ReportID {
	return slices.Sorted(maps.Keys(m))
}
