// Package plain reads plain text in the encodings that Chinese offices use:
// UTF-8, UTF-16, GB18030 (with GBK and GB2312 inside it) and Big5.
//
// It also tells every other room what is text at all: Decode is what the
// HTML and Markdown readers use for files that do not name their encoding.
package plain

import (
	"context"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/extract/limits"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// The warnings of this package.
const (
	// WarnEncoding says which encoding was guessed; argument: its name.
	WarnEncoding text.WarningCode = "encoding"
	// WarnBadCharacters says how many places could not be decoded; argument:
	// their number.
	WarnBadCharacters text.WarningCode = "bad_characters"
)

// Is reports whether data can be read as text, whatever its name. An empty
// file can. Cost: O(len(data)).
func Is(_ string, data []byte) bool {
	_, ok := detect(data)
	return ok
}

// Read makes a document of a plain text. For UTF-8 the text is the file
// without its byte order mark and otherwise unchanged, line ends included.
// It fails with format_unknown for bytes that are no text, file_empty for
// white space only, and text_too_long over lim.TextRunes.
func Read(ctx context.Context, name string, data []byte, lim limits.Limits) (*text.Document, error) {
	decoded, err := Decode(name, data)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(decoded.Text) > lim.TextRunes {
		return nil, lim.TooLong(name)
	}
	doc := &text.Document{Text: decoded.Text, Format: text.FormatText, Warnings: decoded.Warnings}
	doc.Blocks = text.Lines(doc.Text)
	if len(doc.Blocks) == 0 {
		return nil, message.Errorf(message.Empty, "file_empty", name)
	}
	return doc, nil
}

// Decoded is a file after its encoding was found.
type Decoded struct {
	// Text is valid UTF-8 without a byte order mark.
	Text     string
	Warnings []text.Warning
}

// Decode finds the encoding of data by its content and decodes it. It fails
// with format_unknown for bytes that are no text. Cost: O(len(data)).
func Decode(name string, data []byte) (Decoded, error) {
	enc, ok := detect(data)
	if !ok {
		return Decoded{}, message.Errorf(message.Unsupported, "format_unknown", name)
	}
	return decodeAs(enc, data), nil
}

// Prefix returns about the first n bytes of data as UTF-8, for looking at
// what kind of text it is; ok is false for bytes that are no text.
func Prefix(data []byte, n int) (prefix string, ok bool) {
	enc, ok := detect(data)
	if !ok {
		return "", false
	}
	// A character cut in two at the end becomes a replacement character,
	// which nobody looks for.
	return enc.decode(data[:min(len(data), n)]), true
}

func decodeAs(enc charset, data []byte) Decoded {
	d := Decoded{Text: enc.decode(data)}
	if enc.name != utf8Name {
		d.Warnings = append(d.Warnings, text.Warning{Code: WarnEncoding, Args: []string{enc.name}})
	}
	if enc.name != utf8Name || !enc.sound {
		if n := strings.Count(d.Text, string(utf8.RuneError)); n > 0 {
			d.Warnings = append(d.Warnings, text.Warning{Code: WarnBadCharacters, Args: []string{itoa(n)}})
		}
	}
	return d
}
