package upload

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// Guards: what a client calls a file reaches pages, messages and headers.
func TestCleanName(t *testing.T) {
	for in, want := range map[string]string{
		"总结.docx":                          "总结.docx",
		`C:\Users\李\桌面\总结.docx`:            "总结.docx",
		"../../etc/passwd":                 "passwd",
		"a\r\nSet-Cookie: x":               "aSet-Cookie: x",
		"exe.\u202excod":                   "exe.xcod",
		"  ":                               "file",
		"":                                 "file",
		"dir/":                             "file",
		"\xff.txt":                         "\ufffd.txt",
		strings.Repeat("长", 300) + ".docx": strings.Repeat("长", maxName-5) + ".docx",
	} {
		if got := CleanName(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func FuzzCleanName(f *testing.F) {
	for _, seed := range []string{"总结.docx", `a\b/c`, "\u202e\x00 ", "\xff\xfe", strings.Repeat("a ", 300)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got := CleanName(in)
		if got == "" || !utf8.ValidString(got) || utf8.RuneCountInString(got) > maxName {
			t.Errorf("%q became %q", in, got)
		}
		if strings.ContainsFunc(got, unicode.IsControl) || strings.ContainsAny(got, `/\`) {
			t.Errorf("%q became %q", in, got)
		}
		if again := CleanName(got); again != got {
			t.Errorf("%q became %q and then %q", in, got, again)
		}
	})
}
