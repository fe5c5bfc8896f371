package api

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/loan"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// LoanScheduleRequest asks how a loan is repaid. The rate is given, or follows from city and home.
type LoanScheduleRequest struct {
	City         Word                `json:"city" swaggertype:"string" example:"wuhan"`
	Home         Word                `json:"home" swaggertype:"string" enums:"first,second" example:"first"`
	Rate         Figure              `json:"rate" swaggertype:"string"` // a year, "0.026"; leave out city's rates then
	Principal    Figure              `json:"principal" swaggertype:"string" example:"800000.00"`
	Months       Count               `json:"months" swaggertype:"integer" minimum:"1" maximum:"360" example:"360"`
	Method       Word                `json:"method" swaggertype:"string" enums:"annuity,linear" example:"annuity"`
	FirstPayment Word                `json:"first_payment" swaggertype:"string" format:"date" example:"2026-09-20"` // the others fall on the same day of the month, or on its last day
	Prepayments  []PrepaymentRequest `json:"prepayments"`
	RateChanges  []RateChangeRequest `json:"rate_changes"`
	KnownOn      Word                `json:"known_on" swaggertype:"string" format:"date"`
	Overrides    []OverrideRequest   `json:"overrides"`
}

// PrepaymentRequest is principal paid early; it is taken with the first instalment due on or after its day.
type PrepaymentRequest struct {
	Date   Word   `json:"date" swaggertype:"string" format:"date" example:"2028-03-20"`
	Amount Figure `json:"amount" swaggertype:"string" example:"100000.00"`
	Keep   Word   `json:"keep" swaggertype:"string" enums:"term,payment" example:"payment"` // term: smaller instalments; payment: the loan ends earlier
}

// RateChangeRequest is a new rate for every instalment due on or after a day.
type RateChangeRequest struct {
	From Word   `json:"from" swaggertype:"string" format:"date" example:"2028-01-01"`
	Rate Figure `json:"rate" swaggertype:"string" example:"0.0285"`
}

// LoanSchedule is how a loan is repaid: principal sums to the loan and the last balance is 0.00.
type LoanSchedule struct {
	City     string      `json:"city,omitempty" example:"wuhan"`
	Rows     []LoanRow   `json:"rows"`
	Totals   LoanTotals  `json:"totals"`
	Rates    []LoanRate  `json:"rates"`
	Rule     string      `json:"rule,omitempty" example:"CN-HF-6"`
	Because  []Parameter `json:"because"`
	Warnings []Warning   `json:"warnings"`
	Ruleset  string      `json:"ruleset"`
}

// LoanRow is one due date: payment = principal + interest, a prepayment included.
type LoanRow struct {
	Number    int    `json:"number" example:"1"`
	Date      string `json:"date" example:"2026-09-20"`
	Payment   string `json:"payment" example:"3202.72"`
	Principal string `json:"principal" example:"1469.39"`
	Interest  string `json:"interest" example:"1733.33"`
	Balance   string `json:"balance" example:"798530.61"`
	Prepaid   string `json:"prepaid,omitempty" example:"100000.00"`
}

// LoanTotals are the sums of the rows.
type LoanTotals struct {
	Payment   string `json:"payment"`
	Principal string `json:"principal"`
	Interest  string `json:"interest"`
	Prepaid   string `json:"prepaid"`
}

// LoanRate is a rate and the first day whose instalments it holds for.
type LoanRate struct {
	From string `json:"from" example:"2026-08-20"`
	Rate string `json:"rate" example:"0.026"`
}

// postLoanSchedule writes a repayment schedule.
//
//	@Summary		还款计划 · How a loan is repaid
//	@Description	等额本息（annuity）或等额本金（linear），每月利息为年利率的十二分之一，四舍五入到分；本金合计等于贷款额，末期余额 0.00。rate 与 city+home 二选一：后者取政策库的利率，库中此后的调整自次年1月1日起适用（期限不超过一年的不变）。
//	@Description	rate_changes 自 from 起对到期的各期生效；prepayments 并入其日期当日或之后的第一期：keep=term 期限不变、月供减少，keep=payment 月供不变、期限缩短。
//	@Description	Equal instalments or equal principal; a month's interest is a twelfth of the year's, half-up to the fen. Give `rate`, or `city` and `home`: the book's rate then, and its later changes from the next 1 January (a loan of up to a year keeps its rate where the city says so). A rate change holds for every instalment due on or after its day; a prepayment is taken with the first instalment due on or after its day. Up to as many months as the book allows.
//	@Tags			loans
//	@Accept			json
//	@Produce		json
//	@Param			request	body		LoanScheduleRequest	true	"问题 · the question"
//	@Param			lang	query		string				false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	LoanSchedule
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/loans/schedule [post]
func (s *service) postLoanSchedule(c *gin.Context) { answer(c, s.loanSchedule) }

func (s *service) loanSchedule(r *LoanScheduleRequest, l lang.Lang) (any, error) {
	var f form
	x := s.lending(&f, r)
	if err := f.faults.Err(); err != nil {
		return nil, err
	}
	rows, totals, faults := x.plan.Schedule(make([]loan.Row, 0, x.plan.Months))
	if err := faults.Err(); err != nil {
		return nil, err
	}
	out := LoanSchedule{Rows: make([]LoanRow, len(rows)), Ruleset: s.book.Hash(), Rates: []LoanRate{{x.begins.String(), x.plan.Rate.String()}},
		Totals: LoanTotals{totals.Payment.String(), totals.Principal.String(), totals.Interest.String(), totals.Prepaid.String()}}
	if r.City.given {
		out.City = x.snapshot.Place().ID
	}
	for i, row := range rows {
		out.Rows[i] = LoanRow{Number: row.Number, Date: row.Date.String(), Payment: row.Payment.String(), Principal: row.Principal.String(), Interest: row.Interest.String(), Balance: row.Balance.String()}
		if !row.Prepaid.IsZero() {
			out.Rows[i].Prepaid = row.Prepaid.String()
		}
	}
	for _, c := range x.plan.Changes {
		if c.From <= rows[len(rows)-1].Date {
			out.Rates = append(out.Rates, LoanRate{c.From.String(), c.Rate.String()})
		}
	}
	if x.fromBook {
		out.Rule = x.snapshot.RuleID(policy.LoanRate)
	}
	out.Because, out.Warnings = loanGrounds(x.snapshot, x.because, x.notices, l)
	return out, nil
}

// lending is a loan as a request describes it.
type lending struct {
	plan     loan.Plan
	begins   civil.Date // the day on which interest begins: a month before the first payment
	home     loan.Home
	fromBook bool
	snapshot *policy.Snapshot
	because  []policy.Key
	notices  []loan.Notice
}

// lending reads a loan; its faults are the form's.
func (s *service) lending(f *form, r *LoanScheduleRequest) lending {
	x := s.loanTerms(f, r)
	explicit := f.rateChanges(r.RateChanges)
	switch {
	case r.Rate.given && r.Home.given:
		f.refuse(fault.Exclusive, "/home", "a", homeText, "b", yearlyText)
	case r.Rate.given:
		x.plan.Rate = f.yearly(r.Rate, "/rate")
	case !r.City.given && !r.Home.given:
		f.refuse(fault.Required, "/rate", "what", rateText)
	default:
		f.require(r.City.leaf, "/city", cityText)
		f.require(r.Home.leaf, "/home", homeText)
		s.bookRates(f, &x)
	}
	x.plan.Changes = append(x.plan.Changes, explicit...)
	for i, p := range r.Prepayments {
		at := "/prepayments/" + strconv.Itoa(i)
		one := loan.Prepayment{Date: f.date(p.Date, at+"/date"), Amount: f.positive(p.Amount, at+"/amount", prepaidText).Value, Keep: choose(f, p.Keep, at+"/keep", keeps)}
		f.require(p.Date.leaf, at+"/date", dayText)
		f.require(p.Amount.leaf, at+"/amount", prepaidText)
		f.require(p.Keep.leaf, at+"/keep", keepText)
		x.plan.Prepayments = append(x.plan.Prepayments, one)
	}
	return x
}

// loanTerms reads what every loan has: principal, months, method, first payment, and the place and day that decide the rest.
func (s *service) loanTerms(f *form, r *LoanScheduleRequest) (x lending) {
	if f.require(r.Principal.leaf, "/principal", loanPrincipalText) {
		x.plan.Principal = f.positive(r.Principal, "/principal", loanPrincipalText).Value
	}
	if f.require(r.Method.leaf, "/method", methodText) {
		x.plan.Method = choose(f, r.Method, "/method", methods)
	}
	x.home = choose(f, r.Home, "/home", homes)
	if f.require(r.FirstPayment.leaf, "/first_payment", firstPaymentText) {
		if x.plan.First = f.date(r.FirstPayment, "/first_payment"); x.plan.First != 0 {
			x.begins = x.plan.First.AddMonths(-1)
		}
	}
	place, _ := s.book.Place("national")
	if r.City.given {
		place = s.place(f, r.City)
	}
	book, overrides := s.known(f, r.KnownOn), f.overrides(r.Overrides)
	most := s.longestTerm(book, place, x.begins)
	if f.require(r.Months.leaf, "/months", scheduleMonthsText) {
		x.plan.Months = f.count(r.Months, "/months", scheduleMonthsText, 1, most).Value
	}
	if place == nil || x.begins == 0 {
		return x
	}
	var faults fault.List
	x.snapshot, faults = book.On(place, x.begins).With(x.begins, overrides)
	f.also(faults)
	if k := policy.HousingFundLoanRounding; x.snapshot.Has(k) {
		x.plan.Rounding, x.because = x.snapshot.Rounding(k), append(x.because, k)
	} else {
		f.faults.Add(x.snapshot.Missing(k, x.begins, "/first_payment"))
	}
	if k := policy.HousingFundLoanInterestFixedMax; x.snapshot.Has(k) && x.snapshot.Has(policy.HousingFundLoanRepaymentDay) && x.plan.Months > 0 && x.plan.Months <= x.snapshot.Int(k) {
		x.notices = append(x.notices, loan.Notice{Code: "assumed", Key: policy.HousingFundLoanRepaymentDay, Text: lang.Text{ZH: "本地一年及以下的贷款到期一次还清；这里仍按月排列", EN: "loans of up to a year are repaid at once at the end here; the schedule is monthly all the same"}})
	}
	if k := policy.HousingFundLoanRepaymentDay; x.snapshot.Has(k) && x.plan.First.Day() != x.snapshot.Int(k) {
		day := strconv.Itoa(x.snapshot.Int(k))
		x.notices = append(x.notices, loan.Notice{Code: "assumed", Key: k, Text: lang.Text{ZH: "本地每月 " + day + " 日还款；按所给的首期日期排列", EN: "loans are repaid on day " + day + " of the month here; the day given is kept"}})
	}
	return x
}

// longestTerm is the most months a loan may run: the place's, or where none is known the longest any place of the book allows.
func (s *service) longestTerm(book *policy.Book, place *policy.Place, on civil.Date) int {
	k, most := policy.HousingFundLoanTermMax, 0
	// The book's last word, if the day lies before its first: how long a loan may be at all does not hang on its date.
	years := func(p *policy.Place) int {
		if on != 0 && book.On(p, on).Has(k) {
			return book.On(p, on).Int(k)
		}
		if h := book.History(p, k); len(h) > 0 {
			return int(h[len(h)-1].Value.N)
		}
		return 0
	}
	if place != nil {
		most = years(place)
	}
	if most == 0 {
		for _, p := range book.Cities() {
			most = max(most, years(p))
		}
	}
	return most * 12
}

// bookRates takes the rate of the book and its later changes.
func (s *service) bookRates(f *form, x *lending) {
	if x.snapshot == nil || x.home == 0 || x.plan.Months == 0 {
		return
	}
	rates, faults := loan.RatesOf(x.snapshot, x.home, x.plan.Months, x.begins)
	f.also(faults)
	x.fromBook = true
	x.plan.Rate, x.plan.Changes = rates.Rate.Rate, rates.Changes
	x.because, x.notices = append(x.because, rates.Because...), append(x.notices, rates.Notices...)
}

// rateChanges reads the changes of a request.
func (f *form) rateChanges(list []RateChangeRequest) []loan.Change {
	var out []loan.Change
	seen := map[civil.Date]bool{}
	for i, c := range list {
		at := "/rate_changes/" + strconv.Itoa(i)
		one := loan.Change{From: f.date(c.From, at+"/from")}
		f.require(c.From.leaf, at+"/from", dayText)
		if f.require(c.Rate.leaf, at+"/rate", yearlyText) {
			one.Rate = f.yearly(c.Rate, at+"/rate")
		}
		if one.From != 0 && seen[one.From] {
			f.refuse(fault.Exclusive, at+"/from", "a", lang.Text{ZH: "同一天的两次利率调整", EN: "two rate changes of one day"}, "b", lang.Text{ZH: "彼此", EN: "each other"})
		}
		seen[one.From] = true
		out = append(out, one)
	}
	return out
}

// yearly reads a loan's rate: above zero and, as "2.6" for 2.6 % would be, not above the whole.
func (f *form) yearly(v Figure, at string) money.Rate {
	r := f.rate(v, at, yearlyText)
	switch {
	case !r.Given:
	case r.Value.IsZero():
		f.refuse(fault.NotPositive, at, "what", yearlyText, "value", r.Value)
	case money.PPM(1_000_000).Less(r.Value):
		f.refuse(fault.OutOfRange, at, "what", yearlyText, "value", r.Value, "min", "0", "max", "1")
	}
	return r.Value
}

// LoanSubsidyRequest asks what a subsidised loan's subsidy is, and when it stops.
type LoanSubsidyRequest struct {
	City           Word                  `json:"city" swaggertype:"string" example:"zhengzhou"`
	Principal      Figure                `json:"principal" swaggertype:"string" example:"500000.00"`
	Months         Count                 `json:"months" swaggertype:"integer" minimum:"1" maximum:"360" example:"240"`
	Method         Word                  `json:"method" swaggertype:"string" enums:"annuity,linear" example:"annuity"`
	FirstPayment   Word                  `json:"first_payment" swaggertype:"string" format:"date" example:"2026-01-20"`
	CommercialRate Figure                `json:"commercial_rate" swaggertype:"string" example:"0.0305"`
	FundRate       Figure                `json:"fund_rate" swaggertype:"string"`                                 // absent: the book's, which needs `home`
	Home           Word                  `json:"home" swaggertype:"string" enums:"first,second" example:"first"` //
	History        []ConductMonthRequest `json:"history"`                                                        // from the month of the first payment; months after it are taken as kept
	KnownOn        Word                  `json:"known_on" swaggertype:"string" format:"date"`
	Overrides      []OverrideRequest     `json:"overrides"`
}

// ConductMonthRequest is what a borrower did in a month.
type ConductMonthRequest struct {
	Month        Word `json:"month" swaggertype:"string" example:"2026-01"`
	Contribution Word `json:"contribution" swaggertype:"string" enums:"paid,back_paid,missed" example:"paid"`
	Repayment    Word `json:"repayment" swaggertype:"string" enums:"paid,missed" example:"paid"`
}

// LoanSubsidy is what the centre pays, due date by due date.
type LoanSubsidy struct {
	City      string            `json:"city" example:"zhengzhou"`
	State     string            `json:"state" enums:"paid,stopped" example:"stopped"`
	StoppedAt string            `json:"stopped_at,omitempty" example:"2026-05"` // the first month without subsidy
	Cause     string            `json:"cause,omitempty" enums:"no_contribution,missed_repayment" example:"no_contribution"`
	Reported  bool              `json:"default_reported"` // to the credit register
	Rule      string            `json:"rule" example:"ZZ-13b"`
	Rows      []LoanSubsidyRow  `json:"rows"`
	Totals    LoanSubsidyTotals `json:"totals"`
	Because   []Parameter       `json:"because"`
	Warnings  []Warning         `json:"warnings"`
	Ruleset   string            `json:"ruleset"`
}

// LoanSubsidyRow is one due date: interest at both rates on the same balance, and the difference, paid by the centre or lost.
type LoanSubsidyRow struct {
	Number             int    `json:"number" example:"1"`
	Date               string `json:"date" example:"2026-01-20"`
	CommercialInterest string `json:"commercial_interest" example:"1270.83"`
	FundInterest       string `json:"fund_interest" example:"1083.33"`
	Subsidy            string `json:"subsidy" example:"187.50"`
	Lost               string `json:"lost" example:"0.00"`
	Balance            string `json:"balance" example:"498485.87"`
}

// LoanSubsidyTotals are the sums of the rows.
type LoanSubsidyTotals struct {
	CommercialInterest string `json:"commercial_interest"`
	FundInterest       string `json:"fund_interest"`
	Subsidy            string `json:"subsidy"`
	Lost               string `json:"lost"`
}

// postLoanSubsidy says what is subsidised and when that stops.
//
//	@Summary		贴息及其停止 · The interest subsidy and when it stops
//	@Description	贴息为商业利率与公积金利率之差（郑州 ZZ-13b）：连续三个月以上未缴存，或未按期还款的，停止贴息，违约记入征信。补缴的月份当时也是未缴。算法没有公布，按同一余额上两种利率的利息之差计算，并在 warnings 中说明。
//	@Description	The difference of the commercial and the fund's rate (Zhengzhou, ZZ-13b). Three months or more in a row without contribution, or a missed repayment, stop it, and the default is reported. How it is worked out is not published: here it is the difference of the interest at both rates on the same balance, and a warning says so.
//	@Tags			loans
//	@Accept			json
//	@Produce		json
//	@Param			request	body		LoanSubsidyRequest	true	"问题 · the question"
//	@Param			lang	query		string				false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	LoanSubsidy
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/loans/subsidy [post]
func (s *service) postLoanSubsidy(c *gin.Context) { answer(c, s.loanSubsidy) }

func (s *service) loanSubsidy(r *LoanSubsidyRequest, l lang.Lang) (any, error) {
	var f form
	f.require(r.City.leaf, "/city", cityText)
	x := s.loanTerms(&f, &LoanScheduleRequest{City: r.City, Home: r.Home, Principal: r.Principal, Months: r.Months, Method: r.Method, FirstPayment: r.FirstPayment, KnownOn: r.KnownOn, Overrides: r.Overrides})
	q := loan.Subsidised{History: f.conduct(r.History)}
	switch {
	case r.FundRate.given && r.Home.given:
		f.refuse(fault.Exclusive, "/home", "a", homeText, "b", yearlyText)
	case r.FundRate.given:
		q.FundRate = f.yearly(r.FundRate, "/fund_rate")
	default:
		f.require(r.Home.leaf, "/home", homeText)
		s.bookRates(&f, &x)
		q.FundRate, q.FundChanges = x.plan.Rate, x.plan.Changes
	}
	x.plan.Rate, x.plan.Changes = money.Rate{}, nil
	if f.require(r.CommercialRate.leaf, "/commercial_rate", commercialRateText) {
		x.plan.Rate = f.yearly(r.CommercialRate, "/commercial_rate")
	}
	q.Plan = x.plan
	if err := f.faults.Err(); err != nil {
		return nil, err
	}
	a, faults := loan.Subsidise(x.snapshot, &q)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	out := LoanSubsidy{City: x.snapshot.Place().ID, State: "paid", StoppedAt: a.Stopped.String(), Cause: a.Cause.String(), Reported: a.Reported, Rule: a.Rule, Rows: make([]LoanSubsidyRow, len(a.Rows)),
		Totals: LoanSubsidyTotals{a.Totals.Commercial.String(), a.Totals.Fund.String(), a.Totals.Subsidy.String(), a.Totals.Lost.String()}, Ruleset: s.book.Hash()}
	if a.Cause != 0 {
		out.State = "stopped"
	}
	for i, row := range a.Rows {
		out.Rows[i] = LoanSubsidyRow{row.Number, row.Date.String(), row.Commercial.String(), row.Fund.String(), row.Subsidy.String(), row.Lost.String(), row.Balance.String()}
	}
	out.Because, out.Warnings = loanGrounds(x.snapshot, append(x.because, a.Because...), append(x.notices, a.Notices...), l)
	return out, nil
}

func (f *form) conduct(list []ConductMonthRequest) []loan.Conduct {
	out := make([]loan.Conduct, len(list))
	for i, m := range list {
		at := "/history/" + strconv.Itoa(i)
		if f.require(m.Month.leaf, at+"/month", monthText) {
			out[i].Month = f.month(m.Month, at+"/month")
		}
		if f.require(m.Contribution.leaf, at+"/contribution", statusText) {
			out[i].Contribution = choose(f, m.Contribution, at+"/contribution", monthStatuses)
		}
		if f.require(m.Repayment.leaf, at+"/repayment", repaymentText) {
			out[i].Repaid = choose(f, m.Repayment, at+"/repayment", repayments)
		}
	}
	return out
}

var (
	methods    = choices[loan.Method]{{"annuity", loan.Annuity}, {"linear", loan.Linear}}
	keeps      = choices[loan.Keep]{{"term", loan.KeepTerm}, {"payment", loan.KeepPayment}}
	repayments = choices[bool]{{"paid", true}, {"missed", false}}

	rateText           = lang.Text{ZH: "年利率（rate），或城市与套数（city、home）", EN: "the yearly rate, or city and home"}
	yearlyText         = lang.Text{ZH: "年利率", EN: "the yearly rate"}
	commercialRateText = lang.Text{ZH: "商业贷款年利率", EN: "the commercial rate a year"}
	loanPrincipalText  = lang.Text{ZH: "贷款额", EN: "the principal"}
	methodText         = lang.Text{ZH: "还款方式（annuity 或 linear）", EN: "the method (annuity or linear)"}
	firstPaymentText   = lang.Text{ZH: "首次还款日", EN: "the day of the first payment"}
	scheduleMonthsText = lang.Text{ZH: "贷款月数", EN: "the months of the loan"}
	prepaidText        = lang.Text{ZH: "提前还款额", EN: "the prepayment"}
	keepText           = lang.Text{ZH: "提前还款后不变的是期限还是月供（term 或 payment）", EN: "what stays: term or payment"}
	repaymentText      = lang.Text{ZH: "还款情况（paid 或 missed）", EN: "the repayment (paid or missed)"}
)
