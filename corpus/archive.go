package corpus

import (
	"context"
	"errors"
	"slices"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
)

// Archive is the archive of past reports. It is safe for concurrent use;
// imports run one after another.
type Archive struct {
	store  Store
	prints Fingerprints
	full   func() (FullText, error)

	importing sync.Mutex
	writing   bool         // takeOver has succeeded; guarded by importing
	mu        sync.RWMutex // guards families and gone
	families  families
	gone      map[ReportID]bool // deleted reports, which the indexes still hold
	sources   *lru.Cache[ReportID, *reuse.Source]
}

// cachedSources is how many normalised reports are kept in memory: about
// 45 KB each.
const cachedSources = 1024

// New puts an archive together from its parts. The full-text index is
// opened on first use, because a check does not need it. After a crash, call
// CatchUp.
func New(ctx context.Context, store Store, prints Fingerprints, full func() (FullText, error)) (*Archive, error) {
	known, err := store.Families(ctx)
	if err != nil {
		return nil, err
	}
	cache, err := lru.New[ReportID, *reuse.Source](cachedSources)
	if err != nil {
		return nil, err
	}
	a := &Archive{store: store, prints: prints, full: full, families: families(known), sources: cache}
	return a, a.seeDeleted(ctx)
}

// Store gives access to what is kept besides reports: records and originals.
func (a *Archive) Store() Store { return a.store }

// Reports is the number of reports that can be found.
func (a *Archive) Reports() int {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return max(a.prints.Reports()-len(a.gone), 0)
}

// Family returns the family of a report.
func (a *Archive) Family(id reuse.DocID) reuse.DocID {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return reuse.DocID(a.families.of(ReportID(id)))
}

// Lookup returns the postings of each hash. Where the fingerprint index turns
// out to be damaged, it is made anew first.
func (a *Archive) Lookup(ctx context.Context, hashes []reuse.Hash) ([]reuse.Posting, error) {
	found, err := a.lookup(hashes)
	if !errors.Is(err, ErrDamaged) {
		return found, err
	}
	a.importing.Lock()
	defer a.importing.Unlock()
	if found, err = a.lookup(hashes); !errors.Is(err, ErrDamaged) {
		return found, err // another goroutine has mended it
	}
	if err := a.rebuild(ctx, nil); err != nil {
		return nil, err
	}
	return a.lookup(hashes)
}

func (a *Archive) lookup(hashes []reuse.Hash) ([]reuse.Posting, error) {
	found, err := a.prints.Lookup(hashes, reuse.DocumentCut(a.prints.Reports()))
	a.withoutGone(found)
	return found, err
}

// PairCounts returns in how many reports each pair occurs.
func (a *Archive) PairCounts(_ context.Context, pairs []reuse.Hash) ([]int, error) {
	return a.prints.PairCounts(pairs), nil
}

// Sources returns reports as the analyzer sees them. Cost: one query for those
// that are not in memory.
func (a *Archive) Sources(ctx context.Context, ids []reuse.DocID) ([]*reuse.Source, error) {
	out := make([]*reuse.Source, len(ids))
	var missing []ReportID
	for i, id := range ids {
		if s, ok := a.sources.Get(ReportID(id)); ok {
			out[i] = s
		} else {
			missing = append(missing, ReportID(id))
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	entries, err := a.store.Entries(ctx, missing)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i] == nil {
			out[i], entries = sourceOf(&entries[0]), entries[1:]
			a.sources.Add(ReportID(ids[i]), out[i])
		}
	}
	return out, nil
}

func sourceOf(e *Entry) *reuse.Source {
	return reuse.NewSource(reuse.Source{
		ID: reuse.DocID(e.ID), Name: e.Name(), File: e.File, Title: e.Title, Unit: string(e.Unit), Year: e.Year, Text: e.Text,
	})
}

// Open returns one report with its text, by its name.
func (a *Archive) Open(ctx context.Context, name string) (*Report, string, error) {
	r, err := a.store.ByName(ctx, name)
	if err != nil {
		return nil, "", err
	}
	t, err := a.store.Text(ctx, r.ID)
	return r, t, err
}

// Sightings lists the files a report's text was seen in.
func (a *Archive) Sightings(ctx context.Context, id ReportID) ([]Sighting, error) {
	return a.store.Sightings(ctx, id)
}

// Relatives lists the other reports of a report's family.
func (a *Archive) Relatives(ctx context.Context, r *Report) ([]*Report, error) {
	a.mu.RLock()
	ids := slices.DeleteFunc(a.families.members(a.families.of(r.ID)), func(id ReportID) bool { return id == r.ID })
	a.mu.RUnlock()
	return a.store.Reports(ctx, ids)
}

// Similar returns the past reports that are like t, which may be a whole
// report or one passage.
func (a *Archive) Similar(ctx context.Context, t string, limit int) ([]reuse.Alike, error) {
	if text.Chars(t) == 0 {
		return nil, message.Errorf(message.Empty, "passage_empty")
	}
	return reuse.Similar(ctx, a, t, limit)
}

// Close closes the parts that were opened.
func (a *Archive) Close() error {
	err := a.prints.Close()
	if e := a.store.Close(); err == nil {
		err = e
	}
	return err
}
