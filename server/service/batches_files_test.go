package service

import (
	"strings"
	"testing"
	"unicode/utf8"

	"hegao/analyzer/batch"
)

// Guards: a file is a unit's where it is named after that unit and no other.
func TestUnitNamed(t *testing.T) {
	roster := []batch.Unit{{Name: "中医院"}, {Name: "青溪县中医院", Aliases: []string{"县中医"}}, {Name: "云坪镇卫生院"}, {Name: "沙口镇卫生院"}, {Name: "局"}}
	for file, want := range map[string]string{
		"云坪镇卫生院总结.docx":         "云坪镇卫生院",
		"全县.zip/云坪镇卫生院/总结.docx": "云坪镇卫生院",
		"云坪镇卫生院/沙口镇卫生院.docx":    "沙口镇卫生院",
		"青溪县中医院.docx":           "青溪县中医院",
		"中医院.docx":              "中医院",
		"县中医年终.docx":            "青溪县中医院",
		"云坪镇卫生院和沙口镇卫生院.docx":    "",
		"某局.docx":               "", // two characters or fewer are no name
		"总结.docx":               "",
		"":                      "",
	} {
		if got := unitNamed(roster, file); got != want {
			t.Errorf("%q is of %q, want %q", file, got, want)
		}
	}
}

func FuzzPlainName(f *testing.F) {
	for _, seed := range []string{"总结.docx", "a\x00b", "\u202e\u2066x", "\xff\xfe", strings.Repeat("长 ", 300)} {
		f.Add(seed, 20)
	}
	f.Fuzz(func(t *testing.T, name string, most int) {
		most = 1 + max(0, most)%300
		got := PlainName(name, most)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > most || strings.ContainsAny(got, "\x00\n\u202e\u2066") {
			t.Errorf("%q became %q", name, got)
		}
		if again := PlainName(got, most); again != got {
			t.Errorf("%q became %q and then %q", name, got, again)
		}
	})
}
