package api

import (
	"io"
	"net/http"
	"net/url"
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
	ID       template.ID        `json:"id"`
	Name     string             `json:"name"`
	Layer    template.LayerName `json:"layer"`
	Extends  template.ID        `json:"extends,omitempty"`
	Fallback bool               `json:"fallback"`
	Basis    template.Basis     `json:"basis"`
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

// schemaType is the media type of a JSON Schema.
const schemaType = "application/schema+json"

func (a *api) listTemplates(c echo.Context) error {
	list := templateList{Templates: []templateSummary{}}
	for _, t := range a.service.Templates().All() {
		list.Templates = append(list.Templates, summary(t))
	}
	return reply(c, http.StatusOK, list)
}

func (a *api) getTemplate(c echo.Context) error {
	id := templateID(c)
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

// templateID is the id in the address. The router hands on an address that is
// escaped otherwise than Go does it (%e6 for %E6) as it came; no id holds a
// percent sign, so that undoing it twice does no harm.
func templateID(c echo.Context) template.ID {
	id, err := url.PathUnescape(c.Param("id"))
	if err != nil {
		return template.ID(c.Param("id"))
	}
	return template.ID(id)
}

// putTemplate takes the source of a template of the unit.
func (a *api) putTemplate(c echo.Context) error {
	if mediaType(c.Request()) != yamlType {
		return unsupportedMedia()
	}
	source, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return message.Errorf(message.Invalid, "request_invalid").Wrap(err)
	}
	t, created, err := a.service.PutTemplate(templateID(c), source)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if created {
		status = http.StatusCreated
	}
	return reply(c, status, viewTemplate(t))
}

// getTemplateSchema answers with the JSON Schema of template files.
func (a *api) getTemplateSchema(c echo.Context) error {
	lang := Lang(c.Request())
	schema, err := a.service.Templates().Schema(lang)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Language", string(lang))
	return c.Blob(http.StatusOK, schemaType, schema)
}

func wantsYAML(c echo.Context) bool {
	if format := c.QueryParam("format"); format != "" {
		return format == "yaml"
	}
	return strings.Contains(c.Request().Header.Get(echo.HeaderAccept), yamlType)
}

func summary(t *template.Template) templateSummary {
	return templateSummary{ID: t.ID, Name: t.Name, Layer: t.Layer, Extends: t.Extends, Fallback: t.Fallback, Basis: t.Basis}
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
