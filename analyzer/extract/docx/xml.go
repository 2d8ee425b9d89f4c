package docx

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/message"
)

// stream reads one XML part as tokens. Nothing is built in memory; the
// number and depth of elements are limited, a DOCTYPE is refused, and every
// error is one a person can be shown or ctx's.
type stream struct {
	ctx   context.Context
	name  string // of the file, for messages
	lim   limits.Limits
	nodes *int // elements so far in all parts of the file
	depth int
	dec   *xml.Decoder
	// start and end are where the last token stands, in bytes of the part in
	// UTF-8.
	start, end int
}

func newStream(ctx context.Context, name string, lim limits.Limits, nodes *int, r io.Reader) *stream {
	return &stream{ctx: ctx, name: name, lim: lim, nodes: nodes, dec: xmlpart.Decoder(name, r)}
}

// token returns the next token; the bytes of one are good until the next.
// After the end of the root it fails, as no caller reads that far.
func (s *stream) token() (xml.Token, error) {
	tok, err := s.dec.Token()
	if err != nil {
		return nil, s.explain(err)
	}
	s.start, s.end = s.end, int(s.dec.InputOffset())
	switch t := tok.(type) {
	case xml.Directive:
		if bytes.HasPrefix(bytes.ToUpper(t[:min(len(t), 7)]), []byte("DOCTYPE")) {
			return nil, message.Errorf(message.Unsupported, "xml_doctype", s.name)
		}
		return tok, s.count()
	case xml.StartElement:
		if s.depth++; s.depth > s.lim.XMLDepth {
			return nil, limits.Structure(s.name, s.lim.XMLDepth, errors.New("depth of XML"))
		}
		return tok, s.count()
	case xml.EndElement:
		s.depth--
	case xml.Comment, xml.ProcInst:
		return tok, s.count()
	}
	return tok, nil
}

func (s *stream) count() error {
	if *s.nodes++; *s.nodes > s.lim.XMLNodes {
		return limits.Structure(s.name, s.lim.XMLNodes, errors.New("nodes of XML"))
	}
	if *s.nodes%1024 == 0 {
		return s.ctx.Err()
	}
	return nil
}

// explain leaves errors that are already meant for a person alone and makes
// docx_damaged of all others.
func (s *stream) explain(err error) error {
	var known *message.Error
	if errors.As(err, &known) {
		return known
	}
	return damaged(s.name, err)
}

// root moves to the start of the outermost element.
func (s *stream) root() (xml.StartElement, error) {
	for {
		tok, err := s.token()
		if err != nil {
			return xml.StartElement{}, err
		}
		if el, ok := tok.(xml.StartElement); ok {
			return el, nil
		}
	}
}

// each calls fn for every child of the element whose start was read last,
// and moves behind its end. What fn leaves unread of a child is skipped.
func (s *stream) each(fn func(el xml.StartElement) error) error {
	for {
		tok, err := s.token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			outside := s.depth - 1
			if err := fn(t); err != nil {
				return err
			}
			if err := s.leave(outside); err != nil {
				return err
			}
		}
	}
}

// leave moves behind the ends of all elements deeper than outside.
func (s *stream) leave(outside int) error {
	for s.depth > outside {
		if _, err := s.token(); err != nil {
			return err
		}
	}
	return nil
}

// chars returns the characters directly inside the element whose start was
// read last, and moves behind its end.
func (s *stream) chars() (string, error) {
	var b strings.Builder
	inside := s.depth
	for {
		tok, err := s.token()
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.CharData:
			if s.depth == inside {
				b.Write(t)
			}
		case xml.EndElement:
			if s.depth < inside {
				return b.String(), nil
			}
		}
	}
}

// choice calls fn for the children of the Choice of an AlternateContent, the
// newer of two ways to write one thing; the Fallback says the same again.
func (s *stream) choice(fn func(el xml.StartElement) error) error {
	taken := false
	return s.each(func(el xml.StartElement) error {
		if el.Name.Local != "Choice" || taken {
			return nil
		}
		taken = true
		return s.each(fn)
	})
}

// attr returns the attribute with the local name; the namespaces of strict
// and transitional files differ and say nothing here.
func attr(el xml.StartElement, local string) (value string, ok bool) {
	for _, a := range el.Attr {
		if a.Name.Local == local {
			return a.Value, true
		}
	}
	return "", false
}

// val returns the attribute "val", "" where it is missing.
func val(el xml.StartElement) string {
	v, _ := attr(el, "val")
	return v
}

// on reads a switch: an element without a value is on.
func on(el xml.StartElement) bool {
	switch val(el) {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
