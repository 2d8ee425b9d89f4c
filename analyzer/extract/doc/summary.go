package doc

import (
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/text"
)

// meta reads the title and author the file claims ([MS-OLEPS] 2.21). What
// cannot be read says nothing.
func (f *file) meta() text.Meta {
	const (
		setAt                   = 44
		codePageID, title, name = 1, 2, 4
		propertiesMax           = 64
	)
	set := f.summary.slice(f.summary.i32(setAt), len(f.summary))
	values := map[int]buffer{}
	for i := range min(max(0, set.i32(4)), propertiesMax) {
		values[set.i32(8+8*i)] = set.slice(set.i32(12+8*i), len(set))
	}
	page := values[codePageID].u16(4)
	return text.Meta{
		Title:  xmlpart.Meta(propertyText(values[title], page)),
		Author: xmlpart.Meta(propertyText(values[name], page)),
	}
}

// propertyText reads a property that is a string, in a code page or UTF-16.
func propertyText(b buffer, page int) string {
	const narrow, wide, utf8Page, gbk = 30, 31, 65001, 936
	n := b.i32(4)
	switch b.u16(0) {
	case narrow:
		s := cString(b.slice(8, n))
		decoder := charmap.Windows1252.NewDecoder()
		switch page {
		case utf8Page:
			return string(s)
		case gbk:
			decoder = simplifiedchinese.GBK.NewDecoder()
		}
		out, _ := decoder.Bytes(s)
		return string(out)
	case wide:
		s := b.slice(8, 2*min(n, len(b)))
		var units []uint16
		for i := 0; i+1 < len(s) && s.u16(i) != 0; i += 2 {
			units = append(units, uint16(s.u16(i)))
		}
		return string(utf16.Decode(units))
	}
	return ""
}

// cString cuts b at its first zero.
func cString(b []byte) []byte {
	for i, c := range b {
		if c == 0 {
			return b[:i]
		}
	}
	return b
}
