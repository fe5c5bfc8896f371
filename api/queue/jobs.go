package queue

import (
	"context"
	"database/sql"
	"log/slog"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"fenhao/api/store"
)

// jobs is the queue itself, river, on either database. What the jobs say is no more than a budget's id and a chunk's number.
type jobs interface {
	Start(context.Context) error
	Stop(context.Context) error
	chunks(ctx context.Context, tx *store.Tx, id string, numbers []int) error
	finish(ctx context.Context, tx *store.Tx, id string) error
}

type chunkJob struct {
	Budget string `json:"budget"`
	Chunk  int    `json:"chunk"`
}

func (chunkJob) Kind() string { return "budget_chunk" }

type finishJob struct {
	Budget string `json:"budget"`
}

func (finishJob) Kind() string { return "budget_finish" }

// client is river on a database whose transactions are T.
type client[T any] struct {
	*river.Client[T]
	own   func(*store.Tx) T
	queue string
}

func newJobs(s *Service) (jobs, error) {
	if pool := s.store.Postgres(); pool != nil {
		return newClient(s, riverpgxv5.New(pool), func(tx *store.Tx) pgx.Tx { return tx.PGX })
	}
	return newClient(s, riversqlite.New(s.store.SQLite()), func(tx *store.Tx) *sql.Tx { return tx.SQL })
}

// A chunk takes less than a second. What takes minutes hangs, and a job that was running when its process died is only tidied up: its
// chunk has been handed out anew long before, see Options.Lease.
const (
	fetchTime  = 2 * time.Millisecond // a worker that is free waits no longer than a quick chunk takes
	jobTime    = 2 * time.Minute
	rescueTime = 5 * time.Minute
	jobsKept   = 10 * time.Minute
)

func newClient[T any](s *Service, driver riverdriver.Driver[T], own func(*store.Tx) T) (*client[T], error) {
	c := &client[T]{own: own, queue: queueName(s.book.Hash())}
	config := &river.Config{
		FetchCooldown: fetchTime, FetchPollInterval: time.Second,
		JobTimeout: jobTime, RescueStuckJobsAfter: rescueTime, MaxAttempts: maxTries, RetryPolicy: soon{},
		CompletedJobRetentionPeriod: jobsKept, CancelledJobRetentionPeriod: jobsKept, DiscardedJobRetentionPeriod: jobsKept,
		Logger: slog.New(onlyWarnings{s.log.Handler()}),
	}
	if s.options.Workers >= 0 {
		n := s.options.Workers
		if n == 0 {
			n = runtime.GOMAXPROCS(0)
		}
		config.Queues = map[string]river.QueueConfig{c.queue: {MaxWorkers: n}}
		config.Workers = river.NewWorkers()
		river.AddWorker(config.Workers, river.WorkFunc(func(ctx context.Context, j *river.Job[chunkJob]) error {
			return s.chunk(ctx, j.Args.Budget, j.Args.Chunk)
		}))
		river.AddWorker(config.Workers, river.WorkFunc(func(ctx context.Context, j *river.Job[finishJob]) error {
			return s.finish(ctx, j.Args.Budget)
		}))
	}
	var err error
	c.Client, err = river.NewClient(driver, config)
	return c, err
}

// queueName is the queue of the budgets of one policy book: a worker with another book never touches them.
func queueName(ruleset string) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(ruleset))
	return "budgets_" + name[:min(len(name), 40)]
}

func (c *client[T]) chunks(ctx context.Context, tx *store.Tx, id string, numbers []int) error {
	params := make([]river.InsertManyParams, len(numbers))
	for i, n := range numbers {
		params[i] = river.InsertManyParams{Args: chunkJob{id, n}, InsertOpts: &river.InsertOpts{Queue: c.queue}}
	}
	_, err := c.InsertManyTx(ctx, c.own(tx), params)
	return err
}

// finish comes before the chunks of other budgets: its own are all done.
func (c *client[T]) finish(ctx context.Context, tx *store.Tx, id string) error {
	_, err := c.InsertTx(ctx, c.own(tx), finishJob{id}, &river.InsertOpts{Queue: c.queue, Priority: 1})
	return err
}

// onlyWarnings keeps the queue's ordinary comings and goings out of the log.
type onlyWarnings struct{ slog.Handler }

func (h onlyWarnings) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && h.Handler.Enabled(ctx, l)
}
