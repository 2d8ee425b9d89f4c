package ui

import (
	"net/url"
	"strings"

	"hegao/analyzer/template"
	"hegao/corpus"
)

// sectionRoles are the sections that a search can be kept to.
func sectionRoles() []string {
	return []string{"progress", "practices", "results", "problems", "causes", "plan", "suggestions"}
}

func (u *pages) sectionChoices() []option {
	var out []option
	for _, role := range sectionRoles() {
		out = append(out, option{role, u.sectionName(role)})
	}
	return out
}

// sectionName is what people call a section.
func (u *pages) sectionName(role string) string {
	if r, ok := u.service.Templates().Role(template.RoleID(role)); ok {
		return r.Name
	}
	return role
}

// phraseURL asks for exactly the words that were typed; "" where that makes no
// difference.
func phraseURL(v *visit, asked string) string {
	if strings.ContainsAny(asked, "\"“”「」＂") || len([]rune(asked)) < 3 {
		return ""
	}
	return searchURL(v, "q", "“"+asked+"”")
}

// searchURL is the address of the search with one part of it changed, from its
// first page on.
func searchURL(v *visit, name, value string) string {
	q := v.Request().URL.Query()
	q.Del("page")
	q.Del(langParam)
	if q.Set(name, value); value == "" {
		q.Del(name)
	}
	return "/archive?" + q.Encode()
}

// exportLinks lead to what was found as a zip.
func exportLinks(v *visit, total int) []link {
	if total == 0 {
		return nil
	}
	q := v.Request().URL.Query()
	q.Del("page")
	q.Del(langParam)
	with := func(files string) string {
		q.Set("files", files)
		return "/archive/export?" + q.Encode()
	}
	n := min(total, corpus.MaxExport)
	return []link{
		{with("texts"), v.say("page.archive.export_texts", n)},
		{with("originals"), v.say("page.archive.export_originals", n)},
	}
}

// kinOf says how many more reports have about the same text.
func kinOf(v *visit, h corpus.Hit) *link {
	k := &link{Href: reportURL(h.Report.Name()) + "#family"}
	switch {
	case h.Family.Reports == 0:
		return nil
	case h.Family.Units > 0:
		k.Words = v.say("page.archive.kin_units", h.Family.Units, h.Family.Reports)
	default:
		k.Words = v.say("page.archive.kin_own", h.Family.Reports)
	}
	return k
}

// familyPager leads through families, whose number nobody counted.
func familyPager(v *visit, page int, more bool) pager {
	p := pager{}
	if page > 1 {
		p.Previous = pageURL(v, page-1)
	}
	if more && page < maxPages {
		p.Next = pageURL(v, page+1)
	}
	if page > 1 || more {
		p.Position = v.say("page.archive.position_open", page)
	}
	return p
}

// EveryURL shows every report of a family, or one of each again.
func (view searchView) EveryURL() string {
	q := url.Values{}
	for name, value := range map[string]string{
		"q": view.Query, "unit": view.Unit, "from": view.From, "to": view.To, "type": view.Type, "section": view.Section,
	} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if !view.Every {
		q.Set("every", "1")
	}
	return "/archive?" + q.Encode()
}
