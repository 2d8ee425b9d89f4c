package outline

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// One file often holds many reports one after another, with or without
// titles between them. A new one is taken to begin where the outermost
// numbering starts again: at the title, or else at the opening paragraph,
// that stands last before it. Text without numbers is cut only at a title
// or at an opening paragraph after a closing one. Web residue at both ends
// and between belongs to no report.

// Part is one report of a file.
type Part struct {
	Span text.Span
	// Title covers its title lines; Empty where it has none.
	Title text.Span
}

// Residue is text that came in with the file and is no part of a report.
type Residue struct {
	Span text.Span
	Kind ResidueKind
}

// ResidueKind sorts residue by where it comes from.
type ResidueKind string

// The kinds of residue.
const (
	SiteLine    ResidueKind = "site_line"   // lines of the site it was taken from
	Compendium  ResidueKind = "compendium"  // "…的文章20篇，欢迎品鉴"
	PartMarker  ResidueKind = "part_marker" // 篇一：
	PageNumber  ResidueKind = "page_number" // a line that is a page number
	Transferred ResidueKind = "transferred" // 由会员分享 and the like
)

var (
	siteLine    = regexp.MustCompile(`(?i)copyright|©|版权所有|all rights reserved|备\d{6,}号|ICP备|公网安备|推荐阅读|相关推荐|点击下载|下载文档|返回首页|上一篇|下一篇|扫一扫.{0,6}关注|(扫码|长按|搜索|点击).{0,8}关注|^关注.{0,8}公众号|猜你喜欢|本文来源|文章来源|责任编辑[:：]|https?://|www\.`)
	transferred = regexp.MustCompile(`会员分享|[可供]在线阅读|网友投稿|此处隐藏\d+字|[全本此]文共\d+字|仅供参考|侵权.{0,8}删除|范文网|(百度|豆丁|道客|本)文库`)
	compendium  = regexp.MustCompile(`(为大家|为您|小编).{0,6}(整理|搜集|收集|精心|带来|准备).{0,30}(范文|文章|总结|报告|材料|资料|模板|希望)|文章\d+篇.{0,4}(欢迎|供|希望)|(范文|精选|合集|集锦)[（(]?(精选|通用|合集)?\d+篇|欢迎(品鉴|阅读|大家(阅读|下载|收藏|参考|借鉴))|希望(对大家|能帮)`)
	partMarker  = regexp.MustCompile(`^([【\[（(]?(第[一二三四五六七八九十\d]{1,3}篇|篇[一二三四五六七八九十\d]{1,3})[】\]）)]?[：: 　、.]?)`)
	pageNumber  = regexp.MustCompile(`^[-—–\s]*(第\s*)?\d{1,4}(\s*页)?([/／]\s*\d{1,4}|\s*共\s*\d+\s*页)?[-—–\s]*$`)
	opening     = regexp.MustCompile(`^(为|按照|根据|依照|自|今年|去年|近年|年初|一年来|.{0,4}(19|20)[0-9XxＸ_×*]{2}年|202_|上半年|下半年|本年|在.{2,24}(领导|指导|部署|背景|条件)下|近几年|我(局|院|校|镇|办|县|市|单位|支部|党支部|中心|委)|学校|全(县|市|镇|院|校)|遵照|围绕|过去)`)
	announces   = regexp.MustCompile(`(现将|现就|现把).{0,40}(如下|报告|汇报|总结)|下面[，将就把]?.{0,20}(说一说|讲一讲|汇报|报告|述职)|(报告|汇报|总结|情况)如下[：:。]?$`)
	planTitle   = regexp.MustCompile(`下一?步|今后|打算|计划|努力方向|工作思路|安排`)
	future      = regexp.MustCompile(`将(继续|以|在|按|进一步|围绕|坚持|紧|认真|从|深入|持续|严)|下一步|今后|接下来`)
	// A paragraph that owns up to something opens no report.
	confesses   = regexp.MustCompile(`^.{0,12}(不足|问题|短板|差距|困难)`)
	looksClosed = regexp.MustCompile(`(下一步|今后|接下来|总之|综上).{0,200}|贡献。?$|新局面。?$|新台阶。?$|特此报告。?$`)
)

// Split cuts d into its reports. A file with one report gives one part.
// Cost: O(len(d.Text)).
func Split(d *text.Document) ([]Part, []Residue) {
	s := splitter{doc: d}
	s.classify()
	s.restarts()
	return s.parts(), s.residue
}

type lineKind uint8

const (
	prose lineKind = iota
	residueLine
	titleLine
	numberLine
)

type line struct {
	block  int
	span   text.Span
	kind   lineKind
	number Number
	marked bool // a part marker stood before it
	opens  int  // how much it looks like an opening paragraph
}

type splitter struct {
	doc     *text.Document
	lines   []line
	residue []Residue
	starts  []int // indexes of lines
}

func (s *splitter) classify() {
	p := parser{doc: s.doc, out: &Outline{}}
	marked := false
	for i, b := range s.doc.Blocks {
		l := line{block: i, span: b.Span}
		plain := p.plain(i)
		if m := partMarker.FindString(plain); m != "" && utf8.RuneCountInString(plain) <= maxTitleLine {
			marked = true
			if len(m) == len(plain) || !titleEnd.MatchString(plain) {
				s.addResidue(b.Span, PartMarker)
				continue
			}
		}
		if kind, ok := residueOf(plain); ok {
			s.addResidue(b.Span, kind)
			continue
		}
		l.marked, marked = marked, false
		s.fill(&l, plain, b)
		s.lines = append(s.lines, l)
	}
}

func (s *splitter) addResidue(span text.Span, kind ResidueKind) {
	s.residue = append(s.residue, Residue{span, kind})
}

func (s *splitter) fill(l *line, plain string, b text.Block) {
	n := utf8.RuneCountInString(plain)
	if num, size := ScanNumber(plain); size > 0 {
		l.kind, l.number = numberLine, num
		return
	}
	if n <= maxTitleLine && titleEnd.MatchString(plain) && !strings.ContainsAny(plain, "。；;！!：:") && b.Kind != text.TableRow {
		l.kind = titleLine
		return
	}
	if opening.MatchString(plain) && !confesses.MatchString(plain) {
		l.opens++
	}
	if announces.MatchString(plain) {
		l.opens += 2
	}
	if n < 30 || looksClosed.MatchString(plain) && l.opens < 2 {
		l.opens--
	}
}

// residueOf tells whether a whole line is residue.
func residueOf(plain string) (ResidueKind, bool) {
	n := utf8.RuneCountInString(plain)
	switch {
	case pageNumber.MatchString(plain):
		return PageNumber, true
	case n > 200:
		return "", false
	case siteLine.MatchString(plain) && n <= 80:
		return SiteLine, true
	case transferred.MatchString(plain) && n <= 80:
		return Transferred, true
	case compendium.MatchString(plain):
		return Compendium, true
	}
	return "", false
}

// restarts finds the lines where a report begins. A number "restarts" when
// it is a first one and the report being read has gone past one in the same
// style or further out.
func (s *splitter) restarts() {
	if len(s.lines) == 0 {
		return
	}
	begin, top, seen := 0, None, 0
	s.starts = append(s.starts, 0)
	for i, l := range s.lines {
		if i > begin && (l.marked || l.kind == titleLine && s.isNewTitle(i, begin)) {
			begin, top, seen = s.unitAbove(i, begin), None, 0
			s.starts = append(s.starts, begin)
		}
		if l.kind != numberLine || l.number.Style.IsItem() || s.announcedList(i) {
			continue
		}
		first := l.number.Ordinal == 1
		switch {
		case first && i > 0 && s.lines[i-1].opens >= 3 && s.long(begin, i-1):
			begin, top, seen = i-1, l.number.Style, 1
			s.starts = append(s.starts, begin)
		case top == None || l.number.Style < top && first && seen <= 1:
			top, seen = l.number.Style, l.number.Ordinal
		case first && (l.number.Style == top && seen >= 2 || l.number.Style < top):
			if at, ok := s.openingBefore(i, begin); ok {
				begin = at
				s.starts = append(s.starts, begin)
			}
			top, seen = l.number.Style, 1
		case l.number.Style == top:
			seen = l.number.Ordinal
		}
	}
	s.unnumbered()
}

// announcedList reports whether line i begins a list that the sentence
// before it announces ("履行下列职责：") and no report ("现将…汇报如下：").
func (s *splitter) announcedList(i int) bool {
	if i == 0 || s.lines[i].number.Ordinal != 1 || s.lines[i-1].opens >= 2 {
		return false
	}
	before := s.lines[i-1].span.Of(s.doc.Text)
	return strings.HasSuffix(before, "：") || strings.HasSuffix(before, ":")
}

// isNewTitle: a title line opens a report when something has been read of
// the one before and running text follows it soon.
func (s *splitter) isNewTitle(i, begin int) bool {
	chars := 0
	for _, l := range s.lines[begin:i] {
		if l.kind != titleLine {
			chars += l.span.Len()
		}
	}
	if chars < 900 { // 300 hanzi
		return false
	}
	for _, l := range s.lines[i+1 : min(i+4, len(s.lines))] {
		if l.kind == numberLine && l.number.Ordinal > 1 {
			return false
		}
		if l.opens > 0 || l.kind == numberLine {
			return true
		}
	}
	return false
}

// unitAbove is the line of the unit's name above title line i, where one
// stands there and is no signature: a signature's date comes below it.
func (s *splitter) unitAbove(i, begin int) int {
	if i-2 > begin && s.isUnit(i-1) && closingLine.MatchString(s.plain(i-2)) {
		return i - 1
	}
	return i
}

// isUnit reports whether line i could be a unit's name: short, and without
// punctuation.
func (s *splitter) isUnit(i int) bool {
	line := s.plain(i)
	return s.lines[i].kind == prose && utf8.RuneCountInString(line) <= maxClosing &&
		text.Chars(line) == utf8.RuneCountInString(line) && !closingLine.MatchString(line)
}

// plain is line i without inner white space.
func (s *splitter) plain(i int) string {
	return strings.Join(strings.Fields(s.lines[i].span.Of(s.doc.Text)), "")
}

// openingBefore picks the line where the report whose first number stands on
// line i begins: among the lines of running text right before it the one
// that looks most like an opening, the later one of equals. Where none does,
// the number itself begins a report only if it is a short title and the
// report before has come to its end; else ok is false.
func (s *splitter) openingBefore(i, begin int) (at int, ok bool) {
	best, at := 0, i
	for j := i - 1; j > begin && s.lines[j].kind != numberLine && i-j <= 6; j-- {
		if s.lines[j].kind == titleLine {
			return s.unitAbove(j, begin), true
		}
		if o := s.lines[j].opens; o > best {
			best, at = o, j
		}
	}
	if best > 0 {
		return at, true
	}
	short := utf8.RuneCountInString(s.lines[i].span.Of(s.doc.Text)) <= maxLineTitle
	return s.afterClosing(i, begin), short && s.closedBefore(i, begin)
}

// afterClosing is the first line of running text between a closing paragraph
// and number line i, or i itself: an introduction that begins like no other.
func (s *splitter) afterClosing(i, begin int) int {
	for j := i; j-1 > begin && s.lines[j-1].kind == prose && i-j < 6; j-- {
		if looksClosed.MatchString(s.lines[j-1].span.Of(s.doc.Text)) {
			return j
		}
	}
	return i
}

// closedBefore reports whether the report from line begin to line i has
// come to its plans, which stand last.
func (s *splitter) closedBefore(i, begin int) bool {
	for _, l := range s.lines[begin:i] {
		if l.kind == numberLine && planTitle.MatchString(head(l.span.Of(s.doc.Text), 120)) {
			return true
		}
	}
	return looksClosed.MatchString(s.lines[i-1].span.Of(s.doc.Text))
}

// head is at most the first n bytes of t.
func head(t string, n int) string { return t[:min(len(t), n)] }

// unnumbered cuts where no outer number starts again: at an opening
// paragraph inside a long stretch without numbers, and at one that stands
// after the plans of the report before, which come last in a report.
func (s *splitter) unnumbered() {
	var more []int
	for k, from := range s.starts {
		to := len(s.lines)
		if k+1 < len(s.starts) {
			to = s.starts[k+1]
		}
		last, plans := from, false
		for j := from; j < to; j++ {
			l := s.lines[j]
			if l.kind == numberLine {
				last = j
				plans = plans && l.number.Style.IsItem() || planTitle.MatchString(l.span.Of(s.doc.Text))
				continue
			}
			if l.opens < 1 || j-last < 2 && !plans || j-last < 1 || !s.long(from, j) || !s.long(j, to) {
				continue
			}
			if plans && j-from > 2 && s.beginsAnew(j, to) || l.opens >= 2 && j-last >= 2 {
				more = append(more, j)
				from, last, plans = j, j, false
			}
		}
	}
	s.starts = merge(s.starts, more)
}

// long reports whether lines i to j hold enough for a report.
func (s *splitter) long(i, j int) bool {
	return j > i && s.lines[j-1].span.End-s.lines[i].span.Start >= 900 // 300 hanzi
}

// beginsAnew: the paragraph on line j speaks of what was done, not of what
// will be, and the next number after it is a first one.
func (s *splitter) beginsAnew(j, to int) bool {
	t := s.lines[j].span.Of(s.doc.Text)
	if s.lines[j].span.Len() < 180 || future.MatchString(t[:min(len(t), 120)]) {
		return false
	}
	for _, l := range s.lines[j+1 : to] {
		if l.kind == numberLine {
			return l.number.Ordinal == 1
		}
	}
	return false
}

func merge(a, b []int) []int {
	out := make([]int, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		if len(b) == 0 || len(a) > 0 && a[0] <= b[0] {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return out
}

func (s *splitter) parts() []Part {
	var parts []Part
	for k, from := range s.starts {
		to := len(s.lines)
		if k+1 < len(s.starts) {
			to = s.starts[k+1]
		}
		if from >= to {
			continue
		}
		p := Part{Span: text.Span{Start: s.lines[from].span.Start, End: s.lines[to-1].span.End}}
		first := from
		if s.isUnit(from) {
			first++
		}
		for j := first; j < to && s.lines[j].kind == titleLine; j++ {
			p.Title = text.Span{Start: s.lines[from].span.Start, End: s.lines[j].span.End}
		}
		parts = append(parts, p)
	}
	return parts
}
