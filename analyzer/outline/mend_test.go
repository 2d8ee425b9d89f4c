package outline

import (
	"strings"
	"testing"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// wantExact holds what Mended promises: every character of the mended text
// is the one that Back says, in order, and the blocks fit the text.
func wantExact(t testing.TB, d *text.Document, m *Mended) {
	t.Helper()
	last := 0
	for at, r := range m.Doc.Text {
		s := m.Back(text.Span{Start: at, End: at + utf8.RuneLen(r)})
		if s.Start < last || s.End > len(d.Text) || s.Of(d.Text) != string(r) {
			t.Fatalf("character %q at %d comes from %v after %d", r, at, s, last)
		}
		last = s.End
	}
	left := 0
	for i, s := range m.Left {
		if s.Empty() || i > 0 && s.Start < m.Left[i-1].End {
			t.Fatalf("left out %v", m.Left)
		}
		left += s.Len()
	}
	if left+len(m.Doc.Text) != len(d.Text) {
		t.Fatalf("%d of %d bytes and %d left out", len(m.Doc.Text), len(d.Text), left)
	}
	last = 0
	for i, b := range m.Doc.Blocks {
		if b.Start < last || b.Empty() || b.End > len(m.Doc.Text) {
			t.Fatalf("block %d is %v after %d", i, b.Span, last)
		}
		last = b.End
		if s := text.Trim(m.Doc.Text, b.Span); s != b.Span {
			t.Fatalf("block %d %v has white space around it", i, b.Span)
		}
		if !b.Label.Empty() && b.Label.Start != b.Start {
			t.Fatalf("label %v of block %v", b.Label, b.Span)
		}
	}
}

func TestMend(t *testing.T) {
	const (
		half  = "食堂每周把菜谱贴在门口，请住校的学生和走读的学生一起来"
		other = "挑，挑中的菜下一周就上桌。"
	)
	for _, c := range []struct {
		name, source, want string
	}{
		{"nothing to mend", half + other, half + other},
		{"a number between dashes", half + "\n- 3 -\n" + other, half + other},
		{"page and pages", half + "\n\n第3页 共9页\n\n　　" + other, half + other},
		{"a bare number", half + "\n3\n" + other, half + other},
		{"two numbers", half + "\n3\n- 4 -\n" + other, half + other},
		{"after a comma", "食堂每周贴菜谱，\n— 3 —\n" + other, "食堂每周贴菜谱，" + other},
		{"between whole paragraphs", half + "挑。\n- 3 -\n" + half + other, half + "挑。\n" + half + other},
		{"a bare number between whole paragraphs", half + "挑。\n3\n" + half, half + "挑。\n3\n" + half},
		{"before a heading", half + "\n第 3 页\n二、问题\n" + half, half + "\n二、问题\n" + half},
		{"under a title", "食堂工作总结\n- 1 -\n" + half + other, "食堂工作总结\n" + half + other},
		{"glued to the next line", "贴出菜谱的做法、\n2、、时间、地点都由学生定。", "贴出菜谱的做法、、时间、地点都由学生定。"},
		{"glued without a mark", half + "\n12，" + other, half + "，" + other},
		{"a list after a colon is none", "学生说了三样：\n2、汤淡。", "学生说了三样：\n2、汤淡。"},
		{"in the middle of a paragraph", half + " - 3 - " + other, half + other},
		{"page and pages in the middle", half + "第3页 共9页" + other, half + other},
		{"a telephone number is none", "电话是0731-8-4422，随时可打。", "电话是0731-8-4422，随时可打。"},
		{"at the very beginning and end", "- 1 -\n" + half + other + "\n- 2 -\n", half + other + "\n"},
		{"CRLF", half + "\r\n- 3 -\r\n" + other, half + other},
		{"nothing but page numbers", "- 1 -\n- 2 -", ""},
		{"empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := typed(c.source)
			m := Mend(d)
			wantExact(t, d, m)
			if m.Doc.Text != c.want {
				t.Errorf("got %q, want %q", m.Doc.Text, c.want)
			}
			if (m.Doc == d) != (len(m.Left) == 0) {
				t.Error("a copy where nothing was left out, or none where something was")
			}
		})
	}
}

// TestMendJoins: the halves of a cut sentence are one paragraph, and a place
// across the cut goes around the page number.
func TestMendJoins(t *testing.T) {
	d := typed("校车工作总结\n开学以前把十一辆校车全部开到修理厂检查了一遍，换下旧轮\n- 7 -\n胎二十条。\n又买了两只灭火器。")
	m := Mend(d)
	wantExact(t, d, m)
	if len(m.Doc.Blocks) != 3 {
		t.Fatalf("%d blocks", len(m.Doc.Blocks))
	}
	at := strings.Index(m.Doc.Text, "轮胎")
	back := m.Back(text.Span{Start: at, End: at + len("轮胎")})
	if got := back.Of(d.Text); got != "轮\n- 7 -\n胎" {
		t.Errorf("轮胎 is %q", got)
	}
	for _, word := range []string{"轮", "胎", "又买"} {
		at := strings.Index(m.Doc.Text, word)
		if got := m.Back(text.Span{Start: at, End: at + len(word)}).Of(d.Text); got != word {
			t.Errorf("%s is %q", word, got)
		}
	}
	if empty := m.Back(text.Span{Start: at, End: at}); !empty.Empty() {
		t.Errorf("nothing is %v", empty)
	}
}

func TestExcerpt(t *testing.T) {
	first := "养路工作总结\n2024年，我镇在县交通局的指导下认真做好养护工作，现将有关情况汇报如下：\n一、做法\n" + filler(200) + "路灯装到巷\n- 2 -\n子尽头。\n推荐阅读：工作总结\n二、打算\n" + filler(200)
	second := "汛期工作总结\n2024年，我镇在县应急局的指导下认真做好防汛工作，现将有关情况汇报如下：\n一、做法\n" + filler(300)
	d := typed("范文网首页\n" + first + "\n篇二：\n" + second + "\n上一篇：养路")
	parts, residue := Split(d)
	if len(parts) != 2 {
		t.Fatalf("%d parts", len(parts))
	}
	for i, want := range []string{strings.NewReplacer("\n- 2 -\n", "", "推荐阅读：工作总结\n", "").Replace(first), second} {
		m := Excerpt(d, parts[i], residue)
		wantExact(t, d, m)
		if m.Doc.Text != want {
			t.Errorf("part %d is %q", i, m.Doc.Text)
		}
	}
}

// TestMendedSamples: reports without page numbers are left as they are.
func TestMendedSamples(t *testing.T) {
	for _, name := range sampleNames(t) {
		if d := sample(t, name); Mend(d).Doc != d {
			t.Errorf("%s was mended", name)
		}
	}
}

func FuzzMend(f *testing.F) {
	f.Add("食堂每周把菜谱贴在门口，请住校的学生和走读的学生一起来\n- 3 -\n挑，\n3\n、\n2、、甲")
	f.Add("甲 - 3 - 乙 - 4 - 丙第1页 共2页丁\n第1页\n第2页\n二、戊")
	f.Fuzz(func(t *testing.T, source string) {
		source = strings.ToValidUTF8(source, "")
		if len(source) > 1<<13 {
			return
		}
		d := typed(source)
		wantExact(t, d, Mend(d))
		parts, residue := Split(d)
		for _, p := range parts {
			wantExact(t, d, Excerpt(d, p, residue))
		}
	})
}
