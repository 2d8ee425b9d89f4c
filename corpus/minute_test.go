//go:build heavy

package corpus_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hegao/analyzer/evaluate/generate"
	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
	"hegao/corpus"
)

// TestReadersAndAWriter: for a minute, ten readers check drafts and look
// fingerprints up while a writer adds one report after another. Whatever was
// acknowledged before a reader began must be in its answer, and every answer
// must hold against the texts.
func TestReadersAndAWriter(t *testing.T) {
	const readers, before, minute = 10, 40, time.Minute
	p := open(t, t.TempDir(), nil)
	series := generate.NewCorpus(7, 100_000)
	var there atomic.Int64 // reports 0 … there-1 are acknowledged
	write := func() {
		n := int(there.Load())
		r := series.Report(n)
		in := corpus.Input{Name: fmt.Sprintf("%06d.txt", n), Known: corpus.Known{Unit: corpus.Unit(r.Unit), Year: r.Year}, Read: func() ([]byte, error) { return []byte(r.Text), nil }}
		take(t, p, corpus.ImportOptions{NoSplit: true}, in)
		there.Store(int64(n + 1))
	}
	for range before {
		write()
	}
	stop := time.Now().Add(minute)
	var checks atomic.Int64
	var wg sync.WaitGroup
	for k := range readers {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(k), 1))
			for time.Now().Before(stop) && !t.Failed() {
				if err := readOnce(p, series, rng, int(there.Load())); err != nil {
					t.Error(err)
				}
				checks.Add(1)
			}
		})
	}
	for time.Now().Before(stop) && !t.Failed() {
		write()
	}
	wg.Wait()
	t.Logf("%d reports written, %d answers held against the texts", there.Load()-before, checks.Load())
}

// readOnce checks a draft that took a paragraph from a report that is there,
// and looks up all grams of that report.
func readOnce(p *parts, series *generate.Corpus, rng *rand.Rand, there int) error {
	source := series.Report(rng.IntN(there)).Text
	passage := longParagraph(source, rng)
	own := series.Report(50_000 + rng.IntN(50_000)).Text
	draft := own[:strings.Index(own, "\n")+1] + passage + "\n" + own[strings.Index(own, "\n")+1:]
	r, err := reuse.Find(context.Background(), p.Archive, reuse.Draft{Text: draft})
	if err != nil {
		return err
	}
	if err := holdsPassage(p, draft, passage, r); err != nil {
		return err
	}
	return listed(p, source)
}

func longParagraph(t string, rng *rand.Rand) string {
	lines := strings.Split(t, "\n")
	long := slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return text.Chars(l) < 80 })
	return long[rng.IntN(len(long))]
}

// holdsPassage: nearly all of what was copied is in passages, and each
// passage has a source that holds it as it says.
func holdsPassage(p *parts, draft, passage string, r *reuse.Result) error {
	at := strings.Index(draft, passage)
	covered := 0
	for _, x := range r.Passages {
		covered += max(0, min(x.Span.End, at+len(passage))-max(x.Span.Start, at))
		for _, s := range x.Sources {
			_, body, err := p.Open(context.Background(), s.Report)
			if err != nil {
				return err
			}
			if s.Span.End > len(body) || x.Kind == reuse.Verbatim && text.Chars(s.Span.Of(body)) == 0 {
				return fmt.Errorf("%s does not hold %v", s.Report, s.Span)
			}
		}
	}
	if covered*10 < len(passage)*9 {
		return fmt.Errorf("%d of %d bytes found of %q", covered, len(passage), passage)
	}
	return nil
}

// listed: the index lists the report under each of its grams.
func listed(p *parts, source string) error {
	track := text.Normalize(source)
	id, err := p.store.ByName(context.Background(), track.Identity()[:16])
	if err != nil {
		return err
	}
	var hashes []reuse.Hash
	for _, g := range reuse.Prints(track.Runes) {
		hashes = append(hashes, g.Hash)
	}
	postings, err := p.Lookup(context.Background(), hashes)
	if err != nil {
		return err
	}
	for i, x := range postings {
		there := slices.ContainsFunc(x.Spots, func(s reuse.Spot) bool { return s.Doc == reuse.DocID(id.ID) })
		if x.Count == 0 || x.Spots != nil && !there {
			return fmt.Errorf("hash %x does not lead to report %d", hashes[i], id.ID)
		}
	}
	return nil
}
