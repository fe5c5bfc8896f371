package tax

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// working is an answer in the making.
type working struct {
	s      *policy.Snapshot
	answer *Answer
}

// Withhold is the tax an employer withholds from one month's wage, under the snapshot's rules.
//
// A resident's tax is cumulative: the year's wages to date, less the standard deduction for each month here, the contributions and
// the special additional deductions, by the yearly table, less what was withheld before. What was withheld too much is not paid
// back within the year. A non-resident's tax is that of the month alone, by the monthly table, with the standard deduction only.
func Withhold(s *policy.Snapshot, q *Question) (Answer, fault.List) {
	if faults := q.check(s); faults != nil {
		return Answer{}, faults
	}
	a := Answer{Rule: s.Rule(policy.TaxWithholding)}
	w := working{s, &a}
	if q.NonResident {
		w.nonResident(q)
	} else {
		w.resident(q)
	}
	return a, nil
}

var (
	withheldName = name("本月应预扣税额", "tax withheld this month")
	dueName      = name("累计应预扣税额", "tax due for the year to date")
	incomeName   = name("本月工资", "wage of the month")
)

func (w *working) nonResident(q *Question) {
	a := w.answer
	a.Months = 1
	standard := w.amount(policy.TaxDeductionStandard)
	taxable := excess(name("应纳税所得额", "taxable income"), input(incomeName, q.Income), standard)
	a.Explanation = w.tax(withheldName, monthly, taxable, 1)
	a.Income, a.Standard, a.TaxableToDate = q.Income, standard.Amount, taxable.Amount
	a.DueToDate, a.Withheld = a.Explanation.Amount, a.Explanation.Amount
	if k := policy.TaxDeductionFundAndInsuranceNonResident; w.s.Has(k) && !q.Contributions.IsZero() {
		a.because(k)
	}
}

func (w *working) resident(q *Question) {
	a := w.answer
	earlier := q.earlier()
	deductions := w.deductions(&q.Deductions)
	before := input(name("此前已预扣税额", "withheld before"), money.Money{})
	switch {
	case q.YearToDate != nil:
		before.Amount = q.YearToDate.Withheld
	case earlier > 0:
		before = w.due(q, deductions, earlier)
		before.Name = name("此前各月应已预扣税额", "what the earlier months will have withheld")
		a.assume(EarlierMonthsAlike)
		if q.EmployedSince == 0 {
			a.assume(SinceJanuary)
		}
	}
	due := w.due(q, deductions, earlier+1)
	a.Explanation = excess(withheldName, due, before)
	a.DueToDate, a.WithheldBefore, a.Withheld = due.Amount, before.Amount, a.Explanation.Amount
	if q.FullYearDeduction {
		a.assume(ConditionsStated)
	}
}

// due is the tax on the year's first so many months here, and leaves its parts in the answer.
func (w *working) due(q *Question, deductions Step, months int) Step {
	var before YearToDate
	if q.YearToDate != nil {
		before = *q.YearToDate
	}
	count := counted(name("任职月数", "months employed here"), months)
	if q.YearToDate == nil && months > 1 {
		count = Step{Op: Assume, Name: count.Name, Count: months, Why: EarlierMonthsAlike}
	}
	toDate := func(zh, en string, month Step, before money.Money) Step {
		n := name("累计"+zh, en+" to date")
		switch {
		case q.YearToDate != nil:
			return sum(n, input(name("此前各月"+zh, en+" of the earlier months"), before), month)
		case months > 1:
			return times(n, month, count)
		}
		return sum(n, month)
	}
	income := toDate("工资", "wages", input(incomeName, q.Income), before.Income)
	contributions := toDate("社保和公积金", "insurance and fund", input(name("本月社保和公积金个人部分", "the employee's insurance and fund of the month"), q.Contributions), before.Contributions)
	special := toDate("专项附加扣除", "special additional deductions", deductions, before.Deductions)
	standard := sum(name("累计减除费用", "standard deduction to date"), w.amountOfYear(q, count))
	taxable := excess(name("累计应纳税所得额", "taxable income to date"), income, standard, contributions, special)
	a := w.answer
	a.Months, a.Income, a.Standard, a.Contributions, a.Deductions, a.TaxableToDate = months, income.Amount, standard.Amount, contributions.Amount, special.Amount, taxable.Amount
	return w.tax(dueName, annual, taxable, 1)
}

func (w *working) amountOfYear(q *Question, count Step) Step {
	if q.FullYearDeduction {
		return w.amount(policy.TaxDeductionStandardAnnual)
	}
	return times(name("每月减除费用 × 任职月数", "monthly standard deduction × months"), w.amount(policy.TaxDeductionStandard), count)
}

// earlier is how many of the year's months before this one were worked here.
func (q *Question) earlier() int {
	if q.YearToDate != nil {
		return q.YearToDate.Months
	}
	return int(q.Month - max(q.EmployedSince, january(q.Month)))
}

func january(m civil.Month) civil.Month { return civil.MonthOf(m.Year(), 1) }

// check finds all that is wrong with a question.
func (q *Question) check(s *policy.Snapshot) (faults fault.List) {
	table := annual
	if q.NonResident {
		table = monthly
	}
	faults.Add(known(s, table, q.Month)...)
	standard := policy.TaxDeductionStandard
	if q.FullYearDeduction {
		standard = policy.TaxDeductionStandardAnnual
	}
	if !s.Has(standard) {
		faults.Add(s.Missing(standard, q.Month.First(), "/tax"))
	}
	negative(&faults, "/tax/income", name("工资", "The wage"), q.Income)
	negative(&faults, "/tax/contributions", name("社保和公积金个人部分", "The employee's insurance and fund"), q.Contributions)
	if q.NonResident {
		q.checkNonResident(&faults)
		return faults
	}
	faults.Add(q.Deductions.check(s, q.Month)...)
	if q.EmployedSince > q.Month {
		faults.Add(fault.New(fault.BeforeStart, "/tax/employed_since", "month", q.Month, "start", q.EmployedSince))
	}
	if y := q.YearToDate; y != nil {
		y.check(q, &faults)
	}
	// Announcement 2020 No. 19: only who worked for the same employer in every month of last year.
	if q.FullYearDeduction && q.EmployedSince > january(q.Month).Add(-monthsPerYear) {
		faults.Add(fault.New(fault.NotApplicable, "/tax/full_year_deduction", "what", name("全年一次扣除减除费用", "The full-year deduction"),
			"why", name("须上一年全年在本单位任职，而任职始于 "+q.EmployedSince.String(), "it needs the whole of last year with this employer, and the employment began in "+q.EmployedSince.String())))
	}
	return faults
}

const monthsPerYear = 12

// checkNonResident refuses what a non-resident's tax has no place for, instead of passing over it.
func (q *Question) checkNonResident(faults *fault.List) {
	why := name("非居民个人按月计税，只减除费用", "a non-resident is taxed month by month, with the standard deduction only")
	if !q.Deductions.empty() {
		faults.Add(fault.New(fault.NotApplicable, pointer, "what", name("专项附加扣除", "A special additional deduction"), "why", why))
	}
	if q.YearToDate != nil {
		faults.Add(fault.New(fault.NotApplicable, "/tax/year_to_date", "what", name("本年此前各月", "The year to date"), "why", why))
	}
	if q.FullYearDeduction {
		faults.Add(fault.New(fault.NotApplicable, "/tax/full_year_deduction", "what", name("全年一次扣除减除费用", "The full-year deduction"), "why", why))
	}
}

func (y *YearToDate) check(q *Question, faults *fault.List) {
	const at = "/tax/year_to_date"
	for _, f := range [...]struct {
		field  string
		zh, en string
		amount money.Money
	}{
		{"/income", "此前各月工资", "The earlier months' income", y.Income},
		{"/contributions", "此前各月社保和公积金", "The earlier months' contributions", y.Contributions},
		{"/deductions", "此前各月专项附加扣除", "The earlier months' deductions", y.Deductions},
		{"/withheld", "此前已预扣税额", "The tax withheld before", y.Withheld},
	} {
		negative(faults, at+f.field, name(f.zh, f.en), f.amount)
	}
	most := q.Month - max(q.EmployedSince, january(q.Month))
	if y.Months < 0 || y.Months > int(most) && most >= 0 {
		faults.Add(fault.New(fault.OutOfRange, at+"/months", "what", name("此前任职月数", "The number of earlier months"), "value", y.Months, "min", 0, "max", int(most)))
	}
}
