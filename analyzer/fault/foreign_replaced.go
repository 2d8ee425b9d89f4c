package fault

import (
	"strings"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// A name put in for another one everywhere breaks the words that held the
// other one: where 局 became 石桥镇, 布局 became 布石桥镇 and 局面 石桥镇面. The
// stumps that are left of such words are looked for on either side of the
// draft's own name.

// stump is what is left of a word beside the name.
type stump struct {
	rest string
	// unless: the stump is whole where these stand beyond it; only: it is a
	// stump only where one of these does.
	unless, only string
}

var (
	// stumpsBefore: 布(局), 格(局), 法(院), 高(校) …
	stumpsBefore = []stump{
		{rest: "布", unless: "公 发 颁 分 宣 散 遍 抹 棉 帆 幕"}, {rest: "僵"}, {rest: "残", unless: "摧"},
		{rest: "格", unless: "资 人 风 严 规 性 合 品 价 体 表 及 升 破 网 国"},
		{rest: "国务"}, {rest: "检察"}, {rest: "法", only: "民 级 高"}, {rest: "高", only: "所 各 驻 与 在 对 的"},
		{rest: "党支"}, {rest: "团支"}, {rest: "干", only: "员 导 关 体 层 轻 大 名 全 村 部 和"},
		{rest: "举", unless: "推 选 列 检 一 例"}, {rest: "承", unless: "继 传 秉"}, {rest: "督", unless: "监 总"},
		{rest: "派出"}, {rest: "地", only: "各 等 边 区 部 该"}, {rest: "常", only: "市 县 省 区 组"}, {rest: "纪", only: "市 县 省 区 组"},
		{rest: "场", only: "立"}, {rest: "乡", only: "个 各 城 多"}, {rest: "城乡社"},
	}
	// stumpsAfter: (局)面, (部)署, (部)门, (办)公室 …
	stumpsAfter = []stump{
		{rest: "面", only: "新 好 的 动 定 利 种 个 全 序"}, {rest: "限性"}, {rest: "限于"}, {rest: "势", unless: "头 必 力 如 能"},
		{rest: "署", unless: "名 期"}, {rest: "门", only: "各 关 能 管 务 法"}, {rest: "公室"}, {rest: "公用品"}, {rest: "公楼"}, {rest: "公会议"}, {rest: "公厅"},
		{rest: "事处"}, {rest: "事流程"}, {rest: "事指南"}, {rest: "事效率"}, {rest: "理流程"}, {rest: "理时限"}, {rest: "谓的"},
		{rest: "园文化"}, {rest: "园安全"}, {rest: "园环境"}, {rest: "园周边"}, {rest: "园欺凌"}, {rest: "们"}, {rest: "托方"}, {rest: "托书"},
		{rest: "分", only: "大 少 各"},
	}
	// wholeAfter: what follows the stump in whole words that begin like it.
	wholeAfter = map[string]string{"面": "貌 积 向 对 临 上 前 板 料 试 谈 子", "门": "口 诊 前 卫 户 牌 岗 厅 面 窗", "分": "别 为 公 校 院 局 类 管 工 组 发", "们": ""}
)

// minName is the shortest name looked beside, in characters.
const minName = 3

func (f *foreign) replaced() {
	for _, name := range f.ownNames() {
		for _, s := range occurrences(f.t, name) {
			if f.taken.has(s) {
				continue
			}
			if word, ok := f.brokenBefore(s); ok {
				f.add(word, Warning, message.New("fault.foreign_replaced", word.Of(f.t), name))
			} else if word, ok := f.brokenAfter(s); ok {
				f.add(word, Warning, message.New("fault.foreign_replaced", word.Of(f.t), name))
			}
		}
	}
}

// ownNames are the names that may have been put in, the longest first.
func (f *foreign) ownNames() []string {
	var out []string
	add := func(name string) {
		if utf8.RuneCountInString(name) >= minName && !strings.HasPrefix(name, "县") && !strings.HasPrefix(name, "市") {
			out = append(out, name)
		}
	}
	if f.own.name != "" {
		for _, a := range f.own.aliases() {
			add(a)
		}
	}
	for _, name := range selfCalled(f.t) {
		add(name)
	}
	return out
}

const (
	minCalled = 3 // times
	maxCalled = 8 // characters
)

// selfCalled are the longer names that follow 我 often: 村党支部 in 我村党支部.
func selfCalled(t string) []string {
	count := map[string]int{}
	var out []string
	for at := 0; ; {
		i := strings.Index(t[at:], "我")
		if i < 0 {
			return out
		}
		at += i + len("我")
		head := headOf(t[at:min(len(t), at+40)], maxCalled)
		for w := range strings.FieldsSeq("党支部 党总支 党委 党组 社区") {
			if end := strings.Index(head, w); end > 0 && end <= 4*len("我") {
				name := head[:end+len(w)]
				if count[name]++; count[name] == minCalled {
					out = append(out, name)
				}
			}
		}
	}
}

func (f *foreign) brokenBefore(s text.Span) (text.Span, bool) {
	head := back(f.t, s.Start, 6)
	for _, st := range stumpsBefore {
		rest, ok := strings.CutSuffix(head, st.rest)
		if !ok || st.unless != "" && endsInAny(rest, st.unless) || st.only != "" && !endsInAny(rest, st.only) {
			continue
		}
		return text.Span{Start: s.Start - len(st.rest), End: s.End}, true
	}
	return text.Span{}, false
}

func (f *foreign) brokenAfter(s text.Span) (text.Span, bool) {
	head, tail := back(f.t, s.Start, 3), ahead(f.t, s.End, 5)
	for _, st := range stumpsAfter {
		rest, ok := strings.CutPrefix(tail, st.rest)
		if !ok || st.unless != "" && beginsWithAny(rest, st.unless) || st.only != "" && !endsInAny(head, st.only) || beginsWithAny(rest, wholeAfter[st.rest]) {
			continue
		}
		return text.Span{Start: s.Start, End: s.End + len(st.rest)}, true
	}
	return f.doubledEnd(s, tail)
}

// doubledEnd: a name whose last character stands there once more: 保健院院将.
func (f *foreign) doubledEnd(s text.Span, tail string) (text.Span, bool) {
	last := string(lastRune(s.Of(f.t)))
	rest, ok := strings.CutPrefix(tail, last)
	if !ok || rest == "" {
		return text.Span{}, false
	}
	if next, _ := utf8.DecodeRuneInString(rest); !isNewClause(next) && !strings.ContainsRune("的将在是已了", next) {
		return text.Span{}, false
	}
	return text.Span{Start: s.Start, End: s.End + len(last)}, true
}
