package reading_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"hegao/analyzer/annotate/annotatetest"
	"hegao/analyzer/annotate/reading"
	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

func TestGolden(t *testing.T) {
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		got, err := reading.HTML(annotatetest.Report(), lang)
		if err != nil {
			t.Fatal(err)
		}
		file := "testdata/reading." + string(lang) + ".html"
		if os.Getenv("UPDATE_GOLDEN") != "" {
			if err := os.WriteFile(file, got, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (UPDATE_GOLDEN=1 writes it):\n%s", file, diff)
		}
	}
}

// page is what the tests read of the copy.
type page struct {
	paper string   // its text without the numbers of cards
	marks []string // text of each mark
	ids   map[string]int
	refs  []string
}

func parse(t *testing.T, data []byte) page {
	t.Helper()
	root, err := html.Parse(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	p := page{ids: map[string]int{}}
	var walk func(n *html.Node, paper bool)
	walk = func(n *html.Node, paper bool) {
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				p.ids[a.Val]++
			case a.Key == "href":
				p.refs = append(p.refs, a.Val)
			case a.Key == "src" || strings.HasPrefix(a.Key, "on") || a.Key == "style":
				t.Errorf("attribute %s", a.Key)
			}
		}
		switch {
		case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "link" || n.Data == "img" || n.Data == "iframe"):
			t.Errorf("element %s", n.Data)
		case n.Type == html.ElementNode && n.Data == "article":
			paper = true
		case n.Type == html.ElementNode && n.Data == "mark":
			p.marks = append(p.marks, n.FirstChild.Data)
		case n.Type == html.ElementNode && n.Data == "sup":
			paper = false
		case n.Type == html.TextNode && paper:
			p.paper += n.Data
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, paper)
		}
	}
	walk(root, false)
	return p
}

// Guards: the whole text, nothing but it, links that lead somewhere, and no
// request to anybody.
func TestSelfContained(t *testing.T) {
	r := annotatetest.Report()
	data, err := reading.HTML(r, message.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	p := parse(t, data)
	if got, want := squeeze(p.paper), squeeze(r.Text); got != want {
		t.Errorf("the text differs:\n%s", cmp.Diff(want, got))
	}
	for id, n := range p.ids {
		if n > 1 {
			t.Errorf("id %s stands %d times", id, n)
		}
	}
	for _, ref := range p.refs {
		if !strings.HasPrefix(ref, "#") || p.ids[ref[1:]] == 0 {
			t.Errorf("link to %s", ref)
		}
	}
	if regexp.MustCompile(`(?i)url\(|@import|https?:`).Match(data) {
		t.Error("it asks for something outside")
	}
	want := []string{"XX", "储备编织袋三千条、救生衣二百件，汛前逐段检查堤防", "青溪县水利站", "落实落实", "坚持人民至上、生命至上", "三、", "下一步打算"}
	if diff := cmp.Diff(want, p.marks); diff != "" {
		t.Error(diff)
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// Marks over one another and over the ends of lines.
func TestOverlaps(t *testing.T) {
	r := annotatetest.Report()
	r.Text = "标题\n甲乙丙丁戊\n\n己庚"
	r.Draft.Title, r.Outline, r.Faults, r.Reuse.Passages, r.Coverage.Sections, r.Coverage.Points = "标题", nil, nil, nil, nil, nil
	for i, words := range []string{"乙丙", "丙丁", "丙", "戊\n\n己", "戊\n\n己庚"} {
		start := strings.Index(r.Text, words)
		r.Faults = append(r.Faults, fault.Fault{ID: string(rune('a' + i)), Span: text.Span{Start: start, End: start + len(words)}})
	}
	data, err := reading.HTML(r, message.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	p := parse(t, data)
	if diff := cmp.Diff([]string{"乙", "丙", "丁", "戊", "己", "庚"}, p.marks); diff != "" || squeeze(p.paper) != squeeze(r.Text) {
		t.Errorf("paper %q, marks:\n%s", p.paper, diff)
	}
	refs := 0
	for _, ref := range p.refs {
		if strings.HasPrefix(ref, "#c") {
			refs++
		}
	}
	if refs != 5 {
		t.Errorf("%d references to cards, want one for each mark", refs)
	}
}
