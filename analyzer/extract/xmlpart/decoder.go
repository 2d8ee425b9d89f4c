package xmlpart

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"hegao/analyzer/extract/limits"
)

// attributesMax bounds the attributes of one element, more or less: the
// decoder keeps them all in memory before it hands the element over.
const attributesMax = 100_000

// Decoder reads a part in UTF-8, UTF-16 or GB18030 of the file with that name,
// and refuses an element that would fill the memory with its attributes.
func Decoder(name string, r io.Reader) *xml.Decoder {
	dec := xml.NewDecoder(&floodGuard{r: FromUTF16(r), name: name})
	dec.CharsetReader = CharsetReader
	return dec
}

// floodGuard stops an element with so many attributes that holding them
// hurts. Outside comments "<" stands only at the start of a tag, so "=" since
// then bounds the attributes.
type floodGuard struct {
	r    io.Reader
	name string
	seen int
}

func (g *floodGuard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	rest := p[:n]
	for {
		tag := bytes.IndexByte(rest, '<')
		part := rest
		if tag >= 0 {
			part = rest[:tag]
		}
		if g.seen += bytes.Count(part, []byte{'='}); g.seen > attributesMax {
			return 0, limits.Structure(g.name, attributesMax, errors.New("attributes of XML"))
		}
		if tag < 0 {
			return n, err
		}
		g.seen, rest = 0, rest[tag+1:]
	}
}

// FromUTF16 turns a part in UTF-16, which the standard allows, into UTF-8.
func FromUTF16(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	if mark, _ := b.Peek(2); string(mark) == "\xff\xfe" || string(mark) == "\xfe\xff" {
		return transform.NewReader(b, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	}
	return b
}

// CharsetReader decodes what the XML declaration names, where that is an
// encoding in which "<" and "=" are what they are in ASCII.
func CharsetReader(label string, r io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "utf-16", "us-ascii", "ascii": // UTF-16 is UTF-8 by now
		return r, nil
	case "gb2312", "gbk", "gb18030":
		return transform.NewReader(r, simplifiedchinese.GB18030.NewDecoder()), nil
	}
	return nil, fmt.Errorf("XML in encoding %q", label)
}
