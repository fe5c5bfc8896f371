package fund

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// withdraw pays out. A flexible worker who goes on contributing leaves something (WX-2.6a); who stops withdraws all that was
// contributed as a flexible worker, and what came from employment stays, sealed (WX-2.6b).
func (r *run) withdraw(e *Event) *fault.Error {
	if no := r.mustBeOpen(); no != nil {
		return no
	}
	if r.kind == Employee {
		return r.withdrawAsEmployee(e)
	}
	if no := r.unsettledLoan(); no != nil {
		return no
	}
	if !e.Continue {
		return r.stop(e)
	}
	have := r.out.Ledger.Of(FlexiblePart)
	if r.mode == LumpSum { // Wuhan's rule of 2024: only a full closing withdrawal
		return r.no(fault.MustWithdrawAll, policy.AccountFreePayment, "have", have)
	}
	amount := e.Amount
	if e.All {
		amount = have
	}
	k := policy.HousingFundFlexibleWithdrawalPartialMinRemaining
	r.use(k)
	keep := r.s.Money(k)
	most := have.Sub(keep)
	if most.IsNegative() {
		most = money.Money{}
	}
	switch {
	case have.Less(amount):
		return r.no(fault.NotEnough, policy.AccountWithdrawKeep, "asked", amount, "have", most)
	case most.Less(amount), amount.IsZero():
		return r.no(fault.MustKeep, policy.AccountWithdrawKeep, "keep", keep, "most", most)
	}
	r.payOut(Withdrawal, FlexiblePart, Bank, amount, r.rule(policy.AccountWithdrawKeep))
	return nil
}

// stop withdraws all of the flexible part.
func (r *run) stop(e *Event) *fault.Error {
	have := r.out.Ledger.Of(FlexiblePart)
	switch {
	case !e.All && have.Less(e.Amount):
		return r.no(fault.NotEnough, policy.AccountWithdrawStop, "asked", e.Amount, "have", have)
	case !e.All && e.Amount.Less(have):
		return r.no(fault.MustWithdrawAll, policy.AccountWithdrawStop, "have", have)
	}
	rule := r.rule(policy.AccountWithdrawStop)
	if r.out.Ledger.Of(EmploymentPart).IsZero() {
		r.payAll(Closing, Bank, rule)
		return nil
	}
	r.payOut(Withdrawal, FlexiblePart, Bank, have, rule)
	r.seal(Stopped)
	return nil
}

// withdrawAsEmployee pays out what is asked for. Whether there is a ground for it (the regulations' article 24) is not judged here.
func (r *run) withdrawAsEmployee(e *Event) *fault.Error {
	r.assume(policy.None, "职工提取须符合条例规定的情形，这里没有判断", "an employee withdraws only on a ground of the regulations; that is not judged here")
	have := r.out.Ledger.Of(EmploymentPart)
	amount := e.Amount
	if e.All {
		amount = have
	}
	if have.Less(amount) || amount.IsZero() {
		return r.no(fault.NotEnough, policy.AccountWithdrawKeep, "asked", amount, "have", have)
	}
	if amount == have && !e.Continue {
		r.payAll(Closing, Bank, r.rule(policy.AccountWithdrawStop))
		return nil
	}
	r.payOut(Withdrawal, EmploymentPart, Bank, amount, r.rule(policy.AccountWithdrawKeep))
	return nil
}

// closing closes an account. Where the place pays out everything on closing (ZZ-12) it does; else closing is stopping (WX-2.6b).
func (r *run) closing(e *Event) *fault.Error {
	if no := r.mustBeOpen(); no != nil {
		return no
	}
	if !r.own(policy.AccountClose) && r.kind == Flexible {
		if no := r.unsettledLoan(); no != nil {
			return no
		}
		r.ground = e.Ground
		return r.stop(&Event{All: true})
	}
	if r.loan.own {
		return r.no(fault.LoanOutstanding, policy.AccountClose)
	}
	if r.kind == Employee {
		r.assume(policy.None, "职工销户须符合条例规定的情形，这里没有判断", "an employee closes the account only on a ground of the regulations; that is not judged here")
	}
	r.ground = e.Ground
	r.payAll(Closing, Bank, r.rule(policy.AccountClose))
	return nil
}

// unsettledLoan refuses while the person or the spouse has an unsettled loan (WX-2.6c).
func (r *run) unsettledLoan() *fault.Error {
	switch {
	case r.loan.own:
		return r.no(fault.LoanOutstanding, policy.AccountWithdrawLoan)
	case r.loan.spouse:
		return r.no(fault.SpouseLoan, policy.AccountWithdrawLoan)
	}
	return nil
}

func (r *run) payOut(why Cause, from, to Book, amount money.Money, rule string) {
	r.out.Ledger.move(r.day, r.row.Month, why, from, to, amount, rule)
	r.row.Withdrawn = r.row.Withdrawn.Add(amount)
	r.withdrawn = r.day
}

// payAll credits what has accrued to this day, pays everything out and closes the account.
func (r *run) payAll(why Cause, to Book, rule string) {
	r.credit(r.day, r.rule(policy.AccountInterest))
	for _, part := range [...]Book{FlexiblePart, EmploymentPart} {
		r.payOut(why, part, to, r.out.Ledger.Of(part), rule)
	}
	r.shut(r.day)
}

// shut ends the account.
func (r *run) shut(on civil.Date) {
	r.state, r.sealing, r.closed = Closed, NotSealed, on
	if c := r.current(); c != nil && c.Status == Missed && !c.failed {
		r.months = r.months[:len(r.months)-1] // nothing was due any more
	}
}
