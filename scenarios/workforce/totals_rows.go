package workforce

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

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

// Rows are the sums in the order of month, department, city (by id), scheme and payer. A row is there if anybody of it has an amount,
// known or not; where it is broken down by neither scheme nor payer, if there is anybody. One month is put together at a time.
func (t *Totals) Rows(by By) iter.Seq[TotalRow] {
	return func(yield func(TotalRow) bool) {
		all := t.sorted(by)
		now := make([]running, len(all))
		if by&ByMonth == 0 {
			t.rows(all, now, by, 0, t.b.months-1, yield)
			return
		}
		for n := range t.b.months {
			if !t.rows(all, now, by, n, n, yield) {
				return
			}
		}
	}
}

// rows are the rows of some months together.
func (t *Totals) rows(all []*sums, now []running, by By, from, to int, yield func(TotalRow) bool) bool {
	var at tally
	for i, s := range all {
		if i == 0 || by&ByDepartment != 0 && s.department != all[i-1].department || by&ByCity != 0 && s.city != all[i-1].city {
			if !at.flush(by, yield) {
				return false
			}
			at.blank(t.b, s, from, by)
		}
		for n := from; n <= to; n++ {
			now[i].advance(s, n)
			at.add(&now[i], by)
		}
	}
	return at.flush(by, yield)
}

// running is a group's sums in one month: the differences added up so far.
type running struct {
	due, paid      lines
	owed           lines
	known, unknown [2 * Insured]int64
	people         int64
}

// advance goes on to a month; each is gone to once, in order.
func (r *running) advance(s *sums, n int) {
	r.due.join(&s.due[n])
	if s.paid != nil {
		r.paid.join(&s.paid[n])
		r.owed.join(&s.owed[n])
	}
	for i := range s.people {
		p := &s.people[i]
		more := int64(p.months[n])
		r.people += more
		for i := range r.known {
			r.known[i] += more * int64(p.known>>i&1)
			r.unknown[i] += more * int64(p.unknown>>i&1)
		}
	}
}

// tally is the rows of one month, department and city, or of several together: by scheme and payer.
type tally struct {
	rows [2 * Insured]TotalRow
	used int
}

// add adds a group's month.
func (t *tally) add(r *running, by By) {
	for i := range t.used {
		t.rows[i].PersonMonths += r.people
	}
	for i := range r.due {
		row := &t.rows[slot(i, by)]
		row.Lines += r.known[i]
		row.Unknown += r.unknown[i]
		row.Due = row.Due.Add(money.Fen(r.due[i]))
		row.Paid, row.Owed = row.Paid.Add(money.Fen(r.paid[i])), row.Owed.Add(money.Fen(r.owed[i]))
	}
}

// flush gives the rows that have something.
func (t *tally) flush(by By, yield func(TotalRow) bool) bool {
	for _, r := range t.rows[:t.used] {
		if by&(ByScheme|ByPayer) == 0 && r.PersonMonths == 0 || by&(ByScheme|ByPayer) != 0 && r.Lines+r.Unknown == 0 {
			continue
		}
		if !yield(r) {
			return false
		}
	}
	return true
}

// blank begins the rows of a group's month.
func (t *tally) blank(b *Budget, s *sums, n int, by By) {
	*t = tally{used: slot(2*Insured-1, by) + 1}
	for i := range 2 * Insured {
		r := &t.rows[slot(i, by)]
		if by&ByMonth != 0 {
			r.Month = b.month(n)
		}
		if by&ByDepartment != 0 {
			r.Department = s.department
		}
		if by&ByCity != 0 {
			r.City = b.cities[s.city.city]
		}
		if by&ByScheme != 0 {
			r.Scheme = policy.Scheme(i / 2)
		}
		if by&ByPayer != 0 {
			r.Payer = contribution.Payer(i % 2)
		}
	}
}

// slot is which of the rows a scheme and payer belong to.
func slot(i int, by By) int {
	switch by & (ByScheme | ByPayer) {
	case ByScheme | ByPayer:
		return i
	case ByScheme:
		return i / 2
	case ByPayer:
		return i % 2
	}
	return 0
}

// sorted are the groups in the order in which a breakdown has them.
func (t *Totals) sorted(by By) []*sums {
	var all []*sums
	for _, s := range t.groups {
		all = append(all, s)
	}
	slices.SortFunc(all, func(x, y *sums) int {
		department, city := 0, 0
		if by&ByDepartment != 0 {
			department = strings.Compare(x.department, y.department)
		}
		if by&ByCity != 0 {
			city = cmp.Compare(x.city.city, y.city.city) // the book's cities are in the order of their ids
		}
		return cmp.Or(department, city)
	})
	return all
}

// ComparisonRow is one sum of two plans. A row that only one of them has is zero in the other, apart from what it is a sum of.
type ComparisonRow struct{ A, B TotalRow }

// Comparable refuses to hold a retroactive difference against a plan that is none: only one of them says what was paid and is owed.
func Comparable(a, b *Totals) error {
	if a.Retroactive() != b.Retroactive() {
		return fault.New(fault.NotComparable, "")
	}
	return nil
}

// Compare puts the sums of two plans side by side, in the order of [Totals.Rows].
func Compare(a, b *Totals, by By) iter.Seq[ComparisonRow] {
	return func(yield func(ComparisonRow) bool) {
		next, stop := iter.Pull(b.Rows(by))
		defer stop()
		y, more := next()
		for x := range a.Rows(by) {
			for more && y.compare(&x) < 0 {
				if !yield(ComparisonRow{A: y.name(), B: y}) {
					return
				}
				y, more = next()
			}
			row := ComparisonRow{A: x, B: x.name()}
			if more && y.compare(&x) == 0 {
				row.B = y
				y, more = next()
			}
			if !yield(row) {
				return
			}
		}
		for more {
			if !yield(ComparisonRow{A: y.name(), B: y}) {
				return
			}
			y, more = next()
		}
	}
}

// name is the row without its sums.
func (r *TotalRow) name() TotalRow {
	return TotalRow{Month: r.Month, Department: r.Department, City: r.City, Scheme: r.Scheme, Payer: r.Payer}
}

// compare is the order of rows.
func (r *TotalRow) compare(o *TotalRow) int {
	id := func(p *policy.Place) string {
		if p == nil {
			return ""
		}
		return p.ID
	}
	return cmp.Or(cmp.Compare(r.Month, o.Month), strings.Compare(r.Department, o.Department), strings.Compare(id(r.City), id(o.City)), cmp.Compare(r.Scheme, o.Scheme), cmp.Compare(r.Payer, o.Payer))
}
