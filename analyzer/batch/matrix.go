package batch

import (
	"hegao/analyzer/fault"
	"hegao/analyzer/template"
)

// Matrix says for every draft how each section and point stands. A foot of
// many gaps in one column speaks of the notice that asked for the reports
// rather than of the units.
type Matrix struct {
	Columns []Column `json:"columns"`
	// Cells has a row for each draft and a status for each column, "" where
	// the draft's template does not ask for it.
	Cells [][]template.Status `json:"cells"`
}

// ColumnKind tells sections from points.
type ColumnKind string

// The kinds of columns.
const (
	SectionColumn ColumnKind = "section"
	PointColumn   ColumnKind = "point"
)

// Column is a section or a point that templates of the batch ask for.
type Column struct {
	ID       string     `json:"id"`
	Kind     ColumnKind `json:"kind"`
	Name     string     `json:"name"`
	Required bool       `json:"required"` // by one of the templates at least
	// Counts are the drafts by status.
	Counts map[template.Status]int `json:"counts"`
}

// Lacking is the number of drafts that lack what the column asks for.
func (c Column) Lacking() int { return c.Counts[template.Missing] }

// columnKey tells columns apart: two templates may call different things by
// one id, and then name them differently.
type columnKey struct {
	kind     ColumnKind
	id, name string
}

// matrixOf has the columns in the order in which templates name them.
func matrixOf(drafts []Draft) Matrix {
	b := matrixBuilder{at: map[columnKey]int{}}
	for _, d := range drafts {
		b.row = nil
		for _, s := range d.Report.Coverage.Sections {
			b.cell(columnKey{SectionColumn, string(s.ID), s.Name}, s.Required, s.Status)
		}
		for _, p := range d.Report.Coverage.Points {
			b.cell(columnKey{PointColumn, string(p.ID), p.Name}, p.Required, p.Status)
		}
		b.rows = append(b.rows, b.row)
	}
	m := Matrix{Columns: append([]Column{}, b.columns...), Cells: make([][]template.Status, len(b.rows))}
	for k, row := range b.rows { // all as wide as the last
		m.Cells[k] = append(make([]template.Status, 0, len(b.columns)), row...)[:len(b.columns)]
	}
	return m
}

type matrixBuilder struct {
	columns []Column
	at      map[columnKey]int
	rows    [][]template.Status
	row     []template.Status // of the draft at hand, as wide as is known
}

// cell sets a cell of the row at hand.
func (b *matrixBuilder) cell(key columnKey, required bool, s template.Status) {
	c, known := b.at[key]
	if !known {
		c = len(b.columns)
		b.at[key] = c
		b.columns = append(b.columns, Column{ID: key.id, Kind: key.kind, Name: key.name, Counts: map[template.Status]int{}})
	}
	for len(b.row) <= c {
		b.row = append(b.row, "")
	}
	b.row[c] = s
	b.columns[c].Counts[s]++
	b.columns[c].Required = b.columns[c].Required || required
}

// Counts are faults by severity.
type Counts struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
}

func countFaults(faults []fault.Fault) (c Counts) {
	for _, f := range faults {
		switch f.Severity {
		case fault.Error:
			c.Errors++
		case fault.Warning:
			c.Warnings++
		default:
			c.Infos++
		}
	}
	return c
}
