package service

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/batch"
	"hegao/analyzer/message"
)

// MaxLetter is the longest letter, in characters.
const MaxLetter = 20_000

// Letter is what goes back to the unit of one draft.
type Letter struct {
	Draft  int // index in the batch's result
	Of     int // drafts in all
	About  batch.Summary
	Text   string
	Edited bool // a person wrote it; else it was drawn up from the check
}

// Letter returns the letter about a draft: the one a person kept, else one
// drawn up in lang. Errors: those of BatchResult, NotFound "letter_missing".
func (s *Service) Letter(ctx context.Context, id string, draft int, lang message.Lang) (*Letter, error) {
	b, result, n, err := s.letterAt(ctx, id, draft)
	if err != nil {
		return nil, err
	}
	l := &Letter{Draft: draft, Of: len(result.Drafts), About: result.Drafts[draft], Text: b.Files[n].Letter, Edited: b.Files[n].Edited}
	if l.Edited {
		return l, nil
	}
	c, err := s.LoadCheck(ctx, l.About.Check)
	if err != nil {
		return nil, err
	}
	l.Text = result.Letter(draft, c.Report, lang)
	return l, nil
}

// Letters returns the letters about all drafts of a batch, in their order.
// Cost: one check is loaded for each that nobody has edited.
func (s *Service) Letters(ctx context.Context, id string, lang message.Lang) ([]Letter, error) {
	b, err := s.Batch(ctx, id)
	if err != nil {
		return nil, err
	}
	result, err := s.BatchResult(ctx, id)
	if err != nil {
		return nil, err
	}
	files := map[string]BatchFile{}
	for _, f := range b.Files {
		files[f.Check] = f
	}
	out := make([]Letter, len(result.Drafts))
	for k, d := range result.Drafts {
		f := files[d.Check]
		out[k] = Letter{Draft: k, Of: len(out), About: d, Text: f.Letter, Edited: f.Edited}
		if f.Edited {
			continue
		}
		c, err := s.LoadCheck(ctx, d.Check)
		if err != nil {
			return nil, err
		}
		out[k].Text = result.Letter(k, c.Report, lang)
	}
	return out, nil
}

// SaveLetter keeps a letter that a person wrote; on return it is on disk. An
// error is Invalid "letter_empty" or TooLarge "letter_too_long".
func (s *Service) SaveLetter(ctx context.Context, id string, draft int, text string) error {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\r\n", "\n")
	text = strings.ReplaceAll(text, "\x00", "")
	switch {
	case strings.TrimSpace(text) == "":
		return message.Errorf(message.Invalid, "letter_empty")
	case utf8.RuneCountInString(text) > MaxLetter:
		return message.Errorf(message.TooLarge, "letter_too_long", strconv.Itoa(MaxLetter))
	}
	return s.noteLetter(ctx, id, draft, &text)
}

// ResetLetter goes back to the letter that is drawn up from the check.
func (s *Service) ResetLetter(ctx context.Context, id string, draft int) error {
	return s.noteLetter(ctx, id, draft, nil)
}

func (s *Service) noteLetter(ctx context.Context, id string, draft int, text *string) error {
	_, _, n, err := s.letterAt(ctx, id, draft)
	if err != nil {
		return err
	}
	return s.archive.Store().NoteJobItem(ctx, id, n, text)
}

// letterAt finds the file that a draft of the result came from.
func (s *Service) letterAt(ctx context.Context, id string, draft int) (b *Batch, result *batch.Batch, n int, err error) {
	if b, err = s.Batch(ctx, id); err != nil {
		return nil, nil, 0, err
	}
	if result, err = s.BatchResult(ctx, id); err != nil {
		return nil, nil, 0, err
	}
	if draft >= 0 && draft < len(result.Drafts) {
		for n, f := range b.Files {
			if f.Check != "" && f.Check == result.Drafts[draft].Check {
				return b, result, n, nil
			}
		}
	}
	return nil, nil, 0, message.Errorf(message.NotFound, "letter_missing")
}

// EditedLetters says for each draft of a result whether a person wrote its
// letter.
func (b *Batch) EditedLetters(result *batch.Batch) []bool {
	edited := map[string]bool{}
	for _, f := range b.Files {
		edited[f.Check] = f.Edited
	}
	out := make([]bool, len(result.Drafts))
	for k, d := range result.Drafts {
		out[k] = edited[d.Check]
	}
	return out
}
