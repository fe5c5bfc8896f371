package loan_test

import (
	"fmt"

	"fenhao/calc/civil"
	"fenhao/calc/lang"
	"fenhao/calc/loan"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// A flexible worker in Zhengzhou stopped for three months, was unsealed in February, paid the arrears and has paid on time since: the row
// starts again with February (ZZ-9c), and in August it has six months (ZZ-13a).
func ExampleJudge() {
	book := policy.Embedded()
	zhengzhou, _ := book.Place("zhengzhou")
	on := civil.DateOf(2026, 8, 15)
	a := loan.Applicant{On: on, Kind: loan.FlexibleWorker, Opened: civil.DateOf(2025, 6, 20), Unsealed: civil.MonthOf(2026, 2)}
	for m := civil.MonthOf(2025, 7); m < on.Month(); m++ {
		status := loan.Paid
		if m >= civil.MonthOf(2025, 11) && m < a.Unsealed {
			status = loan.BackPaid
		}
		a.History = append(a.History, loan.Month{Month: m, Status: status})
	}
	v, _ := loan.Judge(book.On(zhengzhou, on), &a)
	fmt.Println(v.Eligible, v.Continuous, v.Required, v.Restarted)
	for _, r := range v.Reasons {
		fmt.Println(r.Rule, r.Met, r.Have.In(lang.EN))
	}
	// Output:
	// true 6 6 2026-02
	// ZZ-13a true 6 months
	// ZZ-9c true 6 months, since 2026-02
}

// Equal parts of principal over three months; the last instalment takes what rounding leaves.
func ExamplePlan_Schedule() {
	p := loan.Plan{Principal: money.Yuan(1000), Months: 3, Method: loan.Linear, First: civil.DateOf(2028, 1, 31), Rate: money.PPM(36_000), Rounding: money.FenHalfUp}
	rows, totals, _ := p.Schedule(nil)
	for _, r := range rows {
		fmt.Println(r.Number, r.Date, r.Payment, r.Principal, r.Interest, r.Balance)
	}
	fmt.Println(totals.Principal, totals.Interest)
	// Output:
	// 1 2028-01-31 336.33 333.33 3.00 666.67
	// 2 2028-02-29 335.33 333.33 2.00 333.34
	// 3 2028-03-31 334.34 333.34 1.00 0.00
	// 1000.00 6.00
}
