package doc

import (
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"hegao/analyzer/extract/meta"
	"hegao/analyzer/text"
)

// The properties that are read, by their numbers in the first and in the
// other stream.
const (
	codePageID = 1

	titleID, authorID, createdID, savedID = 2, 4, 12, 13

	companyID = 15
)

// meta reads what the file claims of itself ([MS-OLEPS] 2.21, [MS-OSHARED]
// 2.3.3.2). What cannot be read says nothing.
func (f *file) meta() text.Meta {
	summary, more := properties(f.summary), properties(f.docSummary)
	return text.Meta{
		Title: summary.line(titleID), Author: summary.line(authorID), Unit: more.line(companyID),
		Created: summary.day(createdID), Modified: summary.day(savedID),
	}
}

// propertySet holds the properties of a stream by their numbers.
type propertySet map[int]buffer

// properties reads the first set of a stream.
func properties(stream buffer) propertySet {
	const setAt, propertiesMax = 44, 64
	set := stream.slice(stream.i32(setAt), len(stream))
	values := propertySet{}
	for i := range min(max(0, set.i32(4)), propertiesMax) {
		values[set.i32(8+8*i)] = set.slice(set.i32(12+8*i), len(set))
	}
	return values
}

func (p propertySet) line(id int) string {
	return meta.Line(propertyText(p[id], p[codePageID].u16(4)))
}

// day reads a property that is a FILETIME, tenths of microseconds since 1601.
func (p propertySet) day(id int) text.Date {
	const fileTime, toUnix = 64, 11_644_473_600
	b := p[id]
	if b.u16(0) != fileTime {
		return ""
	}
	ticks := int64(b.i32(8))<<32 | int64(uint32(b.i32(4)))
	return meta.Day(time.Unix(ticks/1e7-toUnix, 0))
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
