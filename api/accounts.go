package api

import (
	"github.com/gin-gonic/gin"

	"fenhao/calc/fund"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// SimulationRequest is an account and what happens to it from one month to another. Only dates are asked for: opening hours are asked
// about at /procedures/check.
type SimulationRequest struct {
	City      Word              `json:"city" swaggertype:"string" validate:"required" example:"wuxi"`
	KnownOn   Word              `json:"known_on" swaggertype:"string" format:"date"` // only what was published by this day
	Person    *PersonRequest    `json:"person"`                                      // birth and sex matter for ages; closed_account for opening again
	Account   *AccountRequest   `json:"account" validate:"required"`
	From      Word              `json:"from" swaggertype:"string" validate:"required" example:"2026-01"` // first month; a day stands for its month
	To        Word              `json:"to" swaggertype:"string" validate:"required" example:"2026-12"`   // last month
	DayCount  Word              `json:"day_count" swaggertype:"string" enums:"actual/360,30/360,actual/365"`
	Events    []EventRequest    `json:"events"` // in date order
	Overrides []OverrideRequest `json:"overrides"`
}

// AccountRequest is an account as it stands at the start of the first month.
type AccountRequest struct {
	Kind                  Word                  `json:"kind" swaggertype:"string" validate:"required" enums:"flexible,employee" example:"flexible"`
	State                 Word                  `json:"state" swaggertype:"string" validate:"required" enums:"none,normal,sealed,closed" example:"normal"`
	Sealing               Word                  `json:"sealing" swaggertype:"string" enums:"suspended,arrears,stopped,internal,pool"` // why it is sealed; absent: suspended, or internal for an employee
	Mode                  Word                  `json:"mode" swaggertype:"string" enums:"debit,free,lump_sum"`                        // how a flexible worker pays; absent: monthly debit
	Opened                Word                  `json:"opened" swaggertype:"string" format:"date" example:"2025-12-20"`               // of a normal or sealed account
	FirstPayment          Word                  `json:"first_payment" swaggertype:"string" format:"date"`                             // the first payment since it was opened or last resumed; matters for loans in Wuhan; absent: as history shows, else `opened` is supposed
	Balance               Figure                `json:"balance" swaggertype:"string" example:"12000.00"`                              // contributed as the kind of person the holder is now
	EmploymentBalance     Figure                `json:"employment_balance" swaggertype:"string" example:"3000.00"`                    // of a flexible worker: what is left from employment, beside balance
	MonthlyAmount         Figure                `json:"monthly_amount" swaggertype:"string" example:"1000.00"`                        // what is paid each month; or base
	Base                  Figure                `json:"base" swaggertype:"string"`                                                    //
	EmployerRate          Figure                `json:"employer_rate" swaggertype:"string"`                                           // of an employee with a base
	EmployeeRate          Figure                `json:"employee_rate" swaggertype:"string"`                                           //
	OutstandingLoan       *bool                 `json:"outstanding_loan"`                                                             // an unsettled loan of the fund
	SpouseOutstandingLoan *bool                 `json:"spouse_outstanding_loan"`                                                      //
	History               []HistoryMonthRequest `json:"history"`                                                                      // earlier months, oldest first, to the month before `from`; what is not told is not counted
}

// EventRequest is something that happens on a day. `open`, `resume`, `change_amount`, `change_base` and `transfer` to an employer take
// monthly_amount or base; `back_pay` through; `contribute` amount; `withdraw` amount (absent: all) and continue; `transfer` to; `borrow`
// principal and months.
type EventRequest struct {
	On            Word   `json:"on" swaggertype:"string" validate:"required" format:"date" example:"2026-03-20"`
	Type          Word   `json:"type" swaggertype:"string" validate:"required" enums:"open,miss,suspend,resume,change_amount,change_base,back_pay,contribute,withdraw,close,transfer,borrow,miss_repayment,settle_loan" example:"change_amount"`
	MonthlyAmount Figure `json:"monthly_amount" swaggertype:"string"`
	Base          Figure `json:"base" swaggertype:"string"`
	Kind          Word   `json:"kind" swaggertype:"string" enums:"flexible,employee"` // open: as whom
	Through       Word   `json:"through" swaggertype:"string"`                        // a month
	Amount        Figure `json:"amount" swaggertype:"string"`
	Continue      *bool  `json:"continue"`
	To            Word   `json:"to" swaggertype:"string"` // "employer", "pool" or a city
	Principal     Figure `json:"principal" swaggertype:"string"`
	Months        Count  `json:"months" swaggertype:"integer"`
	Method        Word   `json:"method" swaggertype:"string" enums:"annuity,linear"`
	Rate          Figure `json:"rate" swaggertype:"string"`
	Ground        Word   `json:"ground" swaggertype:"string" enums:"death,retirement,disability"` // close: why, if that bars a new account (WH-4b)
}

// Simulation is what became of an account.
type Simulation struct {
	City     string           `json:"city" example:"wuxi"`
	DayCount string           `json:"day_count" example:"actual/360"`
	Months   []AccountMonth   `json:"months"`
	Entries  []LedgerEntry    `json:"entries"`
	Books    []LedgerBook     `json:"books"`
	Ledgers  *AgreeingLedgers `json:"ledgers,omitempty"` // where an employer contributed
	Refusals []EventRefusal   `json:"refusals"`
	Because  []Parameter      `json:"because"`
	Warnings []Warning        `json:"warnings"`
	Ruleset  string           `json:"ruleset"`
}

// AccountMonth is one month, as it stands at its end.
type AccountMonth struct {
	Month             string   `json:"month" example:"2026-03"`
	State             string   `json:"state" enums:"none,normal,sealed,closed" example:"normal"`
	Sealing           string   `json:"sealing,omitempty" enums:"suspended,arrears,stopped,internal,pool"`
	Status            string   `json:"status,omitempty" enums:"paid,back_paid,missed" example:"paid"` // of this month's contribution, where one could be made
	Contribution      string   `json:"contribution" example:"1000.00"`                                // for this month
	BackPaid          string   `json:"back_paid" example:"0.00"`                                      // made good this month
	Interest          string   `json:"interest" example:"0.00"`                                       // credited this month
	Withdrawn         string   `json:"withdrawn" example:"0.00"`                                      // paid out, or taken elsewhere
	Balance           string   `json:"balance" example:"15000.00"`                                    // both parts
	EmploymentBalance string   `json:"employment_balance" example:"0.00"`                             // the part of it from employment
	ContinuousMonths  int      `json:"continuous_months" example:"3"`                                 // as the rules of loans count, to the end of this month
	LoanEligible      bool     `json:"loan_eligible"`                                                 // for an application on the first day after it
	OutstandingLoan   bool     `json:"outstanding_loan"`
	Subsidy           string   `json:"subsidy,omitempty" enums:"running,stopped"` // of a subsidised loan taken during the simulation (ZZ-13b)
	Reasons           []Reason `json:"reasons,omitempty"`                         // what stands in the way of a loan
}

// LedgerEntry is one side of a movement: positive into a book, negative out of it. All entries sum to zero.
type LedgerEntry struct {
	On     string `json:"on" example:"2026-03-15"`
	Month  string `json:"month" example:"2026-03"` // the month the money is for
	Book   string `json:"book" enums:"flexible,employment,bank,employer,interest,elsewhere,before" example:"flexible"`
	Cause  string `json:"cause" enums:"opening,contribution,employer_share,employee_share,back_payment,free_payment,interest,withdrawal,closing,transfer" example:"contribution"`
	Amount string `json:"amount" example:"1000.00"`
	Rule   string `json:"rule,omitempty" example:"WX-2.1a"`
}

// LedgerBook is the balance of one book at the end. The personal account is `flexible` and `employment`.
type LedgerBook struct {
	Book    string `json:"book" example:"bank"`
	Balance string `json:"balance" example:"-12000.00"`
}

// AgreeingLedgers are what the employer's ledger has remitted and what the personal account has received from it (UR-23).
type AgreeingLedgers struct {
	Employer string `json:"employer" example:"24000.00"`
	Personal string `json:"personal" example:"24000.00"`
	Agree    bool   `json:"agree" example:"true"`
	Rule     string `json:"rule,omitempty" example:"UR-23"`
}

// EventRefusal is an event that changed nothing.
type EventRefusal struct {
	Event   int    `json:"event" example:"0"` // its place in the request's list, from 0
	On      string `json:"on" example:"2026-03-20"`
	Type    string `json:"type" example:"change_amount"`
	Code    string `json:"code" example:"account_sealed"`
	Rule    string `json:"rule" example:"WX-2.5"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// postSimulation plays an account through its months.
//
//	@Summary		账户逐月推演 · An account, month by month
//	@Description	正常账户在当地扣款日自动扣款（当天的事件先办，再扣款）；不被允许的事件不改变任何内容，列入 refusals 并注明依据的条款，其余照常进行。每行为月末情形；entries 为复式分录，合计为零。
//	@Description	取法：连续第二次扣款失败即封存（ZZ-9c，有此规定的地方）；恢复缴存不补缴，back_pay 才补缴；无锡有未补的欠缴月份时不再正常扣款（WX-2.2b）；封存期间的月份可在恢复后补缴；`from` 之前的月份除非在 account.history 中给出，不计入连续月数；武汉灵活就业人员的贷款时间自签约后首次缴存起算（account.first_payment，否则由 account.history 推定，再否则按开户日并给出 assumed）；无锡的补缴和提取只在工作日办理（WX-2.2e），未收录放假安排的年份不判断；没有说明有无贷款而提取或销户的，按没有办理并给出 assumed；一次性缴存的，其后共十二个月视为已缴；balance 不含 employment_balance；销户时结算到当天的利息一并付给。
//	@Description	A normal account is debited by itself on the place's debit day, after that day's events. A refused event changes nothing and is listed with the rule that refuses it; the rest goes on. Rows show the end of the month; entries are double entry and sum to zero.
//	@Description	Readings: the second failed debit in a row seals (ZZ-9c, where a place has such a rule); resume does not pay arrears, back_pay does; in Wuxi no month is debited while older debits are in arrears (WX-2.2b); months spent sealed can be paid after resuming; months before `from` count only if account.history tells them; in Wuhan a flexible worker's time before a loan runs from the first payment after the agreement (account.first_payment, else as account.history shows, else the day of opening, which is admitted); back-payments and withdrawals in Wuxi need a working day (WX-2.2e), which is not judged in years without a notice; where a withdrawal or closing depends on a loan nobody told of, none is taken and admitted; a lump sum pays for twelve months; balance does not contain employment_balance; on closing, interest accrued to that day is paid out.
//	@Tags			accounts
//	@Accept			json
//	@Produce		json
//	@Param			request	body		SimulationRequest	true	"问题 · the question"
//	@Param			lang	query		string				false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	Simulation
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/accounts/simulate [post]
func (s *service) postSimulation(c *gin.Context) { answer(c, s.simulation) }

func (s *service) simulation(r *SimulationRequest, l lang.Lang) (any, error) {
	var f form
	q, rates := s.simulationQuestion(&f, r)
	if err := f.faults.Err(); err != nil {
		return nil, err
	}
	lender := &lender{terms: q.Terms, person: f.borrowing(r.Person)}
	q.Judge, q.Working = lender.judge, s.working(r.KnownOn)
	q.Amount = rates.amount
	res, faults := fund.Simulate(q)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	out := Simulation{City: q.Terms.Place().ID, DayCount: res.Count.String(), Months: make([]AccountMonth, len(res.Rows)), Entries: make([]LedgerEntry, len(res.Ledger.Entries)), Refusals: []EventRefusal{}, Ruleset: s.book.Hash()}
	for i := range res.Rows {
		out.Months[i] = accountMonth(&res.Rows[i], &res.Verdicts[i], l)
	}
	for i := range res.Ledger.Entries {
		e := &res.Ledger.Entries[i]
		out.Entries[i] = LedgerEntry{On: e.On.String(), Month: e.Month.String(), Book: e.Book.String(), Cause: e.Cause.String(), Amount: e.Amount.String(), Rule: res.Ledger.Rule(e)}
	}
	for b := fund.FlexiblePart; b <= fund.Before; b++ {
		out.Books = append(out.Books, LedgerBook{Book: b.String(), Balance: res.Ledger.Of(b).String()})
	}
	out.Ledgers = ledgers(res, q.Terms.On(q.To.Last()))
	for _, x := range res.Refusals {
		e := &q.Events[x.Event]
		out.Refusals = append(out.Refusals, EventRefusal{Event: x.Event, On: e.On.String(), Type: e.Type.String(), Code: string(x.Fault.Code), Rule: x.Fault.Rule, Message: x.Fault.Message(l), Hint: x.Fault.Hint(l)})
	}
	out.Because, out.Warnings = fundGrounds(q.Terms, append(append(res.Notices, rates.notices...), lender.notices...), l)
	return out, nil
}

func accountMonth(row *fund.Row, v *fund.Verdict, l lang.Lang) AccountMonth {
	m := AccountMonth{
		Month: row.Month.String(), State: row.State.String(), Sealing: row.Sealing.String(), Contribution: row.Contribution.String(), BackPaid: row.BackPaid.String(),
		Interest: row.Interest.String(), Withdrawn: row.Withdrawn.String(), Balance: row.Balance.String(), EmploymentBalance: row.Employment.String(),
		ContinuousMonths: v.Continuous, LoanEligible: v.Eligible, OutstandingLoan: row.Loan, Subsidy: row.Subsidy.String(),
	}
	if row.Due {
		m.Status = row.Status.String()
	}
	for _, reason := range v.Reasons {
		if !reason.Met {
			m.Reasons = append(m.Reasons, fundReason(reason, l))
		}
	}
	return m
}

func fundReason(r fund.Reason, l lang.Lang) Reason {
	return Reason{Rule: r.Rule, Met: r.Met, Message: r.Message.In(l), Have: r.Have.In(l), Need: r.Need.In(l)}
}

// ledgers compares the employer's ledger with what came from it into the personal account (UR-23).
func ledgers(res *fund.Result, s *policy.Snapshot) *AgreeingLedgers {
	remitted := res.Ledger.Of(fund.Employer).Neg()
	if remitted.IsZero() {
		return nil
	}
	received := remitted.Sub(remitted)
	for i := range res.Ledger.Entries {
		if e := &res.Ledger.Entries[i]; e.Book == fund.EmploymentPart && (e.Cause == fund.EmployerShare || e.Cause == fund.EmployeeShare || e.Cause == fund.BackPayment) {
			received = received.Add(e.Amount)
		}
	}
	return &AgreeingLedgers{Employer: remitted.String(), Personal: received.String(), Agree: remitted == received, Rule: s.RuleID(policy.AccountLedgers)}
}
