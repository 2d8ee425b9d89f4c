//go:build heavy

package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hegao/analyzer/batch"
	"hegao/analyzer/extract"
	"hegao/testdata"
)

// TestTwoHundred: 200 files as LibreOffice writes them, in one zip: three
// broken ones are named, the others checked, and LibreOffice reads the same
// figures in the workbook as stand in the JSON.
func TestTwoHundred(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("LibreOffice is not installed: ", err)
	}
	dir := t.TempDir()
	file, broken := mixedZip(t, office, dir)
	none, table := filepath.Join(dir, "none"), filepath.Join(dir, "out.xlsx")
	start := time.Now()
	var v batch.View
	if err := json.Unmarshal(ran(t, exitUnread, "batch", file, "--data", none, "--format", "json"), &v); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files in %.1f s: %v", v.Counts["files"], time.Since(start).Seconds(), v.Counts)
	var named []string
	for _, f := range v.Failed {
		named = append(named, strings.TrimPrefix(f.File, file+"/"))
	}
	slices.Sort(named)
	if !slices.Equal(named, broken) || len(v.Drafts) != 197 {
		t.Fatalf("%d checked, failed: %+v", len(v.Drafts), v.Failed)
	}
	wantAlike(t, &v)
	ran(t, exitUnread, "batch", file, "--data", none, "-o", table)
	sheets := sheetsOf(t, office, table)
	rows := sheets["送检稿"]
	if len(rows) != len(v.Drafts)+1 {
		t.Fatalf("%d rows", len(rows))
	}
	for k, d := range v.Drafts {
		got := rows[k+1]
		want := []string{d.File, d.Unit, number(d.Year), d.Title, number(d.Chars), strconv.Itoa(d.Faults.Errors), strconv.Itoa(d.Faults.Warnings)}
		if !slices.Equal(got[:len(want)], want) || shareIn(t, got[len(want)]) != *d.Shared || shareIn(t, got[len(want)+1]) != 0 {
			t.Errorf("got %q, want %q, %v", got, want, *d.Shared)
		}
	}
	members, mistakes := 0, 0
	for _, g := range v.Groups {
		members += len(g.Members)
	}
	for _, m := range v.Mistakes {
		mistakes += len(m.Members)
	}
	for name, want := range map[string]int{"未能核的文件": 3, "单位与要点": len(v.Drafts) + 1, "整篇相同": len(v.Pairs), "共用文字": members, "相同差错": mistakes} {
		if got := len(sheets[name]) - 1; got != want {
			t.Errorf("%s has %d rows, want %d", name, got, want)
		}
	}
	foot := sheets["单位与要点"][len(v.Drafts)+1]
	for c, column := range v.Matrix.Columns {
		if foot[c+2] != strconv.Itoa(column.Lacking()) {
			t.Errorf("%s: %s lack it, want %d", column.Name, foot[c+2], column.Lacking())
		}
	}
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// shareIn reads a share to four decimals.
func shareIn(t *testing.T, percent string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(strings.TrimSuffix(percent, "%"), 64)
	if err != nil || !strings.HasSuffix(percent, "%") {
		t.Fatalf("%q: %v", percent, err)
	}
	return math.Round(x*100) / 1e4
}

// wantAlike: the same report is the same in every format.
func wantAlike(t *testing.T, v *batch.View) {
	t.Helper()
	chars := map[string]int{}
	for _, d := range v.Drafts {
		name := strings.TrimSuffix(filepath.Base(d.File), filepath.Ext(d.File))
		if n := chars[name]; n != 0 && (d.Chars < n*99/100 || d.Chars > n*101/100+2) {
			t.Errorf("%s has %d characters, in another format %d", d.File, d.Chars, n)
		}
		chars[name] = d.Chars
	}
}

// mixedZip packs 197 invented reports in five formats and three broken files,
// whose names it returns in order.
func mixedZip(t *testing.T, office, dir string) (file string, broken []string) {
	t.Helper()
	texts, err := fs.Glob(testdata.Files, "reports/*.txt")
	if err != nil || len(texts) < 40 {
		t.Fatalf("%d reports, %v", len(texts), err)
	}
	texts = texts[:40]
	var paths []string
	for _, name := range texts {
		data, err := fs.ReadFile(testdata.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := extract.Extract(t.Context(), name, data, extract.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, filepath.Join(dir, filepath.Base(name)))
		// Some are not in UTF-8, which LibreOffice is told they are.
		if err := os.WriteFile(paths[len(paths)-1], []byte(doc.Text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	all := slices.Clone(paths)
	for _, format := range []string{"docx", "doc", "odt", "pdf"} {
		out := filepath.Join(dir, format)
		args := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--infilter=Text (encoded):UTF8,LF,,zh-CN", "--convert-to", format, "--outdir", out}, paths...)
		if said, err := exec.Command(office, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		made, err := filepath.Glob(filepath.Join(out, "*."+format))
		if err != nil || len(made) != len(paths) {
			t.Fatalf("%d files of %s, %v", len(made), format, err)
		}
		all = append(all, made...)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	add := func(name string, data []byte) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	for i, path := range all[:197] {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		add(fmt.Sprintf("送检/%s/%s", strings.TrimPrefix(filepath.Ext(path), "."), filepath.Base(path)), data)
		if strings.HasSuffix(path, ".docx") && i%40 == 5 {
			add("送检/断.docx", data[:len(data)/2])
		}
	}
	add("送检/空.doc", nil)
	add("送检/乱.pdf", bytes.Repeat([]byte{0, 1, 0xfe, 0x80}, 500))
	file = filepath.Join(dir, "all.zip")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	broken = []string{"送检/断.docx", "送检/空.doc", "送检/乱.pdf"}
	slices.Sort(broken)
	return file, broken
}

// sheetsOf are the sheets of a workbook as LibreOffice shows them.
func sheetsOf(t *testing.T, office, path string) map[string][][]string {
	t.Helper()
	out := t.TempDir()
	const all = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
	cmd := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(out, "profile"), "--headless", "--convert-to", all, "--outdir", out, path)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	files, err := filepath.Glob(filepath.Join(out, "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	sheets := map[string][][]string{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, name, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".csv"), "-")
		if sheets[name], err = csv.NewReader(bytes.NewReader(data)).ReadAll(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return sheets
}
