package template

import (
	"strings"
	"unicode/utf8"

	"hegao/analyzer/message"
)

// source is the text of a template file, with the mistakes found in it.
type source struct {
	// name is what the file is called to people.
	name     string
	text     string
	lines    []string
	mistakes Mistakes
}

// maxMistakes bounds how many mistakes of one file are told at once.
const maxMistakes = 50

func newSource(name, text string) *source {
	text = strings.TrimPrefix(text, "\ufeff")
	return &source{name: name, text: text, lines: strings.Split(text, "\n")}
}

// place is where something stands in a source; line and column count from 1,
// columns in characters.
type place struct{ line, column int }

// wrong notes a mistake. A place outside the file is moved to its nearest
// end, because parsers report the end of the file as the line after it.
func (s *source) wrong(at place, key message.Key, args ...any) {
	if len(s.mistakes) >= maxMistakes {
		return
	}
	for i, a := range args {
		if t, ok := a.(string); ok {
			args[i] = strings.Join(strings.Fields(t), " ") // a sentence is one line
		}
	}
	at.line = min(max(at.line, 1), len(s.lines))
	line := strings.TrimRight(s.lines[at.line-1], "\r")
	at.column = min(max(at.column, 1), utf8.RuneCountInString(line)+1)
	s.mistakes = append(s.mistakes, Mistake{s.name, at.line, at.column, line, message.New(key, args...)})
}
