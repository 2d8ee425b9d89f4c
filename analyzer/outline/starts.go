package outline

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// A report is taken to begin where enough speaks for it: the numbering
// starts again, a title or an opening paragraph stands there, the report
// before has come to its end, another unit is spoken of. Each gives points;
// none is enough alone. Of neighbouring lines the one with most points wins.

const (
	// enough points make a beginning.
	enough = 4
	// forbidden outweighs all points.
	forbidden = -99
	// minReport and minRest are the fewest characters of a report, and of
	// what follows the beginning of the last one.
	minReport = 150
	minRest   = 80
	// ahead is how many lines are looked at for the number after a line, and
	// near how many for a better beginning.
	ahead = 12
	near  = 6
)

// progress is what is known of the report being read.
type progress struct {
	begin int   // its first line
	top   Style // its outermost numbers
	seen  int   // the last of them
	item  int   // the last item number, 0 after anything else
	items int   // how many items so far
	// lastItem is the line of the last one.
	lastItem int
	planned  bool // it has spoken of plans, which come last
	bare     int  // the last short line without punctuation, or -1
	units    map[string]bool
}

// beginnings finds the first lines of the reports.
func (s *splitter) beginnings() {
	if len(s.lines) == 0 {
		return
	}
	s.begin(0)
	for i := 1; i < len(s.lines); i++ {
		switch {
		case s.lines[i].marked:
			s.begin(i)
		case i > s.now.begin && s.points(i) >= enough:
			if at := s.best(i); at == i {
				s.begin(s.upwards(i))
			}
		}
		s.read(i)
	}
}

func (s *splitter) begin(i int) {
	s.starts = append(s.starts, i)
	s.now = progress{begin: i, bare: -1, units: map[string]bool{}}
	for j := i; j < len(s.lines) && j < i+2; j++ {
		s.noteUnits(j)
	}
}

// best is the line from i to the next number, or to the end of a report, that
// most looks like a beginning; of equal paragraphs the last.
func (s *splitter) best(i int) int {
	best, most := i, s.points(i)
	for j := i + 1; j < len(s.lines) && j <= i+near; j++ {
		if p := s.points(j); p > most || p == most && s.lines[j].kind == prose && s.lines[best].kind == prose {
			best, most = j, p
		}
		if l := s.lines[j]; l.marked || l.kind == numberLine || l.closes == 3 && l.chars-s.lines[i].chars >= minReport {
			break
		}
	}
	return best
}

// upwards takes the lines above a beginning that belong to it: title lines,
// a salutation, the post of who speaks, the unit's name.
func (s *splitter) upwards(i int) int {
	for i-1 > s.now.begin && s.belongsBelow(i-1) {
		i--
	}
	if s.lines[i].kind == titleLine || s.lines[i].kind == bareLine {
		return s.unitAbove(i)
	}
	return i
}

func (s *splitter) belongsBelow(i int) bool {
	switch s.lines[i].kind {
	case titleLine:
		return !s.lines[i].section
	case bareLine:
		return s.lines[i+1].kind == prose && postName.MatchString(s.plain(i)) || s.afterSpeech(i)
	}
	return s.saluted(i)
}

// afterSpeech reports whether line i, or a short line above it, follows the
// last words of a speech, which nobody signs.
func (s *splitter) afterSpeech(i int) bool {
	for j := i - 1; j > s.now.begin && j >= i-2; j-- {
		if l := s.lines[j]; l.kind != bareLine {
			return l.closes == 3 && isFarewell(s.plain(j))
		}
	}
	return false
}

// postName is a line that names a person by the post.
var postName = regexp.MustCompile(`(长|主任|书记|经理|科员|干事|教师|医师|护士|会计|委员)(\p{Han}{2,3})?$`)

func (s *splitter) saluted(i int) bool { return salutes.MatchString(s.plain(i)) }

// unitAbove is the line of the unit's name above title line i, where one
// stands there and is no signature. A signature's date comes below it, so
// this one has the date of the report before above it, or running text, and
// a title below that names no unit itself.
func (s *splitter) unitAbove(i int) int {
	if i-2 <= s.now.begin || !s.isUnit(i-1) {
		return i
	}
	above := s.lines[i-2]
	if dateLine.MatchString(s.plain(i-2)) || above.kind == prose && above.closes < 3 && len(s.unitsOf(i)) == 0 {
		return i - 1
	}
	return i
}

// isUnit reports whether line i could be a unit's name: short, and without
// punctuation.
func (s *splitter) isUnit(i int) bool {
	line := s.plain(i)
	return (s.lines[i].kind == prose || s.lines[i].kind == bareLine) && utf8.RuneCountInString(line) <= maxClosing &&
		text.Chars(line) == utf8.RuneCountInString(line) && !closingLine.MatchString(line)
}

// plain is line i without inner white space.
func (s *splitter) plain(i int) string { return s.lines[i].plain }

// read takes note of line i.
func (s *splitter) read(i int) {
	l := s.lines[i]
	s.noteUnits(i)
	if l.kind == bareLine && i > s.now.begin {
		s.now.bare = i
	}
	if l.kind != numberLine {
		if l.closes == 1 && l.opens < 2 && s.since(i) > minReport {
			s.now.planned = true
		}
		return
	}
	if l.number.Style.IsItem() {
		s.now.item = l.number.Ordinal
		s.now.items++
		s.now.lastItem = i
		return
	}
	s.now.item = 0
	if s.announcedList(i) {
		return
	}
	s.now.planned = planTitle.MatchString(firstRunes(l.span.Of(s.doc.Text), 40)) || s.now.planned && l.number.Style > s.now.top
	switch first := l.number.Ordinal == 1; {
	case s.now.top == None || l.number.Style < s.now.top && first:
		s.now.top, s.now.seen = l.number.Style, l.number.Ordinal
	case l.number.Style == s.now.top:
		s.now.seen = l.number.Ordinal
	}
}

// since is how many characters the report being read has before line i.
func (s *splitter) since(i int) int { return s.lines[i].chars - s.lines[s.now.begin].chars }

// announcedList reports whether line i begins a list that the sentence
// before it announces ("履行下列职责：") and no report ("现将…汇报如下："):
// its second number follows at once.
func (s *splitter) announcedList(i int) bool {
	if i == 0 || i+1 >= len(s.lines) || s.lines[i].number.Ordinal != 1 || s.lines[i-1].opens >= 2 || !s.endsInColon(i-1) {
		return false
	}
	next := s.lines[i+1]
	return next.kind == numberLine && next.number.Style == s.lines[i].number.Style && next.number.Ordinal == 2
}

func (s *splitter) endsInColon(i int) bool {
	t := strings.TrimRight(s.lines[i].span.Of(s.doc.Text), " 　\t")
	return strings.HasSuffix(t, "：") || strings.HasSuffix(t, ":")
}
