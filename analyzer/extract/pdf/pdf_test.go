package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/pdf"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

func read(t *testing.T, f file) *text.Document {
	t.Helper()
	doc, err := pdf.Read(context.Background(), "甲.pdf", f.build(), limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	if doc.Text != "" {
		doctest.Check(t, doc)
	}
	return doc
}

const (
	first  = "全县十二个乡镇共巡查河道三十七次，发现堤防隐患九处，当场整改五处，限期整改四处，责任到人，逐项销号，没有发生一起漫堤险情。"
	second = "二是渠道清淤。南片支渠淤积多年，今年春灌之前组织民工二百余人清淤十四公里，受益农田约二千三百亩，群众反映良好，来信致谢。"
	third  = "三是饮水管护。更换老化管网六百米，受理来电四十一件，件件有回音，其中夜间抢修七次，最快的一次从接报到通水只用了两个小时。"
)

// lines draws texts one under the other from the top of the page.
func lines(x, y, size float64, texts ...string) string {
	var b strings.Builder
	for i, s := range texts {
		b.WriteString(at(x, y-float64(i)*1.5*size, size, s))
	}
	return b.String()
}

func paragraphs(indent int, texts ...string) string {
	var b strings.Builder
	y := 700.0
	for _, s := range texts {
		y = set(&b, 90, y, 16, 26, indent, s)
	}
	return b.String()
}

func TestLinesBecomeParagraphs(t *testing.T) {
	var heads strings.Builder
	heads.WriteString(at(200, 780, 22, "青溪县水务局工作总结"))
	y := set(&heads, 90, 720, 16, 26, 2, "一、工作开展情况")
	y = set(&heads, 90, y, 16, 26, 2, first)
	set(&heads, 90, y, 16, 26, 2, second)
	cases := []struct {
		name  string
		pages []string
		want  []string
	}{
		{"indented", []string{paragraphs(2, first, second, third)}, []string{first, second, third}},
		{"not indented", []string{paragraphs(0, first, second, third)}, []string{first, second, third}},
		{"headings", []string{heads.String()}, []string{"青溪县水务局工作总结", "一、工作开展情况", first, second}},
		{"over two pages", []string{
			lines(90, 700, 16, "　　年初以来，全局干部职工坚持把安全放在首位，严格落实", "责任，把每一条河、每一座库、每一处闸都交到具体人手里，"),
			lines(90, 700, 16, "每月对账一次，全年没有发生责任事故，也没有群众因此上访。", "　　特此报告，请予审议。以上情况已经局长办公会研究通过了"),
		}, []string{
			"年初以来，全局干部职工坚持把安全放在首位，严格落实责任，把每一条河、每一座库、每一处闸都交到具体人手里，每月对账一次，全年没有发生责任事故，也没有群众因此上访。",
			"特此报告，请予审议。以上情况已经局长办公会研究通过了",
		}},
		{"short lines stay apart", []string{lines(90, 700, 16, "青溪县水务局：", "特此报告。") + lines(90, 600, 16, first[:78])}, []string{"青溪县水务局：", "特此报告。", first[:78]}},
		{"contents", []string{lines(90, 700, 16, "一、工作开展情况…………………………………………１", "二、存在的问题……………………………………………２", "三、下一步打算……………………………………………３")}, []string{
			"一、工作开展情况…………………………………………１", "二、存在的问题……………………………………………２", "三、下一步打算……………………………………………３",
		}},
		{"letters", []string{latin(72, 700, 12, "The county keeps thirty-seven records of its dikes and rivers and reser-") +
			latin(72, 682, 12, "voirs, all of them checked twice a year by people who live nearby and") + latin(72, 664, 12, "know them well.")},
			[]string{"The county keeps thirty-seven records of its dikes and rivers and reservoirs, all of them checked twice a year by people who live nearby and know them well."}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := read(t, file{pages: c.pages}).Text; got != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", got, strings.Join(c.want, "\n"))
			}
		})
	}
}

// The same page in other directions, orders and drawings reads the same.
func TestPlacesNotOrder(t *testing.T) {
	want := first + "\n" + second
	upright := paragraphs(2, first, second)
	var shuffled, bold, apart strings.Builder
	parts := strings.SplitAfter(upright, "\n")
	for i := len(parts) - 1; i >= 0; i-- {
		shuffled.WriteString(parts[i])
	}
	for _, p := range parts {
		bold.WriteString(p)
		bold.WriteString(strings.Replace(p, "1 0 0 1 ", "1 0 0 1 0", 1))
	}
	y := 700.0
	for _, s := range []string{first, second} {
		line, room, x := 0, 24, 122.0
		for _, r := range s {
			if line == room {
				line, room, x = 0, 26, 90
				y -= 24
			}
			apart.WriteString(at(x+float64(line)*16, y, 16, string(r)))
			line++
		}
		y -= 24
	}
	for name, f := range map[string]file{
		"last line first":     {pages: []string{shuffled.String()}},
		"drawn twice":         {pages: []string{bold.String()}},
		"single characters":   {pages: []string{apart.String()}},
		"turned by its page":  {pages: []string{upright}, page: "/Rotate 90"},
		"turned and set so":   {pages: []string{"0 1 -1 0 842 0 cm " + upright}, page: "/Rotate 270"},
		"upside down":         {pages: []string{"-1 0 0 -1 595 842 cm " + upright}},
		"scaled":              {pages: []string{"0.5 0 0 0.5 100 100 cm " + upright}},
		"under a watermark":   {pages: []string{turned(200, 300, 0.7, 0.7, 60, "样稿") + upright}},
		"with a hidden layer": {pages: []string{strings.ReplaceAll(upright, "BT ", "BT 3 Tr ")}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := read(t, f).Text; got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestVerticalText(t *testing.T) {
	var b strings.Builder
	for column, s := range []string{"青溪县水务局全年巡查河道三十七次，", "发现隐患九处，已经全部整改。"} {
		for row, r := range []rune(s) {
			b.WriteString(at(500-float64(column)*30, 750-float64(row)*18, 16, string(r)))
		}
	}
	if got, want := strings.ReplaceAll(read(t, file{pages: []string{b.String()}}).Text, "\n", ""), "青溪县水务局全年巡查河道三十七次，发现隐患九处，已经全部整改。"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestColumns(t *testing.T) {
	var b strings.Builder
	b.WriteString(at(170, 780, 20, "青溪县水务工作情况通报"))
	y := set(&b, 60, 740, 11, 20, 2, first)
	y = set(&b, 60, y, 11, 20, 2, second)
	set(&b, 60, y, 11, 20, 2, third[:114])
	y = set(&b, 320, 735, 11, 20, 0, third[114:])
	y = set(&b, 320, y, 11, 20, 2, first)
	set(&b, 320, y, 11, 20, 2, second)
	want := strings.Join([]string{"青溪县水务工作情况通报", first, second, third, first, second}, "\n")
	if got := read(t, file{pages: []string{b.String()}}).Text; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTables(t *testing.T) {
	ruled := grid([]float64{90, 150, 260, 500}, []float64{700, 670, 620, 590}) +
		at(100, 680, 12, "序号") + at(160, 680, 12, "项目") + at(270, 680, 12, "完成情况") +
		at(100, 640, 12, "１") + at(160, 640, 12, "河道巡查") +
		at(265, 650, 12, "全年巡查三十七次，整改隐患九处，其余") + at(265, 630, 12, "四处已限期。") +
		at(100, 600, 12, "２") + at(160, 600, 12, "渠道清淤") + at(270, 600, 12, "十四公里")
	bare := ""
	for i, row := range [][]string{{"序号", "项目", "次数"}, {"１", "巡查", "三十七"}, {"２", "清淤", "十四"}} {
		for j, s := range row {
			bare += at(100+150*float64(j), 700-20*float64(i), 12, s)
		}
	}
	merged := grid([]float64{90, 500}, []float64{700, 670, 610}) + rule(200, 610, 200, 670) + rule(200, 640, 500, 640) +
		at(250, 680, 12, "全年情况") + at(100, 635, 12, "水务") + at(210, 650, 12, "巡查") + at(210, 620, 12, "清淤")
	cases := []struct{ name, page, want string }{
		{"ruled", ruled, "序号\t项目\t完成情况\n１\t河道巡查\t全年巡查三十七次，整改隐患九处，其余四处已限期。\n２\t渠道清淤\t十四公里"},
		{"without rules", bare, "序号\t项目\t次数\n１\t巡查\t三十七\n２\t清淤\t十四"},
		{"merged cells", merged, "全年情况\n水务\t巡查\n清淤"},
	}
	for _, c := range cases {
		doc := read(t, file{pages: []string{c.page}})
		if doc.Text != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, doc.Text, c.want)
		}
		for _, b := range doc.Blocks {
			if b.Kind != text.TableRow {
				t.Errorf("%s: %q is a %s", c.name, b.Of(doc.Text), b.Kind)
			}
		}
	}
	framed := read(t, file{pages: []string{grid([]float64{60, 530}, []float64{780, 60}) + paragraphs(2, first)}})
	if framed.Text != first || framed.Blocks[0].Kind != text.Paragraph {
		t.Errorf("a frame around the page made %q", framed.Text)
	}
}

func TestRunningHeads(t *testing.T) {
	body := []string{first, second, third, first, second, third}
	pages := func(foot func(n int) string) []string {
		var out []string
		for i, s := range body {
			out = append(out, at(90, 800, 9, "内部资料　注意保存")+foot(i+1)+paragraphs(2, s))
		}
		return out
	}
	for name, foot := range map[string]func(n int) string{
		"none":           func(int) string { return "" },
		"dashes":         func(n int) string { return at(280, 40, 9, fmt.Sprintf("— %d —", n)) },
		"words":          func(n int) string { return at(260, 40, 9, fmt.Sprintf("第%d页 共6页", n)) },
		"bare":           func(n int) string { return latin(290, 40, 9, fmt.Sprint(n)) },
		"left and right": func(n int) string { return latin(90+400*float64(n%2), 40, 9, fmt.Sprint(n)) },
		"with the year":  func(n int) string { return at(230, 40, 9, fmt.Sprintf("青溪县水务局2023年报第%d页", n)) },
	} {
		t.Run(name, func(t *testing.T) {
			if got := read(t, file{pages: pages(foot)}).Text; got != strings.Join(body, "\n") {
				t.Errorf("got\n%s", got)
			}
		})
	}
	// What repeats but says something else on each page is text.
	kept := read(t, file{pages: pages(func(n int) string { return at(90, 40, 9, fmt.Sprintf("本月巡查%d次", 7*n%5)) })}).Text
	if strings.Count(kept, "本月巡查") != 6 {
		t.Errorf("got\n%s", kept)
	}
	one := read(t, file{pages: []string{paragraphs(2, first) + at(280, 40, 9, "- 1 -")}}).Text
	if one != first {
		t.Errorf("one page: got\n%s", one)
	}
	alone := read(t, file{pages: []string{at(90, 800, 12, "第1页"), at(90, 800, 12, "第2页")}}).Text
	if alone != "第1页\n第2页" {
		t.Errorf("nothing but page numbers: got\n%s", alone)
	}
}

// What repeats on pages and is text all the same: the head of a table that
// goes on, a form, the titles and first words of attachments.
func TestTextThatRepeatsStays(t *testing.T) {
	xs := []float64{90, 250, 500}
	ruled := func(n int) string {
		ys := []float64{780, 750, 720, 690}
		out := grid(xs, ys) + at(100, 758, 12, "项目") + at(260, 758, 12, "完成情况")
		for i := range 2 {
			out += at(100, 728-30*float64(i), 12, fmt.Sprintf("渠道%c", '甲'+rune(2*n+i))) + at(260, 728-30*float64(i), 12, "已经清淤")
		}
		return out + lines(90, 600, 16, "说明"+string('甲'+rune(n)), "以上属实。", "特此报告。")
	}
	plain := func(n int) string {
		return at(90, 780, 12, "项目") + at(260, 780, 12, "完成情况") +
			lines(90, 760, 12, "渠道清淤"+string('甲'+rune(n)), "饮水管护"+string('乙'+rune(n)), "河道巡查"+string('丁'+rune(n)), "以上属实。")
	}
	form := func(n int) string {
		return lines(90, 780, 12, "登记表", "填表说明", "姓名职务", "联系电话") + lines(90, 600, 12, "内容"+string('甲'+rune(n)), "签字"+string('丁'+rune(n)), "盖章"+string('乙'+rune(n)), "完")
	}
	attachment := func(n int) string {
		return at(90, 800, 12, fmt.Sprintf("附件%d", n+1)) + at(200, 760, 22, "整改台账") + paragraphs(2, []string{first, second, third}[n%3])
	}
	for name, page := range map[string]func(n int) string{"ruled table": ruled, "table": plain, "form": form, "attachments": attachment} {
		t.Run(name, func(t *testing.T) {
			const count = 5
			var pages []string
			for n := range count {
				pages = append(pages, page(n))
			}
			got := read(t, file{pages: pages}).Text
			for _, want := range map[string][]string{
				"ruled table": {"项目", "完成情况"}, "table": {"项目", "完成情况"},
				"form": {"登记表", "填表说明", "姓名职务", "联系电话"}, "attachments": {"附件", "整改台账"},
			}[name] {
				if strings.Count(got, want) != count {
					t.Errorf("%s stands %d times in\n%s", want, strings.Count(got, want), got)
				}
			}
		})
	}
}

// Hanzi that a file names by the signs of radicals read as hanzi.
func TestLookAlikes(t *testing.T) {
	if got := read(t, file{pages: []string{at(90, 700, 16, "⼯作⽔利⻅⾯⻋⻔")}}).Text; got != "工作水利见面车门" {
		t.Errorf("got %s", got)
	}
}

func TestScans(t *testing.T) {
	few := at(90, 40, 9, "扫描")
	cases := []struct {
		name  string
		pages []string
		want  text.WarningCode
		none  bool
	}{
		{"pictures only", []string{picture, picture}, pdf.WarnScanned, true},
		{"a few letters", []string{picture + few}, pdf.WarnScanned, true},
		{"curves only", []string{"10 10 m 20 20 l 30 10 l f\n"}, pdf.WarnScanned, true},
		{"text under a picture", []string{picture + paragraphs(2, first)}, "", false},
		{"text and a picture", []string{paragraphs(2, first), picture}, pdf.WarnScannedPages, false},
		{"few words, no picture", []string{few}, "", false},
	}
	for _, c := range cases {
		doc := read(t, file{pages: c.pages})
		var got text.WarningCode
		if len(doc.Warnings) > 0 {
			got = doc.Warnings[0].Code
		}
		if got != c.want || doc.NoText != c.none || len(doc.Warnings) > 1 {
			t.Errorf("%s: no text %v, warnings %v", c.name, doc.NoText, doc.Warnings)
		}
	}
}

func TestErrors(t *testing.T) {
	whole := file{pages: []string{paragraphs(2, first)}}.build()
	small, few := limits.Default(), limits.Default()
	small.TextRunes, few.Pages = 20, 2
	cases := []struct {
		name string
		data []byte
		lim  limits.Limits
		code message.Code
		key  string
	}{
		{"cut to nothing", whole[:20], limits.Default(), message.Damaged, "pdf_damaged"},
		{"no pages", file{}.build(), limits.Default(), message.Damaged, "pdf_damaged"},
		{"empty page", file{pages: []string{""}}.build(), limits.Default(), message.Empty, "file_empty"},
		{"long", whole, small, message.TooLarge, "text_too_long"},
		{"many pages", file{pages: make([]string, 3)}.build(), few, message.TooLarge, "pdf_pages"},
	}
	for _, c := range cases {
		_, err := pdf.Read(context.Background(), "甲.pdf", c.data, c.lim)
		var e *message.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Message.Key != message.Key("error."+c.key) || e.Message.Args[0] != "甲.pdf" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestMeta(t *testing.T) {
	info := func(entries string) []byte {
		f := file{pages: []string{lines(90, 700, 16, first)}, extra: []string{"<<" + entries + ">>"}}
		return bytes.Replace(f.build(), []byte("/Root 1 0 R"), []byte(fmt.Sprintf("/Root 1 0 R/Info %d 0 R", firstExtra)), 1)
	}
	for _, c := range []struct {
		name, entries string
		want          text.Meta
	}{
		{"all", "/Title(a\\nb)/Author(c)/Company<FEFF6C3452A15C40>/CreationDate(D:20251230083000+08'00')/ModDate(D:20251231170000Z)",
			text.Meta{Title: "a b", Author: "c", Unit: "水务局", Created: "2025-12-30", Modified: "2026-01-01"}},
		{"absurd", "/Title(\\000)/CreationDate(yesterday)/ModDate(D:00000000)", text.Meta{}},
	} {
		doc, err := pdf.Read(context.Background(), "甲.pdf", info(c.entries), limits.Default())
		if err != nil || doc.Meta != c.want {
			t.Errorf("%s: %v, got %+v, want %+v", c.name, err, doc.Meta, c.want)
		}
	}
}

func TestIs(t *testing.T) {
	for data, want := range map[string]bool{
		"%PDF-1.4": true, "\r\n%PDF-1.7\n": true, "\xef\xbb\xbf%PDF-2.0": true,
		"": false, "%!PS-Adobe": false, strings.Repeat(" ", 2000) + "%PDF-1.4": false,
	} {
		if pdf.Is("a.pdf", []byte(data)) != want {
			t.Errorf("%.20q", data)
		}
	}
}
