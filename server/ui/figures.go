package ui

import (
	"slices"
	"strconv"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
)

// figure is one number of the strip, in words.
type figure struct {
	Class string // "bad", "warn" or ""
	Value string
	Label string
}

// step is one step of the chain of ratios.
type step struct {
	Label string
	Share string
	Width string // of the bar, 0…100
	Class string
	Href  string // to the list of what this step leaves out
}

// figures are the numbers a person sees first.
func figures(v *visit, r *analyzer.Report) []figure {
	return append(coverageFigures(v, r), append([]figure{faultFigure(v, r)}, reuseFigures(v, r)...)...)
}

func coverageFigures(v *visit, r *analyzer.Report) []figure {
	names := map[template.Status][]string{}
	for _, s := range r.Coverage.Sections {
		if s.Required {
			names[s.Status] = append(names[s.Status], s.Name)
		}
	}
	if len(names[template.Unassessable]) > 0 {
		return []figure{{"warn", v.say("page.figure.unassessable"), v.say("page.figure.unassessable_label")}}
	}
	count := func(class string, key message.Key, list []string, none message.Key) figure {
		f := figure{class, v.say(key, len(list)), joinNames(v, list)}
		if len(list) == 0 {
			f.Class, f.Label = "", v.say(none)
		}
		return f
	}
	return []figure{
		count("bad", "page.figure.missing", names[template.Missing], "page.figure.missing_none"),
		count("warn", "page.figure.thin", names[template.Thin], "page.figure.thin_none"),
	}
}

// joinNames names at most three of list.
func joinNames(v *visit, list []string) string {
	const most = 3
	out := ""
	for i, name := range list[:min(len(list), most)] {
		if i > 0 {
			out += listComma(v.lang)
		}
		out += name
	}
	if len(list) > most {
		out += v.say("page.figure.more", len(list)-most)
	}
	return out
}

func faultFigure(v *visit, r *analyzer.Report) figure {
	f := figure{"", v.say("page.figure.faults", len(r.Faults)), v.say("page.figure.faults_label")}
	if len(r.Faults) > 0 {
		f.Class = "bad"
	}
	return f
}

// reuseFigures are absent for a short draft, where a ratio would say more
// than it knows; a note says so.
func reuseFigures(v *visit, r *analyzer.Report) []figure {
	ratios := r.Reuse.Ratios
	if ratios == nil {
		return []figure{{"", v.say("page.figure.short"), v.say("page.figure.short_label", strconv.Itoa(reuse.MinForRatios))}}
	}
	other := figure{"", percent(ratios.OtherUnits), v.say("page.figure.other")}
	if ratios.OtherUnits > 0 {
		other.Class = "bad"
	}
	largest := figure{"", percent(ratios.LargestSource), v.say("page.figure.largest_none")}
	if len(r.Reuse.Sources) > 0 {
		largest.Label = v.say("page.figure.largest", sourceName(v, r.Reuse.Sources[0].Unit, r.Reuse.Sources[0].Title, r.Reuse.Sources[0].Year))
	}
	return []figure{other, largest}
}

// sourceName names a report by who wrote it and when.
func sourceName(v *visit, unit, title string, year int) string {
	if unit == "" {
		unit = "《" + shorten(title, 20) + "》"
	}
	if year == 0 {
		return unit
	}
	return v.say("page.source", unit, strconv.Itoa(year))
}

// chain shows what each exclusion does to the ratio. Every step leaves its
// text out of both sides of the ratio. A step leads to the fold that lists
// what it leaves out, where there is one.
func chain(v *visit, r *analyzer.Report, folds []fold) []step {
	x := r.Reuse.Ratios
	if x == nil {
		return nil
	}
	steps := []step{
		newStep(v, "page.chain.total", x.Total, "all", ""),
		newStep(v, "page.chain.set", x.WithoutSetPhrases, "set", "#fold-common"),
		newStep(v, "page.chain.quote", x.WithoutQuotations, "quote", "#fold-quote"),
		newStep(v, "page.chain.own", x.OtherUnits, "other", "#fold-own"),
	}
	for i, s := range steps {
		if !slices.ContainsFunc(folds, func(f fold) bool { return "#"+f.ID == s.Href }) {
			steps[i].Href = ""
		}
	}
	return steps
}

func newStep(v *visit, key message.Key, share float64, class, href string) step {
	return step{v.say(key), percent(share), strconv.FormatFloat(share*100, 'f', 1, 64), class, href}
}
