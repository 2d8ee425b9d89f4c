package template

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/message"
)

// pattern is a regular expression (RE2, so that matching is linear in the
// text) that a template may leave out.
type pattern struct {
	*regexp.Regexp
	needles *needles
}

// newPattern makes a pattern of an expression that is known to be sound.
func newPattern(expr string) pattern { return patternOf(regexp.MustCompile(expr)) }

func patternOf(re *regexp.Regexp) pattern {
	n := needlesOf(re.String())
	return pattern{re, &n}
}

// String is the expression, "" where there is none.
func (p pattern) String() string {
	if p.Regexp == nil {
		return ""
	}
	return p.Regexp.String()
}

// match reports whether the pattern matches somewhere in s.
func (p pattern) match(s string) bool { return p.Regexp != nil && p.needles.in(s) && p.MatchString(s) }

// maxPattern bounds a regular expression, in characters.
const maxPattern = 1000

// readPattern reads a regular expression, or a list of plain words any of
// which may occur.
func (r *reader) readPattern(n *node, into *pattern) {
	expr := n.text
	switch {
	case n.kind == list:
		var words []string
		(words300).read(r, n, &words)
		for i, w := range words {
			words[i] = regexp.QuoteMeta(w)
		}
		expr = strings.Join(words, "|")
	case !r.wantText(n):
		return
	case utf8.RuneCountInString(expr) > maxPattern:
		r.wrong(n.at, "template.pattern_long", maxPattern)
		return
	}
	re, err := regexp.Compile(expr)
	switch {
	case err != nil:
		key, part := explainPattern(err)
		r.wrong(r.inside(n, part), key, quoted(part))
	case expr == "" || re.MatchString(""):
		r.wrong(n.at, "template.pattern_empty", quoted(expr))
	default:
		*into = patternOf(re)
	}
}

// explainPattern tells what is wrong with a regular expression, and which
// part of it.
func explainPattern(err error) (message.Key, string) {
	var e *syntax.Error
	if !errors.As(err, &e) {
		return "template.pattern_bad", ""
	}
	switch e.Code {
	case syntax.ErrMissingParen, syntax.ErrUnexpectedParen:
		return "template.pattern_paren", e.Expr
	case syntax.ErrMissingBracket:
		return "template.pattern_bracket", e.Expr
	case syntax.ErrMissingRepeatArgument, syntax.ErrInvalidRepeatOp:
		return "template.pattern_repeat", e.Expr
	case syntax.ErrInvalidRepeatSize, syntax.ErrLarge:
		return "template.pattern_large", e.Expr
	case syntax.ErrInvalidPerlOp:
		return "template.pattern_look", e.Expr
	case syntax.ErrInvalidEscape, syntax.ErrTrailingBackslash:
		return "template.pattern_escape", e.Expr
	}
	return "template.pattern_bad", e.Expr
}

// inside is the place of a part of a scalar's text, where it can be found on
// the scalar's first line, else the scalar's own place.
func (r *reader) inside(n *node, part string) place {
	if part == "" || n.at.line > len(r.lines) {
		return n.at
	}
	line := []rune(r.lines[n.at.line-1])
	from := min(n.at.column-1, len(line))
	i := strings.LastIndex(string(line[from:]), part)
	if i < 0 {
		return n.at
	}
	return place{n.at.line, n.at.column + utf8.RuneCountInString(string(line[from:])[:i])}
}
