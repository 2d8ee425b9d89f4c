// Package workbook writes results as an Excel workbook (.xlsx), for those who
// go on working in a spreadsheet: every sheet has a head that stays in sight,
// filters, and columns as wide as what stands in them.
//
// Files are written by excelize. Whatever comes from a report is written as
// text, never as a formula.
package workbook

import (
	"io"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

const (
	// Bounds of a column's width, in the width of a digit.
	narrowest, widest = 6, 60
	// longestCell is what a cell holds, in UTF-16 code units.
	longestCell = 32_767
	// mostRows is what a sheet holds besides its head and its foot.
	mostRows = 1_048_576 - 2
)

// sheet is a table that becomes a sheet.
type sheet struct {
	name  string
	head  []string
	fixed int // columns that stay in sight
	rows  [][]any
	foot  []any // a row of sums, which no filter hides; nil for none
}

// A cell is a string, an int, or one of these.
type (
	share float64 // shown as per cent
	gap   string  // a string that stands out
)

// write writes sheets as one file. Errors are those of w, or of the folder for
// temporary files, which large sheets need. Cost: linear in the cells.
func write(w io.Writer, sheets []sheet) error {
	f := excelize.NewFile()
	defer f.Close()
	now := time.Now().UTC().Format(time.RFC3339)
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "Hegao", Created: now, Modified: now}); err != nil {
		return err
	}
	styles, err := stylesIn(f)
	if err != nil {
		return err
	}
	for i, s := range sheets {
		if i == 0 {
			err = f.SetSheetName(f.GetSheetName(0), s.name)
		} else {
			_, err = f.NewSheet(s.name)
		}
		if err != nil {
			return err
		}
		if err := s.fill(f, styles); err != nil {
			return err
		}
	}
	return f.Write(w)
}

// styles are the numbers of the cell formats in use.
type styles struct{ head, text, share, gap, foot int }

func stylesIn(f *excelize.File) (s styles, err error) {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	filled := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	for _, style := range []struct {
		id *int
		is excelize.Style
	}{
		{&s.head, excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: top, Fill: filled("E8E4DA")}},
		{&s.text, excelize.Style{Alignment: top}},
		{&s.share, excelize.Style{Alignment: top, NumFmt: 10}}, // 0.00 %
		{&s.gap, excelize.Style{Alignment: top, Fill: filled("F6DDD3")}},
		{&s.foot, excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: top}},
	} {
		if *style.id, err = f.NewStyle(&style.is); err != nil {
			return s, err
		}
	}
	return s, nil
}

// fill writes the sheet: its layout, which must come first, and its rows.
func (s sheet) fill(f *excelize.File, st styles) error {
	s.rows = s.rows[:min(len(s.rows), mostRows)]
	w, err := f.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	if err := s.layOut(f, w); err != nil {
		return err
	}
	row := 0
	add := func(cells []any) error {
		row++
		at, err := excelize.CoordinatesToCellName(1, row)
		if err != nil {
			return err
		}
		return w.SetRow(at, cells)
	}
	head := make([]any, len(s.head))
	for i, h := range s.head {
		head[i] = h
	}
	if err := add(cells(head, st, st.head)); err != nil {
		return err
	}
	for _, r := range s.rows {
		if err := add(cells(r, st, st.text)); err != nil {
			return err
		}
	}
	if s.foot != nil {
		if err := add(cells(s.foot, st, st.foot)); err != nil {
			return err
		}
	}
	return w.Flush()
}

// layOut sets widths, what stays in sight, and the filters.
func (s sheet) layOut(f *excelize.File, w *excelize.StreamWriter) error {
	for i, width := range s.widths() {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	corner, err := excelize.CoordinatesToCellName(s.fixed+1, 2)
	if err != nil {
		return err
	}
	panes := excelize.Panes{Freeze: true, XSplit: s.fixed, YSplit: 1, TopLeftCell: corner, ActivePane: "bottomLeft"}
	if s.fixed > 0 {
		panes.ActivePane = "bottomRight"
	}
	if err := w.SetPanes(&panes); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(s.head), len(s.rows)+1)
	if err != nil {
		return err
	}
	return f.AutoFilter(s.name, "A1:"+last, nil)
}

// cells are the cells of a row; style is that of texts and numbers.
func cells(row []any, st styles, style int) []any {
	out := make([]any, len(row))
	for i, v := range row {
		cell := excelize.Cell{StyleID: style, Value: v}
		switch v := v.(type) {
		case string:
			cell.Value = printable(v)
		case gap:
			cell.Value, cell.StyleID = printable(string(v)), st.gap
		case share:
			cell.Value, cell.StyleID = float64(v), st.share
		}
		out[i] = cell
	}
	return out
}

// printable leaves out what an XML file cannot hold, and cuts what a cell
// cannot.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == utf8.RuneError || r == '\ufffe' || r == '\uffff' {
			return -1
		}
		return r
	}, s)
	units := 0
	for _, r := range s {
		units += utf16.RuneLen(r)
	}
	if units <= longestCell {
		return s
	}
	units = 1 // for …
	for i, r := range s {
		if units += utf16.RuneLen(r); units > longestCell {
			return s[:i] + "…"
		}
	}
	return s
}

// widths are the columns' widths: that of the longest line in each, a hanzi
// counting as two.
func (s sheet) widths() []float64 {
	out := make([]float64, len(s.head))
	note := func(i int, text string) {
		for line := range strings.Lines(text) {
			width := 2.0 // for the margins
			for _, r := range line {
				if width++; r > 0x2e7f {
					width++
				}
				if width >= widest {
					break
				}
			}
			out[i] = max(out[i], min(width, widest))
		}
	}
	for i, h := range s.head {
		out[i] = narrowest
		note(i, h+"　") // room for the filter's arrow
	}
	for _, row := range s.rows {
		for i, v := range row {
			switch v := v.(type) {
			case string:
				note(i, v)
			case gap:
				note(i, string(v))
			}
		}
	}
	return out
}
