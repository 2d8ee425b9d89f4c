package reuse

import (
	"cmp"
	"slices"
)

// Ratios are shares of the draft's compared characters, 0…1. Each step takes
// a class of text out of the numerator and the denominator alike, so that a
// draft identical to a report reads 1 at every step that leaves any text.
// Rewritten passages are weaker evidence and in none of them.
type Ratios struct {
	Total             float64 `json:"total"`
	WithoutSetPhrases float64 `json:"without_set_phrases"`
	WithoutQuotations float64 `json:"without_quotations"`
	OtherUnits        float64 `json:"other_units"`
	LargestSource     float64 `json:"largest_source"`
}

// SourceShare is how much of the draft one report explains.
type SourceShare struct {
	Report string  `json:"report"`
	File   string  `json:"file"`
	Unit   string  `json:"unit"`
	Year   int     `json:"year"`
	Title  string  `json:"title"`
	Chars  int     `json:"chars"`
	Ratio  float64 `json:"ratio"` // of the characters left after set phrases
}

// MinForRatios is the length in compared characters below which a ratio
// would say more than it knows.
const MinForRatios = 500

// share fills in Sources and Ratios, which are nil for a draft that is too
// short for them.
func (r *Result) share() {
	by := map[Kind]int{}
	shares := map[string]*SourceShare{}
	for _, p := range r.Passages {
		by[p.Kind] += p.Chars
		if !p.Kind.Copied() || p.Kind == Rewritten {
			continue
		}
		src := p.Sources[0]
		if shares[src.Report] == nil {
			shares[src.Report] = &SourceShare{Report: src.Report, File: src.File, Unit: src.Unit, Year: src.Year, Title: src.Title}
		}
		shares[src.Report].Chars += p.Chars
	}
	copied := by[Verbatim] + by[Near]
	common := by[SetPhrase] + by[SharedText]
	own, quoted, all := by[OwnHistory], by[Quotation], r.Checked
	r.Sources = sharesOf(shares, all-common)
	r.Ratios = nil
	if all < MinForRatios {
		return
	}
	r.Ratios = &Ratios{
		Total:             ratio(copied+own+common+quoted, all),
		WithoutSetPhrases: ratio(copied+own+quoted, all-common),
		WithoutQuotations: ratio(copied+own, all-common-quoted),
		OtherUnits:        ratio(copied, all-common-quoted-own),
	}
	if len(r.Sources) > 0 {
		r.Ratios.LargestSource = r.Sources[0].Ratio
	}
}

func sharesOf(shares map[string]*SourceShare, of int) []SourceShare {
	out := make([]SourceShare, 0, len(shares))
	for _, s := range shares {
		s.Ratio = ratio(s.Chars, of)
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b SourceShare) int {
		return cmp.Or(cmp.Compare(b.Chars, a.Chars), cmp.Compare(a.Report, b.Report))
	})
	return out
}

func ratio(part, whole int) float64 {
	if whole <= 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
