package main

import (
	"hegao/analyzer"
	"hegao/analyzer/batch"
	"hegao/analyzer/message"
	"hegao/analyzer/sarif"
	"hegao/analyzer/workbook"
)

// sums reports whether the result is one file about all drafts, which is
// written when the last was checked: the workbook, or SARIF.
func (a *app) sums() bool { return a.format == "xlsx" || a.format == "sarif" }

// sum is what goes into that file.
type sum struct {
	views  []*analyzer.View
	failed []batch.FailureView
}

func (s *sum) fail(name string, err error, lang message.Lang) {
	s.failed = append(s.failed, batch.Fail(name, err).View(lang))
}

// writeSum writes the file where the format asks for one.
func (r *checkRun) writeSum() {
	switch r.app.format {
	case "xlsx":
		r.note(workbook.Checks(r.out, r.sum.views, r.sum.failed, r.app.lang))
	case "sarif":
		r.note(sarif.Write(r.out, r.sum.views, r.sum.failed, r.app.lang))
	}
}

// checkWorkbook refuses to fill a screen with a workbook.
func (a *app) checkWorkbook(format, output string) error {
	if format == "xlsx" && output == "" && isTerminal(a.stdout) {
		return message.Errorf(message.Invalid, "workbook_screen")
	}
	return nil
}
