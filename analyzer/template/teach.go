package template

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"

	"hegao/analyzer/message"
)

// Teach returns the source of a unit's template with this id under which a
// heading serves a section: the unit's own with the heading added, its remarks
// kept, or a new one over the built-in one. It changes nothing; load the
// source to see whether it is sound. Errors are message.Error: no such
// template or section, or one that lies above the unit's layer.
func (l *Library) Teach(id ID, section SectionID, heading string) (source string, err error) {
	t, ok := l.Get(id)
	if !ok {
		return "", message.Errorf(message.NotFound, "template_unknown", string(id))
	}
	i := slices.IndexFunc(t.Sections, func(s Section) bool { return s.ID == section })
	if i < 0 {
		return "", message.Errorf(message.NotFound, "section_unknown", string(section), string(id))
	}
	headings := slices.Clone(t.Sections[i].Headings)
	if heading = strings.Join(strings.Fields(heading), " "); !slices.Contains(headings, heading) {
		headings = append(headings, heading)
	}
	switch t.Layer {
	case BuiltinLayer:
		return overBuiltin(t, section, headings), nil
	case UnitLayer:
		return teachSource(l.sources[id], section, headings)
	}
	return "", message.Errorf(message.Invalid, "template_above", string(id))
}

// overBuiltin is a template that changes nothing of a built-in one but a
// section's headings. Whether a template is the fallback is not inherited.
func overBuiltin(t *Template, section SectionID, headings []string) string {
	w := &yamlWriter{lang: message.Chinese}
	w.remark("", "template.taught_head")
	w.put("", keyName(w, templateObject, "id"), quote(string(t.ID)))
	w.put("", keyName(w, templateObject, "extends"), quote(string(t.ID)))
	if t.Fallback {
		w.put("", keyName(w, templateObject, "fallback"), w.flag(true))
	}
	w.put("", keyName(w, templateObject, "sections"), "")
	w.WriteString(taughtSection(section, headings))
	return w.String()
}

// taughtSection is a list of one section that sets its headings.
func taughtSection(section SectionID, headings []string) string {
	w := &yamlWriter{lang: message.Chinese}
	w.put("  - ", keyName(w, sectionObject, "id"), quote(string(section)))
	w.put("    ", keyName(w, sectionObject, "headings"), quoteAll(headings))
	return w.String()
}

// teachSource sets a section's headings in a template's source. Cost: linear
// in the source.
func teachSource(source string, section SectionID, headings []string) (string, error) {
	file, err := parser.ParseBytes([]byte(source), parser.ParseComments)
	if err != nil {
		return "", err
	}
	root := parseTree(newSource("", source))
	path, piece := teachingPlace(root, section, headings)
	at, err := yaml.PathString(path)
	if err != nil {
		return "", err
	}
	if err := at.MergeFromReader(file, strings.NewReader(piece)); err != nil {
		return "", err
	}
	return strings.TrimRight(file.String(), "\n") + "\n", nil
}

// teachingPlace says where in a template's source the headings of a section
// go, and what to merge there.
func teachingPlace(root *node, section SectionID, headings []string) (path, piece string) {
	w := &yamlWriter{lang: message.Chinese}
	sections := fieldOf(root, templateObject.find("sections").en, templateObject.find("sections").zh)
	if sections == nil {
		return "$", keyName(w, templateObject, "sections") + ":\n" + taughtSection(section, headings)
	}
	for i, s := range sections.value.items {
		if id := sectionObject.value(s, "id"); id == nil || id.text != string(section) {
			continue
		}
		key := keyName(w, sectionObject, "headings")
		if f := fieldOf(s, sectionObject.find("headings").en, sectionObject.find("headings").zh); f != nil {
			key = f.key.text
		}
		return "$." + sections.key.text + "[" + itoa(i) + "]", key + ": " + quoteAll(headings) + "\n"
	}
	return "$." + sections.key.text, taughtSection(section, headings)
}

// fieldOf is the field of a mapping under either name of its key.
func fieldOf(n *node, en, zh string) *field {
	if n == nil {
		return nil
	}
	for i := range n.fields {
		if k := n.fields[i].key.text; k == en || k == zh {
			return &n.fields[i]
		}
	}
	return nil
}

// HeadingsOf lists the headings that serve a section of a template as they are
// written there and in its roles; patterns come on top. Nil where there is no
// such section.
func (l *Library) HeadingsOf(id ID, section SectionID) []string {
	t, ok := l.Get(id)
	if !ok {
		return nil
	}
	var out []string
	for _, s := range t.Sections {
		if s.ID != section {
			continue
		}
		out = append(out, s.Headings...)
		for _, role := range s.Roles {
			out = append(out, l.roles[role].Headings...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
