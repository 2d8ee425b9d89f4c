package corpus_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/corpus"
	"hegao/testdata"
)

func proposed(t *testing.T, opts corpus.ImportOptions, inputs ...corpus.Input) (out []corpus.Proposal) {
	t.Helper()
	err := corpus.Propose(context.Background(), inputs, opts, func(p corpus.Proposal) error {
		out = append(out, p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestProposeSamples: what is proposed for the invented reports, without their
// manifest and with names that say nothing, is what the manifest says; one is
// signed by its party branch, and one has a longer title than is listed.
func TestProposeSamples(t *testing.T) {
	listed, err := corpus.ManifestIn(testdata.Files, "manifest.csv")
	if err != nil {
		t.Fatal(err)
	}
	var inputs []corpus.Input
	for _, in := range listed {
		inputs = append(inputs, corpus.Input{Name: "a" + filepath.Ext(in.Name), Read: in.Read})
	}
	units, years, kinds, titles := 0, 0, 0, 0
	got := proposed(t, corpus.ImportOptions{}, inputs...)
	for i, p := range got {
		k := listed[i].Known
		for n, same := range map[*int]bool{&units: p.Unit == k.Unit, &years: p.Year == k.Year, &kinds: p.Kind == k.Kind, &titles: p.Title == k.Title} {
			if same {
				*n++
			}
		}
		if p.Reports != 1 || p.Status != corpus.StatusProposed {
			t.Errorf("%s: %+v", listed[i].Name, p)
		}
	}
	t.Logf("of %d: units %d, years %d, types %d, titles %d", len(got), units, years, kinds, titles)
	if n := len(got); n < 40 || units < n-1 || years < n || kinds < n || titles < n-1 {
		t.Errorf("of %d: units %d, years %d, types %d, titles %d", n, units, years, kinds, titles)
	}
}

func TestPropose(t *testing.T) {
	body := strings.Repeat("镇里挨家挨户问过意见之后把路灯装到了巷子尽头，夜里回家的人不再摸黑。", 3)
	meta := "<html><head><title>东山镇2022年工作总结</title></head><body><p>" + body + "</p></body></html>"
	compendium, err := fs.ReadFile(testdata.Files, "compendium.txt")
	if err != nil {
		t.Fatal(err)
	}
	from := func(pairs ...template.Origin) map[string]template.Origin {
		m := map[string]template.Origin{}
		for i := 0; i < len(pairs); i += 2 {
			m[string(pairs[i])] = pairs[i+1]
		}
		return m
	}
	given := txt("a.txt", "云坪镇2024年工作总结\n"+body)
	given.Known = corpus.Known{Unit: "南河镇"}
	for _, c := range []struct {
		name string
		in   corpus.Input
		opts corpus.ImportOptions
		want corpus.Proposal
	}{
		{"by its title", txt("a.txt", "云坪镇2024年工作总结\n"+body), corpus.ImportOptions{}, corpus.Proposal{
			Unit: "云坪镇", Year: 2024, Kind: "work-summary", Title: "云坪镇2024年工作总结", Reports: 1,
			From: from("unit", "title", "year", "title", "type", "title", "title", "title")}},
		{"by the name of its file", txt("云坪镇2024年工作总结.txt", body), corpus.ImportOptions{}, corpus.Proposal{
			Unit: "云坪镇", Year: 2024, Kind: "work-summary", Reports: 1, From: from("unit", "file", "year", "file", "type", "file")}},
		{"by what the file says of itself", txt("a.html", meta), corpus.ImportOptions{}, corpus.Proposal{
			Unit: "东山镇", Year: 2022, Kind: "work-summary", Title: "东山镇2022年工作总结", Reports: 1,
			From: from("unit", "meta", "year", "meta", "type", "meta", "title", "meta")}},
		{"what is given goes first", given, corpus.ImportOptions{Defaults: corpus.Known{Unit: "东山镇", Year: 2020}}, corpus.Proposal{
			Unit: "南河镇", Year: 2020, Kind: "work-summary", Title: "云坪镇2024年工作总结", Reports: 1,
			From: from("unit", "given", "year", "given", "type", "title", "title", "title")}},
		{"nothing says anything", txt("a.txt", body), corpus.ImportOptions{}, corpus.Proposal{Reports: 1, From: from()}},
		{"reports that differ", txt("a.txt", string(compendium)), corpus.ImportOptions{}, corpus.Proposal{Reports: 6, From: from()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.want.File, c.want.Status = c.in.Name, corpus.StatusProposed
			if got := proposed(t, c.opts, c.in); len(got) != 1 || !reflect.DeepEqual(got[0], c.want) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

// TestNotTakenFromMeta: an import takes no unit, year or type from what a file
// says of itself.
func TestNotTakenFromMeta(t *testing.T) {
	body := strings.Repeat("镇里挨家挨户问过意见之后把路灯装到了巷子尽头，夜里回家的人不再摸黑。", 3)
	p := open(t, t.TempDir(), nil)
	lines, _ := take(t, p, corpus.ImportOptions{}, txt("a.html", "<html><head><title>东山镇2022年工作总结</title></head><body><p>"+body+"</p></body></html>"))
	if len(lines) != 1 || lines[0].Unit != "" || lines[0].Year != 0 || lines[0].Kind != "" || lines[0].Title != "东山镇2022年工作总结" {
		t.Errorf("%+v", lines)
	}
}

func TestProposeFailures(t *testing.T) {
	skipped := txt("b.bin", "%!PS")
	skipped.Optional = true
	got := proposed(t, corpus.ImportOptions{Lang: message.English}, txt("a.txt", ""), skipped, txt("c.bin", "%!PS"), corpus.Files([]string{"nowhere.txt"})[0])
	for i, want := range []struct {
		status corpus.Status
		code   message.Code
	}{{"failed", message.Empty}, {"skipped", message.Unsupported}, {"failed", message.Unsupported}, {"failed", message.NotFound}} {
		if p := got[i]; p.Status != want.status || message.CodeOf(p.Err) != want.code || !strings.Contains(p.Reason, p.File) {
			t.Errorf("%+v, want %v", p, want)
		}
	}
	stop := errors.New("stop")
	for _, in := range []corpus.Input{txt("a.txt", ""), txt("a.txt", "镇里修了十条路。")} {
		if err := corpus.Propose(context.Background(), []corpus.Input{in, in}, corpus.ImportOptions{}, func(corpus.Proposal) error { return stop }); err != stop {
			t.Errorf("%v", err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := corpus.Propose(ctx, []corpus.Input{skipped}, corpus.ImportOptions{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestManifestRoundTrip: what is written is read back as it was, whatever it
// says, and nothing in it begins as a formula.
func TestManifestRoundTrip(t *testing.T) {
	var all []corpus.Proposal
	for _, s := range []string{"云坪镇", "=1+1", "+1", "-1.txt", "@a", "'=1", "''", "'a", `a,"b"`, "a;b", "长\u3000名", "<b>&", "0012"} {
		all = append(all, corpus.Proposal{
			File: s + "x", Unit: corpus.Unit(s), Year: 2024, Kind: corpus.Kind(s), Title: s, Reports: 2, Status: corpus.StatusProposed,
			From: map[string]template.Origin{"unit": template.FromMeta, "title": corpus.FromGiven},
		})
	}
	all = append(all, corpus.Proposal{File: "empty", Status: corpus.StatusProposed}, corpus.Proposal{File: "bad", Status: corpus.StatusFailed})
	path := filepath.Join(t.TempDir(), "m.csv")
	var b bytes.Buffer
	w, err := corpus.NewManifestWriter(&b, message.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if err := w.Write(p.File, p); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), os.WriteFile(path, b.Bytes(), 0o644)); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), "\ufefffile,unit,year,type,title,reports,from\r\n") {
		t.Errorf("%.80q", b.String())
	}
	for _, bad := range []string{",=", ",+", ",-", ",@", "\n=", "\n-"} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("%q in %s", bad, b.String())
		}
	}
	got, err := corpus.Manifest(path)
	if err != nil || len(got) != len(all)-1 {
		t.Fatalf("%d lines, %v", len(got), err)
	}
	for i, in := range got {
		p := all[i]
		if in.Name != p.File || in.Known.Unit != p.Unit || in.Known.Year != p.Year || in.Known.Kind != p.Kind || in.Known.Title != p.Title {
			t.Errorf("got %+v, want %+v", in, p)
		}
	}
	if from := got[0].Known.Extra["from"]; from != "unit: 文件属性; title: 给定" {
		t.Errorf("from %q", from)
	}
}

// TestManifestZip: a manifest names files in zips as if those were folders, and
// files anywhere.
func TestManifestZip(t *testing.T) {
	dir := t.TempDir()
	elsewhere := writeFiles(t, map[string]string{"c.txt": "丙"})
	for name, data := range map[string]string{
		"one.zip": string(zipped(t, map[string][]byte{"里面/a.txt": []byte("甲"), "b.txt": []byte("乙"), "empty.zip": zipped(t, nil)})),
		"two.zip": string(zipped(t, map[string][]byte{"b.txt": []byte("丁")})),
		"bad.zip": "PK\x03\x04", "plain.txt": "戊",
		"m.csv": "file\none.zip/里面/a.txt\none.zip/b.txt\ntwo.zip/b.txt\none.zip/b.txt\n" + filepath.ToSlash(elsewhere) + "/c.txt\nplain.txt\n" +
			"one.zip/gone.txt\nbad.zip/a.txt\nplain.txt/a.txt\nnowhere/a.txt\none.zip/empty.zip\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	inputs, err := corpus.Manifest(filepath.Join(dir, "m.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"甲", "乙", "丁", "乙", "丙", "戊"} {
		if got, err := inputs[i].Read(); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", inputs[i].Name, got, err)
		}
	}
	for i, want := range []message.Code{message.NotFound, message.Damaged, message.Damaged, message.NotFound, message.Unsupported} {
		in := inputs[6+i]
		got, err := in.Read()
		if message.CodeOf(err) != want || got != nil {
			t.Errorf("%s: %q, %v, want %s", in.Name, got, err, want)
		}
	}
}
