// Package fund is what happens to a housing-fund account over time: it is opened, debited, sealed, resumed, withdrawn from and
// closed; it earns interest; and every fen of it stands in a ledger that sums to zero.
//
//	account.go   states, kinds, what is known of an account at the start
//	events.go    what people do, and what happens to them
//	simulate.go  month by month: [Simulate]
//	open.go pay.go seal.go withdraw.go transfer.go loan.go   one file for one group of events
//	ledger.go    double entry, append only
//	interest.go  dated rates, day counts, settlement: [Interest]
//	backpay.go withdrawal.go   the same rules asked about one day
//	identity.go  the check digit of an identity number
//
// Figures come from the policy book through [Terms]; whether somebody may borrow is judged by a function handed in.
package fund

import (
	"fenhao/calc/civil"
	"fenhao/calc/lang"
	"fenhao/calc/money"
)

// State is what an account is.
type State uint8

// The states: none → normal ⇄ sealed → closed.
const (
	None State = iota
	Normal
	Sealed
	Closed
)

// String is the state's id.
func (s State) String() string { return [...]string{"none", "normal", "sealed", "closed"}[s] }

// Name is the state's name for people.
func (s State) Name() lang.Text {
	return [...]lang.Text{say("未开户", "none"), say("正常", "normal"), say("封存", "sealed"), say("销户", "closed")}[s]
}

// Kind is as whom the person contributes.
type Kind uint8

// The kinds.
const (
	Flexible Kind = iota + 1 // 灵活就业人员: pays alone
	Employee                 // 单位职工: the employer remits both shares
)

// Sealing is why an account is sealed; the zero value is no sealing.
type Sealing uint8

// The kinds of sealing.
const (
	NotSealed  Sealing = iota
	Suspended          // by the person's own wish (WX-2.3)
	InArrears          // unpaid for too long (ZZ-9c)
	Stopped            // withdrawn and stopped, employment money left (WX-2.6b)
	Internally         // by the employer, for a time (UR-20)
	InPool             // in the centralised sealed pool (UR-17, UR-19, WH-4a)
)

// String is the sealing's id.
func (s Sealing) String() string {
	return [...]string{"", "suspended", "arrears", "stopped", "internal", "pool"}[s]
}

// Mode is how a flexible worker pays (Wuhan's rule of 2024 knows three).
type Mode uint8

// The modes.
const (
	ByDebit Mode = iota
	Free         // 自由缴存: any payments within the month's bounds
	LumpSum      // 一次性缴存: a year at once
)

// Ground is why an earlier account was paid out and closed.
type Ground uint8

// The grounds after which no account is opened again (WH-4b).
const (
	NoGround Ground = iota
	Death
	Retirement
	Disability
)

var groundNames = [...]lang.Text{{}, say("死亡", "death"), say("退休", "retirement"), say("完全丧失劳动能力", "total disability")}

// Sex as the ages of the rules ask for it; the zero value is not given.
type Sex uint8

// The sexes.
const (
	Male Sex = iota + 1
	Female
)

// Person is who the account belongs to.
type Person struct {
	Birth civil.Date // 0: not given
	Sex   Sex
}

// Plan is what is paid each month: an amount, or what follows from a base.
type Plan struct {
	By     By
	Figure money.Money
}

// By says what a plan's figure is.
type By uint8

// The plans. The zero Plan pays nothing by itself.
const (
	ByNothing By = iota
	ByAmount
	ByBase
)

// Account is what is known of an account before the first month asked about.
type Account struct {
	Kind       Kind
	State      State
	Sealing    Sealing
	Mode       Mode
	Opened     civil.Date  // 0: not given
	FirstPaid  civil.Date  // the first payment since it was opened or last resumed; 0: not given
	Balance    money.Money // what was contributed as the kind of person the holder is now
	Employment money.Money // of a flexible worker: what is left from employment, kept apart
	Plan       Plan
	History    []Month // what became of earlier months, oldest first
	Ground     Ground  // of a closed account

	Loan, SpouseLoan             bool // an unsettled loan of the fund
	LoanUntold, SpouseLoanUntold bool // nobody has said whether there is one
}

// part is the ledger's account in which this kind of person's contributions are kept.
func (k Kind) part() Book {
	if k == Employee {
		return EmploymentPart
	}
	return FlexiblePart
}

func say(zh, en string) lang.Text { return lang.Text{ZH: zh, EN: en} }
