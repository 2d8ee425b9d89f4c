package template

import (
	"regexp"
	"strings"

	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// Choice is a template and how sure the choice is, 0…1.
type Choice struct {
	Template   *Template
	Confidence float64
}

// announced takes the subject out of "现将…情况汇报如下", which stands for a
// title where there is none.
var announced = regexp.MustCompile(`现[将就把]([^。\n]{2,60}?)(报告|汇报|总结|述职|如下)[^。\n]{0,6}`)

// Choose picks the template that fits d best: by its title, else by the
// file's name, else by what its opening announces, else by the subject it
// keeps coming back to. Cost: O(len(d.Text)).
func (l *Library) Choose(d *text.Document, o *outline.Outline, fileName string) Choice {
	sources := []struct {
		title      string
		confidence float64
	}{
		{o.TitleText(d), 0.95},
		{d.Meta.Title, 0.85},
		{fileName, 0.85},
		{l.announcement(d), 0.8},
	}
	for _, s := range sources {
		if t := l.byTitle(s.title); t != nil {
			return Choice{t, s.confidence}
		}
	}
	if t := l.bySubject(d.Text); t != nil {
		return Choice{t, 0.6}
	}
	return Choice{l.fallback(), 0.3}
}

func (l *Library) announcement(d *text.Document) string {
	head := d.Text[:min(len(d.Text), 3000)]
	return announced.FindString(strings.ToValidUTF8(head, ""))
}

// byTitle returns the template with the longest words in the title: the more
// is said, the more particular the kind. The fallback gives way to any other.
func (l *Library) byTitle(title string) *Template {
	var best *Template
	longest := 0
	for _, t := range l.templates {
		if containsAny(title, t.Titles.None) > 0 {
			continue
		}
		n := containsAny(title, t.Titles.Any)
		if n == 0 || best != nil && !best.Fallback && (t.Fallback || n <= longest) {
			continue
		}
		best, longest = t, n
	}
	return best
}

// bySubject returns the template whose first title word occurs once in
// every 400 characters or more often.
func (l *Library) bySubject(t string) *Template {
	for _, tmpl := range l.templates {
		if len(tmpl.Titles.Any) == 0 || len(tmpl.Subjects) == 0 {
			continue
		}
		subject := tmpl.Subjects[len(tmpl.Subjects)-1]
		if n := strings.Count(t, subject); len(subject) >= 9 && n >= 3 && n*1200 >= len(t) {
			return tmpl
		}
	}
	return nil
}

func (l *Library) fallback() *Template {
	for _, t := range l.templates {
		if t.Fallback {
			return t
		}
	}
	return l.templates[0]
}

// containsAny is the length of the longest word that t contains.
func containsAny(t string, words []string) int {
	longest := 0
	for _, w := range words {
		if len(w) > longest && strings.Contains(t, w) {
			longest = len(w)
		}
	}
	return longest
}
