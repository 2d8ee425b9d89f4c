package ui

import (
	"net/http"
	"strings"

	"hegao/analyzer/template"
	"hegao/server/problem"
	"hegao/server/service"
	"hegao/server/upload"
)

// homeView is the first page.
type homeView struct {
	Error   string
	Text    string // what was pasted, so that an error does not lose it
	Unit    string
	Year    string
	Type    string
	Types   []option
	Samples []string
	Reports int
}

// option is one choice of a select.
type option struct{ Value, Name string }

func (u *pages) home(v *visit) error { return u.showHome(v, http.StatusOK, "") }

func (u *pages) showHome(v *visit, status int, problem string) error {
	view := homeView{
		Error: problem, Text: v.FormValue("text"), Unit: v.FormValue("unit"), Year: v.FormValue("year"), Type: v.FormValue("type"),
		Types: u.types(), Reports: u.service.Archive().Reports(),
	}
	if u.opts.Demo {
		for _, s := range u.service.Samples() {
			view.Samples = append(view.Samples, s.Name)
		}
	}
	return u.show(v, status, "home", v.say("page.home.title"), "check", view)
}

// types lists the kinds of reports there are templates for.
func (u *pages) types() []option {
	var out []option
	for _, t := range u.service.Templates().All() {
		out = append(out, option{string(t.ID), t.Name})
	}
	return out
}

// typeName is the name of a kind of report, or its id where no template has
// it.
func (u *pages) typeName(kind string) string {
	if t, ok := u.service.Templates().Get(template.ID(kind)); ok {
		return t.Name
	}
	return kind
}

// submit checks the draft that was sent and leads to its result.
func (u *pages) submit(v *visit) error {
	in, err := u.input(v)
	if err == nil {
		err = u.begin(v, in)
	}
	if err == nil || v.wantsJSON() || problem.Status(err) >= http.StatusInternalServerError {
		return err
	}
	problem.Note(v, err)
	return u.showHome(v, problem.Status(err), problem.Sentence(err, v.lang))
}

// input is the draft that was sent and what was said of it.
func (u *pages) input(v *visit) (service.CheckInput, error) {
	in, err := u.draft(v)
	if err != nil {
		return in, err
	}
	in.Unit, in.Template = strings.TrimSpace(v.FormValue("unit")), template.ID(v.FormValue("type"))
	in.Year, err = yearField(v, "year")
	return in, err
}

// draft is the file, the pasted text or the sample that was sent.
func (u *pages) draft(v *visit) (service.CheckInput, error) {
	if name := v.FormValue("sample"); name != "" && u.opts.Demo {
		for _, s := range u.service.Samples() {
			if s.Name == name {
				return service.CheckInput{Name: s.Name, Data: s.Data}, nil
			}
		}
	}
	file, err := v.FormFile("file")
	if err == nil && file.Filename != "" {
		name := upload.CleanName(file.Filename)
		data, err := u.readUpload(name, file)
		return service.CheckInput{Name: name, Data: data}, err
	}
	if pasted := v.FormValue("text"); strings.TrimSpace(pasted) != "" {
		pasted = strings.ReplaceAll(pasted, "\r\n", "\n") // how forms send lines
		return service.CheckInput{Name: v.say("page.home.pasted") + ".txt", Data: []byte(pasted)}, nil
	}
	return service.CheckInput{}, refuse("page.home.nothing")
}
