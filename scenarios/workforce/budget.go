package workforce

import (
	"slices"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/policy"
)

// Budget is a plan made ready for a table. It is shared by all workers and never changes; what holds in a city is worked out when the
// first row names it.
type Budget struct {
	book   *policy.Book // as the plan knows it
	before *policy.Book // as it was known when a retroactive difference was paid; nil: none is asked for
	plan   Plan
	header Header
	hires  Header // of the rows made of the plan's joiners
	months int
	asked  [Insured]bool
	only   contribution.Schemes // the insurances asked for

	cities  []*policy.Place
	names   map[string]int // cityNames
	worlds  []world        // by city
	raises  []Raise        // oldest first
	rates   []RateChange   // the same
	leaving []string       // the departments the plan's leavers name
	leavers [][]Leaver     // of each of them
	home    int            // the default city, or -1

	supposing []policy.Supposition // of each of the plan's overrides
}

// Retroactive tells whether what was paid is set against what is due.
func (b *Budget) Retroactive() bool { return b.before != nil }

// Plan is the plan the budget was made of.
func (b *Budget) Plan() *Plan { return &b.plan }

// Asked tells whether a scheme is in the budget.
func (b *Budget) Asked(s policy.Scheme) bool { return int(s) < Insured && b.asked[s] }

// Months is how many months the plan has.
func (b *Budget) Months() int { return b.months }

// month is the n-th month of the plan.
func (b *Budget) month(n int) civil.Month { return b.plan.From.Add(n) }

// city finds a city of the plan by its id; -1 if the book has none.
func (b *Budget) city(id string) int {
	return slices.IndexFunc(b.cities, func(p *policy.Place) bool { return p.ID == id })
}

// in tells whether somebody of a department and city is meant.
func (s *Scope) in(department string, city *policy.Place) bool {
	return (!s.Department.Given || s.Department.Value == department) && (s.City == "" || s.City == city.ID)
}
