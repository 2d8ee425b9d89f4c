package fault

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// amount is a figure with what it counts: 12次, 1.5万元, 98.2%.
type amount struct {
	// Span covers the figure and its unit, figure the digits alone.
	text.Span
	figure text.Span
	value  float64 // in the unit, 万 and 亿 multiplied out
	step   float64 // the smallest difference the digits can tell
	unit   string
	// vague is true for about, nearly, more than.
	vague bool
}

// units that are counted, the longer before those they begin with.
const unitWords = "个百分点 平方公里 平方米 立方米 公里 公斤 公顷 人次 万千瓦 千瓦 件次 户次 场次 课时 学时 人 名 次 场 个 件 起 项 篇 份 户 家 座 处 条 米 亩 吨 元 台 辆 套 只 扇 期 天 册 株 棵 所 间 盏 例 张 床 头 斤 批 部 块 眼 口 支 封 道 宗 对 组 节 堂 幢 栋 箱 袋 粒 度 ％ %"

// amountsIn lists the figures of t[s] that have a unit. Cost: O(len(s)).
func amountsIn(t string, s text.Span) []amount {
	var out []amount
	for at := s.Start; at < s.End; {
		if c := t[at]; c < '0' || c > '9' {
			at++
			continue
		}
		start := at
		for at < s.End && (t[at] >= '0' && t[at] <= '9' || t[at] == '.' && at+1 < s.End && t[at+1] >= '0' && t[at+1] <= '9') {
			at++
		}
		if a, ok := amountOf(t, text.Span{Start: start, End: at}, s.End); ok {
			out = append(out, a)
			at = a.End
		}
	}
	return out
}

// amountOf reads what follows the digits of figure, up to byte end.
func amountOf(t string, figure text.Span, end int) (amount, bool) {
	digits := figure.Of(t)
	value, err := strconv.ParseFloat(digits, 64)
	prev, _ := neighbours(t, figure)
	if err != nil || len(digits) > 12 || isCode(prev) || strings.ContainsRune(".．第", prev) {
		return amount{}, false
	}
	a := amount{figure: figure, value: value, step: 1}
	if _, decimals, ok := strings.Cut(digits, "."); ok {
		a.step = math.Pow10(-len(decimals))
	}
	at := figure.End
	for _, word := range []struct {
		name  string
		times float64
	}{{"万", 1e4}, {"亿", 1e8}, {"千", 1e3}, {"百", 1e2}} {
		if strings.HasPrefix(t[at:end], word.name) && !strings.HasPrefix(t[at:end], "千瓦") {
			a.value, a.step = a.value*word.times, a.step*word.times
			at += len(word.name)
		}
	}
	for _, word := range []string{"余", "多"} {
		if strings.HasPrefix(t[at:end], word) {
			a.vague = true
			at += len(word)
		}
	}
	for u := range strings.FieldsSeq(unitWords) {
		if strings.HasPrefix(t[at:end], u) {
			a.unit = strings.Replace(u, "％", "%", 1)
			a.Span = text.Span{Start: figure.Start, End: at + len(u)}
			a.vague = a.vague || endsInAny(back(t, figure.Start, 2), "约 近 超 逾 达约 大概") || beginsWithAny(t[a.End:end], "以上 左右 以内 多 余")
			return a, true
		}
	}
	return amount{}, false
}

// labelBefore is what stands between byte from and the figure, back to the
// last mark: 男 in 其中男18人.
func labelBefore(t string, from int, a amount) string {
	head := t[from:a.Start]
	if at := strings.LastIndexAny(head, "，、；：。（,;:("); at >= 0 {
		_, n := utf8.DecodeRuneInString(head[at:])
		head = head[at+n:]
	}
	return strings.TrimSpace(head)
}

// plain writes a value without trailing zeros.
func plain(v float64) string {
	return strconv.FormatFloat(math.Round(v*1e4)/1e4, 'f', -1, 64)
}
