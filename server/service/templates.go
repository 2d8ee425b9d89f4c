package service

import (
	"errors"
	"os"
	"path"
	"path/filepath"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/corpus/durable"
)

// rules are the templates in force and the analyzer that checks by them.
type rules struct {
	templates *template.Library
	analyzer  *analyzer.Analyzer
}

// Templates is the library of templates in force.
func (s *Service) Templates() *template.Library { return s.rules.Load().templates }

func (s *Service) follow(lib *template.Library) {
	s.rules.Store(&rules{lib, analyzer.New(lib, s.archive).With(s.faults)})
}

// PutTemplate makes source the unit's template with this id: the next check
// goes by it. On return it is on disk. created is false where it takes the
// place of an earlier one of the unit. Errors are template.Mistakes where the
// unit's templates could not be read with it, and message.Error; nothing has
// changed then.
func (s *Service) PutTemplate(id template.ID, source []byte) (t *template.Template, created bool, err error) {
	name, ok := template.FileName(id)
	switch {
	case !ok:
		return nil, false, message.Errorf(message.Invalid, "template_id", string(id))
	case s.unitTemplates == "":
		return nil, false, message.Errorf(message.Invalid, "templates_fixed")
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	layer := template.Layer{Name: template.UnitLayer, Dir: "templates", FS: os.DirFS(s.unitTemplates)}
	old, err := s.unitsOwn(layer, id)
	if err != nil {
		return nil, false, err
	}
	if old != "" {
		name = old
	}
	layer.Files = []template.File{{Name: name, Data: source}}
	lib, err := template.Load(layer)
	if err != nil {
		return nil, false, err
	}
	if t = written(lib, path.Join(layer.Dir, name)); t.ID != id {
		return nil, false, message.Errorf(message.Invalid, "template_other", string(id), string(t.ID))
	}
	for _, own := range s.ownTemplates {
		own.Dir = "own" // where it lies on the server is nobody's business
		if lib, err = lib.With(own); err != nil {
			return nil, false, err
		}
	}
	if err := save(s.unitTemplates, name, source); err != nil {
		return nil, false, message.Errorf(message.Internal, "template_unsaved").Wrap(err)
	}
	s.follow(lib)
	return t, old == "", nil
}

// unitsOwn is the name of the file that holds the unit's template with this
// id, "" where it has none. Mistakes in the files are no matter here.
func (s *Service) unitsOwn(layer template.Layer, id template.ID) (file string, err error) {
	lib, err := template.Load(layer)
	if _, ok := errors.AsType[template.Mistakes](err); err != nil && !ok {
		return "", err
	}
	for _, t := range lib.Of(template.UnitLayer) {
		if t.ID == id {
			return path.Base(t.File), nil
		}
	}
	return "", nil
}

// written is the unit's template that a file holds.
func written(lib *template.Library, file string) *template.Template {
	for _, t := range lib.Of(template.UnitLayer) {
		if t.File == file {
			return t
		}
	}
	return &template.Template{}
}

// save writes a file into a folder that may not be there yet.
func save(dir, name string, data []byte) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return durable.Replace(filepath.Join(dir, name), data)
}

// dropTemplate removes the file that holds a template, if the others can be
// read without it.
func (s *Service) dropTemplate(layer template.Layer, id template.ID) error {
	name, err := s.unitsOwn(layer, id)
	if err != nil {
		return err
	}
	if name == "" {
		return message.Errorf(message.NotFound, "template_unknown", string(id))
	}
	data, err := os.ReadFile(filepath.Join(s.unitTemplates, name))
	if err != nil {
		return message.Errorf(message.Internal, "template_unsaved").Wrap(err)
	}
	if err := os.Remove(filepath.Join(s.unitTemplates, name)); err != nil {
		return message.Errorf(message.Internal, "template_unsaved").Wrap(err)
	}
	lib, err := template.Load(layer)
	for _, own := range s.ownTemplates {
		if own.Dir = "own"; err == nil {
			lib, err = lib.With(own)
		}
	}
	if err != nil { // another one is made from it: it has to stay
		return errors.Join(err, save(s.unitTemplates, name, data))
	}
	s.follow(lib)
	return durable.SyncDir(s.unitTemplates)
}
