package ui

import (
	"strconv"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
	"hegao/server/service"
)

// findings is a check on its way to the page: its marks, and with them the
// anchors by which cards and paper find one another.
type findings struct {
	visit   *visit
	service *service.Service
	id      string // of the check
	report  *analyzer.Report
	// decided says what a person made of the findings; counted is the report
	// without what that takes out of the figures.
	decided  *service.Decisions
	counted  *analyzer.Report
	headings []heading
	marks    []mark
	// tags are the short labels behind the passages, by index.
	tags []string
	// shares is the number of characters by kind of passage.
	shares map[reuse.Kind]int
}

// Anchors. Indexes, since ids of findings can stand twice.
func passageAnchor(i int) string { return "p" + strconv.Itoa(i+1) }
func passageCard(i int) string   { return "cp" + strconv.Itoa(i+1) }
func faultAnchor(i int) string   { return "f" + strconv.Itoa(i+1) }
func faultCard(i int) string     { return "cf" + strconv.Itoa(i+1) }
func sectionAnchor(i int) string { return "s" + strconv.Itoa(i+1) }
func sectionCard(i int) string   { return "cs" + strconv.Itoa(i+1) }
func pointCard(i int) string     { return "ct" + strconv.Itoa(i+1) }

// look is how one kind of passage shows.
type look struct {
	class  string
	tag    message.Key // "" for none
	legend message.Key
	layer  layer
}

func lookOf(k reuse.Kind) look {
	switch k {
	case reuse.Verbatim, reuse.Near:
		return look{"other", "page.tag.other", "page.legend.other", layerPassage}
	case reuse.OwnHistory:
		return look{"own", "page.tag.own", "page.legend.own", layerPassage}
	case reuse.Rewritten:
		return look{"rewritten", "page.tag.rewritten", "page.legend.rewritten", layerPassage}
	case reuse.Quotation:
		return look{"quote", "page.tag.quote", "page.legend.quote", layerCommon}
	}
	return look{"set", "page.tag.set", "page.legend.set", layerCommon}
}

func newFindings(v *visit, s *service.Service, c *service.Checked, d *service.Decisions) *findings {
	f := &findings{
		visit: v, service: s, id: c.ID, report: c.Report, decided: d, counted: d.Counted(c.Report),
		headings: headingsOf(c.Report.Outline), shares: map[reuse.Kind]int{},
	}
	f.markPassages()
	f.markFaults()
	f.markSections()
	f.markPlace()
	return f
}

func (f *findings) markPassages() {
	numbers := map[string]int{}
	for i, p := range f.report.Reuse.Passages {
		l := lookOf(p.Kind)
		tag := f.visit.say(l.tag)
		href := "#" + passageCard(i)
		if p.Kind.Copied() {
			numbers[l.class]++
			tag += strconv.Itoa(numbers[l.class])
		}
		f.tags = append(f.tags, tag)
		if f.decided.Dismissed(passageFinding(p)) {
			f.marks = append(f.marks, mark{Span: p.Span, Layer: layerAnchor, ID: passageAnchor(i)})
			continue
		}
		f.shares[p.Kind] += text.Chars(p.Span.Of(f.report.Text))
		f.marks = append(f.marks, mark{
			Span: p.Span, Layer: l.layer, Class: l.class, ID: passageAnchor(i),
			Tag: tag, Href: href, Label: f.visit.say(l.legend),
		})
	}
}

func (f *findings) markFaults() {
	group := f.faultGroups()
	for i, x := range f.report.Faults {
		m := mark{
			Span: x.Span, Layer: layerFault, Class: "fault", ID: faultAnchor(i),
			Label: x.Message.In(f.visit.lang), Href: "#" + faultCard(group[i]),
		}
		switch d, ok := f.decided.Of(faultFinding(x)); {
		case ok && d.State == service.Dismissed:
			m = mark{Span: x.Span, Layer: layerAnchor, ID: faultAnchor(i)}
		case ok:
			m.Class = "fault done"
		}
		f.marks = append(f.marks, m)
	}
}

// faultGroups gives for each fault the first one that says the same of the
// same words: one card speaks for all of them.
func (f *findings) faultGroups() []int {
	first := map[string]int{}
	out := make([]int, len(f.report.Faults))
	for i, x := range f.report.Faults {
		key := string(x.Rule) + "\x00" + x.Span.Of(f.report.Text) + "\x00" + x.Message.In(message.Chinese)
		if _, ok := first[key]; !ok {
			first[key] = i
		}
		out[i] = first[key]
	}
	return out
}

// markSections puts an anchor where each section begins. The first evidence
// is the place; a span from first to last evidence would cover half the text.
func (f *findings) markSections() {
	for i, s := range f.report.Coverage.Sections {
		if s.Status == template.Missing || s.Span.Empty() {
			continue
		}
		place := s.Span
		if len(s.Evidence) > 0 {
			place = s.Evidence[0].Span
		}
		f.marks = append(f.marks, mark{Span: place, Layer: layerAnchor, ID: sectionAnchor(i)})
	}
}
