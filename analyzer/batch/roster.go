package batch

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Unit is one line of a roster: a unit that was to hand in.
type Unit struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"` // other names it goes by
}

// names are all names it goes by.
func (u Unit) names() []string { return append([]string{u.Name}, u.Aliases...) }

// Roster says who handed in.
type Roster struct {
	// Expected is false where there is no roster, and then the rest is
	// empty.
	Expected bool         `json:"expected"`
	Lines    []RosterLine `json:"lines"`
	// Unlisted are the drafts whose unit is not on the roster, or unknown.
	Unlisted []int `json:"unlisted"`
}

// RosterLine is a unit with its drafts; without any it has not handed in.
type RosterLine struct {
	Unit
	Drafts []int `json:"drafts"`
}

// Missing are the units that have not handed in.
func (r Roster) Missing() []string {
	var out []string
	for _, l := range r.Lines {
		if len(l.Drafts) == 0 {
			out = append(out, l.Name)
		}
	}
	return out
}

// call goes through the roster and finds each unit's drafts; see lineOf.
func call(units []Unit, drafts []Summary) Roster {
	r := Roster{Expected: len(units) > 0, Lines: []RosterLine{}, Unlisted: []int{}}
	if !r.Expected {
		return r
	}
	for _, u := range units {
		r.Lines = append(r.Lines, RosterLine{Unit: u, Drafts: []int{}})
	}
	known := map[string]int{} // lines found, by unit; -1 for none
	names := namesOf(units)
	for k, d := range drafts {
		line, ok := known[d.Unit]
		if !ok {
			line = names.lineOf(d.Unit)
			known[d.Unit] = line
		}
		if line < 0 {
			r.Unlisted = append(r.Unlisted, k)
		} else {
			r.Lines[line].Drafts = append(r.Lines[line].Drafts, k)
		}
	}
	return r
}

// rosterNames are the plain names of a roster with their lines. Of two units
// of one name the first has it.
type rosterNames map[string]int

func namesOf(units []Unit) rosterNames {
	lines := rosterNames{}
	for i, u := range units {
		for _, name := range u.names() {
			if _, taken := lines[plainName(name)]; !taken {
				lines[plainName(name)] = i
			}
		}
	}
	return lines
}

// lineOf finds the line of the unit that a draft names, -1 where it is on none:
// the one of that name; else the one whose name ends in it or in whose name it
// ends (市水利局 for 某市水利局); else the one that it is a part of, or a part of
// which it is (某镇 for 某镇人民政府). What fits two units fits none. Cost: O(names).
func (lines rosterNames) lineOf(unit string) int {
	unit = plainName(unit)
	if unit == "" {
		return -1
	}
	if i, ok := lines[unit]; ok {
		return i
	}
	if i := lines.only(func(name string) bool { return endsAlike(name, unit) }); i >= 0 {
		return i
	}
	return lines.only(func(name string) bool { return endsAlike(withoutOrgan(name), withoutOrgan(unit)) })
}

// only is the line that fits, -1 where several or none do.
func (lines rosterNames) only(fits func(name string) bool) int {
	found := -1
	for name, i := range lines {
		if i == found || !fits(name) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

func endsAlike(a, b string) bool { return strings.HasSuffix(a, b) || strings.HasSuffix(b, a) }

// withoutOrgan takes off the part of a unit that signs for it.
func withoutOrgan(name string) string {
	for _, organ := range []string{"人民政府", "政府", "党工委", "党委", "党组", "党总支", "党支部", "领导班子", "办事处"} {
		if rest, ok := strings.CutSuffix(name, organ); ok && rest != "" {
			return rest
		}
	}
	return name
}

// plainName is a name without what people write differently.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, width.Fold.String(name))
}
