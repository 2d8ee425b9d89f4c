package fault

import (
	"slices"
	"strings"
	"testing"
)

// under puts a paragraph below each heading.
func under(heads ...string) string {
	return "工作总结\n" + strings.Join(heads, "\n"+whole+"\n") + "\n" + whole
}

func TestNumberingFound(t *testing.T) {
	cases := []struct {
		name, source string
		want         []string // label and key after "fault.numbering_"
	}{
		{"starts at two", under("二、学习", "三、宣传"), []string{"二、 start"}},
		{"starts at three in brackets", under("（三）学习", "（四）宣传"), []string{"（三） start"}},
		{"jump", under("一、学习", "二、宣传", "四、打算"), []string{"四、 gap"}},
		{"jump of two", under("一、学习", "四、打算"), []string{"四、 gap"}},
		{"jump in brackets", under("一、做法", "（一）装灯", "（二）修渠", "（四）补路", "二、打算"), []string{"（四） gap"}},
		{"jump in Arabic", under("一、做法", "1.装灯", "2.修渠", "4.补路", "二、打算"), []string{"4. gap"}},
		{"jump in bracketed Arabic", under("1.做法", "（1）装灯", "（3）修渠", "2.打算"), []string{"（3） gap"}},
		{"jump in circles", under("1.做法", "①装灯", "②修渠", "④补路", "2.打算"), []string{"④ gap"}},
		{"jump after ten", under("一、甲", "二、乙", "三、丙", "四、丁", "五、戊", "六、己", "七、庚", "八、辛", "九、壬", "十、癸", "十二、子"), []string{"十二、 gap"}},
		{"jump of parts", under("第一部分　做法", "第三部分　打算"), []string{"第三部分 gap"}},
		{"jump in a run of sentences", "工作总结\n一、做法\n（一）装灯。" + whole + "（二）修渠。" + whole + "（四）补路。" + whole, []string{"（四） gap"}},
		{"jump of 一是", "工作总结\n主要做法：一是早谋划；二是抓落实；四是勤回头。", []string{"四是 gap"}},
		{"jump of 一是 by one", "工作总结\n主要做法：一是早谋划；三是勤回头。", []string{"三是 gap"}},
		{"jump of 第一", "工作总结\n原因如下：第一，人手少。第三，路程远。", []string{"第三， gap"}},
		{"jump over paragraphs", "工作总结\n一是早谋划。" + whole + "\n二是抓落实。" + whole + "\n四是勤回头。" + whole, []string{"四是 gap"}},
		{"twice", under("一、学习", "二、宣传", "二、打算"), []string{"二、 repeat"}},
		{"the first twice", under("一、学习", "（一）装灯", "（一）修渠", "（二）补路"), []string{"（一） repeat"}},
		{"twice in Arabic", under("一、做法", "1.装灯", "2.修渠", "2.补路", "3.清沟"), []string{"2. repeat"}},
		{"twice in circles", under("1.做法", "①装灯", "②修渠", "②补路"), []string{"② repeat"}},
		{"twice among 二是", "工作总结\n主要做法：一是早谋划；二是抓落实；二是勤回头。", []string{"二是 repeat"}},
		{"backwards", under("一、学习", "二、宣传", "三、服务", "二、打算"), []string{"二、 order"}},
		{"backwards in brackets", under("一、做法", "（一）装灯", "（二）修渠", "（三）补路", "（二）清沟"), []string{"（二） order"}},
		{"forth and back", under("一、学习", "三、打算", "二、宣传"), []string{"二、 order"}},
		{"another style in the row", under("一、做法", "（一）装灯", "（二）修渠", "(3)补路", "（四）清沟"), []string{"(3) style"}},
		{"Arabic among hanzi", under("一、学习", "二、宣传", "3.服务", "四、打算"), []string{"3. style"}},
		{"two forms of Arabic", under("一、做法", "1.装灯", "2、修渠", "3.补路"), []string{"2、 form"}},
		{"two widths of brackets", under("一、做法", "（一）装灯", "(二)修渠", "（三）补路"), []string{"(二) form"}},
		{"two forms of hanzi", under("一、学习", "二．宣传", "三、打算"), []string{"二． form"}},
		{"no full stop after the number of one", under("一、做法", "1.装灯", "2.修渠", "3）补路"), []string{"3） style"}},
		{"in both of two lists", under("一、做法", "（一）装灯", "（三）修渠", "二、打算", "（一）补路", "（三）清沟"), []string{"（三） gap", "（三） gap"}},
		{"CRLF", strings.ReplaceAll(under("一、学习", "三、打算"), "\n", "\r\n"), []string{"三、 gap"}},
	}
	if len(cases) < 25 {
		t.Fatalf("only %d cases", len(cases))
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range faultsIn(t, c.source, "numbering") {
				got = append(got, f.Span.Of(c.source)+" "+strings.TrimPrefix(string(f.Message.Key), "fault.numbering_"))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestNumberingSilent(t *testing.T) {
	wantSilence(t, "numbering", []string{
		"",
		under("学习", "宣传"),
		under("一、学习", "二、宣传", "三、打算"),
		under("一、做法", "（一）装灯", "1.选址", "（1）问户", "①上门", "②登记", "（2）定点", "2.施工", "（二）修渠", "二、打算"),
		under("一、做法", "（一）装灯", "（二）修渠", "二、打算", "（一）补路", "（二）清沟"),
		under("一、做法", "1.装灯", "2.修渠", "二、打算", "1.补路", "2.清沟"),
		under("第一部分　做法", "一、装灯", "二、修渠", "第二部分　打算", "一、补路", "二、清沟"),
		under("1.做法", "1.1 装灯", "1.2 修渠", "2.打算", "2.1 补路"),
		under("1、装灯", "2、修渠", "3、补路"),
		under("⒈装灯", "⒉修渠"),
		under("（1）装灯", "（2）修渠", "（3）补路"),
		"工作总结\n主要做法：一是早谋划；二是抓落实；三是勤回头。\n存在不足：一是人手少；二是路程远。",
		"工作总结\n一是早谋划。一是抓落实。",
		"工作总结\n首先，早谋划。其次，抓落实。最后，勤回头。",
		"工作总结\n原因有三：第一，人手少。第二，路程远。第三，钱不够。",
		// a list after a colon begins anew
		under("一、做法", "1.装灯", "2.修渠") + "\n具体措施如下：\n1.补路\n" + whole + "\n2.清沟\n" + whole,
		under("一、做法") + "\n分为：\n1.装灯\n" + whole + "\n又分为：\n1.修渠\n" + whole,
		// two lists in one section
		under("一、做法", "1.装灯", "2.修渠", "1.补路", "2.清沟"),
		// a number that stands in the text where no heading was seen
		"工作总结\n一、做法\n（一）装灯。" + whole + "\n（二）修渠。" + whole + "按照要求，（三）补路一项也已完成。\n（四）清沟。" + whole,
		"工作总结\n一、学习\n" + whole + "\n二、宣传\n" + whole + "其余见三、服务一节。\n四、打算\n" + whole,
		"工作总结\n1.装灯\n" + whole + "\n2.修渠\n" + whole + "，另有3.补路一项并入上面。\n4.清沟\n" + whole,
		// figures and dates
		"工作总结\n3.5万元已经到位，2024.5.1起施行，5、6月各下乡一次。",
		"工作总结\n一、二季度各开一次会，三、四季度各开两次。",
		"工作总结\n今年开会5次。3月在云坪，6月在石桥。",
		"农村公路养护办法\n第一条　为了加强养护。\n第二条　镇政府履行职责：\n（一）拟订计划；\n（二）组织实施。\n第三条　养护员履行职责：\n（一）清扫路面；\n（二）疏通水沟。",
		"工作总结\n一要早谋划。二要抓落实。三要勤回头。",
		strings.ReplaceAll(under("一、学习", "二、宣传"), "\n", "\r\n"),
		"二十一、学习\n" + whole + "\n二十二、宣传\n" + whole,
	})
}
