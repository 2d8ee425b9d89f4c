package ui

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/template"
	"hegao/server/problem"
	"hegao/server/service"
)

// batchesView is the form for a new batch, and the batches there are.
type batchesView struct {
	Error   string
	Name    string
	Roster  string
	Type    string
	Types   []option
	Most    int // drafts in one batch
	Deleted *deletedBatch
	Batches []batchRow
	Before  string // address of the page with newer batches
	After   string // address of the page with older ones
}

// deletedBatch is what was just thrown away and can be brought back.
type deletedBatch struct{ Restore, Name string }

// batchRow is one batch of the list.
type batchRow struct {
	Href  string
	Name  string
	State state
	Facts []string
}

// batchesPerPage is how many batches one page lists.
const batchesPerPage = 20

func (u *pages) registerBatches(e *echo.Echo) {
	u.get(e, "/batches", u.batches)
	u.post(e, "/batches", u.createBatch)
	u.get(e, "/batches/:id", u.batch)
	u.post(e, "/batches/:id/delete", u.deleteBatch)
	u.post(e, "/batches/:id/restore", u.restoreBatch)
	u.get(e, "/batches/:id/letters", u.letters)
	u.get(e, "/batches/:id/letters/:n", u.letter)
	u.post(e, "/batches/:id/letters/:n", u.saveLetter)
}

func batchURL(id string) string { return "/batches/" + id }

func (u *pages) batches(v *visit) error { return u.showBatches(v, http.StatusOK, "") }

func (u *pages) showBatches(v *visit, status int, problem string) error {
	page, err := strconv.Atoi(v.QueryParam("page"))
	if err != nil || page < 1 || page > 1000 {
		page = 1
	}
	found, total, err := u.service.Batches(v.Request().Context(), batchesPerPage, (page-1)*batchesPerPage)
	if err != nil {
		return err
	}
	view := batchesView{
		Error: problem, Name: v.FormValue("name"), Roster: v.FormValue("roster"), Type: v.FormValue("type"),
		Types: u.types(), Most: service.MaxBatch, Deleted: u.justDeleted(v),
	}
	for i := range found {
		view.Batches = append(view.Batches, batchRowOf(v, &found[i]))
	}
	if page > 1 {
		view.Before = "/batches?page=" + strconv.Itoa(page-1)
	}
	if page*batchesPerPage < total {
		view.After = "/batches?page=" + strconv.Itoa(page+1)
	}
	return u.show(v, status, "batches", v.say("page.batches.title"), "batches", view)
}

// justDeleted is the batch that the address says was thrown away.
func (u *pages) justDeleted(v *visit) *deletedBatch {
	id := v.QueryParam("deleted")
	if id == "" {
		return nil
	}
	return &deletedBatch{Restore: batchURL(id) + "/restore", Name: service.PlainName(v.QueryParam("was"), 60)}
}

func batchRowOf(v *visit, b *service.Batch) batchRow {
	row := batchRow{Href: batchURL(b.ID), Name: b.Name, State: batchState(v, b)}
	row.Facts = append(row.Facts, b.Created.Local().Format("2006-01-02 15:04"))
	switch c := b.Counts; {
	case c == nil:
		row.Facts = append(row.Facts, v.say("page.batch.progress", b.Finished, b.Items))
	default:
		row.Facts = append(row.Facts, v.say("page.batch.drafts", c.Drafts))
		if c.Expected > 0 {
			row.Facts = append(row.Facts, v.say("page.batch.roster_line", c.Expected, c.Missing))
		}
		if c.Failed > 0 {
			row.Facts = append(row.Facts, v.say("page.batch.unread", c.Failed))
		}
	}
	return row
}

func batchState(v *visit, b *service.Batch) state {
	switch {
	case b.State == service.JobDone:
		return state{"ok", v.say("page.batch.done")}
	case b.State == service.JobFailed:
		return state{"miss", v.say("page.batch.failed")}
	case b.Stopped:
		return state{"off", v.say("page.batch.stopped")}
	}
	return state{"thin", v.say("page.batch.running")}
}

// createBatch starts a batch and leads to its page.
func (u *pages) createBatch(v *visit) error {
	in, err := u.toBatch(v)
	if err == nil {
		var made *service.Batch
		if made, err = u.service.CreateBatch(v.Request().Context(), in); err == nil {
			return v.leadTo(batchURL(made.ID))
		}
	}
	if v.wantsJSON() || problem.Status(err) >= http.StatusInternalServerError {
		return err
	}
	problem.Note(v, err)
	return u.showBatches(v, problem.Status(err), problem.Sentence(err, v.lang))
}

// leadTo sends a browser on, or tells a script where to go.
func (v *visit) leadTo(path string) error {
	if v.wantsJSON() {
		return v.JSON(http.StatusAccepted, map[string]string{"location": path})
	}
	return v.Redirect(http.StatusSeeOther, path)
}

func (u *pages) toBatch(v *visit) (service.BatchInput, error) {
	in := service.BatchInput{Name: v.FormValue("name"), Kind: template.ID(v.FormValue("type")), Lang: v.lang}
	form, err := v.MultipartForm()
	if err != nil {
		return in, refuse("page.batches.nothing")
	}
	for _, header := range form.File["file"] {
		if header.Filename == "" || leftOut(header.Filename) {
			continue
		}
		name := relativeName(header)
		data, err := u.readUpload(name, header)
		if err != nil {
			return in, err
		}
		in.Files = append(in.Files, service.Upload{Name: name, Data: data})
	}
	if len(in.Files) == 0 {
		return in, refuse("page.batches.nothing")
	}
	in.Roster = service.Upload{Name: v.say("page.batches.roster"), Data: []byte(v.FormValue("roster"))}
	for _, header := range form.File["roster_file"] {
		if header.Filename == "" || strings.TrimSpace(v.FormValue("roster")) != "" {
			continue
		}
		in.Roster.Name = relativeName(header)
		if in.Roster.Data, err = u.readUpload(in.Roster.Name, header); err != nil {
			return in, err
		}
	}
	return in, nil
}

// deleteBatch throws a batch away and offers to bring it back.
func (u *pages) deleteBatch(v *visit) error {
	b, err := u.service.Batch(v.Request().Context(), v.Param("id"))
	if err != nil {
		return err
	}
	if err := u.service.DeleteBatch(v.Request().Context(), b.ID); err != nil {
		return err
	}
	return v.Redirect(http.StatusSeeOther, "/batches?"+query("deleted", b.ID, "was", b.Name))
}

func (u *pages) restoreBatch(v *visit) error {
	b, err := u.service.RestoreBatch(v.Request().Context(), v.Param("id"))
	if err != nil {
		return err
	}
	return v.Redirect(http.StatusSeeOther, batchURL(b.ID))
}
