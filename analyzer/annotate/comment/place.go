package comment

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/extract/docx"
	"hegao/analyzer/text"
)

// placer finds where in the XML the marks of comments go.
type placer struct {
	doc   *text.Document
	trace *docx.Trace
	space string
	// stories are the atoms of each story, ascending.
	stories map[story][]int
	ranges  []placed
	// wanted are the places inside atoms where ranges begin or end, as
	// offsets into their text; found is where these stand in the XML.
	wanted map[int][]int
	found  map[cutKey]int
}

// placed is the range of one comment; a cut of 0 is the border of the unit.
type placed struct {
	id                 int
	first, last        int // atoms; -1 for the paragraph
	startCut, endCut   int
	startPara, endPara int
}

type cutKey struct{ atom, offset int }

func newPlacer(doc *text.Document, trace *docx.Trace, space string) *placer {
	p := &placer{doc: doc, trace: trace, space: space, stories: map[story][]int{}, wanted: map[int][]int{}, found: map[cutKey]int{}}
	for i, a := range trace.Atoms {
		s := p.storyOf(a)
		p.stories[s] = append(p.stories[s], i)
	}
	return p
}

// story is a sequence of text inside which a range can begin and end: the
// body, a cell, and apart from them what stands aside.
type story struct {
	number int
	aside  bool
}

func (p *placer) storyOf(a docx.Atom) story {
	if a.Paragraph < 0 { // it stands nowhere in the main part
		return story{-1, a.Aside}
	}
	return story{p.trace.Paragraphs[a.Paragraph].Story, a.Aside}
}

// canPlace reports whether there is a place for a comment on span.
func (p *placer) canPlace(span text.Span) bool {
	if len(p.trace.Atoms) == 0 {
		return false
	}
	first, _ := p.atoms(span)
	return p.trace.Atoms[first].Paragraph >= 0
}

// place notes the range of the comment id; canPlace says that there is one.
func (p *placer) place(span text.Span, id int) {
	first, last := p.atoms(span)
	a, b := p.trace.Atoms[first], p.trace.Atoms[last]
	r := placed{id: id, first: first, last: last, startPara: a.Paragraph, endPara: b.Paragraph}
	if !a.Text.Overlaps(span) { // an automatic number: its paragraph
		r.first, r.last, r.endPara = -1, -1, r.startPara
		p.ranges = append(p.ranges, r)
		return
	}
	if a.Unit < 0 {
		r.first = -1
	} else if p.cuttable(a) && span.Start > a.Text.Start && span.Start < a.Text.End {
		r.startCut = p.want(first, span.Start)
	}
	if b.Unit < 0 {
		r.last = -1
	} else if p.cuttable(b) && span.End < b.Text.End && span.End > b.Text.Start {
		r.endCut = p.want(last, span.End)
	}
	p.ranges = append(p.ranges, r)
}

func (p *placer) cuttable(a docx.Atom) bool { return !a.Content.Empty() }

// want notes that an atom is to be cut and returns the offset into its text.
func (p *placer) want(atom, at int) int {
	for at > 0 && !utf8.RuneStart(p.doc.Text[at]) {
		at--
	}
	offset := at - p.trace.Atoms[atom].Text.Start
	if offset > 0 {
		p.wanted[atom] = append(p.wanted[atom], offset)
	}
	return offset
}

// atoms returns the first and last atom of a span. A range cannot lead from
// one story into another, so the last is one of the first's. Where nothing of
// the span was written, as of an automatic number, the next atom stands for
// it.
func (p *placer) atoms(span text.Span) (first, last int) {
	all := p.trace.Atoms
	first = sort.Search(len(all), func(i int) bool { return all[i].Text.End > span.Start })
	if first == len(all) {
		return first - 1, first - 1
	}
	story := p.stories[p.storyOf(all[first])]
	n := sort.Search(len(story), func(i int) bool { return all[story[i]].Text.Start >= span.End })
	if n == 0 {
		return first, first
	}
	last = max(story[n-1], first)
	if last > first && p.before(all[last], all[first]) {
		last = first // a note's text stands where it is referred to
	}
	return first, last
}

// before reports whether a stands before b in the XML.
func (p *placer) before(a, b docx.Atom) bool {
	if a.Paragraph != b.Paragraph {
		return a.Paragraph < b.Paragraph
	}
	return a.Unit >= 0 && b.Unit >= 0 && p.trace.Units[a.Unit].Start < p.trace.Units[b.Unit].Start
}

// cutAll finds the places inside atoms.
func (p *placer) cutAll() {
	for atom, offsets := range p.wanted {
		slices.Sort(offsets)
		offsets = slices.Compact(offsets)
		places, ok := p.trace.Cut(p.doc.Text, atom, offsets)
		if !ok {
			continue
		}
		for i, offset := range offsets {
			p.found[cutKey{atom, offset}] = places[i]
		}
	}
}

// point is a place in the XML where marks can go.
type point struct {
	at   int
	run  int // that is closed and opened again there, -1 for none
	atom int // whose element is too, -1 for none
	host int // the element around it, -1 for none
}

func (p *placer) start(r placed) point {
	if r.first < 0 {
		return point{p.trace.Paragraphs[r.startPara].Inner.Start, -1, -1, -1}
	}
	u := p.trace.Units[p.trace.Atoms[r.first].Unit]
	if at, ok := p.found[cutKey{r.first, r.startCut}]; ok {
		return point{at, u.Run, r.first, u.Host}
	}
	if u.Run >= 0 {
		run := p.trace.Runs[u.Run]
		if !p.blank(max(run.Inner.Start, run.Props.End), u.Start) {
			return point{u.Start, u.Run, -1, u.Host}
		}
		return point{run.Start, -1, -1, u.Host}
	}
	return point{u.Start, -1, -1, u.Host}
}

func (p *placer) end(r placed) point {
	if r.last < 0 {
		return point{p.trace.Paragraphs[r.endPara].Inner.End, -1, -1, -1}
	}
	u := p.trace.Units[p.trace.Atoms[r.last].Unit]
	if at, ok := p.found[cutKey{r.last, r.endCut}]; ok {
		return point{at, u.Run, r.last, u.Host}
	}
	if u.Run >= 0 {
		run := p.trace.Runs[u.Run]
		if !p.blank(u.End, run.Inner.End) {
			return point{u.End, u.Run, -1, u.Host}
		}
		return point{run.End, -1, -1, u.Host}
	}
	return point{u.End, -1, -1, u.Host}
}

func (p *placer) blank(from, to int) bool { return len(bytes.TrimSpace(p.trace.XML[from:to])) == 0 }

// mark is one element to write at a point.
type mark struct {
	point
	// order among the marks at one place: ends of ranges that began before,
	// then references, then starts, then what belongs to ranges that begin
	// here.
	order int
	xml   string
}

const (
	orderEnd = iota
	orderReference
	orderStart
	orderEmptyEnd
	orderEmptyReference
)

// edits are all that must be changed in the main part.
func (p *placer) edits() []edit {
	p.cutAll()
	var marks []mark
	for _, r := range p.ranges {
		marks = append(marks, p.marks(r)...)
	}
	slices.SortStableFunc(marks, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.order, b.order))
	})
	var out []edit
	spaced := p.spaced()
	for i := 0; i < len(marks); {
		var b strings.Builder
		n := i
		for ; n < len(marks) && marks[n].at == marks[i].at; n++ {
			b.WriteString(marks[n].xml)
		}
		out = append(out, edit{at: marks[i].at, insert: p.splice(marks[i].point, b.String(), spaced)})
		i = n
	}
	for atom, tag := range spaced {
		u := p.trace.Units[p.trace.Atoms[atom].Unit]
		out = append(out, edit{at: u.Start, drop: p.trace.Atoms[atom].Content.Start - u.Start, insert: tag})
	}
	return out
}

func (p *placer) marks(r placed) []mark {
	start, end := p.start(r), p.end(r)
	if end.at < start.at {
		end = start
	}
	refer := end
	if end.host >= 0 {
		refer = point{p.trace.Units[end.host].End, -1, -1, -1}
	}
	endOrder, referOrder := orderEnd, orderReference
	if end.at == start.at {
		endOrder = orderEmptyEnd
	}
	if refer.at == start.at {
		referOrder = orderEmptyReference
	}
	e := p.elements(r.startPara)
	id := strconv.Itoa(r.id)
	return []mark{
		{start, orderStart, e.bound("commentRangeStart", id)},
		{end, endOrder, e.bound("commentRangeEnd", id)},
		{refer, referOrder, e.reference(id)},
	}
}

// splice puts marks at a point, closing and opening again what is around it.
func (p *placer) splice(at point, marks string, spaced map[int]string) string {
	if at.run < 0 {
		return marks
	}
	xml := p.trace.XML
	run := p.trace.Runs[at.run]
	closing := string(xml[run.Inner.End:run.End])
	opening := string(xml[run.Start:run.Inner.Start]) + string(xml[run.Props.Start:run.Props.End])
	if at.atom >= 0 {
		a := p.trace.Atoms[at.atom]
		u := p.trace.Units[a.Unit]
		tag, ok := spaced[at.atom]
		if !ok {
			tag = string(xml[u.Start:a.Content.Start])
		}
		closing = string(xml[a.Content.End:u.End]) + closing
		opening += tag
	}
	return closing + marks + opening
}

var spaceAttr = regexp.MustCompile(`\sxml:space\s*=\s*("[^"]*"|'[^']*')`)

// spaced returns the start tags of the elements that must say from now on
// that their white space counts, because they are cut beside some.
func (p *placer) spaced() map[int]string {
	out := map[int]string{}
	for key := range p.found {
		a := p.trace.Atoms[key.atom]
		at := a.Text.Start + key.offset
		before, _ := utf8.DecodeLastRuneInString(p.doc.Text[a.Text.Start:at])
		after, _ := utf8.DecodeRuneInString(p.doc.Text[at:a.Text.End])
		if !unicode.IsSpace(before) && !unicode.IsSpace(after) {
			continue
		}
		tag := string(p.trace.XML[p.trace.Units[a.Unit].Start:a.Content.Start])
		if said := spaceAttr.FindString(tag); strings.Contains(said, "preserve") {
			continue
		}
		tag = strings.TrimSuffix(spaceAttr.ReplaceAllString(tag, ""), ">")
		out[key.atom] = tag + ` xml:space="preserve">`
	}
	return out
}

// elements writes marks in the prefix that the document uses.
type elements struct{ prefix, declare string }

func (p *placer) elements(paragraph int) elements {
	at := p.trace.Paragraphs[paragraph].Start + len("<")
	name := p.trace.XML[at:]
	name = name[:bytes.IndexAny(name, "> \t\r\n/")]
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return elements{prefix: string(name[:i+1])}
	}
	return elements{declare: ` xmlns:w="` + p.space + `"`}
}

func (e elements) bound(name, id string) string {
	return "<" + e.prefix + name + e.declare + e.id(id) + "/>"
}

func (e elements) reference(id string) string {
	return "<" + e.prefix + "r><" + e.prefix + "commentReference" + e.declare + e.id(id) + "/></" + e.prefix + "r>"
}

func (e elements) id(id string) string {
	if e.prefix == "" {
		return ` w:id="` + id + `"`
	}
	return " " + e.prefix + `id="` + id + `"`
}
