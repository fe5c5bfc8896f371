package workforce

import (
	"iter"

	"fenhao/calc/civil"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Insured is the number of schemes a budget can ask for: the housing fund and the five insurances, 0 to 5 in [policy.Scheme].
const Insured = int(policy.Maternity) + 1

// Record is what one person pays in each month of a stretch in which nothing changes.
type Record struct {
	ID, Department []byte // valid until the next record
	City           *policy.Place
	From, To       civil.Month
	Due            Amounts
	Paid           Amounts // of a retroactive difference: what was paid; else empty
}

// Amounts are one month's amounts by scheme and payer.
type Amounts struct {
	Declared money.Money
	Base     [Insured]money.Money
	Amount   [Insured][2]money.Money // by [contribution.Payer]

	declared bool
	based    uint8  // a bit a scheme
	known    uint16 // a bit a scheme and payer: 2 × scheme + payer
	unknown  uint16
}

// HasDeclared tells whether there is a declared wage: there is none if all amounts are fixed.
func (a *Amounts) HasDeclared() bool { return a.declared }

// HasBase tells whether a scheme has a base here.
func (a *Amounts) HasBase(s policy.Scheme) bool { return a.based>>s&1 != 0 }

// Known tells whether there is an amount, and it is known. Amount is 0.00 if not, and then means nothing.
func (a *Amounts) Known(s policy.Scheme, payer int) bool { return a.known>>(2*int(s)+payer)&1 != 0 }

// Unknown tells whether there is an amount that is not known.
func (a *Amounts) Unknown(s policy.Scheme, payer int) bool {
	return a.unknown>>(2*int(s)+payer)&1 != 0
}

// Records are the records of a part, in the order of the rows and of the months. The memory is used again.
func (b *Budget) Records(part []byte) iter.Seq[*Record] { panic("to come") }
