package comment

import (
	"bytes"
	"encoding/xml"
	"path"
	"strconv"
	"strings"

	"hegao/analyzer/text"
)

// comments are those that the file holds.
type comments struct {
	part []byte // nil where there is none
	// ids are those that stay taken.
	ids map[int]bool
	// gone are those of ours that go, by id: where they stand in part.
	gone map[string]text.Span
	// keeps are the markers of ours that stay.
	keeps map[string]bool
}

// old is one comment as it is read.
type old struct {
	span   text.Span
	id     string
	author string
	line   strings.Builder // the paragraph being read
	last   string          // the last paragraph that holds text
	para   string          // the last paragraph's id, where it has one
}

// thread is what Word notes of one comment in a part of its own.
type thread struct{ answered, done bool }

// marker ends our comments; what a person writes behind it makes the comment
// that person's.
func marker(id string) string { return "〔核稿·" + strings.ReplaceAll(id, "〕", "") + "〕" }

func isMarker(line string) bool {
	return strings.HasPrefix(line, "〔核稿·") && strings.HasSuffix(line, "〕") && strings.Count(line, "〕") == 1
}

func (w *writer) readComments() (*comments, error) {
	c := &comments{ids: map[int]bool{}, gone: map[string]text.Span{}, keeps: map[string]bool{}}
	if w.trace.Comments == "" {
		return c, nil
	}
	part, found, err := w.file.Part(w.trace.Comments)
	if err != nil || !found {
		return c, err
	}
	c.part = part
	threads, err := w.readThreads()
	if err != nil {
		return nil, err
	}
	err = w.eachComment(part, func(o *old) {
		line := o.last
		switch {
		case o.author != Author || !isMarker(line):
			c.note(o.id)
		case threads[o.para].answered || threads[o.para].done:
			c.note(o.id)
			c.keeps[line] = true
			w.res.Kept++
		default:
			c.gone[o.id] = o.span
		}
	})
	return c, err
}

func (c *comments) note(id string) {
	if n, err := strconv.Atoi(strings.TrimSpace(id)); err == nil && n >= 0 {
		c.ids[n] = true
	}
}

// eachComment calls fn for every comment of the part.
func (w *writer) eachComment(part []byte, fn func(*old)) error {
	var cur *old
	depth := 0
	chars := false
	return w.file.Scan(part, func(tok xml.Token, at text.Span) error {
		switch t := tok.(type) {
		case xml.StartElement:
			depth++
			switch {
			case t.Name.Local == "comment" && depth == 2:
				cur = &old{span: at, id: attr(t, "id"), author: attr(t, "author")}
			case t.Name.Local == "p" && cur != nil:
				cur.para = attr(t, "paraId")
			}
			chars = t.Name.Local == "t"
		case xml.CharData:
			if chars && cur != nil {
				cur.line.Write(t)
			}
		case xml.EndElement:
			depth--
			chars = false
			if t.Name.Local == "p" && cur != nil {
				cur.endLine()
			}
			if depth == 1 && cur != nil {
				cur.span.End = at.End
				fn(cur)
				cur = nil
			}
		}
		return nil
	})
}

func (o *old) endLine() {
	if line := strings.TrimSpace(o.line.String()); line != "" {
		o.last = line
	}
	o.line.Reset()
}

// readThreads reads which comments were answered or marked as done, by the
// id of their last paragraph.
func (w *writer) readThreads() (map[string]thread, error) {
	out := map[string]thread{}
	if w.trace.Extended == "" {
		return out, nil
	}
	part, found, err := w.file.Part(w.trace.Extended)
	if err != nil || !found {
		return out, err
	}
	err = w.file.Scan(part, func(tok xml.Token, _ text.Span) error {
		el, ok := tok.(xml.StartElement)
		if !ok || el.Name.Local != "commentEx" {
			return nil
		}
		if parent := attr(el, "paraIdParent"); parent != "" {
			t := out[parent]
			t.answered = true
			out[parent] = t
		}
		if id := attr(el, "paraId"); id != "" && isOn(attr(el, "done")) {
			t := out[id]
			t.done = true
			out[id] = t
		}
		return nil
	})
	delete(out, "")
	return out, err
}

// oldMark is an element of the main part that belongs to a comment.
type oldMark struct {
	id string
	// remove is what goes with the comment: the element, or the run that
	// holds nothing else.
	remove text.Span
}

// readMarks finds the marks of comments, wherever they stand: also in what
// was deleted and between paragraphs.
func (w *writer) readMarks() ([]oldMark, error) {
	if !bytes.Contains(w.trace.XML, []byte("commentR")) {
		w.old.keepUnmarked(nil)
		return nil, nil
	}
	s := &markScanner{}
	err := w.file.Scan(w.trace.XML, func(tok xml.Token, at text.Span) error {
		switch t := tok.(type) {
		case xml.StartElement:
			s.start(t, at)
		case xml.EndElement:
			s.end(t, at)
		}
		return nil
	})
	w.old.keepUnmarked(s.marks)
	for _, m := range s.marks {
		if _, gone := w.old.gone[m.id]; !gone {
			w.old.note(m.id)
		}
	}
	w.res.Removed = len(w.old.gone)
	return s.marks, err
}

// keepUnmarked keeps comments that the main part does not refer to: somebody
// moved their text to another part, a note or a header, which must not be
// left with a reference to nothing.
func (c *comments) keepUnmarked(marks []oldMark) {
	marked := map[string]bool{}
	for _, m := range marks {
		marked[m.id] = true
	}
	for id := range c.gone {
		if !marked[id] {
			delete(c.gone, id)
			c.note(id)
		}
	}
}

// markScanner goes through the main part.
type markScanner struct {
	marks []oldMark
	open  int // start of the mark that is open
	// run is where the innermost run begins; children counts what it holds
	// besides its properties; refs are its references, indexes of marks.
	run      int
	depth    int // inside the run
	children int
	refs     []int
}

func (s *markScanner) start(el xml.StartElement, at text.Span) {
	switch name := el.Name.Local; {
	case name == "r":
		s.run, s.depth, s.children, s.refs = at.Start, 1, 0, nil
	case s.depth > 0:
		if s.depth++; s.depth == 2 && name != "rPr" {
			s.children++
		}
	}
	switch el.Name.Local {
	case "commentRangeStart", "commentRangeEnd", "commentReference":
		s.open = at.Start
		s.marks = append(s.marks, oldMark{id: attr(el, "id"), remove: at})
		if el.Name.Local == "commentReference" {
			s.refs = append(s.refs, len(s.marks)-1)
		}
	}
}

func (s *markScanner) end(el xml.EndElement, at text.Span) {
	switch el.Name.Local {
	case "commentRangeStart", "commentRangeEnd", "commentReference":
		s.marks[len(s.marks)-1].remove = text.Span{Start: s.open, End: at.End}
	}
	if s.depth == 0 {
		return
	}
	if s.depth--; s.depth == 0 && len(s.refs) == 1 && s.children == 1 {
		s.marks[s.refs[0]].remove = text.Span{Start: s.run, End: at.End}
	}
}

// namespace is that of the main part's root; transitional where it has none.
func (w *writer) namespace() (string, error) {
	space := ""
	err := w.file.Scan(w.trace.XML, func(tok xml.Token, _ text.Span) error {
		if el, ok := tok.(xml.StartElement); ok {
			space = el.Name.Space
			return errStop
		}
		return nil
	})
	if err != nil && err != errStop {
		return "", err
	}
	if space != strict {
		space = transitional
	}
	return space, nil
}

// warn looks for a signature and for protection.
func (w *writer) warn() error {
	if w.trace.Signed {
		w.res.Warnings = append(w.res.Warnings, text.Warning{Code: WarnSigned})
	}
	if w.trace.Settings == "" {
		return nil
	}
	part, found, err := w.file.Part(w.trace.Settings)
	if err != nil || !found {
		return err
	}
	protected := false
	err = w.file.Scan(part, func(tok xml.Token, _ text.Span) error {
		el, ok := tok.(xml.StartElement)
		if ok && el.Name.Local == "documentProtection" && isOn(attr(el, "enforcement")) {
			protected = true
		}
		return nil
	})
	if protected {
		w.res.Warnings = append(w.res.Warnings, text.Warning{Code: WarnProtected})
	}
	return err
}

// attr returns an attribute by its local name, "" where there is none.
func attr(el xml.StartElement, local string) string {
	for _, a := range el.Attr {
		if a.Name.Local == local && a.Name.Space != "xmlns" {
			return a.Value
		}
	}
	return ""
}

func isOn(v string) bool { return v == "1" || v == "true" || v == "on" }

// relationsOf is the name of the part that holds a part's relationships.
func relationsOf(part string) string {
	dir, base := path.Split(part)
	return dir + "_rels/" + base + ".rels"
}
