//go:build browser

package ui

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"hegao/analyzer/extract/docx/docxtest"
)

// docxFile writes the sample draft as a Word file.
func docxFile(t *testing.T) string {
	t.Helper()
	var body strings.Builder
	for line := range strings.Lines(string(sample(t))) {
		body.WriteString(docxtest.P(strings.TrimSpace(line)))
	}
	return fileOf(t, "青溪县妇幼保健院总结.docx", docxtest.Build(docxtest.Doc{Body: body.String()}))
}

func fileOf(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	check(t, os.WriteFile(path, data, 0o600))
	return path
}

// Scripts run once the page is read; until then nobody hears a click or key.
const ready = `document.readyState === "complete"`

func (b *browser) click(selector string) {
	b.t.Helper()
	b.holds(ready)
	b.do(chromedp.Click(chromedp.CSS(selector)))
}

func (b *browser) press(keys string) {
	b.t.Helper()
	b.holds(ready)
	b.do(chromedp.KeyEvent(keys))
}

const (
	keyEnter  = "\r"
	keyEscape = "\u001b"
)

func TestUploadToComparison(t *testing.T) {
	b := browse(t, newHouse(t, Options{}).fill())
	b.open("/")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{docxFile(t)}))
	b.holds(`location.pathname.startsWith("/checks/")`)
	b.holds(`document.querySelector(".figures").textContent.includes("缺 1 节")`)

	b.press("j")
	b.press("j")
	b.press("k")
	b.holds(`document.querySelector(".card.on") === document.querySelectorAll(".card")[0]`)
	b.press(keyEnter)
	b.holds(`document.querySelector(".middle mark.now").textContent === document.querySelector(".card.on blockquote mark").textContent`)

	b.click(".card a.compare")
	b.holds(`document.querySelector("dialog#compare[open] #source-place")`)
	b.holds(`document.querySelector("dialog#compare mark.other ins") && document.querySelector("dialog#compare mark.other del")`)
	here := eval[string](b, `location.href`)
	b.press(keyEscape)
	b.holds(`!document.querySelector("dialog[open]") && document.activeElement.matches(".card a.compare")`)
	if now := eval[string](b, `location.href`); now != here {
		t.Errorf("the dialog left %s at %s", here, now)
	}

	b.click(".paper mark.other")
	b.holds(`document.querySelector(".card.on.other")`)
	b.press("?")
	b.holds(`document.querySelector("dialog#help[open]")`)
	b.press(keyEscape)
	b.holds(`!document.querySelector("dialog[open]")`)
	b.press("/")
	b.holds(`document.activeElement.matches("[data-search]")`)
}

// TestTabsAndSteps: other sources and other passages load inside the dialog.
func TestTabsAndSteps(t *testing.T) {
	h := newHouse(t, Options{}).fill()
	b := browse(t, h)
	b.open("/checks/" + h.checked("样稿.txt", sample(t)).ID)
	b.press("j")
	b.holds(`document.querySelector(".card.on")`)
	b.do(chromedp.Click(chromedp.CSS(".card a.compare")))
	b.holds(`document.querySelector("dialog[open] [data-step=next], dialog[open] [data-step=previous]")`)
	first := eval[string](b, `document.querySelector(".compare-head h1").textContent`)
	b.press("n")
	b.press("p")
	b.press("p")
	b.holds(`document.querySelector("dialog[open] .compare-head h1").textContent !== ` + quoted(first) + ` || document.querySelector(".tabs")`)
	b.click(".compare-dialog .close")
	b.holds(`!document.querySelector("dialog[open]")`)
}

func quoted(s string) string { return "`" + strings.ReplaceAll(s, "`", "") + "`" }

func TestSearchToSimilar(t *testing.T) {
	b := browse(t, newHouse(t, Options{}).fill())
	b.open("/archive")
	b.do(chromedp.SendKeys(chromedp.CSS(".search-box input"), "电梯 演练"+keyEnter))
	b.holds(`document.querySelectorAll(".entry mark.hit").length > 1`)
	b.click(".entry h2 a")
	b.holds(`location.pathname.startsWith("/archive/reports/") && document.querySelector("#here.hit")`)
	b.holds(`(() => { const r = document.querySelector("#here").getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight })()`)
	report := eval[string](b, `location.href`)
	b.click(".acts-row .button")
	b.holds(`location.pathname === "/archive/similar" && document.querySelectorAll(".entry").length > 0`)

	b.open(strings.TrimPrefix(report, b.base))
	b.do(chromedp.Evaluate[chromedp.Void](`getSelection().selectAllChildren([...document.querySelectorAll(".paper p")].find(p => p.textContent.length > 80))`))
	b.holds(`!document.querySelector("form.selection").hidden`)
	b.click("form.selection button")
	b.holds(`document.querySelector("textarea").value.length > 80 && document.querySelectorAll(".entry").length > 0`)
}

func TestImportWithProgress(t *testing.T) {
	b := browse(t, newHouse(t, Options{}))
	files, err := filepath.Glob(filepath.Join(testdata, "reports", "*.txt"))
	check(t, err)
	for i := range files {
		files[i], err = filepath.Abs(files[i])
		check(t, err)
	}
	files = append(files, fileOf(t, "图.png", []byte("\x89PNG\r\n\x1a\n\x00\x00")))
	b.open("/archive/import")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), files))
	b.holds(`document.querySelector(".chosen").textContent.includes(` + strconv.Itoa(len(files)) + `)`)
	b.click(".submit button")
	b.holds(`location.pathname.startsWith("/archive/jobs/")`)
	b.holds(`document.querySelector(".job").dataset.running === "false"`)
	b.holds(`document.querySelector("#job-status").textContent === "导入完成"`)
	b.holds(`document.querySelectorAll(".lines li").length === ` + strconv.Itoa(len(files)) + ` && document.querySelector(".lines li.miss .reason").textContent.includes("图.png")`)
	b.click(".job .button")
	b.holds(`document.querySelectorAll(".entry").length === 20`)
}

// TestImportFolder: a folder's files keep their paths in it.
func TestImportFolder(t *testing.T) {
	b := browse(t, newHouse(t, Options{}))
	dir := filepath.Join(t.TempDir(), "往年")
	check(t, os.MkdirAll(filepath.Join(dir, "二〇二五"), 0o755))
	check(t, os.WriteFile(filepath.Join(dir, "二〇二五", "总结.txt"), sample(t), 0o600))
	check(t, os.WriteFile(filepath.Join(dir, ".hidden"), []byte("x"), 0o600))
	b.open("/archive/import")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#folder"), []string{dir}))
	b.click(".submit button")
	b.holds(`document.querySelector(".job") && document.querySelector(".job").dataset.running === "false"`)
	b.holds(`[...document.querySelectorAll(".line-file")].map((e) => e.textContent).join() === "往年/二〇二五/总结.txt"`)
}

// TestJobPageFollowsEvents: the page hears of the end from the events, not
// only from asking.
func TestJobPageFollowsEvents(t *testing.T) {
	h := newHouse(t, Options{})
	b := browse(t, h)
	b.open("/archive/import")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{docxFile(t)}))
	b.holds(`document.querySelector(".chosen").textContent.includes("docx")`)
	b.click(".submit button")
	b.holds(`document.querySelector(".job") && document.querySelector(".job").dataset.running === "false"`)
	b.holds(`document.querySelector(".lines a").textContent.includes("妇幼保健院")`)
}

func TestErrorsShowInPlace(t *testing.T) {
	b := browse(t, newHouse(t, Options{}))
	b.open("/")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{fileOf(t, "图.png", []byte("\x89PNG\r\n\x1a\n\x00\x00"))}))
	b.holds(`!document.querySelector(".problem").hidden && document.querySelector(".problem").textContent.includes("图.png")`)
	b.holds(`location.pathname === "/" && document.querySelector(".busy").hidden && !document.querySelector(".submit button").disabled`)
	b.do(chromedp.SetValue(chromedp.CSS("#text"), string(sample(t))))
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#file").value = ""`))
	b.click(".submit button")
	b.holds(`location.pathname.startsWith("/checks/")`)
}
