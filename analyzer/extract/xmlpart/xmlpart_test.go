package xmlpart_test

import (
	"context"
	"encoding/xml"
	"errors"
	"strings"
	"testing"

	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/message"
)

func source(lim limits.Limits) *xmlpart.Source {
	return &xmlpart.Source{Ctx: context.Background(), Name: "甲", Limits: lim, Damaged: func(cause error) error {
		return xmlpart.Damaged("甲", "odt", cause)
	}}
}

// outline draws the elements below the root as nested brackets.
func outline(s *xmlpart.Stream) (string, error) {
	var b strings.Builder
	var child func(el xml.StartElement) error
	child = func(el xml.StartElement) error {
		b.WriteString(el.Name.Local + "(")
		if el.Name.Local == "skip" {
			b.WriteString(")")
			return nil
		}
		err := s.Mixed(func(c []byte) { b.Write(c) }, child)
		b.WriteString(")")
		return err
	}
	if _, err := s.Root(); err != nil {
		return "", err
	}
	err := s.Mixed(func(c []byte) { b.Write(c) }, child)
	return b.String(), err
}

func TestReading(t *testing.T) {
	cases := []struct{ in, want string }{
		{"<r>甲<a>乙<b/>丙</a>丁</r>", "甲a(乙b()丙)丁"},
		{"<r><skip>x<y>z</y></skip><a/></r>", "skip()a()"},
		{"<?xml version='1.0' encoding='GBK'?><r>\xb9\xa4</r>", "工"},
		{"\xff\xfe<\x00r\x00>\x00\xe5\x5d<\x00/\x00r\x00>\x00", "工"},
		{"<r><!-- x --><![CDATA[<]]>&amp;</r>", "<&"},
	}
	for _, c := range cases {
		got, err := outline(source(limits.Default()).New(strings.NewReader(c.in)))
		if err != nil || got != c.want {
			t.Errorf("%q: got %q, %v", c.in, got, err)
		}
	}
}

func TestChars(t *testing.T) {
	s := source(limits.Default()).New(strings.NewReader("<r>甲<a>乙</a>丙</r>"))
	if _, err := s.Root(); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Chars(); got != "甲丙" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestRefusals(t *testing.T) {
	few := limits.Default()
	few.XMLNodes, few.XMLDepth = 100, 10
	cases := []struct {
		name, in string
		key      message.Key
	}{
		{"broken", "<r><a></r>", "file_damaged"},
		{"unfinished", "<r><a>", "file_damaged"},
		{"empty", "", "file_damaged"},
		{"encoding", "<?xml version='1.0' encoding='utf-7'?><r/>", "file_damaged"},
		{"DOCTYPE", "<!doctype r><r/>", "xml_doctype"},
		{"deep", strings.Repeat("<a>", 11), "xml_limit"},
		{"elements", "<r>" + strings.Repeat("<a/>", 200), "xml_limit"},
		{"comments", "<r>" + strings.Repeat("<!---->", 200), "xml_limit"},
		{"attributes", "<r " + strings.Repeat("a='' ", 200_000) + "/>", "xml_limit"},
	}
	for _, c := range cases {
		_, err := outline(source(few).New(strings.NewReader(c.in)))
		var e *message.Error
		if !errors.As(err, &e) || e.Message.Key != "error."+c.key || e.Message.Args[0] != "甲" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
