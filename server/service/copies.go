package service

import (
	"context"
	"path"
	"slices"
	"strings"

	"hegao/analyzer/annotate"
	"hegao/analyzer/annotate/comment"
	"hegao/analyzer/annotate/sheet"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// draftKind is the records that hold the Word files that were checked, by
// the id of the check. Other files are not kept: what goes back is made from
// their text.
const draftKind = "draft"

// Copy is a file that goes back to a person.
type Copy struct {
	Name     string // to save it under
	Data     []byte
	Warnings []text.Warning
}

// keepDraft keeps the file of a check that can be written to later.
func (s *Service) keepDraft(ctx context.Context, c *Checked, data []byte) error {
	if c.Report.Draft.Format != text.FormatDOCX {
		return nil
	}
	return s.archive.Store().SaveRecord(ctx, draftKind, c.ID, data)
}

// Annotated returns the draft of a check with comments; see annotate.Draft.
// They bear the date of the check, so it is the same file every time.
func (s *Service) Annotated(ctx context.Context, c *Checked, lang message.Lang) (*Copy, error) {
	original, err := s.archive.Store().LoadRecord(ctx, draftKind, c.ID)
	if err != nil && message.CodeOf(err) != message.NotFound {
		return nil, err
	}
	res, err := annotate.Draft(ctx, c.Report, original, annotate.Options{Lang: lang, Date: c.At})
	if err != nil {
		return nil, err
	}
	return &Copy{Name: copyName(c, lang, "copy.name_draft") + endingOf(c, res), Data: res.Data, Warnings: res.Warnings}, nil
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
func (s *Service) SheetDOCX(c *Checked, lang message.Lang) (*Copy, error) {
	data, err := sheet.DOCX(c.Report, lang, c.At)
	return &Copy{Name: copyName(c, lang, "copy.name_sheet") + ".docx", Data: data}, err
}

// SheetHTML returns the sheet of a check as a page to print.
func (s *Service) SheetHTML(c *Checked, lang message.Lang) (*Copy, error) {
	data, err := sheet.HTML(c.Report, lang, c.At)
	return &Copy{Name: copyName(c, lang, "copy.name_sheet") + ".html", Data: data}, err
}

func copyName(c *Checked, lang message.Lang, key message.Key) string {
	base := path.Base(c.Report.Draft.File)
	return message.Text(lang, key, strings.TrimSuffix(base, path.Ext(base)))
}
