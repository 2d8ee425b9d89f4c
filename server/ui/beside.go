package ui

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hegao/analyzer/align"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
	"hegao/analyzer/yearly"
	"hegao/server/service"
)

// besideView is a later text beside an earlier one, paragraph by paragraph.
type besideView struct {
	Back        link
	Left, Right besideHead
	Counts      []figure
	Years       *yearsView // nil for texts of different units
	Shows       []tab      // what is shown
	Common      *link      // hides set phrases, or shows them again
	Swap        string     // address
	Legend      []state    // kinds of marks: class and words
	Stops       int        // rows that next and previous go to
	Rows        []besideRow
}

// besideHead says whose text a column is.
type besideHead struct{ Name, Title, Href string }

// besideRow is paragraphs side by side, or a note that some were left out.
type besideRow struct {
	ID          string
	Section     *besideSection
	Gap         string
	Kind        align.Kind
	Label       string
	Left, Right []paragraph
	Stop        bool   // next and previous stop here
	Next        string // anchor of the stop behind, on a stop
}

// besideSection begins a section.
type besideSection struct {
	ID, Title string
	State     *state
}

// besideChoice is what the address asks for.
type besideChoice struct {
	show   string // "all", "changes" or "same"
	plain  bool   // without set phrases
	swap   bool
	base   string
	params url.Values
}

func (u *pages) besideCheck(v *visit) error {
	limit, err := familiesIn(v)
	if err != nil {
		return err
	}
	id := v.Param("id")
	b, err := u.service.CheckBeside(v.Request().Context(), id, v.QueryParam("with"), limit)
	if err != nil {
		return err
	}
	return u.showBeside(v, b, link{resultURL(id, limit), v.say("page.beside.back_check")}, "check")
}

func (u *pages) besideReport(v *visit) error {
	name := v.Param("name")
	b, err := u.service.ReportBeside(v.Request().Context(), name, v.QueryParam("with"))
	if err != nil {
		return err
	}
	return u.showBeside(v, b, link{reportURL(name), v.say("page.beside.back_report")}, "archive")
}

func (u *pages) showBeside(v *visit, b *service.Beside, back link, here string) error {
	view := newBeside(v, b, choiceOf(v))
	view.Back = back
	return u.show(v, http.StatusOK, "beside", v.say("page.beside.title"), here, view)
}

func choiceOf(v *visit) besideChoice {
	c := besideChoice{show: v.QueryParam("show"), plain: v.QueryParam("common") == "0", swap: v.QueryParam("swap") == "1"}
	if c.show != "changes" && c.show != "same" {
		c.show = "all"
	}
	c.base, c.params = v.Request().URL.Path, v.Request().URL.Query()
	c.params.Del(langParam)
	return c
}

// with is the address with one choice changed, "" taking it away.
func (c besideChoice) with(name, value string) string {
	q := url.Values{}
	for k, all := range c.params {
		q[k] = all
	}
	if q.Set(name, value); value == "" {
		q.Del(name)
	}
	if len(q) == 0 {
		return c.base
	}
	return c.base + "?" + q.Encode()
}

// shows reports whether rows of a kind are shown.
func (c besideChoice) shows(k align.Kind) bool {
	switch c.show {
	case "changes":
		return k != align.Same
	case "same":
		return k == align.Same || k == align.Changed
	}
	return true
}

func newBeside(v *visit, b *service.Beside, c besideChoice) besideView {
	view := besideView{Swap: c.with("swap", "1"), Left: headOf(v, b.After), Right: headOf(v, b.Before)}
	if c.swap {
		view.Swap = c.with("swap", "")
	}
	for _, show := range []string{"", "changes", "same"} {
		key := map[string]message.Key{"": "page.beside.all", "changes": "page.beside.changes", "same": "page.beside.same"}[show]
		view.Shows = append(view.Shows, tab{c.with("show", show), v.say(key), c.show == show || show == "" && c.show == "all"})
	}
	w := &besideWriter{visit: v, beside: b, choice: c, places: b.Places()}
	w.layOut()
	view.Common, view.Legend = w.common(), w.legend()
	view.Rows, view.Stops = w.rows(), w.stops
	view.Counts = w.counts()
	if b.OneUnit {
		view.Years = newYears(v, b, w)
	}
	if c.swap {
		view.Left, view.Right = view.Right, view.Left
		for i := range view.Rows {
			r := &view.Rows[i]
			r.Left, r.Right = r.Right, r.Left
		}
	}
	return view
}

func headOf(v *visit, t service.Text) besideHead {
	h := besideHead{Name: v.say("page.compare.draft"), Title: t.Title}
	if t.Report != "" {
		h.Name, h.Href = sourceName(v, t.Unit, t.Title, t.Year), reportURL(t.Report)
	}
	return h
}

// besideWriter makes the rows.
type besideWriter struct {
	*visit
	beside      *service.Beside
	choice      besideChoice
	places      []service.Place
	left, right *paper
	leftLines   []text.Block
	rightLines  []text.Block
	stops       int
	ids         []string // of rows, by index in beside.Rows
}

// layOut marks both texts: passages, and what was changed inside them.
func (w *besideWriter) layOut() {
	b := w.beside
	var left, right []mark
	for _, p := range w.places {
		look := lookOf(p.Kind)
		if w.choice.plain && look.class == "set" {
			continue
		}
		m := mark{Layer: look.layer, Class: look.class, Label: w.say(look.legend)}
		m.Span = p.Draft
		left = append(left, m)
		m.Span = p.Past
		right = append(right, m)
	}
	for _, r := range b.Rows {
		for _, s := range r.Inserted {
			left = append(left, mark{Span: s, Layer: layerChange, Class: "ins"})
		}
		for _, s := range r.Deleted {
			right = append(right, mark{Span: s, Layer: layerChange, Class: "del"})
		}
	}
	w.left, w.leftLines = laidOut(b.After.Text, left)
	w.right, w.rightLines = laidOut(b.Before.Text, right)
	for i := range b.Rows {
		w.ids = append(w.ids, "r"+strconv.Itoa(i+1))
	}
}

func laidOut(t string, marks []mark) (*paper, []text.Block) {
	title, headings := outlineOf(t)
	for i := range headings {
		headings[i].ID = "" // two texts on one page
	}
	return newPaper(t, title, headings, marks), text.Lines(t)
}

// between are the paragraphs of a span of whole lines.
func between(p *paper, lines []text.Block, s text.Span) []paragraph {
	if s.Empty() {
		return nil
	}
	from, _ := slices.BinarySearchFunc(lines, s.Start, func(b text.Block, at int) int { return b.Start - at })
	to, _ := slices.BinarySearchFunc(lines, s.End, func(b text.Block, at int) int { return b.Start - at })
	return p.Paragraphs[min(from, len(lines)):min(to, len(lines))]
}

// rows are the rows to show, with sections and notes of what was left out.
func (w *besideWriter) rows() []besideRow {
	var out []besideRow
	hidden := 0
	gap := func() {
		if hidden > 0 {
			out = append(out, besideRow{Gap: w.say("page.beside.gap", hidden)})
		}
		hidden = 0
	}
	last, before := -1, align.Same
	for i, r := range w.beside.Rows {
		section := w.sectionAt(r)
		if section != nil || w.choice.shows(r.Kind) {
			gap()
		}
		if section != nil {
			out = append(out, besideRow{Section: section})
		}
		if !w.choice.shows(r.Kind) {
			hidden++
			continue
		}
		row := besideRow{
			ID: w.ids[i], Kind: r.Kind, Label: w.label(r), Stop: r.Kind != before && r.Kind != align.Same || r.Kind == align.Changed || w.hasPlace(r.After),
			Left: between(w.left, w.leftLines, r.After), Right: between(w.right, w.rightLines, r.Before),
		}
		if before = r.Kind; row.Stop {
			if w.stops++; last >= 0 {
				out[last].Next = row.ID
			}
			last = len(out)
		}
		out = append(out, row)
	}
	gap()
	return out
}

// sectionAt is the section that begins in a row, where both texts are of one
// unit: of the later text, or one of the earlier text that was dropped.
func (w *besideWriter) sectionAt(r align.Row) *besideSection {
	if !w.beside.OneUnit {
		return nil
	}
	for i, x := range w.beside.Sections {
		begins := !x.This.Empty() && x.This.Start >= r.After.Start && x.This.Start < r.After.End ||
			x.This.Empty() && x.Last.Start >= r.Before.Start && x.Last.Start < r.Before.End
		if begins && x.Title != "" {
			return &besideSection{sectionAnchor(i), x.Title, stateOfYear(w.visit, x.State)}
		}
	}
	return nil
}

func (w *besideWriter) hasPlace(s text.Span) bool {
	return slices.ContainsFunc(w.places, func(p service.Place) bool {
		return p.Draft.Overlaps(s) && (!w.choice.plain || lookOf(p.Kind).class != "set")
	})
}

func (w *besideWriter) label(r align.Row) string {
	key := map[align.Kind]message.Key{
		align.Same: "page.beside.row_same", align.Changed: "page.beside.row_changed",
		align.Added: "page.beside.row_added", align.Removed: "page.beside.row_removed",
	}[r.Kind]
	label := w.say(key)
	if r.Moved {
		label += listComma(w.lang) + w.say("page.beside.moved")
	}
	return label
}

// common offers to hide set phrases where there are any.
func (w *besideWriter) common() *link {
	if !slices.ContainsFunc(w.places, func(p service.Place) bool { return lookOf(p.Kind).class == "set" }) {
		return nil
	}
	if w.choice.plain {
		return &link{w.choice.with("common", ""), w.say("page.beside.common_show")}
	}
	return &link{w.choice.with("common", "0"), w.say("page.beside.common_hide")}
}

// legend names the marks that are there.
func (w *besideWriter) legend() []state {
	var out []state
	for _, p := range w.places {
		look := lookOf(p.Kind)
		s := state{look.class, w.say(look.legend)}
		if (!w.choice.plain || look.class != "set") && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// counts says how many paragraphs there are of each kind.
func (w *besideWriter) counts() []figure {
	n := map[align.Kind]int{}
	for _, r := range w.beside.Rows {
		n[r.Kind]++
	}
	var out []figure
	for _, k := range []align.Kind{align.Same, align.Changed, align.Added, align.Removed} {
		out = append(out, figure{Value: w.say("page.count", n[k]), Label: w.label(align.Row{Kind: k})})
	}
	return out
}

// rowAt leads to the row that holds a place of the later text.
func (w *besideWriter) rowAt(s text.Span) string {
	for i, r := range w.beside.Rows {
		if r.After.Start <= s.Start && s.Start < r.After.End {
			return "#" + w.ids[i]
		}
	}
	return ""
}

// besideURL is the address of a whole text beside a report, of a check where
// there is one; "" as the report for last year's.
func besideURL(base, report string) string {
	if report == "" {
		return base + "/compare"
	}
	return base + "/compare?" + url.Values{"with": {report}}.Encode()
}

func stateOfYear(v *visit, s yearly.State) *state {
	switch s {
	case yearly.New:
		return &state{"fresh", v.say("page.years.new")}
	case yearly.Revised:
		return &state{"thin", v.say("page.years.revised")}
	case yearly.Dropped:
		return &state{"off", v.say("page.years.dropped")}
	}
	return &state{"kept", v.say("page.years.kept")}
}

// trimmed is a title that stands in a list.
func trimmed(s string) string { return shorten(strings.TrimSpace(s), 40) }
