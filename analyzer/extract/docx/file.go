package docx

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"regexp"

	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/text"
)

// File is a Word file that is to be written to: besides its text it gives
// its parts. It is not safe for concurrent use.
type File struct{ opened *opened }

// Open opens a Word file. It fails as Read does.
func Open(ctx context.Context, name string, data []byte, lim limits.Limits) (*File, error) {
	o, err := open(ctx, name, data, lim)
	if err != nil {
		return nil, err
	}
	return &File{o}, nil
}

// Read reads the file as the function Read does, and says where its text
// stands in the XML. Cost: linear, the main part and its trace are held in
// memory.
func (f *File) Read() (*text.Document, *Trace, error) {
	r := newRecorder()
	doc, err := read(f.opened, r)
	if err != nil {
		return nil, nil, asDocx(f.opened.name, err)
	}
	return doc, r.trace, nil
}

// Part returns a part of the file in UTF-8; found is false where there is
// none. The errors are those of Read.
func (f *File) Part(name string) (part []byte, found bool, err error) {
	part, _, err = f.opened.whole(name)
	return part, part != nil, err
}

// Has reports whether the file has the part.
func (f *File) Has(name string) bool { return f.opened.zip.Has(name) }

// Scan calls fn for every token of a part in UTF-8, with its place in bytes
// of part, up to the end of its root. The limits of Read hold, and its
// errors; a token's bytes are good until fn returns.
func (f *File) Scan(part []byte, fn func(tok xml.Token, at text.Span) error) error {
	s := f.opened.newSource().New(bytes.NewReader(part))
	for {
		tok, err := s.Token()
		if err != nil {
			return err
		}
		if err := fn(tok, text.Span{Start: s.Start, End: s.End}); err != nil {
			return err
		}
		if _, end := tok.(xml.EndElement); end && s.Depth == 0 {
			return nil
		}
	}
}

// Rewrite returns the file with some parts replaced and others added, all
// else being copied byte for byte.
func (f *File) Rewrite(replaced, added map[string][]byte) ([]byte, error) {
	return f.opened.zip.Rewrite(replaced, added)
}

// mainPart opens the main part; for r it is held in memory.
func (o *opened) mainPart(name string, r *recorder, fn func(*stream) error) error {
	if r == nil {
		return o.part(name, fn)
	}
	part, recoded, err := o.whole(name)
	if err != nil {
		return err
	}
	if part == nil {
		return damaged(o.name, errors.New("no main part "+name))
	}
	r.trace.XML, r.trace.Recoded = part, recoded
	return fn(o.stream(bytes.NewReader(part)))
}

// whole reads a part into memory, in UTF-8; nil where there is none.
func (o *opened) whole(name string) (part []byte, recoded bool, err error) {
	r, err := o.zip.Part(name)
	if err != nil || r == nil {
		return nil, false, asDocx(o.name, err)
	}
	defer r.Close()
	if part, err = io.ReadAll(r); err != nil {
		return nil, false, asDocx(o.name, err)
	}
	part, recoded, err = toUTF8(part)
	if err != nil {
		return nil, false, damaged(o.name, err)
	}
	return part, recoded, nil
}

var declared = regexp.MustCompile(`^\x{feff}?<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']`)

// toUTF8 recodes a part that is not in UTF-8, and says so in its declaration.
func toUTF8(part []byte) (out []byte, recoded bool, err error) {
	out, err = io.ReadAll(xmlpart.FromUTF16(bytes.NewReader(part)))
	if err != nil {
		return nil, false, err
	}
	recoded = !bytes.Equal(out, part)
	m := declared.FindSubmatchIndex(out)
	if m == nil || bytes.EqualFold(out[m[2]:m[3]], []byte("utf-8")) {
		return out, recoded, nil
	}
	r, err := xmlpart.CharsetReader(string(out[m[2]:m[3]]), bytes.NewReader(out[m[1]:]))
	if err != nil {
		return nil, false, err
	}
	rest, err := io.ReadAll(r)
	if err != nil {
		return nil, false, err
	}
	head := append(bytes.Clone(out[:m[2]]), "UTF-8"...)
	return append(append(head, out[m[3]:m[1]]...), rest...), true, nil
}
