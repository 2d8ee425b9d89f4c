package docx

import (
	"encoding/xml"
	"strings"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/text"
)

// Trace says where the text of a document stands in the XML of its main
// part. It is written down by the same walk that reads the text, so that the
// two cannot disagree. Spans are bytes of XML unless they say otherwise.
type Trace struct {
	// Main, Comments, Extended (what Word notes of threads of comments) and
	// Settings are names of parts; "" where there is none.
	Main, Comments, Extended, Settings string
	// Signed says that the file carries a digital signature.
	Signed bool
	// XML is the main part in UTF-8. Recoded says that it was in another
	// encoding.
	XML     []byte
	Recoded bool
	// Atoms are the stretches of the text that were written and not drawn,
	// ascending by Text.
	Atoms      []Atom
	Units      []Unit
	Runs       []Run
	Paragraphs []Place
}

// Atom is text that comes from one element.
type Atom struct {
	// Text is in bytes of the document's text.
	Text text.Span
	// Paragraph and Unit are indexes. Unit is -1 where the text stands in
	// none that a comment could be put beside, as in a text box. Paragraph is
	// -1 where there is none that could hold a comment.
	Paragraph, Unit int
	// Aside says that it is the text of a box or a note, which does not stand
	// where its turn is in the text.
	Aside bool
	// Content is where the characters stand, as XML writes them, if the
	// element may be cut in two there; else Empty.
	Content text.Span
}

// Unit is an element between whose borders nothing can be put: the text of a
// run, a formula, a content control.
type Unit struct {
	text.Span
	// Run is the run it is a child of, -1 where it stands beside runs.
	Run int
	// Host is the outermost link, insertion or the like around it, an index
	// of Units, -1 for none.
	Host int
}

// Run is a w:r.
type Run struct {
	text.Span
	// Inner is what stands between its tags, Props its w:rPr.
	Inner, Props text.Span
	Host         int
}

// Place is a paragraph, w:p.
type Place struct {
	text.Span
	// Inner is what stands between its properties and its end tag.
	Inner text.Span
	// Story is 0 in the body; every table cell has one of its own.
	Story int
}

// recorder writes a Trace. All methods do nothing on nil.
type recorder struct {
	trace *Trace
	atoms []Atom // without their Text
	// pin, where set, is where everything that is read counts as standing.
	pin *Atom
	// references are where notes are referred to, by kind and id.
	references map[string]Atom
	// fields are the complex fields, and inField is the innermost that is
	// open, an index, or -1; of tells for each atom which it is in.
	fields  []fieldRuns
	inField int
	of      []int

	paragraph, run, host, stories int
}

// fieldRuns is a complex field: where it begins and ends, the paragraph it
// begins in, and whether it ends in the same, and the field around it, -1 for
// none.
type fieldRuns struct {
	begin, end       spot
	paragraph, outer int
	whole            bool
}

// spot is a run, or the unit around it; -1 for none.
type spot struct{ run, unit int }

var nowhere = spot{-1, -1}

func (s spot) isNowhere() bool { return s == nowhere }

func newRecorder() *recorder {
	return &recorder{trace: &Trace{}, references: map[string]Atom{}, inField: -1, paragraph: -1, run: -1, host: -1}
}

// off reports whether there is nothing to write down at this place.
func (r *recorder) off() bool { return r == nil || r.pin != nil }

func (r *recorder) story() int {
	if r == nil {
		return 0
	}
	r.stories++
	return r.stories
}

func (r *recorder) beginParagraph(s *stream, story int) {
	if r.off() {
		return
	}
	t := r.trace
	t.Paragraphs = append(t.Paragraphs, Place{
		Span: text.Span{Start: s.Start}, Inner: text.Span{Start: s.End}, Story: story,
	})
	r.paragraph = len(t.Paragraphs) - 1
}

// content notes that the properties of the paragraph have been read.
func (r *recorder) content(s *stream) {
	if !r.off() {
		r.trace.Paragraphs[r.paragraph].Inner.Start = s.End
	}
}

func (r *recorder) endParagraph(s *stream) {
	if !r.off() {
		p := &r.trace.Paragraphs[r.paragraph]
		p.Inner.End, p.End = s.Start, s.End
	}
}

func (r *recorder) beginRun(s *stream) {
	if r.off() {
		return
	}
	r.trace.Runs = append(r.trace.Runs, Run{
		Span: text.Span{Start: s.Start}, Inner: text.Span{Start: s.End}, Host: r.host,
	})
	r.run = len(r.trace.Runs) - 1
}

// runProps notes that the properties of the run have been read; those of
// ISO 29500 come first in it.
func (r *recorder) runProps(s *stream) {
	if !r.off() {
		run := &r.trace.Runs[r.run]
		run.Props = text.Span{Start: run.Inner.Start, End: s.End}
	}
}

func (r *recorder) endRun(s *stream) {
	if !r.off() {
		run := &r.trace.Runs[r.run]
		run.Inner.End, run.End = s.Start, s.End
		r.run = -1
	}
}

// unit opens a unit at the element whose start was read last.
func (r *recorder) unit(s text.Span) int {
	r.trace.Units = append(r.trace.Units, Unit{Span: s, Run: r.run, Host: r.host})
	return len(r.trace.Units) - 1
}

// wrapper reads an element around runs between which comments can begin and
// end, as a link or an insertion.
func (w *walker) wrapper(read func() error) error {
	r := w.trace
	if r.off() || r.host >= 0 {
		return read()
	}
	r.host = r.unit(text.Span{Start: w.s.Start})
	err := read()
	r.trace.Units[r.host].End = w.s.End
	r.host = -1
	return err
}

// whole reads an element that cannot be cut.
func (w *walker) whole(read func() error) error {
	r := w.trace
	if r.off() {
		return read()
	}
	i := r.unit(text.Span{Start: w.s.Start})
	r.pin = &Atom{Paragraph: r.paragraph, Unit: i}
	err := read()
	r.pin = nil
	r.trace.Units[i].End = w.s.End
	return err
}

// boxed makes everything that is read count as standing somewhere in the
// paragraph, until the result is called.
func (r *recorder) boxed() (end func()) {
	if r == nil {
		return func() {}
	}
	before := r.pin
	r.pin = &Atom{Paragraph: r.paragraph, Unit: -1, Aside: true}
	return func() { r.pin = before }
}

// sign notes what an element of a run draws.
func (r *recorder) sign(p *paragraph, s, name string, element, content text.Span) {
	if r == nil || s == "" {
		return
	}
	atom := Atom{}
	if r.pin != nil {
		atom = *r.pin
	} else {
		atom.Paragraph, atom.Unit = r.paragraph, r.unit(element)
		if name == "t" {
			atom.Content = content
		}
	}
	r.atoms, r.of = append(r.atoms, atom), append(r.of, r.inField)
	at := p.text.Len()
	p.origins = append(p.origins, blocks.Origin{Span: text.Span{Start: at, End: at + len(s)}, Source: len(r.atoms) - 1})
}

// field notes that the number of open fields has changed.
func (r *recorder) field(before, after int) {
	if r == nil || r.pin != nil && r.pin.Aside {
		return
	}
	here := spot{run: r.run, unit: -1}
	if r.pin != nil {
		here.unit = r.pin.Unit
	}
	for ; before < after; before++ {
		r.fields = append(r.fields, fieldRuns{begin: here, end: nowhere, paragraph: r.paragraph, outer: r.inField})
		r.inField = len(r.fields) - 1
	}
	for ; before > after && r.inField >= 0; before-- {
		f := &r.fields[r.inField]
		f.end, f.whole = here, f.paragraph == r.paragraph
		r.inField = f.outer
	}
}

// wholeFields makes units of the fields that begin and end in one paragraph,
// the outermost such: their text is drawn anew whenever they are brought up
// to date, and marks inside would get lost. A field over several paragraphs
// is a host: what refers to a comment goes behind its end.
//
// A field may begin or end inside a content control, as LibreOffice writes
// it; the control is then part of the field, and so is another field that
// begins in it.
func (r *recorder) wholeFields() {
	units, hosts := make([]int, len(r.fields)), make([]int, len(r.fields)) // outer fields come first
	taken, hosted := map[int]int{}, map[int]int{}                          // by the units that a field's unit or host covers
	for i, f := range r.fields {
		units[i], hosts[i] = -1, -1
		if f.outer >= 0 {
			units[i], hosts[i] = units[f.outer], hosts[f.outer]
		}
		switch {
		case units[i] >= 0 || f.begin.isNowhere() || f.end.isNowhere():
		case f.whole:
			units[i] = r.wholeField(f, hosts[i], taken)
		case hosts[i] < 0:
			hosts[i] = r.fieldUnit(f, -1)
			if f.begin.unit >= 0 {
				hosted[f.begin.unit] = hosts[i]
			}
		}
	}
	for i, f := range r.of {
		a := &r.atoms[i]
		unit, isTaken := taken[a.Unit]
		host, isHosted := hosted[a.Unit]
		switch {
		case a.Unit < 0:
		case f >= 0 && units[f] >= 0:
			a.Unit, a.Content = units[f], text.Span{}
		case f >= 0 && hosts[f] >= 0:
			r.trace.Units[a.Unit].Host = hosts[f]
		case isTaken:
			a.Unit = unit
		case isHosted:
			r.trace.Units[a.Unit].Host = host
		}
	}
}

// wholeField makes a unit of a field that ends in its paragraph, or adds it to
// that of a field in whose last control it begins. taken learns which units
// it covers.
func (r *recorder) wholeField(f fieldRuns, host int, taken map[int]int) int {
	u, ok := taken[f.begin.unit]
	if !ok {
		u = r.fieldUnit(f, host)
	} else if end, _ := r.trace.outside(f.end); end.End > r.trace.Units[u].End {
		r.trace.Units[u].End = end.End
	}
	for _, s := range []spot{f.begin, f.end} {
		if s.unit >= 0 {
			taken[s.unit] = u
		}
	}
	return u
}

// fieldUnit makes a unit of a field; host is around it, -1 for that of its
// end.
func (r *recorder) fieldUnit(f fieldRuns, host int) int {
	t := r.trace
	begin, _ := t.outside(f.begin)
	end, endHost := t.outside(f.end)
	u := Unit{Span: text.Span{Start: begin.Start, End: end.End}, Run: -1, Host: host}
	if host < 0 {
		u.Host = endHost
	}
	if !f.whole && endHost >= 0 {
		u.End = t.Units[endHost].End
	}
	t.Units = append(t.Units, u)
	return len(t.Units) - 1
}

// outside is what stands beside runs at a spot, and the host around it.
func (t *Trace) outside(s spot) (text.Span, int) {
	run := s.run
	if s.unit >= 0 {
		u := t.Units[s.unit]
		if u.Run < 0 {
			return u.Span, u.Host
		}
		run = u.Run
	}
	return t.Runs[run].Span, t.Runs[run].Host
}

// reference notes where a foot- or endnote is referred to.
func (r *recorder) reference(el xml.StartElement, element text.Span) {
	kind, ok := strings.CutSuffix(el.Name.Local, "Reference")
	if r == nil || !ok || kind != "footnote" && kind != "endnote" {
		return
	}
	id, _ := xmlpart.Attr(el, "id")
	if r.pin != nil {
		r.references[kind+id] = *r.pin
		return
	}
	r.references[kind+id] = Atom{Paragraph: r.paragraph, Unit: r.unit(element)}
}

// note makes a note count as standing where it is referred to, until the
// result is called.
func (r *recorder) note(kind, id string) (end func()) {
	if r == nil {
		return func() {}
	}
	at, ok := r.references[kind+id]
	if !ok {
		at = Atom{Paragraph: r.trace.last(), Unit: -1}
	}
	at.Aside = true
	r.pin = &at
	return func() { r.pin = nil }
}

// last is the last paragraph that has an end tag, -1 where there is none.
func (t *Trace) last() int {
	for i := len(t.Paragraphs) - 1; i >= 0; i-- {
		if p := t.Paragraphs[i]; p.Inner.End < p.End {
			return i
		}
	}
	return -1
}

func (r *recorder) finish(p places, origins []blocks.Origin) {
	if r == nil {
		return
	}
	r.wholeFields()
	t := r.trace
	t.Main, t.Comments, t.Extended, t.Settings, t.Signed = p.main, p.comments, p.extended, p.settings, p.signed
	t.Atoms = make([]Atom, len(origins))
	for i, o := range origins {
		t.Atoms[i] = r.atoms[o.Source]
		t.Atoms[i].Text = o.Span
	}
}
