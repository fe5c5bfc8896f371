package fund

import (
	"fenhao/calc/civil"
	"fenhao/calc/lang"
	"fenhao/calc/money"
)

// Status is what became of one month's contribution.
type Status uint8

// The statuses.
const (
	Missed   Status = iota // not paid so far
	Paid                   // in its month, in full
	BackPaid               // made good later
)

// String is the status's id.
func (s Status) String() string { return [...]string{"missed", "paid", "back_paid"}[s] }

// Month is one month in which a contribution could be made.
type Month struct {
	Month  civil.Month
	Status Status
	Amount money.Money

	failed bool // a debit was tried, or would have been but for older arrears
	sealed bool // the account was sealed on the debit day
}

// Told is a month of which somebody tells. One that was missed is in arrears.
func Told(m civil.Month, s Status, amount money.Money) Month {
	return Month{Month: m, Status: s, Amount: amount, failed: s == Missed}
}

// Standing is all that a verdict on a loan may ask of an account on a day.
type Standing struct {
	On         civil.Date
	Kind       Kind
	State      State
	Opened     civil.Date
	Unsealed   civil.Month // the last one; 0 if never
	FirstPaid  civil.Date  // first payment since the last opening or resuming; On while there is none, so that no time has passed
	Withdrawn  civil.Date  // last withdrawal; 0 if none
	Balance    money.Money
	Loan       bool
	SpouseLoan bool
	History    []Month // to the month before On, oldest first; it belongs to the simulation: read, do not keep
}

// Verdict is what a row says about borrowing.
type Verdict struct {
	Continuous int
	Eligible   bool
	Reasons    []Reason
}

// Reason is one condition and whether it is met.
type Reason struct {
	Rule    string
	Met     bool
	Message lang.Text
	Have    lang.Text
	Need    lang.Text
}

// Judge says whether somebody may borrow. The rules of loans live in another package; who simulates hands them in.
type Judge func(*Standing) Verdict
