package sheet

import (
	"bytes"
	_ "embed"
	"html/template"
	"strconv"
	"strings"
	"time"

	"hegao/analyzer"
	"hegao/analyzer/annotate/compose"
	"hegao/analyzer/message"
)

//go:embed sheet.html
var page string

// HTML returns the sheet as one page to print, which needs no other file and
// no script. day is when the draft was checked; the zero day is left open.
func HTML(r *analyzer.Report, lang message.Lang, day time.Time) ([]byte, error) {
	s := newSheet(r, lang, day)
	t, err := template.New("sheet").Funcs(template.FuncMap{
		"t":      s.say,
		"even":   func(i int) bool { return i%2 == 0 },
		"number": func(i int) int { return i + 1 },
	}).Parse(page)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, struct {
		*sheet
		Lang string
	}{s, string(lang)})
	return b.Bytes(), err
}

// Widths of the tables of the Word file, in twentieths of a point; together
// they fill the page.
var (
	factWidths    = []int{1400, 3419, 1400, 3419}
	sectionWidths = []int{3619, 1200, 3619, 1200}
	findingWidths = []int{500, 2800, 6338}
	signWidths    = []int{2000, 3638, 1000, 3000}
)

// handlingHeight is the room to write in, in twentieths of a point.
const handlingHeight = 1000

// DOCX returns the sheet as a Word file; see HTML.
func DOCX(r *analyzer.Report, lang message.Lang, day time.Time) ([]byte, error) {
	s := newSheet(r, lang, day)
	p := compose.NewPage(s.Title + " " + s.Draft)
	p.Add(s.Title, compose.Look{Style: compose.StyleSmall, Centre: true, Bold: true, Size: 32})
	p.Add(s.Draft, compose.Look{Style: compose.StyleSmall, Centre: true, Bold: true, Size: 21})
	var facts [][]compose.Cell
	for i := 0; i < len(s.Facts); i += 2 {
		row := []compose.Cell{grey(s.Facts[i].Label), plain(s.Facts[i].Value), plain(""), plain("")}
		if i+1 < len(s.Facts) {
			row[2], row[3] = grey(s.Facts[i+1].Label), plain(s.Facts[i+1].Value)
		}
		facts = append(facts, row)
	}
	p.Table(factWidths, facts)
	for _, w := range s.Warnings {
		p.Add(w, small)
	}
	s.writeSections(p)
	s.writeReuse(p)
	s.writeFindings(p)
	p.Add(s.say("slip.handling"), strong)
	p.Box(9638, handlingHeight)
	p.Add("", compose.Look{Style: compose.StyleSmall, Size: 12}) // or Word joins the two tables
	p.Table(signWidths, [][]compose.Cell{{grey(s.say("slip.signature")), plain(""), grey(s.say("slip.signed_on")), plain("")}})
	p.Add(s.say("slip.note"), compose.Look{Style: compose.StyleSmall, Grey: true, Size: 16})
	return p.Bytes()
}

var (
	small  = compose.Look{Style: compose.StyleSmall}
	strong = compose.Look{Style: compose.StyleSmall, Bold: true, Size: 20}
)

func plain(s string) compose.Cell { return compose.Cell{Text: s, Look: small} }

func grey(s string) compose.Cell {
	return compose.Cell{Text: s, Look: compose.Look{Style: compose.StyleSmall, Grey: true}}
}

func (s *sheet) writeSections(p *compose.Page) {
	p.Add(s.say("slip.sections"), strong)
	var rows [][]compose.Cell
	for i := 0; i < len(s.Sections); i += 2 {
		row := []compose.Cell{plain(s.Sections[i].Name), state(s.Sections[i]), plain(""), plain("")}
		if i+1 < len(s.Sections) {
			row[2], row[3] = plain(s.Sections[i+1].Name), state(s.Sections[i+1])
		}
		rows = append(rows, row)
	}
	if len(rows) > 0 {
		p.Table(sectionWidths, rows)
	}
	if s.Points != "" {
		p.Add(s.Points, small)
	}
}

func state(r Row) compose.Cell {
	return compose.Cell{Text: r.State, Look: compose.Look{Style: compose.StyleSmall, Bold: r.Class != ""}}
}

func (s *sheet) writeReuse(p *compose.Page) {
	p.Add(s.say("slip.reuse"), strong)
	var steps []string
	for _, step := range s.Chain {
		steps = append(steps, step.Label+" "+step.Share)
	}
	if len(steps) > 0 {
		p.Add(strings.Join(steps, " → "), small)
	}
	if s.Reuse != "" {
		p.Add(s.Reuse, small)
	}
}

func (s *sheet) writeFindings(p *compose.Page) {
	p.Add(s.Head, strong)
	var rows [][]compose.Cell
	for i, f := range s.Findings {
		rows = append(rows, []compose.Cell{plain(strconv.Itoa(i + 1)), plain(f.Kind), plain(message.InARow(message.English, f.Quote, f.Why))})
	}
	if len(rows) > 0 {
		p.Table(findingWidths, rows)
	}
	if s.Rest != "" {
		p.Add(s.Rest, small)
	}
}
