package fund

import (
	"slices"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// DayCount is how days become a part of a year. No document says which one the centres use: the book has an assumed one.
type DayCount uint8

// The day counts.
const (
	NoDayCount DayCount = iota
	Actual360           // days of the calendar, a year of 360
	Thirty360           // months of 30 days, a year of 360
	Actual365           // days of the calendar, a year of 365
)

var dayCountIDs = [...]string{"", "actual/360", "30/360", "actual/365"}

// String is the day count's id.
func (c DayCount) String() string { return dayCountIDs[c] }

// DayCountOf finds a day count by its id.
func DayCountOf(id string) (DayCount, bool) {
	i := slices.Index(dayCountIDs[1:], id)
	return DayCount(i + 1), i >= 0
}

func (c DayCount) year() int64 {
	if c == Actual365 {
		return 365
	}
	return 360
}

// days are the days from one date to another, the first counted and the last not.
func (c DayCount) days(from, to civil.Date) int64 {
	if c == Thirty360 {
		return position(to) - position(from)
	}
	return int64(to - from)
}

// position is a date's place in a calendar of 30-day months; the 31st stands on the 30th.
func position(d civil.Date) int64 {
	y, m, day := d.Parts()
	return int64(y)*360 + int64(m)*30 + int64(min(day, 30))
}

// Rates are deposit rates through time, oldest first.
type Rates []RateFrom

// RateFrom is a rate and the day from which it holds.
type RateFrom struct {
	From civil.Date
	Rate money.Rate
}

// wholeYear is a rate of 100 %: beyond it a balance could outgrow what the ledger can hold.
var wholeYear = money.PPM(1_000_000)

// Rates are the deposit rates from one day to another. The fault says that the first day is too early, or that a rate is absurd.
func (t *Terms) Rates(from, to civil.Date, field string) (Rates, fault.List) {
	k := policy.HousingFundInterestDepositRate
	var rates Rates
	for _, d := range append([]civil.Date{from}, t.changes(k, from, to)...) {
		s := t.On(d)
		if !s.Has(k) {
			return nil, fault.List{s.Missing(k, d, field).By(s.RuleID(policy.AccountInterest))}
		}
		r := s.Rate(k)
		if s.Unlimited(k) {
			return nil, fault.List{unbounded(k)}
		}
		if wholeYear.Less(r) {
			return nil, fault.List{fault.New(fault.OutOfRange, "/overrides", "what", k.Spec().Name, "value", r.Percent(), "min", "0%", "max", wholeYear.Percent())}
		}
		t.Use(s, k)
		if n := len(rates); n == 0 || rates[n-1].Rate != r {
			rates = append(rates, RateFrom{d, r})
		}
	}
	return rates, nil
}

// DayCount is the day count of the book: an assumption, which the answer admits.
func (t *Terms) DayCount(on civil.Date) (DayCount, Notice) {
	s, k := t.On(on), policy.HousingFundInterestDayCount
	c, ok := DayCountOf(s.Text(k).EN)
	if !ok {
		c = Actual360
	}
	t.Use(s, k)
	return c, Notice{Code: "assumed", Key: k, Text: say("计息天数方法没有找到规定，按 "+c.String()+" 计算；可用 day_count 另选", "no rule on the day count has been found; "+c.String()+" is taken, day_count chooses another")}
}

// Notice is something an answer has to admit beside what the parameters it used say of themselves.
type Notice struct {
	Code string
	Key  policy.Key // None if it is about no parameter
	Text lang.Text
}

// accrual is interest in the making: daily balances since the last settlement. The day of deposit earns, the day of withdrawal does not.
type accrual struct {
	rates   Rates
	count   DayCount
	at      int         // the rate that holds on since
	since   civil.Date  // days before it have earned
	start   civil.Date  // first day of the interest year, or of the account
	product money.Money // fen × days
	sum     money.Accrual
}

// until lets a balance that has stood since then earn for the days before d.
func (a *accrual) until(d civil.Date, balance money.Money) {
	if balance.IsZero() {
		a.since = max(a.since, d)
		return
	}
	for a.since < d {
		end := d
		for a.at+1 < len(a.rates) && a.rates[a.at+1].From <= a.since {
			a.at++
		}
		if a.at+1 < len(a.rates) && a.rates[a.at+1].From < end {
			end = a.rates[a.at+1].From
		}
		days := a.count.days(a.since, end)
		a.sum.Add(balance, days, a.rates[a.at].Rate)
		a.product = a.product.Add(balance.Times(days))
		a.since = end
	}
}

// interest is what has accrued, rounded once.
func (a *accrual) interest() money.Money { return a.sum.Over(a.count.year(), money.FenHalfUp) }

// settle begins a new interest year.
func (a *accrual) settle() {
	a.sum, a.product, a.start = money.Accrual{}, money.Money{}, a.since
}

// settlementAfter is the first settlement day on or after a date.
func settlementAfter(d civil.Date, monthDay int) civil.Date {
	y, _, _ := d.Parts()
	day := civil.MonthOf(y, monthDay/100).Day(monthDay % 100)
	if day < d {
		day = civil.MonthOf(y+1, monthDay/100).Day(monthDay % 100)
	}
	return day
}

// Movement is money that came into an account on a day, or left it.
type Movement struct {
	On     civil.Date
	Amount money.Money
}

// Deposit is a question about interest: an opening balance, movements in any order, a day.
type Deposit struct {
	Opening   money.Money
	Opened    civil.Date
	Movements []Movement
	Until     civil.Date
	Count     DayCount // NoDayCount: the book's
}

// Settled is one settlement: the interest joins the principal and earns from the next day.
type Settled struct {
	On       civil.Date
	From     civil.Date // first day of the period
	Days     int64
	Product  money.Money // yuan × days
	Interest money.Money
	Balance  money.Money // with the interest
}

// Earned is the answer to a [Deposit].
type Earned struct {
	Settlements []Settled
	Days        int64 // since the last settlement
	Product     money.Money
	Accrued     money.Money
	Balance     money.Money // without what has accrued
	Count       DayCount
	Notices     []Notice
}

// Interest is what a balance earns (ZZ-10, UR-21, UR-22).
func Interest(t *Terms, d Deposit) (Earned, fault.List) {
	var e Earned
	moves := slices.Clone(d.Movements)
	slices.SortStableFunc(moves, func(a, b Movement) int { return int(a.On - b.On) })
	first := d.Opened
	if len(moves) > 0 && (first == 0 || moves[0].On < first) {
		first = moves[0].On
	}
	if first == 0 {
		first = d.Until
	}
	field := "/opened"
	if d.Opened == 0 {
		field = "/movements"
	}
	rates, faults := t.Rates(first, d.Until, field)
	if faults != nil {
		return e, faults
	}
	e.Count = d.Count
	if e.Count == NoDayCount {
		var n Notice
		e.Count, n = t.DayCount(d.Until)
		e.Notices = append(e.Notices, n)
	}
	monthDay, faults := t.settlementDay(d.Until)
	if faults != nil {
		return e, faults
	}

	a := accrual{rates: rates, count: e.Count, since: first, start: first}
	e.Balance = d.Opening
	earn := func(to civil.Date) bool {
		for day := settlementAfter(a.start, monthDay); day < to; day = settlementAfter(a.start, monthDay) {
			a.until(day+1, e.Balance)
			interest := a.interest()
			e.Balance = e.Balance.Add(interest)
			e.Settlements = append(e.Settlements, Settled{On: day, From: a.start, Days: e.Count.days(a.start, day+1), Product: a.product, Interest: interest, Balance: e.Balance})
			a.settle()
			if money.Fen(money.Max).Less(e.Balance) {
				return false
			}
		}
		a.until(to, e.Balance)
		return true
	}
	for i := 0; i < len(moves); {
		on := moves[i].On
		if !earn(on) {
			return e, fault.List{tooMuch("/opening_balance", e.Balance)}
		}
		for ; i < len(moves) && moves[i].On == on; i++ {
			if e.Balance = e.Balance.Add(moves[i].Amount); money.Fen(money.Max).Less(e.Balance) {
				return e, fault.List{tooMuch("/movements", e.Balance)}
			}
		}
		if e.Balance.IsNegative() {
			return e, fault.List{fault.New(fault.NotEnough, "/movements", "asked", moves[i-1].Amount.Neg(), "have", e.Balance.Sub(moves[i-1].Amount))}
		}
	}
	if !earn(d.Until) {
		return e, fault.List{tooMuch("/opening_balance", e.Balance)}
	}
	e.Days, e.Product, e.Accrued = e.Count.days(a.start, d.Until), a.product, a.interest()
	return e, nil
}

// settlementDay is the day of the year on which interest is settled, as month × 100 + day.
func (t *Terms) settlementDay(on civil.Date) (int, fault.List) {
	s, k := t.On(on), policy.HousingFundInterestSettlementDate
	if !s.Has(k) {
		return 0, fault.List{s.Missing(k, on, "/until")}
	}
	if s.Unlimited(k) {
		return 0, fault.List{unbounded(k)}
	}
	t.Use(s, k)
	return s.Int(k), nil
}

// unbounded refuses a what-if of "none" where a value is needed.
func unbounded(k policy.Key) fault.Error {
	return fault.New(fault.BadOverride, "/overrides", "detail", say(k.String()+" 不能是 none", k.String()+" cannot be none"))
}

// tooMuch refuses a balance beyond what an amount of ours may be.
func tooMuch(field string, balance money.Money) fault.Error {
	return fault.New(fault.OutOfRange, field, "what", say("账户余额", "the balance"), "value", balance, "min", money.Money{}, "max", money.Fen(money.Max))
}
