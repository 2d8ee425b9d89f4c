// Package segment cuts Chinese text into words and sentences. Words come from
// a dictionary and carry their exact place in the text; sentences need no
// dictionary. It is the only importer of gse.
//
// Importing the package costs nothing: the dictionary is unpacked at the
// first Load (about 0.4 s and 36 MB) and shared by the whole program.
//
// NOTICE: dict.txt.gz is cut down from data/dict/zh/s_1.txt of gse
// (https://github.com/go-ego/gse, Apache License 2.0, Copyright the go-ego
// project developers), which derives from the word list of jieba
// (https://github.com/fxsjy/jieba, MIT License, Copyright (c) 2013 Sun Junyi).
// Changed: words rarer than 10 and the part-of-speech column were left out.
package segment

import (
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"hegao/analyzer/text"
)

//go:generate go run gen.go

//go:embed dict.txt.gz
var packedDictionary string

// Token is a word in its place.
type Token struct {
	// Span is where the word stands in the text, in bytes.
	Span text.Span
	// Word is the word as text.Normalize has it: NFKC, lower case, one
	// width. It may share memory with the text.
	Word string
}

// Segmenter cuts text into words. It is safe for use by several goroutines.
type Segmenter struct {
	// A function and not the gse.Segmenter itself: were its type a part of
	// this one, a program that uses reflection (every program with templates)
	// would keep all its methods, and with them 32 MB of dictionaries.
	segment func([]byte) []gse.Segment
	dict    *gse.Dictionary
}

// load holds the one shared Segmenter after the first call of Load.
var load = sync.OnceValues(newSegmenter)

// Load returns the shared Segmenter. The first call unpacks the dictionary,
// later ones cost nothing. An error means that the program was built wrong.
func Load() (*Segmenter, error) { return load() }

func newSegmenter() (*Segmenter, error) {
	unpacker, err := gzip.NewReader(strings.NewReader(packedDictionary))
	if err != nil {
		return nil, fmt.Errorf("segment: dictionary: %w", err)
	}
	dictionary, err := io.ReadAll(unpacker)
	if err != nil {
		return nil, fmt.Errorf("segment: dictionary: %w", err)
	}
	// The hidden Markov model invents words, and its tables are globals of
	// gse that a second loading would write to while others read.
	engine := &gse.Segmenter{NotLoadHMM: true, SkipLog: true}
	if err := engine.LoadDictStr(string(dictionary)); err != nil {
		return nil, fmt.Errorf("segment: dictionary: %w", err)
	}
	return &Segmenter{segment: engine.Segment, dict: engine.Dictionary()}, nil
}

// Words returns the words of t from left to right, without overlap. Spaces
// and punctuation are left out; a row of letters and digits is one word.
// Cost: O(len(t)).
func (s *Segmenter) Words(t string) []Token {
	track := text.Normalize(t)
	pieces := s.cut(track)
	tokens := make([]Token, len(pieces))
	for i, p := range pieces {
		tokens[i] = newToken(t, track, p)
	}
	return tokens
}

// SearchWords is Words for an index: a dictionary word of three or more
// characters is followed by the dictionary words inside it, so that 责任
// finds 责任制 and 学习 finds 学习型. A query is cut with Words.
// Cost: O(len(t)).
func (s *Segmenter) SearchWords(t string) []Token {
	track := text.Normalize(t)
	pieces := s.cut(track)
	tokens := make([]Token, 0, len(pieces)+len(pieces)/4)
	inner := s.newInner(track)
	for _, p := range pieces {
		tokens = append(tokens, newToken(t, track, p))
		for _, sub := range inner.words(p) {
			tokens = append(tokens, newToken(t, track, sub))
		}
	}
	return tokens
}

// piece is the half-open range of a word in the kept characters of a track.
type piece struct{ from, to int }

// newToken makes the token of p. Where folding changed nothing, which is
// nearly everywhere, the word is a part of t and costs no memory.
func newToken(t string, track *text.Track, p piece) Token {
	span := track.Span(p.from, p.to)
	word, rest := span.Of(t), span.Of(t)
	for _, r := range track.Runes[p.from:p.to] {
		c, n := utf8.DecodeRuneInString(rest)
		if c != r || n == 0 {
			return Token{Span: span, Word: string(track.Runes[p.from:p.to])}
		}
		rest = rest[n:]
	}
	return Token{Span: span, Word: word}
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }
