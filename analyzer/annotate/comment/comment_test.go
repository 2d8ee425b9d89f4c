package comment_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hegao/analyzer/annotate/comment"
	. "hegao/analyzer/extract/docx/docxtest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

const main = "word/document.xml"

// TestRanges says for notes on words of many kinds of paragraphs what lies
// between the marks afterwards.
func TestRanges(t *testing.T) {
	plain := Para(R("甲乙丙") + R("丁戊"))
	cases := []struct {
		name, body, words, over string
	}{
		{"inside a run", plain, "乙", "乙"},
		{"a whole run", plain, "甲乙丙", "甲乙丙"},
		{"over two runs", plain, "丙丁", "丙丁"},
		{"the whole paragraph", plain, "甲乙丙丁戊", "甲乙丙丁戊"},
		{"over paragraphs", P("一二") + P("三") + P("四五"), "二\n三\n四", "二三四"},
		{"beside white space", `<w:p><w:r><w:t>a b</w:t></w:r></w:p>`, "b", "b"},
		{"beside an entity", `<w:p><w:r><w:t>甲&lt;&#x4e59;&amp;</w:t></w:r></w:p>`, "乙", "乙"},
		{"an entity", `<w:p><w:r><w:t>甲&lt;乙</w:t></w:r></w:p>`, "<", "<"},
		{"line ends in the XML", "<w:p><w:r><w:t>甲\r\n乙</w:t></w:r></w:p>", "乙", "乙"},
		{"between two texts of a run", `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>`, "乙", "乙"},
		{"a tab", `<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>`, "甲\t", "甲"},
		{"CDATA cannot be cut", `<w:p><w:r><w:t>甲<![CDATA[乙]]>丙</w:t></w:r><w:r><w:t>丁</w:t></w:r></w:p>`, "乙", "甲乙丙"},
		{"insertion", Para(R("甲") + `<w:ins w:id="9">` + R("乙丙") + `</w:ins>`), "丙", "丙"},
		{"deletion between", Para(R("甲") + `<w:del w:id="9"><w:r><w:delText>删</w:delText></w:r></w:del>` + R("乙")), "甲乙", "甲乙"},
		{"link", Para(`<w:hyperlink>` + R("甲乙") + `</w:hyperlink>` + R("丙")), "乙丙", "乙丙"},
		{"control", Para(R("甲") + `<w:sdt><w:sdtContent>` + R("乙丙") + `</w:sdtContent></w:sdt>`), "丙", "乙丙"},
		{"control around paragraphs", `<w:sdt><w:sdtContent>` + P("甲乙") + `</w:sdtContent></w:sdt>`, "乙", "乙"},
		{"simple field", Para(R("甲") + `<w:fldSimple w:instr="X">` + R("乙丙") + `</w:fldSimple>`), "丙", "乙丙"},
		{"field", Para(R("甲") + field("begin") + `<w:r><w:instrText>X</w:instrText></w:r>` + field("separate") + R("乙丙") + field("end") + R("丁")), "丙丁", "乙丙丁"},
		{"field that begins in a control", Para(`<w:sdt><w:sdtContent>` + R("甲") + field("begin") + `</w:sdtContent></w:sdt><w:r><w:instrText>X</w:instrText></w:r>` + field("separate") + R("乙丙") + field("end") + R("丁")), "丙", "甲乙丙"},
		{"field over paragraphs", Para(field("begin")+`<w:r><w:instrText>X</w:instrText></w:r>`+field("separate")+R("甲乙")) + Para(R("丙")+field("end")), "乙", "乙"},
		{"formula", Para(R("甲") + `<m:oMath><m:r><m:t>a</m:t></m:r><m:r><m:t>b</m:t></m:r></m:oMath>`), "b", "ab"},
		{"ruby", Para(R("甲") + `<w:r><w:ruby><w:rubyPr/><w:rt>` + R("yi") + `</w:rt><w:rubyBase>` + R("乙") + `</w:rubyBase></w:ruby></w:r>`), "乙", "yi乙"},
		{"cell", Table([]string{"甲", "乙丙"}), "丙", "丙"},
		{"over cells stays in the first", Table([]string{"甲", "乙丙"}), "甲\t乙", "甲"},
		{"over a table", P("甲") + Table([]string{"乙"}) + P("丙"), "甲\n乙\n丙", "甲乙丙"},
		{"into a table stays outside", P("甲") + Table([]string{"乙"}), "甲\n乙", "甲"},
		{"automatic number", P("乙", Num(1, 0)), "一、", "乙"},
		{"text box: its paragraph", Para(R("锚") + `<w:r><w:pict><w:txbxContent>` + P("框") + `</w:txbxContent></w:pict></w:r>`), "框", "锚框"},
		{"deleted paragraph end", Para(R("甲"), `<w:rPr><w:del w:id="1"/></w:rPr>`) + P("乙"), "甲乙", "甲乙"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, strict := range []bool{false, true} {
				data := Build(Doc{Body: c.body, Strict: strict, Numbering: Abstract(0, Level(0, "chineseCounting", "%1、")) + Use(1, 0)})
				before := textOf(t, data)
				res := write(t, data, notes(t, before, c.words))
				part := entries(t, res.Data)[main]
				s := marksIn(t, part)
				wantMarks(t, s, 1)
				if s.over["0"] != c.over || textOf(t, res.Data) != before {
					t.Errorf("strict %v: over %q, want %q; text %q, was %q\n%s", strict, s.over["0"], c.over, textOf(t, res.Data), before, part)
				}
				wantUntouched(t, data, res.Data, main)
			}
		})
	}
}

// A footnote's text stands in another part: the comment goes to where the
// text refers to it.
func TestFootnote(t *testing.T) {
	data := Build(Doc{
		Body:      Para(R("正文甲") + `<w:r><w:footnoteReference w:id="1"/></w:r>` + R("正文乙")),
		Footnotes: `<w:footnote w:id="1">` + P("注文") + `</w:footnote>`,
	})
	res := write(t, data, notes(t, textOf(t, data), "注文", "乙\n注"))
	part := entries(t, res.Data)[main]
	s := marksIn(t, part)
	wantMarks(t, s, 2)
	if s.over["1"] != "乙" {
		t.Errorf("from the text into the note: over %q", s.over["1"])
	}
	if !strings.Contains(part, `<w:commentRangeStart w:id="0"/><w:r><w:footnoteReference w:id="1"/></w:r><w:commentRangeEnd w:id="0"/>`) {
		t.Errorf("not around the reference: %s", part)
	}
}

// Inside a field over several paragraphs a comment lies on its own words, but
// is referred to behind the field: LibreOffice loses what it says otherwise.
func TestFieldOverParagraphs(t *testing.T) {
	inner := field("begin") + `<w:r><w:instrText>PAGEREF</w:instrText></w:r>` + field("separate") + R("7") + field("end")
	data := Build(Doc{Body: Para(R("前")+field("begin")+`<w:r><w:instrText>TOC</w:instrText></w:r>`+field("separate")+R("甲乙")) + Para(R("丙")+inner) + Para(R("丁")+field("end")+R("后"))})
	res := write(t, data, notes(t, textOf(t, data), "乙", "7", "丁后"))
	part := entries(t, res.Data)[main]
	s := marksIn(t, part)
	wantMarks(t, s, 3)
	if s.over["0"] != "乙" || s.over["1"] != "7" || s.over["2"] != "丁后" {
		t.Errorf("over %v", s.over)
	}
	end := field("end") + `<w:r><w:commentReference w:id="0"/></w:r><w:r><w:commentReference w:id="1"/></w:r>`
	if !strings.Contains(part, end) {
		t.Errorf("no %s in %s", end, part)
	}
}

// Where a field begins inside a content control, as LibreOffice writes it,
// the comment on the control's own words lies around the field as well: a
// reference inside the field's instruction loses what the comment says.
func TestFieldFromAControl(t *testing.T) {
	control := func(words string) string {
		return `<w:sdt><w:sdtContent>` + R(words) + field("begin") + `</w:sdtContent></w:sdt><w:r><w:instrText>REF</w:instrText></w:r>` + field("separate")
	}
	between := `<w:sdt><w:sdtContent>` + R("丁") + field("end") + R("戊") + field("begin") + `</w:sdtContent></w:sdt><w:r><w:instrText>REF</w:instrText></w:r>` + field("separate")
	for _, c := range []struct {
		name, body, words, over string
		behind                  string // what stands before the reference
	}{
		{"before the field", Para(R("前") + control("甲乙") + R("丙") + field("end") + R("后")), "乙", "甲乙丙", field("end")},
		{"into the control", Para(R("前") + control("甲乙") + R("丙") + field("end") + R("后")), "前甲", "前甲乙丙", field("end")},
		{"between two fields", Para(control("甲乙") + R("丙") + between + R("己") + field("end") + R("后")), "戊", "甲乙丙丁戊己", field("end")},
		{"over paragraphs", Para(control("甲乙")+R("丙")) + Para(R("丁")+field("end")+R("后")), "甲", "甲乙", field("end")},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := Build(Doc{Body: c.body})
			res := write(t, data, notes(t, textOf(t, data), c.words))
			part := entries(t, res.Data)[main]
			s := marksIn(t, part)
			wantMarks(t, s, 1)
			if s.over["0"] != c.over {
				t.Errorf("over %q, want %q", s.over["0"], c.over)
			}
			reference := `<w:r><w:commentReference w:id="0"/></w:r>`
			before, _, _ := strings.Cut(part, reference)
			before = strings.TrimSuffix(before, `<w:commentRangeEnd w:id="0"/>`)
			if !strings.HasSuffix(before, c.behind) {
				t.Errorf("not referred to behind the field: %s", part)
			}
		})
	}
}

// TestGolden keeps the XML as it is for everything at once.
func TestGolden(t *testing.T) {
	data := Build(Doc{Body: P("云坪镇工作总结") + Para(R("全镇走访 XX 户，", "<w:b/>")+`<w:hyperlink w:anchor="a">`+R("见附件")+`</w:hyperlink>`+R("。")) + P("完毕。")})
	list := notes(t, textOf(t, data), "XX", "走访 XX 户，见", "附件。\n完")
	list[1].Lines = []string{"与《甲<乙>》相同", "第一行", "第二行"}
	got := entries(t, write(t, data, list).Data)
	for _, name := range []string{main, "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"} {
		file := "testdata/" + strings.NewReplacer("[", "", "]", "", "/", "-").Replace(name)
		if os.Getenv("UPDATE_GOLDEN") != "" {
			if err := os.WriteFile(file, []byte(got[name]), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got[name]); diff != "" {
			t.Errorf("%s (UPDATE_GOLDEN=1 writes it):\n%s", name, diff)
		}
	}
}

// White space at a new border must count from now on, and only there.
func TestSpace(t *testing.T) {
	for _, c := range []struct{ tag, content, words, want string }{
		{`<w:t>`, "a b", "b", `<w:t xml:space="preserve">a </w:t>`},
		{`<w:t>`, "ab", "b", `<w:t>a</w:t>`},
		{`<w:t xml:space="preserve">`, "ab", "b", `<w:t xml:space="preserve">a</w:t>`},
		{`<w:t xml:space='default'>`, "a b", "b", `<w:t xml:space="preserve">a </w:t>`},
	} {
		data := Build(Doc{Body: `<w:p><w:r>` + c.tag + c.content + `</w:t></w:r></w:p>`})
		part := entries(t, write(t, data, notes(t, textOf(t, data), c.words)).Data)[main]
		if !strings.Contains(part, c.want) {
			t.Errorf("%s%s: no %s in %s", c.tag, c.content, c.want, part)
		}
	}
}

// TestAgain: a second run leaves one set, and the third changes nothing.
func TestAgain(t *testing.T) {
	data := Build(Doc{Body: P("第一段 XX 户") + P("第二段 XX 户")})
	s := textOf(t, data)
	first := write(t, data, []comment.Note{note(t, s, "XX", 0), note(t, s, "XX", 1), note(t, s, "第一", 0)})
	second := write(t, first.Data, []comment.Note{note(t, s, "XX", 1)})
	if first.Written != 3 || first.Removed != 0 || second.Written != 1 || second.Removed != 3 {
		t.Errorf("first %+v, second %d written, %d removed", first.Written, second.Written, second.Removed)
	}
	got := entries(t, second.Data)
	wantMarks(t, marksIn(t, got[main]), 1)
	if n := countOurs(got["word/comments.xml"]); n != 1 {
		t.Errorf("%d comments", n)
	}
	if diff := cmp.Diff(got, entries(t, write(t, second.Data, []comment.Note{note(t, s, "XX", 1)}).Data)); diff != "" {
		t.Errorf("the same notes once more:\n%s", diff)
	}
	none := entries(t, write(t, second.Data, nil).Data)
	wantMarks(t, marksIn(t, none[main]), 0)
	if strings.Contains(none[main], "commentReference") || countOurs(none["word/comments.xml"]) != 0 {
		t.Errorf("comments are left: %s", none[main])
	}
}

// people is a document in which a person wrote a comment, in the prefix ns
// of a program that is not Word.
func people(extended string) []byte {
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rIdHegao" Type="x/comments" Target="notes/comments.xml"/><Relationship Id="r2" Type="x/commentsExtended" Target="commentsExtended.xml"/></Relationships>`
	return Build(Doc{
		Body: Para(`<w:commentRangeStart w:id="4"/>` + R("第一段 XX 户") + `<w:commentRangeEnd w:id="4"/><w:r><w:rPr><w:rStyle w:val="a"/></w:rPr><w:commentReference w:id="4"/></w:r>`),
		Raw: map[string]string{
			"word/_rels/document.xml.rels": rels,
			"word/notes/comments.xml":      `<x:comments xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:comment x:id="4" x:author="李科长"><x:p><x:r><x:t>这里要改</x:t></x:r></x:p></x:comment></x:comments>`,
			"word/commentsExtended.xml":    extended,
		},
	})
}

func TestPeoplesCommentsStay(t *testing.T) {
	data := people("<w15:commentsEx/>")
	s := textOf(t, data)
	res := write(t, data, notes(t, s, "XX", "第一段"))
	res = write(t, res.Data, notes(t, s, "XX", "一段"))
	got := entries(t, res.Data)
	part := got["word/notes/comments.xml"]
	wantMarks(t, marksIn(t, got[main]), 3)
	if !strings.Contains(part, "这里要改") || countOurs(part) != 2 || !strings.Contains(part, `w:id="5"`) || !strings.Contains(part, `w:id="6"`) {
		t.Errorf("comments: %s", part)
	}
	if got["word/_rels/document.xml.rels"] != entries(t, data)["word/_rels/document.xml.rels"] {
		t.Error("the relationships changed although the part was there")
	}
	wantUntouched(t, data, res.Data, main)
}

// Ours that somebody answered, marked as done or wrote into belong to the
// discussion now.
func TestAnsweredCommentsStay(t *testing.T) {
	data := people("<w15:commentsEx/>")
	s := textOf(t, data)
	first := entries(t, write(t, data, notes(t, s, "XX")).Data)
	cases := []struct {
		name           string
		change, with   string // of the comments
		extended       string
		written, total int
	}{
		{"untouched", "", "", ``, 1, 1},
		{"answered", "〔核稿·XX〕", "〔核稿·XX〕", `<w15:commentEx w15:paraId="B" w15:paraIdParent="A"/>`, 0, 1},
		{"done", "〔核稿·XX〕", "〔核稿·XX〕", `<w15:commentEx w15:paraId="A" w15:done="1"/>`, 0, 1},
		{"not done", "〔核稿·XX〕", "〔核稿·XX〕", `<w15:commentEx w15:paraId="A" w15:done="0"/>`, 1, 1},
		{"written into", "〔核稿·XX〕", "〔核稿·XX〕不用改", ``, 1, 2},
		{"an empty line behind", "〔核稿·XX〕</w:t></w:r></w:p>", "〔核稿·XX〕</w:t></w:r></w:p><w:p/>", ``, 1, 1},
	}
	for _, c := range cases {
		raw := map[string]string{}
		for name, content := range first {
			raw[name] = content
		}
		comments := strings.Replace(raw["word/notes/comments.xml"], c.change, c.with, 1)
		last := strings.LastIndex(comments, "<w:p><w:pPr>")
		raw["word/notes/comments.xml"] = comments[:last] + `<w:p w14:paraId="A"><w:pPr>` + comments[last+len("<w:p><w:pPr>"):]
		raw["word/commentsExtended.xml"] = "<w15:commentsEx>" + c.extended + "</w15:commentsEx>"
		res := write(t, Build(Doc{Raw: raw}), notes(t, s, "XX"))
		got := entries(t, res.Data)
		if n := countOurs(got["word/notes/comments.xml"]); n != c.total || res.Written != c.written {
			t.Errorf("%s: %d written, %d there; want %d, %d", c.name, res.Written, n, c.written, c.total)
		}
		if !strings.Contains(got["word/notes/comments.xml"], "这里要改") {
			t.Errorf("%s: the person's comment is gone", c.name)
		}
	}
}

// A comment whose text was moved to a note stays: the note refers to it.
func TestMovedCommentStays(t *testing.T) {
	data := Build(Doc{Body: P("第一段 XX 户")})
	s := textOf(t, data)
	raw := map[string]string{}
	for name, content := range entries(t, write(t, data, notes(t, s, "XX")).Data) {
		raw[name] = content
	}
	raw[main] = entries(t, data)[main]
	res := write(t, Build(Doc{Raw: raw}), notes(t, s, "XX"))
	comments := entries(t, res.Data)["word/comments.xml"]
	if res.Removed != 0 || countOurs(comments) != 2 || !strings.Contains(comments, `w:id="0"`) || !strings.Contains(comments, `w:id="1"`) {
		t.Errorf("removed %d: %s", res.Removed, comments)
	}
}

// Marks that some program left without their comment keep their number.
func TestStaleMarks(t *testing.T) {
	data := Build(Doc{Body: Para(`<w:commentRangeStart w:id="0"/>` + R("第一段 XX 户") + `<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`)})
	got := entries(t, write(t, data, notes(t, textOf(t, data), "XX")).Data)
	wantMarks(t, marksIn(t, got[main]), 2)
	if !strings.Contains(got["word/comments.xml"], `w:id="1"`) || strings.Contains(got["word/comments.xml"], `w:id="0"`) {
		t.Error(got["word/comments.xml"])
	}
}

func TestOddFiles(t *testing.T) {
	body := P("第一段 XX 户")
	const space = `xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	cases := []struct {
		name string
		raw  map[string]string
	}{
		{"no relationships", map[string]string{"word/_rels/document.xml.rels": "-"}},
		{"empty relationships", map[string]string{"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships" />`}},
		{"prefixed relationships", map[string]string{"word/_rels/document.xml.rels": `<p:Relationships xmlns:p="x"><p:Relationship Id="rIdHegao" Type="y/z" Target="q"/></p:Relationships>`}},
		{"part lost", map[string]string{"word/_rels/document.xml.rels": `<Relationships><Relationship Id="a" Type="x/comments" Target="comments.xml"/></Relationships>`}},
		{"empty comments", map[string]string{
			"word/_rels/document.xml.rels": `<Relationships><Relationship Id="a" Type="x/comments" Target="comments.xml"/></Relationships>`,
			"word/comments.xml":            `<w:comments xmlns:w="y"/>`,
		}},
		{"name taken", map[string]string{"word/comments.xml": "<other/>"}},
		{"default namespace", map[string]string{main: `<document ` + space + `><body><p><r><t>第一段 XX 户</t></r></p></body></document>`}},
		{"no namespace", map[string]string{main: `<document><body><p><r><t>第一段 XX 户</t></r></p></body></document>`}},
		{"GB18030", map[string]string{main: "<?xml version=\"1.0\" encoding=\"gb2312\"?><w:document xmlns:w=\"x\"><w:body><w:p><w:r><w:t>\xb5\xda\xd2\xbb\xb6\xce XX \xbb\xa7</w:t></w:r></w:p></w:body></w:document>"}},
		{"byte order mark", map[string]string{main: "\ufeff<w:document xmlns:w=\"x\"><w:body>" + body + "</w:body></w:document>"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			data := Build(Doc{Body: body, Raw: c.raw})
			s := textOf(t, data)
			res := write(t, write(t, data, notes(t, s, "XX", "一段")).Data, notes(t, s, "XX", "段"))
			got := entries(t, res.Data)
			wantMarks(t, marksIn(t, got[main]), 2)
			if textOf(t, res.Data) != s || res.Removed != 2 {
				t.Errorf("text %q, removed %d", textOf(t, res.Data), res.Removed)
			}
			if n := strings.Count(got["[Content_Types].xml"], "wordprocessingml.comments+xml"); n != 1 && c.name != "empty comments" {
				t.Errorf("content type stands %d times", n)
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	data := Build(Doc{Body: P("XX"), Raw: map[string]string{
		"_rels/.rels":                  `<Relationships><Relationship Type="x/officeDocument" Target="word/document.xml"/><Relationship Type="x/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>`,
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="a" Type="x/settings" Target="settings.xml"/></Relationships>`,
		"word/settings.xml":            `<w:settings><w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>`,
	}})
	res := write(t, data, notes(t, "XX", "XX"))
	want := []text.Warning{{Code: comment.WarnSigned}, {Code: comment.WarnProtected}}
	if diff := cmp.Diff(want, res.Warnings); diff != "" || res.Written != 1 {
		t.Errorf("%d written, warnings:\n%s", res.Written, diff)
	}
}

func TestRefusals(t *testing.T) {
	data := Build(Doc{Body: P("XX")})
	_, err := comment.Write(context.Background(), comment.File{Name: "a", Data: data, Text: "别的"}, limits.Default(), nil, day)
	if !errors.Is(err, comment.ErrOtherText) {
		t.Errorf("other text: %v", err)
	}
	bad := Build(Doc{Body: P("XX"), Raw: map[string]string{
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="a" Type="x/comments" Target="comments.xml"/></Relationships>`,
		"word/comments.xml":            `<w:comments><w:comment>`,
	}})
	_, err = comment.Write(context.Background(), comment.File{Name: "a", Data: bad, Text: "XX"}, limits.Default(), notes(t, "XX", "XX"), day)
	if message.CodeOf(err) != message.Damaged {
		t.Errorf("damaged comments: %v", err)
	}
}

// The same input gives the same bytes, with a date and without.
func TestReproducible(t *testing.T) {
	data := Build(randomDoc(rand.New(rand.NewPCG(5, 5))))
	f := comment.File{Name: "a", Data: data, Text: textOf(t, data)}
	list := scatter(rand.New(rand.NewPCG(6, 6)), f.Text, 40)
	for _, date := range []time.Time{{}, day} {
		a, err := comment.Write(context.Background(), f, limits.Default(), list, date)
		if err != nil {
			t.Fatal(err)
		}
		b, err := comment.Write(context.Background(), f, limits.Default(), list, date)
		if err != nil || string(a.Data) != string(b.Data) {
			t.Errorf("differs, %v", err)
		}
		if has := strings.Contains(entries(t, a.Data)["word/comments.xml"], `w:date="2025-03-04T05:06:07Z"`); has == date.IsZero() {
			t.Errorf("date %v: %v", date, has)
		}
	}
}

// TestGenerated writes notes anywhere on documents of every kind.
func TestGenerated(t *testing.T) {
	const documents = 120
	for i := range documents {
		r := rand.New(rand.NewPCG(9, uint64(i)))
		data := Build(randomDoc(r))
		s := textOf(t, data)
		list := scatter(r, s, 1+r.IntN(60))
		res := write(t, data, list)
		if got := textOf(t, res.Data); got != s {
			t.Fatalf("document %d: the text differs:\n%s", i, cmp.Diff(s, got))
		}
		wantUntouched(t, data, res.Data, main)
		got := entries(t, res.Data)
		first := marksIn(t, got[main])
		wantMarks(t, first, len(list))
		second := marksIn(t, entries(t, write(t, res.Data, list).Data)[main])
		wantMarks(t, second, len(list))
		if diff := cmp.Diff(first.over, second.over); diff != "" {
			t.Fatalf("document %d: the second time the comments lie elsewhere:\n%s", i, diff)
		}
		if t.Failed() {
			t.Fatalf("document %d", i)
		}
	}
}

// Four times the text and comments may cost about four times the memory, all
// in one run and one paragraph.
func TestLinear(t *testing.T) {
	cost := func(n int) uint64 {
		data := Build(Doc{Body: P(strings.Repeat("全镇走访群众三百户。", n))})
		var list []comment.Note
		for i := range n {
			at := i * len("全镇走访群众三百户。")
			list = append(list, comment.Note{ID: strconv.Itoa(i), Span: text.Span{Start: at + 3, End: at + 12}, Lines: []string{"题"}})
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		write(t, data, list)
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	small, large := cost(500), cost(2000)
	if large > 6*small {
		t.Errorf("%d KB for 500 comments, %d KB for 2,000", small>>10, large>>10)
	}
}

// FuzzSplit varies the XML of the main part; the reader must see the same
// text afterwards, and each comment its three marks.
func FuzzSplit(f *testing.F) {
	for i := range uint64(8) {
		f.Add([]byte(entries(f, Build(randomDoc(rand.New(rand.NewPCG(4, i)))))[main]), i)
	}
	f.Add([]byte(`<document><body><p/><p><r><t>a</t></r></p></body></document>`), uint64(1))
	f.Fuzz(func(t *testing.T, xml []byte, seed uint64) {
		doc := Doc{Footnotes: `<w:footnote w:id="1">` + P("注") + `</w:footnote>`, Raw: map[string]string{main: string(xml)}}
		data := Build(doc)
		s, ok := tryText(data)
		if !ok {
			return
		}
		list := scatter(rand.New(rand.NewPCG(seed, 0)), s, 12)
		res, err := comment.Write(context.Background(), comment.File{Name: "a", Data: data, Text: s}, limits.Default(), list, day)
		if err != nil {
			// Only what stands behind the text can be wrong now: the scan for
			// marks reads to the end.
			if message.CodeOf(err) == message.Internal {
				t.Fatal(err)
			}
			return
		}
		if got := textOf(t, res.Data); got != s {
			t.Fatalf("%q became %q", s, got)
		}
		wantUntouched(t, data, res.Data, main)
		if n := countOurs(entries(t, res.Data)["word/comments.xml"]); n != res.Written {
			t.Fatalf("%d comments, %d written", n, res.Written)
		}
	})
}

// BenchmarkWrite puts 500 comments on a document of 100,000 characters.
func BenchmarkWrite(b *testing.B) {
	data := Build(Doc{Body: strings.Repeat(P(strings.Repeat("全镇走访群众三百户。", 10)), 1000)})
	f := comment.File{Name: "a", Data: data, Text: textOf(b, data)}
	list := scatter(rand.New(rand.NewPCG(1, 1)), f.Text, 500)
	for b.Loop() {
		if _, err := comment.Write(context.Background(), f, limits.Default(), list, day); err != nil {
			b.Fatal(err)
		}
	}
}
