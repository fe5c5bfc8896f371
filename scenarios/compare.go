package scenarios

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/fund"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// MaxCompared is how many scenarios can be compared at once; of cities, all.
const (
	MaxCompared      = 50
	maxCompareMonths = 300_000
)

// Compare holds scenarios, or one profile in many cities, against the first of them.
type Compare struct {
	Scenarios []*Scenario
	Refused   []fault.List // of a scenario that could not be put into a city
	Months    bool
	cities    bool
}

// ReadCompare reads a comparison: {scenarios: […]} or {scenario, cities: […] or "all"}. The first is what the others are held against.
func (e *Engine) ReadCompare(t *Tree) (*Compare, fault.List) {
	r := &reader{book: e.book, kinds: map[string]valueKind{}}
	o := r.object(t, "", "scenarios", "scenario", "cities", "months")
	q := &Compare{}
	if given(o.get("months")) {
		q.Months = r.flag(o.get("months"), "/months")
	}
	switch {
	case given(o.get("scenarios")) && given(o.get("scenario")):
		r.refuse(o.get("scenario"), fault.Exclusive, "/scenario", "a", say("scenarios", "scenarios"), "b", say("scenario", "scenario"))
	case given(o.get("scenario")):
		q.cities = true
		r.cities(o, q)
	default:
		if !r.require(t, o.get("scenarios"), "/scenarios", say("要比较的情景", "the scenarios to compare")) {
			break
		}
		items := r.list(o.get("scenarios"), "/scenarios", MaxCompared, say("个情景", "scenarios"))
		if len(items) == 0 && r.faults == nil {
			r.refuse(o.get("scenarios"), fault.Required, "/scenarios", "what", say("要比较的情景", "the scenarios to compare"))
		}
		for i, item := range items {
			s, faults := readAt(item, e.book, "/scenarios/"+strconv.Itoa(i))
			r.faults = append(r.faults, faults...)
			q.Scenarios = append(q.Scenarios, s)
		}
	}
	if r.faults != nil {
		return nil, r.faults
	}
	months := 0
	for _, s := range q.Scenarios {
		months += s.months()
	}
	if months > maxCompareMonths {
		r.refuse(t, fault.TooLong, "", "what", say("个月", "months"), "got", months, "limit", maxCompareMonths)
	}
	return q, r.faults
}

// cities puts one profile into many cities.
func (r *reader) cities(o *Tree, q *Compare) {
	t := o.get("scenario")
	var ids []string
	if c := o.get("cities"); c != nil && c.kind == text {
		if c.text != "all" {
			r.refuse(c, fault.NotOneOf, "/cities", "value", shorten(c.text), "choices", "all")
		}
		for _, p := range r.book.Cities() {
			ids = append(ids, p.ID)
		}
		if own, ok := t.Literal("/city"); ok { // the profile's own city is what the others are held against
			if i := slices.Index(ids, own); i > 0 {
				ids = append([]string{own}, slices.Delete(ids, i, i+1)...)
			}
		}
	} else if r.require(o, c, "/cities", say("城市", "the cities")) {
		for i, item := range r.list(c, "/cities", len(r.book.Cities()), say("个城市", "cities")) {
			at := "/cities/" + strconv.Itoa(i)
			if p := r.place(item, at); p != nil {
				ids = append(ids, p.ID)
			} else if !r.wrong(at) {
				r.refuse(item, fault.Required, at, "what", say("城市", "the city"))
			}
		}
		if len(ids) == 0 && r.faults == nil {
			r.refuse(c, fault.Required, "/cities", "what", say("城市", "the cities"))
		}
	}
	if given(t.get("places")) {
		r.refuse(t.get("places"), fault.Exclusive, "/scenario/places", "a", say("places", "places"), "b", say("cities", "cities"))
	}
	if r.faults != nil || len(ids) == 0 {
		return
	}
	first, ok := t.With("/city", ids[0])
	if !ok {
		r.refuse(t, fault.WrongType, "/scenario", "want", kindNames[object], "got", kindNames[t.kind])
		return
	}
	s, faults := readAt(first, r.book, "/scenario")
	if faults != nil {
		r.faults = append(r.faults, faults...)
		return
	}
	for _, id := range ids {
		c := *s // the same profile: only the place differs
		p, _ := r.book.Place(id)
		c.Stays = []Stay{s.Stays[0]}
		c.Stays[0].Place = p
		q.Scenarios = append(q.Scenarios, &c)
	}
}

// The parts a difference is taken apart into, in the order in which one is put in place of the other.
var partNames = [...]string{"wage", "choices", "floor", "ceiling", "rate", "rounding", "interest", "rest"}

const parts = len(partNames)

const (
	partWage = iota
	partChoices
	partFloor
	partCeiling
	partRate
	partRounding
	partInterest
	partRest
)

var families = func() (f [policy.Keys]int) {
	for k := policy.Key(1); int(k) < policy.Keys; k++ {
		spec := k.Spec()
		id := spec.ID
		switch {
		case k == policy.HousingFundInterestDepositRate, k == policy.HousingFundInterestDayCount, k == policy.HousingFundInterestSettlementDate:
			f[k] = partInterest
		case spec.Unit == policy.RoundingUnit:
			f[k] = partRounding
		case strings.HasSuffix(id, ".floor"), strings.HasSuffix(id, ".floor.ratio"), strings.HasSuffix(id, ".floor_ratio"):
			f[k] = partFloor
		case strings.HasSuffix(id, ".ceiling"), strings.HasSuffix(id, ".ceiling.ratio"), strings.HasSuffix(id, ".ceiling_ratio"), strings.HasSuffix(id, ".cap"):
			f[k] = partCeiling
		case spec.Unit == policy.Fraction && strings.Contains(id, ".rate"):
			f[k] = partRate
		default:
			f[k] = partRest
		}
	}
	return f
}()

// keysOf are the parameters of one part that the schemes asked about can rest on.
func keysOf(part int, schemes *[policy.Schemes]bool) []policy.Key {
	keys := make([]policy.Key, 0, 64)
	for k := policy.Key(1); int(k) < policy.Keys; k++ {
		if families[k] == part && schemes[k.Spec().Scheme] {
			keys = append(keys, k)
		}
	}
	return keys[:len(keys):len(keys)]
}

// schemes are those a scenario asks about, with what they share.
func (s *Scenario) schemes() (out [policy.Schemes]bool) {
	for i := range s.Stays {
		out[policy.HousingFund] = out[policy.HousingFund] || s.Stays[i].HousingFund.Asked || s.Account != nil
		for k := policy.Pension; k <= policy.Insurance; k++ {
			out[k] = out[k] || s.Stays[i].Insurance.Asked
		}
	}
	out[policy.Tax] = s.Tax != nil
	return out
}

// measures are the sums that are compared.
type measures struct {
	employer, employee, home, balance, interest money.Money
	followed, taxed                             bool
}

func measure(r *Run) (m measures) {
	m.taxed = r.Scenario.Tax != nil
	for i := range r.Months {
		row := &r.Months[i]
		m.employer, m.employee, m.home = m.employer.Add(row.Employer), m.employee.Add(row.Employee), m.home.Add(row.TakeHome)
		if row.Row != nil {
			m.followed, m.balance = true, row.Row.Balance
			m.interest = m.interest.Add(row.Row.Interest)
		}
	}
	return m
}

// Difference is how one result differs from the first, and why. Parts sum to the difference, exactly.
type Difference struct {
	Employer, Employee, Total, TakeHome, Balance *Parts
	Joined                                       []string // parts that could not be told apart from the next one
}

// Parts is one sum's difference and its parts.
type Parts struct {
	Difference money.Money
	Parts      [parts]money.Money
}

// Compared is a comparison: a run for each scenario, or what was refused, and how each differs from the first.
type Compared struct {
	Runs        []*Run
	Refused     []fault.List
	Differences []*Difference // nil for the first, and where one of the two was refused
}

// Compare runs the scenarios side by side and takes their differences apart.
func (e *Engine) Compare(ctx context.Context, q *Compare) (*Compared, error) {
	n := len(q.Scenarios)
	out := &Compared{Runs: make([]*Run, n), Refused: make([]fault.List, n), Differences: make([]*Difference, n)}
	if err := side(ctx, n, func(i int) { out.Runs[i], out.Refused[i] = e.Run(q.Scenarios[i]) }); err != nil {
		return nil, err
	}
	err := side(ctx, n, func(i int) {
		if i > 0 && out.Runs[0] != nil && out.Runs[i] != nil {
			out.Differences[i] = e.difference(out.Runs[0], out.Runs[i])
		}
	})
	return out, err
}

// difference replaces one part after another: the wage, the choices, then, in the other's world, floors, ceilings, rates, roundings and
// interest; what is left is the rest: extra amounts, tiers, the rules themselves. A step the rules refuse is joined with the next.
func (e *Engine) difference(a, b *Run) *Difference {
	x, y := a.Scenario, b.Scenario
	steps := [parts]*measures{}
	last := measure(b)
	steps[partRest] = &last
	run := func(s *Scenario, worlds []*world) *measures {
		r := newRunner(e, s, worlds)
		r.lean = true
		if r.play() != nil {
			return nil
		}
		m := measure(r.out)
		return &m
	}
	same, pairs := sameQuestion(x, y), e.pairs(x, y)
	begin := measure(a)
	if same {
		steps[partWage], steps[partChoices] = &begin, &begin
	} else {
		if x.From == y.From && x.To == y.To && x.Wage.Given && y.Wage.Given {
			w := *x
			w.Wage = y.Wage
			steps[partWage] = run(&w, nil)
		}
		there, worlds := across(x, y, pairs, nil, nil)
		steps[partChoices] = run(there, worlds)
	}
	before := steps[partChoices]
	asked := y.schemes()
	var keys, relevant []policy.Key // of the parts put in place so far; all that matters
	for part := partFloor; part <= partRest; part++ {
		relevant = append(relevant, keysOf(part, &asked)...)
	}
	for part := partFloor; part <= partInterest; part++ {
		own := keysOf(part, &asked)
		keys = slices.Concat(keys, own)
		if !differ(pairs, y.To, own) {
			steps[part] = before // nothing of the kind differs
			continue
		}
		there, worlds := across(x, y, pairs, keys, relevant)
		steps[part] = run(there, worlds)
		before = steps[part]
	}
	d := &Difference{}
	for i := range parts - 1 {
		if steps[i] == nil {
			d.Joined = append(d.Joined, partNames[i])
		}
	}
	take := func(of func(*measures) money.Money) *Parts {
		p := &Parts{}
		at := of(&begin)
		p.Difference = of(&last).Sub(at)
		for i, m := range steps {
			if m != nil {
				p.Parts[i] = of(m).Sub(at)
				at = of(m)
			}
		}
		return p
	}
	d.Employer, d.Employee = take(func(m *measures) money.Money { return m.employer }), take(func(m *measures) money.Money { return m.employee })
	d.Total = take(func(m *measures) money.Money { return m.employer.Add(m.employee) })
	if begin.taxed && last.taxed {
		d.TakeHome = take(func(m *measures) money.Money { return m.home })
	}
	if begin.followed && last.followed {
		// What was paid in, part by part; all interest, on whatever it was earned, is a part of its own.
		d.Balance = take(func(m *measures) money.Money { return m.balance.Sub(m.interest) })
		earned := last.interest.Sub(begin.interest)
		d.Balance.Difference = d.Balance.Difference.Add(earned)
		d.Balance.Parts[partInterest] = d.Balance.Parts[partInterest].Add(earned)
	}
	return d
}

// sameQuestion tells whether two scenarios ask the same, but for the place, the overrides and the assumptions about the book.
func sameQuestion(x, y *Scenario) bool {
	if x.From != y.From || x.To != y.To || x.Person != y.Person || x.Birth != y.Birth || x.Sex != y.Sex || x.Employment != y.Employment || x.DayCount != y.DayCount {
		return false
	}
	if x.Wage.Amount != y.Wage.Amount || x.Wage.Growth != y.Wage.Growth || x.Wage.GrowthMonth != y.Wage.GrowthMonth || x.Wage.Average != y.Wage.Average || x.Wage.Before != y.Wage.Before || !slices.Equal(x.Wage.Steps, y.Wage.Steps) {
		return false
	}
	if len(x.Stays) != len(y.Stays) || !slices.Equal(x.Events, y.Events) || (x.Account == nil) != (y.Account == nil) || (x.Tax == nil) != (y.Tax == nil) || x.Tax != nil && *x.Tax != *y.Tax {
		return false
	}
	if x.Account != nil && !sameAccount(&x.Account.Account, &y.Account.Account) {
		return false
	}
	for i := range x.Stays {
		a, b := x.Stays[i], y.Stays[i]
		if a.From != b.From || a.Employer != b.Employer || a.HousingFund != b.HousingFund || a.Insurance != b.Insurance || a.Flexible != b.Flexible || a.Plan != b.Plan {
			return false
		}
	}
	return true
}

func sameAccount(a, b *fund.Account) bool {
	x, y := *a, *b
	same := slices.Equal(x.History, y.History)
	x.History, y.History = nil, nil
	return same && x.Kind == y.Kind && x.State == y.State && x.Sealing == y.Sealing && x.Mode == y.Mode && x.Opened == y.Opened && x.Balance == y.Balance &&
		x.Employment == y.Employment && x.Plan == y.Plan && x.Ground == y.Ground && x.Loan == y.Loan && x.SpouseLoan == y.SpouseLoan
}

// cuts are the months in which either scenario comes to another place, within the second's months.
func cuts(x, y *Scenario) []civil.Month {
	out := []civil.Month{y.From}
	for _, list := range [][]Stay{x.Stays, y.Stays} {
		for i := range list {
			if m := list[i].From; m > y.From && m <= y.To {
				out = append(out, m)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// pair is a month from which on two scenarios are in certain worlds, each where it is and with its own assumptions.
type pair struct {
	from civil.Month
	a, b *world
}

func (e *Engine) pairs(x, y *Scenario) (out []pair) {
	span, other := *x, *y
	span.From, span.To = min(x.From, y.From), max(x.To, y.To)
	other.From, other.To = span.From, span.To
	for _, m := range cuts(x, y) {
		out = append(out, pair{m, e.world(x.stay(m).Place, &span), e.world(y.stay(m).Place, &other)})
	}
	return out
}

// differ tells whether any of some parameters is not the same in both worlds at some time.
func differ(pairs []pair, to civil.Month, keys []policy.Key) bool {
	for i, p := range pairs {
		last := to.Last()
		if i+1 < len(pairs) {
			last = pairs[i+1].from.First() - 1
		}
		for _, d := range between(p.a, p.b, p.from.First(), last) {
			if !p.a.on(d).Same(p.b.on(d), keys) {
				return true
			}
		}
	}
	return false
}

// between are the days on which one of two worlds may change, from one day to another, the first included.
func between(a, b *world, from, to civil.Date) []civil.Date {
	out := []civil.Date{from}
	for _, list := range [][]civil.Date{a.cuts, b.cuts} {
		i, _ := slices.BinarySearch(list, from)
		for ; i < len(list) && list[i] <= to; i++ {
			out = append(out, list[i])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// across is the second scenario's question asked where the first lives, in a world in which some parameters are already the second's.
func across(x, y *Scenario, pairs []pair, keys, relevant []policy.Key) (*Scenario, []*world) {
	there := *y
	there.Stays = nil
	var worlds []*world
	for _, p := range pairs {
		stay := *y.stay(p.from)
		stay.From, stay.Place = p.from, x.stay(p.from).Place
		there.Stays = append(there.Stays, stay)
		w := p.a
		if len(keys) > 0 {
			w = mix(p.a, p.b, y.From, y.To, keys, relevant)
		}
		worlds = append(worlds, w)
	}
	return &there, worlds
}

// mix is one world with some parameters of another.
func mix(a, b *world, from, to civil.Month, keys, relevant []policy.Key) *world {
	w := &world{book: a.book, place: a.place, supposed: a.supposed, faults: a.faults, mixed: &mixture{a, b, keys, relevant}}
	if b.faults != nil {
		w.faults = b.faults
	}
	w.cuts = append([]civil.Date{0}, between(a, b, from.First(), to.Last()+1)...)
	w.more = w.cuts
	w.at = newSnapshots(len(w.cuts))
	return w
}

// CompareAnswer is a comparison as it is written.
type CompareAnswer struct {
	Results     []ComparedAnswer   `json:"results"`
	Differences []DifferenceAnswer `json:"differences"` // each from the first result, where both could be answered
	Order       []string           `json:"order"`       // in which the parts of a difference are put in place, one after another
	Ruleset     string             `json:"ruleset"`
}

// ComparedAnswer is one of the compared: a result, or what was refused.
type ComparedAnswer struct {
	Index   int       `json:"index" example:"0"`
	City    string    `json:"city" example:"wuhan"` // at the start
	Name    string    `json:"name,omitempty"`
	Result  *Answer   `json:"result,omitempty"`
	Refused []Refused `json:"refused,omitempty"`
}

// DifferenceAnswer is how one result differs from the first.
type DifferenceAnswer struct {
	Index    int          `json:"index" example:"1"`
	City     string       `json:"city" example:"zhengzhou"`
	Employer *PartsAnswer `json:"employer"`
	Employee *PartsAnswer `json:"employee"`
	Total    *PartsAnswer `json:"total"`
	TakeHome *PartsAnswer `json:"take_home,omitempty"`
	Balance  *PartsAnswer `json:"balance,omitempty"`
	Joined   []string     `json:"joined,omitempty"` // parts the rules do not let stand alone: each is in the next one
}

// PartsAnswer is a difference and its parts, which sum to it exactly.
type PartsAnswer struct {
	Difference money.Money `json:"difference" swaggertype:"string" example:"-1200.00"`
	Wage       money.Money `json:"wage" swaggertype:"string" example:"0.00"`
	Choices    money.Money `json:"choices" swaggertype:"string" example:"0.00"` // rates chosen, months, events: what was asked
	Floor      money.Money `json:"floor" swaggertype:"string" example:"0.00"`
	Ceiling    money.Money `json:"ceiling" swaggertype:"string" example:"-1200.00"`
	Rate       money.Money `json:"rate" swaggertype:"string" example:"0.00"`
	Rounding   money.Money `json:"rounding" swaggertype:"string" example:"0.00"`
	Interest   money.Money `json:"interest" swaggertype:"string" example:"0.00"`
	Rest       money.Money `json:"rest" swaggertype:"string" example:"0.00"` // extra amounts, tiers, the rules themselves
}

func (p *Parts) answer() *PartsAnswer {
	if p == nil {
		return nil
	}
	return &PartsAnswer{p.Difference, p.Parts[partWage], p.Parts[partChoices], p.Parts[partFloor], p.Parts[partCeiling], p.Parts[partRate], p.Parts[partRounding], p.Parts[partInterest], p.Parts[partRest]}
}

// Answer writes a comparison.
func (q *Compare) Answer(c *Compared, ruleset string, l lang.Lang) *CompareAnswer {
	a := &CompareAnswer{Results: make([]ComparedAnswer, len(c.Runs)), Differences: []DifferenceAnswer{}, Order: partNames[:], Ruleset: ruleset}
	for i, s := range q.Scenarios {
		a.Results[i] = ComparedAnswer{Index: i, City: s.Stays[0].Place.ID, Name: s.Name.In(l), Refused: refusals(c.Refused[i], l)}
		if c.Runs[i] != nil {
			r := c.Runs[i].Answer(l, q.Months)
			r.Name, r.Story, r.Source = "", "", ""
			a.Results[i].Result = r
		}
		if d := c.Differences[i]; d != nil {
			a.Differences = append(a.Differences, DifferenceAnswer{Index: i, City: s.Stays[0].Place.ID, Employer: d.Employer.answer(), Employee: d.Employee.answer(), Total: d.Total.answer(),
				TakeHome: d.TakeHome.answer(), Balance: d.Balance.answer(), Joined: d.Joined})
		}
	}
	return a
}
