package store_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fenhao/api/store"
)

// A file becomes shorter when what it holds is deleted, one of an earlier version too, and a little room is held for a full disk.
func TestTheFileBecomesShorter(t *testing.T) {
	for _, earlier := range []bool{false, true} {
		dir := t.TempDir()
		if earlier {
			db, err := sql.Open("sqlite", filepath.Join(dir, "fenhao.db")+"?_pragma=journal_mode(WAL)")
			if err == nil {
				_, err = db.ExecContext(t.Context(), "CREATE TABLE something (x)")
			}
			if err != nil {
				t.Fatal(err)
			}
			_ = db.Close()
		}
		s, err := store.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		if err := s.CreateBudget(t.Context(), &store.Budget{ID: "b", Plan: []byte{}, Header: []byte{}}, time.Hour, time.Hour); err != nil {
			t.Fatal(err)
		}
		for n := range 20 {
			if err := s.PutChunk(t.Context(), "b", n, bytes.Repeat([]byte{byte(n)}, 300_000)); err != nil {
				t.Fatal(err)
			}
		}
		length := func(name string) int64 {
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			return info.Size()
		}
		if n := length("fenhao.db"); n < 2_000_000 {
			t.Fatalf("only %d bytes are where this test looks", n)
		}
		if err := s.Delete(t.Context(), "b"); err != nil {
			t.Fatal(err)
		}
		if db, log := length("fenhao.db"), length("fenhao.db-wal"); db > 1_000_000 || log > 0 {
			t.Errorf("earlier %v: %d bytes in the file and %d in the log are left", earlier, db, log)
		}
		if n := length("fenhao.reserve"); n != 8<<20 {
			t.Errorf("%d bytes are held", n)
		}
	}
}
