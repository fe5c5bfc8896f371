package loan

import (
	"strconv"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Subsidised is a commercial loan whose interest above the fund's rate is paid by the centre (ZZ-13a, ZZ-13b).
type Subsidised struct {
	Plan        Plan // the commercial loan
	FundRate    money.Rate
	FundChanges []Change
	History     []Conduct // months so far, oldest first, from the month of the first instalment on
}

// Conduct is what a borrower did in a month.
type Conduct struct {
	Month        civil.Month
	Contribution Status
	Repaid       bool
}

// Cause is why a subsidy stops; the zero value is that it does not.
type Cause uint8

// The causes.
const (
	NoContribution  Cause = iota + 1 // three months or more in a row without contribution
	MissedRepayment                  // principal and interest not repaid in time
)

// String is the cause's id.
func (c Cause) String() string { return [...]string{"", "no_contribution", "missed_repayment"}[c] }

// Subsidy is what the centre pays.
type Subsidy struct {
	Rows     []SubsidyRow
	Stopped  civil.Month // the first month without subsidy; 0 if it goes on
	Cause    Cause
	Reported bool // the default is reported to the credit register
	Totals   SubsidyTotals
	Rule     string
	Because  []policy.Key
	Notices  []Notice
}

// SubsidyRow is one due date: the interest at both rates, and the difference, paid or not.
type SubsidyRow struct {
	Number     int
	Date       civil.Date
	Commercial money.Money
	Fund       money.Money
	Subsidy    money.Money // 0.00 once it has stopped
	Lost       money.Money // the difference the borrower bears himself
	Balance    money.Money
}

// SubsidyTotals are the sums of the rows.
type SubsidyTotals struct{ Commercial, Fund, Subsidy, Lost money.Money }

// Subsidise says what is subsidised and when that stops.
func Subsidise(s *policy.Snapshot, x *Subsidised) (Subsidy, fault.List) {
	k := policy.HousingFundFlexibleLoanSubsidyStop
	if !s.Has(k) || s.Unlimited(k) {
		return Subsidy{}, fault.List{s.Missing(k, x.Plan.First, "/city")}
	}
	faults := x.check()
	rows, _, more := x.Plan.Schedule(make([]Row, 0, x.Plan.Months))
	faults.Add(more...)
	if len(faults) > 0 {
		return Subsidy{}, faults
	}
	out := Subsidy{Rule: s.RuleID(policy.FlexibleLoanSubsidy), Because: []policy.Key{k}, Rows: make([]SubsidyRow, 0, len(rows)), Notices: []Notice{
		{assumed, policy.HousingFundFlexibleLoanType, say("没有找到贴息额的算法：按同一余额上商业利率与公积金利率的利息之差计算，贷款按商业利率还款",
			"how the subsidy is worked out was not found: it is the difference of the interest at both rates on the same balance, and the loan is repaid at the commercial rate")},
	}}
	out.Stopped, out.Cause = x.stop(s.Int(k))
	out.Reported = out.Cause != 0
	if out.Cause != 0 {
		out.Notices = append(out.Notices, Notice{assumed, k, say("停止贴息后能否恢复没有规定，按不再恢复计算", "whether a stopped subsidy can come back is not said; it is taken that it does not")})
	}
	fund := running{plan: &Plan{Changes: x.FundChanges}, rate: x.FundRate}
	before := x.Plan.Principal
	for _, r := range rows {
		fund.change(r.Date)
		row := SubsidyRow{Number: r.Number, Date: r.Date, Commercial: r.Interest, Fund: fund.rate.OfPart(before, 1, 12, x.Plan.Rounding), Balance: r.Balance}
		gap := row.Commercial.Sub(row.Fund)
		if gap.IsNegative() {
			gap = money.Money{} // the commercial rate has fallen below the fund's: there is nothing to subsidise
		}
		if out.Stopped != 0 && r.Date.Month() >= out.Stopped {
			row.Lost = gap
		} else {
			row.Subsidy = gap
		}
		out.Rows = append(out.Rows, row)
		before = r.Balance
		t := &out.Totals
		t.Commercial, t.Fund, t.Subsidy, t.Lost = t.Commercial.Add(row.Commercial), t.Fund.Add(row.Fund), t.Subsidy.Add(row.Subsidy), t.Lost.Add(row.Lost)
	}
	return out, nil
}

// stop finds the month in which the subsidy stops: that of the missed repayment, or the last of so many months in a row without a
// contribution. A contribution made good later was missing all the same.
func (x *Subsidised) stop(months int) (civil.Month, Cause) {
	without := 0
	for _, c := range x.History {
		if c.Contribution == Paid {
			without = 0
		} else {
			without++
		}
		switch {
		case !c.Repaid:
			return c.Month, MissedRepayment
		case without >= months:
			return c.Month, NoContribution
		}
	}
	return 0, 0
}

// check refuses a history that is not month by month from the first instalment, or longer than the loan.
func (x *Subsidised) check() (faults fault.List) {
	first := x.Plan.First.Month()
	for i, c := range x.History {
		at := "/history/" + strconv.Itoa(i) + "/month"
		before := first.Add(-1)
		if i > 0 {
			before = x.History[i-1].Month
		}
		switch {
		case c.Month == 0 || before == 0:
		case i == 0 && c.Month < first, c.Month > first.Add(x.Plan.Months-1):
			faults.Add(fault.New(fault.OutOfRange, at, "what", say("月份", "the month"), "value", c.Month, "min", first, "max", first.Add(x.Plan.Months-1)))
		case c.Month == before:
			faults.Add(fault.New(fault.DuplicateMonth, at, "month", c.Month))
		case c.Month < before:
			faults.Add(fault.New(fault.NotInOrder, at, "value", c.Month, "before", before))
		case c.Month > before.Add(1):
			faults.Add(fault.New(fault.MonthGap, at, "month", c.Month, "missing", before.Add(1)))
		}
	}
	return faults
}
