package analyzer

import (
	"fmt"
	"math"

	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
)

// How clearly a source stands out from the next family is said in words: from
// clearPlain on plainly, from clearWell on clearly, below that barely.
const (
	clearPlain = 6
	clearWell  = 3.5
)

// Explain says why a passage was taken: how much of it the source holds, how
// much of that tells anything, how clearly the source stands out, and how many
// families hold it. It is nil for a passage whose evidence nobody measured.
func Explain(p reuse.Passage) []message.Message {
	if p.Chars == 0 {
		return nil
	}
	out := []message.Message{explainKept(p), explainRare(p.Evidence)}
	if p.Evidence.Formula > 0 {
		out = append(out, message.New("explain.formula", p.Evidence.Formula))
	}
	if p.Evidence.Clear > 0 {
		out = append(out, explainClear(p.Evidence.Clear))
	}
	out = append(out, explainFamilies(p.Families))
	if common(p.Kind) {
		out = append(out, explainOwn(p.Own))
	}
	return out
}

// common reports whether the kind is text that several families hold.
func common(k reuse.Kind) bool { return k == reuse.SetPhrase || k == reuse.SharedText }

func explainKept(p reuse.Passage) message.Message {
	if p.Evidence.Kept >= p.Chars {
		return message.New("explain.kept_all", p.Chars)
	}
	return message.New("explain.kept", p.Evidence.Kept, p.Chars)
}

func explainRare(e reuse.Evidence) message.Message {
	if e.Rare == 0 {
		return message.Say("explain.rare_none")
	}
	return message.New("explain.rare", e.Rare)
}

func explainClear(margin float64) message.Message {
	margin = math.Round(10*margin) / 10 // as it is shown, so that word and number agree
	key := message.Key("explain.clear_barely")
	switch {
	case margin >= clearPlain:
		key = "explain.clear_plainly"
	case margin >= clearWell:
		key = "explain.clear_clearly"
	}
	return message.New(key, fmt.Sprintf("%.1f", margin))
}

func explainFamilies(n int) message.Message {
	if n <= 1 {
		return message.Say("explain.family")
	}
	return message.New("explain.families", n)
}

func explainOwn(own reuse.Kind) message.Message {
	if own == "" {
		return message.Say("explain.own_none")
	}
	return message.New("explain.own", "@kind."+string(own))
}

// ExplainNothing says what was looked at where no passage was found, so that
// nobody takes an empty archive or a strict limit for a clean draft.
func ExplainNothing(r *reuse.Result) []message.Message {
	c := r.Compared
	if c.Reports == 0 {
		return []message.Message{message.Say("explain.archive_empty")}
	}
	out := []message.Message{message.New("explain.compared", c.Reports, c.Candidates, c.Parts, reuse.Guarantee)}
	if r.Limit > 0 {
		out = append(out, message.New("explain.limit", r.Limit))
	}
	return out
}
