package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"fenhao/api"
	"fenhao/api/queue"
	"fenhao/api/store"
	"fenhao/calc/policy"
)

// keeping is where a process keeps things, and what it does for budgets.
type keeping struct {
	data, db string
	keep     time.Duration
	workers  int
}

func (k *keeping) flags(c *cobra.Command) {
	k.workFlags(c)
	c.Flags().StringVar(&k.data, "data", "", "the only folder the service writes to: saved scenarios and budgets; without it they are kept in memory. With --db: where workbooks wait while they are read")
	c.Flags().DurationVar(&k.keep, "keep", 24*time.Hour, "how long a budget's results are kept after the run has ended; more than 0")
}

func (k *keeping) workFlags(c *cobra.Command) {
	c.Flags().StringVar(&k.db, "db", "", "PostgreSQL database that several machines share: postgres://user@host/name; the password is best left to PGPASSWORD")
	c.Flags().IntVar(&k.workers, "workers", 0, "parts of budgets calculated at once; 0 is one for each core, -1 leaves them to fenhao worker")
}

// open opens the store that the flags name.
func (k *keeping) open(ctx context.Context) (*store.Store, error) {
	switch {
	case k.workers < -1:
		return nil, errors.New("--workers is a number of workers, 0 or -1")
	case k.db == "" && k.workers < 0:
		return nil, errors.New("--workers -1 needs --db: without it nobody else can do the work")
	case k.db != "" && !store.IsURL(k.db):
		return nil, errors.New("--db is an address like postgres://user@host/name")
	case k.db != "":
		if k.data != "" {
			if err := os.MkdirAll(k.data, 0o700); err != nil {
				return nil, refused{fmt.Errorf("cannot keep anything in %s: %w", k.data, err)}
			}
		}
		st, err := store.Connect(ctx, k.db)
		if err != nil {
			return nil, refused{fmt.Errorf("cannot use the database: %w", err)}
		}
		return st, nil
	case k.data != "":
		st, err := store.Open(k.data)
		if errors.Is(err, store.ErrInUse) {
			return nil, refused{fmt.Errorf("另一个 fenhao 正在使用文件夹 %s。请先停止它，或用 --data 指定另一个文件夹；几个进程要共用，请用 --db。\n"+
				"Another fenhao uses the folder %s. Stop it first, or name another folder with --data; processes that are to share things need --db", k.data, k.data)}
		}
		if err != nil {
			return nil, refused{fmt.Errorf("cannot keep anything in %s: %w", k.data, err)}
		}
		return st, nil
	}
	return store.Memory(), nil
}

// warn says that others may look into the data folder. What is in it is its owner's alone, but the names of files tell something too; and
// a folder that was there is left as it is.
func (k *keeping) warn(log *slog.Logger) {
	if info, err := os.Stat(k.data); k.data != "" && err == nil && info.Mode().Perm()&0o077 != 0 {
		log.Warn("others may look into the data folder; its files are private all the same", "folder", k.data, "mode", info.Mode().Perm().String())
	}
}

// budgets takes part in the store's queue.
func (k *keeping) budgets(ctx context.Context, st *store.Store, b *policy.Book, log *slog.Logger) (*queue.Service, error) {
	s, err := queue.Open(ctx, st, b, queue.Options{Plan: api.ReadPlan, Keep: k.keep, Workers: k.workers, Log: log})
	if err != nil {
		return nil, refused{fmt.Errorf("cannot take part in the queue: %w", err)}
	}
	return s, nil
}

// leave ends a process's part in the queue. Chunks under way get some time to end; one that does not is done again by somebody else.
func leave(s *queue.Service, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	if err := s.Close(ctx); err != nil {
		log.Warn("stopped with parts of budgets unfinished", "error", err)
	}
}

func worker() *cobra.Command {
	var k keeping
	var folder string
	c := &cobra.Command{
		Use: "worker", Short: "参与计算共享数据库里的预算 · Help to calculate the budgets of a shared database", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			switch {
			case k.db == "":
				return errors.New("which database? --db postgres://user@host/name")
			case k.workers < 0:
				return errors.New("a worker without --workers has nothing to do")
			}
			b, err := book(folder)
			if err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(c.Context(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			st, err := k.open(ctx)
			if err != nil {
				return err
			}
			defer func() { _ = st.Close() }()
			log := slog.New(slog.NewJSONHandler(c.ErrOrStderr(), nil))
			s, err := k.budgets(ctx, st, b, log)
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(c.OutOrStdout(), "ruleset %s\n", b.Hash()); err != nil {
				return refused{err}
			}
			<-ctx.Done()
			stop() // a second signal ends the process at once
			log.Info("stopping")
			leave(s, log)
			return nil
		},
	}
	k.workFlags(c)
	policiesFlag(c, &folder)
	return c
}
