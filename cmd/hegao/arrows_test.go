package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "hegao"

// room is one package of the module, as go list tells it.
type room struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
}

// name is the path inside the module; "" is its root.
func (r room) name() string { return inside(r.ImportPath) }

func inside(path string) string { return strings.TrimPrefix(strings.TrimPrefix(path, module), "/") }

func ours(path string) bool { return path == module || strings.HasPrefix(path, module+"/") }

func rooms(t *testing.T) []room {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports", "./...", "./testdata")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []room
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var r room
		if err := dec.Decode(&r); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	if len(all) < 15 {
		t.Fatalf("only %d packages: this tests nothing", len(all))
	}
	return all
}

// within reports whether a package is the room or lies in it.
func within(name, room string) bool { return name == room || strings.HasPrefix(name, room+"/") }

// TestArrows holds the arrows of DESIGN.md: cmd -> server -> corpus ->
// analyzer, and nothing the other way.
func TestArrows(t *testing.T) {
	rules := []struct {
		from string
		bars []string // rooms that from must not import; "" is all of ours
	}{
		{from: "analyzer", bars: []string{"corpus", "server", "cmd", "testdata"}},
		{from: "analyzer/text", bars: []string{""}},
		{from: "corpus", bars: []string{"server", "cmd", "testdata"}},
		{from: "server", bars: []string{"cmd", "corpus/store", "corpus/search", "corpus/fpindex"}},
		{from: "corpus/store", bars: []string{"corpus/search", "corpus/fpindex"}},
		{from: "corpus/search", bars: []string{"corpus/store", "corpus/fpindex"}},
		{from: "corpus/fpindex", bars: []string{"corpus/store", "corpus/search"}},
		{from: "testdata", bars: []string{"analyzer", "corpus", "server", "cmd"}},
	}
	all := rooms(t)
	for _, rule := range rules {
		seen := 0
		for _, r := range all {
			if !within(r.name(), rule.from) || isTestHelp(r) {
				continue
			}
			seen++
			for _, imported := range r.Imports {
				if !ours(imported) {
					continue
				}
				for _, bar := range rule.bars {
					if bar == "" || within(inside(imported), bar) {
						t.Errorf("%s imports %s", r.ImportPath, imported)
					}
				}
			}
		}
		if seen == 0 {
			t.Errorf("there is no package %s: the rule about it tests nothing", rule.from)
		}
	}
}

// TestCorpusKnowsNoAdapter: the root of corpus owns the interfaces, so it
// imports none of the packages that implement them.
func TestCorpusKnowsNoAdapter(t *testing.T) {
	for _, r := range rooms(t) {
		if r.name() != "corpus" {
			continue
		}
		for _, imported := range r.Imports {
			if strings.HasPrefix(imported, module+"/corpus/") {
				t.Errorf("corpus imports %s", imported)
			}
		}
		return
	}
	t.Fatal("there is no package corpus")
}

// TestOnlyImporters: a foreign library is known to one room, which can then
// be exchanged.
func TestOnlyImporters(t *testing.T) {
	rules := []struct {
		library string
		rooms   []string
	}{
		{"github.com/go-ego/gse", []string{"analyzer/segment"}},
		{"github.com/blevesearch/bleve", []string{"corpus/search"}},
		{"modernc.org/sqlite", []string{"corpus/store"}},
		{"github.com/labstack/echo", []string{"server", "cmd/hegao"}},
		{"github.com/spf13/cobra", []string{"cmd"}},
		{"archive/zip", []string{"analyzer/extract/zipfile"}},
		{"github.com/klippa-app/go-pdfium", []string{"analyzer/extract/pdf"}},
		{"github.com/tetratelabs/wazero", []string{"analyzer/extract/pdf"}},
		{"os/exec", []string{"analyzer/extract/child"}},
	}
	all := rooms(t)
	for _, rule := range rules {
		users := 0
		for _, r := range all {
			if !slices.ContainsFunc(r.Imports, func(path string) bool { return within(path, rule.library) }) {
				continue
			}
			users++
			if !slices.ContainsFunc(rule.rooms, func(allowed string) bool { return within(r.name(), allowed) }) && !isTestHelp(r) {
				t.Errorf("%s imports %s", r.ImportPath, rule.library)
			}
		}
		if users == 0 {
			t.Errorf("nobody imports %s: the rule about it tests nothing", rule.library)
		}
	}
}

// isTestHelp marks packages that only tests import; TestTestHelp holds them
// to it.
func isTestHelp(r room) bool { return strings.HasSuffix(r.name(), "test") }

// TestTestHelp: what is allowed more because only tests use it is used by
// tests only.
func TestTestHelp(t *testing.T) {
	helps := 0
	for _, r := range rooms(t) {
		if isTestHelp(r) {
			helps++
		}
		for _, imported := range r.Imports {
			if ours(imported) && strings.HasSuffix(imported, "test") && !isTestHelp(r) {
				t.Errorf("%s imports %s", r.ImportPath, imported)
			}
		}
	}
	if helps == 0 {
		t.Error("there are no such packages: this tests nothing")
	}
}

// TestNoHiddenWork: no package works when it is merely imported, and none
// but cmd ends the program.
func TestNoHiddenWork(t *testing.T) {
	files := 0
	for _, r := range rooms(t) {
		for _, name := range r.GoFiles {
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, filepath.Join(r.Dir, name), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			files++
			for _, found := range hiddenWork(f, within(r.name(), "cmd")) {
				t.Errorf("%s: %s", fset.Position(found.Pos()), found.what)
			}
		}
	}
	if files < 50 {
		t.Fatalf("only %d files: this tests nothing", files)
	}
}

type finding struct {
	ast.Node
	what string
}

func hiddenWork(f *ast.File, mayExit bool) []finding {
	var found []finding
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Recv == nil && n.Name.Name == "init" {
				found = append(found, finding{n, "func init"})
			}
		case *ast.SelectorExpr:
			pkg, ok := n.X.(*ast.Ident)
			if !ok || mayExit {
				break
			}
			call := pkg.Name + "." + n.Sel.Name
			if call == "os.Exit" || pkg.Name == "log" && (strings.HasPrefix(n.Sel.Name, "Fatal") || strings.HasPrefix(n.Sel.Name, "Panic")) {
				found = append(found, finding{n, call})
			}
		}
		return true
	})
	return found
}

// TestHiddenWorkIsFound keeps the eye of TestNoHiddenWork open.
func TestHiddenWorkIsFound(t *testing.T) {
	cases := []struct {
		name, body string
		mayExit    bool
		want       int
	}{
		{"init", "func init() {}", true, 1},
		{"a method called init", "type x int\nfunc (x) init() {}", false, 0},
		{"os.Exit", "func f() { os.Exit(1) }", false, 1},
		{"os.Exit in cmd", "func f() { os.Exit(1) }", true, 0},
		{"log.Fatal", "func f() { log.Fatalf(`x`); log.Println() }", false, 1},
	}
	for _, c := range cases {
		f, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\n"+c.body, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := hiddenWork(f, c.mayExit); len(got) != c.want {
			t.Errorf("%s: %d findings, want %d", c.name, len(got), c.want)
		}
	}
}
