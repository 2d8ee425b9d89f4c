package fault

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Figures that contradict each other, where the wording leaves no doubt what
// belongs to what: parts that are not the stated whole, a rate that is not
// the quotient of the two figures beside it, shares of one whole above 100 %,
// and one count given twice with two values. Where categories may overlap
// (party members and women), nothing is said.

func findNumberConflicts(r *reading) []Fault {
	var out []Fault
	for _, s := range r.sentences {
		if s.Len() > maxFigured || !strings.ContainsAny(s.Of(r.t), "0123456789") {
			continue
		}
		f := figures{t: r.t, s: s.Span, all: amountsIn(r.t, s.Span)}
		if len(f.all) == 0 {
			continue
		}
		out = append(out, f.sums()...)
		out = append(out, f.shares()...)
		out = append(out, f.rates()...)
		out = append(out, f.growth()...)
		out = append(out, f.overHundred()...)
	}
	out = append(out, twoValues(r)...)
	return append(out, unchanged(r)...)
}

// maxFigured is the longest sentence looked at, in bytes: figures that stand
// further apart are not read together by anybody.
const maxFigured = 3000

// figures are the amounts of one sentence.
type figures struct {
	t   string
	s   text.Span
	all []amount
}

func numberFault(s text.Span, msg message.Message) Fault {
	return Fault{Severity: Warning, Span: s, Message: msg, Suggestion: message.Say("suggest.number")}
}

// between is the text from the end of amount i to the start of amount j.
func (f *figures) between(i, j int) string { return f.t[f.all[i].End:f.all[j].Start] }

// sums checks 共30人，其中男18人、女10人.
func (f *figures) sums() []Fault {
	var out []Fault
	for i := range f.all {
		if i+2 >= len(f.all) || !f.isWhole(i) {
			continue
		}
		parts := f.partsOf(i)
		if len(parts) < 2 || !f.isPartition(i, parts) {
			continue
		}
		whole, sum, slack := f.all[i], 0.0, f.all[i].step/2
		for _, p := range parts {
			sum += f.all[p].value
			slack += f.all[p].step / 2
		}
		if whole.step == 1 && f.allWhole(parts) {
			slack = 0.5
		}
		if math.Abs(sum-whole.value) > slack {
			out = append(out, numberFault(whole.Span, message.New("fault.number_sum", whole.Of(f.t), plain(sum)+whole.unit)))
		}
	}
	return out
}

func (f *figures) allWhole(parts []int) bool {
	for _, p := range parts {
		if f.all[p].step < 1 {
			return false
		}
	}
	return true
}

// isWhole: 其中 follows the amount, with at most a noun and a comma between.
func (f *figures) isWhole(i int) bool {
	gap := f.between(i, i+1)
	at := strings.Index(gap, "其中")
	return at >= 0 && !f.all[i].vague && len([]rune(gap[:at])) <= 12 && strings.Count(gap[:at], "，")+strings.Count(gap[:at], "（")+strings.Count(gap[:at], ",")+strings.Count(gap[:at], "(") <= 1 && !strings.ContainsAny(gap[:at], "、")
}

// isNoPart: words that make a figure something else than a part of the
// whole, or leave a part unsaid.
const isNoPart = "其余 剩余 余下 另 还有 其他 等 比 较 同比 增加 减少 增长 下降 上年 去年 人均 平均 每 计划 目标 最 新增 累计 合计 共 近 包括 含 不 涉及 带动 惠及"

// partsOf are the amounts behind the whole at i that have its unit, in one
// bracket or sentence; nil where something says that they are not all.
func (f *figures) partsOf(i int) []int {
	var parts []int
	from := f.all[i].End
	tail := f.t[from:f.s.End]
	opened, closed := strings.IndexAny(tail, "（("), strings.IndexAny(tail, "）)")
	if closed >= 0 && opened >= 0 && opened < strings.Index(tail, "其中") {
		tail = tail[:closed]
	}
	end := from + len(tail)
	last := from
	for j := i + 1; j < len(f.all) && f.all[j].End <= end; j++ {
		a := f.all[j]
		if a.unit != f.all[i].unit {
			continue
		}
		label := strings.TrimPrefix(labelBefore(f.t, last, a), "其中")
		if a.vague || hasAny(label, isNoPart) || strings.Contains(f.t[last:a.Start], "其中") && len(parts) > 0 {
			return nil
		}
		parts = append(parts, j)
		last = a.End
	}
	if hasAny(f.t[last:end], "其余 剩余 另 还有 其他 等") || strings.HasPrefix(f.t[last:], "等") {
		return nil
	}
	return parts
}

// complements: labels that share a whole out between them.
var complements = []string{
	"男 女", "上半年 下半年", "线上 线下", "合格 不合格", "已 未", "已 正在", "城镇 农村", "城市 农村", "县内 县外", "省内 省外", "在职 退休", "白天 夜间",
	"新建 改建", "新建 续建", "公办 民办", "一季度 二季度 三季度 四季度",
}

// overlapping: labels of people and things that may also carry another one.
const overlapping = "党员 团员 女 少数民族 干部 以上 以下 本科 研究生 硕士 博士 高级 中级 代表 骨干 夜间 雨天 重点 主要 重大 优秀 先进 老年 残疾 困难 脱贫 以来"

// isPartition: the labels are known to share out a whole, or there are three
// and more that nearly add up to it, or two that differ in one word only.
func (f *figures) isPartition(i int, parts []int) bool {
	labels := make([]string, len(parts))
	last, sum := f.all[i].End, 0.0
	for k, p := range parts {
		labels[k] = strings.TrimPrefix(labelBefore(f.t, last, f.all[p]), "其中")
		last = f.all[p].End
		sum += f.all[p].value
	}
	if isComplement(labels) {
		return true
	}
	for _, l := range labels {
		if l == "" || hasAny(l, overlapping) {
			return false
		}
	}
	near := math.Abs(sum-f.all[i].value) <= 0.12*f.all[i].value
	return near && (len(labels) >= 3 || lastRune(labels[0]) == lastRune(labels[1]))
}

// isComplement reports whether the labels are all of one row of complements,
// each once.
func isComplement(labels []string) bool {
	for _, row := range complements {
		words := strings.Fields(row)
		if len(words) != len(labels) {
			continue
		}
		used := 0
		for i, w := range words {
			if strings.Contains(labels[i], w) {
				used++
			}
		}
		if used == len(words) {
			return true
		}
	}
	return false
}

var shareAfter = regexp.MustCompile(`^，(?:占|占比|占比为|占总数的|占总人数的|占全部的)$`)

// shares checks 30人，其中党员12人，占45%.
func (f *figures) shares() []Fault {
	var out []Fault
	for i := 0; i+2 < len(f.all); i++ {
		whole, part, rate := f.all[i], f.all[i+1], f.all[i+2]
		if rate.unit != "%" || part.unit != whole.unit || whole.vague || part.vague || !f.isWhole(i) || !shareAfter.MatchString(f.between(i+1, i+2)) {
			continue
		}
		if is := 100 * part.value / whole.value; whole.value > 0 && !rounds(is, rate) {
			out = append(out, numberFault(rate.Span, message.New("fault.number_rate", rate.Of(f.t), part.Of(f.t), whole.Of(f.t), percent(is))))
		}
	}
	return out
}

// rounds reports whether rate may stand for the percentage is: rounded or
// cut off at its last digit.
func rounds(is float64, rate amount) bool { return math.Abs(is-rate.value) <= rate.step+1e-9 }

func percent(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) + "%" }

var (
	rateClause = regexp.MustCompile(`[，,、]((\p{Han}{2,4})率)(?:为|达|达到|是|：)?$`)
	attendance = "到会 出勤 到课 到岗 参会 到场 参训"
)

// rates checks 排查50处，已整改48处，整改率98%: the rate's name stands with
// the second figure.
func (f *figures) rates() []Fault {
	var out []Fault
	for i := 0; i+2 < len(f.all); i++ {
		whole, part, rate := f.all[i], f.all[i+1], f.all[i+2]
		if rate.unit != "%" || part.unit != whole.unit || whole.unit == "%" || whole.vague || part.vague || rate.vague || part.value > whole.value || whole.value == 0 {
			continue
		}
		m := rateClause.FindStringSubmatch(f.between(i+1, i+2))
		if m == nil || strings.ContainsAny(f.between(i, i+1), "；。") {
			continue
		}
		said := f.between(i, i+1)
		named := strings.Contains(said, m[2]) || hasAny(m[2], attendance) && strings.Contains(said, "实")
		if is := 100 * part.value / whole.value; named && !hasAny(said, "其中 新 上年 去年 同比") && !rounds(is, rate) {
			out = append(out, numberFault(rate.Span, message.New("fault.number_rate", rate.Of(f.t), part.Of(f.t), whole.Of(f.t), percent(is))))
		}
	}
	return out
}

var (
	grows   = regexp.MustCompile(`^(增加|增长|提高|上升|提升|扩大|增|升|减少|下降|降低|压减|缩减|降|减)(?:到|至|为)$`)
	growsBy = regexp.MustCompile(`^，(?:同比)?(增长|增加|提高|上升|增幅|升幅|下降|减少|降低|降幅)(?:了|为|达)?$`)
	startOf = regexp.MustCompile(`(?:由|从)[^，。；]{0,8}$`)
)

// growth checks 由200户增加到260户，增长25%.
func (f *figures) growth() []Fault {
	var out []Fault
	for i := 0; i+2 < len(f.all); i++ {
		from, to, by := f.all[i], f.all[i+1], f.all[i+2]
		if by.unit != "%" || from.unit != to.unit || from.unit == "%" || from.vague || to.vague || by.vague || from.value == 0 {
			continue
		}
		if !startOf.MatchString(f.t[f.s.Start:from.Start]) || !grows.MatchString(f.between(i, i+1)) || !growsBy.MatchString(f.between(i+1, i+2)) {
			continue
		}
		if is := 100 * math.Abs(to.value-from.value) / from.value; !rounds(is, by) {
			out = append(out, numberFault(by.Span, message.New("fault.number_growth", by.Of(f.t), from.Of(f.t), to.Of(f.t), percent(is))))
		}
	}
	return out
}

// cannotExceed: rates of a whole. 完成率, 毛入学率 and 增长率 may be above
// 100 %.
var cannotExceed = regexp.MustCompile(`(合格|优良|优秀|及格|参训|参与|参会|覆盖|满意|到课|到会|上岗|持证|入住|就业|升学|巩固|毕业|治愈|成活|存活|报到|履约|结案|审结|通过|配备|出勤|知晓|签订|签约|普及|整改|办结|销号|化解|建档|参保|好评|回访|入户|持证|达标|响应|回复|答复)(?:率|度)(?:为|达|达到|是|高达|均为|均达|均达到|保持在|：)?$|占比?(?:为|达|达到)?$`)

func (f *figures) overHundred() []Fault {
	var out []Fault
	for _, a := range f.all {
		if a.unit != "%" || a.value <= 100 || a.vague || !cannotExceed.MatchString(back(f.t, a.Start, 12)) {
			continue
		}
		out = append(out, numberFault(a.Span, message.New("fault.number_over", a.Of(f.t))))
	}
	return append(out, f.sharesOverHundred()...)
}

// wholes: labels whose shares of one whole add up to 100 %.
var wholes = []string{
	"男 女", "满意 基本满意 不满意", "优秀 良好 合格 不合格", "优秀 称职 不称职", "优 良 中 差", "第一产业 第二产业 第三产业", "一产 二产 三产",
	"赞成 反对 弃权", "线上 线下", "城镇 农村", "上半年 下半年",
}

// sharesOverHundred checks 男职工占65%，女职工占45%.
func (f *figures) sharesOverHundred() []Fault {
	var rates []int
	var labels []string
	last := f.s.Start
	for i, a := range f.all {
		if a.unit == "%" {
			label, ok := shareLabel(labelBefore(f.t, last, a))
			if !ok {
				return nil
			}
			rates, labels = append(rates, i), append(labels, label)
		}
		last = a.End
	}
	if len(rates) < 2 || !ofOneWhole(labels) {
		return nil
	}
	sum := 0.0
	for _, i := range rates {
		sum += f.all[i].value
	}
	if sum <= 100.5 {
		return nil
	}
	first, end := f.all[rates[0]], f.all[rates[len(rates)-1]].End
	start := first.Start - len(labelBefore(f.t, f.s.Start, first))
	return []Fault{numberFault(text.Span{Start: start, End: end}, message.New("fault.number_shares", plain(sum)+"%"))}
}

// shareLabel is what stands before 占 or 占比.
func shareLabel(s string) (string, bool) {
	for _, end := range []string{"占比为", "占比", "占"} {
		if label, ok := strings.CutSuffix(s, end); ok {
			return label, true
		}
	}
	return "", false
}

// ofOneWhole reports whether the labels are different ones of one row.
func ofOneWhole(labels []string) bool {
	for _, row := range wholes {
		words := strings.Fields(row)
		next := 0
		for _, l := range labels {
			for next < len(words) && !strings.HasPrefix(l, words[next]) && !strings.HasSuffix(l, words[next]) {
				next++
			}
			if next == len(words) {
				break
			}
			next++
			if l == labels[len(labels)-1] {
				return true
			}
		}
	}
	return false
}

const (
	wholeScope = "全年 累计 一年来 现有 在册 总共 合计 今年以来"
	partScope  = "去年 上年 往年 同期 上半年 下半年 季度 月 计划 目标 力争 较 比 同比 增加到 减少到 达到 人均 平均 每 村 组 班 年时 其中 另 又 再 新增 明年 将"
	scopeWords = "全年 累计 一年来 总共 合计 今年以来 先后 共计 全部 已 共 了 计 先 我们 我"
)

// twoValues finds one count that is given twice with two values: two clauses
// on the whole year that differ in nothing but the figure.
func twoValues(r *reading) []Fault {
	type said struct {
		amount
		of text.Span
	}
	seen := map[string]said{}
	var out []Fault
	for _, s := range r.sentences {
		if s.Len() > maxFigured {
			continue
		}
		for _, c := range clauses(r.t, s.Span) {
			key, a, ok := indicator(r.t, c)
			if !ok || hasAny(r.t[s.Start:c.Start], "村 镇 乡 站 组 班 科 局 校 公司 街道 社区 支部 中心 去年 上年") {
				continue
			}
			first, again := seen[key]
			if !again {
				seen[key] = said{a, c}
				continue
			}
			if first.value != a.value && !first.vague && !a.vague {
				out = append(out, numberFault(c, message.New("fault.number_two", first.of.Of(r.t), c.Of(r.t))))
			}
		}
	}
	return out
}

// minIndicator is how long a clause must be without its figure, in
// characters, so that it names one indicator.
const minIndicator = 5

// indicator reads a clause with one figure that speaks of the whole year or
// of what there is now; key is what it counts.
func indicator(t string, c text.Span) (key string, a amount, ok bool) {
	clause := text.Trim(t, c).Of(t)
	if !hasAny(clause, wholeScope) || hasAny(clause, partScope) {
		return "", a, false
	}
	all := amountsIn(t, c)
	if len(all) != 1 || all[0].unit == "%" || strings.Count(clause, "年") > strings.Count(clause, "全年")+strings.Count(clause, "一年来")+strings.Count(clause, "今年以来") {
		return "", a, false
	}
	key = keep(t[c.Start:all[0].figure.Start]) + "|" + keep(t[all[0].figure.End:c.End])
	for w := range strings.FieldsSeq(scopeWords) {
		key = strings.ReplaceAll(key, w, "")
	}
	return key, all[0], len([]rune(key)) > minIndicator+len(all[0].unit)/len("次")
}
