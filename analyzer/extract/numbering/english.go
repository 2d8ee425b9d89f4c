package numbering

import (
	"strconv"
	"strings"
)

// ordinal draws 1st, 2nd, 3rd, 4th, … 11th, … 21st.
func ordinal(n int) string {
	if n < 0 {
		return strconv.Itoa(n)
	}
	ending := "th"
	if n%100/10 != 1 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return strconv.Itoa(n) + ending
}

var (
	below20 = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens    = strings.Fields("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
	// nths are the ordinals that are more than their number and th.
	nths = map[string]string{
		"one": "first", "two": "second", "three": "third", "five": "fifth",
		"eight": "eighth", "nine": "ninth", "twelve": "twelfth",
	}
)

// inWords draws 1…9999 in English: One, Two, Three or, where nth is set, First,
// Second, Third. The standard shows no more than these; Twenty-one is how the
// words are spelled. Other languages are not drawn.
func inWords(n int, nth bool) string {
	if n < 1 || n > countingMax {
		return strconv.Itoa(n)
	}
	s := spell(n)
	if nth {
		at := strings.LastIndexAny(s, " -") + 1
		s = s[:at] + toNth(s[at:])
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// spell writes 1…9999 in lower-case words.
func spell(n int) string {
	for _, unit := range []struct {
		of   int
		name string
	}{{1000, " thousand"}, {100, " hundred"}} {
		if n < unit.of {
			continue
		}
		s := spell(n/unit.of) + unit.name
		if rest := n % unit.of; rest > 0 {
			s += " " + spell(rest)
		}
		return s
	}
	switch {
	case n < 20:
		return below20[n]
	case n%10 == 0:
		return tens[n/10]
	}
	return tens[n/10] + "-" + below20[n%10]
}

func toNth(word string) string {
	if s, ok := nths[word]; ok {
		return s
	}
	if s, ok := strings.CutSuffix(word, "y"); ok {
		return s + "ieth"
	}
	return word + "th"
}
