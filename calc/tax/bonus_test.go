package tax_test

import (
	"testing"

	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/tax"
)

func bonus(t testing.TB, b tax.Bonus) tax.Answer {
	t.Helper()
	a, faults := b.Withhold(snapshot(t, "national", b.Month))
	if faults != nil {
		t.Fatal(faults)
	}
	return a
}

// C31: one yuan more of bonus at the end of each bracket, and how much less is left of it.
func TestOneYuanTooMuch(t *testing.T) {
	for _, c := range []struct {
		bonus int64
		loss  string
	}{
		{36000, "2309.10"}, {144000, "13199.20"}, {300000, "13749.25"}, {420000, "19249.30"}, {660000, "30249.35"}, {960000, "87999.45"},
	} {
		net := func(amount money.Money) money.Money {
			return amount.Sub(bonus(t, tax.Bonus{Month: month(t, "2026-01"), Amount: amount}).Withheld)
		}
		at := money.Yuan(c.bonus)
		same(t, "the loss at "+at.String(), net(at).Sub(net(at.Add(money.Yuan(1)))), c.loss)
	}
}

func TestBonusesThatCannotBeTaxedApart(t *testing.T) {
	for _, c := range []struct {
		what string
		b    tax.Bonus
	}{
		{"C21: a second one in the year", tax.Bonus{Month: month(t, "2026-12"), Amount: money.Yuan(10000), AlreadyThisYear: true}},
		{"after the last day of the method", tax.Bonus{Month: month(t, "2028-01"), Amount: money.Yuan(10000)}},
		{"a non-resident's", tax.Bonus{Month: month(t, "2026-01"), Amount: money.Yuan(60000), NonResident: true}},
	} {
		_, faults := c.b.Withhold(snapshot(t, "national", c.b.Month))
		if len(faults) != 1 || faults[0].Code != fault.NotApplicable || faults[0].Field != "/tax/bonus" {
			t.Errorf("%s: %v", c.what, faults)
		}
	}
}
