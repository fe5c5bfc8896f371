package fund

import (
	"slices"

	"fenhao/calc/civil"
	"fenhao/calc/money"
)

// Book is an account of the ledger.
type Book uint8

// The books. The personal account has two parts, because what was contributed as a flexible worker can be withdrawn without what
// came from employment (WX-2.6b). The employer's own ledger (单位明细账) is Employer: UR-23.
const (
	FlexiblePart Book = iota
	EmploymentPart
	Bank         // the person's bank card
	Employer     // what the employer has remitted, both shares
	InterestPaid // what the fund pays as interest
	Elsewhere    // a fund in another city
	Before       // the balance at the start
	books
)

// String is the book's id.
func (b Book) String() string {
	return [...]string{"flexible", "employment", "bank", "employer", "interest", "elsewhere", "before"}[b]
}

// Cause is why money moved.
type Cause uint8

// The causes.
const (
	Opening Cause = iota
	Contribution
	EmployerShare
	EmployeeShare
	BackPayment
	FreePayment
	Settlement
	Withdrawal
	Closing
	TransferOut
)

// String is the cause's id.
func (c Cause) String() string {
	return [...]string{"opening", "contribution", "employer_share", "employee_share", "back_payment", "free_payment", "interest", "withdrawal", "closing", "transfer"}[c]
}

// Entry is one side of a movement: positive into the book, negative out of it. It names the month the money is for.
type Entry struct {
	On     civil.Date
	Month  civil.Month
	Book   Book
	Cause  Cause
	Amount money.Money
	rule   uint8 // among the ledger's: entries without pointers cost the garbage collector nothing
}

// Ledger is append-only. Money is only ever moved from one book to another, so that all entries together are zero.
type Ledger struct {
	Entries  []Entry
	rules    []string
	cited    uint8 // the last one
	balances [books]money.Money
}

// move takes an amount from one book and puts it into another.
func (l *Ledger) move(on civil.Date, m civil.Month, why Cause, from, to Book, amount money.Money, rule string) {
	if amount.IsZero() {
		return
	}
	if amount.IsNegative() {
		panic("fund: a movement has a direction, not a sign")
	}
	id := l.cite(rule)
	l.Entries = append(l.Entries,
		Entry{on, m, from, why, amount.Neg(), id},
		Entry{on, m, to, why, amount, id})
	l.balances[from] = l.balances[from].Sub(amount)
	l.balances[to] = l.balances[to].Add(amount)
}

// cite finds a rule's place in the ledger's list. A ledger cites a handful of rules.
func (l *Ledger) cite(rule string) uint8 {
	if int(l.cited) < len(l.rules) && l.rules[l.cited] == rule {
		return l.cited // as the entry before: almost always
	}
	i := slices.Index(l.rules, rule)
	if i < 0 {
		i = len(l.rules)
		l.rules = append(l.rules, rule)
	}
	l.cited = uint8(i)
	return l.cited
}

// Rule is the id of the rule an entry goes by; "" for the opening balance.
func (l *Ledger) Rule(e *Entry) string { return l.rules[e.rule] }

// Of is a book's balance.
func (l *Ledger) Of(b Book) money.Money { return l.balances[b] }

// Personal is the personal account: both parts.
func (l *Ledger) Personal() money.Money {
	return l.balances[FlexiblePart].Add(l.balances[EmploymentPart])
}
