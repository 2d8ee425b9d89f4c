package outline

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

var (
	// dateLine is the date of a signature.
	dateLine = regexp.MustCompile(`^[〇○０-９0-9一二三四五六七八九XxＸ×*_]{2,6}年[^，。]{1,6}月([^，。]{1,4}日)?$`)
	// enclosure begins what belongs to the report above it.
	enclosure = regexp.MustCompile(`^(附件|附表|附录|附[：:]|抄送|联系人|注[：:])`)
	// fullTitle: a title that can only be a report's.
	fullTitle = regexp.MustCompile(`关于|(19|20)[0-9XxＸ_×*]{2}年|年度|报告|总结|小结|汇报|述职|讲话|致辞|演讲|发言|方案|综述|通报|纪要|有感|读后感|观后感|倡议书|事迹`)
	// unitName: how units and places call themselves.
	unitName = regexp.MustCompile(`[\p{Han}]{2,3}(街道|社区|小学|中学|公司|中心|支队|大队|镇|乡|村|局|院|校|站|所|馆|队|场|园|厂|班|组)`)
)

// points says how much speaks for a report beginning on line i, when the one
// being read has come to the line before it.
func (s *splitter) points(i int) int {
	l := s.lines[i]
	if l.goesOn && l.opens < 2 || l.closes == 3 || s.since(i) < minReport || s.chars-l.chars < s.least(i) || s.isSignature(i) {
		return forbidden
	}
	plain := s.plain(i)
	if enclosure.MatchString(plain) {
		return forbidden
	}
	p := s.asLine(i, plain) + s.ended(i) + s.restart(i)
	if s.now.planned {
		p++
	}
	if s.otherUnit(i) {
		p++
	}
	return p
}

// least is how long what begins on line i must be: one last paragraph that
// does not open a report is an afterthought of the one before.
func (s *splitter) least(i int) int {
	if l := s.lines[i]; i == len(s.lines)-1 && l.kind == prose && l.opens < 2 {
		return minReport
	}
	return minRest
}

// isSignature: a unit's name over a date.
func (s *splitter) isSignature(i int) bool {
	return i+1 < len(s.lines) && s.isUnit(i) && dateLine.MatchString(s.plain(i+1)) && s.lines[i].kind != titleLine
}

// asLine is what the line itself says.
func (s *splitter) asLine(i int, plain string) int {
	l := s.lines[i]
	if l.listed {
		return enough
	}
	switch l.kind {
	case titleLine:
		return s.asTitle(i, plain)
	case bareLine:
		return s.asBare(i, plain)
	case numberLine:
		return s.asNumber(i)
	}
	p := max(l.opens, -1)
	if l.opens < 2 && future.MatchString(firstRunes(plain, 40)) || confesses.MatchString(plain) {
		p -= 2
	}
	return p - s.under(i)
}

// asTitle: a title counts as much as its words are those of a report alone,
// and the paragraph under it adds its own.
func (s *splitter) asTitle(i int, plain string) int {
	if s.lines[i].section {
		return -3
	}
	p := 1
	if fullTitle.MatchString(plain) {
		p = 3
	}
	if essayTitle.MatchString(plain) {
		p++
	}
	for _, l := range s.lines[i+1 : min(i+4, len(s.lines))] {
		if l.kind == prose || l.kind == numberLine {
			return p + max(min(l.opens, 1), 0)
		}
	}
	return p
}

// asBare: a short line above a paragraph is the title of an essay where the
// report so far has had no such lines, which would be its headings.
func (s *splitter) asBare(i int, plain string) int {
	if sectionName.MatchString(plain) || i+1 >= len(s.lines) || s.endsInColon(i-1) {
		return -3
	}
	p := 0
	if essayTitle.MatchString(plain) {
		p += 2
	}
	for j := i + 1; j < min(i+4, len(s.lines)); j++ {
		if s.saluted(j) {
			return p + 3 // a speech
		}
	}
	next := s.lines[i+1]
	if s.now.bare < 0 && s.since(i) >= minEssay && next.kind == prose && text.Chars(next.span.Of(s.doc.Text)) >= 40 {
		p += 2
		if first := s.lines[s.now.begin].kind; s.now.top == None && (first == bareLine || first == titleLine) {
			p++ // it looks like the one before
		}
		if s.apart(s.now.begin, i) {
			p++
		}
	}
	return p
}

// minEssay is the fewest characters of an essay between two titles.
const minEssay = 230

// asNumber: a number opens a report only as a short title after the report
// before has come to its end.
func (s *splitter) asNumber(i int) int {
	l := s.lines[i]
	short := utf8.RuneCountInString(l.span.Of(s.doc.Text)) <= maxLineTitle
	if l.number.Style.IsItem() || l.number.Ordinal != 1 || !short || !s.now.planned && s.lines[i-1].closes == 0 || s.announcedList(i) {
		return forbidden
	}
	return 0
}

// under is what speaks against line i because a heading with nothing of its
// own behind it stands above.
func (s *splitter) under(i int) int {
	l := s.lines[i-1]
	if l.kind == prose || l.closes == 3 || i > 1 && s.lines[i-2].closes == 3 || s.saluted(i) {
		return 0
	}
	t := l.span.Of(s.doc.Text)
	switch {
	case text.Chars(t) > maxLineTitle:
		return 0
	case openEnd(t):
		return 4
	case l.kind == numberLine && strings.Count(t, "。") == 1 && !strings.Contains(t, "，"):
		return 2
	}
	return 0
}

// ended is what the lines before line i say.
func (s *splitter) ended(i int) int {
	last := s.lines[i-1]
	switch {
	case last.closes == 3 && isFarewell(s.plain(i-1)):
		return enough
	case last.closes == 3:
		return 3
	case last.kind == bareLine && i-2 > s.now.begin && s.lines[i-2].closes == 3:
		return 3
	case s.endsInColon(i-1) && !s.saluted(i-1):
		return -4
	}
	return last.closes
}

// restart is what the numbers on both sides of line i say: they start again,
// or they go on.
func (s *splitter) restart(i int) int {
	for j := i; j < len(s.lines) && j <= i+ahead; j++ {
		l := s.lines[j]
		if j > i && (l.marked || l.kind == titleLine && !l.section || l.opens >= 2) && j > i+1 {
			return 0 // what follows is the next report's
		}
		if l.kind != numberLine || s.announcedList(j) {
			continue
		}
		if l.number.Style.IsItem() {
			if p := s.itemRestart(i, j); p != 0 {
				return p
			}
		} else if s.now.top == None || l.number.Style <= s.now.top {
			return s.numberRestart(l.number, j-i)
		}
		if s.now.planned && l.number.Ordinal == 1 && j > i {
			return 1 // a new list after the plans
		}
	}
	return 0
}

// listLead is said of a list and not of a whole report.
var listLead = regexp.MustCompile(`(如下|以下|下列|下面|表现在|体现在|主要有|主要是|原因|方面|[一二三四五六七几]点|[一二三四五六七几](个|件|条|项|样))[^，。]{0,8}[。：:]?$`)

// minLead is how long a paragraph above a list must be for an opening one.
const minLead = 45

// itemRestart is what item j says of a report that begins on line i: 三是 goes
// on, 一是 after several paragraphs begins anew, the more so where the one
// above it says more than that a list comes.
func (s *splitter) itemRestart(i, j int) int {
	n := s.lines[j].number
	switch {
	case s.now.item > 0 && (n.Ordinal == s.now.item+1 || n.Ordinal == 0):
		return -5
	case s.now.top != None || s.now.items < 2 || n.Ordinal != 1:
		return 0
	}
	p := 1
	if s.now.items >= 3 && j-s.now.lastItem > 2 {
		p++
	}
	if lead := s.plain(i); i == j-1 && text.Chars(lead) >= minLead && !listLead.MatchString(lead) {
		p++
	}
	return p
}

// introduction is how many lines may stand before the first number of a
// report for it to count in full.
const introduction = 4

// numberRestart is what number n says, lines behind the place in question.
func (s *splitter) numberRestart(n Number, lines int) int {
	first := n.Ordinal == 1
	switch {
	case s.now.top == None:
		if first && s.now.items > 0 {
			return 1
		}
		return 0
	case !first && n.Style == s.now.top && n.Ordinal > s.now.seen:
		return -5
	case !first:
		return -3
	case s.now.seen >= 2 && lines <= introduction:
		return 2
	case s.now.seen >= 2 || s.now.planned:
		return 1
	}
	return 0
}

// maxUnits bounds the names that are remembered of one report.
const maxUnits = 60

// noteUnits takes note of the units that line i names near its beginning.
func (s *splitter) noteUnits(i int) {
	if len(s.now.units) >= maxUnits {
		return
	}
	for _, u := range s.unitsOf(i) {
		s.now.units[u] = true
	}
}

func (s *splitter) unitsOf(i int) []string {
	return unitName.FindAllString(firstRunes(s.plain(i), 60), 6)
}

// otherUnit reports whether line i names units, none of which the report
// being read has named.
func (s *splitter) otherUnit(i int) bool {
	names := s.unitsOf(i)
	for _, u := range names {
		if s.now.units[u] || s.namedInPart(u) {
			return false
		}
	}
	return len(names) > 0 && len(s.now.units) > 0
}

// namedInPart: a unit may have been matched with another word before it.
func (s *splitter) namedInPart(u string) bool {
	short := u
	if r, n := utf8.DecodeRuneInString(u); n > 0 && utf8.RuneCountInString(u) > 3 && r != utf8.RuneError {
		short = u[n:]
	}
	for known := range s.now.units {
		if strings.HasSuffix(known, short) {
			return true
		}
	}
	return false
}
