package doc

// Properties are lists of changes, "sprms": a code of two bytes that also
// says how long its operand is, and the operand.

// The sprms that are used here ([MS-DOC] 2.6).
const (
	sprmDeleted    = 0x0800
	sprmInserted   = 0x0801
	sprmSpecial    = 0x0855
	sprmVanish     = 0x083c
	sprmCharStyle  = 0x4a30
	sprmSymbol     = 0x6a09
	sprmParaStyle  = 0x4600
	sprmListLevel  = 0x260a
	sprmList       = 0x460b
	sprmOutline    = 0x2640
	sprmDropCap    = 0x442c
	sprmInTable    = 0x2416
	sprmRowEnd     = 0x2417
	sprmDepth      = 0x6649
	sprmInnerCell  = 0x244b
	sprmInnerRow   = 0x244c
	sprmHuge       = 0x6646
	sprmHugeOld    = 0x6645
	sprmTabs       = 0xc615
	sprmTable      = 0xd608
	sprmTableOld   = 0xd606
	prm0InTable    = 0x18
	prm0RowEnd     = 0x19
	prm0Deleted    = 0x41
	prm0Inserted   = 0x42
	prm0Vanish     = 0x5c
	operandLengths = "\x01\x01\x02\x04\x02\x02\x00\x03"
)

// eachSprm calls fn for every sprm of a list; it stops where the list is
// broken.
func eachSprm(list buffer, fn func(op int, arg buffer)) {
	for len(list) >= 2 {
		op := list.u16(0)
		list = list[2:]
		skip, size := operand(op, list)
		if skip+size > len(list) {
			return
		}
		fn(op, list[skip:skip+size])
		list = list[skip+size:]
	}
}

// operand returns the bytes before the operand that say its length, and that
// length.
func operand(op int, rest buffer) (skip, size int) {
	if n := operandLengths[op>>13]; n > 0 {
		return 0, int(n)
	}
	switch op {
	case sprmTable, sprmTableOld:
		return 2, max(0, rest.u16(0)-1)
	case sprmTabs:
		if rest.u8(0) == 255 {
			deleted := rest.u8(1)
			added := rest.u8(2 + 4*deleted)
			return 1, 2 + 4*deleted + 3*added
		}
	}
	return 1, rest.u8(0)
}

// charProps is what matters of the properties of characters.
type charProps struct {
	deleted, inserted, special bool
	// vanish is a ToggleOperand: 0, 1, 0x80 as in the style, 0x81 the other
	// way round; -1 where nothing is said.
	vanish int
	style  int
	symbol rune
}

func (p *charProps) apply(op int, arg buffer) {
	switch op {
	case sprmDeleted:
		p.deleted = arg.u8(0) != 0
	case sprmInserted:
		p.inserted = arg.u8(0) != 0
	case sprmSpecial:
		p.special = arg.u8(0) != 0
	case sprmVanish:
		p.vanish = arg.u8(0)
	case sprmCharStyle:
		p.style = arg.u16(0)
	case sprmSymbol:
		p.symbol = rune(arg.u16(2))
	}
}

// paraProps is what matters of the properties of a paragraph; -1 in list,
// level and outline means that nothing is said.
type paraProps struct {
	style                int
	list, level, outline int
	inTable, rowEnd      bool
	innerCell, innerRow  bool
	depth                int
	// initial means that the paragraph is the large first letter of the next
	// one.
	initial bool
}

func newParaProps(style int) paraProps {
	return paraProps{style: style, list: -1, level: -1, outline: -1}
}

func (p *paraProps) apply(op int, arg buffer) {
	switch op {
	case sprmParaStyle:
		p.style = arg.u16(0)
	case sprmListLevel:
		p.level = arg.u8(0)
	case sprmList:
		p.list = arg.u16(0)
	case sprmOutline:
		p.outline = arg.u8(0)
	case sprmInTable:
		p.inTable = arg.u8(0) != 0
	case sprmRowEnd:
		p.rowEnd = arg.u8(0) != 0
	case sprmInnerCell:
		p.innerCell = arg.u8(0) != 0
	case sprmInnerRow:
		p.innerRow = arg.u8(0) != 0
	case sprmDropCap:
		p.initial = arg.u8(0)&7 != 0
	case sprmDepth:
		p.depth = max(0, arg.i32(0))
	}
}

// tables is how many tables the paragraph lies in.
func (p *paraProps) tables() int {
	if p.inTable || p.rowEnd {
		return max(1, p.depth)
	}
	return p.depth
}

// eachChange calls fn for the sprms that a piece adds.
func (f *file) eachChange(prm int, fn func(op int, arg buffer)) {
	if prm == 0 {
		return
	}
	if prm&1 != 0 {
		if i := prm >> 1; i < len(f.prcs) {
			eachSprm(f.prcs[i], fn)
		}
		return
	}
	ops := map[int]int{
		prm0InTable: sprmInTable, prm0RowEnd: sprmRowEnd,
		prm0Deleted: sprmDeleted, prm0Inserted: sprmInserted, prm0Vanish: sprmVanish,
	}
	if op, ok := ops[prm>>1&0x7f]; ok {
		fn(op, buffer{byte(prm >> 8)})
	}
}
