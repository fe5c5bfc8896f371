package fund

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// current is this month's contribution; nil if none can be made in it.
func (r *run) current() *Month {
	if n := len(r.months); n > 0 && r.months[n-1].Month == r.row.Month {
		return &r.months[n-1]
	}
	return nil
}

// newMonth is a month in which a contribution can be made. One that a lump sum has paid for is paid.
func (r *run) newMonth(m civil.Month) Month {
	c := Month{Month: m}
	if m <= r.covered {
		c.Status = Paid
	}
	return c
}

// debit takes this month's contribution, in full or not at all (ZZ-9a; Wuhan: never in part), unless it fails.
func (r *run) debit() {
	r.debited = true
	c := r.current()
	if c == nil {
		return
	}
	if r.state != Normal || r.row.Month < r.due {
		c.sealed = true
		return
	}
	p := r.plan(r.row.Month)
	if c.Status != Missed || r.mode != ByDebit || p.By == ByNothing {
		return
	}
	if r.kind == Flexible {
		r.use(policy.HousingFundFlexibleModeDebitPartial)
	}
	switch {
	case r.misses():
		r.missed = true
		r.fail(c)
		r.sealIfInArrears()
	case r.owing > 0 && r.own(policy.AccountArrearsFirst):
		r.fail(c) // WX-2.2b: normal contribution goes on only after all unpaid months are paid
	default:
		due := r.amount(p)
		if r.q.Remitted != nil && due.total().IsZero() {
			c.sealed = true // nothing is due, and nothing is missed
			return
		}
		r.pay(c, Contribution, due)
	}
}

// misses tells whether an event says that this month's debit fails.
func (r *run) misses() bool {
	for i := r.eventsAt; i < r.eventsEnd; i++ {
		if r.q.Events[i].Type == Miss {
			return true
		}
	}
	return false
}

func (r *run) fail(c *Month) {
	c.failed = true
	r.owing++
}

// unmissed refuses, at the month's end, the failures of a debit that was not to take place.
func (r *run) unmissed() {
	for i := r.eventsAt; i < r.eventsEnd; i++ {
		if r.q.Events[i].Type != Miss {
			continue
		}
		if !r.missed {
			r.refuse(i, *r.no(fault.NoDebit, policy.AccountDebit, "month", r.row.Month))
		}
		r.missed = false // the first of them was that failure; a month has one debit
	}
}

// inARow is how many months in a row, to this one, are in arrears.
func (r *run) inARow() (n int) {
	for i := len(r.months) - 1; i >= 0 && r.months[i].failed && r.months[i].Status == Missed; i-- {
		n++
	}
	return n
}

// pay pays a month.
func (r *run) pay(c *Month, why Cause, due Due) {
	role := policy.AccountDebit
	if why == BackPayment {
		role = policy.AccountBackPay
	}
	l, rule := &r.out.Ledger, r.rule(role)
	if r.kind == Employee {
		employer, person := EmployerShare, EmployeeShare
		if why == BackPayment {
			employer, person = why, why
		}
		l.move(r.day, c.Month, employer, Employer, EmploymentPart, due.Employer, rule)
		l.move(r.day, c.Month, person, Employer, EmploymentPart, due.Person, rule)
	} else {
		l.move(r.day, c.Month, why, Bank, FlexiblePart, due.total(), rule)
	}
	if c.failed {
		r.owing--
	}
	c.Amount = c.Amount.Add(due.total())
	if why == BackPayment {
		c.Status = BackPaid
		r.row.BackPaid = r.row.BackPaid.Add(due.total())
	} else {
		c.Status = Paid
		r.row.Contribution = r.row.Contribution.Add(due.total())
	}
	r.paidNow()
}

func (r *run) paidNow() {
	r.bounded()
	if r.firstPaid == 0 {
		r.firstPaid = r.day
	}
	if r.counts == 0 {
		r.counts = r.day
	}
}

// backPay makes unpaid months good, oldest first, up to a chosen one (WX-2.2a, WX-2.2b), each at the amount agreed now (WX-2.2d).
// A sealed account must be resumed first (WX-2.2c). This month, if its debit is still to come, is paid in its time.
func (r *run) backPay(e *Event) *fault.Error {
	if no := r.mustBeNormal(policy.AccountBackPayNormal); no != nil {
		return no
	}
	if e.Through > r.row.Month {
		return r.no(fault.NotDueYet, policy.AccountBackPay, "through", e.Through, "month", r.row.Month)
	}
	if no := r.mustBeWorked(); no != nil {
		return no
	}
	due, found := Due{}, false
	for i := range r.months {
		c := &r.months[i]
		if c.Status != Missed || c.Month > e.Through {
			continue
		}
		if !found {
			p := r.latest()
			if p.By == ByNothing {
				return r.no(fault.Required, policy.AccountBackPayAmount, "what", say("月缴存额", "the monthly amount"))
			}
			due, found = r.amount(p), true
		}
		if c.Month == r.row.Month && !r.debited && !c.sealed {
			r.pay(c, Contribution, due)
		} else {
			r.pay(c, BackPayment, due)
		}
	}
	if !found {
		return r.no(fault.NothingUnpaid, policy.AccountBackPay, "through", e.Through)
	}
	return nil
}

// contribute is a payment beside the debit. Wuhan's rule of 2024 bounds each payment from below and a month's payments from above.
func (r *run) contribute(e *Event) *fault.Error {
	if no := r.mustBeNormal(policy.AccountBackPayNormal); no != nil {
		return no
	}
	if r.kind == Employee {
		return r.no(fault.FlexibleOnly, policy.AccountFreePayment)
	}
	if r.owing > 0 && r.own(policy.AccountArrearsFirst) {
		return r.no(fault.ArrearsFirst, policy.AccountArrearsFirst, "month", r.oldest())
	}
	if no := r.bounds(e.Amount); no != nil {
		return no
	}
	r.out.Ledger.move(r.day, r.row.Month, FreePayment, Bank, FlexiblePart, e.Amount, r.rule(policy.AccountFreePayment))
	r.row.Contribution = r.row.Contribution.Add(e.Amount)
	if c := r.current(); c != nil && r.mode != ByDebit {
		c.Status, c.Amount = Paid, c.Amount.Add(e.Amount)
	}
	if r.mode == LumpSum {
		r.covered = max(r.covered, r.row.Month-1) + monthsOfLumpSum
	}
	r.paidNow()
	return nil
}

// monthsOfLumpSum: a lump sum pays for a year.
const monthsOfLumpSum = 12

// bounds are those of free payments and of a lump sum.
func (r *run) bounds(amount money.Money) *fault.Error {
	if !r.own(policy.AccountFreePayment) {
		r.assume(policy.None, "没有找到扣款以外缴存的规定，按所付金额入账", "no rule on payments beside the debit has been found; what was paid is taken")
		return nil
	}
	floor, ceiling := policy.HousingFundAmountJointFloor, policy.HousingFundAmountJointCap
	if !r.s.Has(floor) || !r.s.Has(ceiling) {
		r.out.Notices = append(r.out.Notices, Notice{"value_unknown", floor, say("当时的月缴存额上下限没有找到，未作检查", "the bounds of that time have not been found and were not checked")})
		return nil
	}
	r.use(floor, ceiling, policy.HousingFundFlexibleModeFreePaymentMin, policy.HousingFundFlexibleModeFreeMonthTotalMax)
	least, most, paid := r.s.Money(floor), r.s.Money(ceiling), r.row.Contribution
	if r.mode == LumpSum {
		k := policy.HousingFundFlexibleModeLumpSumMinMultiple
		r.use(k, policy.HousingFundFlexibleModeLumpSumMaxMultiple)
		least = multiple(r.s.Rate(k), least)
		most = multiple(r.s.Rate(policy.HousingFundFlexibleModeLumpSumMaxMultiple), most)
	}
	if amount.Less(least) {
		return r.no(fault.AmountBelow, policy.AccountFreePayment, "what", say("每次缴存额", "a payment"), "value", amount, "min", least)
	}
	switch left := most.Sub(paid); {
	case paid.IsZero() && most.Less(amount):
		return r.no(fault.AmountAbove, policy.AccountFreePayment, "what", say("当月缴存合计", "the month's total"), "value", amount, "max", most)
	case left.Less(least):
		return r.no(fault.NotApplicable, policy.AccountFreePayment, "what", say("再缴一笔", "another payment"),
			"why", say("当月已缴 "+paid.String()+" 元，合计不超过 "+most.String()+" 元，每次不低于 "+least.String()+" 元", paid.String()+" yuan have been paid this month, at most "+most.String()+" in all, and a payment is at least "+least.String()))
	case left.Less(amount):
		return r.no(fault.AmountAbove, policy.AccountFreePayment,
			"what", say("当月已缴 "+paid.String()+" 元之外的缴存额", "a payment beside the "+paid.String()+" yuan already paid this month"), "value", amount, "max", left)
	}
	return nil
}

// multiple is a bound taken several times; beyond any amount there can be, it is the largest amount.
func multiple(times money.Rate, bound money.Money) money.Money {
	if bound.Fen() > money.Max/1000 {
		return money.Fen(money.Max)
	}
	return times.Of(bound, money.FenHalfUp)
}

// oldest is the first month in arrears.
func (r *run) oldest() any {
	for i := range r.months {
		if r.months[i].failed && r.months[i].Status == Missed {
			return r.months[i].Month
		}
	}
	return ""
}
