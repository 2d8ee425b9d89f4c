package rtf

import "bytes"

// tokenKind says what a token is.
type tokenKind int

const (
	tokenEnd   tokenKind = iota
	tokenOpen            // {
	tokenClose           // }
	tokenWord            // \word or \wordN
	tokenByte            // one byte of text, of \'hh or as it is
)

// token is one step of the file.
type token struct {
	kind tokenKind
	word string
	// number is the parameter of a word; has tells 0 from none.
	number int
	has    bool
	char   byte
	// coded marks a byte written as \'hh.
	coded bool
}

// lexer cuts RTF into tokens. It never fails: what makes no sense is text or
// nothing.
type lexer struct {
	data []byte
	pos  int
}

// wordMax bounds the length of a control word; the longest is 26.
const wordMax = 32

func (l *lexer) next() token {
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		l.pos++
		switch c {
		case '{':
			return token{kind: tokenOpen}
		case '}':
			return token{kind: tokenClose}
		case '\\':
			if t, ok := l.control(); ok {
				return t
			}
		case '\r', '\n', 0:
		default:
			return token{kind: tokenByte, char: c}
		}
	}
	return token{}
}

// skipText moves to where a group or word begins.
func (l *lexer) skipText() {
	n := bytes.IndexAny(l.data[l.pos:], `{}\`)
	if n < 0 {
		n = len(l.data) - l.pos
	}
	l.pos += n
}

// control reads what follows a backslash.
func (l *lexer) control() (token, bool) {
	if l.pos >= len(l.data) {
		return token{}, false
	}
	c := l.data[l.pos]
	if isLetter(c) {
		return l.word(), true
	}
	l.pos++
	switch c {
	case '\'':
		return l.hex()
	case '\r', '\n':
		return token{kind: tokenWord, word: "par"}, true
	case '\\', '{', '}':
		return token{kind: tokenByte, char: c}, true
	}
	return token{kind: tokenWord, word: string(rune(c))}, true
}

// word reads a control word, its parameter and the blank that ends it.
func (l *lexer) word() token {
	start := l.pos
	for l.pos < len(l.data) && isLetter(l.data[l.pos]) && l.pos-start < wordMax {
		l.pos++
	}
	t := token{kind: tokenWord, word: string(l.data[start:l.pos])}
	negative := l.pos+1 < len(l.data) && l.data[l.pos] == '-' && isDigit(l.data[l.pos+1])
	if negative {
		l.pos++
	}
	for l.pos < len(l.data) && isDigit(l.data[l.pos]) {
		const most = 1 << 30
		t.has = true
		t.number = min(most, 10*t.number+int(l.data[l.pos]-'0'))
		l.pos++
	}
	if negative {
		t.number = -t.number
	}
	if l.pos < len(l.data) && l.data[l.pos] == ' ' {
		l.pos++
	}
	if t.word == "bin" { // so many bytes of anything follow
		l.pos = min(len(l.data), l.pos+max(0, t.number))
	}
	return t
}

// hex reads the two digits of \'hh.
func (l *lexer) hex() (token, bool) {
	const digits = "0123456789abcdef"
	if l.pos+2 > len(l.data) {
		return token{}, false
	}
	two := bytes.ToLower(l.data[l.pos : l.pos+2])
	high, low := bytes.IndexByte([]byte(digits), two[0]), bytes.IndexByte([]byte(digits), two[1])
	if high < 0 || low < 0 {
		return token{}, false
	}
	l.pos += 2
	return token{kind: tokenByte, char: byte(high<<4 | low), coded: true}, true
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
