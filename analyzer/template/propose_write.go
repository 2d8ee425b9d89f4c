package template

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hegao/analyzer/message"
)

// checked writes the proposal and reads it back, leaving out titles that do
// not lead to it: another kind has longer words for them.
func (p *proposal) checked() (string, error) {
	source := p.write()
	lib, err := p.lib.With(Layer{Name: GivenLayer, Files: []File{{"-", []byte(source)}}})
	if err != nil {
		return "", fmt.Errorf("a proposal that cannot be read: %w", err)
	}
	if failures, _ := lib.TestExamples(lib.Of(GivenLayer)...); len(failures) == 0 {
		return source, nil
	}
	p.titles = nil
	source = p.write()
	_, err = p.lib.With(Layer{Name: GivenLayer, Files: []File{{"-", []byte(source)}}})
	return source, err
}

// Of returns the templates that a layer holds.
func (l *Library) Of(layer LayerName) []*Template {
	var out []*Template
	for _, t := range l.templates {
		if t.Layer == layer {
			out = append(out, t)
		}
	}
	return out
}

// yamlWriter writes keys in one language.
type yamlWriter struct {
	strings.Builder
	lang message.Lang
}

func (w *yamlWriter) remark(indent string, key message.Key, args ...string) {
	fmt.Fprintf(w, "%s# %s\n", indent, message.Text(w.lang, key, args...))
}

func (w *yamlWriter) put(indent, key string, value any) {
	fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("%s%s: %v", indent, key, value), " "))
}

// keyName is a key in the writer's language.
func keyName[T any](w *yamlWriter, o *object[T], en string) string {
	if k := o.find(en); w.lang == message.Chinese {
		return k.zh
	}
	return en
}

func (w *yamlWriter) flag(v bool) string {
	switch {
	case w.lang == message.Chinese && v:
		return "是"
	case w.lang == message.Chinese:
		return "否"
	}
	return fmt.Sprint(v)
}

// bare is text that YAML reads as itself wherever it stands.
var bare = regexp.MustCompile(`^[\p{Han}（）、“”《》][\p{Han}A-Za-z0-9（）、，。；：“”《》_\-]*$`)

// quote writes text so that it is read back as it is.
func quote(s string) string {
	if bare.MatchString(s) && !flags[s] && s != "否" {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ", "\t", " ").Replace(s) + `"`
}

func quoteAll(all []string) string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = quote(s)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// shownVariants is how many headings become examples.
const shownVariants = 6

// write renders the proposal.
func (p *proposal) write() string {
	w := &yamlWriter{lang: p.lang}
	w.remark("", "template.new_head", itoa(len(p.samples)))
	for _, s := range p.samples {
		fmt.Fprintf(w, "#   %s\n", strings.Join(strings.Fields(s.Name), " "))
	}
	key := func(en string) string { return keyName(w, templateObject, en) }
	name := p.title
	if name == "" {
		name = message.Text(p.lang, "template.new_name")
	}
	w.put("", key("id"), p.id())
	w.put("", key("name"), quote(name))
	if p.title != "" {
		w.put("", key("titles"), "{"+keyName(w, titlesObject, "any")+": "+quoteAll([]string{p.title})+"}")
	}
	basis := message.Text(p.lang, "template.new_basis", itoa(len(p.samples)))
	tier, text := keyName(w, basisObject, "tier"), keyName(w, basisObject, "text")
	w.put("", key("basis"), fmt.Sprintf("{%s: %s, %s: %s}", tier, Experience, text, quote(basis)))
	w.put("", key("typical_chars"), max(p.typical, 1))
	if len(p.titles) > 0 && p.title != "" {
		w.put("", key("examples"), "{"+keyName(w, examplesObject, "must")+": "+quoteAll(p.longTitles())+"}")
	}
	w.put("", key("sections"), "")
	for _, s := range p.sections {
		p.section(w, s)
	}
	return w.String()
}

// longTitles are the titles, each once, short enough for an example.
func (p *proposal) longTitles() []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range p.titles {
		if t != "" && !seen[t] && len(out) < shownVariants && len([]rune(t)) <= exampleWords.each {
			seen[t] = true
			out = append(out, t)
		}
	}
	return out
}

// id is the common part of the titles, where it can be one.
func (p *proposal) id() string {
	if isID(p.title) && len([]rune(p.title)) <= maxID {
		return p.title
	}
	return "new-template"
}

func (p *proposal) section(w *yamlWriter, s *proposed) {
	key := func(en string) string { return keyName(w, sectionObject, en) }
	fmt.Fprintf(w, "  - %s: %s\n", key("id"), s.id)
	w.put("    ", key("name"), quote(s.name))
	w.remark("    ", "template.new_found", itoa(len(s.chars)), itoa(len(p.samples)), lengthsOf(s.chars))
	w.put("    ", key("required"), w.flag(s.required))
	if len(s.roles) > 0 {
		w.put("    ", key("roles"), "["+p.roleNames(s.roles)+"]")
	}
	if len(s.own) > 0 {
		w.put("    ", key("headings"), quoteAll(s.own[:min(len(s.own), words300.max)]))
	}
	if s.flat {
		w.put("    ", key("flat"), w.flag(true))
	}
	if len(s.chars) > 0 {
		w.remark("    ", "template.new_min", itoa(median(s.chars)))
		w.put("    ", key("min_chars"), least(median(s.chars)))
	}
	shown := slices.DeleteFunc(slices.Clone(s.variants), isSentence)
	if len(shown) > 0 {
		w.put("    ", key("examples"), "{"+keyName(w, examplesObject, "must")+": "+quoteAll(shown[:min(len(shown), shownVariants)])+"}")
	}
}

// least is a third of a length, rounded where it is long.
func least(chars int) int {
	n := chars / 3
	if n >= 100 {
		n = n / 10 * 10
	}
	return n
}

// roleNames lists roles in the writer's language.
func (p *proposal) roleNames(ids []RoleID) string {
	var out []string
	for _, id := range ids {
		if p.lang == message.Chinese {
			out = append(out, p.lib.roles[id].Name)
		} else {
			out = append(out, string(id))
		}
	}
	return strings.Join(out, ", ")
}

func lengthsOf(chars []int) string {
	if len(chars) == 0 {
		return "0"
	}
	out := make([]string, len(chars))
	for i, n := range chars {
		out[i] = itoa(n)
	}
	return strings.Join(out, "、")
}
