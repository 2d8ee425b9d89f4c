//go:build !race

package child

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hegao/analyzer/extract"
	"hegao/analyzer/message"
)

// part is a file in a zip.
type part struct{ name, content string }

func pack(t *testing.T, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := w.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(p.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pdfOfBlanks is a PDF of 3 kB whose page unpacks to 100 MB.
func pdfOfBlanks(t *testing.T) []byte {
	t.Helper()
	content := bytes.Repeat([]byte(" "), 100<<20)
	for range 2 {
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		_, err := w.Write(content)
		if err = errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		content = b.Bytes()
	}
	return fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"+
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"+
		"4 0 obj<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n", len(content), content)
}

// office are the formats that are XML in a zip: how one is written whose
// main part begins with a prolog and has the given body.
func office(t *testing.T) map[string]func(prolog, body string, more ...part) []byte {
	return map[string]func(prolog, body string, more ...part) []byte{
		"docx": func(prolog, body string, more ...part) []byte {
			return pack(t, append([]part{
				{"[Content_Types].xml", `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
				{"word/document.xml", prolog + "<document><body>" + body + "</body></document>"},
			}, more...)...)
		},
		"odt": func(prolog, body string, more ...part) []byte {
			return pack(t, append([]part{
				{"mimetype", "application/vnd.oasis.opendocument.text"},
				{"content.xml", prolog + "<document-content><body><text>" + body + "</text></body></document-content>"},
			}, more...)...)
		},
		"ofd": func(prolog, body string, more ...part) []byte {
			return pack(t, append([]part{{"OFD.xml", prolog + "<OFD><DocBody>" + body + "</DocBody></OFD>"}}, more...)...)
		},
	}
}

// The race detector takes more memory than a worker may have, so what is about
// memory is tested without it.

func TestMemoryIsLimited(t *testing.T) {
	p := newPool(t, Options{Workers: 1, Memory: 192 << 20})
	for _, way := range []string{"stack", "gulp", "eat"} {
		_, err := p.order(way)
		var e *message.Error
		if !errors.As(err, &e) || e.Message.Key != "error.file_memory" || e.Message.Args[0] != "甲.bin" || e.Message.Args[1] != "192" {
			t.Errorf("%s: %v", way, err)
		}
		if doc, err := p.order("say", "还在"); err != nil || doc.Text != "还在" {
			t.Errorf("after %s: %v", way, err)
		}
	}
}

// Every bomb is refused for what it is by a worker that may use 256 MB and
// 10 s: not for the memory or the time it took.
func TestBombsAreRefusedInTime(t *testing.T) {
	p := newPool(t, Options{Workers: 1, Time: 10 * time.Second, Memory: 256 << 20})
	laughs := `<!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	var entries []part
	for i := range 3000 {
		entries = append(entries, part{fmt.Sprint("x/", i), ""})
	}
	t.Run("pdf size", func(t *testing.T) {
		_, err := p.Extract(context.Background(), "甲.pdf", pdfOfBlanks(t), extract.DefaultLimits())
		if key(err) != "error.pdf_damaged" {
			t.Errorf("got %v", err)
		}
	})
	for format, build := range office(t) {
		for _, c := range []struct {
			name string
			data []byte
			key  string
		}{
			{"size", build("", strings.Repeat(" ", 40<<20)), "zip_bomb"},
			{"depth", build("", strings.Repeat("<p>", 100_000)), "xml_limit"},
			{"elements", build("", strings.Repeat("<p/>", 1_500_000)), "xml_limit"},
			{"comments", build("", strings.Repeat("<!---->", 1_500_000)), "xml_limit"},
			{"entries", build("", "<p/>", entries...), "zip_entries"},
			{"DOCTYPE", build(laughs, "<p>&b;</p>"), "xml_doctype"},
		} {
			t.Run(format+" "+c.name, func(t *testing.T) {
				_, err := p.Extract(context.Background(), "甲."+format, c.data, extract.DefaultLimits())
				var e *message.Error
				if !errors.As(err, &e) || string(e.Message.Key) != "error."+c.key {
					t.Errorf("%d bytes: %v, want %s", len(c.data), err, c.key)
				}
			})
		}
	}
}
