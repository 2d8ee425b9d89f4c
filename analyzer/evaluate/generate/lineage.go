package generate

// Shares of the reports that are not written anew.
const (
	versionShare = 0.15 // a unit's later version of an earlier report
	copyShare    = 0.02 // nearly a copy, under another unit's name
)

// What a later version and a copy change, as shares of the paragraphs and of
// the sentences in the others.
const (
	versionParagraphs, versionSentences = 0.12, 0.15
	copyParagraphs, copySentences       = 0.02, 0.03
	copyFigures                         = 0.15 // of a copy's sentences get new figures
)

// link is one report in a chain of versions.
type link struct {
	key  uint64
	copy bool // of another unit
}

// lineage is how a report came about: links[0] was written anew, each further
// one was made from the one before, and the last is the report itself.
type lineage struct {
	links []link
	unit  int // number of the unit
	year  int
}

func (l *lineage) root() uint64 { return l.links[0].key }

// parentOf returns the report that report i was made from; ok is false where
// i was written anew.
func (c *Corpus) parentOf(i int) (parent int, copied, ok bool) {
	h := mix(c.key(i), 1)
	if i == 0 || !below(h, versionShare+copyShare) {
		return 0, false, false
	}
	return pick(mix(h, 2), i), !below(h, versionShare), true
}

// FamilyOf returns the first report of the family of report i: i itself,
// unless it is a version or a copy of an earlier one. Cost: O(length of the
// chain), on average under 2.
func (c *Corpus) FamilyOf(i int) int {
	for {
		parent, _, ok := c.parentOf(i)
		if !ok {
			return i
		}
		i = parent
	}
}

// The years in which first reports were written.
const firstYear, firstYears = 2012, 10

func (c *Corpus) lineageOf(i int) lineage {
	parent, copied, ok := c.parentOf(i)
	key := c.key(i)
	if !ok {
		return lineage{links: []link{{key: key}}, unit: pick(mix(key, 3), c.units), year: firstYear + pick(mix(key, 4), firstYears)}
	}
	l := c.lineageOf(parent)
	l.links = append(l.links, link{key, copied})
	if copied {
		// Another unit of the same subject area: unit numbers count areas
		// round and round.
		areas := len(c.grammar.areas)
		others := c.units / areas
		step := 1 + pick(mix(key, 5), others-1)
		l.unit = l.unit%areas + (l.unit/areas+step)%others*areas
		l.year += pick(mix(key, 6), 2)
	} else {
		l.year++
	}
	return l
}

// wordsOf is the seed of the words of a sentence: of the last link that wrote
// it anew, or else of the first.
func (l *lineage) wordsOf(paragraph, sentence int) uint64 {
	place := uint64(paragraph<<16 | sentence)
	for k := len(l.links) - 1; k > 0; k-- {
		p, s := versionParagraphs, versionSentences
		if l.links[k].copy {
			p, s = copyParagraphs, copySentences
		}
		key := l.links[k].key
		if below(mix(mix(key, 7), uint64(paragraph)), p) || below(mix(mix(key, 8), place), s) {
			return mix(mix(key, 9), place)
		}
	}
	return mix(mix(l.root(), 9), place)
}

// figuresOf is the seed of the figures of a sentence: a version has its own,
// a copy keeps most of those it found.
func (l *lineage) figuresOf(paragraph, sentence int) uint64 {
	place := uint64(paragraph<<16 | sentence)
	for k := len(l.links) - 1; k > 0; k-- {
		key := l.links[k].key
		if !l.links[k].copy || below(mix(mix(key, 10), place), copyFigures) {
			return mix(mix(key, 11), place)
		}
	}
	return mix(mix(l.root(), 11), place)
}
