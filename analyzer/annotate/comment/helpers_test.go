package comment_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hegao/analyzer/annotate/comment"
	"hegao/analyzer/extract/docx"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/text"
)

var day = time.Date(2025, 3, 4, 5, 6, 7, 0, time.UTC)

func textOf(t testing.TB, data []byte) string {
	t.Helper()
	doc, err := docx.Read(context.Background(), "a.docx", data, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	return doc.Text
}

// tryText is textOf for a file that may be refused.
func tryText(data []byte) (string, bool) {
	doc, err := docx.Read(context.Background(), "a.docx", data, limits.Default())
	if err != nil {
		return "", false
	}
	return doc.Text, true
}

// note is a note on the n-th place, from 0, where words stand in s.
func note(t testing.TB, s, words string, n int) comment.Note {
	t.Helper()
	at := 0
	for ; ; n-- {
		i := strings.Index(s[at:], words)
		if i < 0 {
			t.Fatalf("%q does not stand in %q", words, s)
		}
		if at += i; n == 0 {
			return comment.Note{ID: words, Span: text.Span{Start: at, End: at + len(words)}, Lines: []string{"没有填写", "请填上“" + words + "”。"}}
		}
		at += len(words)
	}
}

func notes(t testing.TB, s string, words ...string) []comment.Note {
	t.Helper()
	var out []comment.Note
	for _, w := range words {
		out = append(out, note(t, s, w, 0))
	}
	return out
}

func write(t testing.TB, data []byte, notes []comment.Note) *comment.Result {
	t.Helper()
	f := comment.File{Name: "a.docx", Data: data, Text: textOf(t, data)}
	res, err := comment.Write(context.Background(), f, limits.Default(), notes, day)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// scatter puts n notes anywhere on a text: short and long ones, one over the
// other, over the ends of paragraphs.
func scatter(r *rand.Rand, s string, n int) []comment.Note {
	var borders []int
	for i := range s {
		borders = append(borders, i)
	}
	borders = append(borders, len(s))
	var out []comment.Note
	for i := range n {
		from := r.IntN(len(borders) - 1)
		length := 1 + r.IntN(8)
		if r.IntN(4) == 0 {
			length = 1 + r.IntN(len(borders))
		}
		to := min(from+length, len(borders)-1)
		if strings.TrimSpace(s[borders[from]:borders[to]]) == "" {
			continue // what is drawn between paragraphs stands nowhere
		}
		out = append(out, comment.Note{
			ID: "n" + strconv.Itoa(i), Span: text.Span{Start: borders[from], End: borders[to]}, Lines: []string{"第" + strconv.Itoa(i) + "处", "请核对。<&>"},
		})
	}
	return out
}

// entries are the unpacked entries of a zip.
func entries(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
	}
	return out
}

// packed are the entries of a zip as they are packed.
func packed(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
	}
	return out
}

// touched are the entries that a comment must change.
func touched(name string) bool {
	base := name[strings.LastIndex(name, "/")+1:]
	return strings.HasPrefix(base, "comments") && strings.HasSuffix(base, ".xml") && !strings.HasPrefix(base, "commentsE") && !strings.HasPrefix(base, "commentsI") ||
		name == "[Content_Types].xml" || strings.HasSuffix(base, ".xml.rels")
}

// wantUntouched fails t unless all entries but those that a comment needs are
// packed as they were.
func wantUntouched(t testing.TB, before, after []byte, main string) {
	t.Helper()
	old, now := packed(t, before), packed(t, after)
	for _, name := range slices.Sorted(maps.Keys(old)) {
		if name != main && !touched(name) && old[name] != now[name] {
			t.Errorf("%s is not as it was", name)
		}
	}
	for name := range now {
		if _, ok := old[name]; !ok && !touched(name) {
			t.Errorf("%s came in", name)
		}
	}
}

// seen is what a part says of comments.
type seen struct {
	start, end, reference map[string]int
	// over is the text between the two marks of each id.
	over map[string]string
}

// marksIn reads the marks of a main part without help of the code under
// test, and fails t where the XML is not well-formed.
func marksIn(t testing.TB, part string) seen {
	t.Helper()
	s := seen{map[string]int{}, map[string]int{}, map[string]int{}, map[string]string{}}
	open := map[string]bool{}
	inText := false
	dec := xml.NewDecoder(strings.NewReader(part))
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return s
		}
		if err != nil {
			t.Fatalf("%v in %.2000s", err, part)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			id := ""
			for _, a := range tok.Attr {
				if a.Name.Local == "id" {
					id = a.Value
				}
			}
			inText = tok.Name.Local == "t"
			switch tok.Name.Local {
			case "commentRangeStart":
				s.start[id]++
				open[id] = true
			case "commentRangeEnd":
				s.end[id]++
				if !open[id] {
					t.Errorf("range %s ends before it begins", id)
				}
				delete(open, id)
			case "commentReference":
				s.reference[id]++
			}
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				for id := range open {
					s.over[id] += string(tok)
				}
			}
		}
	}
}

// wantMarks fails t unless each of n comments has its three marks.
func wantMarks(t testing.TB, s seen, n int) {
	t.Helper()
	for _, kind := range []map[string]int{s.start, s.end, s.reference} {
		if len(kind) != n {
			t.Errorf("%d of %d marks: %v", len(kind), n, kind)
		}
		for id, times := range kind {
			if times != 1 {
				t.Errorf("mark %s stands %d times", id, times)
			}
		}
	}
}

func countOurs(part string) int { return strings.Count(part, `w:author="`+comment.Author+`"`) }
