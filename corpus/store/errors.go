package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"hegao/analyzer/message"
)

// primaryCode cuts SQLite's extended result codes down to their kind.
const primaryCode = 0xff

// explain gives err a sentence for people where the cause is one that a
// person can do something about.
func (s *Store) explain(ctx context.Context, err error) error {
	var known *message.Error
	var lite *sqlite.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &lite):
		return s.explainCode(lite.Code()&primaryCode, err)
	case errors.Is(err, syscall.ENOSPC):
		return message.Errorf(message.Internal, "disk_full").Wrap(err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR):
		return message.Errorf(message.Invalid, "archive_unwritable", s.dir).Wrap(err)
	}
	return err
}

func (s *Store) explainCode(code int, err error) error {
	switch code {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return message.Errorf(message.Busy, "archive_busy").Wrap(err)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return s.damaged(err)
	case sqlite3.SQLITE_FULL:
		return message.Errorf(message.Internal, "disk_full").Wrap(err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return message.Errorf(message.Invalid, "archive_unwritable", s.dir).Wrap(err)
	}
	return err
}

// damaged is the error for bytes in the archive that are not what was written.
func (s *Store) damaged(cause error) error {
	return message.Errorf(message.Damaged, "archive_damaged", s.dir).Wrap(cause)
}

// orMissing turns "no row" into the NotFound error name, about thing.
func orMissing(err error, name, thing string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return message.Errorf(message.NotFound, name, thing)
	}
	return err
}
