package reuse

import "context"

// Between compares drafts with one another: each with all others, as if they
// were an archive. Result k is that of draft k; its sources are named as
// names[k] says. A draft's Exclude is not looked at. Cost: about that of Find
// for each draft, and Memory for all.
func Between(ctx context.Context, drafts []Draft, names []string) ([]*Result, error) {
	m := NewMemory()
	for k, d := range drafts {
		m.Add(Source{Name: names[k], Unit: d.Unit, Text: d.Text})
	}
	out := make([]*Result, len(drafts))
	for k, d := range drafts {
		d.Exclude = DocID(k + 1)
		var err error
		if out[k], err = Find(ctx, m, d); err != nil {
			return nil, err
		}
	}
	return out, nil
}
