package fault

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Dates that cannot be right: days the calendar does not have, spans of time
// that end before they begin, a weekday that is another, and years that do
// not fit the year in the title (faults of last year's report used again).

func findDateConflicts(r *reading) []Fault {
	out := impossibleDates(r)
	out = append(out, wrongWeekdays(r)...)
	out = append(out, reversedIntervals(r)...)
	out = append(out, reversedYears(r)...)
	return append(out, wrongYears(r)...)
}

func dateFault(s text.Span, sev Severity, msg message.Message) Fault {
	return Fault{Severity: sev, Span: s, Message: msg, Suggestion: message.Say("suggest.date")}
}

func impossibleDates(r *reading) []Fault {
	var out []Fault
	for _, d := range r.dates {
		if d.exists() || d.coded || !isCalendarDate(r.t, d) {
			continue
		}
		out = append(out, dateFault(d.Span, Error, message.New("fault.date_impossible", d.Of(r.t))))
	}
	return out
}

// isCalendarDate tells 13月 from 13月龄 and from the lunar calendar, whose
// second month has a thirtieth.
func isCalendarDate(t string, d date) bool {
	head, tail := back(t, d.Start, 6), ahead(t, d.End, 3)
	if endsInAny(head, "农历 阴历 旧历 夏历 第 满 约 近 达 历时 长达 为期 共") || beginsWithAny(tail, "龄 大 租 期 薪 以内 内 后 末 子") && d.day < 0 {
		return false
	}
	return d.day >= 0 || d.month > 12 && d.month < 100 || d.month == 0
}

var weekdayAfter = regexp.MustCompile(`^[ 　]*[（(，,]?[ 　]*(?:星期|周|礼拜)([一二三四五六日天])[）)]?`)

func wrongWeekdays(r *reading) []Fault {
	var out []Fault
	for _, d := range r.dates {
		if !d.full() || !d.exists() {
			continue
		}
		rest := ahead(r.t, d.End, 12)
		at := weekdayAfter.FindStringSubmatchIndex(rest)
		if at == nil || beginsWithAny(rest[at[1]:], "至 到 、 - — ～ ~ 、 和 起") {
			continue
		}
		said := weekdayOf(rest[at[2]:at[3]])
		if is := d.weekday(); is != said {
			s := text.Span{Start: d.Start, End: d.End + at[1]}
			out = append(out, dateFault(s, Error, message.New("fault.date_weekday", d.Of(r.t), weekdayName(is))))
		}
	}
	return out
}

const weekdays = "日一二三四五六"

func weekdayOf(word string) time.Weekday {
	if word == "天" {
		return time.Sunday
	}
	return time.Weekday(strings.Index(weekdays, word) / len("日"))
}

// weekdayName names the entry of the catalogue that names d.
func weekdayName(d time.Weekday) string { return "@" + ("weekday." + strconv.Itoa(int(d))) }

var until = regexp.MustCompile(`^[ 　]*(?:至|到|[-—–－~～─]{1,2})[ 　]*(?:(次年|翌年|来年|第二年|次月|下月|明年|当年|今年)|((?:19|20)[0-9]{2})年)?`)

// reversedIntervals finds 2024年5月至2023年8月, 6月20日至6月5日, 6月20日至5日.
func reversedIntervals(r *reading) []Fault {
	var out []Fault
	for i, from := range r.dates {
		rest := ahead(r.t, from.End, 24)
		at := until.FindStringSubmatchIndex(rest)
		if at == nil || at[2] >= 0 || !from.exists() {
			continue
		}
		to, ok := endOfInterval(r, i, from.End+at[1], at[4] >= 0)
		if ok && to.exists() && endsEarlier(from, to) {
			s := text.Span{Start: from.Start, End: to.End}
			out = append(out, dateFault(s, Error, message.New("fault.date_interval", s.Of(r.t))))
		}
	}
	return out
}

// endOfInterval is the date that begins at (or whose year ends at) byte at:
// the next one of the list, or a day alone, of the month before it.
func endOfInterval(r *reading, i, at int, hasYear bool) (date, bool) {
	if i+1 < len(r.dates) {
		if next := r.dates[i+1]; next.Start == at || hasYear && next.Start < at && next.End > at {
			return next, true
		}
	}
	v, n := numeralAt(r.t[at:])
	from := r.dates[i]
	if n == 0 || hasYear || from.day < 0 || !strings.HasPrefix(r.t[at+n:], "日") {
		return date{}, false
	}
	return date{Span: text.Span{Start: at, End: at + n + len("日")}, year: from.year, month: from.month, day: v}, true
}

// endsEarlier reports whether to lies before from. Without years an interval
// may cross New Year, which those from autumn to spring do.
func endsEarlier(from, to date) bool {
	if from.year > 0 && to.year > 0 {
		if from.year != to.year {
			return to.year < from.year
		}
	} else if from.year < 0 && to.year > 0 {
		return false
	}
	if from.month != to.month {
		return to.month < from.month && !(from.month >= 9 && to.month <= 5) && (from.day > 0 && to.day > 0 || from.year > 0)
	}
	return from.day > 0 && to.day > 0 && to.day < from.day
}

var yearInterval = newPattern("12", `((?:19|20)[0-9]{2})年?(?:至|到|[-—–－~～]{1,2})((?:19|20)[0-9]{2})(?:年|学年)`)

func reversedYears(r *reading) []Fault {
	var out []Fault
	yearInterval.groups(r.t, func(at []int) {
		from, to := r.t[at[2]:at[3]], r.t[at[4]:at[5]]
		s := text.Span{Start: at[0], End: at[1]}
		// 2024年至2023年3月 has months and was looked at above; a code or a
		// date goes on in digits.
		_, next := neighbours(r.t, s)
		if prev, _ := neighbours(r.t, s); to >= from || isCode(prev) || text.Digit(next) >= 0 {
			return
		}
		out = append(out, dateFault(s, Error, message.New("fault.date_interval", s.Of(r.t))))
	})
	return out
}

var (
	// looksBack: what a report on a whole year calls itself; looksAhead: kinds
	// of text whose year is that of the plan.
	looksBack  = regexp.MustCompile(`总结|报告|汇报|述职|自查|述廉|小结|情况`)
	looksAhead = regexp.MustCompile(`政府工作报告|计划|方案|要点|预算|规划|通知|办法|规定|细则|意见|条例|决定|公告|讲话|安排|请示`)
	partOfYear = regexp.MustCompile(`上半年|半年|季度|[0-9一二三四五六七八九十]月|中期|阶段|前三季|以来|近[几三五十]年|[三五]年`)
	planTitle  = regexp.MustCompile(`打算|计划|思路|下一步|安排|展望|设想|要点`)
	pastTitle  = regexp.MustCompile(`完成情况|工作情况|开展情况|主要工作|工作回顾|工作总结|主要成效|工作成效|取得的成效|落实情况|基本情况`)
)

// wrongYears compares the years of headings, opening and signature with the
// year of the title. Only titles that report on one whole year are asked.
func wrongYears(r *reading) []Fault {
	years := yearsIn(r.title)
	isSummary := strings.Contains(r.title, "总结")
	if len(years) == 0 || !looksBack.MatchString(r.title) || looksAhead.MatchString(r.title) && !isSummary {
		return nil
	}
	out := closingYear(r, years)
	if partOfYear.MatchString(r.title) {
		return out
	}
	out = append(out, headingYears(r, years[0], years)...)
	return append(out, openingYear(r, years[0], years)...)
}

// yearsIn lists the years of s in order: 2024年, 2021—2023年, 二〇二四年.
func yearsIn(s string) []int {
	var years []int
	for at := 0; at < len(s); {
		v, n := numeralAt(s[at:])
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s[at:])
		} else if v >= 1900 && v < 2100 && beginsWithAny(strings.TrimLeft(s[at+n:], " "), "年 - — – － ~ ～ / 至 到") {
			years = append(years, v)
		}
		at += n
	}
	return years
}

// closingYear: a report is signed in the year it speaks of or the next.
func closingYear(r *reading, years []int) []Fault {
	first, last := years[0], years[0]
	for _, y := range years {
		first, last = min(first, y), max(last, y)
	}
	var out []Fault
	for _, d := range r.dates {
		if !r.Outline.Closing.Contains(d.Span) || d.year < 0 {
			continue
		}
		if d.year < first || d.year > last+1 {
			out = append(out, dateFault(d.Span, Warning, message.New("fault.date_closing", d.Of(r.t), strconv.Itoa(years[0]))))
		}
	}
	return out
}

// headingYears: in a report on one year, the plan is for a later one, and
// what was done is of that one.
func headingYears(r *reading, year int, years []int) []Fault {
	var out []Fault
	early := signedEarly(r, year)
	for _, h := range r.Outline.Headings {
		title := h.Title.Of(r.t)
		of := yearsIn(title)
		if len(of) != 1 || partOfYear.MatchString(title) {
			continue
		}
		switch plan := planTitle.MatchString(title); {
		case plan && (of[0] < year || of[0] == year && len(years) == 1 && !early || len(years) > 1 && !slices.Contains(years, of[0])):
			out = append(out, dateFault(h.Title, Warning, message.New("fault.date_plan", strconv.Itoa(of[0]), strconv.Itoa(year))))
		case !plan && pastTitle.MatchString(title) && !slices.Contains(years, of[0]):
			out = append(out, dateFault(h.Title, Warning, message.New("fault.date_title", strconv.Itoa(of[0]), strconv.Itoa(year))))
		}
	}
	return out
}

// signedEarly reports whether the draft is signed so early in its year that
// the plan may well be for the rest of it.
func signedEarly(r *reading, year int) bool {
	for _, d := range r.dates {
		if r.Outline.Closing.Contains(d.Span) && d.year == year && d.month > 0 && d.month < 11 {
			return true
		}
	}
	return false
}

var openingWithYear = regexp.MustCompile(`^(?:在)?((?:19|20)[0-9]{2})年(?:度|以来|，|,|是|我)`)

// openingYear: the first sentence of the report says which year it is about.
func openingYear(r *reading, year int, years []int) []Fault {
	for _, s := range r.sentences {
		if s.End <= r.titleSpan.End || r.Outline.Salutation.Contains(s.Span) {
			continue
		}
		m := openingWithYear.FindStringSubmatchIndex(s.Of(r.t))
		if m == nil {
			return nil
		}
		block := r.Doc.Blocks[s.block].Of(r.t)
		said, _ := strconv.Atoi(s.Of(r.t)[m[2]:m[3]])
		if slices.Contains(years, said) || slices.Contains(yearsIn(block), year) {
			return nil
		}
		at := text.Span{Start: s.Start + m[2], End: s.Start + m[3] + len("年")}
		return []Fault{dateFault(at, Warning, message.New("fault.date_title", strconv.Itoa(said), strconv.Itoa(year)))}
	}
	return nil
}

// lastRune is the last character of s, 0 where there is none.
func lastRune(s string) rune {
	r, n := utf8.DecodeLastRuneInString(s)
	if n == 0 {
		return 0
	}
	return r
}
