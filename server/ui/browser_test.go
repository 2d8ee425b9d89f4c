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

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/labstack/echo/v4"
)

// policy is what the server sends with every page; the pages must do with it.
const policy = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; frame-ancestors 'none'"

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
	h.echo.Use(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Response().Header().Set("Content-Security-Policy", policy)
			return next(c)
		}
	})
	server := httptest.NewServer(h.echo)
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
	chromedp.ListenTarget(ctx, b.watch)
	t.Cleanup(b.verdict)
	b.run(network.Enable(), runtime.Enable(), chromedp.EmulateViewport(1440, 900))
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
		if e.Type == runtime.APITypeError {
			b.note("the console has an error: %s", e.Args[0].Value)
		}
	case *runtime.EventExceptionThrown:
		b.note("a script failed: %s", e.ExceptionDetails.Error())
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

func (b *browser) run(actions ...chromedp.Action) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) open(path string) {
	b.t.Helper()
	b.run(chromedp.Navigate(b.base + path))
}

// holds waits until the expression is true on the page.
func (b *browser) holds(expression string) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, chromedp.Poll(expression, nil, chromedp.WithPollingTimeout(20*time.Second))); err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
}

// text is what the expression gives.
func (b *browser) text(expression string) string {
	b.t.Helper()
	var s string
	b.run(chromedp.Evaluate(expression, &s))
	return s
}

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
			var wide bool
			var picture []byte
			b.run(
				chromedp.EmulateViewport(size.width, size.height),
				emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
				chromedp.Evaluate(`document.documentElement.scrollWidth > document.documentElement.clientWidth`, &wide),
			)
			if wide {
				b.t.Errorf("%s is wider than the window at %d", name, size.width)
			}
			if whole && size.width <= 1440 {
				b.run(chromedp.FullScreenshot(&picture, 100))
			} else {
				b.run(chromedp.CaptureScreenshot(&picture))
			}
			file := fmt.Sprintf("%s-%d-%s.png", name, size.width, scheme)
			check(b.t, os.WriteFile(filepath.Join(dir, file), picture, 0o644))
		}
	}
	b.run(chromedp.EmulateViewport(1440, 900), emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}))
}
