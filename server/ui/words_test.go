package ui

import (
	"mime/multipart"
	"net/textproto"
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

func TestPercent(t *testing.T) {
	for share, want := range map[float64]string{0: "0%", 0.001: "<1%", 0.124: "12%", 0.125: "13%", 0.9999: "99%", 1: "100%"} {
		if got := percent(share); got != want {
			t.Errorf("percent(%v) = %s, want %s", share, got, want)
		}
	}
}

// TestCustomIsNotCalledRegulation: the word 规定 only where there is one.
func TestCustomIsNotCalledRegulation(t *testing.T) {
	for tier, want := range map[template.Tier]string{
		template.Regulation: "必须有（法规）：某条", template.Reported: "据转述应当有（规定转述）：某条",
		template.Custom: "通常应有（惯例）：某条", template.Experience: "一般会有（经验）：某条",
	} {
		if got := basisIn(message.Chinese)(template.Basis{Text: "某条", Tier: tier}); got != want {
			t.Errorf("%s: %s", tier, got)
		}
	}
}

func TestFindWords(t *testing.T) {
	const doc = "演练１２次，ABC演练。"
	for words, want := range map[string]int{"演练": 2, "12次": 1, "abc": 1, "，": 0, "": 0, "没有": 0} {
		got := findWords(doc, strings.Fields(words))
		if len(got) != want {
			t.Errorf("%q: %d places, want %d", words, len(got), want)
		}
		for _, s := range got {
			if text.Normalize(s.Of(doc)).Identity() != text.Normalize(words).Identity() {
				t.Errorf("%q found at %q", words, s.Of(doc))
			}
		}
	}
}

func TestPlaceOf(t *testing.T) {
	doc := "青溪县医院2025年工作总结\n一、做法\n（一）抓责任\n写了一些。\n二、打算\n还写了一些。\n"
	_, headings := outlineOf(doc)
	if got := placeOf(headings, strings.Index(doc, "写了")); got != "一、做法 › （一）抓责任" {
		t.Errorf("first place: %q", got)
	}
	if got := placeOf(headings, strings.Index(doc, "还写")); got != "二、打算" {
		t.Errorf("second place: %q", got)
	}
	if got := placeOf(headings, 0); got != "" {
		t.Errorf("the title stands under %q", got)
	}
}

func TestWindowStaysInParagraph(t *testing.T) {
	const doc = "前一段\n这里有字样在中间\n后一段"
	s := text.Span{Start: strings.Index(doc, "字样")}
	s.End = s.Start + len("字样")
	if got := window(doc, s, 2, 2).Of(doc); got != "里有字样在中" {
		t.Errorf("narrow: %q", got)
	}
	if got := window(doc, s, 50, 50).Of(doc); got != "这里有字样在中间" {
		t.Errorf("wide: %q", got)
	}
}

func TestNearFoldsLongParagraphsAway(t *testing.T) {
	long := strings.Repeat("长", 3*nearChars)
	doc := long + "\n短短一句。\n这里相同。\n再来一句。\n" + long
	s := text.Span{Start: strings.Index(doc, "这里")}
	s.End = s.Start + len("这里相同")
	if from, to := near(doc, s); from != 1 || to != 4 {
		t.Errorf("lines %d to %d", from, to)
	}
}

func TestRelativeName(t *testing.T) {
	for sent, want := range map[string]string{
		"a.txt": "a.txt", "往年/a.txt": "往年/a.txt", "../../etc/a.txt": "etc/a.txt", `C:\稿\a.txt`: "C:/稿/a.txt", "/a//b.txt": "a/b.txt",
	} {
		h := &multipart.FileHeader{Filename: "x", Header: textproto.MIMEHeader{
			"Content-Disposition": {`form-data; name="file"; filename="` + strings.ReplaceAll(sent, `\`, `\\`) + `"`},
		}}
		if got := relativeName(h); got != want {
			t.Errorf("%q became %q, want %q", sent, got, want)
		}
	}
}
