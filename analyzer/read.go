package analyzer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"hegao/analyzer/extract"
	"hegao/analyzer/outline"
)

// Read has a file extracted, by extract.Extract or in another process, into a
// draft that Check takes. Errors are message.Error and name the file.
func Read(ctx context.Context, read extract.Func, name string, data []byte, lim extract.Limits) (Draft, error) {
	start := time.Now()
	doc, err := read(ctx, name, data, lim)
	if err != nil {
		return Draft{}, err
	}
	sum := sha256.Sum256(data)
	return Draft{File: name, Doc: doc, SHA256: hex.EncodeToString(sum[:]), Extracted: time.Since(start)}, nil
}

// Split cuts a draft that holds several reports into one draft each; a draft
// with one report is returned as it is.
func Split(d Draft) []Draft {
	parts, _ := outline.Split(d.Doc)
	if len(parts) < 2 {
		return []Draft{d}
	}
	out := make([]Draft, len(parts))
	for i, p := range parts {
		out[i] = d
		out[i].Doc = d.Doc.Slice(p.Span)
		out[i].Part = i + 1
	}
	return out
}
