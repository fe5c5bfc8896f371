package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// A disk that is full must not stay full for ever: to delete something SQLite has to write first, and to start it has to make a file. So a
// little room is held by a file of its own, which is given up when there is none left, and made again when there is.

const (
	databaseName = "fenhao.db"
	reserveName  = "fenhao.reserve"
	reserveSize  = 8 << 20
	logLimit     = "4194304" // bytes of the write-ahead log that stay when it has been copied
	shrinkStep   = "512"     // pages that the file is made shorter by at once: what a step writes fits into the reserve
)

// reserve holds the room, as much of it as there is: where the disk is nearly full, a quarter of what is left. Without a reserve everything
// works as long as there is room.
func (s *Store) reserve() {
	before, after, err := s.hold(reserveSize)
	if err != nil {
		_ = os.Truncate(filepath.Join(s.dir, reserveName), before+(after-before)/4)
	}
}

// hold makes the reserve so large, or as large as it can be. It is noise: a file system that compresses would hold nothing for zeros.
func (s *Store) hold(size int64) (before, after int64, err error) {
	f, err := os.OpenFile(filepath.Join(s.dir, reserveName), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return 0, 0, err
	}
	noise := make([]byte, 64<<10)
	_, _ = rand.Read(noise) // never fails since Go 1.24
	before = info.Size()
	for after = before; after < size && err == nil; {
		var n int
		n, err = f.Write(noise)
		after += int64(n)
	}
	return before, after, err
}

// release gives the room up. From now on nothing is taken in until there is a reserve again.
func (s *Store) release() {
	s.scarce.Store(true)
	_ = os.Remove(filepath.Join(s.dir, reserveName))
}

// errScarce refuses what could take the room that deleting needs.
var errScarce = fmt.Errorf("store: what is left is for deleting: %w", syscall.ENOSPC)

// taking refuses to take something in while room is scarce.
func (s *Store) taking() error {
	if s.scarce.Load() {
		return errScarce
	}
	return nil
}

// roomy does something that makes room. Where there is none to do it in, it is done again with the reserve, sparingly.
func (s *Store) roomy(ctx context.Context, do func() error) error {
	err := do()
	if !isFull(err) || s.file == nil || s.dir == "" {
		return err
	}
	s.release()
	if err := s.sparing(context.WithoutCancel(ctx), true); err != nil {
		return err
	}
	return do()
}

// sparing makes little be written, or as much as usual: what is deleted is not overwritten but cut off with the pages that held it, and the
// log is not copied into the file by itself, which could take the room that deleting needs.
func (s *Store) sparing(ctx context.Context, on bool) error {
	words := [...]string{`PRAGMA secure_delete = ON`, `PRAGMA wal_autocheckpoint = 1000`}
	if on {
		words[1] = `PRAGMA wal_autocheckpoint = 0`
		cuts, err := s.cuts(ctx)
		if err != nil {
			return err
		}
		if cuts {
			words[0] = `PRAGMA secure_delete = FAST`
		}
	}
	for _, w := range words {
		if _, err := s.write.exec(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) inRoomyTx(ctx context.Context, do func(*Tx) error) error {
	return s.roomy(ctx, func() error { return s.InTx(ctx, do) })
}

// cuts tells whether the file can be made shorter.
func (s *Store) cuts(ctx context.Context) (bool, error) {
	var method int
	_, err := s.write.one(ctx, `PRAGMA auto_vacuum`, nil, &method)
	return method != 0, err
}

// mostRewritten is how large a file of an earlier version may be, in pages, that is written anew so that it can be made shorter. It is
// written through memory. A larger one stays as it is: what becomes free in it is used again.
const mostRewritten = 16 << 10

// makeShrinkable rewrites such a file.
func (s *Store) makeShrinkable(ctx context.Context) error {
	var pages int
	if cuts, err := s.cuts(ctx); err != nil || cuts {
		return err
	}
	if _, err := s.write.one(ctx, `PRAGMA page_count`, nil, &pages); err != nil || pages > mostRewritten {
		return err
	}
	if _, err := s.write.exec(ctx, `PRAGMA auto_vacuum = INCREMENTAL; VACUUM`); err != nil && !isFull(err) {
		return err
	}
	return nil
}

// Forget takes what was deleted out of the file, which becomes shorter, and out of the write-ahead log. It has been overwritten already,
// see secure_delete. PostgreSQL gives the room of deleted rows to others in its own time.
func (s *Store) Forget(ctx context.Context) error {
	if s.file == nil || s.dir == "" {
		return nil
	}
	ctx = context.WithoutCancel(ctx)
	return s.roomy(ctx, func() error {
		if err := s.shorten(ctx); err != nil {
			return err
		}
		if err := s.emptyLog(ctx); err != nil {
			return err
		}
		s.reserve()
		if !s.scarce.CompareAndSwap(true, false) {
			return nil
		}
		return s.sparing(ctx, false)
	})
}

// shorten gives the pages that nothing stands in any more back.
func (s *Store) shorten(ctx context.Context) error {
	cuts, err := s.cuts(ctx)
	if err != nil || !cuts {
		return err
	}
	for last := 0; ; {
		var free int
		if _, err := s.write.one(ctx, `PRAGMA freelist_count`, nil, &free); err != nil {
			return err
		}
		if free == 0 || free == last {
			return nil
		}
		last = free
		_, err := s.write.exec(ctx, `PRAGMA incremental_vacuum(`+shrinkStep+`)`)
		if isFull(err) && s.scarce.Load() {
			last, err = 0, s.emptyLog(ctx) // what is no longer part of the file is not copied
		}
		if err != nil {
			return err
		}
	}
}

// emptyLog copies the log into the file and ends it. While room is scarce it looks first whether all of it fits: half of it would take what
// is left and give nothing back.
func (s *Store) emptyLog(ctx context.Context) error {
	if s.scarce.Load() {
		var pages, size int64
		if _, err := s.write.one(ctx, `SELECT page_count, page_size FROM pragma_page_count, pragma_page_size`, nil, &pages, &size); err != nil {
			return err
		}
		info, err := os.Stat(filepath.Join(s.dir, databaseName))
		if err != nil {
			return err
		}
		_, _, err = s.hold(pages*size - info.Size())
		s.release()
		if err != nil {
			return errScarce
		}
	}
	_, err := s.write.exec(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return err
}
