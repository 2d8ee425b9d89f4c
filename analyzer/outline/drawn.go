package outline

import (
	"regexp"
	"strconv"
	"strings"

	"hegao/analyzer/text"
)

// Word offers 1st, One and First among the numbers that it draws. Nobody types
// them in a Chinese report, so only what a program drew is read as these.
var (
	english = regexp.MustCompile(`(\d)(?:st|nd|rd|th)\b|\b(?:` + strings.Join(append(cardinals, ordinals...), "|") + `)\b`)

	cardinals = strings.Fields("One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen Twenty")
	ordinals  = strings.Fields("First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth Fourteenth Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth Twentieth")
)

// inDigits writes the numbers of a label in digits where a dotted number was
// not drawn in them: "1.2 " for "First.2 ", and for "一.2 " and "（一）.2 ",
// because Word draws the numbers of the outer levels as these have them.
// Cost: O(len(label)).
func inDigits(label string) string {
	label = inArabic(label)
	num, n := ScanNumber(label + " 文字")
	if n == 0 || n >= len(label) {
		return label
	}
	inner := strings.TrimLeft(label[n:], "、.．-－ 　\t")
	if text.Digit(firstRune(inner)) < 0 {
		return label
	}
	return strconv.Itoa(num.Ordinal) + "." + inner
}

// inArabic writes the English numbers of a label in digits.
func inArabic(label string) string {
	return english.ReplaceAllStringFunc(label, func(s string) string {
		for i := range cardinals {
			if s == cardinals[i] || s == ordinals[i] {
				return strconv.Itoa(i + 1)
			}
		}
		return s[:1]
	})
}
