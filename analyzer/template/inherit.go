package template

// entry is a template file of a layer on its way to becoming a template.
type entry struct {
	source *source
	root   *node
	id     ID
	state  entryState
}

type entryState int

const (
	waiting entryState = iota
	reading
	read
	broken
)

// readTemplates reads the template files of a layer. A template that extends
// another is read onto a copy of it, so that only what it says changes: the
// other is the lower layers' one where the ids are the same, else one of this
// layer, else one of the lower layers.
func (l *Library) readTemplates(layer LayerName, sources []*source) Mistakes {
	h := heritage{lib: l, layer: layer, lower: l.below(), byID: map[ID]*entry{}}
	var all []*entry
	for _, s := range sources {
		if e := h.enter(s); e != nil {
			all = append(all, e)
		}
	}
	for _, e := range all {
		h.read(e)
	}
	var mistakes Mistakes
	for _, s := range sources {
		mistakes = append(mistakes, s.mistakes...)
	}
	return mistakes
}

// below is a copy of what the lower layers hold.
func (l *Library) below() map[ID]*Template {
	out := make(map[ID]*Template, len(l.written))
	for id, t := range l.written {
		out[id] = t
	}
	return out
}

// heritage is the reading of one layer.
type heritage struct {
	lib   *Library
	layer LayerName
	lower map[ID]*Template
	byID  map[ID]*entry
}

func (h *heritage) enter(s *source) *entry {
	root := parseTree(s)
	if root == nil {
		return nil
	}
	e := &entry{source: s, root: root}
	if id := templateObject.value(root, "id"); id != nil && id.kind == scalar {
		e.id = ID(id.text)
		if first := h.byID[e.id]; first != nil {
			s.wrong(id.at, "template.template_twice", id.text, first.source.name)
			e.state = broken
			return e
		}
		h.byID[e.id] = e
	}
	return e
}

// read reads one template and, before it, the one it extends.
func (h *heritage) read(e *entry) {
	if e.state != waiting {
		return
	}
	e.state = reading
	base, ok := h.base(e)
	r := &reader{source: e.source, roles: h.lib.roles}
	if !ok {
		// What is written is checked all the same, but not whether it is
		// whole: that depends on what could not be found.
		base = &Template{ID: "?", Name: "?", Basis: Basis{"?", Custom}, Sections: []Section{{ID: "?"}}}
	}
	t := *base
	t.Extends, t.Fallback, t.Examples = "", false, Examples{}
	templateObject.read(r, e.root, &t)
	e.state = broken
	if len(e.source.mistakes) > 0 {
		return
	}
	e.state = read
	t.Layer, t.File = h.layer, e.source.name
	h.lib.written[t.ID], h.lib.sources[t.ID] = &t, e.source.text
}

// base is the template that e extends, an empty one where it extends none;
// ok is false where it cannot be had.
func (h *heritage) base(e *entry) (base *Template, ok bool) {
	extends := templateObject.value(e.root, "extends")
	if extends == nil || extends.kind != scalar || !isID(extends.text) {
		return &Template{}, true // a wrong value is told when it is read
	}
	id := ID(extends.text)
	if other := h.byID[id]; other != nil && id != e.id {
		if other.state == reading {
			e.source.wrong(extends.at, "template.extends_circle", extends.text)
			return nil, false
		}
		h.read(other)
		if other.state == broken {
			e.source.wrong(extends.at, "template.extends_broken", extends.text, other.source.name)
			return nil, false
		}
		return h.lib.written[id], true
	}
	if t := h.lower[id]; t != nil {
		return t, true
	}
	r := &reader{source: e.source}
	r.unknown(extends.at, "template.extends_unknown", "template.extends_unknown_near", extends.text, h.ids())
	return nil, false
}

func (h *heritage) ids() [][2]string {
	var out [][2]string
	for _, id := range sortedIDs(h.lower) {
		out = append(out, [2]string{string(id), string(id)})
	}
	return out
}
