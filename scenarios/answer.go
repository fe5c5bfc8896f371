package scenarios

import (
	"strconv"
	"strings"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Answer is a run as it is written. Pointers of a target lead into it: /totals/total, /months/11/balance.
type Answer struct {
	Name         string             `json:"name,omitempty"`
	Story        string             `json:"story,omitempty"`
	Source       string             `json:"source,omitempty"`
	From         civil.Month        `json:"from" swaggertype:"string" example:"2026-01"`
	To           civil.Month        `json:"to" swaggertype:"string" example:"2055-12"`
	Months       []MonthAnswer      `json:"months,omitempty"`
	Totals       TotalsAnswer       `json:"totals"`
	Series       *Series            `json:"series,omitempty"` // the columns of months, for charts
	Assumptions  []AssumptionAnswer `json:"assumptions"`
	Refusals     []RefusalAnswer    `json:"refusals,omitempty"`     // events of the account that changed nothing
	Expectations []ExpectationCheck `json:"expectations,omitempty"` // what `expect` asked for, held against the run
	AsExpected   *bool              `json:"as_expected,omitempty"`  // whether all of it came out
	Warnings     []WarningAnswer    `json:"warnings"`
	Ruleset      string             `json:"ruleset" example:"5f3a…"`
}

// MonthAnswer is one month.
type MonthAnswer struct {
	Month           civil.Month   `json:"month" swaggertype:"string" example:"2026-08"`
	City            string        `json:"city" example:"wuhan"`
	Wage            *money.Money  `json:"wage,omitempty" swaggertype:"string" example:"20000.00"`
	AverageWage     *money.Money  `json:"average_wage,omitempty" swaggertype:"string" example:"18000.00"`      // declared for the insurances
	FundAverageWage *money.Money  `json:"fund_average_wage,omitempty" swaggertype:"string" example:"18000.00"` // declared for the housing fund
	Schemes         []ShareAnswer `json:"schemes,omitempty"`
	Employer        money.Money   `json:"employer" swaggertype:"string" example:"7000.00"`
	Employee        money.Money   `json:"employee" swaggertype:"string" example:"4000.00"`
	Total           money.Money   `json:"total" swaggertype:"string" example:"11000.00"`
	Tax             *money.Money  `json:"tax,omitempty" swaggertype:"string" example:"300.00"`
	TakeHome        *money.Money  `json:"take_home,omitempty" swaggertype:"string" example:"15700.00"`

	// With an account.
	State            string         `json:"state,omitempty" enums:"none,normal,sealed,closed" example:"normal"`
	Sealing          string         `json:"sealing,omitempty" enums:"suspended,arrears,stopped,internal,pool"`
	Contribution     *money.Money   `json:"contribution,omitempty" swaggertype:"string" example:"1200.00"` // paid into the account for this month
	BackPaid         *money.Money   `json:"back_paid,omitempty" swaggertype:"string" example:"0.00"`       // paid into the account for earlier months
	Interest         *money.Money   `json:"interest,omitempty" swaggertype:"string" example:"0.00"`
	Withdrawn        *money.Money   `json:"withdrawn,omitempty" swaggertype:"string" example:"0.00"`
	Balance          *money.Money   `json:"balance,omitempty" swaggertype:"string" example:"12345.67"`
	ContinuousMonths *int           `json:"continuous_months,omitempty" example:"8"`
	LoanEligible     *bool          `json:"loan_eligible,omitempty"` // at the month's end
	Reasons          []ReasonAnswer `json:"reasons,omitempty"`       // what stands in the way of a loan
}

// ShareAnswer is what is paid for one scheme in a month.
type ShareAnswer struct {
	Scheme        string       `json:"scheme" enums:"housing_fund,pension,medical,unemployment,work_injury,maternity" example:"pension"`
	Base          *money.Money `json:"base,omitempty" swaggertype:"string" example:"18000.00"`
	Limit         string       `json:"limit,omitempty" enums:"none,floor,ceiling" example:"none"`
	EmployerRate  *money.Rate  `json:"employer_rate,omitempty" swaggertype:"string" example:"0.16"`
	EmployeeRate  *money.Rate  `json:"employee_rate,omitempty" swaggertype:"string" example:"0.08"`
	Employer      money.Money  `json:"employer" swaggertype:"string" example:"2880.00"`
	Employee      money.Money  `json:"employee" swaggertype:"string" example:"1440.00"`
	EmployeeFixed *money.Money `json:"employee_fixed,omitempty" swaggertype:"string" example:"7.00"` // of the employee's amount: what no rate of the base gives
	Unknown       bool         `json:"unknown,omitempty"`                                            // part of it is not known, and in no sum
}

// TotalsAnswer sums up all months.
type TotalsAnswer struct {
	Months    int              `json:"months" example:"480"`
	Wage      money.Money      `json:"wage" swaggertype:"string" example:"240000.00"`
	Employer  money.Money      `json:"employer" swaggertype:"string" example:"84000.00"`
	Employee  money.Money      `json:"employee" swaggertype:"string" example:"48000.00"`
	Total     money.Money      `json:"total" swaggertype:"string" example:"132000.00"`
	Schemes   map[string]Sums  `json:"schemes"`
	Tax       *money.Money     `json:"tax,omitempty" swaggertype:"string"`
	TakeHome  *money.Money     `json:"take_home,omitempty" swaggertype:"string"`
	BackPaid  *money.Money     `json:"back_paid,omitempty" swaggertype:"string"`
	Interest  *money.Money     `json:"interest,omitempty" swaggertype:"string"`
	Withdrawn *money.Money     `json:"withdrawn,omitempty" swaggertype:"string"`
	Opening   *money.Money     `json:"opening_balance,omitempty" swaggertype:"string"`
	Balance   *money.Money     `json:"balance,omitempty" swaggertype:"string"` // at the end
	Eligible  *EligibleSummary `json:"loan,omitempty"`
}

// Sums are the sums of one scheme.
type Sums struct {
	Employer money.Money `json:"employer" swaggertype:"string"`
	Employee money.Money `json:"employee" swaggertype:"string"`
	Total    money.Money `json:"total" swaggertype:"string"`
}

// EligibleSummary says when a loan is possible.
type EligibleSummary struct {
	First  civil.Month `json:"first_month,omitempty" swaggertype:"string" example:"2026-08"` // the first month at whose end one is
	Months int         `json:"months" example:"12"`
	AtEnd  bool        `json:"at_end"`
}

// Series are the months' columns.
type Series struct {
	Months   []civil.Month `json:"months" swaggertype:"array,string"`
	Wage     []money.Money `json:"wage" swaggertype:"array,string"`
	Employer []money.Money `json:"employer" swaggertype:"array,string"`
	Employee []money.Money `json:"employee" swaggertype:"array,string"`
	Total    []money.Money `json:"total" swaggertype:"array,string"`
	TakeHome []money.Money `json:"take_home,omitempty" swaggertype:"array,string"`
	Balance  []money.Money `json:"balance,omitempty" swaggertype:"array,string"`
	Interest []money.Money `json:"interest,omitempty" swaggertype:"array,string"`
}

// AssumptionAnswer is one assumption the result rests on.
type AssumptionAnswer struct {
	Name    string       `json:"name" enums:"wage_growth,floor_growth,ceiling_growth,interest_rate,override,job_loss" example:"ceiling_growth"`
	City    string       `json:"city,omitempty" example:"wuhan"`
	Key     string       `json:"key,omitempty" example:"housing_fund.base.ceiling"`
	Value   string       `json:"value" example:"0.03"`
	Last    *money.Money `json:"last_known,omitempty" swaggertype:"string" example:"36072.25"` // the last known amount
	Until   civil.Date   `json:"known_until,omitempty" swaggertype:"string" example:"2027-06-30"`
	From    civil.Date   `json:"from,omitempty" swaggertype:"string" example:"2027-07-01"` // since when the assumption holds
	Message string       `json:"message"`
}

// ReasonAnswer is one condition that is not met.
type ReasonAnswer struct {
	Rule    string `json:"rule" example:"ZZ-13a"`
	Met     bool   `json:"met"`
	Message string `json:"message"`
	Have    string `json:"have"`
	Need    string `json:"need"`
}

// RefusalAnswer is an event that changed nothing.
type RefusalAnswer struct {
	Event   int        `json:"event" example:"0"` // its place in events, from 0
	On      civil.Date `json:"on" swaggertype:"string" example:"2026-03-20"`
	Type    string     `json:"type" example:"change_amount"`
	Code    string     `json:"code" example:"account_sealed"`
	Rule    string     `json:"rule" example:"WX-2.5"`
	Message string     `json:"message"`
	Hint    string     `json:"hint"`
}

// ExpectationCheck is one amount of a statement held against the run.
type ExpectationCheck struct {
	Month      civil.Month `json:"month" swaggertype:"string" example:"2026-06"`
	Field      string      `json:"field" example:"balance"`
	Expected   money.Money `json:"expected" swaggertype:"string" example:"12345.67"`
	Got        money.Money `json:"got" swaggertype:"string" example:"12345.67"`
	Difference money.Money `json:"difference" swaggertype:"string" example:"0.00"` // got less expected
	Met        bool        `json:"met"`
}

// WarningAnswer is what a result has to admit.
type WarningAnswer struct {
	Code    string `json:"code" example:"carried_forward"`
	Message string `json:"message"`
	Key     string `json:"key,omitempty" example:"insurance.base.ceiling"`
}

// Answer writes a run in a language; without months it holds the sums only.
func (r *Run) Answer(l lang.Lang, months bool) *Answer {
	s := r.Scenario
	a := &Answer{Name: s.Name.In(l), Story: s.Story.In(l), Source: s.Source, From: s.From, To: s.To, Assumptions: []AssumptionAnswer{}, Warnings: []WarningAnswer{}, Ruleset: r.Hash}
	r.totals(a)
	if months {
		r.months(a, l)
	}
	for _, x := range r.Assumed {
		a.Assumptions = append(a.Assumptions, x.answer(l))
	}
	if s.Wage.Given && s.Wage.Growth != noRate {
		a.Assumptions = append(a.Assumptions, AssumptionAnswer{Name: "wage_growth", Value: s.Wage.Growth.String(),
			Message: say("工资每年 "+strconv.Itoa(s.Wage.GrowthMonth)+" 月增长 "+s.Wage.Growth.Percent()+"。", "The wage grows by "+s.Wage.Growth.Percent()+" in month "+strconv.Itoa(s.Wage.GrowthMonth)+" of each year.").In(l)})
	}
	for _, o := range s.Overrides {
		k, _ := policy.KeyOf(o.Key)
		name := k.Spec().Name
		since := say("始终", "always")
		if o.From != 0 {
			since = say("自 "+o.From.String()+" 起", "from "+o.From.String())
		}
		a.Assumptions = append(a.Assumptions, AssumptionAnswer{Name: "override", Key: o.Key, Value: o.Value, From: o.From,
			Message: say(name.ZH+"假设为 "+o.Value+"，"+since.ZH+"。", name.EN+" is supposed to be "+o.Value+", "+since.EN+".").In(l)})
	}
	for _, no := range r.Refusals {
		e := &s.Events[no.Event]
		a.Refusals = append(a.Refusals, RefusalAnswer{no.Event, e.On, e.Type.String(), string(no.Fault.Code), no.Fault.Rule, no.Fault.Message(l), no.Fault.Hint(l)})
	}
	r.expectations(a)
	for _, w := range r.Warnings {
		out := WarningAnswer{Code: w.Code, Message: w.Text.In(l)}
		if w.Key != policy.None {
			out.Key = w.Key.String()
		}
		a.Warnings = append(a.Warnings, out)
	}
	return a
}

func (x *Assumed) answer(l lang.Lang) AssumptionAnswer {
	name := x.Key.Spec().Name
	out := AssumptionAnswer{Name: x.Name, City: x.Place.ID, Key: x.Key.String(), Value: x.Rate.String(), Until: x.Until, From: x.From}
	where := x.Place.Name
	if x.Name == "interest_rate" {
		out.Message = say(name.ZH+"：政策库所知到 "+x.Until.String()+"，自 "+x.From.String()+" 起假设为 "+x.Rate.Percent()+"。",
			name.EN+": known until "+x.Until.String()+"; from "+x.From.String()+" taken to be "+x.Rate.Percent()+".").In(l)
		return out
	}
	last := x.Last
	out.Last = &last
	out.Message = say(where.ZH+name.ZH+"：最后已知 "+x.Last.String()+" 元（到 "+x.Until.String()+"），自 "+x.From.String()+" 起假设每年增长 "+x.Rate.Percent()+"。",
		where.EN+", "+name.EN+": last known "+x.Last.String()+" yuan (until "+x.Until.String()+"); from "+x.From.String()+" taken to grow by "+x.Rate.Percent()+" a year.").In(l)
	return out
}

// totals sums the months up.
func (r *Run) totals(a *Answer) {
	t := &a.Totals
	t.Months, t.Schemes = len(r.Months), map[string]Sums{}
	var sums [Schemes]Sums
	var present [Schemes]bool
	var tax, home, back, interest, withdrawn money.Money
	loan := EligibleSummary{}
	followed, judged := false, false
	for i := range r.Months {
		m := &r.Months[i]
		t.Wage, t.Employer, t.Employee = t.Wage.Add(m.Wage), t.Employer.Add(m.Employer), t.Employee.Add(m.Employee)
		tax, home = tax.Add(m.Tax), home.Add(m.TakeHome)
		for k := range m.Shares {
			if sh := &m.Shares[k]; sh.Present {
				present[k] = true
				sums[k].Employer, sums[k].Employee = sums[k].Employer.Add(sh.Employer), sums[k].Employee.Add(sh.Employee)
			}
		}
		if row := m.Row; row != nil {
			followed = true
			back, interest, withdrawn = back.Add(row.BackPaid), interest.Add(row.Interest), withdrawn.Add(row.Withdrawn)
		}
		if m.Verdict != nil {
			judged = true
			if loan.AtEnd = m.Verdict.Eligible; loan.AtEnd {
				loan.Months++
				if loan.First == 0 {
					loan.First = m.Month
				}
			}
		}
	}
	for k, on := range present {
		if on {
			sums[k].Total = sums[k].Employer.Add(sums[k].Employee)
			t.Schemes[policy.Scheme(k).String()] = sums[k]
		}
	}
	t.Total = t.Employer.Add(t.Employee)
	if r.Scenario.Tax != nil {
		t.Tax, t.TakeHome = &tax, &home
	}
	if followed {
		opening, balance := r.Opening, r.Months[len(r.Months)-1].Row.Balance
		t.BackPaid, t.Interest, t.Withdrawn, t.Opening, t.Balance = &back, &interest, &withdrawn, &opening, &balance
	}
	if judged {
		t.Eligible = &loan
	}
}

func (r *Run) months(a *Answer, l lang.Lang) {
	s := r.Scenario
	n := len(r.Months)
	a.Months = make([]MonthAnswer, n)
	x := &Series{Months: make([]civil.Month, n), Wage: make([]money.Money, n), Employer: make([]money.Money, n), Employee: make([]money.Money, n), Total: make([]money.Money, n)}
	if s.Tax != nil {
		x.TakeHome = make([]money.Money, n)
	}
	if s.Account != nil {
		x.Balance, x.Interest = make([]money.Money, n), make([]money.Money, n)
	}
	shares := make([]ShareAnswer, 0, n*Schemes)
	for i := range r.Months {
		m := &r.Months[i]
		out := &a.Months[i]
		*out = MonthAnswer{Month: m.Month, City: m.Stay.Place.ID, Employer: m.Employer, Employee: m.Employee, Total: m.Total()}
		x.Months[i], x.Wage[i], x.Employer[i], x.Employee[i], x.Total[i] = m.Month, m.Wage, m.Employer, m.Employee, m.Total()
		if s.Wage.Given {
			out.Wage = &m.Wage
		}
		if s.Person == contribution.Employee {
			if m.Stay.Insurance.Asked {
				out.AverageWage = &m.Average
			}
			if m.Stay.HousingFund.Asked {
				out.FundAverageWage = &m.Fund
			}
		}
		first := len(shares)
		for k := range m.Shares {
			sh := &m.Shares[k]
			if !sh.Present {
				continue
			}
			o := ShareAnswer{Scheme: policy.Scheme(k).String(), Employer: sh.Employer, Employee: sh.Employee, Unknown: sh.Unknown}
			if sh.Based {
				o.Base, o.Limit = &sh.Base, sh.Limit.String()
				if s.Person == contribution.Employee {
					o.EmployerRate = &sh.EmployerRate
				}
				o.EmployeeRate = &sh.EmployeeRate
				if sh.EmployeeFixed != (money.Money{}) {
					o.EmployeeFixed = &sh.EmployeeFixed
				}
			}
			shares = append(shares, o)
		}
		out.Schemes = shares[first:len(shares):len(shares)]
		if s.Tax != nil {
			out.Tax, out.TakeHome, x.TakeHome[i] = &m.Tax, &m.TakeHome, m.TakeHome
		}
		if row := m.Row; row != nil {
			out.State, out.Sealing = row.State.String(), row.Sealing.String()
			out.Contribution, out.BackPaid, out.Interest, out.Withdrawn, out.Balance = &row.Contribution, &row.BackPaid, &row.Interest, &row.Withdrawn, &row.Balance
			x.Balance[i], x.Interest[i] = row.Balance, row.Interest
		}
		if v := m.Verdict; v != nil {
			out.ContinuousMonths, out.LoanEligible = &v.Continuous, &v.Eligible
			for _, why := range v.Reasons {
				out.Reasons = append(out.Reasons, ReasonAnswer{why.Rule, why.Met, why.Message.In(l), why.Have.In(l), why.Need.In(l)})
			}
		}
	}
	a.Series = x
}

// locate puts what a calculation refuses where it stands in the scenario's text.
func (x *runner) locate(faults fault.List, stay *Stay) fault.List {
	out := make(fault.List, len(faults))
	for i, e := range faults {
		switch e.Field {
		case "/average_wage":
			e.Field = "/wage/average_of_last_year"
		case "/wage":
			e.Field = "/wage/amount"
		case "/month":
			e.Field = "/from"
			if stay.From != x.s.From {
				e.Field = stay.at + "/from"
			}
		}
		if stay.at != "/city" && x.s.tree != nil {
			if _, line, _ := x.s.tree.nearest(stay.at + e.Field); line > 0 && x.s.tree.exists(stay.at+topOf(e.Field)) {
				e.Field = stay.at + e.Field
			}
		}
		if e.Line == 0 && x.s.tree != nil {
			_, e.Line, e.Column = x.s.tree.nearest(e.Field)
		}
		out[i] = e
	}
	return out
}

func topOf(pointer string) string {
	if i := strings.IndexByte(pointer[min(1, len(pointer)):], '/'); i >= 0 {
		return pointer[:i+1]
	}
	return pointer
}

// nearest is the deepest value on the way of a pointer, and where it stands.
func (t *Tree) nearest(pointer string) (at string, line, column int) {
	at, line, column = "", t.line, t.column
	for pointer != "" {
		name, rest, ok := cutPointer(pointer)
		if !ok {
			return
		}
		if t.kind == list {
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(t.items) {
				return
			}
			t = t.items[i]
		} else if t = t.get(name); t == nil {
			return
		}
		at, line, column, pointer = at+"/"+name, t.line, t.column, rest
	}
	return
}

func (t *Tree) exists(pointer string) bool {
	at, _, _ := t.nearest(pointer)
	return at == pointer
}
