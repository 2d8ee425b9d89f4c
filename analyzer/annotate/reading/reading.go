// Package reading makes a copy of a draft to read: the text with marks, and
// beside it what was found. It is one HTML file that needs no script and asks
// for no other file, so that it can be mailed and kept.
package reading

import (
	"bytes"
	_ "embed"
	"html/template"
	"strconv"
	"strings"

	"hegao/analyzer"
	"hegao/analyzer/annotate/finding"
	"hegao/analyzer/message"
)

//go:embed reading.html
var page string

// HTML returns the copy. Cost: linear in the text and, where marks lie one
// over the other, in their sum.
func HTML(r *analyzer.Report, lang message.Lang) ([]byte, error) {
	v := newView(r, lang)
	t, err := template.New("reading").Funcs(template.FuncMap{"t": v.say}).Parse(page)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, v)
	return b.Bytes(), err
}

// view is what the page shows.
type view struct {
	Lang     message.Lang
	Title    string
	Facts    []string
	Sections []row
	Chain    []finding.Step
	Cards    []card // what to look at
	Ignored  []card // what is not counted
	Lines    []line
}

type row struct{ Name, State, Class string }

// card is one finding.
type card struct {
	finding.Finding
	Number int
	Quote  string
}

// say renders an entry of the catalogue.
func (v *view) say(key string, args ...any) string {
	return message.New(message.Key(key), args...).In(v.Lang)
}

const maxQuote = 60 // characters

func newView(r *analyzer.Report, lang message.Lang) *view {
	v := &view{Lang: lang, Title: r.Draft.Title, Chain: finding.Chain(r, lang)}
	if v.Title == "" {
		v.Title = r.Draft.File
	}
	for _, fact := range []string{r.Draft.File, r.Draft.Unit, yearOf(v, r.Draft.Year), r.Template.Name, v.say("page.chars", r.Draft.Chars), v.say("slip.reports", r.Reuse.Compared.Reports)} {
		if fact != "" {
			v.Facts = append(v.Facts, fact)
		}
	}
	for _, s := range r.Coverage.Sections {
		class := string(s.Status)
		if !s.Required {
			class = "optional"
		}
		v.Sections = append(v.Sections, row{s.Name, finding.State(lang, s.Status, s.Required), class})
	}
	all := finding.Of(r, lang)
	for i, f := range all {
		c := card{Finding: f, Number: i + 1}
		if f.Class != finding.Point && f.Class != finding.Missing {
			c.Quote = finding.Shorten(f.Span.Of(r.Text), maxQuote)
		}
		if f.Class.Counted() {
			v.Cards = append(v.Cards, c)
		} else {
			v.Ignored = append(v.Ignored, c)
		}
	}
	v.Lines = linesOf(r, all)
	return v
}

func yearOf(v *view, year int) string {
	if year == 0 {
		return ""
	}
	return v.say("page.year", strconv.Itoa(year))
}

// headings tells which lines are headings: by where they begin.
func headings(r *analyzer.Report) map[int]bool {
	out := map[int]bool{}
	for _, h := range r.Outline {
		end := strings.IndexByte(r.Text[h.Span.End:], '\n')
		if end < 0 {
			end = len(r.Text) - h.Span.End
		}
		if strings.Trim(r.Text[h.Span.End:h.Span.End+end], " 　\t。") == "" {
			out[h.Span.Start] = true
		}
	}
	return out
}
