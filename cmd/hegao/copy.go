package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"hegao/analyzer"
	"hegao/analyzer/annotate"
	"hegao/analyzer/annotate/reading"
	"hegao/analyzer/message"
)

// copies reports whether the result is a copy of the draft and not a list:
// the Word file with comments, or the page to read.
func (a *app) copies() bool { return a.format == "docx" || a.format == "html" }

// checkCopies refuses what can be no copy: it is one file of one draft.
func (a *app) checkCopies(files []string, f checkFlags) error {
	if a.copies() && (len(files) != 1 || f.split || f.output == "") {
		return message.Errorf(message.Invalid, "copy_one", a.format)
	}
	return nil
}

// copyOutput is where a copy goes: kept in memory until it is whole, since
// it may take the place of the very file that is being read.
func (a *app) copyOutput(path string) (io.Writer, func() error, error) {
	var b bytes.Buffer
	return &b, func() error {
		if b.Len() == 0 {
			return nil
		}
		err := a.writeWhole(path, b.Bytes())
		if err != nil {
			return message.Errorf(message.Invalid, "output", path).Wrap(err)
		}
		return nil
	}, nil
}

// writeWhole writes a file all at once or not at all; "-" is standard output.
func (a *app) writeWhole(path string, data []byte) error {
	if path == "-" {
		_, err := a.stdout.Write(data)
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".hegao-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close(), os.Chmod(f.Name(), 0o644)); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// writeCopy writes the draft with what was found in it.
func (r *checkRun) writeCopy(ctx context.Context, report *analyzer.Report, original []byte) error {
	if r.app.format == "html" {
		page, err := reading.HTML(report, r.app.lang)
		if err != nil {
			return err
		}
		_, err = r.out.Write(page)
		return err
	}
	res, err := annotate.Draft(ctx, report, original, annotate.Options{Lang: r.app.lang, Date: time.Now()})
	if err != nil {
		return err
	}
	for _, w := range res.Warnings {
		if !r.app.quiet {
			fmt.Fprintln(r.app.stderr, message.Text(r.app.lang, message.Key("warning."+w.Code), w.Args...))
		}
	}
	_, err = r.out.Write(res.Data)
	return err
}
