package extract_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"hegao/analyzer/extract"
	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/docx/docxtest"
	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

func document() []byte { return docxtest.Build(docxtest.Doc{Body: docxtest.P("工作总结")}) }

func TestDetect(t *testing.T) {
	gb := "\xb9\xa4\xd7\xf7\xd7\xdc\xbd\xe1" // 工作总结
	cases := []struct {
		name, data string
		want       text.Format
	}{
		{"a.docx", string(document()), text.FormatDOCX},
		{"a.txt", string(document()), text.FormatDOCX},
		{"a.wps", string(document()), text.FormatDOCX},
		{"a.wps", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", text.FormatDOC},
		{"a.wps", "{\\rtf1", text.FormatRTF},
		{"a.doc", "<html><body>文", text.FormatHTML},
		{"a.docx", "只是文字", text.FormatText},
		{"a.md", "# 题", text.FormatMarkdown},
		{"a.txt", "# 题", text.FormatText},
		{"a.html", "<p>文", text.FormatHTML},
		{"a", gb, text.FormatText},
		{"a.md", gb, text.FormatMarkdown},
		{"a.pdf", "%PDF-1.7\n1 0 obj", text.FormatPDF},
		{"a.txt", `{\rtf1\ansi`, text.FormatRTF},
		{"a.fodt", `<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text"/>`, text.FormatODT},
		{"a.mht", "MIME-Version: 1.0\r\nContent-Type: multipart/related", ""},
		{"a.xml", `<?xml version="1.0"?><w:wordDocument/>`, text.FormatDOC},
		{"a.xml", `<?xml version="1.0"?><note/>`, ""},
		{"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 1000), text.FormatDOC},
		{"a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 1000), ""},
		{"a.zip", "PK\x05\x06" + strings.Repeat("\x00", 18), ""},
		{"a.bin", "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 60), ""},
	}
	for _, c := range cases {
		got, ok := extract.Detect(c.name, []byte(c.data))
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s %.20q: got %q %v, want %q", c.name, c.data, got, ok, c.want)
		}
	}
}

func TestExtractReadsEveryFormat(t *testing.T) {
	cases := []struct {
		name string
		data []byte
		want text.Format
	}{
		{"a.docx", document(), text.FormatDOCX},
		{"a.txt", []byte("工作总结"), text.FormatText},
		{"a.md", []byte("# 工作总结"), text.FormatMarkdown},
		{"a.html", []byte("<h1>工作总结</h1>"), text.FormatHTML},
	}
	for _, c := range cases {
		doc, err := extract.Extract(context.Background(), c.name, c.data, extract.DefaultLimits())
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		doctest.Check(t, doc)
		if doc.Format != c.want || doc.Text != "工作总结" {
			t.Errorf("%s: got %s %q", c.name, doc.Format, doc.Text)
		}
	}
}

func TestRefusals(t *testing.T) {
	tiny := extract.DefaultLimits()
	tiny.FileBytes = 1 << 20
	cases := []struct {
		name string
		data []byte
		lim  extract.Limits
		code message.Code
		key  message.Key
	}{
		{"empty", nil, extract.DefaultLimits(), message.Empty, "file_empty"},
		{"blank", []byte(" \r\n　"), extract.DefaultLimits(), message.Empty, "file_empty"},
		{"large", bytes.Repeat([]byte("文"), 400_000), tiny, message.TooLarge, "file_too_large"},
		{"long", bytes.Repeat([]byte("文"), 2_000_001), extract.DefaultLimits(), message.TooLarge, "text_too_long"},
		{"picture", []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01"), extract.DefaultLimits(), message.Unsupported, "format_unknown"},
		{"PostScript", []byte("%!PS-Adobe-3.0"), extract.DefaultLimits(), message.Unsupported, "format_unknown"},
		{"broken docx", document()[:400], extract.DefaultLimits(), message.Damaged, "docx_damaged"},
	}
	for _, c := range cases {
		_, err := extract.Extract(context.Background(), "甲.docx", c.data, c.lim)
		var e *message.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Message.Key != "error."+c.key || e.Message.Args[0] != "甲.docx" {
			t.Errorf("%s: %v", c.name, err)
		}
		if s := message.Explain(err, message.Chinese); strings.Contains(s, "{") {
			t.Errorf("%s: sentence with a gap: %s", c.name, s)
		}
	}
}

func TestContextIsHonoured(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := extract.Extract(ctx, "a.txt", []byte("文"), extract.DefaultLimits()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Every warning a reader can give has its sentence.
func TestWarningsHaveSentences(t *testing.T) {
	for _, code := range []text.WarningCode{"encoding", "bad_characters", "tracked_changes", "hidden_text", "scanned", "scanned_pages", "unread_pages"} {
		key := message.Key("warning." + string(code))
		if s := message.Text(message.Chinese, key, "x"); s == string(key) {
			t.Errorf("no sentence for %s", code)
		}
	}
}

// FuzzExtract goes through detection too: what is detected is what is read,
// and both entry points agree on what a zip is.
func FuzzExtract(f *testing.F) {
	f.Add("a.docx", document())
	f.Add("a.md", []byte("# 题\n\n1. 项"))
	f.Add("a.html", []byte("<html><p>文"))
	f.Add("a.txt", []byte("\xb9\xa4\xd7\xf7"))
	f.Add("a.zip", []byte("PK\x05\x06"+strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		id, known := extract.Detect(name, data)
		if known && extract.IsZip(data) {
			t.Fatalf("both a zip and %s", id)
		}
		doc, err := extract.Extract(context.Background(), name, data, extract.DefaultLimits())
		if err != nil {
			if message.CodeOf(err) == message.Internal {
				t.Fatalf("internal error: %v", err)
			}
			return
		}
		if !known || doc.Format != id {
			t.Fatalf("detected %q, read %q", id, doc.Format)
		}
		doctest.Check(t, doc)
		_ = zipfile.Each(name, data, extract.DefaultLimits(), func(string, []byte, error) error { return nil })
	})
}
