package api

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/server/service"
)

// decisionList is what a person made of findings.
type decisionList struct {
	Decisions []service.Decision `json:"decisions"`
}

// decisionBody is a decision on one finding.
type decisionBody struct {
	service.Finding
	State  service.DecisionState `json:"state"`
	Reason string                `json:"reason"`
}

// headingBody is a heading of a draft.
type headingBody struct {
	Section template.SectionID `json:"section"`
	Heading string             `json:"heading"`
}

// readJSON reads a request that can only be JSON.
func readJSON(c echo.Context, into any) error {
	if mediaType(c.Request()) != echo.MIMEApplicationJSON {
		return unsupportedMedia()
	}
	return decodeJSON(c, into)
}

func (a *api) listDecisions(c echo.Context) error {
	ctx := c.Request().Context()
	done, err := a.service.LoadCheck(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	decided, err := a.service.Decisions(ctx, done)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, decisionList{decided.All()})
}

func (a *api) createDecision(c echo.Context) error {
	var body decisionBody
	if err := readJSON(c, &body); err != nil {
		return err
	}
	decided, err := a.service.Decide(c.Request().Context(), c.Param("id"), []service.Finding{body.Finding}, body.State, body.Reason)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, decisionList{decided.All()})
}

// deleteDecision takes back what was decided on the finding in the query.
func (a *api) deleteDecision(c echo.Context) error {
	asked := service.Finding{Kind: service.FindingKind(c.QueryParam("kind")), ID: c.QueryParam("finding")}
	finding, ok := service.ParseFinding(asked.String())
	if !ok {
		return message.Errorf(message.NotFound, "finding_missing", asked.String())
	}
	decided, err := a.service.Undo(c.Request().Context(), c.Param("id"), []service.Finding{finding})
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, decisionList{decided.All()})
}

// listUnitDecisions lists what was called no problem for a unit.
func (a *api) listUnitDecisions(c echo.Context) error {
	all, err := a.service.UnitDecisions(c.Request().Context(), strings.TrimSpace(c.QueryParam("unit")))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, decisionList{all})
}

// teachHeading makes a heading of the check's draft serve a section of its
// template.
func (a *api) teachHeading(c echo.Context) error {
	var body headingBody
	if err := readJSON(c, &body); err != nil {
		return err
	}
	ctx := c.Request().Context()
	if err := a.service.Teach(ctx, c.Param("id"), body.Section, body.Heading); err != nil {
		return err
	}
	done, err := a.service.LoadCheck(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	t, ok := a.service.Templates().Get(done.Report.Template.ID)
	if !ok {
		return message.Errorf(message.NotFound, "template_unknown", string(done.Report.Template.ID))
	}
	return reply(c, http.StatusOK, viewTemplate(t))
}
