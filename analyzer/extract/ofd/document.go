package ofd

import (
	"encoding/xml"
	"path"
	"strings"

	"hegao/analyzer/extract/meta"
	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// reader reads the parts of one file.
type reader struct {
	*xmlpart.Package
	left      int // how many characters may still come
	pages     []*page
	templates map[string]*page // by the name of their part

	meta   text.Meta
	hidden bool // text that is not to be shown
}

// readRoot reads OFD.xml and the documents it lists.
func (r *reader) readRoot() error {
	var documents []string
	found, err := r.Part(root, func(s *xmlpart.Stream) error {
		if _, err := s.Root(); err != nil {
			return err
		}
		return s.Each(func(el xml.StartElement) error {
			if el.Name.Local != "DocBody" {
				return nil
			}
			return s.Each(func(el xml.StartElement) error {
				switch el.Name.Local {
				case "DocInfo":
					return r.readInfo(s)
				case "DocRoot":
					at, err := s.Chars()
					documents = append(documents, strings.TrimSpace(at))
					return err
				}
				return nil
			})
		})
	})
	switch {
	case err != nil:
		return err
	case r.Has("Encryptions.xml"):
		return message.Errorf(message.Unsupported, "encrypted", r.Name)
	case !found || len(documents) == 0:
		return r.damaged("no document in " + root)
	case len(documents) > r.Limits.Pages:
		return r.tooManyPages()
	}
	for _, at := range documents {
		if err := r.readDocument(at); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) readInfo(s *xmlpart.Stream) error {
	return s.Each(func(el xml.StartElement) error {
		v, err := s.Chars()
		switch name := el.Name.Local; {
		case name == "Title" && r.meta.Title == "":
			r.meta.Title = meta.Line(v)
		case name == "Author" && r.meta.Author == "":
			r.meta.Author = meta.Line(v)
		case name == "CreationDate" && r.meta.Created == "":
			r.meta.Created = meta.Date(v)
		case name == "ModDate" && r.meta.Modified == "":
			r.meta.Modified = meta.Date(v)
		}
		return err
	})
}

// readDocument reads a Document.xml and the pages it lists.
func (r *reader) readDocument(at string) error {
	at = r.resolve("", at)
	var pages []string
	templates := map[string]string{}
	found, err := r.Part(at, func(s *xmlpart.Stream) error {
		if _, err := s.Root(); err != nil {
			return err
		}
		return s.Each(func(el xml.StartElement) error {
			return s.Each(func(child xml.StartElement) error {
				place := r.resolve(path.Dir(at), xmlpart.Value(child, "BaseLoc"))
				switch {
				case el.Name.Local == "CommonData" && child.Name.Local == "TemplatePage":
					templates[xmlpart.Value(child, "ID")] = place
				case el.Name.Local == "Pages" && child.Name.Local == "Page":
					pages = append(pages, place)
				}
				return nil
			})
		})
	})
	if err != nil {
		return err
	}
	if !found {
		return r.damaged("no part " + at)
	}
	if len(r.pages)+len(pages) > r.Limits.Pages {
		return r.tooManyPages()
	}
	for _, place := range pages {
		if err := r.readPage(place, templates); err != nil {
			return err
		}
	}
	return nil
}

// readPage reads a page and the templates under it. A page whose part is
// missing is empty.
func (r *reader) readPage(at string, templates map[string]string) error {
	p, err := r.content(at)
	if err != nil {
		return err
	}
	r.pages = append(r.pages, p)
	for _, id := range p.under {
		t, known := r.templates[templates[id]]
		if !known {
			if t, err = r.content(templates[id]); err != nil {
				return err
			}
			r.templates[templates[id]] = t
			p.runs = append(p.runs, t.runs...)
		}
		// What stands on every page is read on the first of them.
		p.pictures = p.pictures || t.pictures
		p.chars += t.chars
	}
	return nil
}

// resolve makes a place that is written in a part of the folder dir a name
// in the zip. Some programs write all places from the root.
func (r *reader) resolve(dir, place string) string {
	place = strings.ReplaceAll(place, `\`, "/")
	if !strings.HasPrefix(place, "/") {
		if inside := strings.TrimPrefix(path.Clean("/"+dir+"/"+place), "/"); r.Has(inside) {
			return inside
		}
	}
	return strings.TrimPrefix(path.Clean("/"+place), "/")
}
