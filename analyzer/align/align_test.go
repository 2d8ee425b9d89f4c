package align

import (
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/text"
)

// The paragraphs of an invented report.
const (
	pumps  = "泵站全年抽水三百一十二万方，检修水泵十四台次，汛期无一台停机。"
	roads  = "新修田间道路六公里，铺设碎石二千一百方，方便了两个村的秋收运输。"
	trees  = "沿河补种水杉四百八十株，成活率九成五，由护林员分段看护到人。"
	school = "协助中心小学翻修操场跑道，更换破损塑胶一百二十平方米，赶在开学前完工。"
)

// shape writes rows as: = same, ~ changed, + added, - removed, * moved.
func shape(rows []Row) string {
	var out []string
	for _, r := range rows {
		s := map[Kind]string{Same: "=", Changed: "~", Added: "+", Removed: "-"}[r.Kind]
		if r.Moved {
			s += "*"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func lines(all ...string) string { return strings.Join(all, "\n") }

func TestRows(t *testing.T) {
	for _, c := range []struct{ name, before, after, want string }{
		{"nothing", "", "", ""},
		{"the same, but for white space", lines(pumps, roads), lines(pumps, "", "  "+roads), "= ="},
		{"a figure changed", lines(pumps, roads), lines(strings.Replace(pumps, "十四台次", "二十台次", 1), roads), "~ ="},
		{"one added, one left out", lines(pumps, roads), lines(pumps, trees), "= + -"},
		{"left out in the middle", lines(pumps, roads, trees), lines(pumps, trees), "= - ="},
		{"two changed places", lines(pumps, roads, trees, school), lines(pumps, trees, school, roads), "= = = =*"},
		{"one was made two", lines(pumps+roads, trees), lines(pumps, roads, trees), "= ="},
		{"two were made one", lines(pumps, roads, trees), lines(pumps+roads, trees), "= ="},
		{"nothing in common", pumps, school, "+ -"},
		{"all new", "", lines(pumps, roads), "+ +"},
		{"all gone", lines(pumps, roads), "", "- -"},
	} {
		if got := shape(Rows(c.before, c.after)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestChangedCharacters(t *testing.T) {
	after := strings.Replace(strings.Replace(pumps, "三百一十二万", "四百万", 1), "停机", "停机检修", 1)
	r := Rows(pumps, after)[0]
	of := func(t string, spans []text.Span) (out []string) {
		for _, s := range spans {
			out = append(out, s.Of(t))
		}
		return out
	}
	if got := of(after, r.Inserted); !slices.Equal(got, []string{"四百", "检修"}) {
		t.Errorf("inserted %q", got)
	}
	if got := of(pumps, r.Deleted); !slices.Equal(got, []string{"三百一十二"}) {
		t.Errorf("deleted %q", got)
	}
	long := strings.Repeat(pumps, 150)
	if r := Rows(long, long+roads)[0]; r.Kind != Changed || r.Inserted != nil {
		t.Errorf("a side of %d characters was compared: %+v", text.Chars(long), r)
	}
}

// Guards: paragraphs that say the same in other words stand side by side where
// a passage is known to be in both.
func TestJoin(t *testing.T) {
	before, after := lines(pumps, roads, trees), lines(school, trees, pumps)
	at := func(t, p string) text.Span {
		i := strings.Index(t, p)
		return text.Span{Start: i, End: i + len(p)}
	}
	for _, c := range []struct {
		name  string
		pairs []Pair
		want  string
	}{
		{"no passage", nil, "+ =* = -"},
		{"one", []Pair{{at(before, roads), at(after, school)}}, "~* =* ="},
		{"twice the same", []Pair{{at(before, roads), at(after, school)}, {at(before, roads), at(after, school)}}, "~* =* ="},
		{"between paragraphs that have a row", []Pair{{at(before, pumps), at(after, trees)}}, "+ =* = -"},
		{"outside", []Pair{{text.Span{Start: 9000, End: 9009}, text.Span{Start: 9000, End: 9009}}}, "+ =* = -"},
	} {
		if got := shape(Join(Rows(before, after), c.pairs)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// whole fails unless every line that is not blank is in one row of its side.
func whole(t *testing.T, rows []Row, in string, side func(Row) text.Span) {
	t.Helper()
	seen := map[int]int{}
	for _, r := range rows {
		s := side(r)
		if s.Empty() {
			continue
		}
		for _, b := range text.Lines(in) {
			if s.Contains(b.Span) {
				seen[b.Start]++
			}
		}
	}
	for _, b := range text.Lines(in) {
		if !text.Trim(in, b.Span).Empty() && seen[b.Start] != 1 {
			t.Errorf("line %q is in %d rows", b.Of(in), seen[b.Start])
		}
	}
}

func FuzzRows(f *testing.F) {
	f.Add(lines(pumps, roads, trees), lines(trees, pumps, school))
	f.Add(lines(pumps, pumps, pumps), lines(pumps, roads, pumps))
	f.Add(lines(pumps+roads, trees+school), lines(pumps, roads, trees, school, pumps+roads))
	f.Add("一\n二\n一", "一\n一\n二\n\x00")
	f.Fuzz(func(t *testing.T, before, after string) {
		before, after = strings.ToValidUTF8(before, "?"), strings.ToValidUTF8(after, "?")
		rows := Rows(before, after)
		whole(t, rows, before, func(r Row) text.Span { return r.Before })
		whole(t, rows, after, func(r Row) text.Span { return r.After })
		at := 0
		for _, r := range rows {
			if !r.After.Empty() && r.After.Start < at {
				t.Errorf("the later text is out of order at %d", r.After.Start)
			}
			at = max(at, r.After.End)
			for _, s := range r.Inserted {
				if !r.After.Contains(s) {
					t.Errorf("inserted %v outside %v", s, r.After)
				}
			}
		}
	})
}
