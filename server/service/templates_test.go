package service_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"hegao/analyzer/extract"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/server/service"
	"hegao/server/servicetest"
)

const unitTemplate = "id: pump\nname: 泵站总结\nextends: work-summary\n"

func load(t *testing.T, layers ...template.Layer) *template.Library {
	t.Helper()
	lib, err := template.Load(layers...)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// over makes a service whose unit's templates lie in dir, and over them own.
func over(t *testing.T, dir string, own ...template.Layer) *service.Service {
	t.Helper()
	s := service.New(t.Context(), service.Deps{
		Archive: servicetest.New(t).Archive(), Templates: load(t), UnitTemplates: dir, OwnTemplates: own, Limits: extract.DefaultLimits(),
	})
	t.Cleanup(s.Wait)
	return s
}

// Guards: a template that was taken is there after a restart, in one file,
// under the name it had.
func TestPutTemplateIsKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "templates")
	s := over(t, dir)
	put := func(id template.ID, source string, created bool) {
		t.Helper()
		got, isNew, err := s.PutTemplate(id, []byte(source))
		if err != nil || got.ID != id || isNew != created {
			t.Fatalf("%v, %v, %v", got, isNew, err)
		}
	}
	put("pump", unitTemplate, true)
	put("pump", unitTemplate+"general: [高度重视]\n", false)
	put("roles", strings.Replace(unitTemplate, "pump", "roles", 1), true)
	if err := os.WriteFile(filepath.Join(dir, "by-hand.yml"), []byte(strings.Replace(unitTemplate, "pump", "hand", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	put("hand", strings.Replace(unitTemplate, "pump", "hand", 1)+"general: [高度重视]\n", false)
	lib := load(t, template.Layer{Name: template.UnitLayer, Dir: dir, FS: os.DirFS(dir)})
	for _, id := range []template.ID{"pump", "hand"} {
		if got, ok := lib.Get(id); !ok || len(got.General) != 1 {
			t.Errorf("%s: %+v", id, got)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 3 {
		t.Errorf("%v, %v", entries, err)
	}
}

// Guards: a template on which another of the unit or one's own depends cannot
// be broken from under it.
func TestPutTemplateKeepsTheOthersWhole(t *testing.T) {
	own := template.Layer{Name: template.OwnLayer, Dir: "/home/somebody", FS: fstest.MapFS{
		"a.yaml": {Data: []byte("id: a\nextends: pump\nsections:\n  - {id: water, name: 水质, headings: [水质], after: causes}\n")},
	}}
	s := over(t, t.TempDir(), own)
	if _, _, err := s.PutTemplate("pump", []byte(unitTemplate)); err != nil {
		t.Fatal(err)
	}
	if got, ok := s.Templates().Get("a"); !ok || got.Layer != template.OwnLayer {
		t.Fatalf("%+v", got)
	}
	_, _, err := s.PutTemplate("pump", []byte(unitTemplate+"sections:\n  - {id: causes, drop: true}\n"))
	if err == nil || !strings.Contains(err.Error(), "own/a.yaml:4") || strings.Contains(err.Error(), "somebody") {
		t.Errorf("%v", err)
	}
	if got, _ := s.Templates().Get("pump"); len(got.Sections) != 6 {
		t.Error("it was taken all the same")
	}
}

// Guards: what could not be saved is not in force either.
func TestPutTemplateUnsaved(t *testing.T) {
	taken, file := t.TempDir(), filepath.Join(t.TempDir(), "file")
	if err := errors.Join(os.Mkdir(filepath.Join(taken, "pump.yaml"), 0o700), os.WriteFile(file, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		dir  string
		want string
	}{
		"a folder has the file's name": {taken, "error.template_unsaved"},
		"the folder is a file":         {file, "error.file_unreadable"},
		"no folder":                    {"", "error.templates_fixed"},
	} {
		s := over(t, test.dir)
		_, _, err := s.PutTemplate("pump", []byte(unitTemplate))
		if e, ok := errors.AsType[*message.Error](err); !ok || string(e.Message.Key) != test.want {
			t.Errorf("%s: %v", name, err)
		}
		if _, ok := s.Templates().Get("pump"); ok {
			t.Errorf("%s: it is in force", name)
		}
	}
	if left, err := filepath.Glob(filepath.Join(taken, ".*")); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

// Guards: many at once, each of which is there in the end (run with -race).
func TestPutTemplateTogether(t *testing.T) {
	s := over(t, t.TempDir())
	var group sync.WaitGroup
	ids := []template.ID{"a", "b", "c", "d", "e", "f"}
	for _, id := range ids {
		group.Go(func() {
			if _, _, err := s.PutTemplate(id, []byte(strings.Replace(unitTemplate, "pump", string(id), 1))); err != nil {
				t.Error(err)
			}
			s.Templates().All()
		})
	}
	group.Wait()
	for _, id := range ids {
		if _, ok := s.Templates().Get(id); !ok {
			t.Errorf("%s is gone", id)
		}
	}
}
