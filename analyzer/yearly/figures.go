package yearly

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// Figure is a sentence that gives figures which last year's report gave in
// the same place of a sentence like it. It may be true: a building keeps its
// area.
type Figure struct {
	This text.Span `json:"this"` // the sentence
	Last text.Span `json:"last"`
	// Same are the figures, in this year's text and in last year's, the one
	// beside the other.
	Same     []text.Span `json:"same"`
	SameLast []text.Span `json:"same_last"`
}

// leastSentence is the likeness from which two sentences say the same thing,
// and longest how long one is at most, in bytes: what is longer is no
// sentence.
const (
	leastSentence = 0.6
	longest       = 2000
)

// number is a figure in a sentence.
var number = regexp.MustCompile(`[0-9][0-9,]*(\.[0-9]+)?[%‰]?`)

// noCount are characters behind a number that make it a date, a place or a
// name, and leading those before it.
const (
	noCount = "年月日号时点分层楼〕〉》】届期条款版路"
	leading = "第〔【-—.．/《"
)

// figures finds the sentences whose figures stayed. Cost: linear, since a
// pair of characters that many sentences have is passed over.
func figures(last, this *reading) []Figure {
	where := holdersOf(last.text, last.sentence)
	var out []Figure
	for _, s := range this.sentence {
		if s.Len() > longest || !strings.ContainsAny(s.Of(this.text), "0123456789") {
			continue
		}
		j, ok := nearest(last, where, bigrams(s.Of(this.text)))
		if !ok {
			continue
		}
		f := Figure{This: s, Last: last.sentence[j]}
		f.pair(last.text, this.text)
		if len(f.Same) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// tooMany is the number of sentences from which a pair of characters does not
// help to find one.
const tooMany = 40

// nearest is the sentence of a report that is most like a set of pairs.
func nearest(r *reading, where holders, words map[string]bool) (best int, ok bool) {
	shared := map[int]int{}
	for g := range words {
		if at := where[g]; len(at) <= tooMany {
			for _, j := range at {
				shared[j]++
			}
		}
	}
	best, most := -1, leastSentence
	for j, n := range shared {
		if r.sentence[j].Len() > longest || 2*n < len(words)/2 {
			continue
		}
		if a := alike(words, bigrams(r.sentence[j].Of(r.text))); a > most || a == most && best >= 0 && j < best {
			best, most = j, a
		}
	}
	return best, best >= 0
}

// pair finds the numbers that stand in both sentences between the same
// characters.
func (f *Figure) pair(last, this string) {
	before := map[string][]text.Span{}
	for _, n := range numbers(last, f.Last) {
		before[n.key] = append(before[n.key], n.span)
	}
	for _, n := range numbers(this, f.This) {
		if at := before[n.key]; len(at) > 0 {
			f.Same, f.SameLast = append(f.Same, n.span), append(f.SameLast, at[0])
			before[n.key] = at[1:]
		}
	}
}

// numeral is a number with what makes it the same one: its digits, two
// characters before it and one behind.
type numeral struct {
	key  string
	span text.Span
}

func numbers(t string, s text.Span) []numeral {
	var out []numeral
	for _, at := range number.FindAllStringIndex(s.Of(t), -1) {
		n := text.Span{Start: s.Start + at[0], End: s.Start + at[1]}
		lead, tail := t[s.Start:n.Start], t[n.End:s.End]
		next, _ := utf8.DecodeRuneInString(tail)
		prev, _ := utf8.DecodeLastRuneInString(lead)
		if tail == "" || strings.ContainsRune(noCount, next) || strings.ContainsRune(leading, prev) || (n.Of(t) == "1" || n.Of(t) == "0") {
			continue
		}
		words := masked(lead).Runes
		out = append(out, numeral{string(words[max(0, len(words)-2):]) + n.Of(t) + string(next), n})
	}
	return out
}
