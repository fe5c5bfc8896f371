package fund

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Wish is what somebody wants of the account on a day.
type Wish struct {
	On       civil.Date
	Person   Person
	Account  Account
	Amount   money.Money
	All      bool // no amount was named
	Continue bool // go on contributing
	Closing  bool // close the account
	Working  Working
}

// Permission is whether the account pays out, and what it becomes.
type Permission struct {
	Eligible  bool
	Available money.Money // the most that can be withdrawn in this way
	Payout    money.Money // what is paid out if it is permitted, without interest accrued since the last settlement
	After     State
	Reasons   []Reason
	Notices   []Notice
}

// Permit says whether somebody may withdraw (WX-2.6a to c, ZZ-11) or close the account (ZZ-12), with every reason. It asks the very rules
// by which a simulation goes. The faults say what has to be told where a loan decides: not told is not none.
func Permit(t *Terms, w Wish) (Permission, fault.List) {
	r := &run{t: t, q: &Question{Terms: t, Person: w.Person, Working: w.Working}, out: &Result{Rows: make([]Row, 1)}, day: w.On, s: t.On(w.On)}
	r.row = &r.out.Rows[0]
	r.row.Month = w.On.Month()
	a := &w.Account
	r.kind, r.state, r.sealing, r.mode, r.opened = a.Kind, a.State, a.Sealing, a.Mode, a.Opened
	r.loan.own, r.loan.spouse = a.Loan, a.SpouseLoan
	r.total = accrual{rates: Rates{{}}, count: Actual360, since: w.On, start: w.On}
	r.employment = r.total
	l := &r.out.Ledger
	l.move(w.On, r.row.Month, Opening, Before, a.Kind.part(), a.Balance, "")
	l.move(w.On, r.row.Month, Opening, Before, EmploymentPart, a.Employment, "")

	way := r.wayOf(w.Closing, w.Continue)
	own, spouse := r.loansThatDecide(way, w.Closing)
	var faults fault.List
	for _, loan := range [...]struct {
		decides, untold bool
		at              string
		what            lang.Text
	}{
		{own, a.LoanUntold, "/account/outstanding_loan", say("本人有无未结清的公积金贷款", "whether the person has an unsettled housing-fund loan")},
		{spouse, a.SpouseLoanUntold, "/account/spouse_outstanding_loan", say("配偶有无未结清的公积金贷款", "whether the spouse has an unsettled housing-fund loan")},
	} {
		if loan.decides && loan.untold {
			faults.Add(fault.New(fault.Required, loan.at, "what", loan.what).By(r.loanRule(way)))
		}
	}
	if faults != nil {
		return Permission{}, faults
	}
	p := Permission{Available: r.available(way), After: a.State}
	p.Reasons = append(p.Reasons, r.openReason(way))
	p.Reasons = append(p.Reasons, r.dayReason(way)...)
	if own {
		p.Reasons = append(p.Reasons, r.loanReasons(way, spouse)...)
	}
	if way == emptying {
		p.Reasons = append(p.Reasons, r.ageReason()...)
	}
	e := Event{On: w.On, Type: Withdraw, Amount: w.Amount, All: w.All, Continue: w.Continue}
	if w.Closing {
		e.Type = Close
	}
	had := l.Of(a.Kind.part())
	if way == emptying || way == onGround {
		had = l.Personal()
	}
	no := r.act(&e)
	if p.Eligible = no == nil; p.Eligible {
		p.After, p.Payout = r.state, r.row.Withdrawn
	}
	if (a.State == Normal || a.State == Sealed) && !w.Closing {
		p.Reasons = append(p.Reasons, r.amountReason(way, w, had, p.Available))
	}
	p.Notices = r.out.Notices
	return p, nil
}

// loansThatDecide are the loans that stand in the way of a payout: WX-2.6c asks about the person and the spouse, ZZ-12 about the person.
func (r *run) loansThatDecide(way payout, closing bool) (own, spouse bool) {
	if !r.isOpen() {
		return false, false
	}
	both := way == keeping || way == stopping
	return both || way == emptying || way == asEmployee && closing, both
}

func (r *run) loanRule(way payout) string {
	switch way {
	case emptying:
		return r.rule(policy.AccountClose)
	case asEmployee:
		return ruleOfWithdrawal
	}
	return r.rule(policy.AccountWithdrawLoan)
}

// wayRule is the rule that answers for a way of paying out.
func (r *run) wayRule(way payout) string {
	switch way {
	case keeping:
		return r.rule(policy.AccountWithdrawKeep)
	case stopping:
		return r.rule(policy.AccountWithdrawStop)
	case emptying:
		return r.rule(policy.AccountClose)
	case onGround:
		return r.rule(policy.AccountWithdrawGeneral)
	}
	return ruleOfWithdrawal
}

// available is the most that can be withdrawn in the way that is wished.
func (r *run) available(way payout) money.Money {
	l := &r.out.Ledger
	switch way {
	case emptying, onGround, asEmployee:
		return l.Personal()
	case stopping:
		return l.Of(FlexiblePart)
	}
	r.use(policy.HousingFundFlexibleWithdrawalPartialMinRemaining)
	if r.state == Sealed || r.mode == LumpSum {
		return money.Money{}
	}
	return r.mostKept()
}

func (r *run) openReason(way payout) Reason {
	if way == keeping {
		return Reason{Rule: r.wayRule(way), Met: r.state == Normal, Message: say("账户正常，可以继续缴存", "The account is normal: contributions can go on"), Have: r.state.Name(), Need: Normal.Name()}
	}
	return Reason{Rule: r.wayRule(way), Met: r.isOpen(), Message: say("账户没有销户", "The account is open"), Have: r.state.Name(), Need: say("正常或封存", "normal or sealed")}
}

// dayReason says whether the day is a working day where that matters and is known (WX-2.2e).
func (r *run) dayReason(way payout) []Reason {
	if r.q.Working == nil || way != keeping && way != stopping || !r.own(policy.AccountWorkingDays) {
		return nil
	}
	worked, known := r.q.Working(r.day)
	if !known {
		_ = r.mustBeWorked() // admits it
		return nil
	}
	have := say(r.day.String()+" 是工作日", r.day.String()+" is a working day")
	if !worked {
		have = say(r.day.String()+" 不是工作日", r.day.String()+" is no working day")
	}
	return []Reason{{Rule: r.rule(policy.AccountWorkingDays), Met: worked, Message: say("提取在工作日办理", "Withdrawals are done on working days"), Have: have, Need: say("工作日", "a working day")}}
}

func (r *run) loanReasons(way payout, spouseToo bool) []Reason {
	none := say("没有未结清贷款", "no unsettled loan")
	loan := func(has bool) lang.Text {
		if has {
			return say("有未结清贷款", "an unsettled loan")
		}
		return none
	}
	rule := r.loanRule(way)
	reasons := []Reason{{Rule: rule, Met: !r.loan.own, Message: say("本人没有未结清的公积金贷款", "The person has no unsettled housing-fund loan"), Have: loan(r.loan.own), Need: none}}
	if spouseToo {
		reasons = append(reasons, Reason{Rule: rule, Met: !r.loan.spouse, Message: say("配偶没有未结清的公积金贷款", "The spouse has no unsettled housing-fund loan"), Have: loan(r.loan.spouse), Need: none})
	}
	return reasons
}

// ageReason says on what ground the account is closed: the age of ZZ-12, or one's own wish. Both will do.
func (r *run) ageReason() []Reason {
	p := r.q.Person
	below := policy.HousingFundFlexibleEligibilityAgeBelowMale
	if p.Sex == Female {
		below = policy.HousingFundFlexibleEligibilityAgeBelowFemale
	}
	if !r.own(policy.AccountClose) || p.Birth == 0 || p.Sex == 0 || !r.s.Has(below) {
		return nil
	}
	r.use(below)
	age, limit := r.day.Age(p.Birth), r.s.Int(below)
	have := say("自愿销户", "voluntary closing")
	if age >= limit {
		have = say("已满该年龄", "that age has been reached")
	}
	return []Reason{{Rule: r.rule(policy.AccountClose), Met: true, Have: have, Message: say("达到规定年龄，或自愿销户", "The age of the rule has been reached, or the account is closed voluntarily"),
		Need: say("满 "+r.s.Entry(below).Format(lang.ZH)+" 周岁或自愿", "the age of "+r.s.Entry(below).Format(lang.EN)+", or one's own wish")}}
}

// amountReason is about how much: at most so much, or exactly all.
func (r *run) amountReason(way payout, w Wish, had, most money.Money) Reason {
	have := say("全部", "all")
	if !w.All {
		have = say(w.Amount.String(), w.Amount.String())
	}
	amount := w.Amount
	if w.All {
		amount = had
	}
	out := Reason{Rule: r.wayRule(way), Met: !amount.IsZero() && amount.Cmp(most) <= 0, Have: have, Need: say("最多 "+most.String(), "at most "+most.String())}
	switch way {
	case keeping:
		stays := r.s.Money(policy.HousingFundFlexibleWithdrawalPartialMinRemaining).String()
		out.Message = say("今后继续缴存：账户至少保留 "+stays+" 元", "Who goes on contributing leaves at least "+stays+" yuan in the account")
		switch {
		case r.mode == LumpSum:
			out.Message = say("一次性缴存的只能销户时全额提取", "Who pays a year at once withdraws only by closing the account, and then all of it")
			out.Rule, out.Need = r.rule(policy.AccountFreePayment), say("全额提取并销户", "all of it, with the account closed")
		case most.IsZero():
			out.Need = say("没有可提取的", "nothing can be withdrawn")
		}
	case stopping, emptying:
		out.Message = say("今后不再缴存：全额提取以灵活就业人员身份缴存的部分", "Who stops contributing withdraws all that was contributed as a flexible worker")
		if way == emptying {
			out.Message = say("今后不再缴存即销户：提取全部本息", "Who stops contributing closes the account: principal and interest are paid out in full")
		}
		out.Met = w.All || w.Amount == had
		out.Need = say("全部，即正好 "+had.String(), "all of it: exactly "+had.String())
	case onGround:
		out.Message = say("符合提取办法规定情形的，可提取账户余额（是否符合没有判断）", "On a ground of the withdrawal rules the balance can be withdrawn (whether there is a ground is not judged)")
	case asEmployee:
		out.Message = say("符合条例规定情形的，可提取账户余额（是否符合没有判断）", "On a ground of the regulation the balance can be withdrawn (whether there is a ground is not judged)")
	}
	return out
}
