package workforce

import (
	"iter"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Totals are the sums of records by month, department, city, scheme and payer. Adding them up in any order gives the same.
type Totals struct {
	People  int64 // rows calculated
	Skipped int64 // rows passed over
}

// TotalRow is one sum. What it is not broken down by is the zero value.
type TotalRow struct {
	Month      civil.Month
	Department string
	City       *policy.Place
	Scheme     policy.Scheme
	Payer      contribution.Payer

	PersonMonths int64 // of all people of the month, department and city, whatever they pay
	Lines        int64 // amounts in the sum
	Unknown      int64 // amounts that are not known and in no sum
	Due          money.Money
	Paid         money.Money // of a retroactive difference
}

// Owed is what a retroactive difference still owes.
func (r *TotalRow) Owed() money.Money { return r.Due.Sub(r.Paid) }

// By is what sums are broken down by.
type By uint8

// The dimensions.
const (
	ByMonth By = 1 << iota
	ByDepartment
	ByCity
	ByScheme
	ByPayer

	ByAll = ByMonth | ByDepartment | ByCity | ByScheme | ByPayer
)

// NewTotals are no sums yet.
func (b *Budget) NewTotals() *Totals { panic("to come") }

// ReadTotals reads what [Totals.AppendBinary] wrote. It refuses what no budget like this one can have written.
func (b *Budget) ReadTotals(data []byte) (*Totals, error) { panic("to come") }

// AppendBinary appends the totals in a compact form.
func (t *Totals) AppendBinary(dst []byte) []byte { panic("to come") }

// Add adds another's sums.
func (t *Totals) Add(other *Totals) { panic("to come") }

// Rows are the sums in the order of month, department, city (by id), scheme and payer.
func (t *Totals) Rows(by By) iter.Seq[TotalRow] { panic("to come") }

// ComparisonRow is one sum of two plans. A row that only one of them has is zero in the other.
type ComparisonRow struct{ A, B TotalRow }

// Compare puts the sums of two plans side by side, in the order of [Totals.Rows].
func Compare(a, b *Totals, by By) iter.Seq[ComparisonRow] { panic("to come") }
