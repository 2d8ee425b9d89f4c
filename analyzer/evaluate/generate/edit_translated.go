package generate

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// backTranslate does what machine translation there and back does to office
// prose: set phrases become plain words, two of three content words others,
// function words and the order of clauses change.
func backTranslate(rng *rand.Rand, passage string) string {
	clauses := clausesOf(passage)
	for _, s := range sentencesIn(clauses) {
		for i := range s {
			s[i].text = turn(rng, unfold(s[i].text))
		}
		for i := 0; i+1 < len(s); i += 2 {
			if rng.IntN(10) < 4 {
				s[i].text, s[i+1].text = s[i+1].text, s[i].text
			}
		}
	}
	t, _ := replaceKnown(rng, loadLexicon().tokens(joinClauses(clauses)), 0.6)
	return functionWords(rng, aspect(rng, join(t)))
}

// unfold says phrases of four characters in plain words.
func unfold(s string) string {
	l := loadLexicon()
	var b strings.Builder
	for len(s) > 0 {
		_, n := utf8.DecodeRuneInString(s)
		said := s[:n]
		for end := n; end < len(s) && end <= 3*l.longest; {
			_, size := utf8.DecodeRuneInString(s[end:])
			end += size
			if plain, ok := l.plain[s[:end]]; ok {
				said, n = plain, end
			}
		}
		b.WriteString(said)
		s = s[n:]
	}
	return b.String()
}

// turns are changes of word order inside a clause.
var turns = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`^对([^，]{2,16})进行了?(\p{Han}{2})`), "${2}了${1}"},
	{regexp.MustCompile(`^对([^，]{2,12})的(\p{Han}{2,8})$`), "${2}是针对${1}的"},
	{regexp.MustCompile(`^将([^，]{2,14})(\p{Han}{2})到([^，]+)$`), "${1}被${2}到了${3}"},
	{regexp.MustCompile(`^由([^，]{2,10}?)(逐一|及时|定期|负责|统一)([^，]+)$`), "${3}${2}是${1}的工作"},
	{regexp.MustCompile(`^通过([^，]{3,20})$`), "使用${1}的方法"},
	{regexp.MustCompile(`^为了?([^，]{4,20})$`), "目的是${1}"},
	{regexp.MustCompile(`^在([^，]{2,14})下$`), "因为有${1}"},
	{regexp.MustCompile(`^按照([^，]{3,22})$`), "以${1}为依据"},
	{regexp.MustCompile(`^根据([^，]{3,22})$`), "以${1}为基础"},
	{regexp.MustCompile(`^坚持([^，]{3,22})$`), "一直保持${1}"},
	{regexp.MustCompile(`^(\d{1,2}月(?:\d{1,2}日)?)([^底上中下份前初到至和，][^，]{5,40})$`), "${2}的时间是${1}"},
	{regexp.MustCompile(`^全年([^，]{4,40})$`), "${1}是在整个一年里"},
	{regexp.MustCompile(`^([^，]{2,20}、[^，、]{2,10})、([^，、]{2,10})$`), "${2}以及${1}"},
}

// turn applies the first change that fits.
func turn(rng *rand.Rand, s string) string {
	if plain, ok := withoutBa(s); ok {
		return plain
	}
	for _, t := range turns {
		if t.from.MatchString(s) && rng.IntN(10) < 8 {
			return t.from.ReplaceAllString(s, t.to)
		}
	}
	return s
}

// withoutBa turns 把 object verb into verb 了 object.
func withoutBa(s string) (string, bool) {
	rest, ok := strings.CutPrefix(s, "把")
	tokens := loadLexicon().tokens(rest)
	if !ok || len(tokens) < 2 || strings.ContainsAny(tokens[0].text, "手握关") {
		return s, false
	}
	last := len(tokens) - 1
	if tokens[last].class != verbWord {
		return s, false
	}
	return tokens[last].text + "了" + join(tokens[:last]), true
}

// aspect puts 了, 已经 or 进行 around verbs, as translation likes to.
func aspect(rng *rand.Rand, s string) string {
	tokens := loadLexicon().tokens(s)
	for i := range tokens {
		t := &tokens[i]
		if t.class != verbWord || i+1 == len(tokens) || rng.IntN(10) >= 5 {
			continue
		}
		next, _ := utf8.DecodeRuneInString(tokens[i+1].text)
		switch {
		case next == '了' || next == '过' || next == '的':
		case unicode.Is(unicode.Han, next):
			t.text += "了"
		default:
			t.text = "被" + t.text
		}
	}
	return join(tokens)
}

// particles are function words and measures that translation exchanges.
var particles = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`，并(\p{Han})`), "，并且${1}"},
	{regexp.MustCompile(`([^平年])均([^衡匀])`), "${1}都${2}"},
	{regexp.MustCompile(`(\d)名`), "${1}个"},
	{regexp.MustCompile(`(\d)[起处台辆具只副块盏樘枚座栋扇把条根顶户]`), "${1}个"},
	{regexp.MustCompile(`(\d)成`), "${1}0%"},
	{regexp.MustCompile(`(\d)人次`), "${1}次"},
	{regexp.MustCompile(`(\d)余`), "${1}多"},
	{regexp.MustCompile(`([^年月日度之以])底([，。、])`), "${1}的底部${2}"},
	{regexp.MustCompile(`([^今此日前以之])后，`), "${1}之后，"},
	{regexp.MustCompile(`([^目以之日])前，`), "${1}之前，"},
	{regexp.MustCompile(`、`), "和"},
	{regexp.MustCompile(`；`), "。"},
	{regexp.MustCompile(`([^必需所])要([^求点素件害])`), "${1}需要${2}"},
	{regexp.MustCompile(`使([^用得命])`), "让${1}"},
	{regexp.MustCompile(`([^应])该([^当是])`), "${1}这个${2}"},
	{regexp.MustCompile(`([^尤及])其([^中他余实])`), "${1}它的${2}"},
	{regexp.MustCompile(`([^普涉以])及([^时格其])`), "${1}和${2}"},
}

// functionWords exchanges most of the particles.
func functionWords(rng *rand.Rand, s string) string {
	for _, p := range particles {
		if rng.IntN(10) < 8 {
			s = p.from.ReplaceAllString(s, p.to)
		}
	}
	return s
}
