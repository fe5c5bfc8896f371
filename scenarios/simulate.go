package scenarios

import (
	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/fund"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/calc/tax"
)

// Schemes is how many schemes a month has: the housing fund and the five insurances.
const Schemes = int(policy.Maternity) + 1

// Share is what is paid for one scheme in a month.
type Share struct {
	Present                    bool
	Unknown                    bool // part of it is not known: it is in no sum
	Based                      bool // there is a base
	Limit                      contribution.Limit
	Base                       money.Money
	EmployerRate, EmployeeRate money.Rate
	Employer, Employee         money.Money
	EmployeeFixed              money.Money // of the employee's amount: what no rate of the base gives
}

// Month is one month of a run.
type Month struct {
	Month              civil.Month
	Stay               *Stay
	Wage               money.Money
	Average, Fund      money.Money // the declared wages of the insurances and of the housing fund
	Shares             [Schemes]Share
	Employer, Employee money.Money // of all schemes
	Tax, TakeHome      money.Money
	Row                *fund.Row     // of the account, if one is followed
	Verdict            *fund.Verdict // on borrowing, at the month's end
}

// Total is what both pay.
func (m *Month) Total() money.Money { return m.Employer.Add(m.Employee) }

// Run is what became of a scenario.
type Run struct {
	Scenario *Scenario
	Months   []Month
	Accounts []*fund.Result // one for each place the account was kept in
	Opening  money.Money    // of the account
	Assumed  []Assumed
	Refusals []fund.Refusal
	Warnings []Warning
	Hash     string
}

// Warning is what a run has to admit, in words.
type Warning struct {
	Code string
	Key  policy.Key
	Text lang.Text
}

// Run plays a scenario. What is refused comes back with its place in the scenario's text.
func (e *Engine) Run(s *Scenario) (*Run, fault.List) {
	x := newRunner(e, s, nil)
	faults := x.play()
	if faults != nil {
		return nil, faults
	}
	return x.out, nil
}

// runner plays one scenario. It can be used again with other wages: its memory stays.
type runner struct {
	s      *Scenario
	worlds []*world // by stay
	lean   bool     // sums only: no warnings, no verdicts on loans
	out    *Run
	path   []money.Money // wage by month
	idle   []bool        // months without work; nil: none

	answer   contribution.Answer
	question contribution.Question
	warnings []contribution.Warning
	seen     map[seenWarning]bool
	made     memo
}

// seenWarning tells warnings apart: one is said once, however many years it is true of.
type seenWarning struct {
	code  string
	key   policy.Key
	why   contribution.Why
	place *policy.Place
	text  string
}

// memo is the last month worked out: as long as the same rules hold and the same wage is declared, the next is the same.
type memo struct {
	key    memoKey
	shares [Schemes]Share
	er, ee money.Money
}

type memoKey struct {
	snapshot      *policy.Snapshot
	stay          *Stay
	fund, average money.Money
	kindF, kindI  contribution.EmploymentKind
	unsealed      civil.Month // by an event of the account
	early         bool
}

// newRunner makes a runner; worlds are the engine's own unless given.
func newRunner(e *Engine, s *Scenario, worlds []*world) *runner {
	x := &runner{s: s, worlds: worlds, seen: map[seenWarning]bool{}, out: &Run{Scenario: s, Hash: e.book.Hash()}}
	if worlds == nil {
		for i := range s.Stays {
			x.worlds = append(x.worlds, e.world(s.Stays[i].Place, s))
		}
	}
	x.path = s.wages()
	return x
}

func (x *runner) play() fault.List {
	for i, w := range x.worlds {
		if w.faults != nil {
			return x.locate(w.faults, &x.s.Stays[i])
		}
		if !x.lean {
			for _, a := range w.assumed {
				if !containsAssumed(x.out.Assumed, a) {
					x.out.Assumed = append(x.out.Assumed, a)
				}
			}
		}
	}
	if faults := x.s.wagesAreSane(x.path); faults != nil {
		return x.locate(faults, &x.s.Stays[0])
	}
	if faults := x.contributions(); faults != nil {
		return faults
	}
	if x.s.Account != nil {
		if faults := x.account(); faults != nil {
			return faults
		}
	}
	if x.s.Tax != nil {
		if faults := x.withhold(); faults != nil {
			return faults
		}
	}
	return nil
}

func containsAssumed(list []Assumed, a Assumed) bool {
	for _, b := range list {
		if a.Name == b.Name && a.Key == b.Key && a.Place == b.Place {
			return true
		}
	}
	return false
}

// wages is the wage of every month. It grows once a year, in the month of growth, but not in the first month and not in one in which a
// step sets it; growth is rounded to the fen.
func (s *Scenario) wages() []money.Money {
	path := make([]money.Money, s.months())
	if !s.Wage.Given {
		return path
	}
	w, next := s.Wage.Amount, 0
	for i := range path {
		m, set := s.From.Add(i), i == 0
		for ; next < len(s.Wage.Steps) && s.Wage.Steps[next].From <= m; next++ {
			w, set = s.Wage.Steps[next].Amount, true
		}
		if !set && m.Number() == s.Wage.GrowthMonth && !tooMuch.Less(w) {
			w = w.Add(s.Wage.Growth.Of(w, money.FenHalfUp))
		}
		path[i] = w
	}
	return path
}

// tooMuch is a wage or a bound that nobody has: what grows beyond it, over a century at a high rate, is refused before it outgrows what
// can be counted.
var tooMuch = money.Fen(money.Max / 100)

func (s *Scenario) wagesAreSane(path []money.Money) fault.List {
	for i, w := range path {
		if tooMuch.Less(w) {
			field := "/wage/amount"
			if i > 0 && s.Wage.Growth != noRate {
				if field = "/wage/growth"; s.Assumptions.WageGrowth.Given {
					field = "/assumptions/wage_growth"
				}
			}
			return fault.List{fault.New(fault.OutOfRange, field, "what", say(s.From.Add(i).String()+" 的月工资", "the wage of "+s.From.Add(i).String()), "value", w, "min", "0.00", "max", tooMuch)}
		}
	}
	return nil
}

// averages are calendar years' average wages, over the months worked.
type averages struct {
	first  int // year
	sums   []money.Money
	counts []int64
}

func (x *runner) averages() averages {
	a := averages{first: x.s.From.Year()}
	n := x.s.To.Year() - a.first + 1
	a.sums, a.counts = make([]money.Money, n), make([]int64, n)
	for i, w := range x.path {
		if x.idle != nil && x.idle[i] {
			continue
		}
		y := x.s.From.Add(i).Year() - a.first
		a.sums[y], a.counts[y] = a.sums[y].Add(w), a.counts[y]+1
	}
	return a
}

// of is a year's average; ok is false if nobody worked in it.
func (a *averages) of(year int) (money.Money, bool) {
	i := year - a.first
	if i < 0 || i >= len(a.counts) || a.counts[i] == 0 {
		return money.Money{}, false
	}
	return a.sums[i].Over(a.counts[i], money.FenHalfUp), true
}

// declared is the wage the base is taken from in a month, and as what kind of employee: last calendar year's average for who was here
// then; until there is one, the wage of a new hire's second month or of a transferred employee's first (WH-2.4, UR-12b).
func (x *runner) declared(a *averages, year int, i int, before contribution.Maybe[money.Money]) (money.Money, contribution.EmploymentKind) {
	e := &x.s.Employment
	switch e.Kind {
	case contribution.NewHire, contribution.Transferred, contribution.Unsealed:
		if year < e.Start.Year() {
			at := e.Start
			if e.Kind == contribution.NewHire {
				at++
			}
			return x.path[min(max(int(at-x.s.From), 0), len(x.path)-1)], e.Kind
		}
	}
	kind := contribution.Established
	if e.Kind == contribution.InternallySealed {
		kind = e.Kind
	}
	if avg, ok := a.of(year); ok {
		return avg, kind
	}
	if year < a.first {
		if before.Given {
			return before.Value, kind
		}
		if x.s.Wage.Average.Given {
			return x.s.Wage.Average.Value, kind
		}
	}
	// Nobody worked in that year: the latest average before it, else the wage of the month.
	for y := year; y >= a.first; y-- {
		if avg, ok := a.of(y); ok {
			return avg, kind
		}
	}
	if x.s.Wage.Average.Given {
		return x.s.Wage.Average.Value, kind
	}
	return x.path[i], kind
}

// unsealedBy is the last month, of the fund year at hand, in which an event unsealed an employee's account: from then on the base is that
// month's wage, until the fund's year ends (UR-20).
func (x *runner) unsealedBy(m civil.Month) (u civil.Month) {
	if x.s.Account == nil {
		return 0
	}
	for i := range x.s.Events {
		e := &x.s.Events[i]
		if at := e.On.Month(); e.Type == fund.Resume && at <= m && at.FundYear() == m.FundYear() {
			u = at
		}
	}
	return u
}

// contributions works out every month. The insurances' base is last calendar year's average; the fund's is fixed for the fund year, from
// the average of the calendar year before it began (UR-12d).
func (x *runner) contributions() fault.List {
	s := x.s
	n := s.months()
	if cap(x.out.Months) < n {
		x.out.Months = make([]Month, n)
	}
	x.out.Months = x.out.Months[:n]
	avg := x.averages()
	q := &x.question
	stayAt := 0
	assumedBefore, january := false, false
	for i := range n {
		m := s.From.Add(i)
		for stayAt+1 < len(s.Stays) && s.Stays[stayAt+1].From <= m {
			stayAt++
		}
		stay := &s.Stays[stayAt]
		row := &x.out.Months[i]
		*row = Month{Month: m, Stay: stay, Wage: x.path[i]}
		if x.idle != nil && x.idle[i] {
			row.Wage = money.Money{}
			continue
		}
		if !stay.HousingFund.Asked && !stay.Insurance.Asked {
			continue
		}
		key := memoKey{snapshot: x.worlds[stayAt].on(m.First()), stay: stay}
		if s.Person == contribution.Employee {
			row.Average, key.kindI = x.declared(&avg, m.Year()-1, i, s.Wage.Average)
			before := s.Wage.Before
			if m.FundYear()-1 == s.From.Year()-1 {
				before = s.Wage.Average
			} else if m.FundYear() < s.From.Year() && !before.Given && stay.HousingFund.Asked && s.Wage.Average.Given {
				assumedBefore = true
			}
			row.Fund, key.kindF = x.declared(&avg, m.FundYear()-1, i, before)
			if u := x.unsealedBy(m); u != 0 && key.snapshot.Rule(policy.HousingFundUnsealed) != nil {
				row.Fund, key.kindF, key.unsealed = x.path[u-s.From], contribution.Unsealed, u
			}
			key.fund, key.average = row.Fund, row.Average
			if stay.Insurance.Asked && m.Number() == 1 && i > 0 && x.out.Months[i-1].Average != row.Average {
				january = true
			}
			key.early = m <= s.Employment.Start
		}
		if key != x.made.key || x.made.key.snapshot == nil {
			if faults := x.month(q, row, key); faults != nil {
				return x.locate(faults, stay)
			}
			x.made.key = key
		}
		row.Shares, row.Employer, row.Employee = x.made.shares, x.made.er, x.made.ee
	}
	if assumedBefore && !x.lean {
		x.warn("assumed", policy.None, say("没有给出前年的月平均工资（wage.average_of_year_before），第一个 7 月之前公积金基数按上年度平均工资计算。",
			"The average of the year before last was not given (wage.average_of_year_before); until the first July the fund's base is last year's average."))
	}
	if january && !x.lean {
		x.warn("assumed", policy.None, say("社会保险基数从每年 1 月起按上年月平均工资计算；也有地方与公积金一样从 7 月起。",
			"From each January the insurances' base is last year's average wage; some places change it in July, as the fund's."))
	}
	return nil
}

// month works one month out anew and keeps it.
func (x *runner) month(q *contribution.Question, row *Month, key memoKey) fault.List {
	s, stay := x.s, key.stay
	x.made.shares, x.made.er, x.made.ee = [Schemes]Share{}, money.Money{}, money.Money{}
	*q = contribution.Question{Month: row.Month, Person: s.Person, HousingFund: stay.HousingFund, Insurance: stay.Insurance}
	if s.Person == contribution.FlexibleWorker {
		q.Flexible = stay.Flexible
		if s.Account != nil {
			q.HousingFund = contribution.HousingFund{} // the account says what is paid into it
		}
		return x.calculate(q, key.snapshot)
	}
	q.Employer = stay.Employer
	ask := func(kind contribution.EmploymentKind, declared money.Money) fault.List {
		q.Employment = contribution.Employment{}
		q.Wage, q.AverageWage = contribution.Maybe[money.Money]{}, contribution.Maybe[money.Money]{}
		switch kind {
		case contribution.NewHire, contribution.Transferred, contribution.Unsealed:
			q.Employment = s.Employment
			if kind == contribution.Unsealed && key.unsealed != 0 {
				q.Employment = contribution.Employment{Kind: kind, Start: key.unsealed}
			}
			q.Wage = contribution.Given(declared)
		default:
			q.Employment.Kind = kind
			q.AverageWage = contribution.Given(declared)
		}
		return x.calculate(q, key.snapshot)
	}
	if key.fund == key.average && key.kindF == key.kindI || !q.HousingFund.Asked || !q.Insurance.Asked {
		if q.HousingFund.Asked && !q.Insurance.Asked {
			return ask(key.kindF, key.fund)
		}
		return ask(key.kindI, key.average)
	}
	insurance := q.Insurance
	q.Insurance = contribution.Insurance{}
	if faults := ask(key.kindF, key.fund); faults != nil {
		return faults
	}
	q.HousingFund, q.Insurance = contribution.HousingFund{}, insurance
	return ask(key.kindI, key.average)
}

// calculate asks the one engine for contributions, and sums its lines by scheme and payer.
func (x *runner) calculate(q *contribution.Question, snapshot *policy.Snapshot) fault.List {
	if !q.HousingFund.Asked && !q.Insurance.Asked {
		return nil
	}
	if faults := contribution.Calculate(&x.answer, snapshot, q); faults != nil {
		return faults
	}
	for i := range x.answer.Lines {
		l := &x.answer.Lines[i]
		sh := &x.made.shares[l.Scheme]
		sh.Present = true
		if l.Unknown {
			sh.Unknown = true
			continue
		}
		if !l.Fixed {
			sh.Based, sh.Base, sh.Limit = true, l.Base, l.Limit
		}
		if l.Payer == contribution.Employer {
			sh.Employer = sh.Employer.Add(l.Amount)
			if !l.Fixed {
				sh.EmployerRate = l.Rate
			}
			x.made.er = x.made.er.Add(l.Amount)
		} else {
			sh.Employee = sh.Employee.Add(l.Amount)
			if l.Fixed {
				sh.EmployeeFixed = sh.EmployeeFixed.Add(l.Amount)
			} else {
				sh.EmployeeRate = l.Rate
			}
			x.made.ee = x.made.ee.Add(l.Amount)
		}
	}
	if !x.lean {
		x.warnings = contribution.Warnings(x.warnings, snapshot, &x.answer)
		for _, w := range x.warnings {
			x.admit(w)
		}
	}
	return nil
}

// admit puts a warning of the calculation among the run's, once.
func (x *runner) admit(w contribution.Warning) {
	name := seenWarning{code: w.Code, key: w.Key, why: w.Why, place: w.Place}
	if w.Code == "assumed" && w.Why == 0 && w.Entry != nil && w.Entry.Assumed {
		for _, a := range x.out.Assumed {
			if a.Key == w.Key && w.Entry.From >= a.From {
				return // it stands among the assumptions
			}
		}
	}
	if x.seen[name] {
		return
	}
	x.seen[name] = true
	x.out.Warnings = append(x.out.Warnings, Warning{w.Code, w.Key, w.Text()})
}

func (x *runner) warn(code string, key policy.Key, t lang.Text) {
	name := seenWarning{code: code, key: key, text: t.EN}
	if !x.seen[name] {
		x.seen[name] = true
		x.out.Warnings = append(x.out.Warnings, Warning{code, key, t})
	}
}

// withhold works out the tax of every month from the year so far, and what is left of the wage.
func (x *runner) withhold() fault.List {
	s := x.s
	since := s.Tax.EmployedSince
	if since == 0 && s.Employment.Kind != contribution.Established {
		since = s.Employment.Start
	}
	var year tax.YearToDate
	worlds := 0
	for i := range x.out.Months {
		row := &x.out.Months[i]
		m := row.Month
		for worlds+1 < len(s.Stays) && s.Stays[worlds+1].From <= m {
			worlds++
		}
		if m.Number() == 1 || i == 0 {
			year = tax.YearToDate{}
		}
		snapshot := x.worlds[worlds].on(m.First())
		q := tax.Question{Month: m, Income: row.Wage, Contributions: row.Employee, Deductions: s.Tax.Deductions, EmployedSince: since, NonResident: s.Tax.NonResident, FullYearDeduction: s.Tax.FullYear}
		if i == 0 && m.Number() != 1 && !s.Tax.NonResident {
			// The months before the scenario are not known: those worked here are taken to have been like the first.
			most := max(since, civil.MonthOf(m.Year(), 1))
			if n := int(m - most); n > 0 {
				first := q
				first.Month = m - 1
				first.EmployedSince = most
				if a, faults := tax.Withhold(snapshot, &first); faults == nil {
					year = tax.YearToDate{Months: n, Income: row.Wage.Times(int64(n)), Contributions: row.Employee.Times(int64(n)), Deductions: a.Deductions, Withheld: a.DueToDate}
					x.warn("assumed", policy.None, say("没有情景开始之前本年各月的数据，按与第一个月相同计算个人所得税。", "the year's months before the scenario are not known; for the wage tax they are taken to be like its first month."))
				}
			}
		}
		if !s.Tax.NonResident {
			y := year
			q.YearToDate = &y
		}
		a, faults := tax.Withhold(snapshot, &q)
		if faults != nil {
			return x.locate(faults, row.Stay)
		}
		year.Months, year.Income, year.Contributions = year.Months+1, year.Income.Add(row.Wage), year.Contributions.Add(row.Employee)
		year.Deductions, year.Withheld = a.Deductions, year.Withheld.Add(a.Withheld)
		row.Tax = a.Withheld
		row.TakeHome = row.Wage.Sub(row.Employee).Sub(a.Withheld)
		if i == 0 || snapshot != x.worlds[worlds].on((m-1).First()) {
			c := contribution.NewCollector(snapshot)
			c.Use(a.Because...)
			for _, w := range c.Warnings() {
				x.admit(w)
			}
			for _, why := range a.Assumed {
				t := why.Text()
				x.warn("assumed", policy.None, say(t.ZH+"。", t.EN+"."))
			}
		}
	}
	return nil
}
