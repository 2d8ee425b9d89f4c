package pdf_test

import (
	"context"
	"embed"
	"testing"

	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/pdf"
	"hegao/analyzer/message"
)

// testdata holds invented texts as LibreOffice made PDFs of them, and beside
// each the text it was made from: report.pdf with a table and page numbers
// over two pages, columns.pdf with two columns and a running head, owner.pdf
// that opens without a password but forbids copying, locked.pdf that needs
// one.
//
//go:embed testdata
var testdata embed.FS

func TestGolden(t *testing.T) {
	for _, name := range []string{"report", "columns", "owner"} {
		data, err := testdata.ReadFile("testdata/" + name + ".pdf")
		if err != nil {
			t.Fatal(err)
		}
		want, err := testdata.ReadFile("testdata/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		doc, err := pdf.Read(context.Background(), name, data, limits.Default())
		if err != nil {
			t.Fatal(err)
		}
		doctest.Check(t, doc)
		if doc.Text+"\n" != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, doc.Text, want)
		}
		if len(doc.Warnings) > 0 || doc.NoText {
			t.Errorf("%s: warnings %v", name, doc.Warnings)
		}
	}
}

func TestPassword(t *testing.T) {
	data, err := testdata.ReadFile("testdata/locked.pdf")
	if err != nil {
		t.Fatal(err)
	}
	_, err = pdf.Read(context.Background(), "甲.pdf", data, limits.Default())
	if message.CodeOf(err) != message.Unsupported || message.Explain(err, message.Chinese) != "甲.pdf 设了密码，打不开。请去掉密码后再送检。" {
		t.Errorf("got %v", err)
	}
}
