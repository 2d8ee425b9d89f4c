package template

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// A proposal: two or three past reports of one kind show what such a report
// holds. Headings that a role knows make a section of that role; other
// headings make a section where two reports have them or something like them;
// what is left is the work itself, told by theme.

// family gathers the roles that are one section in a proposal.
var family = map[RoleID]RoleID{"practices": "progress", "results": "progress", "overview": "progress", "duty": "progress", "tasks": "plan"}

// alikeHeadings is the likeness, 0…100, from which two headings of different
// reports are variants of one.
const alikeHeadings = 60

// Propose writes a template in the words of lang from past reports of one
// kind. It is valid, and its examples hold; a person must still say what is
// really required. Cost: that of Cover per report, and headings by headings.
func (l *Library) Propose(reports []PastReport, lang message.Lang) (string, error) {
	p := proposal{lib: l, lang: lang}
	for _, r := range reports {
		p.samples = append(p.samples, sample{r, outline.Parse(r.Doc)})
	}
	for i := range p.samples {
		p.headings(i)
	}
	p.keepShared()
	p.measure()
	p.nameIt()
	return p.checked()
}

// sample is a past report with its outline.
type sample struct {
	PastReport
	out *outline.Outline
}

// proposed is a section on its way.
type proposed struct {
	id    SectionID
	name  string
	roles []RoleID
	// variants are the headings as they stand, without numbers; own those
	// that the roles do not know.
	variants, own []string
	in            map[int]bool // samples that have such a heading
	at            float64      // sum of places, 0…1, one a heading
	found         int          // headings
	required      bool
	flat          bool
	chars         []int // lengths, ascending
}

type proposal struct {
	lib      *Library
	lang     message.Lang
	samples  []sample
	sections []*proposed
	titles   []string
	title    string // what the titles have in common
	typical  int
}

// headings sorts the outer headings of one sample into sections.
func (p *proposal) headings(i int) {
	s := p.samples[i]
	top := topLevel(s.out)
	for _, h := range s.out.Headings {
		if h.Level != top {
			continue
		}
		title := h.Title.Of(s.Doc.Text)
		at := float64(h.Span.Start) / float64(len(s.Doc.Text))
		roles := p.rolesOf(title)
		for _, r := range roles {
			sec := p.role(r)
			sec.take(title, i, at)
		}
		if len(roles) == 0 && utf8.RuneCountInString(title) <= longestNear {
			p.similar(title).take(title, i, at)
		}
	}
}

// rolesOf lists the families of roles that a heading shows.
func (p *proposal) rolesOf(title string) []RoleID {
	var out []RoleID
	form := tidy(title)
	for _, known := range p.lib.roleIDs() {
		role := p.lib.roles[known]
		if !role.heads(form) {
			continue
		}
		if id := cmp.Or(family[known], known); !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func (l *Library) roleIDs() []RoleID {
	var ids []RoleID
	for id := range l.roles {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// role is the section of a role.
func (p *proposal) role(id RoleID) *proposed {
	for _, s := range p.sections {
		if len(s.roles) > 0 && s.roles[0] == id {
			return s
		}
	}
	s := &proposed{id: SectionID(id), name: p.lib.roles[id].Name, roles: []RoleID{id}, in: map[int]bool{}}
	for _, other := range p.lib.roleIDs() {
		if family[other] == id {
			s.roles = append(s.roles, other)
		}
	}
	p.sections = append(p.sections, s)
	return s
}

// similar is the section whose headings are like a title, or a new one.
func (p *proposal) similar(title string) *proposed {
	form := tidy(title)
	for _, s := range p.sections {
		for _, v := range s.variants {
			if len(s.roles) == 0 && bagOf(form).likeness(bagOf(tidy(v))) >= alikeHeadings {
				return s
			}
		}
	}
	s := &proposed{in: map[int]bool{}, name: form}
	p.sections = append(p.sections, s)
	return s
}

func (s *proposed) take(title string, sample int, at float64) {
	if !slices.Contains(s.variants, title) {
		s.variants = append(s.variants, title)
	}
	s.in[sample] = true
	s.at += at
	s.found++
}

// keepShared drops headings of theme that one report alone has, and lets the
// section on the work itself stand for them.
func (p *proposal) keepShared() {
	dropped := false
	p.sections = slices.DeleteFunc(p.sections, func(s *proposed) bool {
		alone := len(s.roles) == 0 && len(s.in) < 2
		dropped = dropped || alone
		return alone
	})
	if dropped || len(p.sections) == 0 {
		p.role("progress").flat = true
	}
	slices.SortStableFunc(p.sections, func(a, b *proposed) int {
		return cmp.Compare(a.at/float64(max(a.found, 1)), b.at/float64(max(b.found, 1)))
	})
	p.causesLast()
	for i, s := range p.sections {
		if s.id == "" {
			s.id = SectionID("s" + itoa(i+1))
		}
		for _, v := range s.variants {
			if !slices.ContainsFunc(s.roles, func(r RoleID) bool { return p.lib.roles[r].heads(tidy(v)) }) {
				s.own = append(s.own, v)
			}
		}
	}
}

// causesLast puts the causes behind the problems: where one heading holds
// both, neither comes first.
func (p *proposal) causesLast() {
	index := func(id SectionID) int {
		return slices.IndexFunc(p.sections, func(s *proposed) bool { return s.id == id })
	}
	causes, problems := index("causes"), index("problems")
	if causes < 0 || problems < causes {
		return
	}
	s := p.sections[causes]
	p.sections = slices.Delete(p.sections, causes, causes+1)
	p.sections = slices.Insert(p.sections, problems, s)
}

// measure holds the samples against the proposal itself: what all have is
// required, and the lengths are noted.
func (p *proposal) measure() {
	t := &Template{Basis: Basis{"?", Experience}}
	for _, s := range p.sections {
		t.Sections = append(t.Sections, Section{ID: s.id, Name: s.name, Roles: s.roles, Headings: s.own, Flat: s.flat})
	}
	t = t.finished()
	var lengths []int
	for _, r := range p.samples {
		lengths = append(lengths, text.Chars(r.Doc.Text))
		for i, res := range p.lib.Cover(t, r.Doc, r.out).Sections {
			if res.Status != Missing && res.Status != Unassessable {
				p.sections[i].chars = append(p.sections[i].chars, res.Chars)
			}
		}
	}
	p.typical = median(lengths)
	for _, s := range p.sections {
		slices.Sort(s.chars)
		s.required = len(s.chars) == len(p.samples)
	}
}

func median(all []int) int {
	slices.Sort(all)
	if len(all) == 0 {
		return 0
	}
	return all[len(all)/2]
}

// leastTitle is the fewest characters that say what kind of report it is.
const leastTitle = 4

// whose is what stands before the matter of a title: the unit and the year.
var whose = regexp.MustCompile(`^.*((19|20)[0-9xX×_]{2}年?(度|上半年|下半年)?|关于)`)

// nameIt finds what the ends of the titles have in common: there they say
// what kind of report it is.
func (p *proposal) nameIt() {
	for i, s := range p.samples {
		title := cmp.Or(s.out.TitleText(s.Doc), firstLine(s.Doc), s.Doc.Meta.Title)
		p.titles = append(p.titles, title)
		matter := strings.TrimLeft(whose.ReplaceAllString(version.ReplaceAllString(title, ""), ""), "的 　")
		if i == 0 {
			p.title = matter
		}
		p.title = commonEnd(p.title, matter)
	}
	if utf8.RuneCountInString(p.title) < leastTitle {
		p.title = ""
	}
}

// commonEnd is the longest string that both end in.
func commonEnd(a, b string) string {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < len(x) && n < len(y) && x[len(x)-1-n] == y[len(y)-1-n] {
		n++
	}
	return string(x[len(x)-n:])
}

// topLevel is the outermost level with two headings or more: a single heading
// around the others is a title.
func topLevel(o *outline.Outline) int {
	count := map[int]int{}
	for _, h := range o.Headings {
		count[h.Level]++
	}
	for level := 1; level <= len(count); level++ {
		if count[level] >= 2 {
			return level
		}
	}
	return 1
}
