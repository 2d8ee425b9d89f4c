package generate

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"hegao/analyzer/evaluate"
	"hegao/analyzer/text"
)

// Document is a report with what is known about it.
type Document struct {
	Name  string // of its file, without folder and extension
	Unit  string
	Year  int
	Type  string
	Title string
	Text  string
}

// Rewrite is a passage that a person said anew.
type Rewrite struct {
	Source  string // name of a Document of the archive
	Passage string // as it stands there
	Text    string // what it became
	Kind    string // under which it is counted
}

// Options say what goes into a folder of cases.
type Options struct {
	Archive []Document
	// Hosts are honest reports. Each becomes a draft with CasesPerDraft
	// passages of the archive put in; the edits take turns.
	Hosts         []Document
	CasesPerDraft int
	// Patchworks are honest reports of which little is kept; the rest of
	// such a draft comes from five sources.
	Patchworks []Document
	// Negatives are honest reports that become drafts as they are.
	Negatives []Document
	// Extra are cases made by hand. They are spread over the hosts of other
	// units, on top of CasesPerDraft.
	Extra []Rewrite
	Seed  uint64
}

// PatchworkKind is the kind of the cases of patchwork drafts.
const PatchworkKind = "patchwork"

const (
	patchworkSources  = 5
	patchworkPassages = 2 // from each source
)

// patchworkEdits are what the sources of a patchwork get, one each.
var patchworkEdits = [patchworkSources]Edit{Verbatim, UnitSwap, Synonyms20, Reorder, SplitMerge}

// labelledCase is a case with its place in the source, which the measures do
// not need and other tools do.
type labelledCase struct {
	evaluate.Case
	SourceStart int `json:"source_start"` // code points of the source
	SourceEnd   int `json:"source_end"`
}

// insertion is a passage on its way into a draft.
type insertion struct {
	kind    string
	passage passage
	text    string // edited
}

// labelledDraft is a draft with what was put into it.
type labelledDraft struct {
	name  string
	host  Document
	text  string
	cases []labelledCase
}

// WriteCases writes a folder of labelled cases: archive/NAME.txt,
// manifest.csv, drafts/NAME.txt and truth.json. Files that are there already
// are overwritten. It fails where a Rewrite does not stand in its source, or
// where the texts are too few or too short for what is asked.
func WriteCases(dir string, o Options) error {
	drafts, err := makeDrafts(o)
	if err != nil {
		return err
	}
	return writeFolder(dir, o.Archive, drafts)
}

// makeDrafts puts the passages into the hosts.
func makeDrafts(o Options) ([]labelledDraft, error) {
	m := &caseMaker{
		rng:      rand.New(rand.NewPCG(o.Seed, 5)),
		passages: newPassages(o.Archive),
		extra:    make([][]insertion, len(o.Hosts)),
	}
	if err := m.spread(o); err != nil {
		return nil, err
	}
	for i, host := range o.Hosts {
		in, err := m.edited(host, o.CasesPerDraft)
		if err != nil {
			return nil, err
		}
		if err := m.add(fmt.Sprintf("draft-%03d", i+1), host, append(in, m.extra[i]...)); err != nil {
			return nil, err
		}
	}
	for i, host := range o.Patchworks {
		in, err := m.patchwork(host)
		if err != nil {
			return nil, err
		}
		host.Text = skeleton(host.Text)
		if err := m.add(fmt.Sprintf("patchwork-%02d", i+1), host, in); err != nil {
			return nil, err
		}
	}
	for i, host := range o.Negatives {
		if err := m.add(fmt.Sprintf("honest-%02d", i+1), host, nil); err != nil {
			return nil, err
		}
	}
	return m.drafts, nil
}

// caseMaker makes the drafts one after another.
type caseMaker struct {
	rng      *rand.Rand
	passages *passages
	made     int           // cases made so far, to let the edits take turns
	extra    [][]insertion // by host
	drafts   []labelledDraft
}

// add makes a draft of a host and what goes into it.
func (m *caseMaker) add(name string, host Document, in []insertion) error {
	t, cases, err := insert(m.rng, host.Text, in)
	if err != nil {
		return fmt.Errorf("draft %s: %w", name, err)
	}
	m.drafts = append(m.drafts, labelledDraft{name, host, t, cases})
	return nil
}

// edited takes n passages for a host and edits them.
func (m *caseMaker) edited(host Document, n int) ([]insertion, error) {
	var in []insertion
	for range n {
		p, err := m.passages.draw(m.rng, host.Unit, ordinary)
		if err != nil {
			return nil, err
		}
		e := Edits()[m.made%len(Edits())]
		m.made++
		in = append(in, insertion{string(e), p, Apply(e, m.rng, p.text)})
	}
	return in, nil
}

// patchwork takes the passages of a patchwork draft, each source with its
// own edit.
func (m *caseMaker) patchwork(host Document) ([]insertion, error) {
	var in []insertion
	for _, e := range patchworkEdits {
		found, err := m.passages.drawFromOne(m.rng, host.Unit, long, patchworkPassages)
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			in = append(in, insertion{PatchworkKind, p, Apply(e, m.rng, p.text)})
		}
	}
	return in, nil
}

// spread gives the cases made by hand to the hosts in turn, leaving out those
// of the source's unit.
func (m *caseMaker) spread(o Options) error {
	next := 0
	for _, r := range o.Extra {
		p, err := m.passages.find(r)
		if err != nil {
			return err
		}
		tried := 0
		for ; tried < len(o.Hosts) && o.Hosts[next%len(o.Hosts)].Unit == p.unit; tried++ {
			next++
		}
		if tried == len(o.Hosts) {
			return fmt.Errorf("no host of another unit than %s", p.unit)
		}
		m.extra[next%len(o.Hosts)] = append(m.extra[next%len(o.Hosts)], insertion{r.Kind, p, strings.TrimSpace(r.Text)})
		next++
	}
	return nil
}

// runeSpan is the span in code points of t.
func runeSpan(t string, s text.Span) (start, end int) { return text.NewRuneIndex(t).Span(s) }
