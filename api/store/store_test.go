package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"fenhao/api/store"
	"fenhao/api/store/storetest"
)

// What was saved is read again as it was, whatever stands in it.
func TestSavedIsReadAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		want := store.Saved{ID: "a", Created: 7, Ruleset: "r", Body: `{"name":"'); DROP TABLE saved_scenario; --"}`, Totals: "{}", Parameters: "[]", Digest: "d"}
		if _, err := s.Save(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		got, found, err := s.Get(t.Context(), "a")
		if err != nil || !found || got != want {
			t.Errorf("got %+v, %v, %v", got, found, err)
		}
		if _, found, err := s.Get(t.Context(), "b"); found || err != nil {
			t.Errorf("what was never saved: %v, %v", found, err)
		}
	})
}

// The same key and body save once; the same key and another body are refused, and nothing is saved.
func TestIdempotencyKey(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		first, err := s.Save(t.Context(), store.Saved{ID: "a", Digest: "d", Key: "k"})
		if err != nil {
			t.Fatal(err)
		}
		again, err := s.Save(t.Context(), store.Saved{ID: "b", Digest: "d", Key: "k"})
		if err != nil || again.ID != first.ID {
			t.Errorf("saved again as %q, %v", again.ID, err)
		}
		if _, err := s.Save(t.Context(), store.Saved{ID: "c", Digest: "other", Key: "k"}); !errors.Is(err, store.ErrKeyReused) {
			t.Errorf("another body under the same key: %v", err)
		}
		for _, id := range []string{"b", "c"} {
			if _, found, _ := s.Get(t.Context(), id); found {
				t.Errorf("%s was saved", id)
			}
		}
	})
}

// Many at once under one key: one is saved, all get it.
func TestManyAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ids := make([]string, 20)
		var wg sync.WaitGroup
		for i := range ids {
			wg.Go(func() {
				v, err := s.Save(context.Background(), store.Saved{ID: fmt.Sprint(i), Digest: "d", Key: "k"})
				if err != nil {
					t.Error(err)
				}
				ids[i] = v.ID
			})
		}
		wg.Wait()
		for _, id := range ids {
			if id != ids[0] {
				t.Fatalf("different ones came back: %v", ids)
			}
		}
	})
}

// What is on disk outlives the process; nothing is written outside the folder.
func TestDiskOutlivesTheStore(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "data")
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Save(t.Context(), store.Saved{ID: "a", Body: "x"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Close() }()
	if v, found, err := again.Get(t.Context(), "a"); err != nil || !found || v.Body != "x" {
		t.Errorf("%+v %v %v", v, found, err)
	}
	entries, _ := os.ReadDir(parent)
	if len(entries) != 1 {
		t.Errorf("something was written beside the folder: %v", entries)
	}
}

// Nobody but the owner reads what is kept, however open the process makes its files.
func TestOnlyTheOwnerReads(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if _, err := s.Save(t.Context(), store.Saved{ID: "a"}); err != nil {
		t.Fatal(err)
	}
	err = filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if wal, err := os.Stat(filepath.Join(dir, "fenhao.db-wal")); err != nil || wal.Size() == 0 {
		t.Errorf("the write-ahead log is not where this test looks: %v", err)
	}
}

// Without a folder the oldest go when there are too many.
func TestMemoryIsBounded(t *testing.T) {
	s := store.Memory()
	defer func() { _ = s.Close() }()
	body := strings.Repeat("x", 16<<20)
	for i := range 5 {
		if _, err := s.Save(t.Context(), store.Saved{ID: fmt.Sprint(i), Created: int64(i), Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	if _, found, _ := s.Get(t.Context(), "0"); found {
		t.Error("the oldest is still there")
	}
	if _, found, _ := s.Get(t.Context(), "4"); !found {
		t.Error("the newest is gone")
	}
}
