package search

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/segment"
	"hegao/analyzer/text"
)

// maxQuery bounds the text of a query, in characters.
const maxQuery = 500

// quotes are the marks around a phrase: any of open, then any of close. The
// double ones are interchangeable, because input methods mix them up.
type quotes struct{ open, close string }

// phraseQuotes lists what a phrase may stand in.
func phraseQuotes() []quotes {
	return []quotes{{"\"“”＂", "\"“”＂"}, {"「", "」"}}
}

// parsed is a query as it was understood.
type parsed struct {
	// blank is true where nothing but white space was typed.
	blank bool
	// words are those outside quotation marks, phrases the quoted texts as
	// text.Normalize has them, required all words that must be in a match,
	// also those of phrases. None of them holds anything twice.
	words, phrases, required []string
}

// parse reads a query. Whatever is typed is words or phrases; nothing is an
// operator. A quotation mark that is not closed is passed over.
func parse(query string, segmenter *segment.Segmenter) parsed {
	p := parsed{blank: strings.TrimFunc(query, text.IsBlank) == ""}
	for query != "" {
		before, phrase, after := nextPhrase(query)
		p.words = appendWords(p.words, before, segmenter)
		p.required = appendWords(p.required, before, segmenter)
		p.required = appendWords(p.required, phrase, segmenter)
		if normalized := string(text.Normalize(phrase).Runes); normalized != "" {
			p.phrases = appendNew(p.phrases, normalized)
		}
		query = after
	}
	return p
}

// nextPhrase cuts query around its first phrase. Where there is none, all of
// it is before.
func nextPhrase(query string) (before, phrase, after string) {
	for i, r := range query {
		for _, q := range phraseQuotes() {
			if !strings.ContainsRune(q.open, r) {
				continue
			}
			rest := query[i+utf8.RuneLen(r):]
			if end := strings.IndexAny(rest, q.close); end >= 0 {
				_, size := utf8.DecodeRuneInString(rest[end:])
				return query[:i], rest[:end], rest[end+size:]
			}
		}
	}
	return query, "", ""
}

func appendWords(list []string, part string, segmenter *segment.Segmenter) []string {
	for _, token := range segmenter.Words(part) {
		list = appendNew(list, token.Word)
	}
	return list
}

// appendNew appends s where it is not there yet. Walking the list is fast
// enough: a query has at most maxQuery words.
func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// checkLength returns the Invalid error "query_too_long" for a query over
// the limit. Bytes are looked at first, so that a huge one is not walked.
func checkLength(query string) error {
	if len(query) > maxQuery*utf8.UTFMax || utf8.RuneCountInString(query) > maxQuery {
		return message.Errorf(message.Invalid, "query_too_long", strconv.Itoa(maxQuery))
	}
	return nil
}

// Terms returns the distinct words outside quotation marks and the distinct
// phrases, both as they would stand in a normalised text. For a query that
// Find would refuse, or where the segmenter does not load, there are none.
func (x *Index) Terms(query string) (words, phrases []string) {
	if checkLength(query) != nil {
		return nil, nil
	}
	segmenter, err := x.segmenter()
	if err != nil {
		return nil, nil
	}
	p := parse(query, segmenter)
	return p.words, p.phrases
}
