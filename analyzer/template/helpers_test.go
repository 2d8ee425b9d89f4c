package template

import (
	"strings"
	"testing"

	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

func library(t testing.TB) *Library {
	t.Helper()
	l, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func mustGet(t testing.TB, id ID) *Template {
	t.Helper()
	tmpl, ok := library(t).Get(id)
	if !ok {
		t.Fatalf("there is no template %s", id)
	}
	return tmpl
}

// typed makes the document that a plain text becomes, with its outline.
func typed(source string) (*text.Document, *outline.Outline) {
	d := &text.Document{Text: source, Blocks: text.Lines(source), Format: text.FormatText}
	return d, outline.Parse(d)
}

// told is running text of n sentences, without figures or anything that
// speaks of problems or plans.
func told(n int) string {
	return strings.Repeat("镇里挨家挨户问过意见之后把路灯装到了巷子尽头，夜里回家的人不再摸黑。", n)
}

// counted is told with a figure in each sentence.
func counted(n int) string {
	return strings.Repeat("镇里挨家挨户问过意见之后把路灯装到了巷子尽头，新装路灯26盏，花费3.2万元。", n)
}

func sectionOf(t testing.TB, c *Coverage, id SectionID) SectionResult {
	t.Helper()
	for _, s := range c.Sections {
		if s.ID == id {
			return s
		}
	}
	t.Fatalf("no section %s", id)
	return SectionResult{}
}

func pointOf(t testing.TB, c *Coverage, id PointID) PointResult {
	t.Helper()
	for _, p := range c.Points {
		if p.ID == id {
			return p
		}
	}
	t.Fatalf("no point %s", id)
	return PointResult{}
}
