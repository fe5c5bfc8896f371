package loan_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"fenhao/calc/civil"
	"fenhao/calc/loan"
	"fenhao/calc/money"
)

// naive is the equal instalment as the textbook has it, with sixty decimals: principal over the sum of the discount factors.
func naive(principal money.Money, rate money.Rate, n int) money.Money {
	const places = 60
	i := decimal.New(rate.PPM(), -6).DivRound(decimal.NewFromInt(12), places)
	v := decimal.NewFromInt(1).DivRound(decimal.NewFromInt(1).Add(i), places)
	sum, factor := decimal.Zero, decimal.NewFromInt(1)
	for range n {
		factor = factor.Mul(v).Round(places)
		sum = sum.Add(factor)
	}
	m, err := money.Parse(decimal.New(principal.Fen(), -2).DivRound(sum, 40).Round(2).StringFixed(2))
	if err != nil {
		panic(err)
	}
	return m
}

// The first instalment against naive decimals on random loans.
func TestInstalmentsAgreeWithNaiveDecimals(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		p := loan.Plan{
			Principal: money.Fen(rapid.Int64Range(100, 1_000_000_000).Draw(r, "fen")), Months: rapid.IntRange(1, 360).Draw(r, "months"),
			Rate: money.PPM(rapid.Int64Range(1, 200_000).Draw(r, "ppm")), Method: loan.Annuity, First: day("2026-09-20"), Rounding: money.FenHalfUp,
		}
		rows, _, faults := p.Schedule(nil)
		if faults != nil {
			t.Fatal(faults)
		}
		want := naive(p.Principal, p.Rate, p.Months)
		if p.Months == 1 {
			want = rows[0].Interest.Add(p.Principal) // the only instalment takes it all
		}
		if len(rows) > 1 && rows[0].Payment != want {
			r.Fatalf("%v at %v over %d months: %v, naive %v", p.Principal, p.Rate, p.Months, rows[0].Payment, want)
		}
	})
}

// Whatever happens to a loan, it ends at 0.00 and every fen of it is repaid.
func TestScheduleInvariants(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		p := loan.Plan{
			Principal: money.Fen(rapid.Int64Range(1, 500_000_000).Draw(r, "fen")), Months: rapid.IntRange(1, 360).Draw(r, "months"),
			Rate: money.PPM(rapid.Int64Range(1, 150_000).Draw(r, "ppm")), Method: rapid.SampledFrom([]loan.Method{loan.Annuity, loan.Linear}).Draw(r, "method"),
			First: civil.DateOf(2026, 1, 1).AddDays(rapid.IntRange(0, 1500).Draw(r, "first")), Rounding: money.FenHalfUp,
		}
		for range rapid.IntRange(0, 4).Draw(r, "changes") {
			p.Changes = append(p.Changes, loan.Change{From: p.First.AddDays(rapid.IntRange(-40, 8000).Draw(r, "from")), Rate: money.PPM(rapid.Int64Range(1, 150_000).Draw(r, "new"))})
		}
		for range rapid.IntRange(0, 3).Draw(r, "prepayments") {
			p.Prepayments = append(p.Prepayments, loan.Prepayment{Date: p.First.AddMonths(rapid.IntRange(0, p.Months-1).Draw(r, "when")),
				Amount: money.Fen(rapid.Int64Range(1, max(1, p.Principal.Fen()/5)).Draw(r, "early")), Keep: rapid.SampledFrom([]loan.Keep{loan.KeepTerm, loan.KeepPayment}).Draw(r, "keep")})
		}
		rows, totals, faults := p.Schedule(nil)
		if faults != nil {
			return // a prepayment larger than what was left, or after the end: refused, see the cases
		}
		balance, sum := p.Principal, loan.Totals{}
		for i, row := range rows {
			if row.Number != i+1 || row.Date != p.First.AddMonths(i) {
				r.Fatalf("row %d is number %d of %s", i, row.Number, row.Date)
			}
			if row.Payment != row.Principal.Add(row.Interest) || row.Balance != balance.Sub(row.Principal) || row.Principal.IsNegative() || row.Interest.IsNegative() || row.Balance.IsNegative() {
				r.Fatalf("row %+v after %v", row, balance)
			}
			if row.Interest != row.Rate.OfPart(balance, 1, 12, money.FenHalfUp) {
				r.Fatalf("interest %v on %v at %v", row.Interest, balance, row.Rate)
			}
			balance = row.Balance
			sum = loan.Totals{Payment: sum.Payment.Add(row.Payment), Principal: sum.Principal.Add(row.Principal), Interest: sum.Interest.Add(row.Interest), Prepaid: sum.Prepaid.Add(row.Prepaid)}
		}
		if !balance.IsZero() || len(rows) > p.Months || sum != totals || totals.Principal != p.Principal {
			r.Fatalf("%d rows, %v left, %+v", len(rows), balance, totals)
		}
	})
}

// A prepayment that keeps the instalment ends the loan earlier at the same instalment; one that keeps the term lowers it.
func TestWhatAPrepaymentKeeps(t *testing.T) {
	plan := func(keep loan.Keep) []loan.Row {
		p := loan.Plan{Principal: money.Yuan(500_000), Months: 120, Method: loan.Annuity, First: day("2026-02-20"), Rate: money.PPM(26_000), Rounding: money.FenHalfUp,
			Prepayments: []loan.Prepayment{{Date: day("2027-03-20"), Amount: money.Yuan(100_000), Keep: keep}}}
		rows, _, faults := p.Schedule(nil)
		if faults != nil {
			t.Fatal(faults)
		}
		return rows
	}
	term, payment := plan(loan.KeepTerm), plan(loan.KeepPayment)
	if len(term) != 120 || !term[14].Payment.Less(term[12].Payment) {
		t.Errorf("keeping the term: %d rows, %v after %v", len(term), term[14].Payment, term[12].Payment)
	}
	if len(payment) >= 120 || payment[14].Payment != payment[12].Payment {
		t.Errorf("keeping the instalment: %d rows, %v after %v", len(payment), payment[14].Payment, payment[12].Payment)
	}
}

func BenchmarkSchedule360Annuity(b *testing.B) { benchmark(b, loan.Annuity, nil) }
func BenchmarkSchedule360Linear(b *testing.B)  { benchmark(b, loan.Linear, nil) }

// A change of the rate every January, as a running loan may see.
func BenchmarkSchedule360AnnuityWithYearlyChanges(b *testing.B) {
	var changes []loan.Change
	for y := 2027; y < 2056; y++ {
		changes = append(changes, loan.Change{From: civil.DateOf(y, 1, 1), Rate: money.PPM(26_000 + int64(y%7)*500)})
	}
	benchmark(b, loan.Annuity, changes)
}

func benchmark(b *testing.B, method loan.Method, changes []loan.Change) {
	p := loan.Plan{Principal: money.Yuan(800_000), Months: 360, Method: method, First: day("2026-09-20"), Rate: money.PPM(28_500), Rounding: money.FenHalfUp, Changes: changes}
	rows := make([]loan.Row, 0, p.Months)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, faults := p.Schedule(rows[:0]); faults != nil {
			b.Fatal(faults)
		}
	}
}
