//go:build browser

package ui

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestDropToCommentedWord is the drafter's shortest way: a file is dropped, and
// one click on the result brings the Word file with comments.
func TestDropToCommentedWord(t *testing.T) {
	dir := shots(t)
	b := browse(t, newHouse(t, Options{}).fill())
	b.open("/")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{docxFile(t)}))
	b.holds(`document.querySelector("#numbers") && ` + ready)
	b.picture(dir, "word-result")
	eval[bool](b, `fetch(document.querySelector("a[href*='/draft.docx']").href).then(async r => {
		const bytes = new Uint8Array(await r.arrayBuffer());
		window.word = r.status + " " + String.fromCharCode(bytes[0], bytes[1]) + " " + r.headers.get("Content-Disposition").startsWith("attachment");
	}) && true`)
	b.holds(`window.word === "200 PK true"`)
}
