package generate

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"hegao/analyzer/evaluate"
	"hegao/analyzer/segment"
	"hegao/analyzer/text"
)

// bodyChars is the length in compared characters from which a line is a
// paragraph of the body and not a heading, an address or a date.
const bodyChars = 40

// place is where a passage may be put into a host.
type place struct {
	at  int  // byte of the host
	own bool // as a paragraph of its own
}

// placesIn lists the places of a host: behind every paragraph of the body,
// and between the sentences of each.
func placesIn(t string) (own, inside []place) {
	for _, line := range text.Lines(t) {
		p := line.Span.Of(t)
		if text.Chars(p) < bodyChars {
			continue
		}
		own = append(own, place{line.Span.End, true})
		sentences := segment.Sentences(p)
		for _, s := range sentences[:len(sentences)-1] {
			if endsSentence(s.Of(p)) {
				inside = append(inside, place{line.Span.Start + s.End, false})
			}
		}
	}
	return own, inside
}

// choosePlaces draws n places, every other one between sentences.
func choosePlaces(rng *rand.Rand, host string, n int) ([]place, error) {
	own, inside := placesIn(host)
	if len(own) < (n+1)/2 || len(inside) < n/2 {
		return nil, fmt.Errorf("the host has no room for %d passages", n)
	}
	shuffle := func(p []place) { rng.Shuffle(len(p), func(i, j int) { p[i], p[j] = p[j], p[i] }) }
	shuffle(own)
	shuffle(inside)
	places := slices.Concat(own[:(n+1)/2], inside[:n/2])
	shuffle(places)
	return places, nil
}

// insert puts the passages into a host and says where they stand then.
func insert(rng *rand.Rand, host string, in []insertion) (string, []labelledCase, error) {
	places, err := choosePlaces(rng, host, len(in))
	if err != nil {
		return "", nil, err
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.at, b.at) })
	order := rng.Perm(len(in))
	var b strings.Builder
	spans := make([]text.Span, len(in))
	from := 0
	for k, p := range places {
		b.WriteString(host[from:p.at])
		from = p.at
		if p.own {
			b.WriteString("\n")
		}
		start := b.Len()
		b.WriteString(in[order[k]].text)
		spans[k] = text.Span{Start: start, End: b.Len()}
	}
	b.WriteString(host[from:])
	return b.String(), label(b.String(), in, order, spans), nil
}

// label makes the cases in reading order: of in[order[0]], in[order[1]] ….
func label(draft string, in []insertion, order []int, spans []text.Span) []labelledCase {
	index := text.NewRuneIndex(draft)
	var cases []labelledCase
	for k, i := range order {
		p := in[i].passage
		start, end := index.Span(spans[k])
		cases = append(cases, labelledCase{
			Case:        evaluate.Case{Kind: in[i].kind, Start: start, End: end, Source: p.name},
			SourceStart: p.start, SourceEnd: p.end,
		})
	}
	return cases
}

// keptOf is of how many paragraphs of the body a skeleton keeps one.
const keptOf = 4

// skeleton leaves out most paragraphs of the body, but not the first.
func skeleton(t string) string {
	var kept []string
	body := 0
	for _, line := range text.Lines(t) {
		p := line.Span.Of(t)
		if text.Chars(p) >= bodyChars {
			if body++; body%keptOf != 1 {
				continue
			}
		}
		kept = append(kept, p)
	}
	return strings.Join(kept, "\n")
}
