package api

import (
	"bytes"
	"encoding/json"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"hegao/analyzer"
	"hegao/analyzer/batch"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/analyzer/workbook"
	"hegao/corpus"
	"hegao/server/service"
	"hegao/server/upload"
)

// batchSummary is a batch in a list.
type batchSummary struct {
	ID       string           `json:"id"`
	Name     string           `json:"name"`
	State    service.JobState `json:"state"`
	Created  time.Time        `json:"created"`
	Stopped  bool             `json:"stopped"`
	Files    int              `json:"files"`
	Finished int              `json:"finished"`
	// Counts are there once the batch is done.
	Counts  *service.BatchCounts `json:"counts,omitempty"`
	Problem string               `json:"problem,omitempty"`
}

// batchView is a batch in full, with its result once it is done.
type batchView struct {
	batchSummary
	Items  []batchItem `json:"items"`
	Result *batch.View `json:"result,omitempty"`
}

// batchItem is one file of a batch.
type batchItem struct {
	File    string           `json:"file"`
	State   corpus.ItemState `json:"state"`
	Check   string           `json:"check,omitempty"`
	Problem string           `json:"problem,omitempty"`
}

// batchList is a page of batches.
type batchList struct {
	Total   int            `json:"total"`
	Batches []batchSummary `json:"batches"`
}

// letterView is the letter about one draft.
type letterView struct {
	Draft  int    `json:"draft"`
	Unit   string `json:"unit"`
	File   string `json:"file"`
	Text   string `json:"text"`
	Edited bool   `json:"edited"`
}

const (
	batchesPath = "/batches"
	batchPath   = batchesPath + "/:id"
	letterPath  = batchPath + "/letters/:n"
	// mostBatches is the longest page of a list.
	mostBatches = 100
	xlsxType    = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

func (a *api) registerBatches(g *echo.Group) {
	g.POST(batchesPath, a.createBatch)
	g.GET(batchesPath, a.listBatches)
	g.GET(batchPath, a.getBatch)
	g.DELETE(batchPath, a.deleteBatch)
	g.POST(batchPath+"/restore", a.restoreBatch)
	g.GET(batchPath+"/workbook.xlsx", a.getWorkbook)
	g.GET(batchPath+"/drafts.zip", a.getBatchDrafts)
	g.GET(letterPath, a.getLetter)
	g.PUT(letterPath, a.putLetter)
	g.DELETE(letterPath, a.resetLetter)
}

func (a *api) createBatch(c echo.Context) error {
	if mediaType(c.Request()) != echo.MIMEMultipartForm {
		return unsupportedMedia()
	}
	form, err := a.readForm(c)
	if err != nil {
		return err
	}
	if len(form.Files) == 0 {
		return upload.Missing()
	}
	value := valueOf(c, form.Fields)
	made, err := a.service.CreateBatch(c.Request().Context(), service.BatchInput{
		Name: value("name"), Files: form.Files, Roster: form.Roster, Kind: template.ID(value("template")), Lang: Lang(c.Request()),
	})
	if err != nil {
		return err
	}
	job, err := a.service.Job(made.ID)
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderLocation, Prefix+batchesPath+"/"+made.ID)
	return reply(c, http.StatusAccepted, job)
}

func (a *api) listBatches(c echo.Context) error {
	limit, err := number("limit", c.QueryParam("limit"), 10, 1, mostBatches)
	if err != nil {
		return err
	}
	offset, err := number("offset", c.QueryParam("offset"), 0, 0, 1_000_000)
	if err != nil {
		return err
	}
	found, total, err := a.service.Batches(c.Request().Context(), limit, offset)
	if err != nil {
		return err
	}
	list := batchList{Total: total, Batches: []batchSummary{}}
	for i := range found {
		list.Batches = append(list.Batches, summarise(&found[i], Lang(c.Request())))
	}
	return reply(c, http.StatusOK, list)
}

func summarise(b *service.Batch, lang message.Lang) batchSummary {
	return batchSummary{
		ID: b.ID, Name: b.Name, State: b.State, Created: b.Created, Stopped: b.Stopped,
		Files: b.Items, Finished: b.Finished, Counts: b.Counts, Problem: sentence(b.Problem, lang),
	}
}

func sentence(e *message.Error, lang message.Lang) string {
	if e == nil {
		return ""
	}
	return e.In(lang)
}

func (a *api) getBatch(c echo.Context) error {
	b, err := a.service.Batch(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return a.replyBatch(c, b)
}

func (a *api) replyBatch(c echo.Context, b *service.Batch) error {
	lang := Lang(c.Request())
	v := batchView{batchSummary: summarise(b, lang), Items: []batchItem{}}
	for _, f := range b.Files {
		v.Items = append(v.Items, batchItem{File: f.Name, State: f.State, Check: f.Check, Problem: sentence(f.Err, lang)})
	}
	if b.State == service.JobDone {
		result, err := a.service.BatchResult(c.Request().Context(), b.ID)
		if err != nil {
			return err
		}
		v.Result = result.View(lang)
	}
	return reply(c, http.StatusOK, v)
}

func (a *api) deleteBatch(c echo.Context) error {
	if err := a.service.DeleteBatch(c.Request().Context(), c.Param("id")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

func (a *api) restoreBatch(c echo.Context) error {
	b, err := a.service.RestoreBatch(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return a.replyBatch(c, b)
}

func (a *api) getWorkbook(c echo.Context) error {
	var out bytes.Buffer
	name, err := writeWorkbook(c, a.service, &out, Lang(c.Request()))
	if err != nil {
		return err
	}
	return sendWorkbook(c, name, out.Bytes())
}

// writeWorkbook writes the workbook of the batch that the address names, and
// returns a name for the file.
func writeWorkbook(c echo.Context, s *service.Service, out *bytes.Buffer, lang message.Lang) (name string, err error) {
	ctx := c.Request().Context()
	b, err := s.Batch(ctx, c.Param("id"))
	if err != nil {
		return "", err
	}
	result, err := s.BatchResult(ctx, b.ID)
	if err != nil {
		return "", err
	}
	reports, err := s.BatchChecks(ctx, result)
	if err != nil {
		return "", err
	}
	checks := make([]*analyzer.View, len(reports))
	for k, r := range reports {
		checks[k] = r.View(lang)
	}
	return upload.CleanName(b.Name + ".xlsx"), workbook.Batch(out, result.View(lang), checks, lang)
}

// sendWorkbook answers with a workbook to save.
func sendWorkbook(c echo.Context, name string, data []byte) error {
	c.Response().Header().Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return c.Blob(http.StatusOK, xlsxType, data)
}

// getBatchDrafts streams the drafts of a batch with comments.
func (a *api) getBatchDrafts(c echo.Context) error {
	ctx := c.Request().Context()
	b, err := a.service.Batch(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	result, err := a.service.BatchResult(ctx, b.ID)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, "application/zip")
	h.Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": upload.CleanName(b.Name + ".zip")}))
	c.Response().WriteHeader(http.StatusOK)
	return a.service.WriteCopies(ctx, c.Response(), result, Lang(c.Request()))
}

func (a *api) getLetter(c echo.Context) error {
	n, err := letterNumber(c)
	if err != nil {
		return err
	}
	l, err := a.service.Letter(c.Request().Context(), c.Param("id"), n, Lang(c.Request()))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, letterView{l.Draft, l.About.Unit, l.About.File, l.Text, l.Edited})
}

func (a *api) putLetter(c echo.Context) error {
	n, err := letterNumber(c)
	if err != nil {
		return err
	}
	if mediaType(c.Request()) != echo.MIMEApplicationJSON {
		return unsupportedMedia()
	}
	var body struct {
		Text string `json:"text"`
	}
	d := json.NewDecoder(c.Request().Body)
	d.DisallowUnknownFields()
	if err := d.Decode(&body); err != nil {
		return message.Errorf(message.Invalid, "json_invalid").Wrap(err)
	}
	if err := a.service.SaveLetter(c.Request().Context(), c.Param("id"), n, body.Text); err != nil {
		return err
	}
	return a.getLetter(c)
}

func (a *api) resetLetter(c echo.Context) error {
	n, err := letterNumber(c)
	if err != nil {
		return err
	}
	if err := a.service.ResetLetter(c.Request().Context(), c.Param("id"), n); err != nil {
		return err
	}
	return a.getLetter(c)
}

func letterNumber(c echo.Context) (int, error) {
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil || n < 0 {
		return 0, message.Errorf(message.NotFound, "letter_missing")
	}
	return n, nil
}
