package text

import (
	"slices"
	"testing"
	"unicode/utf8"
)

// eachSpan calls f with every span inside [0, n), the empty ones among them.
func eachSpan(n int, f func(Span)) {
	for start := 0; start <= n; start++ {
		for end := start; end <= n; end++ {
			f(Span{start, end})
		}
	}
}

// covers is the slow oracle of the span algebra: a span as a set of bytes.
func covers(s Span, n int) []bool {
	set := make([]bool, n)
	for i := range set {
		set[i] = s.Start <= i && i < s.End
	}
	return set
}

func TestSpanAlgebra(t *testing.T) {
	const n = 6
	pairs := 0
	eachSpan(n, func(a Span) {
		setA := covers(a, n)
		eachSpan(n, func(b Span) {
			pairs++
			setB := covers(b, n)
			both := make([]bool, n)
			shared, within := 0, true
			for i := range both {
				both[i] = setA[i] && setB[i]
				if both[i] {
					shared++
				}
				within = within && (!setB[i] || setA[i])
			}
			if got := a.Intersect(b); got.Empty() != (shared == 0) || !got.Empty() && !slices.Equal(covers(got, n), both) {
				t.Errorf("%v.Intersect(%v) = %v", a, b, got)
			}
			if !a.Empty() && !b.Empty() && a.Overlaps(b) != (shared > 0) {
				t.Errorf("%v.Overlaps(%v) = %v", a, b, a.Overlaps(b))
			}
			if a.Overlaps(b) != b.Overlaps(a) {
				t.Errorf("Overlaps is one-sided for %v and %v", a, b)
			}
			if !b.Empty() && a.Contains(b) != within {
				t.Errorf("%v.Contains(%v) = %v", a, b, a.Contains(b))
			}
		})
	})
	if pairs != 28*28 {
		t.Fatalf("%d pairs of spans were tried", pairs)
	}
}

func TestSpanBasics(t *testing.T) {
	const source = "甲乙丙"
	s := Span{3, 6}
	if s.Of(source) != "乙" || s.Len() != 3 || s.Empty() {
		t.Errorf("%v is %q, %d bytes, empty %v", s, s.Of(source), s.Len(), s.Empty())
	}
	if got := s.Shift(-3); got != (Span{0, 3}) {
		t.Errorf("shifted: %v", got)
	}
	for _, empty := range []Span{{}, {4, 4}, {5, 2}} {
		if !empty.Empty() {
			t.Errorf("%v is not empty", empty)
		}
	}
}

func TestTrim(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"nothing", "", ""},
		{"blanks alone", " \t\r\n\u3000\u00a0\u200b\ufeff", ""},
		{"no blanks", "报告", "报告"},
		{"spaces of all widths", "\u3000 \t报 告\u2003\r\n", "报 告"},
		{"zero width", "\ufeff\u200b\u2060报告\u200d\u200c", "报告"},
		{"inner blanks stay", " 一\n二 ", "一\n二"},
		{"punctuation stays", " ，报告。 ", "，报告。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			const around = "前"
			source := around + c.source + around
			s := Span{len(around), len(around) + len(c.source)}
			got := Trim(source, s)
			if got.Of(source) != c.want {
				t.Errorf("got %q, want %q", got.Of(source), c.want)
			}
			if !s.Contains(got) {
				t.Errorf("%v leaves %v", got, s)
			}
		})
	}
}

// lines is the slow oracle of Lines: character by character.
func lines(source string) []string {
	var out []string
	var line []rune
	flush := func() {
		from, to := 0, len(line)
		for from < to && IsBlank(line[from]) {
			from++
		}
		for from < to && IsBlank(line[to-1]) {
			to--
		}
		if from < to {
			out = append(out, string(line[from:to]))
		}
		line = nil
	}
	for _, r := range source {
		if r == '\n' {
			flush()
			continue
		}
		line = append(line, r)
	}
	flush()
	return out
}

func TestLines(t *testing.T) {
	tried := 0
	check := func(source string) {
		tried++
		var got []string
		end := 0
		for _, b := range Lines(source) {
			if b.Kind != Paragraph || b.Level != 0 || !b.Label.Empty() || b.Start < end {
				t.Fatalf("%q: block %+v after %d", source, b, end)
			}
			got, end = append(got, b.Of(source)), b.End
		}
		if want := lines(source); !slices.Equal(got, want) {
			t.Fatalf("%q: got %q, want %q", source, got, want)
		}
	}
	eachText([]rune("报a \n\r\u3000\u200b"), 5, check)
	rng := seeded(1)
	for range 50 {
		check(randomText(rng, 500))
	}
	if tried < 7*7*7*7*7 {
		t.Fatalf("%d texts were tried", tried)
	}
}

// wantBlocks holds what a document promises of its blocks: they ascend,
// begin and end with whole characters, and leave out nothing but blanks.
func wantBlocks(t *testing.T, d *Document) {
	t.Helper()
	end := 0
	blanks := func(from, to int) {
		for _, r := range d.Text[from:to] {
			if !IsBlank(r) {
				t.Fatalf("%q at %d belongs to no block", d.Text[from:to], from)
			}
		}
	}
	for _, b := range d.Blocks {
		if b.Empty() || b.Start < end || b.End > len(d.Text) {
			t.Fatalf("block %v after %d, of %d bytes", b.Span, end, len(d.Text))
		}
		if !utf8.ValidString(b.Of(d.Text)) {
			t.Fatalf("block %v cuts a character in two", b.Span)
		}
		if !b.Label.Empty() && !b.Span.Contains(b.Label) {
			t.Fatalf("label %v outside its block %v", b.Label, b.Span)
		}
		blanks(end, b.Start)
		end = b.End
	}
	blanks(end, len(d.Text))
}

func TestSlice(t *testing.T) {
	// 一、题 (label 一、) / 正文 / - 项 (label "- ")
	const source = "一、题\n正文\n- 项"
	whole := &Document{
		Text: source, Format: FormatDOCX, Meta: Meta{Title: "题"},
		Warnings: []Warning{{Code: "encoding", Args: []string{"GB18030"}}},
		Blocks: []Block{
			{Span: Span{0, 9}, Kind: Heading, Level: 1, Label: Span{0, 6}},
			{Span: Span{10, 16}, Kind: Paragraph},
			{Span: Span{17, 22}, Kind: ListItem, Label: Span{17, 19}},
		},
	}
	wantBlocks(t, whole)
	for _, c := range []struct {
		name string
		span Span
		want []Block
	}{
		{"everything", Span{0, 22}, whole.Blocks},
		{"nothing", Span{10, 10}, nil},
		{"between blocks", Span{9, 10}, nil},
		{"one block", Span{10, 16}, []Block{{Span: Span{0, 6}, Kind: Paragraph}}},
		{"the last two", Span{10, 22}, []Block{
			{Span: Span{0, 6}, Kind: Paragraph},
			{Span: Span{7, 12}, Kind: ListItem, Label: Span{7, 9}},
		}},
		{"cut behind the label", Span{6, 13}, []Block{
			{Span: Span{0, 3}, Kind: Heading, Level: 1},
			{Span: Span{4, 7}, Kind: Paragraph},
		}},
		{"cut inside the label", Span{3, 9}, []Block{{Span: Span{0, 6}, Kind: Heading, Level: 1, Label: Span{0, 3}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := whole.Slice(c.span)
			if got.Text != c.span.Of(source) || got.Format != FormatDOCX || len(got.Warnings) != 1 {
				t.Errorf("got %+v", got)
			}
			if !slices.Equal(got.Blocks, c.want) {
				t.Errorf("blocks\n got %+v\nwant %+v", got.Blocks, c.want)
			}
			wantBlocks(t, got)
		})
	}
	if whole.Blocks[1].Start != 10 {
		t.Error("slicing changed the document it was taken from")
	}
}

func TestSliceEverywhere(t *testing.T) {
	rng := seeded(2)
	for range 30 {
		source := randomText(rng, 60)
		d := &Document{Text: source, Blocks: Lines(source)}
		wantBlocks(t, d)
		borders := borders(source)
		for range 50 {
			i, j := rng.IntN(len(borders)), rng.IntN(len(borders))
			s := Span{borders[min(i, j)], borders[max(i, j)]}
			got := d.Slice(s)
			wantBlocks(t, got)
			for _, b := range got.Blocks {
				if b.Of(got.Text) != b.Shift(s.Start).Of(source) {
					t.Fatalf("%v of the slice %v is another text", b.Span, s)
				}
			}
		}
	}
}

// borders are the byte offsets at which characters begin, and the end.
func borders(source string) []int {
	var out []int
	for i := range source {
		out = append(out, i)
	}
	return append(out, len(source))
}

func FuzzLines(f *testing.F) {
	f.Add("一、总体情况\r\n　　正文\n\n\ufeff")
	f.Add("\n\n\u200b\n尾")
	f.Fuzz(func(t *testing.T, source string) {
		if !utf8.ValidString(source) {
			return // Document.Text is valid UTF-8
		}
		blocks := Lines(source)
		wantBlocks(t, &Document{Text: source, Blocks: blocks})
		for _, b := range blocks {
			if Trim(source, b.Span) != b.Span {
				t.Fatalf("%q has blanks at its ends", b.Of(source))
			}
		}
	})
}
