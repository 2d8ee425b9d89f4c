package api

import (
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"hegao/server/service"
)

const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// pagePolicy lets a page that is sent as a file have its own look and
// nothing else.
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

// warningsHeader lists what a person should know about a file, as codes.
const warningsHeader = "Hegao-Warnings"

func (a *api) getDraft(c echo.Context) error {
	return a.sendCopy(c, docxType, func(done *service.Checked) (*service.Copy, error) {
		return a.service.Annotated(c.Request().Context(), done, Lang(c.Request()))
	})
}

func (a *api) getSheetDOCX(c echo.Context) error {
	return a.sendCopy(c, docxType, func(done *service.Checked) (*service.Copy, error) {
		return a.service.SheetDOCX(c.Request().Context(), done, Lang(c.Request()))
	})
}

// getSheetHTML sends the sheet to be looked at and printed, not saved.
func (a *api) getSheetHTML(c echo.Context) error {
	return a.sendCopy(c, echo.MIMETextHTMLCharsetUTF8, func(done *service.Checked) (*service.Copy, error) {
		return a.service.SheetHTML(c.Request().Context(), done, Lang(c.Request()))
	})
}

// sendCopy sends a file that is made of a check.
func (a *api) sendCopy(c echo.Context, contentType string, make func(*service.Checked) (*service.Copy, error)) error {
	limit, err := familiesOf(c)
	if err != nil {
		return err
	}
	done, err := a.service.LoadCheck(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	file, err := make(done.Limited(limit))
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Language", string(Lang(c.Request())))
	disposition := "attachment"
	if contentType != docxType {
		disposition = "inline"
		h.Set(echo.HeaderContentSecurityPolicy, pagePolicy)
	}
	h.Set(echo.HeaderContentDisposition, mime.FormatMediaType(disposition, map[string]string{"filename": file.Name}))
	var codes []string
	for _, w := range file.Warnings {
		codes = append(codes, string(w.Code))
	}
	if len(codes) > 0 {
		h.Set(warningsHeader, strings.Join(codes, ", "))
	}
	return c.Blob(http.StatusOK, contentType, file.Data)
}
