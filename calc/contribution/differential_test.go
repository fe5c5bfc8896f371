package contribution_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// The engine against a plain calculation with exact decimals, read from the book's printed values: a million random employees in every
// city, in months before and after every change, with wages around and far from the bounds. Not one fen may differ.
func TestAMillionEmployeesAgreeWithExactDecimals(t *testing.T) {
	people := 1_000_000
	if testing.Short() {
		people = 50_000
	}
	book := policy.Embedded()
	var situations []situation
	for _, p := range book.Cities() {
		for m := civil.MonthOf(2025, 7); m < civil.MonthOf(2027, 10); m++ {
			if s := book.At(p, m); contribution.Answerable(s, policy.HousingFund) && contribution.Answerable(s, policy.Pension) && contribution.Answerable(s, policy.Medical) && contribution.Answerable(s, policy.Unemployment) {
				situations = append(situations, situation{s, m, newNaive(s)})
			}
		}
	}
	if len(situations) < 20 {
		t.Fatalf("only %d months of cities can be answered", len(situations))
	}
	const parts = 4 // for as many cores; the people are the same on every machine
	for part := range parts {
		t.Run(fmt.Sprint(part), func(t *testing.T) {
			t.Parallel()
			agree(t, rand.New(rand.NewPCG(3, uint64(4+part))), situations, people/parts)
		})
	}
}

type situation struct {
	s *policy.Snapshot
	m civil.Month
	n *naive
}

func agree(t *testing.T, random *rand.Rand, situations []situation, people int) {
	var a contribution.Answer
	for range people {
		at := situations[random.IntN(len(situations))]
		q := randomEmployee(random, at.s)
		q.Month = at.m
		if faults := contribution.Calculate(&a, at.s, &q); len(faults) > 0 {
			t.Fatalf("%s %s: %v", at.s.Place().ID, at.m, faults)
		}
		want := at.n.lines(&q)
		if len(a.Lines) != len(want) {
			t.Fatalf("%s %s: %d lines, plainly %d: %v", at.s.Place().ID, at.m, len(a.Lines), len(want), want)
		}
		for i, l := range a.Lines {
			if w := want[i]; l.Scheme != w.scheme || l.Payer != w.payer || !w.amount.Equal(decimal.New(l.Amount.Fen(), -2)) {
				t.Fatalf("%s %s, declared %s: %s %s %s, plainly %v", at.s.Place().ID, at.m, l.Declared, l.Scheme, l.Payer, l.Amount, w)
			}
		}
	}
}

func randomEmployee(random *rand.Rand, s *policy.Snapshot) contribution.Question {
	wage := money.Fen(random.Int64N(60_000_00))
	switch random.IntN(6) {
	case 0: // at a bound, or a fen beside it
		bounds := []policy.Key{policy.HousingFundBaseFloor, policy.HousingFundBaseCeiling, policy.InsuranceBaseFloor, policy.InsuranceBaseCeiling, policy.PensionBaseCeiling}
		wage = s.Money(bounds[random.IntN(len(bounds))]).Add(money.Fen(random.Int64N(3) - 1))
	case 1:
		wage = money.Yuan(random.Int64N(60_000))
	case 2:
		wage = money.Fen(random.Int64N(money.Max))
	}
	if wage.IsNegative() {
		wage = money.Money{}
	}
	low, high := s.Rate(policy.HousingFundRateMin).PPM(), s.Rate(policy.HousingFundRateMax).PPM()
	rate := money.PPM(low + random.Int64N((high-low)/10_000+1)*10_000)
	q := contribution.Question{
		Person: contribution.Employee, Wage: contribution.Given(wage), AverageWage: contribution.Given(wage), Employer: contribution.Enterprise,
		HousingFund: contribution.HousingFund{Asked: true, EmployerRate: contribution.Given(rate), EmployeeRate: contribution.Given(rate)},
		Insurance:   contribution.Insurance{Asked: true, WorkInjuryClass: contribution.Given(1 + random.IntN(8))},
	}
	if random.IntN(4) == 0 {
		q.Employment = contribution.Employment{Kind: contribution.Transferred, Start: civil.MonthOf(2024, 1)}
	}
	return q
}

// naive calculates from the book's printed values, with the decimal library and nothing of package money.
type naive struct {
	texts  map[string]string
	values map[string]decimal.Decimal
}

func newNaive(s *policy.Snapshot) *naive {
	n := &naive{map[string]string{}, map[string]decimal.Decimal{}}
	for k := policy.Key(1); int(k) < policy.Keys; k++ {
		if !s.Has(k) {
			continue
		}
		text := s.Entry(k).Format(lang.EN)
		n.texts[k.String()] = text
		if d, err := decimal.NewFromString(text); err == nil {
			n.values[k.String()] = d
		}
	}
	return n
}

// A plain line is what somebody pays under a scheme.
type plain struct {
	scheme policy.Scheme
	payer  contribution.Payer
	amount decimal.Decimal
}

func (n *naive) lines(q *contribution.Question) (out []plain) {
	write := func(scheme policy.Scheme, payer contribution.Payer, amount decimal.Decimal) {
		out = append(out, plain{scheme, payer, amount})
	}
	wage := decimal.New(q.AverageWage.Value.Fen(), -2)
	fund := n.clamp(wage, "housing_fund.base.floor", "housing_fund.base.ceiling")
	rate := decimal.New(q.HousingFund.EmployerRate.Value.PPM(), -6)
	for _, payer := range []contribution.Payer{contribution.Employer, contribution.EmployeePays} {
		write(policy.HousingFund, payer, n.round(fund.Mul(rate), "housing_fund.rounding"))
	}
	insured := func(scheme policy.Scheme, name, employer, employee string) {
		base := n.clamp(wage, n.first(name+".base.floor", "insurance.base.floor"), n.first(name+".base.ceiling", "insurance.base.ceiling"))
		if rate, ok := n.value(employer); ok && !rate.IsZero() {
			write(scheme, contribution.Employer, n.round(base.Mul(rate), "insurance.rounding"))
		}
		if rate, ok := n.value(employee); ok && !rate.IsZero() {
			write(scheme, contribution.EmployeePays, n.round(base.Mul(rate), "insurance.rounding"))
		}
	}
	insured(policy.Pension, "pension", "pension.rate.employer", "pension.rate.employee")
	insured(policy.Medical, "medical", "medical.rate.employer", "medical.rate.employee")
	if extra, ok := n.value("medical.amount.employee.large_medical"); ok {
		write(policy.Medical, contribution.EmployeePays, extra)
	}
	insured(policy.Unemployment, "unemployment", "unemployment.rate.employer", "unemployment.rate.employee")
	insured(policy.WorkInjury, "work_injury", "work_injury.rate.class"+strconv.Itoa(q.Insurance.WorkInjuryClass.Value), "")
	insured(policy.Maternity, "maternity", "maternity.rate.employer", "")
	return out
}

func (n *naive) value(id string) (decimal.Decimal, bool) {
	d, ok := n.values[id]
	return d, ok
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
	if lo, ok := n.value(floor); ok && wage.LessThan(lo) {
		return lo
	}
	if hi, ok := n.value(ceiling); ok && wage.GreaterThan(hi) {
		return hi
	}
	return wage
}

func (n *naive) round(d decimal.Decimal, id string) decimal.Decimal {
	switch s := n.texts[id]; s {
	case "fen half-up":
		return d.Round(2)
	case "yuan half-up":
		return d.Round(0)
	default:
		panic("no such rounding: " + s)
	}
}
