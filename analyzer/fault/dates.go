package fault

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// date is a date as it stands in the text; what is not said is -1.
type date struct {
	text.Span
	year, month, day int
	// coded is true for 2024-3-5 and its like, which may be a number of
	// another sort unless month and day have two digits.
	coded bool
}

func (d date) full() bool { return d.year > 0 && d.month > 0 && d.day > 0 }

// datesIn lists the dates of t that name a month, in order: 2024年3月5日,
// 3月, 二〇二四年三月五日, 2024-03-05. Whether they exist is not asked.
// Cost: O(len(t)).
func datesIn(t string) []date {
	var out []date
	for at := 0; ; {
		i := strings.Index(t[at:], "月")
		if i < 0 {
			break
		}
		month := at + i
		at = month + len("月")
		if d, ok := dateAround(t, month); ok && (len(out) == 0 || d.Start >= out[len(out)-1].End) {
			out = append(out, d)
		}
	}
	return slices.SortedFunc(slices.Values(append(out, numericDates(t)...)), func(a, b date) int { return a.Start - b.Start })
}

// dateAround reads the date whose 月 stands at byte month.
func dateAround(t string, month int) (date, bool) {
	head := strings.TrimRight(t[max(0, month-60):month], " 　")
	v, n := numeralBefore(head)
	if n == 0 {
		return date{}, false
	}
	d := date{year: -1, month: v, day: -1}
	start := max(0, month-60) + len(head) - n
	// 0.13月, 第3月, A3月 and 2-3月 are no months of a date of their own.
	if prev, _ := utf8.DecodeLastRuneInString(t[:start]); strings.ContainsRune(".．第-/0123456789", prev) {
		return date{}, false
	}
	d.Start, d.End = start, month+len("月")
	d.readYear(t)
	d.readDay(t)
	return d, true
}

// readYear takes in the year right before the month.
func (d *date) readYear(t string) {
	from := max(0, d.Start-60)
	head := strings.TrimRight(t[from:d.Start], " 　")
	head, ok := strings.CutSuffix(head, "年")
	if !ok {
		return
	}
	head = strings.TrimRight(head, " 　")
	if v, n := numeralBefore(head); n > 0 && v >= 1900 && v < 2100 {
		d.year, d.Start = v, from+len(head)-n
	}
}

// readDay takes in the day right after the month.
func (d *date) readDay(t string) {
	rest := t[d.End:min(len(t), d.End+40)]
	blanks := len(rest) - len(strings.TrimLeft(rest, " 　"))
	v, n := numeralAt(rest[blanks:])
	if n == 0 {
		return
	}
	tail := strings.TrimLeft(rest[blanks+n:], " 　")
	for _, word := range []string{"日", "号"} {
		if strings.HasPrefix(tail, word) && !(word == "号" && beginsWithAny(tail[len(word):], "文 楼 令 院 线 井 泵 闸 机")) {
			d.day = v
			d.End += len(rest) - len(tail) + len(word)
			return
		}
	}
}

var numericDate = newPattern("12", `(?:19|20)[0-9]{2}([-/.])([0-9]{1,2})([-/.])([0-9]{1,2})`)

// numericDates lists the dates of the form 2024-03-05, 2024/3/5, 2024.3.5
// that are no part of a longer code.
func numericDates(t string) []date {
	var out []date
	numericDate.groups(t, func(at []int) {
		s := text.Span{Start: at[0], End: at[1]}
		prev, next := neighbours(t, s)
		if t[at[2]:at[3]] != t[at[6]:at[7]] || isCode(prev) || isCode(next) || prev == '.' || prev == '_' || next == '.' {
			return
		}
		year, _ := valueOf(t[at[0] : at[0]+4])
		month, _ := valueOf(t[at[4]:at[5]])
		day, _ := valueOf(t[at[8]:at[9]])
		out = append(out, date{Span: s, year: year, month: month, day: day, coded: at[5]-at[4] < 2 || at[9]-at[8] < 2})
	})
	return out
}

// exists reports whether the calendar has the date; 29 February without a
// year exists.
func (d date) exists() bool {
	if d.month < 1 || d.month > 12 {
		return false
	}
	if d.day < 0 {
		return true
	}
	year := d.year
	if year < 0 {
		year = 2000 // a leap year
	}
	return d.day >= 1 && d.day <= time.Date(year, time.Month(d.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// weekday of a full date.
func (d date) weekday() time.Weekday {
	return time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Weekday()
}
