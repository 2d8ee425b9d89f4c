// Package yearly lays a report beside the one that the same unit wrote the
// year before: which sections are new, revised or as they were, which figures
// did not change, and what became of what was planned. It computes and
// decides nothing: a person reads both texts.
package yearly

import (
	"slices"
	"strings"

	"hegao/analyzer/align"
	"hegao/analyzer/outline"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// State says how a section stands to last year's report.
type State string

// The states.
const (
	New     State = "new"     // next to nothing of it stands in last year's
	Revised State = "revised" // some of it does
	Kept    State = "kept"    // nearly all of it does, figures apart
	Dropped State = "dropped" // last year's report has it, this one has not
)

// A section that keeps keptShare of its characters is kept, one under
// revisedShare is new.
const (
	keptShare    = 0.8
	revisedShare = 0.25
)

// Section is an outer section of either report with its subordinate ones.
type Section struct {
	// Title is this year's heading with its number, last year's where the
	// section was dropped, and "" for what stands before the first heading.
	Title string `json:"title"`
	State State  `json:"state"`
	// This and Last cover heading and body, in bytes of either text; Empty
	// where a report has no such section.
	This text.Span `json:"this"`
	Last text.Span `json:"last"`
	// Share is how much of this year's section stands word for word in last
	// year's report, wherever it does; digits count as equal.
	Share float64 `json:"share"`
}

// Comparison is this year's report beside last year's.
type Comparison struct {
	// Rows are those of align.Rows in the order of this year's sections.
	Rows     []align.Row `json:"rows"`
	Sections []Section   `json:"sections"`
	Figures  []Figure    `json:"figures"`
	Plans    []Plan      `json:"plans"`
	// PlanFound: last year's report has a part that says what was planned.
	PlanFound bool `json:"plan_found"`
}

// Compare compares last year's text with this year's. lib tells which
// headings speak of plans. Cost: that of align.Rows; the rest is linear but
// for at most 60 plans, each against all sentences.
func Compare(lib *template.Library, last, this string) *Comparison {
	a, b := read(lib, last), read(lib, this)
	c := &Comparison{Rows: align.Rows(last, this)}
	c.Sections = sections(a, b)
	c.Rows = arrange(c.Rows, c.Sections, b.outline.Closing)
	c.Figures = figures(a, b)
	c.Plans, c.PlanFound = plans(a, b)
	return c
}

// reading is a report as it is compared.
type reading struct {
	text     string
	outline  *outline.Outline
	parts    []part
	plan     text.Span // Empty where no heading speaks of plans
	runs     map[string]bool
	sentence []text.Span
}

// part is an outer section.
type part struct {
	title string
	roles []template.RoleID
	span  text.Span // heading and body
	body  text.Span
}

func read(lib *template.Library, t string) *reading {
	doc := &text.Document{Text: t, Blocks: text.Lines(t), Format: text.FormatText}
	r := &reading{text: t, outline: outline.Parse(doc), runs: map[string]bool{}}
	r.cut(lib)
	runes := masked(t).Runes
	for i := 0; i+run <= len(runes); i++ {
		r.runs[string(runes[i:i+run])] = true
	}
	r.sentences()
	return r
}

// cut finds the outer sections and the one that speaks of plans.
func (r *reading) cut(lib *template.Library) {
	top := r.topLevel()
	start := r.outline.Title.End
	from, body, title := start, start, ""
	add := func(end int) {
		if s := text.Trim(r.text, text.Span{Start: from, End: end}); !s.Empty() {
			r.parts = append(r.parts, part{title: title, span: s, body: s.Intersect(text.Span{Start: body, End: end})})
		}
	}
	for _, h := range r.outline.Headings {
		if h.Level > top || h.Span.Start < start {
			continue
		}
		add(h.Span.Start)
		from, body, title = h.Span.Start, h.Span.End, strings.TrimSpace(h.Label.Of(r.text))+h.Title.Of(r.text)
	}
	end := len(r.text)
	if c := r.outline.Closing; !c.Empty() && c.Start > from {
		end = c.Start
	}
	add(end)
	for i := range r.parts {
		p := &r.parts[i]
		p.roles = lib.RolesOf(p.title)
		if slices.Contains(p.roles, "plan") {
			r.plan = p.span
		}
	}
}

// topLevel is the outermost level with two headings or more: a single heading
// around the others is a title.
func (r *reading) topLevel() int {
	count := map[int]int{}
	deepest := 1
	for _, h := range r.outline.Headings {
		count[h.Level]++
		deepest = max(deepest, h.Level)
	}
	for level := 1; level <= deepest; level++ {
		if count[level] >= 2 {
			return level
		}
	}
	return deepest
}

// run is how many characters have to stand together to count as kept.
const run = 8

// masked is a text as it is compared: all digits are one.
func masked(t string) *text.Track {
	k := text.Normalize(t)
	runes := make([]rune, len(k.Runes))
	for i, r := range k.Runes {
		if r >= '0' && r <= '9' {
			r = '0'
		}
		runes[i] = r
	}
	k.Runes = runes
	return k
}

// share is how much of t stands in the other report in runs.
func (r *reading) share(t string) float64 {
	runes := masked(t).Runes
	if len(runes) == 0 {
		return 0
	}
	covered, until := 0, 0
	for i := 0; i+run <= len(runes); i++ {
		if r.runs[string(runes[i:i+run])] {
			covered += i + run - max(until, i)
			until = i + run
		}
	}
	return float64(covered) / float64(len(runes))
}

// sections pairs the outer sections: those of the same heading first, then
// those that share most of their words.
func sections(last, this *reading) []Section {
	pairs := pairUp(last, this)
	var out []Section
	used := map[int]bool{}
	for i, p := range this.parts {
		s := Section{Title: p.title, This: p.span, State: Revised}
		if !p.body.Empty() {
			s.Share = last.share(p.body.Of(this.text))
		}
		if j, ok := pairs[i]; ok {
			s.Last, used[j] = last.parts[j].span, true
		}
		switch {
		case s.Share >= keptShare:
			s.State = Kept
		case s.Share < revisedShare:
			s.State = New
		}
		out = append(out, s)
	}
	for j, p := range last.parts {
		if !used[j] && p.title != "" && !this.speaksOf(p.roles) {
			out = append(out, Section{Title: p.title, Last: p.span, State: Dropped})
		}
	}
	return out
}

// speaksOf reports whether a heading of the report shows one of the roles:
// one heading may hold what were two sections.
func (r *reading) speaksOf(roles []template.RoleID) bool {
	return slices.ContainsFunc(r.parts, func(p part) bool { return share(p.roles, roles) })
}

// pairUp tells which of last year's sections each of this year's was: first
// by heading, then by what the headings speak of, then by words.
func pairUp(last, this *reading) map[int]int {
	bags := make([]map[string]bool, len(last.parts))
	for j, p := range last.parts {
		bags[j] = bigrams(p.span.Of(last.text))
	}
	ways := []func(i, j int) float64{
		func(i, j int) float64 { return truth(bare(this.parts[i].title) == bare(last.parts[j].title)) },
		func(i, j int) float64 { return truth(share(this.parts[i].roles, last.parts[j].roles)) },
		func(i, j int) float64 { return alike(bigrams(this.parts[i].span.Of(this.text)), bags[j]) },
	}
	pairs, used := map[int]int{}, map[int]bool{}
	for _, way := range ways {
		for i := range this.parts[:min(len(this.parts), maxParts)] {
			if _, ok := pairs[i]; ok {
				continue
			}
			best, most := -1, leastSection
			for j := range last.parts[:min(len(last.parts), maxParts)] {
				if used[j] {
					continue
				}
				if s := way(i, j); s > most {
					best, most = j, s
				}
			}
			if best >= 0 {
				pairs[i], used[best] = best, true
			}
		}
	}
	return pairs
}

// maxParts bounds the sections that are paired: each is held against each.
const maxParts = 40

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func share(a, b []template.RoleID) bool {
	return slices.ContainsFunc(a, func(r template.RoleID) bool { return slices.Contains(b, r) })
}

// leastSection is the likeness from which two sections of other headings are
// one.
const leastSection = 0.3

// bare is a heading without number, year and the little words that change.
func bare(title string) string {
	if _, n := outline.ScanNumber(title); n > 0 {
		title = title[n:]
	}
	return strings.NewReplacer("的", "", "主要", "", "0", "", "年", "").Replace(string(masked(title).Runes))
}
