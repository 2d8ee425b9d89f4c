package corpus_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/corpus"
	"hegao/testdata"
)

func TestImportFiles(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"b.txt": report(1), "a/c.md": report(2), "a/noise.bin": "\x00\x01\x02\xff\xfe\x00\x9c\x81", "empty.txt": "",
		".hidden.txt": report(3), ".git/x.txt": report(4), "~$b.docx": "lock", "a/~$c/y.txt": report(5), "broken.docx": "PK\x03\x04[Content_Types].xml",
	})
	at := func(names ...string) (paths []string) {
		for _, n := range names {
			paths = append(paths, filepath.Join(dir, filepath.FromSlash(n)))
		}
		return paths
	}
	cases := []struct {
		name  string
		paths []string
		want  []string // file and status
		codes []message.Code
	}{
		{"one file", []string{"b.txt"}, []string{"b.txt added"}, nil},
		{"the order given", []string{"b.txt", "a/c.md"}, []string{"b.txt added", "a/c.md added"}, nil},
		{"a folder, in the order of names, with what fails and what is skipped", []string{"."},
			[]string{"a/noise.bin skipped", "broken.docx failed", "empty.txt failed", "a/c.md added", "b.txt added"},
			[]message.Code{message.Unsupported, message.Damaged, message.Empty}},
		{"an unknown format that was named", []string{"a/noise.bin", "b.txt"},
			[]string{"a/noise.bin failed", "b.txt added"}, []message.Code{message.Unsupported}},
		{"a file that is not there", []string{"missing.txt", "b.txt"},
			[]string{"missing.txt failed", "b.txt added"}, []message.Code{message.NotFound}},
		{"a hidden file that was named", []string{".hidden.txt"}, []string{".hidden.txt added"}, nil},
		{"a hidden folder that was named", []string{".git"}, []string{".git/x.txt added"}, nil},
		{"nothing", nil, nil, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := open(t, t.TempDir(), nil)
			lines, _ := take(t, p, corpus.ImportOptions{}, corpus.Files(at(c.paths...))...)
			var codes []message.Code
			for i, l := range lines {
				lines[i].File = filepath.ToSlash(strings.TrimPrefix(l.File, dir+string(filepath.Separator)))
				if l.Err != nil {
					codes = append(codes, message.CodeOf(l.Err))
					if !strings.Contains(l.Reason, filepath.Base(l.File)) || l.Report != "" {
						t.Errorf("%s: reason %q, report %q", l.File, l.Reason, l.Report)
					}
				} else if l.Reason != "" || len(l.Report) != 16 || l.Title == "" || l.Chars == 0 {
					t.Errorf("incomplete line %+v", l)
				}
			}
			wantLines(t, lines, c.want...)
			if !slices.Equal(codes, c.codes) {
				t.Errorf("codes %v, want %v", codes, c.codes)
			}
		})
	}
}

func TestImportZip(t *testing.T) {
	good, other := report(1), report(2)
	utf, gb := "总结/县医院.txt", gb18030(t, "总结/县中医院.txt")
	data := zipped(t, map[string][]byte{
		utf: []byte(good), gb: []byte(gb18030(t, other)), "照片.jpg": []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00"),
		"__MACOSX/._x.txt": []byte("x"), "空.txt": nil, "里层.zip": zipped(t, map[string][]byte{"x.txt": []byte(report(3))}),
		"../../出去.txt": []byte(report(4)),
	})
	p := open(t, t.TempDir(), nil)
	lines, sum := take(t, p, corpus.ImportOptions{}, file("上报.zip", data, corpus.Known{Unit: "县卫健局", Year: 2031}), txt("后面.txt", report(5)))
	got := statuses(lines)
	slices.Sort(got)
	want := []string{
		"上报.zip/总结/县医院.txt added", "上报.zip/总结/县中医院.txt added", "上报.zip/照片.jpg skipped", "上报.zip/空.txt failed",
		"上报.zip/里层.zip skipped", "上报.zip/出去.txt added", "后面.txt added",
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the import said\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
	if sum != (corpus.Summary{Files: 2, Added: 4, Skipped: 2, Failed: 1}) {
		t.Errorf("summary %+v", sum)
	}
	for _, l := range lines {
		if l.Err != nil && !strings.Contains(l.Reason, l.File) {
			t.Errorf("the reason %q does not name %s", l.Reason, l.File)
		}
	}
	for _, l := range lines {
		if l.Status == corpus.StatusAdded && strings.HasPrefix(l.File, "上报.zip") && (l.Unit != "县卫健局" || l.Year != 2031) {
			t.Errorf("%s: what is known about the zip is not known about its report: %+v", l.File, l)
		}
	}
	for _, r := range reports(t, p) {
		if _, err := p.store.Original(context.Background(), r.Original); err != nil {
			t.Errorf("%s: no original: %v", r.File, err)
		}
	}
}

func TestImportOddZips(t *testing.T) {
	whole := zipped(t, map[string][]byte{"a.txt": []byte(report(1))})
	cases := []struct {
		name string
		data []byte
		want string
		code message.Code
	}{
		{"no files", zipped(t, nil), "x.zip failed", message.Empty},
		{"nothing but what systems leave", zipped(t, map[string][]byte{"__MACOSX/a": nil, ".DS_Store": nil}), "x.zip failed", message.Empty},
		{"cut short", whole[:len(whole)-30], "x.zip failed", message.Damaged},
		{"too much inside", zipped(t, map[string][]byte{"a.txt": make([]byte, 40<<20)}), "x.zip failed", message.TooLarge},
	}
	for _, c := range cases {
		p := open(t, t.TempDir(), nil)
		lines, _ := take(t, p, corpus.ImportOptions{}, file("x.zip", c.data, corpus.Known{}), txt("y.txt", report(2)))
		wantLines(t, lines, c.want, "y.txt added")
		if code := message.CodeOf(lines[0].Err); code != c.code || !strings.Contains(lines[0].Reason, lines[0].File) {
			t.Errorf("%s: code %s, reason %q", c.name, code, lines[0].Reason)
		}
	}
}

// TestWhatIsKnown: a manifest's word goes before what the call says, and
// that before what the text says of itself.
func TestWhatIsKnown(t *testing.T) {
	body := string(embedded(t, "drafts/honest.txt"))
	said := func(opts corpus.ImportOptions, k corpus.Known) corpus.Imported {
		lines, _ := take(t, open(t, t.TempDir(), nil), opts, file("a.txt", []byte(body), k))
		return lines[0]
	}
	itself := said(corpus.ImportOptions{}, corpus.Known{})
	if itself.Title == "" || itself.Unit == "" || itself.Year == 0 || itself.Kind == "" {
		t.Fatalf("the text says too little of itself for this test: %+v", itself)
	}
	call := corpus.ImportOptions{Defaults: corpus.Known{Unit: "县水务局", Year: 1999, Kind: "generic-report"}}
	cases := []struct {
		name  string
		opts  corpus.ImportOptions
		known corpus.Known
		want  corpus.Known
	}{
		{"the call", call, corpus.Known{}, corpus.Known{Unit: "县水务局", Year: 1999, Kind: "generic-report", Title: itself.Title}},
		{"the manifest", call, corpus.Known{Unit: "县林业局", Year: 2001, Kind: "work-summary", Title: "别的题目"},
			corpus.Known{Unit: "县林业局", Year: 2001, Kind: "work-summary", Title: "别的题目"}},
		{"some of each", corpus.ImportOptions{Defaults: corpus.Known{Year: 1998}}, corpus.Known{Unit: "县林业局"},
			corpus.Known{Unit: "县林业局", Year: 1998, Kind: itself.Kind, Title: itself.Title}},
	}
	for _, c := range cases {
		l := said(c.opts, c.known)
		if l.Unit != c.want.Unit || l.Year != c.want.Year || l.Kind != c.want.Kind || l.Title != c.want.Title {
			t.Errorf("%s: %+v, want %+v", c.name, l, c.want)
		}
	}
}

func TestCompendium(t *testing.T) {
	in := file("compendium.txt", embedded(t, "compendium.txt"), corpus.Known{Year: 2024})
	p := open(t, t.TempDir(), nil)
	lines, sum := take(t, p, corpus.ImportOptions{}, in, txt("next.txt", report(1)))
	if sum.Added < 6 || sum.Files != 2 {
		t.Fatalf("summary %+v", sum)
	}
	split := lines[:len(lines)-1]
	original := ""
	for i, l := range split {
		r, body, err := p.Open(context.Background(), l.Report)
		if err != nil {
			t.Fatal(err)
		}
		if l.File != "compendium.txt" || l.Part != i+1 || l.Year != 2024 || l.Title == "" || r.Part != l.Part {
			t.Errorf("part %d: %+v", i+1, l)
		}
		if i > 0 && r.Original != original {
			t.Errorf("part %d comes from another original", i+1)
		}
		original = r.Original
		for _, residue := range []string{"推荐阅读", "版权所有", "范文驿站小编"} {
			if strings.Contains(body, residue) {
				t.Errorf("part %d holds residue: %s", i+1, residue)
			}
		}
	}
	if last := lines[len(lines)-1]; last.Part != 1 || last.File != "next.txt" {
		t.Errorf("the next file: %+v", last)
	}

	whole, sum := take(t, open(t, t.TempDir(), nil), corpus.ImportOptions{NoSplit: true}, in)
	if sum.Added != 1 || whole[0].Part != 1 {
		t.Errorf("not to be split: %+v", whole)
	}
}

// TestSameTextTwice: the same text again is linked, in whatever file,
// spacing or encoding it comes.
func TestSameTextTwice(t *testing.T) {
	body := report(7)
	spaced := strings.ReplaceAll(strings.ReplaceAll(body, "，", " , "), "\n", "\r\n")
	cases := []struct {
		name   string
		inputs []corpus.Input
		want   []string
	}{
		{"the same bytes", []corpus.Input{txt("a.txt", body), txt("b.txt", body)}, []string{"a.txt added", "b.txt linked"}},
		{"other spaces and commas", []corpus.Input{txt("a.txt", body), txt("b.txt", spaced)}, []string{"a.txt added", "b.txt linked"}},
		{"another encoding", []corpus.Input{txt("a.txt", body), txt("b.txt", gb18030(t, body))}, []string{"a.txt added", "b.txt linked"}},
		{"the same file", []corpus.Input{txt("a.txt", body), txt("a.txt", body)}, []string{"a.txt added", "a.txt linked"}},
		{"one number differs", []corpus.Input{txt("a.txt", body), txt("b.txt", strings.Replace(body, "稻谷", "玉米", 1))}, []string{"a.txt added", "b.txt added"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, together := range []bool{true, false} {
				p := open(t, t.TempDir(), nil)
				var lines []corpus.Imported
				if together {
					lines, _ = take(t, p, corpus.ImportOptions{}, c.inputs...)
				} else {
					for _, in := range c.inputs {
						l, _ := take(t, p, corpus.ImportOptions{}, in)
						lines = append(lines, l...)
					}
				}
				wantLines(t, lines, c.want...)
				seen, err := p.Sightings(context.Background(), reports(t, p)[lines[0].Report].ID)
				files := map[string]bool{}
				for _, l := range lines {
					if l.Report == lines[0].Report {
						files[l.File] = true
					}
				}
				if err != nil || len(seen) != len(files) || seen[0].File != "a.txt" {
					t.Errorf("together %v: sightings %+v, %v; want %d", together, seen, err, len(files))
				}
			}
		})
	}
}

func TestImportIsStopped(t *testing.T) {
	p := open(t, t.TempDir(), nil)
	ctx, stop := context.WithCancel(context.Background())
	inputs := []corpus.Input{txt("1.txt", report(1)), txt("2.txt", report(2)), txt("3.txt", report(3))}
	inputs[1].Read = func() ([]byte, error) { stop(); return []byte(report(2)), nil }
	if _, err := p.Import(ctx, inputs, corpus.ImportOptions{}); !errors.Is(err, context.Canceled) {
		t.Fatalf("a stopped import: %v", err)
	}
	if _, sum := take(t, p, corpus.ImportOptions{}, inputs...); sum.Added+sum.Linked != 3 {
		t.Errorf("the same import again: %+v", sum)
	}
	if all := reports(t, p); len(all) != 3 || p.Reports() != 3 {
		t.Errorf("%d reports in the store, %d indexed", len(all), p.Reports())
	}
}

// TestProgress: what is told grows and ends at the end.
func TestProgress(t *testing.T) {
	var told []corpus.Progress
	p := open(t, t.TempDir(), nil)
	take(t, p, corpus.ImportOptions{Progress: func(x corpus.Progress) { told = append(told, x) }},
		txt("1.txt", report(1)), txt("bad.txt", ""), txt("2.txt", report(2)))
	want := []corpus.Progress{{Files: 1, Of: 3}, {Files: 2, Of: 3}, {Files: 3, Of: 3}, {Files: 3, Of: 3, Indexed: 2}}
	if !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}

func TestManifest(t *testing.T) {
	rows := "file,unit,year,type,title,联系人,文号\n" +
		"子目录/甲.txt,甲县财政局,2021,work-summary,甲县总结,李四,〔2021〕3号\n" +
		"乙.txt,\"乙县,审计局\",2022年,,,,\n\n" +
		"缺.txt,丙县,,,\n"
	cases := []struct{ name, manifest string }{
		{"UTF-8", rows},
		{"UTF-8 with a byte order mark", "\xef\xbb\xbf" + rows},
		{"GB18030", gb18030(t, rows)},
		{"lines of Windows", strings.ReplaceAll(rows, "\n", "\r\n")},
		{"columns in another order, case and spacing", "\xef\xbb\xbf Title ,YEAR, File,联系人,unit,Type,文号\n" +
			"甲县总结,2021,子目录/甲.txt,李四,甲县财政局,work-summary,〔2021〕3号\n" + ",2022,乙.txt,,\"乙县,审计局\"\n,,缺.txt,,丙县\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := writeFiles(t, map[string]string{"list/清单.csv": c.manifest, "list/子目录/甲.txt": report(1), "list/乙.txt": report(2)})
			inputs, err := corpus.Manifest(filepath.Join(dir, "list", "清单.csv"))
			if err != nil {
				t.Fatal(err)
			}
			p := open(t, t.TempDir(), nil)
			lines, _ := take(t, p, corpus.ImportOptions{}, inputs...)
			wantLines(t, lines, "缺.txt failed", "子目录/甲.txt added", "乙.txt added")
			first, second := lines[1], lines[2]
			if first.Unit != "甲县财政局" || first.Year != 2021 || first.Kind != "work-summary" || first.Title != "甲县总结" {
				t.Errorf("first row: %+v", first)
			}
			if second.Unit != "乙县,审计局" || second.Year != 2022 || second.Title != "第2粮站2002年工作总结" {
				t.Errorf("second row: %+v", second)
			}
			all := reports(t, p)
			if x := all[first.Report].Extra; len(x) != 2 || x["联系人"] != "李四" || x["文号"] != "〔2021〕3号" {
				t.Errorf("the other columns: %v", x)
			}
			if x := all[second.Report].Extra; len(x) != 0 {
				t.Errorf("empty columns: %v", x)
			}
			wantCode(t, lines[0].Err, message.NotFound, "error.file_missing")
		})
	}
}

func TestManifestErrors(t *testing.T) {
	cases := []struct {
		name, manifest string
		key            message.Key
		line           string
	}{
		{"empty", "", "error.manifest_header", ""},
		{"no header", "a.txt,县医院,2023\n", "error.manifest_header", ""},
		{"a header without file", "unit,year\n县医院,2023\n", "error.manifest_header", ""},
		{"a year in words", "file,year\na.txt,2023\nb.txt,二〇二三\n", "error.manifest_year", "3"},
		{"a year below zero", "file,year\na.txt,-5\n", "error.manifest_year", "2"},
		{"a year too large", "file,year\na.txt,20233\n", "error.manifest_year", "2"},
		{"a row without a file", "file,unit\na.txt,甲\n,乙\n", "error.manifest_row", "3"},
		{"a quotation mark that stays open", "file,unit\na.txt,甲\nb.txt,\"乙\n", "error.manifest_syntax", "3"},
		{"a quotation mark inside", "file,unit\na\"b.txt,甲\n", "error.manifest_syntax", "2"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(writeFiles(t, map[string]string{"清单.csv": c.manifest}), "清单.csv")
			_, err := corpus.Manifest(path)
			wantCode(t, err, message.Invalid, c.key)
			said := message.Explain(err, message.English)
			if !strings.Contains(said, path) || !strings.Contains(said, c.line) {
				t.Errorf("%q names neither the file nor line %s", said, c.line)
			}
		})
	}
	_, err := corpus.Manifest(filepath.Join(t.TempDir(), "no.csv"))
	wantCode(t, err, message.NotFound, "error.file_missing")
	if _, err = corpus.ManifestIn(testdata.Files, "no.csv"); err == nil {
		t.Error("a manifest that is not there was read")
	}
}
