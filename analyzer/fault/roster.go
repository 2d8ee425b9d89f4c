package fault

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// Roster is the names of units that an archive knows. It is made once for an
// archive and safe for use by several goroutines.
type Roster struct {
	names map[string]unit
	// lengths: by the first two characters of a name, how many bytes the
	// names that begin with them have, the longest first.
	lengths map[string][]int
	// stems are the counties and towns the names begin with, by their names
	// without the last character.
	stems map[string]string
}

// maxUnitName is the longest name kept, in bytes: anything longer is no name.
const maxUnitName = 120

// NewRoster makes a roster of the names; those of less than four characters
// (县医院) could be anybody's and are left out. Cost: O(all characters).
func NewRoster(names []string) *Roster {
	r := &Roster{names: map[string]unit{}, lengths: map[string][]int{}, stems: map[string]string{}}
	for _, name := range names {
		name = squeeze(name)
		if len(name) > maxUnitName || utf8.RuneCountInString(name) < 4 || !isAllHan(name) {
			continue
		}
		u := unitOf(name)
		r.add(name, u)
		for _, place := range []string{u.county, u.town} {
			if place == "" {
				continue
			}
			r.stems[strings.TrimSuffix(place, string(lastRune(place)))] = place
			r.add(place, unit{name: place, county: u.county, town: townOf(place, u), kind: govern})
		}
	}
	for _, list := range r.lengths {
		slices.SortFunc(list, func(a, b int) int { return b - a })
	}
	return r
}

func townOf(place string, u unit) string {
	if place == u.town {
		return place
	}
	return ""
}

func (r *Roster) add(name string, u unit) {
	if _, known := r.names[name]; known {
		return
	}
	r.names[name] = u
	key := headOf(name, 2)
	if !slices.Contains(r.lengths[key], len(name)) {
		r.lengths[key] = append(r.lengths[key], len(name))
	}
}

func isAllHan(s string) bool {
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) && r != '（' && r != '）' {
			return false
		}
	}
	return true
}

// named is a place of the text where a unit is named.
type named struct {
	text.Span
	unit unit
}

// find lists the places where t names units, the longest name at each, from
// left to right without overlap. Cost: O(len(t)).
func (r *Roster) find(t string) []named {
	var out []named
	for at := 0; at < len(t); {
		_, n := utf8.DecodeRuneInString(t[at:])
		if s, u, ok := r.at(t, at); ok {
			out = append(out, named{s, u})
			n = s.Len()
		}
		at += n
	}
	return out
}

// The fewest and the most characters of a place without its last one.
const minStem, maxStem = 2, 4

// placeAt is the place that t names at byte at, with its last character where
// that is written.
func (r *Roster) placeAt(t string, at int) (text.Span, bool) {
	ahead := t[at:min(len(t), at+4*maxStem)]
	for n := maxStem; n >= minStem; n-- {
		stem := headOf(ahead, n)
		full, ok := r.stems[stem]
		if !ok {
			continue
		}
		if strings.HasPrefix(t[at:], full) {
			stem = full
		}
		return text.Span{Start: at, End: at + len(stem)}, true
	}
	return text.Span{}, false
}

func (r *Roster) at(t string, at int) (text.Span, unit, bool) {
	for _, n := range r.lengths[headOf(t[at:min(len(t), at+8)], 2)] {
		if at+n > len(t) {
			continue
		}
		if u, ok := r.names[t[at:at+n]]; ok {
			return text.Span{Start: at, End: at + n}, u, true
		}
	}
	return text.Span{}, unit{}, false
}

// unitKind is what sort of unit a name says.
type unitKind uint8

// The kinds, and 0 for one that the name does not tell.
const (
	govern   unitKind = iota + 1 // governments and their party committees
	bureau                       // 局, 委, 厅, 办公室
	hospital                     // 医院, 卫生院
	school                       // 学校, 中学, 幼儿园
	village                      // 村, 社区
	company                      // 公司, 厂
	centre                       // 中心, 站, 所, 馆, 队
)

var kindEnds = []struct {
	ends string
	kind unitKind
}{
	{"人民政府 街道办事处 镇政府 乡政府 县政府 市政府 区政府 街道 镇 乡 县 市 区 州 旗", govern},
	{"村民委员会 居民委员会 村委会 居委会 社区 村", village},
	{"医院 保健院 卫生院 中医院 妇幼院", hospital},
	{"中学 小学 学校 大学 学院 幼儿园 一中 二中 三中 附中", school},
	{"公司 集团 厂 银行", company},
	{"局 委员会 委 厅 办公室 办", bureau},
	{"中心 站 所 馆 队 服务部", centre},
}

// unit is a unit as its name tells it.
type unit struct {
	name   string
	county string // 青溪县, with its last character
	town   string // 石桥镇
	kind   unitKind
}

// unitOf reads place and kind off a name. A party committee counts as the
// unit it belongs to.
func unitOf(name string) unit {
	u := unit{name: name}
	base := strings.TrimPrefix(name, "中共")
	for _, end := range []string{"党委", "党组", "党总支", "党支部", "委员会党组"} {
		if trimmed, ok := strings.CutSuffix(base, end); ok && utf8.RuneCountInString(trimmed) >= 3 {
			base = trimmed
			break
		}
	}
	u.county, base = placeOf(base, "省市县区旗州")
	if u.county != "" && placeFollows(base) { // 市 and then 县
		u.county, base = placeOf(base, "县区旗")
	}
	rest := base
	u.town, _ = placeOf(rest, "镇乡")
	if at := strings.Index(rest, "街道"); u.town == "" && at > 0 {
		u.town = rest[:at+len("街道")]
	}
	u.kind = kindOf(name)
	return u
}

func placeFollows(s string) bool {
	p, _ := placeOf(s, "县区旗")
	return p != ""
}

// placeOf is the place at the beginning of s that ends in one of ends: two to
// four characters and the ending (县 may have one before it).
func placeOf(s, ends string) (place, rest string) {
	n := 0
	for i, r := range s {
		if n >= 1 && n <= 4 && strings.ContainsRune(ends, r) && (n >= 2 || r == '县') {
			end := i + utf8.RuneLen(r)
			return s[:end], s[end:]
		}
		if n > 4 {
			break
		}
		n++
	}
	return "", s
}

func kindOf(name string) unitKind {
	for _, end := range []string{"党委", "党组", "党总支", "党支部"} {
		name = strings.TrimSuffix(name, end)
	}
	for _, k := range kindEnds {
		if endsInAny(name, k.ends) {
			return k.kind
		}
	}
	return 0
}

// aliases are the ways in which a unit may be named besides its full name.
func (u unit) aliases() []string {
	out := []string{u.name}
	if rest, ok := strings.CutPrefix(u.name, u.county); ok && u.county != "" && rest != "" {
		out = append(out, rest, string(lastRune(u.county))+rest)
	}
	for _, end := range []string{"人民政府", "办事处", "村民委员会", "居民委员会"} {
		if base, ok := strings.CutSuffix(u.name, end); ok && base != "" {
			out = append(out, base)
			if rest, ok := strings.CutPrefix(base, u.county); ok && u.county != "" && rest != "" {
				out = append(out, rest)
			}
		}
	}
	if u.kind == govern && u.town != "" {
		out = append(out, u.town)
	}
	return out
}

// shortNames are the aliases, and the name with its county cut short:
// 青溪水务局 for 青溪县水务局. The longest come first.
func (u unit) shortNames() []string {
	out := u.aliases()
	if rest, ok := strings.CutPrefix(u.name, u.county); ok && u.county != "" && rest != "" {
		stem := strings.TrimSuffix(u.county, string(lastRune(u.county)))
		out = append(out, stem+rest)
	}
	slices.SortStableFunc(out, func(a, b string) int { return len(b) - len(a) })
	return out
}

// isKin reports whether the two names are of one house: the same unit, one
// that is named inside the other, or the government of one's own place.
func (u unit) isKin(o unit) bool {
	if strings.Contains(u.name, o.name) || strings.Contains(o.name, u.name) || slices.Contains(u.aliases(), o.name) || slices.Contains(o.aliases(), u.name) {
		return true
	}
	if o.kind != govern {
		return false
	}
	return o.town == "" && o.county == u.county || o.town != "" && o.town == u.town
}
