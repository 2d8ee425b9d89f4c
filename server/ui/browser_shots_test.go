//go:build browser

package ui

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"hegao/analyzer/message"
	"hegao/corpus"
	"hegao/server/service"
)

// TestEveryPageFits takes a picture of every page; see HEGAO_SHOTS.
func TestEveryPageFits(t *testing.T) {
	dir := shots(t)
	h := newHouse(t, Options{Demo: true})
	b := browse(t, h)
	b.open("/archive")
	b.shoot(dir, "archive-empty", false)
	h.fill()
	c := h.checked("青溪县妇幼保健院2025年度安全生产工作总结.txt", sample(t))
	passage := firstCopied(t, c)
	name := c.Report.Reuse.Sources[0].Report
	job := finished(t, h, []service.Upload{
		{Name: "年度/总结.txt", Data: sample(t)}, {Name: "年度/坏的.docx", Data: []byte("PK\x03\x04 no zip")}, {Name: "again.txt", Data: sample(t)},
	})
	for _, page := range []struct {
		name, path string
		whole      bool
		act, until string // what a person does first, and what comes of it
	}{
		{"home", "/", true, "", ""},
		{"home-en", "/?lang=en", true, `document.querySelector("details").open = true`, "true"},
		{"result-en", "/checks/" + c.ID, false, "", ""},
		{"result", "/checks/" + c.ID + "?lang=zh", false, "", ""},
		{"result-whole", "/checks/" + c.ID, true, `for (const d of document.querySelectorAll("details")) d.open = true`, "true"},
		{"result-located", "/checks/" + c.ID, false, `document.querySelector(".card.other a.locate").click()`, `document.querySelector("mark.now")`},
		{"result-dialog", "/checks/" + c.ID, false, `document.querySelector(".card a.compare").click()`, `document.querySelector("dialog[open] #source-place")`},
		{"result-limited", "/checks/" + c.ID + "?families=2", true, `for (const d of document.querySelectorAll("details")) d.open = true`, "true"},
		{"result-help", "/checks/" + c.ID, false, `document.querySelector("[data-help]").click()`, `document.querySelector("dialog[open]")`},
		{"compare", "/checks/" + c.ID + "/passages/" + passage + "?source=0", true, "", ""},
		{"archive", "/archive", false, "", ""},
		{"search", "/archive?" + url.Values{"q": {"安全生产 演练"}, "unit": {"青溪县人民医院"}}.Encode(), true, "", ""},
		{"search-none", "/archive?" + url.Values{"q": {"珊瑚礁"}}.Encode(), false, "", ""},
		{"report", "/archive/reports/" + name + "?hl=%E5%AE%89%E5%85%A8", false, "", ""},
		{"report-selected", "/archive/reports/" + name, false, withoutResize + `getSelection().selectAllChildren(document.querySelectorAll(".paper p")[3])`, `!document.querySelector("form.selection").hidden`},
		{"similar", "/archive/similar?report=" + name, false, "", ""},
		{"similar-form", "/archive/similar", false, "", ""},
		{"import", "/archive/import", true, "", ""},
		{"job", "/archive/jobs/" + job, true, "", ""},
		{"error", "/checks/none", false, "", ""},
	} {
		b.open(page.path)
		if page.act != "" {
			b.holds(ready)
			b.do(chromedp.Evaluate[chromedp.Void]("void (() => {" + page.act + "})()"))
			b.holds(page.until)
		}
		b.shoot(dir, page.name, page.whole)
	}
}

// withoutResize keeps the news of a resize from the page: what it lays out
// must fit before it is told, as a person sees it for a frame.
const withoutResize = `addEventListener("resize", e => e.stopImmediatePropagation(), true);`

// finished runs an import to its end and returns the job's id.
func finished(t *testing.T, h *house, files []service.Upload) string {
	t.Helper()
	job := h.service.Import(files, corpus.Known{}, message.Chinese)
	check(t, h.service.Watch(t.Context(), job.ID, func(service.Job) bool { return true }))
	return job.ID
}

// TestPrints: on paper there is nothing to click, and all of the text.
func TestPrints(t *testing.T) {
	h := newHouse(t, Options{}).fill()
	b := browse(t, h)
	b.look(794, 1123, "light")
	b.open("/checks/" + h.checked("样稿.txt", sample(t)).ID)
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	}))
	b.holds(`!document.querySelector(".bar").checkVisibility() && document.querySelector(".paper .sign").checkVisibility()`)
	picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	check(t, err)
	check(t, os.WriteFile(filepath.Join(shots(t), "result-print.png"), picture, 0o644))
}
