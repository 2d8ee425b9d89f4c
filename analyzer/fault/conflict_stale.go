package fault

import (
	"slices"
	"strconv"
	"strings"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// A report that was made from last year's keeps a figure here and there. A
// sentence that tells what was done, and that says it in the same words with
// the same figures as the unit's last report, is asked about: it may be true,
// and mostly it was forgotten.

// The fewest counted figures of such a sentence, and the fewest characters
// around them: one figure may well come again.
const (
	minStale      = 2
	minStaleWords = 10
)

// done: words of what was done in a year; a sentence without one tells how
// things are.
const done = "开展 举办 组织 召开 完成 培训 检查 排查 走访 发放 处理 整改 新增 累计 接待 受理 办理 投入 新建 维修 清理 宣讲 慰问 调解 化解 巡查 查处 发展 发布 印发 收到 解决 修复 种植 安装"

// standing: words of what stays as it is from year to year.
const standing = "辖 编制 面积 下设 成立于 位于 始建 每年 每月 每季 每周 每半年 每天 规定 要求 标准 按照"

// unchanged finds the sentences whose figures are those of the last report.
func unchanged(r *reading) []Fault {
	if r.Last.Text == "" {
		return nil
	}
	before := map[string]string{} // the words of a sentence -> its figures
	for _, b := range text.Lines(r.Last.Text) {
		for _, s := range sentencesOf(r.Last.Text, b.Span) {
			if words, counted, ok := skeleton(r.Last.Text, s); ok {
				before[words] = counted
			}
		}
	}
	var out []Fault
	for _, s := range r.sentences {
		words, counted, ok := skeleton(r.t, s.Span)
		if !ok || before[words] != counted {
			continue
		}
		all := amountsIn(r.t, s.Span)
		at := text.Span{Start: all[0].Start, End: all[len(all)-1].End}
		out = append(out, Fault{
			Severity: Info, Span: at, Message: message.New("fault.number_stale", strconv.Itoa(r.Last.Year)),
			Suggestion: message.Say("suggest.number_stale"),
		})
	}
	return out
}

// skeleton parts a sentence of what was done into its words and its counted
// figures; ok is false for any other sentence. Dates are no figures.
func skeleton(t string, s text.Span) (words, counted string, ok bool) {
	body := s.Of(t)
	if s.Len() > maxFigured || !strings.ContainsAny(body, "0123456789") {
		return "", "", false
	}
	all := slices.DeleteFunc(amountsIn(t, s), func(a amount) bool { return a.value < 2 })
	if len(all) < minStale || !hasAny(body, done) || hasAny(body, standing) {
		return "", "", false
	}
	var w, c strings.Builder
	from := s.Start
	for _, a := range all {
		w.WriteString(withoutYears(t[from:a.figure.Start]))
		c.WriteString(a.figure.Of(t) + " ")
		from = a.figure.End
	}
	w.WriteString(withoutYears(t[from:s.End]))
	words = w.String()
	return words, c.String(), len([]rune(words)) >= minStaleWords
}

// withoutYears keeps the hanzi and letters: a year that was put right does
// not make another sentence.
func withoutYears(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || !isKept(r) {
			return -1
		}
		return r
	}, s)
}
