package api

import (
	"math/big"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/loan"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// LoanEligibilityRequest asks whether somebody may borrow on a day.
type LoanEligibilityRequest struct {
	City                  Word                  `json:"city" swaggertype:"string" example:"zhengzhou"`
	On                    Word                  `json:"on" swaggertype:"string" format:"date" example:"2026-08-15"` // day of the application
	KnownOn               Word                  `json:"known_on" swaggertype:"string" format:"date"`
	Person                *PersonRequest        `json:"person"`
	History               []HistoryMonthRequest `json:"history"` // month by month, oldest first, to the month before `on`
	Opened                Word                  `json:"opened" swaggertype:"string" format:"date" example:"2025-06-20"`
	Unsealed              Word                  `json:"unsealed" swaggertype:"string"`                      // month in which a sealed account was unsealed, if it was
	OutstandingLoan       *bool                 `json:"outstanding_loan"`                                   // has a fund loan that is not settled
	SpouseOutstandingLoan *bool                 `json:"spouse_outstanding_loan"`                            //
	EarlierLoans          Count                 `json:"earlier_loans" swaggertype:"integer" minimum:"0"`    // fund loans of the household so far
	HomesOwned            Count                 `json:"homes_owned" swaggertype:"integer" minimum:"0"`      // homes the household owns, without the one to be bought and one listed for sale
	Children              Count                 `json:"children" swaggertype:"integer" minimum:"0"`         // minor children: multi-child families may own more
	Balance               Figure                `json:"balance" swaggertype:"string"`                       // of the account; with it the condition on the balance is judged
	FirstPayment          Word                  `json:"first_payment" swaggertype:"string" format:"date"`   // flexible workers in Wuhan: first payment after the last agreement (opening or unsealing); absent: as far as the history shows it
	LastWithdrawal        Word                  `json:"last_withdrawal" swaggertype:"string" format:"date"` //
	ContractDate          Word                  `json:"contract_date" swaggertype:"string" format:"date"`   // of the purchase
	Overrides             []OverrideRequest     `json:"overrides"`
}

// HistoryMonthRequest is one month of a history.
type HistoryMonthRequest struct {
	Month  Word   `json:"month" swaggertype:"string" example:"2026-07"`
	Status Word   `json:"status" swaggertype:"string" enums:"paid,back_paid,missed" example:"paid"`
	Amount Figure `json:"amount" swaggertype:"string" example:"960.00"`
}

// LoanVerdict is a yes or no with every reason.
type LoanVerdict struct {
	City             string      `json:"city" example:"zhengzhou"`
	On               string      `json:"on" example:"2026-08-15"`
	Eligible         bool        `json:"eligible"`
	ContinuousMonths int         `json:"continuous_months" example:"6"`                           // months of the unbroken row
	RequiredMonths   int         `json:"required_months" example:"6"`                             //
	RestartedAt      string      `json:"restarted_at,omitempty" example:"2026-02"`                // where the row started again
	EarliestMonth    string      `json:"earliest_month,omitempty" example:"2026-08"`              // first month in which all is met if every month from now on is paid on time
	MadeGoodMonth    string      `json:"earliest_month_if_made_good,omitempty" example:"2026-08"` // the same if the months missed are made good now, where that is earlier
	Reasons          []Reason    `json:"reasons"`
	Because          []Parameter `json:"because"`
	Warnings         []Warning   `json:"warnings"`
	Ruleset          string      `json:"ruleset"`
}

// postLoanEligibility judges whether somebody may borrow.
//
//	@Summary		能否申请公积金贷款 · Who may borrow
//	@Description	列出每个条件是否满足、连续月数、从哪个月重新计算、最早哪个月能满足（此后每月按时缴存）。history 逐月列到申请前一个月，未缴的月份写 missed；补缴的写 back_paid。
//	@Description	郑州：补缴的月份不中断连续，但不算按时缴存；从未补上的月份使计数重新开始；连续停缴三个月以上的自启封月重新计算（ZZ-9c）。武汉：补缴的月份中断六个月的连续。
//	@Description	Every condition with what is there and what is needed, the row of months, where it started again and the earliest month in which all can be met. In Zhengzhou a back-paid month keeps the row but is no on-time month; a month never made good starts the count again, and so does a stop of three months, at the month of unsealing (ZZ-9c). In Wuhan a back-paid month breaks the row. Where no number of months is known the answer is 422 value_unknown, which names the parameter; it can be given in overrides.
//	@Tags			loans
//	@Accept			json
//	@Produce		json
//	@Param			request	body		LoanEligibilityRequest	true	"问题 · the question"
//	@Param			lang	query		string					false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	LoanVerdict
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/eligibility/loan [post]
func (s *service) postLoanEligibility(c *gin.Context) { answer(c, s.loanEligibility) }

func (s *service) loanEligibility(r *LoanEligibilityRequest, l lang.Lang) (any, error) {
	var f form
	a := loan.Applicant{
		On: f.date(r.On, "/on"), Opened: f.date(r.Opened, "/opened"), Unsealed: f.month(r.Unsealed, "/unsealed"), FirstPayment: f.date(r.FirstPayment, "/first_payment"),
		LastWithdrawal: f.date(r.LastWithdrawal, "/last_withdrawal"), Contract: f.date(r.ContractDate, "/contract_date"),
		Outstanding: loan.Maybe[bool](maybe(r.OutstandingLoan)), SpouseOutstanding: loan.Maybe[bool](maybe(r.SpouseOutstandingLoan)),
		EarlierLoans: loan.Maybe[int](f.count(r.EarlierLoans, "/earlier_loans", earlierLoansText, 0, mostLoans)),
		HomesOwned:   loan.Maybe[int](f.count(r.HomesOwned, "/homes_owned", homesOwnedText, 0, mostLoans)),
		Children:     loan.Maybe[int](f.count(r.Children, "/children", childrenText, 0, mostChildren)),
		Balance:      loan.Maybe[money.Money](f.money(r.Balance, "/balance", balanceText)),
	}
	a.Kind, a.Birth, a.Sex = f.borrower(r.Person)
	a.History = f.history(r.History)
	snapshot := s.snapshot(&f, r.City, r.KnownOn, a.On, r.Overrides)
	f.also(a.Check())
	if err := f.faults.Err(); err != nil || snapshot == nil {
		return nil, err
	}
	v, faults := loan.Judge(snapshot, &a)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	out := LoanVerdict{City: snapshot.Place().ID, On: a.On.String(), Eligible: v.Eligible, ContinuousMonths: v.Continuous, RequiredMonths: v.Required,
		RestartedAt: v.Restarted.String(), EarliestMonth: v.Earliest.String(), MadeGoodMonth: v.MadeGood.String(), Reasons: []Reason{}, Ruleset: s.book.Hash()}
	for _, x := range v.Reasons {
		out.Reasons = append(out.Reasons, Reason{Rule: x.Rule, Met: x.Met, Message: x.Message.In(l), Have: x.Have.In(l), Need: x.Need.In(l)})
	}
	out.Because, out.Warnings = loanGrounds(snapshot, v.Because, append(v.Notices, r.unjudged(&v)...), l)
	return out, nil
}

// unjudged are what the request gives and no rule of the place asks for on the day: nothing given is passed over in silence.
func (r *LoanEligibilityRequest) unjudged(v *loan.Verdict) (out []loan.Notice) {
	for _, x := range [...]struct {
		given bool
		field string
		key   policy.Key
	}{
		{r.EarlierLoans.given, "earlier_loans", policy.HousingFundLoanUsesMax},
		{r.HomesOwned.given, "homes_owned", policy.HousingFundLoanHomesMax},
		{r.Balance.given, "balance", policy.HousingFundLoanBalanceMinMultiple},
		{r.FirstPayment.given, "first_payment", policy.HousingFundFlexibleLoanMonthsRule},
		{r.LastWithdrawal.given, "last_withdrawal", policy.HousingFundFlexibleLoanNoWithdrawal},
		{r.ContractDate.given, "contract_date", policy.HousingFundFlexibleLoanContractAgeMax},
	} {
		used := slices.Contains(v.Because, x.key) || slices.ContainsFunc(v.Notices, func(n loan.Notice) bool { return n.Key == x.key })
		if x.given && !used {
			out = append(out, loan.Notice{Code: "not_included", Key: x.key, Text: lang.Text{ZH: "本地当日没有找到相关规定，" + x.field + " 未用于判断", EN: "no rule on it is known here on that day; " + x.field + " is not judged"}})
		}
	}
	return out
}

// history reads the months of a history; what they mean together is for the rules to check.
func (f *form) history(list []HistoryMonthRequest) []loan.Month {
	out := make([]loan.Month, len(list))
	for i, m := range list {
		at := "/history/" + strconv.Itoa(i)
		if f.require(m.Month.leaf, at+"/month", monthText) {
			out[i].Month = f.month(m.Month, at+"/month")
		}
		if f.require(m.Status.leaf, at+"/status", statusText) {
			out[i].Status = choose(f, m.Status, at+"/status", monthStatuses)
		}
		out[i].Amount = loan.Maybe[money.Money](f.money(m.Amount, at+"/amount", monthlyAmountText))
	}
	return out
}

// borrower reads who borrows.
func (f *form) borrower(p *PersonRequest) (kind loan.Kind, birth civil.Date, sex loan.Sex) {
	if p == nil {
		f.refuse(fault.Required, "/person/kind", "what", kindText)
		return 0, 0, 0
	}
	if f.require(p.Kind.leaf, "/person/kind", kindText) {
		kind = choose(f, p.Kind, "/person/kind", borrowerKinds)
	}
	return kind, f.date(p.Birth, "/person/birth"), choose(f, p.Sex, "/person/sex", borrowerSexes)
}

// LoanQuotaRequest asks how much can be borrowed for a home. What is not given is no limit, and a warning says so.
type LoanQuotaRequest struct {
	City                Word              `json:"city" swaggertype:"string" example:"wuhan"`
	On                  Word              `json:"on" swaggertype:"string" format:"date" example:"2026-08-15"`
	KnownOn             Word              `json:"known_on" swaggertype:"string" format:"date"`
	Person              *PersonRequest    `json:"person"`                                                                  // kind; birth and sex limit the term
	Spouse              *SpouseRequest    `json:"spouse"`                                                                  // a second contributor; leave it out if the spouse does not contribute
	Home                Word              `json:"home" swaggertype:"string" enums:"first,second" example:"first"`          //
	Condition           Word              `json:"condition" swaggertype:"string" enums:"new,used" example:"new"`           //
	BuildingAge         Count             `json:"building_age" swaggertype:"integer" minimum:"0"`                          // years, of a used home
	Price               Figure            `json:"price" swaggertype:"string" example:"1800000.00"`                         //
	DownPayment         Figure            `json:"down_payment" swaggertype:"string"`                                       // what the buyer pays himself
	Base                Figure            `json:"base" swaggertype:"string" example:"18000.00"`                            // contribution base; in Wuhan the lowest of the last six months
	Balance             Figure            `json:"balance" swaggertype:"string" example:"60000.00"`                         //
	AverageDailyBalance Figure            `json:"average_daily_balance" swaggertype:"string"`                              // of a flexible worker in Wuhan
	Months              Count             `json:"months" swaggertype:"integer" minimum:"0" maximum:"1200" example:"48"`    // months of contributions, back-payments left out
	TermYears           Count             `json:"term_years" swaggertype:"integer" minimum:"1" maximum:"100" example:"25"` // absent: the longest allowed
	Children            Count             `json:"children" swaggertype:"integer" minimum:"0" maximum:"30" example:"2"`     // minor children
	Talent              *bool             `json:"talent"`                                                                  // a talent as the city lists them (Wuxi, Changzhou)
	Upgraded            *bool             `json:"upgraded"`                                                                // an upgraded home (Wuxi)
	Affordable          *bool             `json:"affordable"`                                                              // affordable housing
	Aided               *bool             `json:"aided"`                                                                   // a household with purchase aid (Changzhou)
	ListedGroup         *bool             `json:"listed_group"`                                                            // one of the groups the city lists (Urumqi)
	Green               *bool             `json:"green"`                                                                   // a green building of two stars or more (Wuhan)
	Overrides           []OverrideRequest `json:"overrides"`
}

// SpouseRequest is a second contributor of the household.
type SpouseRequest struct {
	Base    Figure `json:"base" swaggertype:"string" example:"12000.00"`
	Balance Figure `json:"balance" swaggertype:"string" example:"40000.00"`
}

// LoanQuota is the most that can be borrowed: the least of the limits, with the one that decides.
type LoanQuota struct {
	City     string      `json:"city" example:"wuhan"`
	On       string      `json:"on" example:"2026-08-15"`
	Quota    string      `json:"quota" example:"1440000.00"`
	Binding  string      `json:"binding" enums:"price,need,income,balance,retained,cap" example:"price"`
	Limits   []LoanLimit `json:"limits"`
	Term     LoanTerm    `json:"term"`
	Explain  LoanNode    `json:"explain"`
	Because  []Parameter `json:"because"`
	Warnings []Warning   `json:"warnings"`
	Ruleset  string      `json:"ruleset"`
}

// LoanLimit is one of the limits: by price, by what the down payment leaves, by income, by balance, by the balance to be kept, by the cap.
type LoanLimit struct {
	ID      string   `json:"id" enums:"price,need,income,balance,retained,cap" example:"price"`
	Amount  string   `json:"amount" example:"1440000.00"`
	Binding bool     `json:"binding"`
	Rule    string   `json:"rule" example:"WH-L5"`
	Explain LoanNode `json:"explain"`
}

// LoanTerm is how long the loan may run.
type LoanTerm struct {
	Years   int       `json:"years,omitempty" example:"25"`   // taken for this quota
	Longest int       `json:"longest,omitempty" example:"30"` // the longest allowed, where it is known
	Rule    string    `json:"rule,omitempty" example:"WH-L6"` //
	Explain *LoanNode `json:"explain,omitempty"`              // of `longest`
}

// LoanNode is a step of the calculation. A leaf is an input (with its pointer), a parameter of the book (with its key; its source stands in
// `because`) or a stated assumption; working the tree out again gives its value.
type LoanNode struct {
	Op      string     `json:"op" enums:"input,parameter,assumption,sum,difference,product,quotient,least,greatest,round_down" example:"product"`
	Name    string     `json:"name" example:"按房价"`
	Value   string     `json:"value" example:"1440000.00"`
	Unit    string     `json:"unit" example:"yuan"`
	Pointer string     `json:"pointer,omitempty" example:"/price"`
	Key     string     `json:"key,omitempty" example:"housing_fund.loan.ltv.first"`
	Parts   []LoanNode `json:"parts,omitempty"`
}

// postLoanQuota says how much can be borrowed.
//
//	@Summary		最多能贷多少 · How much can be borrowed
//	@Description	取各项限额中的最低者，指出由哪一项决定；每一项都附计算树，叶子只有提问、政策参数和写明的假设。没有给出的资料和没有公布的数值不作限额，并在 warnings 中说明。
//	@Description	武汉：房价成数（存量房按房龄）、（本人＋配偶基数）×40%×12×年限、余额×20×缴存时间系数、最高额度（多子女上浮），向下取整到千元；灵活就业人员按日均余额。其他四市按各自公布的形式。
//	@Description	The least of all limits with the one that decides; every limit is a tree whose leaves are inputs, parameters of the book and stated assumptions. What is not given or not published is no limit, and a warning says so.
//	@Tags			loans
//	@Accept			json
//	@Produce		json
//	@Param			request	body		LoanQuotaRequest	true	"问题 · the question"
//	@Param			lang	query		string				false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	LoanQuota
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/loans/quota [post]
func (s *service) postLoanQuota(c *gin.Context) { answer(c, s.loanQuota) }

func (s *service) loanQuota(r *LoanQuotaRequest, l lang.Lang) (any, error) {
	var f form
	yuan := func(v Figure, at string, what lang.Text) loan.Maybe[money.Money] {
		return loan.Maybe[money.Money](f.money(v, at, what))
	}
	p := loan.Purchase{
		On:    f.date(r.On, "/on"),
		Price: loan.Maybe[money.Money](f.positive(r.Price, "/price", priceText)), DownPayment: yuan(r.DownPayment, "/down_payment", downPaymentText),
		Base: yuan(r.Base, "/base", baseText), Balance: yuan(r.Balance, "/balance", balanceText), AverageBalance: yuan(r.AverageDailyBalance, "/average_daily_balance", balanceText),
		BuildingAge: loan.Maybe[int](f.count(r.BuildingAge, "/building_age", buildingAgeText, 0, mostMonths)),
		Months:      loan.Maybe[int](f.count(r.Months, "/months", monthsText, 0, mostMonths)),
		TermYears:   loan.Maybe[int](f.count(r.TermYears, "/term_years", termText, 1, mostMonths/12)),
		Children:    f.count(r.Children, "/children", childrenText, 0, mostChildren).Value,
		Talent:      yes(r.Talent), Upgraded: yes(r.Upgraded), Affordable: yes(r.Affordable), Aided: yes(r.Aided), Listed: yes(r.ListedGroup), Green: yes(r.Green),
	}
	p.Kind, p.Birth, p.Sex = f.borrower(r.Person)
	f.require(r.On.leaf, "/on", dayText)
	if f.require(r.Home.leaf, "/home", homeText) {
		p.Home = choose(&f, r.Home, "/home", homes)
	}
	if r.Condition.given {
		p.Used = loan.Given(choose(&f, r.Condition, "/condition", conditions))
	}
	if x := r.Spouse; x != nil {
		p.Spouse = &loan.Spouse{Base: yuan(x.Base, "/spouse/base", baseText), Balance: yuan(x.Balance, "/spouse/balance", balanceText)}
	}
	if p.Birth > p.On && p.On != 0 {
		f.refuse(fault.OutOfRange, "/person/birth", "what", birthText, "value", p.Birth, "min", "1900-01-01", "max", p.On)
	}
	snapshot := s.snapshot(&f, r.City, r.KnownOn, p.On, r.Overrides)
	if snapshot == nil || p.Kind == 0 || p.Home == 0 {
		return nil, f.faults.Err()
	}
	q, faults := loan.Borrow(snapshot, &p)
	f.also(faults)
	if err := f.faults.Err(); err != nil {
		return nil, err
	}
	out := LoanQuota{City: snapshot.Place().ID, On: p.On.String(), Quota: q.Amount.String(), Binding: q.Binding, Limits: []LoanLimit{}, Explain: explained(q.Explain, l), Ruleset: s.book.Hash(),
		Term: LoanTerm{Years: q.Term.Years, Longest: q.Term.Most, Rule: q.Term.Rule}}
	if q.Term.Explain != nil {
		n := explained(q.Term.Explain, l)
		out.Term.Explain = &n
	}
	for _, x := range q.Limits {
		out.Limits = append(out.Limits, LoanLimit{ID: x.ID, Amount: x.Amount.String(), Binding: x.ID == q.Binding, Rule: x.Rule, Explain: explained(x.Explain, l)})
	}
	out.Because, out.Warnings = loanGrounds(snapshot, q.Because, q.Notices, l)
	return out, nil
}

// explained is a calculation tree as the answer shows it.
func explained(n *loan.Node, l lang.Lang) LoanNode {
	out := LoanNode{Op: n.Op.String(), Name: n.Name.In(l), Value: decimals(n.Value, n.Unit), Unit: n.Unit, Pointer: n.Pointer}
	if n.Key != policy.None {
		out.Key = n.Key.String()
	}
	for _, p := range n.Parts {
		out.Parts = append(out.Parts, explained(p, l))
	}
	return out
}

// decimals writes an exact number: yuan with two decimals, anything else without needless zeros. What does not end is cut after ten places.
func decimals(v *big.Rat, unit string) string {
	if v.IsInt() && unit != "yuan" && unit != "yuan/month" {
		return v.Num().String()
	}
	if cents := new(big.Rat).Mul(v, big.NewRat(100, 1)); cents.IsInt() && (unit == "yuan" || unit == "yuan/month") {
		return v.FloatString(2)
	}
	s := v.FloatString(10)
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	return s
}

// loanGrounds are the parameters an answer rests on, and what they and the calculation have to admit.
func loanGrounds(snapshot *policy.Snapshot, keys []policy.Key, notices []loan.Notice, l lang.Lang) ([]Parameter, []Warning) {
	because, warnings := []Parameter{}, []Warning{}
	shown := map[policy.Key]bool{}
	for _, k := range keys {
		if e := snapshot.Entry(k); e != nil && !shown[k] {
			shown[k] = true
			because = append(because, full(e, snapshot.Carried(k) != policy.NotCarried, l))
		}
	}
	for _, n := range notices {
		stop := lang.Text{ZH: "。", EN: "."}
		w := Warning{Code: n.Code, Message: lang.Sentence(n.Text.In(l) + stop.In(l))}
		if n.Key != policy.None {
			w.Key = n.Key.String()
		}
		warnings = append(warnings, w)
	}
	collector := contribution.NewCollector(snapshot)
	collector.Use(keys...)
	for _, w := range collector.Warnings() {
		warnings = append(warnings, warning(w, l))
	}
	return because, warnings
}

// positive reads yuan above zero.
func (f *form) positive(v Figure, at string, what lang.Text) contribution.Maybe[money.Money] {
	m := f.money(v, at, what)
	if m.Given && m.Value.IsZero() {
		f.refuse(fault.NotPositive, at, "what", what, "value", m.Value)
		m.Given = false
	}
	return m
}

// Bounds of what a request may say at all; what is lawful is for the book.
const (
	mostMonths   = loan.MostMonths
	mostLoans    = 1000
	mostChildren = 30
)

var (
	monthStatuses = choices[loan.Status]{{"paid", loan.Paid}, {"back_paid", loan.BackPaid}, {"missed", loan.Missed}}
	borrowerKinds = choices[loan.Kind]{{"employee", loan.Employee}, {"flexible", loan.FlexibleWorker}}
	borrowerSexes = choices[loan.Sex]{{"male", loan.Male}, {"female", loan.Female}}
	homes         = choices[loan.Home]{{"first", loan.FirstHome}, {"second", loan.SecondHome}}
	conditions    = choices[bool]{{"new", false}, {"used", true}}

	statusText       = lang.Text{ZH: "缴存情况（paid、back_paid 或 missed）", EN: "the status (paid, back_paid or missed)"}
	balanceText      = lang.Text{ZH: "账户余额", EN: "the balance"}
	homesOwnedText   = lang.Text{ZH: "家庭已有住房的套数", EN: "the number of homes the household owns"}
	earlierLoansText = lang.Text{ZH: "已使用公积金贷款的次数", EN: "the number of earlier fund loans"}
	priceText        = lang.Text{ZH: "房价", EN: "the price"}
	downPaymentText  = lang.Text{ZH: "首付款", EN: "the down payment"}
	buildingAgeText  = lang.Text{ZH: "房龄", EN: "the age of the building"}
	monthsText       = lang.Text{ZH: "缴存月数", EN: "the number of months of contributions"}
	termText         = lang.Text{ZH: "贷款年限", EN: "the term in years"}
	childrenText     = lang.Text{ZH: "未成年子女数", EN: "the number of minor children"}
	homeText         = lang.Text{ZH: "首套或第二套（first 或 second）", EN: "which home it is (first or second)"}
	birthText        = lang.Text{ZH: "出生日期", EN: "the day of birth"}
)

// Loan answers the body of a POST about loans without a service: "eligibility", "quota", "schedule" or "subsidy". The error holds faults,
// see [NewProblem].
func Loan(b *policy.Book, about string, body []byte, l lang.Lang) ([]byte, error) {
	s := newService(Options{Book: b})
	switch about {
	case "eligibility":
		return asked(body, l, s.loanEligibility)
	case "quota":
		return asked(body, l, s.loanQuota)
	case "schedule":
		return asked(body, l, s.loanSchedule)
	case "subsidy":
		return asked(body, l, s.loanSubsidy)
	}
	return nil, fault.New(fault.UnknownID, "", "id", about)
}

func asked[Q any](body []byte, l lang.Lang, f func(*Q, lang.Lang) (any, error)) ([]byte, error) {
	var q Q
	if err := decode(body, &q); err != nil {
		return nil, err
	}
	out, err := f(&q, l)
	if err != nil {
		return nil, err
	}
	return json.Marshal(out)
}
