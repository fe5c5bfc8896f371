package workforce

import (
	"slices"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// group is the people of one department in one city: what the plan has in store for them.
type group struct {
	department string
	city       int
	place      *policy.Place
	employees  []stretch
	flexible   []stretch
	raises     []Raise // in force for them, oldest first
	leaving    int     // index of the department among those that lose people, or -1

	sums *sums // of the part at hand
	turn int   // the block at hand, if it has met the group
}

// stretch is months in which the book and the plan stay the same for a group.
type stretch struct {
	from, to  int // months of the plan, both included
	due, paid *policy.Snapshot
	alike     bool
	july      int // the year whose July adjustment begins the stretch; 0: none does
	changed   bool
	rates     rates // if the plan has changed them
}

// rates are what the plan puts in the place of people's own.
type rates struct {
	employer, employee contribution.Maybe[money.Rate]
	class              contribution.Maybe[int]
	injury             contribution.Maybe[money.Rate]
}

// july is the month in which the fund's year begins and bases are adjusted (WH-2.1, UR-12d).
const july = 7

func (b *Budget) newGroup(department string, city int) *group {
	g := &group{department: department, city: city, place: b.cities[city], leaving: slices.Index(b.leaving, department)}
	for _, r := range b.raises {
		if r.in(department, g.place) {
			g.raises = append(g.raises, r)
		}
	}
	w := b.world(city)
	g.employees = b.stretches(w.employees, func(n int) (cut bool) {
		m := b.month(n)
		return !b.plan.KeepBases && m.Number() == july || slices.ContainsFunc(b.rates, func(r RateChange) bool { return r.From == m && r.in(department, g.place) })
	})
	for i := range g.employees {
		s := &g.employees[i]
		if m := b.month(s.from); !b.plan.KeepBases && s.from > 0 && m.Number() == july {
			s.july = m.Year()
		}
		for _, r := range b.rates {
			if r.From <= b.month(s.from) && r.in(department, g.place) {
				s.changed = true
				s.rates.change(&r)
			}
		}
	}
	g.flexible = b.stretches(w.flexible, func(int) bool { return false })
	return g
}

// change puts what a change gives over what held before.
func (x *rates) change(r *RateChange) {
	over(&x.employer, r.EmployerRate)
	over(&x.employee, r.EmployeeRate)
	if r.WorkInjuryClass.Given || r.WorkInjuryRate.Given { // a new class ends an old rate, and a new rate an old class
		x.class, x.injury = r.WorkInjuryClass, r.WorkInjuryRate
	}
}

func over[T any](old *contribution.Maybe[T], value contribution.Maybe[T]) {
	if value.Given {
		*old = value
	}
}

// stretches cuts spans where the plan changes something.
func (b *Budget) stretches(spans []span, cut func(month int) bool) (out []stretch) {
	next := 0
	for n := range b.months {
		begins := next < len(spans) && spans[next].from == n
		if begins {
			next++
		}
		if begins || n > 0 && cut(n) {
			s := &spans[next-1]
			out = append(out, stretch{from: n, due: s.due, paid: s.paid, alike: s.alike})
		}
		out[len(out)-1].to = n
	}
	return out
}

// wages is a person's wage through the months: the cell's, and what the plan's raises make of it.
type wages struct {
	given  money.Money
	after  civil.Month // raises count from the month after this one
	raises []Raise
}

// next is the wage after a raise: rounded half-up to the fen each time.
func (w wages) next(now money.Money, r *Raise) money.Money {
	return money.PPM(million).Add(r.Percent).Of(now, money.FenHalfUp)
}

// wages are those of the person at hand. A raise of the month in which somebody is hired is in the wage already.
func (w *Worker) wages(g *group) wages {
	p := &w.person
	return wages{given: p.wage.Value, after: max(p.hired, w.b.plan.From-1), raises: g.raises}
}

// at is the wage in a month; ok is false if it has grown beyond all bounds.
func (w wages) at(m civil.Month) (wage money.Money, ok bool) {
	wage = w.given
	for i := range w.raises {
		r := &w.raises[i]
		if r.From > m {
			break
		}
		if r.From > w.after {
			if wage = w.next(wage, r); wage.Fen() > maxFen {
				return wage, false
			}
		}
	}
	return wage, true
}

// average is the wage of some months, both included, divided by their number, half-up to the fen (WH-2.1).
func (w wages) average(from, to civil.Month) (average money.Money, ok bool) {
	wage, m := w.given, from
	var sum money.Money
	for i := range w.raises {
		r := &w.raises[i]
		if r.From > to {
			break
		}
		if r.From <= w.after {
			continue
		}
		if r.From > m {
			sum = sum.Add(wage.Times(int64(r.From - m)))
			m = r.From
		}
		if wage = w.next(wage, r); wage.Fen() > maxFen {
			return wage, false
		}
	}
	sum = sum.Add(wage.Times(int64(to-m) + 1))
	return sum.Over(int64(to-from)+1, money.FenHalfUp), true
}
