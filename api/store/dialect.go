package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// conn asks either database in one SQL: ? stands for a value, @now for the milliseconds since 1970 by the database's own clock, which is
// the same for every machine that shares it.
type conn interface {
	// exec says how many rows changed.
	exec(ctx context.Context, query string, args ...any) (int64, error)
	// one reads the first row; found is false if there is none.
	one(ctx context.Context, query string, args []any, to ...any) (found bool, err error)
	// each reads row after row. The connection is held until do has seen the last.
	each(ctx context.Context, query string, args []any, do func(scan func(to ...any) error) error) error
}

// Tx is a transaction. SQL or PGX is the driver's own, for the queue to put jobs into the same transaction.
type Tx struct {
	conn
	SQL *sql.Tx
	PGX pgx.Tx
}

// InTx does all of it or nothing.
func (s *Store) InTx(ctx context.Context, do func(*Tx) error) error {
	if err := s.open(); err != nil {
		return err
	}
	tx, commit, rollback, err := s.begin(ctx)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, ignoreClosed(rollback(context.WithoutCancel(ctx))))
	}
	return commit(ctx)
}

// ignoreClosed: a transaction that the database has ended already is not worth a second error.
func ignoreClosed(err error) error {
	if err == nil || errors.Is(err, sql.ErrTxDone) || errors.Is(err, pgx.ErrTxClosed) || strings.Contains(err.Error(), "no transaction is active") {
		return nil
	}
	return err
}

func (s *Store) beginSQLite(ctx context.Context) (tx *Tx, commit, rollback func(context.Context) error, err error) {
	// The driver rolls back by itself when a context ends in the middle of a statement; begun without it, the end is ours alone.
	t, err := s.file.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return nil, nil, nil, err
	}
	return &Tx{conn: sqliteConn{t}, SQL: t}, func(context.Context) error { return t.Commit() }, func(context.Context) error { return t.Rollback() }, nil
}

func (s *Store) beginPostgres(ctx context.Context) (tx *Tx, commit, rollback func(context.Context) error, err error) {
	t, err := s.pool.Begin(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	return &Tx{conn: postgresConn{t}, PGX: t}, t.Commit, t.Rollback, nil
}

// sqliteConn is a pool or a transaction of database/sql.
type sqliteConn struct {
	db interface {
		ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
		QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
		QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	}
}

var sqliteWords = strings.NewReplacer("@now", "CAST(unixepoch('subsec') * 1000 AS INTEGER)")

func (c sqliteConn) exec(ctx context.Context, query string, args ...any) (int64, error) {
	r, err := c.db.ExecContext(ctx, sqliteWords.Replace(query), args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (c sqliteConn) one(ctx context.Context, query string, args []any, to ...any) (bool, error) {
	return found(c.db.QueryRowContext(ctx, sqliteWords.Replace(query), args...).Scan(to...))
}

func (c sqliteConn) each(ctx context.Context, query string, args []any, do func(scan func(to ...any) error) error) error {
	rows, err := c.db.QueryContext(ctx, sqliteWords.Replace(query), args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := do(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// postgresConn is a pool or a transaction of pgx.
type postgresConn struct {
	db interface {
		Exec(ctx context.Context, query string, args ...any) (pgconn.CommandTag, error)
		Query(ctx context.Context, query string, args ...any) (pgx.Rows, error)
		QueryRow(ctx context.Context, query string, args ...any) pgx.Row
	}
}

func (c postgresConn) exec(ctx context.Context, query string, args ...any) (int64, error) {
	tag, err := c.db.Exec(ctx, postgresWords(query), args...)
	return tag.RowsAffected(), err
}

func (c postgresConn) one(ctx context.Context, query string, args []any, to ...any) (bool, error) {
	return found(c.db.QueryRow(ctx, postgresWords(query), args...).Scan(to...))
}

func (c postgresConn) each(ctx context.Context, query string, args []any, do func(scan func(to ...any) error) error) error {
	rows, err := c.db.Query(ctx, postgresWords(query), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// postgresWords numbers the values: $1, $2 … No text of ours has a question mark in it.
func postgresWords(query string) string {
	query = strings.ReplaceAll(query, "@now", "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)")
	var b strings.Builder
	for n := 1; ; n++ {
		before, after, more := strings.Cut(query, "?")
		b.WriteString(before)
		if !more {
			return b.String()
		}
		b.WriteString("$" + strconv.Itoa(n))
		query = after
	}
}

func found(err error) (bool, error) {
	if errors.Is(err, sql.ErrNoRows) { // pgx.ErrNoRows is one too
		return false, nil
	}
	return err == nil, err
}
