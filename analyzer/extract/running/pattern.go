package running

import (
	"math"
	"strings"
	"unicode"

	"hegao/analyzer/text"
)

// pattern is a text without blanks and with 0 for every number, and the
// numbers.
func pattern(s string) (string, []int) {
	var b strings.Builder
	var numbers []int
	number := false
	for _, r := range s {
		switch digit := text.Digit(r); {
		case digit >= 0 && number:
			last := &numbers[len(numbers)-1]
			*last = min(*last*10+digit, math.MaxInt32)
		case digit >= 0:
			b.WriteByte('0')
			numbers = append(numbers, digit)
			number = true
		case unicode.IsSpace(r):
			number = false
		default:
			b.WriteRune(r)
			number = false
		}
	}
	return b.String(), numbers
}
