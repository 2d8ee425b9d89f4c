package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// keptRecords is how many records of a kind are kept: the newest.
const keptRecords = 1000

// SaveRecord keeps a JSON record under kind and id. One that is there is
// replaced and counts as the newest. Older ones than the newest 1,000 of the
// kind are dropped, but for those that a kept job came to.
func (s *Store) SaveRecord(ctx context.Context, kind, id string, json []byte) error {
	return s.saveRecord(ctx, kind, id, json, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, sqlPruneRecord, kind, keptRecords)
		return err
	})
}

// KeepRecord is SaveRecord for what people decided: however many records of
// the kind there are, none is dropped. Use one of the two for a kind.
func (s *Store) KeepRecord(ctx context.Context, kind, id string, json []byte) error {
	return s.saveRecord(ctx, kind, id, json, func(*sql.Tx) error { return nil })
}

func (s *Store) saveRecord(ctx context.Context, kind, id string, json []byte, then func(*sql.Tx) error) error {
	packed := s.packer.EncodeAll(json, nil)
	err := inTransaction(ctx, s.writer, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, sqlSaveRecord, kind, id, time.Now().UnixMicro(), packed); err != nil {
			return err
		}
		return then(tx)
	})
	return s.explain(ctx, err)
}

// LoadRecord returns a kept record, or the NotFound error "record_missing".
func (s *Store) LoadRecord(ctx context.Context, kind, id string) ([]byte, error) {
	var packed []byte
	err := s.readers.QueryRowContext(ctx, sqlLoadRecord, kind, id).Scan(&packed)
	if err != nil {
		return nil, s.explain(ctx, orMissing(err, "record_missing", id))
	}
	json, err := s.unpacker.DecodeAll(packed, nil)
	if err != nil {
		return nil, s.damaged(fmt.Errorf("record %s %s: %w", kind, id, err))
	}
	return json, nil
}
