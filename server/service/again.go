package service

import (
	"context"
	"path"
	"strings"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
)

// Facts are what a person said of a draft; what is empty was guessed.
type Facts struct {
	Unit     string      `json:"unit,omitempty"`
	Year     int         `json:"year,omitempty"`
	Template template.ID `json:"template,omitempty"`
}

// draftKind is the kind of the records that hold the files that were checked,
// under their SHA-256: the newest 1,000, as of the checks.
const draftKind = "draft"

// Original returns the file that was checked, byte for byte, and its name.
// Errors: NotFound "draft_gone" where it is not kept any more.
func (s *Service) Original(ctx context.Context, c *Checked) (Upload, error) {
	data, err := s.archive.Store().LoadRecord(ctx, draftKind, c.Report.Draft.SHA256)
	if message.CodeOf(err) == message.NotFound {
		return Upload{}, message.Errorf(message.NotFound, "draft_gone", c.Report.Draft.File)
	}
	return Upload{c.Report.Draft.File, data}, err
}

// Again is what to check where a check is done again: a new version of the
// draft, or the same file under another name or with other facts. An empty
// name, or one without the file's ending, is filled up from the earlier one;
// in.Data of nil stands for the file that was checked. Errors are
// message.Error.
func (s *Service) Again(ctx context.Context, check string, in CheckInput) (CheckInput, error) {
	before, err := s.LoadCheck(ctx, check)
	if err != nil {
		return in, err
	}
	in.Before = before.ID
	if in.Data != nil {
		return in, nil
	}
	file, err := s.Original(ctx, before)
	if err != nil {
		return in, err
	}
	in.Data = file.Data
	switch ending := path.Ext(file.Name); {
	case strings.TrimSpace(in.Name) == "":
		in.Name = file.Name
	case !strings.EqualFold(path.Ext(in.Name), ending):
		in.Name += ending
	}
	return in, nil
}

// Teach makes a heading of a check's draft serve a section of its template,
// for the unit and from now on. On return it is on disk; check again to see
// what it changes. Errors are message.Error and template.Mistakes.
func (s *Service) Teach(ctx context.Context, check string, section template.SectionID, heading string) error {
	c, err := s.LoadCheck(ctx, check)
	if err != nil {
		return err
	}
	title := ""
	for _, h := range c.Report.Outline {
		if h.Title == heading {
			title = h.Title
		}
	}
	if title == "" {
		return message.Errorf(message.NotFound, "heading_missing", firstWords(heading))
	}
	source, err := s.Templates().Teach(c.Report.Template.ID, section, title)
	if err != nil {
		return err
	}
	_, _, err = s.PutTemplate(c.Report.Template.ID, []byte(source))
	return err
}

// Changes says what became of the findings of the check before: those that
// are gone, those still there, and those that came. What was called no
// problem is in none of them.
type Changes struct {
	Before *Checked
	Gone   []Found
	Still  []Found
	New    []Found
}

// Changes compares a check with the one before; nil where there is none, or
// none that is kept. Cost: O(findings).
func (s *Service) Changes(ctx context.Context, c *Checked, d *Decisions) (*Changes, error) {
	if c.Before == "" {
		return nil, nil
	}
	before, err := s.LoadCheck(ctx, c.Before)
	if message.CodeOf(err) == message.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := &Changes{Before: before}
	was := map[Finding]bool{}
	for _, f := range FindingsOf(before.Report) {
		was[f.Finding] = true
	}
	is := map[Finding]bool{}
	for _, f := range FindingsOf(c.Report) {
		is[f.Finding] = true
		switch {
		case d.Dismissed(f.Finding):
		case was[f.Finding]:
			out.Still = append(out.Still, f)
		default:
			out.New = append(out.New, f)
		}
	}
	for _, f := range FindingsOf(before.Report) {
		if !is[f.Finding] && !d.Dismissed(f.Finding) {
			out.Gone = append(out.Gone, f)
		}
	}
	return out, nil
}

// SameText reports whether the draft is the one of the check before, letter
// for letter.
func (x *Changes) SameText(r *analyzer.Report) bool {
	return x.Before.Report.Draft.SHA256 == r.Draft.SHA256
}
