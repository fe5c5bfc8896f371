package fund

import (
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

// transfer moves the account: to an employer (ZZ-7, UR-18), to the sealed pool (UR-17, UR-19), or to another city.
func (r *run) transfer(e *Event) *fault.Error {
	if no := r.mustBeOpen(); no != nil {
		return no
	}
	switch e.To {
	case ToEmployer:
		return r.toEmployer(e)
	case ToPool:
		return r.toPool()
	}
	if r.loan.own {
		if r.own(policy.AccountWithdrawGeneral) {
			return r.no(fault.LoanOutstanding, policy.AccountClose) // leaving empties the account, as closing does
		}
		return r.no(fault.LoanOutstanding, policy.AccountWithdrawLoan)
	}
	r.payAll(TransferOut, Elsewhere, "")
	return nil
}

// toEmployer: the account is kept, and the new employer goes on paying into it. What was contributed as a flexible worker stays apart.
func (r *run) toEmployer(e *Event) *fault.Error {
	if e.Plan.By != ByNothing {
		if no := r.agree(e.Plan); no != nil {
			return no
		}
	}
	r.rule(policy.AccountToEmployer)
	if r.state == Sealed {
		r.unsealed = r.row.Month
	}
	was := r.kind
	r.kind, r.state, r.sealing = Employee, Normal, NotSealed
	switch {
	case e.Plan.By != ByNothing:
		r.startPaying(r.row.Month, e.Plan)
	case was == Flexible:
		r.agreeFrom(r.row.Month, Plan{})
		r.due = r.row.Month
		r.assume(policy.None, "没有给出新单位的缴存基数，转移后不再计算缴存", "no base at the new employer was given; nothing is paid in after the transfer")
	}
	return nil
}

// toPool: an employee without a new employer. Arrears are paid when an employer is wound up (UR-14): those that are not stay owed.
func (r *run) toPool() *fault.Error {
	if r.kind != Employee {
		return r.no(fault.EmployeesOnly, policy.AccountToPool)
	}
	if r.owing > 0 && r.own(policy.AccountArrearsAtClosure) {
		return r.no(fault.ArrearsFirst, policy.AccountArrearsAtClosure, "month", r.oldest())
	}
	if r.sealing == InPool {
		return r.no(fault.AccountSealed, policy.AccountToPool)
	}
	r.rule(policy.AccountToPool)
	r.seal(InPool)
	return nil
}
