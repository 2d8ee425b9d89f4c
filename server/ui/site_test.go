package ui

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestLanguages(t *testing.T) {
	h := newHouse(t, Options{})
	page := h.get("/archive?q=x&lang=en")
	page.has(t, `<html lang="en">`, "The archive is empty", `href="/archive?lang=zh&amp;q=x"`)
	cookie := page.header.Get("Set-Cookie")
	if !strings.HasPrefix(cookie, "lang=en;") {
		t.Fatalf("cookie %q", cookie)
	}
	req := httptest.NewRequest(http.MethodGet, "/", nil)
	req.AddCookie(&http.Cookie{Name: "lang", Value: "en"})
	h.do(req).has(t, "Choose a file")
	req = httptest.NewRequest(http.MethodGet, "/", nil)
	req.AddCookie(&http.Cookie{Name: "lang", Value: "xx"})
	h.do(req).has(t, "选择文件")
}

func TestErrorsArePages(t *testing.T) {
	h := newHouse(t, Options{})
	for _, path := range []string{"/nowhere", "/checks/none", "/static/none.css"} {
		page := h.get(path)
		page.is(t, http.StatusNotFound)
		page.has(t, "<h1>", `<html lang="zh-CN">`)
	}
}

func TestStaticFiles(t *testing.T) {
	h := newHouse(t, Options{})
	entries, err := os.ReadDir("static")
	check(t, err)
	files := newAssets()
	for _, e := range entries {
		got := h.get(files.url(e.Name()))
		got.is(t, http.StatusOK)
		if c := got.header.Get("Cache-Control"); !strings.Contains(c, "immutable") {
			t.Errorf("%s: Cache-Control %q", e.Name(), c)
		}
		req := httptest.NewRequest(http.MethodGet, files.url(e.Name()), nil)
		req.Header.Set("If-None-Match", got.header.Get("Etag"))
		h.do(req).is(t, http.StatusNotModified)
	}
}

// TestTemplatesNameFilesThatExist, and hold nothing that the content policy
// forbids.
func TestTemplatesNameFilesThatExist(t *testing.T) {
	files := newAssets()
	var pages []string
	for _, pattern := range []string{"templates/*.html", "templates/parts/*.html"} {
		found, err := filepath.Glob(pattern)
		check(t, err)
		pages = append(pages, found...)
	}
	inline := regexp.MustCompile(`<script>|<style|\sstyle=|\son[a-z]+=|https?://`)
	for _, page := range pages {
		b, err := os.ReadFile(page)
		check(t, err)
		for _, m := range regexp.MustCompile(`asset "([^"]+)"`).FindAllStringSubmatch(string(b), -1) {
			if files.url(m[1]) == "" {
				t.Errorf("%s names %s", page, m[1])
			}
		}
		if bad := inline.FindString(string(b)); bad != "" {
			t.Errorf("%s holds %q", page, bad)
		}
	}
}

// TestFirstPageIsSmall: with all it loads, unpacked.
func TestFirstPageIsSmall(t *testing.T) {
	h := newHouse(t, Options{})
	page := h.get("/")
	size := len(page.body)
	for _, m := range regexp.MustCompile(`(?:href|src)="(/static/[^"]+)"`).FindAllStringSubmatch(page.body, -1) {
		size += len(h.get(m[1]).body)
	}
	if size > 150<<10 || size < 10<<10 {
		t.Errorf("the first page weighs %d bytes", size)
	}
}
