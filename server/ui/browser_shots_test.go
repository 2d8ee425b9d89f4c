//go:build browser

package ui

import (
	"net/url"
	"testing"

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
	}{
		{"home", "/", true},
		{"home-en", "/?lang=en", true},
		{"result-en", "/checks/" + c.ID, false},
		{"result", "/checks/" + c.ID + "?lang=zh", false},
		{"result-whole", "/checks/" + c.ID, true},
		{"compare", "/checks/" + c.ID + "/passages/" + passage + "?source=0", true},
		{"archive", "/archive", false},
		{"search", "/archive?" + url.Values{"q": {"安全生产 演练"}, "unit": {"青溪县人民医院"}}.Encode(), true},
		{"search-none", "/archive?" + url.Values{"q": {"珊瑚礁"}}.Encode(), false},
		{"report", "/archive/reports/" + name + "?hl=%E5%AE%89%E5%85%A8", false},
		{"similar", "/archive/similar?report=" + name, false},
		{"similar-form", "/archive/similar", false},
		{"import", "/archive/import", true},
		{"job", "/archive/jobs/" + job, true},
		{"error", "/checks/none", false},
	} {
		b.open(page.path)
		b.shoot(dir, page.name, page.whole)
	}
}

// firstCopied is the id of the first passage that was taken from somewhere.
func firstCopied(t *testing.T, c *service.Checked) string {
	t.Helper()
	for _, p := range c.Report.Reuse.Passages {
		if p.Kind.Copied() && p.Similarity < 1 {
			return p.ID
		}
	}
	t.Fatal("the sample draft has no copied passage")
	return ""
}

// finished runs an import to its end and returns the job's id.
func finished(t *testing.T, h *house, files []service.Upload) string {
	t.Helper()
	job := h.service.Import(files, corpus.Known{}, message.Chinese)
	check(t, h.service.Watch(t.Context(), job.ID, func(service.Job) bool { return true }))
	return job.ID
}
