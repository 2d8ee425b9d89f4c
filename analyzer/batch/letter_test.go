package batch

import (
	"strings"
	"testing"

	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// TestLetterNamesNoOther: a letter says that others have a text, never who.
func TestLetterNamesNoOther(t *testing.T) {
	drafts, passage := handedIn(6, 3)
	b := compare(t, drafts, nil)
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		got := b.Letter(1, drafts[1].Report, lang)
		if !strings.Contains(got, string([]rune(passage)[:20])) || !strings.Contains(got, "第1单位") {
			t.Errorf("%s", got)
		}
		for _, other := range []string{"第0单位", "第2单位", "0.txt", "2.txt"} {
			if strings.Contains(got, other) {
				t.Errorf("names %s: %s", other, got)
			}
		}
		none := b.Letter(5, drafts[5].Report, lang)
		if strings.Contains(none, "1. ") || !strings.Contains(none, message.Text(lang, "letter.nothing")) || strings.Contains(none, message.Text(lang, "letter.please")) {
			t.Errorf("%s", none)
		}
	}
}

// TestLetterIsBounded: of many faults ten are named, and notes are not; a
// report without unit and title is named by its file.
func TestLetterIsBounded(t *testing.T) {
	body := "第一行\n" + strings.Repeat("这里有XX处。", 13)
	d := draft("市\n局.docx", "", body)
	for at := 0; ; {
		i := strings.Index(body[at:], "XX")
		if i < 0 {
			break
		}
		d.Report.Faults = append(d.Report.Faults, fault.Fault{Severity: fault.Error, Span: text.Span{Start: at + i, End: at + i + 2}, Message: message.New("fault.placeholder", "XX")})
		at += i + 2
	}
	d.Report.Faults = append(d.Report.Faults, fault.Fault{Severity: fault.Info, Span: text.Span{Start: 0, End: 3}, Message: message.Say("letter.foot")})
	got := compare(t, []Draft{d}, nil).Letter(0, d.Report, message.Chinese)
	want := "市 局.docx：\n你单位报送的材料收悉。\n请核对以下各处，修改后重新报送：\n1. 以下 13 处文字请核对\n   - 「这里有XX处。这里有XX处。这」 “XX”没有填写。\n"
	if !strings.HasPrefix(got, want) || strings.Count(got, "   - ") != mostInLetter+1 || !strings.Contains(got, "   - ……另有 3 处\n") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFileName(t *testing.T) {
	for _, c := range []struct{ unit, file, want string }{
		{"云坪镇", "a/b.docx", "云坪镇"},
		{"", "送检/云坪镇.总结.docx", "云坪镇.总结"},
		{"", `C:\送检\云坪镇.docx`, "云坪镇"},
		{"../../etc/passwd", "", "_.._etc_passwd"},
		{`a/b\c:d*e?f"g<h>i|j`, "", "a_b_c_d_e_f_g_h_i_j"},
		{"a\x00b\nc\u202ed\u200b", "", "a_b_c_d_"},
		{strings.Repeat("长", 100), "", strings.Repeat("长", 60)},
		{"", "..", ""},
		{" . ", "", ""},
	} {
		if got := FileName(Summary{Unit: c.unit, File: c.file}); got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.unit, c.file, got, c.want)
		}
	}
}
