package corpus_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/corpus"
)

// titlesFor are the titles that a query finds.
func titlesFor(t *testing.T, p *parts, q corpus.Query) (out []string) {
	t.Helper()
	if q.Limit == 0 {
		q.Limit = 100
	}
	res, err := p.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range res.Hits {
		out = append(out, h.Report.Title)
	}
	return out
}

const (
	hospital2023 = "青溪县人民医院2023年安全生产工作总结"
	hospital2024 = "青溪县人民医院2024年安全生产工作总结"
)

func nameOf(t *testing.T, p *parts, title string) string {
	t.Helper()
	res, err := p.Search(context.Background(), corpus.Query{Text: title, Limit: 1})
	if err != nil || len(res.Hits) == 0 || res.Hits[0].Report.Title != title {
		t.Fatalf("%q: %+v, %v", title, res, err)
	}
	return res.Hits[0].Report.Name()
}

// hospital are the invented reports of one unit.
func hospital(t *testing.T) []corpus.Input {
	return slices.DeleteFunc(samples(t), func(in corpus.Input) bool { return !strings.Contains(in.Name, "qx-hospital") })
}

// TestSampleArchive looks at one archive of all invented reports; the last
// subtest changes it.
func TestSampleArchive(t *testing.T) {
	p := sampleArchive(t)
	t.Run("section", func(t *testing.T) { searchInSection(t, p) })
	t.Run("families", func(t *testing.T) { distinct(t, p) })
	t.Run("correct", func(t *testing.T) { correct(t, p) })
}

// Guards: a deleted report is found by nothing, also after a restart and a
// rebuild, and is there again once restored.
func TestDeleteAndRestore(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	p := open(t, dir, nil)
	take(t, p, corpus.ImportOptions{}, hospital(t)...)
	all, name := p.Reports(), nameOf(t, p, hospital2023)
	_, body, err := p.Open(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	there := func(when string, want bool) {
		t.Helper()
		n := all
		if !want {
			n--
		}
		if p.Reports() != n {
			t.Errorf("%s: %d reports, want %d", when, p.Reports(), n)
		}
		if got := slices.Contains(titlesFor(t, p, corpus.Query{Text: "电梯 演练"}), hospital2023); got != want {
			t.Errorf("%s: search finds it: %v", when, got)
		}
		if _, _, err := p.Open(ctx, name); (err == nil) != want {
			t.Errorf("%s: open: %v", when, err)
		}
		alike, err := p.Similar(ctx, body, 5)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.ContainsFunc(alike, func(a reuse.Alike) bool { return a.Source.Title == hospital2023 }); got != want {
			t.Errorf("%s: similar finds it: %v", when, got)
		}
		if last, err := p.Latest(ctx, "青溪县人民医院", "work-summary", 2024); err != nil || (last.Title == hospital2023) != want {
			t.Errorf("%s: latest %+v, %v", when, last, err)
		}
		r, _, err := p.Open(ctx, nameOf(t, p, hospital2024))
		if err != nil {
			t.Fatal(err)
		}
		kin, err := p.Relatives(ctx, r)
		if err != nil || slices.ContainsFunc(kin, func(r *corpus.Report) bool { return r.Title == hospital2023 }) != want {
			t.Errorf("%s: relatives %v, %v", when, kin, err)
		}
	}
	there("before", true)
	if r, err := p.Delete(ctx, name); err != nil || r.Title != hospital2023 {
		t.Fatal(r, err)
	}
	there("deleted", false)
	if _, err := p.Delete(ctx, name); message.CodeOf(err) != message.NotFound {
		t.Errorf("deleted twice: %v", err)
	}
	p.close(t)
	p = open(t, dir, nil)
	there("after a restart", false)
	if err := p.Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	there("after a rebuild", false)
	if gone, err := p.Deleted(ctx, 9); err != nil || len(gone) != 1 || gone[0].Name() != name {
		t.Errorf("%v, %v", gone, err)
	}
	if _, err := p.Restore(ctx, name); err != nil {
		t.Fatal(err)
	}
	there("restored", true)
	if _, err := p.Restore(ctx, name); message.CodeOf(err) != message.NotFound {
		t.Errorf("restored twice: %v", err)
	}
}

// Guards: whoever imports a text that was deleted finds it.
func TestImportBringsBack(t *testing.T) {
	p := open(t, t.TempDir(), nil)
	lines, _ := take(t, p, corpus.ImportOptions{}, txt("a.txt", report(1)), txt("b.txt", report(2)))
	if _, err := p.Delete(t.Context(), lines[0].Report); err != nil {
		t.Fatal(err)
	}
	again, _ := take(t, p, corpus.ImportOptions{}, txt("a.txt", report(1)), txt("b.txt", report(2)))
	if again[0].Status != corpus.StatusAdded || again[1].Status != corpus.StatusLinked || p.Reports() != 2 {
		t.Errorf("%+v, %d reports", again, p.Reports())
	}
	if len(titlesFor(t, p, corpus.Query{Text: lines[0].Title})) == 0 {
		t.Error("it is not found")
	}
}

// Guards: a corrected report is found by what it is now, not by what it was.
func correct(t *testing.T, p *parts) {
	t.Helper()
	ctx, name := t.Context(), nameOf(t, p, hospital2023)
	r, err := p.Correct(ctx, name, corpus.Known{Title: " 更名后的总结 ", Unit: "白沙县水务局", Year: 2019, Kind: "self-inspection"})
	if err != nil || r.Title != "更名后的总结" || r.Unit != "白沙县水务局" || r.Year != 2019 || r.Kind != "self-inspection" {
		t.Fatalf("%+v, %v", r, err)
	}
	got := titlesFor(t, p, corpus.Query{Filter: corpus.Filter{Unit: "白沙县水务局", Kind: "self-inspection", YearFrom: 2019, YearTo: 2019}})
	if !slices.Equal(got, []string{"更名后的总结"}) {
		t.Errorf("found %q", got)
	}
	if got := titlesFor(t, p, corpus.Query{Text: hospital2023}); slices.Contains(got, hospital2023) {
		t.Error("the old title is found")
	}
	for _, c := range []struct {
		name  string
		known corpus.Known
		code  message.Code
	}{{name, corpus.Known{Title: " \t"}, message.Invalid}, {"0123456789abcdef", corpus.Known{Title: "x"}, message.NotFound}} {
		if _, err := p.Correct(ctx, c.name, c.known); message.CodeOf(err) != c.code {
			t.Errorf("%v", err)
		}
	}
}

// Guards: a trial says what an import says, and leaves nothing behind.
func TestTry(t *testing.T) {
	p := open(t, t.TempDir(), nil)
	take(t, p, corpus.ImportOptions{}, txt("old.txt", report(1)))
	inputs := []corpus.Input{txt("a.txt", report(1)), txt("b.txt", report(2)), txt("c.txt", report(2)), txt("d.txt", "")}
	tried, sum := take(t, p, corpus.ImportOptions{Try: true}, inputs...)
	if p.Reports() != 1 || len(titlesFor(t, p, corpus.Query{})) != 1 {
		t.Error("the trial left something behind")
	}
	if sum.Added != 1 || sum.Linked != 2 || sum.Failed != 1 {
		t.Errorf("%+v", sum)
	}
	if done, _ := take(t, p, corpus.ImportOptions{}, inputs...); len(done) != len(tried) {
		t.Errorf("%d lines, the trial had %d", len(done), len(tried))
	} else {
		for i := range done {
			if done[i].Report != tried[i].Report || done[i].Status != tried[i].Status || done[i].Title != tried[i].Title {
				t.Errorf("%+v, the trial had %+v", done[i], tried[i])
			}
		}
	}
}

// Guards: what a person corrected goes before everything; what was left out
// is not taken in.
func TestImportCorrected(t *testing.T) {
	p := open(t, t.TempDir(), nil)
	correct := func(file string, part int) (corpus.Known, bool) {
		return corpus.Known{Title: "改过的题目", Unit: "白沙县水务局", Year: 2018}, file == "b.txt"
	}
	lines, _ := take(t, p, corpus.ImportOptions{Correct: correct, Defaults: corpus.Known{Unit: "别处", Kind: "work-summary"}}, txt("a.txt", report(1)))
	if l := lines[0]; l.Title != "改过的题目" || l.Unit != "白沙县水务局" || l.Year != 2018 || l.Kind != "work-summary" {
		t.Errorf("%+v", l)
	}
	if lines, _ := take(t, p, corpus.ImportOptions{Correct: correct}, txt("a.txt", report(3)), txt("b.txt", report(2))); len(lines) != 1 {
		t.Errorf("%+v", lines)
	}
}

// Guards: a word of another section is no match.
func searchInSection(t *testing.T, p *parts) {
	t.Helper()
	anywhere := titlesFor(t, p, corpus.Query{Text: "护工"})
	inside := titlesFor(t, p, corpus.Query{Text: "护工", Section: "problems"})
	if !slices.Contains(inside, hospital2023) || len(inside) >= len(anywhere) && len(anywhere) > 1 {
		t.Errorf("%q inside, %q anywhere", inside, anywhere)
	}
	if got := titlesFor(t, p, corpus.Query{Text: "可燃气体报警探头", Section: "problems"}); len(got) > 0 {
		t.Errorf("a word of another section is found: %q", got)
	}
	res, err := p.Search(t.Context(), corpus.Query{Text: `"陪护公司护工"`, Section: "problems", Limit: 9})
	if err != nil || len(res.Hits) != 1 || !strings.Contains(res.Hits[0].Excerpts[0].Text, "年内更换了一半") {
		t.Errorf("%+v, %v", res, err)
	}
	if _, err := p.Search(t.Context(), corpus.Query{Section: "nothing"}); message.CodeOf(err) != message.Invalid {
		t.Errorf("%v", err)
	}
}

// Guards: of a family one report is shown, and the others are counted.
func distinct(t *testing.T, p *parts) {
	t.Helper()
	every := titlesFor(t, p, corpus.Query{Text: "安全生产领导小组"})
	for _, text := range []string{"安全生产领导小组", `"安全生产领导小组"`} {
		res, err := p.Search(t.Context(), corpus.Query{Text: text, Distinct: true, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		families, hidden := map[corpus.FamilyID]bool{}, 0
		for _, h := range res.Hits {
			if families[h.Report.Family] {
				t.Errorf("%s: a second report of the family of %q", text, h.Report.Title)
			}
			families[h.Report.Family] = true
			hidden += h.Family.Reports
		}
		if len(res.Hits) == 0 || len(res.Hits) >= len(every) || hidden == 0 || res.More {
			t.Errorf("%s: %d hits of %d, %d hidden, more %v", text, len(res.Hits), len(every), hidden, res.More)
		}
	}
	var paged []string
	for offset := 0; ; offset++ {
		res, err := p.Search(t.Context(), corpus.Query{Text: "安全生产领导小组", Distinct: true, Limit: 1, Offset: offset})
		if err != nil || len(res.Hits) > 1 {
			t.Fatal(res, err)
		}
		for _, h := range res.Hits {
			paged = append(paged, h.Report.Title)
		}
		if !res.More {
			break
		}
	}
	if want := titlesFor(t, p, corpus.Query{Text: "安全生产领导小组", Distinct: true}); !slices.Equal(paged, want) {
		t.Errorf("page by page %q, at once %q", paged, want)
	}
}

// Guards: what was exported can be imported with its facts.
func TestExport(t *testing.T) {
	from := open(t, t.TempDir(), nil)
	take(t, from, corpus.ImportOptions{}, hospital(t)...)
	reports, err := from.Matching(t.Context(), corpus.Query{Filter: corpus.Filter{Unit: "青溪县人民医院"}})
	if err != nil || len(reports) < 4 {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	for _, originals := range []bool{false, true} {
		var b bytes.Buffer
		if err := from.Export(t.Context(), &b, reports, originals); err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			if !fs.ValidPath(f.Name) {
				t.Errorf("%q is no path", f.Name)
			}
		}
		inputs, err := corpus.ManifestIn(z, "manifest.csv")
		if err != nil || len(inputs) != len(reports) {
			t.Fatalf("%d files, %v", len(inputs), err)
		}
		to := open(t, t.TempDir(), nil)
		lines, _ := take(t, to, corpus.ImportOptions{NoSplit: true}, inputs...)
		for i, l := range lines {
			if r := reports[i]; l.Report != r.Name() || l.Title != r.Title || l.Unit != r.Unit || l.Year != r.Year || l.Kind != r.Kind {
				t.Errorf("originals %v: %+v came back as %+v", originals, r, l)
			}
		}
		to.close(t)
	}
}
