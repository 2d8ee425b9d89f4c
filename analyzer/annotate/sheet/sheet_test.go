package sheet_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hegao/analyzer"
	"hegao/analyzer/annotate/annotatetest"
	"hegao/analyzer/annotate/sheet"
	"hegao/analyzer/extract"
	"hegao/analyzer/message"
)

var day = time.Date(2025, 12, 4, 1, 2, 3, 0, time.UTC)

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (UPDATE_GOLDEN=1 writes it):\n%s", file, diff)
	}
}

func TestHTML(t *testing.T) {
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		got, err := sheet.HTML(annotatetest.Report(), lang, day)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "testdata/sheet."+string(lang)+".html", got)
	}
}

// textOf is what a person reads of a file.
func textOf(t *testing.T, name string, data []byte) string {
	t.Helper()
	doc, err := extract.Extract(context.Background(), name, data, extract.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(doc.Text), "")
}

func both(t *testing.T, r *analyzer.Report) (asHTML, asDOCX string) {
	t.Helper()
	page, err := sheet.HTML(r, message.Chinese, day)
	if err != nil {
		t.Fatal(err)
	}
	word, err := sheet.DOCX(r, message.Chinese, day)
	if err != nil {
		t.Fatal(err)
	}
	return textOf(t, "a.html", page), textOf(t, "a.docx", word)
}

// The Word file says what the page says, and neither gives a verdict.
func TestBothSayTheSame(t *testing.T) {
	page, word := both(t, annotatetest.Report())
	for _, want := range []string{
		"核稿单", "防汛总结.txt", "2025-12-04", "主要工作有", "存在问题缺", "下一步打算薄", "3项中写到1项", "责任追究、群众转移", "总重复31%", "去本单位历年14%",
		"单篇最大14%", "没有填写", "全镇走访群众XX户", "其余：公共表述（不计）1处。", "处理意见", "核稿人（签名）", "报告库120篇", "修订",
	} {
		if !strings.Contains(page, want) || !strings.Contains(word, want) {
			t.Errorf("%q: in the page %v, in the Word file %v", want, strings.Contains(page, want), strings.Contains(word, want))
		}
	}
	for _, never := range []string{"抄袭", "剽窃", "造假", "不合格", "得分", "原因分析"} {
		if strings.Contains(page+word, never) {
			t.Errorf("it says %s", never)
		}
	}
}

func TestSpecialCases(t *testing.T) {
	r := annotatetest.Report()
	r.Stats.Reports, r.Reuse.Passages, r.Reuse.Sources = 0, nil, nil
	if page, word := both(t, r); !strings.Contains(page, "报告库是空的") || !strings.Contains(word, "报告库是空的") || strings.Contains(page+word, "总重复") {
		t.Error("an empty archive is not told")
	}
	r = annotatetest.Report()
	r.Reuse.Ratios = nil
	if page, word := both(t, r); !strings.Contains(page, "不计比例") || !strings.Contains(word, "不计比例") {
		t.Error("a short draft is not told")
	}
	r = annotatetest.Report()
	r.Faults, r.Reuse.Passages, r.Coverage.Sections, r.Coverage.Points = nil, nil, nil, nil
	if page, word := both(t, r); !strings.Contains(page, "没有发现要核对的地方") || !strings.Contains(word, "没有发现要核对的地方") {
		t.Error("nothing found is not told")
	}
}

// However much was found, the sheet stays short: long names are cut, the
// rest is counted.
func TestManyFindings(t *testing.T) {
	_, word := both(t, Crowded())
	if strings.Count(word, "没有填写。") != 10 {
		t.Errorf("%d findings are listed", strings.Count(word, "没有填写。"))
	}
	if !strings.Contains(word, "行文问题191处") || !strings.Contains(word, "等42项") {
		t.Errorf("the rest is not counted: %s", word)
	}
	if n := len([]rune(word)); n > 1600 {
		t.Errorf("%d characters do not fit on a page", n)
	}
}

// Crowded is a report with far too much for a page.
func Crowded() *analyzer.Report {
	r := annotatetest.Report()
	for i := range 197 {
		f := r.Faults[0]
		f.ID = fmt.Sprint("g", i)
		r.Faults = append(r.Faults, f)
	}
	for i := range 40 {
		s := r.Coverage.Sections[0]
		s.Name = strings.Repeat("很长的章节名称", 5)
		p := r.Coverage.Points[1]
		p.Name = fmt.Sprint("第", i, "个要点的名称")
		r.Coverage.Sections, r.Coverage.Points = append(r.Coverage.Sections, s), append(r.Coverage.Points, p)
	}
	r.Draft.Title = strings.Repeat("关于进一步加强防汛工作的总结", 20)
	r.Draft.Unit = strings.Repeat("青溪县云坪镇", 30)
	return r
}
