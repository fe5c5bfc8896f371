package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"fenhao/api"
	"fenhao/calc/lang"
)

func calculate() *cobra.Command {
	var folder string
	var asJSON bool
	var l language
	c := &cobra.Command{
		Use: "calc FILE|-", Short: "计算一个人一个月的缴费 · Calculate one person's month",
		Long: "FILE is the body of a POST /api/v1/contributions; - reads standard input.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			question, err := readAll(args[0], c.InOrStdin())
			if err != nil {
				return err
			}
			b, err := book(folder)
			if err != nil {
				return err
			}
			answer, err := api.Contributions(b, question, l.Lang)
			if err != nil {
				return refusal(c.ErrOrStderr(), api.NewProblem(err, l.Lang, ""), asJSON, l.Lang)
			}
			if asJSON {
				return writeJSON(c.OutOrStdout(), answer)
			}
			var a api.ContributionAnswer
			if err := json.Unmarshal(answer, &a); err != nil {
				return refused{err}
			}
			return writeTable(c.OutOrStdout(), a, l.Lang)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "write the answer as JSON")
	langFlag(c, &l)
	policiesFlag(c, &folder)
	return c
}

// readAll reads a file, or standard input for "-". Nobody's question is larger than what the service accepts.
func readAll(name string, stdin io.Reader) ([]byte, error) {
	const most = 1 << 20
	in := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, most+1))
	if err == nil && len(b) > most {
		err = fmt.Errorf("%s is larger than %d bytes", name, most)
	}
	return b, err
}

// refusal writes what the API would have answered.
func refusal(w io.Writer, p api.Problem, asJSON bool, l lang.Lang) error {
	if asJSON {
		b, err := json.Marshal(p)
		if err != nil {
			return refused{err}
		}
		if err := writeJSON(w, b); err != nil {
			return refused{err}
		}
		return refused{errorText("")}
	}
	for _, e := range p.Errors {
		if e.Pointer != "" {
			_, _ = fmt.Fprintf(w, "%s: ", e.Pointer)
		}
		_, _ = fmt.Fprintf(w, "%s (%s", e.Message, e.Code)
		if e.Rule != "" {
			_, _ = fmt.Fprintf(w, ", %s", e.Rule)
		}
		_, _ = fmt.Fprintf(w, ")\n    %s\n", e.Hint)
	}
	return refused{errorText("")}
}

type errorText string

func (e errorText) Error() string { return string(e) }

func writeJSON(w io.Writer, b []byte) error {
	v := jsontext.Value(b)
	if err := v.Indent(jsontext.WithIndent("  ")); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%s\n", v)
	return err
}
