// Package store keeps saved scenarios and workforce budgets: in an SQLite file below the folder the service was given, in a PostgreSQL
// database that several machines share, or in memory where it was given neither.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"modernc.org/sqlite" // the driver "sqlite", without cgo
	sqlite3 "modernc.org/sqlite/lib"
)

// memoryPages is how much is kept without a folder or a database: pages of 4,096 bytes, 512 MiB together.
const memoryPages = 128 << 10

// Store is where things are kept. Its memory is opened with the first use: a service that nobody asks to save anything needs none.
type Store struct {
	dir  string // "" keeps in memory
	once sync.Once
	err  error

	scarce atomic.Bool // see room.go

	write, read conn
	begin       func(context.Context) (tx *Tx, commit, rollback func(context.Context) error, err error)

	// One of the two is set. SQLite has one writer, so its pool has one connection; readers have a pool of their own.
	file, readers *sql.DB
	pool          *pgxpool.Pool

	unlock func() error // lets go of the folder, see lock
}

// Memory keeps things for as long as the process lives.
func Memory() *Store { return &Store{} }

// Open keeps things in a folder, which is made if it is not there. It is this process's alone until Close: ErrInUse if another has it.
func Open(dir string) (*Store, error) {
	s := &Store{dir: dir}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return s, s.open()
}

// IsURL tells an address of a PostgreSQL database from the name of a folder.
func IsURL(s string) bool {
	return strings.HasPrefix(s, "postgres://") || strings.HasPrefix(s, "postgresql://")
}

// Connect keeps things in a PostgreSQL database: postgres://user@host/name.
func Connect(ctx context.Context, address string) (*Store, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, err // without the password: pgx takes it out
	}
	// A machine that is gone must not hold a request for minutes, and the queue listens, elects and fetches beside the requests.
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = 5 * time.Second
	}
	config.MaxConns = max(config.MaxConns, 12)
	if _, named := config.ConnConfig.RuntimeParams["application_name"]; !named {
		config.ConnConfig.RuntimeParams["application_name"] = "fenhao"
	}
	// A machine that freezes in the middle of a transaction must not hold up the others.
	if _, set := config.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"]; !set {
		config.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"] = "10s"
	}
	s := &Store{}
	if s.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return nil, err
	}
	s.once.Do(func() {}) // there is nothing left to open
	s.write, s.read = postgresConn{s.pool}, postgresConn{s.pool}
	s.begin = s.beginPostgres
	if err := s.migrate(ctx); err != nil {
		s.pool.Close()
		return nil, err
	}
	return s, nil
}

// Kept says where things are kept: "disk" or "memory".
func (s *Store) Kept() string {
	if s.InMemory() {
		return "memory"
	}
	return "disk"
}

// InMemory tells whether what is kept ends with the process.
func (s *Store) InMemory() bool { return s.dir == "" && s.pool == nil }

// SQLite is the pool that writes, nil on PostgreSQL. The queue keeps its jobs in the same database.
func (s *Store) SQLite() *sql.DB { return s.file }

// Postgres is the pool, nil on SQLite.
func (s *Store) Postgres() *pgxpool.Pool { return s.pool }

// Reachable tells whether the store answers. One in memory always does.
func (s *Store) Reachable(ctx context.Context) error {
	if s.InMemory() {
		return nil
	}
	if err := s.open(); err != nil {
		return err
	}
	_, err := s.read.one(ctx, `SELECT COUNT(*) FROM goose_db_version`, nil, new(int))
	return err
}

// Ready opens what is opened with the first use.
func (s *Store) Ready() error { return s.open() }

func (s *Store) open() error {
	s.once.Do(func() { s.err = s.openSQLite() })
	return s.err
}

const sqliteOptions = "_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)"

func (s *Store) openSQLite() error {
	s.begin = s.beginSQLite
	if s.dir == "" {
		db, err := sql.Open("sqlite", "file::memory:?"+sqliteOptions)
		if err != nil {
			return err
		}
		db.SetMaxOpenConns(1) // every connection to memory is a database of its own
		db.SetConnMaxLifetime(0)
		s.file, s.readers = db, db
		s.write, s.read = sqliteConn{db}, sqliteConn{db}
		if _, err := s.write.exec(context.Background(), fmt.Sprintf("PRAGMA max_page_count = %d", memoryPages)); err != nil {
			return err
		}
		return s.migrate(context.Background())
	}
	opening.Lock()
	defer opening.Unlock()
	err := s.openFile("")
	if isFull(err) { // how else could anybody delete something
		s.release()
		if err = s.openFile("_pragma=wal_autocheckpoint(0)&"); err == nil {
			err = s.sparing(context.Background(), true)
		}
	}
	if err == nil && !s.scarce.Load() {
		s.reserve()
	}
	return err
}

// ErrInUse is the error of a folder that another process keeps things in.
var ErrInUse = errors.New("store: another process uses the folder")

// lockTime is how many milliseconds a process that is ending has to let go of its folder.
const lockTime = "5000"

// lock takes the folder for this process: what is under way in it would else be taken for something that a process left behind. The lock is
// a transaction on an empty database beside the real one, locked the way SQLite locks: on every system, and never longer than the process
// lives.
func (s *Store) lock() error {
	path := filepath.Join(s.dir, "fenhao.lock")
	if err := private(path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", sqliteURL(path)+"?_pragma=busy_timeout("+lockTime+")&_txlock=exclusive")
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		var lite *sqlite.Error
		if errors.As(err, &lite) && lite.Code()&0xff == sqlite3.SQLITE_BUSY {
			err = ErrInUse
		}
		return errors.Join(err, db.Close())
	}
	s.unlock = func() error { return errors.Join(tx.Rollback(), db.Close()) }
	return nil
}

// openFile opens the database in the folder. On an error nothing is open.
func (s *Store) openFile(first string) (err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
			s.file, s.readers = nil, nil
		}
	}()
	if err := s.lock(); err != nil {
		return err
	}
	path := filepath.Join(s.dir, databaseName)
	if err := private(path); err != nil {
		return err
	}
	file := sqliteURL(path)
	// What is deleted is overwritten, and nothing is sorted in files elsewhere: wages stay in one place and go when they are told to.
	const options = sqliteOptions + "&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(" + logLimit + ")&_pragma=synchronous(NORMAL)&_pragma=secure_delete(1)&_pragma=temp_store(2)"
	if info, e := os.Stat(path); e == nil && info.Size() == 0 {
		first += "_pragma=auto_vacuum(2)&" // to be said before anything is written; said later it would write itself
	}
	if s.file, err = sql.Open("sqlite", file+"?"+first+options+"&_txlock=immediate"); err != nil {
		return err
	}
	s.file.SetMaxOpenConns(1)
	s.write = sqliteConn{s.file}
	if s.readers, err = sql.Open("sqlite", file+"?"+options+"&_pragma=query_only(1)"); err != nil {
		return err
	}
	s.readers.SetMaxOpenConns(4)
	s.read = sqliteConn{s.readers}
	if err := s.migrate(context.Background()); err != nil {
		return err
	}
	return s.makeShrinkable(context.Background())
}

func sqliteURL(path string) string {
	return (&url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path)}).String()
}

// opening: see private.
var opening sync.Mutex

// private makes a file that only its owner reads, or makes it so. SQLite gives the files beside it the same permissions. The folder is left
// as it is if it was there: it may be somebody's /tmp. A file that is there is not opened: closing it would let go of every lock that this
// process has on it, which is why a store is opened by one goroutine at a time, too.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600) //nolint:gosec // the operator's own folder
	if err == nil {
		return f.Close()
	}
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Stat(path)
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		err = os.Chmod(path, 0o600)
	}
	return err
}

// Close ends the use of the store.
func (s *Store) Close() error {
	if s.pool != nil {
		s.pool.Close()
		return nil
	}
	var err error
	if s.file != nil {
		if s.scarce.Load() {
			_, _, _ = s.hold(reserveSize) // or closing takes the room for what is in the log
		}
		err = s.file.Close()
		if s.readers != nil && s.readers != s.file {
			err = errors.Join(err, s.readers.Close())
		}
	}
	if s.unlock != nil { // last: the next process finds everything closed
		err = errors.Join(err, s.unlock())
		s.unlock = nil
	}
	return err
}
