package doc

import (
	"errors"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// piece is a stretch of the text that lies together in the main stream.
type piece struct {
	cp, n int // first character, number of characters
	at    int // offset of the first byte
	width int // bytes a character: 1 or 2
	// codec decodes pieces of width 1.
	codec encoding.Encoding
	// prm is a change of properties on top of those of the characters.
	prm int
}

// charsPerRune bounds the characters of a file, those in fields and hidden
// ones among them, against the runes of text that are allowed.
const charsPerRune = 4

// readPieces reads the piece table. It fails with file_damaged where there
// is none, and text_too_long.
func (f *file) readPieces() error {
	at, n := f.fib.pair(pairClx)
	clx := f.table.slice(at, n)
	pos := 0
	for clx.u8(pos) == 1 { // Prc
		size := clx.u16(pos + 1)
		f.prcs = append(f.prcs, clx.slice(pos+3, size))
		pos += 3 + size
	}
	if clx.u8(pos) != 2 { // Pcdt
		return damaged(f.name, errors.New("no piece table"))
	}
	plc := clx.slice(pos+5, clx.i32(pos+1))
	count := (len(plc) - 4) / 12
	if count > 0 && plc.i32(4*count)/charsPerRune > f.lim.TextRunes {
		return f.lim.TooLong(f.name)
	}
	for i := range count {
		p := f.piece(plc.slice(4*i, 8), plc.slice(4*(count+1)+8*i, 8))
		if p.n < 0 || i > 0 && p.cp < f.pieces[i-1].cp {
			return damaged(f.name, errors.New("piece table out of order"))
		}
		f.pieces = append(f.pieces, p)
	}
	return nil
}

// piece reads a Pcd; bounds are the characters it begins and ends at.
func (f *file) piece(bounds, pcd buffer) piece {
	const compressed = 1 << 30
	at := pcd.i32(2)
	p := piece{cp: bounds.i32(0), at: at &^ (compressed | compressed<<1), width: 2, prm: pcd.u16(6)}
	p.n = bounds.i32(4) - p.cp
	if at&compressed != 0 {
		p.at, p.width = p.at/2, 1
		p.codec = f.codec(f.main.slice(p.at, p.n))
	}
	return p
}

// codec tells how a piece of single bytes is encoded. It should be Windows
// 1252 always; but some programs put their own code page there.
func (f *file) codec(data []byte) encoding.Encoding {
	if local := codePage(f.fib.language); local != nil && isLocal(local, data) {
		return local
	}
	return charmap.Windows1252
}

// codePage returns the double-byte code page of a language id ([MS-LCID]).
func codePage(language int) encoding.Encoding {
	switch language {
	case 0x0804, 0x1004:
		return simplifiedchinese.GBK
	case 0x0404, 0x0c04, 0x1404:
		return traditionalchinese.Big5
	case 0x0411:
		return japanese.ShiftJIS
	case 0x0412:
		return korean.EUCKR
	}
	return nil
}

// isLocal reports whether data reads as text in a double-byte code page: all
// of it can be decoded, and it holds several letters. What Windows 1252 has
// up there in a Chinese text is single quotation marks and dots.
func isLocal(codec encoding.Encoding, data []byte) bool {
	const enough = 4
	high := 0
	for _, c := range data {
		if c >= 0x80 {
			high++
		}
	}
	if high < 2*enough {
		return false
	}
	decoded, err := codec.NewDecoder().Bytes(data)
	if err != nil {
		return false
	}
	letters, other := 0, 0
	for _, r := range string(decoded) {
		switch {
		case r < 0x80:
		case r == unicode.ReplacementChar:
			return false
		case unicode.Is(unicode.Han, r):
			letters++
		default:
			other++
		}
	}
	return letters >= enough && letters > other
}
