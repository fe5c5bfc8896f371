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
	groups map[groupName]*sums
	cities []*cityUse // by city; nil: nobody is there
	free   []*sums    // of an earlier part, to be used again
}

// groupName names the people of a department in a city.
type groupName struct {
	department string
	city       int
}

// sums are those of one department in one city. They are kept as differences: a stretch of months adds to its first and takes away after
// its last, however long it is. People with the same amounts known are counted together, for nearly all have the same.
type sums struct {
	department string
	city       *cityUse
	due        []lines // by month, one more than the plan has
	paid, owed []lines // of a retroactive difference
	people     []peopleSums
}

// lines is an amount in fen for each scheme and payer.
type lines [2 * Insured]int64

// peopleSums are the people of whom the same amounts are known and unknown.
type peopleSums struct {
	known, unknown uint16
	months         []int32 // differences, as amounts are
}

// NewTotals are no sums yet.
func (b *Budget) NewTotals() *Totals {
	return &Totals{b: b, groups: map[groupName]*sums{}, cities: make([]*cityUse, len(b.cities))}
}

// Retroactive tells whether they are of a retroactive difference.
func (t *Totals) Retroactive() bool { return t.b.Retroactive() }

// reset empties the totals and keeps their memory.
func (t *Totals) reset() {
	t.People, t.Skipped = 0, 0
	for _, s := range t.groups {
		t.free = append(t.free, s)
	}
	clear(t.groups)
	clear(t.cities)
}

// sums are those of a department in a city.
func (t *Totals) sums(department string, city int) *sums {
	if s := t.groups[groupName{department, city}]; s != nil {
		return s
	}
	if t.cities[city] == nil {
		t.cities[city] = &cityUse{city: city}
	}
	var s *sums
	if n := len(t.free); n > 0 {
		s, t.free = t.free[n-1], t.free[:n-1]
		clear(s.due)
		clear(s.paid)
		clear(s.owed)
		s.people = s.people[:0]
	} else {
		s = &sums{due: make([]lines, t.b.months+1)}
		if t.b.before != nil {
			s.paid, s.owed = make([]lines, t.b.months+1), make([]lines, t.b.months+1)
		}
	}
	s.department, s.city = department, t.cities[city]
	t.groups[groupName{department, city}] = s
	return s
}

// addSpan adds a person's amounts in some months.
func addSpan(list []lines, from, to int, a *Amounts) {
	list[from].add(a, 1)
	list[to+1].add(a, -1)
}

// count counts a person of whom these amounts are known and unknown. Of whom there are none, as of somebody sealed in a budget of the
// housing fund alone (UR-12e), does not count.
func (s *sums) count(from, to int, known, unknown uint16) {
	if known|unknown == 0 {
		return
	}
	people := s.of(known, unknown)
	people[from]++
	people[to+1]--
}

func (x *lines) add(a *Amounts, sign int64) {
	for i := range a.Amount {
		x[2*i] += sign * a.Amount[i][0].Fen()
		x[2*i+1] += sign * a.Amount[i][1].Fen()
	}
}

func (x *lines) join(y *lines) {
	for i := range x {
		x[i] += y[i]
	}
}

// of are the people of whom these amounts are known and unknown, by month.
func (s *sums) of(known, unknown uint16) []int32 {
	for i := range s.people {
		if p := &s.people[i]; p.known == known && p.unknown == unknown {
			return p.months
		}
	}
	n := len(s.people)
	if n < cap(s.people) { // of an earlier part
		s.people = s.people[:n+1]
		clear(s.people[n].months)
	} else {
		s.people = append(s.people, peopleSums{})
	}
	p := &s.people[n]
	p.known, p.unknown = known, unknown
	if p.months == nil {
		p.months = make([]int32, len(s.due))
	}
	return p.months
}

// Add adds another's sums.
func (t *Totals) Add(other *Totals) {
	t.People += other.People
	t.Skipped += other.Skipped
	for name, s := range other.groups {
		t.sums(name.department, name.city).join(s)
	}
	for i, use := range other.cities {
		if use != nil {
			t.cities[i].join(use)
		}
	}
}

func (s *sums) join(o *sums) {
	for n := range o.due {
		s.due[n].join(&o.due[n])
	}
	for n := range o.paid {
		s.paid[n].join(&o.paid[n])
		s.owed[n].join(&o.owed[n])
	}
	for _, p := range o.people {
		months := s.of(p.known, p.unknown)
		for n := range p.months {
			months[n] += p.months[n]
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
	Unknown      int64 // amounts that are not known and in no sum; of a retroactive difference, on one of its sides at least
	Due          money.Money
	Paid, Owed   money.Money // of a retroactive difference: owed is due less paid where both are known
}
