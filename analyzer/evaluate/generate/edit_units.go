package generate

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// unitNames are the names of units without their place: 人民医院, 教育局.
type unitNames struct {
	known   map[string]bool
	all     []string
	longest int // in bytes
}

var loadUnitNames = sync.OnceValue(func() *unitNames {
	u := &unitNames{known: map[string]bool{}}
	for _, entries := range loadGrammar().units {
		for _, e := range entries {
			name, _, _ := strings.Cut(e[1:], "/")
			u.add(strings.Replace(name, "#", "一", 1))
			u.add(strings.Replace(name, "#", "二", 1))
		}
	}
	for _, name := range []string{"中医院", "人民政府", "政府", "公安局", "卫生健康局", "医疗保障局", "自然资源局", "司法局", "统计局", "气象局"} {
		u.add(name)
	}
	slices.Sort(u.all)
	return u
})

func (u *unitNames) add(name string) {
	if !u.known[name] {
		u.known[name] = true
		u.all = append(u.all, name)
		u.longest = max(u.longest, len(name))
	}
}

// replace gives every unit another name, the longest one known first.
func (u *unitNames) replace(s *swapper, passage string) string {
	var b strings.Builder
	for len(passage) > 0 {
		_, n := utf8.DecodeRuneInString(passage)
		for end := min(u.longest, len(passage)); end > n; end-- {
			if old := passage[:end]; u.known[old] {
				b.WriteString(s.once(old, func() string { return otherOf(s.rng, u.all, old) }))
				n = 0
				passage = passage[end:]
				break
			}
		}
		b.WriteString(passage[:n])
		passage = passage[n:]
	}
	return b.String()
}
