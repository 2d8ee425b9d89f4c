package generate

import (
	"math/rand/v2"

	"hegao/analyzer/text"
)

// writer writes one report. Words and figures are drawn from two sources, so
// that a later version can keep the words of a sentence and change its
// figures.
type writer struct {
	grammar *grammar
	out     []byte
	area    int    // index into grammar.areas
	voice   uint64 // of the author, see favourite
	scene   scene
	phrases []text.Span // set phrases written so far

	wordSource, figureSource rand.PCG
	words, figures           *rand.Rand

	counted word    // the thing or metric drawn last
	drawn   []int32 // by rule: the alternative drawn last in this sentence, or -1
}

func newWriter(g *grammar, voice uint64, s scene) *writer {
	w := &writer{grammar: g, voice: voice, scene: s, out: make([]byte, 0, 16<<10), drawn: make([]int32, len(g.rules))}
	w.words, w.figures = rand.New(&w.wordSource), rand.New(&w.figureSource)
	return w
}

// seed begins a sentence.
func (w *writer) seed(words, figures uint64) {
	w.wordSource.Seed(words, 1)
	w.figureSource.Seed(figures, 2)
	for i := range w.drawn {
		w.drawn[i] = -1
	}
}

func (w *writer) put(s string) { w.out = append(w.out, s...) }

// rule writes one alternative of a rule.
func (w *writer) rule(r *rule) { w.alternative(w.choose(r)) }

func (w *writer) named(name string) { w.rule(w.grammar.rules[name]) }

func (w *writer) alternative(a *alternative) {
	if a.ops == nil {
		w.put(a.text)
		return
	}
	for i := range a.ops {
		w.op(&a.ops[i])
	}
}

func (w *writer) op(o *op) {
	switch {
	case o.rule != nil:
		w.rule(o.rule)
	case o.make != nil:
		o.make(w)
	case o.choice != nil:
		w.alternative(&o.choice[w.words.IntN(len(o.choice))])
	case o.maybe != nil:
		if w.words.Uint64()&1 == 0 {
			w.alternative(o.maybe)
		}
	default:
		w.put(o.text)
	}
}

// An author has favourites: of each word list a few words that come back, as
// the words of a real report do. favourShare of the draws go to them.
const (
	favourShare = 0.3
	favourites  = 6
)

// choose draws an alternative, not the same twice running in one sentence.
func (w *writer) choose(r *rule) *alternative {
	l := r.byArea[w.area]
	if len(l.alts) == 1 {
		return &l.alts[0]
	}
	u := w.words.Float64()
	if l.alts[0].ops == nil {
		if u < favourShare {
			u = w.favourite(r, int(u/favourShare*favourites))
		} else {
			u = (u - favourShare) / (1 - favourShare)
		}
	}
	i := l.table.draw(u)
	if int32(i) == w.drawn[r.id] || w.stutters(l.alts[i].text) {
		i = (i + 1) % len(l.alts)
	}
	w.drawn[r.id] = int32(i)
	return &l.alts[i]
}

// stutters reports whether the text ends with the two hanzi that word begins
// with.
func (w *writer) stutters(word string) bool {
	const two = 2 * len("字")
	return len(word) >= two && len(w.out) >= two && string(w.out[len(w.out)-two:]) == word[:two]
}

// favourite is the place in the cumulative table of the author's favourite k
// of a rule.
func (w *writer) favourite(r *rule, k int) float64 {
	return float64(mix(w.voice, uint64(r.id<<8|k))>>11) / (1 << 53)
}

// thing draws a word with a measure.
func (w *writer) thing(rule string) word {
	w.counted = w.choose(w.grammar.rules[rule]).word
	return w.counted
}

// phrase writes a set phrase of a pool and remembers where it stands.
func (w *writer) phrase(pool string) {
	start := len(w.out)
	w.named(pool)
	w.phrases = append(w.phrases, text.Span{Start: start, End: len(w.out)})
}
