package rtf

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// codePage returns the encoding of a Windows code page, nil where it says
// nothing or is not known.
func codePage(number int) encoding.Encoding {
	switch number {
	case 936, 54936:
		return simplifiedchinese.GB18030 // GBK and more
	case 950:
		return traditionalchinese.Big5
	case 932:
		return japanese.ShiftJIS
	case 949, 1361:
		return korean.EUCKR
	case 65001:
		return unicode.UTF8
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 10000:
		return charmap.Macintosh
	}
	const first, last = 1250, 1258
	if first <= number && number <= last {
		return []encoding.Encoding{
			charmap.Windows1250, charmap.Windows1251, charmap.Windows1252, charmap.Windows1253, charmap.Windows1254,
			charmap.Windows1255, charmap.Windows1256, charmap.Windows1257, charmap.Windows1258,
		}[number-first]
	}
	return nil
}

// symbolPage marks fonts of pictures, in which codes mean something else.
const symbolPage = 42

// charset returns the code page of a font's \fcharset, 0 where the file's
// own counts.
func charset(number int) int {
	pages := map[int]int{
		2: symbolPage, 77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950,
		161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257,
		204: 1251, 222: 874, 238: 1250, 255: 850,
	}
	return pages[number]
}

// decode turns bytes into text. font is the code page of their font, 0 for
// none, and file that of the file. Latin fonts hold Chinese too, in the code
// page of the file; where that makes no sense they are what they say.
func decode(raw []byte, font, file int) string {
	if isASCII(raw) {
		return string(raw)
	}
	for _, page := range []int{font, file} {
		codec := codePage(page)
		if codec == nil {
			continue
		}
		if out, err := codec.NewDecoder().Bytes(raw); err == nil && (page == font || !strings.ContainsRune(string(out), utf8.RuneError)) {
			return string(out)
		}
	}
	out, _ := charmap.Windows1252.NewDecoder().Bytes(raw)
	return string(out)
}

func isASCII(raw []byte) bool {
	for _, c := range raw {
		if c >= 0x80 {
			return false
		}
	}
	return true
}
