package workforce

import (
	"fenhao/calc/civil"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// Source is one value a budget rests on, in one place, through some of its months.
type Source struct {
	City     *policy.Place
	From, To civil.Month // the months of the plan in which it holds
	Key      policy.Key
	Entry    *policy.Entry // value, place, dates, source, grade
	Carried  policy.Carry  // carried forward in the last of them
	Paid     bool          // of the book of what was paid
}

// Sources are the values that decided the amounts in the totals, by city, key and month.
func (b *Budget) Sources(t *Totals) []Source { panic("to come") }

// Warning is one thing the reader of a budget must know before relying on it.
type Warning struct {
	Code         string // "assumed", "carried_forward", …
	Key          policy.Key
	City         *policy.Place // nil: about the plan
	PersonMonths int64         // how many it is about; 0: all of the city or the plan
	Text         lang.Text
}

// Warnings are what the budget assumes, of the plan first, then by city what its values and answers admit.
func (b *Budget) Warnings(t *Totals) []Warning { panic("to come") }
