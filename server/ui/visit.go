package ui

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/message"
)

// visit is one request and the language it is answered in.
type visit struct {
	echo.Context
	lang message.Lang
}

func newVisit(c echo.Context) *visit { return &visit{Context: c, lang: chooseLang(c)} }

// say renders a catalogue entry in the visitor's language.
func (v *visit) say(key message.Key, args ...any) string {
	return message.New(key, args...).In(v.lang)
}

// wantsJSON reports whether a script sent the request and not a form.
func (v *visit) wantsJSON() bool {
	return strings.HasPrefix(v.Request().Header.Get(echo.HeaderAccept), echo.MIMEApplicationJSON)
}

// wantsFragment reports whether a script wants the inner part of the page.
func (v *visit) wantsFragment() bool { return v.Request().Header.Get("X-Fragment") != "" }

const (
	langCookie = "lang"
	langParam  = "lang"
)

// chooseLang returns the language a visitor asked for, now (?lang=) or
// before (the cookie), and remembers the answer. Chinese is the language of
// whoever never asked: an office's browsers are often set to English by
// whoever installed them.
func chooseLang(c echo.Context) message.Lang {
	if lang, ok := message.ParseLang(c.QueryParam(langParam)); ok {
		c.SetCookie(&http.Cookie{
			Name: langCookie, Value: string(lang), Path: "/", HttpOnly: true,
			SameSite: http.SameSiteLaxMode, Expires: time.Now().AddDate(1, 0, 0),
		})
		return lang
	}
	if cookie, err := c.Cookie(langCookie); err == nil {
		if lang, ok := message.ParseLang(cookie.Value); ok {
			return lang
		}
	}
	return message.Chinese
}

// inLang is the address of the current page in another language.
func (v *visit) inLang(lang message.Lang) string {
	u := *v.Request().URL
	q := u.Query()
	q.Set(langParam, string(lang))
	return (&url.URL{Path: u.Path, RawQuery: q.Encode()}).String()
}

// htmlLang is the value of the html element's lang attribute.
func htmlLang(lang message.Lang) string {
	if lang == message.English {
		return "en"
	}
	return "zh-CN"
}
