package fault

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// A number of things is announced (三方面工作) and another number follows.
// Only lists that are clearly the announced one are counted: they begin right
// behind the announcement. There are four shapes: numbered items and headings,
// a row behind a colon, a row in front of the number (云坪、石桥四个村), and
// 五个一 with its members.

func findMiscounted(r *reading) []Fault {
	c := &counting{t: r.t, r: r, told: map[int]bool{}}
	c.marks = allMarks(r.Outline)
	for i := range c.marks {
		if c.marks[i].number.Ordinal == 1 {
			c.numbered(i)
		}
	}
	for i, s := range r.sentences {
		if s.Len() <= maxFigured {
			c.stages(i)
			c.rows(s.Span)
			c.slogans(s.Span)
			c.inFront(s.Span)
		}
	}
	return c.out
}

type counting struct {
	t     string
	r     *reading
	marks []mark
	told  map[int]bool // where a fault begins
	out   []Fault
}

// allMarks are the numbers of headings and items, 首先 and 其次 among them,
// in reading order.
func allMarks(o *outline.Outline) []mark {
	all := marksOf(o)
	var first []mark
	for _, it := range o.Items {
		if it.Number.Style == outline.ItemFirst {
			first = append(first, mark{it.Number, it.Label})
		}
	}
	return mergeMarks(all, first)
}

func mergeMarks(a, b []mark) []mark {
	out := make([]mark, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].label.Start <= b[0].label.Start {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

func (c *counting) report(s text.Span, said, is int) {
	if c.told[s.Start] {
		return
	}
	c.told[s.Start] = true
	c.out = append(c.out, Fault{
		Severity: Error, Span: s,
		Message:    message.New("fault.count_mismatch", s.Of(c.t), said, is),
		Suggestion: message.Say("suggest.count_mismatch"),
	})
}

// announced is a number of things: 三个方面.
type announced struct {
	text.Span // the number and what is counted
	n         int
	measure   string
}

var (
	countOf = newPattern("一二两三四五六七八九十0123456789", `([一二两三四五六七八九十]{1,2}|[0-9]{1,2})(个|项|点|条|大|方面|类|步|件|种|名|位|家|次|场|篇|部|级|座|所|处|份|门|期|批|辆|台|棵|本|张|套|款|道|支|队|堂)`)
	// afterCount: what may stand between the measure word and the end of the
	// clause that announces.
	afterCount = regexp.MustCompile(`^(?:大|方面|类|件|重点|主要|具体|突出|关键|核心|专项|工作|问题|措施|任务|要求|意见|建议|原因|特点|不足|做法|经验|环节|内容|情况|事项|举措|目标|体会|困难|短板|弱项|机制|制度|抓手|变化|成效|亮点|意识|关系|结合|转变|突破|提升|能力|层面|步骤|阶段|实事|大事|难题|事|会议|的|村|镇|乡|县|科室|单位|部门|小组|组|人|同志|现场会|座谈会|推进会|活动|示范点|地方|镇村|党员|干部|管水员|专家|代表|类型|方向|重点工作|走|如下|来抓|入手|展开|开展|推进|着手|发力|用力|下功夫|汇报|报告|总结|进行汇报|作汇报|进行|实施|完成)*$`)
	// anyNoun: behind a colon comes the row itself, whatever was counted.
	anyNoun    = regexp.MustCompile(`^(?:[^了在对把将为是有和与等的“”月小星季工][^了在对把将为是有和与等的“”]{0,9})?$`)
	notCounted = "第 前 后 这 那 每 另 其他 其余 近 约 多 几 上百 以上 上述 前述 某 首 头 同一 任何 各 不少于 不低于 至少 不超过 最多 分别"
)

// tailCount reads the announcement at the end of a clause; ok is false where
// there is none, or more than one number of things. noun says what may stand
// behind the number.
func (c *counting) tailCount(s text.Span, noun *regexp.Regexp) (announced, bool) {
	clause := s.Of(c.t)
	at, n, ok := onlyCount(clause)
	if !ok || n > 20 || endsInAny(clause[:at[0]], notCounted+" 百分之 千分之 成") || hasAny(clause, "以上 上述 前述 余") && !strings.Contains(clause, "以下") {
		return announced{}, false
	}
	if r := lastRune(clause[:at[0]]); isNumeral(r) || r == '.' || r == '、' && isNumeral(lastRune(strings.TrimSuffix(clause[:at[0]], "、"))) {
		return announced{}, false
	}
	tail := strings.Trim(clause[at[5]:], "”’\"）) ")
	if !noun.MatchString(tail) {
		return announced{}, false
	}
	return announced{Span: text.Span{Start: s.Start + at[0], End: s.Start + at[5]}, n: n, measure: clause[at[4]:at[5]]}, true
}

// onlyCount is the one number of things in a clause, as countOf finds it; 一步
// and the like count nothing.
func onlyCount(clause string) (at []int, n int, ok bool) {
	found := 0
	countOf.groups(clause, func(m []int) {
		if v, whole := valueOf(clause[m[2]:m[3]]); whole && v >= 2 {
			at, n = m, v
			found++
		}
	})
	return at, n, found == 1
}

// maxAnnouncement is how far before a list its announcement is looked for, in
// characters.
const maxAnnouncement = 60

// numbered counts the list that begins with mark i, where the clause right
// before it announces a number.
func (c *counting) numbered(i int) {
	m := c.marks[i]
	head := strings.TrimRight(c.t[:m.label.Start], " 　\t\r\n>＞")
	end := strings.TrimRight(head, "：:。；;")
	if end == "" || len(head)-len(end) > len("：") {
		return
	}
	clause := back(c.t, len(end), maxAnnouncement)
	if at := strings.LastIndexFunc(clause, isNewClause); at >= 0 {
		_, n := utf8.DecodeRuneInString(clause[at:])
		clause = clause[at+n:]
	}
	said, ok := c.tailCount(text.Span{Start: len(end) - len(clause), End: len(end)}, afterCount)
	if !ok || isHeadingOfWhole(said.measure) {
		return
	}
	if !strings.HasSuffix(head, "：") && !strings.HasSuffix(head, ":") && said.End == len(end) && !strings.Contains(clause, "以下") {
		return // 正在整改6项。 tells a figure and announces nothing
	}
	if count, sure := c.members(i, said.n); sure && count > 1 && count != said.n {
		c.report(said.Span, said.n, count)
	}
}

// isHeadingOfWhole: 三次, 三名, 三家 in front of a list announce no items.
func isHeadingOfWhole(measure string) bool {
	return strings.Contains("名位家次场篇部级座所处份门批辆台棵本张套款道支队堂", measure)
}

// members counts the list that begins with mark i; sure is false where its
// own numbers leave a doubt, or where its end may be told without a number.
func (c *counting) members(i, said int) (count int, sure bool) {
	first := c.marks[i]
	last, count := i, 1
	broken, inner := false, "" // the form of a list inside this one
	for j := i + 1; j < len(c.marks); j++ {
		m := c.marks[j]
		if !first.number.Style.IsItem() && m.number.Style < first.number.Style || first.number.Style.IsItem() && !m.number.Style.IsItem() {
			break
		}
		if m.number.Style != first.number.Style {
			continue
		}
		if m.number.Style == outline.ItemFirst {
			if m.number.Ordinal == 1 {
				break
			}
			last, count = j, count+1
			continue
		}
		if m.number.Ordinal == 1 && m.number.Form == first.number.Form {
			break
		}
		if m.number.Ordinal == 1 {
			inner = m.number.Form // 一要 among 一是
		}
		if m.number.Form == inner {
			continue
		}
		if m.number.Ordinal != count+1 {
			broken = broken || m.number.Form == first.number.Form
			continue
		}
		if count == said && !first.number.Style.IsItem() && c.isOfAnotherKind(m) {
			break
		}
		last, count = j, count+1
	}
	return count, !broken && !c.goesOnUnnumbered(last, count, first)
}

// isOfAnotherKind: the heading behind the announced ones begins what comes
// after them.
func (c *counting) isOfAnotherKind(m mark) bool {
	return hasAny(ahead(c.t, m.label.End, 24), "不足 问题 打算 计划 下一步 今后 建议 原因 体会 保障 结语 其他 存在 安排 思路 明年 措施 要求 困难")
}

// goesOnUnnumbered: behind the last number something more seems to be told as
// a member of the list.
func (c *counting) goesOnUnnumbered(last, count int, first mark) bool {
	m := c.marks[last]
	end := len(c.t)
	if at := strings.IndexByte(c.t[m.label.End:], '\n'); at >= 0 {
		end = m.label.End + at
	}
	if last+1 < len(c.marks) {
		end = min(end, c.marks[last+1].label.Start)
	}
	end = min(end, m.label.End+maxFigured)
	if end < m.label.End {
		return true
	}
	for _, s := range clauses(c.t, text.Span{Start: m.label.End, End: end}) {
		clause := text.Trim(c.t, s).Of(c.t)
		v, n := numeralAt(clause)
		if n > 0 && v == count+1 && first.number.Style.IsItem() || beginsWithAny(clause, "最后 此外 另外 同时，还 再次 再者 还有") {
			return true
		}
	}
	return false
}

// stages counts 分两期进行。第一期…，第二期…: the sentences that follow number
// what was counted.
func (c *counting) stages(i int) {
	s := c.r.sentences[i]
	if i+1 >= len(c.r.sentences) || !strings.HasSuffix(s.Of(c.t), "。") || c.r.sentences[i+1].block != s.block {
		return
	}
	rest := ahead(c.t, c.r.sentences[i+1].Start, maxRow)
	if !strings.HasPrefix(rest, "第一") {
		return
	}
	clauses := clauses(c.t, s.Span)
	said, ok := c.tailCount(clauses[len(clauses)-1], afterCount)
	if !ok || !strings.HasPrefix(rest, "第一"+said.measure) {
		return
	}
	n := 0
	for strings.Contains(rest, "第"+hanziNumeral(n+1)+said.measure) {
		n++
	}
	if n != said.n && utf8.RuneCountInString(rest) < maxRow {
		c.report(said.Span, said.n, n)
	}
}

// headOf is the first n characters of s.
func headOf(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
