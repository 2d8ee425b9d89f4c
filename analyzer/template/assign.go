package template

import "slices"

// assign finds which sections every heading serves. A heading inside a part
// that serves another section counts for that one only, because "工作落实不到位"
// under "存在问题" is no account of work done; see serving for what counts all
// the same.
func (c *cover) assign() {
	c.owners = make([][]int, len(c.out.Headings))
	c.inside = make([]bool, len(c.out.Headings))
	var path []int // headings around the current one, outermost first
	for h, head := range c.out.Headings {
		for len(path) > 0 && c.out.Headings[path[len(path)-1]].Level >= head.Level {
			path = path[:len(path)-1]
		}
		around := c.around(path)
		c.inside[h] = len(around) > 0
		c.owners[h] = c.serving(head.Title.Of(c.doc.Text), around)
		path = append(path, h)
	}
}

// around lists the sections that the parts around a heading serve.
func (c *cover) around(path []int) []int {
	var sections []int
	for _, h := range path {
		sections = append(sections, c.owners[h]...)
	}
	return sections
}

// serving lists the sections that a title serves, inside parts that serve
// the sections around. There a title must be one that is listed word for
// word, and either the part around is an umbrella over anything, or the title
// is one that names a part wherever it stands.
func (c *cover) serving(title string, around []int) []int {
	umbrella := slices.ContainsFunc(around, func(i int) bool { return c.t.Sections[i].Flat })
	forms := c.t.forms(title)
	var sections []int
	for i := range c.t.Sections {
		s := &c.t.Sections[i]
		switch {
		case slices.Contains(around, i):
		case len(around) == 0 && c.lib.serves(s, forms),
			len(around) > 0 && c.lib.named(s, forms, umbrella):
			sections = append(sections, i)
		}
	}
	return sections
}

// claim marks the running text that stands under a heading which serves a
// section. Cost: O(headings + blocks), since both are in reading order.
func (c *cover) claim() {
	c.claimed = make([]bool, len(c.out.Prose))
	end, h := 0, 0
	for i, b := range c.out.Prose {
		block := c.doc.Blocks[b].Span
		for ; h < len(c.out.Headings) && c.out.Headings[h].Span.Start < block.End; h++ {
			if len(c.owners[h]) > 0 {
				end = max(end, c.out.Headings[h].Body.End)
			}
		}
		c.claimed[i] = block.Start < end
	}
}
