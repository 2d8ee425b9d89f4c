package xmlpart

import (
	"context"
	"io"

	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/message"
)

// Package is a zip of XML parts.
type Package struct {
	Source
	zip  *zipfile.Archive
	kind string
}

// Damaged is the error for the file name, which claims to be of a kind, as
// "odt", and breaks that kind's rules.
func Damaged(name, kind string, cause error) error {
	return message.Errorf(message.Damaged, "file_damaged", name, kind).Wrap(cause)
}

// Open opens the package of a kind, as "odt", in data. It fails with
// file_damaged, encrypted, and the refusals of package zipfile.
func Open(ctx context.Context, name, kind string, data []byte, lim limits.Limits) (*Package, error) {
	p := &Package{Source: Source{Ctx: ctx, Name: name, Limits: lim}, kind: kind}
	p.Source.Damaged = func(cause error) error { return Damaged(name, kind, cause) }
	a, err := zipfile.Open(name, data, lim)
	if err != nil {
		return nil, p.as(err)
	}
	p.zip = a
	return p, nil
}

// Has reports whether the package has the part, in any case of letters.
func (p *Package) Has(part string) bool { return p.zip.Has(part) }

// Part opens the part and hands it to fn; found is false, and fn not called,
// when there is none.
func (p *Package) Part(part string, fn func(*Stream) error) (found bool, err error) {
	r, err := p.zip.Part(part)
	if err != nil || r == nil {
		return false, p.as(err)
	}
	defer r.Close()
	if err := fn(p.New(r)); err != nil {
		return true, p.as(err)
	}
	// The checksum of a part stands at its end, behind the root element.
	_, err = io.Copy(io.Discard, r)
	return true, p.as(err)
}

// Head returns about the first n bytes of a part, "" when there is none.
func (p *Package) Head(part string, n int64) string {
	r, err := p.zip.Part(part)
	if err != nil || r == nil {
		return ""
	}
	defer r.Close()
	head, _ := io.ReadAll(io.LimitReader(r, n))
	return string(head)
}

// as says the package's kind where the zip reader said "zip".
func (p *Package) as(err error) error {
	if err == nil || message.CodeOf(err) != message.Damaged {
		return err
	}
	return Damaged(p.Name, p.kind, err)
}
