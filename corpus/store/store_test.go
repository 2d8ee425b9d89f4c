package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"hegao/analyzer/message"
	"hegao/corpus"
)

func TestRoundTrip(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	e := newEntry(1)
	e.Title, e.Unit, e.File = "关于“四风”问题的报告'; --", "某县\x00局", "夹 子/?#%.docx"
	e.Original = strings.Repeat("0a", 32)
	e.AddedAt = time.Date(2024, 5, 6, 7, 8, 9, 123456000, time.UTC)
	e.Extra = map[string]string{"签发人": "张三", "密级": ""}
	added := mustAdd(t, s, e)
	if added[0] != (corpus.Added{Report: 1}) {
		t.Fatalf("first report: %+v", added[0])
	}

	want := e.Report
	want.ID = 1
	got, err := s.Report(ctx, 1)
	if err != nil || !reflect.DeepEqual(*got, want) {
		t.Fatalf("Report = %+v, %v\nwant %+v", got, err, want)
	}
	byName, err := s.ByName(ctx, want.Name())
	if err != nil || !reflect.DeepEqual(byName, got) {
		t.Fatalf("ByName = %+v, %v", byName, err)
	}
	body, err := s.Text(ctx, 1)
	if err != nil || body != e.Text {
		t.Fatalf("Text = %q, %v", body, err)
	}
}

func TestAddFillsWhatIsMissing(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	want := newEntry(1)
	e := want
	e.Identity = ""
	before := time.Now().Add(-time.Microsecond)
	mustAdd(t, s, e)
	got, err := s.Report(ctx, 1)
	if err != nil || got.Identity != want.Identity {
		t.Fatalf("identity %+v, %v", got, err)
	}
	if got.AddedAt.Before(before) || got.AddedAt.After(time.Now()) || got.Extra != nil {
		t.Fatalf("added %v, extra %v", got.AddedAt, got.Extra)
	}
	e.Identity = "../../etc/passwd"
	if _, err := s.Add(ctx, []corpus.Entry{newEntry(2), e}); err == nil {
		t.Fatal("an identity that is no SHA-256 was taken")
	}
	if n, err := s.Count(ctx); n != 1 || err != nil {
		t.Fatalf("a refused Add left %d reports, %v", n, err)
	}
}

func TestMissing(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	mustAdd(t, s, newEntry(1))
	_, err := s.Report(ctx, 2)
	wantCode(t, err, message.NotFound, "error.report_missing")
	_, err = s.Text(ctx, 2)
	wantCode(t, err, message.NotFound, "error.report_missing")
	e := newEntry(1)
	name := e.Name()
	for _, bad := range []string{"", name[:15], name + "0", strings.ToUpper("ABCDEFABCDEFABCD"), "%%%%%%%%%%%%%%%%"} {
		_, err = s.ByName(ctx, bad)
		wantCode(t, err, message.NotFound, "error.report_missing")
	}
	if seen, err := s.Sightings(ctx, 2); len(seen) != 0 || err != nil {
		t.Fatalf("Sightings of nothing = %v, %v", seen, err)
	}
}

func TestReportsInOrder(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	mustAdd(t, s, newEntries(0, 5)...)
	reports, err := s.Reports(ctx, []corpus.ReportID{4, 99, 1, 4, 3})
	if err != nil {
		t.Fatal(err)
	}
	var ids []corpus.ReportID
	for _, r := range reports {
		ids = append(ids, r.ID)
	}
	if want := []corpus.ReportID{4, 1, 4, 3}; !reflect.DeepEqual(ids, want) {
		t.Fatalf("ids %v, want %v", ids, want)
	}
	if none, err := s.Reports(ctx, nil); len(none) != 0 || err != nil {
		t.Fatalf("Reports(nil) = %v, %v", none, err)
	}
}

func TestLinkAndSightings(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	first := newEntry(1)
	again := first
	again.File, again.Part, again.Unit, again.Title = "b/compendium.docx", 3, "另一单位", "转发"
	// The copy comes twice, once in the same call as its origin.
	added := mustAdd(t, s, first, newEntry(2), again)
	want := []corpus.Added{{Report: 1}, {Report: 2}, {Report: 1, Linked: true}}
	if !reflect.DeepEqual(added, want) {
		t.Fatalf("added %v, want %v", added, want)
	}
	for range 2 {
		if added := mustAdd(t, s, again, first); !added[0].Linked || !added[1].Linked {
			t.Fatalf("seen again: %v", added)
		}
	}
	got, err := s.Sightings(ctx, 1)
	wantSeen := []corpus.Sighting{sightingOf(first), sightingOf(again)}
	if err != nil || !reflect.DeepEqual(got, wantSeen) {
		t.Fatalf("sightings %+v, %v\nwant %+v", got, err, wantSeen)
	}
	if r, err := s.Report(ctx, 1); err != nil || r.File != first.File || r.Unit != first.Unit {
		t.Fatalf("a link changed the report: %+v, %v", r, err)
	}
	if added := mustAdd(t, s, newEntry(3)); added[0] != (corpus.Added{Report: 3}) {
		t.Fatalf("links used up numbers: %v", added)
	}
}

func sightingOf(e corpus.Entry) corpus.Sighting {
	return corpus.Sighting{File: e.File, Part: e.Part, Unit: e.Unit, Year: e.Year, Title: e.Title}
}

func TestUnits(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	nameless := newEntry(100)
	nameless.Unit = ""
	mustAdd(t, s, append(newEntries(0, 7), nameless)...)
	units, err := s.Units(ctx)
	want := []corpus.Count{{Value: "单位0", N: 3}, {Value: "单位1", N: 2}, {Value: "单位2", N: 2}}
	if err != nil || !reflect.DeepEqual(units, want) {
		t.Fatalf("Units = %v, %v", units, err)
	}
	if n, err := s.Count(ctx); n != 8 || err != nil {
		t.Fatalf("Count = %d, %v", n, err)
	}
}

func TestUnitNames(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	if names, err := s.UnitNames(ctx, 9); len(names) != 0 || err != nil {
		t.Fatalf("an empty archive names %v, %v", names, err)
	}
	nameless := newEntry(100)
	nameless.Unit = ""
	mustAdd(t, s, append(newEntries(0, 7), nameless)...)
	for limit, want := range map[int][]corpus.Unit{9: {"单位0", "单位1", "单位2"}, 2: {"单位0", "单位1"}} {
		if names, err := s.UnitNames(ctx, limit); err != nil || !reflect.DeepEqual(names, want) {
			t.Errorf("UnitNames(%d) = %v, %v", limit, names, err)
		}
	}
}

func TestLatest(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	var all []corpus.Entry
	for i, r := range []corpus.Report{
		{Unit: "甲局", Kind: "work-summary", Year: 2021}, {Unit: "甲局", Kind: "work-summary", Year: 2023}, {Unit: "甲局", Kind: "work-summary", Year: 2022},
		{Unit: "甲局", Kind: "self-inspection", Year: 2024}, {Unit: "乙局", Kind: "work-summary", Year: 2024}, {Unit: "甲局", Kind: "work-summary"},
	} {
		e := newEntry(i)
		e.Unit, e.Kind, e.Year = r.Unit, r.Kind, r.Year
		all = append(all, e)
	}
	mustAdd(t, s, all...)
	for before, want := range map[int]int{2025: 2023, 2023: 2022, 2021: 0} {
		e, err := s.Latest(ctx, "甲局", "work-summary", before)
		switch {
		case err != nil:
			t.Errorf("before %d: %v", before, err)
		case want == 0 && e != nil || want != 0 && (e == nil || e.Year != want || e.Text == ""):
			t.Errorf("before %d: %+v, want the one of %d", before, e, want)
		}
	}
}

// TestNewest: those of one kind, the last added first, with their texts.
func TestNewest(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	var all []corpus.Entry
	for i := range 9 {
		e := newEntry(i)
		e.Kind = []corpus.Kind{"work-summary", "self-inspection"}[i%2]
		all = append(all, e)
	}
	mustAdd(t, s, all...)
	for limit, want := range map[int][]string{2: {all[8].Text, all[6].Text}, 3: {all[8].Text, all[6].Text, all[4].Text}} {
		if texts, err := s.Newest(ctx, "work-summary", limit); err != nil || !reflect.DeepEqual(texts, want) {
			t.Errorf("Newest(%d) = %q, %v", limit, texts, err)
		}
	}
	if texts, err := s.Newest(ctx, "nothing-of-the-kind", 3); err != nil || len(texts) > 0 {
		t.Errorf("of no kind: %q, %v", texts, err)
	}
}

func TestReopen(t *testing.T) {
	ctx := context.Background()
	// The path holds what a data source name could trip over.
	dir := filepath.Join(t.TempDir(), "报告 库?a=1#x%20&", "deep")
	s, err := Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	e := newEntry(1)
	mustAdd(t, s, e)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, databaseName)); err != nil {
		t.Fatal(err)
	}
	again := openStore(t, dir)
	if body, err := again.Text(ctx, 1); body != e.Text || err != nil {
		t.Fatalf("after reopening: %q, %v", body, err)
	}
	if added := mustAdd(t, again, newEntry(2)); added[0].Report != 2 {
		t.Fatalf("ids after reopening: %v", added)
	}
}

func TestSettings(t *testing.T) {
	s := openStore(t, t.TempDir())
	for _, db := range []*sql.DB{s.writer, s.readers} {
		for pragma, want := range map[string]string{
			"journal_mode": "wal", "synchronous": "2", "busy_timeout": "5000", "foreign_keys": "1",
		} {
			var got string
			if err := db.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s = %q, %v; want %q", pragma, got, err, want)
			}
		}
	}
	if _, err := s.readers.Exec("DELETE FROM reports"); err == nil {
		t.Error("a reader may write")
	}
}

func TestRefusesNewerSchema(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s := openStore(t, dir)
	mustAdd(t, s, newEntry(1))
	if _, err := s.writer.Exec("PRAGMA user_version = 999"); err != nil {
		t.Fatal(err)
	}
	_, err := Open(ctx, dir)
	wantCode(t, err, message.Unsupported, "error.archive_newer")
	if n, err := s.Count(ctx); n != 1 || err != nil {
		t.Fatalf("refusing changed the archive: %d, %v", n, err)
	}
}

func TestRefusesDamaged(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, databaseName), []byte(strings.Repeat("not a database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(ctx, dir)
	wantCode(t, err, message.Damaged, "error.archive_damaged")
}

func TestRefusesFileAsFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(context.Background(), file)
	wantCode(t, err, message.Invalid, "error.archive_unwritable")
}

func TestDamagedText(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	mustAdd(t, s, newEntry(1))
	if _, err := s.writer.Exec("UPDATE texts SET zstd = CAST(substr(zstd, 1, length(zstd) - 6) || x'000000000000' AS BLOB)"); err != nil {
		t.Fatal(err)
	}
	_, err := s.Text(ctx, 1)
	wantCode(t, err, message.Damaged, "error.archive_damaged")
}

func TestCancelled(t *testing.T) {
	s := openStore(t, t.TempDir())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Add(ctx, newEntries(0, 2)); !errors.Is(err, context.Canceled) {
		t.Fatalf("Add: %v", err)
	}
	if _, err := s.Count(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("Count: %v", err)
	}
	if n, err := s.Count(context.Background()); n != 0 || err != nil {
		t.Fatalf("a cancelled Add left %d, %v", n, err)
	}
}
