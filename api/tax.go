package api

import (
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/calc/tax"
)

// TaxRequest asks for the month's wage tax, and so for take_home.
type TaxRequest struct {
	SpecialDeductions DeductionsRequest  `json:"special_deductions"` // of one month: one sum ("2000.00") or item by item
	YearToDate        *YearToDateRequest `json:"year_to_date"`       // absent: the year's earlier months are taken to be like this one
	EmployedSince     Word               `json:"employed_since" swaggertype:"string" example:"2026-01"`
	Resident          *bool              `json:"resident"`            // absent: true
	FullYearDeduction *bool              `json:"full_year_deduction"` // deduct the year's standard deduction from January on
}

// YearToDateRequest sums up the year's earlier months with this employer.
type YearToDateRequest struct {
	Months        Count  `json:"months" swaggertype:"integer" example:"7"`
	Income        Figure `json:"income" swaggertype:"string" format:"decimal" example:"140000.00"`
	Contributions Figure `json:"contributions" swaggertype:"string" format:"decimal" example:"28700.00"`
	Deductions    Figure `json:"deductions" swaggertype:"string" format:"decimal" example:"0.00"`
	Withheld      Figure `json:"withheld" swaggertype:"string" format:"decimal" example:"5110.00"`
}

// DeductionsRequest is the month's special additional deductions: one sum, or item by item. An item above its limit counts up to it.
type DeductionsRequest struct {
	sum leaf
	deductionItems
}

type deductionItems struct {
	ChildEducation      Figure `json:"child_education" swaggertype:"string" format:"decimal" example:"2000.00"`
	Children            Count  `json:"children" swaggertype:"integer" example:"1"`
	InfantCare          Figure `json:"infant_care" swaggertype:"string" format:"decimal"`
	Infants             Count  `json:"infants" swaggertype:"integer"`
	ElderlySupport      Figure `json:"elderly_support" swaggertype:"string" format:"decimal" example:"3000.00"`
	Siblings            Word   `json:"siblings" swaggertype:"string" enums:"only_child,shared" example:"only_child"`
	ContinuingEducation Figure `json:"continuing_education" swaggertype:"string" format:"decimal"`
	MortgageInterest    Figure `json:"mortgage_interest" swaggertype:"string" format:"decimal"`
	Rent                Figure `json:"rent" swaggertype:"string" format:"decimal"`
}

// UnmarshalJSONFrom reads a sum or an object of items.
func (d *DeductionsRequest) UnmarshalJSONFrom(in *jsontext.Decoder) error {
	if in.PeekKind() == '{' {
		return json.UnmarshalDecode(in, &d.deductionItems)
	}
	return d.sum.read(in, "\"0", lang.Text{ZH: "一个金额或逐项金额的对象", EN: "an amount, or an object of amounts"})
}

// Tax is the tax withheld this month. Amounts are those of the year to date; for a non-resident, of the month.
type Tax struct {
	Months            int         `json:"months" example:"8"` // for how many months the standard deduction is taken
	Income            string      `json:"income" example:"160000.00"`
	StandardDeduction string      `json:"standard_deduction" example:"40000.00"`
	Contributions     string      `json:"contributions" example:"32800.00"`
	SpecialDeductions string      `json:"special_deductions" example:"0.00"`
	Taxable           string      `json:"taxable" example:"87200.00"`
	Rate              string      `json:"rate" example:"0.1"`
	QuickDeduction    string      `json:"quick_deduction" example:"2520.00"`
	Due               string      `json:"due" example:"6200.00"`
	WithheldBefore    string      `json:"withheld_before" example:"5110.00"`
	Withheld          string      `json:"withheld" example:"1090.00"` // this month
	Rule              string      `json:"rule" example:"CN-IIT-6"`
	Because           []Parameter `json:"because"`
}

var (
	taxText           = lang.Text{ZH: "个人所得税", EN: "the wage tax"}
	flexibleText      = lang.Text{ZH: "灵活就业人员没有预扣工资税的单位", EN: "a flexible worker has no employer who withholds wage tax"}
	deductionText     = lang.Text{ZH: "专项附加扣除", EN: "the special additional deduction"}
	childCountText    = lang.Text{ZH: "子女人数", EN: "the number of children"}
	earlierMonthsText = lang.Text{ZH: "此前任职月数", EN: "the number of earlier months"}
	incomeText        = lang.Text{ZH: "此前各月工资", EN: "the earlier months' income"}
	paidText          = lang.Text{ZH: "此前各月社保和公积金", EN: "the earlier months' contributions"}
	withheldText      = lang.Text{ZH: "此前已预扣税额", EN: "the tax withheld before"}
)

var siblings = choices[tax.Siblings]{{"only_child", tax.OnlyChild}, {"shared", tax.Shared}}

// most children a request may name.
const maxChildren = 20

// taxation turns a request's tax part into its question; income and contributions come from the calculation.
func (f *form) taxation(r *ContributionRequest, q *contribution.Question) (t tax.Question) {
	in := r.Tax
	const at = "/tax"
	if q.Person == contribution.FlexibleWorker {
		f.refuse(fault.NotApplicable, at, "what", taxText, "why", flexibleText)
		return t
	}
	f.require(r.Wage.leaf, "/wage", wageText)
	t.EmployedSince = f.month(in.EmployedSince, at+"/employed_since")
	if k := q.Employment.Kind; t.EmployedSince == 0 && (k == contribution.NewHire || k == contribution.Transferred) {
		t.EmployedSince = q.Employment.Start
	}
	t.NonResident = in.Resident != nil && !*in.Resident
	t.FullYearDeduction = yes(in.FullYearDeduction)
	d, deductions := &in.SpecialDeductions, at+"/special_deductions"
	amount := func(v Figure, at string, what lang.Text) money.Money { return f.money(v, at, what).Value }
	t.Deductions = tax.Deductions{
		Sum:                 amount(Figure{d.sum}, deductions, deductionText),
		ChildEducation:      amount(d.ChildEducation, deductions+"/child_education", deductionText),
		Children:            f.count(d.Children, deductions+"/children", childCountText, 0, maxChildren).Value,
		InfantCare:          amount(d.InfantCare, deductions+"/infant_care", deductionText),
		Infants:             f.count(d.Infants, deductions+"/infants", childCountText, 0, maxChildren).Value,
		ElderlySupport:      amount(d.ElderlySupport, deductions+"/elderly_support", deductionText),
		Siblings:            choose(f, d.Siblings, deductions+"/siblings", siblings),
		ContinuingEducation: amount(d.ContinuingEducation, deductions+"/continuing_education", deductionText),
		MortgageInterest:    amount(d.MortgageInterest, deductions+"/mortgage_interest", deductionText),
		Rent:                amount(d.Rent, deductions+"/rent", deductionText),
	}
	if y := in.YearToDate; y != nil {
		at := at + "/year_to_date"
		// Part of a year says nothing: what is left out would silently count as zero.
		f.require(y.Months.leaf, at+"/months", earlierMonthsText)
		f.require(y.Income.leaf, at+"/income", incomeText)
		f.require(y.Contributions.leaf, at+"/contributions", paidText)
		f.require(y.Withheld.leaf, at+"/withheld", withheldText)
		t.YearToDate = &tax.YearToDate{
			Months:        f.count(y.Months, at+"/months", earlierMonthsText, 0, 11).Value,
			Income:        amount(y.Income, at+"/income", incomeText),
			Contributions: amount(y.Contributions, at+"/contributions", paidText),
			Deductions:    amount(y.Deductions, at+"/deductions", deductionText),
			Withheld:      amount(y.Withheld, at+"/withheld", withheldText),
		}
	}
	return t
}

// withhold calculates the month's tax from what the employee pays, and adds what has to be admitted about it.
func (w *worker) withhold(f *form, snapshot *policy.Snapshot) tax.Answer {
	w.tax.Month, w.tax.Income = w.question.Month, w.question.Wage.Value
	w.tax.Contributions = contribution.Sum(w.answer.Lines).Employee
	a, faults := tax.Withhold(snapshot, &w.tax)
	f.also(faults)
	collector := contribution.NewCollector(snapshot)
	collector.Use(a.Because...)
	for _, more := range collector.Warnings() {
		if !slices.Contains(w.warnings, more) {
			w.warnings = append(w.warnings, more)
		}
	}
	return a
}

// appendTax writes take_home and tax, and leaves the tax's assumptions to the warnings.
func (s *service) appendTax(b []byte, w *worker, a *tax.Answer, snapshot *policy.Snapshot, l lang.Lang) []byte {
	out := Tax{
		Months: a.Months, Income: a.Income.String(), StandardDeduction: a.Standard.String(), Contributions: a.Contributions.String(),
		SpecialDeductions: a.Deductions.String(), Taxable: a.TaxableToDate.String(), Rate: a.Rate.String(), QuickDeduction: a.QuickDeduction.String(),
		Due: a.DueToDate.String(), WithheldBefore: a.WithheldBefore.String(), Withheld: a.Withheld.String(), Because: []Parameter{},
	}
	if a.Rule != nil {
		out.Rule = a.Rule.ID
	}
	for _, k := range a.Because {
		if e := snapshot.Entry(k); e != nil {
			out.Because = append(out.Because, full(e, snapshot.Carried(k) != policy.NotCarried, l))
		}
	}
	b = append(b, `,"take_home":"`...)
	b = w.tax.Income.Sub(w.tax.Contributions).Sub(a.Withheld).AppendTo(b)
	b = append(b, `","tax":`...)
	body, err := json.Marshal(out)
	if err != nil {
		panic(err)
	}
	return append(b, body...)
}

// assumptions are the readings the tax rests on, as warnings.
func appendAssumptions(b []byte, a *tax.Answer, l lang.Lang, first bool) []byte {
	for _, why := range a.Assumed {
		if !first {
			b = append(b, ',')
		}
		first = false
		stop := lang.Text{ZH: "。", EN: "."}
		b = append(b, `{"code":"assumed","message":`...)
		b = quote(b, why.Text().In(l)+stop.In(l))
		b = append(b, '}')
	}
	return b
}
