package ui

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"hegao/analyzer/batch"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/corpus"
)

// largeBatch keeps the result of a batch of 200 drafts against 30 columns,
// with as much shared text as drafts of one office can have, and returns its
// id. The checks themselves are not there.
func (h *house) largeBatch() string {
	h.t.Helper()
	const drafts, columns = 200, 30
	r := batch.Batch{Matrix: batch.Matrix{Cells: make([][]template.Status, drafts)}, Roster: batch.Roster{Expected: true}}
	statuses := []template.Status{template.Present, template.Present, template.Thin, template.Missing, template.Unheaded}
	for c := range columns {
		kind := batch.SectionColumn
		if c >= 6 {
			kind = batch.PointColumn
		}
		r.Matrix.Columns = append(r.Matrix.Columns, batch.Column{ID: fmt.Sprint(c), Kind: kind, Name: fmt.Sprintf("第%d项应写内容", c+1), Required: true})
	}
	for k := range drafts {
		unit := fmt.Sprintf("第%d号镇卫生院", k+1)
		r.Drafts = append(r.Drafts, batch.Summary{
			File: unit + "总结.docx", Unit: unit, Year: 2025, Title: unit + "总结", Chars: 4000, Check: fmt.Sprintf("CHECK%d", k),
			Within: &reuse.Ratios{WithoutSetPhrases: float64(k) / drafts}, Archive: &reuse.Ratios{OtherUnits: float64(k%17) / 20},
		})
		r.Histogram[k*10/drafts]++
		r.Roster.Lines = append(r.Roster.Lines, batch.RosterLine{Unit: batch.Unit{Name: unit}, Drafts: []int{k}})
		for c := range columns {
			r.Matrix.Cells[k] = append(r.Matrix.Cells[k], statuses[(k*7+c*3)%(c%5+1)])
		}
	}
	for g := range 400 {
		group := batch.Group{Chars: 400 - g/2, Units: 20 + g%100, Text: strings.Repeat("共用的文字，", 20), Common: g%5 == 0}
		for m := range group.Units {
			group.Members = append(group.Members, batch.Member{Draft: m, Start: g * 10, End: g*10 + group.Chars})
		}
		r.Groups = append(r.Groups, group)
		r.Mistakes = append(r.Mistakes, batch.Mistake{Rule: "placeholder", Text: "XX", Message: message.New("fault.placeholder", "XX"), Members: group.Members})
		r.Pairs = append(r.Pairs, batch.Pair{Drafts: [2]int{g % drafts, (g + 1) % drafts}, Ratio: 0.9})
	}
	return h.keepResult(&r)
}

// keepResult keeps a result as that of a batch that is done.
func (h *house) keepResult(r *batch.Batch) string {
	h.t.Helper()
	const id = "LARGEBATCH"
	st := h.service.Archive().Store()
	j := corpus.Job{ID: id, Kind: "batch", State: corpus.JobDone, Created: time.Now(), About: []byte(`{"name":"全县二百家"}`)}
	var items []corpus.JobItem
	for _, d := range r.Drafts {
		items = append(items, corpus.JobItem{Name: d.File, State: corpus.ItemDone, Record: d.Check})
	}
	check(h.t, st.CreateJob(h.t.Context(), j, items))
	b, err := json.Marshal(r)
	check(h.t, err)
	check(h.t, st.SaveRecord(h.t.Context(), "batch", id, b))
	return id
}

// TestLargeBatch: the page holds all cells and not all of the lists, so that
// it stays small. How long it takes is for BenchmarkLargeBatch to say.
func TestLargeBatch(t *testing.T) {
	h := newHouse(t, Options{})
	page := h.get("/batches/" + h.largeBatch())
	page.is(t, http.StatusOK)
	if n := strings.Count(page.body, `<th scope="row" class="u">`); n != 201 {
		t.Errorf("%d rows", n)
	}
	if n := len(page.body); n > 1<<20 {
		t.Errorf("the page weighs %d bytes", n)
	}
	page.has(t, "<strong>400</strong><span>对全文大体相同", "再看 52 条", "还有 260 条", `class="batch many"`)
}

func BenchmarkLargeBatch(b *testing.B) {
	h := newHouse(b, Options{})
	id := h.largeBatch()
	for b.Loop() {
		h.get("/batches/" + id)
	}
}
