package fault

import (
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
const maxRepeated = 8

// particles never stand twice side by side, unless the second begins a word
// of its own (wordsAfter) or the first ends one (wordsBefore).
const particles = "的了在是和与及把被对将到为由从向于以并而但或也都就"

var (
	wordsAfter  = "了解了却了然了结到位到达到期到场到岗到会到访和谐和平和睦和解和美和气以上以下以来以及以后以前以内以外以为以便以身以案以点以人对于对象对应对照对接对方对口对策对待对比对外对内对标对话对手对立对账为了为主为期为民为人为此为何为数在线在职在校在岗在建在家在场在册在于在外在内在编将士将来将军将近将要是否是非由于由来向上向前向导向好向阳向往从严从业从事从中从此从前从而与会与时于是于此并且并举并行并重并联而且而后而言但是或者或许或是也许都市就业就是就近就地就医就绪就餐就读就此就座就学就职就诊就要就此及时及早及格及其把握把关把控把脉把门把手被子被告被动的确的士"
	wordsBefore = []string{"目的的", "有的的", "大的的", "人和和", "总和和", "总的的", "饱和和", "温和和", "现在在", "可以以", "所以以", "得以以", "难以以", "足以以", "参与与", "合并并", "成就就", "成都都", "首都都", "方向向", "理由由", "行为为", "普及及", "涉及及", "棉被被", "报到到"}
	// compounds: a word that begins with a word which often stands before it.
	compounds = []string{"研究生", "学习强国", "工作人员", "工作者", "工作站", "工作室", "工作组", "管理员", "管理者", "管理人员", "管理局", "管理站", "管理委", "服务员", "服务站", "服务中心", "服务对象", "服务队", "组织部", "组织委员", "组织生活", "领导小组", "领导干部", "领导班子", "教育局", "教育部", "检查组", "检查站", "监督员", "监督局", "志愿者", "志愿服务", "发展改革", "发展中", "建设者", "建设局", "财政局", "卫生院", "卫生局", "培训班", "培训中心", "宣传部", "宣传栏", "宣传员", "安全员", "安全生产"}
	// reduplicated: verbs that are doubled to mean "do a little".
	reduplicated = []string{"研究研究", "讨论讨论", "商量商量", "考虑考虑", "了解了解", "熟悉熟悉", "学习学习"}
)

func findRepeated(in *Input) []Fault {
	var out []Fault
	for _, b := range in.Doc.Blocks {
		out = append(out, repeatedIn(in.Doc.Text, b.Span)...)
	}
	return out
}

func repeatedIn(t string, block text.Span) []Fault {
	runes, starts := hanziRuns(t, block)
	var out []Fault
	for i := 0; i < len(runes); {
		n := repeatAt(runes, i)
		if n == 0 || !isSlip(runes, i, n) {
			i++
			continue
		}
		s := text.Span{Start: starts[i], End: starts[i+2*n]}
		word := string(runes[i : i+n])
		out = append(out, Fault{
			Severity: Warning, Span: s,
			Message:    message.New("fault.repeated_words", word),
			Suggestion: message.New("suggest.repeated_words", word),
		})
		i += 2 * n
	}
	return out
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
	if allSame(runes[i:i+n]) || allNumerals(word) || i > 0 && runes[i-1] == runes[i] {
		return false
	}
	// 一步一步, 一项一项: one of each, by design. 某某某某 is a placeholder.
	if runes[i] == '一' || runes[i] == '某' {
		return false
	}
	if i > 0 && (runes[i-1] == '一' || runes[i-1] == '再') && n == 2 {
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
	for _, r := range reduplicated {
		if r == word+word {
			return false
		}
	}
	return true
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
