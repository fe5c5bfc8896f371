package fund

import (
	"fenhao/calc/civil"
	"fenhao/calc/money"
)

// Type is what kind of event it is.
type Type uint8

// The events.
const (
	Open Type = iota + 1
	Miss
	Suspend
	Resume
	ChangeAmount
	ChangeBase
	BackPay
	Contribute
	Withdraw
	Close
	Transfer
	Borrow
	MissRepayment
	SettleLoan
)

var typeIDs = [...]string{
	Open: "open", Miss: "miss", Suspend: "suspend", Resume: "resume", ChangeAmount: "change_amount", ChangeBase: "change_base",
	BackPay: "back_pay", Contribute: "contribute", Withdraw: "withdraw", Close: "close", Transfer: "transfer",
	Borrow: "borrow", MissRepayment: "miss_repayment", SettleLoan: "settle_loan",
}

// String is the event's id.
func (t Type) String() string { return typeIDs[t] }

// Destination is where an account is transferred to.
type Destination uint8

// The destinations.
const (
	ToEmployer Destination = iota + 1
	ToPool                 // 集中封存户
	ToCity
)

// Event is something that happens to an account on a day.
type Event struct {
	On       civil.Date
	Type     Type
	Plan     Plan        // open, resume, change_amount, change_base, transfer to an employer
	As       Kind        // open: as whom; 0 = as the account says
	Through  civil.Month // back_pay
	Amount   money.Money // contribute, withdraw
	All      bool        // withdraw: no amount was named
	Continue bool        // withdraw: go on contributing
	To       Destination // transfer
	Months   int         // borrow: term of the loan
	Ground   Ground      // close: why, if it bars a new account
}
