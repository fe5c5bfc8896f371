package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"syscall"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"

	"fenhao/api"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
	"fenhao/scenarios/workforce/report"
	people "fenhao/scenarios/workforce/table"
)

// budget is what POST /api/v1/budgets does, on this machine alone: a table in, a budget out. Nothing is published before all of it is there.
func budget() *cobra.Command {
	var a asked
	var out []string
	var against, detail string
	var asJSON bool
	c := &cobra.Command{
		Use: "budget FILE|-", Short: "用工预算：表格进，预算出 · A workforce budget: a table in, a budget out", Args: cobra.ExactArgs(1),
		Long: `FILE is a table of people (CSV, XLSX or Parquet), a row for each; - reads standard input. "fenhao budget template" shows the columns.
It is checked and calculated; if anything is wrong with it, all of it is said and nothing is written but errors.csv.
-o says where to, and may be given several times: a folder (people.csv, totals.csv, sources.csv, comparison.csv, errors.csv),
a file ending in .csv or .parquet (everybody's months) or in .xlsx (a workbook, with the comparison if there is one), or one of
the names totals.csv, totals.parquet, comparison.csv, comparison.xlsx, comparison.parquet. Without -o the sums are shown.`,
		RunE: func(c *cobra.Command, args []string) error {
			d, ok := map[string]workforce.Detail{"month": workforce.EachMonth, "person": workforce.EachPerson}[detail]
			switch {
			case !ok:
				return errors.New("--detail is month or person")
			case against != "" && args[0] == "-":
				return errors.New("--against reads the table a second time: give it as a file")
			}
			ctx, stop := signal.NotifyContext(c.Context(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			defer debug.SetGCPercent(debug.SetGCPercent(50)) // a million people fit well below 200 MB
			if err := a.prepare(c, args[0]); err != nil {
				return err
			}
			o, err := outputs(out, d, against != "", a.l.Lang, args[0], a.planFile, against)
			if fault.All(err) != nil {
				return a.refusal(err)
			} else if err != nil {
				return err
			}
			defer o.discard()
			totals, check, err := a.run(ctx, o)
			if err != nil {
				return err
			}
			s := check.Summary(a.book, a.plan, totals, a.assumed, a.l.Lang)
			var second *workforce.Totals
			if against != "" {
				other := a
				other.planFile = against
				if err := other.prepare(c, args[0]); err != nil {
					return err
				}
				var checked *api.TableCheck
				if second, checked, err = other.run(ctx, nil); err != nil {
					return err
				}
				if err := workforce.Comparable(totals, second); err != nil {
					return a.refusal(err)
				}
				s.Against = api.SumsOf(checked.Budget, second)
			}
			if err := o.finish(check.Budget, totals, second); err != nil {
				return a.refusal(err)
			}
			if err := o.publish(); err != nil {
				return a.refusal(err)
			}
			if asJSON {
				body, err := json.Marshal(s)
				if err != nil {
					return refused{err}
				}
				return writeJSON(c.OutOrStdout(), body)
			}
			return writeBudget(c.OutOrStdout(), s, a.book, a.l.Lang)
		},
	}
	a.flags(c)
	c.Flags().StringArrayVarP(&out, "out", "o", nil, "a folder, or a file ending in .csv, .xlsx or .parquet; may be given several times")
	c.Flags().StringVar(&against, "against", "", "another plan, to be compared with the first: comparison.csv, and two sheets of a workbook")
	c.Flags().StringVar(&detail, "detail", "month", "a row for each person and month, or for each person: month|person")
	c.Flags().BoolVar(&asJSON, "json", false, "write the sums as JSON")
	c.AddCommand(budgetCheck(), budgetTemplate())
	return c
}

func budgetCheck() *cobra.Command {
	var a asked
	var out string
	c := &cobra.Command{
		Use: "check FILE|-", Short: "只检查表格 · Check a table only", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx, stop := signal.NotifyContext(c.Context(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			defer debug.SetGCPercent(debug.SetGCPercent(50))
			if err := a.prepare(c, args[0]); err != nil {
				return err
			}
			o, err := errorsOutput(out, a.l.Lang, args[0], a.planFile)
			if err != nil {
				return a.refusal(err)
			}
			defer o.discard()
			check, err := a.open(o)
			if err != nil {
				return err
			}
			defer check.in.close()
			if err := check.check(ctx, func(*workforce.Block) error { return nil }); err != nil {
				return a.refusal(err)
			}
			if err := o.publishErrors(); err != nil {
				return a.refusal(err)
			}
			if check.Problems > 0 {
				return refused{errorText("")}
			}
			_, err = fmt.Fprintln(c.OutOrStdout(), say(fmt.Sprintf("没有问题：%d 行，%d 人", check.Rows, check.People), fmt.Sprintf("no problems: %d rows, %d people", check.Rows, check.People)).In(a.l.Lang))
			return err
		},
	}
	a.flags(c)
	c.Flags().StringVarP(&out, "out", "o", "", "write all problems to this CSV file")
	return c
}

func budgetTemplate() *cobra.Command {
	var out, folder string
	var l language
	c := &cobra.Command{
		Use: "template", Short: "表格模板 · A template of the table", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			b, err := book(folder)
			if err != nil {
				return err
			}
			write := func(w io.Writer) error { return report.Template(w, l.Lang) }
			if strings.EqualFold(filepath.Ext(out), ".xlsx") {
				write = func(w io.Writer) error { return report.TemplateWorkbook(w, b, l.Lang) }
			}
			if out == "" {
				return write(c.OutOrStdout())
			}
			if err := writeWhole(out, write); err != nil {
				return (&asked{err: c.ErrOrStderr(), l: l}).refusal(err)
			}
			return nil
		},
	}
	c.Flags().StringVarP(&out, "out", "o", "", "a file ending in .csv or .xlsx; without it the CSV is written to standard output")
	langFlag(c, &l)
	policiesFlag(c, &folder)
	return c
}

// asked is a table and a plan.
type asked struct {
	planFile, folder string
	skip             bool
	l                language

	file    string
	in      io.Reader
	err     io.Writer
	book    *policy.Book
	plan    *workforce.Plan
	assumed bool
}

func (a *asked) flags(c *cobra.Command) {
	c.Flags().StringVar(&a.planFile, "plan", "", "the plan as JSON: the months, raises, hires …; without it the fund year of today as things are")
	c.Flags().BoolVar(&a.skip, "skip-bad-rows", false, "calculate the rows that are right")
	langFlag(c, &a.l)
	policiesFlag(c, &a.folder)
}

// prepare reads the plan.
func (a *asked) prepare(c *cobra.Command, file string) (err error) {
	a.file, a.in, a.err = file, c.InOrStdin(), c.ErrOrStderr()
	if a.book, err = book(a.folder); err != nil {
		return err
	}
	text := []byte("{}")
	if a.planFile != "" {
		if text, err = readAll(a.planFile, nil); err != nil {
			return a.refusal(about(a.planFile, err))
		}
	}
	_, a.plan, a.assumed, err = api.NewPlan(text, api.Today())
	if err != nil {
		return a.refusal(err)
	}
	a.plan.SkipBadRows = a.plan.SkipBadRows || a.skip
	return nil
}

func (a *asked) refusal(err error) error {
	if fault.All(err) == nil {
		return refused{err}
	}
	return refusal(a.err, api.NewProblem(err, a.l.Lang, ""), false, a.l.Lang)
}

// mostSaid is how many problems are said on the terminal.
const mostSaid = 50

// work is a table that is being checked.
type work struct {
	*api.TableCheck
	a    *asked
	in   *tableFile
	next func(*workforce.Block) error
	bar  *bar
}

// open begins with a table. Its problems are said, the first of them on stderr and all in the output's errors.csv.
func (a *asked) open(o *output) (*work, error) {
	in, err := openTable(a.file, a.in)
	if err != nil {
		return nil, a.refusal(about(a.file, err))
	}
	w := &work{a: a, in: in, bar: newBar(a.err, in)}
	t, err := in.read()
	if err == nil {
		w.next = t.Next
		w.TableCheck, err = api.NewTableCheck(a.book, a.plan, t.Header(), func(p workforce.Problem) error {
			if w.Problems <= mostSaid {
				w.bar.clear()
				a.say(p)
			}
			return o.problem(p)
		})
	}
	if err != nil {
		in.close()
		return nil, a.refusal(err)
	}
	return w, nil
}

// check checks the table and gives each block to take.
func (w *work) check(ctx context.Context, take func(*workforce.Block) error) error {
	err := w.Run(ctx, w.next, func(b *workforce.Block) error {
		w.bar.show(w.Rows)
		return take(b)
	})
	w.bar.clear()
	if err != nil {
		return err
	}
	tell := func(zh, en string) { _, _ = fmt.Fprintln(w.a.err, say(zh, en).In(w.a.l.Lang)) }
	if more := w.Problems - mostSaid; more > 0 {
		tell(fmt.Sprintf("另有 %d 处问题。", more), fmt.Sprintf("More problems: %d.", more))
	}
	switch {
	case w.BadRows == 0 && !w.Sound():
		tell("什么也没有计算。", "Nothing was calculated.")
	case !w.Sound():
		tell(fmt.Sprintf("%d 行有问题，什么也没有计算。", w.BadRows), fmt.Sprintf("Rows with problems: %d. Nothing was calculated.", w.BadRows))
	case w.BadRows > 0:
		tell(fmt.Sprintf("跳过了 %d 行。", w.BadRows), fmt.Sprintf("Rows passed over: %d.", w.BadRows))
	}
	return nil
}

// say says one problem: where, what, what to do.
func (a *asked) say(p workforce.Problem) {
	where := a.file
	if p.Row > 0 {
		where = fmt.Sprintf("%s:%d", where, p.Row)
		if p.Column > 0 {
			where = fmt.Sprintf("%s:%d", where, p.Column)
		}
	}
	about := string(p.Fault.Code)
	if p.Name != "" {
		about += ", " + p.Name
	} else if p.Fault.Field != "" {
		about += ", " + p.Fault.Field
	}
	if p.Month != 0 {
		about += ", " + p.Month.String()
	}
	if p.Fault.Rule != "" {
		about += ", " + p.Fault.Rule
	}
	_, _ = fmt.Fprintf(a.err, "%s: %s (%s)\n    %s\n", where, p.Fault.Message(a.l.Lang), about, p.Fault.Hint(a.l.Lang))
}

// errUnsound is the end of a calculation whose table the check has found wrong.
var errUnsound = errors.New("the table has problems")

// run checks a table and calculates it at the same time: it is read once, and memory does not grow with it. What has been calculated by
// the time the check finds something is thrown away.
func (a *asked) run(ctx context.Context, o *output) (*workforce.Totals, *api.TableCheck, error) {
	w, err := a.open(o)
	if err != nil {
		return nil, nil, err
	}
	defer w.in.close()
	if err := o.begin(w.Budget); err != nil {
		return nil, nil, a.refusal(err)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	blocks, copied := make(chan *workforce.Block), make(chan struct{})
	var checkErr error
	go func() {
		defer close(blocks)
		checkErr = w.check(ctx, func(b *workforce.Block) error {
			if !w.Sound() {
				return nil
			}
			select {
			case blocks <- b:
				<-copied
			case <-ctx.Done():
			}
			return ctx.Err()
		})
	}()
	totals := w.Budget.NewTotals()
	err = w.Budget.Run(ctx, func(b *workforce.Block) error {
		from, more := <-blocks
		switch {
		case !more && (checkErr != nil || !w.Sound()):
			return errUnsound
		case !more:
			return io.EOF
		}
		b.Number, b.Row, b.Planned, b.Problems = from.Number, from.Row, from.Planned, nil
		b.CSV, b.Skip, b.Before = append(b.CSV[:0], from.CSV...), append(b.Skip[:0], from.Skip...), append(b.Before[:0], from.Before...)
		copied <- struct{}{}
		return nil
	}, o.render(w.Budget), func(p *workforce.Part, rendered []byte) error {
		totals.Add(p.Totals)
		return o.part(p, rendered)
	})
	stop()
	for range blocks { // the check sees that it is to end
		copied <- struct{}{}
	}
	switch {
	case checkErr != nil && !errors.Is(checkErr, context.Canceled):
		return nil, nil, a.refusal(checkErr)
	case errors.Is(err, context.Canceled), err == nil && checkErr != nil:
		return nil, nil, refused{errorText(say("已中止。", "Interrupted.").In(a.l.Lang))}
	case errors.Is(err, errUnsound):
		if err := o.publishErrors(); err != nil {
			return nil, nil, a.refusal(err)
		}
		return nil, nil, refused{errorText("")}
	case err != nil:
		return nil, nil, a.refusal(err)
	}
	return totals, w.TableCheck, nil
}

// tableFile is a file of people, and how much of it has been read.
type tableFile struct {
	in    io.Reader
	file  *os.File // nil for standard input
	size  int64
	taken atomic.Int64
}

func openTable(name string, stdin io.Reader) (*tableFile, error) {
	if name == "-" {
		return &tableFile{in: stdin}, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		_ = f.Close()
		return nil, errors.Join(err, errNoFile)
	}
	return &tableFile{in: f, file: f, size: info.Size()}, nil
}

func (t *tableFile) close() {
	if t.file != nil {
		_ = t.file.Close()
	}
}

// mostHeld is how large a workbook from standard input may be: it has to be held, as it says at its end what is in it.
const mostHeld = 256 << 20

func (t *tableFile) read() (people.Reader, error) {
	head := make([]byte, people.SniffLength)
	n, err := io.ReadFull(t.in, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	t.taken.Store(int64(n))
	whole := io.MultiReader(bytes.NewReader(head[:n]), t)
	if people.Sniff(head[:n]) == people.CSV {
		return people.NewCSV(whole)
	}
	if t.file != nil {
		r, err := people.Open(t, t.size)
		t.taken.Store(0) // a workbook is looked through first, then read
		return r, err
	}
	held, err := io.ReadAll(io.LimitReader(whole, mostHeld+1))
	if err == nil && len(held) > mostHeld {
		err = fault.New(fault.BodyTooLarge, "", "limit", mostHeld)
	}
	if err != nil {
		return nil, err
	}
	return people.Open(bytes.NewReader(held), int64(len(held)))
}

func (t *tableFile) Read(b []byte) (int, error) {
	n, err := t.in.Read(b)
	t.taken.Add(int64(n))
	return n, err
}

// ReadAt reads a file that says at its end what is in it. Almost all of it is read once.
func (t *tableFile) ReadAt(b []byte, at int64) (int, error) {
	n, err := t.file.ReadAt(b, at)
	t.taken.Add(int64(n))
	return n, err
}

// writeBudget shows the sums.
func writeBudget(w io.Writer, s *api.BudgetSummary, b *policy.Book, l lang.Lang) error {
	in := func(zh, en string) string { return say(zh, en).In(l) }
	if _, err := fmt.Fprintf(w, "%s – %s  %s\n\n", s.From, s.To, in(fmt.Sprintf("%d 人，%d 人月", s.Totals.People, s.Totals.PersonMonths), fmt.Sprintf("%d people, %d person-months", s.Totals.People, s.Totals.PersonMonths))); err != nil {
		return err
	}
	retroactive := s.Totals.Owed != ""
	t := table{right: []bool{false, false, true, true, true, true}}
	head := []string{in("险种", "scheme"), in("缴纳人", "payer"), in("金额", "amount")}
	if retroactive {
		head = []string{in("险种", "scheme"), in("缴纳人", "payer"), in("应缴", "due"), in("已缴", "paid"), in("应补", "owed")}
	}
	t.add(head...)
	for _, r := range s.By {
		scheme, _ := policy.SchemeOf(r.Scheme)
		cells := []string{scheme.Name().In(l), payers[r.Payer].In(l), r.Amount}
		if retroactive {
			cells = append(cells, r.Paid, r.Owed)
		}
		if r.Unknown > 0 {
			cells = append(cells, in(fmt.Sprintf("另有 %d 笔未知", r.Unknown), fmt.Sprintf("and %d unknown", r.Unknown)))
		}
		t.add(cells...)
	}
	t.add()
	x := s.Totals
	t.add(in("合计", "total"), "", x.Total)
	if retroactive {
		t.rows[len(t.rows)-1] = append(t.rows[len(t.rows)-1], x.Paid, x.Owed)
	} else {
		t.add(in("单位合计", "employer"), "", x.Employer)
		t.add(in("个人合计", "employee"), "", x.Employee)
	}
	if y := s.Against; y != nil {
		t.add()
		t.add(in("另一计划", "the other plan"), "", y.Total, y.Paid, y.Owed)
		t.add(in("相差", "difference"), "", difference(x.Total, y.Total), difference(x.Paid, y.Paid), difference(x.Owed, y.Owed))
	}
	if err := t.write(w); err != nil {
		return err
	}
	if len(s.Warnings) > 0 {
		_, _ = fmt.Fprintf(w, "\n%s\n", in("请注意", "Please note"))
	}
	// What is said of several cities is said once, and of which.
	said, cities := []api.BudgetWarning{}, map[api.BudgetWarning][]string{}
	for _, x := range s.Warnings {
		same := api.BudgetWarning{Code: x.Code, Message: x.Message}
		if _, before := cities[same]; !before {
			said, cities[same] = append(said, same), nil
		}
		if p, ok := b.Place(x.City); ok {
			cities[same] = append(cities[same], p.Name.In(l))
		}
	}
	for _, x := range said {
		_, _ = fmt.Fprintf(w, "  %s  [%s]\n", x.Message, strings.Join(append([]string{x.Code}, cities[x]...), ", "))
	}
	_, err := fmt.Fprintf(w, "\n%s %s\n", in("政策库", "ruleset"), s.Ruleset)
	return err
}

// difference is what the second of two sums has more; of what neither says, nothing.
func difference(a, b string) string {
	x, err := money.Parse(a)
	y, err2 := money.Parse(b)
	if err != nil || err2 != nil { // not said, or beyond what a single amount can be
		return ""
	}
	return y.Sub(x).String()
}
