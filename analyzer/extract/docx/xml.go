package docx

import (
	"encoding/xml"
	"io"

	"hegao/analyzer/extract/xmlpart"
)

// stream is one XML part being read.
type stream struct{ *xmlpart.Stream }

// newSource is where parts of the file are read from, within its limits.
func (o *opened) newSource() *xmlpart.Source {
	return &xmlpart.Source{Ctx: o.ctx, Name: o.name, Limits: o.lim, Damaged: func(cause error) error {
		return damaged(o.name, cause)
	}}
}

// stream reads a part whose elements count towards those of the file.
func (o *opened) stream(r io.Reader) *stream { return &stream{o.source.New(r)} }

// choice calls fn for the children of the Choice of an AlternateContent, the
// newer of two ways to write one thing; the Fallback says the same again.
func (s *stream) choice(fn func(el xml.StartElement) error) error {
	taken := false
	return s.Each(func(el xml.StartElement) error {
		if el.Name.Local != "Choice" || taken {
			return nil
		}
		taken = true
		return s.Each(fn)
	})
}

// val returns the attribute "val", "" where it is missing.
func val(el xml.StartElement) string {
	return xmlpart.Value(el, "val")
}

// on reads a switch: an element without a value is on.
func on(el xml.StartElement) bool {
	switch val(el) {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
