package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"hegao/analyzer/evaluate/generate"
	"hegao/analyzer/extract"
	"hegao/analyzer/text"
	"hegao/corpus"
)

// readReports reads the reports of testdata as the program would.
func readReports(ctx context.Context, files fs.FS) ([]generate.Document, error) {
	inputs, err := corpus.ManifestIn(files, "manifest.csv")
	if err != nil {
		return nil, err
	}
	var out []generate.Document
	for _, in := range inputs {
		data, err := in.Read()
		if err != nil {
			return nil, err
		}
		doc, err := extract.Extract(ctx, in.Name, data, extract.DefaultLimits())
		if err != nil {
			return nil, err
		}
		out = append(out, generate.Document{
			Name: nameOf(in.Name), Unit: string(in.Known.Unit), Year: in.Known.Year,
			Type: string(in.Known.Kind), Title: in.Known.Title, Text: doc.Text,
		})
	}
	return out, nil
}

// nameOf is the name of a file without folder and extension.
func nameOf(file string) string {
	return strings.TrimSuffix(path.Base(file), path.Ext(file))
}

// copies is what copies.csv says.
type copies struct {
	sources map[string]bool        // reports that were copied from
	taken   map[string][][2]string // by report: where each copied passage begins and ends
}

func readCopies(files fs.FS) (copies, error) {
	c := copies{sources: map[string]bool{}, taken: map[string][][2]string{}}
	f, err := files.Open("copies.csv")
	if err != nil {
		return c, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return c, err
	}
	var at [4]int
	for i, name := range []string{"file", "source", "from", "to"} {
		if at[i] = slices.Index(rows[0], name); at[i] < 0 {
			return c, fmt.Errorf("copies.csv has no column %s", name)
		}
	}
	for _, row := range rows[1:] {
		file := nameOf(row[at[0]])
		c.sources[nameOf(row[at[1]])] = true
		c.taken[file] = append(c.taken[file], [2]string{row[at[2]], row[at[3]]})
	}
	return c, nil
}

// own is the text of a report without the passages that it copied.
func (c copies) own(d generate.Document) (string, error) {
	var cuts []text.Span
	for _, p := range c.taken[d.Name] {
		start := strings.Index(d.Text, p[0])
		length := strings.Index(d.Text[max(start, 0):], p[1])
		if start < 0 || length < 0 {
			return "", fmt.Errorf("copies.csv: %q to %q does not stand in %s", p[0], p[1], d.Name)
		}
		cuts = append(cuts, text.Span{Start: start, End: start + length + len(p[1])})
	}
	slices.SortFunc(cuts, func(a, b text.Span) int { return a.Start - b.Start })
	var b strings.Builder
	from := 0
	for _, cut := range cuts {
		if cut.Start > from {
			b.WriteString(d.Text[from:cut.Start])
		}
		from = max(from, cut.End)
	}
	b.WriteString(d.Text[from:])
	return b.String(), nil
}

// readRewrites reads rewrites/*.json: passages of the reports that a person
// said anew, lightly, moderately and heavily. There may be none.
func readRewrites(files fs.FS) ([]generate.Rewrite, error) {
	names, err := fs.Glob(files, "rewrites/*.json")
	if err != nil {
		return nil, err
	}
	var out []generate.Rewrite
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var rewrites []struct{ Source, Passage, Light, Moderate, Heavy string }
		if err := json.Unmarshal(data, &rewrites); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, r := range rewrites {
			for kind, t := range map[string]string{"rewrite_light": r.Light, "rewrite_moderate": r.Moderate, "rewrite_heavy": r.Heavy} {
				if t != "" {
					out = append(out, generate.Rewrite{Source: nameOf(r.Source), Passage: r.Passage, Text: t, Kind: kind})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b generate.Rewrite) int { return strings.Compare(a.Kind, b.Kind) })
	return out, nil
}
