// Package docxtest makes small Word files in memory, for the tests of every
// package that reads or writes them.
package docxtest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// The namespaces of the two variants of the standard.
const (
	transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strict       = "http://purl.oclc.org/ooxml/wordprocessingml/main"
)

// Doc is the content of a file. Parts that are "" are left out of it.
type Doc struct {
	// Body is the XML inside w:body: concatenate P, Table and raw XML.
	Body string
	// Styles and Numbering are the XML inside w:styles and w:numbering.
	Styles, Numbering string
	// Footnotes and Endnotes are the XML inside w:footnotes and w:endnotes.
	Footnotes, Endnotes string
	// Title, Author, Created and Modified go to the core properties, Company
	// to the extended ones.
	Title, Author, Created, Modified, Company string
	// Main is where the main part lies; "" means word/document.xml.
	Main string
	// Strict takes the namespaces of ISO strict.
	Strict bool
	// Raw replaces or adds whole parts, by their names in the zip. A part
	// whose content is "-" is left out.
	Raw map[string]string
}

// Build returns the bytes of the file. The order of its parts is fixed.
func Build(d Doc) []byte {
	parts := d.parts()
	for name, content := range d.Raw {
		parts[name] = content
	}
	names := make([]string, 0, len(parts))
	for name := range parts {
		names = append(names, name)
	}
	slices.Sort(names) // "[Content_Types].xml" comes first, as it should
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range names {
		if parts[name] == "-" {
			continue
		}
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(parts[name]))
		}
		if err != nil { // a bytes.Buffer takes everything
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return buf.Bytes()
}

func (d Doc) parts() map[string]string {
	main := d.Main
	if main == "" {
		main = "word/document.xml"
	}
	dir, base := main[:strings.LastIndex(main, "/")+1], main[strings.LastIndex(main, "/")+1:]
	out := map[string]string{
		"[Content_Types].xml": header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/` + main + `" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		main: d.part("document", "<w:body>"+d.Body+"</w:body>"),
	}
	root := [][2]string{{"officeDocument", main}}
	if d.Title+d.Author+d.Created+d.Modified != "" {
		out["docProps/core.xml"] = header + `<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc" xmlns:dcterms="urn:terms"><dc:title>` + d.Title +
			`</dc:title><dc:creator>` + d.Author + `</dc:creator><dcterms:created>` + d.Created + `</dcterms:created><dcterms:modified>` +
			d.Modified + `</dcterms:modified></cp:coreProperties>`
		root = append(root, [2]string{"metadata/core-properties", "docProps/core.xml"})
	}
	if d.Company != "" {
		out["docProps/app.xml"] = header + `<Properties xmlns="urn:app"><Application>x</Application><Company>` + d.Company + `</Company></Properties>`
		root = append(root, [2]string{"extended-properties", "docProps/app.xml"})
	}
	out["_rels/.rels"] = rels(root)
	var of [][2]string
	for _, p := range [][2]string{{"styles", d.Styles}, {"numbering", d.Numbering}, {"footnotes", d.Footnotes}, {"endnotes", d.Endnotes}} {
		if p[1] != "" {
			out[dir+p[0]+".xml"] = d.part(p[0], p[1])
			of = append(of, [2]string{p[0], p[0] + ".xml"})
		}
	}
	out[dir+"_rels/"+base+".rels"] = rels(of)
	return out
}

const header = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

func (d Doc) part(root, inner string) string {
	ns := transitional
	if d.Strict {
		ns = strict
	}
	return header + `<w:` + root + ` xmlns:w="` + ns + `"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"` +
		` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"` +
		` xmlns:v="urn:schemas-microsoft-com:vml">` + inner + `</w:` + root + `>`
}

func rels(targets [][2]string) string {
	var b strings.Builder
	b.WriteString(header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i, t := range targets {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`, i+1, t[0], t[1])
	}
	return b.String() + `</Relationships>`
}

// P is a paragraph of one run; props is the XML inside w:pPr.
func P(content string, props ...string) string {
	return Para(R(content), props...)
}

// Para is a paragraph of raw content; props is the XML inside w:pPr.
func Para(inner string, props ...string) string {
	pPr := ""
	if len(props) > 0 {
		pPr = "<w:pPr>" + strings.Join(props, "") + "</w:pPr>"
	}
	return "<w:p>" + pPr + inner + "</w:p>"
}

// R is a run of text, escaped; props is the XML inside w:rPr.
func R(content string, props ...string) string {
	if content == "" {
		return ""
	}
	rPr := ""
	if len(props) > 0 {
		rPr = "<w:rPr>" + strings.Join(props, "") + "</w:rPr>"
	}
	return `<w:r>` + rPr + `<w:t xml:space="preserve">` + escape(content) + `</w:t></w:r>`
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

// Style is the property that puts a paragraph in a style.
func Style(id string) string { return `<w:pStyle w:val="` + id + `"/>` }

// Num is the property that numbers a paragraph.
func Num(id, level int) string {
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, id)
}

// Outline is the property that gives a paragraph an outline level, 0…9.
func Outline(level int) string { return fmt.Sprintf(`<w:outlineLvl w:val="%d"/>`, level) }

// Table is a table of rows of cells of one paragraph each.
func Table(rows ...[]string) string {
	var b strings.Builder
	b.WriteString("<w:tbl><w:tblPr/>")
	for _, row := range rows {
		b.WriteString("<w:tr>")
		for _, cell := range row {
			b.WriteString("<w:tc><w:tcPr/>" + P(cell) + "</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	return b.String() + "</w:tbl>"
}

// ParagraphStyle is an entry of Styles; inner is the XML after its name.
func ParagraphStyle(id, name, basedOn, inner string) string {
	base := ""
	if basedOn != "" {
		base = `<w:basedOn w:val="` + basedOn + `"/>`
	}
	return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/>` + base + inner + `</w:style>`
}

// Abstract is an abstractNum of Numbering with the given levels.
func Abstract(id int, levels ...string) string {
	return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d">%s</w:abstractNum>`, id, strings.Join(levels, ""))
}

// Level is a level that starts at 1; more is further XML inside it.
func Level(i int, format, lvlText string, more ...string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/>%s<w:lvlText w:val="%s"/></w:lvl>`,
		i, format, strings.Join(more, ""), escape(lvlText))
}

// Use is a num of Numbering; more is its lvlOverrides.
func Use(id, abstract int, more ...string) string {
	return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, id, abstract, strings.Join(more, ""))
}

// StartOverride is a lvlOverride that starts a level again at n.
func StartOverride(level, n int) string {
	return fmt.Sprintf(`<w:lvlOverride w:ilvl="%d"><w:startOverride w:val="%d"/></w:lvlOverride>`, level, n)
}
