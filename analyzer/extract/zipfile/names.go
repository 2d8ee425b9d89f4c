package zipfile

import (
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// decodeName reads the name of an entry. The UTF-8 flag is not asked:
// programs forget to set it, and set it wrongly. A name that is valid UTF-8
// is taken as it is, any other as GB18030, which is what Windows writes in
// China. Only then do backslashes become slashes: 0x5C is also the second
// byte of some hanzi.
func decodeName(raw string) string {
	name := raw
	if !utf8.ValidString(name) {
		if s, err := simplifiedchinese.GB18030.NewDecoder().String(raw); err == nil {
			name = s
		}
		name = strings.ToValidUTF8(name, string(utf8.RuneError))
	}
	return strings.ReplaceAll(name, `\`, "/")
}

// label turns a decoded name into one that is safe to show and to join: no
// control characters, no leading slash, no "..". Names are labels only;
// nothing is ever written under them.
func label(name string) string {
	name = strings.TrimPrefix(path.Clean("/"+strings.Map(printable, name)), "/")
	if name == "" {
		return "?"
	}
	return name
}

// printable drops control characters, which can rewrite a terminal's line.
func printable(r rune) rune {
	if r < 0x20 || 0x7f <= r && r < 0xa0 {
		return -1
	}
	return r
}

// isRubbish reports entries that systems and editors leave in a zip and that
// nobody means to hand in; name is a label.
func isRubbish(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == "__MACOSX" {
			return true
		}
	}
	base := path.Base(name)
	for _, prefix := range []string{"._", "~$"} {
		if strings.HasPrefix(base, prefix) {
			return true
		}
	}
	switch strings.ToLower(base) {
	case ".ds_store", "thumbs.db", "desktop.ini":
		return true
	}
	return false
}
