// Package scenarios is what happens over time and between places: one person, month by month, through contributions, the housing-fund
// account, its interest and the question whether somebody may borrow.
//
//	tree.go read.go read_account.go   one file format, YAML or JSON, strict: [Read]
//	world.go                          the book with what a scenario assumes and overrides
//	simulate.go account.go            month by month: [Engine.Run]
//	answer.go expect.go               the result as it is written
//	path.go vary.go                   JSON pointers into a scenario and into an answer
//	compare.go sweep.go solve.go montecarlo.go
//	library.go schema.go              ready-made stories, the published schema
//
// There is one engine: a scenario's month is [fenhao/calc/contribution.Calculate] for that month, its account is
// [fenhao/calc/fund.Simulate]. Nothing here knows a figure.
package scenarios

import (
	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fund"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/calc/tax"
)

// MaxMonths is how long a scenario may be.
const MaxMonths = 1200

// MaxEvents is how many events a scenario may have.
const MaxEvents = 2000

// Scenario is one person's story: who, where, which months, which assumptions.
type Scenario struct {
	Name, Story lang.Text
	Source      string
	KnownOn     civil.Date // only what was published by then; 0: all

	Person     contribution.PersonKind
	Birth      civil.Date
	Sex        fund.Sex
	From, To   civil.Month
	Stays      []Stay // where, from which month; the first begins with From
	Wage       Wage
	Employment contribution.Employment

	Account  *Account
	Events   []fund.Event
	Tax      *Tax
	DayCount fund.DayCount // NoDayCount: the book's

	Assumptions Assumptions
	Overrides   []policy.Override
	Expect      []Expectation

	tree  *Tree
	kinds map[string]valueKind // of every plain value read, by its pointer: what it can be varied over
}

// Stay is a place and what was chosen there. What a later stay does not say stays as it was.
type Stay struct {
	From        civil.Month
	Place       *policy.Place
	Employer    contribution.EmployerKind
	HousingFund contribution.HousingFund
	Insurance   contribution.Insurance
	Flexible    contribution.Flexible
	Plan        fund.Plan // of the account from then on; the zero Plan: as it was

	at string // its pointer
}

// Wage is a path of monthly wages.
type Wage struct {
	Given       bool
	Amount      money.Money
	Growth      money.Rate // a year
	GrowthMonth int
	grows       bool // a growth was given with the wage itself
	Steps       []Step
	Average     contribution.Maybe[money.Money] // of last year: the base of an established employee in the first year
	Before      contribution.Maybe[money.Money] // of the year before last: the fund's base until June of the first year
}

// Step is a wage from a month on.
type Step struct {
	From   civil.Month
	Amount money.Money
}

// Account is the housing-fund account that is followed.
type Account struct{ fund.Account }

// Tax asks for take-home pay.
type Tax struct {
	Deductions    tax.Deductions
	EmployedSince civil.Month
	NonResident   bool
	FullYear      bool
}

// Assumptions fill years the book does not know. One that is not stated fills nothing.
type Assumptions struct {
	Floor, Ceiling contribution.Maybe[money.Rate] // growth a year
	Interest       contribution.Maybe[money.Rate] // deposit rate a year
	WageGrowth     contribution.Maybe[money.Rate]
}

// Expectation is what an official statement says of a month.
type Expectation struct {
	Month   civil.Month
	Field   string // "balance", "interest", "contribution", "employer", "employee", "total", "take_home"
	Amount  money.Money
	pointer string
}

func say(zh, en string) lang.Text { return lang.Text{ZH: zh, EN: en} }

// months is how many months the scenario has.
func (s *Scenario) months() int { return int(s.To-s.From) + 1 }

// stay is where the person is in a month.
func (s *Scenario) stay(m civil.Month) *Stay {
	for i := len(s.Stays) - 1; i > 0; i-- {
		if s.Stays[i].From <= m {
			return &s.Stays[i]
		}
	}
	return &s.Stays[0]
}

// asksFund tells whether the housing fund is calculated anywhere.
func (s *Scenario) asksFund() bool {
	for i := range s.Stays {
		if s.Stays[i].HousingFund.Asked {
			return true
		}
	}
	return false
}
