package store

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"fenhao/calc/fault"
)

// Fault says what an error of the store means to the one who asked: there is no room, or the store cannot be reached. The cause stays in
// it for the log. An error of the asker's own (ErrState, ErrKeyReused, a context that ended, a fault) is given back as it is.
func Fault(err error) error {
	switch {
	case err == nil, fault.All(err) != nil, errors.Is(err, ErrState), errors.Is(err, ErrKeyReused), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case isFull(err):
		return fmt.Errorf("%w: %w", fault.New(fault.StoreFull, ""), err)
	}
	return fmt.Errorf("%w: %w", fault.New(fault.NoStore, ""), err)
}

func isFull(err error) bool {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code()&0xff == sqlite3.SQLITE_FULL || lite.Code() == sqlite3.SQLITE_IOERR_SHMSIZE // of the file beside the log
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "53100" // disk_full
	}
	return errors.Is(err, syscall.ENOSPC)
}
