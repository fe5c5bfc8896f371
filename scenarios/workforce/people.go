package workforce

import "fenhao/calc/lang"

// Detail is how finely people.csv goes.
type Detail uint8

// The details.
const (
	EachMonth  Detail = iota // a row for each person and month
	EachPerson               // a row for each person: sums over the plan
)

// AppendPeopleHeader appends the header of people.csv. A retroactive difference has other columns.
func (b *Budget) AppendPeopleHeader(dst []byte, d Detail, l lang.Lang) []byte { panic("to come") }

// AppendPeople appends the rows of people.csv of one part. An empty cell is an amount that was not asked for or is not known, never zero.
func (b *Budget) AppendPeople(dst, part []byte, d Detail, l lang.Lang) []byte { panic("to come") }

// AppendCell appends a text as a cell of CSV: quoted where needed, and with an apostrophe before what a spreadsheet would take for a
// formula.
func AppendCell(dst []byte, text string) []byte { panic("to come") }
