//go:build browser

package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestSearchWalk: from the search to the found passage in two clicks, seen on
// the screen; from a report to last year's beside it in one more.
func TestSearchWalk(t *testing.T) {
	b := browse(t, newHouse(t, Options{}).fill("hospital", "school1"))
	dir := shots(t)
	b.open("/")
	b.do(chromedp.SendKeys(chromedp.CSS("[data-search]"), "“陪护公司护工”"+keyEnter)) // the first
	b.holds(`document.querySelectorAll(".entry mark.hit").length > 0`)
	b.shoot(dir, "search-phrase", false)
	b.click(".entry h2 a") // the second
	b.holds(`(() => { const r = document.querySelector("#here").getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight && document.querySelector("#here").textContent === "陪护公司护工" })()`)
	b.shoot(dir, "found-passage", false)
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".correct").open = true; document.querySelector(".about").scrollIntoView()`))
	b.shoot(dir, "report-correct", true)
}

// TestBesideWalk: n and p go from change to change; the choices leave the rest
// out; both texts stay in step.
func TestBesideWalk(t *testing.T) {
	h := newHouse(t, Options{}).fill("hospital")
	b := browse(t, h)
	dir := shots(t)
	at := "/archive/reports/" + named(t, h, year2024) + "/compare"
	b.open(at)
	b.holds(ready + ` && document.querySelectorAll(".pair.changed").length > 3`)
	b.shoot(dir, "beside", true)
	b.press("n")
	b.press("n")
	b.press("p")
	b.holds(`document.querySelectorAll(".pair.on").length === 1 && document.querySelector(".pair.on") === document.querySelector("[data-stop]") && document.activeElement.matches(".pair.on")`)
	b.holds(`document.querySelector("[data-at]").textContent.startsWith("1 / ")`)
	b.holds(`[...document.querySelectorAll(".pair.changed")].every((p) => { const c = p.querySelectorAll(".cell"); return Math.abs(c[0].getBoundingClientRect().top - c[1].getBoundingClientRect().top) < 2 })`)
	b.click(".tabs a:nth-child(2)")
	b.holds(`!document.querySelector(".pair.same") && document.querySelector(".gap")`)
	b.shoot(dir, "beside-changes", false)

	b.open(at)
	b.look(794, 1123, "light")
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	}))
	b.holds(`!document.querySelector(".bar").checkVisibility() && !document.querySelector(".beside-tools").checkVisibility() && document.querySelector(".pair.changed").checkVisibility()`)
	picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	check(t, err)
	check(t, os.WriteFile(filepath.Join(dir, "beside-print.png"), picture, 0o644))
	b.look(1440, 900, "light")

	h.fill("maternity", "school1")
	c := h.checked("样稿.txt", sample(t))
	b.open("/checks/" + c.ID + "/compare?with=" + c.Report.Reuse.Sources[0].Report)
	b.holds(ready + ` && document.querySelector(".columns mark.other")`)
	b.shoot(dir, "beside-source", true)
}

// TestTemplateWalk: what is wrong shows while one types, a click goes there,
// the cost is told before saving.
func TestTemplateWalk(t *testing.T) {
	h := newHouse(t, Options{}).fill("safety", "flood")
	b := browse(t, h)
	dir := shots(t)
	b.open("/templates")
	b.shoot(dir, "templates", false)
	b.open("/templates/work-summary")
	b.shoot(dir, "template", true)
	b.open("/templates/work-summary/edit")
	b.holds(ready + ` && document.querySelector(".checked-in[data-ok=true]")`)
	b.do(chromedp.Evaluate[chromedp.Void](`(() => {
		const s = document.querySelector("#source");
		s.value = s.value.replace("required: true", "requird: true");
		s.dispatchEvent(new Event("input", { bubbles: true }));
	})()`))
	b.holds(`document.querySelector(".checked-in[data-ok=false] [data-line]")`)
	b.click("[data-line]")
	b.holds(`(() => { const s = document.querySelector("#source"); return document.activeElement === s && s.value.slice(s.selectionStart).startsWith("requird") })()`)
	b.shoot(dir, "template-mistake", false)
	b.do(chromedp.SetValue(chromedp.CSS("#source"), strings.Join([]string{
		"id: strict", "name: 严格总结", "extends: work-summary", "sections:",
		"  - {id: money, name: 经费保障, required: true, headings: [经费保障情况]}", "",
	}, "\n")))
	b.click("button[value=try]")
	b.holds(`document.querySelector(".tallies") && document.querySelector(".tallies").textContent.includes("会被提示缺“经费保障”")`)
	b.shoot(dir, "template-trial", false)
	b.click("button[value=save]")
	b.holds(`location.pathname === "/templates/strict" && document.querySelector(".said")`)
	b.open("/templates/new?type=work-summary")
	b.shoot(dir, "template-new", false)
}

// TestTrialWalk: a trial import is looked at, corrected and taken in.
func TestTrialWalk(t *testing.T) {
	b := browse(t, newHouse(t, Options{}))
	dir := shots(t)
	b.open("/archive/import")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{docxFile(t)}))
	b.click("input[name=try]")
	b.shoot(dir, "import-try", false)
	b.click(".submit .button")
	b.holds(`document.querySelector(".trial")`)
	b.shoot(dir, "trial", true)
	b.click(".trial .button")
	b.holds(`document.querySelector(".lines a") && document.querySelector(".job").dataset.running === "false"`)
	b.click(".lines a")
	b.holds(`document.querySelector("form.delete")`)
	b.click("form.delete button")
	b.holds(`location.pathname === "/archive/deleted"`)
	b.shoot(dir, "deleted", false)
	b.click(".just button")
	b.holds(`location.pathname.startsWith("/archive/reports/") && document.querySelector(".said")`)
}
