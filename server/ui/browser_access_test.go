//go:build browser

package ui

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"hegao/server/service"
)

// accessProblems lists what on the page breaks a rule of WCAG 2.2, levels A
// and AA, as far as a script can tell: names, roles, references, structure,
// language, the size of targets, the contrast of controls. faintText has the
// contrast of text.
const accessProblems = `(() => {
	const out = new Set();
	const say = (rule, e) => out.add(rule + ": " + (e ? e.outerHTML.replace(/\s+/g, " ").slice(0, 110) : ""));
	const all = (s) => [...document.querySelectorAll(s)];
	const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("[aria-hidden=true], [inert]");
	const byIDs = (v) => (v || "").split(/\s+/).filter(Boolean).map((id) => document.getElementById(id));
	const textOf = (e) => [...e.childNodes].map((n) => n.nodeType === 3 ? n.data : n.nodeType !== 1 || n.matches("[aria-hidden=true]") ? "" :
		n.matches("img") ? n.alt : n.ariaLabel || textOf(n)).join("").trim();
	const nameOf = (e) => {
		const labelled = byIDs(e.getAttribute("aria-labelledby")).filter(Boolean).map(textOf).join(" ");
		if (labelled) return labelled;
		if (e.ariaLabel) return e.ariaLabel;
		if (e.labels && e.labels.length) return [...e.labels].map(textOf).join(" ");
		if (e.matches("input, select, textarea, progress")) return e.title;
		return textOf(e) || e.title;
	};

	if (!/^(zh-CN|en)$/.test(document.documentElement.lang)) say("3.1.1 language of the page", document.documentElement.cloneNode());
	if (!document.title.trim()) say("2.4.2 title", document.head);
	if (all("main").length !== 1) say("one main landmark");
	if (all("h1").filter(seen).length !== 1) say("one h1");
	for (const e of all("a[href], button, summary, input:not([type=hidden]), select, textarea, progress, dialog[open], [role=img], [role=group], [role=region]")) {
		if (seen(e) && !nameOf(e)) say("4.1.2 a control without a name", e);
	}
	for (const e of all("[aria-label]")) {
		const visible = textOf(e);
		if (e.matches("a, button") && /\p{L}/u.test(visible) && !e.ariaLabel.includes(visible)) say("2.5.3 the name lacks the words shown", e);
		if (!e.matches("a, button, input, select, textarea, nav, section, aside, article, form, dialog, table, progress, main, ol, ul, svg, [role]")) say("a name on what cannot have one", e);
	}
	for (const e of all("img")) if (!e.hasAttribute("alt")) say("1.1.1 image without alt", e);
	const ids = new Map();
	for (const e of all("[id]")) {
		if (ids.has(e.id)) say("an id that stands twice", e);
		ids.set(e.id, e);
	}
	for (const name of ["aria-labelledby", "aria-describedby", "aria-controls"]) {
		for (const e of all("[" + name + "]")) if (byIDs(e.getAttribute(name)).some((x) => !x)) say(name + " leads nowhere", e);
	}
	for (const e of all("label[for]")) if (!document.getElementById(e.htmlFor)) say("a label of nothing", e);
	for (const e of all("a a, a button, button a, button button, summary a, summary button, label a, label button")) say("a control in a control", e);
	for (const e of all("[tabindex]")) if (e.tabIndex > 0) say("2.4.3 a tab order of its own", e);
	for (const e of all("[role]")) {
		if (!["heading", "status", "alert", "search", "img", "group", "region", "tab", "tablist", "tabpanel", "note", "figure", "list", "listitem"].includes(e.getAttribute("role"))) say("4.1.2 an unknown role", e);
		if (e.getAttribute("role") === "heading" && !(e.ariaLevel > 0)) say("a heading without a level", e);
	}
	for (const e of all("ul > *, ol > *")) if (!e.matches("li, script, template")) say("1.3.1 a list of something else", e);
	for (const e of all("li")) if (!e.parentElement.matches("ul, ol, menu")) say("1.3.1 an item outside a list", e);
	for (const e of all("table")) if (!e.querySelector("th")) say("1.3.1 a table without heads", e);
	const navs = all("nav").filter(seen).map(nameOf);
	if (navs.length > 1 && new Set(navs).size < navs.length) say("navigations of one name: " + navs.join(", "));
	let last = 0;
	for (const e of all("h1, h2, h3, h4, h5, h6, [role=heading]").filter(seen)) {
		const level = Number(e.ariaLevel) || Number(e.tagName[1]);
		if (!e.closest(".paper") && last && level > last + 1) say("a level left out before", e);
		if (!e.closest(".paper")) last = level;
	}

	// 2.5.8: targets of 24 by 24 pixels, or so far from the next that such a
	// circle fits; links in running text are excepted.
	const targets = all("a[href], button, summary, select, input:not([type=hidden]):not([type=file]), textarea").filter((e) => seen(e) && !e.disabled);
	const box = (e) => e.getBoundingClientRect();
	const running = (e) => e.matches("a") && getComputedStyle(e).display === "inline" && e.closest("p, li, h1, h2, h3, h4, td, blockquote, output");
	for (const e of targets) {
		const r = box(e);
		if (r.width >= 23.5 && r.height >= 23.5 || !r.width || running(e)) continue;
		const x = r.left + r.width / 2, y = r.top + r.height / 2;
		for (const other of targets) {
			if (other === e || running(other) || other.contains(e) || e.contains(other)) continue;
			const o = box(other), dx = Math.max(o.left - x, 0, x - o.right), dy = Math.max(o.top - y, 0, y - o.bottom);
			if (Math.hypot(dx, dy) < 11.9) say("2.5.8 a small target close to another (" + r.width.toFixed() + "×" + r.height.toFixed() + ")", e);
		}
	}

	// 1.4.11: the borders of fields against what is around them.
	const parse = (c) => (c.match(/[\d.]+/g) || []).map(Number);
	const light = (c) => {
		const [r, g, b] = c.slice(0, 3).map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const ground = (e) => {
		for (; e; e = e.parentElement) {
			const c = parse(getComputedStyle(e).backgroundColor);
			if (c.length === 3 || c[3] === 1) return c;
		}
		return [255, 255, 255];
	};
	for (const e of all("input:not([type=hidden]):not([type=file]):not([type=range]):not([type=checkbox]):not([type=radio]), select, textarea").filter(seen)) {
		const s = getComputedStyle(e), a = light(parse(s.borderTopColor)), b = light(ground(e.parentElement));
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (parseFloat(s.borderTopWidth) && ratio < 3) say("1.4.11 a field whose border is " + ratio.toFixed(2), e);
	}
	return [...out];
})()`

// accessible holds a page against the rules, in both languages and schemes, as
// it comes and with everything unfolded, and at 320 pixels (1.4.10).
func (b *browser) accessible(path string) {
	b.t.Helper()
	glue := "?"
	if strings.Contains(path, "?") {
		glue = "&"
	}
	for _, lang := range []string{"zh", "en"} {
		b.open(path + glue + "lang=" + lang)
		b.holds(ready)
		for _, scheme := range []string{"light", "dark"} {
			b.look(1440, 900, scheme)
			for _, problem := range append(eval[[]string](b, accessProblems), eval[[]string](b, faintText)...) {
				b.t.Errorf("%s, %s, %s: %s", path, lang, scheme, problem)
			}
		}
		b.do(chromedp.Evaluate[chromedp.Void](`void (() => { for (const d of document.querySelectorAll("details:not([name])")) d.open = true })()`))
		for _, scheme := range []string{"light", "dark"} {
			b.look(1440, 900, scheme)
			for _, problem := range append(eval[[]string](b, accessProblems), eval[[]string](b, faintText)...) {
				b.t.Errorf("%s, %s, %s, unfolded: %s", path, lang, scheme, problem)
			}
		}
		b.look(320, 800, "light")
		if wide := eval[[]string](b, tooWide); len(wide) > 0 {
			b.t.Errorf("%s, %s: 1.4.10 wider than 320 pixels: %s", path, lang, wide)
		}
	}
}

// tooWide lists what reaches out of the window where the page does.
const tooWide = `document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
	[...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)
	.slice(0, 6).map((e) => e.tagName + "." + e.className)`

// TestCheckPagesAreAccessible: no violation of level A or AA that a script can
// find on the pages of a check.
func TestCheckPagesAreAccessible(t *testing.T) {
	h := newHouse(t, Options{Demo: true}).fill()
	before := h.checked("样稿.txt", sample(t))
	found := service.FindingsOf(before.Report)
	decide := func(f service.Found, s service.DecisionState) {
		_, err := h.service.Decide(t.Context(), before.ID, []service.Finding{f.Finding}, s, "已核对")
		check(t, err)
	}
	decide(found[0], service.Mended)
	decide(found[1], service.Dismissed)
	decide(found[len(found)-1], service.Dismissed)
	c, err := h.service.Check(t.Context(), service.CheckInput{Name: "样稿.txt", Data: sample(t), Before: before.ID})
	check(t, err)
	b := browse(t, h)
	b.accessible("/")
	b.accessible("/checks/" + before.ID)
	b.accessible("/checks/" + c.ID)
	b.accessible("/decisions?" + url.Values{"unit": {c.Report.Draft.Unit}}.Encode())
	b.accessible("/checks/jobs/" + failedCheck(t, h))
	b.accessible("/checks/none")
}

// failedCheck is the job of a check of a file that cannot be read.
func failedCheck(t *testing.T, h *house) string {
	t.Helper()
	x := h.service.StartCheck(service.CheckInput{Name: "图.png", Data: []byte("\x89PNG\r\n\x1a\n\x00\x00")}, "zh")
	if _, ended, err := x.Wait(t.Context(), patience); !ended || err == nil {
		t.Fatal("a picture was checked")
	}
	return x.Job
}

// TestFocusIsSeen: whatever the Tab key comes to on the first page and on a
// result has a ring around it, or around its label, and is in the window.
func TestFocusIsSeen(t *testing.T) {
	h := newHouse(t, Options{}).fill("safety")
	b := browse(t, h)
	for _, path := range []string{"/", "/checks/" + h.checked("样稿.txt", sample(t)).ID} {
		b.open(path)
		b.holds(ready)
		steps := 0
		for range 24 {
			b.press("\t")
			if eval[bool](b, `document.activeElement === document.body`) {
				break
			}
			steps++
			b.holds(`(() => {
				const e = document.activeElement, of = e.matches("input.file") ? e.labels[0] : e, s = getComputedStyle(of), r = of.getBoundingClientRect();
				return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 && r.bottom > 0 && r.top < innerHeight;
			})()`)
		}
		if steps < 10 {
			t.Errorf("%s: only %d places to go to", path, steps)
		}
	}
}

// TestArchivePagesAreAccessible: nor on those of the archive, of comparisons
// and of templates.
func TestArchivePagesAreAccessible(t *testing.T) {
	h := newHouse(t, Options{Demo: true}).fill()
	c := h.checked("样稿.txt", sample(t))
	report := "/archive/reports/" + named(t, h, year2024)
	b := browse(t, h)
	for _, path := range []string{
		"/archive?" + url.Values{"q": {"消防"}}.Encode(), "/archive/import", "/archive/deleted", report, report + "/compare",
		"/archive/similar?" + url.Values{"report": {named(t, h, year2024)}}.Encode(),
		"/checks/" + c.ID + "/compare", "/checks/" + c.ID + "/passages/" + c.Report.Reuse.Passages[0].ID,
		"/templates", "/templates/new", "/templates/work-summary", "/templates/work-summary/edit",
	} {
		b.accessible(path)
	}
}
