package plain

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

const utf8Name = "UTF-8"

// charset is one way to read bytes.
type charset struct {
	name string
	// bom is the byte order mark that was seen and is not part of the text.
	bom []byte
	// codec is nil for UTF-8.
	codec encoding.Encoding
	// sound is set for UTF-8 without a broken byte.
	sound bool
}

func (c charset) decode(data []byte) string {
	data = bytes.TrimPrefix(data, c.bom)
	if c.codec == nil {
		if c.sound {
			return string(data)
		}
		return strings.ToValidUTF8(string(data), string(utf8.RuneError))
	}
	// The decoders of x/text replace what they cannot read and never fail.
	out, err := c.codec.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(out), string(utf8.RuneError))
	}
	return string(out)
}

func utf16(order unicode.Endianness, name string) charset {
	return charset{name: name, codec: unicode.UTF16(order, unicode.IgnoreBOM)}
}

func utf16LE() charset { return utf16(unicode.LittleEndian, "UTF-16LE") }
func utf16BE() charset { return utf16(unicode.BigEndian, "UTF-16BE") }
func gb18030() charset { return charset{name: "GB18030", codec: simplifiedchinese.GB18030} }
func big5() charset    { return charset{name: "Big5", codec: traditionalchinese.Big5} }

// withMark returns the charset that a byte order mark announces.
func withMark(data []byte) (charset, bool) {
	marks := []struct {
		bom string
		charset
	}{
		{"\xef\xbb\xbf", charset{name: utf8Name}},
		{"\xff\xfe", utf16LE()},
		{"\xfe\xff", utf16BE()},
		{"\x84\x31\x95\x33", gb18030()},
	}
	for _, m := range marks {
		if bytes.HasPrefix(data, []byte(m.bom)) {
			m.charset.bom = []byte(m.bom)
			m.charset.sound = m.codec == nil && utf8.Valid(data[len(m.bom):])
			return m.charset, true
		}
	}
	return charset{}, false
}

func itoa(n int) string { return strconv.Itoa(n) }
