package corpus

import (
	"context"
	"encoding/csv"
	"io"
	"maps"
	"strconv"
	"strings"

	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// Proposal is what an import would take a file for, to be looked over and given
// back as a manifest.
type Proposal struct {
	File string `json:"file"`
	// Unit, Year and Kind are empty where the reports of the file differ in
	// them, and Title where there are several.
	Unit  Unit   `json:"unit"`
	Year  int    `json:"year"`
	Kind  Kind   `json:"type"`
	Title string `json:"title"`
	// Reports is how many reports the file holds.
	Reports int `json:"reports"`
	// From says where each column that is not empty was read.
	From map[string]template.Origin `json:"from"`
	// Status is StatusProposed, or as in Imported.
	Status Status `json:"status"`
	Reason string `json:"reason"`
	Err    error  `json:"-"`
}

// StatusProposed is the status of a file that could be read.
const StatusProposed Status = "proposed"

// Propose reads files as Import does and says what it would take them for,
// without an archive and without writing anything. Of opts it heeds Defaults,
// NoSplit, Lang, Extract and Progress. each gets the proposals in order; its error
// ends the reading. Cost: linear in the files.
func Propose(ctx context.Context, inputs []Input, opts ImportOptions, each func(Proposal) error) error {
	lib, err := opts.library()
	if err != nil {
		return err
	}
	g := guesser{lib, opts}
	var failed error // of each
	document := func(_ context.Context, in Input, _ []byte, doc *text.Document) error {
		return each(g.propose(in, doc))
	}
	files := newReader(opts.Extract, document, func(in Input, err error) {
		p := Proposal{File: in.Name, From: map[string]template.Origin{}, Status: failedStatus(in, err), Reason: message.Explain(err, opts.Lang), Err: err}
		if failed == nil {
			failed = each(p)
		}
	})
	for i, in := range inputs {
		if err := files.read(ctx, in); err != nil {
			return err
		}
		if failed != nil {
			return failed
		}
		if opts.Progress != nil {
			opts.Progress(Progress{Files: i + 1, Of: len(inputs)})
		}
	}
	return nil
}

// propose sums up the reports of a document in one line.
func (g *guesser) propose(in Input, doc *text.Document) Proposal {
	parts := g.parts(doc)
	first := g.guess(in, parts[0])
	p := Proposal{
		File: in.Name, Unit: first.Unit, Year: first.Year, Kind: first.Kind, Title: first.Title,
		Reports: len(parts), From: maps.Clone(first.From), Status: StatusProposed,
	}
	for _, part := range parts[1:] {
		other := g.guess(in, part)
		p.Title = ""
		if other.Unit != p.Unit {
			p.Unit = ""
		}
		if other.Year != p.Year {
			p.Year = 0
		}
		if other.Kind != p.Kind {
			p.Kind = ""
		}
	}
	for column, empty := range map[string]bool{"unit": p.Unit == "", "year": p.Year == 0, "type": p.Kind == "", "title": p.Title == ""} {
		if empty {
			delete(p.From, column)
		}
	}
	return p
}

// ManifestWriter writes proposals as a manifest that a spreadsheet opens: UTF-8
// with a byte order mark, and nothing in it is a formula. The column from says
// where the others were read.
type ManifestWriter struct {
	csv  *csv.Writer
	lang message.Lang
}

// manifestColumns are the columns of a manifest that have a meaning.
var manifestColumns = []string{"file", "unit", "year", "type", "title"}

// NewManifestWriter writes the head of a manifest.
func NewManifestWriter(w io.Writer, lang message.Lang) (*ManifestWriter, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, err
	}
	m := &ManifestWriter{csv.NewWriter(w), lang}
	m.csv.UseCRLF = true
	return m, m.csv.Write(append(append([]string{}, manifestColumns...), "reports", "from"))
}

// Write writes one line; name is the file relative to where the manifest will
// be. What is not proposed is left out.
func (m *ManifestWriter) Write(name string, p Proposal) error {
	if p.Status != StatusProposed {
		return nil
	}
	year := ""
	if p.Year != 0 {
		year = strconv.Itoa(p.Year)
	}
	var from []string
	for _, column := range manifestColumns[1:] {
		if o := p.From[column]; o != "" {
			from = append(from, column+": "+message.Text(m.lang, "origin."+message.Key(o)))
		}
	}
	row := []string{name, string(p.Unit), year, string(p.Kind), p.Title, strconv.Itoa(p.Reports), strings.Join(from, "; ")}
	for i := range row {
		row[i] = literal(row[i])
	}
	return m.csv.Write(row)
}

// Close writes what is left; the writer below stays open.
func (m *ManifestWriter) Close() error {
	m.csv.Flush()
	return m.csv.Error()
}

// formulaSigns begin what a spreadsheet computes.
const formulaSigns = "=+-@"

// literal puts an apostrophe before what a spreadsheet would compute, and
// before what plainly would otherwise take one from.
func literal(s string) string {
	if s != "" && (strings.ContainsRune(formulaSigns, rune(s[0])) || plainly(s) != s) {
		return "'" + s
	}
	return s
}

// plainly undoes literal.
func plainly(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune(formulaSigns+"'", rune(s[1])) {
		return s[1:]
	}
	return s
}
