package loan_test

import (
	"testing"

	"pgregory.net/rapid"

	"fenhao/calc/loan"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

func TestMonthsOfThirtyDays(t *testing.T) {
	for days, want := range map[int]int{389: 12, 360: 12, 359: 11, 0: 0, 29: 0, 30: 1, -5: 0} { // 389 days: worked example V16
		if got := loan.MonthsOfDays(days, 30); got != want {
			t.Errorf("%d days: %d months, want %d", days, got, want)
		}
	}
}

// Every tree of every limit gives its value when it is worked out again, its leaves are inputs, values of the book or stated assumptions,
// and the quota is the least limit, down to the step.
func TestEveryExplanationReplays(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		city := rapid.SampledFrom([]string{"wuhan", "zhengzhou", "wuxi", "urumqi", "changzhou"}).Draw(r, "city")
		yuan := func(name string, most int64) loan.Maybe[money.Money] {
			if rapid.IntRange(0, 4).Draw(r, name+" given") == 0 {
				return loan.Maybe[money.Money]{}
			}
			return loan.Given(money.Fen(rapid.Int64Range(1, most).Draw(r, name)))
		}
		p := loan.Purchase{
			On: day("2026-08-15"), Kind: rapid.SampledFrom([]loan.Kind{loan.Employee, loan.FlexibleWorker}).Draw(r, "kind"),
			Birth: day("1986-06-01"), Sex: rapid.SampledFrom([]loan.Sex{loan.Male, loan.Female}).Draw(r, "sex"), Home: rapid.SampledFrom([]loan.Home{loan.FirstHome, loan.SecondHome}).Draw(r, "home"),
			Used: loan.Given(rapid.Bool().Draw(r, "used")), Price: yuan("price", 500_000_000), Base: yuan("base", 3_000_000), Balance: yuan("balance", 20_000_000), AverageBalance: yuan("average", 20_000_000),
			Months: loan.Given(rapid.IntRange(12, 120).Draw(r, "months")), Children: rapid.IntRange(0, 4).Draw(r, "children"),
			Talent: rapid.Bool().Draw(r, "talent"), Upgraded: rapid.Bool().Draw(r, "upgraded"), Listed: rapid.Bool().Draw(r, "listed"), Green: rapid.Bool().Draw(r, "green"), Affordable: rapid.Bool().Draw(r, "affordable"),
		}
		if p.Used.Value {
			p.BuildingAge = loan.Given(rapid.IntRange(0, 30).Draw(r, "age"))
		}
		if rapid.Bool().Draw(r, "couple") {
			p.Spouse = &loan.Spouse{Base: yuan("spouse's base", 3_000_000), Balance: yuan("spouse's balance", 20_000_000)}
		}
		s := snapshot(t, city, "2026-08-15")
		q, faults := loan.Borrow(s, &p)
		if faults != nil {
			r.Fatal(faults)
		}
		replay(r, q.Explain)
		for _, l := range q.Limits {
			replay(r, l.Explain)
			if l.Rule == "" || l.Amount.Less(q.Amount) {
				r.Fatalf("%s: limit %+v, quota %v", city, l, q.Amount)
			}
			if l.ID == q.Binding && !s.Has(policy.HousingFundLoanResultRounding) && l.Amount != q.Amount {
				r.Fatalf("%s: %s binds at %v, the quota is %v", city, l.ID, l.Amount, q.Amount)
			}
		}
	})
}

func replay(r *rapid.T, n *loan.Node) {
	if n.Recompute().Cmp(n.Value) != 0 {
		r.Fatalf("%s: %v, worked out again %v", n.Name.EN, n.Value, n.Recompute())
	}
	n.Leaves(func(leaf *loan.Node) {
		switch {
		case leaf.Op == loan.Input && leaf.Pointer != "", leaf.Op == loan.Known && leaf.Key != policy.None, leaf.Op == loan.Stated && leaf.Name.EN != "":
		default:
			r.Fatalf("a leaf of %s is neither input, value nor assumption: %+v", n.Name.EN, leaf)
		}
	})
}
