package ui

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"hegao/analyzer/batch"
	"hegao/analyzer/message"
)

// The page shows the first of each list, folds some more away, and leaves the
// rest to the workbook.
const (
	openPairs, mostPairs       = 5, 50
	openGroups, mostGroups     = 8, 60
	openMistakes, mostMistakes = 8, 60
	mostMembers                = 24
)

// pairView is two drafts of which one is largely the other.
type pairView struct {
	Share    string
	Drafts   [2]draftLink
	Mistakes []string // that stand in both
}

type pairList struct {
	Of         int        // in all
	All        []pairView // no more than mostPairs
	Open, More []pairView
	Left       int
}

// groupView is a text that several drafts share, or a mistake.
type groupView struct {
	Title    string
	Text     string
	Members  []draftLink
	More     int      // members not listed
	Mistakes []string // mistakes that stand inside it in several drafts
}

type groupList struct {
	Of         int // in all
	Units      int // that have a part in one
	Open, More []groupView
	Left       int
}

type mistakeList = groupList

// shared prepares what the drafts of a batch have in common.
type shared struct {
	visit *visit
	batch *batch.Batch
	// mistaken are the places of shared mistakes by draft.
	mistaken map[int][]mistakePlace
	paired   map[[2]int]bool
}

// mistakePlace is where a mistake of the batch stands in one draft.
type mistakePlace struct {
	mistake int // index
	place   batch.Member
}

func newShared(v *visit, b *batch.Batch) *shared {
	s := &shared{v, b, map[int][]mistakePlace{}, map[[2]int]bool{}}
	for i, m := range b.Mistakes {
		for _, p := range m.Members {
			s.mistaken[p.Draft] = append(s.mistaken[p.Draft], mistakePlace{i, p})
		}
	}
	for _, p := range b.Pairs {
		s.paired[p.Drafts] = true
	}
	return s
}

func (s *shared) pairs() pairList {
	l := pairList{Of: len(s.batch.Pairs)}
	for i, p := range s.batch.Pairs {
		if i == mostPairs {
			l.Left = len(s.batch.Pairs) - i
			break
		}
		a, b := s.batch.Drafts[p.Drafts[0]], s.batch.Drafts[p.Drafts[1]]
		whole := []batch.Member{{Draft: p.Drafts[0], End: math.MaxInt}, {Draft: p.Drafts[1], End: math.MaxInt}}
		l.All = append(l.All, pairView{percent(p.Ratio), [2]draftLink{linkOf(a), linkOf(b)}, s.mistakesInside(whole)})
	}
	n := min(openPairs, len(l.All))
	l.Open, l.More = l.All[:n], l.All[n:]
	return l
}

// groups lists the texts that several drafts share: those that count as set
// phrases, or the others. What two drafts share of which the page says already
// that they are largely the same is left out.
func (s *shared) groups(common bool) groupList {
	var l groupList
	units := map[string]bool{}
	for _, g := range s.batch.Groups {
		if g.Common != common || s.inPair(g) {
			continue
		}
		l.Of++
		for _, m := range g.Members {
			units[whoOf(s.batch.Drafts[m.Draft])] = true
		}
		if l.Of <= mostGroups {
			view := groupView{Title: s.visit.say("page.batch.group", g.Units, g.Chars), Text: g.Text, Mistakes: s.mistakesInside(g.Members)}
			s.list(&view, g.Members)
			l.add(view, openGroups)
		}
	}
	l.Units, l.Left = len(units), max(0, l.Of-mostGroups)
	return l
}

func (l *groupList) add(g groupView, open int) {
	if len(l.Open) < open {
		l.Open = append(l.Open, g)
	} else {
		l.More = append(l.More, g)
	}
}

// list names the drafts of a group, each with the way to its place.
func (s *shared) list(g *groupView, members []batch.Member) {
	for i, m := range members {
		if i == mostMembers {
			g.More = len(members) - i
			return
		}
		l := linkOf(s.batch.Drafts[m.Draft])
		l.Href = placeURL(s.batch.Drafts[m.Draft].Check, m)
		g.Members = append(g.Members, l)
	}
}

// placeURL leads to a place in a draft's result; see findings.markPlace.
func placeURL(check string, m batch.Member) string {
	return fmt.Sprintf("%s?at=%d-%d#here", resultURL(check, 0), m.Start, m.End)
}

// inPair reports whether a group is of the two drafts of a pair.
func (s *shared) inPair(g batch.Group) bool {
	first, last := g.Members[0].Draft, g.Members[len(g.Members)-1].Draft
	for _, m := range g.Members {
		if m.Draft != first && m.Draft != last {
			return false
		}
	}
	return s.paired[[2]int{first, last}]
}

// mistakesInside are the shared mistakes that stand in these places in more
// than one draft.
func (s *shared) mistakesInside(places []batch.Member) []string {
	drafts := map[int]map[int]bool{} // by mistake
	for _, p := range places {
		for _, m := range s.mistaken[p.Draft] {
			if p.Start <= m.place.Start && m.place.End <= p.End {
				if drafts[m.mistake] == nil {
					drafts[m.mistake] = map[int]bool{}
				}
				drafts[m.mistake][p.Draft] = true
			}
		}
	}
	var out []string
	for _, i := range slices.Sorted(maps.Keys(drafts)) {
		said := s.visit.say("page.batch.mistake", s.batch.Mistakes[i].Message.In(s.visit.lang))
		if len(drafts[i]) > 1 && len(out) < openMistakes && !slices.Contains(out, said) {
			out = append(out, said)
		}
	}
	return out
}

func (s *shared) mistakes() mistakeList {
	l := mistakeList{Of: len(s.batch.Mistakes), Left: max(0, len(s.batch.Mistakes)-mostMistakes)}
	for i, m := range s.batch.Mistakes {
		if i == mostMistakes {
			break
		}
		g := groupView{Title: s.visit.say("page.batch.mistake_units", len(m.Members), m.Message.In(s.visit.lang)), Text: m.Around}
		s.list(&g, m.Members)
		l.add(g, openMistakes)
	}
	return l
}

// barChart is the histogram of shared text, drawn as SVG.
type barChart struct {
	Width, Height, Foot int
	Bars                []bar
	Said                string // the numbers in words
}

// bar is one tenth of the scale; lengths are in units of the drawing.
type bar struct {
	X, Y, W, H int
	Mid        int // of its width
	Count      int
	High       bool // from half on
	From, To   int  // percent
}

// newBars is nil where no draft has a figure.
func newBars(v *visit, b *batch.Batch) *barChart {
	const step, wide, tall, head = 40, 32, 96, 18
	most := 0
	for _, n := range b.Histogram {
		most = max(most, n)
	}
	if most == 0 {
		return nil
	}
	c := &barChart{Width: step * len(b.Histogram), Height: head + tall + 22, Foot: head + tall}
	var said []string
	for i, n := range b.Histogram {
		h := n * tall / most
		if n > 0 {
			h = max(h, 3)
		}
		x := i*step + (step-wide)/2
		c.Bars = append(c.Bars, bar{X: x, Y: head + tall - h, W: wide, H: h, Mid: x + wide/2, Count: n, High: i >= len(b.Histogram)/2, From: i * 10, To: i*10 + 10})
		if n > 0 {
			said = append(said, v.say("page.batch.bar", i*10, i*10+10, n))
		}
	}
	c.Said = message.InARow(v.lang, said...)
	return c
}
