// Package corpus is the archive of past reports: it takes files in, keeps
// their texts, knows which reports are versions of one another, searches
// them, and hands the analyzer the few reports that a draft may share text
// with. It owns the words and the interfaces; store, search and fpindex are
// adapters behind them, wired together by cmd.
package corpus

import "time"

// ReportID is the number of a report inside one archive, counted from 1
// without gaps being reused. It never leaves the program; people and other
// programs see Report.Name.
type ReportID uint32

// FamilyID names a family by the lowest ReportID in it. Reports that are
// copies of one another, or one unit's versions of the same report, are one
// family.
type FamilyID = ReportID

// Unit is the name of the unit that wrote a report, as people write it.
type Unit string

// Kind is the kind of a report: the id of the template it belongs to, or "".
type Kind string

// Report is what the archive knows about one past report besides its text.
type Report struct {
	ID       ReportID
	Identity string // hexadecimal SHA-256 of the normalised text
	Title    string
	Unit     Unit
	Year     int // the year the report is about; 0 where unknown
	Kind     Kind
	File     string // the path given to import, relative to the manifest where there is one
	Part     int    // place in its file, from 1
	Chars    int    // characters compared: letters, digits, hanzi
	Family   FamilyID
	Original string // content address of the file it came from
	AddedAt  time.Time
	// Extra holds the columns of a manifest that have no field here.
	Extra map[string]string
}

// Name is the report's name outside the program: the first 16 digits of its
// identity, the same in every archive that holds this text.
func (r *Report) Name() string { return r.Identity[:16] }

// Sighting is one place where a text was seen: the report's own file, or
// another file that held the same text and was linked to it.
type Sighting struct {
	File  string
	Part  int
	Unit  Unit
	Year  int
	Title string
}

// Entry is a report on its way into the archive.
type Entry struct {
	Report
	Text string
}

// Filter narrows a search. The zero value lets everything through.
type Filter struct {
	Unit     Unit
	Kind     Kind
	YearFrom int // 0: no lower bound
	YearTo   int // 0: no upper bound
}

// Query is a search for reports.
type Query struct {
	// Text is what a person typed: words, and "phrases" in quotation marks
	// (any of "" “” 「」) that must stand in the report exactly so.
	Text   string
	Filter Filter
	// Section, where not "", asks that what is looked for stands under a
	// heading of this role ("problems"); a report without such a heading is
	// not found.
	Section string
	// Distinct shows one report of a family, the best one, and counts the
	// others in Hit.Family. Total and facets still count reports.
	Distinct bool
	Limit    int // 1…100
	Offset   int // 0…10,000
}

// Facets counts the matches by value, the commonest first.
type Facets struct {
	Units []Count
	Years []Count
	Kinds []Count
}

// Count is one value of a facet.
type Count struct {
	Value string
	N     int
}

// Match is a report that full-text search found. Higher scores are better;
// scores of different queries do not compare.
type Match struct {
	ID    ReportID
	Score float64
}
