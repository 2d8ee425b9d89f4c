package fault

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"hegao/analyzer/message"
)

// maxSettings is the longest settings file, in bytes.
const maxSettings = 64 << 10

// ReadSettings reads a settings file; name is what people call it. Anything
// that is not understood is an error: a message.Error that begins with
// name:line:column and says what would be right. Cost: O(bytes).
func ReadSettings(name string, data []byte) (Settings, error) {
	r := &settingsReader{name: name, lines: strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n")}
	switch {
	case len(data) > maxSettings:
		return Settings{}, r.wrong(1, 1, "faults_long", strconv.Itoa(maxSettings>>10))
	case !utf8.Valid(data):
		return Settings{}, r.wrong(1, 1, "faults_encoding")
	}
	file, err := parser.ParseBytes([]byte(strings.Join(r.lines, "\n")), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return Settings{}, r.syntax(err)
	}
	return r.file(file)
}

// settingsReader reads one settings file.
type settingsReader struct {
	name  string
	lines []string
}

// wrong is the error for a place; lines and columns count from 1. Its first
// argument is the place.
func (r *settingsReader) wrong(line, column int, name string, args ...string) error {
	line = min(max(line, 1), len(r.lines))
	place := fmt.Sprintf("%s:%d:%d", r.name, line, max(column, 1))
	e := message.Errorf(message.Invalid, name, append([]string{place}, args...)...)
	e.Hint = message.Say("suggest.faults_file")
	return e
}

func (r *settingsReader) at(n ast.Node, name string, args ...string) error {
	p := n.GetToken().Position
	return r.wrong(p.Line, p.Column, name, args...)
}

func (r *settingsReader) syntax(err error) error {
	line, column := 1, 1
	var y yaml.Error
	if errors.As(err, &y) && y.GetToken() != nil && y.GetToken().Position != nil {
		line, column = y.GetToken().Position.Line, y.GetToken().Position.Column
	}
	return r.wrong(line, column, "faults_syntax")
}

func (r *settingsReader) file(file *ast.File) (Settings, error) {
	s := Settings{Rules: map[RuleID]RuleSetting{}}
	for _, d := range file.Docs {
		if d.Body == nil || d.Body.Type() == ast.CommentType || d.Body.Type() == ast.NullType {
			continue
		}
		fields, err := r.fields(d.Body)
		if err != nil {
			return Settings{}, err
		}
		for _, f := range fields {
			id := RuleID(f.Key.GetToken().Value)
			if !slices.Contains(Rules(), id) {
				return Settings{}, r.at(f.Key, "faults_rule", string(id), ruleNames())
			}
			if _, twice := s.Rules[id]; twice {
				return Settings{}, r.at(f.Key, "faults_twice", string(id))
			}
			if s.Rules[id], err = r.rule(f); err != nil {
				return Settings{}, err
			}
		}
	}
	return s, nil
}

func ruleNames() string {
	var names []string
	for _, id := range Rules() {
		names = append(names, string(id))
	}
	return strings.Join(names, "、")
}

// fields are the entries of a mapping.
func (r *settingsReader) fields(n ast.Node) ([]*ast.MappingValueNode, error) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, nil
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, nil
	}
	return nil, r.at(n, "faults_mapping")
}

// settingKeys are the names of a setting's parts, Chinese ones too.
var settingKeys = map[string]string{
	"level": "level", "off": "off", "reason": "reason", "except": "except",
	"级别": "level", "关闭": "off", "理由": "reason", "例外": "except",
}

// rule reads what is set for one rule.
func (r *settingsReader) rule(f *ast.MappingValueNode) (RuleSetting, error) {
	var set RuleSetting
	fields, err := r.fields(f.Value)
	if err != nil {
		return set, err
	}
	seen := map[string]bool{}
	for _, part := range fields {
		key, ok := settingKeys[part.Key.GetToken().Value]
		switch {
		case !ok:
			return set, r.at(part.Key, "faults_key", part.Key.GetToken().Value)
		case seen[key]:
			return set, r.at(part.Key, "faults_twice", part.Key.GetToken().Value)
		}
		seen[key] = true
		if err := r.part(&set, key, part.Value); err != nil {
			return set, err
		}
	}
	if set.changesAnything() && strings.TrimSpace(set.Reason) == "" {
		return set, r.at(f.Key, "faults_reason", f.Key.GetToken().Value)
	}
	return set, nil
}

// levels are the severities by name.
var levels = map[string]Severity{
	"error": Error, "warning": Warning, "info": Info, "错误": Error, "警告": Warning, "提示": Info,
}

var switches = map[string]bool{"true": true, "false": false, "是": true, "否": false}

func (r *settingsReader) part(set *RuleSetting, key string, n ast.Node) error {
	if key == "except" {
		return r.exceptions(set, n)
	}
	word, err := r.word(n)
	if err != nil {
		return err
	}
	ok := true
	switch key {
	case "level":
		if set.Level, ok = levels[word]; !ok {
			return r.at(n, "faults_level", word)
		}
	case "off":
		if set.Off, ok = switches[word]; !ok {
			return r.at(n, "faults_off", word)
		}
	case "reason":
		set.Reason = word
	}
	return nil
}

// word is a value that is text, or a number or a switch read as text.
func (r *settingsReader) word(n ast.Node) (string, error) {
	switch n := n.(type) {
	case *ast.StringNode:
		return strings.TrimSpace(n.Value), nil
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), nil
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode:
		return n.GetToken().Value, nil
	}
	return "", r.at(n, "faults_text")
}

func (r *settingsReader) exceptions(set *RuleSetting, n ast.Node) error {
	list, ok := n.(*ast.SequenceNode)
	if !ok || len(list.Values) == 0 {
		return r.at(n, "faults_exception")
	}
	for _, v := range list.Values {
		word, err := r.word(v)
		if err != nil {
			return err
		}
		if word == "" {
			return r.at(v, "faults_exception")
		}
		set.Exceptions = append(set.Exceptions, word)
	}
	return nil
}
