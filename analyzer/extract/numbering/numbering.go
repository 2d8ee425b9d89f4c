// Package numbering counts the automatic numbers of lists and draws them, for
// the formats whose lists work as those of Word do: levels with a text each,
// counted together, with exceptions for single uses of a list.
package numbering

import (
	"strings"
)

// Levels is how many levels a list can have at most, in any format.
const Levels = 10

// Level says how the numbers of one level are drawn.
type Level struct {
	Start int
	// Format names the number format as WordprocessingML does: "decimal",
	// "bullet", "none", "chineseCounting", …
	Format string
	// Text is what is drawn; a rune that is Place(i) stands for the number of
	// level i.
	Text string
	// Tight means that the text follows without any space.
	Tight bool
	// Legal draws all numbers in Text as decimals.
	Legal bool
	// Restart is the number of levels, from the first, after each of which
	// this one starts again; negative means all above it, 0 none.
	Restart int
}

// placeBase is a private character; nine more follow it.
const placeBase = 0xf8d0

// Place is the rune that stands for the number of level i in Level.Text.
func Place(i int) rune { return placeBase + rune(i) }

// Abstract holds the levels of a list and their counters. All uses of it
// count on together.
type Abstract struct {
	Levels [Levels]*Level

	value [Levels]int
	used  [Levels]bool
}

// Override is the exception of one use for one level.
type Override struct {
	Start *int
	Level *Level
}

// List is one use of an Abstract.
type List struct {
	*Abstract
	Overrides [Levels]Override
	begun     [Levels]bool // a paragraph of the level has been counted
}

// Mark is the number of one paragraph.
type Mark struct {
	// Label is the text that is drawn, "" for a bullet.
	Label string
	// Gap is what stands between the label and the text.
	Gap string
	// Drawn means that something is, a number or a bullet.
	Drawn bool
}

// Next counts a paragraph of level at, from 0, and returns its number. It is
// empty for a level that is not defined. Cost: O(length of the label).
func (l *List) Next(at int) Mark {
	if at < 0 || at >= Levels || l.level(at) == nil {
		return Mark{}
	}
	l.advance(at)
	return l.mark(at)
}

// Set makes n the number of the next paragraph of level at.
func (l *List) Set(at, n int) {
	if at >= 0 && at < Levels {
		l.value[at], l.used[at] = n-1, true
	}
}

// Restart makes the next paragraph of level at, and of those below it, begin
// anew.
func (l *List) Restart(at int) {
	for i := max(0, at); i < Levels; i++ {
		l.used[i] = false
	}
}

// level returns the definition that l uses at level i, nil where there is
// none.
func (l *List) level(i int) *Level {
	if o := l.Overrides[i].Level; o != nil {
		return o
	}
	return l.Levels[i]
}

func (l *List) start(i int) int {
	if s := l.Overrides[i].Start; s != nil {
		return *s
	}
	if def := l.level(i); def != nil {
		return def.Start
	}
	return 1
}

// advance counts one paragraph of level at. Levels above that were never
// used count as used once, as they do on the page: 1.1, then 2.
func (l *List) advance(at int) {
	if !l.begun[at] && l.Overrides[at].Start != nil {
		l.used[at] = false
	}
	l.begun[at] = true
	for i := range at {
		if !l.used[i] {
			l.value[i], l.used[i] = l.start(i), true
		}
	}
	if l.used[at] {
		l.value[at]++
	} else {
		l.value[at], l.used[at] = l.start(at), true
	}
	for i := at + 1; i < Levels; i++ {
		if def := l.level(i); def == nil || def.Restart < 0 || at < def.Restart {
			l.used[i] = false
		}
	}
}

// mark draws the number of level at.
func (l *List) mark(at int) Mark {
	def := l.level(at)
	if def.Format == "bullet" {
		return Mark{Drawn: true}
	}
	label := l.draw(def, at)
	m := Mark{Label: label, Drawn: label != ""}
	if !def.Tight {
		m.Gap = Gap(label)
	}
	return m
}

// draw fills the numbers into the level's text.
func (l *List) draw(def *Level, at int) string {
	var b strings.Builder
	for _, r := range def.Text {
		of := int(r) - placeBase
		if of < 0 || of >= Levels {
			b.WriteRune(r)
			continue
		}
		other := l.level(of)
		if of > at || other == nil {
			continue
		}
		format := other.Format
		if def.Legal && format != "none" && format != "bullet" {
			format = "decimal"
		}
		b.WriteString(Format(format, "", l.value[of]))
	}
	return b.String()
}

// Gap is what has to stand between a label and its text. "1" and "A." would
// run into the text; "一、" and "（一）" bring their own distance.
func Gap(label string) string {
	if label == "" {
		return ""
	}
	c := label[len(label)-1]
	if c == '.' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
		return " "
	}
	return ""
}
