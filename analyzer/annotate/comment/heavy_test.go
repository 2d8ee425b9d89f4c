//go:build heavy

package comment_test

import (
	"context"
	"errors"
	"flag"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hegao/analyzer/extract/docx"
	"hegao/analyzer/extract/docx/docxtest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/message"
)

var samples = flag.String("samples", "", "folder of Word files to try besides our own")

// TestOfficeKeepsEveryComment opens documents with comments in LibreOffice,
// saves them from there, and counts.
func TestOfficeKeepsEveryComment(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("LibreOffice is not installed: ", err)
	}
	const documents = 100
	dir := t.TempDir()
	wanted := map[string]int{}
	for i := range documents {
		r := rand.New(rand.NewPCG(1, uint64(i)))
		data := docxtest.Build(randomDoc(r))
		name := "ours" + strconv.Itoa(i) + ".docx"
		wanted[name] = annotateInto(t, filepath.Join(dir, name), data, r, true)
	}
	// The same documents as LibreOffice writes them are documents in another
	// hand.
	written := convert(t, office, dir, "")
	for _, name := range slices.Sorted(maps.Keys(written)) {
		data := written[name]
		if _, err := docx.Read(context.Background(), "a", data, limits.Default()); err != nil {
			t.Logf("what LibreOffice wrote of %s is no XML: %v", name, err)
			continue
		}
		r := rand.New(rand.NewPCG(2, uint64(len(wanted))))
		name = "again-" + name
		wanted[name] = annotateInto(t, filepath.Join(dir, name), data, r, true)
	}
	compare(t, office, dir, wanted, documents)
}

// TestSamples does the same with the files of a folder, some of which are
// damaged and refused.
func TestSamples(t *testing.T) {
	if *samples == "" {
		return
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(*samples, "*"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	wanted := map[string]int{}
	refused := map[message.Code]int{}
	total := 0
	for i, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := docx.Read(context.Background(), "a", data, limits.Default()); err != nil {
			refused[message.CodeOf(err)]++
			continue
		}
		// LibreOffice gives all of them the same ending.
		name := strconv.Itoa(i) + "-" + strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)) + ".docx"
		wanted[name] = annotateInto(t, filepath.Join(dir, name), data, rand.New(rand.NewPCG(3, uint64(i))), false)
		total += wanted[name]
	}
	t.Logf("%d files, %d with comments (%d comments), refused %v", len(files), len(wanted), total, refused)
	compare(t, office, dir, wanted, 0)
}

// annotateInto writes data with comments to path and returns how many there
// are in all.
func annotateInto(t *testing.T, path string, data []byte, r *rand.Rand, whole bool) int {
	t.Helper()
	s := textOf(t, data)
	list := scatter(r, s, 10+r.IntN(60))
	began := time.Now()
	res := write(t, data, list)
	if took := time.Since(began); took > 2*time.Second {
		t.Logf("%s took %v", filepath.Base(path), took)
	}
	if whole && res.Written != len(list) {
		t.Errorf("%s: %d of %d written", path, res.Written, len(list))
	}
	if got := textOf(t, res.Data); got != s {
		t.Errorf("%s: the text differs", filepath.Base(path))
	}
	f, err := docx.Open(context.Background(), "a", data, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	_, trace, err := f.Read()
	if err != nil {
		t.Fatal(err)
	}
	wantUntouched(t, data, res.Data, trace.Main)
	again := write(t, res.Data, list)
	if again.Written+again.Kept != res.Written+res.Kept {
		t.Errorf("%s: %d the second time, %d the first", filepath.Base(path), again.Written, res.Written)
	}
	if err := os.WriteFile(path, again.Data, 0o600); err != nil {
		t.Fatal(err)
	}
	return again.Written
}

// compare saves the files of dir from LibreOffice and counts our comments.
func compare(t *testing.T, office, dir string, wanted map[string]int, least int) {
	t.Helper()
	out := convert(t, office, dir, "")
	opened, kept, known, readable, all := 0, 0, 0, 0, 0
	for name, n := range wanted {
		data, ok := out[name]
		if !ok {
			t.Logf("LibreOffice does not open %s", name)
			continue
		}
		opened++
		got := countOurs(entries(t, data)["word/comments.xml"])
		kept, all = kept+got, all+n
		if got != n {
			t.Errorf("%s: LibreOffice kept %d of %d comments", name, got, n)
		}
		// What it writes of a few documents is no XML.
		if _, ok := tryText(data); ok {
			removed := write(t, data, nil).Removed
			known, readable = known+removed, readable+n
			if removed != n && least > 0 {
				t.Errorf("%s: the words of %d comments are left of %d", name, removed, n)
			}
		}
	}
	if opened < least {
		t.Errorf("LibreOffice opened %d of %d", opened, least)
	}
	t.Logf("LibreOffice opened %d of %d documents and kept %d of %d comments; %d of %d are known again", opened, len(wanted), kept, all, known, readable)
}

// convert saves every file of dir as docx and returns the results by name.
func convert(t *testing.T, office, dir, only string) map[string][]byte {
	t.Helper()
	out := t.TempDir()
	files, err := filepath.Glob(filepath.Join(dir, only+"*"))
	if err != nil {
		t.Fatal(err)
	}
	const together = 40
	for len(files) > 0 {
		n := min(together, len(files))
		soffice(t, office, out, files[:n])
		files = files[n:]
	}
	done, err := filepath.Glob(filepath.Join(out, "*.docx"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, file := range done {
		if all[filepath.Base(file)], err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// soffice converts files; one that it cannot open, or that kills it, is left
// out, and the others are tried one by one.
func soffice(t *testing.T, office, out string, files []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(60+10*len(files))*time.Second)
	defer cancel()
	args := append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", out}, files...)
	err := exec.CommandContext(ctx, office, args...).Run()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	if err == nil || len(files) == 1 {
		return
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), filepath.Ext(f)) + ".docx"
		if _, err := os.Stat(filepath.Join(out, name)); err != nil {
			soffice(t, office, out, []string{f})
		}
	}
}
