//go:build unix

package queue_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"fenhao/api/queue"
	"fenhao/api/store"
	"fenhao/api/store/storetest"
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

// What happens when processes, disks and databases go away in the middle.

// A chunk of a worker that died is given out again so soon in these tests.
const lease = time.Second

// TestMain is also a worker in a process of its own: it works on the store it is told to until its input ends.
func TestMain(m *testing.M) {
	where := os.Getenv("FENHAO_TEST_WORK")
	if where == "" {
		os.Exit(m.Run())
	}
	if err := work(where); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func work(where string) error {
	ctx := context.Background()
	var st *store.Store
	var err error
	if store.IsURL(where) {
		st, err = store.Connect(ctx, where)
	} else {
		st, err = store.Open(where)
	}
	if err != nil {
		return err
	}
	s, err := queue.Open(ctx, st, policy.Embedded(), queue.Options{Plan: readPlan, Workers: 2, Lease: lease})
	if err != nil {
		return err
	}
	if id := os.Getenv("FENHAO_TEST_START"); id != "" {
		if err := s.Start(ctx, id); err != nil {
			return err
		}
	}
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return errors.Join(s.Close(ctx), st.Close())
}

// process is a worker in a process of its own.
type process struct {
	*exec.Cmd
	in io.Closer
}

func spawn(t *testing.T, where, start string) *process {
	t.Helper()
	c := exec.CommandContext(context.WithoutCancel(t.Context()), os.Args[0])
	c.Env = append(os.Environ(), "FENHAO_TEST_WORK="+where, "FENHAO_TEST_START="+start)
	var stderr bytes.Buffer
	c.Stderr = &stderr
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
	p := &process{c, in}
	t.Cleanup(func() {
		if p.ProcessState == nil {
			_ = in.Close()
			if err := p.Wait(); err != nil {
				t.Errorf("a worker: %v\n%s", err, stderr.String())
			}
		}
	})
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatalf("a worker did not get ready: %q, %v\n%s", line, err, stderr.String())
	}
	return p
}

// kill9 ends it at once: no signal handler, no deferred call, no rollback of its own.
func (p *process) kill9() {
	_ = p.Process.Kill()
	_ = p.Wait()
}

// long is a test that starts processes or waits: too much for a race detector.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("not in short mode")
	}
}

// The sizes of a budget that takes long enough for something to happen in the middle.
const chunks, each = 80, 400

// Three processes share one database. One is killed in the middle. The result is a single process's, to the byte.
func TestThreeWorkersOneKilled(t *testing.T) {
	long(t)
	csv, totals := single(t, chunks, each)
	where := storetest.Postgres(t)
	st, err := store.Connect(t.Context(), where)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	s := open(t, st, queue.Options{Workers: -1, Lease: lease})
	id := upload(t, s, chunks, each, queue.New{})
	victim := spawn(t, where, "")
	spawn(t, where, "")
	spawn(t, where, "")
	start(t, s, id)
	began := time.Now()
	until(t, s, id, chunks/10)
	victim.kill9()
	if b, err := s.Get(t.Context(), id); err != nil || b.State != queue.Running {
		t.Fatalf("killed too late: %s, %v", b.State, err)
	}
	killed := time.Now()
	finished(t, s, id)
	took, after := time.Since(began), time.Since(killed)
	same(t, s, id, csv, totals)
	b, err := s.Get(t.Context(), id)
	if err != nil || b.Done != chunks {
		t.Errorf("%d chunks of %d counted, %v", b.Done, chunks, err)
	}
	t.Logf("%d chunks by three processes in %v, %v after one of them was killed", chunks, took.Round(time.Millisecond), after.Round(time.Millisecond))
}

// A process that works alone on its file is killed in the middle and started again.
func TestKilledAndStartedAgain(t *testing.T) {
	long(t)
	csv, totals := single(t, chunks, each)
	dir := filepath.Join(t.TempDir(), "data")
	st, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, st, queue.Options{Workers: -1})
	id := upload(t, s, chunks, each, queue.New{})
	closeQueue(t, s)
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	victim := spawn(t, dir, id)
	look, err := sql.Open("sqlite", filepath.Join(dir, "fenhao.db")+"?_pragma=busy_timeout(5000)&_pragma=query_only(1)") // the folder is the victim's
	if err != nil {
		t.Fatal(err)
	}
	done, end := 0, time.Now().Add(20*time.Second)
	for done < chunks/10 && time.Now().Before(end) {
		time.Sleep(time.Millisecond)
		if err := look.QueryRowContext(t.Context(), `SELECT done FROM budget WHERE id = ?`, id).Scan(&done); err != nil {
			t.Fatal(err)
		}
	}
	victim.kill9()
	var state string
	if err := look.QueryRowContext(t.Context(), `SELECT state, done FROM budget WHERE id = ?`, id).Scan(&state, &done); err != nil || state != store.Running || done < chunks/10 || done == chunks {
		t.Fatalf("killed too late or early: %s, %d done, %v", state, done, err)
	}
	if err := look.Close(); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	st, err = store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	s = open(t, st, queue.Options{}) // with the lease of every day: nobody waits for it
	finished(t, s, id)
	t.Logf("opened again and finished in %v", time.Since(began).Round(time.Millisecond))
	same(t, s, id, csv, totals)
}

// An upload that was cut off by the end of its process is nobody's: it goes with the next start.
func TestCutOffUploadGoes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	st, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	s := open(t, st, queue.Options{})
	id, err := s.Create(t.Context(), queue.New{Header: header})
	if err != nil {
		t.Fatal(err)
	}
	closeQueue(t, s)
	s = open(t, st, queue.Options{})
	if _, err := s.Get(t.Context(), id); code(err) != fault.UnknownID {
		t.Errorf("it is still there: %v", err)
	}
}

// The database goes away in the middle of a run: whoever asks is told so, and when it is back the work goes on by itself.
func TestLostDatabase(t *testing.T) {
	long(t)
	csv, totals := single(t, chunks, each)
	server := storetest.NewServer(t)
	where := server.Database(t)
	st, err := store.Connect(t.Context(), where)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	s := open(t, st, queue.Options{Lease: lease})
	id := upload(t, s, chunks, each, queue.New{})
	start(t, s, id)
	until(t, s, id, chunks/10)
	server.Stop()
	asked := time.Now()
	_, err = s.Get(t.Context(), id)
	if code(err) != fault.NoStore {
		t.Errorf("asked without a database: %v", err)
	}
	if _, err := s.Create(t.Context(), queue.New{Header: header}); code(err) != fault.NoStore {
		t.Errorf("created without a database: %v", err)
	}
	if took := time.Since(asked); took > 5*time.Second {
		t.Errorf("it took %v to say so", took)
	}
	server.Start(t)
	began := time.Now()
	finished(t, s, id)
	t.Logf("finished %v after the database was back", time.Since(began).Round(time.Millisecond))
	same(t, s, id, csv, totals)
}

// There is no room left: for an upload, and in the middle of a run. Both are told, nothing is half published, and when there is room again
// the next budget goes through.
func TestFullDisk(t *testing.T) {
	long(t)
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			st, fill, empty := small(t, kind)
			s := open(t, st, queue.Options{Workers: -1})
			id := upload(t, s, 60, 400, queue.New{})
			start(t, s, id)
			fill()
			s = open(t, st, queue.Options{Workers: 1})
			b := ended(t, s, id)
			if b.State != queue.Failed || len(b.Problem) != 2 || b.Problem[0].Code != fault.BudgetFailed || b.Problem[1].Code != fault.StoreFull {
				t.Fatalf("%s: %v", b.State, b.Problem)
			}
			if _, err := s.Totals(t.Context(), id); code(err) != fault.BudgetState {
				t.Errorf("something was published: %v", err)
			}
			if left := blobs(t, st, id); left != 0 {
				t.Errorf("%d parts and blocks are still there", left)
			}
			uploading, err := s.Create(t.Context(), queue.New{Header: header})
			if err != nil {
				t.Fatal(err)
			}
			for i := 0; i < 200 && err == nil; i++ { // what the budget has left is some room
				err = s.PutFile(t.Context(), uploading, fmt.Sprint(i), noise(64<<10))
			}
			if code(err) != fault.StoreFull {
				t.Errorf("uploaded into a full store: %v", err)
			}
			empty()
			again := upload(t, s, 20, 400, queue.New{})
			start(t, s, again)
			finished(t, s, again)
		})
	}
}

// small is a store whose room ends with fill and comes back with empty. PostgreSQL's disk cannot be filled here, so a trigger says what
// the server says then.
func small(t *testing.T, kind string) (st *store.Store, fill, empty func()) {
	t.Helper()
	var err error
	if kind == "sqlite" {
		if st, err = store.Open(filepath.Join(t.TempDir(), "data")); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = st.Close() })
		pages := func(limit string) {
			if _, err := st.SQLite().ExecContext(t.Context(), "PRAGMA max_page_count = "+limit); err != nil {
				t.Fatal(err)
			}
		}
		return st, func() {
			var n int // a little room is left, as on a disk that a large file no longer goes on
			if err := st.SQLite().QueryRowContext(t.Context(), "PRAGMA page_count").Scan(&n); err != nil {
				t.Fatal(err)
			}
			pages(strconv.Itoa(n + 40))
		}, func() { pages("1000000") }
	}
	where := storetest.Postgres(t)
	if st, err = store.Connect(t.Context(), where); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	do := func(statement string) {
		c, err := pgx.Connect(t.Context(), where)
		if err == nil {
			_, err = c.Exec(t.Context(), statement)
			err = errors.Join(err, c.Close(context.Background()))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return st, func() {
			do(`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
				CREATE TRIGGER no_room BEFORE INSERT ON budget_part FOR EACH ROW EXECUTE FUNCTION no_room();
				CREATE TRIGGER no_room BEFORE INSERT ON budget_file FOR EACH ROW EXECUTE FUNCTION no_room()`)
		}, func() {
			do(`DROP FUNCTION no_room() CASCADE`)
		}
}

// noise cannot be compressed.
func noise(n int) []byte {
	b := make([]byte, n)
	x := uint64(88172645463325252)
	for i := range b {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		b[i] = byte(x)
	}
	return b
}

// When its time is over everything of a budget is deleted, so that it cannot be found in the files either: not in the pages that became
// free, not in the write-ahead log.
func TestExpired(t *testing.T) {
	long(t)
	dir := filepath.Join(t.TempDir(), "data")
	st, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	s := open(t, st, queue.Options{Keep: 3 * time.Second, Lease: lease})
	id := upload(t, s, 3, 400, queue.New{KeepInput: true})
	if err := s.PutFile(t.Context(), id, "secret", noise(5_000)); err != nil {
		t.Fatal(err)
	}
	start(t, s, id)
	finished(t, s, id)
	// What is stored, in samples long enough to be nothing else. Compressed or not, it must go as it was written.
	var samples [][]byte
	for n := range 3 {
		for _, read := range []func(context.Context, string, int) ([]byte, bool, error){st.Input, st.Records, st.Totals} {
			b, found, err := read(t.Context(), id, n)
			if err != nil || !found {
				t.Fatal(n, found, err)
			}
			for len(b) >= 32 {
				samples = append(samples, b[:32:32])
				b = b[32:]
			}
		}
	}
	if found := holds(t, dir, samples); found < len(samples)/2 {
		t.Fatalf("only %d of %d samples are where this test looks for them", found, len(samples))
	}
	end := time.Now().Add(20 * time.Second)
	for code(err) != fault.UnknownID {
		if _, err = s.Get(t.Context(), id); time.Now().After(end) {
			t.Fatalf("still there: %v", err)
		}
		time.Sleep(20 * time.Millisecond)
	}
	found := len(samples)
	for found > 0 && time.Now().Before(end) { // the log is emptied right after
		found = holds(t, dir, samples)
	}
	if found > 0 {
		t.Errorf("%d of %d samples are still in the files", found, len(samples))
	}
}

// holds is how many of the samples stand in the files of a folder.
func holds(t *testing.T, dir string, samples [][]byte) (n int) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range samples {
			if !seen[string(s)] && bytes.Contains(text, s) {
				seen[string(s)] = true
				n++
			}
		}
	}
	return n
}

// On a database that is shared, too, nothing stays in the tables, and two that sweep at once do not get in each other's way.
func TestExpiredOnPostgres(t *testing.T) {
	where := storetest.Postgres(t)
	var services [2]*queue.Service
	var st *store.Store
	for i := range services {
		var err error
		if st, err = store.Connect(t.Context(), where); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = st.Close() })
		services[i] = open(t, st, queue.Options{Keep: 300 * time.Millisecond, Lease: 100 * time.Millisecond})
	}
	for range 5 {
		upload(t, services[0], 2, 20, queue.New{})
	}
	c, err := pgx.Connect(t.Context(), where)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(context.Background()) }()
	left, end := 1, time.Now().Add(10*time.Second)
	for left > 0 && time.Now().Before(end) {
		time.Sleep(20 * time.Millisecond)
		if err := c.QueryRow(t.Context(), `SELECT (SELECT COUNT(*) FROM budget) + (SELECT COUNT(*) FROM budget_chunk) + (SELECT COUNT(*) FROM budget_input) + (SELECT COUNT(*) FROM budget_part) + (SELECT COUNT(*) FROM budget_file)`).Scan(&left); err != nil {
			t.Fatal(err)
		}
	}
	if left > 0 {
		t.Errorf("%d rows are left", left)
	}
}
