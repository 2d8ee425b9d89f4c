package api

import (
	"net/http"
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
	*analyzer.View
}

func viewCheck(c *service.Checked, lang message.Lang) checkView {
	return checkView{c.ID, c.At, c.Report.View(lang)}
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
	done, err := a.service.Check(c.Request().Context(), service.CheckInput{
		Name: doc.file.Name, Data: doc.file.Data,
		Unit: doc.value("unit"), Year: year, Template: template.ID(doc.value("template")),
	})
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderLocation, Prefix+"/checks/"+done.ID)
	return reply(c, http.StatusCreated, viewCheck(done.Limited(limit), Lang(c.Request())))
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
	return reply(c, http.StatusOK, viewCheck(done.Limited(limit), Lang(c.Request())))
}
