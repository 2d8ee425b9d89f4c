package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"hegao/analyzer/extract"
	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// The commands that show what the checker sees.

func messageKey(group, name string) message.Key { return message.Key(group + "." + name) }

func (a *app) extractCommand() *cobra.Command {
	return &cobra.Command{
		Use: "extract FILE", Short: a.say("cmd.extract"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			doc, err := a.document(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if a.json() {
				return json.NewEncoder(a.stdout).Encode(extractView(args[0], doc))
			}
			_, err = fmt.Fprintln(a.stdout, doc.Text)
			return err
		},
	}
}

func (a *app) document(ctx context.Context, path string) (*text.Document, error) {
	data, err := a.read(path)
	if err != nil {
		return nil, err
	}
	return a.files.Extract(ctx, path, data, extract.DefaultLimits())
}

// block is a block of an extracted text; offsets are code points.
type block struct {
	Kind  text.BlockKind `json:"kind"`
	Level int            `json:"level,omitempty"`
	Start int            `json:"start"`
	End   int            `json:"end"`
	Label string         `json:"label,omitempty"`
}

func extractView(file string, doc *text.Document) any {
	index := text.NewRuneIndex(doc.Text)
	blocks := make([]block, 0, len(doc.Blocks))
	for _, b := range doc.Blocks {
		start, end := index.Span(b.Span)
		blocks = append(blocks, block{b.Kind, b.Level, start, end, b.Label.Of(doc.Text)})
	}
	return struct {
		File     string         `json:"file"`
		Format   text.Format    `json:"format"`
		Meta     text.Meta      `json:"meta"`
		Text     string         `json:"text"`
		Blocks   []block        `json:"blocks"`
		Warnings []text.Warning `json:"warnings"`
	}{file, doc.Format, doc.Meta, doc.Text, blocks, append([]text.Warning{}, doc.Warnings...)}
}

// splitPart is a report of a file, splitResidue what belongs to none.
type splitPart struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Title string `json:"title"`
}

type splitResidue struct {
	Start int                 `json:"start"`
	End   int                 `json:"end"`
	Kind  outline.ResidueKind `json:"kind"`
}

func (a *app) splitCommand() *cobra.Command {
	return &cobra.Command{
		Use: "split FILE", Short: a.say("cmd.split"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			doc, err := a.document(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return a.printSplit(doc)
		},
	}
}

func (a *app) printSplit(doc *text.Document) error {
	index := text.NewRuneIndex(doc.Text)
	parts, residue := outline.Split(doc)
	view := struct {
		Reports []splitPart    `json:"reports"`
		Residue []splitResidue `json:"residue"`
	}{[]splitPart{}, []splitResidue{}}
	for _, p := range parts {
		start, end := index.Span(p.Span)
		view.Reports = append(view.Reports, splitPart{start, end, p.Title.Of(doc.Text)})
	}
	for _, r := range residue {
		start, end := index.Span(r.Span)
		view.Residue = append(view.Residue, splitResidue{start, end, r.Kind})
	}
	if a.json() {
		return json.NewEncoder(a.stdout).Encode(view)
	}
	for i, p := range view.Reports {
		fmt.Fprintf(a.stdout, "%3d  %7d–%-7d  %s\n", i+1, p.Start, p.End, oneLine(short(parts[i].Span.Of(doc.Text), 40)))
	}
	for i, r := range view.Residue {
		fmt.Fprintf(a.stdout, "  –  %7d–%-7d  %s  %s\n", r.Start, r.End, a.say(messageKey("residue", string(r.Kind))), oneLine(short(residue[i].Span.Of(doc.Text), 40)))
	}
	return nil
}
