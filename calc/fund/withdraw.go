package fund

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// payout is by which rules an account pays out.
type payout uint8

// The ways.
const (
	keeping    payout = iota + 1 // and goes on: something stays (WX-2.6a)
	stopping                     // and stops: all that was contributed as a flexible worker (WX-2.6b)
	emptying                     // closes: principal and interest, all of it (ZZ-12)
	onGround                     // on a ground of the general rules, the account stays (ZZ-11)
	asEmployee                   // on a ground of the regulation, which is not judged here
)

// wayOf is by which rules a wish to withdraw or to close is judged here. Where a withdrawal that keeps the account needs a ground of the
// general rules, who withdraws and stops contributing closes the account.
func (r *run) wayOf(closing, goesOn bool) payout {
	switch {
	case r.kind == Employee:
		return asEmployee
	case !goesOn && (closing || r.own(policy.AccountWithdrawGeneral)) && r.own(policy.AccountClose):
		return emptying
	case closing, !goesOn:
		return stopping
	case r.own(policy.AccountWithdrawGeneral):
		return onGround
	}
	return keeping
}

// withdraw pays out.
func (r *run) withdraw(e *Event) *fault.Error {
	if no := r.mustBeOpen(); no != nil {
		return no
	}
	switch r.wayOf(false, e.Continue) {
	case asEmployee:
		return r.withdrawAsEmployee(e)
	case onGround:
		return r.withdrawOnGround(e)
	case emptying:
		if no := r.mustBeAll(e, r.out.Ledger.Personal(), policy.AccountClose); no != nil {
			return no
		}
		return r.empty()
	case stopping:
		return r.stop(e)
	}
	return r.keep(e)
}

// keep pays out a part: who goes on contributing leaves something (WX-2.6a). A sealed account contributes nothing it could go on with.
func (r *run) keep(e *Event) *fault.Error {
	if no := r.mustBeNormal(policy.AccountWithdrawKeep); no != nil {
		return no
	}
	if no := r.mustBeFree(); no != nil {
		return no
	}
	have := r.out.Ledger.Of(FlexiblePart)
	if r.mode == LumpSum { // Wuhan's rule of 2024: only a full closing withdrawal
		return r.no(fault.MustWithdrawAll, policy.AccountFreePayment, "have", have,
			"why", say("一次性缴存的只能在销户时提取，", "Who pays a year at once withdraws only by closing the account, and then"), "next", say("请去掉 amount，continue 填 false", "Leave amount out, with continue false"))
	}
	amount := e.Amount
	if e.All {
		amount = have
	}
	k := policy.HousingFundFlexibleWithdrawalPartialMinRemaining
	r.use(k)
	stays, most := r.s.Money(k), r.mostKept()
	switch {
	case have.Less(amount) && !most.IsZero():
		return r.no(fault.NotEnough, policy.AccountWithdrawKeep, "asked", amount, "have", most)
	case most.IsZero():
		return r.no(fault.MustKeep, policy.AccountWithdrawKeep, "keep", stays, "can", say("余额 "+have.String()+" 元，没有可提取的", "the balance is "+have.String()+" yuan, so nothing can be withdrawn"),
			"next", say("请待下次缴存后再提取，或选择今后不再缴存", "Withdraw after the next contribution, or stop contributing"))
	case most.Less(amount):
		return r.no(fault.MustKeep, policy.AccountWithdrawKeep, "keep", stays, "can", say("最多可提取 "+most.String()+" 元", "at most "+most.String()+" yuan can be withdrawn"),
			"next", say("请填写不超过 "+most.String()+" 元的金额，或选择今后不再缴存", "Ask for at most "+most.String()+" yuan, or stop contributing"))
	}
	if no := r.mustBeWorked(); no != nil {
		return no
	}
	r.loanSupposed(true)
	r.payOut(Withdrawal, FlexiblePart, Bank, amount, r.rule(policy.AccountWithdrawKeep))
	return nil
}

// mostKept is the most that can be withdrawn while something stays.
func (r *run) mostKept() money.Money {
	most := r.out.Ledger.Of(FlexiblePart).Sub(r.s.Money(policy.HousingFundFlexibleWithdrawalPartialMinRemaining))
	if most.IsNegative() {
		return money.Money{}
	}
	return most
}

// stop withdraws all of the flexible part; what came from employment stays, sealed (WX-2.6b).
func (r *run) stop(e *Event) *fault.Error {
	if no := r.mustBeFree(); no != nil {
		return no
	}
	have := r.out.Ledger.Of(FlexiblePart)
	if no := r.mustBeAll(e, have, policy.AccountWithdrawStop); no != nil {
		return no
	}
	if no := r.mustBeWorked(); no != nil {
		return no
	}
	r.loanSupposed(true)
	r.ground = e.Ground
	rule := r.rule(policy.AccountWithdrawStop)
	if r.out.Ledger.Of(EmploymentPart).IsZero() {
		r.payAll(Closing, Bank, rule)
		return nil
	}
	r.payOut(Withdrawal, FlexiblePart, Bank, have, rule)
	r.seal(Stopped)
	r.covered = 0
	return nil
}

// mustBeAll refuses an amount that is not all there is.
func (r *run) mustBeAll(e *Event, have money.Money, role policy.Role) *fault.Error {
	switch {
	case e.All, e.Amount == have:
		return nil
	case have.Less(e.Amount):
		return r.no(fault.NotEnough, role, "asked", e.Amount, "have", have)
	}
	return r.no(fault.MustWithdrawAll, role, "have", have, "why", say("今后不再缴存的", "Who stops contributing"),
		"next", say("请去掉 amount，或选择今后继续缴存", "Leave amount out, or go on contributing"))
}

// withdrawOnGround pays out what is asked for, of the whole account (ZZ-11). Whether there is a ground is for the city's withdrawal rules,
// which are not among the documents.
func (r *run) withdrawOnGround(e *Event) *fault.Error {
	have := r.out.Ledger.Personal()
	amount := e.Amount
	if e.All {
		amount = have
	}
	if have.Less(amount) || amount.IsZero() {
		return r.no(fault.NotEnough, policy.AccountWithdrawGeneral, "asked", amount, "have", have)
	}
	r.groundNotJudged()
	rule := r.rule(policy.AccountWithdrawGeneral)
	own := r.out.Ledger.Of(FlexiblePart)
	if amount.Less(own) {
		own = amount
	}
	r.payOut(Withdrawal, FlexiblePart, Bank, own, rule)
	r.payOut(Withdrawal, EmploymentPart, Bank, amount.Sub(own), rule)
	return nil
}

func (r *run) groundNotJudged() {
	id, name := r.rule(policy.AccountWithdrawGeneral), r.t.Place().Name
	r.assume(policy.None, "不销户的提取须符合"+name.ZH+"提取办法规定的情形（"+id+"），这里没有判断是否符合",
		"a withdrawal that keeps the account needs a ground of the withdrawal rules of "+name.EN+" ("+id+"); whether there is one is not judged here")
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
		no := fault.New(fault.NotEnough, "", "asked", amount, "have", have).By(ruleOfWithdrawal)
		return &no
	}
	if amount == have && !e.Continue {
		r.payAll(Closing, Bank, ruleOfWithdrawal)
		return nil
	}
	r.payOut(Withdrawal, EmploymentPart, Bank, amount, ruleOfWithdrawal)
	return nil
}

// closing closes an account. Where the place pays out everything on closing (ZZ-12) it does; else closing is stopping (WX-2.6b).
func (r *run) closing(e *Event) *fault.Error {
	if no := r.mustBeOpen(); no != nil {
		return no
	}
	switch r.wayOf(true, false) {
	case asEmployee:
		r.assume(policy.None, "职工销户须符合条例规定的情形，这里没有判断", "an employee closes the account only on a ground of the regulations; that is not judged here")
		if r.loan.own {
			no := fault.New(fault.LoanOutstanding, "").By(ruleOfWithdrawal)
			return &no
		}
		r.loanSupposed(false)
		r.ground = e.Ground
		r.payAll(Closing, Bank, ruleOfWithdrawal)
		return nil
	case stopping:
		return r.stop(&Event{All: true, Ground: e.Ground})
	}
	if no := r.empty(); no != nil {
		return no
	}
	r.ground = e.Ground
	return nil
}

// empty pays out principal and interest and closes the account; a loan of one's own must be settled first (ZZ-12).
func (r *run) empty() *fault.Error {
	if r.loan.own {
		return r.no(fault.LoanOutstanding, policy.AccountClose)
	}
	r.loanSupposed(false)
	r.payAll(Closing, Bank, r.rule(policy.AccountClose))
	return nil
}

// mustBeFree refuses while the person or the spouse has an unsettled loan (WX-2.6c).
func (r *run) mustBeFree() *fault.Error {
	switch {
	case r.loan.own:
		return r.no(fault.LoanOutstanding, policy.AccountWithdrawLoan)
	case r.loan.spouse:
		return r.no(fault.SpouseLoan, policy.AccountWithdrawLoan)
	}
	return nil
}

// loanSupposed admits that something was decided by a loan of which nobody has said whether there is one.
func (r *run) loanSupposed(spouseToo bool) {
	var who lang.Text
	switch spouse := spouseToo && r.loan.spouseUntold; {
	case r.loan.ownUntold && spouse:
		who = say("本人和配偶（outstanding_loan、spouse_outstanding_loan）", "the person or the spouse (outstanding_loan, spouse_outstanding_loan)")
	case r.loan.ownUntold:
		who = say("本人（outstanding_loan）", "the person (outstanding_loan)")
	case spouse:
		who = say("配偶（spouse_outstanding_loan）", "the spouse (spouse_outstanding_loan)")
	default:
		return
	}
	r.loan.ownUntold, r.loan.spouseUntold = false, false // said once
	r.assume(policy.None, "没有说明"+who.ZH+"有无未结清的公积金贷款，提取或销户按没有办理", "whether "+who.EN+" has an unsettled fund loan was not told; the withdrawal or closing is done as if there were none")
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
