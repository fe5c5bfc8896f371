package api

import (
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"fenhao/calc/fault"
	"fenhao/calc/fund"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// WithdrawalRequest asks whether an account pays out on a day.
type WithdrawalRequest struct {
	City      Word              `json:"city" swaggertype:"string" validate:"required" example:"wuxi"`
	On        Word              `json:"on" swaggertype:"string" validate:"required" format:"date" example:"2026-08-14"`
	KnownOn   Word              `json:"known_on" swaggertype:"string" format:"date"`
	Person    *PersonRequest    `json:"person"` // birth and sex: the age of ZZ-12
	Account   *AccountRequest   `json:"account" validate:"required"`
	Amount    Figure            `json:"amount" swaggertype:"string" example:"5000.00"` // absent: all
	Continue  *bool             `json:"continue" example:"true"`                       // go on contributing; needed unless closing
	Close     *bool             `json:"close"`                                         // close the account
	Overrides []OverrideRequest `json:"overrides"`
}

// WithdrawalVerdict is a yes or no with every reason.
type WithdrawalVerdict struct {
	City       string      `json:"city" example:"wuxi"`
	On         string      `json:"on" example:"2026-08-14"`
	Eligible   bool        `json:"eligible"`
	Available  string      `json:"available" example:"11999.99"`                                   // the most that can be withdrawn in this way
	Payout     string      `json:"payout" example:"5000.00"`                                       // what is paid out; interest since the last settlement comes on top when the account closes
	StateAfter string      `json:"state_after" enums:"none,normal,sealed,closed" example:"normal"` //
	Reasons    []Reason    `json:"reasons"`
	Because    []Parameter `json:"because"`
	Warnings   []Warning   `json:"warnings"`
	Ruleset    string      `json:"ruleset"`
}

// postWithdrawal judges a withdrawal or a closing.
//
//	@Summary		能否提取、能提多少 · Whether and how much can be withdrawn
//	@Description	无锡：继续缴存的至少留 0.01 元（WX-2.6a）；不再缴存的全额提取灵活就业期间缴存的部分，有就业余额的封存、没有的销户（WX-2.6b）；本人或配偶有未结清贷款的不得提取（WX-2.6c）；只在工作日办理（WX-2.2e）。郑州：达到年龄或自愿销户的付给全部本息，本人贷款须先结清（ZZ-12）；不销户的提取须有提取办法规定的情形，这里不判断（ZZ-11）。由贷款决定的，须说明有无贷款（account.outstanding_loan、account.spouse_outstanding_loan）：未填不等于没有。
//	@Description	Every reason, met or not, by the very rules a simulation goes by. Where a loan decides, whether there is one has to be told: account.outstanding_loan, account.spouse_outstanding_loan.
//	@Tags			eligibility
//	@Accept			json
//	@Produce		json
//	@Param			request	body		WithdrawalRequest	true	"问题 · the question"
//	@Param			lang	query		string				false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	WithdrawalVerdict
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/eligibility/withdrawal [post]
func (s *service) postWithdrawal(c *gin.Context) { answer(c, s.withdrawal) }

func (s *service) withdrawal(r *WithdrawalRequest, l lang.Lang) (any, error) {
	var f form
	w := fund.Wish{Working: s.working(r.KnownOn), Amount: f.positive(r.Amount, "/amount", amountText).Value, All: !r.Amount.given, Continue: yes(r.Continue), Closing: yes(r.Close)}
	if f.require(r.On.leaf, "/on", dayText) {
		w.On = f.date(r.On, "/on")
	}
	if p := r.Person; p != nil {
		w.Person = fund.Person{Birth: f.date(p.Birth, "/person/birth"), Sex: choose(&f, p.Sex, "/person/sex", fundSexes)}
	}
	w.Account = f.standingAccount(r.Account)
	switch {
	case w.Closing && (r.Continue != nil || r.Amount.given):
		f.refuse(fault.Exclusive, "/close", "a", "close", "b", "amount, continue")
	case !w.Closing && r.Continue == nil:
		f.refuse(fault.Required, "/continue", "what", continueText)
	}
	t := s.fundTerms(&f, r.City, r.KnownOn, w.On, r.Overrides)
	if err := f.faults.Err(); err != nil {
		return nil, err
	}
	p, faults := fund.Permit(t, w)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	out := WithdrawalVerdict{City: t.Place().ID, On: w.On.String(), Eligible: p.Eligible, Available: p.Available.String(), Payout: p.Payout.String(), StateAfter: p.After.String(), Reasons: []Reason{}, Ruleset: s.book.Hash()}
	for _, x := range p.Reasons {
		out.Reasons = append(out.Reasons, fundReason(x, l))
	}
	out.Because, out.Warnings = fundGrounds(t, p.Notices, l)
	return out, nil
}

// standingAccount reads an account as it stands on one day: what is paid each month does not matter.
func (f *form) standingAccount(a *AccountRequest) fund.Account {
	if a == nil {
		f.refuse(fault.Required, "/account", "what", lang.Text{ZH: "账户", EN: "the account"})
		return fund.Account{}
	}
	before := len(f.faults)
	out := f.account(a, "/account")
	// The amount of a month, and the day of opening, are needed only where months go by.
	f.faults = append(f.faults[:before], slices.DeleteFunc(slices.Clone(f.faults[before:]), func(e fault.Error) bool {
		return e.Code == fault.Required && (e.Field == "/account/monthly_amount" || e.Field == "/account/base" || e.Field == "/account/opened")
	})...)
	return out
}

// BackPaymentRequest asks what it takes to make unpaid months good.
type BackPaymentRequest struct {
	City          Word              `json:"city" swaggertype:"string" validate:"required" example:"wuxi"`
	On            Word              `json:"on" swaggertype:"string" format:"date"` // the day it is paid; absent: today, and whether that is a working day is not asked
	KnownOn       Word              `json:"known_on" swaggertype:"string" format:"date"`
	Account       *AccountRequest   `json:"account" validate:"required"`
	Unpaid        []Word            `json:"unpaid" swaggertype:"array,string" example:"2026-03,2026-04"`
	Through       Word              `json:"through" swaggertype:"string" validate:"required" example:"2026-04"`
	MonthlyAmount Figure            `json:"monthly_amount" swaggertype:"string"`               // the amount agreed now; absent: the account's
	InterestUntil Word              `json:"interest_until" swaggertype:"string" format:"date"` // with interest on the arrears until this day (UR-14: bankruptcy)
	DayCount      Word              `json:"day_count" swaggertype:"string" enums:"actual/360,30/360,actual/365"`
	Overrides     []OverrideRequest `json:"overrides"`
}

// BackPayment is what it takes, oldest month first.
type BackPayment struct {
	City     string             `json:"city" example:"wuxi"`
	Months   []BackPaymentMonth `json:"months"`
	Total    string             `json:"total" example:"2000.00"`
	Interest string             `json:"interest,omitempty"`
	Left     []string           `json:"left" example:""` // unpaid months after `through`
	Because  []Parameter        `json:"because"`
	Warnings []Warning          `json:"warnings"`
	Ruleset  string             `json:"ruleset"`
}

// BackPaymentMonth is one month made good.
type BackPaymentMonth struct {
	Month    string `json:"month" example:"2026-03"`
	Amount   string `json:"amount" example:"1000.00"`
	Interest string `json:"interest,omitempty"`
	Rule     string `json:"rule" example:"WX-2.2a"`
}

// postBackPayment works out a back-payment.
//
//	@Summary		补缴 · Back-payment
//	@Description	未缴的月份由早到晚补到 through（WX-2.2b），每月按现在约定的金额（WX-2.2d），合计为 Σ 月缴存额（WX-2.2a）；封存账户须先恢复缴存（WX-2.2c）。interest_until 另算欠缴本金的利息（UR-14，单位破产时本息比照工资）。
//	@Description	Unpaid months are made good oldest first, up to `through`, each at the amount agreed now; a sealed account is refused, and so is a month before account.opened or after the month of `on`.
//	@Tags			accounts
//	@Accept			json
//	@Produce		json
//	@Param			request	body		BackPaymentRequest	true	"问题 · the question"
//	@Param			lang	query		string				false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	BackPayment
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/back-payments [post]
func (s *service) postBackPayment(c *gin.Context) { answer(c, s.backPayment) }

func (s *service) backPayment(r *BackPaymentRequest, l lang.Lang) (any, error) {
	var f form
	account := r.Account
	if account != nil {
		// Neither a balance nor a loan matters here.
		short := *account
		if !short.Balance.given {
			short.Balance = Figure{leaf{"0", true}}
		}
		account = &short
	}
	a := f.standingAccount(account)
	arrears := fund.Arrears{State: a.State, Kind: a.Kind, Opened: a.Opened, On: f.date(r.On, "/on"), Until: f.date(r.InterestUntil, "/interest_until"), Count: f.dayCount(r.DayCount)}
	if r.On.given {
		arrears.Working = s.working(r.KnownOn)
	} else {
		arrears.On = s.today()
	}
	if f.require(r.Through.leaf, "/through", throughText) {
		arrears.Through = f.month(r.Through, "/through")
	}
	if r.Unpaid == nil {
		f.refuse(fault.Required, "/unpaid", "what", lang.Text{ZH: "未缴的月份", EN: "the unpaid months"})
	}
	if len(r.Unpaid) > mostSimulated {
		f.refuse(fault.TooManyItems, "/unpaid", "got", len(r.Unpaid), "limit", mostSimulated)
	}
	for i, w := range r.Unpaid {
		at := "/unpaid/" + strconv.Itoa(i)
		f.require(w.leaf, at, monthText)
		m := f.month(w, at)
		if m != 0 && slices.Contains(arrears.Unpaid, m) {
			f.refuse(fault.DuplicateMonth, at, "month", m)
		}
		arrears.Unpaid = append(arrears.Unpaid, m)
	}
	plan := a.Plan
	if r.MonthlyAmount.given {
		plan = f.plan(r.MonthlyAmount, Figure{}, "")
	}
	if plan.By == fund.ByNothing && len(f.faults) == 0 {
		f.refuse(fault.Required, "/monthly_amount", "what", monthlyAmountText)
	}
	last := arrears.Until
	if arrears.Through != 0 {
		last = max(last, arrears.Through.Last())
	}
	t := s.fundTerms(&f, r.City, r.KnownOn, last, r.Overrides)
	if err := f.faults.Err(); err != nil {
		return nil, err
	}
	rates := f.agreement(account)
	rates.kind, rates.terms = a.Kind, t
	due, faults := rates.amount(t.On(arrears.Through.First()), arrears.Through, plan)
	f.also(pointed(faults, r.MonthlyAmount.given))
	if err := f.faults.Err(); err != nil {
		return nil, err
	}
	arrears.Due = due
	p, faults := fund.PayBack(t, arrears)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	out := BackPayment{City: t.Place().ID, Months: []BackPaymentMonth{}, Total: p.Total.String(), Left: []string{}, Ruleset: s.book.Hash()}
	for _, x := range p.Payments {
		m := BackPaymentMonth{Month: x.Month.String(), Amount: x.Amount.String(), Rule: x.Rule}
		if arrears.Until != 0 {
			m.Interest = x.Interest.String()
		}
		out.Months = append(out.Months, m)
	}
	if arrears.Until != 0 {
		out.Interest = p.Interest.String()
	}
	for _, m := range p.Left {
		out.Left = append(out.Left, m.String())
	}
	out.Because, out.Warnings = fundGrounds(t, append(p.Notices, rates.notices...), l)
	return out, nil
}

// pointed moves faults about the account's monthly amount to where the amount was given.
func pointed(faults fault.List, beside bool) fault.List {
	for i := range faults {
		switch {
		case beside && faults[i].Field == "/account/monthly_amount":
			faults[i].Field = "/monthly_amount"
		case faults[i].Field == "/from":
			faults[i].Field = "/through"
		}
	}
	return faults
}

// Account answers the body of a POST about accounts without a service: "simulate", "interest", "withdrawal" or "back-payment". The error
// holds faults, see [NewProblem].
func Account(b *policy.Book, about string, body []byte, l lang.Lang) ([]byte, error) {
	s := newService(Options{Book: b})
	switch about {
	case "simulate":
		return asked(body, l, s.simulation)
	case "interest":
		return asked(body, l, s.interest)
	case "withdrawal":
		return asked(body, l, s.withdrawal)
	case "back-payment":
		return asked(body, l, s.backPayment)
	}
	return nil, fault.New(fault.UnknownID, "", "id", about)
}
