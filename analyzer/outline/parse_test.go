package outline

import (
	"strings"
	"testing"

	"hegao/analyzer/text"
)

const para = "全年走访了六十户人家，把大家的想法记在本子上，回来逐条商量，能办的当月办完，一时办不了的说明缘由。"

func TestHeadings(t *testing.T) {
	for _, c := range []struct {
		name   string
		source []string
		want   []string
	}{
		{"the four usual levels", []string{
			"一、总体情况", para, "（一）学习", para, "1.集中学习", para, "（1）党委会", para, "①第一议题", para, "2.个人自学", para, "（二）宣传", para, "二、存在问题", para,
		}, []string{"1 一、|总体情况", "2 （一）|学习", "3 1.|集中学习", "4 （1）|党委会", "5 ①|第一议题", "3 2.|个人自学", "2 （二）|宣传", "1 二、|存在问题"}},
		{"a level left out", []string{
			"一、学习", para, "1.集中学习", para, "2.自学", para, "二、宣传", para,
		}, []string{"1 一、|学习", "2 1.|集中学习", "2 2.|自学", "1 二、|宣传"}},
		{"parts around the rest", []string{
			"第一部分　主要工作", "一、巡查", para, "二、养护", para, "第二部分　打算", para,
		}, []string{"1 第一部分|主要工作", "2 一、|巡查", "2 二、|养护", "1 第二部分|打算"}},
		{"chapters and sections", []string{
			"第一章　总则", para, "第一节　目的", para, "第二节　范围", para, "第二章　附则", para,
		}, []string{"1 第一章|总则", "2 第一节|目的", "2 第二节|范围", "1 第二章|附则"}},
		{"decimals", []string{
			"1.学习", para, "1.1 集中学习", para, "1.1.1 党委会", para, "1.2 自学", para, "2.宣传", para,
		}, []string{"1 1.|学习", "2 1.1|集中学习", "3 1.1.1|党委会", "2 1.2|自学", "1 2.|宣传"}},
		{"brackets of both widths", []string{
			"一、学习", para, "(一)集中学习", para, "（二）自学", para,
		}, []string{"1 一、|学习", "2 (一)|集中学习", "2 （二）|自学"}},
		{"signs of one character", []string{
			"⒈学习", para, "⑴集中", para, "⑵自学", para, "⒉宣传", para,
		}, []string{"1 ⒈|学习", "2 ⑴|集中", "2 ⑵|自学", "1 ⒉|宣传"}},
		{"a first sentence that serves as heading", []string{
			"一、学习", "（一）抓住关键少数。" + para, "（二）带动绝大多数。" + para,
		}, []string{"1 一、|学习", "2 （一）|抓住关键少数…", "2 （二）|带动绝大多数…"}},
		{"a heading before a colon", []string{
			"1、学习：" + para, "2、宣传：" + para,
		}, []string{"1 1、|学习…", "1 2、|宣传…"}},
		{"closing marks are no part of the title", []string{
			"一、学习。", para, "二、宣传：", para, "三、打算；", para,
		}, []string{"1 一、|学习", "1 二、|宣传", "1 三、|打算"}},
		{"in the middle of a paragraph", []string{
			"一、学习", "（一）集中学习。" + para + "（二）个人自学。" + para + "(三)交流研讨，" + "各支部轮流讲。" + para,
		}, []string{"1 一、|学习", "2 （一）|集中学习…", "2 （二）|个人自学…", "2 (三)|交流研讨，各支部轮流讲…"}},
		{"a sequence begun in the middle", []string{
			para + "一、学习。" + para + "二、宣传。" + para,
		}, []string{"1 一、|学习…", "1 二、|宣传…"}},
		{"a lone number in the middle is none", []string{
			para + "（一）这样的写法只有一处。" + para,
		}, nil},
		{"figures in the middle are none", []string{
			"一、学习", para + "3.5万元已经到位。5、6月各下乡一次。2024.5.1起施行。" + para,
		}, []string{"1 一、|学习"}},
		{"without numbers", []string{
			"关于养路的总结", para, "主要做法", para, "困难和不足", para, "今后打算", para,
		}, []string{"1 |主要做法", "1 |困难和不足", "1 |今后打算"}},
		{"a short line that ends a sentence is none", []string{
			"关于养路的总结", para, "就是这样。", para, "如此，而已", para,
		}, nil},
		{"quote marks in front", []string{
			"> 一、学习", ">" + para, "＞　二、宣传", para, "　　三、打算", para,
		}, []string{"1 一、|学习", "1 二、|宣传", "1 三、|打算"}},
		{"marks of Markdown in front", []string{
			"## 一、学习", para, "**二、宣传**", para, "● 三、打算", para,
		}, []string{"1 一、|学习", "1 二、|宣传", "1 三、|打算"}},
		{"a long numbered sentence is an item", []string{
			"1." + strings.Repeat("把路灯装到巷子尽头", 7) + "。", "2." + strings.Repeat("把垃圾桶搬到院子外", 7) + "。",
		}, nil},
		{"a numbered sentence full of commas is an item", []string{
			"1.修路，补桥，通渠，种树，装灯，一样没有落下", para,
		}, nil},
		{"spaces between number and title", []string{
			"一、　 学习", para, "(二) 宣传", para,
		}, []string{"1 一、|学习", "2 (二)|宣传"}},
		{"years in headings", []string{
			"一、2024年工作回顾", para, "1.2024年上半年", para, "2.2024年下半年", para,
		}, []string{"1 一、|2024年工作回顾", "2 1.|2024年上半年", "2 2.|2024年下半年"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, end := range []string{"\n", "\r\n", "\n\n"} {
				d := typed(strings.Join(c.source, end))
				o := Parse(d)
				wantSound(t, d, o)
				want := ""
				for _, line := range c.want {
					want += line + "\n"
				}
				if got := drawn(d, o); got != want {
					t.Errorf("line end %q\n got\n%swant\n%s", end, got, want)
				}
			}
		})
	}
}

func TestItems(t *testing.T) {
	for _, c := range []struct {
		name, source string
		want         []string
	}{
		{"一是", "主要做法：一是早谋划；二是抓落实；三是勤回头。", []string{"一是|早谋划；", "二是|抓落实；", "三是|勤回头。"}},
		{"一要", "下一步，一要学。二要做。", []string{"一要|学。", "二要|做。"}},
		{"after a comma it is none", "他说一是一，二是二，从不含糊。", nil},
		{"首先", "首先，早谋划。其次，抓落实。最后，勤回头。", []string{"首先|，早谋划。", "其次|，抓落实。", "最后|，勤回头。"}},
		{"第一", "原因有三：第一，人手少。第二，路远。第三，钱紧。", []string{"第一，|人手少。", "第二，|路远。", "第三，|钱紧。"}},
		{"each in its paragraph", "一是早谋划。" + para + "\n二是抓落实。", []string{"一是|早谋划。" + para, "二是|抓落实。"}},
		{"long numbered sentences", "1." + strings.Repeat("早谋划早动手", 12) + "。\n2." + strings.Repeat("勤回头勤打扫", 12) + "。",
			[]string{"1.|" + strings.Repeat("早谋划早动手", 12) + "。", "2.|" + strings.Repeat("勤回头勤打扫", 12) + "。"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := typed(c.source)
			o := Parse(d)
			wantSound(t, d, o)
			want := ""
			for _, line := range c.want {
				want += line + "\n"
			}
			if got := itemsDrawn(d, o); got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

func TestFrame(t *testing.T) {
	const body = "一、学习\n" + para + "\n二、宣传\n" + para
	for _, c := range []struct {
		name, source               string
		title, salutation, closing string
	}{
		{"all of it", "云坪镇2024年工作总结\n县交通运输局：\n" + body + "\n特此报告。\n云坪镇人民政府\n2024年12月3日",
			"云坪镇2024年工作总结", "县交通运输局：", "特此报告。\n云坪镇人民政府\n2024年12月3日"},
		{"body alone", body, "", "", ""},
		{"a title of two lines", "云坪镇人民政府\n关于2024年农村公路养护工作情况的报告\n" + body,
			"云坪镇人民政府\n关于2024年农村公路养护工作情况的报告", "", ""},
		{"a date in the title's brackets", "个人述职报告（2024年度）\n" + body, "个人述职报告（2024年度）", "", ""},
		{"an opening sentence is no title", "今年以来，镇里修了十条路。\n" + body, "", "", ""},
		{"a heading is no title", body, "", "", ""},
		{"the announcement is no salutation", "工作总结\n现将有关情况报告如下：\n" + body, "工作总结", "", ""},
		{"date in hanzi", "工作总结\n" + body + "\n二〇二四年十二月三日", "工作总结", "", "二〇二四年十二月三日"},
		{"date with the other zero", "工作总结\n" + body + "\n云坪镇政府\n二○二四年十二月", "工作总结", "", "云坪镇政府\n二○二四年十二月"},
		{"date not filled in", "工作总结\n" + body + "\n云坪镇政府\n20XX年X月X日", "工作总结", "", "云坪镇政府\n20XX年X月X日"},
		{"spaces in the signature", "工作总结\n" + body + "\n　　　　云 坪 镇\n　　　　2024 年 12 月 3 日", "工作总结", "", "云 坪 镇\n　　　　2024 年 12 月 3 日"},
		{"a request", "请示报告\n" + body + "\n妥否，请批示。", "请示报告", "", "妥否，请批示。"},
		{"a short last sentence above the signature is no closing", "工作总结\n" + body + "\n我们有信心。\n云坪镇政府\n2024年12月3日", "工作总结", "", "云坪镇政府\n2024年12月3日"},
		{"the last sentence is no closing", "工作总结\n" + body + "\n我们有信心。", "工作总结", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := typed(c.source)
			o := Parse(d)
			wantSound(t, d, o)
			for _, part := range []struct {
				what string
				span text.Span
				want string
			}{{"title", o.Title, c.title}, {"salutation", o.Salutation, c.salutation}, {"closing", o.Closing, c.closing}} {
				if got := part.span.Of(d.Text); got != part.want {
					t.Errorf("%s: got %q, want %q", part.what, got, part.want)
				}
			}
			if len(o.Headings) != 2 {
				t.Errorf("headings\n%s", drawn(d, o))
			}
		})
	}
}

func TestTitleText(t *testing.T) {
	d := typed("云坪镇人民政府\n关于养路　工作情况的报告\n" + para)
	if got := Parse(d).TitleText(d); got != "云坪镇人民政府关于养路工作情况的报告" {
		t.Errorf("got %q", got)
	}
}

// TestHeadingLevels: headings whose file format says what they are.
func TestHeadingLevels(t *testing.T) {
	type line struct {
		kind  text.BlockKind
		level int
		label string // drawn by the program that wrote the file
		typed string
	}
	for _, c := range []struct {
		name  string
		lines []line
		want  []string
	}{
		{"styles without numbers", []line{
			{text.Heading, 1, "", "主要工作"}, {text.Paragraph, 0, "", para},
			{text.Heading, 2, "", "修路"}, {text.Paragraph, 0, "", para},
			{text.Heading, 2, "", "养路"}, {text.Paragraph, 0, "", para},
			{text.Heading, 1, "", "打算"}, {text.Paragraph, 0, "", para},
		}, []string{"1 |主要工作", "2 |修路", "2 |养路", "1 |打算"}},
		{"a style that skips a level", []line{
			{text.Heading, 1, "", "主要工作"}, {text.Heading, 3, "", "修路"}, {text.Paragraph, 0, "", para},
			{text.Heading, 1, "", "打算"}, {text.Paragraph, 0, "", para},
		}, []string{"1 |主要工作", "2 |修路", "1 |打算"}},
		{"automatic numbers", []line{
			{text.Heading, 1, "一、", "主要工作"}, {text.Paragraph, 0, "", para},
			{text.Paragraph, 0, "（一）", "修路"}, {text.Paragraph, 0, "", para},
			{text.Heading, 1, "二、", "打算"}, {text.Paragraph, 0, "", para},
		}, []string{"1 一、|主要工作", "2 （一）|修路", "1 二、|打算"}},
		{"automatic ordinals", []line{
			{text.ListItem, 0, "First.", " 主要工作"}, {text.Paragraph, 0, "", para},
			{text.ListItem, 0, "1st.1", " 修路"}, {text.Paragraph, 0, "", para},
			{text.ListItem, 0, "1st.2", " 养路"}, {text.Paragraph, 0, "", para},
			{text.ListItem, 0, "Second.", " 打算"}, {text.Paragraph, 0, "", para},
		}, []string{"1 First.|主要工作", "2 1st.1|修路", "2 1st.2|养路", "1 Second.|打算"}},
		{"automatic ordinals alone", []line{
			{text.ListItem, 0, "1st", " 主要工作"}, {text.Paragraph, 0, "", para},
			{text.ListItem, 0, "2nd", " 打算"}, {text.Paragraph, 0, "", para},
		}, []string{"1 1st|主要工作", "1 2nd|打算"}},
		{"outer levels drawn as they are", []line{
			{text.ListItem, 0, "一、", "主要工作"}, {text.Paragraph, 0, "", para},
			{text.ListItem, 0, "一.1", " 修路"}, {text.Paragraph, 0, "", para},
			{text.ListItem, 0, "一.2", " 养路"}, {text.Paragraph, 0, "", para},
			{text.ListItem, 0, "一.2.1", " 桥涵"}, {text.Paragraph, 0, "", para},
			{text.ListItem, 0, "二、", "打算"}, {text.Paragraph, 0, "", para},
			{text.ListItem, 0, "二.1", " 修路"}, {text.Paragraph, 0, "", para},
		}, []string{"1 一、|主要工作", "2 一.1|修路", "2 一.2|养路", "3 一.2.1|桥涵", "1 二、|打算", "2 二.1|修路"}},
		{"outer levels in brackets and chapters", []line{
			{text.ListItem, 0, "第一章", " 主要工作"}, {text.Paragraph, 0, "", para},
			{text.ListItem, 0, "第一章.1", " 修路"}, {text.Paragraph, 0, "", para},
			{text.ListItem, 0, "第一章.2", " 养路"}, {text.Paragraph, 0, "", para},
			{text.ListItem, 0, "第二章", " 打算"}, {text.Paragraph, 0, "", para},
		}, []string{"1 第一章|主要工作", "2 第一章.1|修路", "2 第一章.2|养路", "1 第二章|打算"}},
		{"automatic cardinals", []line{
			{text.ListItem, 0, "Nineteen、", "主要工作"}, {text.Paragraph, 0, "", para},
			{text.ListItem, 0, "Twenty、", "打算"}, {text.Paragraph, 0, "", para},
		}, []string{"1 Nineteen、|主要工作", "1 Twenty、|打算"}},
		{"words beyond twenty are no numbers", []line{
			{text.ListItem, 0, "Twenty-one.", " 主要工作"}, {text.Paragraph, 0, "", para},
			{text.ListItem, 0, "Twenty-two.", " 打算"}, {text.Paragraph, 0, "", para},
		}, nil},
		{"ordinals that were typed are words", []line{
			{text.Paragraph, 0, "", "First. 主要工作"}, {text.Paragraph, 0, "", para},
			{text.Paragraph, 0, "", "Second. 打算"}, {text.Paragraph, 0, "", para},
		}, nil},
		{"typed numbers in heading styles", []line{
			{text.Heading, 2, "", "一、主要工作"}, {text.Paragraph, 0, "", para},
			{text.Heading, 3, "", "（一）修路"}, {text.Paragraph, 0, "", para},
			{text.Heading, 2, "", "二、打算"}, {text.Paragraph, 0, "", para},
		}, []string{"1 一、|主要工作", "2 （一）|修路", "1 二、|打算"}},
		{"table rows are no headings", []line{
			{text.Heading, 1, "", "主要工作"}, {text.TableRow, 0, "", "一、修路\t十条"}, {text.TableRow, 0, "", "二、养路\t二十条"},
			{text.Heading, 1, "", "打算"}, {text.Paragraph, 0, "", para},
		}, []string{"1 |主要工作", "1 |打算"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &text.Document{Text: para + "\n", Format: text.FormatDOCX}
			d.Blocks = text.Lines(d.Text)
			for _, l := range c.lines {
				start := len(d.Text)
				d.Text += l.label + l.typed
				b := text.Block{Span: text.Span{Start: start, End: len(d.Text)}, Kind: l.kind, Level: l.level}
				if l.label != "" {
					b.Label = text.Span{Start: start, End: start + len(l.label)}
				}
				d.Blocks = append(d.Blocks, b)
				d.Text += "\n"
			}
			o := Parse(d)
			wantSound(t, d, o)
			want := strings.Join(c.want, "\n")
			if got := strings.TrimSpace(drawn(d, o)); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestNumberedIsNoTitle: what the program that wrote the file numbered stands
// below the title, whatever its number looks like.
func TestNumberedIsNoTitle(t *testing.T) {
	for _, label := range []string{"First.", "I.", "一、"} {
		source := "云坪镇工作总结\n" + label + "工作情况\n" + para + "\n"
		d := typed(source)
		start := d.Blocks[1].Start
		d.Blocks[1].Kind, d.Blocks[1].Label = text.ListItem, text.Span{Start: start, End: start + len(label)}
		if o := Parse(d); o.TitleText(d) != "云坪镇工作总结" {
			t.Errorf("%s: title %q", label, o.TitleText(d))
		}
	}
}

func TestBodies(t *testing.T) {
	d := typed("工作总结\n一、学习\n甲。\n（一）集中\n乙。\n（二）自学\n丙。\n二、打算\n丁。\n云坪镇政府\n2024年12月3日")
	o := Parse(d)
	wantSound(t, d, o)
	want := []string{"甲。\n（一）集中\n乙。\n（二）自学\n丙。", "乙。", "丙。", "丁。"}
	if len(o.Headings) != len(want) {
		t.Fatalf("headings\n%s", drawn(d, o))
	}
	for i, h := range o.Headings {
		if got := text.Trim(d.Text, h.Body).Of(d.Text); got != want[i] {
			t.Errorf("%s: body %q, want %q", h.Title.Of(d.Text), got, want[i])
		}
	}
}

func TestProse(t *testing.T) {
	d := typed("工作总结\n县局：\n一、学习\n甲甲甲。\n（一）集中。乙乙乙。\n云坪镇政府\n2024年12月3日")
	var got []string
	for _, i := range Parse(d).Prose {
		got = append(got, d.Blocks[i].Of(d.Text))
	}
	if want := "甲甲甲。 （一）集中。乙乙乙。"; !strings.Contains(strings.Join(got, " "), want) {
		t.Errorf("prose is %q", got)
	}
}

func TestSamplesAreSound(t *testing.T) {
	for _, name := range sampleNames(t) {
		d := sample(t, name)
		o := Parse(d)
		wantSound(t, d, o)
		if o.Title.Empty() && strings.HasPrefix(name, "drafts/") {
			t.Errorf("%s: no title", name)
		}
	}
	d := sample(t, "compendium.txt")
	wantSound(t, d, Parse(d))
}

// TestHostile: texts of nothing but numbers, and the like, stay sound.
func TestHostile(t *testing.T) {
	for _, unit := range []string{"一、", "（一）", "1.", "1.1", "第一章", "。（一）", "：1.", "一是", "。", "：", "> ", "首先，", "一", "\n", "　"} {
		for _, sep := range []string{"", "\n"} {
			d := typed(strings.Repeat(unit+sep, 300))
			wantSound(t, d, Parse(d))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("工作总结\n县局：\n一、学习\n（一）集中。甲。（二）自学。乙。\n1.1 丙\n二、打算。一是丁；二是戊。\n云坪镇\n2024年12月3日")
	f.Add("1.\n2.\n（\n）\n第一部分\n一、\n一、二、三、\n首先，")
	f.Add("\ufeff> ## **一、学习**\r\n\r\n　　二、\t宣传。")
	f.Fuzz(func(t *testing.T, source string) {
		source = strings.ToValidUTF8(source, "")
		if len(source) > 1<<13 {
			return
		}
		d := typed(source)
		wantSound(t, d, Parse(d))
	})
}

func TestFrameSpans(t *testing.T) {
	d := typed("工作总结\n县局：\n一、学习\n" + para + "\n二、宣传\n" + para + "\n云坪镇政府\n2024年12月3日")
	var got []string
	end := 0
	for _, s := range Parse(d).Frame(d.Text) {
		if s.Start < end {
			t.Errorf("%v after %d", s, end)
		}
		end = s.End
		got = append(got, s.Of(d.Text))
	}
	if want := "工作总结|县局：|一、学习|二、宣传|云坪镇政府\n2024年12月3日"; strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
}
