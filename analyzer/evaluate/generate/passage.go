package generate

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"

	"hegao/analyzer/segment"
	"hegao/analyzer/text"
)

// passage is whole sentences of one paragraph of an archive report.
type passage struct {
	doc  int // index into passages.archive
	unit string
	name string
	span text.Span
	text string
	// Start and end are span in code points.
	start, end int
}

// size is how long a passage is, in compared characters.
type size struct{ from, to int }

var (
	ordinary = size{80, 260}
	long     = size{130, 420}
)

// passages draws passages of the archive, each place at most once.
type passages struct {
	archive []Document
	runs    map[string]int // runs of runLength characters -> documents with them
	used    [][]text.Span  // by document
}

const (
	runLength = 13
	// ownShare is the least share of a passage's runs that no other report
	// of the archive holds: what stands in several has no one source.
	ownShare = 0.7
	// drawTries is after how many attempts a passage is taken to be not there.
	drawTries = 3000
)

func newPassages(archive []Document) *passages {
	p := &passages{archive: archive, runs: map[string]int{}, used: make([][]text.Span, len(archive))}
	for _, d := range archive {
		seen := map[string]bool{}
		eachRun(d.Text, func(run string) {
			if !seen[run] {
				seen[run] = true
				p.runs[run]++
			}
		})
	}
	return p
}

// eachRun calls f with the runs of t, in order.
func eachRun(t string, f func(run string)) {
	k := text.Normalize(t)
	for i := 0; i+runLength <= k.Len(); i++ {
		f(string(k.Runes[i : i+runLength]))
	}
}

// isOwn reports whether a passage stands in its own report only.
func (p *passages) isOwn(t string) bool {
	all, own := 0, 0
	eachRun(t, func(run string) {
		all++
		if p.runs[run] <= 1 {
			own++
		}
	})
	return float64(own) >= ownShare*float64(all)
}

// draw takes a passage of another unit than unit.
func (p *passages) draw(rng *rand.Rand, unit string, s size) (passage, error) {
	found, err := p.drawFromOne(rng, unit, s, 1)
	if err != nil {
		return passage{}, err
	}
	return found[0], nil
}

// drawFromOne takes n passages of one report of another unit than unit.
func (p *passages) drawFromOne(rng *rand.Rand, unit string, s size, n int) ([]passage, error) {
	if len(p.archive) == 0 {
		return nil, errors.New("the archive is empty")
	}
	for range drawTries {
		doc := rng.IntN(len(p.archive))
		if p.archive[doc].Unit == unit {
			continue
		}
		var found []passage
		for range 4 * n {
			if q, ok := p.try(rng, doc, s); ok && len(found) < n {
				found = append(found, q)
				p.used[doc] = append(p.used[doc], q.span)
			}
		}
		if len(found) == n {
			return found, nil
		}
		p.used[doc] = p.used[doc][:len(p.used[doc])-len(found)]
	}
	return nil, fmt.Errorf("no %d passages of %d to %d characters are left in one report", n, s.from, s.to)
}

// try picks sentences of a paragraph of a document at random.
func (p *passages) try(rng *rand.Rand, doc int, s size) (passage, bool) {
	t := p.archive[doc].Text
	lines := text.Lines(t)
	line := lines[rng.IntN(len(lines))].Span
	sentences := segment.Sentences(line.Of(t))
	if len(sentences) == 0 {
		return passage{}, false
	}
	first := rng.IntN(len(sentences))
	if first > 0 && !endsSentence(sentences[first-1].Of(line.Of(t))) {
		return passage{}, false // behind a semicolon
	}
	start := line.Start + sentences[first].Start
	want := s.from + rng.IntN(s.to-s.from)
	for _, q := range sentences[first:] {
		span := text.Span{Start: start, End: line.Start + q.End}
		n := text.Chars(span.Of(t))
		if n > s.to {
			break
		}
		if n >= want || n >= s.from && q == sentences[len(sentences)-1] {
			found := p.at(doc, span)
			return found, endsSentence(found.text) && !p.taken(doc, span) && p.isOwn(found.text)
		}
	}
	return passage{}, false
}

// endsSentence tells paragraphs from headings.
func endsSentence(t string) bool {
	for i := range len(sentenceSigns) / 3 {
		if strings.HasSuffix(t, sentenceSigns[3*i:3*i+3]) {
			return true
		}
	}
	return false
}

func (p *passages) taken(doc int, span text.Span) bool {
	for _, u := range p.used[doc] {
		if u.Overlaps(span) {
			return true
		}
	}
	return false
}

func (p *passages) at(doc int, span text.Span) passage {
	d := p.archive[doc]
	q := passage{doc: doc, unit: d.Unit, name: d.Name, span: span, text: span.Of(d.Text)}
	q.start, q.end = runeSpan(d.Text, span)
	return q
}

// find looks up where the passage of a rewrite stands.
func (p *passages) find(r Rewrite) (passage, error) {
	wanted := strings.TrimSpace(r.Passage)
	for doc, d := range p.archive {
		if d.Name != r.Source {
			continue
		}
		at := strings.Index(d.Text, wanted)
		if at < 0 || wanted == "" {
			return passage{}, fmt.Errorf("the passage %.40q… does not stand in %s", wanted, r.Source)
		}
		span := text.Span{Start: at, End: at + len(wanted)}
		p.used[doc] = append(p.used[doc], span)
		return p.at(doc, span), nil
	}
	return passage{}, fmt.Errorf("there is no report %s", r.Source)
}
