package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"

	"fenhao/api"
	"fenhao/calc/civil"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

func procedures() *cobra.Command {
	root := &cobra.Command{Use: "procedure", Short: "办事指南、办理时间与期限 · Guides, opening hours and deadlines"}
	for _, q := range []query{
		{"list CITY", "指南目录 · What can be done in a city", nil, func(b *policy.Book, args []string, _ []byte, l lang.Lang) ([]byte, error) {
			return api.Guides(b, args[0], "", l)
		}},
		{"show CITY ID", "一项指南 · One guide", writeGuide, func(b *policy.Book, args []string, _ []byte, l lang.Lang) ([]byte, error) {
			return api.Guides(b, args[0], args[1], l)
		}},
		{"check FILE|-", "现在能不能办 · Is it open: the body of a POST /api/v1/procedures/check", nil, func(b *policy.Book, _ []string, body []byte, l lang.Lang) ([]byte, error) {
			return api.Check(b, body, l)
		}},
		{"deadlines CITY DATE", "期限目录 · The deadlines of a city on a day", nil, func(b *policy.Book, args []string, _ []byte, l lang.Lang) ([]byte, error) {
			on, err := civil.ParseDate(args[1])
			if err != nil {
				return nil, usage("the day is written 2026-08-15")
			}
			return api.DeadlinesOf(b, args[0], on, l)
		}},
		{"due FILE|-", "最迟哪一天 · By when it is due: the body of a POST /api/v1/deadlines", nil, func(b *policy.Book, _ []string, body []byte, l lang.Lang) ([]byte, error) {
			return api.Due(b, body, l)
		}},
		{"calendar CITY YEAR", "期限日历（iCalendar） · The year's deadlines as .ics", writeAsIs, func(b *policy.Book, args []string, _ []byte, l lang.Lang) ([]byte, error) {
			text, err := api.Calendar(b, args[0], args[1], l)
			return []byte(text), err
		}},
	} {
		root.AddCommand(q.command())
	}
	return root
}

// query is a subcommand that asks the book one thing. One with FILE|- reads its question from the file.
type query struct {
	use, short string
	write      func(io.Writer, []byte, lang.Lang) error // nil: as JSON
	ask        func(b *policy.Book, args []string, body []byte, l lang.Lang) ([]byte, error)
}

// usage is a command line that cannot be understood.
type usage string

func (u usage) Error() string { return string(u) }

func (q query) command() *cobra.Command {
	var folder string
	var asJSON bool
	var l language
	c := &cobra.Command{Use: q.use, Short: q.short, Args: cobra.ExactArgs(strings.Count(q.use, " "))}
	c.RunE = func(c *cobra.Command, args []string) error {
		var body []byte
		if strings.HasSuffix(q.use, " FILE|-") {
			var err error
			if body, err = readAll(args[0], c.InOrStdin()); err != nil {
				return err
			}
		}
		b, err := book(folder)
		if err != nil {
			return err
		}
		answer, err := q.ask(b, args, body, l.Lang)
		var wrong usage
		if errors.As(err, &wrong) {
			return wrong
		}
		if err != nil {
			return refusal(c.ErrOrStderr(), api.NewProblem(err, l.Lang, ""), asJSON, l.Lang)
		}
		if q.write == nil || asJSON {
			return writeJSON(c.OutOrStdout(), answer)
		}
		return q.write(c.OutOrStdout(), answer, l.Lang)
	}
	if !strings.HasPrefix(q.use, "calendar") { // it has one form only
		c.Flags().BoolVar(&asJSON, "json", false, "write the answer, or the problem, as JSON")
	}
	langFlag(c, &l)
	policiesFlag(c, &folder)
	return c
}

func writeAsIs(w io.Writer, answer []byte, _ lang.Lang) error {
	_, err := w.Write(answer)
	return err
}

// writeGuide writes a guide to be read, each sentence with its rule.
func writeGuide(w io.Writer, answer []byte, l lang.Lang) error {
	var g api.Procedure
	if err := json.Unmarshal(answer, &g); err != nil {
		return refused{err}
	}
	p := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) }
	section := func(zh, en string, list []api.Said) {
		if len(list) == 0 {
			return
		}
		p("\n%s\n", lang.Text{ZH: zh, EN: en}.In(l))
		for i, s := range list {
			p("  %d. %s (%s)\n", i+1, s.Text, s.Rule)
		}
	}
	p("%s (%s)\n", g.Name, g.Rule)
	section("对象", "Who", g.Who)
	section("材料", "Documents", g.Documents)
	section("步骤", "Steps", g.Steps)
	p("\n%s\n", lang.Text{ZH: "渠道", EN: "Where"}.In(l))
	for _, c := range g.Channels {
		p("  - %s (%s): %s\n", c.Name, c.Rule, c.Hours.Text)
	}
	for _, h := range g.Hotlines {
		p("  - %s %s (%s)\n", h.Number, h.About, h.Rule)
	}
	section("结果", "Result", g.Result)
	section("不能在此办理的", "Not possible here", g.NotHere)
	section("说明", "Notes", g.Notes)
	return nil
}
