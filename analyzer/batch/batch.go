// Package batch lays the checks of many drafts side by side, as whoever
// collects the reports of two hundred units needs them: who has not handed
// in, who lacks what, which drafts share text and which share mistakes. It
// gives no ranking and says nothing of who copied from whom.
//
// A batch is checked draft by draft like any other (analyzer.Check), then once
// more against itself (reuse.Between), and summed up here.
package batch

import (
	"context"
	"errors"
	"strconv"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// MaxDrafts is the largest number of drafts in one batch.
const MaxDrafts = 4000

// Draft is one draft of a batch that could be read and checked.
type Draft struct {
	// Check is where the whole check is kept; "" where it is not.
	Check  string
	Report *analyzer.Report
}

// Batch is what was found in a batch. Draft numbers are indices into Drafts.
type Batch struct {
	Drafts    []Summary     `json:"drafts"`
	Roster    Roster        `json:"roster"`
	Matrix    Matrix        `json:"matrix"`
	Pairs     []Pair        `json:"pairs"`     // drafts that are largely one text
	Groups    []Group       `json:"groups"`    // text that several drafts share
	Mistakes  []Mistake     `json:"mistakes"`  // the same mistake in several
	Histogram [histBins]int `json:"histogram"` // drafts by share of shared text
	Failed    []Failure     `json:"failed"`    // files that could not be checked
}

// Failure is a file that could not be checked, and why.
type Failure struct {
	File string         `json:"file"`
	Err  *message.Error `json:"error"`
}

// Fail is the failure of a file.
func Fail(file string, err error) Failure {
	var e *message.Error
	if !errors.As(err, &e) {
		e = message.Errorf(message.Internal, "internal")
	}
	return Failure{file, &message.Error{Code: e.Code, Message: e.Message, Hint: e.Hint}}
}

// Summary is one draft of the batch in short.
type Summary struct {
	File   string      `json:"file"`
	Unit   string      `json:"unit"`
	Year   int         `json:"year"`
	Title  string      `json:"title"`
	Kind   template.ID `json:"type"`
	Chars  int         `json:"chars"`
	Check  string      `json:"check,omitempty"`
	Faults Counts      `json:"faults"`
	// Archive is how much of it stands in past reports, Within in other
	// drafts of the batch; nil where the draft is too short for figures.
	Archive *reuse.Ratios `json:"archive"`
	Within  *reuse.Ratios `json:"within"`
	// Shared is how much of it other units' drafts hold, what is common in
	// the batch left out; nil as above. Within takes a text that three
	// drafts hold for common, which in a batch of two hundred it is not.
	Shared *float64 `json:"shared"`
}

// histBins is the number of bars of the histogram, a tenth each.
const histBins = 10

// Compare sums up checked drafts. roster are the units that were to hand in,
// nil where nobody said. The error is ctx's. Cost: that of reuse.Between, and
// linear in what it finds.
func Compare(ctx context.Context, drafts []Draft, roster []Unit) (*Batch, error) {
	results, err := reuse.Between(ctx, compared(drafts), numbers(len(drafts)))
	if err != nil {
		return nil, err
	}
	b := &Batch{
		Drafts: []Summary{}, Failed: []Failure{},
		Matrix: matrixOf(drafts), Mistakes: mistakesIn(drafts), Groups: groupsIn(drafts, results), Pairs: pairsIn(results),
	}
	from := commonFrom(len(drafts))
	for k, d := range drafts {
		s := summaryOf(d, results[k])
		s.Shared = sharedOf(results[k], from)
		b.Drafts = append(b.Drafts, s)
	}
	b.Roster = call(roster, b.Drafts)
	b.Histogram = histogramOf(b.Drafts)
	return b, nil
}

// compared are the drafts as reuse takes them.
func compared(drafts []Draft) []reuse.Draft {
	out := make([]reuse.Draft, len(drafts))
	for k, d := range drafts {
		t := d.Report.Text
		o := outline.Parse(&text.Document{Text: t, Blocks: text.Lines(t), Format: d.Report.Draft.Format})
		out[k] = reuse.Draft{Text: t, Unit: d.Report.Draft.Unit, Frame: o.Frame(t)}
	}
	return out
}

// commonFrom is the number of drafts from which a long text that they hold
// counts as one that all were given: three in ten, and at least five.
func commonFrom(drafts int) int { return max(5, (3*drafts+9)/10) }

// phraseChars is the length up to which what reuse takes for a set phrase is
// one; three drafts of a batch that hold a longer one may have it from one
// another.
const phraseChars = 60

// isPhrase reports whether a passage is a set phrase.
func isPhrase(p reuse.Passage) bool { return p.Kind == reuse.SetPhrase && p.Chars <= phraseChars }

// isCommon reports whether a passage is a set phrase, or held by so many.
func isCommon(p reuse.Passage, from int) bool {
	return isPhrase(p) || (p.Kind == reuse.SetPhrase || p.Kind == reuse.SharedText) && p.Families+1 >= from
}

// sharedOf is Summary.Shared. As in reuse.Ratios, what is left out is left out
// of both sides of the share.
func sharedOf(r *reuse.Result, from int) *float64 {
	if r.Ratios == nil {
		return nil
	}
	shared, whole := 0, r.Checked
	for _, p := range r.Passages {
		switch {
		case p.Kind == reuse.Rewritten:
		case isCommon(p, from), p.Kind == reuse.Quotation, p.Kind == reuse.OwnHistory:
			whole -= p.Chars
		default:
			shared += p.Chars
		}
	}
	share := 0.0
	if whole > 0 {
		share = float64(shared) / float64(whole)
	}
	return &share
}

// numbers names each draft by its index, so that a source can be found again.
func numbers(n int) []string {
	out := make([]string, n)
	for k := range out {
		out[k] = strconv.Itoa(k)
	}
	return out
}

// draftOf is the draft that a place of reuse.Between stands in.
func draftOf(p reuse.Place) int {
	k, err := strconv.Atoi(p.Report)
	if err != nil {
		panic("a source that is no draft: " + p.Report)
	}
	return k
}

func summaryOf(d Draft, within *reuse.Result) Summary {
	f := d.Report.Draft
	return Summary{
		File: f.File, Unit: f.Unit, Year: f.Year, Title: f.Title, Kind: f.Kind, Chars: f.Chars, Check: d.Check,
		Faults: countFaults(d.Report.Faults), Archive: d.Report.Reuse.Ratios, Within: within.Ratios,
	}
}

// histogramOf counts the drafts by what they share with other units' drafts.
func histogramOf(drafts []Summary) (bins [histBins]int) {
	for _, d := range drafts {
		if d.Shared != nil {
			bins[min(int(*d.Shared*histBins), histBins-1)]++
		}
	}
	return bins
}
