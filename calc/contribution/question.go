// Package contribution says who pays how much in one month, on which base, by which article.
//
// One file a scheme. [Calculate] is the only way in: API, pages, command line and batch call it, so they cannot disagree.
package contribution

import (
	"fenhao/calc/civil"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Maybe is a value that may not have been given. Not given is never zero.
type Maybe[T any] struct {
	Value T
	Given bool
}

// Given makes a value that has been given.
func Given[T any](v T) Maybe[T] { return Maybe[T]{v, true} }

// Question is one person-month to be calculated.
type Question struct {
	Month       civil.Month
	Person      PersonKind
	Wage        Maybe[money.Money] // this month's full pay due, yuan a month
	AverageWage Maybe[money.Money] // last year's monthly average, yuan a month
	Employer    EmployerKind
	Employment  Employment
	HousingFund HousingFund
	Insurance   Insurance
	Flexible    Flexible
}

// PersonKind is how somebody works.
type PersonKind uint8

// The kinds of persons.
const (
	Employee       PersonKind = iota + 1
	FlexibleWorker            // 灵活就业人员; pays as the employee does, alone
)

// EmployerKind is what an employer is; the zero value is not given.
type EmployerKind uint8

// The kinds of employers.
const (
	Enterprise EmployerKind = iota + 1
	Government
	Institution
	SocialOrganization
	OtherEmployer
)

// EmploymentKind is what happened to an employee's employment; the zero value is an established employee.
type EmploymentKind uint8

// The kinds of employment.
const (
	Established      EmploymentKind = iota
	NewHire                         // 新参加工作
	Transferred                     // 新调入
	InternallySealed                // 内部封存: the employer has stopped the fund contribution for a time
	Unsealed                        // 启封: back from internal sealing
)

// Employment is since when a person works here and how it came about.
type Employment struct {
	Kind  EmploymentKind
	Start civil.Month // first month of work, or of unsealing; required for NewHire, Transferred and Unsealed
}

// HousingFund asks for the housing fund.
type HousingFund struct {
	Asked                      bool
	EmployerRate, EmployeeRate Maybe[money.Rate]  // a flexible worker's total rate is EmployeeRate
	Base                       Maybe[money.Money] // a flexible worker's, where the insurances go by another base or by a tier; else Flexible.Base
	Hardship                   Hardship
}

// Hardship is how far a reduction below the minimum rate has been approved.
type Hardship struct {
	Assembly  bool // staff assembly or union has agreed
	Centre    bool // the centre has reviewed
	Committee bool // the committee has approved
}

// Approved tells whether all three have agreed.
func (h Hardship) Approved() bool { return h.Assembly && h.Centre && h.Committee }

// Insurance asks for the five insurances.
type Insurance struct {
	Asked           bool
	Only            Schemes           // the insurances that are asked for; none named means all five
	WorkInjuryClass Maybe[int]        // industry class 1 to 8
	WorkInjuryRate  Maybe[money.Rate] // the employer's own floated rate, instead of the class's
}

// Schemes is a set of schemes.
type Schemes uint16

// With is the set with one more.
func (s Schemes) With(one policy.Scheme) Schemes { return s | 1<<one }

// has tells whether a scheme is asked for.
func (s Schemes) has(one policy.Scheme) bool { return s == 0 || s&(1<<one) != 0 }

// every tells whether all five insurances are asked for.
func (s Schemes) every() bool { return s&insurances == insurances || s == 0 }

const insurances Schemes = 1<<policy.Pension | 1<<policy.Medical | 1<<policy.Unemployment | 1<<policy.WorkInjury | 1<<policy.Maternity

// Flexible is what a flexible worker chose.
type Flexible struct {
	Base          Maybe[money.Money] // yuan a month
	MonthlyAmount Maybe[money.Money] // yuan a month, housing fund
	PensionTier   Maybe[int]
	MedicalTier   Maybe[int]
	Opened        civil.Month // when the fund account was opened, if the first month is asked about
}

// chosen tells whether anything was.
func (f *Flexible) chosen() bool {
	return f.Base.Given || f.MonthlyAmount.Given || f.PensionTier.Given || f.MedicalTier.Given || f.Opened != 0
}
