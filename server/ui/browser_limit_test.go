//go:build browser

package ui

import (
	"testing"

	"github.com/chromedp/chromedp"
)

const (
	keyRight = "\u0303" // as chromedp names the arrows
	keyLeft  = "\u0302"
	otherNow = `document.querySelector("#numbers .figures").textContent`
)

// slide puts the slider at n as a mouse does that lets go there.
func (b *browser) slide(n string) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](`(() => {
		const slider = document.querySelector("#families");
		slider.focus();
		slider.value = ` + n + `;
		slider.dispatchEvent(new Event("input", { bubbles: true }));
		slider.dispatchEvent(new Event("change", { bubbles: true }));
	})()`))
}

// limited waits until the page follows the limit, "" for the automatic one.
func (b *browser) limited(families string) {
	b.t.Helper()
	b.holds(`(new URL(location.href).searchParams.get("families") || "") === "` + families + `"`)
	shown := "自动"
	if families != "" {
		shown = families + " 家"
	}
	b.holds(`document.querySelector(".limit output").textContent === "` + shown + `"`)
	b.holds(`document.querySelector("#families").getAttribute("aria-valuetext") === "` + shown + `"`)
}

// TestSlider: figures, cards and marks follow the slider; focus, scroll and
// open folds stay; the new figures are said; the address and the back button
// follow.
func TestSlider(t *testing.T) {
	h, c := crowded(t)
	b := browse(t, h)
	b.open("/checks/" + c.ID)
	b.holds(ready + ` && document.querySelector(".limit button").hidden`)
	b.limited("")
	b.holds(`document.querySelector(".middle mark.other") && document.querySelector(".middle mark.set")`)
	before := eval[string](b, otherNow)
	b.do(chromedp.Evaluate[chromedp.Void](`(() => {
		document.querySelector("#fold-common").open = true;
		scrollTo(0, 60);
		window.kept = document.querySelector("#families");
	})()`))
	top := eval[float64](b, `document.querySelector("#limit").getBoundingClientRect().top`)

	b.slide("2")
	b.limited("2")
	b.holds(`!document.querySelector(".middle mark.other") && document.querySelectorAll("#fold-common .card.set").length === 2`)
	b.holds(otherNow + " !== " + quoted(before))
	b.holds(`document.querySelector(".limit [role=status]").textContent === "从 2 家起算：与外单位重复 0%，公共表述 2 处"`)
	b.holds(`document.querySelector("#compared").textContent.includes("公共表述从 2 家起算。")`)
	b.holds(`document.querySelector("#fold-common").open && document.activeElement === window.kept && window.kept.isConnected`)
	if now := eval[float64](b, `document.querySelector("#limit").getBoundingClientRect().top`); now < top-1 || now > top+1 {
		t.Errorf("the slider moved from %v to %v", top, now)
	}

	b.slide("6")
	b.limited("6")
	b.holds(`!document.querySelector(".middle mark.set") && document.querySelectorAll(".card.other").length === 2`)
	b.holds(`document.querySelector(".langs a").href.includes("families=6")`)

	b.do(chromedp.Evaluate[chromedp.Void](`history.back()`))
	b.limited("2")
	b.holds(`document.querySelectorAll(".card.set").length === 2 && document.querySelector("#families").value === "2"`)
	b.do(chromedp.Evaluate[chromedp.Void](`history.back()`))
	b.limited("")
	b.holds(otherNow + " === " + quoted(before) + ` && document.querySelector(".limit a").hidden`)
	b.do(chromedp.Evaluate[chromedp.Void](`history.forward()`))
	b.limited("2")

	b.click(".limit a")
	b.limited("")
	b.holds(`document.querySelector(".middle mark.other") && document.activeElement === document.querySelector("#families")`)
}

// TestSliderByKeyboard: arrows move it, one settled number is one step back,
// and the keys of the cards work on what came anew.
func TestSliderByKeyboard(t *testing.T) {
	h, c := crowded(t)
	b := browse(t, h)
	b.open("/checks/" + c.ID)
	b.holds(ready)
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#families").focus()`))
	steps := eval[int](b, `history.length`)
	b.press(keyRight)
	b.press(keyRight)
	b.press(keyRight)
	b.limited("6")
	b.holds(`document.activeElement.matches("#families") && document.querySelectorAll(".card.other").length === 2`)
	if now := eval[int](b, `history.length`); now != steps+1 {
		t.Errorf("%d steps in the history", now-steps)
	}
	b.press("j") // a key of the slider's page, not of the slider
	b.holds(`!document.querySelector(".card.on")`)
	b.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`))
	b.press("j")
	b.holds(`document.querySelector(".card.on") && document.querySelector(".counter").textContent.startsWith("1 / ")`)
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#families").focus()`))
	b.press(keyLeft)
	b.limited("5")
	b.holds(`document.querySelector(".middle mark.set") && !document.querySelector(".card.on")`)
}

// TestSharedTextCanBeClicked: like any passage, also after the slider moved;
// its sources open beside the draft.
func TestSharedTextCanBeClicked(t *testing.T) {
	h, c := crowded(t)
	b := browse(t, h)
	b.open("/checks/" + c.ID)
	b.holds(ready)
	b.slide("2")
	b.limited("2")
	b.click(".paper mark.set")
	b.holds(`document.querySelector(".fold[open] .card.on.set .holders a")`)
	b.click(".card.on .explain summary")
	b.holds(`document.querySelector(".card.on .explain[open] li").checkVisibility()`)
	b.click(".card.on .holders li:last-child a")
	b.holds(`document.querySelector("dialog#compare[open] #source-place") && document.querySelector(".tabs a:last-child").ariaCurrent === "true"`)
	b.holds(`document.querySelector(".compare-head h1").textContent.includes("公共表述")`)
	b.press(keyEscape)
	b.holds(`document.activeElement.matches(".holders a")`)
}

// TestSliderWithoutServer: what cannot be had is said, and the page stays.
func TestSliderWithoutServer(t *testing.T) {
	h, c := crowded(t)
	b := browse(t, h)
	b.open("/checks/" + c.ID)
	b.holds(ready)
	b.do(chromedp.Evaluate[chromedp.Void](`window.fetch = () => Promise.reject(new Error("off"))`))
	b.slide("2")
	b.holds(`document.querySelector(".limit [role=status]").textContent.includes("没有连上服务器") && !document.querySelector(".limit [role=status]").matches(".sr")`)
	b.holds(`document.querySelector(".middle mark.other") && !location.search`)
}
