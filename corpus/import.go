package corpus

import (
	"context"
	"time"

	"hegao/analyzer"
	"hegao/analyzer/extract"
	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/message"
	"hegao/analyzer/outline"
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
	// NoSplit keeps a file with several reports as one.
	NoSplit bool
	Lang    message.Lang
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

// Import takes files into the archive. A file that cannot be read is
// reported and stops nothing. On return everything imported can be found.
func (a *Archive) Import(ctx context.Context, inputs []Input, opts ImportOptions) (Summary, error) {
	a.importing.Lock()
	defer a.importing.Unlock()
	lib, err := template.Builtin()
	if err != nil {
		return Summary{}, err
	}
	im := &importer{archive: a, opts: opts, lib: lib, limits: extract.DefaultLimits()}
	for i, in := range inputs {
		if err := ctx.Err(); err != nil {
			return im.sum, err
		}
		if err := im.file(ctx, in); err != nil {
			return im.sum, err
		}
		im.progress(Progress{Files: i + 1, Of: len(inputs)})
	}
	if err := im.commit(ctx); err != nil {
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
	lib     *template.Library
	limits  extract.Limits
	sum     Summary
	waiting []Entry
}

func (im *importer) progress(p Progress) {
	if im.opts.Progress != nil {
		im.opts.Progress(p)
	}
}

func (im *importer) file(ctx context.Context, in Input) error {
	im.sum.Files++
	if in.Err != nil {
		im.fail(in, in.Err)
		return nil
	}
	data, err := in.Read()
	if err != nil {
		im.fail(in, err)
		return nil
	}
	if !extract.IsZip(data) {
		return im.document(ctx, in, data)
	}
	var fatal error
	entries := 0
	err = zipfile.Each(in.Name, data, im.limits, func(entry string, data []byte, err error) error {
		entries++
		inner := Input{Name: in.Name + "/" + entry, Known: in.Known, Optional: true}
		if err != nil {
			im.fail(inner, InZip(in.Name, entry, err))
			return nil
		}
		fatal = im.document(ctx, inner, data)
		return fatal
	})
	if fatal != nil {
		return fatal
	}
	if err == nil && entries == 0 {
		err = message.Errorf(message.Empty, "file_empty", in.Name)
	}
	if err != nil {
		im.fail(in, err)
	}
	return nil
}

// fail reports a file that gave no report.
func (im *importer) fail(in Input, err error) {
	line := Imported{File: in.Name, Status: StatusFailed, Reason: message.Explain(err, im.opts.Lang), Err: err}
	if in.Optional && message.CodeOf(err) == message.Unsupported {
		line.Status = StatusSkipped
		im.sum.Skipped++
	} else {
		im.sum.Failed++
	}
	im.emit(line)
}

func (im *importer) emit(line Imported) {
	if im.opts.Report != nil {
		im.opts.Report(line)
	}
}

func (im *importer) document(ctx context.Context, in Input, data []byte) error {
	doc, err := extract.Extract(ctx, in.Name, data, im.limits)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		im.fail(in, err)
		return nil
	}
	address, err := im.archive.store.PutOriginal(ctx, data)
	if err != nil {
		return err
	}
	for i, part := range im.parts(doc) {
		im.waiting = append(im.waiting, im.entry(in, part, i+1, address))
	}
	if len(im.waiting) >= commitBatch {
		return im.commit(ctx)
	}
	return nil
}

// parts are the reports of a document.
func (im *importer) parts(doc *text.Document) []*text.Document {
	if im.opts.NoSplit {
		return []*text.Document{doc}
	}
	found, _ := outline.Split(doc)
	if len(found) < 2 {
		return []*text.Document{doc}
	}
	parts := make([]*text.Document, len(found))
	for i, p := range found {
		parts[i] = doc.Slice(p.Span)
	}
	return parts
}

// entry describes one report: by what is known, else by the defaults, else
// by its own text.
func (im *importer) entry(in Input, doc *text.Document, part int, address string) Entry {
	o := outline.Parse(doc)
	facts := analyzer.Guess(doc, o)
	said := Known{Unit: Unit(facts.Unit), Year: facts.Year}
	if choice := im.lib.Choose(doc, o, in.Name); choice.Confidence >= 0.6 {
		said.Kind = Kind(choice.Template.ID)
	}
	known := in.Known.or(im.opts.Defaults).or(said)
	if known.Title == "" || part > 1 {
		known.Title = analyzer.TitleFor(facts, doc.Text)
	}
	return Entry{Text: doc.Text, Report: Report{
		Identity: text.Normalize(doc.Text).Identity(), Title: known.Title, Unit: known.Unit, Year: known.Year,
		Kind: known.Kind, File: in.Name, Part: part, Chars: text.Chars(doc.Text), Original: address,
		AddedAt: time.Now().UTC(), Extra: in.Known.Extra,
	}}
}

// commit writes what waits and only then acknowledges it.
func (im *importer) commit(ctx context.Context) error {
	if len(im.waiting) == 0 {
		return nil
	}
	added, err := im.archive.store.Add(ctx, im.waiting)
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
