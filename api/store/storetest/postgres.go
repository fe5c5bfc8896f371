// Package storetest gives tests a store of each kind. For PostgreSQL it takes the server named in FENHAO_POSTGRES (a URL), else it starts
// one of its own in a temporary folder if the programs are installed, else the test is skipped; with FENHAO_REQUIRE_POSTGRES=1 it fails.
package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"fenhao/api/store"
)

// Each runs a test on every kind of store.
func Each(t *testing.T, do func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("memory", func(t *testing.T) { do(t, closed(t, store.Memory(), nil)) })
	t.Run("sqlite", func(t *testing.T) {
		s, err := store.Open(filepath.Join(t.TempDir(), "with space & 中文?#%"))
		do(t, closed(t, s, err))
	})
	t.Run("postgres", func(t *testing.T) {
		s, err := store.Connect(t.Context(), Postgres(t))
		do(t, closed(t, s, err))
	})
}

func closed(t *testing.T, s *store.Store, err error) *store.Store {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// Postgres is the URL of an empty database of the test's own.
func Postgres(t testing.TB) string {
	t.Helper()
	if address := os.Getenv("FENHAO_POSTGRES"); address != "" {
		return database(t, address)
	}
	return shared(t).Database(t)
}

var (
	once    sync.Once
	server  *Server
	problem error
)

// shared is started once a test program. It ends with it, see start.
func shared(t testing.TB) *Server {
	t.Helper()
	once.Do(func() {
		if server, problem = create(); problem == nil {
			problem = server.start()
		}
	})
	missing(t, problem)
	return server
}

// missing skips the test if there is no PostgreSQL, and fails it if there has to be.
func missing(t testing.TB, err error) {
	t.Helper()
	switch {
	case err == nil:
	case errors.Is(err, errNotInstalled) && os.Getenv("FENHAO_REQUIRE_POSTGRES") == "":
		t.Skip(err)
	default:
		t.Fatal(err)
	}
}

var errNotInstalled = errors.New("storetest: no PostgreSQL found (initdb and postgres)")

// Server is a PostgreSQL server of the test's own, reached by a socket in its folder.
type Server struct {
	bin, dir string
	ask      io.WriteCloser
	done     chan struct{} // closed when it has ended
}

// NewServer starts a server that the test may stop and start again.
func NewServer(t testing.TB) *Server {
	t.Helper()
	s, err := create()
	missing(t, err)
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.end("") })
	return s
}

func create() (*Server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "fenhao-postgres-")
	if err != nil {
		return nil, err
	}
	s := &Server{bin: bin, dir: dir}
	c := exec.CommandContext(context.Background(), filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "data"), "-U", "fenhao", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync") //nolint:gosec // found above
	c.Dir = dir
	if err := asUser(c, dir); err != nil {
		return nil, err
	}
	if out, err := c.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return s, nil
}

// programs is the folder with initdb and postgres: in the PATH, or where Debian puts them.
func programs() (string, error) {
	folders, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if p, err := exec.LookPath("initdb"); err == nil {
		if p, err = filepath.EvalSymlinks(p); err == nil {
			folders = append(folders, filepath.Dir(p))
		}
	}
	for _, dir := range slices.Backward(folders) {
		if _, err := os.Stat(filepath.Join(dir, "initdb")); err != nil {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, "postgres")); err == nil {
			return dir, nil
		}
	}
	return "", errNotInstalled
}

// start runs the server under a shell that waits for a word from us. However the test program ends, kill -9 included, the shell then reads
// the end of its input, stops the server and takes the folder away.
func (s *Server) start() error {
	const script = `"$0/postgres" -D "$1/data" -k "$1" -c listen_addresses= -c fsync=off -c max_connections=200 -c logging_collector=off >"$1/log" 2>&1 </dev/null &
server=$!
read word
kill -QUIT $server
wait $server
[ "$word" = again ] || rm -rf "$1"`
	c := exec.CommandContext(context.Background(), "/bin/sh", "-c", script, s.bin, s.dir) //nolint:gosec // our own script
	c.Dir = s.dir
	if err := asUser(c, ""); err != nil {
		return err
	}
	var err error
	if s.ask, err = c.StdinPipe(); err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	s.done = make(chan struct{})
	go func() {
		_ = c.Wait() // it is killed in the end
		close(s.done)
	}()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		c, err := pgx.Connect(context.Background(), s.URL("postgres"))
		if err == nil {
			return c.Close(context.Background())
		}
		if time.Now().After(end) {
			log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			s.end("")
			return fmt.Errorf("postgres did not start: %w\n%s", err, log)
		}
	}
}

func (s *Server) end(word string) {
	if s.ask == nil {
		return
	}
	_, _ = io.WriteString(s.ask, word)
	_ = s.ask.Close()
	<-s.done
	s.ask = nil
}

// Stop ends the server as a power cut would. What was committed stays.
func (s *Server) Stop() { s.end("again\n") }

// Start starts it again.
func (s *Server) Start(t testing.TB) {
	t.Helper()
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
}

// URL is the address of a database on the server.
func (s *Server) URL(name string) string {
	return "postgres:///" + name + "?" + url.Values{"host": {s.dir}, "user": {"fenhao"}}.Encode()
}

// Database is the address of a new, empty database.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	return database(t, s.URL("postgres"))
}

// database makes a database beside the one of the address, for as long as the test runs.
func database(t testing.TB, address string) string {
	t.Helper()
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	name := "fenhao_test_" + strings.ToLower(rand.Text())
	do := func(statement string) error {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		c, err := pgx.Connect(ctx, address)
		if err != nil {
			return err
		}
		_, err = c.Exec(ctx, statement)
		return errors.Join(err, c.Close(ctx))
	}
	if err := do("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = do("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)") }) // a server that was stopped has taken it along
	at.Path = "/" + name
	return at.String()
}
