package plain

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// The points one character gives. Only their order matters: a common
// character must outweigh several accidents, and what cannot be in a text
// must outweigh several common characters.
const (
	pointsCommon   = 6
	pointsMark     = 4
	pointsHanzi    = 1
	pointsRare     = -2
	pointsForeign  = -4
	pointsPrivate  = -8
	pointsBroken   = -10
	pointsWideText = 1 // ASCII that UTF-16 spreads over two bytes
)

// scorer judges how much a decoded sample looks like Chinese text.
type scorer struct {
	common     map[rune]bool
	gb, taiwan *encoding.Encoder
}

func newScorer() *scorer {
	return &scorer{commonCharacters(), gb18030().codec.NewEncoder(), big5().codec.NewEncoder()}
}

// score sums the points of the characters of s; a byte that is no UTF-8
// counts as one broken character.
func (j *scorer) score(s string, wide bool) int {
	sum := 0
	for _, r := range s {
		switch {
		case r == utf8.RuneError || isBadControl(r):
			sum += pointsBroken
		case r >= 0x80:
			sum += j.points(r)
		case wide:
			sum += pointsWideText
		}
	}
	return sum
}

func (j *scorer) points(r rune) int {
	switch {
	case j.common[r]:
		return pointsCommon
	case isCommonMark(r):
		return pointsMark
	case 0x4e00 <= r && r <= 0x9fa5:
		return j.levelPoints(r)
	case unicode.Is(unicode.Co, r):
		return pointsPrivate
	case unicode.Is(unicode.Han, r):
		return pointsRare
	case 0xff01 <= r && r <= 0xff5e, 0x2460 <= r && r <= 0x249b, 0x2010 <= r && r <= 0x2030:
		return pointsHanzi
	}
	return pointsForeign
}

// levelPoints tells the hanzi that the standards call common from the rest.
// GB 2312 and Big5 both put these on a first level, so the first byte of
// either says whether anybody uses the character.
func (j *scorer) levelPoints(r rune) int {
	s := string(r)
	if b, err := j.gb.Bytes([]byte(s)); err == nil && len(b) == 2 && b[1] >= 0xa1 && 0xb0 <= b[0] && b[0] <= 0xd7 {
		return pointsHanzi
	}
	if b, err := j.taiwan.Bytes([]byte(s)); err == nil && len(b) == 2 && 0xa4 <= b[0] && b[0] <= 0xc6 {
		return pointsHanzi
	}
	return pointsRare
}

// mistakenMax bounds the bytes outside ASCII of a file that is UTF-8 by
// accident: every further hanzi makes the accident some ten times rarer.
const mistakenMax = 64

// mistakenForUTF8 reports a few words of GB18030 whose bytes happen to be
// UTF-8 too, as those of 目录 are: no character of three bytes, as Chinese in
// UTF-8 has, every stretch outside ASCII at least two hanzi long, and these
// all in use, mostly common.
func (j *scorer) mistakenForUTF8(data []byte) bool {
	outside, ok := pairsOutsideASCII(data)
	if !ok {
		return false
	}
	sum := 0
	for _, r := range gb18030().decode(data) {
		if r < 0x80 {
			continue
		}
		p := j.points(r)
		if p < pointsHanzi {
			return false
		}
		sum += p
	}
	return sum*2 >= outside/2*pointsCommon
}

// pairsOutsideASCII counts the bytes outside ASCII; ok is true when there
// are some, not too many, and they stand in even stretches of four or more,
// none of them the start of a character of three bytes.
func pairsOutsideASCII(data []byte) (outside int, ok bool) {
	stretch := 0
	fits := func() bool { return stretch == 0 || stretch%2 == 0 && stretch >= 4 }
	for _, b := range data {
		switch {
		case b >= 0xe0 || outside > mistakenMax:
			return outside, false
		case b >= 0x80:
			outside++
			stretch++
		case !fits():
			return outside, false
		default:
			stretch = 0
		}
	}
	return outside, outside > 0 && fits()
}
