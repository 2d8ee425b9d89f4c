package fault

import (
	"regexp"
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
	yearMark  = regexp.MustCompile(`(?:19|20)[0-9]?[XxＸ×_＿*＊]{1,2}年?`)
	crossMark = regexp.MustCompile(`[XxＸ×]{2,}|[XxＸ×](?:余|多)?(?:次|篇|个|人|名|项|场|份|家|户|万|元|月|日|年|届|期|局|委|办|镇|乡|村|县|市|区|省|街道|社区|单位|公司|学校|医院|电视台|日报|同志)`)
	starMark  = regexp.MustCompile(`[*＊]{2,}|[*＊](?:次|篇|个|人|名|项|场|份|家|户|万|元|月|日|年|届|期|局|委|办|镇|乡|村|县|市|区|省|街道|社区|单位|学校|医院)`)
	lineMark  = regexp.MustCompile(`[_＿]{2,}|\p{Han}[_＿]\p{Han}`)
	wordMark  = regexp.MustCompile(`某某+|某(?:省|市|县|区|镇|乡|村|街道|局|院|校)|[【〔\[（(](?:待补|待填|待定|待补充|待核实?|数据待[^】〕\])）]{0,6}|建议补充|此处[^】〕\])）]{0,8}|此段略|略)[^】〕\])）]{0,12}[】〕\])）]|[…·]略[…·]`)

	notProse = regexp.MustCompile(`(?i)(?:https?|ftp)://[!-~]+|www\.[!-~]+|[a-z0-9._%+-]+@[a-z0-9.-]+|[a-z]:\\[!-~]*`)
)

func findPlaceholders(in *Input) []Fault {
	t := in.Doc.Text
	masked := notProse.FindAllStringIndex(t, -1)
	taken := make([]text.Span, 0, 8)
	var out []Fault
	for _, m := range []struct {
		re   *regexp.Regexp
		real func(t string, s text.Span) bool
		sev  Severity
	}{
		{yearMark, yearIsOpen, Error},
		{crossMark, crossIsOpen, Error},
		{starMark, starIsOpen, Error},
		{lineMark, lineIsOpen, Error},
		{wordMark, func(string, text.Span) bool { return true }, Warning},
	} {
		for _, at := range m.re.FindAllStringIndex(t, -1) {
			s := text.Span{Start: at[0], End: at[1]}
			if overlapsAny(s, taken) || inside(s, masked) || !m.real(t, s) {
				continue
			}
			taken = append(taken, s)
			out = append(out, Fault{
				Severity: m.sev, Span: s,
				Message:    message.New("fault.placeholder", s.Of(t)),
				Suggestion: message.Say("suggest.placeholder"),
			})
		}
	}
	return out
}

func overlapsAny(s text.Span, spans []text.Span) bool {
	for _, o := range spans {
		if s.Overlaps(o) {
			return true
		}
	}
	return false
}

func inside(s text.Span, ranges [][]int) bool {
	for _, r := range ranges {
		if r[0] <= s.Start && s.End <= r[1] {
			return true
		}
	}
	return false
}

// neighbours are the characters right before and after s; 0 at the ends.
func neighbours(t string, s text.Span) (prev, next rune) {
	if r, n := utf8.DecodeLastRuneInString(t[:s.Start]); n > 0 {
		prev = r
	}
	if r, n := utf8.DecodeRuneInString(t[s.End:]); n > 0 {
		next = r
	}
	return prev, next
}

func isCode(r rune) bool {
	return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '/')
}

func yearIsOpen(t string, s text.Span) bool {
	prev, next := neighbours(t, s)
	if isCode(prev) {
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

// starIsOpen tells ***党支部 from **重点** and from a ruled line.
func starIsOpen(t string, s text.Span) bool {
	if ruledLine(t, s) {
		return false
	}
	prev, next := neighbours(t, s)
	if isDigit(prev) && isDigit(next) { // 3**4, a masked number
		return false
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

func lineIsOpen(t string, s text.Span) bool { return !ruledLine(t, s) }

// ruledLine reports whether the line of s holds nothing but rules and bars.
func ruledLine(t string, s text.Span) bool {
	start := strings.LastIndexByte(t[:s.Start], '\n') + 1
	end := len(t)
	if i := strings.IndexByte(t[s.End:], '\n'); i >= 0 {
		end = s.End + i
	}
	return strings.Trim(t[start:end], "_＿*＊-—=|+ \t\r　") == ""
}
