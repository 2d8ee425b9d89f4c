package pdf_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
)

// file is a PDF that a test writes. Its font for hanzi draws every character
// as a square.
type file struct {
	pages []string // content streams
	// page goes into every page's dictionary.
	page string
	// extra objects are numbered from firstExtra on.
	extra []string
}

const firstExtra = 10

// build writes the file.
func (f file) build() []byte {
	objects := map[int]string{
		1: "<</Type/Catalog/Pages 2 0 R>>",
		3: "<</Type/Font/Subtype/Type0/BaseFont/Square/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
		4: "<</Type/Font/Subtype/CIDFontType2/BaseFont/Square/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor 5 0 R/CIDToGIDMap 8 0 R>>",
		5: "<</Type/FontDescriptor/FontName/Square/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93/FontFile2 9 0 R>>",
		6: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		7: "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n\x80\nendstream",
		8: deflated(bytes.Repeat([]byte{0, 1}, 1<<16), 1), // every character is glyph 1
		9: stream("", string(squareFont())),
	}
	next := firstExtra
	for _, x := range f.extra {
		objects[next] = x
		next++
	}
	var kids strings.Builder
	for _, content := range f.pages {
		fmt.Fprintf(&kids, "%d 0 R ", next)
		objects[next] = fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</H 3 0 R/L 6 0 R>>/XObject<</I 7 0 R>>>>%s>>", next+1, f.page)
		objects[next+1] = stream("", content)
		next += 2
	}
	objects[2] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(f.pages))
	return write(objects, next)
}

// squareFont is the smallest TrueType font there can be: glyph 1 is a square.
func squareFont() []byte {
	const top, bottom, wide = 880, -120, 1000
	words := func(values ...int) []byte {
		var b []byte
		for _, v := range values {
			b = binary.BigEndian.AppendUint16(b, uint16(v))
		}
		return b
	}
	square := words(1, 0, bottom, wide, top, 3, 0)
	square = append(square, 1, 1, 1, 1)
	square = append(square, words(0, wide, 0, -wide, bottom, 0, top-bottom, 0)...)
	tables := []struct {
		name string
		data []byte
	}{
		{"glyf", square},
		{"head", words(1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 3, wide, 0, 0, 0, 0, 0, 0, 0, 0, 0, bottom, wide, top, 0, 8, 2, 0, 0)},
		{"hhea", words(1, 0, top, bottom, 0, wide, 0, 0, wide, 1, 0, 0, 0, 0, 0, 0, 0, 2)},
		{"hmtx", words(wide, 0, wide, 0)},
		{"loca", words(0, 0, len(square)/2)},
		{"maxp", words(1, 0, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)},
	}
	out := append(words(1, 0), words(len(tables), 64, 2, 32)...)
	at := len(out) + 16*len(tables)
	var body []byte
	for _, t := range tables {
		out = append(out, t.name...)
		out = binary.BigEndian.AppendUint32(out, 0)
		out = binary.BigEndian.AppendUint32(out, uint32(at+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		body = append(body, t.data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(out, body...)
}

// write puts objects and their table together.
func write(objects map[int]string, n int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	table := make([]int, n)
	for i := 1; i < n; i++ {
		if body, ok := objects[i]; ok {
			table[i] = b.Len()
			fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i, body)
		}
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", n)
	for _, offset := range table[1:] {
		kind := "n"
		if offset == 0 {
			kind = "f"
		}
		fmt.Fprintf(&b, "%010d 00000 %s \n", offset, kind)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", n, at)
	return b.Bytes()
}

func stream(dict, content string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(content), content)
}

// deflated packs content so many times.
func deflated(content []byte, times int) string {
	filters := strings.Repeat("/FlateDecode ", times)
	for range times {
		var b bytes.Buffer
		w, _ := zlib.NewWriterLevel(&b, zlib.BestCompression)
		w.Write(content)
		w.Close()
		content = b.Bytes()
	}
	return stream("/Filter["+filters+"]", string(content))
}

// at draws s with its left end at x, y.
func at(x, y, size float64, s string) string {
	return fmt.Sprintf("BT /H %g Tf 1 0 0 1 %g %g Tm <%x> Tj ET\n", size, x, y, bigEndian(s))
}

// turned draws s from x, y on in the direction of the vector (a, b).
func turned(x, y, a, b, size float64, s string) string {
	return fmt.Sprintf("BT /H %g Tf %g %g %g %g %g %g Tm <%x> Tj ET\n", size, a, b, -b, a, x, y, bigEndian(s))
}

// latin draws s in a font of letters.
func latin(x, y, size float64, s string) string {
	return fmt.Sprintf("BT /L %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n", size, x, y, s)
}

func bigEndian(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return b
}

// rule draws a line as word processors do: as a thin box.
func rule(x0, y0, x1, y1 float64) string {
	return fmt.Sprintf("%g %g %g %g re f\n", x0, y0, max(x1-x0, 0.5), max(y1-y0, 0.5))
}

// grid draws the rules of a table with these borders.
func grid(xs, ys []float64) string {
	var b strings.Builder
	for _, x := range xs {
		b.WriteString(rule(x, ys[len(ys)-1], x, ys[0]))
	}
	for _, y := range ys {
		b.WriteString(rule(xs[0], y, xs[len(xs)-1], y))
	}
	return b.String()
}

// set breaks s into lines of so many characters, the first indented by
// indent characters, and draws them from x, y down. It returns the height of
// the next line.
func set(b *strings.Builder, x, y, size float64, width, indent int, s string) float64 {
	rest := []rune(s)
	for first := true; len(rest) > 0; first = false {
		room, left := width, x
		if first {
			room, left = width-indent, x+float64(indent)*size
		}
		n := min(room, len(rest))
		b.WriteString(at(left, y, size, string(rest[:n])))
		rest = rest[n:]
		y -= 1.5 * size
	}
	return y
}

// picture fills the page.
const picture = "q 595 0 0 842 0 0 cm /I Do Q\n"
