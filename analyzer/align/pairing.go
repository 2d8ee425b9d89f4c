package align

import (
	"cmp"
	"slices"

	"hegao/analyzer/text"
)

// gram is how many characters are compared at a time, and common the number
// of paragraphs from which a gram says nothing about where it came from.
const (
	gram   = 4
	common = 20
)

// A pair of paragraphs goes together when leastShare of the grams of both
// are shared, or leastPart of those of the shorter one. A paragraph joins
// its neighbour's row when leastPart of it stands there.
const (
	leastShare = 0.3
	leastPart  = 0.6
)

// leastGrams is the fewest grams of a paragraph that can be a part of
// another: a salutation stands inside many sentences.
const leastGrams = 12

// part reports whether so many shared grams make a paragraph a part of
// another.
func part(shared, grams int) bool {
	return grams >= leastGrams && float64(shared) >= leastPart*float64(grams)
}

// candidates is how many paragraphs each one may go together with.
const candidates = 3

// para is a paragraph with its grams, each once.
type para struct {
	span  text.Span
	grams []string
}

// pair is two paragraphs and how many grams they share.
type pair struct{ before, after, shared int }

// pairing finds which paragraphs go together: to[j] is the row of later
// paragraph j, an earlier paragraph, or -1; from is the same the other way.
type pairing struct {
	before, after []para
	pairs         []pair
	to, from      []int
	moves         map[int]bool // later paragraphs whose pair stands elsewhere
}

func newPairing(before, after string) *pairing {
	p := &pairing{before: parasOf(before), after: parasOf(after), moves: map[int]bool{}}
	p.to, p.from = fill(len(p.after)), fill(len(p.before))
	at := map[string][]int{}
	for i, x := range p.before {
		for _, g := range x.grams {
			at[g] = append(at[g], i)
		}
	}
	for j := range p.after {
		p.candidates(j, at)
	}
	return p
}

func fill(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

func parasOf(t string) []para {
	var out []para
	for _, b := range text.Lines(t) {
		if x := (para{span: b.Span, grams: gramsOf(b.Of(t))}); !text.Trim(t, b.Span).Empty() {
			out = append(out, x)
		}
	}
	return out
}

// gramsOf are the runs of characters of a paragraph, each once; a shorter one
// is a run by itself.
func gramsOf(s string) []string {
	runes := text.Normalize(s).Runes
	if len(runes) < gram {
		return []string{string(runes)}
	}
	seen, out := map[string]bool{}, []string(nil)
	for i := 0; i+gram <= len(runes); i++ {
		if g := string(runes[i : i+gram]); !seen[g] {
			seen[g] = true
			out = append(out, g)
		}
	}
	return out
}

// candidates notes the earlier paragraphs that a later one may have come from.
func (p *pairing) candidates(j int, at map[string][]int) {
	shared := map[int]int{}
	for _, g := range p.after[j].grams {
		if where := at[g]; len(where) <= common {
			for _, i := range where {
				shared[i]++
			}
		}
	}
	var found []pair
	for i, n := range shared {
		a, b := len(p.before[i].grams), len(p.after[j].grams)
		if float64(2*n) >= leastShare*float64(a+b) || part(n, min(a, b)) {
			found = append(found, pair{i, j, n})
		}
	}
	slices.SortFunc(found, func(x, y pair) int { return cmp.Or(y.shared-x.shared, x.before-y.before) })
	p.pairs = append(p.pairs, found[:min(len(found), candidates)]...)
}

// chain chooses the pairs that run forward in both texts and share most.
func (p *pairing) chain() {
	order := slices.Clone(p.pairs)
	// Of one later paragraph the last earlier one comes first, so that no
	// pair follows another of the same paragraph.
	slices.SortFunc(order, func(x, y pair) int { return cmp.Or(x.after-y.after, y.before-x.before) })
	best, via := make([]int, len(order)), fill(len(order))
	tree := newLadder(len(p.before))
	last := -1
	for k, x := range order {
		best[k] = x.shared
		if v := tree.top(x.before); v >= 0 {
			best[k], via[k] = best[k]+best[v], v
		}
		tree.put(x.before, k, best)
		if last < 0 || best[k] > best[last] {
			last = k
		}
	}
	for k := last; k >= 0; k = via[k] {
		p.to[order[k].after], p.from[order[k].before] = order[k].before, order[k].after
	}
}

// ladder answers which chain that ends before a paragraph is the best
// (a Fenwick tree of maxima).
type ladder struct {
	chain []int
	best  []int
}

func newLadder(n int) *ladder { return &ladder{fill(n + 1), make([]int, n+1)} }

// top is the best chain that ends before paragraph i, -1 where there is none.
func (l *ladder) top(i int) int {
	out, most := -1, 0
	for ; i > 0; i -= i & -i {
		if l.best[i] > most {
			out, most = l.chain[i], l.best[i]
		}
	}
	return out
}

func (l *ladder) put(i, chain int, best []int) {
	for i++; i < len(l.chain); i += i & -i {
		if best[chain] > l.best[i] {
			l.chain[i], l.best[i] = chain, best[chain]
		}
	}
}

// joinAfter lets a later paragraph that is a part of its neighbour's pair
// join that row: one paragraph was made two.
func (p *pairing) joinAfter() {
	for _, x := range p.pairs {
		if p.to[x.after] >= 0 || !part(x.shared, len(p.after[x.after].grams)) {
			continue
		}
		if x.after > 0 && p.to[x.after-1] == x.before || x.after+1 < len(p.to) && p.to[x.after+1] == x.before {
			p.to[x.after] = x.before
		}
	}
}

// joinBefore is the same for two paragraphs that were made one.
func (p *pairing) joinBefore() {
	for _, x := range p.pairs {
		if p.from[x.before] >= 0 || !part(x.shared, len(p.before[x.before].grams)) {
			continue
		}
		if x.before > 0 && p.from[x.before-1] == x.after || x.before+1 < len(p.from) && p.from[x.before+1] == x.after {
			p.from[x.before] = x.after
		}
	}
}

// moved pairs what is left, wherever it stands.
func (p *pairing) moved() {
	left := slices.Clone(p.pairs)
	slices.SortStableFunc(left, func(x, y pair) int { return y.shared - x.shared })
	for _, x := range left {
		if p.to[x.after] < 0 && p.from[x.before] < 0 {
			p.to[x.after], p.from[x.before], p.moves[x.after] = x.before, x.after, true
		}
	}
}

// rows walks both texts.
func (p *pairing) rows() []Row {
	var out []Row
	next := 0 // the first earlier paragraph without a row
	removed := func(until int) {
		for ; next < until; next++ {
			if p.from[next] < 0 {
				out = append(out, Row{Before: p.before[next].span})
			}
		}
	}
	for j := 0; j < len(p.after); j++ {
		row := Row{After: p.after[j].span, Moved: p.moves[j]}
		i := p.to[j]
		if i < 0 {
			out = append(out, row)
			continue
		}
		for j+1 < len(p.after) && p.to[j+1] == i && !p.moves[j+1] {
			j++
			row.After.End = p.after[j].span.End
		}
		if !row.Moved {
			first, last := p.joined(i, j)
			removed(first)
			next = max(next, last+1)
			row.Before = text.Span{Start: p.before[first].span.Start, End: p.before[last].span.End}
		} else {
			row.Before = p.before[i].span
		}
		out = append(out, row)
	}
	removed(len(p.before))
	return out
}

// joined is the run of earlier paragraphs around i that went into the row
// which ends with later paragraph j.
func (p *pairing) joined(i, j int) (first, last int) {
	same := func(k int) bool {
		return k >= 0 && k < len(p.from) && p.from[k] >= 0 && p.from[k] <= j && p.to[p.from[k]] == i && !p.moves[p.from[k]]
	}
	first, last = i, i
	for same(first - 1) {
		first--
	}
	for same(last + 1) {
		last++
	}
	return first, last
}
