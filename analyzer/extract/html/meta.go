package html

import (
	"bytes"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// metaBytes bounds how far a page's own statement of its encoding is looked
// for; browsers look at 1024, but saved pages put scripts before it.
const metaBytes = 8 << 10

// declared returns the encoding that a meta element or XML declaration
// names, with the name to show. UTF-8 and UTF-16 do not count: a page whose
// bytes can be read as these words is in neither, whatever it says.
func declared(data []byte) (codec encoding.Encoding, name string, ok bool) {
	head := bytes.ToLower(data[:min(len(data), metaBytes)])
	for _, word := range []string{"charset", "encoding"} {
		_, rest, found := bytes.Cut(head, []byte(word))
		if !found {
			continue
		}
		rest, found = bytes.CutPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte("="))
		if !found {
			continue
		}
		if codec, name, ok = lookup(labelIn(rest)); ok {
			return codec, name, true
		}
	}
	return nil, "", false
}

// labelIn reads the label at the start of s, in quotes or bare.
func labelIn(s []byte) string {
	s = bytes.TrimLeft(s, " \t\r\n\"'")
	if i := bytes.IndexAny(s, " \t\r\n\"';>/?"); i >= 0 {
		s = s[:i]
	}
	return string(s)
}

func lookup(label string) (encoding.Encoding, string, bool) {
	codec, err := htmlindex.Get(label)
	if err != nil {
		return nil, "", false
	}
	name, err := htmlindex.Name(codec)
	if err != nil || strings.HasPrefix(name, "utf-") || name == "replacement" || name == "x-user-defined" {
		return nil, "", false
	}
	switch codec {
	case simplifiedchinese.GBK, simplifiedchinese.HZGB2312:
		return simplifiedchinese.GB18030, "GB18030", true // GBK and more
	case simplifiedchinese.GB18030:
		return codec, "GB18030", true
	case traditionalchinese.Big5:
		return codec, "Big5", true
	}
	return codec, name, true
}
