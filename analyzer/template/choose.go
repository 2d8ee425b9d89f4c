package template

import (
	"path"
	"regexp"
	"strings"

	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// Origin is where something was read that a document seems to say about
// itself.
type Origin string

// The origins, in the order in which they are believed.
const (
	FromTitle Origin = "title" // the title in the text
	FromFile  Origin = "file"  // the name of the file
	FromText  Origin = "text"  // the rest of the text
	FromMeta  Origin = "meta"  // what the file says of itself
)

// Choice is a template and how sure the choice is, 0…1.
type Choice struct {
	Template   *Template
	Confidence float64
	From       Origin // "" where nothing speaks for it
}

// announced takes the subject out of "现将…情况汇报如下", which stands for a
// title where there is none.
var announced = regexp.MustCompile(`现[将就把]([^。\n]{2,60}?)(报告|汇报|总结|述职|如下)[^。\n]{0,6}`)

// Choose picks the template that fits d best: by its title, else by the
// file's name, else by what its opening announces, else by the words it keeps
// coming back to, else by the title that the file claims, which is often that
// of another text. Cost: O(len(d.Text)) per template.
func (l *Library) Choose(d *text.Document, o *outline.Outline, fileName string) Choice {
	sources := []struct {
		title      string
		confidence float64
		from       Origin
	}{
		{o.TitleText(d), 0.95, FromTitle},
		{firstLine(d), 0.85, FromTitle},
		{strings.TrimSuffix(path.Base(fileName), path.Ext(fileName)), 0.85, FromFile},
		{announcement(d), 0.8, FromText},
	}
	for _, s := range sources {
		if t := l.byTitle(s.title); t != nil {
			return Choice{t, s.confidence, s.from}
		}
	}
	if t := l.byBody(d.Text); t != nil {
		return Choice{t, 0.6, FromText}
	}
	if t := l.byTitle(d.Meta.Title); t != nil {
		return Choice{t, 0.5, FromMeta}
	}
	return Choice{l.fallback(), 0.3, ""}
}

// longestTitle bounds a first line that may be a title, in bytes.
const longestTitle = 150

// firstLine is the first line where it may be a title: short, and no sentence.
func firstLine(d *text.Document) string {
	if len(d.Blocks) == 0 {
		return ""
	}
	line := d.Blocks[0].Of(d.Text)
	if _, n := outline.ScanNumber(line); n > 0 || len(line) > longestTitle || strings.ContainsAny(line, "。；！？，：") {
		return ""
	}
	return line
}

func announcement(d *text.Document) string {
	head := d.Text[:min(len(d.Text), 3000)]
	return announced.FindString(strings.ToValidUTF8(head, ""))
}

var (
	// otherGenre: the last word of a title that is of something else than a
	// report, however much it speaks of one.
	otherGenre = regexp.MustCompile(`(方案|通知|讲话|讲话稿|发言|计划|要点|规划|纲要|办法|细则|制度|规定|意见|清单|责任书|主持词|点评|纪要|批复|函|通报|公告|指南|目录|范文|模板|提纲|议程|倡议书|简报|心得|心得体会|任务分工|讲稿)$`)
	// joined: a summary that a plan follows is a summary all the same.
	joined = regexp.MustCompile(`(总结|报告|汇报|情况)(和|及|与|暨|、|以及).{0,16}(计划|要点|意见|清单|规划)$`)
	// version: a note behind a title.
	version = regexp.MustCompile(`[（(〔【\[][^（()）]{0,16}[）)〕】\]]$`)
)

// isReport reports whether a title is one of a report: a notice about reports
// or a plan is none. Templates for something else, such as the speaking notes
// for a meeting, name the whole word in their titles.
func isReport(title string) bool {
	title = strings.TrimSpace(version.ReplaceAllString(strings.TrimSpace(title), ""))
	return !otherGenre.MatchString(title) || joined.MatchString(title)
}

// byTitle returns the template with the longest words in the title: the more
// is said, the more particular the kind. The fallback gives way to any other,
// and of two that fit alike the one of the later layer prevails.
func (l *Library) byTitle(title string) *Template {
	var best *Template
	longest := 0
	for _, t := range l.templates {
		n := t.fits(title)
		switch {
		case n == 0:
		case best == nil, best.Fallback && !t.Fallback:
			best, longest = t, n
		case t.Fallback && !best.Fallback:
		case n > longest || n == longest && t.Layer.rank() > best.Layer.rank():
			best, longest = t, n
		}
	}
	return best
}

// fits is the length of the longest of the template's words in a title; 0
// where the template does not fit.
func (t *Template) fits(title string) int {
	if containsAny(title, t.Titles.None) > 0 {
		return 0
	}
	word := ""
	for _, w := range t.Titles.Any {
		if len(w) > len(word) && strings.Contains(title, w) {
			word = w
		}
	}
	if word != "" && !isReport(title) && !otherGenre.MatchString(word) {
		return 0
	}
	return len(word)
}

// A report keeps coming back to a word that stands in it at least leastSaid
// times and once in so many bytes.
const (
	leastSaid = 3
	saidOnce  = 1200
)

// byBody returns the template whose words the text comes back to most often,
// weighed by their length: the longer a word, the more it says.
func (l *Library) byBody(t string) *Template {
	var best *Template
	most := 0
	for _, tmpl := range l.templates {
		for _, w := range tmpl.Titles.Body {
			n := strings.Count(t, w)
			if n < leastSaid || n*saidOnce < len(t) || tmpl.Fallback {
				continue
			}
			if weight := n * len(w); weight > most {
				best, most = tmpl, weight
			}
		}
	}
	return best
}

// fallback is the template that is used where no other fits; the one of the
// latest layer.
func (l *Library) fallback() *Template {
	best := l.templates[0]
	for _, t := range l.templates {
		if t.Fallback && (!best.Fallback || t.Layer.rank() > best.Layer.rank()) {
			best = t
		}
	}
	return best
}

// rank orders the layers.
func (n LayerName) rank() int {
	for i, name := range []LayerName{BuiltinLayer, UnitLayer, OwnLayer, GivenLayer} {
		if n == name {
			return i
		}
	}
	return 0
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
