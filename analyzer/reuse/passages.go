package reuse

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"unicode/utf8"

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
	leastLike    = 0.35
	// sureEvidence is the evidence from which it does not matter that several
	// families hold some of its clauses.
	sureEvidence = 8.0
	// hardlyLike is the similarity under which nothing helps: what other
	// sources left of a verdict may hold nothing of it.
	hardlyLike = 0.15
)

// passages turns runs into findings.
func (f *finder) passages(runs []run) {
	stretches := f.cover(f.join(runs))
	f.widen(stretches)
	for _, s := range stretches {
		j, ok := s.judge()
		if !ok {
			continue
		}
		formula := s.formulaChars()
		if !s.supported(j.similarity, 0, stretches) {
			j.own = "" // too short, whatever a reader thinks is common
		}
		if j.kind.Copied() && !s.supported(j.similarity, formula, stretches) {
			continue
		}
		f.res.Passages = append(f.res.Passages, s.passage(j, formula))
	}
}

func (s *stretchOf) passage(j judgement, formula int) Passage {
	p := Passage{
		Span: s.f.track.Span(s.from, s.to), Kind: j.kind, Own: j.own, Chars: s.to - s.from,
		Similarity: j.similarity, Families: j.families, Evidence: s.explain(formula),
	}
	p.Sources = append([]Place{s.placeIn(j.similarity)}, s.alternates()...)
	p.ID = passageID(s.f.draft.Text, p.Span, p.Sources[0].Report)
	p.Why = p.why()
	return p
}

// rareWeight is the weight from which a pair is rare: at most about one
// family in thirty holds it in an archive of a thousand.
const rareWeight = 0.5

// explain sums up what speaks for the stretch.
func (s *stretchOf) explain(formula int) Evidence {
	sFrom, sTo := s.place()
	source := s.source.Track.Runes[sFrom:sTo]
	s.f.pattern.set(s.f.track.Runes[s.from:s.to])
	e := Evidence{Kept: s.f.pattern.lcs(source), Formula: formula, Clear: s.evidence}
	here := s.f.pairs.in(source)
	counted := s.from // characters before this one are counted
	for i := s.from; i+1 < s.to; i++ {
		if id := s.f.pairs.ids[i]; id >= 0 && s.f.pairs.weight[id] >= rareWeight && here[id] {
			e.Rare += i + 2 - max(counted, i)
			counted = i + 2
		}
	}
	return e
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
// what else the same source gave. Clauses that several families word alike do
// not count in a short one, unless the source is the only one to hold it all.
func (s *stretchOf) supported(similarity float64, formula int, all []*stretchOf) bool {
	length := s.to - s.from
	if length >= longChars || s.evidence >= sureEvidence {
		formula = 0
	}
	switch {
	case similarity < hardlyLike:
		return false
	case formula == 0 && s.evidence >= loneEvidence && length >= loneChars:
		return true
	case similarity < leastLike:
		return false
	case similarity*float64(length-formula) >= loneChars:
		return true
	case formula > 0:
		return false
	case s.inRuns() >= loneChars:
		return true
	}
	return slices.ContainsFunc(all, func(o *stretchOf) bool {
		return o != s && o.source == s.source && o.to-o.from >= supportChars
	})
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
	others := s.otherChains()
	if w := s.f.windowLike(s.from, s.to); w != nil {
		others = append(others, s.otherHolders(w, others)...)
	}
	slices.SortFunc(others, func(a, b *stretchOf) int {
		return cmp.Or(cmp.Compare(b.similarity(), a.similarity()), cmp.Compare(a.source.ID, b.source.ID))
	})
	var places []Place
	for _, o := range others[:min(len(others), maxAlternates)] {
		places = append(places, o.placeIn(o.similarity()))
	}
	return places
}

// otherChains are the stretches that chains of other sources make of this one.
func (s *stretchOf) otherChains() []*stretchOf {
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
		if strength := o.strength(); strength > 0 && strength >= alternateShare*own {
			others = append(others, o)
		}
	}
	return others
}

// otherHolders are the sources that hold a window nearly as well as this one
// does and are not among those known.
func (s *stretchOf) otherHolders(w *window, known []*stretchOf) []*stretchOf {
	var own float64
	for _, h := range w.held {
		if h.source == s.source.ID {
			own = h.share
		}
	}
	var others []*stretchOf
	for _, h := range w.held {
		src := s.f.sources[h.source]
		there := slices.ContainsFunc(known, func(o *stretchOf) bool { return o.source == src })
		if src != s.source && !there && own > 0 && h.share >= alternateShare*own {
			others = append(others, &stretchOf{f: s.f, from: s.from, to: s.to, source: src, parts: []part{{h.from, h.to}}})
		}
	}
	return others
}

// passageID stays the same when the draft changes elsewhere.
func passageID(t string, span text.Span, report string) string {
	sum := sha256.Sum256([]byte(report + "\x00" + span.Of(t)))
	return hex.EncodeToString(sum[:6])
}
