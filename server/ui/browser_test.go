//go:build browser

package ui

import (
	"context"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is a real browser looking at a real server.
type browser struct {
	*house
	t    *testing.T
	ctx  context.Context
	base string

	mu       sync.Mutex
	problems []string
}

// browse starts both. Requests to any other host, errors on the console and
// exceptions fail the test.
func browse(t *testing.T, h *house) *browser {
	t.Helper()
	server := httptest.NewServer(h.handler)
	t.Cleanup(server.Close)
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true),
	)
	allocator, stop := chromedp.NewExecAllocator(t.Context(), flags...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(closeTab)
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	b := &browser{house: h, t: t, ctx: ctx, base: server.URL}
	check(t, chromedp.Listen(ctx, b.watch))
	t.Cleanup(b.verdict)
	b.look(1440, 900, "light")
	return b
}

func (b *browser) watch(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(e.Request.URL)
		if err != nil || u.Scheme != "data" && !strings.HasPrefix(e.Request.URL, b.base+"/") {
			b.note("a request left the server: %s", e.Request.URL)
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			b.note("the console has an error: %s", e.Args[0].Description)
		}
	case *runtime.EventExceptionThrown:
		b.note("a script failed: %s", e.ExceptionDetails.Text)
	case *network.EventResponseReceived:
		if e.Response.Status >= 500 {
			b.note("%s answered %d", e.Response.URL, e.Response.Status)
		}
	}
}

func (b *browser) note(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.problems = append(b.problems, fmt.Sprintf(format, args...))
}

func (b *browser) verdict() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range b.problems {
		b.t.Error(p)
	}
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	check(b.t, chromedp.Do(b.ctx, steps...))
}

func (b *browser) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + path))
}

// look sets the window's size and the colour scheme.
func (b *browser) look(width, height int64, scheme string) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, height), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: scheme},
				{Name: "prefers-reduced-motion", Value: "reduce"}, // what moves cannot be clicked
			},
		})
		return err
	}))
}

// eval is what an expression gives on the page.
func eval[T any](b *browser, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	check(b.t, err)
	return value
}

// holds waits until the expression is true on the page, whatever pages come
// and go meanwhile.
func (b *browser) holds(expression string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expression+")")); err == nil && ok {
			return
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			b.t.Fatalf("never true: %s", expression)
		}
	}
}

// patience is how long a page may take to become what a test waits for.
const patience = 20 * time.Second

// faintText lists the texts whose contrast is under WCAG AA: 4.5, or 3 for
// large type.
const faintText = `(() => {
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
	const faint = new Set();
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n = walk.nextNode(); n; n = walk.nextNode()) {
		const e = n.parentElement, s = getComputedStyle(e);
		if (!n.data.trim() || !e.checkVisibility() || e.closest("svg, option, [disabled]")) continue;
		const a = light(parse(s.color)), b = light(ground(e));
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), size = parseFloat(s.fontSize);
		if (ratio < (size >= 24 || size >= 18.7 && s.fontWeight >= 700 ? 3 : 4.5)) {
			faint.add(ratio.toFixed(2) + " " + e.tagName + "." + e.className + " " + n.data.trim().slice(0, 20));
		}
	}
	return [...faint];
})()`

// shots is where the pictures go.
func shots(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("HEGAO_SHOTS")
	if dir == "" {
		return t.TempDir()
	}
	check(t, os.MkdirAll(dir, 0o755))
	return dir
}

// shoot takes the page at every width and in both schemes, and fails where
// something is wider than the window.
func (b *browser) shoot(dir, name string, whole bool) {
	b.t.Helper()
	for _, size := range []struct{ width, height int64 }{{1440, 1000}, {390, 844}, {2560, 1300}, {1024, 768}} {
		for _, scheme := range []string{"light", "dark"} {
			if size.width != 1440 && size.width != 390 && scheme == "dark" {
				continue
			}
			b.look(size.width, size.height, scheme)
			if eval[bool](b, `document.documentElement.scrollWidth > document.documentElement.clientWidth`) {
				b.t.Errorf("%s is wider than the window at %d", name, size.width)
			}
			for _, faint := range eval[[]string](b, faintText) {
				b.t.Errorf("%s, %s: %s", name, scheme, faint)
			}
			take := chromedp.CaptureScreenshot()
			if whole && size.width <= 1440 {
				take = chromedp.FullScreenshot(100)
			}
			picture, err := chromedp.Run(b.ctx, take)
			check(b.t, err)
			file := fmt.Sprintf("%s-%d-%s.png", name, size.width, scheme)
			check(b.t, os.WriteFile(filepath.Join(dir, file), picture, 0o644))
		}
	}
	b.look(1440, 900, "light")
}
