package corpus

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"

	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/message"
)

// MaxExport is how many reports one export holds at most.
const MaxExport = 2000

// Matching returns the reports that a query finds, the best first, at most
// MaxExport of them; Limit, Offset and Distinct are not looked at. Cost: that
// of Search for each hundred.
func (a *Archive) Matching(ctx context.Context, q Query) ([]*Report, error) {
	q.Distinct, q.Limit = false, maxLimit
	var out []*Report
	for q.Offset = 0; q.Offset < MaxExport; q.Offset += q.Limit {
		res, err := a.Search(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, h := range res.Hits {
			out = append(out, h.Report)
		}
		if !res.More {
			break
		}
	}
	return out, nil
}

// Export writes reports as a zip: their files as they came in (originals) or
// their texts, and manifest.csv, with which import takes them in again. The
// names inside are made anew, so that none of them can do harm. An error
// leaves a zip that is cut short.
func (a *Archive) Export(ctx context.Context, w io.Writer, reports []*Report, originals bool) error {
	x := &exporter{archive: a, zip: zipfile.NewWriter(w), originals: originals, done: map[string]bool{}}
	x.rows = csv.NewWriter(&x.manifest)
	x.manifest.WriteString("\ufeff") // spreadsheets then read it as UTF-8
	x.row("file", "unit", "year", "type", "title")
	for i, r := range reports {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := x.report(ctx, i+1, r); err != nil {
			return err
		}
	}
	x.rows.Flush()
	if err := x.write("manifest.csv", time.Now(), x.manifest.Bytes()); err != nil {
		return err
	}
	return x.zip.Close()
}

type exporter struct {
	archive   *Archive
	zip       *zipfile.Writer
	originals bool
	manifest  bytes.Buffer
	rows      *csv.Writer
	done      map[string]bool // originals that are in the zip
}

func (x *exporter) row(cells ...string) {
	// Writing to memory cannot fail.
	_ = x.rows.Write(cells)
}

func (x *exporter) report(ctx context.Context, n int, r *Report) error {
	if x.originals && r.Original != "" {
		return x.original(ctx, n, r)
	}
	t, err := x.archive.store.Text(ctx, r.ID)
	if message.CodeOf(err) == message.NotFound {
		return nil // deleted meanwhile
	}
	if err != nil {
		return err
	}
	name := fmt.Sprintf("texts/%04d-%s.txt", n, safeName(r.Title))
	x.row(name, string(r.Unit), yearCell(r.Year), string(r.Kind), r.Title)
	return x.write(name, r.AddedAt, []byte(t))
}

// original writes the file a report came from, once for all reports in it.
// Import guesses the titles of a file that holds several.
func (x *exporter) original(ctx context.Context, n int, r *Report) error {
	if x.done[r.Original] {
		return nil
	}
	x.done[r.Original] = true
	data, err := x.archive.store.Original(ctx, r.Original)
	if err != nil {
		return err
	}
	base := path.Base(strings.ReplaceAll(r.File, `\`, "/"))
	ext := path.Ext(base)
	name := fmt.Sprintf("originals/%04d-%s%s", n, safeName(strings.TrimSuffix(base, ext)), strings.TrimRight("."+safeName(strings.TrimPrefix(ext, ".")), "."))
	title := r.Title
	if r.Part > 1 {
		title = ""
	}
	x.row(name, string(r.Unit), yearCell(r.Year), string(r.Kind), title)
	return x.write(name, r.AddedAt, data)
}

func (x *exporter) write(name string, at time.Time, data []byte) error {
	return x.zip.Add(name, at, data)
}

func yearCell(y int) string {
	if y == 0 {
		return ""
	}
	return strconv.Itoa(y)
}

// safeName keeps the letters and digits of a name, at most 40 of them, so
// that it is one on every system.
func safeName(s string) string {
	var out []rune
	for _, r := range s {
		if len(out) == 40 {
			break
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' {
			out = append(out, r)
		}
	}
	return string(out)
}
