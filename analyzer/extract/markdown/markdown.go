// Package markdown reads Markdown (CommonMark with tables, strikethrough,
// task lists and footnotes) as its reader sees it: without the markup, with
// the numbers of ordered lists.
//
// A line break inside a paragraph is kept. Those who write reports put every
// heading and sentence on a line of its own and no blank line between.
package markdown

import (
	"context"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	source "github.com/yuin/goldmark/text"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/plain"
	"hegao/analyzer/text"
)

// Is reports whether data is text under the name of a Markdown file. Only
// the name can tell: every text is Markdown, and a "#" or "*" in a report is
// more often a sign left in by mistake.
func Is(name string, data []byte) bool {
	name = strings.ToLower(name)
	if !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, ".markdown") {
		return false
	}
	return plain.Is(name, data)
}

// Read makes a document of a Markdown text. It fails with format_unknown,
// file_empty, text_too_long, xml_limit for markup so dense that reading it
// would take more than a few seconds, or ctx's error, which is not looked at
// while the markup is being parsed.
func Read(ctx context.Context, name string, data []byte, lim limits.Limits) (*text.Document, error) {
	decoded, err := plain.Decode(name, data)
	if err != nil {
		return nil, err
	}
	src := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(decoded.Text)
	if err := checkSize(name, src, lim); err != nil {
		return nil, err
	}
	md := goldmark.New(goldmark.WithExtensions(
		extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote))
	root := md.Parser().Parse(source.NewReader([]byte(src)))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	b := blocks.New(name, lim)
	w := &walker{src: []byte(src), add: b.Add}
	if err := w.children(root, nil); err != nil {
		return nil, err
	}
	doc, err := b.Document(text.FormatMarkdown)
	if err != nil {
		return nil, err
	}
	doc.Warnings = decoded.Warnings
	return doc, nil
}
