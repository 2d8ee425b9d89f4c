package ui

import (
	"slices"
	"strconv"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/server/service"
)

// figure is one number of the strip, in words.
type figure struct {
	Class string // "bad", "warn" or ""
	Value string
	Label string
}

// figures are the numbers a person sees first.
func (f *findings) figures() []figure {
	return slices.Concat(f.coverageFigures(), []figure{f.faultFigure()}, reuseFigures(f.visit, f.counted))
}

func (f *findings) coverageFigures() []figure {
	v, names := f.visit, map[template.Status][]string{}
	for _, s := range f.report.Coverage.Sections {
		if _, settled := f.decided.Of(sectionFinding(s)); s.Required && !settled {
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

// faultFigure counts the faults that are left. Each mended one is said apart:
// only the next check shows that it is gone.
func (f *findings) faultFigure() figure {
	open, mended := 0, 0
	for _, x := range f.counted.Faults {
		if d, ok := f.decided.Of(faultFinding(x)); ok && d.State == service.Mended {
			mended++
		} else {
			open++
		}
	}
	out := figure{"", f.visit.say("page.figure.faults", open), f.visit.say("page.figure.faults_label")}
	if open > 0 {
		out.Class = "bad"
	}
	if mended > 0 {
		out.Label = f.visit.say("page.figure.faults_mended", mended)
	}
	return out
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
