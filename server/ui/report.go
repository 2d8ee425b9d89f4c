package ui

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hegao/analyzer/text"
	"hegao/corpus"
)

// reportView is a report of the archive, to read.
type reportView struct {
	Name      string
	Title     string
	Facts     []string
	File      string
	Part      int
	Similar   string // addresses
	LastYear  string
	Original  string
	Delete    string
	Done      string // what was done just now
	Correct   reportForm
	Sightings []string
	Relatives []relative
	Headings  []heading
	Paper     *paper
	Marked    bool
}

// relative is another report of the family, and the address of both side by
// side.
type relative struct {
	hit
	Beside string
}

func (u *pages) report(v *visit) error { return u.showReport(v, http.StatusOK, "") }

// showReport shows a report, with what is wrong with the facts that were sent.
func (u *pages) showReport(v *visit, status int, problem string) error {
	ctx := v.Request().Context()
	r, t, err := u.service.Archive().Open(ctx, v.Param("name"))
	if err != nil {
		return err
	}
	title, headings := outlineOf(t)
	marks := wanted(v, t)
	view := reportView{
		Name: r.Name(), Title: r.Title, Facts: u.factsOf(v, r), File: r.File, Part: r.Part,
		Similar:  "/archive/similar?" + url.Values{"report": {r.Name()}}.Encode(),
		Headings: headings, Paper: newPaper(t, title, headings, marks), Marked: len(marks) > 0,
		Original: "/api/v1/reports/" + r.Name() + "/original", Delete: reportURL(r.Name()) + "/delete",
		Done: done(v), Correct: u.reportForm(r),
	}
	view.Correct.Error, view.Correct.Open = problem, problem != ""
	if view.LastYear, err = u.lastYear(v, r); err != nil {
		return err
	}
	if err := u.kin(v, r, &view); err != nil {
		return err
	}
	return u.show(v, status, "report", r.Title, "archive", view)
}

// kin fills in where the text was seen besides its own file, and the other
// reports of its family.
func (u *pages) kin(v *visit, r *corpus.Report, view *reportView) error {
	ctx := v.Request().Context()
	sightings, err := u.service.Archive().Sightings(ctx, r.ID)
	if err != nil {
		return err
	}
	for _, s := range sightings {
		if s.File != r.File || s.Part != r.Part {
			view.Sightings = append(view.Sightings, fileName(v, s.File, s.Part))
		}
	}
	relatives, err := u.service.Archive().Relatives(ctx, r)
	if err != nil {
		return err
	}
	slices.SortFunc(relatives, func(a, b *corpus.Report) int {
		return cmp.Or(cmp.Compare(b.Year, a.Year), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	for _, x := range relatives {
		view.Relatives = append(view.Relatives, relative{
			hit{Href: reportURL(x.Name()), Title: x.Title, Facts: u.factsOf(v, x)}, besideURL(reportURL(r.Name()), x.Name()),
		})
	}
	return nil
}

// fileName names a file, and the report's place in it where it holds several.
func fileName(v *visit, file string, part int) string {
	if part > 1 {
		return v.say("page.report.part", file, part)
	}
	return file
}

// maxWords bounds the words that an address can ask to have marked, and
// maxPlaces the places of each.
const (
	maxWords  = 20
	maxPlaces = 500
)

// wanted marks what the address asks for: a span in code points (from, to)
// or words (hl). The first mark is the anchor "here".
func wanted(v *visit, t string) []mark {
	var marks []mark
	if to := intParam(v, "to"); to > 0 {
		index := text.NewRuneIndex(t)
		s := text.Span{Start: index.Byte(intParam(v, "from")), End: index.Byte(to)}
		marks = append(marks, mark{Span: s, Layer: layerPassage, Class: "hit"})
	}
	words := strings.Fields(v.QueryParam("hl"))
	for _, s := range findWords(t, words[:min(len(words), maxWords)]) {
		marks = append(marks, mark{Span: s, Layer: layerPassage, Class: "hit"})
	}
	first := -1
	for i, m := range marks {
		if !m.Span.Empty() && (first < 0 || m.Span.Start < marks[first].Span.Start) {
			first = i
		}
	}
	if first >= 0 {
		marks[first].ID = "here"
	}
	return marks
}

// findWords returns the places of words in t, whatever their width and case.
func findWords(t string, words []string) []text.Span {
	if len(words) == 0 {
		return nil
	}
	track := text.Normalize(t)
	plain := string(track.Runes)
	index := text.NewRuneIndex(plain)
	var out []text.Span
	for _, w := range words {
		needle := string(text.Normalize(w).Runes)
		for at, n := 0, 0; needle != "" && n < maxPlaces; n++ {
			i := strings.Index(plain[at:], needle)
			if i < 0 {
				break
			}
			from := index.Rune(at + i)
			at += i + len(needle)
			out = append(out, track.Span(from, index.Rune(at)))
		}
	}
	return out
}
