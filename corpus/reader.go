package corpus

import (
	"context"

	"hegao/analyzer/extract"
	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// reader hands on the documents in files, and in the files of zips.
type reader struct {
	extract extract.Func
	limits  extract.Limits
	// document gets each document with the bytes it came from; an error of
	// its ends the reading. failed gets each file that gave none, and why.
	document func(ctx context.Context, in Input, data []byte, doc *text.Document) error
	failed   func(in Input, err error)
}

// newReader makes a reader; a nil Func is extract.Extract, in this process.
func newReader(read extract.Func, document func(context.Context, Input, []byte, *text.Document) error, failed func(Input, error)) *reader {
	if read == nil {
		read = extract.Extract
	}
	return &reader{extract: read, limits: extract.DefaultLimits(), document: document, failed: failed}
}

// read reads one input. Errors are those of document, and ctx's.
func (r *reader) read(ctx context.Context, in Input) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if in.Err != nil {
		r.failed(in, in.Err)
		return nil
	}
	data, err := in.Read()
	if err != nil {
		r.failed(in, err)
		return nil
	}
	if !extract.IsZip(data) {
		return r.file(ctx, in, data)
	}
	return r.zip(ctx, in, data)
}

func (r *reader) zip(ctx context.Context, in Input, data []byte) error {
	var fatal error
	entries := 0
	err := zipfile.Each(in.Name, data, r.limits, func(entry string, data []byte, err error) error {
		entries++
		inner := Input{Name: in.Name + "/" + entry, Known: in.Known, Optional: true}
		if err != nil {
			r.failed(inner, InZip(in.Name, entry, err))
			return nil
		}
		fatal = r.file(ctx, inner, data)
		return fatal
	})
	switch {
	case fatal != nil:
		return fatal
	case err == nil && entries == 0:
		err = message.Errorf(message.Empty, "file_empty", in.Name)
	}
	if err != nil {
		r.failed(in, err)
	}
	return nil
}

func (r *reader) file(ctx context.Context, in Input, data []byte) error {
	doc, err := r.extract(ctx, in.Name, data, r.limits)
	switch {
	case err != nil && ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		r.failed(in, err)
		return nil
	case doc.NoText: // nobody could find it
		r.failed(in, message.Errorf(message.Empty, "file_scanned", in.Name))
		return nil
	}
	return r.document(ctx, in, data, doc)
}
