package fault

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// reading is a draft as the rules see it: the input with what several of them
// ask of it, worked out once. Rules do not change it.
type reading struct {
	Input
	t         string // the text
	title     string // in one line, without blanks
	titleSpan text.Span
	// prose are the blocks that are no table rows.
	prose []int
	// sentences of the prose blocks, in order; they end after 。！？； or with
	// the block.
	sentences []sentence
	// quoted marks the bytes inside quotation marks, of all kinds.
	quoted byteSet
	dates  []date
}

// sentence is a sentence of a block.
type sentence struct {
	text.Span
	block int // index in Doc.Blocks
	// first is true for the block's first sentence.
	first bool
}

func read(in Input) *reading {
	if in.Outline == nil {
		in.Outline = outline.Parse(in.Doc)
	}
	r := &reading{Input: in, t: in.Doc.Text, title: in.Outline.TitleText(in.Doc), titleSpan: in.Outline.Title}
	if r.title == "" {
		r.titleSpan = firstLine(in.Doc)
		r.title = squeeze(r.titleSpan.Of(r.t))
	}
	for i, b := range in.Doc.Blocks {
		if b.Kind == text.TableRow {
			continue
		}
		r.prose = append(r.prose, i)
		r.cut(i, b.Span)
	}
	r.quoted = quotedBytes(r.t, in.Doc.Blocks)
	r.dates = datesIn(r.t)
	return r
}

// maxTitle is the longest first line, in characters, that is taken for a
// title where the outline sees none.
const maxTitle = 45

// firstLine is the first block where it ends as the title of an official
// letter does, which the outline knows of reports only.
func firstLine(d *text.Document) text.Span {
	if len(d.Blocks) == 0 {
		return text.Span{}
	}
	b := d.Blocks[0].Span
	if line := b.Of(d.Text); utf8.RuneCountInString(line) <= maxTitle && endsInAny(line, "请示 批复 决定 意见 办法 规定 通报 公告 议案") {
		return b
	}
	return text.Span{}
}

// cut adds the sentences of a block.
func (r *reading) cut(i int, b text.Span) {
	for k, s := range sentencesOf(r.t, b) {
		r.sentences = append(r.sentences, sentence{Span: s, block: i, first: k == 0})
	}
}

// sentencesOf are the sentences of a block of t.
func sentencesOf(t string, b text.Span) []text.Span {
	var out []text.Span
	start := b.Start
	add := func(end int) {
		if s := text.Trim(t, text.Span{Start: start, End: end}); !s.Empty() {
			out = append(out, s)
		}
		start = end
	}
	for at := b.Start; at < b.End; {
		c, n := utf8.DecodeRuneInString(t[at:b.End])
		at += n
		if c == '。' || c == '！' || c == '？' || c == '；' || c == ';' {
			for at < b.End {
				c, n := utf8.DecodeRuneInString(t[at:b.End])
				if !strings.ContainsRune("”’」』）)》", c) {
					break
				}
				at += n
			}
			add(at)
		}
	}
	add(b.End)
	return out
}

// byteSet marks bytes of a text, so that asking costs no more than the span
// asked for, however much is marked.
type byteSet []bool

func (b byteSet) add(s text.Span) {
	for i := s.Start; i < s.End; i++ {
		b[i] = true
	}
}

func (b byteSet) has(s text.Span) bool {
	for _, set := range b[s.Start:s.End] {
		if set {
			return true
		}
	}
	return false
}

// maxQuote is the longest quotation, in bytes; a mark that closes later than
// that is alone.
const maxQuote = 600

// quotedBytes marks what stands between “ and ” or 「 and 」 of one block.
func quotedBytes(t string, blocks []text.Block) byteSet {
	set := make(byteSet, len(t))
	for _, b := range blocks {
		open := -1
		for i, c := range b.Of(t) {
			switch c {
			case '“', '「', '『':
				if open < 0 {
					open = b.Start + i
				}
			case '”', '」', '』':
				if end := b.Start + i; open >= 0 && end-open <= maxQuote {
					set.add(text.Span{Start: open, End: end})
				}
				open = -1
			}
		}
	}
	return set
}

// blockAt is the index of the block that holds byte at. Cost: O(log blocks).
func (r *reading) blockAt(at int) (i int, ok bool) {
	return slices.BinarySearchFunc(r.Doc.Blocks, at, func(b text.Block, at int) int {
		switch {
		case b.End <= at:
			return -1
		case b.Start > at:
			return 1
		}
		return 0
	})
}

// neighbours are the characters right before and after s; 0 at the ends.
func neighbours(t string, s text.Span) (prev, next rune) {
	if r, n := utf8.DecodeLastRuneInString(t[:s.Start]); n > 0 {
		prev = r
	}
	if r, n := utf8.DecodeRuneInString(t[s.End:]); n > 0 {
		next = r
	}
	return prev, next
}

// back is the end of t[:at], at most n characters of it and of its line.
func back(t string, at, n int) string {
	start := at
	for ; n > 0 && start > 0; n-- {
		r, size := utf8.DecodeLastRuneInString(t[:start])
		if r == '\n' {
			break
		}
		start -= size
	}
	return t[start:at]
}

// ahead is the beginning of t[at:], at most n characters of it and of its
// line.
func ahead(t string, at, n int) string {
	end := at
	for ; n > 0 && end < len(t); n-- {
		r, size := utf8.DecodeRuneInString(t[end:])
		if r == '\n' {
			break
		}
		end += size
	}
	return t[at:end]
}

// hasAny reports whether s holds one of the words, which are parted by
// spaces.
func hasAny(s, words string) bool {
	for w := range strings.FieldsSeq(words) {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// endsInAny and beginsWithAny are like hasAny, at the ends of s.
func endsInAny(s, words string) bool {
	for w := range strings.FieldsSeq(words) {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

func beginsWithAny(s, words string) bool {
	for w := range strings.FieldsSeq(words) {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// isNewClause reports whether a character ends a clause.
func isNewClause(r rune) bool {
	switch r {
	case '，', ',', '。', '；', ';', '：', ':', '！', '!', '？', '?', '\n':
		return true
	}
	return false
}

// clauses cuts s at commas and stops, which belong to no clause.
func clauses(t string, s text.Span) []text.Span {
	var out []text.Span
	start := s.Start
	for at := s.Start; at < s.End; {
		c, n := utf8.DecodeRuneInString(t[at:s.End])
		if isNewClause(c) {
			if at > start {
				out = append(out, text.Span{Start: start, End: at})
			}
			start = at + n
		}
		at += n
	}
	if start < s.End {
		out = append(out, text.Span{Start: start, End: s.End})
	}
	return out
}
