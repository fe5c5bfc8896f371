package fund_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"fenhao/calc/civil"
	"fenhao/calc/fund"
	"fenhao/calc/money"
)

// Whatever happens to an account, in whatever order: what must hold of every simulation.

func TestEverySimulationHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := anyQuestion(t)
		res, faults := fund.Simulate(q)
		if faults != nil {
			t.Fatal(faults)
		}
		booksBalance(t, res)
		nothingMovesWhereNothingMay(t, q, res)
		balancesFollow(t, q, res)
		refusalsChangeNothing(t, q, res)
	})
}

func anyQuestion(t *rapid.T) *fund.Question {
	q := &fund.Question{
		Terms: terms(t, rapid.SampledFrom([]string{"wuxi", "zhengzhou", "urumqi", "wuhan", "changzhou"}).Draw(t, "city")),
		Count: rapid.SampledFrom([]fund.DayCount{fund.Actual360, fund.Thirty360, fund.Actual365}).Draw(t, "day count"),
		From:  month("2024-10").Add(rapid.IntRange(0, 24).Draw(t, "from")),
		Account: fund.Account{
			Kind: rapid.SampledFrom([]fund.Kind{fund.Flexible, fund.Employee}).Draw(t, "kind"), State: fund.State(rapid.IntRange(0, 3).Draw(t, "state")),
			Loan: rapid.Bool().Draw(t, "loan"), SpouseLoan: rapid.Bool().Draw(t, "spouse's loan"),
			Plan: fund.Plan{By: fund.ByAmount, Figure: money.Fen(rapid.Int64Range(1, 1_000_000).Draw(t, "amount"))},
		},
	}
	q.To = q.From.Add(rapid.IntRange(0, 30).Draw(t, "months"))
	if a := &q.Account; a.State == fund.Normal || a.State == fund.Sealed {
		a.Opened = q.From.First() - civil.Date(rapid.IntRange(0, 800).Draw(t, "days open"))
		a.Balance = money.Fen(rapid.Int64Range(0, 10_000_000).Draw(t, "balance"))
		if a.Kind == fund.Flexible {
			a.Employment = money.Fen(rapid.Int64Range(0, 3).Draw(t, "employment balance") * 123_456)
		}
	}
	on := q.From.First()
	for range rapid.IntRange(0, 40).Draw(t, "events") {
		on += civil.Date(rapid.IntRange(0, 40).Draw(t, "days later"))
		if on > q.To.Last() {
			break
		}
		e := fund.Event{On: on, Type: fund.Type(rapid.IntRange(int(fund.Open), int(fund.SettleLoan)).Draw(t, "event"))}
		amount := money.Fen(rapid.Int64Range(1, 2_000_000).Draw(t, "figure"))
		switch e.Type {
		case fund.Open, fund.ChangeAmount, fund.ChangeBase, fund.Resume:
			e.Plan = fund.Plan{By: fund.ByAmount, Figure: amount}
		case fund.BackPay:
			e.Through = on.Month().Add(rapid.IntRange(-6, 1).Draw(t, "through"))
		case fund.Contribute:
			e.Amount = amount
		case fund.Withdraw:
			e.Amount, e.All, e.Continue = amount, rapid.Bool().Draw(t, "all"), rapid.Bool().Draw(t, "continue")
			if e.All {
				e.Amount = money.Money{}
			}
		case fund.Transfer:
			e.To = fund.Destination(rapid.IntRange(int(fund.ToEmployer), int(fund.ToCity)).Draw(t, "to"))
		case fund.Borrow:
			e.Months = rapid.IntRange(1, 360).Draw(t, "term")
		}
		q.Events = append(q.Events, e)
	}
	return q
}

// booksBalance: every movement leaves one book for another; all books together are empty, and no part of the account is ever in debt.
func booksBalance(t *rapid.T, res *fund.Result) {
	sum := money.Money{}
	parts := map[fund.Book]money.Money{}
	entries := res.Ledger.Entries
	if len(entries)%2 != 0 {
		t.Fatal("an entry without its counterpart")
	}
	for i := 0; i < len(entries); i += 2 {
		out, in := entries[i], entries[i+1]
		if out.Amount.Add(in.Amount) != (money.Money{}) || !out.Amount.IsNegative() || out.On != in.On || out.Month != in.Month || out.Cause != in.Cause {
			t.Fatalf("a movement in two halves that do not fit: %+v, %+v", out, in)
		}
		if i > 0 && out.On < entries[i-1].On {
			t.Fatalf("appended out of order: %+v after %+v", out, entries[i-1])
		}
		for _, e := range entries[i : i+2] {
			sum = sum.Add(e.Amount)
			parts[e.Book] = parts[e.Book].Add(e.Amount)
		}
		for _, b := range []fund.Book{fund.FlexiblePart, fund.EmploymentPart} {
			if parts[b].IsNegative() {
				t.Fatalf("%v is in debt after %+v", b, in)
			}
		}
	}
	if !sum.IsZero() {
		t.Fatalf("the ledger sums to %v", sum)
	}
	for b, balance := range parts {
		if res.Ledger.Of(b) != balance {
			t.Fatalf("%v: its entries sum to %v, its balance is %v", b, balance, res.Ledger.Of(b))
		}
	}
}

// nothingMovesWhereNothingMay: no account, no money; a sealed one takes nothing in but interest; a closed one is empty.
func nothingMovesWhereNothingMay(t *rapid.T, q *fund.Question, res *fund.Result) {
	before := q.Account.State
	for i := range res.Rows {
		row := &res.Rows[i]
		untouched := !eventful(q, row.Month)
		if (row.State == fund.None || row.State == fund.Closed) && !row.Balance.IsZero() {
			t.Fatalf("%v: %v with %v", row.Month, row.State, row.Balance)
		}
		if untouched && before == fund.Sealed && (row.State != fund.Sealed || !row.Contribution.IsZero() || !row.BackPaid.IsZero() || !row.Withdrawn.IsZero()) {
			t.Fatalf("%v: a sealed account moved by itself: %+v", row.Month, *row)
		}
		if untouched && (before == fund.None || before == fund.Closed) && *row != (fund.Row{Month: row.Month, State: before, Loan: row.Loan, Subsidy: row.Subsidy}) {
			t.Fatalf("%v: an account that is not there moved: %+v", row.Month, *row)
		}
		if row.Status != fund.Missed && row.Due && row.Contribution.IsZero() && row.BackPaid.IsZero() {
			t.Fatalf("%v: paid with nothing: %+v", row.Month, *row)
		}
		before = row.State
	}
}

func eventful(q *fund.Question, m civil.Month) bool {
	for _, e := range q.Events {
		if e.On.Month() == m {
			return true
		}
	}
	return false
}

// balancesFollow: each balance is the one before with what the row says, the last one is what the ledger says, and interest is what the
// same movements earn when they are asked about as plain movements.
func balancesFollow(t *rapid.T, q *fund.Question, res *fund.Result) {
	balance := q.Account.Balance.Add(q.Account.Employment)
	interest := money.Money{}
	for i := range res.Rows {
		row := &res.Rows[i]
		balance = balance.Add(row.Contribution).Add(row.BackPaid).Add(row.Interest).Sub(row.Withdrawn)
		interest = interest.Add(row.Interest)
		if balance != row.Balance || row.Balance.Less(row.Employment) {
			t.Fatalf("%v: %v by the rows, %v in the account, %v of it employment", row.Month, balance, row.Balance, row.Employment)
		}
	}
	if balance != res.Ledger.Personal() || interest != res.Ledger.Of(fund.InterestPaid).Neg() {
		t.Fatalf("the ledger ends with %v and %v of interest, the rows with %v and %v", res.Ledger.Personal(), res.Ledger.Of(fund.InterestPaid), balance, interest)
	}
	closed := false
	d := fund.Deposit{Until: q.To.Last() + 1, Count: q.Count, Opened: q.From.First()}
	for _, e := range res.Ledger.Entries {
		closed = closed || e.Cause == fund.Closing || e.Cause == fund.TransferOut
		if e.Cause != fund.Settlement && (e.Book == fund.FlexiblePart || e.Book == fund.EmploymentPart) {
			d.Movements = append(d.Movements, fund.Movement{On: e.On, Amount: e.Amount})
		}
	}
	if closed {
		return // interest paid out before its settlement day is rounded on that day
	}
	earned, faults := fund.Interest(q.Terms, d)
	if faults != nil {
		t.Fatal(faults)
	}
	if earned.Balance != balance {
		t.Fatalf("balance %v by months, %v by days", balance, earned.Balance)
	}
}

// refusalsChangeNothing: without the refused events everything comes out the same. (A debit that could not fail is no event at all.)
func refusalsChangeNothing(t *rapid.T, q *fund.Question, res *fund.Result) {
	refused := map[int]bool{}
	for _, r := range res.Refusals {
		refused[r.Event] = true
		if r.Fault.Code == "" {
			t.Fatal("a refusal without a code")
		}
	}
	without := *q
	without.Events = nil
	for i, e := range q.Events {
		if !refused[i] {
			without.Events = append(without.Events, e)
		}
	}
	again, faults := fund.Simulate(&without)
	if faults != nil {
		t.Fatal(faults)
	}
	if len(again.Refusals) > 0 {
		t.Fatalf("refused without the refused: %+v", again.Refusals)
	}
	if got, want := fmt.Sprint(again.Rows, again.Ledger.Entries), fmt.Sprint(res.Rows, res.Ledger.Entries); got != want {
		t.Fatalf("refused events changed something:\n%s\n%s", got, want)
	}
}
