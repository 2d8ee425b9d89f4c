package ui

import (
	"net/url"
	"strconv"
	"unicode/utf8"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
	"hegao/server/service"
)

// maxQuoted is how much of a passage a card quotes, in characters.
const maxQuoted = 90

func (f *findings) passageCards() []card {
	var out []card
	opened := map[string]string{} // texts of sources, by name
	for i, p := range f.report.Reuse.Passages {
		c := card{
			ID: passageCard(i), Class: lookOf(p.Kind).class, Tag: f.tags[i], Why: p.Why.In(f.visit.lang),
			Places: []link{{"#" + passageAnchor(i), f.visit.say("page.card.locate")}},
			order:  order{passageRank(p.Kind), text.Chars(p.Span.Of(f.report.Text)), p.Span.Start},
		}
		for _, m := range analyzer.Explain(p) {
			c.Explanation = append(c.Explanation, m.In(f.visit.lang))
		}
		f.describe(&c, p)
		if p.Kind.Copied() {
			c.Findings, c.Where = []string{passageFinding(p).String()}, placeOf(f.headings, p.Span.Start)
		}
		if p.Kind.Copied() {
			f.contrast(&c, p, opened)
		}
		if c.Quote == nil && c.Change == nil {
			t := f.report.Text
			c.Quote = quote(t, window(t, clip(t, p.Span, maxQuoted), faultContext, faultContext), p.Span, "said")
		}
		out = append(out, c)
	}
	return out
}

func passageRank(k reuse.Kind) int {
	switch k {
	case reuse.Verbatim, reuse.Near:
		return rankPassage
	case reuse.OwnHistory:
		return rankOwn
	case reuse.Rewritten:
		return rankRewritten
	case reuse.Quotation:
		return rankQuote
	}
	return rankCommon
}

// describe says what the passage is and who else holds it.
func (f *findings) describe(c *card, p reuse.Passage) {
	if len(p.Sources) == 0 {
		c.Kind = f.visit.say(kindName(p.Kind))
		return
	}
	src := p.Sources[0]
	name := sourceName(f.visit, src.Unit, src.Title, src.Year)
	c.Kind = f.visit.say(kindName(p.Kind), name)
	c.Compare = compareURL(f.pairing(p, 0))
	switch p.Kind {
	case reuse.Quotation:
		return
	case reuse.SetPhrase, reuse.SharedText:
		f.holders(c, p)
		return
	}
	c.Source = f.visit.say("page.card.source", src.Title, percent(p.Similarity))
	if n := len(p.Sources) - 1; n > 0 {
		c.Source += f.visit.say("page.card.source_more", n)
	}
}

// holders names who holds what several families hold.
func (f *findings) holders(c *card, p reuse.Passage) {
	c.Source = f.visit.say("page.card.holders", p.Families)
	for i, src := range p.Sources {
		name := sourceName(f.visit, src.Unit, src.Title, src.Year) + " " + percent(src.Similarity)
		c.Holders = append(c.Holders, link{compareURL(f.pairing(p, i)), name})
	}
}

func (f *findings) pairing(p reuse.Passage, source int) service.Pairing {
	return service.Pairing{Check: f.id, Passage: p.ID, Source: source, Families: f.report.Reuse.Limit}
}

func kindName(k reuse.Kind) message.Key {
	switch k {
	case reuse.Verbatim:
		return "page.kind.verbatim"
	case reuse.Near:
		return "page.kind.near"
	case reuse.OwnHistory:
		return "page.kind.own_history"
	case reuse.Rewritten:
		return "page.kind.rewritten"
	case reuse.SharedText:
		return "page.kind.shared_text"
	case reuse.Quotation:
		return "page.kind.quotation"
	}
	return "page.kind.set_phrase"
}

func compareURL(x service.Pairing) string {
	address := "/checks/" + url.PathEscape(x.Check) + "/passages/" + url.PathEscape(x.Passage) + "?source=" + strconv.Itoa(x.Source)
	if x.Families > 0 {
		address += "&families=" + strconv.Itoa(x.Families)
	}
	return address
}

// resultURL is the address of a check's result, with a limit unless it is 0.
func resultURL(check string, families int) string {
	address := "/checks/" + url.PathEscape(check)
	if families > 0 {
		address += "?families=" + strconv.Itoa(families)
	}
	return address
}

// contrast shows what was changed. It reads the source itself rather than
// through service.Compare, which would load the whole check again for every
// card. Rewritten passages differ nearly everywhere: both wordings one under
// the other say more than edits. A source that cannot be had any more leaves
// the card with the draft's words.
func (f *findings) contrast(c *card, p reuse.Passage, opened map[string]string) {
	src := p.Sources[0]
	t, ok := opened[src.Report]
	if !ok {
		_, t, _ = f.service.Archive().Open(f.visit.Request().Context(), src.Report)
		opened[src.Report] = t
	}
	if src.Span.End > len(t) {
		return
	}
	if p.Kind == reuse.Rewritten {
		c.Quote = quote(f.report.Text, clip(f.report.Text, p.Span, maxQuoted), p.Span, "")
		c.Beside = quote(t, clip(t, src.Span, maxQuoted), src.Span, "")
		return
	}
	c.Change = brief(reuse.Diff(src.Span.Of(t), p.Span.Of(f.report.Text)))
}

const (
	// keptAround is how many unchanged characters stay beside a change.
	keptAround = 12
	// maxChange bounds the characters of a card's edits.
	maxChange = 160
)

// brief shortens long unchanged stretches and stops after maxChange
// characters, so that the changes are what is read.
func brief(edits []reuse.Edit) []edit {
	changed := false
	for _, e := range edits {
		changed = changed || e.Op != reuse.Same
	}
	if !changed {
		return nil
	}
	var out []edit
	left := maxChange
	for i, e := range edits {
		s := e.Text
		if e.Op == reuse.Same {
			s = middle(s, i > 0, i+1 < len(edits))
		}
		if n := utf8.RuneCountInString(s); n > left {
			return append(out, edit{string(e.Op), shorten(s, left)})
		} else {
			left -= n
		}
		out = append(out, edit{string(e.Op), s})
	}
	return out
}

// middle cuts an unchanged stretch down to what stands beside the changes
// before and after it.
func middle(s string, before, after bool) string {
	r := []rune(s)
	head, tail := 0, 0
	if before {
		head = keptAround
	}
	if after {
		tail = keptAround
	}
	if len(r) <= head+tail+2 {
		return s
	}
	return string(r[:head]) + "…" + string(r[len(r)-tail:])
}

// spansOf turns edits into spans: of what was added, in the draft from byte
// draft on, and of what was removed, in the source from byte source on.
func spansOf(edits []reuse.Edit, draft, source int) (added, removed []text.Span) {
	for _, e := range edits {
		switch n := len(e.Text); e.Op {
		case reuse.Added:
			added = append(added, text.Span{Start: draft, End: draft + n})
			draft += n
		case reuse.Removed:
			removed = append(removed, text.Span{Start: source, End: source + n})
			source += n
		default:
			draft += n
			source += n
		}
	}
	return added, removed
}
