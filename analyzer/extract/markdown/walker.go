package markdown

import (
	"bufio"
	"html"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	render "github.com/yuin/goldmark/renderer/html"
	nethtml "golang.org/x/net/html"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/text"
)

// walker turns the parsed tree into pieces, in reading order.
type walker struct {
	src []byte
	add func(blocks.Piece) error
}

// item is the list item whose first block is still to come.
type item struct {
	label string
	shown bool
}

// children walks the blocks inside n; it is the list item they stand in.
func (w *walker) children(n ast.Node, it *item) error {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if err := w.block(c, it); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) block(n ast.Node, it *item) error {
	switch n := n.(type) {
	case *ast.Heading:
		return w.put(blocks.Piece{Text: w.inline(n), Kind: text.Heading, Level: n.Level}, it)
	case *ast.Paragraph, *ast.TextBlock:
		return w.put(blocks.Piece{Text: w.inline(n), Kind: text.Paragraph}, it)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return w.put(blocks.Piece{Text: strings.TrimRight(w.lines(n), "\n"), Kind: text.Paragraph}, it)
	case *ast.HTMLBlock:
		return w.html(n, it)
	case *ast.List:
		return w.list(n)
	case *extast.TableHeader, *extast.TableRow:
		return w.row(n)
	}
	return w.children(n, it)
}

// put hands a piece on. The first of a list item carries its number.
func (w *walker) put(p blocks.Piece, it *item) error {
	if p.Blank() {
		return nil
	}
	if it != nil && !it.shown {
		it.shown = true
		if p.Kind == text.Paragraph {
			p.Kind = text.ListItem
		}
		if it.label != "" {
			p.Text = it.label + " " + p.Text
			p.Label = len(it.label)
		}
	}
	return w.add(p)
}

func (w *walker) list(n *ast.List) error {
	next := n.Start
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		it := &item{}
		if n.IsOrdered() {
			it.label = strconv.Itoa(next) + string(n.Marker)
			next++
		}
		if err := w.children(c, it); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) row(n ast.Node) error {
	var cells []blocks.Piece
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		cells = append(cells, blocks.Piece{Text: w.inline(c)})
	}
	return w.add(blocks.Row(cells))
}

// lines returns the source lines of a block that is taken as it is.
func (w *walker) lines(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		b.Write(at.Value(w.src))
	}
	return b.String()
}

// html reads the text between the tags of a stretch of HTML, a block for
// each line; what the tags mean is left to those who write pages.
func (w *walker) html(n *ast.HTMLBlock, it *item) error {
	raw := w.lines(n)
	if n.HasClosure() {
		raw += string(n.ClosureLine.Value(w.src))
	}
	for line := range strings.Lines(withoutTags(raw)) {
		if err := w.put(blocks.Piece{Text: strings.TrimRight(line, "\n"), Kind: text.Paragraph}, it); err != nil {
			return err
		}
	}
	return nil
}

func withoutTags(raw string) string {
	var b strings.Builder
	z := nethtml.NewTokenizer(strings.NewReader(raw))
	silent := false
	for {
		switch z.Next() {
		case nethtml.ErrorToken:
			return b.String()
		case nethtml.StartTagToken:
			name, _ := z.TagName()
			silent = string(name) == "script" || string(name) == "style"
		case nethtml.EndTagToken:
			silent = false
		case nethtml.TextToken:
			if !silent {
				b.Write(z.Text())
			}
		}
	}
}

// inline returns the text inside a block, without its markup.
func (w *walker) inline(n ast.Node) string {
	var b strings.Builder
	w.writeInline(&b, n, false)
	return b.String()
}

func (w *walker) writeInline(b *strings.Builder, n ast.Node, raw bool) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			w.writeText(b, c, raw)
		case *ast.String:
			b.Write(c.Value)
		case *ast.AutoLink:
			b.Write(c.Label(w.src))
		case *ast.CodeSpan:
			w.writeInline(b, c, true)
		case *ast.RawHTML:
			if tag := w.segments(c); strings.HasPrefix(strings.ToLower(tag), "<br") {
				b.WriteByte('\n')
			}
		case *extast.TaskCheckBox, *extast.FootnoteLink, *extast.FootnoteBacklink:
		default:
			w.writeInline(b, c, raw)
		}
	}
}

func (w *walker) writeText(b *strings.Builder, n *ast.Text, raw bool) {
	value := n.Value(w.src)
	switch {
	case raw:
		b.WriteString(strings.ReplaceAll(string(value), "\n", " "))
	case n.IsRaw():
		b.Write(value)
	default:
		b.WriteString(resolve(value))
	}
	if n.SoftLineBreak() || n.HardLineBreak() {
		b.WriteByte('\n')
	}
}

func (w *walker) segments(n *ast.RawHTML) string {
	var b strings.Builder
	for i := range n.Segments.Len() {
		at := n.Segments.At(i)
		b.Write(at.Value(w.src))
	}
	return b.String()
}

// resolve reads backslash escapes and entities. The parser's own writer does
// both, on its way to HTML, which is then taken back.
func resolve(value []byte) string {
	if strings.IndexByte(string(value), '\\') < 0 && strings.IndexByte(string(value), '&') < 0 {
		return string(value)
	}
	var b strings.Builder
	out := bufio.NewWriter(&b)
	render.DefaultWriter.Write(out, value)
	if err := out.Flush(); err != nil {
		return string(value)
	}
	return html.UnescapeString(b.String())
}
