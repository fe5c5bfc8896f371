package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrationLock is the advisory lock under which a PostgreSQL database is migrated: "fenhao" in ASCII.
const migrationLock = 0x66656e68616f

// migrate brings the tables up to date, ours and the queue's. Replicas that start together take turns, and the second finds nothing
// to do.
func (s *Store) migrate(ctx context.Context) error {
	err := s.alone(ctx, func() error {
		db, dialect := s.file, goose.DialectSQLite3
		if s.pool != nil {
			db, dialect = stdlib.OpenDBFromPool(s.pool), goose.DialectPostgres
			defer func() { _ = db.Close() }() // the pool stays open
		}
		files, err := fs.Sub(migrations, "migrations")
		if err != nil {
			return err
		}
		p, err := goose.NewProvider(dialect, db, spelled{files, s.pool != nil})
		if err != nil {
			return err
		}
		if _, err := p.Up(ctx); err != nil {
			return err
		}
		quiet := &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)}
		if s.pool != nil {
			m, err := rivermigrate.New(riverpgxv5.New(s.pool), quiet)
			if err == nil {
				_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
			}
			return err
		}
		m, err := rivermigrate.New(riversqlite.New(s.file), quiet)
		if err == nil {
			_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

// alone does something that no other process does to this database at the same time. A process that dies lets go. A folder is this
// process's alone for as long as it is open, see lock.
func (s *Store) alone(ctx context.Context, do func() error) (err error) {
	if s.pool == nil {
		return do()
	}
	c, err := s.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer c.Release()
	if _, err := c.Exec(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
		return err
	}
	defer func() {
		_, e := c.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrationLock)
		err = errors.Join(err, e)
	}()
	return do()
}

// spelled are the migrations, written for SQLite, in the words of PostgreSQL if it is asked for: one text, two spellings.
type spelled struct {
	fs.FS
	postgres bool
}

var postgresTypes = strings.NewReplacer(" INTEGER", " BIGINT", " BLOB", " BYTEA", ") STRICT;", ");")

func (s spelled) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	if err != nil || !s.postgres || !strings.HasSuffix(name, ".sql") {
		return f, err
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return spelledFile{f, strings.NewReader(postgresTypes.Replace(string(text)))}, nil
}

type spelledFile struct {
	fs.File
	text io.Reader
}

func (f spelledFile) Read(b []byte) (int, error) { return f.text.Read(b) }
