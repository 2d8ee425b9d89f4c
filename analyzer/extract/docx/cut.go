package docx

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Cut finds where the characters of an atom stand in the XML: for each of the
// offsets into its text, ascending, the byte of XML before which the
// character is written. ok is false where the element cannot be cut there,
// as when it holds a comment or CDATA of XML. of is the document's text.
// Cost: O(length of the atom).
func (t *Trace) Cut(of string, atom int, offsets []int) (places []int, ok bool) {
	a := t.Atoms[atom]
	raw := t.XML[a.Content.Start:a.Content.End]
	if len(raw) == 0 || bytes.IndexByte(raw, '<') >= 0 {
		return nil, false
	}
	want := a.Text.Of(of)
	at, done := 0, 0
	for done < len(want) && at < len(raw) {
		for len(offsets) > 0 && offsets[0] <= done {
			places, offsets = append(places, a.Content.Start+at), offsets[1:]
		}
		drawn, n := character(raw[at:])
		if drawn == "" || !strings.HasPrefix(want[done:], drawn) {
			return nil, false
		}
		at, done = at+n, done+len(drawn)
	}
	for range offsets {
		places = append(places, a.Content.Start+at)
	}
	return places, done == len(want) && at == len(raw)
}

// character reads the first character of XML text, n bytes long, as sign
// draws it; "" where it cannot be read.
func character(raw []byte) (drawn string, n int) {
	switch raw[0] {
	case '&':
		return reference(raw)
	case '\r':
		if len(raw) > 1 && raw[1] == '\n' {
			return " ", 2
		}
		return " ", 1
	case '\n', '\t':
		return " ", 1
	}
	_, n = utf8.DecodeRune(raw)
	return string(raw[:n]), n
}

// reference reads a reference to a character, &lt; or &#x4e00;. One to a line
// end is not read: two of them can be drawn as one blank.
func reference(raw []byte) (drawn string, n int) {
	const longest = 16
	end := bytes.IndexByte(raw[:min(len(raw), longest)], ';')
	if end < 0 {
		return "", 0
	}
	name := string(raw[1:end])
	if code, ok := strings.CutPrefix(name, "#"); ok {
		base := 10
		if hex, ok := strings.CutPrefix(code, "x"); ok {
			code, base = hex, 16
		}
		r, err := strconv.ParseUint(code, base, 21)
		if err != nil || r < ' ' {
			return "", 0
		}
		return string(rune(r)), end + 1
	}
	names := map[string]string{"lt": "<", "gt": ">", "amp": "&", "quot": `"`, "apos": "'"}
	return names[name], end + 1
}
