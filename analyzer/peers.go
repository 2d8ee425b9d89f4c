package analyzer

import (
	"context"
	"slices"
	"sync"

	"hegao/analyzer/outline"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// peersRead is how many reports of a kind a draft is compared with in length:
// enough for a median, and few enough to be read at the first check of a kind.
const peersRead = 15

// peers keeps how long the sections of each kind of report are, until the
// archive grows by a tenth.
type peers struct {
	mu   sync.Mutex
	kept map[template.ID]peerLengths
}

type peerLengths struct {
	reports int // in the archive when it was read
	lengths *template.Lengths
}

// of returns what the archive's newest reports of the template's kind are
// like. Cost: at the first call for a kind, reading and covering peersRead
// reports, some 5 ms each.
func (p *peers) of(ctx context.Context, a *Analyzer, t *template.Template) (template.Peers, error) {
	past, ok := a.archive.(Past)
	reports := a.archive.Reports()
	if !ok || reports == 0 {
		return template.Peers{}, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if k, ok := p.kept[t.ID]; ok && reports < k.reports+k.reports/10+1 {
		return template.Peers{Median: k.lengths.Median}, nil
	}
	texts, err := past.Newest(ctx, string(t.ID), peersRead)
	if err != nil {
		return template.Peers{}, err
	}
	lengths := &template.Lengths{}
	for _, body := range texts {
		doc := &text.Document{Text: body, Blocks: text.Lines(body), Format: text.FormatText}
		lengths.Add(a.templates.Cover(t, doc, outline.Parse(doc)))
	}
	if p.kept == nil {
		p.kept = map[template.ID]peerLengths{}
	}
	p.kept[t.ID] = peerLengths{reports, lengths}
	return template.Peers{Median: lengths.Median}, nil
}

// general are the places that many unrelated reports hold, in reading order
// and without overlaps.
func general(r *reuse.Result) []text.Span {
	var out []text.Span
	for _, p := range r.Passages {
		if p.Kind == reuse.SetPhrase || p.Kind == reuse.SharedText {
			out = append(out, p.Span)
		}
	}
	slices.SortFunc(out, func(a, b text.Span) int { return a.Start - b.Start })
	merged := out[:0]
	for _, s := range out {
		if n := len(merged); n > 0 && s.Start < merged[n-1].End {
			merged[n-1].End = max(merged[n-1].End, s.End)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}
