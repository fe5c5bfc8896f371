package tax

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// A table is named by its first key; each bracket has an upper end, a rate and a quick deduction, in this order.
const (
	annual  = policy.TaxAnnualBracket1Upper
	monthly = policy.TaxMonthlyBracket1Upper

	columns  = policy.TaxAnnualBracket2Upper - policy.TaxAnnualBracket1Upper
	brackets = int((monthly - annual) / columns)
)

// known checks that a table is in the book on the question's day.
func known(s *policy.Snapshot, table policy.Key, m civil.Month) (faults fault.List) {
	for i := range brackets {
		upper := table + policy.Key(i)*columns
		for _, k := range [...]policy.Key{upper, upper + 1, upper + 2} {
			if k == upper && i == brackets-1 {
				continue // the last bracket has no upper end
			}
			if !s.Has(k) {
				return fault.List{s.Missing(k, m.First(), "/tax")}
			}
		}
	}
	return nil
}

// tax applies a table to an amount: rate × amount less the quick deduction. The bracket is that of the amount spread over so many
// months; comparing with the upper end times the months needs no division and therefore no rounding.
func (w *working) tax(n lang.Text, table policy.Key, taxable Step, months int) Step {
	i := 0
	for i < brackets-1 && w.s.Money(table+policy.Key(i)*columns).Times(int64(months)).Less(taxable.Amount) {
		i++
	}
	upper := table + policy.Key(i)*columns
	rate, quick := w.rate(upper+1), w.amount(upper+2)
	w.answer.Rate, w.answer.QuickDeduction = rate.Rate, quick.Amount
	return excess(n, share(name("应纳税所得额 × 税率", "taxable × rate"), rate, taxable), quick)
}
