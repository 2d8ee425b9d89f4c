package analyzer

import (
	"math"
	"time"

	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// Schema names the form of View.
const Schema = "hegao.check/1"

// View is a Report as other programs read it (one check with --format json,
// /api/v1/checks): offsets in code points, sentences in one language, ratios
// with four decimals.
type View struct {
	Schema   string         `json:"schema"`
	Draft    DraftView      `json:"draft"`
	Outline  []HeadingView  `json:"outline"`
	Template TemplateChoice `json:"template"`
	Sections []SectionView  `json:"sections"`
	Points   []PointView    `json:"points"`
	Faults   []FaultView    `json:"faults"`
	Reuse    ReuseView      `json:"reuse"`
	Stats    StatsView      `json:"stats"`
	// Changes is what is other than in an earlier check, where one was given.
	Changes *Changes `json:"changes,omitempty"`
}

// DraftView is DraftFacts with its warnings in words.
type DraftView struct {
	DraftFacts
	Warnings []WarningView `json:"warnings,omitempty"`
}

// WarningView is a warning in words.
type WarningView struct {
	Code    text.WarningCode `json:"code"`
	Message string           `json:"message"`
}

// HeadingView is one heading; offsets are code points.
type HeadingView struct {
	Level  int    `json:"level"`
	Number string `json:"number"`
	Title  string `json:"title"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
}

// EvidenceView is a place in the draft and why it counts.
type EvidenceView struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Why   string `json:"why"`
}

// SectionView is one section; Start and End are null where it is missing.
type SectionView struct {
	ID       template.SectionID `json:"id"`
	Roles    []template.RoleID  `json:"roles"`
	Name     string             `json:"name"`
	Required bool               `json:"required"`
	Level    template.Level     `json:"level"`
	Status   template.Status    `json:"status"`
	Headings []string           `json:"headings"`
	Start    *int               `json:"start"`
	End      *int               `json:"end"`
	Chars    int                `json:"chars"`
	Evidence []EvidenceView     `json:"evidence"`
	Why      string             `json:"why"`
	Basis    template.Basis     `json:"basis"`
}

// PointView is one point.
type PointView struct {
	ID       template.PointID `json:"id"`
	Name     string           `json:"name"`
	Required bool             `json:"required"`
	Status   template.Status  `json:"status"`
	Evidence []EvidenceView   `json:"evidence"`
	Why      string           `json:"why"`
	Basis    template.Basis   `json:"basis"`
}

// FaultView is one fault in words.
type FaultView struct {
	ID         string `json:"id"`
	Rule       string `json:"rule"`
	Severity   string `json:"severity"`
	Start      int    `json:"start"`
	End        int    `json:"end"`
	Text       string `json:"text"`
	Message    string `json:"message"`
	Suggestion string `json:"suggestion"`
}

// ReuseView is what the draft shares with past reports.
type ReuseView struct {
	Checked  int                  `json:"chars_checked"`
	Ratios   *reuse.Ratios        `json:"ratios"`
	Passages []PassageView        `json:"passages"`
	Sources  []reuse.SourceShare  `json:"sources"`
	Compared reuse.ComparedReport `json:"compared"`
	// Limit is the number of families from which a passage is common, 0
	// where it is automatic.
	Limit int `json:"limit"`
	// Explanation says what was compared where there are no passages.
	Explanation string `json:"explanation,omitempty"`
}

// PassageView is one passage.
type PassageView struct {
	ID    string     `json:"id"`
	Start int        `json:"start"`
	End   int        `json:"end"`
	Kind  reuse.Kind `json:"kind"`
	// Own is what a common passage would be if families were not counted;
	// absent where it would be none, being too short.
	Own        reuse.Kind     `json:"own,omitempty"`
	Chars      int            `json:"chars"`
	Similarity float64        `json:"similarity"`
	Families   int            `json:"families"`
	Why        string         `json:"why"`
	Evidence   reuse.Evidence `json:"evidence"`
	// Explanation is Evidence in sentences.
	Explanation []string     `json:"explanation"`
	Sources     []SourceView `json:"sources"`
}

// SourceView is one place a passage stands in; offsets are code points of
// that report's own text.
type SourceView struct {
	Report     string  `json:"report"`
	File       string  `json:"file"`
	Unit       string  `json:"unit"`
	Year       int     `json:"year"`
	Title      string  `json:"title"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Similarity float64 `json:"similarity"`
}

// StatsView is how much was looked at and how long it took.
type StatsView struct {
	Reports int                `json:"archive_reports"`
	Elapsed map[string]float64 `json:"elapsed_ms"`
}

// View renders the report. Cost: O(len(r.Text)).
func (r *Report) View(lang message.Lang) *View {
	v := viewer{index: text.NewRuneIndex(r.Text), lang: lang, r: r}
	out := &View{
		Schema: Schema, Draft: v.draft(), Template: r.Template, Outline: []HeadingView{},
		Sections: []SectionView{}, Points: []PointView{}, Faults: []FaultView{}, Reuse: v.reuse(), Stats: v.stats(),
	}
	for _, h := range r.Outline {
		start, end := v.index.Span(h.Span)
		out.Outline = append(out.Outline, HeadingView{h.Level, h.Number, h.Title, start, end})
	}
	for _, s := range r.Coverage.Sections {
		out.Sections = append(out.Sections, v.section(s))
	}
	for _, p := range r.Coverage.Points {
		out.Points = append(out.Points, PointView{
			ID: p.ID, Name: p.Name, Required: p.Required, Status: p.Status,
			Evidence: v.evidence(p.Evidence), Why: p.Why.In(lang), Basis: p.Basis,
		})
	}
	for _, f := range r.Faults {
		start, end := v.index.Span(f.Span)
		out.Faults = append(out.Faults, FaultView{
			ID: f.ID, Rule: string(f.Rule), Severity: string(f.Severity), Start: start, End: end,
			Text: f.Span.Of(r.Text), Message: f.Message.In(lang), Suggestion: f.Suggestion.In(lang),
		})
	}
	return out
}

type viewer struct {
	index *text.RuneIndex
	lang  message.Lang
	r     *Report
}

func (v *viewer) draft() DraftView {
	d := DraftView{DraftFacts: v.r.Draft}
	for _, w := range v.r.Draft.Warnings {
		d.Warnings = append(d.Warnings, WarningView{w.Code, message.Text(v.lang, message.Key("warning."+w.Code), w.Args...)})
	}
	return d
}

func (v *viewer) section(s template.SectionResult) SectionView {
	out := SectionView{
		ID: s.ID, Roles: s.Roles, Name: s.Name, Required: s.Required, Level: s.Level, Status: s.Status,
		Headings: []string{}, Chars: s.Chars, Evidence: v.evidence(s.Evidence), Why: s.Why.In(v.lang), Basis: s.Basis,
	}
	if out.Roles == nil {
		out.Roles = []template.RoleID{}
	}
	for _, h := range s.Headings {
		out.Headings = append(out.Headings, h.Of(v.r.Text))
	}
	if !s.Span.Empty() {
		start, end := v.index.Span(s.Span)
		out.Start, out.End = &start, &end
	}
	return out
}

func (v *viewer) evidence(all []template.Evidence) []EvidenceView {
	out := []EvidenceView{}
	for _, e := range all {
		start, end := v.index.Span(e.Span)
		out = append(out, EvidenceView{start, end, message.Text(v.lang, message.Key(e.Why))})
	}
	return out
}

func (v *viewer) reuse() ReuseView {
	res := v.r.Reuse
	out := ReuseView{Checked: res.Checked, Passages: []PassageView{}, Sources: []reuse.SourceShare{}, Compared: res.Compared, Limit: res.Limit}
	if res.Ratios != nil {
		out.Ratios = &reuse.Ratios{
			Total: round4(res.Ratios.Total), WithoutSetPhrases: round4(res.Ratios.WithoutSetPhrases),
			WithoutQuotations: round4(res.Ratios.WithoutQuotations), OtherUnits: round4(res.Ratios.OtherUnits),
			LargestSource: round4(res.Ratios.LargestSource),
		}
	}
	for _, s := range res.Sources {
		s.Ratio = round4(s.Ratio)
		out.Sources = append(out.Sources, s)
	}
	for _, p := range res.Passages {
		out.Passages = append(out.Passages, v.passage(p))
	}
	if len(res.Passages) == 0 {
		out.Explanation = message.Join(v.lang, ExplainNothing(res)...)
	}
	return out
}

func (v *viewer) passage(p reuse.Passage) PassageView {
	start, end := v.index.Span(p.Span)
	out := PassageView{
		ID: p.ID, Start: start, End: end, Kind: p.Kind, Chars: p.Chars, Similarity: round4(p.Similarity),
		Families: p.Families, Why: p.Why.In(v.lang), Evidence: p.Evidence, Explanation: []string{}, Sources: []SourceView{},
	}
	out.Evidence.Clear = round4(p.Evidence.Clear)
	if common(p.Kind) {
		out.Own = p.Own
	}
	for _, m := range Explain(p) {
		out.Explanation = append(out.Explanation, m.In(v.lang))
	}
	for _, s := range p.Sources {
		out.Sources = append(out.Sources, SourceView{
			Report: s.Report, File: s.File, Unit: s.Unit, Year: s.Year, Title: s.Title,
			Start: s.RuneStart, End: s.RuneEnd, Similarity: round4(s.Similarity),
		})
	}
	return out
}

func (v *viewer) stats() StatsView {
	e := v.r.Stats.Elapsed
	return StatsView{Reports: v.r.Stats.Reports, Elapsed: map[string]float64{
		"extract": ms(e.Extract), "outline": ms(e.Outline), "template": ms(e.Template), "fault": ms(e.Fault), "reuse": ms(e.Reuse),
	}}
}

func ms(d time.Duration) float64 { return math.Round(float64(d.Microseconds())/100) / 10 }

func round4(x float64) float64 { return math.Round(x*1e4) / 1e4 }
