package fund

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Question is an account and what happens to it from one month to another.
type Question struct {
	Terms    *Terms
	Count    DayCount // NoDayCount: the book's
	Person   Person
	Account  Account
	From, To civil.Month
	Events   []Event // in date order, none outside the months
	Amount   Amount
	Judge    Judge   // nil: rows say nothing about loans
	Working  Working // nil: nobody asks whether a day is a working day

	// Remitted is what an employer remits in a month, if who asks knows it month by month; it then takes the place of what the plan
	// comes to. A month in which nothing is remitted is no month of contribution. Nil: the plan decides.
	Remitted func(m civil.Month) Due
}

// Amount is what a plan comes to in a month: how much is owed follows from the rules of contributions, which live in another package.
// The faults say why a plan cannot be agreed.
type Amount func(s *policy.Snapshot, m civil.Month, p Plan) (Due, fault.List)

// Working tells whether a day is worked. In a year whose holidays have not been published that is not known.
type Working func(civil.Date) (worked, known bool)

// Due is a month's contribution by who bears it. A flexible worker bears all of it.
type Due struct{ Employer, Person money.Money }

func (d Due) total() money.Money { return d.Employer.Add(d.Person) }

// Row is one month, as it stands at its end.
type Row struct {
	Month        civil.Month
	State        State
	Sealing      Sealing
	Status       Status
	Due          bool        // a contribution could be made in this month: Status means something
	Contribution money.Money // for this month
	BackPaid     money.Money // for earlier months, or for this one after its debit failed
	Interest     money.Money
	Withdrawn    money.Money // with what a transfer took elsewhere
	Balance      money.Money
	Employment   money.Money // the part of it that came from employment
	Loan         bool
	Subsidy      Subsidy
}

// Refusal is an event that changed nothing.
type Refusal struct {
	Event int
	Fault fault.Error
}

// Result is what became of an account.
type Result struct {
	Rows     []Row
	Verdicts []Verdict // on borrowing at each row's end; nil if nobody judged
	Ledger   Ledger
	Refusals []Refusal // in the order of the events
	Notices  []Notice
	Count    DayCount
}

// Simulate plays an account through its months. A refused event changes nothing and is listed; the faults are about the question as
// a whole: a month before the book, a balance beyond what an amount may be.
func Simulate(q *Question) (*Result, fault.List) {
	r, faults := begin(q)
	if faults != nil {
		return nil, faults
	}
	for m := q.From; m <= q.To; m++ {
		next := r.enter(m)
		for ; next < r.eventsEnd && q.Events[next].On <= r.debitDay; next++ {
			r.happen(next)
		}
		r.until(r.debitDay)
		r.debit()
		for ; next < r.eventsEnd; next++ {
			r.happen(next)
		}
		r.leave()
		if r.faults != nil {
			return nil, r.faults
		}
	}
	r.sortRefusals()
	return r.out, nil
}

// run is a simulation on its way.
type run struct {
	q    *Question
	t    *Terms
	s    *policy.Snapshot // what holds on day
	day  civil.Date
	sure civil.Date // until then s holds
	out  *Result
	row  *Row

	kind    Kind
	state   State
	sealing Sealing
	mode    Mode
	ground  Ground
	loan    loan

	opened, agreed, closed, firstPaid, withdrawn civil.Date // agreed: opened or resumed; firstPaid: since then
	unsealed                                     civil.Month
	due                                          civil.Month // the first month to be debited since the account was opened or resumed
	counts                                       civil.Date  // from when Wuhan counts the time before a loan: the first payment since then; 0: none yet
	supposed                                     bool        // that day is supposed, because nobody told it
	covered                                      civil.Month // the last month a lump sum has paid for
	plans                                        []planFrom
	months                                       []Month

	// The month at hand.
	last, debitDay      civil.Date
	debited             bool // the debit has had its turn
	missed              bool // and failed, because an event says so
	eventsAt, eventsEnd int  // its events among the question's

	owing int // debits that have failed and were not made good

	total, employment accrual // of the personal account, and of its part from employment
	settles           civil.Date
	monthDay          int

	dues struct {
		s    *policy.Snapshot
		plan Plan
		due  Due
	}
	borrowed    [32]bool // notices about rules taken from another place, once each
	unpublished bool     // a notice about working days that are not known
	faults      fault.List
}

type planFrom struct {
	from civil.Month
	plan Plan
}

func begin(q *Question) (*run, fault.List) {
	r := &run{q: q, t: q.Terms, out: &Result{Count: q.Count}}
	first, last := q.From.First(), q.To.Last()
	rates, faults := r.t.Rates(first, last, "/from")
	if faults != nil {
		return nil, faults
	}
	if r.out.Count == NoDayCount {
		var n Notice
		r.out.Count, n = r.t.DayCount(last)
		r.out.Notices = append(r.out.Notices, n)
	}
	months := int(q.To-q.From) + 1
	r.out.Rows = make([]Row, 0, months)
	r.out.Ledger.Entries = make([]Entry, 0, 2*months+months/6+2*len(q.Events)+4)
	r.months = make([]Month, 0, months+len(q.Account.History))

	r.day = first
	r.look(first)
	if r.monthDay, faults = r.t.settlementDay(first); faults != nil {
		return nil, faults
	}
	r.settles = settlementAfter(first, r.monthDay)
	r.total = accrual{rates: rates, count: r.out.Count, since: first, start: first}
	r.employment = r.total
	r.load(&q.Account)
	return r, nil
}

// load puts the account as it is given at the start of the first month.
func (r *run) load(a *Account) {
	r.kind, r.state, r.sealing, r.mode, r.ground = a.Kind, a.State, a.Sealing, a.Mode, a.Ground
	r.opened, r.agreed, r.loan.own, r.loan.spouse = a.Opened, a.Opened, a.Loan, a.SpouseLoan
	r.loan.ownUntold, r.loan.spouseUntold = a.LoanUntold, a.SpouseLoanUntold
	r.months = append(r.months, a.History...)
	for i := range r.months {
		if r.months[i].failed {
			r.owing++
		}
	}
	if a.Plan.By != ByNothing {
		r.plans = append(r.plans, planFrom{0, a.Plan})
	}
	if r.state == Sealed && r.sealing == NotSealed {
		if r.sealing = Suspended; r.kind == Employee {
			r.sealing = Internally
		}
	}
	if r.state == Normal || r.state == Sealed {
		r.due = r.q.From
		if r.opened >= r.day.Month().Add(-1).First() && r.kind == Flexible && len(a.History) == 0 {
			r.due = max(r.due, r.firstDue(r.opened)) // opened so lately that its first debit may still be to come
		}
		if n := len(r.months); n > 0 {
			r.due = max(r.due, r.months[n-1].Month.Add(1))
		}
		r.counts, r.supposed = r.paidFirst(a)
	}
	month := r.day.Month()
	r.out.Ledger.move(r.day, month, Opening, Before, r.kind.part(), a.Balance, "")
	r.out.Ledger.move(r.day, month, Opening, Before, EmploymentPart, a.Employment, "")
	if !r.out.Ledger.Personal().IsZero() && r.day != settlementAfter(r.day.AddDays(-1), r.monthDay)+1 {
		r.assume(policy.None, "账户在 "+r.day.String()+" 之前已产生而未结的利息不知道，没有计入", "interest accrued before "+r.day.String()+" and not settled yet is not known and not counted")
	}
	if r.state == Normal && len(a.History) == 0 && r.opened != 0 && r.firstDue(r.opened) < r.q.From {
		r.assume(policy.None, r.q.From.String()+" 之前的缴存情况不知道，没有计入连续月数；可用 account.history 给出", "months before "+r.q.From.String()+" are not known and not counted; account.history gives them")
	}
}

// paidFirst is when the account as it is given was first paid into: as somebody told, else as its history shows if that goes back to the
// opening. Otherwise the day of opening has to do, as where no first payment can have been missed.
func (r *run) paidFirst(a *Account) (first civil.Date, supposed bool) {
	switch {
	case a.FirstPaid != 0:
		return a.FirstPaid, false
	case a.Kind != Flexible || a.Opened == 0:
		return 0, false
	case len(a.History) == 0 && (a.Opened >= r.day || a.Mode == ByDebit && r.firstDue(a.Opened) >= r.q.From):
		return 0, false // its first payment is still to come
	case len(a.History) == 0 || a.History[0].Month > r.firstDue(a.Opened):
		return a.Opened, true
	}
	for _, m := range a.History {
		on := max(a.Opened, m.Month.First())
		if a.Mode == ByDebit {
			on = max(a.Opened, m.Month.Day(r.dayOfDebit()))
		}
		switch m.Status {
		case BackPaid:
			on = m.Month.Add(1).Day(r.dayOfDebit()) // made good before the next debit, at the earliest reading
		case Missed:
			continue
		}
		if first == 0 || on < first {
			first = on
		}
	}
	return first, false
}

// enter begins a month and gives its first event.
func (r *run) enter(m civil.Month) int {
	if r.last == 0 {
		r.last = m.First() - 1
	}
	first := r.last + 1
	r.until(first)
	r.last = m.Last()
	for r.eventsAt = r.eventsEnd; r.eventsEnd < len(r.q.Events) && r.q.Events[r.eventsEnd].On <= r.last; r.eventsEnd++ {
	}
	r.out.Rows = append(r.out.Rows, Row{Month: m})
	r.row = &r.out.Rows[len(r.out.Rows)-1]
	r.debitDay, r.debited, r.missed = min(first.AddDays(r.dayOfDebit()-1), r.last), false, false
	if r.isOpen() && m >= r.due || r.state == Sealed && len(r.months) > 0 {
		r.months = append(r.months, r.newMonth(m))
	}
	return r.eventsAt
}

// leave ends a month: its last day earns, what has become of it is written into its row.
func (r *run) leave() {
	r.unmissed()
	r.lapse()
	r.until(r.last + 1)
	r.loan.endsBy(r.last)
	row, l := r.row, &r.out.Ledger
	row.State, row.Sealing = r.state, r.sealing
	row.Balance, row.Employment = l.Personal(), l.Of(EmploymentPart)
	row.Loan, row.Subsidy = r.loan.own, r.subsidy()
	if c := r.current(); c != nil {
		row.Due, row.Status = true, c.Status
	}
	if r.q.Judge != nil {
		var v Verdict
		if r.isOpen() {
			v = r.q.Judge(r.standing(r.last+1, r.months))
		}
		r.out.Verdicts = append(r.out.Verdicts, v)
	}
	r.bounded()
}

// until lets the days before d pass: balances earn, and a settlement day that has ended is settled.
func (r *run) until(d civil.Date) {
	for r.settles < d {
		r.earn(r.settles + 1)
		r.credit(r.settles, r.rule(policy.AccountSettlement))
		r.settles = settlementAfter(r.settles+1, r.monthDay)
	}
	r.earn(d)
	r.day = d
	if d > r.sure {
		r.look(d)
	}
}

// look finds what holds on a day. Days between two changes have the same snapshot, so if it is still the same some time later nothing
// has to be looked up until then.
func (r *run) look(d civil.Date) {
	r.s, r.sure = r.t.On(d), d
	for _, ahead := range [...]int{366, 92, 31} {
		if later := d.AddDays(ahead); r.t.On(later) == r.s {
			r.sure = later
			return
		}
	}
}

// bounded notes a balance beyond what an amount may be; from then on nothing is worked out any more.
func (r *run) bounded() {
	if b := r.out.Ledger.Personal(); r.faults == nil && money.Fen(money.Max).Less(b) {
		r.faults.Add(tooMuch("/account/balance", b))
	}
}

func (r *run) earn(d civil.Date) {
	if r.faults != nil {
		return
	}
	r.total.until(d, r.out.Ledger.Personal())
	if e := r.out.Ledger.Of(EmploymentPart); e.IsZero() {
		r.employment.since = d
	} else {
		r.employment.until(d, e)
	}
}

// credit settles: the interest of the whole account is rounded once (UR-21), and what employment money earned goes to its part.
func (r *run) credit(on civil.Date, rule string) {
	whole, employment := r.total.interest(), r.employment.interest()
	r.total.settle()
	r.employment.settle()
	l := &r.out.Ledger
	l.move(on, on.Month(), Settlement, InterestPaid, EmploymentPart, employment, rule)
	l.move(on, on.Month(), Settlement, InterestPaid, FlexiblePart, whole.Sub(employment), rule)
	if r.row != nil {
		r.row.Interest = r.row.Interest.Add(whole)
	}
}

// happen lets an event happen, or lists it as refused.
func (r *run) happen(i int) {
	if r.faults != nil {
		return
	}
	e := &r.q.Events[i]
	r.until(e.On)
	if no := r.act(e); no != nil {
		r.refuse(i, *no)
	}
}

func (r *run) act(e *Event) *fault.Error {
	switch e.Type {
	case Open:
		return r.open(e)
	case Miss:
		return nil // looked at when the debit is due
	case Suspend:
		return r.suspend()
	case Resume:
		return r.resume(e)
	case ChangeAmount, ChangeBase:
		return r.change(e)
	case BackPay:
		return r.backPay(e)
	case Contribute:
		return r.contribute(e)
	case Withdraw:
		return r.withdraw(e)
	case Close:
		return r.closing(e)
	case Transfer:
		return r.transfer(e)
	case Borrow:
		return r.borrow(e)
	case MissRepayment:
		return r.missRepayment()
	case SettleLoan:
		return r.settleLoan()
	}
	panic("fund: an event of no type")
}

// standing is the account as a verdict on a loan sees it.
func (r *run) standing(on civil.Date, history []Month) *Standing {
	first := r.counts
	if first == 0 {
		first = on
	}
	if k := policy.HousingFundFlexibleLoanMonthsRule; r.supposed && r.kind == Flexible && r.s.Has(policy.HousingFundFlexibleLoanAccountMonthsMin) {
		r.assume(k, "没有给出签约后首次缴存日（account.first_payment），按开户日 "+r.opened.String()+" 计算", "the first payment after the agreement (account.first_payment) was not given; the day of opening, "+r.opened.String()+", is taken")
	}
	return &Standing{
		On: on, Kind: r.kind, State: r.state, Opened: r.opened, Unsealed: r.unsealed, FirstPaid: first, Withdrawn: r.withdrawn,
		Balance: r.out.Ledger.Personal(), Loan: r.loan.own, SpouseLoan: r.loan.spouse, History: history,
	}
}
