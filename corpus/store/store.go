// Package store is the truth of the archive: rows and texts in SQLite, the
// original files beside it under their content address. What a method has
// acknowledged is on disk and survives a power cut. It implements
// corpus.Store.
//
// One connection writes and a pool reads, so readers never wait for a
// writer. Several processes may hold the same archive; their writes take
// turns, and one that waits longer than five seconds gets a message.Error
// with code Busy. Sentences for a damaged, newer, full or read-only archive
// are message.Errors too; everything else is an internal error.
package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"path/filepath"
	"runtime"

	"github.com/klauspost/compress/zstd"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"hegao/corpus"
)

// databaseName is the file of the database inside the archive's folder.
const databaseName = "hegao.db"

// maxUnpacked bounds what one stored text or record may unpack to, in bytes,
// so that a damaged row cannot take all memory.
const maxUnpacked = 1 << 30

// Store is an open archive. It is safe for use by several goroutines.
type Store struct {
	dir       string
	writer    *sql.DB // one connection
	readers   *sql.DB
	originals originals
	packer    *zstd.Encoder
	unpacker  *zstd.Decoder
}

var _ corpus.Store = (*Store)(nil)

// Open opens the archive in dir and makes it where there is none. The schema
// is brought up to this program's version; an archive of a newer version is
// refused with the error "archive_newer" and left as it was.
func Open(ctx context.Context, dir string) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir, originals: originals{filepath.Join(dir, "originals")}}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(s.explain(ctx, err), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context) error {
	if err := makeDir(s.dir); err != nil {
		return err
	}
	if err := s.originals.prepare(); err != nil {
		return err
	}
	if err := s.openPacking(); err != nil {
		return err
	}
	var err error
	if s.writer, err = sql.Open("sqlite", dataSource(s.dir, false)); err != nil {
		return err
	}
	s.writer.SetMaxOpenConns(1)
	if err := migrate(ctx, s.writer); err != nil {
		return err
	}
	if s.readers, err = sql.Open("sqlite", dataSource(s.dir, true)); err != nil {
		return err
	}
	pool := max(4, runtime.GOMAXPROCS(0))
	s.readers.SetMaxOpenConns(pool)
	s.readers.SetMaxIdleConns(pool)
	return s.readers.PingContext(ctx)
}

func (s *Store) openPacking() (err error) {
	s.packer, err = zstd.NewWriter(nil, zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<20))
	if err != nil {
		return err
	}
	s.unpacker, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxUnpacked))
	return err
}

// Close releases the archive. Readers go first, so that the writer, as the
// last one out, can fold the write-ahead log into the database.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*sql.DB{s.readers, s.writer} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if s.packer != nil {
		errs = append(errs, s.packer.Close())
	}
	if s.unpacker != nil {
		s.unpacker.Close()
	}
	return errors.Join(errs...)
}

// dataSource names the database and how it is opened. The path is escaped,
// because it may hold the characters that separate options.
func dataSource(dir string, readOnly bool) string {
	options := url.Values{"_pragma": {
		"busy_timeout(5000)",
		"foreign_keys(1)",
		"synchronous(FULL)",
	}}
	if readOnly {
		// Not mode=ro: a reader of a write-ahead log must write its lock.
		options.Add("_pragma", "query_only(1)")
	} else {
		options.Add("_pragma", "journal_mode(WAL)")
		options.Set("_txlock", "immediate")
	}
	file := url.URL{Path: filepath.ToSlash(filepath.Join(dir, databaseName))}
	return "file:" + file.EscapedPath() + "?" + options.Encode()
}
