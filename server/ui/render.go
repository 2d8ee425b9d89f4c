package ui

import (
	"bytes"
	"embed"
	"html/template"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/message"
)

//go:embed templates
var templateFiles embed.FS

// views are the pages' templates, parsed once for each language, so that a
// template says {{t "page.…"}} without handing the language around.
type views struct {
	sets map[message.Lang]map[string]*template.Template // by page
}

// pageNames are the templates that make a page; every other one is a part.
func pageNames() []string {
	return append([]string{"home", "result", "compare", "search", "report", "similar", "import", "job", "reading", "settled", "error", "batches", "batch", "letter", "letters"}, archivePages()...)
}

func newViews(files *assets) *views {
	v := &views{sets: map[message.Lang]map[string]*template.Template{}}
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		shared := template.New("").Funcs(functions(lang, files))
		template.Must(shared.ParseFS(templateFiles, "templates/parts/*.html"))
		v.sets[lang] = map[string]*template.Template{}
		for _, name := range pageNames() {
			set := template.Must(shared.Clone())
			v.sets[lang][name] = template.Must(set.ParseFS(templateFiles, "templates/"+name+".html"))
		}
	}
	return v
}

// acceptedFiles are the endings that a file dialog offers.
const acceptedFiles = ".docx,.pdf,.doc,.wps,.odt,.ofd,.rtf,.txt,.md,.html,.htm"

func functions(lang message.Lang, files *assets) template.FuncMap {
	return template.FuncMap{
		"t":        func(key message.Key, args ...any) string { return message.New(key, args...).In(lang) },
		"asset":    files.url,
		"pair":     func(c card, page resultView) cardOnPage { return cardOnPage{&c, &page} },
		"accepted": func() string { return acceptedFiles },
		"inPaper":  func(level int) int { return level + 2 }, // below the page's own headings
	}
}

// cardOnPage is a card and the page it stands on, which knows where its forms
// go.
type cardOnPage struct {
	Card *card
	Page *resultView
}

// layout is what every page has around its own view.
type layout struct {
	Lang    string // of the html element
	Title   string
	Here    string // the entry of the navigation that is current
	Chinese string // this page's address in Chinese
	English string
	InEN    bool
	Body    any
}

// show writes the page name with body in it, or for a script that asked for
// a fragment only the template "fragment" of that page.
func (u *pages) show(v *visit, status int, name, title, here string, body any) error {
	set := u.views.sets[v.lang][name]
	v.Response().Header().Set(echo.HeaderVary, "X-Fragment, Cookie")
	v.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	var out bytes.Buffer
	if v.wantsFragment() && set.Lookup("fragment") != nil {
		if err := set.ExecuteTemplate(&out, "fragment", body); err != nil {
			return err
		}
		return v.HTMLBlob(status, out.Bytes())
	}
	l := layout{
		Lang: htmlLang(v.lang), Title: title, Here: here, InEN: v.lang == message.English,
		Chinese: v.inLang(message.Chinese), English: v.inLang(message.English), Body: body,
	}
	if err := set.ExecuteTemplate(&out, "layout", l); err != nil {
		return err
	}
	return v.HTMLBlob(status, out.Bytes())
}
