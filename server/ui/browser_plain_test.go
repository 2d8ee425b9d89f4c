//go:build browser

package ui

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

func (b *browser) withoutScripts() {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}

// TestSliderWithoutScripts: the form with its button does the same.
func TestSliderWithoutScripts(t *testing.T) {
	h, c := crowded(t)
	b := browse(t, h)
	b.withoutScripts()
	b.open("/checks/" + c.ID)
	b.do(chromedp.WaitVisible(chromedp.CSS(".limit button")))
	b.do(chromedp.Focus(chromedp.CSS("#families")), chromedp.KeyEvent(keyLeft))
	b.do(chromedp.Click(chromedp.CSS(".limit button")))
	b.do(chromedp.WaitReady(chromedp.CSS(`#numbers[data-said^="从 2 家起算"]`)))
	b.do(chromedp.Click(chromedp.CSS(".limit a")))
	b.do(chromedp.WaitReady(chromedp.CSS(`#numbers[data-said^="自动"]`)))
}

// TestWithoutScripts goes the whole way with JavaScript switched off.
func TestWithoutScripts(t *testing.T) {
	b := browse(t, newHouse(t, Options{}).fill("safety"))
	b.withoutScripts()
	b.open("/")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{docxFile(t)}))
	b.click(".submit button")
	b.do(chromedp.WaitReady(chromedp.CSS(".card a.compare")))
	b.click(".card a.compare")
	b.do(chromedp.WaitVisible(chromedp.CSS(".compare-page #source-place")))
	b.click(".side-head a")
	b.do(chromedp.WaitVisible(chromedp.CSS("#here")))
	b.click(".acts-row .button")
	b.do(chromedp.WaitVisible(chromedp.CSS(".entry h2 a")))
	b.open("/archive/import")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{docxFile(t)}))
	b.click(".submit button")
	b.do(chromedp.WaitVisible(chromedp.CSS(".lines a"))) // the page loads itself again until then
}
