package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"

	"hegao/analyzer"
	"hegao/analyzer/extract"
	"hegao/analyzer/message"
	"hegao/corpus"
)

// earlierChecks reads what "check --format json" printed: one check a line.
func (a *app) earlierChecks(path string) ([]*analyzer.View, error) {
	if path == "" {
		return nil, nil
	}
	data, err := corpus.ReadFile(path, extract.DefaultLimits().FileBytes)
	if err != nil {
		return nil, err
	}
	var out []*analyzer.View
	for d := json.NewDecoder(bytes.NewReader(data)); ; {
		v := &analyzer.View{}
		if err := d.Decode(v); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, message.Errorf(message.Invalid, "since", path).Wrap(err)
		}
		if v.Schema != analyzer.Schema {
			return nil, message.Errorf(message.Invalid, "since", path)
		}
		out = append(out, v)
	}
	if len(out) == 0 {
		return nil, message.Errorf(message.Invalid, "since", path)
	}
	return out, nil
}

// earlier is the earlier check of the same draft: of a file of that name, or
// the only one there is.
func earlier(before []*analyzer.View, now *analyzer.View) *analyzer.View {
	for _, b := range before {
		if filepath.Base(b.Draft.File) == filepath.Base(now.Draft.File) && b.Draft.Part == now.Draft.Part {
			return b
		}
	}
	if len(before) == 1 {
		return before[0]
	}
	return nil
}
