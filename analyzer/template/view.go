package template

// View is a template as other programs read it.
type View struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
	// Layer and File say where it comes from, Extends from what it was made.
	Layer    LayerName     `json:"layer"`
	File     string        `json:"file"`
	Extends  ID            `json:"extends,omitempty"`
	Basis    Basis         `json:"basis"`
	Sections []SectionView `json:"sections"`
	Points   []PointView   `json:"points"`
}

// SectionView is what a template asks of one section.
type SectionView struct {
	ID       SectionID `json:"id"`
	Name     string    `json:"name"`
	Roles    []RoleID  `json:"roles"`
	Required bool      `json:"required"`
	Level    Level     `json:"level"`
	MinChars int       `json:"min_chars"`
	Basis    Basis     `json:"basis"`
}

// PointView is one point a template asks for.
type PointView struct {
	ID       PointID `json:"id"`
	Name     string  `json:"name"`
	Required bool    `json:"required"`
	Basis    Basis   `json:"basis"`
}

// View renders the template.
func (t *Template) View() View {
	v := View{
		ID: t.ID, Name: t.Name, Layer: t.Layer, File: t.File, Extends: t.Extends, Basis: t.Basis,
		Sections: []SectionView{}, Points: []PointView{},
	}
	for _, s := range t.Sections {
		roles := append([]RoleID{}, s.Roles...)
		v.Sections = append(v.Sections, SectionView{s.ID, s.Name, roles, s.Required, s.Level, s.MinChars, s.Basis})
	}
	for _, p := range t.Points {
		v.Points = append(v.Points, PointView{p.ID, p.Name, p.Required, p.Basis})
	}
	return v
}
