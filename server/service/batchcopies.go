package service

import (
	"context"
	"fmt"
	"io"
	"path"
	"strings"

	"hegao/analyzer/batch"
	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/message"
)

// WriteCopies writes a zip with the draft of every check of a batch, with
// comments (see Annotated), named by number and unit. Cost: one draft is in
// memory at a time. An error leaves a zip that is cut short.
func (s *Service) WriteCopies(ctx context.Context, w io.Writer, b *batch.Batch, lang message.Lang) error {
	out := zipfile.NewWriter(w)
	for k, d := range b.Drafts {
		c, err := s.LoadCheck(ctx, d.Check)
		if err != nil {
			return err
		}
		copied, err := s.Annotated(ctx, c, lang)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%03d %s%s", k+1, batch.FileName(d), strings.ToLower(path.Ext(copied.Name)))
		if err := out.Add(name, c.At, copied.Data); err != nil {
			return err
		}
	}
	return out.Close()
}
