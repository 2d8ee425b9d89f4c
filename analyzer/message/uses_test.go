package message

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The catalogue is held against the sources that speak through it: every
// key they name must be there with places for what they pass, and every
// entry must be named somewhere.

const moduleRoot = "../.."

// sources is what the module's Go files and pages say in string literals.
type sources struct {
	files    *token.FileSet
	literals map[string]bool
	// keys are literals that look like keys, with one place each.
	keys map[string]token.Position
	// names are literals that follow a message.Code among the arguments of
	// a call: the name of an error.
	names map[string]token.Position
	calls []call
	// families are prefixes that something is added to: "passage." + kind.
	families map[string]bool
	// constants are the values of typed string constants by "package.Type".
	constants map[string][]string
}

// call is a call of New, Say, Text or Errorf with a literal key.
type call struct {
	at   token.Position
	key  Key
	args int
}

var (
	// keyLike: a literal of one of the catalogue's families that is no name
	// of a file.
	keyLike  = regexp.MustCompile(`^(template|demand|layer|key|error|hint|problem|warning|fault|suggest|evidence|why|passage|explain|cmd|flag|status|kind|import|residue|page|sheet|severity|letter|comment|slip|copy)(\.[a-z0-9_]+)+$`)
	fileLike = regexp.MustCompile(`\.(html|css|js|svg|json|yaml|go|txt|csv)$`)
	inPage   = regexp.MustCompile(`[("\s{]t\s+"([a-z0-9_.]+)"`)
)

func readSources(t *testing.T) *sources {
	t.Helper()
	s := &sources{
		files: token.NewFileSet(), literals: map[string]bool{}, keys: map[string]token.Position{},
		names: map[string]token.Position{}, families: map[string]bool{}, constants: map[string][]string{},
	}
	goFiles, pages := 0, 0
	err := filepath.WalkDir(moduleRoot, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		switch {
		case d.IsDir() && path != moduleRoot && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules"):
			return filepath.SkipDir
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && !strings.HasSuffix(name, "_catalogue.go"):
			goFiles++
			return s.readGo(path)
		case strings.HasSuffix(name, ".html"):
			pages++
			return s.readPage(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if goFiles < 50 || pages == 0 {
		t.Fatalf("read %d Go files and %d pages of the module", goFiles, pages)
	}
	return s
}

func (s *sources) readPage(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for _, m := range inPage.FindAllStringSubmatch(string(b), -1) {
		s.literal(m[1], token.Position{Filename: path})
	}
	return nil
}

func (s *sources) literal(value string, at token.Position) {
	s.literals[value] = true
	if keyLike.MatchString(value) && !fileLike.MatchString(value) {
		s.keys[value] = at
	}
}

func (s *sources) readGo(path string) error {
	file, err := parser.ParseFile(s.files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.BasicLit:
			if v, ok := literalOf(n); ok {
				s.literal(v, s.files.Position(n.Pos()))
			}
		case *ast.BinaryExpr:
			if v, ok := literalOf(n.X); ok && n.Op == token.ADD && strings.HasSuffix(v, ".") {
				s.families[v] = true
			}
		case *ast.ValueSpec:
			s.constant(file.Name.Name, n)
		case *ast.CallExpr:
			s.call(file.Name.Name, n)
		}
		return true
	})
	return nil
}

func (s *sources) constant(pkg string, spec *ast.ValueSpec) {
	kind := ""
	switch typ := spec.Type.(type) {
	case *ast.Ident:
		kind = pkg + "." + typ.Name
	case *ast.SelectorExpr:
		kind = selector(typ)
	default:
		return
	}
	for _, v := range spec.Values {
		if value, ok := literalOf(v); ok {
			s.constants[kind] = append(s.constants[kind], value)
		}
	}
}

func (s *sources) call(pkg string, n *ast.CallExpr) {
	at := s.files.Position(n.Pos())
	for i := 0; i+1 < len(n.Args); i++ {
		if name, ok := literalOf(n.Args[i+1]); ok && isCode(pkg, n.Args[i]) {
			s.names[name] = at
		}
	}
	fun := ""
	switch f := n.Fun.(type) {
	case *ast.SelectorExpr:
		fun = selector(f)
	case *ast.Ident:
		fun = pkg + "." + f.Name
	}
	first, prefix := 0, ""
	switch fun {
	case "message.New", "message.Say":
	case "message.Text":
		first = 1
	case "message.Errorf":
		first, prefix = 1, "error."
	default:
		return
	}
	if first >= len(n.Args) || n.Ellipsis.IsValid() {
		return
	}
	if key, ok := literalOf(n.Args[first]); ok {
		s.calls = append(s.calls, call{at, Key(prefix + key), len(n.Args) - first - 1})
	}
}

// isCode reports whether an argument is one of the message.Codes.
func isCode(pkg string, arg ast.Expr) bool {
	name := ""
	switch a := arg.(type) {
	case *ast.SelectorExpr:
		name = selector(a)
	case *ast.Ident:
		name = pkg + "." + a.Name
	}
	switch name {
	case "message.Invalid", "message.NotFound", "message.TooLarge", "message.Unsupported",
		"message.Damaged", "message.Empty", "message.Busy", "message.Internal":
		return true
	}
	return false
}

func selector(n *ast.SelectorExpr) string {
	if x, ok := n.X.(*ast.Ident); ok {
		return x.Name + "." + n.Sel.Name
	}
	return ""
}

func literalOf(n ast.Expr) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	v, err := strconv.Unquote(lit.Value)
	return v, err == nil
}

func TestEveryKeyExists(t *testing.T) {
	s := readSources(t)
	if len(s.keys) < 100 || len(s.names) < 30 || len(s.calls) < 30 {
		t.Fatalf("found %d keys, %d names of errors and %d calls", len(s.keys), len(s.names), len(s.calls))
	}
	for key, at := range s.keys {
		if !has(Key(key)) {
			t.Errorf("%s: the catalogue lacks %q", at, key)
		}
	}
	for name, at := range s.names {
		if !has(Key("error." + name)) {
			t.Errorf("%s: the catalogue lacks %q", at, "error."+name)
		}
	}
}

// TestEveryPlaceIsFilled compares the calls with the sentences they choose.
func TestEveryPlaceIsFilled(t *testing.T) {
	for _, c := range readSources(t).calls {
		e, ok := lookup(c.key)
		if !ok {
			t.Errorf("%s: the catalogue lacks %q", c.at, c.key)
			continue
		}
		sentences := []string{e[0]}
		if name, ok := strings.CutPrefix(string(c.key), "error."); ok {
			hint, _ := lookup(Key("hint." + name))
			sentences = append(sentences, hint[0])
		}
		for _, sentence := range sentences {
			for _, m := range placeholder.FindAllStringSubmatch(sentence, -1) {
				if n, _ := strconv.Atoi(m[1]); n >= c.args {
					t.Errorf("%s: %s has the place %s, and %d arguments come", c.at, c.key, m[0], c.args)
				}
			}
		}
	}
}

// TestFamilies: where a key is put together from a family and a value, every
// value there is must have its entry.
func TestFamilies(t *testing.T) {
	s := readSources(t)
	for _, c := range []struct {
		kind     string
		families []string
	}{
		{"template.Status", []string{"status."}},
		{"template.LayerName", []string{"layer."}},
		{"reuse.Kind", []string{"kind.", "passage."}},
		{"corpus.Status", []string{"import."}},
		{"outline.ResidueKind", []string{"residue."}},
		{"text.WarningCode", []string{"warning."}},
		{"message.Code", []string{"problem."}},
	} {
		values := s.constants[c.kind]
		if len(values) < 2 {
			t.Errorf("found %d constants of type %s", len(values), c.kind)
		}
		for _, v := range values {
			for _, family := range c.families {
				if !has(Key(family + v)) {
					t.Errorf("%s %q: the catalogue lacks %q", c.kind, v, family+v)
				}
			}
		}
	}
}

func TestNothingUnused(t *testing.T) {
	s := readSources(t)
	for _, family := range []string{"page.", "status.", "kind.", "import.", "residue.", "warning.", "layer.", "severity."} {
		s.families[family] = true
	}
	// Errorf puts every error together, but its names are literals.
	delete(s.families, "error.")
	delete(s.families, "hint.")
	eachEntry(t, func(key Key, _ entry) {
		family, name, _ := strings.Cut(string(key), ".")
		used := s.literals[string(key)] || s.families[family+"."]
		if family == "error" || family == "hint" {
			used = used || s.literals[name]
		}
		if !used {
			t.Errorf("nothing says %s", key)
		}
	})
}
