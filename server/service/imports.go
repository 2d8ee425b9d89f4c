package service

import (
	"context"

	"hegao/analyzer/message"
	"hegao/corpus"
)

// keptTrials is how many trials of an import keep their files in memory, so
// that they can be taken in without being sent again.
const keptTrials = 3

// trialKind is the kind of a job that takes nothing in.
const trialKind = "import-trial"

// Upload is a file that came in.
type Upload struct {
	Name string
	Data []byte
}

// Correction is what a person knows of one report of an import.
type Correction struct {
	corpus.Known
	// Leave: the report is not taken in.
	Leave bool
}

// reportOfFile names one report of an import: a file and the report's place
// in it.
type reportOfFile struct {
	file string
	part int
}

// imported is what an import was asked to do, kept with a trial.
type imported struct {
	files []Upload
	known corpus.Known
}

// Import starts taking files into the archive and returns the job at once.
func (s *Service) Import(files []Upload, known corpus.Known, lang message.Lang) Job {
	x := s.jobs.start("import")
	return s.runImport(x, imported{files, known}, corpus.ImportOptions{Lang: lang})
}

// TryImport starts an import that takes nothing in: its job says what would
// become of each report. The newest few trials keep their files for TakeIn.
func (s *Service) TryImport(files []Upload, known corpus.Known, lang message.Lang) Job {
	x := s.jobs.start(trialKind)
	x.asked = &imported{files, known}
	s.jobs.forgetTrials()
	return s.runImport(x, *x.asked, corpus.ImportOptions{Lang: lang, Try: true})
}

// TakeIn takes in what was tried, with what a person corrected: corrections go
// by the index of a report in the trial's Reports; one without is taken in as
// it was recognised. A message.Error with code NotFound where the trial's files are no longer kept.
func (s *Service) TakeIn(id string, corrections map[int]Correction, lang message.Lang) (Job, error) {
	trial, ok := s.jobs.get(id)
	if !ok {
		return Job{}, message.Errorf(message.NotFound, "job_missing")
	}
	asked := s.jobs.take(trial)
	if asked == nil {
		return Job{}, message.Errorf(message.NotFound, "trial_gone")
	}
	tried, _ := trial.look()
	said := map[reportOfFile]Correction{}
	for i, c := range corrections {
		if i >= 0 && i < len(tried.Reports) {
			said[reportOfFile{tried.Reports[i].File, tried.Reports[i].Part}] = c
		}
	}
	return s.runImport(s.jobs.start("import"), *asked, corpus.ImportOptions{
		Lang: lang, Correct: func(file string, part int) (corpus.Known, bool) {
			c := said[reportOfFile{file, part}]
			return c.Known, c.Leave
		},
	}), nil
}

func (s *Service) runImport(x *job, asked imported, opts corpus.ImportOptions) Job {
	inputs := make([]corpus.Input, len(asked.files))
	for i, f := range asked.files {
		inputs[i] = corpus.Input{Name: f.Name, Read: func() ([]byte, error) { return f.Data, nil }}
	}
	opts.Defaults, opts.Extract, opts.Templates = asked.known, s.extract, s.Templates()
	opts.Report = func(r corpus.Imported) { x.update(func(j *Job) { j.add(r) }) }
	opts.Progress = func(p corpus.Progress) {
		x.update(func(j *Job) { j.Files, j.Of, j.Indexed = p.Files, p.Of, p.Indexed })
	}
	s.jobs.working.Go(func() {
		s.jobs.do(x, opts.Lang, func(ctx context.Context) (corpus.Summary, error) {
			return s.archive.Import(ctx, inputs, opts)
		})
	})
	now, _ := x.look()
	return now
}

// forgetTrials lets go of the files of all but the newest trials.
func (j *jobs) forgetTrials() {
	j.mu.Lock()
	defer j.mu.Unlock()
	kept := 0
	for i := len(j.all) - 1; i >= 0; i-- {
		if j.all[i].asked == nil {
			continue
		}
		if kept++; kept > keptTrials {
			j.all[i].asked = nil
		}
	}
}

// take hands out what a finished trial was asked to do, once.
func (j *jobs) take(x *job) *imported {
	j.mu.Lock()
	defer j.mu.Unlock()
	if x.running() {
		return nil
	}
	asked := x.asked
	x.asked = nil
	return asked
}

// IsTrial reports whether the job took nothing in.
func (j Job) IsTrial() bool { return j.Kind == trialKind }

func (j *Job) add(r corpus.Imported) {
	j.Reports = append(j.Reports, r)
	if len(j.Reports) > maxJobLines {
		j.Reports = j.Reports[1:]
	}
}
