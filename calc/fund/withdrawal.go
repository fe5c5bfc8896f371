package fund

import (
	"fenhao/calc/civil"
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

// Permit says whether somebody may withdraw (WX-2.6a to c) or close the account (ZZ-12), with every reason. It asks the very rules
// by which a simulation goes.
func Permit(t *Terms, w Wish) Permission {
	r := &run{t: t, q: &Question{Terms: t, Person: w.Person}, out: &Result{Rows: make([]Row, 1)}, day: w.On, s: t.On(w.On)}
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

	p := Permission{Available: r.available(w), After: a.State}
	p.Reasons = append(p.Reasons, r.openReason(w.Closing))
	if a.Kind == Flexible || w.Closing {
		p.Reasons = append(p.Reasons, r.loanReasons(w.Closing)...)
	}
	if w.Closing {
		p.Reasons = append(p.Reasons, r.ageReason()...)
	}
	e := Event{On: w.On, Type: Withdraw, Amount: w.Amount, All: w.All, Continue: w.Continue}
	if w.Closing {
		e.Type = Close
	}
	no := r.act(&e)
	if p.Eligible = no == nil; p.Eligible {
		p.After, p.Payout = r.state, r.row.Withdrawn
	}
	if r.isOpenAs(a.State) && !w.Closing {
		p.Reasons = append(p.Reasons, r.amountReason(w, p.Available, no == nil))
	}
	p.Notices = r.out.Notices
	return p
}

func (r *run) isOpenAs(s State) bool { return s == Normal || s == Sealed }

// available is the most that can be withdrawn in the way that is wished.
func (r *run) available(w Wish) money.Money {
	l := &r.out.Ledger
	switch {
	case w.Closing && r.own(policy.AccountClose), r.kind == Employee:
		return l.Personal()
	case !w.Continue || w.Closing:
		return l.Of(FlexiblePart)
	}
	r.use(policy.HousingFundFlexibleWithdrawalPartialMinRemaining)
	most := l.Of(FlexiblePart).Sub(r.s.Money(policy.HousingFundFlexibleWithdrawalPartialMinRemaining))
	if most.IsNegative() {
		return money.Money{}
	}
	return most
}

func (r *run) openReason(closing bool) Reason {
	role := policy.AccountWithdrawStop
	if closing {
		role = policy.AccountClose
	}
	return Reason{Rule: r.rule(role), Met: r.isOpen(), Message: say("账户没有销户", "The account is open"), Have: r.state.Name(), Need: say("正常或封存", "normal or sealed")}
}

func (r *run) loanReasons(closing bool) []Reason {
	none := say("没有未结清贷款", "no unsettled loan")
	loan := func(has bool) lang.Text {
		if has {
			return say("有未结清贷款", "an unsettled loan")
		}
		return none
	}
	role := policy.AccountWithdrawLoan
	if closing && r.own(policy.AccountClose) {
		role = policy.AccountClose
	}
	rule := r.rule(role)
	reasons := []Reason{{Rule: rule, Met: !r.loan.own, Message: say("本人没有未结清的公积金贷款", "The person has no unsettled housing-fund loan"), Have: loan(r.loan.own), Need: none}}
	if role == policy.AccountWithdrawLoan {
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

func (r *run) amountReason(w Wish, most money.Money, met bool) Reason {
	role := policy.AccountWithdrawStop
	message := say("今后不再缴存：全额提取以灵活就业人员身份缴存的部分", "Who stops contributing withdraws all that was contributed as a flexible worker")
	if w.Continue {
		role = policy.AccountWithdrawKeep
		message = say("继续缴存：提取后保留最低余额", "Who goes on contributing leaves the least balance in the account")
	}
	have := say("全部", "all")
	if !w.All {
		have = say(w.Amount.String(), w.Amount.String())
	}
	within := w.All && !w.Continue || !w.All && w.Amount.Cmp(most) <= 0 && (w.Continue || w.Amount == most)
	return Reason{Rule: r.rule(role), Met: met || within, Message: message, Have: have, Need: say("最多 "+most.String(), "at most "+most.String())}
}
