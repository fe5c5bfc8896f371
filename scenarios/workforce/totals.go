package workforce

import (
	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Totals are the sums of records by month, department, city, scheme and payer. Adding them up in any order gives the same.
type Totals struct {
	People  int64 // rows calculated
	Skipped int64 // rows passed over

	b      *Budget
	groups map[string][]*sums // by department
	cities []*cityUse         // by city; nil: nobody is there
	free   []*sums            // of an earlier part, to be used again
}

// sums are those of one department in one city. They are kept as differences: a stretch of months adds to its first and takes away after
// its last, however long it is.
type sums struct {
	department string
	city       *cityUse
	months     []monthSums // one more than the plan has
	paid       []lines     // of a retroactive difference
	unknown    []counts    // made when the first unknown amount comes
}

// lines is an amount in fen for each scheme and payer, counts a number of amounts.
type (
	lines  [2 * Insured]int64
	counts [2 * Insured]int32
)

type monthSums struct {
	due    lines
	known  counts
	people int32
}

// NewTotals are no sums yet.
func (b *Budget) NewTotals() *Totals {
	return &Totals{b: b, groups: map[string][]*sums{}, cities: make([]*cityUse, len(b.cities))}
}

// reset empties the totals and keeps their memory.
func (t *Totals) reset() {
	t.People, t.Skipped = 0, 0
	for _, list := range t.groups {
		t.free = append(t.free, list...)
	}
	clear(t.groups)
	clear(t.cities)
}

// sums are those of a department in a city.
func (t *Totals) sums(department string, city int) *sums {
	list := t.groups[department]
	for _, s := range list {
		if s.city.city == city {
			return s
		}
	}
	if t.cities[city] == nil {
		t.cities[city] = &cityUse{city: city}
	}
	var s *sums
	if n := len(t.free); n > 0 {
		s, t.free = t.free[n-1], t.free[:n-1]
		clear(s.months)
		clear(s.paid)
		s.unknown = nil
	} else {
		s = &sums{months: make([]monthSums, t.b.months+1)}
		if t.b.before != nil {
			s.paid = make([]lines, t.b.months+1)
		}
	}
	s.department, s.city = department, t.cities[city]
	t.groups[department] = append(list, s)
	return s
}

// add counts a person's amounts in some months.
func (s *sums) add(from, to int, a *Amounts) {
	first, after := &s.months[from], &s.months[to+1]
	first.people++
	after.people--
	for i := range first.due {
		fen, one := a.Amount[i/2][i%2].Fen(), int32(a.known>>i&1)
		first.due[i] += fen
		after.due[i] -= fen
		first.known[i] += one
		after.known[i] -= one
	}
	if a.unknown == 0 {
		return
	}
	if s.unknown == nil {
		s.unknown = make([]counts, len(s.months))
	}
	for i := range s.unknown[from] {
		one := int32(a.unknown >> i & 1)
		s.unknown[from][i] += one
		s.unknown[to+1][i] -= one
	}
}

// addPaid counts what was paid.
func (s *sums) addPaid(from, to int, a *Amounts) {
	for i := range s.paid[from] {
		fen := a.Amount[i/2][i%2].Fen()
		s.paid[from][i] += fen
		s.paid[to+1][i] -= fen
	}
}

// Add adds another's sums.
func (t *Totals) Add(other *Totals) {
	t.People += other.People
	t.Skipped += other.Skipped
	for department, list := range other.groups {
		for _, o := range list {
			t.sums(department, o.city.city).join(o)
		}
	}
	for i, use := range other.cities {
		if use != nil {
			t.cities[i].join(use)
		}
	}
}

func (s *sums) join(o *sums) {
	for n := range o.months {
		x, y := &s.months[n], &o.months[n]
		x.people += y.people
		for i := range x.due {
			x.due[i] += y.due[i]
			x.known[i] += y.known[i]
		}
	}
	for n := range o.paid {
		for i := range s.paid[n] {
			s.paid[n][i] += o.paid[n][i]
		}
	}
	if o.unknown == nil {
		return
	}
	if s.unknown == nil {
		s.unknown = make([]counts, len(s.months))
	}
	for n := range o.unknown {
		for i := range s.unknown[n] {
			s.unknown[n][i] += o.unknown[n][i]
		}
	}
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
