package doc

import (
	"unicode/utf16"

	"hegao/analyzer/extract/numbering"
)

// A list (LSTF) holds one or nine levels; a paragraph names a use of it
// (LFO), by its number from 1, which may except single levels (LFOLVL).

// lists are the lists and their uses.
type lists struct {
	abstracts map[int]*numbering.Abstract
	uses      []*numbering.List
	// tied is the level of a list that belongs to a style, by list and style.
	tied map[tie]int
	of   []int // list of a use, by its id
}

type tie struct{ list, style int }

const (
	wordLevels   = 9
	listSize     = 28 // of an LSTF
	levelSize    = 28 // of an LVLF
	useSize      = 16 // of an LFO
	levelTextMax = 64 // characters of the text of one level
)

// readLists reads the lists. Behind the LSTFs stand the levels of all of
// them, and behind the LFOs their exceptions.
func (f *file) readLists() {
	f.lists = lists{abstracts: map[int]*numbering.Abstract{}, tied: map[tie]int{}}
	at, n := f.fib.pair(pairLists)
	heads := f.table.slice(at, n)
	count := min(heads.u16(0), len(heads)/listSize)
	pos := at + n
	for i := range count {
		head := heads.slice(2+listSize*i, listSize)
		a := &numbering.Abstract{}
		id := head.i32(0)
		f.lists.abstracts[id] = a
		levels := wordLevels
		if simple := head.u8(26)&1 != 0; simple {
			levels = 1
		}
		for l := range levels {
			if style := head.u16(8 + 2*l); style != noStyle {
				f.lists.tied[tie{id, style}] = l
			}
			a.Levels[l], pos = f.readLevel(pos)
		}
	}
	f.readUses()
}

func (f *file) readUses() {
	at, n := f.fib.pair(pairOverrides)
	plf := f.table.slice(at, n)
	count := min(max(0, plf.i32(0)), len(plf)/useSize)
	pos := at + 4 + useSize*count
	for i := range count {
		head := plf.slice(4+useSize*i, useSize)
		use := &numbering.List{Abstract: f.lists.abstracts[head.i32(0)]}
		f.lists.of = append(f.lists.of, head.i32(0))
		f.lists.uses = append(f.lists.uses, use)
		pos += 4 // cp
		for range head.u8(12) {
			pos = f.readOverride(use, pos)
		}
	}
}

// readOverride reads an LFOLVL and returns where it ends.
func (f *file) readOverride(use *numbering.List, pos int) int {
	const setsStart, setsFormat = 1 << 4, 1 << 5
	start, flags := f.table.i32(pos), f.table.i32(pos+4)
	pos += 8
	at := flags & 0xf
	var level *numbering.Level
	if flags&setsFormat != 0 {
		level, pos = f.readLevel(pos)
		if level != nil {
			start = level.Start
		}
	}
	if at < wordLevels {
		use.Overrides[at].Level = level
		if flags&setsStart != 0 {
			use.Overrides[at].Start = &start
		}
	}
	return pos
}

// readLevel reads an LVL and returns where it ends.
func (f *file) readLevel(pos int) (*numbering.Level, int) {
	const legal, noRestart = 1 << 2, 1 << 3
	const followedByNothing = 2
	head := f.table.slice(pos, levelSize)
	if len(head) < levelSize {
		return nil, pos
	}
	flags := head.u8(5)
	l := &numbering.Level{
		Start: head.i32(0), Format: numbering.FormatOf(head.u8(4)),
		Legal: flags&legal != 0, Tight: head.u8(15) == followedByNothing, Restart: -1,
	}
	if flags&noRestart != 0 {
		l.Restart = head.u8(26)
	}
	pos += levelSize + head.u8(25) // behind the paragraph's sprms
	look := charProps{vanish: -1}
	eachSprm(f.table.slice(pos, head.u8(24)), look.apply)
	pos += head.u8(24)
	size := f.table.u16(pos)
	if look.vanish != 1 {
		l.Text = levelText(f.table.slice(pos+2, 2*min(size, levelTextMax)))
	}
	return l, pos + 2 + 2*size
}

// levelText reads the text of a level; the characters 0…8 in it stand for
// the numbers of the levels.
func levelText(b buffer) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b.u16(2 * i))
	}
	out := utf16.Decode(units)
	for i, r := range out {
		if r < wordLevels {
			out[i] = numbering.Place(int(r))
		}
	}
	return string(out)
}

// number counts a paragraph and returns its number.
func (f *file) number(p *paraProps) numbering.Mark {
	use, level := p.list, p.level
	for s := range f.chain(p.style) {
		if use < 0 {
			use = s.list
		}
		if level < 0 {
			level = s.level
		}
	}
	if use < 1 || use > len(f.lists.uses) || f.lists.uses[use-1].Abstract == nil {
		return numbering.Mark{}
	}
	if level < 0 {
		level = f.lists.tied[tie{f.lists.of[use-1], p.style}]
	}
	return f.lists.uses[use-1].Next(level)
}
