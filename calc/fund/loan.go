package fund

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// Subsidy is what has become of the interest subsidy of a loan taken during the simulation.
type Subsidy uint8

// The subsidy: none, running, or stopped for good.
const (
	NoSubsidy Subsidy = iota
	SubsidyRuns
	SubsidyStopped
)

// String is the subsidy's id.
func (s Subsidy) String() string { return [...]string{"", "running", "stopped"}[s] }

// loan is what the account knows of loans: whether they stand in the way.
type loan struct {
	own, spouse             bool
	ownUntold, spouseUntold bool       // nobody has said
	ends                    civil.Date // when the term is over; 0 if not known
	subsidy                 Subsidy
	defaulted               bool
}

// endsBy settles a loan whose term is over and whose repayments were all made.
func (l *loan) endsBy(d civil.Date) {
	if l.own && l.ends != 0 && d >= l.ends && !l.defaulted {
		l.own, l.subsidy = false, NoSubsidy
	}
}

// borrow takes a loan, if the rules of loans allow one on that day (ZZ-13a).
func (r *run) borrow(e *Event) *fault.Error {
	if no := r.mustBeOpen(); no != nil {
		return no
	}
	if r.loan.own {
		return r.no(fault.LoanOutstanding, policy.LoanRefused)
	}
	if r.q.Judge != nil {
		history := r.months
		if n := len(history); n > 0 && history[n-1].Month == r.row.Month {
			history = history[:n-1]
		}
		if v := r.q.Judge(r.standing(r.day, history)); !v.Eligible {
			return r.notEligible(v)
		}
	}
	r.loan.own, r.loan.ownUntold, r.loan.ends, r.loan.defaulted = true, false, r.day.AddMonths(e.Months), false
	if r.own(policy.FlexibleLoanSubsidy) && r.kind == Flexible {
		r.loan.subsidy = SubsidyRuns
	}
	return nil
}

func (r *run) notEligible(v Verdict) *fault.Error {
	why, rule := say("不符合贷款条件", "the conditions of a loan are not met"), ""
	for _, reason := range v.Reasons {
		if !reason.Met {
			why, rule = unmet(reason), reason.Rule
			break
		}
	}
	e := r.no(fault.NotEligible, policy.LoanRefused, "why", why)
	if rule != "" {
		e.Rule = rule
	}
	return e
}

func unmet(r Reason) lang.Text {
	return say(r.Message.ZH+"：现为 "+r.Have.ZH, r.Message.EN+": it is "+r.Have.EN)
}

// missRepayment: a repayment is missed; the default is reported and the subsidy stops (ZZ-13b).
func (r *run) missRepayment() *fault.Error {
	if !r.loan.own {
		return r.no(fault.NoLoan, policy.FlexibleLoanSubsidy)
	}
	r.loan.defaulted = true
	if r.loan.subsidy == SubsidyRuns {
		r.loan.subsidy = SubsidyStopped
	}
	return nil
}

func (r *run) settleLoan() *fault.Error {
	if !r.loan.own {
		return r.no(fault.NoLoan, policy.LoanRefused)
	}
	r.loan.own, r.loan.ownUntold, r.loan.ends, r.loan.subsidy, r.loan.defaulted = false, false, 0, NoSubsidy, false
	return nil
}

// subsidy at the month's end: so many months in a row without contribution stop it (ZZ-13b).
func (r *run) subsidy() Subsidy {
	k := policy.HousingFundFlexibleLoanSubsidyStop
	if r.loan.subsidy == SubsidyRuns && r.s.Has(k) {
		n := 0
		for i := len(r.months) - 1; i >= 0 && r.months[i].Status == Missed; i-- {
			n++
		}
		if r.use(k); n >= r.s.Int(k) {
			r.loan.subsidy = SubsidyStopped
		}
	}
	return r.loan.subsidy
}
