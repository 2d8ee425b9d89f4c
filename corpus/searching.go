package corpus

import (
	"context"

	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// searching is one search under way.
type searching struct {
	archive        *Archive
	full           FullText
	q              Query
	words, phrases []string
	lib            *template.Library // where a section is asked for
}

// within makes ready to look inside a section only.
func (s *searching) within() (err error) {
	if s.q.Section == "" {
		return nil
	}
	if s.lib, err = template.Builtin(); err != nil {
		return err
	}
	if _, ok := s.lib.Role(template.RoleID(s.q.Section)); !ok {
		return message.Errorf(message.Invalid, "section_role", s.q.Section)
	}
	return nil
}

// sought is what a text must hold to be a match: all phrases, and inside a
// section the words too, which the index found anywhere.
func (s *searching) sought() []string {
	if s.q.Section == "" {
		return s.phrases
	}
	return append(append([]string{}, s.phrases...), s.words...)
}

// marker finds words in a text, in the section that was asked for; ok is
// false where the text has none such.
func (s *searching) marker(t string) (m *marker, ok bool) {
	m = newMarker(t)
	if s.q.Section == "" {
		return m, true
	}
	m.within = sectionsOf(s.lib, t, template.RoleID(s.q.Section))
	return m, len(m.within) > 0
}

// sectionsOf lists the parts of a text under headings of a role, the outermost
// of each. Cost: that of outline.Parse.
func sectionsOf(lib *template.Library, t string, role template.RoleID) []text.Span {
	doc := &text.Document{Text: t, Blocks: text.Lines(t), Format: text.FormatText}
	var out []text.Span
	for _, h := range outline.Parse(doc).Headings {
		if n := len(out); n > 0 && out[n-1].Contains(h.Span) {
			continue
		}
		for _, r := range lib.RolesOf(h.Title.Of(t)) {
			if r == role {
				out = append(out, text.Span{Start: h.Span.Start, End: max(h.Body.End, h.Span.End)})
				break
			}
		}
	}
	return out
}

// plain is a search that the index answers by itself.
func (s *searching) plain(ctx context.Context) (*Results, error) {
	if s.q.Distinct {
		return s.distinct(ctx)
	}
	matches, total, facets, err := s.full.Find(ctx, s.q)
	if err != nil {
		return nil, err
	}
	hits, err := s.hits(ctx, matches)
	return &Results{Total: total, Hits: hits, Facets: facets, More: s.q.Offset+len(matches) < total}, err
}

// distinct reads matches until a page of families is full. At most
// maxVerified are looked at.
func (s *searching) distinct(ctx context.Context) (*Results, error) {
	var all []Match
	res := &Results{}
	page := s.q
	page.Limit = maxLimit
	for page.Offset = 0; page.Offset < maxVerified; page.Offset += page.Limit {
		matches, total, facets, err := s.full.Find(ctx, page)
		if err != nil {
			return nil, err
		}
		res.Total, res.Facets = total, facets
		all = append(all, matches...)
		if _, more := s.page(all, s.q.Offset); more || page.Offset+page.Limit >= total {
			break
		}
	}
	shown, more := s.page(all, s.q.Offset)
	res.More = more
	var err error
	res.Hits, err = s.hits(ctx, shown)
	return res, err
}

// page is the matches from offset on, of each family the first where the
// query is Distinct, and whether there are more.
func (s *searching) page(matches []Match, offset int) (shown []Match, more bool) {
	if s.q.Distinct {
		s.archive.mu.RLock()
		defer s.archive.mu.RUnlock()
		seen := map[FamilyID]bool{}
		var first []Match
		for _, m := range matches {
			if f := s.archive.families.of(m.ID); !seen[f] {
				seen[f] = true
				first = append(first, m)
			}
		}
		matches = first
	}
	from := min(offset, len(matches))
	to := min(from+s.q.Limit, len(matches))
	return matches[from:to], to < len(matches)
}

// maxKin bounds the relatives that are counted for a page of hits.
const maxKin = 2000

// countKin counts the relatives of the hits. Cost: one walk over the reports
// that belong to a family named after another, and one query.
func (a *Archive) countKin(ctx context.Context, hits []Hit) error {
	at := map[FamilyID]int{}
	var ids []ReportID
	a.mu.RLock()
	for i, h := range hits {
		f := a.families.of(h.Report.ID)
		at[f] = i
		ids = append(ids, f)
	}
	for id, f := range a.families {
		if _, ok := at[f]; ok && len(ids) < maxKin {
			ids = append(ids, id)
		}
	}
	a.mu.RUnlock()
	relatives, err := a.store.Reports(ctx, ids)
	if err != nil {
		return err
	}
	units := map[FamilyID]map[Unit]bool{}
	for _, r := range relatives {
		f := FamilyID(a.Family(reuse.DocID(r.ID)))
		i, ok := at[f]
		if !ok || r.ID == hits[i].Report.ID {
			continue
		}
		hits[i].Family.Reports++
		if r.Unit != "" && r.Unit != hits[i].Report.Unit {
			if units[f] == nil {
				units[f] = map[Unit]bool{}
			}
			units[f][r.Unit] = true
			hits[i].Family.Units = len(units[f])
		}
	}
	return nil
}
