package workforce

import (
	"cmp"
	"fmt"
	"slices"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Prepare makes a budget. The faults point into the plan: /raises/0/from.
func Prepare(book *policy.Book, p *Plan, h Header) (*Budget, fault.List) {
	b := &Budget{book: book, plan: *p, header: h, home: -1}
	if p.KnownOn != 0 {
		b.book = book.KnownOn(p.KnownOn)
	}
	if p.PaidKnownOn != 0 {
		b.before = book.KnownOn(p.PaidKnownOn)
	}
	b.cities = book.Cities()
	b.names = cityNames(b.cities)
	b.worlds = make([]world, len(b.cities))
	for s := policy.HousingFund; int(s) < Insured; s++ {
		b.asked[s] = p.Schemes == 0 || p.Schemes&contribution.Schemes(0).With(s) != 0
		if b.asked[s] && s != policy.HousingFund {
			b.only = b.only.With(s)
		}
	}
	f := preparation{b: b}
	f.times()
	if len(f.faults) > 0 {
		return nil, f.faults // the rest is held against the months
	}
	b.months = int(p.To-p.From) + 1
	f.defaults()
	f.raises()
	f.rates()
	f.leavers()
	f.overrides()
	f.joiners()
	if len(f.faults) > 0 {
		return nil, f.faults
	}
	return b, nil
}

// preparation holds a plan to its form.
type preparation struct {
	b      *Budget
	faults fault.List
}

func (f *preparation) refuse(at string, code fault.Code, pairs ...any) {
	f.faults.Add(fault.New(code, at, pairs...))
}

func (f *preparation) times() {
	p := &f.b.plan
	for _, m := range [...]struct {
		month civil.Month
		at    string
		what  lang.Text
	}{{p.From, "/from", say("计划的首月", "the plan's first month")}, {p.To, "/to", say("计划的末月", "the plan's last month")}} {
		if m.month == 0 {
			f.refuse(m.at, fault.Required, "what", m.what)
		}
	}
	switch {
	case len(f.faults) > 0:
	case p.To < p.From:
		f.refuse("/to", fault.NotInOrder, "value", p.From, "before", p.To)
	case p.To-p.From >= MaxMonths:
		f.refuse("/to", fault.TooLong, "what", say("月", "months"), "got", int(p.To-p.From)+1, "limit", MaxMonths)
	}
	if p.KnownOn != 0 && p.PaidKnownOn != 0 && p.PaidKnownOn >= p.KnownOn {
		f.refuse("/paid_known_on", fault.NotInOrder, "value", p.PaidKnownOn, "before", p.KnownOn)
	}
	for s := Insured; s < policy.Schemes; s++ {
		if p.Schemes&contribution.Schemes(0).With(policy.Scheme(s)) != 0 {
			f.refuse("/schemes", fault.NotOneOf, "value", policy.Scheme(s), "choices", "housing_fund, pension, medical, unemployment, work_injury, maternity")
		}
	}
}

// city holds a place to the book's cities; "" is none.
func (f *preparation) city(id, at string) {
	if id != "" && f.b.city(id) < 0 {
		f.refuse(at, fault.UnknownPlace, "place", shorten(id))
	}
}

// within holds a month to those of the plan.
func (f *preparation) within(m civil.Month, at string, what lang.Text) {
	switch p := &f.b.plan; {
	case m == 0:
		f.refuse(at, fault.Required, "what", what)
	case m < p.From || m > p.To:
		f.refuse(at, fault.OutOfRange, "what", what, "value", m, "min", p.From, "max", p.To)
	}
}

// share holds a rate to a share of the whole. Whether it is lawful is for the rules to say, place by place.
func (f *preparation) share(r contribution.Maybe[money.Rate], at string, c Column) {
	switch what := c.Spec().Name; {
	case !r.Given:
	case r.Value.Less(money.Rate{}):
		f.refuse(at+"/"+c.String(), fault.Negative, "what", what, "value", r.Value)
	case r.Value.PPM() >= million:
		f.refuse(at+"/"+c.String(), fault.PercentMeant, "what", what, "value", r.Value, "percent", r.Value.Percent())
	}
}

func (f *preparation) class(n contribution.Maybe[int], at string) {
	if n.Given && (n.Value < 1 || n.Value > mostClass) {
		f.refuse(at+"/"+WorkInjuryClass.String(), fault.OutOfRange, "what", WorkInjuryClass.Spec().Name, "value", n.Value, "min", 1, "max", mostClass)
	}
}

func (f *preparation) defaults() {
	d := &f.b.plan.Defaults
	f.city(d.City, "/defaults/city")
	f.b.home = f.b.city(d.City)
	f.share(d.EmployerRate, "/defaults", EmployerRate)
	f.share(d.EmployeeRate, "/defaults", EmployeeRate)
	f.share(d.WorkInjuryRate, "/defaults", WorkInjuryRate)
	f.class(d.WorkInjuryClass, "/defaults")
}

// The raises that make sense: nothing is left below minus a hundred per cent, and more than tenfold is a slip.
const lowestRaise, highestRaise = -million, 10 * million

func (f *preparation) raises() {
	for i, r := range f.b.plan.Raises {
		at := fmt.Sprintf("/raises/%d", i)
		f.city(r.City, at+"/city")
		f.within(r.From, at+"/from", say("起始月份", "the first month"))
		if n := r.Percent.PPM(); n < lowestRaise || n > highestRaise {
			f.refuse(at+"/percent", fault.OutOfRange, "what", say("涨幅", "the raise"), "value", r.Percent.Percent(), "min", money.PPM(lowestRaise).Percent(), "max", money.PPM(highestRaise).Percent())
		}
	}
	f.b.raises = slices.Clone(f.b.plan.Raises)
	slices.SortStableFunc(f.b.raises, func(x, y Raise) int { return cmp.Compare(x.From, y.From) })
}

func (f *preparation) rates() {
	for i, r := range f.b.plan.Rates {
		at := fmt.Sprintf("/rates/%d", i)
		f.city(r.City, at+"/city")
		f.within(r.From, at+"/from", say("起始月份", "the first month"))
		f.share(r.EmployerRate, at, EmployerRate)
		f.share(r.EmployeeRate, at, EmployeeRate)
		f.share(r.WorkInjuryRate, at, WorkInjuryRate)
		f.class(r.WorkInjuryClass, at)
		if !r.EmployerRate.Given && !r.EmployeeRate.Given && !r.WorkInjuryRate.Given && !r.WorkInjuryClass.Given {
			f.refuse(at, fault.Required, "what", say("新的比例或类别", "a new rate or class"))
		}
	}
	f.b.rates = slices.Clone(f.b.plan.Rates)
	slices.SortStableFunc(f.b.rates, func(x, y RateChange) int { return cmp.Compare(x.From, y.From) })
}

// mostPeople is how many people one line of a plan may move, and all its hires together may be.
const mostPeople = 1_000_000

func (f *preparation) count(n int, at string) {
	if n < 1 || n > mostPeople {
		f.refuse(at+"/count", fault.OutOfRange, "what", say("人数", "the number of people"), "value", n, "min", 1, "max", mostPeople)
	}
}

func (f *preparation) leavers() {
	b := f.b
	for i, l := range b.plan.Leavers {
		at := fmt.Sprintf("/leavers/%d", i)
		f.within(l.Month, at+"/month", say("离职月份", "the month"))
		f.count(l.Count, at)
		n := slices.Index(b.leaving, l.Department)
		if n < 0 {
			n = len(b.leaving)
			b.leaving = append(b.leaving, l.Department)
			b.leavers = append(b.leavers, nil)
		}
		b.leavers[n] = append(b.leavers[n], l)
	}
}

func (f *preparation) overrides() {
	b := f.b
	var texts []policy.Override
	for i, o := range b.plan.Overrides {
		f.city(o.City, fmt.Sprintf("/overrides/%d/city", i))
		texts = append(texts, o.Override)
	}
	list, faults := policy.Suppositions(texts)
	f.faults.Add(faults...)
	if len(faults) > 0 {
		return
	}
	b.supposing = list
	// What is supposed for one city has to hold there; what is supposed everywhere is held against the cities people are in.
	var seen []int
	for _, o := range b.plan.Overrides {
		if n := b.city(o.City); n >= 0 && !slices.Contains(seen, n) {
			seen = append(seen, n)
			f.faults.Add(b.world(n).faults...)
		}
	}
}
