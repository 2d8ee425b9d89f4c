package docx

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/meta"
	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// usualMain is where nearly every program puts the main part.
const usualMain = "word/document.xml"

// opened is a docx being read.
type opened struct {
	ctx    context.Context
	name   string
	lim    limits.Limits
	zip    *zipfile.Archive
	source *xmlpart.Source
}

// places are the names of the parts inside the zip, "" where there is none.
type places struct {
	main, core, app, styles, numbering, footnotes, endnotes string

	comments, extended, settings string
	// signed says that the file carries a digital signature.
	signed bool
}

// part opens the part and hands it to fn; it does nothing when the zip has
// no such part, which only the main one must have.
func (o *opened) part(name string, fn func(*stream) error) error {
	if name == "" {
		return nil
	}
	r, err := o.zip.Part(name)
	if err != nil || r == nil {
		return err
	}
	defer r.Close()
	if err := fn(o.stream(r)); err != nil {
		return err
	}
	// The checksum of a part stands at its end, behind the root element.
	_, err = io.Copy(io.Discard, r)
	return err
}

// findParts follows the relationships from the root to the main part and
// from there to the others: no part has a fixed place. Where the root's are
// missing the usual place is tried.
func (o *opened) findParts() (places, error) {
	var p places
	root, err := o.relationships("")
	if err != nil {
		return p, err
	}
	p.main, p.core, p.app = root["officeDocument"], root["core-properties"], root["extended-properties"]
	_, p.signed = root["origin"]
	if p.main == "" {
		p.main = usualMain
	}
	if !o.zip.Has(p.main) {
		return p, damaged(o.name, errors.New("no main part "+p.main))
	}
	of, err := o.relationships(p.main)
	if err != nil {
		return p, err
	}
	p.styles, p.numbering = of["styles"], of["numbering"]
	p.footnotes, p.endnotes = of["footnotes"], of["endnotes"]
	p.comments, p.extended, p.settings = of["comments"], of["commentsExtended"], of["settings"]
	return p, nil
}

// relationships returns what the part points at, by the last element of the
// relationship's type; the first of a kind counts. The part "" is the root.
func (o *opened) relationships(part string) (map[string]string, error) {
	dir, base := path.Split(part)
	out := map[string]string{}
	err := o.part(dir+"_rels/"+base+".rels", func(s *stream) error {
		if _, err := s.Root(); err != nil {
			return err
		}
		return s.Each(func(el xml.StartElement) error {
			kind, _ := xmlpart.Attr(el, "Type")
			target, _ := xmlpart.Attr(el, "Target")
			mode, _ := xmlpart.Attr(el, "TargetMode")
			kind = path.Base(kind)
			if _, taken := out[kind]; taken || el.Name.Local != "Relationship" || mode == "External" || target == "" {
				return nil
			}
			out[kind] = resolve(dir, target)
			return nil
		})
	})
	return out, err
}

// resolve makes the target of a relationship a name in the zip.
func resolve(dir, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = "/" + dir + target
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// readMeta reads what the file claims of itself. They are proposals, so a
// part that breaks the rules of XML says nothing and is no reason to refuse
// the file; the limits hold here too.
func (o *opened) readMeta(p places) (text.Meta, error) {
	var all text.Meta
	for _, part := range []string{p.core, p.app} {
		m := all
		err := o.part(part, func(s *stream) error {
			if _, err := s.Root(); err != nil {
				return err
			}
			return s.Each(func(el xml.StartElement) error { return property(s, el.Name.Local, &m) })
		})
		switch {
		case err == nil:
			all = m
		case message.CodeOf(err) != message.Damaged:
			return all, err
		}
	}
	return all, nil
}

// property reads the property of a name into m.
func property(s *stream, name string, m *text.Meta) error {
	switch name {
	case "title", "creator", "created", "modified", "Company":
	default:
		return nil
	}
	v, err := s.Chars()
	switch name {
	case "title":
		m.Title = meta.Line(v)
	case "creator":
		m.Author = meta.Line(v)
	case "created":
		m.Created = meta.Date(v)
	case "modified":
		m.Modified = meta.Date(v)
	case "Company":
		m.Unit = meta.Line(v)
	}
	return err
}
