//go:build browser

package ui

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
	"hegao/server/service"
	"hegao/server/servicetest"
)

// heavyCheck is a kept check of a draft of 8,000 characters with passages and
// 200 faults, each of another text.
func heavyCheck(t *testing.T, h *house) *service.Checked {
	t.Helper()
	servicetest.Fill(t, h.service, servicetest.Crowd())
	var draft strings.Builder
	draft.WriteString(servicetest.CrowdDraft().Text)
	for i := range 200 {
		if i%20 == 0 {
			fmt.Fprintf(&draft, "（%d）第%d项工作\n", i/20+1, i/20+1)
		}
		fmt.Fprintf(&draft, "第%d号水库放水%d次，值班员记下水位、雨量和闸门开度，隔天由站长对一遍账。\n", 1000+i, 3*i+7)
	}
	c := h.checked("八千字.txt", []byte(draft.String()))
	c.Report.Faults = nil
	for i := range 200 {
		words := fmt.Sprintf("第%d号", 1000+i)
		at := strings.Index(c.Report.Text, words)
		c.Report.Faults = append(c.Report.Faults, fault.Fault{
			ID: fmt.Sprintf("%012x", i), Rule: fault.Rules()[i%len(fault.Rules())], Severity: fault.Error,
			Span: text.Span{Start: at, End: at + len(words)}, Message: message.New("fault.placeholder", words),
		})
	}
	if n := c.Report.Draft.Chars; n < 6500 || n > 9500 || len(c.Report.Reuse.Passages) == 0 {
		t.Fatalf("the draft has %d characters, %d passages", n, len(c.Report.Reuse.Passages))
	}
	b, err := json.Marshal(c)
	check(t, err)
	check(t, h.service.Archive().Store().SaveRecord(t.Context(), "check", c.ID, b))
	return c
}

// drawn is how long the page took from the request to its first picture, in
// milliseconds.
const drawn = `(() => {
	const paint = performance.getEntriesByName("first-contentful-paint")[0];
	const page = performance.getEntriesByType("navigation")[0];
	return Math.max(paint ? paint.startTime : 1e9, page.domContentLoadedEventEnd);
})()`

// TestPagesAreQuick: the first page is drawn within half a second; a result of
// 8,000 characters and 200 findings within one, and scrolling through it holds
// nothing up for over a tenth of a second.
func TestPagesAreQuick(t *testing.T) {
	h := newHouse(t, Options{})
	c := heavyCheck(t, h)
	b := browse(t, h)
	for _, page := range []struct {
		path string
		ms   float64
	}{{"/", 500}, {"/checks/" + c.ID, 1000}} {
		b.open(page.path) // the first look warms the browser and its cache of scripts
		b.holds(ready)
		b.open(page.path)
		b.holds(ready + ` && performance.getEntriesByName("first-contentful-paint").length`)
		took := eval[float64](b, drawn)
		t.Logf("%s: drawn in %.0f ms", page.path, took)
		if took > page.ms {
			t.Errorf("%s: drawn in %.0f ms, %.0f allowed", page.path, took, page.ms)
		}
	}
	if n := eval[int](b, `document.querySelectorAll(".card").length`); n < 200 {
		t.Fatalf("only %d cards", n)
	}
	b.do(chromedp.Evaluate[chromedp.Void](`void (() => {
		for (const d of document.querySelectorAll(".fold")) d.open = true;
		window.long = [];
		window.ended = false;
		let at = 0;
		const step = () => {
			at += 400;
			scrollTo(0, at);
			document.querySelector("#cards").scrollTop = at * 2;
			if (at < document.documentElement.scrollHeight) requestAnimationFrame(step);
			else window.ended = true;
		};
		requestAnimationFrame(() => setTimeout(() => { // the folds are open by then
			new PerformanceObserver((l) => window.long.push(...l.getEntries().map((e) => e.duration))).observe({ type: "longtask" });
			step();
		}));
	})()`))
	b.holds(`window.ended`)
	longest := eval[float64](b, `Math.max(0, ...window.long)`)
	t.Logf("longest task while scrolling %.0f ms", longest)
	if longest > 100 {
		t.Errorf("scrolling was held up for %.0f ms", longest)
	}
	b.do(chromedp.Evaluate[chromedp.Void](`scrollTo(0, 0)`))
	for range 12 {
		b.press("j")
	}
	b.holds(`document.querySelector(".counter").textContent.startsWith("12 / ")`)
}

// TestNoLayoutJumps: nothing moves by itself while the pages come up.
func TestNoLayoutJumps(t *testing.T) {
	h := newHouse(t, Options{}).fill("safety")
	b := browse(t, h)
	for _, path := range []string{"/", "/checks/" + h.checked("样稿.txt", sample(t)).ID} {
		b.open(path)
		b.holds(ready)
		b.do(chromedp.Evaluate[chromedp.Void](`void (() => {
			window.jumps = 0;
			new PerformanceObserver((l) => { for (const e of l.getEntries()) window.jumps += e.value; }).observe({ type: "layout-shift", buffered: true });
			requestAnimationFrame(() => requestAnimationFrame(() => { window.looked = true; }));
		})()`))
		b.holds(`window.looked`)
		jumps := eval[float64](b, `window.jumps`)
		if jumps > 0.01 {
			t.Errorf("%s moves by %.3f", path, jumps)
		}
	}
}
