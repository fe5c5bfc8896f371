package tax_test

import (
	"math/rand/v2"
	"testing"

	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/calc/tax"
)

// replay recomputes an explanation from its leaves alone.
func replay(t *testing.T, s *policy.Snapshot, step tax.Step) money.Money {
	t.Helper()
	var parts []money.Money
	for _, p := range step.Parts {
		parts = append(parts, replay(t, s, p))
	}
	if step.Name.ZH == "" || step.Name.EN == "" {
		t.Errorf("a step has no name: %+v", step)
	}
	var got money.Money
	switch step.Op {
	case tax.Input, tax.Assume:
		return step.Amount
	case tax.Sourced:
		if !s.Has(step.Key) || step.Amount != s.Money(step.Key) && step.Rate != s.Rate(step.Key) {
			t.Errorf("%s is not what the book says", step.Key)
		}
		return step.Amount
	case tax.Sum:
		for _, p := range parts {
			got = got.Add(p)
		}
	case tax.Excess:
		got = parts[0]
		for _, p := range parts[1:] {
			got = got.Sub(p)
		}
		if got.IsNegative() {
			got = money.Money{}
		}
	case tax.Times:
		got = parts[0].Times(int64(step.Parts[1].Count))
	case tax.Share:
		got = step.Parts[0].Rate.Of(parts[1], money.FenHalfUp)
	case tax.Lesser:
		got = parts[0]
		if parts[1].Less(got) {
			got = parts[1]
		}
	default:
		t.Fatalf("unknown operation %d", step.Op)
	}
	if got != step.Amount {
		t.Errorf("%s: recomputed %s, the step says %s", step.Name.EN, got, step.Amount)
	}
	return got
}

// Whatever the question, the explanation's leaves give the answer.
func TestExplanationsRecompute(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	fen := func(most int64) money.Money { return money.Fen(random.Int64N(most)) }
	for range 500 {
		q := tax.Question{Month: month(t, "2026-01").Add(random.IntN(12)), Income: fen(20_000_000), Contributions: fen(500_000), NonResident: random.IntN(4) == 0}
		if !q.NonResident {
			q.Deductions = tax.Deductions{Rent: fen(300_000), ChildEducation: fen(300_000), Children: random.IntN(3), ElderlySupport: fen(400_000)}
			q.FullYearDeduction = random.IntN(4) == 0
			if n := int(q.Month - month(t, "2026-01")); n > 0 && random.IntN(2) == 0 {
				q.YearToDate = &tax.YearToDate{Months: n, Income: fen(100_000_000), Contributions: fen(1_000_000), Deductions: fen(1_000_000), Withheld: fen(10_000_000)}
			}
		}
		s := snapshot(t, "wuhan", q.Month)
		a, faults := tax.Withhold(s, &q)
		if faults != nil {
			t.Fatal(faults)
		}
		if got := replay(t, s, a.Explanation); got != a.Withheld {
			t.Fatalf("recomputed %s, answered %s for %+v", got, a.Withheld, q)
		}
	}
}

// A higher wage never pays less tax, and tax never rises by more than the wage.
func TestTaxFollowsTheWage(t *testing.T) {
	for _, nonResident := range []bool{false, true} {
		var before tax.Answer
		for wage := int64(0); wage <= 200_000; wage += 250 {
			a := withhold(t, "national", tax.Question{Month: month(t, "2026-05"), Income: money.Yuan(wage), NonResident: nonResident})
			if rise := a.Withheld.Sub(before.Withheld); rise.IsNegative() || money.Yuan(250).Less(rise) {
				t.Fatalf("at %d the tax of the month rises by %s", wage, rise)
			}
			before = a
		}
	}
}
