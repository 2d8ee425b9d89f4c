package main

import (
	"context"
	"fmt"
	"io/fs"

	"hegao/analyzer/evaluate/generate"
	"hegao/analyzer/text"
)

// options puts together what goes into the folder.
func options(ctx context.Context, files fs.FS, s settings) (generate.Options, error) {
	o := generate.Options{Seed: s.seed, CasesPerDraft: s.cases}
	reports, err := readReports(ctx, files)
	if err != nil {
		return o, err
	}
	if o.Extra, err = readRewrites(files); err != nil {
		return o, err
	}
	c, err := readCopies(files)
	if err != nil {
		return o, err
	}
	for _, r := range o.Extra {
		c.sources[r.Source] = true
	}
	for _, d := range reports {
		host, ok, err := honestHost(c, d)
		if err != nil {
			return o, err
		}
		if ok && len(o.Hosts) < s.drafts/2 {
			o.Hosts = append(o.Hosts, host)
		} else {
			o.Archive = append(o.Archive, d)
		}
	}
	return o, fill(&o, s)
}

// hostChars is the least length of a host, in compared characters.
const hostChars = 1200

// honestHost makes a host of a report of testdata: one that nobody copied
// from, so that the archive can do without it, less what it copied itself.
func honestHost(c copies, d generate.Document) (host generate.Document, ok bool, err error) {
	if c.sources[d.Name] {
		return d, false, nil
	}
	host = d
	host.Text, err = c.own(d)
	return host, err == nil && text.Chars(host.Text) >= hostChars, err
}

// fill adds generated reports. The archive gets the first ones of the corpus;
// hosts are taken from behind them, and only families that are not in the
// archive.
func fill(o *generate.Options, s settings) error {
	inArchive := max(s.archive-len(o.Archive), 0)
	wanted := s.drafts - len(o.Hosts) + s.patchworks + (s.honest+1)/2
	c := generate.NewCorpus(s.seed, inArchive+2*wanted)
	for i := range inArchive {
		o.Archive = append(o.Archive, document(fmt.Sprintf("generated-%03d", i), c.Report(i)))
	}
	next := inArchive
	host := func() (generate.Document, error) {
		for ; next < c.Size(); next++ {
			if c.FamilyOf(next) == next {
				next++
				return document("", c.Report(next-1)), nil
			}
		}
		return generate.Document{}, fmt.Errorf("the corpus has too few reports written anew")
	}
	add := func(to *[]generate.Document, until int) error {
		for len(*to) < until {
			d, err := host()
			if err != nil {
				return err
			}
			*to = append(*to, d)
		}
		return nil
	}
	for i := range s.honest / 2 {
		o.Negatives = append(o.Negatives, document("", c.Formulaic(i)))
	}
	if err := add(&o.Hosts, s.drafts); err != nil {
		return err
	}
	if err := add(&o.Patchworks, s.patchworks); err != nil {
		return err
	}
	return add(&o.Negatives, s.honest)
}

func document(name string, r generate.Report) generate.Document {
	return generate.Document{Name: name, Unit: r.Unit, Year: r.Year, Type: r.Type, Title: r.Title, Text: r.Text}
}
