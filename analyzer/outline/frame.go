package outline

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// The frame of a report is what stands around its body: title lines, a
// salutation, a closing formula, the unit's name and the date.

const (
	maxTitleLines = 3
	maxTitleLine  = 45
	maxClosing    = 30
)

var (
	// titleEnd: the last word of a report's title.
	titleEnd = regexp.MustCompile(`(报告|总结|汇报|材料|情况|述职|计划|方案|要点|体会|发言|稿|报|打算|思路|综述|说明|清单|自查|小结|函|通知)[）)》]?([（(][^（()）]{1,14}[）)])?$`)
	// closingLine: a formula, a signature date, or a unit's name alone.
	closingLine = regexp.MustCompile(`^(特此|专此|以上)(报告|汇报|说明|材料).{0,12}$|^(妥否|当否|请审|请予).{0,12}$|^[〇○０-９0-9一二三四五六七八九XxＸ×*_]{2,6}年[^，。]{1,6}月([^，。]{1,4}日)?$`)
)

// front finds title and salutation.
func (p *parser) front() {
	blocks, t := p.doc.Blocks, p.doc.Text
	n := 0
	for n < len(blocks) && n < maxTitleLines && p.titleLine(n) {
		n++
	}
	// Title lines that end in no word of a title are something else, unless
	// the file itself calls them a heading.
	for n > 0 && !titleEnd.MatchString(p.plain(n-1)) && blocks[n-1].Kind != text.Heading {
		n--
	}
	if n > 0 {
		s := text.Span{Start: p.lead(blocks[0]).Start, End: blocks[n-1].End}
		p.out.Title = text.Trim(t, s)
	}
	if n < len(blocks) {
		line := p.plain(n)
		if (strings.HasSuffix(line, "：") || strings.HasSuffix(line, ":")) && utf8.RuneCountInString(line) <= 24 && !strings.Contains(line, "如下") {
			p.out.Salutation = blocks[n].Span
			n++
		}
	}
	p.first, p.last = n, len(blocks)
}

func (p *parser) titleLine(i int) bool {
	line := p.plain(i)
	if _, n := ScanNumber(line); n > 0 {
		return false
	}
	return p.doc.Blocks[i].Kind != text.TableRow && utf8.RuneCountInString(line) <= maxTitleLine &&
		!strings.ContainsAny(line, "。；;！!？?") && !strings.HasSuffix(line, "：") && !strings.HasSuffix(line, ":")
}

// back finds the closing lines.
func (p *parser) back() {
	blocks := p.doc.Blocks
	n := len(blocks)
	for n > p.first && len(blocks)-n < 5 && p.isClosing(n-1, n < len(blocks)) {
		n--
	}
	if n < len(blocks) {
		p.out.Closing = text.Span{Start: blocks[n].Start, End: blocks[len(blocks)-1].End}
	}
	p.last = n
}

// isClosing: a formula or a date, or, above a date, a short line without
// punctuation (the unit's name).
func (p *parser) isClosing(i int, above bool) bool {
	plain := p.plain(i)
	line := strings.TrimRight(plain, "。！")
	if utf8.RuneCountInString(line) > maxClosing {
		return false
	}
	if closingLine.MatchString(line) {
		return true
	}
	_, numbered := ScanNumber(line)
	return above && numbered == 0 && !strings.ContainsAny(plain, "，。；：！,;:")
}

// plain is block i without leading marks and inner white space.
func (p *parser) plain(i int) string {
	return strings.Join(strings.Fields(p.lead(p.doc.Blocks[i]).Of(p.doc.Text)), "")
}
