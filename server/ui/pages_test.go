package ui

import (
	"net/http"
	"testing"
)

func TestResult(t *testing.T) {
	h := newHouse(t, Options{}).fill()
	c := h.checked("样稿.txt", sample(t))
	page := h.get("/checks/" + c.ID)
	page.is(t, http.StatusOK)
	page.has(t, "缺 1 节", "没有填写", "对照查看")
}
