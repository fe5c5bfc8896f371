package fund

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

// agree refuses a plan the rules do not allow; no plan is refused only where one is needed.
func (r *run) agree(p Plan) *fault.Error {
	if p.By == ByNothing {
		if r.mode != ByDebit || len(r.plans) > 0 || r.kind == Employee {
			return nil
		}
		e := fault.New(fault.Required, "", "what", say("月缴存额或缴存基数", "the monthly amount or the base"))
		return &e
	}
	if r.q.Amount == nil {
		return nil
	}
	if _, faults := r.q.Amount(r.s, r.day.Month(), p); len(faults) > 0 {
		return &faults[0]
	}
	return nil
}

// agreeFrom lets a plan hold from a month on. What was to hold from then on, or later, is replaced.
func (r *run) agreeFrom(m civil.Month, p Plan) {
	for len(r.plans) > 0 && r.plans[len(r.plans)-1].from >= m {
		r.plans = r.plans[:len(r.plans)-1]
	}
	r.plans = append(r.plans, planFrom{m, p})
}

// plan is what holds in a month.
func (r *run) plan(m civil.Month) Plan {
	for i := len(r.plans) - 1; i >= 0; i-- {
		if r.plans[i].from <= m {
			return r.plans[i].plan
		}
	}
	return Plan{}
}

// latest is the plan agreed last, even if it holds only from next month on: WX-2.2d.
func (r *run) latest() Plan {
	if n := len(r.plans); n > 0 {
		return r.plans[n-1].plan
	}
	return Plan{}
}

// amount is what a plan comes to. What follows from a base is worked out once for as long as the same rules hold.
func (r *run) amount(p Plan) Due {
	if r.kind == Employee && r.q.Remitted != nil {
		return r.q.Remitted(r.row.Month)
	}
	if p.By == ByAmount {
		return Due{Person: p.Figure}
	}
	d := &r.dues
	if d.s != r.s || d.plan != p {
		due, faults := r.q.Amount(r.s, r.day.Month(), p)
		if len(faults) > 0 {
			r.faults = append(r.faults, faults...)
			return Due{}
		}
		d.s, d.plan, d.due = r.s, p, due
	}
	return d.due
}

// change changes the monthly amount (WX-2.5) or the base (ZZ-8b): this month if it is unpaid, else from the next.
func (r *run) change(e *Event) *fault.Error {
	role := policy.AccountChangeAmount
	if e.Type == ChangeBase {
		role = policy.AccountChangeBase
	}
	if no := r.mustBeNormal(role); no != nil {
		return no
	}
	if r.kind == Employee {
		if e.Type == ChangeAmount {
			return r.no(fault.FlexibleOnly, role)
		}
	} else if no := r.inWindow(); no != nil {
		return no
	}
	if no := r.agree(e.Plan); no != nil {
		return no
	}
	from := r.row.Month.Add(1) // UR-12d: an employee's new base holds from the month after it is approved
	if r.kind == Flexible {
		k := policy.HousingFundFlexibleAmountChangeIfUnpaid
		if c := r.current(); c != nil && c.Status != Missed {
			k = policy.HousingFundFlexibleAmountChangeIfPaid
		}
		r.use(k)
		from = r.row.Month.Add(r.s.Int(k))
	}
	r.agreeFrom(from, e.Plan)
	return nil
}

// inWindow: where the base is fixed for the fund year, it changes in the window only (ZZ-8b). An amount that follows from a base
// cannot change by another way.
func (r *run) inWindow() *fault.Error {
	opens, closes := policy.HousingFundFlexibleBaseChangeWindowOpens, policy.HousingFundFlexibleBaseChangeWindowCloses
	if !r.s.Has(opens) || !r.s.Has(closes) {
		return nil
	}
	r.use(opens, closes)
	_, m, d := r.day.Parts()
	if today := m*100 + d; today < r.s.Int(opens) || today > r.s.Int(closes) {
		y := r.day.Month().Year()
		on := func(k policy.Key) civil.Date { return civil.DateOf(y, r.s.Int(k)/100, r.s.Int(k)%100) }
		return r.no(fault.WindowClosed, policy.AccountChangeBase, "opens", on(opens), "closes", on(closes), "date", r.day)
	}
	return nil
}
