package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"hegao/analyzer/message"
)

// migrations holds 001_….sql, 002_….sql and so on without gaps; file n takes
// the schema from version n-1 to n. A file that was shipped never changes.
//
//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the schema up to date in one transaction, so that a program
// killed half-way leaves the old version whole.
func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Glob(migrations, "migrations/*.sql") // in the order of their numbers
	if err != nil {
		return err
	}
	return inTransaction(ctx, db, func(tx *sql.Tx) error {
		var version int
		if err := tx.QueryRowContext(ctx, sqlSchemaVersion).Scan(&version); err != nil {
			return err
		}
		if version > len(files) {
			return message.Errorf(message.Unsupported, "archive_newer")
		}
		for _, name := range files[version:] {
			if err := applyMigration(ctx, tx, name); err != nil {
				return err
			}
		}
		// A PRAGMA takes no parameters.
		_, err := tx.ExecContext(ctx, fmt.Sprintf("%s = %d", sqlSchemaVersion, len(files)))
		return err
	})
}

func applyMigration(ctx context.Context, tx *sql.Tx, name string) error {
	script, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// inTransaction runs do in a transaction that is kept when do succeeds.
func inTransaction(ctx context.Context, db *sql.DB, do func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}
