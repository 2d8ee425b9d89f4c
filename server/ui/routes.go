package ui

import "github.com/labstack/echo/v4"

// registerArchive adds the pages that lay whole texts side by side, those that
// change the archive, and those of templates.
func (u *pages) registerArchive(e *echo.Echo) {
	u.get(e, "/checks/:id/compare", u.besideCheck)
	u.get(e, "/archive/reports/:name/compare", u.besideReport)
	u.post(e, "/archive/reports/:name", u.correct)
	u.post(e, "/archive/reports/:name/delete", u.deleteReport)
	u.get(e, "/archive/deleted", u.deleted)
	u.post(e, "/archive/deleted", u.restore)
	u.get(e, "/archive/export", u.export)
	u.post(e, "/archive/jobs/:id", u.takeIn)
	u.get(e, "/templates", u.templates)
	u.get(e, "/templates/new", u.newTemplate)
	u.post(e, "/templates/new", u.propose)
	u.get(e, "/templates/:id", u.template)
	u.post(e, "/templates/:id/drop", u.dropTemplate)
	u.get(e, "/templates/:id/edit", u.editTemplate)
	u.post(e, "/templates/:id/edit", u.saveTemplate)
}

// archivePages are the templates of these pages.
func archivePages() []string {
	return []string{"beside", "deleted", "templates", "template", "template_new", "template_edit"}
}
