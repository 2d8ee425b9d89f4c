package finding

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// Percent writes a share as people say it: whole percents, but never 0 for
// something and never 100 for less than all.
func Percent(share float64) string {
	p := math.Round(share * 100)
	switch {
	case share > 0 && p < 1:
		return "<1%"
	case share < 1 && p >= 100:
		return "99%"
	}
	return strconv.Itoa(int(p)) + "%"
}

// Basis says on what authority something is asked for. Only a regulation
// that was read is called one; custom is called custom.
func Basis(lang message.Lang, b template.Basis) string {
	key := message.Key("page.tier.experience")
	switch b.Tier {
	case template.Regulation:
		key = "page.tier.regulation"
	case template.Reported:
		key = "page.tier.reported"
	case template.Custom:
		key = "page.tier.custom"
	}
	if b.Text == "" {
		return message.Text(lang, key)
	}
	return message.Text(lang, "page.tier.with", message.Text(lang, key), b.Text)
}

// State says how a section stands; what is absent without being asked for is
// not called missing.
func State(lang message.Lang, s template.Status, required bool) string {
	if s == template.Missing && !required {
		return message.Text(lang, "page.state.optional")
	}
	return message.Text(lang, message.Key("page.state."+string(s)))
}

// Step is one step of the chain of ratios.
type Step struct{ Label, Share string }

// Chain shows what each exclusion does to the share of text that stands
// elsewhere; nil where the draft is too short for one, and where there was
// nothing to compare with.
func Chain(r *analyzer.Report, lang message.Lang) []Step {
	x := r.Reuse.Ratios
	if x == nil || r.Stats.Reports == 0 {
		return nil
	}
	return []Step{
		{message.Text(lang, "page.chain.total"), Percent(x.Total)},
		{message.Text(lang, "page.chain.set"), Percent(x.WithoutSetPhrases)},
		{message.Text(lang, "page.chain.quote"), Percent(x.WithoutQuotations)},
		{message.Text(lang, "page.chain.own"), Percent(x.OtherUnits)},
	}
}

// Around is a finding's place with n characters of its line on either side.
func Around(t string, s text.Span, n int) text.Span {
	for range n {
		r, size := utf8.DecodeLastRuneInString(t[:s.Start])
		if size == 0 || r == '\n' {
			break
		}
		s.Start -= size
	}
	for range n {
		r, size := utf8.DecodeRuneInString(t[s.End:])
		if size == 0 || r == '\n' {
			break
		}
		s.End += size
	}
	return s
}

// Shorten cuts s after n characters and takes line ends out of it.
func Shorten(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}
