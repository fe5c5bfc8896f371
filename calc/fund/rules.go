package fund

import (
	"slices"
	"strconv"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

// lent are the rules that stand in where a place's document is silent: the only document that says anything on the matter. An answer
// that leans on one says so.
var lent = map[policy.Role]string{
	policy.AccountOpen: "WH-4a", policy.HousingFundReopen: "WH-4b",
	policy.AccountBackPay: "WX-2.2a", policy.AccountBackPayNormal: "WX-2.2c", policy.AccountBackPayAmount: "WX-2.2d",
	policy.AccountSuspend: "WX-2.3", policy.AccountResume: "WX-2.4", policy.AccountChangeAmount: "WX-2.5",
	policy.AccountWithdrawKeep: "WX-2.6a", policy.AccountWithdrawStop: "WX-2.6b", policy.AccountWithdrawLoan: "WX-2.6c", policy.AccountClose: "WX-2.6b",
	policy.AccountToEmployer: "UR-18", policy.AccountToPool: "UR-17", policy.AccountSealLeaver: "UR-19",
}

// national are the articles of the national regulation (or the one document that speaks of the matter) that a refusal names where no rule
// nearer says anything. Nothing is done as they have it, so nothing has to be admitted.
var national = map[policy.Role]string{
	policy.AccountDebit: "CN-HF-19", policy.AccountChangeBase: "CN-HF-16", policy.AccountFreePayment: "CN-HF-49", policy.HousingFundFlexibleEligibility: "CN-HF-49",
	policy.FlexibleLoanSubsidy: "CN-HF-26", policy.LoanRefused: "CN-HF-26", policy.LoanMonths: "CN-HF-26", policy.AccountReopenWait: "CN-HF-49",
}

// ruleOfWithdrawal is the article on withdrawals by employees, whose grounds are the regulation's.
const ruleOfWithdrawal = "CN-HF-25"

// subjects are the parts that answer for an event as a whole: a refusal that comes without a rule of its own names theirs.
var subjects = [...]policy.Role{
	Open: policy.AccountOpen, Miss: policy.AccountDebit, Suspend: policy.AccountSuspend, Resume: policy.AccountResume, ChangeAmount: policy.AccountChangeAmount,
	ChangeBase: policy.AccountChangeBase, BackPay: policy.AccountBackPay, Contribute: policy.AccountFreePayment, Withdraw: policy.AccountWithdrawStop,
	Close: policy.AccountClose, Transfer: policy.AccountToEmployer, Borrow: policy.LoanRefused, MissRepayment: policy.LoanRefused, SettleLoan: policy.LoanRefused,
}

// rule is the id of the rule that answers for a part here.
func (r *run) rule(role policy.Role) string {
	if id := r.s.RuleID(role); id != "" {
		return id
	}
	id := lent[role]
	if i := int(role - policy.AccountDebitDay); id != "" && i >= 0 && i < len(r.borrowed) && !r.borrowed[i] {
		r.borrowed[i] = true
		name := r.t.Place().Name
		r.assume(policy.None, name.ZH+"没有找到有关规定，照 "+id+" 办理", "nothing has been found on this for "+name.EN+"; it is done as "+id+" has it")
	}
	return id
}

// refusing is the id of the rule that a refusal names.
func (r *run) refusing(role policy.Role) string {
	if id := r.rule(role); id != "" {
		return id
	}
	if r.kind == Flexible && (role == policy.AccountDebit || role == policy.AccountChangeBase) {
		return "CN-HF-49"
	}
	return national[role]
}

// own tells whether the place itself, or the nation for it, has a rule for a part.
func (r *run) own(role policy.Role) bool { return r.s.Rule(role) != nil }

func (r *run) no(code fault.Code, role policy.Role, pairs ...any) *fault.Error {
	e := fault.New(code, "", pairs...).By(r.refusing(role))
	return &e
}

func (r *run) refuse(i int, e fault.Error) {
	if e.Rule == "" {
		e.Rule = r.refusing(subjects[r.q.Events[i].Type])
	}
	r.out.Refusals = append(r.out.Refusals, Refusal{i, e})
}

// sortRefusals puts them in the order of the events: a debit that could not fail is found out about at the month's end.
func (r *run) sortRefusals() {
	slices.SortStableFunc(r.out.Refusals, func(a, b Refusal) int { return a.Event - b.Event })
}

func (r *run) assume(k policy.Key, zh, en string) {
	n := Notice{"assumed", k, say(zh, en)}
	if !slices.Contains(r.out.Notices, n) {
		r.out.Notices = append(r.out.Notices, n)
	}
}

func (r *run) use(keys ...policy.Key) {
	for _, k := range keys {
		if r.s.Has(k) {
			r.t.Use(r.s, k)
		}
	}
}

func (r *run) isOpen() bool { return r.state == Normal || r.state == Sealed }

// mustBeOpen refuses what needs an account.
func (r *run) mustBeOpen() *fault.Error {
	switch r.state {
	case None:
		return r.no(fault.NoAccount, policy.AccountOpen, "date", r.day)
	case Closed:
		return r.no(fault.AccountClosed, policy.AccountOpen, "date", r.day)
	}
	return nil
}

// mustBeNormal refuses what a sealed account cannot do (WX-2.2c, WX-2.3, WX-2.5).
func (r *run) mustBeNormal(role policy.Role) *fault.Error {
	if no := r.mustBeOpen(); no != nil {
		return no
	}
	if r.state == Sealed {
		return r.no(fault.AccountSealed, role)
	}
	return nil
}

// mustBeWorked refuses what is done on working days only (WX-2.2e: self-contribution and withdrawal) on a day that is none. Only the day is
// asked about; hours are asked about elsewhere. A day of a year without a notice is not judged.
func (r *run) mustBeWorked() *fault.Error {
	if r.q.Working == nil || r.kind != Flexible || !r.own(policy.AccountWorkingDays) {
		return nil
	}
	switch worked, known := r.q.Working(r.day); {
	case !known && !r.unpublished:
		r.unpublished = true
		y := strconv.Itoa(r.day.Month().Year())
		r.out.Notices = append(r.out.Notices, Notice{"holiday_unknown", policy.None, say(y+" 年的放假安排没有收录，没有判断 "+r.day.String()+" 是否工作日（"+r.rule(policy.AccountWorkingDays)+"）",
			"the notice of working days of "+y+" is not known; whether "+r.day.String()+" is a working day is not judged ("+r.rule(policy.AccountWorkingDays)+")")})
	case known && !worked:
		return r.no(fault.NotWorkingDay, policy.AccountWorkingDays, "date", r.day)
	}
	return nil
}

// dayOfDebit is the day of the month on which contributions are taken (WX-2.1a, UR-9; Wuhan's rule of 2024).
func (r *run) dayOfDebit() int {
	keys := [...]policy.Key{policy.HousingFundFlexibleModeDebitDay, policy.HousingFundFlexibleDebitDay, policy.HousingFundFlexibleRemitDay, policy.HousingFundRemitDay}
	from := 0
	if r.kind == Employee {
		from = len(keys) - 1
	}
	for _, k := range keys[from:] {
		if r.s.Has(k) {
			r.t.Use(r.s, k)
			return max(1, r.s.Int(k))
		}
	}
	panic("fund: the book has no debit day for " + r.t.Place().ID)
}

// firstDue is the first month debited after opening on a day: so many months later (ZZ-9a).
func (r *run) firstDue(on civil.Date) civil.Month {
	s := r.t.On(on)
	if r.kind == Employee {
		return on.Month()
	}
	k := policy.HousingFundFlexibleContributionFirstMonth
	r.t.Use(s, k)
	return max(on.Month().Add(s.Int(k)), r.nextDebit(on))
}

// nextDebit is the first month whose debit a new agreement can still meet: not this month if its debit day has come (Wuhan: signed on
// or after the 10th, the next month).
func (r *run) nextDebit(on civil.Date) civil.Month {
	if r.kind == Flexible && on >= on.Month().Day(r.dayOfDebit()) {
		r.use(policy.HousingFundFlexibleModeDebitFirstMonthIfSignedFromDay10)
		return on.Month().Add(1)
	}
	return on.Month()
}
