// Package message is what Hegao says to people: one catalogue in Chinese and
// English, messages that stay unrendered until the language is known, and
// errors that say what happened, to which file, and what to do.
package message

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Lang is a language of the catalogue.
type Lang string

// The two languages; Chinese is the first.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// ParseLang returns the language that s names ("zh-CN", "en_US.UTF-8" …);
// ok is false where it names neither.
func ParseLang(s string) (lang Lang, ok bool) {
	s = strings.ToLower(s)
	switch {
	case strings.HasPrefix(s, "zh"):
		return Chinese, true
	case strings.HasPrefix(s, "en"):
		return English, true
	}
	return Chinese, false
}

// Key names an entry of the catalogue.
type Key string

// Message is a sentence of the catalogue with its arguments filled in later.
// It survives JSON, so that a stored result can be shown in either language.
type Message struct {
	Key  Key      `json:"key"`
	Args []string `json:"args,omitempty"`
}

// New makes a message; arguments are rendered as fmt.Sprint does.
func New(key Key, args ...any) Message {
	m := Message{Key: key}
	for _, a := range args {
		m.Args = append(m.Args, fmt.Sprint(a))
	}
	return m
}

// Say makes a message without arguments.
func Say(key Key) Message { return Message{Key: key} }

// IsZero reports whether there is nothing to say.
func (m Message) IsZero() bool { return m.Key == "" }

// In renders the message. An argument that begins with "@" is itself a key.
// A key that the catalogue lacks is shown as it is, so that a gap is seen
// and not silent; a test keeps the catalogue without gaps.
func (m Message) In(lang Lang) string {
	if m.Key == "" {
		return ""
	}
	entry, ok := lookup(m.Key)
	if !ok {
		return string(m.Key)
	}
	sentence := entry[0]
	if lang == English {
		sentence = entry[1]
	}
	if len(m.Args) == 0 || !strings.Contains(sentence, "{") {
		return sentence
	}
	pairs := make([]string, 0, 2*len(m.Args))
	for i, a := range m.Args {
		if key, ok := strings.CutPrefix(a, "@"); ok {
			if _, known := lookup(Key(key)); known {
				a = Say(Key(key)).In(lang)
			}
		}
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", a)
	}
	return strings.NewReplacer(pairs...).Replace(sentence)
}

// Join renders messages one after the other.
func Join(lang Lang, all ...Message) string {
	rendered := make([]string, len(all))
	for i, m := range all {
		rendered[i] = m.In(lang)
	}
	return InARow(lang, rendered...)
}

// InARow puts rendered sentences one after the other, leaving out what is
// empty; only English has a space between them.
func InARow(lang Lang, sentences ...string) string {
	space := ""
	if lang == English {
		space = " "
	}
	sentences = slices.DeleteFunc(slices.Clone(sentences), func(s string) bool { return s == "" })
	return strings.Join(sentences, space)
}

// Text renders the catalogue entry key with args in lang.
func Text(lang Lang, key Key, args ...string) string {
	return Message{Key: key, Args: args}.In(lang)
}

// entry is one sentence: Chinese, English.
type entry [2]string

func lookup(key Key) (entry, bool) {
	for _, part := range catalogue {
		if e, ok := part[key]; ok {
			return e, true
		}
	}
	return entry{}, false
}
