// Package store keeps saved scenarios: in an SQLite file below the folder the service was given, or in memory where it was given none.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite", without cgo
)

//go:embed migrations/*.sql
var migrations embed.FS

// Saved is one saved scenario, with what it came to and the book it was calculated with.
type Saved struct {
	ID         string
	Created    int64 // milliseconds since 1970, UTC
	Ruleset    string
	Body       string // the scenario as JSON
	Totals     string // its sums as JSON
	Parameters string // the book's values it rests on, as JSON
	Digest     string // of the body
	Key        string // the Idempotency-Key it was saved under; "" if none
}

// ErrKeyReused is the error of an idempotency key that has saved something else.
var ErrKeyReused = errors.New("store: the idempotency key has saved another scenario")

// memoryBytes is how much is kept without a folder; the oldest go first.
const memoryBytes = 64 << 20

// Store is where scenarios are kept. Its memory is opened with the first use: a service that nobody asks to save anything needs none.
type Store struct {
	dir  string // "" keeps in memory
	once sync.Once
	err  error

	write *sql.DB // one connection: SQLite has one writer
	read  *sql.DB
}

// Memory keeps scenarios for as long as the process lives.
func Memory() *Store { return &Store{} }

// Open keeps scenarios in a folder, which is made if it is not there.
func Open(dir string) (*Store, error) {
	s := &Store{dir: dir}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, err
	}
	return s, s.open()
}

// Kept says where scenarios are kept: "disk" or "memory".
func (s *Store) Kept() string {
	if s.dir == "" {
		return "memory"
	}
	return "disk"
}

func (s *Store) open() error {
	s.once.Do(func() { s.err = s.connect() })
	return s.err
}

func (s *Store) connect() error {
	const common = "_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)"
	if s.dir == "" {
		db, err := sql.Open("sqlite", "file::memory:?"+common)
		if err != nil {
			return err
		}
		db.SetMaxOpenConns(1) // every connection to memory is a database of its own
		db.SetConnMaxLifetime(0)
		s.write, s.read = db, db
		return s.migrate()
	}
	file := (&url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(filepath.Join(s.dir, "fenhao.db"))}).String()
	options := common + "&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)"
	var err error
	if s.write, err = sql.Open("sqlite", file+"?"+options+"&_txlock=immediate"); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if err := s.migrate(); err != nil {
		return err
	}
	if s.read, err = sql.Open("sqlite", file+"?"+options+"&_pragma=query_only(1)"); err != nil {
		return err
	}
	s.read.SetMaxOpenConns(4)
	return nil
}

func (s *Store) migrate() error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, s.write, files)
	if err != nil {
		return err
	}
	if _, err := p.Up(context.Background()); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

// Close ends the use of the store.
func (s *Store) Close() error {
	if s.write == nil {
		return nil
	}
	err := s.write.Close()
	if s.read != nil && s.read != s.write {
		err = errors.Join(err, s.read.Close())
	}
	return err
}

const columns = `id, created, ruleset, body, totals, parameters, digest, COALESCE(idempotency_key, '')`

func scan(row *sql.Row) (Saved, bool, error) {
	var v Saved
	switch err := row.Scan(&v.ID, &v.Created, &v.Ruleset, &v.Body, &v.Totals, &v.Parameters, &v.Digest, &v.Key); {
	case errors.Is(err, sql.ErrNoRows):
		return v, false, nil
	case err != nil:
		return v, false, err
	}
	return v, true, nil
}

// Save keeps a scenario, whole or not at all. Saved again under the same idempotency key, the first one comes back.
func (s *Store) Save(ctx context.Context, v Saved) (Saved, error) {
	if err := s.open(); err != nil {
		return v, err
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return v, err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	var key any
	if v.Key != "" {
		key = v.Key
		before, found, err := scan(tx.QueryRowContext(ctx, `SELECT `+columns+` FROM saved_scenario WHERE idempotency_key = ?`, v.Key))
		switch {
		case err != nil:
			return v, err
		case found && before.Digest != v.Digest:
			return v, ErrKeyReused
		case found:
			return before, nil
		}
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO saved_scenario (id, created, ruleset, body, totals, parameters, digest, idempotency_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		v.ID, v.Created, v.Ruleset, v.Body, v.Totals, v.Parameters, v.Digest, key); err != nil {
		return v, err
	}
	if s.dir == "" {
		if _, err := tx.ExecContext(ctx, `DELETE FROM saved_scenario WHERE id IN (
			SELECT id FROM (SELECT id, SUM(LENGTH(body) + LENGTH(totals) + LENGTH(parameters)) OVER (ORDER BY created DESC, id DESC) AS held FROM saved_scenario) AS sizes WHERE held > ?)`, memoryBytes); err != nil {
			return v, err
		}
	}
	return v, tx.Commit()
}

// Get is a saved scenario; found is false if there is none of that id.
func (s *Store) Get(ctx context.Context, id string) (v Saved, found bool, err error) {
	if err := s.open(); err != nil {
		return v, false, err
	}
	return scan(s.read.QueryRowContext(ctx, `SELECT `+columns+` FROM saved_scenario WHERE id = ?`, id))
}
