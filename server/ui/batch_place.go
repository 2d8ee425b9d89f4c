package ui

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// markPlace marks the place that the address names, ?at=start-end in code
// points, for whoever comes from a batch. What is no place marks nothing.
func (f *findings) markPlace() {
	from, to, ok := strings.Cut(f.visit.QueryParam("at"), "-")
	start, err1 := strconv.Atoi(from)
	end, err2 := strconv.Atoi(to)
	if !ok || err1 != nil || err2 != nil || start < 0 || start >= end || end > utf8.RuneCountInString(f.report.Text) {
		return
	}
	span := text.Span{Start: byteAt(f.report.Text, start), End: byteAt(f.report.Text, end)}
	f.marks = append(f.marks, mark{Span: span, Layer: layerCommon, Class: "hit", ID: "here", Label: f.visit.say("page.batch.here")})
}

// byteAt is where code point n of s begins. Cost: O(n).
func byteAt(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}
