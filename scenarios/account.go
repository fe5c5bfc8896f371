package scenarios

import (
	"sync/atomic"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/fund"
	"fenhao/calc/lang"
	"fenhao/calc/loan"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/calc/procedure"
)

// account follows the housing-fund account through the places. Moving to another city settles it there: principal and interest to the
// last day go along and begin anew.
func (x *runner) account() fault.List {
	s := x.s
	account := s.Account.Account
	if account.Plan.By == fund.ByNothing {
		account.Plan = x.planOf(&s.Stays[0])
	}
	x.out.Opening = account.Balance.Add(account.Employment)
	x.out.Accounts, x.out.Refusals = x.out.Accounts[:0], x.out.Refusals[:0]
	events := x.events()
	for i := 0; i < len(s.Stays); {
		stay, next := &s.Stays[i], i+1
		for next < len(s.Stays) && s.Stays[next].Place == stay.Place {
			next++ // other choices in the same city: the account goes on
		}
		to, moves := s.To, next < len(s.Stays)
		if moves {
			to = s.Stays[next].From - 1
		}
		first := 0
		for first < len(events) && events[first].On < stay.From.First() {
			first++
		}
		last := first
		for last < len(events) && events[last].On <= to.Last() {
			last++
		}
		own := events[first:last:last]
		if i > 0 {
			if stay.Plan.By != fund.ByNothing {
				account.Plan = stay.Plan
			} else if p := x.planOf(stay); p.By != fund.ByNothing {
				account.Plan = p
			}
		}
		if moves {
			own = append(own, fund.Event{On: to.Last(), Type: fund.Transfer, To: fund.ToCity})
		}
		w := x.joined(i, next)
		terms := fund.TermsFrom(w.book, w.place, w.on, w.more)
		q := &fund.Question{
			Terms: terms, Count: s.DayCount, Person: fund.Person{Birth: s.Birth, Sex: s.Sex}, Account: account, From: stay.From, To: to, Events: own,
			Amount: x.agreed(terms), Working: s.working(),
		}
		if s.Person == contribution.Employee {
			q.Remitted = x.remitted
		}
		if !x.lean {
			q.Judge = x.lender(w, terms)
		}
		result, faults := fund.Simulate(q)
		if faults != nil {
			return x.locate(faults, stay)
		}
		x.out.Accounts = append(x.out.Accounts, result)
		for _, no := range result.Refusals {
			if moves && no.Event == len(own)-1 {
				if no.Fault.Code == fault.NoAccount || no.Fault.Code == fault.AccountClosed {
					continue // nothing to take along
				}
				e := no.Fault
				e.Field = s.Stays[next].at + "/city"
				return x.locate(fault.List{e}, &s.Stays[next])
			}
			no.Event += first
			x.out.Refusals = append(x.out.Refusals, no)
		}
		x.rows(result)
		x.admitAccount(terms, result)
		if moves {
			account = x.carry(account, result)
		}
		i = next
	}
	return nil
}

// joined is the world of some stays in one city: one and the same, unless a comparison has mixed each with another city's.
func (x *runner) joined(from, to int) *world {
	w := x.worlds[from]
	same := true
	for _, other := range x.worlds[from:to] {
		same = same && other == w
	}
	if same {
		return w
	}
	j := &world{book: w.book, place: w.place}
	for i := from; i < to; i++ {
		begin, end := x.s.Stays[i].From.First(), x.s.To.Last()
		if i == from {
			begin = 0
		} else {
			j.cuts, j.at = append(j.cuts, begin), append(j.at, atomic.Pointer[policy.Snapshot]{})
			j.at[len(j.at)-1].Store(x.worlds[i].on(begin))
		}
		if i+1 < to {
			end = x.s.Stays[i+1].From.First() - 1
		}
		for _, d := range x.worlds[i].cuts {
			if d >= begin && d <= end && (len(j.cuts) == 0 || d > j.cuts[len(j.cuts)-1]) {
				j.cuts, j.at = append(j.cuts, d), append(j.at, atomic.Pointer[policy.Snapshot]{})
				j.at[len(j.at)-1].Store(x.worlds[i].on(d))
			}
		}
	}
	j.more = j.cuts
	return j
}

// working tells working days by the notices that were known.
func (s *Scenario) working() fund.Working {
	calendar := procedure.Embedded().Calendar
	if s.KnownOn != 0 {
		calendar = calendar.KnownOn(s.KnownOn)
	}
	return calendar.Workday
}

// planOf is what follows from a stay's choices: for an employee any base, because what is remitted is worked out month by month.
func (x *runner) planOf(stay *Stay) fund.Plan {
	f := &stay.Flexible
	switch {
	case x.s.Person == contribution.Employee:
		return fund.Plan{By: fund.ByBase, Figure: money.Yuan(1)}
	case !stay.HousingFund.Asked:
	case f.MonthlyAmount.Given:
		return fund.Plan{By: fund.ByAmount, Figure: f.MonthlyAmount.Value}
	case f.Base.Given:
		return fund.Plan{By: fund.ByBase, Figure: f.Base.Value}
	}
	return fund.Plan{}
}

// events are the scenario's, each with a plan where an employee's new employer would bring one.
func (x *runner) events() []fund.Event {
	if x.s.Person != contribution.Employee {
		return x.s.Events
	}
	out := append([]fund.Event(nil), x.s.Events...)
	for i := range out {
		switch e := &out[i]; {
		case e.Plan.By != fund.ByNothing:
		case e.Type == fund.Open, e.Type == fund.Resume, e.Type == fund.Transfer && e.To == fund.ToEmployer:
			e.Plan = fund.Plan{By: fund.ByBase, Figure: money.Yuan(1)}
		}
	}
	return out
}

// remitted is what an employer pays into the account in a month: both shares of the month's contribution.
func (x *runner) remitted(m civil.Month) fund.Due {
	sh := &x.out.Months[m-x.s.From].Shares[policy.HousingFund]
	return fund.Due{Employer: sh.Employer, Person: sh.Employee}
}

// agreed is what a plan comes to: the same calculation as for a single month. An amount for which no bounds are known is taken as agreed.
func (x *runner) agreed(terms *fund.Terms) fund.Amount {
	var a contribution.Answer
	return func(snapshot *policy.Snapshot, m civil.Month, p fund.Plan) (due fund.Due, faults fault.List) {
		if x.s.Person == contribution.Employee {
			return x.remitted(m), nil
		}
		q := contribution.Question{Month: m, Person: contribution.FlexibleWorker, HousingFund: contribution.HousingFund{Asked: true, EmployeeRate: x.s.stay(m).HousingFund.EmployeeRate}}
		field := "/account/base"
		switch k := policy.HousingFundFlexibleReferenceWage; {
		case p.By == fund.ByAmount:
			due.Person, field = p.Figure, "/account/monthly_amount"
			if !snapshot.Has(policy.HousingFundFlexibleModeDebitAmountRange) || !snapshot.Has(policy.HousingFundAmountJointFloor) {
				return due, nil
			}
			q.Flexible.MonthlyAmount = contribution.Given(p.Figure)
		case snapshot.Has(policy.HousingFundFlexibleRateTotal) && !snapshot.Has(k):
			x.warn("value_unknown", k, say("基数上下限所用的参考工资没有公布，基数未作检查。", "the reference wage of the bounds is not published; the base was not checked against them."))
			due.Person = snapshot.Rate(policy.HousingFundFlexibleRateTotal).Of(p.Figure, snapshot.Rounding(policy.HousingFundRounding))
			return due, nil
		default:
			q.Flexible.Base = contribution.Given(p.Figure)
		}
		if faults := contribution.Calculate(&a, snapshot, &q); faults != nil {
			for i := range faults {
				switch faults[i].Field {
				case "/flexible/base", "/flexible/monthly_amount":
					faults[i].Field = field
				}
			}
			return due, faults
		}
		if p.By == fund.ByBase {
			due.Person = contribution.Sum(a.Lines).Total
			for i := range a.Lines {
				for _, k := range a.Lines[i].Because {
					if k != policy.None && snapshot.Has(k) {
						terms.Use(snapshot, k)
					}
				}
			}
		}
		return due, nil
	}
}

// rows puts the account's months beside the contributions. What was paid into the account is what was paid: an employee whose account
// is sealed pays nothing, a flexible worker pays what was debited.
func (x *runner) rows(result *fund.Result) {
	for i := range result.Rows {
		r := &result.Rows[i]
		row := &x.out.Months[r.Month-x.s.From]
		row.Row = r
		if result.Verdicts != nil {
			row.Verdict = &result.Verdicts[i]
		}
		sh := &row.Shares[policy.HousingFund]
		switch {
		case x.s.Person == contribution.FlexibleWorker:
			if row.Stay.HousingFund.Asked || !r.Contribution.IsZero() {
				sh.Present, sh.Employee = true, r.Contribution
				row.Employee = row.Employee.Add(r.Contribution)
			}
		case r.Contribution.IsZero() && sh.Present:
			row.Employer, row.Employee = row.Employer.Sub(sh.Employer), row.Employee.Sub(sh.Employee)
			sh.Employer, sh.Employee = money.Money{}, money.Money{}
		}
	}
}

// carry is the account at the beginning of the stay in the next city.
func (x *runner) carry(a fund.Account, result *fund.Result) fund.Account {
	last := &result.Rows[len(result.Rows)-1]
	l := &result.Ledger
	if last.State != fund.Closed || l.Of(fund.Elsewhere).IsZero() && l.Personal().IsZero() && x.s.Account.State == fund.None {
		return a
	}
	// What went elsewhere is on its way, and still the person's: the row says so.
	a.Balance, a.Employment = l.Of(fund.Elsewhere), money.Money{}
	last.Balance = a.Balance
	a.State, a.Sealing = fund.Normal, fund.NotSealed
	a.History = nil
	x.warn("assumed", policy.None, say("跨城转移：本息结至转出当月最后一天，次月到账；此前在外地的缴存月数不计入新城市的连续月数（没有找到规定）。",
		"moving between cities: principal and interest to the last day of the month arrive with the next; months contributed elsewhere are not counted in the new city (no rule has been found)."))
	return a
}

// admitAccount says what the account's rules have to admit.
func (x *runner) admitAccount(terms *fund.Terms, result *fund.Result) {
	if x.lean {
		return
	}
	for _, n := range result.Notices {
		t := n.Text
		x.warn(n.Code, n.Key, say(t.ZH+"。", t.EN+"."))
	}
	for _, u := range terms.Used() {
		c := contribution.NewCollector(u.In)
		c.Use(u.Key)
		for _, w := range c.Warnings() {
			x.admit(w)
		}
	}
}

// lender says whether somebody may borrow, by the rules of loans of a place.
func (x *runner) lender(w *world, terms *fund.Terms) fund.Judge {
	var history []loan.Month
	row, last := 0, civil.Month(0) // months paid on time without a gap, up to the last one judged
	return func(st *fund.Standing) fund.Verdict {
		a := loan.Applicant{
			On: st.On, Kind: loan.FlexibleWorker, Birth: x.s.Birth, Sex: loan.Sex(x.s.Sex), Opened: st.Opened, Unsealed: st.Unsealed, FirstPayment: st.FirstPaid,
			LastWithdrawal: st.Withdrawn, Outstanding: loan.Given(st.Loan), SpouseOutstanding: loan.Given(st.SpouseLoan), Balance: loan.Given(st.Balance),
		}
		if st.Kind == fund.Employee {
			a.Kind = loan.Employee
		}
		// Of a long row of months paid on time the rules need the last ones only; the row is counted here. A month that was paid on time
		// stays so: what is made good later was missed.
		told := st.History
		switch n := len(told); {
		case n == 0 || told[n-1].Status != fund.Paid:
			row = 0
		case told[n-1].Month == last:
		case told[n-1].Month == last+1:
			row++
		default:
			row = 0
			for i := n - 1; i >= 0 && told[i].Status == fund.Paid && (i == n-1 || told[i].Month+1 == told[i+1].Month); i-- {
				row++
			}
		}
		if n := len(told); n > 0 {
			last = told[n-1].Month
		}
		s := w.on(st.On)
		spared := 0
		// Where the time since the first payment is counted by the day, the row is nobody's count and is told whole.
		byDays := a.Kind == loan.FlexibleWorker && (s.Has(policy.HousingFundFlexibleLoanAccountMonthsMin) || s.Has(policy.HousingFundFlexibleLoanAccountMonthsAbove))
		if terms, faults := loan.TermsOf(s, a.Kind, st.On); !byDays && faults == nil && row > terms.Required+12 {
			spared = row - terms.Required - 12
			told = told[len(told)-terms.Required-12:]
		}
		history = history[:0]
		for _, m := range told {
			h := loan.Month{Month: m.Month, Status: [...]loan.Status{fund.Missed: loan.Missed, fund.Paid: loan.Paid, fund.BackPaid: loan.BackPaid}[m.Status]}
			if m.Status != fund.Missed && !m.Amount.IsZero() {
				h.Amount = loan.Given(m.Amount)
			}
			history = append(history, h)
		}
		a.History = history
		v, faults := loan.Judge(s, &a)
		if faults != nil {
			out := x.unjudged(s, &a, faults)
			out.Continuous += spared
			return out
		}
		out := fund.Verdict{Continuous: v.Continuous + spared, Eligible: v.Eligible && st.State == fund.Normal}
		for _, r := range v.Reasons {
			if !r.Met {
				out.Reasons = append(out.Reasons, fund.Reason{Rule: r.Rule, Met: r.Met, Message: r.Message, Have: r.Have, Need: r.Need})
			}
		}
		if st.State != fund.Normal {
			out.Reasons = append(out.Reasons, fund.Reason{Message: say("账户状态正常", "The account is normal"), Have: st.State.Name(), Need: fund.Normal.Name()})
		}
		for _, k := range v.Because {
			if s.Has(k) {
				terms.Use(s, k)
			}
		}
		for _, n := range v.Notices {
			x.warn(n.Code, n.Key, say(n.Text.ZH+"。", n.Text.EN+"."))
		}
		return out
	}
}

// unjudged counts the months where the rules of loans cannot answer, and says why they cannot.
func (x *runner) unjudged(s *policy.Snapshot, a *loan.Applicant, faults fault.List) (out fund.Verdict) {
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
		unknown := say("未知", "unknown")
		out.Reasons = append(out.Reasons, fund.Reason{Rule: e.Rule, Message: say(e.Message(lang.ZH), e.Message(lang.EN)), Have: unknown, Need: unknown})
		if e.Code == fault.ValueUnknown {
			x.warn("value_unknown", policy.None, say("能否贷款无法判断："+e.Message(lang.ZH), "whether a loan is possible cannot be judged: "+e.Message(lang.EN)))
		}
	}
	return out
}
