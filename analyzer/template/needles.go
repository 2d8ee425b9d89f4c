package template

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// needles are pieces of text of which every match of an expression holds at
// least one. Looking for them costs a fiftieth of what an engine for regular
// expressions does, and most sentences hold none.
type needles struct {
	// first has a bit for every character that begins a needle, by its last
	// bits: most characters of a text are passed over by it.
	first [64]uint64
	// by holds the needles by their first character; nil where nothing is
	// known of the matches.
	by map[rune][]string
}

// mostNeedles bounds the needles of an expression, and mostCrossed those that
// come of words following one another: longer needles tell more, but ever
// more of them save nothing.
const (
	mostNeedles = 600
	mostCrossed = 64
)

// needlesOf finds the needles of an expression.
func needlesOf(expr string) needles {
	var n needles
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return n
	}
	pieces := knownOf(re).pieces()
	if pieces == nil {
		return n
	}
	n.by = map[rune][]string{}
	for _, p := range pieces {
		r, _ := utf8.DecodeRuneInString(p)
		n.by[r] = append(n.by[r], p)
		n.first[r>>6&63] |= 1 << (r & 63)
	}
	return n
}

// in reports whether a text, which must be UTF-8, may hold a match.
func (n *needles) in(t string) bool {
	if n.by == nil {
		return true
	}
	for i, r := range t {
		if n.first[r>>6&63]&(1<<(r&63)) == 0 {
			continue
		}
		for _, p := range n.by[r] {
			if strings.HasPrefix(t[i:], p) {
				return true
			}
		}
	}
	return false
}

// known is what is known of the matches of an expression.
type known struct {
	// exact are all possible matches, where they are few; else nil.
	exact []string
	// some are pieces of which each match holds one; else nil.
	some []string
}

// pieces are the better of the two.
func (k known) pieces() []string { return better(k.some, k.exact) }

// anything is the exact match of what takes up no text.
var anything = []string{""}

func knownOf(re *syntax.Regexp) known {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return known{exact: []string{string(re.Rune)}}
		}
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText,
		syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return known{exact: anything}
	case syntax.OpCharClass:
		return known{exact: classOf(re.Rune)}
	case syntax.OpCapture:
		return knownOf(re.Sub[0])
	case syntax.OpQuest:
		if k := knownOf(re.Sub[0]); k.exact != nil {
			return known{exact: append(slices.Clone(k.exact), "")}
		}
	case syntax.OpPlus:
		return known{some: knownOf(re.Sub[0]).pieces()}
	case syntax.OpRepeat:
		if re.Min > 0 {
			return known{some: knownOf(re.Sub[0]).pieces()}
		}
	case syntax.OpConcat:
		return knownConcat(re.Sub)
	case syntax.OpAlternate:
		return knownAlternate(re.Sub)
	}
	return known{}
}

// mostClass bounds the characters of a class that are looked for one by one.
const mostClass = 24

// classOf lists the characters of a class, given as pairs of bounds.
func classOf(bounds []rune) []string {
	var out []string
	for i := 0; i+1 < len(bounds); i += 2 {
		if bounds[i+1]-bounds[i] >= mostClass || len(out) >= mostClass {
			return nil
		}
		for r := bounds[i]; r <= bounds[i+1]; r++ {
			out = append(out, string(r))
		}
	}
	return out
}

// knownConcat: neighbours that are known exactly are known together.
func knownConcat(subs []*syntax.Regexp) known {
	var best []string
	run, whole := anything, true
	for _, sub := range subs {
		k := knownOf(sub)
		best = better(best, k.some)
		if k.exact != nil && len(run)*len(k.exact) <= mostCrossed {
			run = crossed(run, k.exact)
			continue
		}
		best, whole = better(best, run), false
		if run = k.exact; run == nil {
			run = anything
		}
	}
	best = better(best, run)
	if whole {
		return known{exact: run, some: best}
	}
	return known{some: best}
}

func knownAlternate(subs []*syntax.Regexp) known {
	var out known
	exact, some := true, true
	for _, sub := range subs {
		k := knownOf(sub)
		pieces := k.pieces()
		exact, some = exact && k.exact != nil, some && pieces != nil
		out.exact, out.some = append(out.exact, k.exact...), append(out.some, pieces...)
	}
	if !exact || len(out.exact) > mostNeedles {
		out.exact = nil
	}
	if !some || len(out.some) > mostNeedles {
		out.some = nil
	}
	return out
}

func crossed(a, b []string) []string {
	out := make([]string, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			out = append(out, x+y)
		}
	}
	return out
}

// better is the list of pieces that tells more: the longer its shortest
// piece, and then the fewer there are. A list with an empty piece, or with
// none, tells nothing.
func better(a, b []string) []string {
	x, y := shortest(a), shortest(b)
	if x == 0 && y == 0 {
		return nil
	}
	if x > y || x == y && len(a) <= len(b) {
		return a
	}
	return b
}

// shortest is the length of the shortest piece, in bytes; 0 for none.
func shortest(pieces []string) int {
	if len(pieces) == 0 {
		return 0
	}
	least := len(pieces[0])
	for _, p := range pieces {
		least = min(least, len(p))
	}
	return least
}
