package loan

import (
	"slices"
	"strconv"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/money"
)

// Method is how a loan is repaid; the zero value is not given.
type Method uint8

// The methods.
const (
	Annuity Method = iota + 1 // 等额本息: equal instalments
	Linear                    // 等额本金: equal parts of principal
)

// Keep is what a prepayment leaves as it was; the zero value is not given.
type Keep uint8

// What a prepayment may keep.
const (
	KeepTerm    Keep = iota + 1 // the last month stays, the instalments become smaller
	KeepPayment                 // the instalments stay, the loan ends earlier
)

// Plan is a loan to be repaid.
type Plan struct {
	Principal   money.Money
	Months      int
	Method      Method
	First       civil.Date // first due date; the others fall on the same day of the month, or on its last day
	Rate        money.Rate // a year
	Changes     []Change   // a new rate holds for every instalment due on or after its day
	Prepayments []Prepayment
	Rounding    money.Rounding // of instalments and interest
}

// Change is a new yearly rate from a day on.
type Change struct {
	From civil.Date
	Rate money.Rate
}

// Prepayment is principal paid early. It is taken with the first instalment due on or after its day.
type Prepayment struct {
	Date   civil.Date
	Amount money.Money
	Keep   Keep
}

// Row is one due date. Payment is principal plus interest, a prepayment included.
type Row struct {
	Number    int
	Date      civil.Date
	Payment   money.Money
	Principal money.Money
	Interest  money.Money
	Balance   money.Money // what is left after this row
	Prepaid   money.Money // the part of Principal that was paid early
	Rate      money.Rate
}

// Totals are the sums of a schedule.
type Totals struct{ Payment, Principal, Interest, Prepaid money.Money }

// Schedule writes the rows of a loan after those already in rows. Principal sums to the loan and the last balance is 0.00, to the fen.
// The faults are about changes and prepayments that do not fit the loan.
func (p *Plan) Schedule(rows []Row) ([]Row, Totals, fault.List) {
	r := running{plan: p, balance: p.Principal, rate: p.Rate, end: p.Months}
	slices.SortStableFunc(p.Changes, func(a, b Change) int { return int(a.From) - int(b.From) })
	order := r.order()
	if r.faults != nil {
		return rows, Totals{}, r.faults
	}
	var t Totals
	next := 0
	r.change(p.First)
	r.agree(1)
	day, month := p.First.Day(), p.First.Month()
	begins := month.First()
	for k := 1; k <= r.end && !r.balance.IsZero(); k++ {
		// The day of the first payment, or the month's last; one calendar step a row.
		date, follows := begins.AddDays(day-1), month.Add(k).First()
		if date >= follows {
			date = follows - 1
		}
		begins = follows
		if r.change(date) {
			r.agree(k)
		}
		rows = append(rows, Row{Number: k, Date: date})
		row := &rows[len(rows)-1]
		r.instalment(row)
		for ; next < len(order) && p.Prepayments[order[next]].Date <= date; next++ {
			r.prepay(row, order[next])
		}
		if r.faults != nil {
			return rows, Totals{}, r.faults
		}
		t.Payment, t.Principal = t.Payment.Add(row.Payment), t.Principal.Add(row.Principal)
		t.Interest, t.Prepaid = t.Interest.Add(row.Interest), t.Prepaid.Add(row.Prepaid)
	}
	for ; next < len(order); next++ {
		p.tooLate(&r.faults, order[next], rows[len(rows)-1].Date)
	}
	return rows, t, r.faults
}

// running is a loan on its way to zero.
type running struct {
	plan    *Plan
	balance money.Money
	rate    money.Rate
	changed int         // changes that have taken hold
	end     int         // number of the last instalment
	agreed  money.Money // the instalment (annuity) or its principal (linear)
	annuity annuity
	faults  fault.List
}

// order are the prepayments by date.
func (r *running) order() []int {
	p := r.plan
	if len(p.Prepayments) == 0 {
		return nil
	}
	order := make([]int, len(p.Prepayments))
	for i := range order {
		order[i] = i
		if paid := p.First.AddMonths(-1); p.Prepayments[i].Date < paid {
			r.faults.Add(fault.New(fault.OutOfRange, prepayment(i)+"/date", "what", prepaymentDate, "value", p.Prepayments[i].Date, "min", paid, "max", p.First.AddMonths(p.Months-1)))
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(p.Prepayments[a].Date) - int(p.Prepayments[b].Date) })
	return order
}

var (
	prepaymentDate   = say("提前还款日期", "the day of the prepayment")
	prepaymentAmount = say("提前还款额", "the prepayment")
)

func prepayment(i int) string { return "/prepayments/" + strconv.Itoa(i) }

func (p *Plan) tooLate(faults *fault.List, i int, end civil.Date) {
	faults.Add(fault.New(fault.OutOfRange, prepayment(i)+"/date", "what", prepaymentDate, "value", p.Prepayments[i].Date, "min", p.First.AddMonths(-1), "max", end))
}

// change takes the rate that holds for what is due on a day, and tells whether it is a new one.
func (r *running) change(due civil.Date) bool {
	changed := false
	for ; r.changed < len(r.plan.Changes) && r.plan.Changes[r.changed].From <= due; r.changed++ {
		r.rate, changed = r.plan.Changes[r.changed].Rate, true
	}
	return changed
}

// agree settles the instalments from number k to the last.
func (r *running) agree(k int) {
	n := r.end - k + 1
	switch r.plan.Method {
	case Annuity:
		r.agreed = r.annuity.payment(r.balance, r.rate, n, r.plan.Rounding)
	case Linear:
		if k == 1 || r.agreed.IsZero() {
			r.agreed = r.balance.Over(int64(n), r.plan.Rounding)
		}
	}
}

// interest of one month is a twelfth of the year's.
func (r *running) interest(balance money.Money) money.Money {
	return r.rate.OfPart(balance, 1, 12, r.plan.Rounding)
}

// instalment fills in what is paid on a due date.
func (r *running) instalment(row *Row) {
	interest, principal := r.interest(r.balance), r.agreed
	if r.plan.Method == Annuity {
		principal = r.agreed.Sub(interest)
	}
	if row.Number == r.end || r.balance.Less(principal) {
		principal = r.balance // the last instalment takes what rounding has left
	}
	r.balance = r.balance.Sub(principal)
	row.Payment, row.Principal, row.Interest, row.Balance, row.Rate = principal.Add(interest), principal, interest, r.balance, r.rate
}

// prepay takes a prepayment with a row.
func (r *running) prepay(row *Row, i int) {
	x := r.plan.Prepayments[i]
	if r.balance.IsZero() {
		r.plan.tooLate(&r.faults, i, r.plan.First.AddMonths(row.Number-2))
		return
	}
	if r.balance.Less(x.Amount) {
		r.faults.Add(fault.New(fault.AmountAbove, prepayment(i)+"/amount", "what", prepaymentAmount, "value", x.Amount, "max", r.balance))
		return
	}
	r.balance = r.balance.Sub(x.Amount)
	row.Prepaid, row.Principal, row.Payment = row.Prepaid.Add(x.Amount), row.Principal.Add(x.Amount), row.Payment.Add(x.Amount)
	row.Balance = r.balance
	switch k := row.Number + 1; {
	case r.balance.IsZero() || k > r.end:
	case x.Keep == KeepPayment:
		r.end = r.lastOf(k)
	case r.plan.Method == Linear:
		r.agreed = r.balance.Over(int64(r.end-k+1), r.plan.Rounding)
	default:
		r.agree(k)
	}
}

// lastOf is the number of the instalment that ends the loan if the instalments stay what they are from number k on.
func (r *running) lastOf(k int) int {
	b := r.balance
	for ; k < r.end; k++ {
		principal := r.agreed
		if r.plan.Method == Annuity {
			principal = r.agreed.Sub(r.interest(b))
		}
		if b.Cmp(principal) <= 0 {
			break
		}
		b = b.Sub(principal)
	}
	return k
}
