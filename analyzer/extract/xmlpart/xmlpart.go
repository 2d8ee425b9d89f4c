// Package xmlpart reads XML that strangers made, as a stream of tokens and
// under limits: depth and number of elements are bounded, a DOCTYPE is
// refused, and nothing is built in memory.
package xmlpart

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"hegao/analyzer/extract/limits"
	"hegao/analyzer/message"
)

// Source says what a file's parts have in common.
type Source struct {
	Ctx context.Context
	// Name is the name of the file, for messages.
	Name   string
	Limits limits.Limits
	// Damaged makes the error for a part that breaks the rules of XML.
	Damaged func(cause error) error

	nodes int // elements so far in all parts of the file
}

// Stream is one part being read. Every error is one a person can be shown
// or that of the source's context.
type Stream struct {
	*Source
	// Depth is the number of elements that are open.
	Depth int
	// Start and End are where the last token stands, in bytes of the part in
	// UTF-8.
	Start, End int

	dec *xml.Decoder
}

// New reads the part r, which may be in UTF-8, UTF-16 or GB18030.
func (s *Source) New(r io.Reader) *Stream {
	return &Stream{Source: s, dec: Decoder(s.Name, r)}
}

// Token returns the next token; the bytes of one are good until the next.
// After the end of the root it fails, as no caller reads that far.
func (s *Stream) Token() (xml.Token, error) {
	tok, err := s.dec.Token()
	if err != nil {
		return nil, s.explain(err)
	}
	s.Start, s.End = s.End, int(s.dec.InputOffset())
	switch t := tok.(type) {
	case xml.Directive:
		if bytes.HasPrefix(bytes.ToUpper(t[:min(len(t), 7)]), []byte("DOCTYPE")) {
			return nil, message.Errorf(message.Unsupported, "xml_doctype", s.Name)
		}
		return tok, s.count()
	case xml.StartElement:
		if s.Depth++; s.Depth > s.Limits.XMLDepth {
			return nil, limits.Structure(s.Name, s.Limits.XMLDepth, errors.New("depth of XML"))
		}
		return tok, s.count()
	case xml.EndElement:
		s.Depth--
	case xml.Comment, xml.ProcInst:
		return tok, s.count()
	}
	return tok, nil
}

func (s *Stream) count() error {
	if s.nodes++; s.nodes > s.Limits.XMLNodes {
		return limits.Structure(s.Name, s.Limits.XMLNodes, errors.New("nodes of XML"))
	}
	if s.nodes%1024 == 0 {
		return s.Ctx.Err()
	}
	return nil
}

// explain leaves errors that are already meant for a person alone and makes
// the source's own of all others.
func (s *Stream) explain(err error) error {
	var known *message.Error
	if errors.As(err, &known) {
		return known
	}
	return s.Damaged(err)
}

// Root moves to the start of the outermost element.
func (s *Stream) Root() (xml.StartElement, error) {
	for {
		tok, err := s.Token()
		if err != nil {
			return xml.StartElement{}, err
		}
		if el, ok := tok.(xml.StartElement); ok {
			return el, nil
		}
	}
}

// Each calls fn for every child of the element whose start was read last,
// and moves behind its end. What fn leaves unread of a child is skipped.
func (s *Stream) Each(fn func(el xml.StartElement) error) error {
	return s.Mixed(func([]byte) {}, fn)
}

// Mixed is Each for an element with characters between its children; chars
// is called for them, in order, with bytes that are good until it returns.
func (s *Stream) Mixed(chars func([]byte), fn func(el xml.StartElement) error) error {
	for {
		tok, err := s.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.CharData:
			chars(t)
		case xml.EndElement:
			return nil
		case xml.StartElement:
			outside := s.Depth - 1
			if err := fn(t); err != nil {
				return err
			}
			if err := s.Leave(outside); err != nil {
				return err
			}
		}
	}
}

// Leave moves behind the ends of all elements deeper than outside.
func (s *Stream) Leave(outside int) error {
	for s.Depth > outside {
		if _, err := s.Token(); err != nil {
			return err
		}
	}
	return nil
}

// Chars returns the characters directly inside the element whose start was
// read last, and moves behind its end.
func (s *Stream) Chars() (string, error) {
	var b strings.Builder
	inside := s.Depth
	for {
		tok, err := s.Token()
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.CharData:
			if s.Depth == inside {
				b.Write(t)
			}
		case xml.EndElement:
			if s.Depth < inside {
				return b.String(), nil
			}
		}
	}
}

// Attr returns the attribute with the local name, in any namespace.
func Attr(el xml.StartElement, local string) (value string, ok bool) {
	for _, a := range el.Attr {
		if a.Name.Local == local {
			return a.Value, true
		}
	}
	return "", false
}

// Value returns the attribute with the local name, "" where it is missing.
func Value(el xml.StartElement, local string) string {
	v, _ := Attr(el, local)
	return v
}
