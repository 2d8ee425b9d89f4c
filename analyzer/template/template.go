// Package template knows what each kind of report must contain and tells
// which sections and points a report has. Templates are YAML files that an
// office can write by hand; the built-in ones are embedded.
package template

import "hegao/analyzer/text"

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
	Text string `json:"text"`
	Tier Tier   `json:"tier"`
}

// Level is how grave it is that something is absent: error, warning, info.
type Level string

// Titles tells by a report's title whether a template fits.
type Titles struct {
	Any  []string
	None []string
	// Body are words that a report of the kind keeps coming back to; they
	// decide where there is no title.
	Body []string
}

// Example is a title, a heading or a sentence that a template's author says
// must or must not be recognised.
type Example struct {
	Text  string
	place Mistake // where it stands; What is empty
}

// Examples are the tests inside a template: of a template titles, of a
// section headings (or sentences, which end in a full stop), of a point
// sentences.
type Examples struct {
	Must    []Example
	MustNot []Example
}

// Template is one kind of report. keys.go says how it is written.
type Template struct {
	ID   ID
	Name string
	// Extends is the template this one was made from, "" for none.
	Extends ID
	Titles  Titles
	// Subjects are taken out of headings before they are compared.
	Subjects []string
	Basis    Basis
	// TypicalChars is how long such a report usually is, for which the
	// sections' MinChars are meant; see Template.leastChars.
	TypicalChars int
	// Fallback marks the template that is used where no other fits.
	Fallback bool
	// StrictOrder: the sections must stand in the order they are listed in.
	StrictOrder bool
	// General are a unit's own stock phrases: a section made of nothing else
	// is thin. No such list is built in.
	General  []string
	Examples Examples
	Sections []Section
	Points   []Point
	// Layer and File say where the template was read from.
	Layer LayerName
	File  string
}

// Section is a part of the report's structure.
type Section struct {
	ID   SectionID
	Name string
	// Roles, Headings and Pattern each say which headings serve the section;
	// Content which sentences do its work without a heading.
	Roles    []RoleID
	Headings []string
	Pattern  pattern
	Content  pattern
	// Opening: the section is what stands before the first heading.
	Opening bool
	// Within, where not 0, asks for Content in the first so many characters.
	Within   int
	Required bool
	// When, where there is one, must match title or opening for the section
	// to be required.
	When  pattern
	Level Level
	// What keeps a section from being thin: compared characters, items,
	// figures such as 12次, something concrete (a document, a date, a
	// meeting, somebody in charge), and that Content stands under the heading.
	MinChars    int
	MinItems    int
	NeedNumbers int
	NeedMeans   bool
	NeedContent bool
	// Flat: headings by theme that belong to no other section serve too.
	Flat bool
	// EmptyOK matches a sentence that says there is nothing to report.
	EmptyOK  pattern
	Basis    Basis
	Examples Examples
	edit     edit
	titles   map[string]bool // Headings, tidied
}

// Point is something the report must speak of, wherever it does.
type Point struct {
	ID       PointID
	Name     string
	Required bool
	// When is as in Section.
	When   pattern
	Basis  Basis
	Strong []string
	Weak   []string
	// MinTimes, where not 0, asks for a count such as 2次 in a sentence with
	// a strong word.
	MinTimes int
	EmptyOK  pattern
	Examples Examples
	edit     edit
}

// Role is what a part of a report can be; see builtin/roles.yaml.
type Role struct {
	ID       RoleID
	Name     string
	Headings []string
	Pattern  pattern
	None     pattern
	Content  pattern
	Not      pattern
	// Last, where not 0, looks for Content only in the last such share of
	// the text.
	Last float64
	// Inside: a heading that is one of Headings counts even inside a part
	// that serves another section.
	Inside bool
	edit   edit
	titles map[string]bool // Headings, tidied
	bags   []bag           // Headings, to be compared with
}

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
