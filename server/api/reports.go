package api

import (
	"context"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
	"hegao/corpus"
	"hegao/server/upload"
)

// reportView is one report of the archive in full.
type reportView struct {
	corpus.ReportView
	Part    int               `json:"part"`
	Chars   int               `json:"chars"`
	AddedAt time.Time         `json:"added_at"`
	Extra   map[string]string `json:"extra"`
	Text    string            `json:"text"`
	// Outline is in code points of Text.
	Outline   []analyzer.HeadingView `json:"outline"`
	Sightings []sightingView         `json:"sightings"`
	// Family is the other reports that are versions of this one.
	Family []corpus.ReportView `json:"family"`
}

// sightingView is a file that holds the report's text.
type sightingView struct {
	File  string      `json:"file"`
	Part  int         `json:"part"`
	Title string      `json:"title"`
	Unit  corpus.Unit `json:"unit"`
	Year  int         `json:"year"`
}

// maxRunning is how many imports may be under way; each keeps what was
// uploaded in memory until it is done.
const maxRunning = 8

func (a *api) createReports(c echo.Context) error {
	if mediaType(c.Request()) != echo.MIMEMultipartForm {
		return unsupportedMedia()
	}
	if a.service.Running() >= maxRunning {
		return message.Errorf(message.Busy, "jobs_many", strconv.Itoa(maxRunning))
	}
	form, err := a.readForm(c)
	if err != nil {
		return err
	}
	if len(form.Files) == 0 {
		return upload.Missing()
	}
	value := valueOf(c, form.Fields)
	year, err := yearOf(value("year"))
	if err != nil {
		return err
	}
	known := corpus.Known{Unit: corpus.Unit(value("unit")), Year: year, Kind: corpus.Kind(value("type"))}
	start := a.service.Import
	if value("try") == "true" {
		start = a.service.TryImport
	}
	job := start(form.Files, known, Lang(c.Request()))
	c.Response().Header().Set(echo.HeaderLocation, Prefix+"/jobs/"+job.ID)
	return reply(c, http.StatusAccepted, job)
}

func (a *api) getReport(c echo.Context) error {
	ctx := c.Request().Context()
	r, t, err := a.service.Archive().Open(ctx, c.Param("name"))
	if err != nil {
		return err
	}
	v := reportView{
		ReportView: r.View(), Part: r.Part, Chars: r.Chars, AddedAt: r.AddedAt, Extra: r.Extra, Text: t,
		Outline: viewOutline(t), Sightings: []sightingView{}, Family: []corpus.ReportView{},
	}
	if v.Extra == nil {
		v.Extra = map[string]string{}
	}
	if err := a.addKin(ctx, &v, r); err != nil {
		return err
	}
	return reply(c, http.StatusOK, v)
}

// addKin fills in the files the text was seen in and its other versions.
func (a *api) addKin(ctx context.Context, v *reportView, r *corpus.Report) error {
	seen, err := a.service.Archive().Sightings(ctx, r.ID)
	if err != nil {
		return err
	}
	for _, s := range seen {
		v.Sightings = append(v.Sightings, sightingView{File: s.File, Part: s.Part, Title: s.Title, Unit: s.Unit, Year: s.Year})
	}
	family, err := a.service.Archive().Relatives(ctx, r)
	if err != nil {
		return err
	}
	for _, other := range family {
		v.Family = append(v.Family, other.View())
	}
	return nil
}

func viewOutline(t string) []analyzer.HeadingView {
	index := text.NewRuneIndex(t)
	out := []analyzer.HeadingView{}
	for _, h := range outline.Parse(&text.Document{Text: t, Blocks: text.Lines(t), Format: text.FormatText}).Headings {
		start, end := index.Span(h.Span)
		out = append(out, analyzer.HeadingView{
			Level: h.Level, Number: strings.TrimSpace(h.Label.Of(t)), Title: h.Title.Of(t), Start: start, End: end,
		})
	}
	return out
}

// getOriginal sends the file a report came from. A stranger may have made
// it, so that a browser must save it and never show it.
func (a *api) getOriginal(c echo.Context) error {
	ctx := c.Request().Context()
	r, _, err := a.service.Archive().Open(ctx, c.Param("name"))
	if err != nil {
		return err
	}
	data, err := a.service.Archive().Store().Original(ctx, r.Original)
	if err != nil {
		return err
	}
	name := upload.CleanName(path.Base(r.File))
	c.Response().Header().Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return c.Blob(http.StatusOK, echo.MIMEOctetStream, data)
}
