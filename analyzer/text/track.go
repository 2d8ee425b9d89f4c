package text

import (
	"crypto/sha256"
	"encoding/hex"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Track is the comparable part of a text: its letters, digits and hanzi in
// one width and one case, without spaces and punctuation, each with the
// place it came from. Two reports that differ only in typing share a Track.
type Track struct {
	// Runes are the kept characters.
	Runes []rune
	// Starts[i] and Ends[i] bound the character of the source that Runes[i]
	// came from, in bytes.
	Starts, Ends []int32
}

// Normalize builds the track of t. Cost: O(len(t)).
func Normalize(t string) *Track {
	n := len(t) / 3
	k := &Track{Runes: make([]rune, 0, n), Starts: make([]int32, 0, n), Ends: make([]int32, 0, n)}
	for i := 0; i < len(t); {
		r, size := utf8.DecodeRuneInString(t[i:])
		k.add(r, i, i+size)
		i += size
	}
	return k
}

func (k *Track) add(r rune, start, end int) {
	if isHanzi(r) {
		k.push(r, start, end)
		return
	}
	if 0xff01 <= r && r <= 0xff5e {
		r -= 0xff01 - '!' // the full-width form of ASCII
	}
	if r < 0x80 {
		if folded, ok := foldASCII(r); ok {
			k.push(folded, start, end)
		}
		return
	}
	if isMark(r) {
		return // what nearly all other characters of a report are
	}
	for _, f := range norm.NFKC.String(string(r)) {
		if unicode.IsLetter(f) || unicode.IsDigit(f) {
			k.push(unicode.ToLower(f), start, end)
		}
	}
}

func (k *Track) push(r rune, start, end int) {
	k.Runes = append(k.Runes, r)
	k.Starts = append(k.Starts, int32(start))
	k.Ends = append(k.Ends, int32(end))
}

// Span returns the bytes of the source from kept character i up to and
// without kept character j; i < j.
func (k *Track) Span(i, j int) Span { return Span{int(k.Starts[i]), int(k.Ends[j-1])} }

// Len is the number of kept characters.
func (k *Track) Len() int { return len(k.Runes) }

// At returns the index of the first kept character that starts at or after
// byte offset b. Cost: O(log n).
func (k *Track) At(b int) int {
	lo, hi := 0, len(k.Starts)
	for lo < hi {
		if mid := (lo + hi) / 2; int(k.Starts[mid]) < b {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// Identity is the hexadecimal SHA-256 of the kept characters: the name under
// which the archive knows a report, whatever file or format it came in.
func (k *Track) Identity() string {
	h := sha256.Sum256([]byte(string(k.Runes)))
	return hex.EncodeToString(h[:])
}

// Chars counts the characters of t that are compared: letters, digits and
// hanzi. Every ratio and every length shown to a person is in this unit.
func Chars(t string) int {
	n := 0
	for _, r := range t {
		if isHanzi(r) || unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

func foldASCII(r rune) (rune, bool) {
	switch {
	case '0' <= r && r <= '9' || 'a' <= r && r <= 'z':
		return r, true
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A', true
	}
	return 0, false
}

// isMark tells the common Chinese marks, which are left out: dashes, quotation
// marks, the ellipsis, the ideographic space, stop and comma, brackets.
func isMark(r rune) bool {
	return 0x2010 <= r && r <= 0x2027 || 0x3000 <= r && r <= 0x3003 || 0x3008 <= r && r <= 0x3011 || 0x3014 <= r && r <= 0x301b
}

func isHanzi(r rune) bool {
	return r == '〇' || 0x4e00 <= r && r <= 0x9fff || 0x3400 <= r && r <= 0x4dbf || 0x20000 <= r && r <= 0x3134f
}
