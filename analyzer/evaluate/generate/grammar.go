package generate

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// generalArea is the area whose words every other one shares; it is the last
// of words.txt.
const generalArea = "general"

// word is an entry of a word list.
type word struct {
	text    string
	measure string // 台, %, …
	more    bool   // of a metric: more is better
}

// op is one step of writing an alternative.
type op struct {
	text   string        // written as it stands, where nothing else is set
	rule   *rule         // an alternative of this rule is written
	make   func(*writer) // the program writes
	choice []alternative // one of these
	maybe  *alternative  // written in every second case
}

type alternative struct {
	word
	ops []op // nil for a plain word
}

// rule is a named list of alternatives; words differ by area.
type rule struct {
	id     int
	byArea []*list
}

type list struct {
	alts  []alternative
	table *table
}

// grammar is the compiled data folder. It is never changed, so it may be
// used by several goroutines at once.
type grammar struct {
	areas []string // without generalArea
	rules map[string]*rule
	units [][]string // by area: entries "C人民医院/我院"
}

// loadGrammar compiles the data once for the whole program; it takes some
// ten milliseconds.
var loadGrammar = sync.OnceValue(compile)

// phraseOffsets is how flat each pool of set phrases is. A pool that is drawn
// from often needs a flat beginning, so that its first phrase stands in about
// two reports of five and not in all.
var phraseOffsets = map[string]float64{
	"lead": 9, "tail": 10, "whole": 16, "weak": 20, "next": 18, "opening": 6, "closing": 8,
}

func compile() *grammar {
	g := &grammar{rules: map[string]*rule{}}
	areas := areasIn(wordsText)
	general := areas[len(areas)-1]
	if general.area != generalArea {
		panic("generate: the general words must come last")
	}
	areas = areas[:len(areas)-1]
	// In one order, since the numbers of the rules decide what is drawn.
	for _, name := range slices.Sorted(maps.Keys(general.words)) {
		g.addRule(name)
	}
	for i, a := range areas {
		g.areas = append(g.areas, a.area)
		g.units = append(g.units, a.words["unit"])
		for _, name := range slices.Sorted(maps.Keys(a.words)) {
			if i == 0 && g.rules[name] == nil && name != "unit" {
				g.addRule(name)
			}
		}
	}
	g.fillWords(areas, general)
	g.addFrames(framesText, nil)
	g.addFrames(phrasesText, phraseOffsets)
	return g
}

func (g *grammar) addRule(name string) {
	if g.rules[name] != nil {
		panic("generate: two rules are called " + name)
	}
	g.rules[name] = &rule{id: len(g.rules)}
}

// fillWords gives every rule its words by area: the area's own first, so that
// they are drawn more often, then the general ones.
func (g *grammar) fillWords(areas []areaWords, general areaWords) {
	for name, r := range g.rules {
		for _, a := range areas {
			l := &list{}
			for _, entry := range slices.Concat(a.words[name], general.words[name]) {
				l.alts = append(l.alts, alternative{word: wordIn(entry)})
			}
			l.table = newTable(len(l.alts), float64(len(l.alts))/8)
			r.byArea = append(r.byArea, l)
		}
	}
}

// wordIn reads "word", "word/measure" or "word/measure/+".
func wordIn(entry string) word {
	parts := strings.Split(entry, "/")
	w := word{text: parts[0]}
	if len(parts) > 1 {
		w.measure = parts[1]
	}
	w.more = len(parts) > 2 && parts[2] == "+"
	return w
}

func (g *grammar) addFrames(data string, offsets map[string]float64) {
	names, rules := rulesIn(data)
	for _, name := range names {
		g.addRule(name)
	}
	for _, name := range names {
		l := &list{}
		for _, line := range rules[name] {
			p := frameParser{grammar: g, line: line, rest: line}
			l.alts = append(l.alts, alternative{ops: p.sequence("")})
		}
		offset, ok := offsets[name]
		if !ok {
			offset = float64(len(l.alts)) / 2
		}
		l.table = newTable(len(l.alts), offset)
		for range g.areas {
			g.rules[name].byArea = append(g.rules[name].byArea, l)
		}
	}
}

// frameParser reads one alternative.
type frameParser struct {
	grammar    *grammar
	line, rest string
}

// sequence reads up to one of the signs of end, which it leaves, or to the
// end of the line.
func (p *frameParser) sequence(end string) []op {
	var ops []op
	for p.rest != "" && !strings.ContainsAny(p.rest[:1], end) {
		switch p.rest[0] {
		case '{':
			name, rest, _ := strings.Cut(p.rest[1:], "}")
			p.rest = rest
			ops = append(ops, p.reference(name))
		case '[':
			p.rest = p.rest[1:]
			inner := alternative{ops: p.sequence("]")}
			p.skip("]")
			ops = append(ops, op{maybe: &inner})
		case '(':
			ops = append(ops, p.alternatives())
		default:
			n := strings.IndexAny(p.rest, "{[]()|")
			if n < 0 {
				n = len(p.rest)
			}
			ops = append(ops, op{text: p.rest[:n]})
			p.rest = p.rest[n:]
		}
	}
	return ops
}

func (p *frameParser) alternatives() op {
	var o op
	for p.rest[0] != ')' {
		p.rest = p.rest[1:] // ( or |
		o.choice = append(o.choice, alternative{ops: p.sequence("|)")})
	}
	p.skip(")")
	return o
}

func (p *frameParser) skip(sign string) {
	if !strings.HasPrefix(p.rest, sign) {
		panic(fmt.Sprintf("generate: no %q in frame %q", sign, p.line))
	}
	p.rest = p.rest[len(sign):]
}

func (p *frameParser) reference(name string) op {
	if f := makers[name]; f != nil {
		return op{make: f}
	}
	if r := p.grammar.rules[name]; r != nil {
		return op{rule: r}
	}
	panic(fmt.Sprintf("generate: nothing is called %q in frame %q", name, p.line))
}
