package loan

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Home is which home of the household a loan is for; the zero value is not given.
type Home uint8

// The homes.
const (
	FirstHome Home = iota + 1
	SecondHome
)

// shortTerm is the longest term, in months, of the keys named le5y.
const shortTerm = 5 * 12

// RateKey is the parameter of a loan's rate.
func RateKey(home Home, months int) policy.Key {
	switch {
	case home == SecondHome && months <= shortTerm:
		return policy.HousingFundLoanRateSecondLe5y
	case home == SecondHome:
		return policy.HousingFundLoanRateSecondGt5y
	case months <= shortTerm:
		return policy.HousingFundLoanRateFirstLe5y
	}
	return policy.HousingFundLoanRateFirstGt5y
}

// BookRates are the rates the book has for a loan.
type BookRates struct {
	Rate    Change // the rate the loan begins with, and its first day
	Changes []Change
	Because []policy.Key
	Notices []Notice
}

// RatesOf reads a loan's rate from the book, and the changes known since, each from the day on which running loans take it: the next
// 1 January. A loan short enough keeps its contract's rate. The snapshot is that of the day on which interest begins.
func RatesOf(s *policy.Snapshot, home Home, months int, begins civil.Date) (BookRates, fault.List) {
	k := RateKey(home, months)
	if !s.Has(k) || s.Unlimited(k) {
		return BookRates{}, fault.List{s.Missing(k, begins, "/first_payment").By(s.RuleID(policy.LoanRate))}
	}
	out := BookRates{Rate: Change{begins, s.Rate(k)}, Because: []policy.Key{k}}
	if home == SecondHome {
		out.Notices = append(out.Notices, Notice{assumed, k, say("公布的是第二套利率的下限，按下限计算", "what is published is the lower limit for second homes; it is taken")})
	}
	reset, fixed := policy.HousingFundLoanInterestResetDay, policy.HousingFundLoanInterestFixedMax
	if s.Has(fixed) && months <= s.Int(fixed) {
		out.Because = append(out.Because, fixed)
		return out, nil
	}
	if !s.Has(reset) || s.Unlimited(reset) || s.Entry(k).Assumed {
		return out, nil
	}
	month, day := s.Int(reset)/100, s.Int(reset)%100
	for _, e := range s.Book().History(s.Place(), k) {
		if e.From <= begins || e.Ended {
			continue
		}
		from := civil.MonthOf(e.From.Month().Year(), month).Day(day)
		if from < e.From {
			from = civil.MonthOf(e.From.Month().Year()+1, month).Day(day)
		}
		c := Change{from, money.PPM(e.Value.N)}
		if n := len(out.Changes); n > 0 && out.Changes[n-1].From == from {
			out.Changes[n-1] = c // only the last change of a year is ever seen by a running loan
		} else {
			out.Changes = append(out.Changes, c)
		}
	}
	if len(out.Changes) > 0 {
		out.Because = append(out.Because, reset)
	}
	return out, nil
}
