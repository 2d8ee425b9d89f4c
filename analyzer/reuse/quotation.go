package reuse

import "strings"

// quoteShare is the share of a passage that must stand in quotation marks or
// in the title of a cited document for the passage to be a quotation.
const quoteShare = 0.8

// maxQuote is the longest text between two marks, in bytes: a mark that was
// never closed must not make the rest of the report a quotation.
const maxQuote = 1200

var quoteMarks = []struct{ open, close string }{{"“", "”"}, {"《", "》"}, {"「", "」"}, {"『", "』"}}

// quotedBytes marks the bytes of t that stand between quotation marks.
// Cost: O(len(t)).
func quotedBytes(t string) []bool {
	quoted := make([]bool, len(t))
	for _, q := range quoteMarks {
		for at := 0; ; {
			i := strings.Index(t[at:], q.open)
			if i < 0 {
				break
			}
			start := at + i + len(q.open)
			end := strings.Index(t[start:], q.close)
			if end < 0 {
				break
			}
			if end <= maxQuote {
				for k := start; k < start+end; k++ {
					quoted[k] = true
				}
			}
			at = start
		}
	}
	return quoted
}

func (s *stretchOf) quoted() bool {
	if s.f.quoted == nil {
		s.f.quoted = quotedBytes(s.f.draft.Text)
	}
	n := 0
	for i := s.from; i < s.to; i++ {
		if s.f.quoted[s.f.track.Starts[i]] {
			n++
		}
	}
	return float64(n) >= quoteShare*float64(s.to-s.from)
}
