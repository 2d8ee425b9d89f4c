package doc_test

import (
	"encoding/binary"
	"maps"
	"slices"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// The tests make their own files: a builder of Word's binary format with one
// piece of text, one page each for the formatting of characters and of
// paragraphs, a style sheet and lists.

// run is a stretch of text in one formatting.
type run struct {
	text  string
	sprms []byte
}

// para is a paragraph: its runs, the sign that ends it, and its properties.
type para struct {
	runs  []run
	mark  rune // '\r' where it is 0
	style int
	sprms []byte
	// markSprms are the properties of the mark itself.
	markSprms []byte
}

// p is a paragraph of plain text.
func p(text string, sprms ...byte) para {
	return para{runs: []run{{text: text}}, sprms: sprms}
}

// styleDef is a style; its number is its place in the file.
type styleDef struct {
	builtin, base int
	kind          int // 1 paragraph, 2 character
	para, char    []byte
}

// levelDef is a level of a list.
type levelDef struct {
	start, format int
	text          string // \x00… stand for numbers
	flags, follow byte
	restart       byte
}

// listDef is a list; its id is its place in the file, from 100.
type listDef struct {
	levels []levelDef
	styles map[int]int // style by level
}

// useDef is a use of a list, with the starts it overrides.
type useDef struct {
	list   int
	starts map[int]int
	levels map[int]levelDef
}

// word is the content of a file.
type word struct {
	body, footnotes, headers, comments, endnotes, boxes []para

	// narrow replaces the text by a piece of single bytes.
	narrow   []byte
	language int
	flags    int
	prm      int // of the piece
	prc      []byte
	version  int

	styles []styleDef
	lists  []listDef
	uses   []useDef
	data   []byte // the stream Data
	title  string
	// company, created and saved go to the streams of properties with title.
	company        string
	created, saved time.Time

	// change, where set, edits the streams before they are packed.
	change func(main, table []byte) (newMain, newTable []byte)
}

func le16(n int) []byte { return binary.LittleEndian.AppendUint16(nil, uint16(n)) }
func le32(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }

func put32(b []byte, at, n int) { binary.LittleEndian.PutUint32(b[at:], uint32(n)) }
func put16(b []byte, at, n int) { binary.LittleEndian.PutUint16(b[at:], uint16(n)) }

func wide(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return out
}

const textAt = 2048

// formatting is a run of bytes with its packed properties.
type formatting struct {
	end  int
	body []byte
}

// build returns the bytes of the file.
func build(w word) []byte {
	main := make([]byte, textAt)
	var chars, paras []formatting
	counts := map[int]int{} // characters by place in FibRgLw
	for _, part := range []struct {
		paras []para
		at    int
	}{{w.body, 3}, {w.footnotes, 4}, {w.headers, 5}, {w.comments, 7}, {w.endnotes, 8}, {w.boxes, 9}} {
		start := len(main)
		for _, p := range part.paras {
			for _, r := range p.runs {
				main = append(main, wide(r.text)...)
				chars = append(chars, formatting{len(main), r.sprms})
			}
			mark := p.mark
			if mark == 0 {
				mark = '\r'
			}
			main = append(main, wide(string(mark))...)
			chars = append(chars, formatting{len(main), p.markSprms})
			paras = append(paras, formatting{len(main), append(le16(p.style), p.sprms...)})
		}
		counts[part.at] = (len(main) - start) / 2
	}
	at, total := textAt, (len(main)-textAt)/2
	if w.narrow != nil {
		main = append(main[:textAt], w.narrow...)
		at, total = textAt*2|1<<30, len(w.narrow)
		counts[3] = total
		chars = []formatting{{len(main), nil}}
		paras = []formatting{{len(main), []byte{0, 0}}}
	}
	for len(main)%512 != 0 {
		main = append(main, 0)
	}
	charPage := len(main) / 512
	main = append(main, page(chars, 1, func(b []byte) []byte { return append([]byte{byte(len(b))}, b...) })...)
	paraPage := len(main) / 512
	main = append(main, page(paras, 13, func(b []byte) []byte {
		if len(b)%2 == 1 {
			return append([]byte{byte((len(b) + 1) / 2)}, b...)
		}
		return append([]byte{0, byte(len(b) / 2)}, b...)
	})...)

	table := []byte{0} // so that no offset is 0
	pair := func(i int, b []byte) {
		put32(main, 154+8*i, len(table))
		put32(main, 154+8*i+4, len(b))
		table = append(table, b...)
	}
	version, flags := w.version, w.flags
	if version == 0 {
		version = 0xc1
	}
	put16(main, 0, 0xa5ec)
	put16(main, 2, version)
	put16(main, 6, w.language)
	put16(main, 10, flags|0x0200)
	put16(main, 32, 14)
	put16(main, 62, 22)
	put16(main, 152, 0x5d)
	for i, n := range counts {
		put32(main, 64+4*i, n)
	}
	pair(12, append(append(le32(textAt), le32(len(main))...), le32(charPage)...))
	pair(13, append(append(le32(textAt), le32(len(main))...), le32(paraPage)...))
	pair(1, styleSheet(w.styles))
	var clx []byte
	if w.prc != nil {
		clx = append(append(append(clx, 1), le16(len(w.prc))...), w.prc...)
	}
	plc := append(append(le32(0), le32(total)...), append(append([]byte{0, 0}, le32(at)...), le16(w.prm)...)...)
	pair(33, append(append(append(clx, 2), le32(len(plc))...), plc...))
	if w.lists != nil {
		heads, levels := packLists(w.lists)
		pair(73, heads)
		table = append(table, levels...)
		pair(74, packUses(w.uses))
	}
	if w.change != nil {
		main, table = w.change(main, table)
	}
	streams := []stream{{"WordDocument", main}, {"1Table", table}}
	if w.data != nil {
		streams = append(streams, stream{"Data", w.data})
	}
	if w.title != "" {
		streams = append(streams, stream{"\x05SummaryInformation", summary(map[int][]byte{2: wideProperty(w.title), 12: timeProperty(w.created), 13: timeProperty(w.saved)})})
	}
	if w.company != "" {
		gbk, _ := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(w.company))
		streams = append(streams, stream{"\x05DocumentSummaryInformation", summary(map[int][]byte{1: {2, 0, 0, 0, 0xa8, 0x03, 0, 0}, 15: append(append(le32(30), le32(len(gbk)+1)...), append(gbk, 0)...)})})
	}
	return container(streams)
}

// page packs formatting into a page of 512 bytes.
func page(all []formatting, entry int, pack func([]byte) []byte) []byte {
	out := make([]byte, 512)
	free := 510
	start := textAt
	for i, f := range all {
		put32(out, 4*i, start)
		put32(out, 4*i+4, f.end)
		start = f.end
		if len(f.body) > 0 {
			b := pack(f.body)
			free = (free - len(b)) &^ 1
			copy(out[free:], b)
			out[4*(len(all)+1)+entry*i] = byte(free / 2)
		}
		if 4*(len(all)+1)+entry*len(all) > free {
			panic("page is full")
		}
	}
	out[511] = byte(len(all))
	return out
}

func styleSheet(styles []styleDef) []byte {
	out := append(le16(18), le16(len(styles))...)
	out = append(append(out, le16(10)...), make([]byte, 14)...)
	for _, s := range styles {
		if s.kind == 0 {
			out = append(out, 0, 0)
			continue
		}
		std := append(le16(s.builtin), le16(s.kind|s.base<<4)...)
		std = append(std, 0, 0, 0, 0, 0, 0)
		std = append(append(append(std, le16(1)...), wide("s")...), 0, 0)
		if s.kind == 1 {
			std = append(append(std, le16(2+len(s.para))...), append([]byte{0, 0}, s.para...)...)
			if len(s.para)%2 == 1 {
				std = append(std, 0)
			}
		}
		std = append(append(std, le16(len(s.char))...), s.char...)
		out = append(append(out, le16(len(std))...), std...)
	}
	return out
}

func packLists(lists []listDef) (heads, levels []byte) {
	heads = le16(len(lists))
	for i, l := range lists {
		head := make([]byte, 28)
		put32(head, 0, 100+i)
		for at := range 9 {
			put16(head, 8+2*at, 0xfff)
			if s, ok := l.styles[at]; ok {
				put16(head, 8+2*at, s)
			}
		}
		count := 9
		if len(l.levels) == 1 {
			head[26], count = 1, 1
		}
		heads = append(heads, head...)
		for at := range count {
			var def levelDef
			if at < len(l.levels) {
				def = l.levels[at]
			}
			levels = append(levels, packLevel(def)...)
		}
	}
	return heads, levels
}

func packLevel(l levelDef) []byte {
	out := make([]byte, 28)
	put32(out, 0, l.start)
	out[4], out[5], out[15], out[26] = byte(l.format), l.flags, l.follow, l.restart
	text := wide(l.text)
	return append(append(out, le16(len(text)/2)...), text...)
}

func packUses(uses []useDef) []byte {
	out := le32(len(uses))
	var tail []byte
	for _, u := range uses {
		head := make([]byte, 16)
		put32(head, 0, 100+u.list)
		head[12] = byte(len(u.starts) + len(u.levels))
		out = append(out, head...)
		tail = append(tail, 0xff, 0xff, 0xff, 0xff)
		for at, start := range u.starts {
			tail = append(append(tail, le32(start)...), le32(at|1<<4)...)
		}
		for at, l := range u.levels {
			tail = append(append(append(tail, le32(0)...), le32(at|1<<5)...), packLevel(l)...)
		}
	}
	return append(out, tail...)
}

// summary is a stream of properties by their numbers.
func summary(properties map[int][]byte) []byte {
	out := make([]byte, 48)
	put32(out, 44, 48)
	out = append(append(out, le32(0)...), le32(len(properties))...)
	var values []byte
	for _, id := range slices.Sorted(maps.Keys(properties)) {
		out = append(append(out, le32(id)...), le32(8+8*len(properties)+len(values))...)
		values = append(values, properties[id]...)
	}
	return append(out, values...)
}

func wideProperty(s string) []byte {
	text := wide(s + "\x00")
	return append(append(le32(31), le32(len(text)/2)...), text...)
}

// timeProperty is a FILETIME; 0 for the zero time.
func timeProperty(t time.Time) []byte {
	ticks := uint64(0)
	if !t.IsZero() {
		ticks = uint64(t.Sub(time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC))/100) + 116_444_736_000_000_000
	}
	return binary.LittleEndian.AppendUint64(le32(64), ticks)
}

// stream is one stream of a container.
type stream struct {
	name string
	data []byte
}

// container packs streams into an OLE2 file without a mini stream.
func container(streams []stream) []byte {
	const sector, cutoff = 512, 4096
	var body []byte
	var fat []int
	chain := func(n int) int { // n sectors, one after the other
		start := len(fat)
		for i := range n {
			fat = append(fat, start+i+1)
		}
		fat[len(fat)-1] = -2
		return start
	}
	directory := entry("Root Entry", 5, 1, -1, -2, 0)
	for i, s := range streams {
		data := append([]byte{}, s.data...)
		for len(data) < cutoff || len(data)%sector != 0 {
			data = append(data, 0)
		}
		right := i + 2
		if i == len(streams)-1 {
			right = -1
		}
		directory = append(directory, entry(s.name, 2, -1, right, chain(len(data)/sector), len(data))...)
		body = append(body, data...)
	}
	for len(directory)%sector != 0 {
		directory = append(directory, entry("", 0, -1, -1, 0, 0)...)
	}
	directoryAt := chain(len(directory) / sector)
	body = append(body, directory...)
	fatAt := len(fat)
	count := 1
	for (fatAt+count)*4 > count*sector {
		count++
	}
	for range count {
		fat = append(fat, -3)
	}
	for _, n := range fat {
		body = append(body, le32(n)...)
	}
	for len(body)%sector != 0 {
		body = append(body, 0xff)
	}
	head := make([]byte, sector)
	copy(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	put16(head, 24, 0x3e)
	put16(head, 26, 3)
	put16(head, 28, 0xfffe)
	put16(head, 30, 9)
	put16(head, 32, 6)
	put32(head, 44, count)
	put32(head, 48, directoryAt)
	put32(head, 56, cutoff)
	put32(head, 60, -2)
	put32(head, 68, -2)
	for i := range 109 {
		put32(head, 76+4*i, -1)
		if i < count {
			put32(head, 76+4*i, fatAt+i)
		}
	}
	return append(head, body...)
}

func entry(name string, kind, child, right, start, size int) []byte {
	out := make([]byte, 128)
	if name != "" {
		copy(out, wide(name))
		put16(out, 64, 2*len(name)+2)
	}
	out[66] = byte(kind)
	put32(out, 68, -1)
	put32(out, 72, right)
	put32(out, 76, child)
	put32(out, 116, start)
	put32(out, 120, size)
	return out
}
