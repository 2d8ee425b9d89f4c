package template

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"hegao/analyzer/outline"
)

var (
	aside     = regexp.MustCompile(`[（(][^（()）]*[）)]`)
	yearWord  = regexp.MustCompile(`^((19|20)[0-9]{2}|(19|20)[0-9xX×_*]{1,3}|[xX×]{2,4}|上)(年度|年)?(上半年|下半年)?`)
	timeWord  = regexp.MustCompile(`^(今年(以来)?|去年|过去(的)?(一|五)年(来)?|一年来|本年度|本年|上年度|年度|全年|上半年|第?[一二三四]季度)(的)?`)
	untitled  = strings.NewReplacer("，", "", ",", "", "。", "", "、", "", ".", "", "：", "", ":", "", "；", "", ";", "", "！", "", "!", "", "？", "", "?", "", "“", "", "”", "", "‘", "", "’", "", "\"", "", "《", "", "》", "", "—", "", "-", "", "·", "", " ", "", "\u3000", "", "\t", "", "\u200b", "")
	foldWords = strings.NewReplacer("以及", "和", "与", "和", "及", "和")
)

// tidy brings a heading to the form that roles are written in: no number,
// no year, no aside, no punctuation, one word for "and".
func tidy(title string) string {
	t := norm.NFKC.String(title)
	if _, n := outline.ScanNumber(t); n > 0 {
		t = t[n:]
	}
	t = aside.ReplaceAllString(t, "")
	t = untitled.Replace(t)
	t = yearWord.ReplaceAllString(t, "")
	t = timeWord.ReplaceAllString(t, "")
	return foldWords.Replace(t)
}

// forms are the tidied heading with and without the template's subject:
// "意识形态工作基本情况" is also "基本情况".
func (t *Template) forms(title string) []string {
	whole := tidy(title)
	forms := []string{whole}
	for _, s := range t.Subjects {
		if rest := strings.Replace(whole, s, "", 1); rest != whole {
			rest = strings.TrimPrefix(rest, "的")
			if rest != "" {
				forms = append(forms, rest)
			}
			break
		}
	}
	return forms
}

// serves reports whether a heading is a heading of the section.
func (l *Library) serves(t *Template, s *Section, title string) bool {
	for _, form := range t.forms(title) {
		if slices.Contains(s.Headings, form) || s.Pattern.match(form) {
			return true
		}
		for _, id := range s.Roles {
			if l.roles[id].heads(form) {
				return true
			}
		}
	}
	return false
}

func (r *Role) heads(form string) bool {
	if r.None.match(form) {
		return false
	}
	return slices.Contains(r.Headings, form) || r.Pattern.match(form)
}
