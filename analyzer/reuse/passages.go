package reuse

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

const (
	// joinGap is how many characters may lie between two runs of one source
	// for them to be one passage, and joinReach how far apart they may stand
	// in the source.
	joinGap   = 40
	joinReach = 600
	// maxAlternates bounds the sources named besides the first.
	maxAlternates = 5
	// alternateShare is how close to the first source's strength another
	// must come to be named.
	alternateShare = 0.6
	// loneEvidence is the evidence from which a passage needs no other
	// support, and leastLike the similarity under which nobody would see
	// that it is one.
	loneEvidence = 2.8
	leastLike    = .35
)

// passages turns runs into findings.
func (f *finder) passages(runs []run) {
	stretches := f.cover(f.join(runs))
	f.widen(stretches)
	for _, s := range stretches {
		kind, similarity, families, ok := s.kind()
		if !ok || kind.Copied() && !s.supported(similarity, stretches) {
			continue
		}
		span := f.track.Span(s.from, s.to)
		p := Passage{Span: span, Kind: kind, Similarity: similarity, Families: families}
		p.Sources = append([]Place{s.placeIn(similarity)}, s.alternates()...)
		p.ID = passageID(f.draft.Text, span, p.Sources[0].Report)
		p.Why = message.New(message.Key("passage."+string(kind)), s.to-s.from, percent(similarity), families)
		f.res.Passages = append(f.res.Passages, p)
	}
}

// widen grows every stretch, at most to its neighbours.
func (f *finder) widen(stretches []*stretchOf) {
	for i, s := range stretches {
		least, most := 0, f.track.Len()
		if i > 0 {
			least = stretches[i-1].to
		}
		if i+1 < len(stretches) {
			most = stretches[i+1].from
		}
		s.widen(least, most)
	}
}

// supported reports whether the stretch is long enough to count, alone or by
// what else the same source gave.
func (s *stretchOf) supported(similarity float64, all []*stretchOf) bool {
	formula := 0
	if s.to-s.from < longChars {
		formula = s.formulaChars()
	}
	if formula == 0 && s.evidence >= loneEvidence && s.to-s.from >= loneChars {
		return true
	}
	if similarity < leastLike {
		return false
	}
	if similarity*float64(s.to-s.from-formula) >= loneChars {
		return true
	}
	if formula > 0 {
		return false
	}
	for _, o := range all {
		if o != s && o.source == s.source && o.to-o.from >= supportChars {
			return true
		}
	}
	return false
}

func percent(x float64) string { return fmt.Sprintf("%.0f", 100*x) }

// join makes one stretch of runs that follow each other in the draft and
// come from one part of one source.
func (f *finder) join(runs []run) []*stretchOf {
	var out []*stretchOf
	for _, r := range runs {
		c := &f.claims[r.claim]
		from, to := c.trim(r.from, r.to)
		if from >= to {
			continue
		}
		if n := len(out); n > 0 && out[n-1].takes(c, from) {
			out[n-1].to = to
			if !slices.Contains(out[n-1].claims, r.claim) {
				out[n-1].claims = append(out[n-1].claims, r.claim)
			}
			continue
		}
		out = append(out, &stretchOf{f: f, from: from, to: to, source: c.source, claims: []int{r.claim}})
	}
	return out
}

// trim narrows [from, to) to the first and last pair kept in it.
func (c *claim) trim(from, to int) (int, int) {
	first, _ := slices.BinarySearch(c.at, int32(from))
	last, _ := slices.BinarySearch(c.at, int32(to-1))
	if first >= last {
		return 0, 0
	}
	return int(c.at[first]), int(c.at[last-1]) + 2
}

func (s *stretchOf) takes(c *claim, from int) bool {
	if s.source != c.source || from-s.to > joinGap {
		return false
	}
	sFrom, sTo := s.place()
	first, _ := slices.BinarySearch(c.at, int32(from))
	at := int(c.sAt[min(first, len(c.sAt)-1)])
	return at >= sFrom-joinReach && at <= sTo+joinReach
}

// placeIn says where the stretch stands in its source.
func (s *stretchOf) placeIn(similarity float64) Place {
	sFrom, sTo := s.place()
	return s.source.placeAt(sFrom, sTo, similarity)
}

func (src *Source) placeAt(from, to int, similarity float64) Place {
	span := src.Track.Span(from, to)
	p := Place{
		Report: src.Name, File: src.File, Title: src.Title, Unit: src.Unit, Year: src.Year,
		Span: span, Similarity: similarity,
	}
	p.RuneStart = utf8.RuneCountInString(src.Text[:span.Start])
	p.RuneEnd = p.RuneStart + utf8.RuneCountInString(span.Of(src.Text))
	return p
}

// alternates are the other sources that hold the stretch nearly as well.
func (s *stretchOf) alternates() []Place {
	own := s.strength()
	by := map[*Source]*stretchOf{} // each source with the claim that holds most
	for i := range s.f.claims {
		c := &s.f.claims[i]
		if c.source == s.source || c.to <= s.from || s.to <= c.from {
			continue
		}
		o := &stretchOf{f: s.f, from: s.from, to: s.to, source: c.source, claims: []int{i}}
		if best := by[c.source]; best == nil || o.strength() > best.strength() {
			by[c.source] = o
		}
	}
	others := make([]*stretchOf, 0, len(by))
	for _, o := range by {
		if o.strength() >= alternateShare*own {
			others = append(others, o)
		}
	}
	slices.SortFunc(others, func(a, b *stretchOf) int {
		return cmp.Or(cmp.Compare(b.strength(), a.strength()), cmp.Compare(a.source.ID, b.source.ID))
	})
	var places []Place
	for _, o := range others[:min(len(others), maxAlternates)] {
		places = append(places, o.placeIn(o.similarity()))
	}
	return places
}

// passageID stays the same when the draft changes elsewhere.
func passageID(t string, span text.Span, report string) string {
	sum := sha256.Sum256([]byte(report + "\x00" + span.Of(t)))
	return hex.EncodeToString(sum[:6])
}
