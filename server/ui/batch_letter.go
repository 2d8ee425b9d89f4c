package ui

import (
	"net/http"
	"strconv"

	"hegao/analyzer/message"
	"hegao/server/problem"
	"hegao/server/service"
)

// letterView is the letter about one draft.
type letterView struct {
	Error    string
	Batch    string // address of the batch
	Name     string // of the batch
	Unit     string
	File     string
	Title    string
	Check    string // address of the draft's result
	Action   string
	Text     string
	Edited   bool
	Saved    bool
	Most     int
	Previous string
	Next     string
	Position string
}

func (u *pages) letter(v *visit) error { return u.showLetter(v, http.StatusOK, nil) }

func (u *pages) showLetter(v *visit, status int, failed error) error {
	b, err := u.service.Batch(v.Request().Context(), v.Param("id"))
	if err != nil {
		return err
	}
	n, err := letterNumber(v)
	if err != nil {
		return err
	}
	l, err := u.service.Letter(v.Request().Context(), b.ID, n, v.lang)
	if err != nil {
		return err
	}
	view := letterOf(v, b, l)
	if failed != nil {
		problem.Note(v, failed)
		view.Error, view.Text = problem.Sentence(failed, v.lang), v.FormValue("text")
	}
	return u.show(v, status, "letter", v.say("page.letter.title", view.Unit), "batches", view)
}

func letterOf(v *visit, b *service.Batch, l *service.Letter) letterView {
	view := letterView{
		Batch: batchURL(b.ID), Name: b.Name, Unit: linkOf(l.About).Name, File: inZip(l.About.File), Title: l.About.Title,
		Check: resultURL(l.About.Check, 0), Action: letterURL(b.ID, l.Draft), Text: l.Text, Edited: l.Edited,
		Saved: v.QueryParam("saved") != "", Most: service.MaxLetter, Position: v.say("page.letter.position", l.Draft+1, l.Of),
	}
	if l.Draft > 0 {
		view.Previous = letterURL(b.ID, l.Draft-1)
	}
	if l.Draft+1 < l.Of {
		view.Next = letterURL(b.ID, l.Draft+1)
	}
	return view
}

func letterURL(batch string, n int) string { return batchURL(batch) + "/letters/" + strconv.Itoa(n) }

func letterNumber(v *visit) (int, error) {
	n, err := strconv.Atoi(v.Param("n"))
	if err != nil || n < 0 {
		return 0, message.Errorf(message.NotFound, "letter_missing")
	}
	return n, nil
}

// saveLetter keeps the letter that was sent, or goes back to the one drawn up.
func (u *pages) saveLetter(v *visit) error {
	n, err := letterNumber(v)
	if err != nil {
		return err
	}
	ctx, id := v.Request().Context(), v.Param("id")
	if v.FormValue("reset") != "" {
		if err := u.service.ResetLetter(ctx, id, n); err != nil {
			return err
		}
		return v.leadTo(letterURL(id, n))
	}
	err = u.service.SaveLetter(ctx, id, n, v.FormValue("text"))
	switch {
	case err == nil:
		return v.leadTo(letterURL(id, n) + "?saved=1")
	case v.wantsJSON() || message.CodeOf(err) != message.Invalid && message.CodeOf(err) != message.TooLarge:
		return err
	}
	return u.showLetter(v, problem.Status(err), err)
}

// lettersView is every letter of a batch, to be printed.
type lettersView struct {
	Batch   string
	Name    string
	Letters []letterView
}

func (u *pages) letters(v *visit) error {
	ctx := v.Request().Context()
	b, err := u.service.Batch(ctx, v.Param("id"))
	if err != nil {
		return err
	}
	all, err := u.service.Letters(ctx, b.ID, v.lang)
	if err != nil {
		return err
	}
	view := lettersView{Batch: batchURL(b.ID), Name: b.Name}
	for i := range all {
		view.Letters = append(view.Letters, letterOf(v, b, &all[i]))
	}
	return u.show(v, http.StatusOK, "letters", v.say("page.letters.title", b.Name), "batches", view)
}
