package fault

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// A placeholder is what a writer puts where a name or a figure is to come:
// XX医院, X次, 20XX年, 202_年, ***, ___, 【待补】. The same signs stand in web
// addresses, product codes, sizes (3×4), Markdown emphasis and ruled lines;
// those are left alone.

var (
	// The marks, in the order they are tried at one place.
	yearMark  = newPattern("12", `(?:19|20)[0-9]?[XxＸ×_＿*＊]{1,2}年?`)
	crossMark = newPattern("XxＸ×", `[XxＸ×]{2,}|[XxＸ×](?:余|多)?(?:电视台|日报|晚报|次|篇|个|人|名|项|场|份|家|户|处|万|元|月|日|年|届|期|局|委|办|镇|乡|村|县|市|区|省|街道|社区|单位|公司|学校|医院|同志)`)
	starMark  = newPattern("*＊", `[*＊]{2,}|[*＊](?:次|篇|个|人|名|项|场|份|家|户|万|元|月|日|年|届|期|局|委|办|镇|乡|村|县|市|区|省|街道|社区|单位|学校|医院)`)
	lineMark  = newPattern("_＿", `[_＿]+`)
	wordMark  = newPattern("某【〔[（(…·", `某某+|某(?:省|市|县|区|镇|乡|村|街道|局|院|校)|[【〔\[（(](?:(?:待补|待填|待定|待补充|待核实?|数据待[^】〕\])）]{0,6}|建议补充|此处[^】〕\])）]{0,8}|此段略)[^】〕\])）]{0,12}|略|下略|从略|以下略)[】〕\])）]|[…·]略[…·]`)
	// ringMark: ○○局, △△村; formMark: {{单位名称}}, 【请填写单位】.
	ringMark = newPattern("○〇◯△□", `[○〇◯]{2,}|[△□]{2,}`)
	formMark = newPattern("{$【［[〔<＜（(", `\{\{[^{}\n]{1,20}\}\}|\$\{[^{}\n]{1,20}\}|[【［\[〔<＜](?:单位|部门|姓名|公司|学校)名称?[】］\]〕>＞]|[【［\[〔（(<＜](?:请填写|请输入|填写|插入|具体数字|具体名称)[^】］\]〕）)>＞\n]{0,12}[】］\]〕）)>＞]`)
	// askMark: ??人; blankMark: 增长（　）%; dateMark: 2024年　月　日.
	askMark   = newPattern("?？", `[?？]{2,}(?:余|多)?(?:万元|亿元|元|万|人次|人|名|次|场|个|项|篇|份|户|家|处|座|条|公里|亩|吨|%|％|年|月|日)`)
	blankMark = newPattern("（(《“【〔", `（[ 　]{0,20}）|\([ 　]{1,20}\)|《[ 　]{0,20}》|“[ 　]{0,20}”|【[ 　]{0,20}】|〔[ 　]{0,20}〕`)
	dateMark  = newPattern("年", `年[ 　]{1,12}月[ 　]{0,12}日?`)

	webAddress = newPattern("hHfFwW", `(?i)(?:https?|ftp)://|www\.`)
	diskPath   = newPattern("CDEFGcdefg", `[A-Za-z]:\\`)
	mailHost   = newPattern("@", `@[A-Za-z0-9.-]+`)
	fileEnd    = newPattern(".", `(?i)\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|txt|csv|zip|rar|jpe?g|png|mp4)`)
)

// marks are tried in this order; what one of them took is closed to the rest.
var placeholderMarks = []struct {
	form *pattern
	real func(t string, s text.Span) bool
	sev  Severity
}{
	{formMark, always, Error},
	{dateMark, takesYear, Warning},
	{yearMark, yearIsOpen, Error},
	{askMark, always, Error},
	{crossMark, crossIsOpen, Error},
	{starMark, starIsOpen, Error},
	{lineMark, lineIsOpen, Error},
	{ringMark, ringIsOpen, Error},
	{wordMark, wordIsOpen, Warning},
	{blankMark, blankIsOpen, Warning},
}

func findPlaceholders(r *reading) []Fault {
	t := r.t
	// passed marks the bytes that are no prose or belong to a mark already.
	passed := addressBytes(t)
	passed.addRuledLines(t)
	var out []Fault
	for _, m := range placeholderMarks {
		m.form.each(t, func(s text.Span) {
			if passed.has(s) || !m.real(t, s) {
				return
			}
			s = withSides(t, s)
			passed.add(s)
			out = append(out, Fault{
				Severity: m.sev, Span: s,
				Message:    message.New("fault.placeholder", s.Of(t)),
				Suggestion: message.Say("suggest.placeholder"),
			})
		})
	}
	return joinDates(t, out)
}

// joinDates makes one fault of the parts of an open date: XX年XX月XX日.
func joinDates(t string, all []Fault) []Fault {
	slices.SortFunc(all, func(a, b Fault) int { return a.Span.Start - b.Span.Start })
	var out []Fault
	for _, f := range all {
		if n := len(out); n > 0 {
			last := &out[n-1]
			between := t[last.Span.End:f.Span.Start]
			if (between == "年" || between == "月" || between == "" && endsInAny(last.Span.Of(t), "年 月")) && !endsInAny(f.Span.Of(t), "次 人 个") {
				last.Span.End = f.Span.End
				last.Message = message.New("fault.placeholder", last.Span.Of(t))
				continue
			}
		}
		out = append(out, f)
	}
	return out
}

// addressBytes marks web addresses, e-mail addresses, paths and file names.
func addressBytes(t string) byteSet {
	set := make(byteSet, len(t))
	for _, p := range []*pattern{webAddress, diskPath} {
		p.each(t, func(s text.Span) {
			if set[s.Start] {
				return // inside the one before
			}
			for s.End < len(t) && t[s.End] > ' ' && t[s.End] < 0x7f {
				s.End++
			}
			set.add(s)
		})
	}
	mailHost.each(t, func(s text.Span) {
		head := back(t, s.Start, 60)
		set.add(text.Span{Start: s.Start - len(head) + len(strings.TrimRightFunc(head, isMailName)), End: s.End})
	})
	fileEnd.each(t, func(s text.Span) {
		set.add(text.Span{Start: s.Start - len(fileStem(back(t, s.Start, 60))), End: s.End})
	})
	return set
}

func isMailName(r rune) bool {
	return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._%+-", r))
}

// fileStem is the end of s that may be the name of a file.
func fileStem(s string) string {
	at := strings.LastIndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_＿-.()（）+", r)
	})
	if at < 0 {
		return s
	}
	_, n := utf8.DecodeRuneInString(s[at:])
	return s[at+n:]
}

// addRuledLines adds the lines that hold nothing but rules, bars and rings.
func (b byteSet) addRuledLines(t string) {
	start := 0
	for line := range strings.SplitSeq(t, "\n") {
		end := start + len(line)
		if strings.Trim(line, "_＿*＊-—─=|｜+:○〇◯□△ \t\r　") == "" {
			b.add(text.Span{Start: start, End: end})
		}
		start = end + 1
	}
}

func isCode(r rune) bool {
	return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '/')
}

func yearIsOpen(t string, s text.Span) bool {
	prev, next := neighbours(t, s)
	if isCode(prev) || prev == '.' {
		return false
	}
	// 202_ is a year only before 年 or 上半年; 20** and 20XX stand alone too.
	if strings.HasSuffix(s.Of(t), "年") {
		return true
	}
	return !isCode(next) && unicode.Is(unicode.Han, next)
}

func crossIsOpen(t string, s text.Span) bool {
	prev, next := neighbours(t, s)
	cross := s.Of(t)
	if isCode(prev) && !onlyDigitsBefore(t, s.Start) || strings.ContainsRune("0123456789", prev) && strings.HasPrefix(cross, "×") {
		return false
	}
	if last, _ := utf8.DecodeLastRuneInString(cross); unicode.Is(unicode.Han, last) {
		return !(isDigit(prev) && strings.HasPrefix(cross, "×"))
	}
	return !isCode(next)
}

// onlyDigitsBefore tells 3XX人 from WX3XX: what stands before is a figure
// that was begun, not a code.
func onlyDigitsBefore(t string, at int) bool {
	n := 0
	for at > 0 && isDigit(rune(t[at-1])) {
		at--
		n++
	}
	prev, _ := utf8.DecodeLastRuneInString(t[:at])
	return n > 0 && !isCode(prev)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func always(string, text.Span) bool { return true }

// lineIsOpen: two lines and more, or one between two hanzi: 党的_大.
func lineIsOpen(t string, s text.Span) bool {
	prev, next := neighbours(t, s)
	if endsInAny(strings.TrimRight(back(t, s.Start, 8), "：: 　"), "签字 签名 签章 盖章 签收") {
		return false // a line to sign on
	}
	return utf8.RuneCountInString(s.Of(t)) > 1 || unicode.Is(unicode.Han, prev) && unicode.Is(unicode.Han, next)
}

// takesYear: the blanks of a date stand behind a year, or at the beginning of
// a line.
func takesYear(t string, s text.Span) bool { return !isLatin(lastRune(t[:s.Start])) }

// withSides takes the hanzi around a single line, and the year before an open
// date, into the span, so that a person sees what is meant.
func withSides(t string, s text.Span) text.Span {
	switch mark := s.Of(t); {
	case mark == "_" || mark == "＿":
		_, before := utf8.DecodeLastRuneInString(t[:s.Start])
		_, behind := utf8.DecodeRuneInString(t[s.End:])
		return text.Span{Start: s.Start - before, End: s.End + behind}
	case strings.HasPrefix(mark, "年"):
		head := strings.TrimRight(back(t, s.Start, 12), " 　")
		if _, n := numeralBefore(head); n >= 4 {
			s.Start -= len(back(t, s.Start, 12)) - len(head) + n
		}
	}
	return s
}

// starIsOpen tells ***党支部 from **重点**.
func starIsOpen(t string, s text.Span) bool {
	prev, next := neighbours(t, s)
	if isDigit(prev) && isDigit(next) { // 3**4, a masked number
		return false
	}
	if isCode(prev) && !onlyDigitsBefore(t, s.Start) { // K8**, a row of models
		return false
	}
	if (prev == 0 || prev == '\n') && beginsWithAny(t[s.Start:], "*人 *个 *项 *家 *户 *期 *名 *单位 *次 *月 *日 *年度") { // a footnote
		return strings.ContainsAny(ahead(t, s.End, 10), "*＊")
	}
	stars := strings.TrimRightFunc(s.Of(t), func(r rune) bool { return r != '*' && r != '＊' })
	if len(stars) < 2 {
		return true
	}
	return !emphasis(t, s, stars)
}

// emphasis looks for the same stars before or after, around a short piece
// without a stop whose inner side touches a character.
func emphasis(t string, s text.Span, stars string) bool {
	rest := t[s.End:]
	if i := strings.Index(rest, stars); i > 0 && isEmphasised(rest[:i]) {
		return true
	}
	front := t[:s.Start]
	if i := strings.LastIndex(front, stars); i >= 0 && isEmphasised(front[i+len(stars):]) {
		return true
	}
	return false
}

// unitNoun: what follows stars that stand for a unit's or a person's name.
var unitNoun = regexp.MustCompile(`^(党|省|市|县|区|镇|乡|村|街道|社区|局|委|办|院|校|站|所|中心|公司|医院|学校|单位|同志|支部|科|处|室|年|月|日|次|人|名|个|项|等)`)

func isEmphasised(inner string) bool {
	if inner == "" || utf8.RuneCountInString(inner) > 40 || strings.ContainsAny(inner, "。\n，,") || unitNoun.MatchString(inner) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(inner)
	last, _ := utf8.DecodeLastRuneInString(inner)
	return !text.IsBlank(first) && !text.IsBlank(last)
}

// lineBefore is the beginning of the line that byte at stands in, up to it.
func lineBefore(t string, at int) string {
	head := t[max(0, at-maxMatch):at]
	return strings.TrimLeft(head[strings.LastIndexByte(head, '\n')+1:], " 　>")
}

// ringIsOpen tells ○○局 from 二〇〇八年.
func ringIsOpen(t string, s text.Span) bool {
	prev, next := neighbours(t, s)
	return hanziDigit(prev) < 0 && hanziDigit(next) < 0 && text.Digit(prev) < 0 && text.Digit(next) < 0 &&
		(unicode.Is(unicode.Han, prev) || unicode.Is(unicode.Han, next))
}

// blankIsOpen tells an empty pair of marks from one that is spoken of, and
// from an empty field of a form.
func blankIsOpen(t string, s text.Span) bool {
	prev, next := neighbours(t, s)
	if strings.ContainsRune("“‘\"「、", prev) || strings.ContainsRune("”’\"」、", next) || isNewClause(next) && strings.HasPrefix(s.Of(t), "（") {
		return false
	}
	return prev != 0 && prev != '\n' && prev != '\t'
}

// withheld: words where a person is named without a name on purpose.
const withheld = "案 违 涉嫌 处分 通报 查处 投诉 举报 信访 纠纷 患者 被告 原告 当事人 嫌疑 联系人 化名"

// surnames are the common ones.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"

// wordIsOpen tells 某县 from 某市民 and 某区域, where 某 means "a certain".
func wordIsOpen(t string, s text.Span) bool {
	mark := s.Of(t)
	if strings.Contains(mark, "略") && strings.HasPrefix(lineBefore(t, s.Start), "附") {
		return false // 附件：花名册（略）
	}
	prev, next := neighbours(t, s)
	if strings.HasPrefix(mark, "某某") {
		around := back(t, s.Start, 30) + ahead(t, s.End, 30)
		return !strings.ContainsRune(surnames, prev) || !hasAny(around, withheld)
	}
	if !strings.HasPrefix(mark, "某") {
		return true
	}
	return !strings.ContainsRune("民长士场域庄校部园级", next)
}
