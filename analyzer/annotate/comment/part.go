package comment

import (
	"encoding/xml"
	"errors"
	"path"
	"strconv"
	"strings"
	"time"

	"hegao/analyzer/text"
)

// The namespaces of the two variants of the standard, and what differs with
// them.
const (
	transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strict       = "http://purl.oclc.org/ooxml/wordprocessingml/main"

	relationTransitional = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
	relationStrict       = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"

	relationsSpace = "http://schemas.openxmlformats.org/package/2006/relationships"
	contentType    = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
	typesPart      = "[Content_Types].xml"
	header         = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// errStop ends a scan.
var errStop = errors.New("seen enough")

// addComments writes the comments, and where they are the first ones, what
// ties them to the document.
func (w *writer) addComments(notes []Note, ids []int, replaced, added map[string][]byte) error {
	var b strings.Builder
	for i, n := range notes {
		w.comment(&b, n, ids[i])
	}
	name := w.trace.Comments
	if w.old.part != nil {
		edits, err := w.appending(w.old.part, b.String())
		if err != nil {
			return err
		}
		for _, cut := range w.old.gone {
			edits = append(edits, edit{at: cut.Start, drop: cut.Len()})
		}
		replaced[name] = apply(w.old.part, edits)
		return nil
	}
	if name == "" {
		name = w.freeName()
		if err := w.relate(name, replaced, added); err != nil {
			return err
		}
	}
	added[name] = []byte(header + `<w:comments xmlns:w="` + w.space + `">` + b.String() + `</w:comments>`)
	return w.declare(name, replaced)
}

// freeName is where a new part of comments goes.
func (w *writer) freeName() string {
	dir := path.Dir(w.trace.Main)
	name := path.Join(dir, "comments.xml")
	for n := 1; w.file.Has(name); n++ {
		name = path.Join(dir, "comments"+strconv.Itoa(n)+".xml")
	}
	return name
}

// comment writes one comment. Its look is said in full, since the default of
// an official document is large and indented; only in words that both
// variants of the standard have.
func (w *writer) comment(b *strings.Builder, n Note, id int) {
	b.WriteString(`<w:comment xmlns:w="` + w.space + `" w:id="` + strconv.Itoa(id) + `" w:author="` + Author + `"`)
	if !w.date.IsZero() {
		b.WriteString(` w:date="` + w.date.UTC().Format(time.RFC3339) + `"`)
	}
	b.WriteString(` w:initials="` + Initials + `">`)
	for i, line := range n.Lines {
		if i == 0 {
			paragraph(b, line, "<w:b/>", `<w:r><w:annotationRef/></w:r>`)
		} else {
			paragraph(b, line, "", "")
		}
	}
	paragraph(b, marker(n.ID), `<w:color w:val="808080"/>`, "")
	b.WriteString(`</w:comment>`)
}

func paragraph(b *strings.Builder, line, look, before string) {
	b.WriteString(`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLineChars="0" w:firstLine="0"/></w:pPr>` + before)
	b.WriteString(`<w:r><w:rPr>` + look + `<w:sz w:val="20"/></w:rPr><w:t xml:space="preserve">` + escape(line) + `</w:t></w:r></w:p>`)
}

// escape writes s as XML text; what XML cannot hold becomes �.
func escape(s string) string {
	var b strings.Builder
	// A strings.Builder takes everything.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// relate adds the relationship from the main part to name.
func (w *writer) relate(name string, replaced, added map[string][]byte) error {
	kind := relationTransitional
	if w.space == strict {
		kind = relationStrict
	}
	at := relationsOf(w.trace.Main)
	part, found, err := w.file.Part(at)
	if err != nil {
		return err
	}
	if !found {
		added[at] = []byte(header + `<Relationships xmlns="` + relationsSpace + `">` + relation("", "rIdHegao", kind, path.Base(name)) + `</Relationships>`)
		return nil
	}
	taken := map[string]bool{}
	prefix, err := w.root(part, func(el xml.StartElement) { taken[attr(el, "Id")] = true })
	if err != nil {
		return err
	}
	id := "rIdHegao"
	for n := 1; taken[id]; n++ {
		id = "rIdHegao" + strconv.Itoa(n)
	}
	edits, err := w.appending(part, relation(prefix, id, kind, path.Base(name)))
	if err != nil {
		return err
	}
	replaced[at] = apply(part, edits)
	return nil
}

func relation(prefix, id, kind, target string) string {
	return "<" + prefix + `Relationship Id="` + id + `" Type="` + kind + `" Target="` + escape(target) + `"/>`
}

// declare says of what type the part name is, unless that is said.
func (w *writer) declare(name string, replaced map[string][]byte) error {
	part, found, err := w.file.Part(typesPart)
	if err != nil || !found {
		return err
	}
	said := false
	prefix, err := w.root(part, func(el xml.StartElement) {
		said = said || el.Name.Local == "Override" && strings.EqualFold(attr(el, "PartName"), "/"+name)
	})
	if err != nil || said {
		return err
	}
	edits, err := w.appending(part, "<"+prefix+`Override PartName="/`+escape(name)+`" ContentType="`+contentType+`"/>`)
	if err != nil {
		return err
	}
	replaced[typesPart] = apply(part, edits)
	return nil
}

// root calls fn for the elements inside the root of a part, and returns the
// prefix of the root.
func (w *writer) root(part []byte, fn func(xml.StartElement)) (prefix string, err error) {
	first := true
	err = w.file.Scan(part, func(tok xml.Token, at text.Span) error {
		el, ok := tok.(xml.StartElement)
		if !ok {
			return nil
		}
		if !first {
			fn(el)
			return nil
		}
		first = false
		tag := string(part[at.Start:at.End])
		if i := strings.Index(tag, ":"+el.Name.Local); i >= 0 && !strings.ContainsAny(tag[:i], " \t\r\n") {
			prefix = tag[len("<") : i+1]
		}
		return nil
	})
	return prefix, err
}

// appending puts inner before the end of the root of a part.
func (w *writer) appending(part []byte, inner string) ([]edit, error) {
	var start, end text.Span
	err := w.file.Scan(part, func(tok xml.Token, at text.Span) error {
		switch tok.(type) {
		case xml.StartElement:
			if start.Empty() {
				start = at
			}
		case xml.EndElement:
			end = at
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if !end.Empty() {
		return []edit{{at: end.Start, insert: inner}}, nil
	}
	// An empty root, <w:comments/>, is opened.
	tag := string(part[start.Start:start.End])
	name := strings.TrimRight(strings.FieldsFunc(tag, func(r rune) bool { return strings.ContainsRune(" \t\r\n", r) })[0], "/>")[len("<"):]
	return []edit{{at: start.End - len("/>"), drop: len("/>"), insert: ">" + inner + "</" + name + ">"}}, nil
}
