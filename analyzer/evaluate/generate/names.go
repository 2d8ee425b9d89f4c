package generate

import "strings"

// scene is where a report plays: the unit that writes it and what lies around
// it. Names follow from the keys alone, so that the reports of one county
// speak of the same towns, and those of one unit of the same people.
type scene struct {
	unit, self, county string
	year               int
	countyKey, unitKey uint64
}

// The kinds of names, to keep their hashes apart.
const (
	countyName = iota
	townName
	villageName
	roadName
	personName
	projectName
	companyName
)

// towns is the number of towns of a county.
const towns = 6

func nameKey(key uint64, kind, k int) uint64 { return mix(key, uint64(kind<<32|k)) }

// of returns the word of a general list that a hash picks.
func (g *grammar) of(list string, h uint64) string {
	alts := g.rules[list].byArea[0].alts
	return alts[pick(h, len(alts))].text
}

// place is an invented place name of two syllables.
func (g *grammar) place(h uint64) string { return g.of("initial", h) + g.of("final", h>>20) }

func countyOf(g *grammar, key uint64) string {
	h := nameKey(key, countyName, 0)
	return g.place(h) + []string{"县", "县", "县", "区", "市"}[pick(h>>40, 5)]
}

func (g *grammar) townOf(countyKey uint64, k int) string {
	h := nameKey(countyKey, townName, k)
	return g.place(h) + []string{"镇", "镇", "乡", "街道"}[pick(h>>40, 4)]
}

func (s *scene) town(w *writer, k int) { w.put(w.grammar.townOf(s.countyKey, k)) }

func (s *scene) village(w *writer, k int) {
	h := nameKey(s.countyKey, villageName, k)
	w.put(w.grammar.place(h))
	w.put([]string{"村", "村", "村", "社区"}[pick(h>>40, 4)])
}

func (s *scene) road(w *writer, k int) {
	h := nameKey(s.countyKey, roadName, k)
	w.put(w.grammar.place(h))
	w.put([]string{"路", "街", "大道", "巷"}[pick(h>>40, 4)])
}

func (s *scene) person(w *writer, k int) {
	h := nameKey(s.unitKey, personName, k)
	w.put(w.grammar.of("surname", h))
	w.put(w.grammar.of("given", h>>16))
	if h>>60 < 11 {
		w.put(w.grammar.of("given", h>>32))
	}
}

func (s *scene) project(w *writer, k int) {
	h := nameKey(s.unitKey, projectName, k)
	w.put("“")
	w.put(w.grammar.of("aim", h))
	w.put("”")
	w.put(w.grammar.of("kind", h>>20))
}

func (s *scene) company(w *writer, k int) {
	h := nameKey(s.countyKey, companyName, k)
	w.put(w.grammar.place(h))
	w.put(w.grammar.of("trade", h>>40))
	w.put("公司")
}

// sceneOf makes the scene of a unit. Units count the areas round and round,
// within an area the counties, and then the kinds of units of the area, so
// that a county has each only once while there are enough.
func (c *Corpus) sceneOf(unit, year int) scene {
	area, rest := unit%len(c.grammar.areas), unit/len(c.grammar.areas)
	countyKey := mix(mix(c.seed, 400), uint64(rest%c.counties))
	entries := c.grammar.units[area]
	entry := entries[(rest/c.counties+pick(mix(countyKey, uint64(area)), len(entries)))%len(entries)]
	s := scene{county: countyOf(c.grammar, countyKey), year: year, countyKey: countyKey, unitKey: mix(mix(c.seed, 300), uint64(unit))}
	place, name := s.county, ""
	name, s.self, _ = strings.Cut(entry, "/")
	if name[0] == 'T' {
		place = c.grammar.townOf(countyKey, pick(s.unitKey, towns))
	}
	s.unit = place + strings.Replace(name[1:], "#", []string{"一", "二", "三", "四", "五"}[pick(s.unitKey>>24, 5)], 1)
	return s
}
