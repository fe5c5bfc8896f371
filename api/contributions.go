package api

import (
	"net/http"
	"strconv"
	"sync"

	"github.com/gin-gonic/gin"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/calc/tax"
)

// ContributionRequest asks what is paid for one person in one month.
type ContributionRequest struct {
	City        Word                `json:"city" swaggertype:"string" validate:"required" example:"wuhan"`
	Month       Word                `json:"month" swaggertype:"string" validate:"required" example:"2026-08"`
	KnownOn     Word                `json:"known_on" swaggertype:"string" example:"2026-11-01"` // only what was published by this day
	Person      *PersonRequest      `json:"person" validate:"required"`
	Wage        Figure              `json:"wage" swaggertype:"string" format:"decimal" example:"20000.00"`         // this month's full pay due, yuan
	AverageWage Figure              `json:"average_wage" swaggertype:"string" format:"decimal" example:"18000.00"` // last year's monthly average, yuan: the base of an established employee
	Employer    *EmployerRequest    `json:"employer"`
	Employment  *EmploymentRequest  `json:"employment"`   // absent: an established employee
	HousingFund *HousingFundRequest `json:"housing_fund"` // absent: the housing fund is not calculated
	Insurance   *InsuranceRequest   `json:"insurance"`    // absent: the insurances are not calculated
	Flexible    *FlexibleRequest    `json:"flexible"`     // what a flexible worker chose
	Tax         *TaxRequest         `json:"tax"`          // present: the answer has take_home
	Overrides   []OverrideRequest   `json:"overrides"`    // what-ifs on the policy book
}

// EmployerRequest is who employs.
type EmployerRequest struct {
	Kind       Word  `json:"kind" swaggertype:"string" enums:"enterprise,government,institution,social_organization,other" example:"enterprise"`
	CreditCode Word  `json:"credit_code" swaggertype:"string"` // unified social credit code; for enrolment
	Dispatch   *bool `json:"dispatch"`                         // a labour-dispatch employer; for enrolment
}

// EmploymentRequest is how and since when somebody works here.
type EmploymentRequest struct {
	Kind  Word `json:"kind" swaggertype:"string" enums:"new_hire,transferred,internally_sealed,unsealed" example:"new_hire"`
	Start Word `json:"start" swaggertype:"string" example:"2026-07"` // first month of work, or of unsealing
}

// HousingFundRequest asks for the housing fund. A rate has no default.
type HousingFundRequest struct {
	EmployerRate Figure           `json:"employer_rate" swaggertype:"string" format:"decimal" example:"0.12"`
	EmployeeRate Figure           `json:"employee_rate" swaggertype:"string" format:"decimal" example:"0.12"`
	Base         Figure           `json:"base" swaggertype:"string" format:"decimal" example:"6000.00"` // a flexible worker's base of the fund, where the insurances go by another base or by a tier; absent: flexible.base
	Hardship     *HardshipRequest `json:"hardship"`                                                     // a reduction below the minimum, approved
}

// HardshipRequest is how far a lower rate has been approved.
type HardshipRequest struct {
	Assembly  *bool `json:"assembly"`  // by the staff assembly or the union
	Centre    *bool `json:"centre"`    // by the housing-fund centre
	Committee *bool `json:"committee"` // by the housing-fund committee
}

// InsuranceRequest asks for the five insurances.
type InsuranceRequest struct {
	Schemes         []Word `json:"schemes" swaggertype:"array,string" enums:"pension,medical,unemployment,work_injury,maternity" example:"pension,medical"` // only these insurances; absent: all five
	WorkInjuryClass Count  `json:"work_injury_class" swaggertype:"integer" minimum:"1" maximum:"8" example:"1"`
	WorkInjuryRate  Figure `json:"work_injury_rate" swaggertype:"string" format:"decimal" example:"0.002"` // the employer's own floated rate instead of its class's
}

// FlexibleRequest is what a flexible worker chose.
type FlexibleRequest struct {
	Base          Figure `json:"base" swaggertype:"string" format:"decimal" example:"6000.00"`
	MonthlyAmount Figure `json:"monthly_amount" swaggertype:"string" format:"decimal" example:"800.00"`
	PensionTier   Count  `json:"pension_tier" swaggertype:"integer" minimum:"1" maximum:"5" example:"3"`
	MedicalTier   Count  `json:"medical_tier" swaggertype:"integer" minimum:"1" maximum:"5" example:"5"`
	Opened        Word   `json:"opened" swaggertype:"string" example:"2026-07"` // month in which the fund account was opened
}

// OverrideRequest is a what-if: another value for a parameter from a day on, written as in a policy file.
type OverrideRequest struct {
	Key   Word   `json:"key" swaggertype:"string" example:"housing_fund.base.ceiling"`
	From  Word   `json:"from" swaggertype:"string" example:"2026-07-01"` // absent: always
	Value Figure `json:"value" swaggertype:"string" format:"decimal" example:"40000 yuan/month"`
}

// ContributionAnswer is who pays how much.
type ContributionAnswer struct {
	City     string    `json:"city" example:"wuhan"`
	Month    string    `json:"month" example:"2026-08"`
	Lines    []Line    `json:"lines"`
	Totals   Totals    `json:"totals"`
	TakeHome string    `json:"take_home,omitempty" example:"14850.00"`
	Tax      *Tax      `json:"tax,omitempty"`
	Warnings []Warning `json:"warnings"`
	Ruleset  string    `json:"ruleset" example:"5f3a…"` // content hash of the policy book
}

// Line is one amount somebody pays for one scheme. A line of a fixed amount has null declared, base, rate and rounding;
// an amount that is not known is null too, and in no total.
type Line struct {
	Scheme    string      `json:"scheme" enums:"housing_fund,pension,medical,unemployment,work_injury,maternity" example:"housing_fund"`
	Payer     string      `json:"payer" enums:"employer,employee" example:"employer"`
	Declared  *string     `json:"declared" extensions:"x-nullable" example:"18000.00"`
	Base      *string     `json:"base" extensions:"x-nullable" example:"18000.00"`
	Limit     string      `json:"limit" enums:"none,floor,ceiling" example:"none"`
	Bounds    []string    `json:"bounds,omitempty" example:"housing_fund.base.floor,housing_fund.base.ceiling"` // the floor and the ceiling the base was held against, reached or not; their values are in GET /cities/{city}/parameters
	Rate      *string     `json:"rate" extensions:"x-nullable" example:"0.12"`
	Rounding  *string     `json:"rounding" extensions:"x-nullable" example:"fen half-up"`
	Amount    *string     `json:"amount" extensions:"x-nullable" example:"2160.00"`
	Rule      string      `json:"rule" example:"WH-2.3"`                         // the article of the amount
	Beside    []string    `json:"beside,omitempty" example:"WH-2.1,WH-2.2"`      // the articles of the base and of the rate
	Grade     string      `json:"grade,omitempty" enums:"A,B,C,D,E" example:"B"` // the lowest grade among what decided
	Estimated bool        `json:"estimated,omitempty"`                           // the base is our estimate
	Because   []Parameter `json:"because"`
}

// Totals are the sums of the known amounts.
type Totals struct {
	Employer string `json:"employer" example:"2160.00"`
	Employee string `json:"employee" example:"2160.00"`
	Total    string `json:"total" example:"4320.00"`
}

// Warning is what an answer has to admit.
type Warning struct {
	Code    string `json:"code" example:"carried_forward"`
	Message string `json:"message"`
	Key     string `json:"key,omitempty" example:"insurance.base.ceiling"`
}

// postContributions answers one person-month.
//
//	@Summary		一个人一个月缴多少 · What is paid for one person in one month
//	@Description	每一行写明谁缴、基数、比例、取整、金额、依据的条款和每个参数的来源；有错误时一次列出全部。
//	@Description	Each line says who pays, on which base, at which rate and rounding, by which article and with which sources; if anything is wrong, all of it is said at once.
//	@Tags			contributions
//	@Accept			json
//	@Produce		json
//	@Param			request	body		ContributionRequest	true	"问题 · the question"
//	@Param			lang	query		string				false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	ContributionAnswer
//	@Failure		400		{object}	Problem	"读不懂 · malformed"
//	@Failure		404		{object}	Problem	"没有这个城市 · unknown city"
//	@Failure		413		{object}	Problem	"超过 1 MiB · larger than 1 MiB"
//	@Failure		415		{object}	Problem	"不是 application/json · not application/json"
//	@Failure		422		{object}	Problem	"读得懂但不能照算 · understood and refused"
//	@Router			/contributions [post]
func (s *service) postContributions(c *gin.Context) {
	w := workers.Get().(*worker)
	defer workers.Put(w)
	w.request = ContributionRequest{}
	err := read(c.Request, maxBody, &w.request)
	if err == nil {
		w.out, err = s.contributions(w.out[:0], w, language(c))
	}
	if err != nil {
		refuse(c, err)
		return
	}
	sendAnswer(c, w.out)
}

// sendAnswer answers a calculation.
func sendAnswer(c *gin.Context, body []byte) {
	h := c.Writer.Header()
	h["Content-Type"] = jsonType
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	c.Writer.WriteHeader(http.StatusOK)
	_, _ = c.Writer.Write(body) // who has gone does not miss the answer
}

var jsonType = []string{"application/json; charset=utf-8"}

// worker is the memory one calculation needs. It is used again, so that answers leave no garbage.
type worker struct {
	request  ContributionRequest
	question contribution.Question
	answer   contribution.Answer
	tax      tax.Question
	warnings []contribution.Warning
	out      []byte
}

var workers = sync.Pool{New: func() any { return new(worker) }}

// contributions answers the worker's request and appends the answer as JSON. The error is a fault.List.
func (s *service) contributions(b []byte, w *worker, l lang.Lang) ([]byte, error) {
	r, q := &w.request, &w.question
	var f form
	place := s.place(&f, r.City)
	book := s.known(&f, r.KnownOn)
	overrides := f.overrides(r.Overrides)
	f.contribution(r, q)
	if r.Tax != nil {
		w.tax = f.taxation(r, q)
	}
	if place == nil || q.Month == 0 || q.Person == 0 {
		return b, f.faults.Err()
	}
	snapshot, faults := book.At(place, q.Month).With(q.Month.First(), overrides)
	f.also(faults)
	f.also(contribution.Calculate(&w.answer, snapshot, q))
	w.warnings = contribution.Warnings(w.warnings, snapshot, &w.answer)
	var withheld *tax.Answer
	if r.Tax != nil && q.Person == contribution.Employee { // even if something is wrong already: all of it is said at once
		a := w.withhold(&f, snapshot)
		withheld = &a
	}
	if err := f.faults.Err(); err != nil {
		return b, err
	}
	return s.appendAnswer(b, w, withheld, snapshot, l), nil
}

// place is the city of a request.
func (s *service) place(f *form, id Word) *policy.Place {
	if !f.require(id.leaf, "/city", cityText) {
		return nil
	}
	p, ok := s.book.Place(id.text)
	if !ok || p.Kind != policy.City {
		f.refuse(fault.UnknownPlace, "/city", "place", shorten(id.text))
		return nil
	}
	return p
}

var (
	cityText          = lang.Text{ZH: "城市", EN: "the city"}
	monthText         = lang.Text{ZH: "月份", EN: "the month"}
	kindText          = lang.Text{ZH: "人员类别", EN: "the kind of person"}
	wageText          = lang.Text{ZH: "当月应发工资", EN: "the month's pay due"}
	averageWageText   = lang.Text{ZH: "上年度月平均工资", EN: "last year's average monthly wage"}
	employmentText    = lang.Text{ZH: "入职类别", EN: "the kind of employment"}
	employerRateText  = lang.Text{ZH: "单位缴存比例", EN: "the employer's rate"}
	employeeRateText  = lang.Text{ZH: "个人缴存比例", EN: "the employee's rate"}
	workInjuryText    = lang.Text{ZH: "工伤保险行业类别", EN: "the work-injury class"}
	workInjuryRate    = lang.Text{ZH: "工伤保险费率", EN: "the work-injury rate"}
	baseText          = lang.Text{ZH: "缴费基数", EN: "the contribution base"}
	monthlyAmountText = lang.Text{ZH: "月缴存额", EN: "the monthly amount"}
	pensionTierText   = lang.Text{ZH: "养老保险档次", EN: "the pension tier"}
	medicalTierText   = lang.Text{ZH: "医疗保险档次", EN: "the medical tier"}
	schemeText        = lang.Text{ZH: "险种", EN: "the insurance"}
	overrideKeyText   = lang.Text{ZH: "参数名", EN: "the parameter's key"}
	overrideValueText = lang.Text{ZH: "参数值", EN: "the parameter's value"}
)

var personKinds = choices[contribution.PersonKind]{{"employee", contribution.Employee}, {"flexible", contribution.FlexibleWorker}}

var insurances = choices[policy.Scheme]{
	{"pension", policy.Pension}, {"medical", policy.Medical}, {"unemployment", policy.Unemployment}, {"work_injury", policy.WorkInjury}, {"maternity", policy.Maternity},
}

var employerKinds = choices[contribution.EmployerKind]{
	{"enterprise", contribution.Enterprise}, {"government", contribution.Government}, {"institution", contribution.Institution},
	{"social_organization", contribution.SocialOrganization}, {"other", contribution.OtherEmployer},
}

var employmentKinds = choices[contribution.EmploymentKind]{
	{"new_hire", contribution.NewHire}, {"transferred", contribution.Transferred},
	{"internally_sealed", contribution.InternallySealed}, {"unsealed", contribution.Unsealed},
}

// mostTier is the highest number a tier can have as a number; which tiers a place has is for its rules to say.
const mostTier = 99

// contribution turns a request into the question it asks.
func (f *form) contribution(r *ContributionRequest, q *contribution.Question) {
	*q = contribution.Question{
		Wage:        f.money(r.Wage, "/wage", wageText),
		AverageWage: f.money(r.AverageWage, "/average_wage", averageWageText),
	}
	if f.require(r.Month.leaf, "/month", monthText) {
		q.Month = f.month(r.Month, "/month")
	}
	if p := r.Person; p == nil {
		f.refuse(fault.Required, "/person/kind", "what", kindText)
	} else {
		f.require(p.Kind.leaf, "/person/kind", kindText)
		var a contribution.Applicant // a calculation needs the kind only; the rest is held to its form all the same
		f.applicant(p, &a)
		q.Person = a.Person
	}
	if e := r.Employer; e != nil {
		f.employer(e, &q.Employer)
	}
	if e := r.Employment; e != nil {
		if f.require(e.Kind.leaf, "/employment/kind", employmentText) {
			q.Employment.Kind = choose(f, e.Kind, "/employment/kind", employmentKinds)
		}
		q.Employment.Start = f.month(e.Start, "/employment/start")
	}
	if h := r.HousingFund; h != nil {
		q.HousingFund.Asked = true
		q.HousingFund.EmployerRate = f.rate(h.EmployerRate, "/housing_fund/employer_rate", employerRateText)
		q.HousingFund.EmployeeRate = f.rate(h.EmployeeRate, "/housing_fund/employee_rate", employeeRateText)
		q.HousingFund.Base = f.money(h.Base, "/housing_fund/base", baseText)
		if d := h.Hardship; d != nil {
			q.HousingFund.Hardship = contribution.Hardship{Assembly: yes(d.Assembly), Centre: yes(d.Centre), Committee: yes(d.Committee)}
		}
	}
	if i := r.Insurance; i != nil {
		q.Insurance.Asked = true
		for n, id := range i.Schemes {
			at := "/insurance/schemes/" + strconv.Itoa(n)
			if f.require(id.leaf, at, schemeText) {
				if one := choose(f, id, at, insurances); one != 0 {
					q.Insurance.Only = q.Insurance.Only.With(one)
				}
			}
		}
		q.Insurance.WorkInjuryClass = f.count(i.WorkInjuryClass, "/insurance/work_injury_class", workInjuryText, 1, 8)
		q.Insurance.WorkInjuryRate = f.rate(i.WorkInjuryRate, "/insurance/work_injury_rate", workInjuryRate)
	}
	if x := r.Flexible; x != nil {
		q.Flexible.Opened = f.month(x.Opened, "/flexible/opened")
		q.Flexible.Base = f.money(x.Base, "/flexible/base", baseText)
		q.Flexible.MonthlyAmount = f.money(x.MonthlyAmount, "/flexible/monthly_amount", monthlyAmountText)
		q.Flexible.PensionTier = f.count(x.PensionTier, "/flexible/pension_tier", pensionTierText, 0, mostTier)
		q.Flexible.MedicalTier = f.count(x.MedicalTier, "/flexible/medical_tier", medicalTierText, 0, mostTier)
	}
}

func (f *form) employer(e *EmployerRequest, kind *contribution.EmployerKind) {
	*kind = choose(f, e.Kind, "/employer/kind", employerKinds)
}

func yes(b *bool) bool { return b != nil && *b }

// overrides turns what-ifs into the book's; what their keys and values mean is checked by the book.
func (f *form) overrides(list []OverrideRequest) []policy.Override {
	var out []policy.Override
	for i, o := range list {
		at := "/overrides/" + strconv.Itoa(i)
		f.require(o.Key.leaf, at+"/key", overrideKeyText)
		f.require(o.Value.leaf, at+"/value", overrideValueText)
		// Also one that cannot be used keeps its place: the book numbers its faults by it.
		out = append(out, policy.Override{Key: o.Key.text, From: f.date(o.From, at+"/from"), Value: o.Value.text})
	}
	return out
}

// appendAnswer writes the answer as JSON, by hand: reflection would take longer than the calculation.
func (s *service) appendAnswer(b []byte, w *worker, withheld *tax.Answer, snapshot *policy.Snapshot, l lang.Lang) []byte {
	q, a := &w.question, &w.answer
	b = append(b, `{"city":"`...)
	b = append(b, snapshot.Place().ID...)
	b = append(b, `","month":"`...)
	b = appendMonth(b, q.Month)
	b = append(b, `","lines":[`...)
	for i := range a.Lines {
		if i > 0 {
			b = append(b, ',')
		}
		b = s.appendLine(b, &a.Lines[i], snapshot, l)
	}
	t := contribution.Sum(a.Lines)
	b = append(b, `],"totals":{"employer":"`...)
	b = t.Employer.AppendTo(b)
	b = append(b, `","employee":"`...)
	b = t.Employee.AppendTo(b)
	b = append(b, `","total":"`...)
	b = t.Total.AppendTo(b)
	b = append(b, `"}`...)
	if withheld != nil {
		b = s.appendTax(b, w, withheld, snapshot, l)
	}
	b = append(b, `,"warnings":[`...)
	b = s.appendWarnings(b, w.warnings, l)
	if withheld != nil {
		b = appendAssumptions(b, withheld, l, len(w.warnings) == 0)
	}
	b = append(b, `],"ruleset":"`...)
	b = append(b, s.book.Hash()...)
	return append(b, `"}`...)
}

func (s *service) appendLine(b []byte, line *contribution.Line, snapshot *policy.Snapshot, l lang.Lang) []byte {
	b = append(b, `{"scheme":"`...)
	b = append(b, line.Scheme.String()...)
	b = append(b, `","payer":"`...)
	b = append(b, line.Payer.String()...)
	if line.Fixed {
		b = append(b, `","declared":null,"base":null`...)
	} else {
		b = append(b, `","declared":"`...)
		b = line.Declared.AppendTo(b)
		b = append(b, `","base":"`...)
		b = line.Base.AppendTo(b)
		b = append(b, '"')
	}
	b = append(b, `,"limit":"`...)
	b = append(b, line.Limit.String()...)
	if line.Bounds[0] != policy.None {
		b = append(b, `","bounds":["`...)
		b = append(b, line.Bounds[0].String()...)
		b = append(b, `","`...)
		b = append(b, line.Bounds[1].String()...)
		b = append(b, `"]`...)
	} else {
		b = append(b, '"')
	}
	if line.Fixed {
		b = append(b, `,"rate":null,"rounding":null`...)
	} else {
		b = append(b, `,"rate":"`...)
		b = appendRate(b, line.Rate)
		b = append(b, `","rounding":"`...)
		b = append(b, roundings[line.Rounding]...)
		b = append(b, '"')
	}
	if line.Unknown {
		b = append(b, `,"amount":null`...)
	} else {
		b = append(b, `,"amount":"`...)
		b = line.Amount.AppendTo(b)
		b = append(b, '"')
	}
	b = append(b, `,"rule":"`...)
	if line.Rule != nil {
		b = append(b, line.Rule.ID...)
	}
	b = append(b, '"')
	if beside := line.Beside(snapshot); beside != [2]*policy.Rule{} {
		b = append(b, `,"beside":[`...)
		for i, r := range beside {
			if r == nil {
				continue
			}
			if i > 0 && beside[0] != nil {
				b = append(b, ',')
			}
			b = append(b, '"')
			b = append(b, r.ID...)
			b = append(b, '"')
		}
		b = append(b, ']')
	}
	if g := lowest(line, snapshot); g != 0 {
		b = append(b, `,"grade":"`...)
		b = append(b, byte(g), '"')
	}
	if line.Estimated {
		b = append(b, `,"estimated":true`...)
	}
	b = append(b, `,"because":[`...)
	first := true
	for _, k := range line.Because {
		e := snapshot.Entry(k)
		if e == nil {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = s.shown.append(b, e, snapshot.Carried(k) != policy.NotCarried, l)
	}
	return append(b, `]}`...)
}

func (s *service) appendWarnings(b []byte, list []contribution.Warning, l lang.Lang) []byte {
	for i, w := range list {
		if i > 0 {
			b = append(b, ',')
		}
		if w.Entry != nil && s.shown[w.Entry] == nil {
			b = appendWarning(b, w, l) // about a what-if: not kept
			continue
		}
		k := warned{w, l}
		kept, ok := s.warned.Load(k)
		if !ok {
			kept, _ = s.warned.LoadOrStore(k, appendWarning(nil, w, l))
		}
		b = append(b, kept.([]byte)...)
	}
	return b
}

// warned names a warning in a language. There are only so many of them, as each is about an entry or a place of the book.
type warned struct {
	warning  contribution.Warning
	language lang.Lang
}

func appendWarning(b []byte, w contribution.Warning, l lang.Lang) []byte {
	b = append(b, `{"code":"`...)
	b = append(b, w.Code...)
	b = append(b, `","message":`...)
	b = quote(b, w.Text().In(l))
	if w.Key != policy.None {
		b = append(b, `,"key":"`...)
		b = append(b, w.Key.String()...)
		b = append(b, '"')
	}
	return append(b, '}')
}

// roundings are the names of all roundings, put together once.
var roundings = func() map[money.Rounding]string {
	names := map[money.Rounding]string{}
	for _, unit := range []money.Unit{money.ToFen, money.ToJiao, money.ToYuan} {
		for _, mode := range []money.Mode{money.HalfUp, money.Up, money.Down} {
			r := money.Rounding{Unit: unit, Mode: mode}
			names[r] = r.String()
		}
	}
	return names
}()

// appendRate writes what [money.Rate.String] does, without making a string: there are ten rates in an answer.
func appendRate(b []byte, r money.Rate) []byte {
	const million = 1_000_000
	ppm := r.PPM()
	if ppm < 0 {
		return append(b, r.String()...)
	}
	b = strconv.AppendInt(b, ppm/million, 10)
	if ppm %= million; ppm == 0 {
		return b
	}
	b = append(b, '.')
	for unit := int64(million / 10); ppm > 0; unit /= 10 {
		b = append(b, byte('0'+ppm/unit))
		ppm %= unit
	}
	return b
}

// lowest is the lowest grade among the values that decided a line; 0 if none did.
func lowest(line *contribution.Line, snapshot *policy.Snapshot) (g policy.Grade) {
	for _, k := range line.Because {
		if e := snapshot.Entry(k); e != nil {
			g = max(g, e.Grade)
		}
	}
	return g
}

func appendMonth(b []byte, m civil.Month) []byte {
	y := m.Year()
	return append(b, byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-', byte('0'+m.Number()/10), byte('0'+m.Number()%10))
}
