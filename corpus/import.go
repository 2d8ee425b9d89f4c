package corpus

import (
	"context"
	"time"

	"hegao/analyzer/extract"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// Status is what became of a report on its way in.
type Status string

// The statuses.
const (
	StatusAdded   Status = "added"
	StatusLinked  Status = "linked"  // its text was there already
	StatusSkipped Status = "skipped" // a file in a folder that is no report
	StatusFailed  Status = "failed"
)

// Imported is one line of an import: a report, or a file that gave none.
type Imported struct {
	Report string `json:"report"` // Report.Name; "" where there is none
	File   string `json:"file"`
	Part   int    `json:"part,omitempty"`
	Title  string `json:"title"`
	Unit   Unit   `json:"unit"`
	Year   int    `json:"year"`
	Kind   Kind   `json:"type"`
	Chars  int    `json:"chars"`
	Status Status `json:"status"`
	// Reason says why a file was skipped or failed, for people.
	Reason string `json:"reason"`
	// Err is what Reason was made from.
	Err error `json:"-"`
}

// Summary counts what an import did.
type Summary struct {
	Files   int `json:"files"`
	Added   int `json:"added"`
	Linked  int `json:"linked"`
	Skipped int `json:"skipped"`
	Failed  int `json:"failed"`
}

// ImportOptions say how files are taken in. The functions may be nil.
type ImportOptions struct {
	// Defaults stand in for what the input does not say; they go before
	// what its text seems to say.
	Defaults Known
	// Correct, which may be nil, says what a person knows of one report, by
	// file and part; it goes before everything, and where leave is true the
	// report is not taken in.
	Correct func(file string, part int) (k Known, leave bool)
	// Try reads everything and takes nothing in: the lines say what would
	// become of each report.
	Try bool
	// NoSplit keeps a file with several reports as one.
	NoSplit bool
	Lang    message.Lang
	// Templates tell the kinds of reports; nil for the built-in ones.
	Templates *template.Library
	// Extract reads the files; nil for extract.Extract, in this process.
	Extract extract.Func
	// Report is called for each report once it is on disk, and for each
	// file that gave none.
	Report func(Imported)
	// Progress is called after each file, and while indexing.
	Progress func(Progress)
}

// Progress is how far an import is.
type Progress struct {
	Files, Of int // files read, of how many
	Indexed   int // reports indexed after that
}

// commitBatch is how many reports are written in one transaction. What was
// acknowledged is on disk; a larger batch only acknowledges later.
const commitBatch = 64

// library are the templates in force.
func (o *ImportOptions) library() (*template.Library, error) {
	if o.Templates != nil {
		return o.Templates, nil
	}
	return template.Builtin()
}

// Import takes files into the archive. A file that cannot be read is
// reported and stops nothing. On return everything imported can be found.
func (a *Archive) Import(ctx context.Context, inputs []Input, opts ImportOptions) (Summary, error) {
	a.importing.Lock()
	defer a.importing.Unlock()
	lib, err := opts.library()
	if err != nil {
		return Summary{}, err
	}
	im := &importer{archive: a, opts: opts, guesser: guesser{lib, opts}, tried: map[string]bool{}}
	files := newReader(opts.Extract, im.document, im.fail)
	for i, in := range inputs {
		im.sum.Files++
		if err := files.read(ctx, in); err != nil {
			return im.sum, err
		}
		im.progress(Progress{Files: i + 1, Of: len(inputs)})
	}
	if err := im.commit(ctx); err != nil || opts.Try {
		return im.sum, err
	}
	err = a.catchUp(ctx, func(done int) {
		im.progress(Progress{Files: len(inputs), Of: len(inputs), Indexed: done})
	})
	return im.sum, err
}

type importer struct {
	archive *Archive
	opts    ImportOptions
	guesser guesser
	sum     Summary
	waiting []Entry
	tried   map[string]bool // identities that a trial has met
}

func (im *importer) progress(p Progress) {
	if im.opts.Progress != nil {
		im.opts.Progress(p)
	}
}

// fail reports a file that gave no report.
func (im *importer) fail(in Input, err error) {
	line := Imported{File: in.Name, Status: failedStatus(in, err), Reason: message.Explain(err, im.opts.Lang), Err: err}
	if line.Status == StatusSkipped {
		im.sum.Skipped++
	} else {
		im.sum.Failed++
	}
	im.emit(line)
}

// failedStatus is what becomes of a file that gave no report: one that nobody
// named and that is of no known format is skipped.
func failedStatus(in Input, err error) Status {
	if in.Optional && message.CodeOf(err) == message.Unsupported {
		return StatusSkipped
	}
	return StatusFailed
}

func (im *importer) emit(line Imported) {
	if im.opts.Report != nil {
		im.opts.Report(line)
	}
}

// document takes in the reports of a document.
func (im *importer) document(ctx context.Context, in Input, data []byte, doc *text.Document) error {
	address, err := im.keep(ctx, data)
	if err != nil {
		return err
	}
	for i, part := range im.guesser.parts(doc) {
		if e, leave := im.corrected(im.entry(in, part, i+1, address)); !leave {
			im.waiting = append(im.waiting, e)
		}
	}
	if len(im.waiting) >= commitBatch {
		return im.commit(ctx)
	}
	return nil
}

// keep stores a file; a trial stores nothing.
func (im *importer) keep(ctx context.Context, data []byte) (address string, err error) {
	if im.opts.Try {
		return "", nil
	}
	return im.archive.store.PutOriginal(ctx, data)
}

// corrected is an entry with what a person said of it.
func (im *importer) corrected(e Entry) (out Entry, leave bool) {
	if im.opts.Correct == nil {
		return e, false
	}
	k, leave := im.opts.Correct(e.File, e.Part)
	k = k.or(Known{Unit: e.Unit, Year: e.Year, Kind: e.Kind, Title: e.Title})
	e.Unit, e.Year, e.Kind, e.Title = k.Unit, k.Year, k.Kind, k.Title
	return e, leave
}

// entry describes one report. What the file says of itself is only proposed
// (see Propose) and not taken here, but for a title where there is none.
func (im *importer) entry(in Input, doc *text.Document, part int, address string) Entry {
	g := im.guesser.guess(in, doc)
	known := g.Known
	if g.From["unit"] == template.FromMeta {
		known.Unit = ""
	}
	if g.From["year"] == template.FromMeta {
		known.Year = 0
	}
	if g.From["type"] == template.FromMeta {
		known.Kind = ""
	}
	if known.Title == "" || part > 1 {
		known.Title = g.ownTitle
	}
	return Entry{Text: doc.Text, Report: Report{
		Identity: text.Normalize(doc.Text).Identity(), Title: known.Title, Unit: known.Unit, Year: known.Year,
		Kind: known.Kind, File: in.Name, Part: part, Chars: text.Chars(doc.Text), Original: address,
		AddedAt: time.Now().UTC(), Extra: in.Known.Extra,
	}}
}

// add writes what waits. A trial only looks whether the texts are there, in
// the archive or earlier in the same files.
func (im *importer) add(ctx context.Context) ([]Added, error) {
	if !im.opts.Try {
		added, err := im.archive.store.Add(ctx, im.waiting)
		for _, x := range added {
			im.archive.hide(x.Report, false)
		}
		return added, err
	}
	added := make([]Added, len(im.waiting))
	for i, e := range im.waiting {
		_, err := im.archive.store.ByName(ctx, e.Name())
		if err != nil && message.CodeOf(err) != message.NotFound {
			return nil, err
		}
		added[i].Linked = err == nil || im.tried[e.Identity]
		im.tried[e.Identity] = true
	}
	return added, nil
}

// commit writes what waits and only then acknowledges it.
func (im *importer) commit(ctx context.Context) error {
	if len(im.waiting) == 0 {
		return nil
	}
	added, err := im.add(ctx)
	if err != nil {
		return err
	}
	for i, e := range im.waiting {
		line := Imported{
			Report: e.Name(), File: e.File, Part: e.Part, Title: e.Title, Unit: e.Unit, Year: e.Year,
			Kind: e.Kind, Chars: e.Chars, Status: StatusAdded,
		}
		im.sum.Added++
		if added[i].Linked {
			line.Status = StatusLinked
			im.sum.Added--
			im.sum.Linked++
		}
		im.emit(line)
	}
	im.waiting = im.waiting[:0]
	return nil
}
