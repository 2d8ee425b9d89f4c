package main

import (
	"fmt"
	"io"
	"strings"

	"hegao/analyzer/batch"
)

// mostPrinted bounds the lists of a batch on a terminal; the files hold all.
const mostPrinted = 10

// printBatch writes a batch as a person reads it.
func printBatch(out io.Writer, v *batch.View, a *app) error {
	p := &printer{app: a, style: styleFor(out)}
	p.line("%s", p.bold(a.say("cmd.batch_head", itoa(v.Counts["files"]), itoa(v.Counts["drafts"]), itoa(v.Counts["failed"]))))
	p.batchRoster(v)
	p.batchGaps(v)
	p.batchShared(v)
	_, err := out.Write(p.Bytes())
	return err
}

func (p *printer) batchRoster(v *batch.View) {
	if !v.Roster.Expected {
		return
	}
	p.line("%s", p.app.say("cmd.batch_roster", itoa(len(v.Roster.Lines)), itoa(len(v.Roster.Missing))))
	if len(v.Roster.Missing) > 0 {
		p.line("  %s", p.yellow(strings.Join(v.Roster.Missing, "、")))
	}
	var names []string
	for _, k := range v.Roster.Unlisted {
		names = append(names, v.Drafts[k].File)
	}
	if len(names) > 0 {
		p.line("%s", p.faint(p.app.say("cmd.batch_unlisted", strings.Join(names, "、"))))
	}
}

func (p *printer) batchGaps(v *batch.View) {
	for _, c := range v.Matrix.Columns {
		if n := c.Lacking(); n > 0 && c.Required {
			p.line("  %s", p.app.say("cmd.batch_lacking", itoa(n), c.Name))
		}
	}
}

func (p *printer) batchShared(v *batch.View) {
	for _, pair := range v.Pairs[:min(len(v.Pairs), mostPrinted)] {
		a, b := v.Drafts[pair.Drafts[0]], v.Drafts[pair.Drafts[1]]
		p.line("  %s", p.yellow(p.app.say("cmd.batch_pair", a.File, b.File, fmt.Sprintf("%.0f%%", 100*pair.Ratio))))
	}
	groups := uncommon(v.Groups)
	if len(groups) > 0 {
		p.line("%s", p.app.say("cmd.batch_groups", itoa(len(groups))))
	}
	for _, g := range groups[:min(len(groups), mostPrinted)] {
		p.line("  %s", p.app.say("cmd.batch_group", itoa(g.Units), itoa(g.Chars), oneLine(g.Text)))
	}
	for _, m := range v.Mistakes[:min(len(v.Mistakes), mostPrinted)] {
		p.line("  %s", p.yellow(p.app.say("cmd.batch_mistake", itoa(len(m.Members)), oneLine(m.Text), oneLine(m.Message))))
	}
}

// uncommon are the groups that are no set phrases.
func uncommon(groups []batch.Group) (out []batch.Group) {
	for _, g := range groups {
		if !g.Common {
			out = append(out, g)
		}
	}
	return out
}
