package compose_test

import (
	"context"
	"strings"
	"testing"

	"hegao/analyzer/annotate/annotatetest"
	"hegao/analyzer/annotate/compose"
	"hegao/analyzer/extract/docx"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/text"
)

func read(t *testing.T, data []byte) *text.Document {
	t.Helper()
	doc, err := docx.Read(context.Background(), "a.docx", data, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// Guards: Text is what the reader reads, and every place is found again.
func TestDraft(t *testing.T) {
	r := annotatetest.Report()
	r.Text = "\n \n" + strings.ReplaceAll(r.Text, "\n", "\n　\n") + "\x02尾\ufffe \n\n"
	made, err := compose.Draft(r)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, made.Data).Text; got != made.Text {
		t.Fatalf("the file holds %q, not %q", got, made.Text)
	}
	for _, words := range []string{"青溪县", "现总结如下。", "三、", "云坪村\t12", "2025年12月3日", "云坪镇认真", "尾"} {
		from := strings.Index(r.Text, words)
		got := made.Span(text.Span{Start: from, End: from + len(words)})
		if got.Of(made.Text) != words {
			t.Errorf("%q lies at %v: %q", words, got, got.Of(made.Text))
		}
	}
	if s := made.Span(text.Span{Start: 0, End: len(r.Text)}); s.Start != 0 || s.End != len(made.Text) {
		t.Errorf("the whole lies at %v of %d", s, len(made.Text))
	}
}

func TestPage(t *testing.T) {
	p := compose.NewPage("题<&>")
	p.Add("甲\t乙<&>", compose.Look{Bold: true, Grey: true, Size: 20, Centre: true})
	p.Add("", compose.Look{})
	p.Table([]int{1000, 1000}, [][]compose.Cell{{{Text: "一"}, {Text: "二"}}, {{Text: ""}, {Text: "三"}}})
	p.Box(2000, 500)
	one, err := p.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	two, err := p.Bytes()
	if err != nil || string(one) != string(two) {
		t.Errorf("the same page gives other bytes, %v", err)
	}
	doc := read(t, one)
	if doc.Text != "甲\t乙<&>\n一\t二\n\t三" || doc.Meta.Title != "题<&>" {
		t.Errorf("text %q, title %q", doc.Text, doc.Meta.Title)
	}
}
