package api

import (
	"context"

	"fenhao/calc/lang"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// TableCheck is a table under a plan, checked: the one way there is, for the service and for the command line.
type TableCheck struct {
	Budget   *workforce.Budget
	Rows     int   // with empty ones
	People   int   // rows with cells
	BadRows  int   // rows with problems
	Problems int64 // of the header, the rows and the plan in the light of the table

	skips  bool // bad rows are passed over
	wrong  bool // something that no skipping helps
	header []workforce.Problem
	usable bool // the header names what every row needs
	found  func(workforce.Problem) error
}

// NewTableCheck begins a check with the table's header; found is told of every problem, in the order of rows. The error is a fault.List
// of the plan.
func NewTableCheck(book *policy.Book, p *workforce.Plan, header []string, found func(workforce.Problem) error) (*TableCheck, error) {
	h, problems := workforce.ReadHeader(header, p)
	b, faults := workforce.Prepare(book, p, h)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return &TableCheck{
		Budget: b, skips: p.SkipBadRows, wrong: problems != nil, header: problems, found: found,
		usable: h.Has(workforce.ID) && (h.Has(workforce.City) || p.Defaults.City != ""),
	}, nil
}

// Sound tells whether the table, as far as it has been read, may be calculated.
func (k *TableCheck) Sound() bool { return !k.wrong && (k.BadRows == 0 || k.skips) }

// Run checks all rows. Each block is given to take once it is, with what it has to skip; it is take's until it returns.
func (k *TableCheck) Run(ctx context.Context, next func(*workforce.Block) error, take func(*workforce.Block) error) error {
	if err := k.report(k.header); err != nil || !k.usable {
		return err
	}
	checker, err := k.Budget.CheckAll(ctx, next, func(b *workforce.Block, c *workforce.Checked) error {
		k.Rows, k.People, k.BadRows = k.Rows+c.Rows, k.People+c.People, k.BadRows+len(b.Skip)
		if err := k.report(c.Problems); err != nil {
			return err
		}
		return take(b)
	})
	if err != nil {
		return err
	}
	last := checker.End()
	k.wrong = k.wrong || len(last) > 0
	return k.report(last)
}

func (k *TableCheck) report(list []workforce.Problem) error {
	for _, p := range list {
		k.Problems++
		if err := k.found(p); err != nil {
			return err
		}
	}
	return nil
}

// BudgetSummary is what a budget came to, as the command line says it.
type BudgetSummary struct {
	From     string          `json:"from"`
	To       string          `json:"to"`
	Rows     int             `json:"rows"`
	BadRows  int             `json:"bad_rows"`
	People   int             `json:"people"`
	Totals   *BudgetSums     `json:"totals"`
	Against  *BudgetSums     `json:"against,omitempty"` // another plan's
	By       []BudgetRow     `json:"by"`                // scheme and payer
	Warnings []BudgetWarning `json:"warnings"`
	Ruleset  string          `json:"ruleset"`
}

// Summary sums a calculated table up; assumed: the plan's months are ours.
func (k *TableCheck) Summary(book *policy.Book, p *workforce.Plan, t *workforce.Totals, assumed bool, l lang.Lang) *BudgetSummary {
	out := &BudgetSummary{
		From: p.From.String(), To: p.To.String(), Rows: k.Rows, BadRows: k.BadRows, People: k.People,
		Totals: SumsOf(k.Budget, t), By: []BudgetRow{}, Warnings: WarningsOf(k.Budget, t, p, assumed, l), Ruleset: book.Hash(),
	}
	const by = workforce.ByScheme | workforce.ByPayer
	for r := range t.Rows(by) {
		out.By = append(out.By, BudgetRow{groupOf(&r, by), budgetSum(&r, k.Budget.Retroactive())})
	}
	return out
}
