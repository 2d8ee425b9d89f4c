package fault

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// An unfinished sentence is a paragraph of running text that stops without
// a closing mark, or on a comma; an unfinished section is a heading with
// nothing under it.

// minProse is the length in compared characters from which a paragraph
// without a closing mark is taken for a sentence: shorter ones are titles,
// names and list entries.
const minProse = 24

var listed = regexp.MustCompile(`^(附件|附表|附录|抄送|联系人|注)[：:0-9一二三]`)

func findUnfinished(in *Input) []Fault {
	var out []Fault
	for _, i := range in.Outline.Prose {
		if f, ok := unfinishedParagraph(in, i); ok {
			out = append(out, f)
		}
	}
	return append(out, emptySections(in)...)
}

func unfinishedParagraph(in *Input, i int) (Fault, bool) {
	t := in.Doc.Text
	b := in.Doc.Blocks[i]
	if b.Kind == text.TableRow || b.Kind == text.Heading {
		return Fault{}, false
	}
	rest := text.Trim(t, afterHeading(in, b.Span))
	last, _ := utf8.DecodeLastRuneInString(rest.Of(t))
	chars := text.Chars(rest.Of(t))
	hangs := strings.ContainsRune("，、,", last) && chars >= 8
	if !hangs && (chars < minProse || !unicode.IsLetter(last) || inUnstoppedList(in, i)) || listed.MatchString(rest.Of(t)) {
		return Fault{}, false
	}
	s := lastClause(t, rest)
	return Fault{
		Severity: Error, Span: s, Message: message.New("fault.unfinished", s.Of(t)),
		Suggestion: message.Say("suggest.unfinished"),
	}, true
}

// afterHeading is the part of the block behind the last heading in it.
func afterHeading(in *Input, block text.Span) text.Span {
	for _, h := range in.Outline.Headings {
		if block.Contains(h.Span) {
			block.Start = h.Span.End
		}
	}
	return block
}

// inUnstoppedList: in a list whose other entries have no closing mark
// either, the lack of one is a habit and no fault.
func inUnstoppedList(in *Input, i int) bool {
	style, ok := entryStyle(in, i)
	if !ok {
		return false
	}
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(in.Doc.Blocks) {
			continue
		}
		if other, ok := entryStyle(in, j); !ok || other != style {
			continue
		}
		line := in.Doc.Blocks[j].Of(in.Doc.Text)
		last, _ := utf8.DecodeLastRuneInString(line)
		if unicode.IsLetter(last) || unicode.IsDigit(last) {
			return true
		}
	}
	return false
}

// entryStyle is the style of the number that block i opens with; ok is false
// where the block is no list entry.
func entryStyle(in *Input, i int) (style outline.Style, ok bool) {
	b := in.Doc.Blocks[i]
	num, n := outline.ScanNumber(strings.TrimLeft(b.Of(in.Doc.Text), ">＞ 　"))
	return num.Style, n > 0 || b.Kind == text.ListItem
}

// lastClause is the end of s from its last comma or stop on, at most 20
// characters: what a person needs to find the place.
func lastClause(t string, s text.Span) text.Span {
	body := strings.TrimRight(s.Of(t), "，、,")
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
	start = at
	return text.Span{Start: start, End: s.End}
}

func emptySections(in *Input) []Fault {
	var out []Fault
	heads := in.Outline.Headings
	for i, h := range heads {
		body := strings.TrimFunc(h.Body.Of(in.Doc.Text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if body != "" || i+1 >= len(heads) || h.Level > 2 || text.Chars(h.Title.Of(in.Doc.Text)) > 16 {
			continue
		}
		out = append(out, Fault{
			Severity: Error, Span: h.Span,
			Message:    message.New("fault.unfinished_section", h.Title.Of(in.Doc.Text)),
			Suggestion: message.Say("suggest.unfinished_section"),
		})
	}
	return out
}
