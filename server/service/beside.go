package service

import (
	"context"

	"hegao/analyzer"
	"hegao/analyzer/align"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
	"hegao/analyzer/yearly"
	"hegao/corpus"
)

// Text is one side of two whole texts laid side by side.
type Text struct {
	Report string // name of a report in the archive; "" for a draft
	Title  string
	Unit   string
	Year   int
	Text   string
}

// Beside is a later text beside an earlier one.
type Beside struct {
	Before, After Text
	*yearly.Comparison
	// Check is the check whose draft is the later text; nil for a report.
	Check *Checked
	// OneUnit: both are of the same unit, so that what was kept and what was
	// planned is worth asking.
	OneUnit bool
}

// Place is a passage of the draft and where it stands in the earlier text.
type Place struct {
	ID          string
	Kind        reuse.Kind
	Draft, Past text.Span
}

// Places lists the passages of the check that stand in the earlier text too,
// in the order of the draft; none where there is no check.
func (b *Beside) Places() []Place {
	var out []Place
	if b.Check == nil {
		return nil
	}
	for _, p := range b.Check.Report.Reuse.Passages {
		for _, s := range p.Sources {
			if s.Report == b.Before.Report && s.Span.End <= len(b.Before.Text) {
				out = append(out, Place{p.ID, p.Kind, p.Span, s.Span})
				break
			}
		}
	}
	return out
}

// CheckBeside lays the draft of a check beside a report of the archive, "" for
// the newest one of its unit and kind from a year before. families limits the
// check; see Checked.Limited. A message.Error with code NotFound where there
// is no such check or report.
func (s *Service) CheckBeside(ctx context.Context, id, report string, families int) (*Beside, error) {
	c, err := s.LoadCheck(ctx, id)
	if err != nil {
		return nil, err
	}
	d := c.Report.Draft
	after := Text{Title: analyzerTitle(c.Report), Unit: d.Unit, Year: d.Year, Text: c.Report.Text}
	before, err := s.before(ctx, report, after, d.Kind)
	if err != nil {
		return nil, err
	}
	b := s.beside(before, after)
	b.Check = c.Limited(families)
	var same []align.Pair
	for _, p := range b.Places() {
		same = append(same, align.Pair{Before: p.Past, After: p.Draft})
	}
	b.Rows = align.Join(b.Rows, same)
	return b, nil
}

// ReportBeside lays a report of the archive beside another one, "" for the
// newest of its unit and kind from a year before.
func (s *Service) ReportBeside(ctx context.Context, name, report string) (*Beside, error) {
	r, t, err := s.archive.Open(ctx, name)
	if err != nil {
		return nil, err
	}
	after := textOf(r, t)
	before, err := s.before(ctx, report, after, template.ID(r.Kind))
	if err != nil {
		return nil, err
	}
	return s.beside(before, after), nil
}

// HasLastYear reports whether a report of the unit and the kind from a year
// before is there.
func (s *Service) HasLastYear(ctx context.Context, unit string, kind template.ID, year int) (bool, error) {
	if unit == "" || year == 0 {
		return false, nil
	}
	src, err := s.archive.Latest(ctx, unit, string(kind), year)
	return src != nil, err
}

func (s *Service) before(ctx context.Context, report string, after Text, kind template.ID) (Text, error) {
	if report != "" {
		r, t, err := s.archive.Open(ctx, report)
		return textOf(r, t), err
	}
	src, err := s.archive.Latest(ctx, after.Unit, string(kind), after.Year)
	if err != nil {
		return Text{}, err
	}
	if src == nil {
		return Text{}, message.Errorf(message.NotFound, "last_year_missing")
	}
	return Text{src.Name, src.Title, src.Unit, src.Year, src.Text}, nil
}

func textOf(r *corpus.Report, t string) Text {
	if r == nil {
		return Text{}
	}
	return Text{r.Name(), r.Title, string(r.Unit), r.Year, t}
}

func analyzerTitle(r *analyzer.Report) string {
	if r.Draft.Title != "" {
		return r.Draft.Title
	}
	return r.Draft.File
}

func (s *Service) beside(before, after Text) *Beside {
	return &Beside{
		Before: before, After: after, OneUnit: after.Unit != "" && before.Unit == after.Unit,
		Comparison: yearly.Compare(s.Templates(), before.Text, after.Text),
	}
}
