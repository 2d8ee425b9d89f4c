package sarif

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	// The module that ships the schema; its own validator lets pass what its
	// structs do not know.
	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
)

// published is the schema of SARIF 2.1.0 as OASIS publishes it: a constant in
// the source of go-sarif, which does not export it.
func published(t testing.TB) string {
	t.Helper()
	const pkg = "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", pkg).Output()
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	value := ""
	ast.Inspect(f, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && v.Names[0].Name == "schema" {
			value, err = strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
		}
		return true
	})
	if err != nil || value == "" {
		t.Fatalf("%s has no schema: %v", pkg, err)
	}
	return value
}
