package queue_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"fenhao/api/queue"
	"fenhao/api/store"
	"fenhao/calc/fault"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// tiny is a data folder on a disk of so many bytes.
func tiny(t *testing.T, size int) string {
	t.Helper()
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, fmt.Sprintf("size=%d", size)); err != nil {
		t.Skip("no disk can be mounted here: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return filepath.Join(disk, "data")
}

// stuff uploads until there is no room: a large file first, which fits into the log of the database but not into its file as well, then
// chunk after chunk. What the upload had put is deleted, as the service does.
func stuff(t *testing.T, s *queue.Service, large []byte, remove bool) {
	t.Helper()
	id, err := s.Create(t.Context(), queue.New{Plan: []byte("{}"), Header: header})
	if err == nil {
		err = s.PutFile(t.Context(), id, "large", large)
	}
	block := noise(200 << 10)
	for i := 0; err == nil && i < 1000; i++ {
		err = s.PutChunk(t.Context(), id, &workforce.Block{Number: i, Row: 2 + 4096*i, CSV: block})
	}
	if code(err) != fault.StoreFull {
		t.Fatalf("put into a full store: %v", err)
	}
	if remove {
		if err := s.Delete(t.Context(), id); err != nil {
			t.Fatalf("deleted in a full store: %v", err)
		}
	}
}

// fill takes all room that is left on the disk, for somebody else's file.
func fill(t *testing.T, file string) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for size := 64 << 10; size > 0; size /= 2 {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
}

// A full disk heals: what an upload without an end had put gives its room back at once, and a service that is started on a full disk
// starts, so that something can be deleted, and then goes on.
func TestFullDiskHeals(t *testing.T) {
	long(t)
	for _, size := range []int{6 << 20, 40 << 20} {
		t.Run(fmt.Sprint(size>>20, " MiB"), func(t *testing.T) {
			dir := tiny(t, size)
			begin := func(workers int) (*queue.Service, func()) {
				t.Helper()
				st, err := store.Open(dir)
				if err != nil {
					t.Fatalf("not opened: %v", err)
				}
				s, err := queue.Open(context.WithoutCancel(t.Context()), st, policy.Embedded(), queue.Options{Plan: readPlan, Workers: workers, Log: quiet(t)})
				if err != nil {
					t.Fatalf("not started: %v", err)
				}
				return s, func() {
					closeQueue(t, s)
					_ = st.Close()
				}
			}
			s, end := begin(1)
			works := func() string {
				t.Helper()
				id := upload(t, s, 1, 50, queue.New{})
				start(t, s, id)
				finished(t, s, id)
				return id
			}
			first := works()
			for _, large := range []int{0, size / 4, size / 2} {
				stuff(t, s, noise(large), true)
				works()
			}
			if db := length(t, filepath.Join(dir, "fenhao.db")); db > 1<<20 {
				t.Errorf("the file still has %d bytes", db)
			}

			// The process ends before it can delete anything.
			end()
			s, end = begin(-1)
			stuff(t, s, noise(size/2), false)
			end()
			s, end = begin(1)
			works()

			// All room is taken, the last byte, and the process starts.
			end()
			other := filepath.Join(filepath.Dir(dir), "somebody's")
			fill(t, other)
			s, end = begin(1)
			defer func() { end() }()
			if _, err := s.Get(t.Context(), first); err != nil {
				t.Error(err)
			}
			if err := s.Delete(t.Context(), first); err != nil {
				t.Errorf("deleted on a full disk: %v", err)
			}
			if err := os.Remove(other); err != nil {
				t.Fatal(err)
			}
			works()
		})
	}
}

func length(t *testing.T, file string) int64 {
	t.Helper()
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
