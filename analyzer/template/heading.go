package template

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"hegao/analyzer/outline"
)

var (
	aside     = regexp.MustCompile(`[（(][^（()）]*[）)]`)
	yearWord  = regexp.MustCompile(`^((19|20)[0-9]{2}|(19|20)[0-9xX×_*]{1,3}|[xX×]{2,4})(年度|年)?`)
	timeWord  = regexp.MustCompile(`^(今年(以来)?|去年|上一?年度?|过去(的)?(一|五)年(来)?|一年来|本年度|本年|年度|全年|上半年|下半年|第?[一二三四]季度)(的)?`)
	untitled  = strings.NewReplacer("，", "", ",", "", "。", "", "、", "", ".", "", "：", "", ":", "", "；", "", ";", "", "！", "", "!", "", "？", "", "?", "", "“", "", "”", "", "‘", "", "’", "", "\"", "", "《", "", "》", "", "—", "", "-", "", "·", "", " ", "", "\u3000", "", "\t", "", "\u200b", "")
	foldWords = strings.NewReplacer("以及", "和", "与", "和", "及", "和")
)

// plain brings a heading to the form that roles are written in: no number, no
// year, no aside, no punctuation, one word for "and".
func plain(title string) string {
	t := norm.NFKC.String(title)
	if _, n := outline.ScanNumber(t); n > 0 {
		t = t[n:]
	}
	t = aside.ReplaceAllString(t, "")
	t = untitled.Replace(t)
	t = yearWord.ReplaceAllString(t, "")
	return foldWords.Replace(t)
}

// tidy is plain without words of time in front either.
func tidy(title string) string { return timeWord.ReplaceAllString(plain(title), "") }

// forms are the heading tidied, with words of time, and without the
// template's subject: "今年意识形态工作基本情况" is also "基本情况".
func (t *Template) forms(title string) []string {
	timed := plain(title)
	whole := timeWord.ReplaceAllString(timed, "")
	forms := []string{whole}
	if timed != whole {
		forms = append(forms, timed)
	}
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

// serves reports whether a heading, given by its forms, is one of the section.
func (l *Library) serves(s *Section, forms []string) bool {
	for _, form := range forms {
		if s.titles[form] || s.Pattern.match(form) {
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

// named reports whether a heading, given by its forms, is word for word one
// that is listed for the section. Outside of an umbrella only the section's
// own headings and roles that say so count.
func (l *Library) named(s *Section, forms []string, umbrella bool) bool {
	for _, form := range forms {
		if s.titles[form] && umbrella {
			return true
		}
		for _, id := range s.Roles {
			if role := l.roles[id]; (umbrella || role.Inside) && role.titles[form] {
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
	return r.titles[form] || r.Pattern.match(form)
}
