//go:build browser

package ui

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"hegao/server/service"
)

// picture takes the window as it is.
func (b *browser) picture(dir, name string) {
	b.t.Helper()
	shot, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	check(b.t, err)
	check(b.t, os.WriteFile(filepath.Join(dir, "walk-"+name+".png"), shot, 0o644))
}

const (
	faultsNow = `document.querySelector("#numbers .figures li:nth-child(3) strong").textContent`
	openCards = `document.querySelectorAll(".cards > .card").length`
)

// TestWalkOfADrafter goes the drafter's way: drop, result, no problem, undo,
// mended, the edited draft, a section pointed out. One picture a step; see
// HEGAO_SHOTS.
func TestWalkOfADrafter(t *testing.T) {
	dir := shots(t)
	b := browse(t, newHouse(t, Options{}).fill())
	b.open("/")
	b.picture(dir, "1-first-page")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{docxFile(t)}))
	b.holds(`document.querySelector("#numbers") && ` + ready)
	b.picture(dir, "2-result")
	first := eval[string](b, `location.pathname`)

	faults, cards := eval[string](b, faultsNow), eval[int](b, openCards)
	b.press("j")
	b.press("x")
	b.holds(`document.activeElement.matches(".card.on details.no[open] input[name=reason]") && document.activeElement.value === ""`)
	b.picture(dir, "3-no-problem")
	kind := eval[string](b, `document.querySelector(".card.on h3").textContent`)
	b.do(chromedp.SendKeys(chromedp.CSS(".card.on details.no[open] input[name=reason]"), "已核对，没有错"+keyEnter))
	b.holds(`document.querySelector("#fold-dismissed") && !document.querySelector(".toast").hidden`)
	b.holds(faultsNow + " !== " + quoted(faults))
	b.holds(`document.querySelector(".card.on") && document.querySelector(".card.on h3").textContent !== ` + quoted(kind))
	b.picture(dir, "4-dismissed")
	b.click(".toast button")
	b.holds(`!document.querySelector("#fold-dismissed") && ` + faultsNow + " === " + quoted(faults))
	if now := eval[int](b, openCards); now != cards {
		t.Errorf("%d cards after undo, %d before", now, cards)
	}

	b.click(".cards > .card .acts button[value=mended]")
	b.holds(`document.querySelector("#fold-mended") && ` + faultsNow + " !== " + quoted(faults))
	b.click("#fold-mended > summary")
	b.holds(`document.querySelector("#fold-mended .card.settled button[value=undo]").checkVisibility()`)
	b.picture(dir, "5-mended")

	edited := strings.Replace(string(sample(t)), "XX", "12", 1)
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{fileOf(t, "改好的.txt", []byte(edited))}))
	b.holds(`location.pathname !== ` + quoted(first) + ` && ` + ready + ` && document.querySelector(".changes")`)
	b.click(".changes summary")
	b.holds(`document.querySelector(".changes .gone li")`)
	b.picture(dir, "6-checked-again")

	b.click(".chain li:first-child summary")
	b.holds(`document.querySelector(".taken").checkVisibility()`)
	b.picture(dir, "7-taken-out")
	b.click(".chain details[open] .taken a")
	b.holds(`document.querySelector(".middle mark.now")`)
	b.press(keyEscape)

	second := eval[string](b, `location.pathname`)
	b.click(".card.miss details.teach summary")
	b.holds(`document.activeElement.matches("select[name=heading]")`)
	b.do(chromedp.Evaluate[chromedp.Void](`getSelection().selectAllChildren([...document.querySelectorAll(".paper p.heading")].at(-1))`))
	b.holds(`document.querySelector("details.teach[open] select").value !== document.querySelector("details.teach[open] option").value || document.querySelectorAll("details.teach[open] option").length === 1`)
	b.picture(dir, "8-pointing-out")
	b.click("details.teach[open] button")
	b.holds(`location.pathname !== ` + quoted(second) + ` && ` + ready + ` && !document.querySelector(".card.miss")`)
	b.picture(dir, "9-taught")
	b.click(".facts-edit summary")
	b.do(chromedp.SetValue(chromedp.CSS(".facts-form [name=year]"), "2019"))
	b.picture(dir, "10-facts")
	b.click(".facts-form button")
	b.holds(`[...document.querySelectorAll(".chips span")].some((s) => s.textContent.includes("2019"))`)
}

// TestCheckPagesFit takes a picture of what a person decides and of what
// changed, at every width; see HEGAO_SHOTS.
func TestCheckPagesFit(t *testing.T) {
	dir := shots(t)
	h := newHouse(t, Options{}).fill()
	before := h.checked("青溪县妇幼保健院2025年度安全生产工作总结.txt", sample(t))
	found := service.FindingsOf(before.Report)
	for i, state := range []service.DecisionState{service.Mended, service.Dismissed} {
		_, err := h.service.Decide(t.Context(), before.ID, []service.Finding{found[i].Finding, found[len(found)-1-i].Finding}, state, "已核对，没有错")
		check(t, err)
	}
	edited := strings.Replace(string(sample(t)), "XX", "12", 1)
	c, err := h.service.Check(t.Context(), service.CheckInput{Name: "改好的.txt", Data: []byte(edited), Before: before.ID})
	check(t, err)
	b := browse(t, h)
	for _, page := range []struct{ name, path, open string }{
		{"settled", "/checks/" + before.ID, ".fold, .chain li:nth-child(2) details"},
		{"again", "/checks/" + c.ID, ".changes, .facts-edit, .card details.no"},
		{"again-en", "/checks/" + c.ID + "?lang=en", ".changes, .chain li:last-child details"},
		{"decisions", "/decisions?" + url.Values{"unit": {c.Report.Draft.Unit}, "lang": {"zh"}}.Encode(), ""},
		{"reading-failed", "/checks/jobs/" + failedCheck(t, h), ""},
	} {
		b.open(page.path)
		b.holds(ready)
		if page.open != "" {
			b.do(chromedp.Evaluate[chromedp.Void](`void (() => { for (const d of document.querySelectorAll("` + page.open + `")) d.open = true })()`))
		}
		b.shoot(dir, page.name, false)
	}
}

// TestLongCheckOpensItsResult: the page that follows a check hears of its end
// and goes on to the result by itself; one that fails says why.
func TestLongCheckOpensItsResult(t *testing.T) {
	b := browse(t, newHouse(t, Options{Patience: -1}))
	b.open("/")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{docxFile(t)}))
	b.holds(`/^\/checks\/[A-Z0-9]+$/.test(location.pathname) && document.querySelector(".figures")`)
	b.open("/")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{fileOf(t, "图.png", []byte("\x89PNG\r\n\x1a\n\x00\x00"))}))
	b.holds(`document.querySelector(".job .problem") && document.querySelector("h1").textContent === "没有核成"`)
}
