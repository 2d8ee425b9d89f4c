package ui

import (
	"strconv"

	"hegao/analyzer/batch"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/server/service"
)

// matrixView is units against sections and points. Columns that no template
// asks for are left out unless all are asked for.
type matrixView struct {
	Kinds   []matrixKind
	Columns []matrixColumn
	Rows    []matrixRow
	Gaps    int // drafts that lack something
	Remarks []string
	Hidden  int    // columns left out
	All     string // address with all columns; with Hidden 0 without them
	Showing bool   // all columns
	Many    bool   // columns that need narrow heads
	Foot    string
}

// matrixKind stands above the columns of one kind.
type matrixKind struct {
	Name string
	Span int
}

type matrixColumn struct {
	Name     string
	Optional bool
	Lacking  int
	Notable  bool // so many lack it that the notice may be at fault
	at       int
}

type matrixRow struct {
	Draft   draftLink
	Cells   []state
	Gap     bool
	Faults  int
	Within  string // share in common with others of the batch
	Archive string // share in common with past reports
	Letter  string
	Edited  bool
}

const (
	// manyColumns is the number from which columns get narrow heads.
	manyColumns = 9
	// fewDrafts is the number of drafts below which a column says nothing
	// about the notice, and lackingShare the share of them that must lack it.
	fewDrafts    = 3
	lackingShare = 1.0 / 3
	mostRemarks  = 6
)

func newMatrix(v *visit, b *service.Batch, r *batch.Batch) *matrixView {
	m := &matrixView{Showing: v.QueryParam("columns") == "all", Foot: v.say("page.batch.foot", len(r.Drafts))}
	m.choose(v, r)
	edited := b.EditedLetters(r)
	words := cellWords(v)
	for k, d := range r.Drafts {
		row := matrixRow{
			Draft: linkOf(d), Faults: d.Faults.Errors + d.Faults.Warnings, Edited: edited[k],
			Letter: batchURL(b.ID) + "/letters/" + strconv.Itoa(k), Within: "–", Archive: "–",
		}
		if within := d.Shared; within != nil {
			row.Within = percent(*within)
		}
		if d.Archive != nil {
			row.Archive = percent(d.Archive.OtherUnits)
		}
		for _, c := range m.Columns {
			status := r.Matrix.Cells[k][c.at]
			if c.Optional && status == template.Missing {
				status = optionalCell
			}
			row.Cells = append(row.Cells, words[status])
			row.Gap = row.Gap || status == template.Missing
		}
		if row.Gap {
			m.Gaps++
		}
		m.Rows = append(m.Rows, row)
	}
	m.Many = len(m.Columns) > manyColumns
	m.All = batchURL(b.ID)
	if !m.Showing {
		m.All += "?columns=all"
	}
	m.All += "#matrix"
	return m
}

// choose picks the columns, sections before points, and says of which so many
// drafts lack that it is worth a remark.
func (m *matrixView) choose(v *visit, r *batch.Batch) {
	for _, kind := range []batch.ColumnKind{batch.SectionColumn, batch.PointColumn} {
		n := 0
		for at, c := range r.Matrix.Columns {
			if c.Kind != kind {
				continue
			}
			if !c.Required {
				m.Hidden++
				if !m.Showing {
					continue
				}
			}
			n++
			m.Columns = append(m.Columns, m.column(v, r, at))
		}
		if n > 0 {
			m.Kinds = append(m.Kinds, matrixKind{v.say(map[batch.ColumnKind]message.Key{
				batch.SectionColumn: "page.batch.sections", batch.PointColumn: "page.batch.points"}[kind]), n})
		}
	}
}

func (m *matrixView) column(v *visit, r *batch.Batch, at int) matrixColumn {
	c := r.Matrix.Columns[at]
	out := matrixColumn{Name: c.Name, Optional: !c.Required, at: at}
	if out.Optional {
		return out
	}
	asked := 0
	lacking := map[string]bool{} // units, since one may hand in twice
	for k, row := range r.Matrix.Cells {
		if row[at] != "" {
			asked++
		}
		if row[at] == template.Missing {
			lacking[whoOf(r.Drafts[k])] = true
		}
	}
	out.Lacking = len(lacking)
	out.Notable = asked >= fewDrafts && float64(out.Lacking) > lackingShare*float64(asked)
	if out.Notable && len(m.Remarks) < mostRemarks {
		m.Remarks = append(m.Remarks, v.say("page.batch.remark", out.Lacking, asked, c.Name))
	}
	return out
}

// whoOf is a draft's unit, or its file where the unit is unknown.
func whoOf(d batch.Summary) string {
	if d.Unit == "" {
		return "\x00" + d.File
	}
	return d.Unit
}

// optionalCell is the status of what need not be there and is not.
const optionalCell = "optional"

// cellWords are the short words for what stands in a cell.
func cellWords(v *visit) map[template.Status]state {
	return map[template.Status]state{
		"":                    {"none", "–"},
		template.Present:      {"", v.say("page.cell.present")},
		template.Unheaded:     {"", v.say("page.cell.unheaded")},
		template.Thin:         {"thin", v.say("page.cell.thin")},
		template.Missing:      {"miss", v.say("page.cell.missing")},
		template.Unassessable: {"none", v.say("page.cell.unassessable")},
		optionalCell:          {"none", v.say("page.cell.optional")},
	}
}
