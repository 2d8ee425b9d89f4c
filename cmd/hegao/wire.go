package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/segment"
	"hegao/corpus"
	"hegao/corpus/fpindex"
	"hegao/corpus/search"
	"hegao/corpus/store"
)

// archive is an open archive with what must be closed besides.
type archive struct {
	*corpus.Archive
	full func() (*search.Index, error)
	used *search.Index
}

// openArchive puts the archive in dir together, creating it where there is
// none, and indexes what a process that died left unindexed. Full-text
// search and its dictionary are opened only when something asks for them.
func (a *app) openArchive(ctx context.Context, dir string) (*archive, error) {
	st, err := store.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	prints, rebuild, err := openPrints(filepath.Join(dir, "fingerprints"))
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	out := &archive{}
	out.full = sync.OnceValues(func() (*search.Index, error) {
		x, err := search.Open(filepath.Join(dir, "search"), segment.Load)
		if err == nil && x.Rebuilt() {
			err = st.MarkAllPending(ctx) // it is new and empty
		}
		out.used = x
		return x, err
	})
	full := func() (corpus.FullText, error) { return out.full() }
	if out.Archive, err = corpus.New(ctx, st, prints, full); err != nil {
		return nil, errors.Join(err, prints.Close(), st.Close())
	}
	if err := a.recover(ctx, out, rebuild); err != nil {
		return nil, errors.Join(err, out.Close())
	}
	return out, nil
}

// openPrints opens the fingerprint index, anew where it is damaged.
func openPrints(dir string) (x *fpindex.Index, rebuild bool, err error) {
	x, err = fpindex.Open(dir)
	if errors.Is(err, fpindex.ErrDamaged) {
		x, err = fpindex.Recreate(dir)
		return x, true, err
	}
	return x, false, err
}

// recover brings the indexes up to the store. While another process holds
// the full-text index, it is the one that does so; only fingerprints that
// were damaged cannot wait, because nothing would be found without them.
func (a *app) recover(ctx context.Context, out *archive, rebuild bool) error {
	m := a.meter()
	defer m.done()
	progress := func(done int) { m.show(a.say("cmd.indexing", itoa(done))) }
	var err error
	if rebuild {
		err = out.Rebuild(ctx, progress)
	} else {
		err = out.CatchUp(ctx, progress)
	}
	if message.CodeOf(err) == message.Busy && !rebuild {
		return nil
	}
	return err
}

// fullText opens the full-text index and fills it where it is new.
func (a *app) fullText(ctx context.Context, out *archive) error {
	if _, err := out.full(); err != nil {
		return err
	}
	return a.recover(ctx, out, false)
}

// Close closes everything that was opened: the full-text index last, since
// whoever holds it is the one that writes.
func (x *archive) Close() error {
	err := x.Archive.Close()
	if x.used != nil {
		err = errors.Join(err, x.used.Close())
	}
	return err
}

// openForCheck opens the archive for comparing. Where there is none, drafts
// are compared with nothing and nothing is created.
func (a *app) openForCheck(ctx context.Context) (reuse.Archive, func() error, error) {
	if _, err := os.Stat(a.data); errors.Is(err, fs.ErrNotExist) {
		return noReports{}, func() error { return nil }, nil
	}
	x, err := a.openArchive(ctx, a.data)
	if err != nil {
		return nil, nil, err
	}
	return x, x.Close, nil
}

// faultsFile, in the folder of the archive, holds the unit's settings of the
// fault rules.
const faultsFile = "faults.yaml"

// maxFaultsFile is the most that is read of it, in bytes: a little more than
// what is understood, so that the reader says what is too long.
const maxFaultsFile = 1 << 20

// faultSettings are the unit's settings of the fault rules; none where there
// is no such file.
func faultSettings(dir string) (fault.Settings, error) {
	path := filepath.Join(dir, faultsFile)
	data, err := corpus.ReadFile(path, maxFaultsFile)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.Settings{}, nil
	}
	if err != nil {
		return fault.Settings{}, err
	}
	return fault.ReadSettings(path, data)
}

// noReports is an archive without reports.
type noReports struct{}

func (noReports) Lookup(_ context.Context, h []reuse.Hash) ([]reuse.Posting, error) {
	return make([]reuse.Posting, len(h)), nil
}
func (noReports) PairCounts(_ context.Context, p []reuse.Hash) ([]int, error) {
	return make([]int, len(p)), nil
}
func (noReports) Sources(context.Context, []reuse.DocID) ([]*reuse.Source, error) {
	return nil, message.Errorf(message.NotFound, "report_missing", "")
}
func (noReports) Reports() int                      { return 0 }
func (noReports) Family(id reuse.DocID) reuse.DocID { return id }
