package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"fenhao/api/store"
	"fenhao/api/store/storetest"
)

// at opens the store of a folder or a database.
func at(where string) (*store.Store, error) {
	if store.IsURL(where) {
		return store.Connect(context.Background(), where)
	}
	return store.Open(where)
}

// TestMain is also another process: it opens the store it is told to and ends, or holds it until it is killed.
func TestMain(m *testing.M) {
	if where := os.Getenv("FENHAO_TEST_OPEN"); where != "" {
		s, err := at(where)
		if err == nil && os.Getenv("FENHAO_TEST_HOLD") != "" {
			_, _ = os.Stdout.WriteString("open\n")
			_, _ = io.Copy(io.Discard, os.Stdin)
		}
		if err == nil {
			err = s.Close()
		}
		if err != nil {
			_, _ = os.Stderr.WriteString(err.Error())
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// A folder is one process's at a time. A second is refused, a process that ends or is killed lets go, and one that is just ending is
// waited for.
func TestAFolderBelongsToOneProcess(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	hold := func() (end io.Closer, kill func()) {
		t.Helper()
		c := exec.CommandContext(context.WithoutCancel(t.Context()), os.Args[0])
		c.Env = append(os.Environ(), "FENHAO_TEST_OPEN="+dir, "FENHAO_TEST_HOLD=1")
		in, err := c.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
		if line, err := bufio.NewReader(out).ReadString('\n'); err != nil {
			t.Fatal(line, err)
		}
		return in, func() { _ = c.Process.Kill(); _ = c.Wait() }
	}
	_, kill := hold()
	if s, err := store.Open(dir); !errors.Is(err, store.ErrInUse) {
		t.Fatalf("opened beside another process: %v %v", s, err)
	}
	kill()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatalf("after the other was killed: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	end, _ := hold()
	time.AfterFunc(500*time.Millisecond, func() { _ = end.Close() })
	if s, err = store.Open(dir); err != nil {
		t.Fatalf("while the other was ending: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// Replicas that start together, two of them in processes of their own, migrate an empty database once. A folder they have one after the
// other: each lets go at once.
func TestReplicasMigrateOnce(t *testing.T) {
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			where := filepath.Join(t.TempDir(), "data")
			if kind == "postgres" {
				where = storetest.Postgres(t)
			}
			var wg sync.WaitGroup
			for range 2 {
				wg.Go(func() {
					c := exec.CommandContext(t.Context(), os.Args[0])
					c.Env = append(os.Environ(), "FENHAO_TEST_OPEN="+where)
					if out, err := c.CombinedOutput(); err != nil {
						t.Errorf("%v: %s", err, out)
					}
				})
				wg.Go(func() {
					s, err := at(where)
					if err != nil {
						t.Error(err)
						return
					}
					_ = s.Close()
				})
			}
			wg.Wait()
			if doubled := strings.Join(twice(t, where), " "); doubled != "" {
				t.Errorf("migrated twice: %s", doubled)
			}
		})
	}
}

// twice are the versions that goose or the queue has applied more than once; it fails if nothing has been applied.
func twice(t *testing.T, where string) []string {
	t.Helper()
	const ours, queue = `SELECT version_id, COUNT(*) FROM goose_db_version WHERE version_id > 0 GROUP BY version_id`, `SELECT version, COUNT(*) FROM river_migration GROUP BY version`
	var out []string
	see := func(next func() bool, scan func(...any) error) {
		n := 0
		for ; next(); n++ {
			var version, times string
			if err := scan(&version, &times); err != nil {
				t.Fatal(err)
			}
			if times != "1" {
				out = append(out, version)
			}
		}
		if n == 0 {
			t.Error("nothing was migrated")
		}
	}
	if store.IsURL(where) {
		c, err := pgx.Connect(t.Context(), where)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = c.Close(context.Background()) }()
		for _, q := range []string{ours, queue} {
			rows, err := c.Query(t.Context(), strings.NewReplacer("SELECT version_id", "SELECT version_id::text", "SELECT version,", "SELECT version::text,", "COUNT(*)", "COUNT(*)::text").Replace(q))
			if err != nil {
				t.Fatal(err)
			}
			see(rows.Next, rows.Scan)
			rows.Close()
		}
		return out
	}
	db, err := sql.Open("sqlite", filepath.Join(where, "fenhao.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, q := range []string{ours, queue} {
		rows, err := db.QueryContext(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		see(rows.Next, rows.Scan)
		_ = rows.Close()
	}
	return out
}
