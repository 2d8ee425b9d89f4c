package outline

import (
	"regexp"
	"strconv"
	"strings"
)

// Word offers 1st, One and First among the numbers that it draws. Nobody types
// them in a Chinese report, so only what a program drew is read as these.
var (
	english = regexp.MustCompile(`(\d)(?:st|nd|rd|th)\b|\b(?:` + strings.Join(append(cardinals, ordinals...), "|") + `)\b`)

	cardinals = strings.Fields("One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen Twenty")
	ordinals  = strings.Fields("First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth Fourteenth Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth Twentieth")
)

// inDigits writes the English numbers of a label in digits: "1.2 " for
// "First.2 ". Cost: O(len(label)).
func inDigits(label string) string {
	return english.ReplaceAllStringFunc(label, func(s string) string {
		for i := range cardinals {
			if s == cardinals[i] || s == ordinals[i] {
				return strconv.Itoa(i + 1)
			}
		}
		return s[:1]
	})
}
