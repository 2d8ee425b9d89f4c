package tables_test

import (
	"strings"
	"testing"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/tables"
)

// run plays a script of steps: "2:x" is a paragraph x in two tables, "2|x"
// ends a cell with it, "2-" ends a row.
func run(t *testing.T, script string) string {
	t.Helper()
	var out []string
	f := tables.New(func(p blocks.Piece) error {
		if !p.Blank() {
			out = append(out, p.Text)
		}
		return nil
	})
	for _, step := range strings.Fields(script) {
		depth, text := int(step[0]-'0'), step[2:]
		var err error
		switch step[1] {
		case ':':
			err = f.Paragraph(depth, blocks.Piece{Text: text})
		case '|':
			err = f.EndCell(depth, blocks.Piece{Text: text})
		case '-':
			err = f.EndRow(depth)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.End(); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(strings.Join(out, "/"), "\n", ";")
}

func TestFlow(t *testing.T) {
	cases := []struct{ script, want string }{
		{"0:a 0:b", "a/b"},
		{"0:a 1|b 1|c 1- 1|d 1- 0:e", "a/b\tc/d/e"},
		{"1:a 1:b 1|c 1|d 1-", "a;b;c\td"},
		{"1| 1|a 1-", "\ta"},
		{"1:a 2|b 2|c 2- 2|d 2- 1|e 1|f 1-", "a;b\tc;d;e\tf"},
		{"1|a 1|b 0:c", "a\tb/c"},
		{"1|a 2|b 0:c", "a\tb/c"},
		{"0|a 0-", "a"},
		{"1|a 1:b 1-", "a\tb"},
		{"1-", ""},
		{"9:a 0:b", "a/b"},
	}
	for _, c := range cases {
		if got := run(t, c.script); got != c.want {
			t.Errorf("%s: got %q, want %q", c.script, got, c.want)
		}
	}
}

func TestLabelOfARowIsThatOfItsFirstCell(t *testing.T) {
	var got blocks.Piece
	f := tables.New(func(p blocks.Piece) error { got = p; return nil })
	for _, p := range []blocks.Piece{{Text: "1. ", Label: 2}, {Text: "甲"}} {
		if err := f.EndCell(1, p); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.EndRow(1); err != nil {
		t.Fatal(err)
	}
	if got.Text != "1. \t甲" || got.Label != 2 {
		t.Errorf("got %+v", got)
	}
}

func TestEndlessRows(t *testing.T) {
	rows := 0
	f := tables.New(func(blocks.Piece) error { rows++; return nil })
	for range 3000 {
		if err := f.EndCell(1<<30, blocks.Piece{Text: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.End(); err != nil {
		t.Fatal(err)
	}
	if rows != 1 { // all of it lies in one cell of the outermost table
		t.Errorf("%d rows", rows)
	}
}
