package generate

import (
	_ "embed"
	"strings"
)

//go:embed data/words.txt
var wordsText string

//go:embed data/frames.txt
var framesText string

//go:embed data/phrases.txt
var phrasesText string

//go:embed data/synonyms.txt
var synonymsText string

//go:embed data/plain.txt
var plainText string

//go:embed data/fillers.txt
var fillersText string

// rulesIn reads the format of frames.txt: "== name" begins a rule, every
// further line is one alternative, "#" a comment.
func rulesIn(data string) (names []string, rules map[string][]string) {
	rules = map[string][]string{}
	name := ""
	for line := range strings.Lines(data) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case strings.HasPrefix(line, "== "):
			name = line[3:]
			names = append(names, name)
		default:
			rules[name] = append(rules[name], line)
		}
	}
	return names, rules
}

// areaWords are the word lists of one subject area, by name.
type areaWords struct {
	area  string
	words map[string][]string
}

// areasIn reads the format of words.txt: "[area]", then "list: word word …".
func areasIn(data string) []areaWords {
	var areas []areaWords
	for line := range strings.Lines(data) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			areas = append(areas, areaWords{strings.Trim(line, "[]"), map[string][]string{}})
			continue
		}
		name, words, _ := strings.Cut(line, ":")
		areas[len(areas)-1].words[name] = strings.Fields(words)
	}
	return areas
}
