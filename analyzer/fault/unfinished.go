package fault

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// An unfinished sentence is a paragraph of running text that stops without
// a closing mark, or on a comma, or on a word that needs another one behind
// it; an unfinished section is a heading with nothing under it, or a colon
// that nothing follows. 待补充 says itself what is missing.

// minProse is the length in compared characters from which a paragraph
// without a closing mark is taken for a sentence: shorter ones are titles,
// names and list entries.
const minProse = 24

// minAfterHeading is the same for what stands behind a heading in one
// paragraph with it.
const minAfterHeading = 10

// firstStop is the index of the first block that ends a sentence.
func firstStop(r *reading) int {
	for i, b := range r.Doc.Blocks[:min(len(r.Doc.Blocks), maxFront)] {
		if strings.HasSuffix(b.Of(r.t), "。") {
			return i
		}
	}
	return maxFront
}

// maxFront is how many blocks title, date and author may take.
const maxFront = 5

var dated = regexp.MustCompile(`^(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日`)

var listed = regexp.MustCompile(`记者[^，。]{1,12}(?:摄|文|报道)$|^(附件|附表|附录|附图|附注|附|抄送|抄报|主送|联系人|联系电话|报送|印发|注|说明|备注|资料来源|来源|单位|填报人|审核人|签发人)[：:0-9一二三]`)

func findUnfinished(r *reading) []Fault {
	var out []Fault
	prose := r.Outline.Prose
	for _, i := range r.prose {
		for len(prose) > 0 && prose[0] < i {
			prose = prose[1:]
		}
		isProse := len(prose) > 0 && prose[0] == i
		if !isProse && !endsOnComma(r.Doc.Blocks[i].Of(r.t)) {
			continue // a title, a heading
		}
		if f, ok := unfinishedParagraph(r, i); ok {
			out = append(out, f)
		}
	}
	if areWrapped(r, len(out)) {
		out = nil
	}
	out = withoutBareHeadings(r, out)
	colons := hangingColons(r)
	out = append(out, hangingWords(r)...)
	out = append(out, toBeWritten(r)...)
	empty := emptySections(r)
	colons = slices.DeleteFunc(colons, func(f Fault) bool { return touchesAny(f.Span, empty) })
	return append(append(out, colons...), empty...)
}

// areWrapped: where a third of all paragraphs stop short, the lines of the
// text were cut by a program and not by its writer.
func areWrapped(r *reading, stopped int) bool {
	return stopped > 5 && 3*stopped > len(r.Outline.Prose)
}

// manyBare is from how many whole lines without a stop on they are the
// headings of their draft.
const manyBare = 4

// withoutBareHeadings leaves out lines of one sentence that lack their stop,
// where a draft has many: it writes its headings so.
func withoutBareHeadings(r *reading, faults []Fault) []Fault {
	bare := func(f Fault) bool {
		i, ok := r.blockAt(f.Span.Start)
		if !ok || f.Message.Key != "fault.unfinished_stop" {
			return false
		}
		line := r.Doc.Blocks[i].Of(r.t)
		return unicode.IsLetter(lastRune(line)) && !strings.ContainsAny(line, "。；") && utf8.RuneCountInString(line) <= 60
	}
	count := 0
	for _, f := range faults {
		if bare(f) {
			count++
		}
	}
	if count < manyBare {
		return faults
	}
	return slices.DeleteFunc(faults, bare)
}

func unfinishedFault(t string, s text.Span) Fault {
	return Fault{
		Severity: Error, Span: s, Message: message.New("fault.unfinished", s.Of(t)),
		Suggestion: message.Say("suggest.unfinished"),
	}
}

func unfinishedParagraph(r *reading, i int) (Fault, bool) {
	b := r.Doc.Blocks[i]
	if b.Kind == text.TableRow || b.Kind == text.Heading {
		return Fault{}, false
	}
	rest := text.Trim(r.t, afterHeading(r, b.Span))
	if endsOnComma(b.Of(r.t)) {
		rest = b.Span
	}
	last, _ := utf8.DecodeLastRuneInString(rest.Of(r.t))
	chars := text.Chars(rest.Of(r.t))
	least := minProse
	if len(r.headingsIn(b.Span)) > 0 {
		least = minAfterHeading
	}
	hangs := endsOnComma(rest.Of(r.t)) && chars >= 8 && !opensList(r, i)
	if !hangs && (chars < least || !unicode.IsLetter(last) || inUnstoppedList(r, i) || strings.ContainsAny(rest.Of(r.t), "|｜\t")) || listed.MatchString(rest.Of(r.t)) {
		return Fault{}, false
	}
	if !hangs && titleGoesOn(r, i) {
		return Fault{}, false
	}
	if !hangs && !strings.ContainsAny(rest.Of(r.t), "，。；,") && (i < min(maxFront, len(r.Doc.Blocks)/2) && i < firstStop(r) || dated.MatchString(rest.Of(r.t))) {
		return Fault{}, false // a line of the title, or of when a paper was passed
	}
	f := unfinishedFault(r.t, lastClause(r.t, rest))
	if !hangs {
		f.Message.Key = "fault.unfinished_stop"
	}
	return f, true
}

// titleGoesOn: one of the first lines, with a subtitle or a date in brackets
// below it, is a title.
func titleGoesOn(r *reading, i int) bool {
	if i >= maxFront || i+1 >= len(r.Doc.Blocks) {
		return false
	}
	return beginsWithAny(r.Doc.Blocks[i+1].Of(r.t), "— – （20 (20 （19 (19")
}

func endsOnComma(s string) bool { return endsInAny(s, "， 、 ,") }

// opensList: a paragraph that ends on a comma may be followed by the items
// that finish it.
func opensList(r *reading, i int) bool {
	if i+1 >= len(r.Doc.Blocks) {
		return false
	}
	_, ok := entryStyle(r, i+1)
	_, self := entryStyle(r, i)
	return ok && !self
}

// afterHeading is the part of the block behind the last heading in it.
func afterHeading(r *reading, block text.Span) text.Span {
	for _, h := range r.headingsIn(block) {
		block.Start = h.Span.End
	}
	return block
}

// headingsIn are the headings inside a block. Cost: O(log headings).
func (r *reading) headingsIn(block text.Span) []outline.Heading {
	all := r.Outline.Headings
	lo, hi := 0, len(all)
	for lo < hi {
		if mid := (lo + hi) / 2; all[mid].Span.Start < block.Start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	end := lo
	for end < len(all) && all[end].Span.End <= block.End {
		end++
	}
	return all[lo:end]
}

// inUnstoppedList: in a list whose other entries have no closing mark
// either, the lack of one is a habit and no fault.
func inUnstoppedList(r *reading, i int) bool {
	style, ok := entryStyle(r, i)
	if !ok {
		return false
	}
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(r.Doc.Blocks) {
			continue
		}
		if other, ok := entryStyle(r, j); !ok || other != style {
			continue
		}
		line := r.Doc.Blocks[j].Of(r.t)
		if text.Chars(line) < minProse/2 {
			continue // a heading
		}
		last, _ := utf8.DecodeLastRuneInString(line)
		if unicode.IsLetter(last) || unicode.IsDigit(last) {
			return true
		}
	}
	return false
}

// entryStyle is the style of the number that block i opens with; ok is false
// where the block is no list entry.
func entryStyle(r *reading, i int) (style outline.Style, ok bool) {
	b := r.Doc.Blocks[i]
	num, n := outline.ScanNumber(strings.TrimLeft(b.Of(r.t), ">＞ 　"))
	return num.Style, n > 0 || b.Kind == text.ListItem
}

// lastClause is the end of s from its last comma or stop on, at most 20
// characters: what a person needs to find the place.
func lastClause(t string, s text.Span) text.Span {
	body := strings.TrimRight(s.Of(t), "，、,：")
	start := s.Start
	if at := strings.LastIndexAny(body, "，。；、,;：:！？"); at >= 0 {
		_, n := utf8.DecodeRuneInString(body[at:])
		start += at + n
	}
	at := s.End
	for range 20 {
		_, n := utf8.DecodeLastRuneInString(t[start:at])
		at -= n
	}
	return text.Span{Start: at, End: s.End}
}

// hangingColons finds a paragraph that announces something and is followed by
// the next section or by nothing.
func hangingColons(r *reading) []Fault {
	var out []Fault
	for _, i := range r.Outline.Prose {
		b := r.Doc.Blocks[i]
		line := b.Of(r.t)
		if b.Kind != text.Paragraph || !strings.HasSuffix(line, "：") || text.Chars(line) < 5 || listed.MatchString(line) || r.Outline.Salutation.Contains(b.Span) {
			continue
		}
		if !announces.MatchString(line) || r.goesOnAfter(i) {
			continue
		}
		s := lastClause(r.t, b.Span)
		out = append(out, Fault{
			Severity: Error, Span: s, Message: message.New("fault.unfinished_colon", s.Of(r.t)),
			Suggestion: message.Say("suggest.unfinished_section"),
		})
	}
	return out
}

var announces = regexp.MustCompile(`(如下|以下|下列|措施|问题|做法|办法|工作|任务|方面|要求|建议|原因|情况|内容|包括|安排)[^，。]{0,6}：$`)

// goesOnAfter: behind block i comes something that is no heading of an outer
// or the same level, and not the end.
func (r *reading) goesOnAfter(i int) bool {
	if i+1 >= len(r.Doc.Blocks) || r.Outline.Closing.Contains(r.Doc.Blocks[i+1].Span) {
		return false
	}
	next := r.headingsIn(r.Doc.Blocks[i+1].Span)
	if len(next) == 0 || next[0].Number.Ordinal == 1 {
		return true
	}
	level := 0
	for _, h := range r.headingsBefore(r.Doc.Blocks[i].End) {
		level = h.Level
	}
	return next[0].Level > level || level == 0
}

// headingsBefore is the last heading that begins before byte at, as a list of
// at most one.
func (r *reading) headingsBefore(at int) []outline.Heading {
	all := r.Outline.Headings
	lo, hi := 0, len(all)
	for lo < hi {
		if mid := (lo + hi) / 2; all[mid].Span.Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return all[max(0, lo-1):lo]
}

// hanging: words that never end a sentence; 和 only where it is no part of
// another word.
const (
	hanging = "以及 并且 而且 或者 为了 关于 由于 因为 比如 例如 从而 因而 即使 虽然"
	withHe  = "总和 温和 缓和 饱和 共和 祥和 平和 柔和 中和 求和 讲和 调和 随和 谦和 暖和 人和 不和 议和 附和 唱和 应和 言和"
)

func hangingWords(r *reading) []Fault {
	var out []Fault
	for _, s := range r.sentences {
		body := strings.TrimRight(s.Of(r.t), "。；！")
		if len(body) == s.Len() || !endsInAny(body, hanging) && (!strings.HasSuffix(body, "和") || endsInAny(body, withHe)) {
			continue
		}
		end := s.Start + len(body)
		clause := back(r.t, end, 40)
		if i := strings.LastIndexFunc(clause, isNewClause); i >= 0 {
			_, n := utf8.DecodeRuneInString(clause[i:])
			clause = clause[i+n:]
		}
		at := text.Span{Start: end - len(clause), End: end}
		if !r.quoted.has(at) && utf8.RuneCountInString(clause) > 1 {
			out = append(out, unfinishedFault(r.t, lastClause(r.t, at)))
		}
	}
	return out
}

// later: notes of the writer to himself that are no placeholder in brackets.
var later = newPattern("待（(未T", `(?:待补充|待完善|待续写|待核实|待确认|待补|待定稿|待更新)(?:[。，；）)]|$|\n)|[（(]未完[^）)]{0,4}[）)]|未完待续|TODO|TBD`)

func toBeWritten(r *reading) []Fault {
	var out []Fault
	later.each(r.t, func(s text.Span) {
		for strings.HasPrefix(s.Of(r.t), "待") && strings.ContainsRune("。，；）)\n", lastRune(s.Of(r.t))) {
			_, n := utf8.DecodeLastRuneInString(s.Of(r.t))
			s.End -= n
		}
		prev, next := neighbours(r.t, s)
		if strings.ContainsRune("有尚亟需急还仍期等正", prev) || r.quoted.has(s) || isLatin(prev) || isLatin(next) {
			return
		}
		out = append(out, Fault{
			Severity: Error, Span: s, Message: message.New("fault.unfinished_note", s.Of(r.t)),
			Suggestion: message.Say("suggest.unfinished_section"),
		})
	})
	return out
}

// emptySections finds headings with nothing under them. Where all of a row
// are empty they are a list of short entries, and where a title comes again
// it stood in a table of contents.
func emptySections(r *reading) []Fault {
	heads := r.Outline.Headings
	empty := make([]bool, len(heads))
	later := map[string]int{} // title -> its last place
	for i, h := range heads {
		empty[i] = isEmptyBody(h.Body.Of(r.t))
		later[squeeze(h.Title.Of(r.t))] = i
	}
	var out []Fault
	for i, h := range heads {
		title := h.Title.Of(r.t)
		if _, next := neighbours(r.t, h.Span); next == '。' || next == '；' {
			continue // a sentence that was taken for a title
		}
		if !empty[i] || i+1 < len(heads) && heads[i+1].Number.Ordinal == 1 || h.Level > 3 || text.Chars(title) > 20 || later[squeeze(title)] > i || listed.MatchString(h.Span.Of(r.t)) {
			continue
		}
		if h.Number.Style == outline.None && i+1 >= len(heads) || !hasFilledSibling(heads, empty, i) {
			continue
		}
		out = append(out, Fault{
			Severity: Error, Span: h.Span,
			Message:    message.New("fault.unfinished_section", title),
			Suggestion: message.Say("suggest.unfinished_section"),
		})
	}
	return out
}

func isEmptyBody(body string) bool {
	return strings.IndexFunc(body, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0
}

// hasFilledSibling: the heading before or behind i on its level, under the
// same parent, has text.
func hasFilledSibling(heads []outline.Heading, empty []bool, i int) bool {
	const reach = 30 // headings
	for j := i - 1; j >= max(0, i-reach) && heads[j].Level >= heads[i].Level; j-- {
		if heads[j].Level == heads[i].Level && !empty[j] && heads[j].Number.Style == heads[i].Number.Style {
			return true
		}
	}
	for j := i + 1; j < min(len(heads), i+reach) && heads[j].Level >= heads[i].Level; j++ {
		if heads[j].Level == heads[i].Level && !empty[j] && heads[j].Number.Style == heads[i].Number.Style {
			return true
		}
	}
	return false
}
