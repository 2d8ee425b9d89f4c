package corpus_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"hegao/analyzer/message"
	"hegao/analyzer/segment"
	"hegao/corpus"
	"hegao/corpus/fpindex"
	"hegao/corpus/search"
	"hegao/corpus/store"
	"hegao/testdata"
)

// parts are the parts of an open archive, as cmd wires them.
type parts struct {
	*corpus.Archive
	store  corpus.Store
	prints *fpindex.Index
	full   *search.Index
}

// open opens the archive in dir; wrap, which may be nil, stands between it
// and its store. It is closed at the end of the test, or by close.
func open(t testing.TB, dir string, wrap func(corpus.Store) corpus.Store) *parts {
	t.Helper()
	ctx := context.Background()
	st, err := store.Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	p := &parts{store: st}
	if wrap != nil {
		p.store = wrap(st)
	}
	if p.prints, err = fpindex.Open(filepath.Join(dir, "fingerprints")); err != nil {
		t.Fatal(err)
	}
	p.Archive, err = corpus.New(ctx, p.store, p.prints, func() (corpus.FullText, error) {
		if p.full == nil {
			x, err := search.Open(filepath.Join(dir, "search"), segment.Load)
			if err != nil {
				return nil, err
			}
			p.full = x
		}
		return p.full, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.close(t) })
	return p
}

func (p *parts) close(t testing.TB) {
	t.Helper()
	if p.Archive == nil {
		return
	}
	var err error
	if p.full != nil {
		err = p.full.Close()
	}
	if err = errors.Join(err, p.Archive.Close()); err != nil {
		t.Error(err)
	}
	p.Archive = nil
}

// file is an input that is not on disk.
func file(name string, data []byte, known corpus.Known) corpus.Input {
	return corpus.Input{Name: name, Known: known, Read: func() ([]byte, error) { return data, nil }}
}

func txt(name, body string) corpus.Input { return file(name, []byte(body), corpus.Known{}) }

// take imports the inputs and returns a line for each report.
func take(t testing.TB, p *parts, opts corpus.ImportOptions, inputs ...corpus.Input) ([]corpus.Imported, corpus.Summary) {
	t.Helper()
	var lines []corpus.Imported
	opts.Report = func(r corpus.Imported) { lines = append(lines, r) }
	sum, err := p.Import(context.Background(), inputs, opts)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Files != len(inputs) || sum.Added+sum.Linked+sum.Skipped+sum.Failed != len(lines) {
		t.Errorf("%d inputs and %d lines, but the summary says %+v", len(inputs), len(lines), sum)
	}
	return lines, sum
}

// samples are the invented reports, by their manifest.
func samples(t testing.TB) []corpus.Input {
	t.Helper()
	inputs, err := corpus.ManifestIn(testdata.Files, "manifest.csv")
	if err != nil || len(inputs) < 40 {
		t.Fatalf("%d reports, %v", len(inputs), err)
	}
	return inputs
}

// sampleArchive is a new archive of the invented reports.
func sampleArchive(t testing.TB) *parts {
	t.Helper()
	p := open(t, t.TempDir(), nil)
	take(t, p, corpus.ImportOptions{}, samples(t)...)
	return p
}

func embedded(t testing.TB, name string) []byte {
	t.Helper()
	data, err := testdata.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// statuses are the statuses of the lines, with their files.
func statuses(lines []corpus.Imported) []string {
	var out []string
	for _, l := range lines {
		out = append(out, fmt.Sprintf("%s %s", l.File, l.Status))
	}
	return out
}

func wantLines(t testing.TB, lines []corpus.Imported, want ...string) {
	t.Helper()
	if got := statuses(lines); !slices.Equal(got, want) {
		t.Errorf("the import said\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// wantCode fails unless err is an error for people with this code and key.
func wantCode(t testing.TB, err error, code message.Code, key message.Key) {
	t.Helper()
	var e *message.Error
	if !errors.As(err, &e) || e.Code != code || e.Message.Key != key || e.Hint.IsZero() {
		t.Errorf("error %v, want code %q, sentence %q and a hint", err, code, key)
	}
}

// find returns the files of all reports that a query finds, sorted.
func find(t testing.TB, p *parts, q corpus.Query) ([]string, *corpus.Results) {
	t.Helper()
	if q.Limit == 0 {
		q.Limit = 100
	}
	r, err := p.Search(context.Background(), q)
	if err != nil {
		t.Fatalf("%q: %v", q.Text, err)
	}
	found := []string{}
	for _, h := range r.Hits {
		found = append(found, h.Report.File)
	}
	slices.Sort(found)
	return found, r
}

func wantFound(t testing.TB, p *parts, q corpus.Query, want ...string) {
	t.Helper()
	slices.Sort(want)
	got, r := find(t, p, q)
	if !slices.Equal(got, want) || r.Total != len(want) {
		t.Errorf("%+v found %v (total %d), want %v", q, got, r.Total, want)
	}
}

// reports are all reports of the archive, by name.
func reports(t testing.TB, p *parts) map[string]*corpus.Report {
	t.Helper()
	ctx := context.Background()
	n, err := p.store.Count(ctx)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*corpus.Report{}
	for id := corpus.ReportID(1); len(all) < n; id++ {
		found, err := p.store.Reports(ctx, []corpus.ReportID{id})
		if err != nil || int(id) > 10*n+100 {
			t.Fatalf("looking for %d reports, at %d: %v", n, id, err)
		}
		for _, r := range found {
			all[r.Name()] = r
		}
	}
	return all
}

// familyList is how the reports fall into families: the files of each.
func familyList(t testing.TB, p *parts) []string {
	t.Helper()
	families := map[corpus.FamilyID][]string{}
	for _, r := range reports(t, p) {
		families[r.Family] = append(families[r.Family], r.File)
	}
	var list []string
	for _, files := range families {
		slices.Sort(files)
		list = append(list, strings.Join(files, " + "))
	}
	slices.Sort(list)
	return list
}

// zipped packs files; names are given to the zip as they are, in bytes.
func zipped(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, NonUTF8: true, Method: zip.Deflate})
		if err == nil {
			_, err = f.Write(files[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gb18030(t testing.TB, s string) string {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// writeFiles writes files below a new folder and returns it.
func writeFiles(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// report is a short report that is like no other with another number.
func report(n int) string {
	return fmt.Sprintf("第%d粮站%d年工作总结\n\n一、收购\n全年收购稻谷%d吨，验质员%d人，夏粮入库用了%d天。\n\n二、问题\n%d号仓漏雨。\n\n三、打算\n明年修缮%d号仓，添置烘干机%d台。\n",
		n, 2000+n%25, 137*n+11, n+3, n*n+7, n+100, n+100, 3*n+1)
}
