package segment

import (
	"unicode/utf8"

	"github.com/go-ego/gse"

	"hegao/analyzer/text"
)

const (
	// maxRun bounds what gse gets at once, in characters: it adds up costs
	// in a float32, which becomes coarse in the long run, and no sentence is
	// that long.
	maxRun = 1024
	// minOuter and minInner say from what length a word is looked into, and
	// what length the words inside must have to count.
	minOuter, minInner = 3, 2
)

// cut returns the words of the track. Characters that do not stand side by
// side in the source (there was a space or a comma) never make one word.
func (s *Segmenter) cut(track *text.Track) []piece {
	c := cutter{track: track, segment: s.segment, pieces: make([]piece, 0, track.Len()/2+1)}
	for i := 0; i < track.Len(); {
		j := c.runEnd(i)
		if isHan(track.Runes[i]) {
			c.hanzi(i, j)
		} else {
			c.add(piece{i, j})
		}
		i = j
	}
	return c.pieces
}

type cutter struct {
	track   *text.Track
	segment func([]byte) []gse.Segment
	run     []byte // the characters of one run, used again for the next
	pieces  []piece
}

// runEnd returns where the run of hanzi, or of anything else, that starts at
// kept character i ends.
func (c *cutter) runEnd(i int) int {
	k, han := c.track, isHan(c.track.Runes[i])
	j := i + 1
	for j < k.Len() && j-i < maxRun && k.Starts[j] <= k.Ends[j-1] && isHan(k.Runes[j]) == han {
		j++
	}
	return j
}

func (c *cutter) hanzi(i, j int) {
	c.run = c.run[:0]
	for _, r := range c.track.Runes[i:j] {
		c.run = utf8.AppendRune(c.run, r)
	}
	for _, found := range c.segment(c.run) {
		n := utf8.RuneCount(c.run[found.Start():found.End()])
		c.add(piece{i, i + n})
		i += n
	}
}

// add appends p. Where p begins inside a character of the source (㋀ is
// 1月), the two pieces cannot be told apart there and become one.
func (c *cutter) add(p piece) {
	if last := len(c.pieces) - 1; last >= 0 && !isBorder(c.track, p.from) {
		c.pieces[last].to = p.to
		return
	}
	c.pieces = append(c.pieces, p)
}

// isBorder reports whether a character of the source ends before kept
// character i.
func isBorder(track *text.Track, i int) bool {
	return i == 0 || i == track.Len() || track.Starts[i] != track.Starts[i-1]
}

// inner finds the dictionary words inside dictionary words. Its buffers are
// used again for every word.
type inner struct {
	track  *text.Track
	dict   *gse.Dictionary
	chars  []gse.Text
	found  []*gse.Token
	pieces []piece
}

func (s *Segmenter) newInner(track *text.Track) *inner {
	return &inner{track: track, dict: s.dict, found: make([]*gse.Token, s.dict.MaxTokenLen())}
}

// words returns the words inside p, p itself left out, by where they start
// and then by length. The result is overwritten by the next call.
func (n *inner) words(p piece) []piece {
	n.pieces = n.pieces[:0]
	if p.to-p.from < minOuter || !isHan(n.track.Runes[p.from]) {
		return nil
	}
	n.chars = n.chars[:0]
	for _, r := range n.track.Runes[p.from:p.to] {
		n.chars = append(n.chars, gse.Text(string(r)))
	}
	for i := 0; i+minInner <= len(n.chars); i++ {
		window := n.chars[i:min(len(n.chars), i+len(n.found))]
		for _, found := range n.found[:n.dict.LookupTokens(window, n.found)] {
			sub := piece{p.from + i, p.from + i + utf8.RuneCountInString(found.Text())}
			if sub.to-sub.from >= minInner && sub != p && isBorder(n.track, sub.from) && isBorder(n.track, sub.to) {
				n.pieces = append(n.pieces, sub)
			}
		}
	}
	return n.pieces
}
