package fault

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// A word typed twice: 要求要求, 列入列入, 对对. Chinese doubles words on
// purpose too (一步一步, 人人, 研究研究), and the end of one word often looks
// like the beginning of the next (为了了解, 研究研究生); those are left alone.

// maxRepeated is the longest run of characters looked for twice.
const maxRepeated = 16

// particles never stand twice side by side, unless the second begins a word
// of its own (wordsAfter) or the first ends one (wordsBefore).
const particles = "的了在是和与及把被对将到为由从向于以并而但或也都就们各让很该"

var (
	wordsAfter  = "了解了却了然了结到位到达到期到场到岗到会到访和谐和平和睦和解和美和气以上以下以来以及以后以前以内以外以为以便以身以案以点以人对于对象对应对照对接对方对口对策对待对比对外对内对标对话对手对立对账为了为主为期为民为人为此为何为数在线在职在校在岗在建在家在场在册在于在外在内在编将士将来将军将近将要是否是非由于由来向上向前向导向好向阳向往从严从业从事从中从此从前从而与会与时于是于此并且并举并行并重并联而且而后而言但是或者或许或是也许都市就业就是就近就地就医就绪就餐就读就此就座就学就职就诊就要就此于都于田于洪让座让利让位让路让步让出各级各类各地各界各项各村各组各位各自该项该村该校该院该局该镇该县该区该市该地及时及早及格及其把握把关把控把脉把门把手被子被告被动的确的士"
	wordsBefore = []string{"不了了", "求是是", "所在在", "存在在", "实在在", "内在在", "潜在在", "外在在", "校对对", "应对对", "绝对对", "相对对", "植被被", "大将将", "作为为", "认为为", "成为为", "视为为", "服从从", "听从从", "自由由", "缘由由", "事由由", "兼并并", "一并并", "古都都", "造就就", "导向向", "一向向", "志向向", "总和和", "危及及", "波及及", "触及及", "提及及", "给与与", "终于于", "在于于", "人们们", "应该该", "谦让让", "礼让让", "转让让", "出让让", "目的的", "标的的", "有的的", "人和和", "总和和", "总的的", "饱和和", "温和和", "现在在", "可以以", "所以以", "得以以", "难以以", "足以以", "参与与", "合并并", "成就就", "成都都", "首都都", "方向向", "理由由", "行为为", "普及及", "涉及及", "棉被被", "报到到"}
	// compounds: a word that begins with a word which often stands before it.
	compounds = []string{"研究生", "学习强国", "工作人员", "工作者", "工作站", "工作室", "工作组", "管理员", "管理者", "管理人员", "管理局", "管理站", "管理委", "服务员", "服务站", "服务中心", "服务对象", "服务队", "组织部", "组织委员", "组织生活", "领导小组", "领导干部", "领导班子", "教育局", "教育部", "检查组", "检查站", "监督员", "监督局", "志愿者", "志愿服务", "发展改革", "发展中", "建设者", "建设局", "财政局", "政府采购", "卫生院", "卫生局", "培训班", "培训中心", "宣传部", "宣传栏", "宣传员", "安全员", "安全生产"}
	// reduplicated: what is doubled to mean "do a little" or "all through".
	reduplicated = strings.Fields("研究 讨论 商量 考虑 了解 熟悉 学习 休息 锻炼 感受 体验 打听 收拾 放松 琢磨 打扫 请教 尝试 合计 盘算 走动 活动 帮衬 思考 反思 碧绿 笔直 雪白 通红 金黄 乌黑 冰凉 滚烫 漆黑 火红 翠绿 雪亮 逐个 多少 什么 如何 怎样 谁谁 三班 两个 三个 两两 三三")
	// workVerbs are doubled that way too, but then something says so.
	workVerbs = strings.Fields("检查 宣传 教育 交流 沟通 反映 分析 准备 整理 介绍 认识 比较 帮助 照顾 表扬 总结 练习 调查 打算 核对 清理 修理")
)

func findRepeated(r *reading) []Fault {
	var out []Fault
	for _, b := range r.Doc.Blocks {
		out = append(out, repeatedIn(r, b.Span)...)
		if b.Kind != text.TableRow {
			out = append(out, repeatedMarks(r.t, b.Span)...)
			out = append(out, repeatedClauses(r.t, b.Span)...)
		}
	}
	return out
}

func repeatedFault(s text.Span, word string) Fault {
	return Fault{
		Severity: Warning, Span: s,
		Message:    message.New("fault.repeated_words", word),
		Suggestion: message.New("suggest.repeated_words", word),
	}
}

const stops = "，。、；："

// repeatedMarks finds ，， and 。。 and ，。 typed side by side; three and more
// stops make an ellipsis.
func repeatedMarks(t string, block text.Span) []Fault {
	var out []Fault
	for at := block.Start; at < block.End; {
		r, size := utf8.DecodeRuneInString(t[at:block.End])
		if r > 0x3002 && r < 0xff00 || r < 0x3001 || !strings.ContainsRune(stops, r) {
			at += size
			continue
		}
		n := block.End - at - len(strings.TrimLeft(t[at:block.End], stops))
		if n == 2*len("，") && at > block.Start {
			s := text.Span{Start: at, End: at + n}
			f := repeatedFault(s, s.Of(t))
			f.Message = message.New("fault.repeated_marks", s.Of(t))
			f.Suggestion = message.Say("suggest.repeated_marks")
			out = append(out, f)
		}
		at += n
	}
	return out
}

// minClause and maxClause bound the clauses compared with the next one, in
// characters: shorter ones are doubled to stress them.
const (
	minClause = 4
	maxClause = 40
)

// repeatedClauses finds a clause that stands twice in a row: 压实责任，压实责任.
func repeatedClauses(t string, block text.Span) []Fault {
	var out []Fault
	var last text.Span
	for _, c := range clauses(t, block) {
		n := utf8.RuneCountInString(c.Of(t))
		if last.Len() > 0 && n >= minClause && n <= maxClause && c.Of(t) == last.Of(t) && t[last.End:c.Start] == "，" && strings.Trim(c.Of(t), "0123456789 ") != "" {
			out = append(out, repeatedFault(text.Span{Start: last.Start, End: c.End}, c.Of(t)))
			last = text.Span{}
			continue
		}
		last = c
	}
	return out
}

func repeatedIn(r *reading, block text.Span) []Fault {
	runes, starts := hanziRuns(r.t, block)
	var out []Fault
	for i := 0; i < len(runes); {
		n := repeatAt(runes, i)
		if n == 0 || !isSlip(runes, i, n) || n == 2 && r.meetsByChance(runes[i], runes[i+1]) {
			i++
			continue
		}
		s := text.Span{Start: starts[i], End: starts[i+2*n]}
		out = append(out, repeatedFault(s, string(runes[i:i+n])))
		i += 2 * n
	}
	return out
}

// meetsByChance: in 运用信用信息 the words are 运用, 信用 and 信息; 用信 is none.
// Where the text writes the pair nowhere else, and the pair turned round
// elsewhere, only words met.
func (r *reading) meetsByChance(a, b rune) bool {
	if strings.Contains("创业信用就业作用应用使用", string([]rune{b, a})) {
		return true
	}
	return strings.Count(r.t, string([]rune{a, b})) <= 2 && strings.Count(r.t, string([]rune{b, a})) > 1
}

// hanziRuns decodes a block; starts has one element more than runes, the
// block's end.
func hanziRuns(t string, block text.Span) (runes []rune, starts []int) {
	for i := block.Start; i < block.End; {
		r, n := utf8.DecodeRuneInString(t[i:block.End])
		runes = append(runes, r)
		starts = append(starts, i)
		i += n
	}
	return runes, append(starts, block.End)
}

// repeatAt is the length of the longest run that begins at i and stands
// there twice, 0 where there is none.
func repeatAt(runes []rune, i int) int {
	for n := min(maxRepeated, (len(runes)-i)/2); n >= 1; n-- {
		if sameHanzi(runes[i:i+n], runes[i+n:i+2*n]) {
			return n
		}
	}
	return 0
}

func sameHanzi(a, b []rune) bool {
	for i := range a {
		if a[i] != b[i] || !unicode.Is(unicode.Han, a[i]) {
			return false
		}
	}
	return true
}

func isSlip(runes []rune, i, n int) bool {
	word := string(runes[i : i+n])
	next := string(runes[i+n : min(i+n+5, len(runes))])
	if n == 1 {
		return isSlippedParticle(runes, i, next)
	}
	if allSame(runes[i:i+n]) || allNumerals(word) {
		return false
	}
	// 很多很多, 非常非常; 供应的水的水质.
	if runes[i] == '很' || runes[i] == '的' && n == 2 || word == "非常" || word == "特别" {
		return false
	}
	// 一步一步, 一项一项: one of each, by design. 某某某某 is a placeholder.
	if runes[i] == '一' || runes[i] == '某' {
		return false
	}
	if i > 0 && (runes[i-1] == '一' || runes[i-1] == '再') && n == 2 {
		return false
	}
	if n == 2 && i+2*n < len(runes) && isFrame(word) && unicode.Is(unicode.Han, runes[i+2*n]) { // 增强自强自立
		return false
	}
	if last := i + 2*n; last < len(runes) && runes[last-1] == '人' && strings.ContainsRune("民员大才口", runes[last]) { // 申请人申请人民法院
		return false
	}
	if strings.HasPrefix(string(runes[i+2*n:min(i+3*n+1, len(runes))]), "再"+word) { // 努力努力再努力
		return false
	}
	if strings.ContainsAny(word, "不没是") && n == 2 { // 想不想不重要, 是不是
		return false
	}
	for _, c := range compounds {
		if len(c) > len(word) && strings.HasPrefix(next, c) {
			return false
		}
	}
	return !isReduplicated(runes, i, n)
}

// isFrame: the second character of word may open an idiom of the form 自强自立,
// 同权同价, which the doubling is then a part of.
func isFrame(word string) bool {
	switch lastRune(word) {
	case '自', '早', '快', '互', '且', '边', '越', '又':
		return true
	case '同':
		return !hasAny(word, "共同 协同 会同 合同 相同 连同 赞同 如同 陪同")
	case '共':
		return !hasAny(word, "公共 总共 一共 中共")
	}
	return false
}

// isReduplicated tells verbs and adjectives that are doubled on purpose.
// Those that are the stuff of reports need a word before them that says so,
// or the end of the clause after them.
func isReduplicated(runes []rune, i, n int) bool {
	word := string(runes[i : i+n])
	if slices.Contains(reduplicated, word) {
		return true
	}
	if !slices.Contains(workVerbs, word) {
		return false
	}
	head := string(runes[max(0, i-3):i])
	return endsInAny(head, "要 再 多 先 去 来 帮 给 好好 一起 该 得 想 常 都") || i+2*n < len(runes) && (isNewClause(runes[i+2*n]) || runes[i+2*n] == '心') && endsInAny(head, "也 就 可以 他们 我们 大家 一块")
}

func isSlippedParticle(runes []rune, i int, next string) bool {
	if !strings.ContainsRune(particles, runes[i]) || i > 0 && runes[i-1] == runes[i] {
		return false
	}
	second := []rune(next)
	if len(second) > 1 && inPairs(wordsAfter, second[0], second[1]) {
		return false
	}
	if i+3 < len(runes) && sameHanzi(runes[i+2:i+3], runes[i+3:i+4]) { // 是是非非
		return false
	}
	if i == 0 {
		return true
	}
	if runes[i-1] == '一' || i > 1 && runes[i-1] == runes[i-2] { // 一把把, 实实在在
		return false
	}
	if inPairs("等等渐渐刚刚常常", runes[i], runes[i]) {
		return false
	}
	three := string([]rune{runes[i-1], runes[i], runes[i]})
	for _, w := range wordsBefore {
		if w == three {
			return false
		}
	}
	return true
}

// inPairs reports whether the two-character word ab stands in a list of such
// words written without separators.
func inPairs(list string, a, b rune) bool {
	runes := []rune(list)
	for i := 0; i+1 < len(runes); i += 2 {
		if runes[i] == a && runes[i+1] == b {
			return true
		}
	}
	return false
}

func allSame(runes []rune) bool {
	for _, r := range runes[1:] {
		if r != runes[0] {
			return false
		}
	}
	return true
}

func allNumerals(word string) bool {
	return strings.Trim(word, "零〇一二三四五六七八九十百千万两") == ""
}
