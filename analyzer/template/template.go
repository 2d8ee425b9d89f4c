// Package template knows what each kind of report must contain and tells
// which sections and points a report has. Templates are YAML files that an
// office can write by hand; the built-in ones are embedded.
package template

import (
	"regexp"

	"hegao/analyzer/text"
)

// ID names a template, and with it a kind of report.
type ID string

// RoleID names what a part of a report can be: "problems", "plan" …
type RoleID string

// SectionID names a section of a template.
type SectionID string

// PointID names a point of a template.
type PointID string

// Tier is the authority behind a demand; it decides how strongly the page
// may word it.
type Tier string

// The tiers.
const (
	Regulation Tier = "法规"   // the wording of a regulation was seen
	Reported   Tier = "规定转述" // a regulation, by somebody's account of it
	Custom     Tier = "惯例"   // textbooks, official sites, common practice
	Experience Tier = "经验"   // no source found
)

// Basis says on what authority something is asked for.
type Basis struct {
	Text string `yaml:"text" json:"text"`
	Tier Tier   `yaml:"tier" json:"tier"`
}

// Level is how grave it is that something is absent: error, warning, info.
type Level string

// Titles tells by a report's title whether a template fits.
type Titles struct {
	Any  []string `yaml:"any"`
	None []string `yaml:"none"`
}

// Template is one kind of report.
type Template struct {
	ID     ID     `yaml:"id"`
	Name   string `yaml:"name"`
	Titles Titles `yaml:"titles"`
	// Subjects are taken out of headings before they are compared.
	Subjects []string `yaml:"subjects"`
	Basis    Basis    `yaml:"basis"`
	// Fallback marks the template that is used where no other fits.
	Fallback bool      `yaml:"fallback"`
	Sections []Section `yaml:"sections"`
	Points   []Point   `yaml:"points"`
}

// Section is a part of the report's structure.
type Section struct {
	ID       SectionID `yaml:"id"`
	Name     string    `yaml:"name"`
	Roles    []RoleID  `yaml:"roles"`
	Headings []string  `yaml:"headings"`
	Pattern  pattern   `yaml:"pattern"`
	Content  pattern   `yaml:"content"`
	// Within, where not 0, asks for Content in the first so many characters.
	Within   int   `yaml:"within"`
	Required bool  `yaml:"required"`
	Level    Level `yaml:"level"`
	// MinChars and NeedNumbers bound a section that is not thin: compared
	// characters, and figures such as 12次.
	MinChars    int `yaml:"min_chars"`
	NeedNumbers int `yaml:"need_numbers"`
	// Flat: headings by theme that belong to no other section serve too.
	Flat bool `yaml:"flat"`
	// EmptyOK matches a sentence that says there is nothing to report.
	EmptyOK pattern `yaml:"empty_ok"`
	Basis   Basis   `yaml:"basis"`
}

// Point is something the report must speak of, wherever it does.
type Point struct {
	ID       PointID  `yaml:"id"`
	Name     string   `yaml:"name"`
	Required bool     `yaml:"required"`
	Basis    Basis    `yaml:"basis"`
	Strong   []string `yaml:"strong"`
	Weak     []string `yaml:"weak"`
	EmptyOK  pattern  `yaml:"empty_ok"`
}

// Role is what a part of a report can be; see builtin/roles.yaml.
type Role struct {
	Name     string   `yaml:"name"`
	Headings []string `yaml:"headings"`
	Pattern  pattern  `yaml:"pattern"`
	None     pattern  `yaml:"none"`
	Content  pattern  `yaml:"content"`
	Not      pattern  `yaml:"not"`
	// Last, where not 0, looks for Content only in the last such share of
	// the text.
	Last float64 `yaml:"last"`
}

// pattern is a regular expression (RE2) that YAML may leave out.
type pattern struct{ *regexp.Regexp }

func (p *pattern) UnmarshalText(b []byte) error {
	re, err := regexp.Compile(string(b))
	p.Regexp = re
	return err
}

func (p pattern) match(s string) bool { return p.Regexp != nil && p.MatchString(s) }

// Status says how a section or a point stands.
type Status string

// The statuses.
const (
	Present      Status = "present"
	Thin         Status = "thin"
	Unheaded     Status = "unheaded" // the content is there, a heading is not
	Missing      Status = "missing"
	Unassessable Status = "unassessable" // there was no text to look at
)

// Evidence is a place in the text and why it counts.
type Evidence struct {
	Span text.Span `json:"span"`
	Why  string    `json:"why"` // catalogue key
}

// Asked is what a finding repeats of the demand it answers.
type Asked struct {
	Name     string `json:"name"`
	Required bool   `json:"required"`
	Level    Level  `json:"level"`
	Basis    Basis  `json:"basis"`
}
