package plain

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// The detector decodes a sample in every encoding that is possible and keeps
// the one whose characters look most like Chinese text. Bytes read in the
// wrong encoding give rare characters, private ones and gaps; the right one
// gives the few hundred characters every text is made of. This holds for a
// line of two characters, where statistics over byte pairs do not.

// sampleBytes bounds how much of a file the encodings are compared on.
const sampleBytes = 64 << 10

// detect names the charset of data; ok is false for bytes that are no text.
func detect(data []byte) (enc charset, ok bool) {
	if enc, ok := withMark(data); ok {
		return enc, !looksBinary(enc.decode(data))
	}
	hasNUL := bytes.IndexByte(data, 0) >= 0
	if utf8.Valid(data) {
		enc = charset{name: utf8Name, sound: true}
		if !hasNUL && newScorer().mistakenForUTF8(data) {
			return gb18030(), true
		}
		if !hasNUL {
			return enc, !looksBinary(string(data))
		}
	}
	if !enc.sound || hasNUL {
		if enc, ok = guess(data, enc.sound); !ok {
			return enc, false
		}
	}
	return enc, !looksBinary(enc.decode(data))
}

// guess compares the encodings on a sample; valid says whether the data is
// UTF-8 without a broken byte. Nearly all bytes are UTF-16 of something, so
// ok is false when that is best and yet not good.
func guess(data []byte, valid bool) (enc charset, ok bool) {
	sample := sampleOf(data)
	candidates := []charset{{name: utf8Name, sound: valid}, gb18030(), big5()}
	if len(data)%2 == 0 {
		candidates = append(candidates, utf16LE(), utf16BE())
	}
	judge := newScorer()
	best, most := candidates[0], 0
	for i, c := range candidates {
		decoded := string(sample)
		if c.codec != nil {
			decoded = c.decode(sample)
		}
		if s := judge.score(decoded, isWide(c)); i == 0 || s > most {
			best, most = c, s
		}
	}
	return best, !isWide(best) || most > 0
}

// sampleOf skips the ASCII at the start, which says nothing, and keeps the
// parity that UTF-16 needs.
func sampleOf(data []byte) []byte {
	start := bytes.IndexFunc(data, func(r rune) bool { return r >= 0x80 || r == 0 })
	start = max(0, start) &^ 1
	return data[start:min(len(data), start+sampleBytes)]
}

func isWide(c charset) bool { return c.name == "UTF-16LE" || c.name == "UTF-16BE" }

// looksBinary reports whether a decoded file holds so much that no text
// holds that it is none: one hundredth of control characters, or a tenth of
// characters that could not be decoded or are nobody's.
func looksBinary(s string) bool {
	control, broken, all := 0, 0, 0
	for _, r := range s {
		all++
		switch {
		case isBadControl(r):
			control++
		case r == utf8.RuneError || unicode.Is(unicode.Co, r):
			broken++
		}
	}
	return control*100 > all || broken*10 > all
}

// isBadControl reports control characters that editors never write. Tab,
// line feeds, form feed, and the end-of-file and escape marks of old
// programs may stand in a text.
func isBadControl(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', 0x1a, 0x1b, 0x85:
		return false
	}
	return r < 0x20 || 0x7f <= r && r < 0xa0
}
