package template

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// nodeKind is what a node of a template file is.
type nodeKind int

const (
	scalar nodeKind = iota
	list
	mapping
)

// node is a value in a template file with its place. Only what a template
// needs of YAML is let through: scalars, lists and mappings.
type node struct {
	kind nodeKind
	// text is a scalar as it was written, quotes taken off; null is set
	// where nothing was written.
	text string
	null bool
	// quoted is true for text in quotation marks, which is no number.
	quoted bool
	items  []*node
	fields []field
	at     place
}

// field is one key of a mapping and its value.
type field struct{ key, value *node }

// Bounds of a template file, so that a stranger's file cannot hurt.
const (
	maxFileBytes = 256 << 10
	maxDepth     = 12
	maxNodes     = 20_000
)

// parseTree reads the one mapping that a template file is; nil where the
// file is not one, with the mistake noted.
func parseTree(s *source) *node {
	switch {
	case len(s.text) > maxFileBytes:
		s.wrong(place{1, 1}, "template.too_long", maxFileBytes>>10)
		return nil
	case !utf8.ValidString(s.text):
		s.wrong(place{1, 1}, "template.encoding")
		return nil
	}
	file, err := parser.ParseBytes([]byte(s.text), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		s.syntax(err)
		return nil
	}
	body := s.body(file)
	if body == nil {
		return nil
	}
	b := treeBuilder{source: s}
	root := b.node(body, 0)
	if root != nil && root.kind != mapping {
		s.wrong(root.at, "template.not_mapping")
		return nil
	}
	return root
}

// body is the only document of a file.
func (s *source) body(file *ast.File) ast.Node {
	var bodies []ast.Node
	for _, d := range file.Docs {
		if d.Body != nil && d.Body.Type() != ast.CommentType {
			bodies = append(bodies, d.Body)
		}
	}
	switch len(bodies) {
	case 0:
		s.wrong(place{1, 1}, "template.empty")
		return nil
	case 1:
		return bodies[0]
	}
	s.wrong(placeOf(bodies[1]), "template.several")
	return nil
}

// syntax notes what the YAML parser stumbled over. Its own words are English
// and about YAML; the commonest slips are told in ours.
func (s *source) syntax(err error) {
	at := place{1, 1}
	said := ""
	var syntax yaml.Error
	if errors.As(err, &syntax) {
		said = syntax.GetMessage()
		if t := syntax.GetToken(); t != nil && t.Position != nil {
			at = place{t.Position.Line, t.Position.Column}
		}
	}
	line := s.lines[min(max(at.line, 1), len(s.lines))-1]
	switch {
	case strings.HasPrefix(strings.TrimLeft(line, " "), "\t"):
		s.wrong(at, "template.tab")
	case strings.Contains(said, "end character of"):
		s.wrong(at, "template.quote_open")
	case strings.Contains(said, "must be specified") || strings.Contains(said, "not found"):
		s.wrong(at, "template.bracket_open")
	case strings.Contains(line, "：") && !strings.Contains(line, ": "):
		s.wrong(at, "template.wide_colon")
	default:
		s.wrong(at, "template.syntax")
	}
}

func placeOf(n ast.Node) place {
	p := n.GetToken().Position
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 && p.Column > m.Values[0].Key.GetToken().Position.Column {
		p = m.Values[0].Key.GetToken().Position // a mapping's token is its first colon
	}
	return place{p.Line, p.Column}
}

// treeBuilder turns the parser's tree into ours.
type treeBuilder struct {
	source *source
	nodes  int
	full   bool
}

func (b *treeBuilder) node(n ast.Node, depth int) *node {
	if n == nil {
		return &node{null: true, at: place{1, 1}}
	}
	out := &node{at: placeOf(n)}
	if b.nodes++; b.nodes > maxNodes || depth > maxDepth {
		if !b.full {
			b.source.wrong(out.at, "template.too_deep", maxDepth, maxNodes)
		}
		b.full = true
		return nil
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		out.kind = mapping
		for _, v := range n.Values {
			b.field(out, v, depth)
		}
	case *ast.MappingValueNode:
		out.kind = mapping
		b.field(out, n, depth)
	case *ast.SequenceNode:
		out.kind = list
		for _, v := range n.Values {
			if item := b.node(v, depth+1); item != nil {
				out.items = append(out.items, item)
			}
		}
	default:
		return b.scalar(out, n)
	}
	return out
}

// scalar takes a plain value. Anchors, aliases and tags are refused: nobody
// who writes a template by hand needs them, and aliases can explode.
func (b *treeBuilder) scalar(out *node, n ast.Node) *node {
	switch n := n.(type) {
	case *ast.NullNode:
		out.null = true
	case *ast.StringNode:
		out.text = n.Value
		out.quoted = n.Token.Type == token.SingleQuoteType || n.Token.Type == token.DoubleQuoteType
	case *ast.LiteralNode:
		out.text, out.quoted = n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		out.text = n.GetToken().Value
	default:
		b.source.wrong(out.at, "template.yaml_extra")
		return nil
	}
	return out
}

func (b *treeBuilder) field(out *node, v *ast.MappingValueNode, depth int) {
	key := b.node(v.Key, depth+1)
	if key == nil || key.kind != scalar {
		return
	}
	if value := b.node(v.Value, depth+1); value != nil {
		out.fields = append(out.fields, field{key, value})
	}
}
