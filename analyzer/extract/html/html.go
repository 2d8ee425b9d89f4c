// Package html reads web pages: saved ones, uploaded ones, and the files that
// some office programs write under the name of .doc.
//
// It goes through the tokens of the page once, without building a tree,
// because a tree can be made to grow with the square of the page. What a
// browser would show as separate blocks are separate blocks; nothing is left
// out because it looks like a menu.
package html

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/plain"
	"hegao/analyzer/text"
)

// Is reports whether data is a web page: text that begins as one, or, under
// a web page's name, text with tags in it.
func Is(name string, data []byte) bool {
	const looked = 64 << 10
	head, ok := plain.Prefix(data, looked)
	if !ok {
		return false
	}
	head = strings.ToLower(strings.TrimLeft(head, "\ufeff \t\r\n\f"))
	if begins(head) {
		return true
	}
	name = strings.ToLower(name)
	named := strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".htm") || strings.HasSuffix(name, ".xhtml")
	return named && strings.Contains(head, "<")
}

// begins reports whether the lower-case head is that of a page. An XML
// declaration and comments may come first.
func begins(head string) bool {
	for {
		switch {
		case strings.HasPrefix(head, "<?xml"):
			_, rest, _ := strings.Cut(head, ">")
			head = strings.TrimSpace(rest)
		case strings.HasPrefix(head, "<!--"):
			_, rest, _ := strings.Cut(head, "-->")
			head = strings.TrimSpace(rest)
		default:
			return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html")
		}
	}
}

// tokenMax bounds one tag or one stretch of text in bytes; pictures written
// into a tag are the longest that occur.
const tokenMax = 4 << 20

// Read makes a document of a web page; h1…h6, li and tr become headings,
// list items and table rows. It fails with format_unknown, file_empty,
// text_too_long, xml_limit for more than lim.XMLNodes tags, or ctx's error.
// Cost: O(len(data)).
func Read(ctx context.Context, name string, data []byte, lim limits.Limits) (*text.Document, error) {
	decoded, err := decode(name, data)
	if err != nil {
		return nil, err
	}
	b := blocks.New(name, lim)
	p := newPage(b.Add)
	if err := p.readAll(ctx, name, decoded.Text, lim); err != nil {
		return nil, err
	}
	doc, err := b.Document(text.FormatHTML)
	if err != nil {
		return nil, err
	}
	doc.Meta.Title = p.title()
	doc.Warnings = decoded.Warnings
	return doc, nil
}

func (p *page) readAll(ctx context.Context, name, source string, lim limits.Limits) error {
	z := html.NewTokenizer(strings.NewReader(source))
	z.SetMaxBuf(tokenMax)
	for n := 1; ; n++ {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if errors.Is(z.Err(), io.EOF) {
				return p.finish()
			}
			return limits.Structure(name, tokenMax, z.Err())
		case html.TextToken:
			p.text(z.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if err := p.tag(z, kind); err != nil {
				return err
			}
		}
		// Between two tags stands at most one text.
		if n > 2*lim.XMLNodes {
			return limits.Structure(name, lim.XMLNodes, errors.New("tags of HTML"))
		}
		if n%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
	}
}

func (p *page) tag(z *html.Tokenizer, kind html.TokenType) error {
	raw, hasAttr := z.TagName()
	name := atom.Lookup(raw)
	if kind == html.EndTagToken {
		return p.end(name)
	}
	if err := p.start(name, attributes(z, name, hasAttr)); err != nil {
		return err
	}
	// <p/> opens a paragraph in HTML; only foreign elements close themselves.
	if kind == html.SelfClosingTagToken && silent(name) {
		return p.end(name)
	}
	return nil
}

// attributes reads the attributes that number a list, the first few of an
// element; all other elements are left unread.
func attributes(z *html.Tokenizer, name atom.Atom, more bool) map[string]string {
	if name != atom.Ol && name != atom.Li {
		return nil
	}
	out := map[string]string{}
	for range 16 {
		if !more {
			break
		}
		var k, v []byte
		k, v, more = z.TagAttr()
		out[string(bytes.ToLower(k))] = string(v)
	}
	return out
}

// decode finds the encoding: a byte order mark, else valid UTF-8, else what
// the page says, else what its characters say.
func decode(name string, data []byte) (plain.Decoded, error) {
	d, err := plain.Decode(name, data)
	if err != nil {
		return d, err
	}
	if len(d.Warnings) == 0 || bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return d, nil
	}
	if codec, label, ok := declared(data); ok {
		if out, err := codec.NewDecoder().Bytes(data); err == nil {
			return plain.Decoded{
				Text:     strings.ToValidUTF8(string(out), "\ufffd"),
				Warnings: []text.Warning{{Code: plain.WarnEncoding, Args: []string{label}}},
			}, nil
		}
	}
	return d, nil
}
