package ui

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/server/service"
)

// settledNote says what a person made of a finding.
type settledNote struct{ Words, Reason, At string }

func faultFinding(x fault.Fault) service.Finding {
	return service.Finding{Kind: service.FaultFinding, ID: x.ID}
}

func passageFinding(p reuse.Passage) service.Finding {
	return service.Finding{Kind: service.PassageFinding, ID: p.ID}
}

func sectionFinding(s template.SectionResult) service.Finding {
	return service.Finding{Kind: service.SectionFinding, ID: string(s.ID)}
}

func pointFinding(p template.PointResult) service.Finding {
	return service.Finding{Kind: service.PointFinding, ID: string(p.ID)}
}

// settle takes the cards that were decided on out of all, into folds of their
// own at the end.
func (f *findings) settle(all []card) (open []card, folds []fold) {
	var mended, dismissed []card
	for _, c := range all {
		switch d, ok := f.decisionOn(c); {
		case !ok:
			c.Unmended = slices.ContainsFunc(c.Findings, func(s string) bool {
				x, _ := service.ParseFinding(s)
				return f.decided.Unmended(x)
			})
			open = append(open, c)
		case d.State == service.Mended:
			c.Settled = &settledNote{Words: f.visit.say("page.settled.mended"), At: f.visit.moment(d.At)}
			mended = append(mended, c)
		default:
			c.Settled = &settledNote{f.visit.say("page.settled.dismissed"), d.Reason, f.visit.moment(d.At)}
			dismissed = append(dismissed, c)
		}
	}
	if len(mended) > 0 {
		folds = append(folds, fold{"fold-mended", f.visit.say("page.fold.mended", len(mended)), mended})
	}
	if len(dismissed) > 0 {
		folds = append(folds, fold{"fold-dismissed", f.visit.say("page.fold.dismissed", len(dismissed)), dismissed})
	}
	return open, folds
}

// decisionOn is the decision on all of a card's findings; a card of which only
// some places are settled is still open.
func (f *findings) decisionOn(c card) (d service.Decision, ok bool) {
	for _, s := range c.Findings {
		x, _ := service.ParseFinding(s)
		if d, ok = f.decided.Of(x); !ok {
			return d, false
		}
	}
	return d, ok
}

// moment writes a time as the server's clock shows it.
func (v *visit) moment(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }

func decideURL(check string, families int) string {
	address := "/checks/" + url.PathEscape(check) + "/decisions"
	if families > 0 {
		address += "?families=" + strconv.Itoa(families)
	}
	return address
}

// undo is the state a form sends to take a decision back.
const undo = "undo"

// cardID is the anchor of a card.
var cardID = regexp.MustCompile(`^c[fpst]\d{1,6}$`)

// decide keeps a decision, or takes it back, and shows the result anew.
func (u *pages) decide(v *visit) error {
	findings, err := findingsIn(v)
	if err != nil {
		return err
	}
	limit, err := familiesIn(v)
	if err != nil {
		return err
	}
	ctx, check := v.Request().Context(), v.Param("id")
	if state := v.FormValue("state"); state == undo {
		_, err = u.service.Undo(ctx, check, findings)
	} else {
		_, err = u.service.Decide(ctx, check, findings, service.DecisionState(state), v.FormValue("reason"))
	}
	switch {
	case err != nil:
		return err
	case v.wantsFragment():
		return u.result(v)
	}
	address := resultURL(check, limit)
	if card := v.FormValue("card"); cardID.MatchString(card) {
		address += "#" + card
	}
	return v.Redirect(http.StatusSeeOther, address)
}

// maxFindings bounds the findings of one request.
const maxFindings = 1000

func findingsIn(v *visit) ([]service.Finding, error) {
	form, err := v.FormParams()
	if err != nil {
		return nil, message.Errorf(message.Invalid, "request_invalid").Wrap(err)
	}
	var out []service.Finding
	for _, s := range form["finding"] {
		x, ok := service.ParseFinding(s)
		if !ok {
			return nil, message.Errorf(message.NotFound, "finding_missing", shorten(s, 80))
		}
		out = append(out, x)
	}
	if len(out) == 0 || len(out) > maxFindings {
		return nil, message.Errorf(message.Invalid, "request_invalid")
	}
	return out, nil
}

// settledView is all that was called no problem for a unit.
type settledView struct {
	Unit string
	Rows []settledRow
}

// settledRow is one decision.
type settledRow struct{ Finding, Kind, Words, Reason, At string }

func settledURL(unit string) string { return "/decisions?" + url.Values{"unit": {unit}}.Encode() }

// settled lists what was called no problem for a unit.
func (u *pages) settled(v *visit) error {
	view := settledView{Unit: strings.TrimSpace(v.QueryParam("unit"))}
	all, err := u.service.UnitDecisions(v.Request().Context(), view.Unit)
	if err != nil {
		return err
	}
	for _, d := range all {
		view.Rows = append(view.Rows, settledRow{d.String(), v.say(kindOfDecision(d)), d.Words, d.Reason, v.moment(d.At)})
	}
	return u.show(v, http.StatusOK, "settled", v.say("page.settled.title"), "check", view)
}

// kindOfDecision names the kind of finding that was decided on.
func kindOfDecision(d service.Decision) message.Key {
	switch d.Kind {
	case service.PassageFinding:
		return "page.settled.passage"
	case service.SectionFinding:
		return "page.settled.section"
	case service.PointFinding:
		return "page.settled.point"
	}
	return ruleName(fault.RuleID(d.Rule))
}

func (u *pages) unsettle(v *visit) error {
	findings, err := findingsIn(v)
	if err != nil {
		return err
	}
	unit := strings.TrimSpace(v.FormValue("unit"))
	if err := u.service.UndoForUnit(v.Request().Context(), unit, findings); err != nil {
		return err
	}
	return v.Redirect(http.StatusSeeOther, settledURL(unit))
}

// ruleBasis is what a rule of faults rests on. Only what a standard or a
// regulation says is put down to it.
func ruleBasis(r fault.RuleID) message.Key {
	switch r {
	case ruleForeign:
		return "page.basis.roster"
	case ruleNumbering:
		return "page.basis.numbering"
	case "attachment":
		return "page.basis.attachment"
	case "closing":
		return "page.basis.closing"
	}
	return "page.basis.text"
}
