package message

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
)

func TestParseLang(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Lang
		ok   bool
	}{
		{"zh", Chinese, true}, {"zh-CN", Chinese, true}, {"ZH_cn.UTF-8", Chinese, true},
		{"en", English, true}, {"en_US.UTF-8", English, true}, {"EN-gb;q=0.8", English, true},
		{"", Chinese, false}, {"fr", Chinese, false}, {"C.UTF-8", Chinese, false},
	} {
		if lang, ok := ParseLang(c.in); lang != c.want || ok != c.ok {
			t.Errorf("%q: %s, %v", c.in, lang, ok)
		}
	}
}

func TestInARow(t *testing.T) {
	all := []Message{Say("suggest.residue"), {}, New("fault.repeated_words", "落实")}
	if got := Join(Chinese, all...); got != "请删去。“落实”连写了两遍。" {
		t.Errorf("Chinese: %q", got)
	}
	if got := Join(English, all...); got != "Take it out. “落实” stands twice in a row." {
		t.Errorf("English: %q", got)
	}
	sentences := []string{"a.", "", "b."}
	if got := InARow(English, sentences...); got != "a. b." || sentences[1] != "" || sentences[2] != "b." {
		t.Errorf("%q of %q", got, sentences)
	}
	if got := InARow(Chinese); got != "" {
		t.Errorf("of nothing %q", got)
	}
}

func TestIn(t *testing.T) {
	for _, c := range []struct {
		name   string
		m      Message
		zh, en string
	}{
		{"nothing", Message{}, "", ""},
		{"no arguments", Say("suggest.residue"), "请删去。", "Take it out."},
		{"one argument", New("fault.repeated_words", "落实"), "“落实”连写了两遍。", "“落实” stands twice in a row."},
		{"arguments out of order", New("fault.numbering_order", "3.", "2."), "序号“2.”排在“3.”之后，顺序不对。", "The number “2.” comes after “3.”: wrong order."},
		{"numbers", New("why.thin_chars", "存在问题", 12, 80), "“存在问题”只有 12 字，通常不少于 80 字。", "“存在问题” has only 12 characters; 80 or more are usual."},
		{"more arguments than places", New("suggest.residue", "a", "b"), "请删去。", "Take it out."},
		{"fewer arguments than places", New("fault.numbering_gap", "1."), "序号从“1.”跳到“{1}”，缺第 {2} 项。", "The numbering jumps from “1.” to “{1}”; number {2} is absent."},
		{"an argument that is a key", New("fault.placeholder", "@status.missing"), "“缺”没有填写。", "“missing” was not filled in."},
		{"an argument that only looks like one", New("fault.placeholder", "@nobody"), "“@nobody”没有填写。", "“@nobody” was not filled in."},
		{"an argument that holds a place", New("fault.numbering_style", "{1}", "二"), "“{1}”与前面的“二”写法不同。", "“{1}” is written in another style than “二” before it."},
		{"unknown key", Say("no.such"), "no.such", "no.such"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.m.In(Chinese); got != c.zh {
				t.Errorf("zh\n got %s\nwant %s", got, c.zh)
			}
			if got := c.m.In(English); got != c.en {
				t.Errorf("en\n got %s\nwant %s", got, c.en)
			}
			if c.m.IsZero() != (c.m.Key == "") {
				t.Errorf("IsZero is %v", c.m.IsZero())
			}
		})
	}
}

func TestMessageSurvivesJSON(t *testing.T) {
	for _, m := range []Message{
		{}, Say("status.missing"), New("why.thin_chars", "存在<问题>&\"", 12, 80), New("fault.placeholder", "@status.thin"),
	} {
		b, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var back Message
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(back, m) {
			t.Errorf("%+v came back as %+v", m, back)
		}
		if back.In(Chinese) != m.In(Chinese) || back.In(English) != m.In(English) {
			t.Errorf("%+v says something else after JSON", m)
		}
	}
}

func TestErrorIn(t *testing.T) {
	for _, c := range []struct {
		name   string
		err    *Error
		zh, en string
	}{
		{"with a hint", Errorf(NotFound, "file_missing", "a.docx"), "找不到文件 a.docx。请检查路径。", "There is no file a.docx. Check the path."},
		{"without one", Errorf(Invalid, "arguments", "split FILE"), "参数个数不对。用法：split FILE", "Wrong number of arguments. Usage: split FILE"},
		{"unknown name", Errorf(Internal, "no_such_name", "a"), "error.no_such_name", "error.no_such_name"},
		{"internal", Errorf(Internal, "internal"), "程序内部出错，详情见日志。", "Something went wrong inside; the log has the details."},
		{"two arguments", Errorf(TooLarge, "file_too_large", "b.zip", "20"), "b.zip 超过 20 MB 的上限。请去掉图片或拆开后再送检。", "b.zip is over the limit of 20 MB. Take out pictures or split it, then try again."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.err.In(Chinese); got != c.zh {
				t.Errorf("zh\n got %s\nwant %s", got, c.zh)
			}
			if got := c.err.In(English); got != c.en {
				t.Errorf("en\n got %s\nwant %s", got, c.en)
			}
			if got := Explain(fmt.Errorf("reading: %w", c.err), Chinese); got != c.zh {
				t.Errorf("explained as %s", got)
			}
		})
	}
}

func TestErrorKeepsItsCause(t *testing.T) {
	err := Errorf(Damaged, "docx_damaged", "a.docx").Wrap(io.ErrUnexpectedEOF)
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error("the cause is lost")
	}
	if got := err.Error(); !strings.Contains(got, "a.docx") || !strings.HasSuffix(got, ": unexpected EOF") {
		t.Errorf("the log gets %q", got)
	}
	for _, lang := range []Lang{Chinese, English} {
		if strings.Contains(err.In(lang), "EOF") {
			t.Errorf("a person is shown the cause: %s", err.In(lang))
		}
	}
	if CodeOf(fmt.Errorf("more: %w", err)) != Damaged {
		t.Error("the code is lost under another error")
	}
}

func TestErrorOfAnotherKind(t *testing.T) {
	err := errors.New("dial tcp 10.0.0.3: secret")
	if CodeOf(err) != Internal {
		t.Errorf("code %s", CodeOf(err))
	}
	if got := Explain(err, English); got != Text(English, "error.internal") {
		t.Errorf("a person is shown %q", got)
	}
}

func FuzzIn(f *testing.F) {
	f.Add("{1}{0}", "@fault.placeholder")
	f.Fuzz(func(t *testing.T, a, b string) {
		m := New("fault.numbering_style", a, b)
		if strings.HasPrefix(a, "@") || strings.HasPrefix(b, "@") {
			return // may be replaced by a sentence
		}
		if got, want := m.In(Chinese), "“"+a+"”与前面的“"+b+"”写法不同。"; got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}
