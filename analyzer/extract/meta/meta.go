// Package meta tidies what files say of themselves. All of it is only ever
// proposed to a person, so what makes no sense is dropped and no reason to
// refuse a file.
package meta

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// lineMax bounds a title or name in bytes.
const lineMax = 1000

// Line makes one line of a title or name, without control characters and the
// marks that turn the direction of what follows them, and not too long.
// Cost: O(len(s)).
func Line(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= lineMax {
		return s
	}
	n := lineMax
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// china is where the days of the files are counted: a report that was saved
// on New Year's morning was saved on the day before in UTC.
var china = time.FixedZone("", 8*60*60)

// layouts are those of ISO 8601, as XML has them, and of PDF without its
// signs; those with a zone come first.
var layouts = []string{
	time.RFC3339, "2006-01-02T15:04Z07:00", "20060102150405Z0700",
	"2006-01-02T15:04:05", "2006-01-02T15:04", "20060102150405", time.DateOnly, "20060102",
}

// dateMax is longer than any date, in bytes.
const dateMax = 64

// Date reads a day: 2025-12-30, with or without a time and a zone, or as PDF
// writes it, D:20251230083000+08'00'. It is "" for anything else, and for a
// day on which nobody can have written the file.
func Date(s string) text.Date {
	if len(s) > dateMax {
		return ""
	}
	s, pdf := strings.CutPrefix(strings.TrimSpace(s), "D:")
	if pdf {
		s = strings.ReplaceAll(s, "'", "")
		if before, _, found := strings.Cut(s, "Z"); found {
			s = before + "Z"
		}
	}
	for _, layout := range layouts {
		t, err := time.Parse(layout, s)
		switch {
		case err != nil:
			continue
		case strings.Contains(layout, "Z07"):
			return Day(t)
		}
		return day(t)
	}
	return ""
}

// Day is the day of a time in China, "" for one that makes no sense.
func Day(t time.Time) text.Date { return day(t.In(china)) }

// day drops the zeros of calendars and clocks: 1601, 1904, 1970, 1980.
func day(t time.Time) text.Date {
	const first, last = 1985, 2099
	if t.Year() < first || t.Year() > last {
		return ""
	}
	return text.Date(t.Format(time.DateOnly))
}
