package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hegao/analyzer/message"
)

// TestWordsAreInTheCatalogue: whatever key templates and handlers use exists
// in both languages, and no page entry is left that nobody uses.
func TestWordsAreInTheCatalogue(t *testing.T) {
	used, known := usedKeys(t), knownKeys(t)
	if len(used) == 0 || len(known) == 0 {
		t.Fatal("no keys found: the test looks in the wrong place")
	}
	for _, key := range used {
		if !slices.Contains(known, key) {
			t.Errorf("%s is not in the catalogue", key)
		}
	}
	for _, key := range known {
		if !slices.Contains(used, key) {
			t.Errorf("%s is in the catalogue and nowhere used", key)
		}
		for _, lang := range []message.Lang{message.Chinese, message.English} {
			if s := message.Text(lang, message.Key(key)); s == "" || s == key {
				t.Errorf("%s has no words in %s", key, lang)
			}
		}
	}
}

// usedKeys are the page keys that stand in this package's templates and code.
func usedKeys(t *testing.T) []string {
	t.Helper()
	quoted := regexp.MustCompile(`"(page\.[a-z0-9_.]+)"`)
	var keys []string
	for _, pattern := range []string{"*.go", "templates/*.html", "templates/parts/*.html"} {
		files, err := filepath.Glob(pattern)
		check(t, err)
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			b, err := os.ReadFile(f)
			check(t, err)
			for _, m := range quoted.FindAllStringSubmatch(string(b), -1) {
				keys = append(keys, m[1])
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// knownKeys are the keys of the page entries, read off the catalogue's source.
func knownKeys(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../analyzer/message/*catalogue.go")
	check(t, err)
	var keys []string
	for _, f := range files {
		file, err := parser.ParseFile(token.NewFileSet(), f, nil, 0)
		check(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			pair, ok := n.(*ast.KeyValueExpr)
			if !ok {
				return true
			}
			if lit, ok := pair.Key.(*ast.BasicLit); ok {
				key, err := strconv.Unquote(lit.Value)
				check(t, err)
				if strings.HasPrefix(key, "page.") {
					keys = append(keys, key)
				}
			}
			return false
		})
	}
	return keys
}

// TestForbiddenWords: the pages show evidence and pass no verdict.
func TestForbiddenWords(t *testing.T) {
	for _, key := range knownKeys(t) {
		s := message.Text(message.Chinese, message.Key(key))
		for _, word := range []string{"抄袭", "剽窃", "造假", "得分", "不合格"} {
			if strings.Contains(s, word) {
				t.Errorf("%s says %s", key, word)
			}
		}
	}
}
