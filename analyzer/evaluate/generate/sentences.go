package generate

import (
	"strings"
	"unicode/utf8"
)

// clause is a part of a sentence with the sign that ends it.
type clause struct {
	text string
	sign string // ，；： or the end of the sentence; "" at the end of the text
}

const (
	sentenceSigns = "。！？"
	clauseSigns   = "，；："
	openers       = "“‘（《〈【"
	closers       = "”’）》〉】"
)

// clausesOf cuts a passage at commas and full stops outside quotation marks
// and brackets.
func clausesOf(passage string) []clause {
	var out []clause
	start, depth := 0, 0
	for i, r := range passage {
		switch {
		case strings.ContainsRune(openers, r):
			depth++
		case strings.ContainsRune(closers, r):
			depth = max(depth-1, 0)
		case depth == 0 && strings.ContainsRune(clauseSigns+sentenceSigns, r):
			end := i + utf8.RuneLen(r)
			out = append(out, clause{passage[start:i], passage[i:end]})
			start = end
		}
	}
	if start < len(passage) {
		out = append(out, clause{passage[start:], ""})
	}
	return out
}

// sentencesIn groups clauses into sentences.
func sentencesIn(clauses []clause) [][]clause {
	var out [][]clause
	start := 0
	for i, c := range clauses {
		if c.ends() || i == len(clauses)-1 {
			out = append(out, clauses[start:i+1])
			start = i + 1
		}
	}
	return out
}

// ends reports whether a sentence ends with the clause.
func (c clause) ends() bool { return c.sign != "" && strings.Contains(sentenceSigns, c.sign) }

func joinClauses(clauses []clause) string {
	var b strings.Builder
	for _, c := range clauses {
		b.WriteString(c.text)
		b.WriteString(c.sign)
	}
	return b.String()
}
