package generate

import "hegao/analyzer/text"

// Report is an invented report.
type Report struct {
	Unit  string
	Year  int
	Type  string // id of the template it follows
	Title string
	Text  string // whole, title and closing among it
}

// Corpus is a series of invented reports. It holds no texts: each report is
// made when it is asked for. It is safe for concurrent use.
type Corpus struct {
	seed     uint64
	size     int
	units    int // a multiple of the number of subject areas
	counties int
	grammar  *grammar
}

// How many reports there are to a unit and to a county.
const (
	reportsPerUnit   = 5
	reportsPerCounty = 60
)

// NewCorpus returns the corpus of size reports that follows from seed. Its
// first call in a program costs some ten milliseconds.
func NewCorpus(seed uint64, size int) *Corpus {
	g := loadGrammar()
	areas := len(g.areas)
	return &Corpus{
		seed: seed, size: size, grammar: g,
		units:    max(size/reportsPerUnit/areas, 3) * areas,
		counties: max(size/reportsPerCounty, 3),
	}
}

// Size is the number of reports.
func (c *Corpus) Size() int { return c.size }

func (c *Corpus) key(i int) uint64 { return mix(mix(c.seed, 100), uint64(i)) }

// Report returns report i, 0 ≤ i < Size. It depends on the seed, the size and
// i alone. Cost: about a fifth of a millisecond for 3,000 hanzi.
func (c *Corpus) Report(i int) Report {
	r, _ := c.compose(c.lineageOf(i), plainDensity)
	return r
}

// SetPhrases returns where the set phrases of report i stand, in bytes of its
// Text, ascending.
func (c *Corpus) SetPhrases(i int) []text.Span {
	_, phrases := c.compose(c.lineageOf(i), plainDensity)
	return phrases
}

// Formulaic returns a report apart from the numbered ones in which nearly
// every sentence holds set phrases: honest, and as like to others as honest
// text becomes. It depends on the seed, the size and i alone.
func (c *Corpus) Formulaic(i int) Report {
	key := mix(mix(c.seed, 200), uint64(i))
	l := lineage{links: []link{{key: key}}, unit: pick(mix(key, 3), c.units), year: firstYear + pick(mix(key, 4), firstYears)}
	r, _ := c.compose(l, formulaicDensity)
	return r
}
