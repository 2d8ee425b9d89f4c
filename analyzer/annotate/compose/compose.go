// Package compose makes Word files from text: the draft that came in another
// format, and pages of Hegao's own. They are small and plain: A4, the margins
// and types of GB/T 9704, styles for headings, and nothing else.
package compose

import (
	"encoding/xml"
	"strconv"
	"strings"

	"hegao/analyzer/extract/zipfile"
)

// Page is a Word file in the making.
type Page struct {
	// Title goes to the file's properties.
	Title string
	// Margins of the page in twentieths of a point: top, right, bottom, left.
	Margins [4]int
	body    strings.Builder
}

// The margins of an official document, and of a page that must hold much.
var (
	official = [4]int{2098, 1474, 1984, 1588}
	narrow   = [4]int{1020, 1134, 907, 1134}
)

// NewPage is an empty page with narrow margins.
func NewPage(title string) *Page { return &Page{Title: title, Margins: narrow} }

// Look is how a paragraph looks.
type Look struct {
	Style  string // "" for body text; see styles.go
	Centre bool
	Bold   bool
	Size   int // in half points; 0 for the style's
	Grey   bool
	Indent bool // the first line by two characters
}

// Add appends a paragraph.
func (p *Page) Add(s string, l Look) { paragraph(&p.body, s, l) }

// Cell is one cell of a table.
type Cell struct {
	Text string
	Look Look
}

// Table appends a table with thin lines; widths are of its columns, in
// twentieths of a point.
func (p *Page) Table(widths []int, rows [][]Cell) {
	p.beginTable(widths)
	b := &p.body
	for _, row := range rows {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for i, c := range row {
			writeCell(b, widths[i], c)
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
}

// Box appends an empty box to write in, in twentieths of a point.
func (p *Page) Box(width, height int) {
	p.beginTable([]int{width})
	p.body.WriteString(`<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="` + strconv.Itoa(height) + `" w:hRule="atLeast"/></w:trPr>`)
	writeCell(&p.body, width, Cell{Look: Look{Style: StyleSmall}})
	p.body.WriteString(`</w:tr></w:tbl>`)
}

func writeCell(b *strings.Builder, width int, c Cell) {
	b.WriteString(`<w:tc><w:tcPr><w:tcW w:w="` + strconv.Itoa(width) + `" w:type="dxa"/></w:tcPr>`)
	paragraph(b, c.Text, c.Look)
	b.WriteString(`</w:tc>`)
}

func (p *Page) beginTable(widths []int) {
	b := &p.body
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.WriteString(`<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="999999"/>`)
	}
	b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, w := range widths {
		b.WriteString(`<w:gridCol w:w="` + strconv.Itoa(w) + `"/>`)
	}
	b.WriteString(`</w:tblGrid>`)
}

func paragraph(b *strings.Builder, s string, l Look) {
	b.WriteString(`<w:p>`)
	if l.Style != "" || l.Centre || l.Indent {
		b.WriteString(`<w:pPr>`)
		if l.Style != "" {
			b.WriteString(`<w:pStyle w:val="` + l.Style + `"/>`)
		}
		if l.Indent {
			b.WriteString(`<w:ind w:firstLineChars="200" w:firstLine="640"/>`)
		}
		if l.Centre {
			b.WriteString(`<w:jc w:val="center"/>`)
		}
		b.WriteString(`</w:pPr>`)
	}
	look := ""
	if l.Bold {
		look += "<w:b/>"
	}
	if l.Grey {
		look += `<w:color w:val="666666"/>`
	}
	if l.Size > 0 {
		look += `<w:sz w:val="` + strconv.Itoa(l.Size) + `"/>`
	}
	if look != "" {
		look = "<w:rPr>" + look + "</w:rPr>"
	}
	run(b, s, look)
	b.WriteString(`</w:p>`)
}

// run writes the characters of a paragraph; a tab is an element.
func run(b *strings.Builder, s, look string) {
	if s == "" {
		return
	}
	b.WriteString(`<w:r>` + look)
	for i, part := range strings.Split(s, "\t") {
		if i > 0 {
			b.WriteString(`<w:tab/>`)
		}
		if part != "" {
			b.WriteString(`<w:t xml:space="preserve">` + escape(part) + `</w:t>`)
		}
	}
	b.WriteString(`</w:r>`)
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}

// Bytes returns the file. The same page gives the same bytes.
func (p *Page) Bytes() ([]byte, error) {
	m := p.Margins
	section := `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="` + strconv.Itoa(m[0]) + `" w:right="` + strconv.Itoa(m[1]) +
		`" w:bottom="` + strconv.Itoa(m[2]) + `" w:left="` + strconv.Itoa(m[3]) + `" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>`
	return zipfile.Write([]zipfile.Entry{
		{Name: "[Content_Types].xml", Data: []byte(contentTypes)},
		{Name: "_rels/.rels", Data: []byte(rootRelations)},
		{Name: "docProps/core.xml", Data: []byte(header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` +
			escape(p.Title) + `</dc:title></cp:coreProperties>`)},
		{Name: "word/_rels/document.xml.rels", Data: []byte(mainRelations)},
		{Name: "word/document.xml", Data: []byte(header + `<w:document xmlns:w="` + namespace + `"><w:body>` + p.body.String() + section + `</w:body></w:document>`)},
		{Name: "word/styles.xml", Data: []byte(styles())},
	})
}
