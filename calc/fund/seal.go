package fund

import (
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

func (r *run) seal(why Sealing) { r.state, r.sealing = Sealed, why }

// sealIfInArrears: unpaid for more than so many months in a row, the account is sealed (ZZ-9c: the second failed debit in a row).
// Where no document says so, it stays normal, and the answer admits that.
func (r *run) sealIfInArrears() {
	k := policy.HousingFundFlexibleArrearsSealAbove
	if r.kind == Employee {
		return // an employer's arrears are the employer's (UR-27)
	}
	if !r.s.Has(k) {
		if r.inARow() > 1 {
			name := r.t.Place().Name
			r.assume(policy.None, name.ZH+"没有找到欠缴封存的规定，账户仍为“正常”", "no rule that seals an account in arrears has been found for "+name.EN+"; it stays normal")
		}
		return
	}
	r.use(k)
	if r.inARow() > r.s.Int(k) {
		r.seal(InArrears)
		r.rule(policy.AccountArrearsSeal)
	}
}

// suspend: normal → sealed (WX-2.3); an employer seals internally in the month it happens (UR-20).
func (r *run) suspend() *fault.Error {
	if no := r.mustBeNormal(policy.AccountSuspend); no != nil {
		return no
	}
	r.rule(policy.AccountSuspend)
	if r.kind == Employee {
		r.seal(Internally)
	} else {
		r.seal(Suspended)
	}
	return nil
}

// resume: sealed → normal, with a new plan if one is given (WX-2.4, UR-20). It does not pay arrears; back_pay does.
func (r *run) resume(e *Event) *fault.Error {
	if no := r.mustBeOpen(); no != nil {
		return no
	}
	if r.state == Normal {
		return r.no(fault.AccountNotSealed, policy.AccountResume)
	}
	if no := r.agree(e.Plan); no != nil {
		return no
	}
	r.rule(policy.AccountResume)
	r.state, r.sealing, r.unsealed = Normal, NotSealed, r.row.Month
	r.firstPaid, r.counts, r.supposed = 0, 0, false
	r.startPaying(r.nextDebit(r.day), e.Plan)
	return nil
}
