package api

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/message"
	"hegao/analyzer/template"
)

// templateList is all templates in short.
type templateList struct {
	Templates []templateSummary `json:"templates"`
}

type templateSummary struct {
	ID       template.ID    `json:"id"`
	Name     string         `json:"name"`
	Fallback bool           `json:"fallback"`
	Basis    template.Basis `json:"basis"`
}

// templateView is one template; its source has the patterns besides.
type templateView struct {
	templateSummary
	Sections []sectionView `json:"sections"`
	Points   []pointView   `json:"points"`
}

type sectionView struct {
	ID          template.SectionID `json:"id"`
	Name        string             `json:"name"`
	Roles       []template.RoleID  `json:"roles"`
	Headings    []string           `json:"headings"`
	Required    bool               `json:"required"`
	Level       template.Level     `json:"level"`
	MinChars    int                `json:"min_chars"`
	NeedNumbers int                `json:"need_numbers"`
	Basis       template.Basis     `json:"basis"`
}

type pointView struct {
	ID       template.PointID `json:"id"`
	Name     string           `json:"name"`
	Required bool             `json:"required"`
	Strong   []string         `json:"strong"`
	Weak     []string         `json:"weak"`
	Basis    template.Basis   `json:"basis"`
}

// yamlType is the media type of a template's source and of the spec.
const yamlType = "application/yaml"

func (a *api) listTemplates(c echo.Context) error {
	list := templateList{Templates: []templateSummary{}}
	for _, t := range a.service.Templates().All() {
		list.Templates = append(list.Templates, summary(t))
	}
	return reply(c, http.StatusOK, list)
}

func (a *api) getTemplate(c echo.Context) error {
	id := template.ID(c.Param("id"))
	t, ok := a.service.Templates().Get(id)
	if !ok {
		return message.Errorf(message.NotFound, "template_unknown", string(id))
	}
	c.Response().Header().Add(echo.HeaderVary, echo.HeaderAccept)
	if !wantsYAML(c) {
		return reply(c, http.StatusOK, viewTemplate(t))
	}
	source, ok := a.service.Templates().Source(id)
	if !ok {
		return message.Errorf(message.NotFound, "template_unknown", string(id))
	}
	return c.Blob(http.StatusOK, yamlType, []byte(source))
}

func wantsYAML(c echo.Context) bool {
	if format := c.QueryParam("format"); format != "" {
		return format == "yaml"
	}
	return strings.Contains(c.Request().Header.Get(echo.HeaderAccept), yamlType)
}

func summary(t *template.Template) templateSummary {
	return templateSummary{ID: t.ID, Name: t.Name, Fallback: t.Fallback, Basis: t.Basis}
}

func viewTemplate(t *template.Template) templateView {
	v := templateView{templateSummary: summary(t), Sections: []sectionView{}, Points: []pointView{}}
	for _, s := range t.Sections {
		v.Sections = append(v.Sections, sectionView{
			ID: s.ID, Name: s.Name, Roles: list(s.Roles), Headings: list(s.Headings), Required: s.Required,
			Level: s.Level, MinChars: s.MinChars, NeedNumbers: s.NeedNumbers, Basis: s.Basis,
		})
	}
	for _, p := range t.Points {
		v.Points = append(v.Points, pointView{
			ID: p.ID, Name: p.Name, Required: p.Required, Strong: list(p.Strong), Weak: list(p.Weak), Basis: p.Basis,
		})
	}
	return v
}

// list is s, but never null in JSON.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
