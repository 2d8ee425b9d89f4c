package ui

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

//go:embed static
var staticFiles embed.FS

const staticPrefix = "/static/"

// assets are the static files under names that change with their content, so
// that browsers may keep them for ever.
type assets struct {
	byName map[string]string // "base.css" -> "/static/base.1a2b3c4d.css"
	byURL  map[string]asset
}

type asset struct {
	data []byte
	kind string // media type
	etag string
}

// newAssets reads the embedded files. It panics where that fails, which only
// a program that was built wrong can do.
func newAssets() *assets {
	a := &assets{byName: map[string]string{}, byURL: map[string]asset{}}
	entries, err := staticFiles.ReadDir("static")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		a.add(e)
	}
	return a
}

func (a *assets) add(e fs.DirEntry) {
	data, err := staticFiles.ReadFile("static/" + e.Name())
	if err != nil {
		panic(err)
	}
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:8])
	ext := path.Ext(e.Name())
	url := staticPrefix + strings.TrimSuffix(e.Name(), ext) + "." + hash + ext
	a.byName[e.Name()] = url
	a.byURL[url] = asset{data: data, kind: mediaType(ext), etag: `"` + hash + `"`}
}

// mediaType does not ask the machine, whose tables differ.
func mediaType(ext string) string {
	switch ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return echo.MIMEOctetStream
}

// url is the address of a static file; "" where there is none of that name,
// which a test on the templates rules out.
func (a *assets) url(name string) string { return a.byName[name] }

func (a *assets) serve(c echo.Context) error {
	file, ok := a.byURL[c.Request().URL.Path]
	if !ok {
		return echo.ErrNotFound
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, file.kind)
	h.Set("Etag", file.etag)
	h.Set(echo.HeaderCacheControl, "public, max-age=31536000, immutable")
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, bytes.NewReader(file.data))
	return nil
}
