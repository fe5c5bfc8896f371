package api_test

import "testing"

// One month's history with a what-if on each figure a loan rests on: whatever is supposed, the service answers or refuses.
const oddHistory = `{"city":"zhengzhou","on":"2026-08-15","person":{"kind":"flexible"},"opened":"2026-06-01","history":[{"month":"2026-07","status":"paid"}],"overrides":[{"key":"housing_fund.loan.months.min","value":"none"}]}`

func FuzzLoanEligibility(f *testing.F) {
	fuzz(f, "/api/v1/eligibility/loan", "eligibility-loan", oddHistory,
		`{"city":"wuhan","on":"2026-08-15","person":{"kind":"flexible"},"opened":"2024-06-01","history":[],"overrides":[{"key":"housing_fund.flexible.loan.months.days","value":"none"}]}`)
}

func FuzzLoanQuota(f *testing.F) {
	fuzz(f, "/api/v1/loans/quota", "loans-quota",
		`{"city":"wuhan","on":"2026-08-15","person":{"kind":"flexible"},"home":"first","condition":"new","price":"10000000000000","base":"10000000000000","balance":"0.01","average_daily_balance":"10000000000000","months":61,"term_years":30}`,
		`{"city":"wuhan","on":"2026-08-15","person":{"kind":"employee"},"home":"second","condition":"new","price":"1","overrides":[{"key":"housing_fund.loan.result.rounding","value":"none"},{"key":"housing_fund.loan.term.max","value":"none"}]}`)
}

func FuzzLoanSchedule(f *testing.F) {
	fuzz(f, "/api/v1/loans/schedule", "loans-schedule",
		`{"principal":"0.01","months":360,"method":"annuity","first_payment":"2026-01-31","rate":"0.000001"}`,
		`{"principal":"10000000000000","months":360,"method":"linear","first_payment":"2200-12-31","rate":"1"}`,
		`{"city":"wuhan","home":"first","principal":"1","months":1,"method":"annuity","first_payment":"1900-01-01"}`,
		`{"city":"wuhan","home":"first","principal":"5","months":360,"method":"annuity","first_payment":"2026-09-20","overrides":[{"key":"housing_fund.loan.rate.first.gt5y","value":"none"},{"key":"housing_fund.loan.rounding","value":"yuan up"}]}`)
}

func FuzzLoanSubsidy(f *testing.F) {
	fuzz(f, "/api/v1/loans/subsidy", "loans-subsidy")
}
