package api

import (
	"slices"
	"strconv"
	"strings"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/fund"
	"fenhao/calc/lang"
	"fenhao/calc/loan"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// How a simulation is read from its request, and what calc/fund is handed of the other rules: what a base comes to
// (calc/contribution) and who may borrow (calc/loan).

var (
	accountKinds  = choices[fund.Kind]{{"flexible", fund.Flexible}, {"employee", fund.Employee}}
	accountStates = choices[fund.State]{{"none", fund.None}, {"normal", fund.Normal}, {"sealed", fund.Sealed}, {"closed", fund.Closed}}
	sealings      = choices[fund.Sealing]{{"suspended", fund.Suspended}, {"arrears", fund.InArrears}, {"stopped", fund.Stopped}, {"internal", fund.Internally}, {"pool", fund.InPool}}
	accountModes  = choices[fund.Mode]{{"debit", fund.ByDebit}, {"free", fund.Free}, {"lump_sum", fund.LumpSum}}
	grounds       = choices[fund.Ground]{{"death", fund.Death}, {"retirement", fund.Retirement}, {"disability", fund.Disability}}
	fundSexes     = choices[fund.Sex]{{"male", fund.Male}, {"female", fund.Female}}
	loanMethods   = choices[bool]{{"annuity", true}, {"linear", true}}
	eventTypes    = func() (c choices[fund.Type]) {
		for t := fund.Open; t <= fund.SettleLoan; t++ {
			c = append(c, choice[fund.Type]{t.String(), t})
		}
		return c
	}()

	accountKindText   = lang.Text{ZH: "账户类别（flexible 或 employee）", EN: "the kind of account (flexible or employee)"}
	accountStateText  = lang.Text{ZH: "账户状态", EN: "the account's state"}
	paidFirstText     = lang.Text{ZH: "签约后首次缴存日期", EN: "the day of the first payment"}
	openedText        = lang.Text{ZH: "开户日期", EN: "the day the account was opened"}
	firstMonthText    = lang.Text{ZH: "起始月份", EN: "the first month"}
	lastMonthText     = lang.Text{ZH: "终止月份", EN: "the last month"}
	dayOfEventText    = lang.Text{ZH: "事件日期", EN: "the day of the event"}
	eventTypeText     = lang.Text{ZH: "事件类型", EN: "the type of the event"}
	throughText       = lang.Text{ZH: "缴存结束年月", EN: "the end month"}
	amountText        = lang.Text{ZH: "金额", EN: "the amount"}
	continueText      = lang.Text{ZH: "今后是否继续缴存（continue）", EN: "whether contributions go on (continue)"}
	destinationText   = lang.Text{ZH: "转往何处（employer、pool 或城市）", EN: "where to (employer, pool or a city)"}
	borrowingRateText = lang.Text{ZH: "贷款利率", EN: "the rate"}
	borrowedText      = lang.Text{ZH: "贷款本金", EN: "the principal"}
	loanMonthsText    = lang.Text{ZH: "贷款月数", EN: "the months of the loan"}
)

const (
	mostSimulated = 1200 // months
	mostEvents    = 10_000

	mostBorrowedFor = 360 // months, where the book says nothing shorter
)

// mostBorrowedAt is 24 % a year. No loan of the fund comes near it: a higher rate is a slip of the pen.
var mostBorrowedAt = money.PPM(240_000)

// refused tells whether a pointer, or one below it, has been refused already.
func (f *form) refused(at string) bool {
	return slices.ContainsFunc(f.faults, func(e fault.Error) bool { return e.Field == at || strings.HasPrefix(e.Field, at+"/") })
}

// monthOrDay reads "2026-08"; "2026-08-15" stands for its month.
func (f *form) monthOrDay(w Word, at string, what lang.Text) civil.Month {
	if !f.require(w.leaf, at, what) {
		return 0
	}
	if d, err := civil.ParseDate(w.text); err == nil {
		return d.Month()
	}
	return f.month(w, at)
}

// simulationQuestion reads the whole request. What it gives is of use only if nothing was refused.
func (s *service) simulationQuestion(f *form, r *SimulationRequest) (*fund.Question, *agreement) {
	q := &fund.Question{From: f.monthOrDay(r.From, "/from", firstMonthText), To: f.monthOrDay(r.To, "/to", lastMonthText)}
	if q.From != 0 && q.To != 0 && (q.To < q.From || q.To-q.From >= mostSimulated) {
		f.refuse(fault.OutOfRange, "/to", "what", lastMonthText, "value", q.To, "min", q.From, "max", q.From.Add(mostSimulated-1))
		q.To = 0
	}
	q.Count = f.dayCount(r.DayCount)
	if p := r.Person; p != nil {
		choose(f, p.Kind, "/person/kind", personKinds)
		q.Person = fund.Person{Birth: f.date(p.Birth, "/person/birth"), Sex: choose(f, p.Sex, "/person/sex", fundSexes)}
	}
	a := r.Account
	if a == nil {
		f.refuse(fault.Required, "/account", "what", lang.Text{ZH: "账户", EN: "the account"})
		a = &AccountRequest{Kind: Word{leaf{"flexible", true}}, State: Word{leaf{"none", true}}}
	}
	q.Account = f.account(a, "/account")
	if q.Account.FirstPaid = f.date(a.FirstPayment, "/account/first_payment"); q.Account.FirstPaid != 0 && q.From != 0 && (q.Account.FirstPaid < q.Account.Opened || q.Account.FirstPaid >= q.From.First()) {
		f.refuse(fault.OutOfRange, "/account/first_payment", "what", paidFirstText, "value", q.Account.FirstPaid, "min", q.Account.Opened, "max", q.From.First()-1)
	}
	q.Account.History = f.accountHistory(a.History, q.From)
	if q.From != 0 && q.Account.Opened >= q.From.Add(1).First() {
		f.refuse(fault.OutOfRange, "/account/opened", "what", openedText, "value", q.Account.Opened, "min", "1900-01-01", "max", q.From.Last())
	}
	if p := r.Person; p != nil && q.Account.State == fund.Closed {
		q.Account.Ground = choose(f, p.ClosedAccount, "/person/closed_account", grounds)
	}
	q.Events = f.events(s, r, q)

	last := civil.Date(0)
	if q.To != 0 {
		last = q.To.Last()
	}
	q.Terms = s.fundTerms(f, r.City, r.KnownOn, last, r.Overrides)
	f.loanTerms(r, q)
	rates := f.agreement(a)
	rates.kind, rates.terms = q.Account.Kind, q.Terms
	if q.Terms != nil && q.From != 0 && len(f.faults) == 0 && q.Account.Plan.By != fund.ByNothing {
		_, faults := rates.amount(q.Terms.On(q.From.First()), q.From, q.Account.Plan)
		f.also(faults)
	}
	return q, rates
}

// fundTerms are a city's rules through time; nil if the request does not say which city. What is wrong with the what-ifs is looked for on
// the last day asked about, or on one long after all of them if that day could not be read.
func (s *service) fundTerms(f *form, city, knownOn Word, last civil.Date, overrides []OverrideRequest) *fund.Terms {
	place, book, list := s.place(f, city), s.known(f, knownOn), f.overrides(overrides)
	if place == nil {
		return nil
	}
	if last == 0 {
		last = civil.MonthOf(civil.LastYear, 12).Last()
	}
	t, faults := fund.NewTerms(book, place, list, last)
	f.also(faults)
	return t
}

// working tells working days by the notices known on a day; nothing given, or nothing readable, is all of them.
func (s *service) working(knownOn Word) fund.Working {
	calendar := s.guides.Calendar
	if known, err := civil.ParseDate(knownOn.text); err == nil {
		calendar = calendar.KnownOn(known)
	}
	return calendar.Workday
}

func (f *form) dayCount(w Word) fund.DayCount {
	return choose(f, w, "/day_count", choices[fund.DayCount]{{"actual/360", fund.Actual360}, {"30/360", fund.Thirty360}, {"actual/365", fund.Actual365}})
}

// account reads an account.
func (f *form) account(a *AccountRequest, at string) (out fund.Account) {
	if f.require(a.Kind.leaf, at+"/kind", accountKindText) {
		out.Kind = choose(f, a.Kind, at+"/kind", accountKinds)
	}
	if f.require(a.State.leaf, at+"/state", accountStateText) {
		out.State = choose(f, a.State, at+"/state", accountStates)
	}
	out.Sealing, out.Mode = choose(f, a.Sealing, at+"/sealing", sealings), choose(f, a.Mode, at+"/mode", accountModes)
	out.Opened = f.date(a.Opened, at+"/opened")
	out.Balance = f.money(a.Balance, at+"/balance", balanceText).Value
	out.Employment = f.money(a.EmploymentBalance, at+"/employment_balance", balanceText).Value
	out.Plan = f.plan(a.MonthlyAmount, a.Base, at)
	out.Loan, out.SpouseLoan = yes(a.OutstandingLoan), yes(a.SpouseOutstandingLoan)
	out.LoanUntold, out.SpouseLoanUntold = a.OutstandingLoan == nil, a.SpouseOutstandingLoan == nil
	because := func(zh, en string) lang.Text { return lang.Text{ZH: zh, EN: en} }
	switch out.State {
	case fund.Normal, fund.Sealed:
		f.require(a.Opened.leaf, at+"/opened", openedText)
		f.require(a.Balance.leaf, at+"/balance", balanceText)
	default:
		if !out.Balance.IsZero() || !out.Employment.IsZero() {
			f.refuse(fault.NotApplicable, at+"/balance", "what", balanceText, "why", because("账户未开或已销", "there is no open account"))
		}
	}
	if out.State == fund.Normal && out.Plan.By == fund.ByNothing && out.Mode == fund.ByDebit && !f.refused(at+"/monthly_amount") && !f.refused(at+"/base") {
		if out.Kind == fund.Employee {
			f.refuse(fault.Required, at+"/base", "what", baseText)
		} else {
			f.refuse(fault.Required, at+"/monthly_amount", "what", monthlyAmountText)
		}
	}
	if out.Sealing != fund.NotSealed && out.State != fund.Sealed {
		f.refuse(fault.NotApplicable, at+"/sealing", "what", because("封存原因", "a reason of sealing"), "why", because("账户没有封存", "the account is not sealed"))
	}
	if out.Kind == fund.Employee && a.EmploymentBalance.given {
		f.refuse(fault.NotApplicable, at+"/employment_balance", "what", because("就业部分余额", "a balance from employment"), "why", because("职工账户的余额都来自就业，请写在 balance 中", "an employee's whole balance is from employment: give it as balance"))
	}
	return out
}

// plan reads a monthly amount or a base; neither is no plan.
func (f *form) plan(amount, base Figure, at string) (p fund.Plan) {
	if amount.given && base.given {
		f.refuse(fault.Exclusive, at+"/base", "a", "monthly_amount", "b", "base")
		return p
	}
	if m := f.positive(amount, at+"/monthly_amount", monthlyAmountText); m.Given {
		p = fund.Plan{By: fund.ByAmount, Figure: m.Value}
	}
	if m := f.positive(base, at+"/base", baseText); m.Given {
		p = fund.Plan{By: fund.ByBase, Figure: m.Value}
	}
	return p
}

// accountHistory reads the months before the simulation: month by month, to the month before its first.
func (f *form) accountHistory(list []HistoryMonthRequest, from civil.Month) []fund.Month {
	out := make([]fund.Month, 0, len(list))
	for i, m := range list {
		at := "/account/history/" + strconv.Itoa(i)
		if !f.require(m.Month.leaf, at+"/month", monthText) || !f.require(m.Status.leaf, at+"/status", statusText) {
			continue
		}
		month, status := f.month(m.Month, at+"/month"), choose(f, m.Status, at+"/status", choices[fund.Status]{{"paid", fund.Paid}, {"back_paid", fund.BackPaid}, {"missed", fund.Missed}})
		paid := f.money(m.Amount, at+"/amount", monthlyAmountText)
		if n := len(out); n > 0 && month != 0 && month != out[n-1].Month.Add(1) {
			f.refuse(fault.MonthGap, at+"/month", "month", month, "missing", out[n-1].Month.Add(1))
		}
		out = append(out, fund.Told(month, status, paid.Value))
	}
	if n := len(out); n > 0 && from != 0 && out[n-1].Month != from.Add(-1) && !f.refused("/account/history") {
		f.refuse(fault.HistoryEnd, "/account/history/"+strconv.Itoa(n-1)+"/month", "month", out[n-1].Month, "last", from.Add(-1))
	}
	return out
}

// events reads the events, each with what its type needs, in date order.
func (f *form) events(s *service, r *SimulationRequest, q *fund.Question) []fund.Event {
	if len(r.Events) > mostEvents {
		f.refuse(fault.TooManyItems, "/events", "got", len(r.Events), "limit", mostEvents)
		return nil
	}
	out := make([]fund.Event, len(r.Events))
	for i := range r.Events {
		x, e, at := &r.Events[i], &out[i], "/events/"+strconv.Itoa(i)
		if f.require(x.On.leaf, at+"/on", dayOfEventText) {
			e.On = f.date(x.On, at+"/on")
		}
		if f.require(x.Type.leaf, at+"/type", eventTypeText) {
			e.Type = choose(f, x.Type, at+"/type", eventTypes)
		}
		if e.On != 0 && q.From != 0 && q.To != 0 && (e.On < q.From.First() || e.On > q.To.Last()) {
			f.refuse(fault.OutOfRange, at+"/on", "what", dayOfEventText, "value", e.On, "min", q.From.First(), "max", q.To.Last())
		} else if i > 0 && e.On != 0 && e.On < out[i-1].On {
			f.refuse(fault.NotInOrder, at+"/on", "value", e.On, "before", out[i-1].On)
		}
		f.event(s, x, e, at, q.Account.Mode)
		if e.To == fund.ToCity && x.To.text == r.City.text {
			f.refuse(fault.NotApplicable, at+"/to", "what", destinationText, "why", lang.Text{ZH: "账户就在 " + shorten(x.To.text), EN: "the account is in " + shorten(x.To.text) + " already"})
		}
	}
	return out
}

// event reads what an event of its type says beside its day. What does not belong to the type is refused, not ignored.
func (f *form) event(s *service, x *EventRequest, e *fund.Event, at string, mode fund.Mode) {
	planned := e.Type == fund.Open || e.Type == fund.Resume || e.Type == fund.ChangeAmount || e.Type == fund.ChangeBase || e.Type == fund.Transfer
	for _, field := range [...]struct {
		name  string
		given bool
		of    bool
	}{
		{"monthly_amount", x.MonthlyAmount.given, planned && e.Type != fund.ChangeBase},
		{"base", x.Base.given, planned && e.Type != fund.ChangeAmount},
		{"kind", x.Kind.given, e.Type == fund.Open},
		{"through", x.Through.given, e.Type == fund.BackPay},
		{"amount", x.Amount.given, e.Type == fund.Contribute || e.Type == fund.Withdraw},
		{"continue", x.Continue != nil, e.Type == fund.Withdraw},
		{"to", x.To.given, e.Type == fund.Transfer},
		{"principal", x.Principal.given, e.Type == fund.Borrow}, {"months", x.Months.given, e.Type == fund.Borrow},
		{"method", x.Method.given, e.Type == fund.Borrow}, {"rate", x.Rate.given, e.Type == fund.Borrow},
		{"ground", x.Ground.given, e.Type == fund.Close},
	} {
		if field.given && !field.of && e.Type != 0 {
			f.refuse(fault.NotApplicable, at+"/"+field.name, "what", field.name, "why", lang.Text{ZH: "事件 " + e.Type.String() + " 没有这一项", EN: "an event " + e.Type.String() + " does not have it"})
		}
	}
	e.Plan = f.plan(x.MonthlyAmount, x.Base, at)
	unplanned := e.Plan.By == fund.ByNothing && !f.refused(at+"/monthly_amount") && !f.refused(at+"/base")
	switch e.Type {
	case fund.Open:
		e.As = choose(f, x.Kind, at+"/kind", accountKinds)
		if unplanned && mode == fund.ByDebit {
			f.refuse(fault.Required, at+"/monthly_amount", "what", monthlyAmountText)
		}
	case fund.ChangeAmount:
		f.require(x.MonthlyAmount.leaf, at+"/monthly_amount", monthlyAmountText)
	case fund.ChangeBase:
		f.require(x.Base.leaf, at+"/base", baseText)
	case fund.BackPay:
		if f.require(x.Through.leaf, at+"/through", throughText) {
			e.Through = f.month(x.Through, at+"/through")
		}
	case fund.Contribute:
		if f.require(x.Amount.leaf, at+"/amount", amountText) {
			e.Amount = f.positive(x.Amount, at+"/amount", amountText).Value
		}
	case fund.Withdraw:
		e.Amount, e.All = f.positive(x.Amount, at+"/amount", amountText).Value, !x.Amount.given
		if x.Continue == nil {
			f.refuse(fault.Required, at+"/continue", "what", continueText)
		}
		e.Continue = yes(x.Continue)
	case fund.Close:
		e.Ground = choose(f, x.Ground, at+"/ground", grounds)
	case fund.Transfer:
		if f.require(x.To.leaf, at+"/to", destinationText) {
			e.To = f.destination(s, x.To, at+"/to")
		}
	case fund.Borrow:
		if f.require(x.Principal.leaf, at+"/principal", borrowedText) {
			f.positive(x.Principal, at+"/principal", borrowedText)
		}
		if f.require(x.Months.leaf, at+"/months", loanMonthsText) {
			e.Months = f.count(x.Months, at+"/months", loanMonthsText, 1, mostBorrowedFor).Value
		}
		choose(f, x.Method, at+"/method", loanMethods)
		if r := f.rate(x.Rate, at+"/rate", borrowingRateText); r.Given && (mostBorrowedAt.Less(r.Value) || !money.PPM(0).Less(r.Value)) {
			f.refuse(fault.OutOfRange, at+"/rate", "what", borrowingRateText, "value", r.Value.Percent(), "min", "0.0001%", "max", mostBorrowedAt.Percent())
		}
	}
}

// loanTerms refuses loans for longer than the book allows on their day.
func (f *form) loanTerms(r *SimulationRequest, q *fund.Question) {
	if q.Terms == nil {
		return
	}
	for i := range q.Events {
		e := &q.Events[i]
		if e.Type != fund.Borrow || e.On == 0 || e.Months == 0 {
			continue
		}
		s, k := q.Terms.On(e.On), policy.HousingFundLoanTermMax
		if q.Account.Kind == fund.Flexible && s.Has(policy.HousingFundFlexibleLoanTermMax) {
			k = policy.HousingFundFlexibleLoanTermMax
		}
		if s.Has(k) && !s.Unlimited(k) && e.Months > 12*s.Int(k) {
			f.refuse(fault.OutOfRange, "/events/"+strconv.Itoa(i)+"/months", "what", loanMonthsText, "value", r.Events[i].Months.text, "min", 1, "max", 12*s.Int(k))
		}
	}
}

func (f *form) destination(s *service, to Word, at string) fund.Destination {
	switch to.text {
	case "employer":
		return fund.ToEmployer
	case "pool":
		return fund.ToPool
	}
	if p, ok := s.book.Place(to.text); !ok || p.Kind != policy.City {
		f.refuse(fault.UnknownPlace, at, "place", shorten(to.text))
	}
	return fund.ToCity
}

// agreement is how a plan becomes a monthly amount: by the rules of contributions.
type agreement struct {
	kind               fund.Kind
	terms              *fund.Terms
	employer, employee contribution.Maybe[money.Rate]
	answer             contribution.Answer
	notices            []fund.Notice
}

func (f *form) agreement(a *AccountRequest) *agreement {
	return &agreement{employer: f.rate(a.EmployerRate, "/account/employer_rate", employerRateText), employee: f.rate(a.EmployeeRate, "/account/employee_rate", employeeRateText)}
}

// amount is a month's contribution under a plan, or what the rules have against it.
func (g *agreement) amount(s *policy.Snapshot, m civil.Month, p fund.Plan) (due fund.Due, faults fault.List) {
	q := contribution.Question{Month: m, HousingFund: contribution.HousingFund{Asked: true}}
	field := "/account/base"
	employee := p.By == fund.ByBase && (g.kind == fund.Employee || g.employer.Given)
	switch {
	case employee:
		q.Person, q.AverageWage, q.Employer = contribution.Employee, contribution.Given(p.Figure), contribution.Enterprise
		q.HousingFund.EmployerRate, q.HousingFund.EmployeeRate = g.employer, g.employee
	case p.By == fund.ByAmount:
		due.Person, field = p.Figure, "/account/monthly_amount"
		if g.kind == fund.Employee || !s.Has(policy.HousingFundFlexibleModeDebitAmountRange) || !s.Has(policy.HousingFundAmountJointFloor) {
			return due, nil // no bounds are known: the amount agreed is taken
		}
		q.Person, q.Flexible.MonthlyAmount = contribution.FlexibleWorker, contribution.Given(p.Figure)
	default:
		q.Person, q.Flexible.Base = contribution.FlexibleWorker, contribution.Given(p.Figure)
		q.HousingFund.EmployeeRate = g.employee
		if k := policy.HousingFundFlexibleReferenceWage; s.Has(policy.HousingFundFlexibleRateTotal) && !s.Has(k) {
			g.admit(fund.Notice{Code: "value_unknown", Key: k, Text: lang.Text{ZH: "基数上下限所用的参考工资没有公布，基数未作检查", EN: "the reference wage of the bounds is not published; the base was not checked against them"}})
			if r := s.Rate(policy.HousingFundFlexibleRateTotal); money.PPM(1_000_000).Less(r) {
				return due, fault.List{fault.New(fault.RateAbove, field, "what", employeeRateText, "value", r.Percent(), "max", "100%")}
			}
			due.Person = s.Rate(policy.HousingFundFlexibleRateTotal).Of(p.Figure, s.Rounding(policy.HousingFundRounding))
			return due, nil
		}
	}
	for _, e := range contribution.Calculate(&g.answer, s, &q) {
		if e.Field == "/flexible/monthly_amount" && p.By == fund.ByBase {
			// The place knows no base for flexible workers; what is asked for is not missing but agreed on otherwise.
			e = fault.New(fault.NotApplicable, field, "what", baseText, "why", lang.Text{ZH: "当地约定的是月缴存额，请改填 monthly_amount", EN: "a monthly amount is agreed on there; give monthly_amount instead"}).By(s.RuleID(policy.HousingFundFlexibleAmount))
		}
		switch e.Field {
		case "/average_wage", "/flexible/base", "/flexible/monthly_amount":
			e.Field = field
		case "/housing_fund/employer_rate", "/housing_fund/employee_rate":
			e.Field = "/account" + e.Field[len("/housing_fund"):]
		case "/month":
			e.Field = "/from"
		}
		faults.Add(e)
	}
	if len(faults) > 0 {
		return fund.Due{}, faults
	}
	t := contribution.Sum(g.answer.Lines)
	if p.By == fund.ByBase {
		due = fund.Due{Employer: t.Employer, Person: t.Employee}
		for i := range g.answer.Lines {
			for _, k := range g.answer.Lines[i].Because {
				if g.terms != nil && k != policy.None && s.Has(k) {
					g.terms.Use(s, k)
				}
			}
		}
	}
	return due, nil
}

func (g *agreement) admit(n fund.Notice) {
	if !slices.Contains(g.notices, n) {
		g.notices = append(g.notices, n)
	}
}

// lender judges by the rules of loans.
type lender struct {
	terms   *fund.Terms
	person  loan.Applicant
	history []loan.Month
	notices []fund.Notice
}

// borrowing reads of a person what a loan may ask for.
func (f *form) borrowing(p *PersonRequest) (a loan.Applicant) {
	if p != nil {
		a.Birth, a.Sex = f.date(p.Birth, "/person/birth"), choose(f, p.Sex, "/person/sex", borrowerSexes)
	}
	return a
}

func (j *lender) judge(st *fund.Standing) (out fund.Verdict) {
	a := j.person
	a.On, a.Opened, a.Unsealed, a.FirstPayment, a.LastWithdrawal = st.On, st.Opened, st.Unsealed, st.FirstPaid, st.Withdrawn
	if a.Kind = loan.FlexibleWorker; st.Kind == fund.Employee {
		a.Kind = loan.Employee
	}
	a.Outstanding, a.SpouseOutstanding, a.Balance = loan.Given(st.Loan), loan.Given(st.SpouseLoan), loan.Given(st.Balance)
	j.history = j.history[:0]
	for _, m := range st.History {
		month := loan.Month{Month: m.Month, Status: [...]loan.Status{fund.Missed: loan.Missed, fund.Paid: loan.Paid, fund.BackPaid: loan.BackPaid}[m.Status]}
		if m.Status != fund.Missed && !m.Amount.IsZero() {
			month.Amount = loan.Given(m.Amount)
		}
		j.history = append(j.history, month)
	}
	a.History = j.history
	s := j.terms.On(st.On)
	v, faults := loan.Judge(s, &a)
	if len(faults) > 0 {
		return j.unjudged(s, &a, faults)
	}
	out = fund.Verdict{Continuous: v.Continuous, Eligible: v.Eligible && st.State == fund.Normal}
	for _, r := range v.Reasons {
		out.Reasons = append(out.Reasons, fund.Reason{Rule: r.Rule, Met: r.Met, Message: r.Message, Have: r.Have, Need: r.Need})
	}
	if st.State != fund.Normal {
		out.Reasons = append(out.Reasons, fund.Reason{Message: lang.Text{ZH: "账户状态正常", EN: "The account is normal"}, Have: st.State.Name(), Need: fund.Normal.Name()})
	}
	for _, k := range v.Because {
		if s.Has(k) {
			j.terms.Use(s, k)
		}
	}
	for _, n := range v.Notices {
		j.admit(fund.Notice{Code: n.Code, Key: n.Key, Text: n.Text})
	}
	return out
}

// unjudged counts the months where the rules of loans cannot answer, and says why they cannot.
func (j *lender) unjudged(s *policy.Snapshot, a *loan.Applicant, faults fault.List) (out fund.Verdict) {
	terms := loan.Terms{Continues: s.Flag(policy.HousingFundLoanBackPaidContinues), Reset: s.Int(policy.HousingFundFlexibleArrearsReset)}
	var c loan.Counter
	for _, m := range a.History {
		if m.Month == a.Unsealed {
			c.Unseal(&terms, m.Month)
		}
		c.Add(&terms, m.Month, m.Status)
	}
	out.Continuous = c.Continuous
	for _, e := range faults {
		why := lang.Text{ZH: e.Message(lang.ZH), EN: e.Message(lang.EN)}
		unknown := lang.Text{ZH: "未知", EN: "unknown"}
		out.Reasons = append(out.Reasons, fund.Reason{Rule: e.Rule, Message: why, Have: unknown, Need: unknown})
		if e.Code == fault.ValueUnknown || e.Code == fault.BeforeFirst {
			j.admit(fund.Notice{Code: "value_unknown", Text: lang.Text{ZH: "能否贷款无法判断：" + trim(why.ZH), EN: "whether a loan is possible cannot be judged: " + trim(why.EN)}})
		}
	}
	return out
}

func (j *lender) admit(n fund.Notice) {
	if !slices.Contains(j.notices, n) {
		j.notices = append(j.notices, n)
	}
}

// trim takes a sentence's full stop away, to build it into another.
func trim(s string) string {
	r := []rune(s)
	if n := len(r); n > 0 && (r[n-1] == '。' || r[n-1] == '.') {
		return string(r[:n-1])
	}
	return s
}

// fundGrounds are the parameters an answer rests on, and what they and the calculation have to admit.
func fundGrounds(t *fund.Terms, notices []fund.Notice, l lang.Lang) ([]Parameter, []Warning) {
	because, warnings := []Parameter{}, []Warning{}
	stop := lang.Text{ZH: "。", EN: "."}
	for _, n := range notices {
		w := Warning{Code: n.Code, Message: n.Text.In(l) + stop.In(l)}
		if n.Key != policy.None {
			w.Key = n.Key.String()
		}
		if !slices.Contains(warnings, w) {
			warnings = append(warnings, w)
		}
	}
	collectors := map[*policy.Snapshot]*contribution.Collector{}
	var order []*policy.Snapshot
	for _, u := range t.Used() {
		e := u.In.Entry(u.Key)
		if e == nil {
			continue
		}
		because = append(because, full(e, u.In.Carried(u.Key) != policy.NotCarried, l))
		if collectors[u.In] == nil {
			collectors[u.In] = contribution.NewCollector(u.In)
			order = append(order, u.In)
		}
		collectors[u.In].Use(u.Key)
	}
	for _, s := range order {
		for _, w := range collectors[s].Warnings() {
			if one := warning(w, l); !slices.Contains(warnings, one) {
				warnings = append(warnings, one)
			}
		}
	}
	return because, warnings
}
