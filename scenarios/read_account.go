package scenarios

import (
	"strconv"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/fund"
	"fenhao/calc/money"
)

var (
	states     = []choice[fund.State]{{"none", fund.None}, {"normal", fund.Normal}, {"sealed", fund.Sealed}, {"closed", fund.Closed}}
	fundKinds  = []choice[fund.Kind]{{"flexible", fund.Flexible}, {"employee", fund.Employee}}
	sealings   = []choice[fund.Sealing]{{"suspended", fund.Suspended}, {"arrears", fund.InArrears}, {"stopped", fund.Stopped}, {"internal", fund.Internally}, {"pool", fund.InPool}}
	methods    = []choice[bool]{{"annuity", true}, {"linear", true}}
	modes      = []choice[fund.Mode]{{"debit", fund.ByDebit}, {"free", fund.Free}, {"lump_sum", fund.LumpSum}}
	grounds    = []choice[fund.Ground]{{"death", fund.Death}, {"retirement", fund.Retirement}, {"disability", fund.Disability}}
	statuses   = []choice[fund.Status]{{"paid", fund.Paid}, {"back_paid", fund.BackPaid}, {"missed", fund.Missed}}
	eventTypes = []choice[fund.Type]{
		{"open", fund.Open}, {"miss", fund.Miss}, {"suspend", fund.Suspend}, {"resume", fund.Resume}, {"change_amount", fund.ChangeAmount},
		{"change_base", fund.ChangeBase}, {"back_pay", fund.BackPay}, {"contribute", fund.Contribute}, {"withdraw", fund.Withdraw}, {"close", fund.Close},
		{"transfer", fund.Transfer}, {"borrow", fund.Borrow}, {"miss_repayment", fund.MissRepayment}, {"settle_loan", fund.SettleLoan},
	}
	dayCounts = []choice[fund.DayCount]{{"actual/360", fund.Actual360}, {"30/360", fund.Thirty360}, {"actual/365", fund.Actual365}}
)

// plan reads what is paid each month: an amount or a base, not both.
func (r *reader) plan(o *Tree, at string) fund.Plan {
	amount, base := r.positive(o.get("monthly_amount"), at+"/monthly_amount", amountText), r.positive(o.get("base"), at+"/base", baseText)
	switch {
	case amount.Given && base.Given:
		r.refuse(o.get("base"), fault.Exclusive, at+"/base", "a", amountText, "b", baseText)
	case amount.Given:
		return fund.Plan{By: fund.ByAmount, Figure: amount.Value}
	case base.Given:
		return fund.Plan{By: fund.ByBase, Figure: base.Value}
	}
	return fund.Plan{}
}

// account reads the account and what happens to it, in the words of POST /accounts/simulate.
func (r *reader) account(o *Tree, s *Scenario) {
	s.DayCount = choose(r, o.get("day_count"), "/day_count", dayCounts)
	t, events := o.get("account"), o.get("events")
	if !given(t) {
		if given(events) && len(events.items) > 0 {
			r.refuse(events, fault.Required, "/account", "what", say("事件所涉及的账户", "the account the events happen to"))
		}
		return
	}
	a := r.object(t, "/account", "kind", "opened", "state", "sealing", "balance", "employment_balance", "monthly_amount", "base", "mode", "employer_rate", "employee_rate", "outstanding_loan", "spouse_outstanding_loan", "first_payment", "history")
	x := &Account{fund.Account{
		Kind: choose(r, a.get("kind"), "/account/kind", fundKinds), Opened: r.date(a.get("opened"), "/account/opened"), Mode: choose(r, a.get("mode"), "/account/mode", modes),
		Sealing:    choose(r, a.get("sealing"), "/account/sealing", sealings),
		Balance:    r.money(a.get("balance"), "/account/balance", say("账户余额", "the balance")).Value,
		Employment: r.money(a.get("employment_balance"), "/account/employment_balance", say("单位缴存期间的余额", "the balance from employment")).Value,
		Loan:       r.flag(a.get("outstanding_loan"), "/account/outstanding_loan"), SpouseLoan: r.flag(a.get("spouse_outstanding_loan"), "/account/spouse_outstanding_loan"),
	}}
	x.LoanUntold, x.SpouseLoanUntold = !given(a.get("outstanding_loan")), !given(a.get("spouse_outstanding_loan"))
	if x.FirstPaid = r.date(a.get("first_payment"), "/account/first_payment"); x.FirstPaid != 0 && s.From != 0 && (x.FirstPaid < x.Opened || x.FirstPaid >= s.From.First()) {
		r.refuse(a.get("first_payment"), fault.OutOfRange, "/account/first_payment", "what", say("签约后首次缴存日期", "the day of the first payment"), "value", x.FirstPaid, "min", x.Opened, "max", s.From.First()-1)
	}
	if x.Kind == 0 {
		if x.Kind = fund.Flexible; s.Person == contribution.Employee {
			x.Kind = fund.Employee
		}
	}
	switch {
	case given(a.get("state")):
		x.State = choose(r, a.get("state"), "/account/state", states)
	case x.Opened != 0:
		x.State = fund.Normal
	}
	if x.State == fund.Normal || x.State == fund.Sealed {
		r.require(t, a.get("opened"), "/account/opened", say("开户日期", "the day the account was opened"))
	}
	if x.Opened != 0 && s.From != 0 && x.Opened >= s.From.First() && x.State != fund.None {
		r.refuse(a.get("opened"), fault.OutOfRange, "/account/opened", "what", say("开户日期", "the day the account was opened"), "value", x.Opened, "min", "1900-01-01", "max", s.From.First()-1)
	}
	x.Plan = r.plan(a, "/account")
	// Rates given with the account are those of the fund where nothing else says them.
	employer, employee := r.rate(a.get("employer_rate"), "/account/employer_rate", rateText, noRate, wholeRate), r.rate(a.get("employee_rate"), "/account/employee_rate", rateText, noRate, wholeRate)
	for i := range s.Stays {
		if h := &s.Stays[i].HousingFund; !h.Asked && (employer.Given || employee.Given) {
			*h = contribution.HousingFund{Asked: true, EmployerRate: employer, EmployeeRate: employee}
		}
	}
	if s.Person == contribution.Employee && x.Plan.By == fund.ByBase && !s.Wage.Given {
		s.Wage = Wage{Given: true, GrowthMonth: 1, Amount: x.Plan.Figure, Average: contribution.Given(x.Plan.Figure)}
	}
	for i, item := range r.list(a.get("history"), "/account/history", MaxMonths, say("个月", "months")) {
		at := "/account/history/" + strconv.Itoa(i)
		h := r.object(item, at, "month", "status", "amount")
		r.require(item, h.get("month"), at+"/month", say("月份", "the month"))
		r.require(item, h.get("status"), at+"/status", say("缴存状态", "what became of it"))
		m := r.month(h.get("month"), at+"/month")
		if n := len(x.History); n > 0 && m != 0 && m != x.History[n-1].Month+1 {
			r.refuse(h.get("month"), fault.NotInOrder, at+"/month", "value", m, "before", x.History[n-1].Month)
		}
		if m != 0 && s.From != 0 && m >= s.From {
			r.refuse(h.get("month"), fault.OutOfRange, at+"/month", "what", say("月份", "the month"), "value", m, "min", "1900-01", "max", s.From-1)
		}
		x.History = append(x.History, fund.Told(m, choose(r, h.get("status"), at+"/status", statuses), r.money(h.get("amount"), at+"/amount", amountText).Value))
	}
	s.Account = x
	r.events(events, s)
	if s.Person == contribution.Employee && x.Kind == fund.Flexible || s.Person == contribution.FlexibleWorker && x.Kind == fund.Employee {
		r.refuse(t, fault.NotApplicable, "/account/kind", "what", say("这一类账户", "an account of this kind"), "why", say("与人员类别不符", "it does not fit the kind of person"))
	}
	if s.Person == contribution.Employee && s.Account != nil && !s.asksFund() && !r.wrong("/housing_fund") {
		r.refuse(t, fault.Required, "/housing_fund", "what", say("职工的缴存比例：缴存额由此而来", "the employee's rates: what flows into the account follows from them"))
	}
}

func (r *reader) events(t *Tree, s *Scenario) {
	var last civil.Date
	for i, item := range r.list(t, "/events", MaxEvents, say("个事件", "events")) {
		at := "/events/" + strconv.Itoa(i)
		o := r.object(item, at, "on", "type", "monthly_amount", "base", "kind", "through", "amount", "continue", "to", "principal", "months", "method", "rate", "ground")
		r.require(item, o.get("on"), at+"/on", say("日期", "the day"))
		r.require(item, o.get("type"), at+"/type", say("事件类别", "the kind of event"))
		e := fund.Event{On: r.date(o.get("on"), at+"/on"), Type: choose(r, o.get("type"), at+"/type", eventTypes), As: choose(r, o.get("kind"), at+"/kind", fundKinds)}
		switch {
		case e.On == 0:
		case e.On < last:
			r.refuse(o.get("on"), fault.NotInOrder, at+"/on", "value", e.On, "before", last)
		case s.From != 0 && s.To != 0 && (e.On < s.From.First() || e.On > s.To.Last()):
			r.refuse(o.get("on"), fault.OutOfRange, at+"/on", "what", say("日期", "the day"), "value", e.On, "min", s.From.First(), "max", s.To.Last())
		}
		last = max(last, e.On)
		e.Plan = r.plan(o, at)
		e.Through = r.month(o.get("through"), at+"/through")
		e.Continue = r.flag(o.get("continue"), at+"/continue")
		e.Months = r.count(o.get("months"), at+"/months", say("贷款月数", "the term in months"), 1, 600).Value
		choose(r, o.get("method"), at+"/method", methods)
		r.rate(o.get("rate"), at+"/rate", say("贷款利率", "the rate of the loan"), noRate, wholeRate)
		e.Ground = choose(r, o.get("ground"), at+"/ground", grounds)
		var amount contribution.Maybe[money.Money]
		if e.Type == fund.Borrow {
			amount = r.positive(o.get("principal"), at+"/principal", say("贷款本金", "the principal"))
		} else {
			amount = r.positive(o.get("amount"), at+"/amount", say("金额", "the amount"))
		}
		e.Amount, e.All = amount.Value, !amount.Given
		switch e.Type {
		case fund.BackPay:
			r.require(item, o.get("through"), at+"/through", say("补缴到哪个月", "through which month"))
		case fund.Contribute:
			r.require(item, o.get("amount"), at+"/amount", say("金额", "the amount"))
		case fund.ChangeAmount:
			r.require(item, o.get("monthly_amount"), at+"/monthly_amount", amountText)
		case fund.ChangeBase:
			r.require(item, o.get("base"), at+"/base", baseText)
		case fund.Transfer:
			if r.require(item, o.get("to"), at+"/to", say("转到哪里", "where to")) {
				switch to := r.word(o.get("to"), at+"/to", mostName); to {
				case "employer":
					e.To = fund.ToEmployer
				case "pool":
					e.To = fund.ToPool
				default:
					if r.place(o.get("to"), at+"/to") != nil {
						e.To = fund.ToCity
					}
				}
			}
		}
		s.Events = append(s.Events, e)
	}
}
