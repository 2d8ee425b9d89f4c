package ui

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"hegao/analyzer/reuse"
	"hegao/server/service"
	"hegao/server/servicetest"
)

// crowded is a house with servicetest.Crowd, and a check of its draft.
func crowded(t *testing.T) (*house, *service.Checked) {
	t.Helper()
	h := newHouse(t, Options{})
	servicetest.Fill(t, h.service, servicetest.Crowd())
	d := servicetest.CrowdDraft()
	c := h.checked(d.Name, []byte(d.Text))
	if p := c.Report.Reuse.Passages; len(p) != 2 || !p[0].Kind.Copied() || p[1].Kind != reuse.SharedText {
		t.Fatalf("passages %+v", p)
	}
	return h, c
}

// without fails the test for every word that the page has.
func (a answer) without(t testing.TB, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(a.body, w) {
			t.Errorf("the page has %q", w)
		}
	}
}

// TestLimitForm: the slider is a form that works by itself.
func TestLimitForm(t *testing.T) {
	h, c := crowded(t)
	path := "/checks/" + c.ID
	page := h.get(path)
	page.is(t, http.StatusOK)
	page.has(t, `<form class="limit auto" id="limit" method="get" action="`+path+`#limit"`, `<label for="families">从几家起算公共表述</label>`,
		`<input id="families" type="range" name="families" min="2" max="20" value="3"`, `aria-valuetext="自动"`, ">自动</output>", "按这个数重算", `hidden>恢复自动</a>`)
	h.get(path+"?families=7").has(t, `<form class="limit" id="limit"`, `value="7"`, `aria-valuetext="7 家"`, ">7 家</output>", `href="`+path+`">恢复自动</a>`)
	h.get(path+"?families=500").has(t, `value="20"`, ">500 家</output>")
	h.get(path+"?families=1").has(t, `value="2"`, ">1 家</output>")
	h.get(path+"?families=7&lang=en").has(t, "Counts as common from how many families", ">7 families</output>", "families=7&amp;lang=zh")
}

// TestLimitChangesThePage: figures, cards and marks follow the number in the
// address.
func TestLimitChangesThePage(t *testing.T) {
	h, c := crowded(t)
	path := "/checks/" + c.ID
	auto, low, high := h.get(path), h.get(path+"?families=2"), h.get(path+"?families=6")
	auto.has(t, `data-said="自动：与外单位重复`, "公共表述 1 处", `<mark class="other" id="p1"`, `<mark class="set" id="p2"`)
	low.has(t, `data-said="从 2 家起算：与外单位重复 0%，公共表述 2 处"`, `<mark class="set" id="p1"`, "公共表述从 2 家起算。")
	high.has(t, `data-said="从 6 家起算：与外单位重复`, "公共表述 0 处", `<mark class="other" id="p2"`, "公共表述从 6 家起算。")
	auto.without(t, "家起算。")
	low.without(t, `<mark class="other"`)
	high.without(t, `<mark class="set"`)
	for _, page := range []answer{auto, low, high} {
		checkAnchors(t, page.body)
	}
}

func TestLimitRefused(t *testing.T) {
	h, c := crowded(t)
	for _, bad := range []string{"0", "1001", "x", "-3"} {
		for _, path := range []string{"/checks/" + c.ID, "/checks/" + c.ID + "/passages/" + c.Report.Reuse.Passages[0].ID} {
			page := h.get(path + "?families=" + bad)
			page.is(t, http.StatusBadRequest)
			page.has(t, "1 到 1000 之间的整数")
		}
	}
}

// TestLimitGoesAlong: to the comparison, between its sources, and back.
func TestLimitGoesAlong(t *testing.T) {
	h, c := crowded(t)
	first := "/checks/" + c.ID + "/passages/" + c.Report.Reuse.Passages[0].ID
	h.get("/checks/"+c.ID+"?families=2").has(t, first+"?source=0&amp;families=2")
	page := h.get(first + "?source=0&families=2")
	page.is(t, http.StatusOK)
	page.has(t, "公共表述", "source=1&amp;families=2", `href="/checks/`+c.ID+`?families=2#cp1"`)
	plain := h.get(first + "?source=0")
	plain.has(t, "相同", `href="/checks/`+c.ID+`#cp1"`)
	plain.without(t, "families=")
}

// TestFragmentOfAResult: a script gets the parts that a limit changes.
func TestFragmentOfAResult(t *testing.T) {
	h, c := crowded(t)
	path := "/checks/" + c.ID + "?families=2"
	req := httptest.NewRequest(http.MethodGet, path, nil)
	req.Header.Set("X-Fragment", "1")
	fragment := h.do(req)
	fragment.is(t, http.StatusOK)
	fragment.without(t, "<html", `<form class="limit"`)
	parts := regexp.MustCompile(`id="([a-z]+)" data-live`)
	var inPage, inFragment []string
	for _, m := range parts.FindAllStringSubmatch(h.get(path).body, -1) {
		inPage = append(inPage, m[1])
	}
	for _, m := range parts.FindAllStringSubmatch(fragment.body, -1) {
		inFragment = append(inFragment, m[1])
	}
	if a, b := strings.Join(inPage, " "), strings.Join(inFragment, " "); a != b || a != "numbers compared left cards middle" {
		t.Errorf("parts of the page %q, of the fragment %q", a, b)
	}
}

// cardOf is the card with this id as it stands on the page.
func cardOf(t *testing.T, page answer, id string) string {
	t.Helper()
	_, rest, found := strings.Cut(page.body, `id="`+id+`"`)
	if !found {
		t.Fatalf("no card %s", id)
	}
	card, _, _ := strings.Cut(rest, "</article>")
	return card
}

// TestCardOfSharedText: who holds it, where it was found, and why it was
// taken; its mark leads there.
func TestCardOfSharedText(t *testing.T) {
	h, c := crowded(t)
	page := h.get("/checks/" + c.ID)
	shared := answer{body: cardOf(t, page, "cp2")}
	shared.has(t, "共用文本", "就查到的看，5 家有这段文字。找到的来源：", `<ul class="holders">`, "县水务局 2023 年 100%", "?source=1",
		`<details class="explain"><summary>判断依据</summary>`, "<li>120 字全部在来源里按同样的顺序出现。</li>", "<li>不按家数归为公共表述的话，这段是“与外单位相同”。</li>")
	page.has(t, `<a class="tag set" href="#cp2"`, `<a class="act locate" href="#p2"`)
	copied := answer{body: cardOf(t, page, "cp1")}
	copied.has(t, `<details class="explain">`, "<li>60 字全部在来源里按同样的顺序出现。</li>", "<li>就查到的看，至少 2 家有。</li>")
	copied.without(t, "holders")
}

// TestNothingFound: the column says what was compared, and there is no slider
// that would change nothing.
func TestNothingFound(t *testing.T) {
	h, _ := crowded(t)
	c := h.checked("别的.txt", []byte(servicetest.Draft().Text))
	page := h.get("/checks/" + c.ID)
	page.has(t, `<p class="soft nothing">没有发现与其他报告相同的段落。报告库有 20 篇，`, "不足 8 字的相同文字不在查找之列。</p>")
	page.without(t, `<form class="limit`)
	empty := newHouse(t, Options{})
	c = empty.checked("别的.txt", []byte(servicetest.Draft().Text))
	empty.get("/checks/"+c.ID).has(t, `<p class="soft nothing">没有发现与其他报告相同的段落。报告库是空的，没有可比对的报告。</p>`)
}
