package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os/signal"
	"runtime/debug"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"fenhao/api"
)

// Time limits of a connection. Writing a batch of ten thousand answers to a slow reader takes longest.
const (
	headerTime = 5 * time.Second
	readTime   = 30 * time.Second
	writeTime  = 60 * time.Second
	idleTime   = 2 * time.Minute
	stopTime   = 15 * time.Second
)

func serve() *cobra.Command {
	var addr, folder string
	var rate float64
	var k keeping
	c := &cobra.Command{
		Use: "serve", Short: "启动服务（不带命令时的默认动作） · Start the service (what fenhao alone does)", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			switch {
			case rate < 0:
				return errors.New("--rate cannot be negative")
			case k.keep <= 0:
				return errors.New("--keep 必须大于 0，例如 24h · --keep must be more than 0, such as 24h")
			}
			b, err := book(folder)
			if err != nil {
				return err
			}
			kept, err := k.open(c.Context())
			if err != nil {
				return err
			}
			defer func() { _ = kept.Close() }()
			log := slog.New(slog.NewJSONHandler(c.ErrOrStderr(), nil))
			k.warn(log)
			budgets, err := k.budgets(c.Context(), kept, b, log)
			if err != nil {
				return err
			}
			defer leave(budgets, log)
			var stopping atomic.Bool
			server := &http.Server{
				Handler:           api.New(api.Options{Book: b, Log: log, Store: kept, Budgets: budgets, Spool: k.data, Rate: rate, Version: programVersion(), Ready: func() bool { return !stopping.Load() }}),
				ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
				MaxHeaderBytes: 32 << 10,
				ErrorLog:       slog.NewLogLogger(log.Handler(), slog.LevelWarn),
			}
			debug.FreeOSMemory() // what reading the book took is not needed again
			listener, err := new(net.ListenConfig).Listen(c.Context(), "tcp", addr)
			if err != nil {
				return refused{fmt.Errorf("cannot listen on %s: %w", addr, err)}
			}
			ctx, stop := signal.NotifyContext(c.Context(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			failed := make(chan error, 1)
			go func() { failed <- server.Serve(listener) }()
			if _, err := fmt.Fprintf(c.OutOrStdout(), "http://%s\n", listener.Addr()); err != nil {
				return refused{err}
			}
			select {
			case err := <-failed:
				return refused{err}
			case <-ctx.Done():
			}
			stop() // a second signal ends the process at once
			stopping.Store(true)
			log.Info("stopping")
			patience, cancel := context.WithTimeout(context.Background(), stopTime)
			defer cancel()
			if err := server.Shutdown(patience); err != nil {
				return refused{fmt.Errorf("stopped with requests unanswered: %w", err)}
			}
			return nil
		},
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "address to listen on; port 0 takes a free one and prints it")
	c.Flags().Float64Var(&rate, "rate", 0, "requests a second allowed to each client; 0 is no limit")
	k.flags(c)
	policiesFlag(c, &folder)
	return c
}
