package docx_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/docx"
	. "hegao/analyzer/extract/docx/docxtest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/message"
)

func main(xml string) Doc { return Doc{Raw: map[string]string{"word/document.xml": xml}} }

func TestRefusals(t *testing.T) {
	small := limits.Default()
	small.TextRunes = 5
	whole := Build(Doc{Body: P("文")})
	laughs := `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document xmlns:w="x"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>`
	cases := []struct {
		name string
		data []byte
		lim  limits.Limits
		code message.Code
		key  message.Key
	}{
		{"cut in two", whole[:len(whole)/2], limits.Default(), message.Damaged, "docx_damaged"},
		{"no main part", Build(Doc{Raw: map[string]string{"word/document.xml": "-"}}), limits.Default(), message.Damaged, "docx_damaged"},
		{"malformed", Build(main("<w:document><w:body><w:p></w:body>")), limits.Default(), message.Damaged, "docx_damaged"},
		{"unfinished", Build(main("<w:document><w:body><w:p>")), limits.Default(), message.Damaged, "docx_damaged"},
		{"not a document", Build(main("<workbook/>")), limits.Default(), message.Damaged, "docx_damaged"},
		{"empty part", Build(main("")), limits.Default(), message.Damaged, "docx_damaged"},
		{"odd encoding", Build(main(`<?xml version="1.0" encoding="utf-7"?><document/>`)), limits.Default(), message.Damaged, "docx_damaged"},
		{"malformed numbering", Build(Doc{Body: P("文"), Numbering: "<x>"}), limits.Default(), message.Damaged, "docx_damaged"},
		{"changed bytes", flip(whole), limits.Default(), message.Damaged, "docx_damaged"},
		{"no text", Build(Doc{Body: P(" ") + P("　")}), limits.Default(), message.Empty, "file_empty"},
		{"long", Build(Doc{Body: P("一二三") + P("四五")}), small, message.TooLarge, "text_too_long"},
		{"billion laughs", Build(main(laughs)), limits.Default(), message.Unsupported, "xml_doctype"},
		{"DOCTYPE in the styles", Build(Doc{Body: P("文"), Styles: "x", Raw: map[string]string{"word/styles.xml": "<!doctype x><styles/>"}}), limits.Default(), message.Unsupported, "xml_doctype"},
		{"DOCTYPE in the extended properties", Build(Doc{Body: P("文"), Company: "x", Raw: map[string]string{"docProps/app.xml": "<!DOCTYPE x><a/>"}}), limits.Default(), message.Unsupported, "xml_doctype"},
		{"DOCTYPE in the properties", Build(Doc{Body: P("文"), Title: "x", Raw: map[string]string{"docProps/core.xml": "<!DOCTYPE x><a/>"}}), limits.Default(), message.Unsupported, "xml_doctype"},
		{"password", encrypted(), limits.Default(), message.Unsupported, "encrypted"},
	}
	for _, c := range cases {
		_, err := docx.Read(context.Background(), "甲.docx", c.data, c.lim)
		var e *message.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Message.Key != "error."+c.key || e.Message.Args[0] != "甲.docx" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// flip breaks the packed bytes of the document, so that its checksum fails.
func flip(data []byte) []byte {
	data = bytes.Clone(data)
	at := bytes.Index(data, []byte("word/document.xml")) + len("word/document.xml") + 60
	data[at] ^= 0x55
	return data
}

// encrypted is the directory of an OLE2 file with the stream that holds a
// docx with a password.
func encrypted() []byte {
	data := make([]byte, 2048)
	copy(data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	entry := data[1024+128:]
	name := utf16.Encode([]rune("EncryptedPackage\x00"))
	for i, u := range name {
		binary.LittleEndian.PutUint16(entry[2*i:], u)
	}
	binary.LittleEndian.PutUint16(entry[64:], uint16(2*len(name)))
	entry[66] = 2
	return data
}

// Every bomb must be refused with little memory and, as the test has no
// clock, with few bytes unpacked: both follow from the memory.
func TestBombs(t *testing.T) {
	const document, end = `<w:document xmlns:w="w" xmlns:mc="mc"><w:body>`, `</w:body></w:document>`
	deep := strings.Repeat("<w:sdt>", 100_000)
	nestedTables := strings.Repeat("<w:tbl><w:tr><w:tc>", 5_000)
	var attributes strings.Builder
	for i := range 2_000_000 {
		fmt.Fprintf(&attributes, " a%d=''", i)
	}
	cases := []struct {
		name string
		doc  Doc
		key  message.Key
	}{
		{"deep", main(document + deep), "xml_limit"},
		{"deep tables", main(document + nestedTables), "xml_limit"},
		{"many empty elements", main(document + strings.Repeat("<w:p/>", 4_000_000) + end), "xml_limit"},
		{"many comments", main(document + strings.Repeat("<!---->", 4_000_000) + end), "xml_limit"},
		{"many attributes", main(document + "<w:p" + attributes.String() + "/>" + end), "xml_limit"},
		{"many styles", Doc{Body: P("文"), Styles: strings.Repeat(`<w:style/>`, 3_000_000)}, "xml_limit"},
		{"long blank text", main(document + "<w:p>" + strings.Repeat(" ", 31<<20) + "</w:p>" + end), "zip_bomb"},
		{"part too large", main(document + strings.Repeat("<w:p><w:r><w:t>一二三四五六七八九十</w:t></w:r></w:p>", 700_000) + end), "xml_limit"},
		{"labels", Doc{Body: strings.Repeat(P("文", Num(1, 0)), 60_000), Numbering: Abstract(0, Level(0, "decimal", strings.Repeat("号", 1_000_000)+"%1")) + Use(1, 0)}, "text_too_long"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			data := Build(c.doc)
			used, err := allocated(func() error {
				_, err := docx.Read(context.Background(), "a.docx", data, limits.Default())
				return err
			})
			var e *message.Error
			if !errors.As(err, &e) || e.Message.Key != "error."+c.key {
				t.Errorf("got %v, want %s", err, c.key)
			}
			if used > 400<<20 {
				t.Errorf("%d MB allocated", used>>20)
			}
		})
	}
}

// allocated returns how many bytes fn allocated, freed ones included.
func allocated(fn func() error) (uint64, error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err := fn()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc, err
}

func TestContextIsHonoured(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	data := Build(Doc{Body: strings.Repeat(P("文"), 2000)})
	if _, err := docx.Read(ctx, "a.docx", data, limits.Default()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestUTF16Part(t *testing.T) {
	xml := utf16.Encode([]rune("\ufeff" + `<?xml version="1.0" encoding="UTF-16"?><document><body><p><r><t>工作总结</t></r></p></body></document>`))
	var b []byte
	for _, u := range xml {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	if doc := read(t, main(string(b))); doc.Text != "工作总结" {
		t.Errorf("got %q", doc.Text)
	}
}

func TestIs(t *testing.T) {
	whole := Build(Doc{Body: P("文")})
	cases := []struct {
		name string
		data []byte
		want bool
	}{
		{"whole", whole, true},
		{"cut", whole[:len(whole)-40], true},
		{"other place", Build(Doc{Main: "x/y.xml", Body: P("文")}), true},
		{"no content types", Build(Doc{Body: P("文"), Raw: map[string]string{"[Content_Types].xml": "-"}}), true},
		{"workbook", Build(Doc{Raw: map[string]string{"[Content_Types].xml": "<Types>spreadsheetml.sheet.main+xml</Types>"}}), false},
		{"password", encrypted(), true},
		{"old doc", encrypted()[:1024], false},
		{"text", []byte("PK 也是字"), false},
	}
	for _, c := range cases {
		if got := docx.Is("a", c.data); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// FuzzDocument varies the XML of the main part; what is read must keep the
// promises of a document and not be longer than what it was read from.
func FuzzDocument(f *testing.F) {
	for _, body := range []string{P("文"), P("一", Num(1, 0)) + P("二", Style("a")), Table([]string{"甲", "乙"}), Para(box(P("框"))), Para(fieldChar("begin") + R("x")), Para(R("删"), deletedMark)} {
		f.Add([]byte(`<w:document xmlns:w="w" xmlns:mc="mc"><w:body>` + body + `</w:body></w:document>`))
	}
	rest := Doc{Numbering: official() + Use(1, 0), Styles: ParagraphStyle("a", "heading 1", "", "")}
	f.Fuzz(func(t *testing.T, xml []byte) {
		rest.Raw = map[string]string{"word/document.xml": string(xml)}
		doc, err := docx.Read(context.Background(), "a.docx", Build(rest), limits.Default())
		if err != nil {
			return
		}
		doctest.Check(t, doc)
		// An element of a few bytes can draw a number of a few.
		if len(doc.Text) > 8*len(xml) {
			t.Fatalf("%d bytes of XML became %d of text", len(xml), len(doc.Text))
		}
	})
}

// FuzzRead varies the bytes of the file.
func FuzzRead(f *testing.F) {
	f.Add(Build(Doc{Body: P("一", Num(1, 0)), Numbering: official() + Use(1, 0), Title: "题"}))
	f.Add(encrypted())
	f.Fuzz(func(t *testing.T, data []byte) {
		docx.Is("a.docx", data)
		doc, err := docx.Read(context.Background(), "a.docx", data, limits.Default())
		if err == nil {
			doctest.Check(t, doc)
		}
	})
}

// FuzzNumbering varies numbering.xml and styles.xml under a fixed body.
func FuzzNumbering(f *testing.F) {
	f.Add(official()+Use(1, 0, StartOverride(1, 3)), ParagraphStyle("a", "heading 1", "b", "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>"))
	f.Add(`<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum>`+Use(1, 0), ParagraphStyle("a", "标题 2", "a", ""))
	body := levelsOf("1:0 1:1 1:8 2:0 1:0") + P("文", Style("a"))
	f.Fuzz(func(t *testing.T, numbering, styles string) {
		doc, err := docx.Read(context.Background(), "a.docx", Build(Doc{Body: body, Numbering: numbering, Styles: styles}), limits.Default())
		if err != nil {
			return
		}
		doctest.Check(t, doc)
		if len(doc.Blocks) != 6 || len(doc.Text) > 6*(levelsTextBound+8) {
			t.Fatalf("%d blocks, %d bytes", len(doc.Blocks), len(doc.Text))
		}
	})
}

// levelsTextBound is what a label can be at most: 256 bytes of level text in
// which every "%1" becomes the longest number there is.
const levelsTextBound = 128 * 48
