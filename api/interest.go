package api

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/fund"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// InterestRequest asks what a balance earns.
type InterestRequest struct {
	City           Word              `json:"city" swaggertype:"string"` // absent: the nation's rate, which every place has
	KnownOn        Word              `json:"known_on" swaggertype:"string" format:"date"`
	OpeningBalance Figure            `json:"opening_balance" swaggertype:"string" example:"10000.00"`
	Opened         Word              `json:"opened" swaggertype:"string" format:"date" example:"2025-07-01"` // from this day the opening balance earns; needed with it
	Movements      []MovementRequest `json:"movements"`                                                      // in any order
	Until          Word              `json:"until" swaggertype:"string" validate:"required" format:"date" example:"2026-07-01"`
	DayCount       Word              `json:"day_count" swaggertype:"string" enums:"actual/360,30/360,actual/365"`
	Overrides      []OverrideRequest `json:"overrides"`
}

// MovementRequest is money that comes in, or (negative) goes out.
type MovementRequest struct {
	Date   Word   `json:"date" swaggertype:"string" format:"date" example:"2026-01-15"`
	Amount Figure `json:"amount" swaggertype:"string" example:"1000.00"`
}

// InterestAnswer is what a balance earns.
type InterestAnswer struct {
	DayCount    string               `json:"day_count" example:"actual/360"`
	Settlements []InterestSettlement `json:"settlements"`
	Days        int64                `json:"days" example:"0"`       // since the last settlement
	Product     string               `json:"product" example:"0.00"` // yuan × days since then
	Accrued     string               `json:"accrued" example:"0.00"`
	Balance     string               `json:"balance" example:"10152.08"` // without what has accrued
	Because     []Parameter          `json:"because"`
	Warnings    []Warning            `json:"warnings"`
	Ruleset     string               `json:"ruleset"`
}

// InterestSettlement is one settlement. Its interest is rounded once and earns from the next day.
type InterestSettlement struct {
	Date     string `json:"date" example:"2026-06-30"`
	From     string `json:"from" example:"2025-07-01"` // first day of the period
	Days     int64  `json:"days" example:"365"`
	Product  string `json:"product" example:"3650000.00"` // yuan × days: the sum of the daily balances
	Interest string `json:"interest" example:"152.08"`
	Balance  string `json:"balance" example:"10152.08"`
	Rule     string `json:"rule,omitempty" example:"UR-21"`
}

// postInterest works out interest.
//
//	@Summary		结息 · Interest
//	@Description	存入当天起息，提取当天和 until 当天不计；每年6月30日结息并入本金，7月1日起计息，每次结息只取整一次；年度中间利率变动按天分段。2016-02-21 以前的利率不知道，按名拒绝。
//	@Description	The day of deposit earns, the day of withdrawal and `until` do not. On 30 June the interest joins the principal and earns from 1 July; one rounding a settlement; a rate that changes inside a year counts by the day. Days before 2016-02-21 are refused by name. No document says how days are counted: `day_count` chooses, and the assumed one is admitted.
//	@Tags			accounts
//	@Accept			json
//	@Produce		json
//	@Param			request	body		InterestRequest	true	"问题 · the question"
//	@Param			lang	query		string			false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	InterestAnswer
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/interest [post]
func (s *service) postInterest(c *gin.Context) { answer(c, s.interest) }

var (
	untilText    = lang.Text{ZH: "计息截止日", EN: "the day until which interest runs"}
	movementText = lang.Text{ZH: "存取日期", EN: "the day of the movement"}
)

// nation is the place whose values hold everywhere.
const nation = "national"

func (s *service) interest(r *InterestRequest, l lang.Lang) (any, error) {
	var f form
	d := fund.Deposit{Opening: f.money(r.OpeningBalance, "/opening_balance", balanceText).Value, Opened: f.date(r.Opened, "/opened"), Count: f.dayCount(r.DayCount)}
	if f.require(r.Until.leaf, "/until", untilText) {
		d.Until = f.date(r.Until, "/until")
	}
	if r.OpeningBalance.given {
		f.require(r.Opened.leaf, "/opened", openedText)
	}
	f.notAfter(d.Opened, d.Until, "/opened", openedText)
	for i, m := range r.Movements {
		at := "/movements/" + strconv.Itoa(i)
		var move fund.Movement
		if f.require(m.Date.leaf, at+"/date", movementText) {
			move.On = f.date(m.Date, at+"/date")
		}
		if f.require(m.Amount.leaf, at+"/amount", amountText) {
			move.Amount = f.signed(m.Amount, at+"/amount", amountText)
		}
		if move.On != 0 && move.On < d.Opened {
			f.refuse(fault.OutOfRange, at+"/date", "what", movementText, "value", move.On, "min", d.Opened, "max", d.Until)
		}
		f.notAfter(move.On, d.Until, at+"/date", movementText)
		d.Movements = append(d.Movements, move)
	}
	if len(r.Movements) > mostEvents {
		f.refuse(fault.TooManyItems, "/movements", "got", len(r.Movements), "limit", mostEvents)
	}
	city := r.City
	if !city.given {
		city = Word{leaf{nation, true}}
	}
	t := s.interestTerms(&f, city, r, d.Until)
	if err := f.faults.Err(); err != nil {
		return nil, err
	}
	e, faults := fund.Interest(t, d)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	out := InterestAnswer{DayCount: e.Count.String(), Settlements: []InterestSettlement{}, Days: e.Days, Product: e.Product.String(), Accrued: e.Accrued.String(), Balance: e.Balance.String(), Ruleset: s.book.Hash()}
	rule := t.On(d.Until).RuleID(policy.AccountSettlement)
	for _, x := range e.Settlements {
		out.Settlements = append(out.Settlements, InterestSettlement{Date: x.On.String(), From: x.From.String(), Days: x.Days, Product: x.Product.String(), Interest: x.Interest.String(), Balance: x.Balance.String(), Rule: rule})
	}
	out.Because, out.Warnings = fundGrounds(t, e.Notices, l)
	return out, nil
}

// interestTerms are a place's; interest is the one question that can be asked without a city.
func (s *service) interestTerms(f *form, place Word, r *InterestRequest, until civil.Date) *fund.Terms {
	if place.text != nation {
		return s.fundTerms(f, place, r.KnownOn, until, r.Overrides)
	}
	p, ok := s.book.Place(nation)
	if !ok {
		f.refuse(fault.UnknownPlace, "/city", "place", nation)
		return nil
	}
	if until == 0 {
		until = civil.MonthOf(civil.LastYear, 12).Last()
	}
	t, faults := fund.NewTerms(s.known(f, r.KnownOn), p, f.overrides(r.Overrides), until)
	f.also(faults)
	return t
}

func (f *form) notAfter(d, last civil.Date, at string, what lang.Text) {
	if d != 0 && last != 0 && d > last {
		f.refuse(fault.OutOfRange, at, "what", what, "value", d, "min", "1900-01-01", "max", last)
	}
}

// signed reads yuan of either sign.
func (f *form) signed(v Figure, at string, what lang.Text) money.Money {
	m, err := money.Parse(v.text)
	if err != nil {
		f.number(err, v, at, what, 2, money.Fen(-money.Max), money.Fen(money.Max))
	}
	return m
}
