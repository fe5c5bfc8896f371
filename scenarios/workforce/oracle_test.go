package workforce_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/shopspring/decimal"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// An oracle that knows nothing of the budget's ways: it goes month by month, keeps a person's wage of every month in a list, and
// calculates with exact decimals from the book's printed values.

// someone is a random employee, before being written as a row.
type someone struct {
	id, department string
	city           *policy.Place
	wage, average  decimal.Decimal
	employment     contribution.EmploymentKind
	hired, left    civil.Month // 0: none
	sealed         civil.Month // 0: never; 1: always
	rate           int64       // per cent, of both sides
	class          int
}

// situation is a person's month as the rules see it.
type situation struct {
	working, sealed, first bool // first: a new hire's month without the fund
	declared               decimal.Decimal
	rate                   decimal.Decimal
	class                  int
}

// plan is the oracle's own form of a plan.
type oracle struct {
	plan  *workforce.Plan
	naive map[*policy.Snapshot]*naive
}

var hundred = decimal.NewFromInt(100)

// situations are all months of a person.
func (o *oracle) situations(p *someone) []situation {
	plan := o.plan
	wage := map[civil.Month]decimal.Decimal{} // of every month since the year before the plan
	now := p.wage
	for m := civil.MonthOf(plan.From.Year()-1, 1); m <= plan.To; m++ {
		for _, r := range plan.Raises {
			if r.From == m && m > p.hired && o.means(&r.Scope, p) {
				now = now.Mul(hundred.Add(decimal.New(r.Percent.PPM(), -4))).Div(hundred).Round(2)
			}
		}
		wage[m] = now
	}
	var out []situation
	base, adjusted := p.average, false
	for m := plan.From; m <= plan.To; m++ {
		s := situation{working: m >= p.hired && (p.left == 0 || m <= p.left), sealed: p.sealed != 0 && m >= p.sealed, rate: decimal.New(p.rate, -2), class: p.class}
		if p.employment != contribution.Established && !adjusted {
			base = p.wage
			if p.employment == contribution.NewHire && m > p.hired {
				base = wage[p.hired+1]
			}
			s.first = p.employment == contribution.NewHire && m == p.hired
		}
		if !plan.KeepBases && m > plan.From && m.Number() == 7 && p.hired.Year() < m.Year() {
			sum, n := decimal.Zero, int64(0)
			for k := civil.MonthOf(m.Year()-1, 1); k.Year() < m.Year(); k++ {
				if k >= p.hired {
					sum, n = sum.Add(wage[k]), n+1
				}
			}
			base, adjusted = sum.Div(decimal.NewFromInt(n)).Round(2), true
			s.first = false
		}
		s.declared = base
		for _, r := range plan.Rates {
			if m >= r.From && o.means(&r.Scope, p) {
				s.rate = decimal.New(r.EmployerRate.Value.PPM(), -6)
			}
		}
		out = append(out, s)
	}
	return out
}

func (o *oracle) means(s *workforce.Scope, p *someone) bool {
	return (!s.Department.Given || s.Department.Value == p.department) && (s.City == "" || s.City == p.city.ID)
}

// owing is what a month costs, in fen, by scheme and payer; what is not paid is unpaid.
type owing [workforce.Insured][2]int64

const unpaid = -1

func nothing() (f owing) {
	for s := range f {
		f[s] = [2]int64{unpaid, unpaid}
	}
	return f
}

func (f *owing) add(s policy.Scheme, p contribution.Payer, fen int64) {
	f[s][p] = max(0, f[s][p]) + fen
}

// amounts are a month's amounts by the oracle.
func (o *oracle) amounts(x *situation, s *policy.Snapshot) owing {
	n := o.naive[s]
	if n == nil {
		n = newNaive(s)
		o.naive[s] = n
	}
	out := nothing()
	add := func(scheme, payer string, amount decimal.Decimal) {
		one, _ := policy.SchemeOf(scheme)
		if o.plan.Schemes != 0 && o.plan.Schemes != contribution.Schemes(0).With(one) {
			return
		}
		fen := amount.Shift(2)
		if !fen.IsInteger() {
			panic(scheme + " " + payer + ": " + amount.String() + " is no amount in fen")
		}
		to := contribution.Employer
		if payer == "employee" {
			to = contribution.EmployeePays
		}
		out.add(one, to, fen.IntPart())
	}
	fund := n.round(n.clamp(x.declared, "housing_fund.base.floor", "housing_fund.base.ceiling").Mul(x.rate), "housing_fund.rounding")
	if x.sealed || x.first {
		fund = decimal.Zero
	}
	add("housing_fund", "employer", fund)
	add("housing_fund", "employee", fund)
	for _, scheme := range []string{"pension", "medical", "unemployment", "work_injury", "maternity"} {
		if o.plan.Schemes != 0 {
			break // the housing fund alone
		}
		base := n.clamp(x.declared, n.first(scheme+".base.floor", "insurance.base.floor"), n.first(scheme+".base.ceiling", "insurance.base.ceiling"))
		for _, payer := range []string{"employer", "employee"} {
			key := scheme + ".rate." + payer
			if scheme == "work_injury" && payer == "employer" {
				key = fmt.Sprintf("work_injury.rate.class%d", x.class)
			}
			if rate, ok := n.values[key]; ok && !rate.IsZero() {
				add(scheme, payer, n.round(base.Mul(rate), "insurance.rounding"))
			}
		}
	}
	if extra, ok := n.values["medical.amount.employee.large_medical"]; ok {
		add("medical", "employee", extra)
	}
	return out
}

type naive struct {
	texts  map[string]string
	values map[string]decimal.Decimal
}

func newNaive(s *policy.Snapshot) *naive {
	n := &naive{map[string]string{}, map[string]decimal.Decimal{}}
	for k := policy.Key(1); int(k) < policy.Keys; k++ {
		if s.Has(k) {
			n.texts[k.String()] = s.Entry(k).Format(lang.EN)
			if d, err := decimal.NewFromString(n.texts[k.String()]); err == nil {
				n.values[k.String()] = d
			}
		}
	}
	return n
}

func (n *naive) first(ids ...string) string {
	for _, id := range ids {
		if _, ok := n.texts[id]; ok {
			return id
		}
	}
	return ids[len(ids)-1]
}

func (n *naive) clamp(wage decimal.Decimal, floor, ceiling string) decimal.Decimal {
	if lo, ok := n.values[floor]; ok && wage.LessThan(lo) {
		return lo
	}
	if hi, ok := n.values[ceiling]; ok && wage.GreaterThan(hi) {
		return hi
	}
	return wage
}

func (n *naive) round(d decimal.Decimal, id string) decimal.Decimal {
	unit, mode, _ := strings.Cut(n.texts[id], " ")
	places := map[string]int32{"fen": 2, "jiao": 1, "yuan": 0}[unit]
	switch mode {
	case "half-up":
		return d.Round(places)
	case "up":
		return d.RoundUp(places)
	case "down":
		return d.RoundDown(places)
	}
	panic("no such rounding: " + n.texts[id])
}

// question is the single request of a person's month.
func (x *situation) question(m civil.Month, p *someone, plan *workforce.Plan) contribution.Question {
	fen := money.Fen(x.declared.Shift(2).IntPart())
	rate := contribution.Given(money.PPM(x.rate.Shift(6).IntPart()))
	q := contribution.Question{Month: m, Person: contribution.Employee, Employer: contribution.Enterprise, AverageWage: contribution.Given(fen),
		HousingFund: contribution.HousingFund{Asked: true, EmployerRate: rate, EmployeeRate: rate},
		Insurance:   contribution.Insurance{Asked: plan.Schemes == 0, WorkInjuryClass: contribution.Given(x.class)}}
	switch {
	case x.sealed:
		q.Employment = contribution.Employment{Kind: contribution.InternallySealed}
	case x.first:
		q.Employment, q.Wage, q.AverageWage = contribution.Employment{Kind: contribution.NewHire, Start: p.hired}, q.AverageWage, contribution.Maybe[money.Money]{}
	}
	return q
}

// answerable are the cities in which every month of a plan can be calculated, all schemes, at the plan's rates.
func answerable(b *policy.Book, p *workforce.Plan) (out []*policy.Place) {
	for _, city := range b.Cities() {
		ok := true
		for m := p.From; m <= p.To; m++ {
			s := b.At(city, m)
			for _, scheme := range []policy.Scheme{policy.HousingFund, policy.Pension, policy.Medical, policy.Unemployment, policy.WorkInjury} {
				ok = ok && (p.Schemes != 0 && scheme != policy.HousingFund || contribution.Answerable(s, scheme))
			}
			for _, r := range p.Rates {
				ok = ok && s.Rate(policy.HousingFundRateMax).Cmp(r.EmployerRate.Value) >= 0
			}
		}
		if ok {
			out = append(out, city)
		}
	}
	return out
}

// random makes a person; wages lie around the bounds, at them, and far away.
func random(r *rand.Rand, n int, plan *workforce.Plan, cities []*policy.Place, b *policy.Book) *someone {
	p := &someone{id: fmt.Sprintf("%08d", n), department: []string{"", "研发", "Sales, \"North\"", "行政"}[r.IntN(4)], city: cities[r.IntN(len(cities))], class: 1 + r.IntN(8)}
	s := b.At(p.city, plan.From)
	wage := func() decimal.Decimal {
		switch r.IntN(5) {
		case 0:
			k := []policy.Key{policy.HousingFundBaseFloor, policy.HousingFundBaseCeiling, policy.InsuranceBaseFloor, policy.InsuranceBaseCeiling, policy.PensionBaseCeiling}[r.IntN(5)]
			return decimal.New(max(0, s.Money(k).Fen()+r.Int64N(3)-1), -2)
		case 1:
			return decimal.NewFromInt(r.Int64N(60_000))
		case 2:
			return decimal.New(r.Int64N(1_000_000_00), -2)
		}
		return decimal.New(r.Int64N(60_000_00), -2)
	}
	p.wage, p.average = wage(), wage()
	low, high := int64(5), int64(12)
	for m := plan.From; m <= plan.To; m++ {
		s := b.At(p.city, m)
		low, high = max(low, s.Rate(policy.HousingFundRateMin).PPM()/10_000), min(high, s.Rate(policy.HousingFundRateMax).PPM()/10_000)
	}
	p.rate = low + r.Int64N(high-low+1)
	if step := s.Rate(policy.HousingFundRateStep).PPM() / 10_000; step > 1 {
		p.rate = (p.rate + step - 1) / step * step
	}
	months := int(plan.To - plan.From)
	switch r.IntN(6) {
	case 0:
		p.employment = contribution.NewHire
	case 1:
		p.employment = contribution.Transferred
	}
	if p.employment != contribution.Established {
		p.hired = plan.From.Add(r.IntN(months+3) - 1)
	}
	if r.IntN(6) == 0 {
		p.left = max(p.hired, plan.From).Add(r.IntN(months + 1))
	}
	switch r.IntN(12) {
	case 0:
		p.sealed = 1
	case 1:
		p.sealed = max(p.hired, plan.From).Add(1 + r.IntN(months+1))
	}
	return p
}

const oracleHeader = "工号,部门,城市,月工资,上年度月平均工资,用工情况,入职月份,离职月份,单位比例,个人比例,内部封存,工伤风险类别"

// row is how somebody in a personnel office would write it.
func (p *someone) row(r *rand.Rand) string {
	quote := func(s string) string {
		if strings.ContainsAny(s, ",\"") {
			return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
		}
		return s
	}
	amount := func(d decimal.Decimal) string {
		s := d.StringFixed(2)
		if whole, rest, _ := strings.Cut(s, "."); len(whole) > 3 && r.IntN(4) == 0 {
			return `"` + whole[:len(whole)-3] + "," + whole[len(whole)-3:] + "." + rest + `"`
		}
		if r.IntN(3) == 0 {
			return d.String()
		}
		return s
	}
	if p.wage.GreaterThanOrEqual(decimal.NewFromInt(1_000_000)) || p.average.GreaterThanOrEqual(decimal.NewFromInt(1_000_000)) {
		amount = func(d decimal.Decimal) string { return d.String() }
	}
	when := func(m civil.Month) string {
		switch {
		case m == 0:
			return ""
		case r.IntN(2) == 0:
			return fmt.Sprintf("%d年%d月", m.Year(), m.Number())
		}
		return m.String()
	}
	average, employment := amount(p.average), ""
	if p.employment != contribution.Established {
		average, employment = "", map[contribution.EmploymentKind]string{contribution.NewHire: "新参加工作", contribution.Transferred: "transferred"}[p.employment]
	}
	sealed := when(p.sealed)
	if p.sealed == 1 {
		sealed = "是"
	}
	rate := []string{fmt.Sprintf("%d%%", p.rate), decimal.New(p.rate, -2).String()}[r.IntN(2)]
	return strings.Join([]string{p.id, quote(p.department), []string{p.city.ID, p.city.Name.ZH}[r.IntN(2)], amount(p.wage), average, employment, when(p.hired), when(p.left), rate, rate, sealed, fmt.Sprint(p.class)}, ",") + "\n"
}

// oraclePlans are a fund year, a calendar year with its July, two Julys, and the housing fund alone, which most cities can answer.
func oraclePlans() []*workforce.Plan {
	raises := func(from string) []workforce.Raise {
		m := month(from)
		return []workforce.Raise{{From: m, Percent: money.PPM(53_000)}, {From: m.Add(2), Percent: money.PPM(-31_000), Scope: workforce.Scope{Department: contribution.Given("研发")}},
			{From: m.Add(5), Percent: money.PPM(123_456), Scope: workforce.Scope{City: "wuhan"}}}
	}
	eight := contribution.Given(money.PPM(80_000))
	enterprise := workforce.Defaults{Employer: contribution.Enterprise}
	return []*workforce.Plan{
		{From: month("2026-07"), To: month("2027-06"), Raises: raises("2026-07"), Defaults: enterprise},
		{From: month("2026-01"), To: month("2026-12"), Raises: raises("2026-02"), Defaults: enterprise, Rates: []workforce.RateChange{{From: month("2026-10"), Scope: workforce.Scope{Department: contribution.Given("")}, EmployerRate: eight, EmployeeRate: eight}}},
		{From: month("2026-09"), To: month("2028-08"), Raises: raises("2027-01"), Defaults: enterprise},
		{From: month("2026-08"), To: month("2027-08"), Raises: raises("2026-10"), Defaults: enterprise, Schemes: contribution.Schemes(0).With(policy.HousingFund)},
	}
}

// The budget against the oracle and against the single request, month by month: not one fen may differ.
func TestTwoHundredThousandPeopleAgreeWithExactDecimals(t *testing.T) {
	people := 200_000
	if testing.Short() {
		people = 6_000
	}
	book := policy.Embedded()
	plans := oraclePlans()
	var mu sync.Mutex
	cities := map[string]bool{}
	t.Run("plans", func(t *testing.T) {
		for i, plan := range plans {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				seen := oraclePlan(t, rand.New(rand.NewPCG(7, uint64(8+i))), book, plan, people/len(plans))
				mu.Lock()
				defer mu.Unlock()
				maps.Copy(cities, seen)
			})
		}
	})
	if len(cities) < 100 {
		t.Errorf("only %d cities", len(cities))
	}
}

// oraclePlan tries one plan with so many people, and says in which cities they live.
func oraclePlan(t *testing.T, r *rand.Rand, book *policy.Book, plan *workforce.Plan, people int) map[string]bool {
	seen, months := map[string]bool{}, 0
	cities := answerable(book, plan)
	if len(cities) < 5 {
		t.Fatalf("%s to %s: only %d cities", plan.From, plan.To, len(cities))
	}
	o := &oracle{plan: plan, naive: map[*policy.Snapshot]*naive{}}
	var b *workforce.Budget
	var w *workforce.Worker
	var part workforce.Part
	for done := 0; done < people; {
		var list []*someone
		var text strings.Builder
		text.WriteString(oracleHeader + "\n")
		for range 2_000 {
			p := random(r, done, plan, cities, book)
			list = append(list, p)
			seen[p.city.ID] = true
			text.WriteString(p.row(r))
			done++
		}
		budget, block := table(t, plan, text.String())
		if b == nil {
			b, w = budget, budget.NewWorker()
		}
		var c workforce.Checked
		w.Check(block, &c)
		if len(c.Problems) > 0 {
			t.Fatalf("row %d (%+v): %v", c.Problems[0].Row, list[c.Problems[0].Row-2], c.Problems[0].Fault)
		}
		if err := w.Calculate(block, &part); err != nil {
			t.Fatal(err)
		}
		months += o.compare(t, b, book, list, part.Records)
	}
	t.Logf("%d people, %d person-months, %d cities", people, months, len(seen))
	return seen
}

// compare holds records against the oracle.
func (o *oracle) compare(t *testing.T, b *workforce.Budget, book *policy.Book, list []*someone, records []byte) (months int) {
	byID := map[string][]workforce.Record{}
	for r := range b.Records(records) {
		copied := *r
		byID[string(r.ID)] = append(byID[string(r.ID)], copied)
	}
	var a contribution.Answer
	for _, p := range list {
		mine := byID[p.id]
		var last situation
		var at *policy.Snapshot
		var want owing
		for i, x := range o.situations(p) {
			m := o.plan.From.Add(i)
			if len(mine) > 0 && mine[0].To < m {
				mine = mine[1:]
			}
			if !x.working {
				if len(mine) > 0 && mine[0].From <= m {
					t.Fatalf("%+v pays in %s", p, m)
				}
				continue
			}
			if len(mine) == 0 || mine[0].From > m {
				t.Fatalf("%+v pays nothing in %s", p, m)
			}
			months++
			if s := book.At(p.city, m); at == nil || s != at || !x.like(&last) {
				at, last = s, x
				want = o.amounts(&x, s)
				q := x.question(m, p, o.plan)
				if faults := contribution.Calculate(&a, s, &q); len(faults) > 0 {
					t.Fatalf("%+v %s: %v", p, m, faults)
				}
				if single := sums(a.Lines); single != want {
					t.Fatalf("%+v %s: the single request has %v, plainly %v", p, m, single, want)
				}
			}
			if got := recorded(&mine[0].Due); got != want {
				t.Fatalf("%+v %s, %+v:\n got %v\nwant %v", p, m, x, got, want)
			}
		}
	}
	return months
}

func (x *situation) like(y *situation) bool {
	return x.sealed == y.sealed && x.first == y.first && x.class == y.class && x.declared.Equal(y.declared) && x.rate.Equal(y.rate)
}

func sums(list []contribution.Line) owing {
	out := nothing()
	for _, l := range list {
		out.add(l.Scheme, l.Payer, l.Amount.Fen())
	}
	return out
}

func recorded(a *workforce.Amounts) owing {
	out := nothing()
	for s := policy.HousingFund; int(s) < workforce.Insured; s++ {
		for _, p := range []contribution.Payer{contribution.Employer, contribution.EmployeePays} {
			if a.Known(s, p) {
				out.add(s, p, a.Amount[s][p].Fen())
			}
		}
	}
	return out
}
