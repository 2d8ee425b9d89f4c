package outline

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// For splitting, a file is a row of lines: its blocks without the residue,
// each with what speaks for a report beginning or ending there.

type lineKind uint8

const (
	prose      lineKind = iota
	titleLine           // short and with the last word of a title
	bareLine            // short and without punctuation
	numberLine          // begins with a number
)

type line struct {
	block  int
	span   text.Span
	plain  string // its text without white space
	kind   lineKind
	number Number
	// section is true where a title line names a section.
	section bool
	marked  bool // a part marker stood before it
	listed  bool // it is a title in the table of contents
	opens   int  // how much it looks like an opening paragraph
	closes  int  // how much it looks like the end of a report
	goesOn  bool // it goes on with the sentence of the line before
	chars   int  // compared characters before it in the file
}

var (
	opening = regexp.MustCompile(`^(为|按照|根据|依照|自|今年|去年|近年|年初|一年来|.{0,4}(19|20)[0-9XxＸ_×*]{2}年|202_|上半年|下半年|本年|在.{2,24}(领导|指导|部署|背景|条件)下|` +
		`近几年|我们?(局|院|校|镇|办|县|市|单位|支部|党支部|中心|委|站|所|队|园|馆|厂|公司|科|班|组|社|村|街道|乡|处|室)|学校|全(县|市|镇|院|校)|遵照|围绕|过去|我(是|叫|姓|在)|这(一年|一学期|学期|个学期|半年|一季度)|回顾|.{0,6}第?[一二三四]季度|转眼|时光|光阴)`)
	announces = regexp.MustCompile(`(现将|现就|现把).{0,40}(如下|报告|汇报|总结|小结)|下面[，将就把]?.{0,20}(说一说|讲一讲|汇报|报告|述职)|(报告|汇报|总结|小结|情况)如下[：:。]?$`)
	// announcing: what every such announcement holds, to look for first.
	announcing = []string{"现将", "现就", "现把", "下面", "如下"}
	// salutes: the line with which a speech or a letter begins.
	salutes   = regexp.MustCompile(`^(尊敬的|敬爱的|亲爱的|各位|同志们|老师们|同学们|大家好).{0,40}[：:！!]$`)
	planTitle = regexp.MustCompile(`下一?步|今后|打算|计划|努力方向|工作思路|安排`)
	future    = regexp.MustCompile(`将(继续|以|在|按|进一步|围绕|坚持|紧|认真|从|深入|持续|严)|下一步|今后|接下来`)
	// led: by whose lead the work was done.
	led = regexp.MustCompile(`(领导|指导|支持|帮助|关心|关怀)下`)
	// A paragraph that owns up to something opens no report.
	confesses = regexp.MustCompile(`^.{0,12}(不足|问题|短板|差距|困难|难处|毛病)|^.{0,30}(虽|尽管).{0,30}(但|可|却|不过)`)
	// formula ends a letter to a superior; a signature follows.
	formula = regexp.MustCompile(`^(特此|专此)(报告|汇报|说明|通报)|^(妥否|当否|请审|请予|敬请|不当之处).{0,16}$|^此致|^敬礼`)
	// farewell ends a speech, thanks its last paragraph; what follows is the
	// next one's.
	farewell = regexp.MustCompile(`^(.{0,8}(述职|汇报|报告|发言|演讲|讲)(完毕|完了|到此|到这里|就到这)|(以上|上述).{0,14}(汇报|报告|述职|总结|发言).{0,20}(批评|评议|审议|指正|审阅|指示)|` +
		`.{0,30}(批评|评议|审议)(指正)?[。！!]?$|(述职|报告|汇报|发言|执笔|撰稿)人[：:])`)
	thanks = regexp.MustCompile(`(谢谢|感谢)(大家|各位|各位.{0,6}|你们|领导|同志们)?[。！!]$`)
	// essayTitle begins the title of an essay.
	essayTitle = regexp.MustCompile(`^(谈谈?|说说|也谈|也说|漫谈|浅谈|浅议|略谈|试论|小议|杂谈|读《|观《|看《|忆|怀念|记一|写给|致|我的|我和|我与|我眼中|一次|一位|一个|.{2,12}(有感|随想|随笔|小记|札记|琐记|杂记|后记|启示|二三事)$)`)
)

// Words of the last paragraphs of a report: plans, sums, and ends of phrase.
var (
	planWords = []string{"下一步", "下步", "今后", "接下来", "明年", "来年", "下一年", "新的一年", "下学期", "下半年", "往后", "后头", "争取", "打算", "准备把", "准备在", "力争", "我们将", "希望", "盼着", "但愿"}
	// lackWords own up to something, as reports without headings do last.
	lackWords = []string{"不足", "做得不", "没有做好", "没做好", "没办好", "难处", "短处", "还缺", "还差", "还剩", "不到位", "遗憾", "不踏实", "不放心"}
	sumWords  = []string{"下一步", "今后", "接下来", "总之", "综上"}
	sumEnds   = []string{"贡献", "新局面", "新台阶", "特此报告"}
)

// summing reports whether a paragraph sums up or looks ahead.
func summing(plain string) bool {
	end := strings.TrimRight(plain, "。！")
	return containsAny(plain, sumWords) || slices.ContainsFunc(sumEnds, func(w string) bool { return strings.HasSuffix(end, w) })
}

func containsAny(t string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(t, w) })
}

// classify files every block as a line or as residue.
func (s *splitter) classify() {
	p := newParser(s.doc)
	head, listed := p.headMatter()
	marked, paged, chars := false, false, 0
	for i, b := range s.doc.Blocks {
		plain := p.plain(i)
		if head[i] {
			s.addResidue(b.Span, Compendium)
			continue
		}
		l := line{block: i, span: b.Span, chars: chars}
		if n := s.marker(b, plain); n > 0 {
			marked = true
			if l.span.Start += n; n == b.Len() {
				continue
			}
			plain = strings.Join(strings.Fields(l.span.Of(s.doc.Text)), "")
		} else if kind, ok := residueOf(plain); ok {
			paged = paged || kind == PageNumber
			s.addResidue(b.Span, kind)
			continue
		}
		l.marked, marked = marked, false
		l.plain = plain
		l.fill(plain, b)
		l.listed = len(listed) > 0 && listed[p.entry(i)]
		l.goesOn = s.cutOff(paged)
		paged = false
		chars += text.Chars(plain)
		s.lines = append(s.lines, l)
	}
	s.chars = chars
}

// marker takes the part marker at the beginning of a short block for residue
// and returns its length: all of the block, or what stands before a title.
func (s *splitter) marker(b text.Block, plain string) int {
	m := partMarker.FindString(plain)
	if m == "" || utf8.RuneCountInString(plain) > maxTitleLine {
		return 0
	}
	n := b.Len()
	if len(m) < len(plain) && !strings.ContainsAny(plain, "。；") {
		n = afterMarker(b.Of(s.doc.Text), utf8.RuneCountInString(m))
	}
	s.addResidue(text.Trim(s.doc.Text, text.Span{Start: b.Start, End: b.Start + n}), PartMarker)
	return n
}

// afterMarker is where the title begins behind a marker of n characters that
// are not white space.
func afterMarker(t string, n int) int {
	for i, r := range t {
		if text.IsBlank(r) || strings.ContainsRune(">＞", r) {
			continue
		}
		if n == 0 {
			return i
		}
		n--
	}
	return len(t)
}

func (s *splitter) addResidue(span text.Span, kind ResidueKind) {
	s.residue = append(s.residue, Residue{span, kind})
}

// cutOff reports whether the line last added stops in the middle of a
// sentence: on a comma, or long and without a closing mark. Where a page
// number followed it, a shorter one will do.
func (s *splitter) cutOff(paged bool) bool {
	if len(s.lines) == 0 {
		return false
	}
	l := s.lines[len(s.lines)-1]
	t := l.span.Of(s.doc.Text)
	least := 60
	if paged {
		least = 25
	}
	return openEnd(t) && l.kind != titleLine && text.Chars(t) >= least
}

// openEnd reports whether t ends without a mark that can end a sentence.
func openEnd(t string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(t, " 　\t"))
	return !strings.ContainsRune("。！？；：…”’）》!?;:.)", r)
}

// fill finds out what a line without its residue is.
func (l *line) fill(plain string, b text.Block) {
	n := utf8.RuneCountInString(plain)
	if num, size := ScanNumber(plain); size > 0 {
		l.kind, l.number = numberLine, num
		if n > maxTitleLine {
			l.closes = closing(plain)
		}
		return
	}
	if n <= maxTitleLine && !strings.ContainsAny(plain, "。；;！!：:") && b.Kind != text.TableRow {
		switch {
		case titleEnd.MatchString(plain):
			l.kind = titleLine
			l.section = sectionName.MatchString(plain) && !fullTitle.MatchString(plain)
			return
		case n <= maxBareLine && n > 2 && !strings.ContainsAny(plain, "，,？?") && !closingLine.MatchString(plain):
			l.kind = bareLine
			return
		}
	}
	l.closes = closing(plain)
	l.opens = openingOf(plain, n)
}

// maxBareLine is the longest line without punctuation that may be a title.
const maxBareLine = 24

// openingOf says how much a paragraph of n characters looks like the first of
// a report.
func openingOf(plain string, n int) int {
	opens := 0
	if opening.MatchString(plain) && !confesses.MatchString(plain) {
		opens++
		if led.MatchString(firstRunes(plain, 60)) {
			opens++
		}
	}
	if containsAny(plain, announcing) && announces.MatchString(plain) {
		opens += 2
	}
	if salutes.MatchString(plain) {
		return opens + 3
	}
	if n < 30 || opens < 2 && summing(plain) {
		opens--
	}
	return opens
}

// isFarewell reports whether a line is the last of a speech.
func isFarewell(plain string) bool {
	const tail = 16 * len("谢")
	return farewell.MatchString(plain) || thanks.MatchString(plain[max(0, len(plain)-tail):])
}

// closing says how much a line looks like the end of a report: 3 for a
// formula or a date, 1 for plans and wishes.
func closing(plain string) int {
	line := strings.TrimRight(plain, "。！")
	switch {
	case utf8.RuneCountInString(line) <= maxClosing && closingLine.MatchString(line), formula.MatchString(plain), isFarewell(plain):
		return 3
	case summing(plain) || containsAny(plain, planWords) || containsAny(firstRunes(plain, 20), lackWords) || future.MatchString(firstRunes(plain, 40)):
		return 1
	}
	return 0
}
