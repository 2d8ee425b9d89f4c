package template

import "strings"

// What only a whole object shows: names that are missing, demands that
// nothing can meet. These run after all keys of the object were read without
// a mistake.

func soundTemplate(r *reader, n *node, t *Template) {
	switch {
	case t.ID == "":
		r.wrong(n.at, "template.key_missing", "编号/id")
	case t.Name == "":
		r.wrong(n.at, "template.key_missing", "名称/name")
	case t.Basis.Text == "":
		r.wrong(n.at, "template.key_missing", "依据/basis")
	case len(t.Sections) == 0:
		r.wrong(n.at, "template.key_missing", "章节/sections")
	}
}

func soundBasis(r *reader, n *node, b *Basis) {
	switch {
	case b.Tier == "":
		r.wrong(n.at, "template.key_missing_of", "等级/tier", strings.Join(tiers.names(), "、"))
	case b.Text == "":
		r.wrong(n.at, "template.key_missing", "出处/text")
	}
}

func soundSection(r *reader, n *node, s *Section) {
	switch {
	case s.edit.drop:
	case s.Name == "":
		r.wrong(n.at, "template.key_missing", "名称/name")
	case s.Within > 0 && s.Content.Regexp == nil:
		r.wrong(n.at, "template.within_nothing")
	case !s.Opening && len(s.Roles)+len(s.Headings) == 0 && s.Pattern.Regexp == nil && s.Content.Regexp == nil:
		r.wrong(n.at, "template.section_nothing", s.Name)
	case s.NeedContent && !r.hasContent(s):
		r.wrong(n.at, "template.content_nothing")
	}
}

func (r *reader) hasContent(s *Section) bool {
	for _, id := range s.Roles {
		if r.roles[id].Content.Regexp != nil {
			return true
		}
	}
	return s.Content.Regexp != nil
}

func soundPoint(r *reader, n *node, p *Point) {
	switch {
	case p.edit.drop:
	case p.Name == "":
		r.wrong(n.at, "template.key_missing", "名称/name")
	case len(p.Strong) == 0:
		r.wrong(n.at, "template.key_missing", "关键词/strong")
	}
}

func soundRole(r *reader, n *node, role *Role) {
	switch {
	case role.Name == "":
		r.wrong(n.at, "template.key_missing", "名称/name")
	case len(role.Headings) == 0 && role.Pattern.Regexp == nil:
		r.wrong(n.at, "template.key_missing", "标题写法/headings")
	}
}

// examples is a list of titles, headings or sentences, each with its place.
type examples struct{}

func (examples) read(r *reader, n *node, into any) {
	var given []string
	exampleWords.read(r, n, &given)
	items := n.items
	if n.kind == scalar {
		items = []*node{n}
	}
	var out []Example
	for _, item := range items {
		if item.kind != scalar || item.text == "" {
			continue
		}
		text := ""
		if item.at.line <= len(r.lines) {
			text = strings.TrimRight(r.lines[item.at.line-1], "\r")
		}
		out = append(out, Example{item.text, Mistake{File: r.name, Line: item.at.line, Column: item.at.column, Text: text}})
	}
	*into.(*[]Example) = out
}

func (examples) schema(w *schemaWriter) map[string]any { return exampleWords.schema(w) }

var exampleWords = words{100, 200}
