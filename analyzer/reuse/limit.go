package reuse

import "hegao/analyzer/message"

// Limited is the result as it would be if a passage were common from this
// number of families on, whatever else speaks for it: a reader who knows the
// field may know better. Nothing is compared anew. Passages that would be too
// short to count are left out. A limit of 0 is the result itself.
func (r *Result) Limited(families int) *Result {
	if families <= 0 {
		return r
	}
	out := *r
	out.Limit, out.Passages = families, nil
	for _, p := range r.Passages {
		if p.Kind != Quotation {
			p.Kind = p.kindAt(families)
		}
		if p.Kind == "" {
			continue
		}
		p.Why = p.why()
		out.Passages = append(out.Passages, p)
	}
	out.share()
	return &out
}

func (p *Passage) kindAt(families int) Kind {
	switch {
	case p.Families < families:
		return p.Own
	case p.Chars < longChars:
		return SetPhrase
	default:
		return SharedText
	}
}

func (p *Passage) why() message.Message {
	return message.New(message.Key("passage."+string(p.Kind)), p.Chars, percent(p.Similarity), p.Families)
}
