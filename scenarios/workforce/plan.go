package workforce

import (
	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Plan is what a budget is asked to assume. The zero value of everything but From and To plans nothing: wages stay, nobody comes or
// goes, the book is what is known.
type Plan struct {
	From, To  civil.Month
	Schemes   contribution.Schemes // none named: all six
	Defaults  Defaults
	Raises    []Raise
	KeepBases bool // leave the adjustment in July out: bases stay what they are
	Rates     []RateChange
	Joiners   []Joiner
	Leavers   []Leaver
	Overrides []Override

	KnownOn     civil.Date // only what was published by this day; 0: all
	PaidKnownOn civil.Date // a retroactive difference: what was paid follows the book of this day; 0: none is asked for

	SkipBadRows   bool // calculate the others
	IgnoreColumns bool // pass over columns that are not known
}

// Defaults stand in for cells that are empty. What is not given here has no default.
type Defaults struct {
	City            string                         // a place's id
	EmployerRate    contribution.Maybe[money.Rate] // of employees; a flexible worker's rate is their own
	EmployeeRate    contribution.Maybe[money.Rate]
	Employer        contribution.EmployerKind
	WorkInjuryClass contribution.Maybe[int]
	WorkInjuryRate  contribution.Maybe[money.Rate]
}

// Scope is whom a line of the plan is about.
type Scope struct {
	Department contribution.Maybe[string] // not given: all; "" is the department without a name
	City       string                     // a place's id; "": all
}

// Raise raises wages from a month on, each rounded half-up to the fen. A percentage may be negative.
type Raise struct {
	Scope
	From    civil.Month
	Percent money.Rate // 0.05 is five per cent
}

// RateChange replaces employees' rates and classes from a month on; what it does not give stays.
type RateChange struct {
	Scope
	From                       civil.Month
	EmployerRate, EmployeeRate contribution.Maybe[money.Rate]
	WorkInjuryClass            contribution.Maybe[int]
	WorkInjuryRate             contribution.Maybe[money.Rate]
}

// Joiner is people hired in a month. What is not given is the plan's default.
type Joiner struct {
	Department string
	City       string // a place's id; "": the default
	Month      civil.Month
	Count      int
	Wage       money.Money
	Employment contribution.EmploymentKind // NewHire or Transferred

	EmployerRate, EmployeeRate contribution.Maybe[money.Rate]
	WorkInjuryClass            contribution.Maybe[int]
	WorkInjuryRate             contribution.Maybe[money.Rate]
}

// Leaver is people who leave a department: the first of the table who have worked there since before the plan and have no leave month
// of their own, beyond those that earlier entries take.
type Leaver struct {
	Department string
	Month      civil.Month // the last month paid
	Count      int
}

// Override is a what-if on the book, in one city or everywhere.
type Override struct {
	policy.Override
	City string // a place's id; "": every city
}
