// Package cli is the command line. It starts the service, or answers at once with the same calculation the service does.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// Exit codes.
const (
	answered   = 0
	wasRefused = 1
	wrongUsage = 2
)

// refused is an error whose text has been written already: the question was understood and refused, or the service could not run.
type refused struct{ error }

func (r refused) Unwrap() error { return r.error }

// Run runs a command line and gives its exit code.
func Run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := command()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.Execute()
	var r refused
	switch {
	case err == nil:
		return answered
	case errors.As(err, &r):
		if text := r.Error(); text != "" {
			_, _ = fmt.Fprintln(stderr, text)
		}
		return wasRefused
	}
	_, _ = fmt.Fprintf(stderr, "%v\n\nfenhao --help shows what can be said.\n", err)
	return wrongUsage
}

// command is the whole command line.
func command() *cobra.Command {
	root := serve()
	root.Use = "fenhao"
	root.Short = "分毫：住房公积金与社会保险，算到分 · Housing fund and social insurance, exact to the fen"
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(serve(), calculate(), loans(), policies(), procedures(), scenario(), budget(), worker(), version())
	root.AddCommand(accounts()...)
	return root
}

// book loads the embedded book, overlaid by a folder if one is given.
func book(folder string) (*policy.Book, error) {
	if folder == "" {
		return policy.Embedded(), nil
	}
	if info, err := os.Stat(folder); err != nil {
		return nil, err
	} else if !info.IsDir() {
		return nil, fmt.Errorf("%s is not a folder", folder)
	}
	b, err := policy.Load(policy.EmbeddedFiles(), os.DirFS(folder))
	if err != nil {
		return nil, refused{err}
	}
	return b, nil
}

func policiesFlag(c *cobra.Command, to *string) {
	c.Flags().StringVar(to, "policies", "", "folder of policy files laid over the embedded book")
}

// language is the value of --lang.
type language struct{ lang.Lang }

func (l *language) Set(s string) error {
	v, ok := lang.Parse(s)
	if !ok {
		return errors.New("zh or en")
	}
	l.Lang = v
	return nil
}

func (l *language) Type() string { return "zh|en" }

func langFlag(c *cobra.Command, to *language) {
	c.Flags().Var(to, "lang", "language of the answer")
}

func version() *cobra.Command {
	var folder string
	c := &cobra.Command{
		Use: "version", Short: "程序版本与政策库哈希 · Version of the program and hash of its policy book", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			b, err := book(folder)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "fenhao %s\nruleset %s\n", programVersion(), b.Hash())
			return err
		},
	}
	policiesFlag(c, &folder)
	return c
}

// programVersion is the module's version, or "devel" for a program built from a work tree.
func programVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}
