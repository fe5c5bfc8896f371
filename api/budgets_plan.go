package api

import (
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// A budget's plan as JSON: over HTTP, in a file of the command line, and as it is stored with the budget.

// BudgetPlanRequest is what a workforce budget assumes. Everything may be absent: then wages stay, nobody comes or goes, and the months are the
// fund year (July to June) of today.
type BudgetPlanRequest struct {
	From          Word                  `json:"from" swaggertype:"string" example:"2026-07"`                                                                                               // absent: July of the fund year of today
	To            Word                  `json:"to" swaggertype:"string" example:"2027-06"`                                                                                                 // absent: twelve months in all; of a retroactive difference none after today, or known_on
	Schemes       []Word                `json:"schemes" swaggertype:"array,string" enums:"housing_fund,pension,medical,unemployment,work_injury,maternity" example:"housing_fund,pension"` // absent: all six
	Defaults      *PlanDefaultsRequest  `json:"defaults"`                                                                                                                                  // for cells that are empty
	Raises        []PlanRaiseRequest    `json:"raises"`
	KeepBases     *bool                 `json:"keep_bases" default:"false"` // true: bases are not adjusted in July
	Rates         []PlanRatesRequest    `json:"rates"`
	Joiners       []PlanJoinerRequest   `json:"joiners"`
	Leavers       []PlanLeaverRequest   `json:"leavers"`
	Overrides     []PlanOverrideRequest `json:"overrides"`                                          // what-ifs on the policy book
	KnownOn       Word                  `json:"known_on" swaggertype:"string" example:"2026-11-01"` // only what was published by this day
	PaidKnownOn   Word                  `json:"paid_known_on" swaggertype:"string"`                 // a retroactive difference: what was paid follows the book of this day
	SkipBadRows   *bool                 `json:"skip_bad_rows" default:"false"`                      // true: rows with problems are passed over and counted
	IgnoreColumns *bool                 `json:"ignore_columns" default:"false"`                     // true: unknown columns are passed over
}

// PlanDefaultsRequest stand in for cells that are empty. What is not given has no default.
type PlanDefaultsRequest struct {
	City         Word `json:"city" swaggertype:"string" example:"wuhan"`
	EmployerKind Word `json:"employer_kind" swaggertype:"string" enums:"enterprise,government,institution,social_organization,other" example:"enterprise"`
	PlanSharesRequest
}

// PlanSharesRequest are an employee's rates. What is not given stays as it is.
type PlanSharesRequest struct {
	EmployerRate    Figure `json:"employer_rate" swaggertype:"string" format:"decimal" example:"0.12"` // of the housing fund
	EmployeeRate    Figure `json:"employee_rate" swaggertype:"string" format:"decimal" example:"0.12"`
	WorkInjuryClass Count  `json:"work_injury_class" swaggertype:"integer" minimum:"1" maximum:"8" example:"1"`
	WorkInjuryRate  Figure `json:"work_injury_rate" swaggertype:"string" format:"decimal"` // the employer's own floated rate instead of its class's
}

// PlanScopeRequest is whom a line of the plan is about.
type PlanScopeRequest struct {
	Department Word `json:"department" swaggertype:"string" example:"研发部"` // absent: all; "": people without one
	City       Word `json:"city" swaggertype:"string" example:"wuhan"`     // absent: all
}

// PlanRaiseRequest raises wages from a month on, each rounded half-up to the fen.
type PlanRaiseRequest struct {
	PlanScopeRequest
	From    Word   `json:"from" swaggertype:"string" validate:"required" example:"2027-01"`
	Percent Figure `json:"percent" swaggertype:"string" format:"decimal" validate:"required" example:"0.05"` // 0.05 or "5%"; may be negative
}

// PlanRatesRequest replaces employees' rates from a month on.
type PlanRatesRequest struct {
	PlanScopeRequest
	From Word `json:"from" swaggertype:"string" validate:"required" example:"2027-01"`
	PlanSharesRequest
}

// PlanJoinerRequest is people who are hired in a month. What is not given is the plan's default.
type PlanJoinerRequest struct {
	Department Word   `json:"department" swaggertype:"string" example:"研发部"` // absent: without one
	City       Word   `json:"city" swaggertype:"string" example:"wuhan"`
	Month      Word   `json:"month" swaggertype:"string" validate:"required" example:"2026-10"`
	Count      Count  `json:"count" swaggertype:"integer" validate:"required" minimum:"1" example:"5"`
	Wage       Figure `json:"wage" swaggertype:"string" format:"decimal" validate:"required" example:"15000.00"`
	Employment Word   `json:"employment" swaggertype:"string" validate:"required" enums:"new_hire,transferred" example:"new_hire"`
	PlanSharesRequest
}

// PlanLeaverRequest is people who leave a department: the first of the table who were there before the plan and have no leave month of their own.
type PlanLeaverRequest struct {
	Department Word  `json:"department" swaggertype:"string" example:"研发部"`
	Month      Word  `json:"month" swaggertype:"string" validate:"required" example:"2026-12"` // the last month paid
	Count      Count `json:"count" swaggertype:"integer" validate:"required" minimum:"1" example:"3"`
}

// PlanOverrideRequest is a what-if in one city or everywhere.
type PlanOverrideRequest struct {
	OverrideRequest
	City Word `json:"city" swaggertype:"string" example:"wuhan"` // absent: every city
}

var (
	planSchemes = append(choices[policy.Scheme]{{"housing_fund", policy.HousingFund}}, insurances...)
	joinerKinds = employmentKinds[:2] // new_hire, transferred

	planFromText    = lang.Text{ZH: "起始月份", EN: "the first month"}
	planPercentText = lang.Text{ZH: "涨幅", EN: "the raise"}
	planCountText   = lang.Text{ZH: "人数", EN: "the number of people"}
	planSchemeText  = lang.Text{ZH: "险种", EN: "the scheme"}
)

const mostPlanned = 1_000_000 // people of one line of a plan

// ReadPlan reads a plan and says all that can be wrong with it before there is a table. The error is a fault.List.
func ReadPlan(text []byte) (*workforce.Plan, error) {
	var r BudgetPlanRequest
	if err := decode(text, &r); err != nil {
		return nil, err
	}
	var f form
	p := f.budgetPlan(&r)
	if err := f.faults.Err(); err != nil {
		return nil, err
	}
	return p, nil
}

// NewPlan reads a plan somebody gives today. It comes with the text it is stored as; assumed tells whether its months are ours.
func NewPlan(text []byte, today civil.Date) (stored []byte, p *workforce.Plan, assumed bool, err error) {
	var r BudgetPlanRequest
	if err := decode(text, &r); err != nil {
		return nil, nil, false, err
	}
	return r.plan(today)
}

func (r *BudgetPlanRequest) plan(today civil.Date) (stored []byte, p *workforce.Plan, assumed bool, err error) {
	if !r.From.given {
		r.From, assumed = word(civil.MonthOf(today.Month().FundYear(), 7)), true
	}
	if !r.To.given {
		from, err := civil.ParseMonth(r.From.text)
		if err != nil { // that is what is wrong, and not that there is no last month
			from = today.Month()
		}
		to := from.Add(11)
		if r.PaidKnownOn.given { // months that are still to come are paid by what is known by then
			known, err := civil.ParseDate(r.KnownOn.text)
			if err != nil {
				known = today
			}
			to = max(from, min(to, known.Month()))
		}
		r.To, assumed = word(to), true
	}
	var f form
	p = f.budgetPlan(r)
	if err := f.faults.Err(); err != nil {
		return nil, p, assumed, err // as far as it could be read
	}
	if stored, err = json.Marshal(r, json.OmitZeroStructFields(true)); err != nil {
		panic(err) // our own types
	}
	return stored, p, assumed, nil
}

func word(m civil.Month) Word { return Word{leaf{m.String(), true}} }

// budgetPlan turns a plan's JSON into the plan.
func (f *form) budgetPlan(r *BudgetPlanRequest) *workforce.Plan {
	p := &workforce.Plan{
		KeepBases: yes(r.KeepBases), SkipBadRows: yes(r.SkipBadRows), IgnoreColumns: yes(r.IgnoreColumns),
		KnownOn: f.date(r.KnownOn, "/known_on"), PaidKnownOn: f.date(r.PaidKnownOn, "/paid_known_on"),
		From: f.needMonth(r.From, "/from", planFromText), To: f.needMonth(r.To, "/to", lang.Text{ZH: "截止月份", EN: "the last month"}),
	}
	for i, id := range r.Schemes {
		at := "/schemes/" + strconv.Itoa(i)
		if f.require(id.leaf, at, planSchemeText) {
			before := len(f.faults)
			if one := choose(f, id, at, planSchemes); len(f.faults) == before {
				p.Schemes = p.Schemes.With(one)
			}
		}
	}
	if d := r.Defaults; d != nil {
		x := f.shares(&d.PlanSharesRequest, "/defaults")
		p.Defaults = workforce.Defaults{
			City: d.City.text, Employer: choose(f, d.EmployerKind, "/defaults/employer_kind", employerKinds),
			EmployerRate: x.EmployerRate, EmployeeRate: x.EmployeeRate, WorkInjuryClass: x.WorkInjuryClass, WorkInjuryRate: x.WorkInjuryRate,
		}
	}
	for i := range r.Raises {
		x, at := &r.Raises[i], "/raises/"+strconv.Itoa(i)
		p.Raises = append(p.Raises, workforce.Raise{Scope: x.scope(), From: f.needMonth(x.From, at+"/from", planFromText), Percent: f.raise(x.Percent, at+"/percent")})
	}
	for i := range r.Rates {
		x, at := &r.Rates[i], "/rates/"+strconv.Itoa(i)
		change := f.shares(&x.PlanSharesRequest, at)
		change.Scope, change.From = x.scope(), f.needMonth(x.From, at+"/from", planFromText)
		p.Rates = append(p.Rates, change)
	}
	for i := range r.Joiners {
		p.Joiners = append(p.Joiners, f.joiner(&r.Joiners[i], "/joiners/"+strconv.Itoa(i)))
	}
	for i := range r.Leavers {
		x, at := &r.Leavers[i], "/leavers/"+strconv.Itoa(i)
		p.Leavers = append(p.Leavers, workforce.Leaver{Department: x.Department.text, Month: f.needMonth(x.Month, at+"/month", monthText), Count: f.planned(x.Count, at+"/count")})
	}
	whole := make([]OverrideRequest, len(r.Overrides))
	for i := range r.Overrides {
		whole[i] = r.Overrides[i].OverrideRequest
	}
	for i, o := range f.overrides(whole) {
		p.Overrides = append(p.Overrides, workforce.Override{Override: o, City: r.Overrides[i].City.text})
	}
	return p
}

func (x *PlanScopeRequest) scope() (s workforce.Scope) {
	if x.Department.given {
		s.Department = contribution.Given(x.Department.text)
	}
	s.City = x.City.text
	return s
}

// shares reads rates and classes into a change of them.
func (f *form) shares(x *PlanSharesRequest, at string) workforce.RateChange {
	return workforce.RateChange{
		EmployerRate:    f.rate(x.EmployerRate, at+"/employer_rate", employerRateText),
		EmployeeRate:    f.rate(x.EmployeeRate, at+"/employee_rate", employeeRateText),
		WorkInjuryClass: f.count(x.WorkInjuryClass, at+"/work_injury_class", workInjuryText, 1, 8),
		WorkInjuryRate:  f.rate(x.WorkInjuryRate, at+"/work_injury_rate", workInjuryRate),
	}
}

func (f *form) joiner(x *PlanJoinerRequest, at string) workforce.Joiner {
	own := f.shares(&x.PlanSharesRequest, at)
	j := workforce.Joiner{
		Department: x.Department.text, City: x.City.text, Month: f.needMonth(x.Month, at+"/month", monthText), Count: f.planned(x.Count, at+"/count"),
		EmployerRate: own.EmployerRate, EmployeeRate: own.EmployeeRate, WorkInjuryClass: own.WorkInjuryClass, WorkInjuryRate: own.WorkInjuryRate,
	}
	if f.require(x.Wage.leaf, at+"/wage", wageText) {
		j.Wage = f.money(x.Wage, at+"/wage", wageText).Value
	}
	if f.require(x.Employment.leaf, at+"/employment", employmentText) {
		j.Employment = choose(f, x.Employment, at+"/employment", joinerKinds)
	}
	return j
}

func (f *form) needMonth(w Word, at string, what lang.Text) civil.Month {
	f.require(w.leaf, at, what)
	return f.month(w, at)
}

func (f *form) planned(n Count, at string) int {
	f.require(n.leaf, at, planCountText)
	return f.count(n, at, planCountText, 1, mostPlanned).Value
}

// raise reads a change of wages, which may be one for the worse.
func (f *form) raise(v Figure, at string) money.Rate {
	if !f.require(v.leaf, at, planPercentText) {
		return money.Rate{}
	}
	r, err := money.ParseRate(v.text)
	if err != nil {
		f.number(err, v, at, planPercentText, 6, -1, 10)
	} else if n := r.PPM(); (n >= 1_000_000 || n == -1_000_000) && !strings.HasSuffix(v.text, "%") {
		f.refuse(fault.PercentMeant, at, "what", planPercentText, "value", shorten(v.text), "percent", r.Percent())
	} else if r.Less(money.PPM(-1_000_000)) || money.PPM(10_000_000).Less(r) {
		f.refuse(fault.OutOfRange, at, "what", planPercentText, "value", shorten(v.text), "min", -1, "max", 10)
	}
	return r
}

// Today is the day a plan without months is about, where no service says which it is.
func Today() civil.Date { return dayOf(time.Now().In(beijing)) }
