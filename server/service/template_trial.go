package service

import (
	"cmp"
	"context"
	"os"

	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
	"hegao/corpus"
)

// TemplateTrial is what there is to say of a template that is being written.
type TemplateTrial struct {
	// Template is the one in the source; nil where it has mistakes.
	Template *template.Template
	Mistakes template.Mistakes
	// Examples is how many examples the template holds, Failures those that
	// fail.
	Examples int
	Failures []template.Failure
	// Trial is what past reports of the kind would be told; nil where it was
	// not asked for.
	Trial *template.Trial
}

const (
	// MaxTrial is how many past reports a template is tried on at most.
	MaxTrial = 200
	// lookedAt is how many reports of the archive are looked through for
	// those of a kind, and atATime how many at once.
	lookedAt = 5000
	atATime  = 200
)

// draftName is what the source is called in mistakes.
const draftName = "template.yaml"

// TryTemplate reads the source of a template as if it were the unit's, and
// changes nothing: mistakes, examples that fail, and with last > 0 what the
// last so many reports of the kind would be told. Cost: that of reading the
// unit's templates, and for the reports that of Library.Try.
func (s *Service) TryTemplate(ctx context.Context, source []byte, last int) (*TemplateTrial, error) {
	out := &TemplateTrial{}
	lib, t, err := s.draft(source)
	if mistakes, ok := err.(template.Mistakes); ok {
		out.Mistakes = mistakes
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	out.Template = t
	out.Failures, out.Examples = lib.TestExamples(t)
	if last > 0 {
		reports, err := s.lastOf(ctx, lib, t, min(last, MaxTrial))
		if err != nil {
			return nil, err
		}
		out.Trial = lib.Try(t, reports)
	}
	return out, nil
}

// draft is the templates in force with the one that is being written on top.
func (s *Service) draft(source []byte) (*template.Library, *template.Template, error) {
	lib, err := s.Templates().With(template.Layer{Name: template.GivenLayer, Files: []template.File{{Name: draftName, Data: source}}})
	if err != nil {
		return nil, nil, err
	}
	given := lib.Of(template.GivenLayer)
	if len(given) == 0 {
		return nil, nil, message.Errorf(message.Empty, "template_empty")
	}
	return lib, given[0], nil
}

// SaveTemplate is PutTemplate under the id that the source itself names.
func (s *Service) SaveTemplate(source []byte) (*template.Template, error) {
	_, t, err := s.draft(source)
	if err != nil {
		return nil, err
	}
	t, _, err = s.PutTemplate(t.ID, source)
	return t, err
}

// lastOf are the newest reports of a template's kind. Cost: the facts of at
// most lookedAt reports, and the texts of those that fit.
func (s *Service) lastOf(ctx context.Context, lib *template.Library, t *template.Template, last int) ([]template.PastReport, error) {
	var out []template.PastReport
	store := s.archive.Store()
	for before, seen := corpus.ReportID(0), 0; seen < lookedAt && len(out) < last; seen += atATime {
		rows, err := store.Last(ctx, before, atATime)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			before = r.ID
			if len(out) == last || !lib.Fits(t, template.ID(r.Kind), r.Title) {
				continue
			}
			body, err := store.Text(ctx, r.ID)
			if err != nil {
				return nil, err
			}
			out = append(out, pastReport(cmp.Or(r.Title, r.File), body))
		}
		if len(rows) < atATime {
			break
		}
	}
	return out, nil
}

func pastReport(name, t string) template.PastReport {
	return template.PastReport{Name: name, Doc: &text.Document{Text: t, Blocks: text.Lines(t), Format: text.FormatText}}
}

// maxModels is how many past reports a new template is made from.
const maxModels = 3

// ProposeTemplate writes a template from two or three past reports: files that
// were uploaded, and reports of the archive by name. See Library.Propose.
func (s *Service) ProposeTemplate(ctx context.Context, files []Upload, names []string, lang message.Lang) (string, error) {
	if n := len(files) + len(names); n < 2 || n > maxModels {
		return "", message.Errorf(message.Invalid, "template_models")
	}
	var models []template.PastReport
	for _, f := range files {
		d, err := s.Read(ctx, f.Name, f.Data)
		if err != nil {
			return "", err
		}
		models = append(models, template.PastReport{Name: f.Name, Doc: d.Doc})
	}
	for _, name := range names {
		r, t, err := s.archive.Open(ctx, name)
		if err != nil {
			return "", err
		}
		models = append(models, pastReport(r.Title, t))
	}
	return s.Templates().Propose(models, lang)
}

// DropTemplate takes the unit's template with this id away: where a built-in
// one has the id, that is in force again. Errors are as in PutTemplate, and
// NotFound where the unit has none.
func (s *Service) DropTemplate(id template.ID) error {
	if s.unitTemplates == "" {
		return message.Errorf(message.Invalid, "templates_fixed")
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.dropTemplate(template.Layer{Name: template.UnitLayer, Dir: "templates", FS: os.DirFS(s.unitTemplates)}, id)
}
