package generate

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// connectives stand at the beginning of a clause and can be left out.
var connectives = []string{"同时", "此外", "另外", "并且", "而且", "因此", "所以", "随后", "其次", "再次", "首先", "最后", "与此同时", "为此", "于是", "不仅如此", "并", "还", "也"}

// joiners are put before a clause that stands well without.
var joiners = []string{"同时", "此外", "另外", "随后", "在此基础上", "与此同时", "接着", "为此"}

// enumeration are the words of an enumeration, each with what it becomes in prose.
var enumeration = [][]string{
	{"一是", "首先是", "先是", ""}, {"二是", "其次是", "再就是", "还"}, {"三是", "再次是", "另外", "并且"},
	{"四是", "此外", "还有就是", "同时"}, {"五是", "最后是", "最后", "末了"},
	{"第一，", "首先，", "先说", ""}, {"第二，", "其次，", "再说", "还有，"}, {"第三，", "再次，", "另外，", "最后，"},
}

// splitMerge joins sentences with commas, makes clauses into sentences, takes
// connectives out and puts others in, and turns enumerations into prose.
func splitMerge(rng *rand.Rand, passage string) string {
	clauses := clausesOf(passage)
	for i := range clauses {
		c := &clauses[i]
		c.text = rejoin(rng, uncount(rng, c.text), i)
		if i == len(clauses)-1 {
			break
		}
		switch long := isLong(c.text) && isLong(clauses[i+1].text); {
		case c.sign == "。" && rng.IntN(10) < 6, c.sign == "；" && rng.IntN(2) == 0:
			c.sign = "，"
		case c.sign == "；", c.sign == "，" && long && rng.IntN(10) < 4:
			c.sign = "。"
		}
	}
	return joinClauses(clauses)
}

// isLong reports whether a clause can stand alone.
func isLong(s string) bool { return utf8.RuneCountInString(s) >= 7 }

func uncount(rng *rand.Rand, s string) string {
	for _, w := range enumeration {
		if rest, ok := strings.CutPrefix(s, w[0]); ok {
			return w[1+rng.IntN(len(w)-1)] + rest
		}
	}
	return s
}

// rejoin takes out the connective at the beginning of clause i, or puts one
// in there.
func rejoin(rng *rand.Rand, s string, i int) string {
	for _, w := range connectives {
		if rest, ok := strings.CutPrefix(s, w); ok && isLong(rest) {
			if rng.IntN(10) < 7 {
				return rest
			}
			return s
		}
	}
	if i > 0 && isLong(s) && rng.IntN(10) < 2 {
		return joiners[rng.IntN(len(joiners))] + s
	}
	return s
}
