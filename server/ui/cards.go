package ui

import (
	"cmp"
	"slices"
	"strconv"

	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
)

// card is one finding beside the paper.
type card struct {
	ID      string
	Class   string
	Tag     string // the label that the mark carries
	Kind    string // what it is, in a few words
	Quote   []*piece
	Beside  []*piece // the source's words, where they are shown apart
	Change  []edit
	Why     string // and what to do
	Basis   string
	Source  string // who wrote it, where, how like
	Holders []link // the sources found, each beside the draft
	// Explanation says why a passage was taken.
	Explanation []string
	Places      []link // in the draft
	Compare     string // address of the comparison
	// Where says where in the draft it stands.
	Where string
	// Findings are what a decision on the card is about; none where there
	// is nothing to decide.
	Findings []string
	Settled  *settledNote // what was decided
	Unmended bool         // it was marked as mended, and is still there
	Teach    *teachForm   // a missing section can be pointed out

	order order
}

// link is an address and its words.
type link struct{ Href, Words string }

// edit is a stretch of text and what became of it: "same", "removed" or
// "added".
type edit struct{ Op, Text string }

// fold is the rest of the cards of one class.
type fold struct {
	ID    string
	Name  string
	Cards []card
}

// order is where a card stands: by how embarrassing its finding is, then
// the longest or gravest first, then in reading order.
type order struct{ rank, weight, at int }

// The ranks.
const (
	rankForeign = iota
	rankPlaceholder
	rankSection
	rankCount
	rankNumbering
	rankFault
	rankPassage
	rankOwn
	rankRewritten
	rankThin
	rankCommon // never among the first
	rankQuote
)

// shownFirst is how many cards stand unfolded; shownOfRank how many of one
// rank, where there are others.
const (
	shownFirst  = 10
	shownOfRank = 4
)

// cards returns the first cards and the rest by class.
func (f *findings) cards() ([]card, []fold) {
	all := slices.Concat(f.faultCards(), f.sectionCards(), f.pointCards(), f.passageCards())
	all, settled := f.settle(all)
	slices.SortStableFunc(all, func(a, b card) int {
		x, y := a.order, b.order
		return cmp.Or(cmp.Compare(x.rank, y.rank), cmp.Compare(y.weight, x.weight), cmp.Compare(x.at, y.at))
	})
	first, rest := pickFirst(all)
	return first, append(f.folds(rest), settled...)
}

// pickFirst picks the cards that stand unfolded, in order: of one rank at
// first no more than shownOfRank, so that twenty blanks do not hide that the
// text stands elsewhere; what room is left goes to the next in order.
func pickFirst(all []card) (first, rest []card) {
	chosen, picked, ofRank := make([]bool, len(all)), 0, map[int]int{}
	for _, most := range []int{shownOfRank, shownFirst} {
		for i, c := range all {
			if picked < shownFirst && !chosen[i] && c.order.rank < rankCommon && ofRank[c.order.rank] < most {
				chosen[i] = true
				picked++
				ofRank[c.order.rank]++
			}
		}
	}
	for i, c := range all {
		if chosen[i] {
			first = append(first, c)
		} else {
			rest = append(rest, c)
		}
	}
	return first, rest
}

func (f *findings) folds(rest []card) []fold {
	classes := []struct {
		id   string
		name message.Key
		to   int // the last rank in it
	}{
		{"fold-faults", "page.fold.faults", rankFault},
		{"fold-passages", "page.fold.passages", rankPassage},
		{"fold-own", "page.fold.own", rankOwn},
		{"fold-rewritten", "page.fold.rewritten", rankRewritten},
		{"fold-thin", "page.fold.thin", rankThin},
		{"fold-common", "page.fold.common", rankCommon},
		{"fold-quote", "page.fold.quote", rankQuote},
	}
	var out []fold
	for _, c := range classes {
		n := 0
		for n < len(rest) && rest[n].order.rank <= c.to {
			n++
		}
		if n > 0 {
			out = append(out, fold{c.id, f.visit.say(c.name, n, f.charsOf(c.to)), rest[:n]})
		}
		rest = rest[n:]
	}
	return out
}

// charsOf is how many characters of the draft a class of passages covers.
func (f *findings) charsOf(rank int) int {
	switch rank {
	case rankPassage:
		return f.shares[reuse.Verbatim] + f.shares[reuse.Near]
	case rankOwn:
		return f.shares[reuse.OwnHistory]
	case rankRewritten:
		return f.shares[reuse.Rewritten]
	case rankCommon:
		return f.shares[reuse.SetPhrase] + f.shares[reuse.SharedText]
	case rankQuote:
		return f.shares[reuse.Quotation]
	}
	return 0
}

// Names of rules that the page orders by; see CONTRACT.md.
const (
	ruleForeign     fault.RuleID = "foreign_name"
	rulePlaceholder fault.RuleID = "placeholder"
	ruleCount       fault.RuleID = "count_mismatch"
	ruleNumbering   fault.RuleID = "numbering"
)

// faultContext is how many characters are quoted on either side of a fault.
const faultContext = 18

func (f *findings) faultCards() []card {
	groups := f.faultGroups()
	byFirst := map[int]int{} // first fault -> index in out
	var out []card
	for i, x := range f.report.Faults {
		at, known := byFirst[groups[i]]
		if !known {
			at = len(out)
			byFirst[i] = at
			out = append(out, f.faultCard(i, x))
		}
		out[at].Findings = append(out[at].Findings, faultFinding(x).String())
		if !x.Span.Empty() {
			words := f.visit.say("page.card.locate")
			if known {
				words = strconv.Itoa(len(out[at].Places) + 1)
			}
			out[at].Places = append(out[at].Places, link{"#" + faultAnchor(i), words})
		}
	}
	return out
}

func (f *findings) faultCard(i int, x fault.Fault) card {
	t, lang := f.report.Text, f.visit.lang
	around := window(t, clip(t, x.Span, 60), faultContext, faultContext)
	return card{
		ID: faultCard(i), Class: "fault", Kind: f.visit.say(ruleName(x.Rule)),
		Quote: quote(t, around, x.Span, "fault"), Why: message.Join(lang, x.Message, x.Suggestion),
		Where: placeOf(f.headings, x.Span.Start), Basis: f.visit.say(ruleBasis(x.Rule)),
		order: order{faultRank(x.Rule), severityWeight(x.Severity), x.Span.Start},
	}
}

func faultRank(r fault.RuleID) int {
	switch r {
	case ruleForeign:
		return rankForeign
	case rulePlaceholder:
		return rankPlaceholder
	case ruleCount:
		return rankCount
	case ruleNumbering:
		return rankNumbering
	}
	return rankFault
}

func severityWeight(s fault.Severity) int {
	switch s {
	case fault.Error:
		return 2
	case fault.Warning:
		return 1
	}
	return 0
}

// ruleName names a rule; one that the page does not know is a fault all the
// same.
func ruleName(r fault.RuleID) message.Key {
	names := map[fault.RuleID]message.Key{
		ruleForeign: "page.rule.foreign_name", rulePlaceholder: "page.rule.placeholder", ruleCount: "page.rule.count_mismatch",
		ruleNumbering: "page.rule.numbering", "repeated_words": "page.rule.repeated_words", "unfinished": "page.rule.unfinished",
		"unbalanced": "page.rule.unbalanced", "residue": "page.rule.residue", "date_conflict": "page.rule.date_conflict",
		"number_conflict": "page.rule.number_conflict", "closing": "page.rule.closing", "attachment": "page.rule.attachment",
	}
	if key, ok := names[r]; ok {
		return key
	}
	return "page.rule.other"
}

func (f *findings) sectionCards() []card {
	var out []card
	for i, s := range f.report.Coverage.Sections {
		if !s.Required || s.Status == template.Present || s.Status == template.Unassessable {
			continue
		}
		c := card{ID: sectionCard(i), Why: s.Why.In(f.visit.lang), Basis: basisIn(f.visit.lang)(s.Basis), Findings: []string{sectionFinding(s).String()}}
		if s.Status == template.Missing || s.Status == template.Unheaded {
			c.Teach = f.teachForm(s)
		}
		c.Class, c.Kind, c.order = f.sectionLook(s.Status, s.Name)
		c.order.at = i
		if !s.Span.Empty() {
			c.Places = []link{{"#" + sectionAnchor(i), f.visit.say("page.card.locate")}}
		}
		out = append(out, c)
	}
	return out
}

func (f *findings) sectionLook(s template.Status, name string) (class, kind string, o order) {
	switch s {
	case template.Missing:
		return "miss", f.visit.say("page.card.missing", name), order{rank: rankSection}
	case template.Unheaded:
		return "thin", f.visit.say("page.card.unheaded", name), order{rank: rankThin}
	}
	return "thin", f.visit.say("page.card.thin", name), order{rank: rankThin, weight: 2}
}

// pointCards are about points: they can stand anywhere, so an absent one is
// weaker evidence than an absent section.
func (f *findings) pointCards() []card {
	var out []card
	for i, p := range f.report.Coverage.Points {
		if !p.Required || p.Status != template.Missing && p.Status != template.Thin {
			continue
		}
		c := card{ID: pointCard(i), Class: "thin", Why: p.Why.In(f.visit.lang), Basis: basisIn(f.visit.lang)(p.Basis), order: order{rank: rankThin, at: i}}
		c.Findings = []string{pointFinding(p).String()}
		c.Kind = f.visit.say("page.card.point_thin", p.Name)
		if p.Status == template.Missing {
			c.Kind, c.order.weight = f.visit.say("page.card.point_missing", p.Name), 1
		}
		out = append(out, c)
	}
	return out
}
