package batch

import (
	"math"

	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
)

// Schema names the form of View.
const Schema = "hegao.batch/1"

// View is a Batch as other programs read it (batch --format json,
// /api/v1/batches): sentences in one language, ratios with four decimals.
type View struct {
	Schema    string         `json:"schema"`
	Drafts    []Summary      `json:"drafts"`
	Failed    []FailureView  `json:"failed"`
	Roster    RosterView     `json:"roster"`
	Matrix    Matrix         `json:"matrix"`
	Pairs     []Pair         `json:"pairs"`
	Groups    []Group        `json:"groups"`
	Mistakes  []MistakeView  `json:"mistakes"`
	Histogram [histBins]int  `json:"histogram"`
	Counts    map[string]int `json:"counts"`
}

// RosterView is a Roster with its counts.
type RosterView struct {
	Roster
	Missing []string `json:"missing"`
}

// FailureView is a Failure in words.
type FailureView struct {
	File    string       `json:"file"`
	Code    message.Code `json:"code"`
	Message string       `json:"message"`
}

// View puts the failure into words.
func (f Failure) View(lang message.Lang) FailureView {
	return FailureView{f.File, f.Err.Code, f.Err.In(lang)}
}

// MistakeView is a Mistake in words.
type MistakeView struct {
	Mistake
	Message string `json:"message"`
}

// View renders the batch.
func (b *Batch) View(lang message.Lang) *View {
	v := &View{
		Schema: Schema, Drafts: []Summary{}, Failed: []FailureView{}, Roster: RosterView{b.Roster, b.Roster.Missing()},
		Matrix: b.Matrix, Pairs: []Pair{}, Groups: b.Groups, Mistakes: []MistakeView{}, Histogram: b.Histogram,
	}
	if v.Roster.Missing == nil {
		v.Roster.Missing = []string{}
	}
	for _, d := range b.Drafts {
		d.Archive, d.Within = rounded(d.Archive), rounded(d.Within)
		if d.Shared != nil {
			shared := round4(*d.Shared)
			d.Shared = &shared
		}
		v.Drafts = append(v.Drafts, d)
	}
	for _, f := range b.Failed {
		v.Failed = append(v.Failed, f.View(lang))
	}
	for _, p := range b.Pairs {
		v.Pairs = append(v.Pairs, Pair{p.Drafts, round4(p.Ratio)})
	}
	for _, m := range b.Mistakes {
		v.Mistakes = append(v.Mistakes, MistakeView{m, m.Message.In(lang)})
	}
	v.Counts = map[string]int{
		"files": len(b.Drafts) + len(b.Failed), "drafts": len(b.Drafts), "failed": len(b.Failed),
		"expected": len(b.Roster.Lines), "missing": len(v.Roster.Missing), "unlisted": len(b.Roster.Unlisted),
	}
	return v
}

func rounded(r *reuse.Ratios) *reuse.Ratios {
	if r == nil {
		return nil
	}
	return &reuse.Ratios{
		Total: round4(r.Total), WithoutSetPhrases: round4(r.WithoutSetPhrases), WithoutQuotations: round4(r.WithoutQuotations),
		OtherUnits: round4(r.OtherUnits), LargestSource: round4(r.LargestSource),
	}
}

func round4(x float64) float64 { return math.Round(x*1e4) / 1e4 }
