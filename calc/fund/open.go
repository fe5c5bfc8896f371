package fund

import (
	"fmt"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

// open opens an account. One that lies in the sealed pool, or was left sealed by an employer, is taken over and kept (WH-4a, ZZ-7);
// nobody has two.
func (r *run) open(e *Event) *fault.Error {
	as := r.kind
	if e.As != 0 {
		as = e.As
	} else if e.Plan.By == ByAmount {
		as = Flexible
	}
	switch {
	case r.state == Normal, r.state == Sealed && r.sealing != InPool && r.sealing != Internally:
		return r.no(fault.AccountExists, policy.AccountOpen, "state", r.state.Name())
	case r.state == Closed && r.ground != NoGround:
		return r.no(fault.ReopenBarred, policy.HousingFundReopen, "ground", groundNames[r.ground])
	}
	if no := r.tooSoon(); no != nil {
		return no
	}
	if as == Flexible {
		if no := r.ofAge(); no != nil {
			return no
		}
	}
	if no := r.agree(e.Plan); no != nil {
		return no
	}
	kept := r.state == Sealed
	if !kept {
		r.opened, r.withdrawn, r.covered = r.day, 0, 0
		r.plans, r.months, r.owing = nil, r.months[:0], 0
	} else {
		r.unsealed = r.day.Month()
	}
	r.firstPaid, r.counts, r.supposed = 0, 0, false
	r.kind = as
	r.state, r.sealing = Normal, NotSealed
	r.startPaying(r.firstDue(r.day), e.Plan)
	r.rule(policy.AccountOpen)
	return nil
}

// startPaying lets contributions begin, or begin again, in a month.
func (r *run) startPaying(due civil.Month, p Plan) {
	r.due, r.agreed = due, r.day
	if p.By != ByNothing {
		r.agreeFrom(r.row.Month, p)
	}
	if r.due == r.row.Month && r.current() == nil {
		r.months = append(r.months, r.newMonth(r.row.Month))
	}
	if r.kind == Employee && r.debited {
		r.debit() // UR-20: in the month of unsealing, even if the employer's day has passed
	}
}

// tooSoon: Wuhan's rule of 2024 makes who closed an account wait.
func (r *run) tooSoon() *fault.Error {
	k := policy.HousingFundFlexibleAccountReopenWait
	if r.state != Closed || r.closed == 0 || !r.s.Has(k) {
		return nil
	}
	r.use(k)
	if until := r.closed.AddMonths(r.s.Int(k)); r.day < until {
		return r.no(fault.ReopenTooSoon, policy.AccountReopenWait, "months", r.s.Int(k), "until", until)
	}
	return nil
}

// ofAge: who is too young or too old to contribute as a flexible worker opens no account (ZZ-3). An age that was not told is not judged.
func (r *run) ofAge() *fault.Error {
	p := r.q.Person
	if p.Birth == 0 {
		return nil
	}
	least, below := policy.HousingFundFlexibleEligibilityAgeMin, policy.HousingFundFlexibleEligibilityAgeBelowMale
	if p.Sex == Female {
		below = policy.HousingFundFlexibleEligibilityAgeBelowFemale
	}
	if !r.s.Has(least) || !r.s.Has(below) {
		return nil
	}
	age := r.day.Age(p.Birth)
	young, old := age < r.s.Int(least), p.Sex != 0 && age >= r.s.Int(below)
	if young || old {
		r.use(least, below)
		return r.no(fault.NotContributor, policy.HousingFundFlexibleEligibility, "why", say(
			fmt.Sprintf("%v 年满 %d 周岁，可缴存的为年满 %d 周岁、未满 %d 周岁", r.day, age, r.s.Int(least), r.s.Int(below)),
			fmt.Sprintf("the age on %v is %d; who contributes is %d or more and below %d", r.day, age, r.s.Int(least), r.s.Int(below))))
	}
	return nil
}

// lapse: an agreement under which nothing was paid for so long, with nothing in the account, is over (Wuhan's rule of 2024).
func (r *run) lapse() {
	k := policy.HousingFundFlexibleAgreementLapse
	if r.state != Normal || r.kind != Flexible || r.agreed == 0 || r.firstPaid != 0 || !r.s.Has(k) || !r.out.Ledger.Personal().IsZero() {
		return
	}
	if r.last >= r.agreed.AddMonths(r.s.Int(k)) {
		r.use(k)
		r.until(r.last)
		r.payAll(Closing, Bank, r.rule(policy.AccountLapse)) // what it earned before it was emptied
	}
}
