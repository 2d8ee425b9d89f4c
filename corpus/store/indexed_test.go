package store

import (
	"context"
	"maps"
	"slices"
	"testing"

	"hegao/corpus"
)

// ids makes the list short to write.
type ids = []corpus.ReportID

// renames maps reports to families and families to families.
type renames = map[corpus.ReportID]corpus.FamilyID

func wantPending(t *testing.T, s *Store, limit int, want ids) {
	t.Helper()
	got, err := s.Pending(context.Background(), limit)
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("Pending = %v, %v; want %v", got, err, want)
	}
}

func wantFamilies(t *testing.T, s *Store, want renames) {
	t.Helper()
	got, err := s.Families(context.Background())
	if err != nil || !maps.Equal(got, want) {
		t.Fatalf("Families = %v, %v; want %v", got, err, want)
	}
}

func TestPendingAndFamilies(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	mustAdd(t, s, newEntries(0, 7)...)
	wantPending(t, s, 3, ids{1, 2, 3})
	wantPending(t, s, 100, ids{1, 2, 3, 4, 5, 6, 7})
	wantFamilies(t, s, renames{})

	// 3 joins 1; 5 is left out of the families and stands alone.
	if err := s.MarkIndexed(ctx, ids{1, 2, 3, 5, 999}, renames{1: 1, 2: 2, 3: 1}, nil); err != nil {
		t.Fatal(err)
	}
	wantPending(t, s, 100, ids{4, 6, 7})
	wantFamilies(t, s, renames{3: 1})
	if n, err := s.Indexed(ctx); n != 4 || err != nil {
		t.Fatalf("%d indexed, %v", n, err)
	}

	// 6 belongs to 5 and to 2, which become one with 1: a chain.
	if err := s.MarkIndexed(ctx, ids{6}, renames{6: 5}, renames{5: 2, 2: 1}); err != nil {
		t.Fatal(err)
	}
	wantFamilies(t, s, renames{2: 1, 3: 1, 5: 1, 6: 1})
	if r, err := s.Report(ctx, 6); err != nil || r.Family != 1 {
		t.Fatalf("family of 6: %+v, %v", r, err)
	}

	if err := s.MarkAllPending(ctx); err != nil {
		t.Fatal(err)
	}
	wantPending(t, s, 100, ids{1, 2, 3, 4, 5, 6, 7})
	wantFamilies(t, s, renames{})
}

func TestLastName(t *testing.T) {
	for _, c := range []struct {
		merged renames
		from   corpus.FamilyID
		want   corpus.FamilyID
	}{
		{nil, 4, 4},
		{renames{4: 2}, 4, 2},
		{renames{9: 4, 4: 2, 2: 1}, 9, 1},
		{renames{4: 4}, 4, 4},
		{renames{4: 2, 2: 4}, 4, 4}, // a circle ends
	} {
		if got := lastName(c.merged, c.from); got != c.want {
			t.Errorf("lastName(%v, %d) = %d, want %d", c.merged, c.from, got, c.want)
		}
	}
}
