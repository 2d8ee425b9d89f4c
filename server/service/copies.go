package service

import (
	"context"
	"path"
	"slices"
	"strings"

	"hegao/analyzer"
	"hegao/analyzer/annotate"
	"hegao/analyzer/annotate/comment"
	"hegao/analyzer/annotate/sheet"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Copy is a file that goes back to a person.
type Copy struct {
	Name     string // to save it under
	Data     []byte
	Warnings []text.Warning
}

// Annotated returns the draft of a check with comments; see annotate.Draft.
// They bear the date of the check, so it is the same file every time.
func (s *Service) Annotated(ctx context.Context, c *Checked, lang message.Lang) (*Copy, error) {
	original, err := s.Original(ctx, c)
	if err != nil && message.CodeOf(err) != message.NotFound {
		return nil, err
	}
	r, err := s.left(ctx, c)
	if err != nil {
		return nil, err
	}
	res, err := annotate.Draft(ctx, r, original.Data, annotate.Options{Lang: lang, Date: c.At})
	if err != nil {
		return nil, err
	}
	return &Copy{Name: copyName(c, lang, "copy.name_draft") + endingOf(c, res), Data: res.Data, Warnings: res.Warnings}, nil
}

// left is the report of a check without what a person called no problem.
func (s *Service) left(ctx context.Context, c *Checked) (*analyzer.Report, error) {
	d, err := s.Decisions(ctx, c)
	if err != nil {
		return nil, err
	}
	return d.left(c.Report), nil
}

// endingOf keeps the ending of a template or a file with macros: under
// another one Word does not open it.
func endingOf(c *Checked, res *comment.Result) string {
	rebuilt := slices.ContainsFunc(res.Warnings, func(w text.Warning) bool { return w.Code == annotate.WarnRebuilt })
	switch ending := strings.ToLower(path.Ext(c.Report.Draft.File)); ending {
	case ".dotx", ".docm", ".dotm":
		if !rebuilt {
			return ending
		}
	}
	return ".docx"
}

// SheetDOCX returns the sheet of a check (核稿单) as a Word file.
func (s *Service) SheetDOCX(ctx context.Context, c *Checked, lang message.Lang) (*Copy, error) {
	r, err := s.left(ctx, c)
	if err != nil {
		return nil, err
	}
	data, err := sheet.DOCX(r, lang, c.At)
	return &Copy{Name: copyName(c, lang, "copy.name_sheet") + ".docx", Data: data}, err
}

// SheetHTML returns the sheet of a check as a page to print.
func (s *Service) SheetHTML(ctx context.Context, c *Checked, lang message.Lang) (*Copy, error) {
	r, err := s.left(ctx, c)
	if err != nil {
		return nil, err
	}
	data, err := sheet.HTML(r, lang, c.At)
	return &Copy{Name: copyName(c, lang, "copy.name_sheet") + ".html", Data: data}, err
}

func copyName(c *Checked, lang message.Lang, key message.Key) string {
	base := path.Base(c.Report.Draft.File)
	return message.Text(lang, key, strings.TrimSuffix(base, path.Ext(base)))
}
