package ui

import (
	"strconv"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/server/service"
)

// The slider for the number of families from which a passage is common. One
// family is no slider's business: everything would be common.
const (
	limitMin = 2
	limitMax = 20
	// limitStart is where the slider stands while the number is automatic:
	// about where a small archive begins by itself.
	limitStart = 3
)

// limitForm lets a reader choose from how many families on a passage is
// common.
type limitForm struct {
	Action   string // the result without a limit
	Auto     bool
	Shown    string // the number in words
	Min, Max int
	Value    int // of the slider
	Start    int // of the slider while the number is automatic
}

// newLimitForm is nil for a check without passages, which no number changes.
func newLimitForm(v *visit, c *service.Checked, limit int) *limitForm {
	if len(c.Report.Reuse.Passages) == 0 {
		return nil
	}
	f := &limitForm{Action: resultURL(c.ID, 0), Min: limitMin, Max: limitMax, Start: limitStart}
	if limit == 0 {
		f.Auto, f.Shown, f.Value = true, v.say("page.limit.auto"), f.Start
	} else {
		f.Shown, f.Value = v.say("page.limit.count", limit), min(max(limit, limitMin), limitMax)
	}
	return f
}

// familiesIn reads the limit off the address; 0 where it is automatic.
func familiesIn(v *visit) (int, error) {
	s := v.QueryParam("families")
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > analyzer.MaxLimit {
		return 0, message.Errorf(message.Invalid, "number_invalid", "families", "1", strconv.Itoa(analyzer.MaxLimit))
	}
	return n, nil
}

// saidOf puts the figures that follow from the limit in one sentence, for
// whoever does not see them change.
func saidOf(v *visit, r *reuse.Result) string {
	from := v.say("page.limit.auto")
	if r.Limit > 0 {
		from = v.say("page.limit.from", r.Limit)
	}
	copied, common := 0, 0
	for _, p := range r.Passages {
		switch {
		case p.Kind.Copied():
			copied++
		case p.Kind != reuse.Quotation:
			common++
		}
	}
	if r.Ratios == nil {
		return v.say("page.limit.said_short", from, copied, common)
	}
	return v.say("page.limit.said", from, percent(r.Ratios.OtherUnits), common)
}
