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
	yearMark  = regexp.MustCompile(`(?:19|20)[0-9]?[XxＸ×_＿*＊]{1,2}年?`)
	crossMark = regexp.MustCompile(`[XxＸ×]{2,}|[XxＸ×](?:余|多)?(?:电视台|日报|晚报|次|篇|个|人|名|项|场|份|家|户|万|元|月|日|年|届|期|局|委|办|镇|乡|村|县|市|区|省|街道|社区|单位|公司|学校|医院|同志)`)
	starMark  = regexp.MustCompile(`[*＊]{2,}|[*＊](?:次|篇|个|人|名|项|场|份|家|户|万|元|月|日|年|届|期|局|委|办|镇|乡|村|县|市|区|省|街道|社区|单位|学校|医院)`)
	lineMark  = regexp.MustCompile(`[_＿]{2,}|\p{Han}[_＿]\p{Han}`)
	wordMark  = regexp.MustCompile(`某某+|某(?:省|市|县|区|镇|乡|村|街道|局|院|校)|[【〔\[（(](?:(?:待补|待填|待定|待补充|待核实?|数据待[^】〕\])）]{0,6}|建议补充|此处[^】〕\])）]{0,8}|此段略)[^】〕\])）]{0,12}|略|下略|从略|以下略)[】〕\])）]|[…·]略[…·]`)

	notProse = regexp.MustCompile(`(?i)(?:https?|ftp)://[!-~]+|www\.[!-~]+|[a-z0-9._%+-]+@[a-z0-9.-]+|[a-z]:\\[!-~]*`)
)

func findPlaceholders(in *Input) []Fault {
	t := in.Doc.Text
	// passed marks the bytes that are no prose or belong to a mark already.
	passed := newByteSet(t, notProse)
	passed.addRuledLines(t)
	var out []Fault
	for _, m := range []struct {
		re   *regexp.Regexp
		real func(t string, s text.Span) bool
		sev  Severity
	}{
		{yearMark, yearIsOpen, Error},
		{crossMark, crossIsOpen, Error},
		{starMark, starIsOpen, Error},
		{lineMark, always, Error},
		{wordMark, wordIsOpen, Warning},
	} {
		for _, at := range m.re.FindAllStringIndex(t, -1) {
			s := text.Span{Start: at[0], End: at[1]}
			if passed.has(s) || !m.real(t, s) {
				continue
			}
			passed.add(s)
			out = append(out, Fault{
				Severity: m.sev, Span: s,
				Message:    message.New("fault.placeholder", s.Of(t)),
				Suggestion: message.Say("suggest.placeholder"),
			})
		}
	}
	return out
}

// byteSet marks bytes of a text, so that asking costs no more than the span
// asked for, however much is marked.
type byteSet []bool

func newByteSet(t string, re *regexp.Regexp) byteSet {
	set := make(byteSet, len(t))
	for _, at := range re.FindAllStringIndex(t, -1) {
		set.add(text.Span{Start: at[0], End: at[1]})
	}
	return set
}

func (b byteSet) add(s text.Span) {
	for i := s.Start; i < s.End; i++ {
		b[i] = true
	}
}

func (b byteSet) has(s text.Span) bool { return slices.Contains(b[s.Start:s.End], true) }

// addRuledLines adds the lines that hold nothing but rules and bars.
func (b byteSet) addRuledLines(t string) {
	start := 0
	for line := range strings.SplitSeq(t, "\n") {
		end := start + len(line)
		if strings.Trim(line, "_＿*＊-—=|+ \t\r　") == "" {
			b.add(text.Span{Start: start, End: end})
		}
		start = end + 1
	}
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

func always(string, text.Span) bool { return true }

// starIsOpen tells ***党支部 from **重点**.
func starIsOpen(t string, s text.Span) bool {
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

// wordIsOpen tells 某县 from 某市民 and 某区域, where 某 means "a certain".
func wordIsOpen(t string, s text.Span) bool {
	mark := s.Of(t)
	if !strings.HasPrefix(mark, "某") || strings.HasPrefix(mark, "某某") {
		return true
	}
	_, next := neighbours(t, s)
	return !strings.ContainsRune("民长士场域庄校部园级", next)
}
