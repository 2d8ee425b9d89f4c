package ui

import (
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/template"
	"hegao/corpus"
	"hegao/server/problem"
	"hegao/server/service"
)

// reportForm corrects what is known about a report.
type reportForm struct {
	Action string
	Error  string
	Open   bool
	Title  string
	Unit   string
	Year   string
	Type   string
	Types  []option
}

func (u *pages) reportForm(r *corpus.Report) reportForm {
	return reportForm{
		Action: reportURL(r.Name()), Title: r.Title, Unit: string(r.Unit), Year: yearValue(r.Year),
		Type: string(r.Kind), Types: u.types(),
	}
}

// correct takes the corrected facts of a report, or shows them again with what
// is wrong.
func (u *pages) correct(v *visit) error {
	known, err := knownIn(v, "")
	if err == nil {
		_, err = u.service.Archive().Correct(v.Request().Context(), v.Param("name"), known)
	}
	switch status := problem.Status(err); {
	case err == nil:
		return v.Redirect(http.StatusSeeOther, reportURL(v.Param("name"))+"?done=corrected")
	case status >= http.StatusInternalServerError || status == http.StatusNotFound:
		return err
	default:
		problem.Note(v, err)
		return u.showReport(v, status, problem.Sentence(err, v.lang))
	}
}

// knownIn reads the facts of one report off a form.
func knownIn(v *visit, suffix string) (k corpus.Known, err error) {
	k.Title = strings.TrimSpace(v.FormValue("title" + suffix))
	k.Unit = corpus.Unit(strings.TrimSpace(v.FormValue("unit" + suffix)))
	k.Kind = corpus.Kind(strings.TrimSpace(v.FormValue("type" + suffix)))
	k.Title, k.Unit = shorten(k.Title, maxTitle), corpus.Unit(shorten(string(k.Unit), maxTitle))
	k.Year, err = yearField(v, "year"+suffix)
	return k, err
}

// maxTitle bounds the titles and names that a form sets, in characters.
const maxTitle = 200

func (u *pages) deleteReport(v *visit) error {
	r, err := u.service.Archive().Delete(v.Request().Context(), v.Param("name"))
	if err != nil {
		return err
	}
	return v.Redirect(http.StatusSeeOther, "/archive/deleted?"+url.Values{"just": {r.Name()}}.Encode())
}

// deletedView is what was deleted and can be brought back.
type deletedView struct {
	Just    *hit // what was deleted just now
	Reports []deletedReport
}

type deletedReport struct {
	Name  string
	Title string
	Facts []string
	Just  bool
}

// maxDeleted is how many deleted reports are listed.
const maxDeleted = 200

func (u *pages) deleted(v *visit) error {
	reports, err := u.service.Archive().Deleted(v.Request().Context(), maxDeleted)
	if err != nil {
		return err
	}
	view := deletedView{}
	for _, r := range reports {
		d := deletedReport{r.Name(), r.Title, u.factsOf(v, r), r.Name() == v.QueryParam("just")}
		if d.Just {
			view.Just = &hit{Title: r.Title}
		}
		view.Reports = append(view.Reports, d)
	}
	return u.show(v, http.StatusOK, "deleted", v.say("page.deleted.title"), "archive", view)
}

func (u *pages) restore(v *visit) error {
	r, err := u.service.Archive().Restore(v.Request().Context(), v.FormValue("report"))
	if err != nil {
		return err
	}
	return v.Redirect(http.StatusSeeOther, reportURL(r.Name())+"?done=restored")
}

// export sends what a search finds as a zip. Once it has begun it cannot fail
// any more: a zip that breaks off is seen to be broken.
func (u *pages) export(v *visit) error {
	ctx := v.Request().Context()
	q, _ := queryOf(v)
	reports, err := u.service.Archive().Matching(ctx, q)
	if err != nil {
		return err
	}
	if len(reports) == 0 {
		return refuse("page.archive.export_none")
	}
	h := v.Response().Header()
	h.Set(echo.HeaderContentType, "application/zip")
	h.Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": v.say("page.archive.export_file") + ".zip"}))
	v.Response().WriteHeader(http.StatusOK)
	return u.service.Archive().Export(ctx, v.Response(), reports, v.QueryParam("files") == "originals")
}

// done says what was done just now; "" for nothing.
func done(v *visit) string {
	switch v.QueryParam("done") {
	case "corrected":
		return v.say("page.report.corrected")
	case "restored":
		return v.say("page.report.restored")
	}
	return ""
}

// lastYear is the address of the report beside last year's; "" where there is
// none.
func (u *pages) lastYear(v *visit, r *corpus.Report) (string, error) {
	there, err := u.service.HasLastYear(v.Request().Context(), string(r.Unit), template.ID(r.Kind), r.Year)
	if err != nil || !there {
		return "", err
	}
	return besideURL(reportURL(r.Name()), ""), nil
}

// trialLine is a report of a trial that can be corrected before it is taken
// in.
type trialLine struct {
	N     int // index among the trial's reports
	Shown string
	State state
	Facts reportForm
}

// trialLines lists what a trial would take in.
func (u *pages) trialLines(v *visit, reports []corpus.Imported) []trialLine {
	var out []trialLine
	types := u.types()
	for i, r := range reports {
		if r.Status != corpus.StatusAdded {
			continue
		}
		out = append(out, trialLine{
			N: i, Shown: fileName(v, r.File, r.Part), State: lineState(v, r.Status),
			Facts: reportForm{Title: r.Title, Unit: string(r.Unit), Year: yearValue(r.Year), Type: string(r.Kind), Types: types},
		})
	}
	return out
}

// takeIn takes in what was tried, as corrected.
func (u *pages) takeIn(v *visit) error {
	trial, err := u.service.Job(v.Param("id"))
	if err != nil {
		return err
	}
	corrections := map[int]service.Correction{}
	for i := range trial.Reports {
		suffix := "." + strconv.Itoa(i)
		if v.FormValue("line"+suffix) == "" {
			continue
		}
		known, err := knownIn(v, suffix)
		if err != nil {
			return err
		}
		corrections[i] = service.Correction{Known: known, Leave: v.FormValue("take"+suffix) == ""}
	}
	job, err := u.service.TakeIn(v.Param("id"), corrections, v.lang)
	if err != nil {
		return err
	}
	return v.Redirect(http.StatusSeeOther, "/archive/jobs/"+job.ID)
}
