package search

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"hegao/analyzer/segment"
	"hegao/corpus"
)

// The fields of a document. unit, kind and yearFacet are single terms with
// doc values, which facets read; year is a number, which ranges need.
const (
	fieldTitle     = "title"
	fieldBody      = "body"
	fieldUnit      = "unit"
	fieldKind      = "kind"
	fieldYear      = "year"
	fieldYearFacet = "year_facet"
)

// A batch of bleve is held in memory until it is written: it ends at
// maxBatch reports or maxBatchBytes of text, whichever comes first.
const (
	maxBatch      = 500
	maxBatchBytes = 32 << 20
)

// Put indexes the entries, in batches of up to 500; an id that is there is
// replaced. On return they can be found and are on disk. After an error some
// of them may be in; putting them again does no harm.
func (x *Index) Put(ctx context.Context, entries []corpus.Entry) (err error) {
	defer guard(&err)
	if len(entries) == 0 {
		return nil
	}
	segmenter, err := x.segmenter()
	if err != nil {
		return wrap(err)
	}
	for len(entries) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := batchEnd(entries)
		if err := x.putBatch(entries[:n], segmenter); err != nil {
			return wrap(err)
		}
		entries = entries[n:]
	}
	return nil
}

// batchEnd returns how many of the entries, at least one, fit in a batch.
func batchEnd(entries []corpus.Entry) int {
	size := 0
	for i := range entries {
		if size += len(entries[i].Text); i > 0 && (i == maxBatch || size > maxBatchBytes) {
			return i
		}
	}
	return len(entries)
}

func (x *Index) putBatch(entries []corpus.Entry, segmenter *segment.Segmenter) error {
	batch := x.index.NewBatch()
	for i := range entries {
		if entries[i].ID == 0 {
			return errors.New("an entry without an id")
		}
		if err := batch.IndexAdvanced(newDocument(&entries[i], segmenter)); err != nil {
			return err
		}
	}
	return x.index.Batch(batch)
}

// newDocument builds the document of e by hand: bleve would find an analyzer
// by its name in a table of the whole process, and there is no need for one.
func newDocument(e *corpus.Entry, segmenter *segment.Segmenter) *document.Document {
	d := document.NewDocument(documentID(e.ID))
	d.AddField(newTextField(fieldTitle, e.Title, segmenter))
	d.AddField(newTextField(fieldBody, e.Text, segmenter))
	if e.Unit != "" {
		d.AddField(newTermField(fieldUnit, string(e.Unit)))
	}
	if e.Kind != "" {
		d.AddField(newTermField(fieldKind, string(e.Kind)))
	}
	if e.Year != 0 {
		d.AddField(newTermField(fieldYearFacet, strconv.Itoa(e.Year)))
		d.AddField(document.NewNumericFieldWithIndexingOptions(fieldYear, nil, float64(e.Year), index.IndexField))
	}
	return d
}

// newTextField makes a field that is searched by its words.
func newTextField(name, value string, segmenter *segment.Segmenter) document.Field {
	return document.NewTextFieldCustom(name, nil, nil, index.IndexField, words{segmenter, value})
}

// newTermField makes a field whose value is one term.
func newTermField(name, value string) document.Field {
	return document.NewTextFieldWithIndexingOptions(name, nil, []byte(term(value)), index.IndexField|index.DocValues)
}

// term is value as a term. Doc values are parted by a byte that stands in no
// valid UTF-8.
func term(value string) string { return strings.ToValidUTF8(value, "\ufffd") }

// words is the analyzer of one field. It carries the text itself, because
// bleve would make it a slice of bytes and it would have to be copied back.
type words struct {
	segmenter *segment.Segmenter
	text      string
}

// Analyze returns the words of the text that w carries; the argument is
// empty. All terms share one buffer.
func (w words) Analyze([]byte) analysis.TokenStream {
	found := w.segmenter.SearchWords(w.text)
	size := 0
	for _, token := range found {
		size += len(token.Word)
	}
	buffer := make([]byte, 0, size)
	tokens := make([]analysis.Token, len(found))
	stream := make(analysis.TokenStream, len(found))
	for i, token := range found {
		from := len(buffer)
		buffer = append(buffer, token.Word...)
		tokens[i] = analysis.Token{
			Start: token.Span.Start, End: token.Span.End,
			Term: buffer[from:], Position: i + 1, Type: analysis.Ideographic,
		}
		stream[i] = &tokens[i]
	}
	return stream
}

// documentID writes id with ten digits, so that ids sort as numbers do.
func documentID(id corpus.ReportID) string { return fmt.Sprintf("%010d", id) }

func reportID(documentID string) (corpus.ReportID, error) {
	id, err := strconv.ParseUint(documentID, 10, 32)
	return corpus.ReportID(id), err
}
