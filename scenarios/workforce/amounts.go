package workforce

import (
	"math/bits"

	"fenhao/calc/contribution"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Insured is the number of schemes a budget can ask for: the housing fund and the five insurances, 0 to 5 in [policy.Scheme].
const Insured = int(policy.Maternity) + 1

// fundBits are the housing fund's among a bit for each scheme and payer.
const fundBits = 1<<contribution.Employer | 1<<contribution.EmployeePays

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
func (a *Amounts) Known(s policy.Scheme, p contribution.Payer) bool {
	return a.known>>(2*int(s)+int(p))&1 != 0
}

// Unknown tells whether there is an amount that is not known.
func (a *Amounts) Unknown(s policy.Scheme, p contribution.Payer) bool {
	return a.unknown>>(2*int(s)+int(p))&1 != 0
}

// unknowns counts the amounts that are not known.
func (a *Amounts) unknowns() int { return bits.OnesCount16(a.unknown) }

// Sum is the known amounts of each payer.
func (a *Amounts) Sum() (t contribution.Totals) {
	for s := range a.Amount {
		t.Employer = t.Employer.Add(a.Amount[s][contribution.Employer])
		t.Employee = t.Employee.Add(a.Amount[s][contribution.EmployeePays])
	}
	t.Total = t.Employer.Add(t.Employee)
	return t
}

// owe makes the amounts those that are due less those that were paid. An amount that is not known on one of the sides is not known; one
// that there is on one side only is zero on the other: nobody had to pay it.
func (a *Amounts) owe(due, paid *Amounts) {
	*a = Amounts{unknown: due.unknown | paid.unknown}
	a.known = (due.known | paid.known) &^ a.unknown
	for i := range 2 * Insured {
		if a.known>>i&1 != 0 {
			a.Amount[i/2][i%2] = due.Amount[i/2][i%2].Sub(paid.Amount[i/2][i%2])
		}
	}
}

// fill puts an answer's lines in the place of what was there. A scheme can have several lines of a payer: a share and a fixed extra. One
// that is not known makes their sum unknown.
func (a *Amounts) fill(list []contribution.Line) {
	*a = Amounts{}
	for i := range list {
		l := &list[i]
		bit := uint16(1) << (2*int(l.Scheme) + int(l.Payer))
		if l.Unknown {
			a.unknown |= bit
			continue
		}
		a.known |= bit
		sum := &a.Amount[l.Scheme][l.Payer]
		*sum = sum.Add(l.Amount)
		if !l.Fixed {
			a.Base[l.Scheme], a.Declared, a.declared = l.Base, l.Declared, true
			a.based |= 1 << l.Scheme
		}
	}
	if a.unknown&a.known != 0 {
		a.forget()
	}
}

// forget takes sums away of which a part is not known.
func (a *Amounts) forget() {
	for i := range 2 * Insured {
		if a.unknown&a.known>>i&1 != 0 {
			a.Amount[i/2][i%2] = money.Money{}
		}
	}
	a.known &^= a.unknown
}
