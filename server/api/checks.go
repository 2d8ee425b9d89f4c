package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/server/service"
)

// checkView is a kept check: analyzer.View with the id it is kept under.
type checkView struct {
	ID string    `json:"id"`
	At time.Time `json:"at"`
	// Before is the check before of the same draft.
	Before string `json:"before,omitempty"`
	*analyzer.View
}

// viewCheck renders a check, with what changed since the one before where
// that is still kept. Decisions are no part of it: it is what was found.
func (a *api) viewCheck(ctx context.Context, c *service.Checked, families int, lang message.Lang) (checkView, error) {
	v := checkView{c.ID, c.At, c.Before, c.Limited(families).Report.View(lang)}
	if c.Before == "" {
		return v, nil
	}
	before, err := a.service.LoadCheck(ctx, c.Before)
	if message.CodeOf(err) == message.NotFound {
		return v, nil
	}
	if err != nil {
		return v, err
	}
	v.Changes = v.ChangesSince(before.Limited(families).Report.View(lang))
	return v, nil
}

func (a *api) createCheck(c echo.Context) error {
	doc, err := a.readDocument(c)
	if err != nil {
		return err
	}
	year, err := yearOf(doc.value("year"))
	if err != nil {
		return err
	}
	limit, err := familiesOf(c)
	if err != nil {
		return err
	}
	in := service.CheckInput{
		Name: doc.file.Name, Data: doc.file.Data,
		Unit: doc.value("unit"), Year: year, Template: template.ID(doc.value("template")), Before: doc.value("before"),
	}
	if strings.Contains(c.Request().Header.Get("Prefer"), "respond-async") {
		return a.startCheck(c, in)
	}
	done, err := a.service.Check(c.Request().Context(), in)
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderLocation, Prefix+"/checks/"+done.ID)
	return a.replyCheck(c, http.StatusCreated, done, limit)
}

// startCheck answers at once with the job that does the check (RFC 7240).
func (a *api) startCheck(c echo.Context, in service.CheckInput) error {
	job, err := a.service.Job(a.service.StartCheck(in, Lang(c.Request())).Job)
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderLocation, Prefix+"/jobs/"+job.ID)
	c.Response().Header().Set("Preference-Applied", "respond-async")
	return reply(c, http.StatusAccepted, job)
}

func (a *api) getCheck(c echo.Context) error {
	limit, err := familiesOf(c)
	if err != nil {
		return err
	}
	done, err := a.service.LoadCheck(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return a.replyCheck(c, http.StatusOK, done, limit)
}

func (a *api) replyCheck(c echo.Context, status int, done *service.Checked, families int) error {
	v, err := a.viewCheck(c.Request().Context(), done, families, Lang(c.Request()))
	if err != nil {
		return err
	}
	return reply(c, status, v)
}
