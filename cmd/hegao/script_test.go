package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"hegao/analyzer/extract/child"
)

// TestMain lets this binary be hegao itself, so that sessions run the real
// program without building it a second time.
func TestMain(m *testing.M) {
	if child.IsWorker() {
		main()
	}
	testscript.Main(m, map[string]func(){"hegao": main})
}

// TestScripts runs the sessions in testdata/script. Each is headed by the
// case it guards. Besides the commands of testscript they know:
//
//	exits N command…     runs a command, which must exit with N
//	json N PATH WANT     line N of stdout (or "each", or "last") has WANT at
//	                     PATH; see checkJSON
//	lines FILE N         the file has N lines
//	archive DIR          puts an archive of the invented reports into DIR
//	hostile DIR          makes files that must not hurt
//	zip FILE PATH…       packs files
//	append FILE TEXT     puts a line at the end of a file
//
// $SAMPLES is the folder of the invented reports.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	samples, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	past := filepath.Join(t.TempDir(), "archive")
	args := []string{"import", "--quiet", "--data", past, "--manifest", filepath.Join(samples, "manifest.csv")}
	if code := run(context.Background(), args, nil, io.Discard, os.Stderr); code != exitOK {
		t.Fatalf("importing the samples: exit code %d", code)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("SAMPLES", samples)
			env.Setenv("HEGAO_LANG", "")
			env.Setenv("HEGAO_DATA", "")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   cmdExits,
			"json":    cmdJSON,
			"lines":   cmdLines,
			"hostile": cmdHostile,
			"zip":     cmdZip,
			"append": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(ts.ReadFile(args[0])+args[1]+"\n"), 0o644))
			},
			"archive": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(os.CopyFS(ts.MkAbs(args[0]), os.DirFS(past)))
			},
		},
	})
}

func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits N command…")
	}
	code := 0
	err := ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

func cmdLines(ts *testscript.TestScript, _ bool, args []string) {
	if n := strings.Count(ts.ReadFile(args[0]), "\n"); strconv.Itoa(n) != args[1] {
		ts.Fatalf("%s has %d lines, want %s", args[0], n, args[1])
	}
}

func cmdJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: json N|each|last PATH WANT")
	}
	lines := strings.Split(strings.TrimSuffix(ts.ReadFile("stdout"), "\n"), "\n")
	var chosen []string
	switch n, err := strconv.Atoi(args[0]); {
	case args[0] == "each":
		chosen = lines
	case args[0] == "last":
		chosen = lines[len(lines)-1:]
	case err == nil && 0 < n && n <= len(lines):
		chosen = lines[n-1 : n]
	default:
		ts.Fatalf("no line %s among %d", args[0], len(lines))
	}
	for _, line := range chosen {
		if err := checkJSON(line, args[1], args[2]); (err == nil) == neg {
			ts.Fatalf("json %s %s: %v", args[1], args[2], err)
		}
	}
}

// checkJSON checks one value of a JSON document. path is like a.b[2].c, and
// "len" at its end is the length; want is the value as text, or ":string",
// ":number", ":bool", ":null", ":array", ":object" for its type, ":absent",
// "~regexp", "<n" or ">n".
func checkJSON(doc, path, want string) error {
	var v any
	if err := json.Unmarshal([]byte(doc), &v); err != nil {
		return fmt.Errorf("not JSON: %w: %.200s", err, doc)
	}
	v, found := valueAt(v, path)
	if want == ":absent" || !found {
		if found != (want != ":absent") {
			return fmt.Errorf("found %v: %.300s", found, doc)
		}
		return nil
	}
	if strings.HasPrefix(want, ":") {
		if kind := kindOf(v); kind != want[1:] {
			return fmt.Errorf("a value of type %s", kind)
		}
		return nil
	}
	return matches(v, want)
}

func matches(v any, want string) error {
	shown, ok := v.(string)
	if !ok {
		b, err := json.Marshal(v)
		if err != nil {
			return err
		}
		shown = string(b)
	}
	good := shown == want
	switch want[:min(1, len(want))] {
	case "~":
		re, err := regexp.Compile(want[1:])
		if err != nil {
			return err
		}
		good = re.MatchString(shown)
	case "<", ">":
		limit, err := strconv.ParseFloat(want[1:], 64)
		n, isNumber := v.(float64)
		if err != nil || !isNumber {
			return fmt.Errorf("%s is not to be compared with %s", shown, want)
		}
		good = want[0] == '<' && n < limit || want[0] == '>' && n > limit
	}
	if !good {
		return fmt.Errorf("it is %.300s", shown)
	}
	return nil
}

func kindOf(v any) string {
	switch v.(type) {
	case string:
		return "string"
	case float64:
		return "number"
	case bool:
		return "bool"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	}
	return "null"
}

var steps = regexp.MustCompile(`[^.\[\]]+`)

func valueAt(v any, path string) (any, bool) {
	for _, step := range steps.FindAllString(path, -1) {
		switch x := v.(type) {
		case map[string]any:
			var ok bool
			if step == "len" {
				v = float64(len(x))
			} else if v, ok = x[step]; !ok {
				return nil, false
			}
		case []any:
			i, err := strconv.Atoi(step)
			switch {
			case step == "len":
				v = float64(len(x))
			case step == "last" && len(x) > 0:
				v = x[len(x)-1]
			case err == nil && 0 <= i && i < len(x):
				v = x[i]
			default:
				return nil, false
			}
		default:
			return nil, false
		}
	}
	return v, true
}

// cmdHostile makes files that a stranger could send.
func cmdHostile(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o755))
	write := func(name string, data []byte) {
		ts.Check(os.WriteFile(filepath.Join(dir, name), data, 0o644))
	}
	docx := packed(ts, entry{"[Content_Types].xml", []byte("<Types/>")}, entry{"word/document.xml", bytes.Repeat([]byte("<w:p/>"), 1000)})
	write("broken.docx", docx[:len(docx)/2])
	write("empty.txt", nil)
	write("blank.txt", []byte(" \n\t　\r\n"))
	write("long.txt", []byte(strings.Repeat("长", 3_000_000)))
	noise := make([]byte, 5000)
	rng := rand.NewChaCha8([32]byte{1})
	_, err := rng.Read(noise)
	ts.Check(err)
	write("noise.bin", noise)
	write("bomb.zip", packed(ts, entry{"a.txt", make([]byte, 64<<20)}))
	write("nothing.zip", packed(ts))
	large, err := os.Create(filepath.Join(dir, "large.txt"))
	ts.Check(err)
	ts.Check(errors.Join(large.Truncate(60<<20), large.Close()))
}

func cmdZip(ts *testscript.TestScript, _ bool, args []string) {
	var files []entry
	for _, name := range args[1:] {
		files = append(files, entry{name, []byte(ts.ReadFile(name))})
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), packed(ts, files...), 0o644))
}

type entry struct {
	name string
	data []byte
}

func packed(ts *testscript.TestScript, files ...entry) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, file := range files {
		f, err := w.Create(file.name)
		ts.Check(err)
		_, err = f.Write(file.data)
		ts.Check(err)
	}
	ts.Check(w.Close())
	return b.Bytes()
}
