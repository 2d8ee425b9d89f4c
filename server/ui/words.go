package ui

import (
	"strconv"

	"hegao/analyzer/annotate/finding"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
)

// percent writes a share as people say it.
func percent(share float64) string { return finding.Percent(share) }

// basisIn says on what authority something is asked for. Only a regulation
// that was read is called one; custom is called custom.
func basisIn(lang message.Lang) func(template.Basis) string {
	return func(b template.Basis) string {
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
}

// yearIn writes a year, or that it is not known.
func yearIn(lang message.Lang) func(int) string {
	return func(y int) string {
		if y == 0 {
			return message.Text(lang, "page.year.unknown")
		}
		return message.Text(lang, "page.year", strconv.Itoa(y))
	}
}

func listComma(lang message.Lang) string {
	if lang == message.English {
		return ", "
	}
	return "、"
}

// shorten cuts s after n characters.
func shorten(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}
