package generate

import (
	"math/rand/v2"

	"hegao/analyzer/text"
)

// density is how many sentences have a set phrase before or after them or are
// one, as shares.
type density struct{ lead, tail, whole float64 }

var (
	plainDensity     = density{lead: 0.13, tail: 0.15, whole: 0.05}
	formulaicDensity = density{lead: 0.55, tail: 0.65, whole: 0.30}
)

// composer writes a report from its first to its last line.
type composer struct {
	*writer
	lineage   *lineage
	density   density
	shape     *rand.Rand // how many sections, paragraphs and sentences
	areas     [3]int     // the unit's own and two that every unit also writes about
	left      int        // sentences still to be written in the body
	paragraph int        // number of the paragraph being written
	sentence  int        // and of the sentence in it
}

// compose writes the report at the end of a lineage.
func (c *Corpus) compose(l lineage, d density) (Report, []text.Span) {
	areas := len(c.grammar.areas)
	own := l.unit % areas
	k := &composer{
		writer:  newWriter(c.grammar, l.root(), c.sceneOf(l.unit, l.year)),
		lineage: &l, density: d, shape: rand.New(rand.NewPCG(l.root(), 3)),
	}
	k.areas = [3]int{own, k.shape.IntN(areas), k.shape.IntN(areas)}
	r := Report{Unit: k.scene.unit, Year: l.year}
	form := k.form()
	r.Type = form.kind
	r.Title = k.title(form)
	k.left = k.length(d)
	k.opening(form)
	k.body(form)
	k.closing(form)
	r.Text = string(k.out)
	return r, k.phrases
}

// A report has fewest sentences and up to spread more, the middle being likeliest;
// with one of plainDensity that makes 1,600 to 5,000 characters.
const fewest, spread = 50, 110

// length draws the number of sentences. Sentences with more set phrases are
// longer, so there are fewer of them.
func (k *composer) length(d density) int {
	n := fewest + (k.shape.IntN(spread)+k.shape.IntN(spread))/2
	return int(float64(n) * (1 + plainDensity.lead + plainDensity.tail) / (1 + d.lead + d.tail))
}

// form is the outline of a kind of report.
type form struct {
	kind, title string
	addressed   bool
	before      []string // sections before those about the work
	after       []string // and after
}

var forms = []form{
	{"work-summary", "title.summary", false, nil, []string{"trouble", "plan"}},
	{"work-summary", "title.summary", false, nil, []string{"effect", "trouble", "plan"}},
	{"self-inspection", "title.inspection", true, []string{"base"}, []string{"trouble", "plan"}},
	{"generic-report", "title.report", true, []string{"base"}, []string{"effect", "trouble", "plan"}},
	{"generic-report", "title.report", true, nil, []string{"trouble", "plan"}},
}

func (k *composer) form() form { return forms[k.shape.IntN(len(forms))] }

// next begins a paragraph.
func (k *composer) next() {
	if len(k.out) > 0 {
		k.put("\n")
	}
	k.paragraph, k.sentence = k.paragraph+1, 0
}

// begin seeds the next sentence of the paragraph.
func (k *composer) begin() {
	k.seed(k.lineage.wordsOf(k.paragraph, k.sentence), k.lineage.figuresOf(k.paragraph, k.sentence))
	k.sentence++
}

func (k *composer) title(f form) string {
	k.area = k.areas[0]
	k.next()
	k.begin()
	k.named(f.title)
	return string(k.out)
}

func (k *composer) opening(f form) {
	if f.addressed {
		k.next()
		k.begin()
		k.named("addressee")
		k.put("：")
	}
	k.next()
	k.begin()
	k.named("start")
	k.put("。")
	for range k.shape.IntN(3) {
		k.write("base")
	}
	k.begin()
	k.phrase("opening")
	k.put("：")
}

func (k *composer) closing(f form) {
	k.next()
	k.begin()
	k.phrase("closing")
	k.put("。")
	k.next()
	k.put(k.scene.unit)
	k.next()
	k.begin()
	year, month := k.scene.year, 12
	if f.kind == "self-inspection" {
		month = 3 + k.figures.IntN(9)
	} else if k.figures.IntN(3) == 0 {
		year, month = year+1, 1
	}
	k.int(year)
	k.put("年")
	k.int(month)
	k.put("月")
	k.int(2 + k.figures.IntN(27))
	k.put("日")
}
