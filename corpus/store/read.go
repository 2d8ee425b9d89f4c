package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"hegao/analyzer/message"
	"hegao/corpus"
)

// nameLength is the number of hexadecimal digits of Report.Name.
const nameLength = 16

// Report returns one report, or the NotFound error "report_missing".
func (s *Store) Report(ctx context.Context, id corpus.ReportID) (*corpus.Report, error) {
	r, err := scanReport(s.readers.QueryRowContext(ctx, sqlReportByID, id))
	return r, s.explain(ctx, orMissing(err, "report_missing", idText(id)))
}

// ByName finds a report by Report.Name, or returns the NotFound error
// "report_missing".
func (s *Store) ByName(ctx context.Context, name string) (*corpus.Report, error) {
	// Anything else would be a prefix of other length and find a stranger.
	if len(name) != nameLength || !isHex(name) {
		return nil, message.Errorf(message.NotFound, "report_missing", name)
	}
	r, err := scanReport(s.readers.QueryRowContext(ctx, sqlReportByName, name))
	return r, s.explain(ctx, orMissing(err, "report_missing", name))
}

// Reports returns the reports with these ids in the order asked and leaves
// out unknown ones. Cost: one query, whatever the number of ids.
func (s *Store) Reports(ctx context.Context, ids []corpus.ReportID) ([]*corpus.Report, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	found := make(map[corpus.ReportID]*corpus.Report, len(ids))
	err = s.query(ctx, func(row scanner) error {
		r, err := scanReport(row)
		if err == nil {
			found[r.ID] = r
		}
		return err
	}, sqlReportsByID, string(list))
	if err != nil {
		return nil, err
	}
	reports := make([]*corpus.Report, 0, len(found))
	for _, id := range ids {
		if r := found[id]; r != nil {
			reports = append(reports, r)
		}
	}
	return reports, nil
}

// Text returns a report's own text. A text that is not what was written is
// the Damaged error "archive_damaged".
func (s *Store) Text(ctx context.Context, id corpus.ReportID) (string, error) {
	var packed []byte
	err := s.readers.QueryRowContext(ctx, sqlText, id).Scan(&packed)
	if err != nil {
		return "", s.explain(ctx, orMissing(err, "report_missing", idText(id)))
	}
	return s.unpack(id, packed)
}

func (s *Store) unpack(id corpus.ReportID, packed []byte) (string, error) {
	plain, err := s.unpacker.DecodeAll(packed, nil) // verifies zstd's checksum
	if err != nil {
		return "", s.damaged(fmt.Errorf("text of report %d: %w", id, err))
	}
	return string(plain), nil
}

// Entries returns the reports with these ids and their texts in the order
// asked, or the NotFound error "report_missing". Cost: one query, whatever the
// number of ids.
func (s *Store) Entries(ctx context.Context, ids []corpus.ReportID) ([]corpus.Entry, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	found := make(map[corpus.ReportID]corpus.Entry, len(ids))
	var packed sql.RawBytes
	err = s.query(ctx, func(row scanner) error {
		r, err := scanReport(row, &packed)
		if err != nil {
			return err
		}
		body, err := s.unpack(r.ID, packed)
		found[r.ID] = corpus.Entry{Report: *r, Text: body}
		return err
	}, sqlEntriesByID, string(list))
	if err != nil {
		return nil, err
	}
	entries := make([]corpus.Entry, len(ids))
	for i, id := range ids {
		e, ok := found[id]
		if !ok {
			return nil, s.explain(ctx, orMissing(sql.ErrNoRows, "report_missing", idText(id)))
		}
		entries[i] = e
	}
	return entries, nil
}

// Sightings lists where a report's text was seen, the first one first.
func (s *Store) Sightings(ctx context.Context, id corpus.ReportID) ([]corpus.Sighting, error) {
	var sightings []corpus.Sighting
	err := s.query(ctx, func(row scanner) error {
		var x corpus.Sighting
		err := row.Scan(&x.File, &x.Part, &x.Unit, &x.Year, &x.Title)
		sightings = append(sightings, x)
		return err
	}, sqlSightings, id)
	return sightings, err
}

// Count is the number of reports.
func (s *Store) Count(ctx context.Context) (int, error) {
	var n int
	err := s.readers.QueryRowContext(ctx, sqlCount).Scan(&n)
	return n, s.explain(ctx, err)
}

// Units lists the units with their number of reports, the commonest first;
// reports whose unit is unknown are not counted.
func (s *Store) Units(ctx context.Context) ([]corpus.Count, error) {
	var units []corpus.Count
	err := s.query(ctx, func(row scanner) error {
		var c corpus.Count
		err := row.Scan(&c.Value, &c.N)
		units = append(units, c)
		return err
	}, sqlUnits)
	return units, err
}

// UnitNames lists at most limit units, by name.
func (s *Store) UnitNames(ctx context.Context, limit int) ([]corpus.Unit, error) {
	var units []corpus.Unit
	err := s.query(ctx, func(row scanner) error {
		var u corpus.Unit
		err := row.Scan(&u)
		units = append(units, u)
		return err
	}, sqlUnitNames, limit)
	return units, err
}

// Latest returns the newest report of a unit and a kind that is about a year
// before the one given; nil where there is none. Cost: one query, linear in
// the unit's reports.
func (s *Store) Latest(ctx context.Context, unit corpus.Unit, kind corpus.Kind, before int) (*corpus.Entry, error) {
	var found *corpus.Entry
	var packed sql.RawBytes
	err := s.query(ctx, func(row scanner) error {
		r, err := scanReport(row, &packed)
		if err != nil {
			return err
		}
		body, err := s.unpack(r.ID, packed)
		found = &corpus.Entry{Report: *r, Text: body}
		return err
	}, sqlLatest, unit, kind, before)
	return found, err
}

// Newest returns the texts of the newest reports of a kind, at most limit.
// Cost: one step in an index for each.
func (s *Store) Newest(ctx context.Context, kind corpus.Kind, limit int) ([]string, error) {
	var texts []string
	var packed sql.RawBytes
	err := s.query(ctx, func(row scanner) error {
		r, err := scanReport(row, &packed)
		if err != nil {
			return err
		}
		body, err := s.unpack(r.ID, packed)
		texts = append(texts, body)
		return err
	}, sqlNewest, kind, limit)
	return texts, err
}

// scanner is what *sql.Row and *sql.Rows have in common.
type scanner interface{ Scan(dest ...any) error }

// query calls each for every row that statement finds.
func (s *Store) query(ctx context.Context, each func(scanner) error, statement string, args ...any) error {
	rows, err := s.readers.QueryContext(ctx, statement, args...)
	if err != nil {
		return s.explain(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return s.explain(ctx, err)
		}
	}
	return s.explain(ctx, rows.Err())
}

// scanReport reads reportColumns, and whatever follows them into more.
func scanReport(row scanner, more ...any) (*corpus.Report, error) {
	var r corpus.Report
	var added int64
	var extra string
	columns := []any{&r.ID, &r.Identity, &r.Title, &r.Unit, &r.Year, &r.Kind, &r.File, &r.Part,
		&r.Chars, &r.Family, &r.Original, &added, &extra}
	if err := row.Scan(append(columns, more...)...); err != nil {
		return nil, err
	}
	r.AddedAt = time.UnixMicro(added).UTC()
	if extra != "{}" {
		if err := json.Unmarshal([]byte(extra), &r.Extra); err != nil {
			return nil, fmt.Errorf("extra of report %d: %w", r.ID, err)
		}
	}
	return &r, nil
}

func idText(id corpus.ReportID) string { return strconv.FormatUint(uint64(id), 10) }

func isHex(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
