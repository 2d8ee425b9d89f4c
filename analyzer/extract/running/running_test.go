package running_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/extract/running"
)

// page lays rows out from top to bottom, 28 points apart. A row that begins
// with ^ is small and far from what follows, as heads are, one with _ so from
// what came before, as feet are; # is a title in large letters, | a row of the
// page's table.
func page(texts ...string) []running.Row {
	const pitch, away = 28, 50
	var out []running.Row
	y := 60.0
	for _, s := range texts {
		text := strings.TrimLeft(s, "^_#|")
		signs := s[:len(s)-len(text)]
		r := running.Row{Text: text, Size: 16}
		if strings.Contains(signs, "#") {
			r.Size = 22
		}
		if strings.Contains(signs, "|") {
			r.Table = 1
		}
		if strings.ContainsAny(signs, "^_") {
			r.Size = 9
		}
		if strings.Contains(signs, "_") {
			y += away
		}
		r.Y = y
		out = append(out, r)
		y += pitch
		if strings.Contains(signs, "^") {
			y += away
		}
	}
	return out
}

// body are rows that no two pages share.
func body(n, rows int) []string {
	var out []string
	for i := range rows {
		out = append(out, fmt.Sprintf("正文%c%c行", '甲'+rune(n), '丁'+rune(i)))
	}
	return out
}

func around(head string, n int, foot string) []string {
	var out []string
	if head != "" {
		out = append(out, head)
	}
	out = append(out, body(n, 6)...)
	if foot != "" {
		out = append(out, foot)
	}
	return out
}

func TestFind(t *testing.T) {
	pages := func(n int, make func(i int) []string) [][]string {
		var out [][]string
		for i := range n {
			out = append(out, make(i))
		}
		return out
	}
	cases := []struct {
		name  string
		pages [][]string
		want  string // the rows that are found, of the last page
	}{
		{"heads", pages(4, func(i int) []string { return around("^某镇简报", i, "") }), "某镇简报"},
		{"feet", pages(4, func(i int) []string { return around("", i, "_某镇政府印发") }), "某镇政府印发"},
		{"two pages", pages(2, func(i int) []string { return around("^某镇简报", i, "") }), "某镇简报"},
		{"with the page", pages(5, func(i int) []string { return around(fmt.Sprint("^2023年总结 第", i+1, "页"), i, "") }), "2023年总结 第5页"},
		{"with other numbers", pages(5, func(i int) []string { return around(fmt.Sprint("^巡查", 7*i%5, "次"), i, "") }), ""},
		{"left and right", pages(8, func(i int) []string { return around([]string{"^某镇政府", "^工作总结"}[i%2], i, "") }), "工作总结"},
		{"only on two of many", pages(8, func(i int) []string {
			if i < 6 {
				return around("", i, "")
			}
			return around("^填表说明", i, "")
		}), ""},
		{"a title on every page", pages(5, func(i int) []string { return around("#整改台账", i, "") }), ""},
		{"attachments", pages(5, func(i int) []string { return around(fmt.Sprint("^附件", i+1), i, "") }), ""},
		{"attachment", pages(5, func(i int) []string { return around("^附件", i, "") }), ""},
		{"tables with numbers", pages(5, func(i int) []string { return around(fmt.Sprint("^表", i+1), i, "") }), ""},
		{"chapters of a page", pages(5, func(i int) []string { return around(fmt.Sprint("^第", i+1, "章 水利"), i, "") }), ""},
		{"head of a table that goes on", pages(6, func(i int) []string { return around("序号 项目 完成情况", i, "") }), ""},
		{"and under a head", pages(6, func(i int) []string {
			return append([]string{"^某镇简报"}, around("序号 项目 完成情况", i, "")...)
		}), "某镇简报"},
		{"ruled table", pages(6, func(i int) []string {
			return []string{"|序号 项目", "|" + body(i, 1)[0], "|" + body(i, 2)[1], "|合计"}
		}), ""},
		{"ruled head", pages(6, func(i int) []string {
			return append([]string{"|文件编号", "|^版本"}, body(i, 6)...)
		}), "文件编号,版本"},
		{"and the table goes on", pages(6, func(i int) []string {
			return append([]string{"^某镇简报", "|^序号", "|" + body(i, 1)[0]}, body(i, 6)...)
		}), "某镇简报"},
		{"form", pages(6, func(i int) []string {
			return append([]string{"^登记表", "^单位", "^姓名", "^职务"}, body(i, 5)...)
		}), ""},
		{"pages alike", pages(3, func(int) []string { return []string{"同样的话", "再说一遍"} }), ""},
		{"short pages", pages(4, func(i int) []string { return []string{"^某镇简报", body(i, 1)[0]} }), ""},
		{"a short page after long ones", append(pages(4, func(i int) []string { return around("^某镇简报", i, "") }), []string{"^某镇简报", "完。"}), "某镇简报"},
		{"number in dashes", [][]string{around("", 0, "_— 3 —")}, "— 3 —"},
		{"bare numbers", pages(3, func(i int) []string { return around("", i, "_"+fmt.Sprint(i+7)) }), "9"},
		{"bare numbers, one far down", [][]string{around("", 0, "_1"), {"正文", "完。", "_2"}}, "2"},
		{"a bare figure", [][]string{around("", 0, ""), around("", 1, "_37")}, ""},
		{"figures of a table", pages(3, func(i int) []string { return append(body(i, 5), "|"+fmt.Sprint(i+1)) }), ""},
		{"number over a foot", pages(4, func(i int) []string { return append(around("", i, "_"+fmt.Sprint(i+1)), "_某镇政府印发") }), "4,某镇政府印发"},
		{"number of a form", pages(5, func(i int) []string {
			return append(body(0, 4), "_说明", "_签字", "_盖章", fmt.Sprintf("_— %d —", i+1))
		}), "— 5 —"},
		{"one page", [][]string{around("^某镇简报", 0, "_印发")}, ""},
		{"none", nil, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var in [][]running.Row
			for _, p := range c.pages {
				in = append(in, page(p...))
			}
			var got []string
			marks := running.Find(in, 4)
			if n := len(in); n > 0 {
				for i, r := range in[n-1] {
					if marks[n-1][i] {
						got = append(got, r.Text)
					}
				}
			}
			if strings.Join(got, ",") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A page keeps something, whatever stands on it, and every row has its mark.
func TestFindLeavesSomething(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	texts := []string{"甲", "1", "2", "— 1 —", "附件1", "", "第1页", " "}
	for range 3000 {
		pages := make([][]running.Row, r.IntN(9))
		for i := range pages {
			for range r.IntN(7) {
				pages[i] = append(pages[i], running.Row{Text: texts[r.IntN(len(texts))], Y: float64(r.IntN(5)), Size: float64(r.IntN(3)), Table: r.IntN(2)})
			}
		}
		for i, marks := range running.Find(pages, 1) {
			if len(marks) != len(pages[i]) || len(marks) > 0 && !slices.Contains(marks, false) {
				t.Fatalf("%v of %v", marks, pages)
			}
		}
	}
}
