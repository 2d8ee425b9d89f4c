package doc

// fib is the file information block, at the start of the main stream.
type fib struct {
	ident, version, language, flags int
	// The lengths of the parts of the text, in characters, in their order.
	text, footnotes, headers, macros, comments, endnotes, boxes int

	main buffer
}

// Where the parts of the Fib stand in the main stream.
const (
	countsAt = 64  // FibRgLw97
	pairsAt  = 154 // FibRgFcLcb
)

// The pairs of FibRgFcLcb that are used here, by number.
const (
	pairStyles    = 1
	pairCharPages = 12
	pairParaPages = 13
	pairClx       = 33
	pairLists     = 73
	pairOverrides = 74
)

// What the first words of a Fib can be. The East Asian editions of Word 6 and
// 95 had their own.
const (
	identWord     = 0xa5ec
	identWord6    = 0xa5dc
	identWord2    = 0xa5db
	identEast6    = 0xa697
	identEast95   = 0xa698
	firstNew      = 0xc0 // nFib of Word 97 and its betas
	flagEncrypted = 0x0100
	flagTable1    = 0x0200
)

func readFib(main buffer) fib {
	count := func(i int) int { return max(0, main.i32(countsAt+4*i)) }
	return fib{
		main: main, ident: main.u16(0), version: main.u16(2), language: main.u16(6), flags: main.u16(10),
		text: count(3), footnotes: count(4), headers: count(5), macros: count(6),
		comments: count(7), endnotes: count(8), boxes: count(9),
	}
}

func (f fib) isOld() bool {
	switch f.ident {
	case identWord6, identWord2, identEast6, identEast95, identEast95 + 1:
		return true
	}
	return f.ident == identWord && f.version < firstNew
}

func (f fib) valid() bool { return f.ident == identWord }

func (f fib) encrypted() bool { return f.flags&flagEncrypted != 0 }

func (f fib) tableName() string {
	if f.flags&flagTable1 != 0 {
		return "1Table"
	}
	return "0Table"
}

// pair returns the i-th offset into the table stream, with its length.
func (f fib) pair(i int) (at, n int) {
	if i >= f.main.u16(pairsAt-2) {
		return 0, 0
	}
	return f.main.i32(pairsAt + 8*i), f.main.i32(pairsAt + 8*i + 4)
}
