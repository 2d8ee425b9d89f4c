// Package bombtest makes, for tests, small files that unpack or unfold to
// much, one of each kind that a limit is there for. Every way by which a file
// comes in is tested with the same ones.
package bombtest

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/message"
)

// Memory, in bytes, and Seconds are what refusing a bomb may take.
const (
	Memory  = 256 << 20
	Seconds = 10
)

// Bomb is a file that must be refused for what it is.
type Bomb struct {
	Name string // of the file: what it is made of, with the ending of its format
	Data []byte // 1 kB to 5 MB
	Code message.Code
	Key  message.Key // of the error, without "error."
}

// All makes the bombs: files that are too large, too deep, of too many
// elements or entries, or declare a DOCTYPE, in every format that can. It
// takes about a second and allocates 250 MB.
func All(t testing.TB) []Bomb {
	t.Helper()
	laughs := `<!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	var entries []part
	for i := range 3000 {
		entries = append(entries, part{fmt.Sprint("x/", i), ""})
	}
	bombs := []Bomb{
		{"size.pdf", pdfOfBlanks(t), message.Damaged, "pdf_damaged"},
		{"depth.rtf", []byte(`{\rtf1 ` + strings.Repeat("{", 1_000_000)), message.TooLarge, "xml_limit"},
		{"elements.html", []byte("<html>" + strings.Repeat("<p>", 1_500_000)), message.TooLarge, "xml_limit"},
	}
	for _, format := range []string{"docx", "odt", "ofd"} {
		for _, b := range []Bomb{
			{"size", office(t, format, "", strings.Repeat(" ", 40<<20)), message.TooLarge, "zip_bomb"},
			{"depth", office(t, format, "", strings.Repeat("<p>", 100_000)), message.TooLarge, "xml_limit"},
			{"elements", office(t, format, "", strings.Repeat("<p/>", 1_500_000)), message.TooLarge, "xml_limit"},
			{"comments", office(t, format, "", strings.Repeat("<!---->", 1_500_000)), message.TooLarge, "xml_limit"},
			{"entries", office(t, format, "", "<p/>", entries...), message.TooLarge, "zip_entries"},
			{"doctype", office(t, format, laughs, "<p>&b;</p>"), message.Unsupported, "xml_doctype"},
		} {
			b.Name += "." + format
			bombs = append(bombs, b)
		}
	}
	return bombs
}

// part is a file in a zip.
type part struct{ name, content string }

func pack(t testing.TB, parts []part) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := w.Create(p.name)
		if err == nil {
			_, err = io.WriteString(f, p.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// office writes a file of a format that is XML in a zip; its main part begins
// with prolog and has the given body.
func office(t testing.TB, format, prolog, body string, more ...part) []byte {
	t.Helper()
	var parts []part
	switch format {
	case "docx":
		parts = []part{
			{"[Content_Types].xml", `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
			{"word/document.xml", prolog + "<document><body>" + body + "</body></document>"},
		}
	case "odt":
		parts = []part{
			{"mimetype", "application/vnd.oasis.opendocument.text"},
			{"content.xml", prolog + "<document-content><body><text>" + body + "</text></body></document-content>"},
		}
	case "ofd":
		parts = []part{{"OFD.xml", prolog + "<OFD><DocBody>" + body + "</DocBody></OFD>"}}
	default:
		t.Fatalf("format %q is not known", format)
	}
	return pack(t, slices.Concat(parts, more))
}

// pdfOfBlanks is a PDF of 3 kB whose page unpacks to 100 MB.
func pdfOfBlanks(t testing.TB) []byte {
	t.Helper()
	var content bytes.Buffer
	outer := zlib.NewWriter(&content)
	inner := zlib.NewWriter(outer)
	megabyte := bytes.Repeat([]byte(" "), 1<<20)
	for range 100 {
		if _, err := inner.Write(megabyte); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(inner.Close(), outer.Close()); err != nil {
		t.Fatal(err)
	}
	return fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"+
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"+
		"4 0 obj<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n", content.Len(), content.Bytes())
}
