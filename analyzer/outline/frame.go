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
	titleEnd = regexp.MustCompile(`(报告|总结|汇报|材料|情况|述职|计划|方案|要点|体会|发言|稿|报|打算|思路|综述|说明|清单|自查|小结|函|通知|通报|纪要|纪实|记录|讲话|致辞|演讲|倡议书|申请书|承诺书|事迹|有感|感悟|读后感|观后感|心得|随笔|札记|评语|鉴定|台账|须知)[）)》]?([（(][^（()）]{1,14}[）)])?$`)
	// sectionName: what a section is called and a report never.
	sectionName = regexp.MustCompile(`(做法|问题|不足|打算|措施|成效|成绩|短板|困难|原因|建议|概况|方向|亮点|基本情况|工作开展|组织领导)|^(几点|主要|一点|个人)?(体会|启示|经验|感受|认识|收获)$`)
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
	if n == 0 && p.startsWithTitle() {
		n = 1
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

// minFreeTitle is the length from which a first line is a title whatever it
// ends in; shorter ones are names of sections.
const minFreeTitle = 6

// startsWithTitle reports whether the first line is a title without a word
// that says so (说说村口的井): it stands above running text or the first
// number.
func (p *parser) startsWithTitle() bool {
	blocks := p.doc.Blocks
	if len(blocks) < 2 || !p.titleLine(0) || p.skip[0] || sectionName.MatchString(p.plain(0)) {
		return false
	}
	first := p.plain(0)
	if n := utf8.RuneCountInString(first); n < minFreeTitle || strings.HasSuffix(first, "，") || strings.HasSuffix(first, "、") {
		return false
	}
	num, numbered := ScanNumber(p.plain(1))
	return text.Chars(blocks[1].Of(p.doc.Text)) >= minUnder || numbered > 0 && num.Ordinal == 1
}

func (p *parser) titleLine(i int) bool {
	line := p.plain(i)
	if _, n := ScanNumber(line); n > 0 || !p.doc.Blocks[i].Label.Empty() {
		return false
	}
	return p.doc.Blocks[i].Kind != text.TableRow && utf8.RuneCountInString(line) <= maxTitleLine &&
		!strings.ContainsAny(line, "。；;！!？?") && !strings.HasSuffix(line, "：") && !strings.HasSuffix(line, ":")
}

// back finds the closing lines, and the list of attachments above or below
// them, which is no part of the body.
func (p *parser) back() {
	blocks := p.doc.Blocks
	end := len(blocks)
	for end > p.first && trailer.MatchString(p.plain(end-1)) {
		end--
	}
	end = p.attachments(end)
	n := end
	for n > p.first && end-n < 5 && p.isClosing(n-1, n < end) {
		n--
	}
	if n < end {
		p.out.Closing = text.Span{Start: blocks[n].Start, End: blocks[end-1].End}
	}
	p.last = p.attachments(n)
}

var (
	// trailer is a line below the signature.
	trailer = regexp.MustCompile(`^[（(]?(联系人|联系电话|抄送|抄报|此件|主题词)`)
	// attachmentList begins a list of attachments, attachment is an entry.
	attachmentList = regexp.MustCompile(`^附(件|表|图)?[：:]|^附(件|表|图)[0-9一二三四五]?$`)
	attachment     = regexp.MustCompile(`^[0-9]{1,2}[.、．]`)
)

// maxAttachments is how many attachments are looked through, maxAttachment
// the longest name of one, in characters.
const (
	maxAttachments = 30
	maxAttachment  = 60
)

// attachments is the first line of the list of attachments that ends above
// block end; end itself where there is none.
func (p *parser) attachments(end int) int {
	for i := end - 1; i >= p.first && end-i <= maxAttachments; i-- {
		line := p.plain(i)
		if utf8.RuneCountInString(line) > maxAttachment || strings.Contains(line, "。") {
			break
		}
		if attachmentList.MatchString(line) {
			return i
		}
		if !attachment.MatchString(line) {
			break
		}
	}
	return end
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

// maxFrame is the longest heading, in characters, that says no more than
// what comes; longer ones are sentences in their own right.
const maxFrame = 24

// maxRunIn is the same for a heading that is the first sentence of its
// paragraph: a longer one is already what the paragraph says.
const maxRunIn = 12

// Frame lists title, salutation, short headings and closing of t in reading
// order: what stands around the running text.
func (o *Outline) Frame(t string) []text.Span {
	var frame []text.Span
	add := func(s text.Span) {
		if !s.Empty() {
			frame = append(frame, s)
		}
	}
	add(o.Title)
	add(o.Salutation)
	for _, h := range o.Headings {
		most := maxFrame
		if h.RunIn {
			most = maxRunIn
		}
		if text.Chars(h.Title.Of(t)) <= most {
			add(h.Span)
		}
	}
	add(o.Closing)
	return frame
}
