package blocks_test

import (
	"errors"
	"testing"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

func TestBuilder(t *testing.T) {
	b := blocks.New("a", limits.Default())
	for _, p := range []blocks.Piece{
		{Text: "　 ", Kind: text.Paragraph},
		{Text: "一、题", Kind: text.Heading, Level: 1, Label: len("一、")},
		{Text: "　　段\xff\n尾 ", Kind: text.Paragraph},
		{Text: " 1.", Kind: text.ListItem, Label: 3},
	} {
		if err := b.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	doc, err := b.Document(text.FormatDOCX)
	if err != nil {
		t.Fatal(err)
	}
	doctest.Check(t, doc)
	if want := "一、题\n　　段\ufffd\n尾 \n 1."; doc.Text != want {
		t.Errorf("got %q, want %q", doc.Text, want)
	}
	labels := []string{"一、", "", "1."}
	for i, want := range labels {
		if got := doc.Blocks[i].Label.Of(doc.Text); got != want {
			t.Errorf("label %d: got %q, want %q", i, got, want)
		}
	}
}

func TestBuilderRefusals(t *testing.T) {
	lim := limits.Default()
	lim.TextRunes = 3
	b := blocks.New("a", lim)
	if _, err := b.Document(text.FormatDOCX); message.CodeOf(err) != message.Empty {
		t.Errorf("nothing added: %v", err)
	}
	if err := b.Add(blocks.Piece{Text: "一二", Kind: text.Paragraph}); err != nil {
		t.Error(err)
	}
	var e *message.Error
	if err := b.Add(blocks.Piece{Text: "三", Kind: text.Paragraph}); !errors.As(err, &e) || e.Code != message.TooLarge {
		t.Errorf("four characters with the line end: %v", err)
	}
}

func TestRowAndJoin(t *testing.T) {
	row := blocks.Row([]blocks.Piece{{Text: "1.", Label: 2}, {}, {Text: "甲"}, {Text: " "}})
	if row.Text != "1.\t\t甲" || row.Label != 2 || row.Kind != text.TableRow {
		t.Errorf("row %+v", row)
	}
	cell := blocks.Join([]blocks.Piece{{Text: " "}, {Text: "一、甲", Label: 6}, {Text: "乙"}})
	if cell.Text != "一、甲\n乙" || cell.Label != 6 {
		t.Errorf("cell %+v", cell)
	}
	if !blocks.Row(nil).Blank() || !blocks.Join(nil).Blank() {
		t.Error("nothing is not blank")
	}
}

// Origins go where their text goes, through cells, rows and the document.
func TestOrigins(t *testing.T) {
	from := func(n int, s string) blocks.Piece {
		return blocks.Piece{Text: s, Origins: []blocks.Origin{{Span: text.Span{End: len(s)}, Source: n}}}
	}
	cell := blocks.Join([]blocks.Piece{from(1, "甲"), from(2, " "), from(3, "乙")})
	row := blocks.Row([]blocks.Piece{from(4, "丙"), {}, cell, from(5, "")})
	b := blocks.New("a", limits.Default())
	for _, p := range []blocks.Piece{{Text: "头"}, from(6, " "), row, from(7, "尾")} {
		if err := b.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	doc, err := b.Document(text.FormatDOCX)
	if err != nil {
		t.Fatal(err)
	}
	want := map[int]string{4: "丙", 1: "甲", 3: "乙", 7: "尾"}
	for _, o := range b.Origins() {
		if o.Of(doc.Text) != want[o.Source] {
			t.Errorf("from %d: %q in %q", o.Source, o.Of(doc.Text), doc.Text)
		}
		delete(want, o.Source)
	}
	if len(want) > 0 {
		t.Errorf("lost: %v", want)
	}
}
