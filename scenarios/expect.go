package scenarios

import "fenhao/calc/money"

// expectations hold the amounts of an official statement against the run. An amount the run does not have (a balance without an
// account) is 0.00, and so a deviation.
func (r *Run) expectations(a *Answer) {
	if len(r.Scenario.Expect) == 0 {
		return
	}
	all := true
	for _, e := range r.Scenario.Expect {
		got := r.Months[e.Month-r.Scenario.From].amount(e.Field)
		c := ExpectationCheck{Month: e.Month, Field: e.Field, Expected: e.Amount, Got: got, Difference: got.Sub(e.Amount), Met: got == e.Amount}
		all = all && c.Met
		a.Expectations = append(a.Expectations, c)
	}
	a.AsExpected = &all
}

// amount is a month's amount by its name.
func (m *Month) amount(field string) money.Money {
	switch field {
	case "employer":
		return m.Employer
	case "employee":
		return m.Employee
	case "total":
		return m.Total()
	case "take_home":
		return m.TakeHome
	}
	if m.Row == nil {
		return money.Money{}
	}
	switch field {
	case "balance":
		return m.Row.Balance
	case "interest":
		return m.Row.Interest
	case "contribution":
		return m.Row.Contribution
	case "back_paid":
		return m.Row.BackPaid
	}
	return money.Money{}
}
