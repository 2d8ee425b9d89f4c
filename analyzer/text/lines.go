package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lines makes a paragraph block of every line of t that is not blank,
// without the white space around it. It is how a plain text gets its blocks.
func Lines(t string) []Block {
	var blocks []Block
	for start := 0; start < len(t); {
		end := len(t)
		if i := strings.IndexByte(t[start:], '\n'); i >= 0 {
			end = start + i
		}
		if s := Trim(t, Span{start, end}); !s.Empty() {
			blocks = append(blocks, Block{Span: s, Kind: Paragraph})
		}
		start = end + 1
	}
	return blocks
}

// Trim narrows s to leave out white space, zero-width characters and byte
// order marks at both ends.
func Trim(t string, s Span) Span {
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(t[s.Start:s.End])
		if !IsBlank(r) {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(t[s.Start:s.End])
		if !IsBlank(r) {
			break
		}
		s.End -= n
	}
	return s
}

// IsBlank reports whether r draws nothing: white space of any width,
// zero-width characters, the byte order mark.
func IsBlank(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		return true
	}
	return unicode.IsSpace(r)
}
