package workforce

import (
	"cmp"

	"fenhao/calc/civil"
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

// Sources are the values that decided the amounts in the totals, by city, key and month; of a retroactive difference those of what is due
// first, then those of what was paid.
func (b *Budget) Sources(t *Totals) (out []Source) {
	for i, use := range t.cities {
		if use == nil {
			continue
		}
		w := b.world(i)
		for side, snapshots := range [...][]*policy.Snapshot{w.due, w.paid} {
			for k := policy.Key(1); int(k) < policy.Keys; k++ {
				if use.keys[side].has(k) {
					out = b.history(out, Source{City: b.cities[i], Key: k, Paid: side == 1}, snapshots)
				}
			}
		}
	}
	return out
}

// history appends the values a parameter has through the months of the plan.
func (b *Budget) history(out []Source, s Source, snapshots []*policy.Snapshot) []Source {
	first := len(out)
	for n, at := range snapshots {
		e := at.Entry(s.Key)
		if e == nil {
			continue
		}
		m := b.month(n)
		if last := len(out) - 1; last >= first && out[last].Entry == e && out[last].To == m-1 {
			out[last].To, out[last].Carried = m, at.Carried(s.Key)
			continue
		}
		s.From, s.To, s.Entry, s.Carried = m, m, e, at.Carried(s.Key)
		out = append(out, s)
	}
	return out
}

// byNotice is an order of notices.
func byNotice(x, y noticed) int {
	return cmp.Or(cmp.Compare(x.Code, y.Code), cmp.Compare(x.Key, y.Key), cmp.Compare(x.Why, y.Why))
}
