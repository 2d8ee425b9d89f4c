package workbook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"hegao/analyzer"
	"hegao/analyzer/batch"
	"hegao/analyzer/extract"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/testdata"
)

// checked are the checks of some invented reports against one of them, and the
// batch of them.
func checked(t *testing.T, roster []batch.Unit) (*batch.Batch, []*analyzer.Report) {
	t.Helper()
	lib, err := template.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	past := reuse.NewMemory()
	past.Add(reuse.Source{Name: "r1", File: "past/a.txt", Title: "旧报告", Unit: "某单位", Year: 2022, Text: read(t, "reports/qx-hospital-2022-safety.txt").Doc.Text})
	a := analyzer.New(lib, past)
	var drafts []batch.Draft
	var reports []*analyzer.Report
	for _, name := range []string{
		"drafts/sample-draft.txt", "drafts/sample-draft.docx", "drafts/patchwork.txt", "reports/qx-hospital-2022-safety.txt",
		"reports/qx-finance-2024-ideology.txt", "reports/qx-service-2024-ideology.txt", "reports/nh-town-2023-housing.txt",
	} {
		r, err := a.Check(context.Background(), read(t, name))
		if err != nil {
			t.Fatal(err)
		}
		if path.Ext(name) == ".docx" {
			r.Draft.Unit = "青溪县妇幼保健分院" // so that mistakes are shared
		}
		drafts, reports = append(drafts, batch.Draft{Report: r}), append(reports, r)
	}
	b, err := batch.Compare(context.Background(), drafts, roster)
	if err != nil {
		t.Fatal(err)
	}
	return b, reports
}

func read(t *testing.T, name string) analyzer.Draft {
	t.Helper()
	data, err := fs.ReadFile(testdata.Files, name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := analyzer.Read(context.Background(), extract.Extract, name, data, extract.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func views(reports []*analyzer.Report, lang message.Lang) (out []*analyzer.View) {
	for _, r := range reports {
		out = append(out, r.View(lang))
	}
	return out
}

// opened is a workbook read back by excelize.
func opened(t *testing.T, file []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// cellsOf are the cells of a sheet as they are kept, filled up to a rectangle.
func cellsOf(t *testing.T, f *excelize.File, name string) [][]string {
	t.Helper()
	rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil || len(rows) == 0 {
		t.Fatalf("%s: %d rows, %v", name, len(rows), err)
	}
	for i := range rows {
		for len(rows[i]) < len(rows[0]) {
			rows[i] = append(rows[i], "")
		}
	}
	return rows
}

// shown is a value as a cell keeps it.
func shown(v any) string {
	switch v := v.(type) {
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int:
		return strconv.Itoa(v)
	}
	return fmt.Sprint(v)
}

func wantRow(t *testing.T, at string, got []string, want ...any) {
	t.Helper()
	for i, v := range want {
		if i >= len(got) || got[i] != shown(v) {
			t.Errorf("%s: got %q, want %v at %d", at, got, v, i)
			return
		}
	}
}

// TestBatchFigures: the workbook says what the JSON says.
func TestBatchFigures(t *testing.T) {
	b, reports := checked(t, []batch.Unit{{Name: "青溪县财政局"}, {Name: "青溪县水务局"}, {Name: "南河镇人民政府"}})
	b.Failed = append(b.Failed, batch.Fail("坏.doc", message.Errorf(message.Damaged, "file_damaged", "坏.doc")))
	v := b.View(message.Chinese)
	var out bytes.Buffer
	if err := Batch(&out, v, views(reports, message.Chinese), message.Chinese); err != nil {
		t.Fatal(err)
	}
	f := opened(t, out.Bytes())
	if got := strings.Join(f.GetSheetList(), " "); got != "报送名册 送检稿 未能核的文件 单位与要点 整篇相同 共用文字 相同差错 章节与要点 行文问题 相同段落" {
		t.Fatalf("sheets %s", got)
	}
	handed := cellsOf(t, f, "送检稿")
	for k, d := range v.Drafts {
		wantRow(t, d.File, handed[k+1], d.File, d.Unit, d.Year, d.Title, d.Chars, d.Faults.Errors, d.Faults.Warnings, *d.Shared, d.Archive.WithoutSetPhrases)
	}
	roster := cellsOf(t, f, "报送名册")
	wantRow(t, "handed in", roster[1], "青溪县财政局", "是", "reports/qx-finance-2024-ideology.txt")
	wantRow(t, "missing", roster[2], "青溪县水务局", "未报", "")
	if len(roster) != 1+len(v.Roster.Lines)+len(v.Roster.Unlisted) {
		t.Errorf("%d rows of the roster", len(roster))
	}
	wantRow(t, "failed", cellsOf(t, f, "未能核的文件")[1], "坏.doc", v.Failed[0].Message)
	wantMatrix(t, cellsOf(t, f, "单位与要点"), v)
	pairs, groups, mistakes := cellsOf(t, f, "整篇相同"), cellsOf(t, f, "共用文字"), cellsOf(t, f, "相同差错")
	for i, p := range v.Pairs {
		wantRow(t, "pair", pairs[i+1], v.Drafts[p.Drafts[0]].Unit, v.Drafts[p.Drafts[0]].File, v.Drafts[p.Drafts[1]].Unit, v.Drafts[p.Drafts[1]].File, p.Ratio)
	}
	row := 0
	for i, g := range v.Groups {
		for _, m := range g.Members {
			row++
			wantRow(t, "group", groups[row], i+1, g.Units, g.Chars, map[bool]string{true: "是", false: "否"}[g.Common], v.Drafts[m.Draft].Unit, v.Drafts[m.Draft].File, m.Start+1, g.Text)
		}
	}
	members := 0
	for i, m := range v.Mistakes {
		for _, member := range m.Members {
			members++
			wantRow(t, "mistake", mistakes[members], i+1, m.Text, m.Message, v.Drafts[member.Draft].Unit, v.Drafts[member.Draft].File, member.Start+1)
		}
	}
	if len(v.Pairs) < 2 || row < 8 || members < 4 || len(pairs) != len(v.Pairs)+1 || len(groups) != row+1 || len(mistakes) != members+1 {
		t.Errorf("%d pairs in %d rows, %d in groups in %d, %d mistakes in %d", len(v.Pairs), len(pairs), row, len(groups), members, len(mistakes))
	}
}

func wantMatrix(t *testing.T, rows [][]string, v *batch.View) {
	t.Helper()
	if len(rows) != len(v.Drafts)+2 {
		t.Fatalf("%d rows", len(rows))
	}
	lacking := 0
	for c, column := range v.Matrix.Columns {
		missing := 0
		if rows[0][c+2] != column.Name {
			t.Errorf("column %d is %s, want %s", c, rows[0][c+2], column.Name)
		}
		for k := range v.Drafts {
			want := ""
			if s := v.Matrix.Cells[k][c]; s != "" {
				want = message.Text(message.Chinese, "status."+message.Key(s))
			}
			if rows[k+1][c+2] != want {
				t.Errorf("cell %d %d: %s, want %s", k, c, rows[k+1][c+2], want)
			}
			if want == "缺" {
				missing++
			}
		}
		if got := rows[len(rows)-1][c+2]; got != strconv.Itoa(missing) {
			t.Errorf("foot of %s: %s, want %d", column.Name, got, missing)
		}
		lacking += missing
	}
	if lacking == 0 {
		t.Error("nothing is lacking: this tests nothing")
	}
}

// TestChecksFigures: the same for checks, in both languages.
func TestChecksFigures(t *testing.T) {
	_, reports := checked(t, nil)
	reports[0].Draft.Part = 2
	reports[1].Reuse.Ratios, reports[1].Draft.Year = nil, 0
	for lang, sheets := range map[message.Lang]string{
		message.Chinese: "送检稿,章节与要点,行文问题,相同段落,未能核的文件", message.English: "Drafts,Sections and points,Faults,Passages,Not checked",
	} {
		checks := views(reports, lang)
		var out bytes.Buffer
		if err := Checks(&out, checks, []batch.FailureView{{File: "a.doc", Message: "…"}}, lang); err != nil {
			t.Fatal(err)
		}
		f := opened(t, out.Bytes())
		if got := strings.Join(f.GetSheetList(), ","); got != sheets {
			t.Fatalf("sheets %s", got)
		}
		names := f.GetSheetList()
		drafts, sections, faults, passages := cellsOf(t, f, names[0]), cellsOf(t, f, names[1])[1:], cellsOf(t, f, names[2])[1:], cellsOf(t, f, names[3])[1:]
		for k, v := range checks {
			file := v.Draft.File
			if k == 0 {
				file += " #2"
			}
			r := v.Reuse.Ratios
			if k == 1 {
				wantRow(t, file, drafts[k+1], file, v.Draft.Unit, "", v.Draft.Title, v.Template.Name, v.Draft.Chars, len(v.Faults), "", "", "", "")
			} else {
				wantRow(t, file, drafts[k+1], file, v.Draft.Unit, v.Draft.Year, v.Draft.Title, v.Template.Name, v.Draft.Chars, len(v.Faults), r.Total, r.WithoutSetPhrases, r.OtherUnits, r.LargestSource)
			}
			for i, s := range v.Sections {
				wantRow(t, file, sections[i], file, v.Draft.Unit, s.Name, message.Text(lang, "status."+message.Key(s.Status)), s.Chars, s.Why, s.Basis.Text)
			}
			for i, p := range v.Points {
				wantRow(t, file, sections[len(v.Sections)+i], file, v.Draft.Unit, p.Name, message.Text(lang, "status."+message.Key(p.Status)), "", p.Why, p.Basis.Text)
			}
			for i, x := range v.Faults {
				wantRow(t, file, faults[i], file, v.Draft.Unit, message.Text(lang, "severity."+message.Key(x.Severity)), x.Text, x.Message, x.Suggestion, x.Start+1)
			}
			for i, p := range v.Reuse.Passages {
				s := p.Sources[0]
				wantRow(t, file, passages[i], file, v.Draft.Unit, message.Text(lang, "kind."+message.Key(p.Kind)), p.Chars, p.Similarity, p.Start+1, s.Unit, s.Year, s.Title, s.File, s.Start+1)
			}
			sections, faults, passages = sections[len(v.Sections)+len(v.Points):], faults[len(v.Faults):], passages[len(v.Reuse.Passages):]
		}
		if len(sections)+len(faults)+len(passages) > 0 {
			t.Errorf("%d sections, %d faults, %d passages too many", len(sections), len(faults), len(passages))
		}
	}
}

// TestLayout: heads in sight, filters over the rows but not the foot, and
// columns as wide as what stands in them.
func TestLayout(t *testing.T) {
	s := sheet{
		name: "表", head: []string{"单位", "甲", "说明"}, fixed: 1, foot: []any{"合计", 3, ""},
		rows: [][]any{{"青溪县人民医院", 3, strings.Repeat("长", 200)}, {"短", share(0.25), "两行\n" + strings.Repeat("x", 20)}, {"短", gap("缺"), ""}},
	}
	f := written(t, s, sheet{name: "空", head: []string{"单位"}})
	panes, err := f.GetPanes("表")
	if err != nil || !panes.Freeze || panes.XSplit != 1 || panes.YSplit != 1 || panes.TopLeftCell != "B2" || panes.ActivePane != "bottomRight" {
		t.Errorf("panes %+v, %v", panes, err)
	}
	if panes, err = f.GetPanes("空"); err != nil || !panes.Freeze || panes.XSplit != 0 || panes.YSplit != 1 || panes.TopLeftCell != "A2" || panes.ActivePane != "bottomLeft" {
		t.Errorf("panes %+v, %v", panes, err)
	}
	for _, n := range f.GetDefinedName() {
		if want := map[string]string{"表": "'表'!$A$1:$C$4", "空": "'空'!$A$1:$A$1"}[n.Scope]; n.Name != "_xlnm._FilterDatabase" || n.RefersTo != want {
			t.Errorf("filter %+v", n)
		}
	}
	if len(f.GetDefinedName()) != 2 {
		t.Errorf("%d filters", len(f.GetDefinedName()))
	}
	for column, want := range map[string]float64{"A": 16, "B": 6, "C": widest} {
		if got, err := f.GetColWidth("表", column); err != nil || math.Abs(got-want) > 0.01 {
			t.Errorf("column %s is %v wide, want %v: %v", column, got, want, err)
		}
	}
	if got, err := f.GetCellValue("表", "B3"); err != nil || got != "25.00%" {
		t.Errorf("a share reads %q, %v", got, err)
	}
	style := func(cell string) *excelize.Style {
		id, err := f.GetCellStyle("表", cell)
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if h := style("A1"); !h.Font.Bold || len(h.Fill.Color) == 0 || !h.Alignment.WrapText {
		t.Errorf("head %+v", h)
	}
	if g := style("B4"); len(g.Fill.Color) == 0 || len(style("B2").Fill.Color) > 0 {
		t.Errorf("gap %+v", g)
	}
	if !style("A5").Font.Bold {
		t.Error("the foot is not bold")
	}
	if p, err := f.GetDocProps(); err != nil || p.Creator != "Hegao" || strings.HasPrefix(p.Created, "2006") {
		t.Errorf("properties %+v, %v", p, err)
	}
}

func written(t *testing.T, sheets ...sheet) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out, sheets); err != nil {
		t.Fatal(err)
	}
	return opened(t, out.Bytes())
}

// TestHostileCells: whatever a report or a file's name says is text in the
// cell, as it was but for what a cell cannot hold.
func TestHostileCells(t *testing.T) {
	long := strings.Repeat("长", 40_000)
	astral := strings.Repeat("😀", 20_000)
	for _, c := range []struct{ name, in, want string }{
		{"a formula", "=1+1", "=1+1"},
		{"a formula with a command", "=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"},
		{"plus", "+1+1", "+1+1"}, {"minus", "-2+3", "-2+3"}, {"at", "@SUM(A1)", "@SUM(A1)"},
		{"a tab and a formula", "\t=1", "\t=1"},
		{"an apostrophe", "'=1", "'=1"},
		{"a number", "007", "007"}, {"a date", "2024-01-02", "2024-01-02"}, {"true", "TRUE", "TRUE"}, {"an error", "#REF!", "#REF!"},
		{"NUL and its kin", "a\x00b\x01c\x1fd\x7fe", "abcd\x7fe"},
		{"not UTF-8", "a\xffb", "ab"}, {"no characters", "a\ufffeb\uffffc", "abc"},
		{"lines", "a\nb", "a\nb"},
		{"spaces", "  a  ", "  a  "},
		{"markup", `<b>&amp;"'</b>]]><!--`, `<b>&amp;"'</b>]]><!--`},
		{"what Excel would take for a sign", "_x0041_", "_x0041_"},
		{"40,000 characters", long, strings.Repeat("长", longestCell-1) + "…"},
		{"40,000 code units", astral, strings.Repeat("😀", (longestCell-1)/2) + "…"},
		{"as long as may be", strings.Repeat("长", longestCell), strings.Repeat("长", longestCell)},
		{"other ways to write", "مرحبا\u200f\u202eabc", "مرحبا\u200f\u202eabc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := written(t, sheet{name: "表", head: []string{c.in[:min(len(c.in), 40)]}, rows: [][]any{{c.in}, {gap(c.in)}}, foot: []any{c.in}})
			for _, cell := range []string{"A2", "A3", "A4"} {
				got, err := f.GetCellValue("表", cell, excelize.Options{RawCellValue: true})
				if err != nil || got != c.want {
					t.Errorf("%s: %.80q (%d), want %.80q: %v", cell, got, len(got), c.want, err)
				}
				if formula, err := f.GetCellFormula("表", cell); err != nil || formula != "" {
					t.Errorf("%s: formula %q, %v", cell, formula, err)
				}
				if kind, err := f.GetCellType("表", cell); err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
					t.Errorf("%s: type %v, %v", cell, kind, err)
				}
			}
			if units := len(utf16.Encode([]rune(c.want))); units > longestCell {
				t.Errorf("%d code units", units)
			}
		})
	}
}

// TestEmpty: a batch of nothing is still a workbook.
func TestEmpty(t *testing.T) {
	b, err := batch.Compare(context.Background(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := errors.Join(Batch(&out, b.View(message.English), nil, message.English), Checks(io.Discard, nil, nil, message.English)); err != nil {
		t.Fatal(err)
	}
	if got := len(opened(t, out.Bytes()).GetSheetList()); got != 8 {
		t.Errorf("%d sheets", got)
	}
}

func TestWriterFails(t *testing.T) {
	r, w := io.Pipe()
	r.Close()
	if err := Checks(w, nil, nil, message.Chinese); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("%v", err)
	}
}
