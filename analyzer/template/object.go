package template

import (
	"slices"
	"strings"
)

// key is one thing that may be written in an object: its English and its
// Chinese name, how its value is written, and where the value goes.
type key[T any] struct {
	en, zh string
	kind   kind
	field  func(*T) any
}

// object is a mapping in a template file: a section, a point, a basis. Keys
// that are not written leave what is there, which is how one template
// overrides another.
type object[T any] struct {
	name string
	keys []key[T]
	// sound, where there is one, checks what only the whole object shows.
	sound func(r *reader, n *node, t *T)
}

func (o *object[T]) read(r *reader, n *node, into any) {
	t := into.(*T)
	if n.kind != mapping {
		r.wrong(n.at, "template.want_mapping", strings.Join(o.list(), "、"), found(n))
		return
	}
	told := len(r.mistakes)
	given := map[string]bool{}
	for _, f := range n.fields {
		k := o.find(f.key.text)
		switch {
		case k == nil:
			r.unknown(f.key.at, "template.unknown_key", "template.unknown_key_near", f.key.text, o.names())
		case given[k.en]:
			r.wrong(f.key.at, "template.key_twice", both(k.zh, k.en))
		default:
			given[k.en] = true
			k.kind.read(r, f.value, k.field(t))
		}
	}
	if o.sound != nil && len(r.mistakes) == told {
		o.sound(r, n, t)
	}
}

func (o *object[T]) find(name string) *key[T] {
	for i := range o.keys {
		if o.keys[i].en == name || o.keys[i].zh == name {
			return &o.keys[i]
		}
	}
	return nil
}

func (o *object[T]) names() [][2]string {
	var out [][2]string
	for _, k := range o.keys {
		out = append(out, [2]string{k.en, k.zh})
	}
	return out
}

func (o *object[T]) list() []string {
	var out []string
	for _, k := range o.keys {
		out = append(out, both(k.zh, k.en))
	}
	return out
}

// value returns what is written under a key, nil where nothing is.
func (o *object[T]) value(n *node, en string) *node {
	k := o.find(en)
	for _, f := range n.fields {
		if f.key.text == k.en || f.key.text == k.zh {
			return f.value
		}
	}
	return nil
}

// edit is how an entry of a list changes the one it inherits.
type edit struct {
	// drop takes the entry out.
	drop bool
	// after puts the entry behind the one with this id.
	after string
}

// many is a list of objects that have ids. An entry whose id is there
// already overrides that one key by key; others are added at the end.
type many[T any] struct {
	of   *object[T]
	max  int
	id   func(*T) string
	edit func(*T) *edit
}

func (l many[T]) read(r *reader, n *node, into any) {
	if n.kind != list {
		r.wrong(n.at, "template.want_list", l.of.name, found(n))
		return
	}
	dst := into.(*[]T)
	*dst = slices.Clone(*dst)
	seen := map[string]int{} // id -> line
	for _, item := range n.items {
		if item.kind != mapping {
			l.of.read(r, item, new(T)) // says what is wrong
			continue
		}
		id := l.of.value(item, "id")
		switch {
		case id == nil || id.text == "":
			r.wrong(item.at, "template.id_missing")
		case seen[id.text] > 0:
			r.wrong(id.at, "template.id_twice", id.text, seen[id.text])
			l.of.read(r, item, new(T)) // tells what else is wrong
		default:
			seen[id.text] = id.at.line
			l.entry(r, item, id, dst)
		}
	}
	if len(*dst) > l.max {
		r.wrong(n.at, "template.entries_many", l.max)
	}
}

// entry reads one entry into the list: over the one with its id, or as a new
// one.
func (l many[T]) entry(r *reader, item, id *node, dst *[]T) {
	i := l.index(*dst, id.text)
	var t T
	if i >= 0 {
		t = (*dst)[i]
	}
	*l.edit(&t) = edit{}
	l.of.read(r, item, &t)
	change := *l.edit(&t)
	switch {
	case change.drop && i < 0:
		r.wrong(id.at, "template.drop_nothing", id.text)
	case change.drop:
		*dst = slices.Delete(*dst, i, i+1)
	case i >= 0:
		(*dst)[i] = t
	default:
		*dst = append(*dst, t)
	}
	if change.after != "" && !change.drop {
		l.move(r, l.of.value(item, "after"), id.text, dst)
	}
}

// move puts an entry behind the one that its key "after" names.
func (l many[T]) move(r *reader, after *node, id string, dst *[]T) {
	to := l.index(*dst, after.text)
	if to < 0 || after.text == id {
		var ids [][2]string
		for i := range *dst {
			if other := l.id(&(*dst)[i]); other != id {
				ids = append(ids, [2]string{other, other})
			}
		}
		r.unknown(after.at, "template.after_unknown", "template.after_unknown_near", after.text, ids)
		return
	}
	from := l.index(*dst, id)
	t := (*dst)[from]
	*dst = slices.Delete(*dst, from, from+1)
	*dst = slices.Insert(*dst, l.index(*dst, after.text)+1, t)
}

func (l many[T]) index(all []T, id string) int {
	return slices.IndexFunc(all, func(t T) bool { return l.id(&t) == id })
}

// one is an object that stands by itself.
type one[T any] struct{ of *object[T] }

func (o one[T]) read(r *reader, n *node, into any) { o.of.read(r, n, into) }
