package cli

import (
	"errors"
	"fmt"
	"io"
	"os/signal"
	"strings"
	"syscall"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"

	"fenhao/api"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/scenarios"
)

// scenario answers questions about scenarios in files: the bodies of POST /api/v1/scenarios/…, as YAML or JSON.
func scenario() *cobra.Command {
	c := &cobra.Command{
		Use: "scenario", Short: "情景：逐月推演、比较、逐步变化、反求 · Scenarios: run, compare, sweep, solve", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return errors.New("scenario what? run, compare, sweep, solve or monte-carlo FILE, or list")
		},
	}
	for _, x := range []struct{ ask, short string }{
		{"run", "逐月推演一个情景 · One scenario, month by month"},
		{"compare", "比较，差额逐项拆开 · Compare, with the difference taken apart"},
		{"sweep", "逐步改变一个量 · One value, step by step"},
		{"solve", "取什么值才能达到目标 · Which value reaches a target"},
		{"monte-carlo", "工资与失业的随机模拟 · Wages and work left to chance"},
	} {
		c.AddCommand(scenarioAsk(x.ask, x.short))
	}
	c.AddCommand(stories())
	return c
}

func scenarioAsk(ask, short string) *cobra.Command {
	var folder string
	var asJSON bool
	var l language
	c := &cobra.Command{
		Use: ask + " FILE|-", Short: short, Args: cobra.ExactArgs(1),
		Long: "FILE is the body of a POST /api/v1/scenarios/" + ask + " as YAML or JSON; - reads standard input; library:ID takes a ready-made one.",
		RunE: func(c *cobra.Command, args []string) error {
			b, err := book(folder)
			if err != nil {
				return err
			}
			var t *scenarios.Tree
			var text []byte
			if id, ok := strings.CutPrefix(args[0], "library:"); ok {
				story, found := scenarios.StoryOf(id)
				if found {
					t, text = story.Requests()[ask], story.Text
				}
				if t == nil {
					return refuse(fault.New(fault.UnknownID, "", "id", args[0]), l.Lang)
				}
			} else if text, err = readAll(args[0], c.InOrStdin()); err != nil {
				return err
			} else {
				var faults fault.List
				if t, faults = scenarios.Parse(text); faults != nil {
					return badScenario(c.ErrOrStderr(), args[0], text, faults, asJSON, l.Lang)
				}
			}
			ctx, stop := signal.NotifyContext(c.Context(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			out, err := api.Scenario(ctx, scenarios.NewEngine(b), ask, t, l.Lang)
			if faults := fault.All(err); faults != nil {
				return badScenario(c.ErrOrStderr(), args[0], text, faults, asJSON, l.Lang)
			} else if err != nil {
				return refused{err}
			}
			if asJSON {
				body, err := json.Marshal(out, json.Deterministic(true))
				if err != nil {
					return refused{err}
				}
				return writeJSON(c.OutOrStdout(), body)
			}
			return writeScenario(c.OutOrStdout(), out, l.Lang)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "write the answer as JSON")
	langFlag(c, &l)
	policiesFlag(c, &folder)
	return c
}

// badScenario says what is wrong as a person who edits the file wants to read it: file, line and column, the sentence, the line, a caret.
func badScenario(w io.Writer, file string, text []byte, faults fault.List, asJSON bool, l lang.Lang) error {
	if asJSON {
		return refusal(w, api.NewProblem(faults, l, ""), true, l)
	}
	lines := strings.Split(string(text), "\n")
	for _, e := range faults {
		_, _ = fmt.Fprint(w, file)
		if e.Line > 0 {
			_, _ = fmt.Fprintf(w, ":%d:%d", e.Line, e.Column)
		}
		_, _ = fmt.Fprintf(w, ": %s (%s", e.Message(l), e.Code)
		if e.Field != "" {
			_, _ = fmt.Fprintf(w, ", %s", e.Field)
		}
		if e.Rule != "" {
			_, _ = fmt.Fprintf(w, ", %s", e.Rule)
		}
		_, _ = fmt.Fprintln(w, ")")
		if e.Line > 0 && e.Line <= len(lines) {
			line := []rune(strings.ReplaceAll(strings.TrimRight(lines[e.Line-1], "\r"), "\t", " "))
			const most = 160
			from := 0
			if e.Column > most/2 && len(line) > most {
				from = e.Column - most/2
			}
			shown := line[min(from, len(line)):min(from+most, len(line))]
			pad := width(string(shown[:min(max(e.Column-1-from, 0), len(shown))]))
			_, _ = fmt.Fprintf(w, "    %s\n    %s^\n", string(shown), strings.Repeat(" ", pad))
		}
		_, _ = fmt.Fprintf(w, "    %s\n", e.Hint(l))
	}
	return refused{errorText("")}
}

func stories() *cobra.Command {
	var l language
	c := &cobra.Command{
		Use: "list", Short: "现成的情景 · Ready-made scenarios", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			var t table
			for _, s := range scenarios.Library() {
				t.add("library:"+s.ID, s.Title().In(l.Lang), strings.Join(s.Asks(), " "))
			}
			return t.write(c.OutOrStdout())
		},
	}
	langFlag(c, &l)
	return c
}

// writeScenario writes an answer for a person to read.
func writeScenario(w io.Writer, out any, l lang.Lang) error {
	in := func(zh, en string) string { return say(zh, en).In(l) }
	var t table
	var warnings []scenarios.WarningAnswer
	var assumptions []scenarios.AssumptionAnswer
	switch a := out.(type) {
	case *scenarios.Answer:
		warnings, assumptions = a.Warnings, a.Assumptions
		if a.Name != "" {
			_, _ = fmt.Fprintf(w, "%s\n", a.Name)
		}
		_, _ = fmt.Fprintf(w, "%s – %s\n\n", a.From, a.To)
		t.right = []bool{false, false, true, true, true, true, true, true, false}
		t.add(in("月份", "month"), in("城市", "city"), in("工资", "wage"), in("单位", "employer"), in("个人", "employee"), in("到手", "take-home"), in("利息", "interest"), in("余额", "balance"), in("状态", "state"), in("可贷款", "loan"))
		for _, m := range a.Months {
			loan := ""
			if m.LoanEligible != nil && *m.LoanEligible {
				loan = in("是", "yes")
			}
			t.add(m.Month.String(), m.City, amount(m.Wage), m.Employer.String(), m.Employee.String(), amount(m.TakeHome), amount(m.Interest), amount(m.Balance), strings.TrimSpace(m.State+" "+m.Sealing), loan)
		}
		x := &a.Totals
		t.add()
		t.add(in("合计", "total"), "", x.Wage.String(), x.Employer.String(), x.Employee.String(), amount(x.TakeHome), amount(x.Interest), amount(x.Balance))
		if err := t.write(w); err != nil {
			return err
		}
		for _, r := range a.Refusals {
			_, _ = fmt.Fprintf(w, "\n%s %s %s: %s (%s, %s)", in("未办成：", "refused:"), r.On, r.Type, r.Message, r.Code, r.Rule)
		}
		for _, e := range a.Expectations {
			mark := in("相符", "as expected")
			if !e.Met {
				mark = in("相差 ", "off by ") + e.Difference.String()
			}
			_, _ = fmt.Fprintf(w, "\n%s %s: %s, %s", e.Month, e.Field, e.Expected, mark)
		}
		if len(a.Refusals)+len(a.Expectations) > 0 {
			_, _ = fmt.Fprintln(w)
		}
	case *scenarios.SweepAnswer:
		t.right = []bool{true, true, true, true, true, true}
		t.add(a.Path, in("单位", "employer"), in("个人", "employee"), in("合计", "total"), in("到手", "take-home"), in("期末余额", "balance"))
		for _, p := range a.Points {
			if p.Result == nil {
				t.add(p.Value, "", "", "", "", "", p.Refused[0].Message)
				continue
			}
			x := &p.Result.Totals
			t.add(p.Value, x.Employer.String(), x.Employee.String(), x.Total.String(), amount(x.TakeHome), amount(x.Balance))
			warnings, assumptions = p.Result.Warnings, p.Result.Assumptions
		}
		if err := t.write(w); err != nil {
			return err
		}
	case *scenarios.SolveAnswer:
		warnings = a.Warnings
		_, _ = fmt.Fprintf(w, "%s = %s\n", a.Target.Path, a.Target.Value)
		switch a.Outcome {
		case "exact":
			_, _ = fmt.Fprintf(w, "%s: %s\n", a.Path, a.Value)
		case "interval":
			_, _ = fmt.Fprintf(w, "%s: %s – %s\n", a.Path, a.From, a.To)
			for _, i := range a.Intervals {
				_, _ = fmt.Fprintf(w, "    %s – %s\n", i.From, i.To)
			}
		default:
			_, _ = fmt.Fprintln(w, in("没有取值恰好达到；最接近的：", "no value reaches it exactly; the nearest:"))
			for _, n := range a.Nearest {
				_, _ = fmt.Fprintf(w, "    %s → %s\n", n.Value, n.Reached)
			}
		}
	case *scenarios.CompareAnswer:
		t.right = []bool{false, false, true, true, true, true, true}
		t.add("#", in("城市", "city"), in("单位", "employer"), in("个人", "employee"), in("合计", "total"), in("到手", "take-home"), in("期末余额", "balance"), in("名称", "name"))
		for _, r := range a.Results {
			if r.Result == nil {
				t.add(fmt.Sprint(r.Index), r.City, "", "", "", "", "", r.Refused[0].Message)
				continue
			}
			x := &r.Result.Totals
			t.add(fmt.Sprint(r.Index), r.City, x.Employer.String(), x.Employee.String(), x.Total.String(), amount(x.TakeHome), amount(x.Balance), r.Name)
			warnings = append(warnings, r.Result.Warnings...)
		}
		if err := t.write(w); err != nil {
			return err
		}
		var d table
		d.right = []bool{false, false, true, true, true, true, true, true, true, true, true}
		d.add("#", in("差额（合计）", "difference (total)"), "=", in("工资", "wage"), in("选择", "choices"), in("下限", "floor"), in("上限", "ceiling"), in("比例", "rate"), in("取整", "rounding"), in("利息", "interest"), in("其余", "rest"))
		for _, x := range a.Differences {
			p := x.Total
			d.add(fmt.Sprint(x.Index), x.City, p.Difference.String(), p.Wage.String(), p.Choices.String(), p.Floor.String(), p.Ceiling.String(), p.Rate.String(), p.Rounding.String(), p.Interest.String(), p.Rest.String())
		}
		_, _ = fmt.Fprintln(w)
		if err := d.write(w); err != nil {
			return err
		}
	case *scenarios.ChancesAnswer:
		warnings, assumptions = a.Warnings, a.Assumptions
		head := []string{in("月份", "month")}
		for _, p := range a.Percentiles {
			head = append(head, fmt.Sprintf("p%d", p))
			t.right = append(t.right, true)
		}
		t.right = append([]bool{false}, t.right...)
		t.add(head...)
		for _, m := range a.Months {
			list := m.Balance
			if list == nil {
				list = m.Total
			}
			row := []string{m.Month.String()}
			for _, v := range list {
				row = append(row, v.String())
			}
			t.add(row...)
		}
		if err := t.write(w); err != nil {
			return err
		}
	}
	if len(assumptions) > 0 {
		_, _ = fmt.Fprintf(w, "\n%s\n", in("假设", "Assumptions"))
		for _, a := range assumptions {
			_, _ = fmt.Fprintf(w, "  %s\n", a.Message)
		}
	}
	if len(warnings) > 0 {
		_, _ = fmt.Fprintf(w, "\n%s\n", in("请注意", "Please note"))
		said := map[string]bool{}
		for _, x := range warnings {
			if !said[x.Message] {
				said[x.Message] = true
				_, _ = fmt.Fprintf(w, "  %s  [%s]\n", x.Message, x.Code)
			}
		}
	}
	return nil
}

// amount is an amount that may not be there.
func amount(m *money.Money) string {
	if m == nil {
		return ""
	}
	return m.String()
}
