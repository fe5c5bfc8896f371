package procedure

import (
	"cmp"
	"slices"

	"fenhao/calc/civil"
	"fenhao/calc/policy"
)

// Occurrence is one day of a deadline that comes back by itself.
type Occurrence struct {
	Deadline *Deadline
	Day      civil.Date
	Opens    civil.Date // the first day of a window; 0 if there is none
	Rest     Answer
}

// Year are the recurring deadlines of a place in a year, in the order of their days. Only what the book knows: a parameter that is missing on
// the day, is an assumption, or is carried beyond the end its own source states, has no entry.
func (g *Guides) Year(b *policy.Book, place *policy.Place, year int) []Occurrence {
	var out []Occurrence
	for _, d := range g.Deadlines(place) {
		if !d.Recurs() {
			continue
		}
		for m := civil.MonthOf(year, 1); m <= civil.MonthOf(year, 12); m++ {
			if o, ok := d.in(b, place, m); ok {
				switch worked, known := g.Calendar.Workday(o.Day); {
				case known && worked:
					o.Rest = No
				case known:
					o.Rest = Yes
				}
				out = append(out, o)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Occurrence) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Deadline.Event, b.Deadline.Event))
	})
	return out
}

// in is the deadline's day in a month, if it has one there.
func (d *Deadline) in(b *policy.Book, place *policy.Place, m civil.Month) (o Occurrence, ok bool) {
	k := d.Key.Key
	s := b.On(place, m.Last())
	if !s.Has(k) {
		return o, false
	}
	n := s.Int(k)
	if d.CountedIn() == MonthDay {
		if n/100 != m.Number() {
			return o, false
		}
		n %= 100
	}
	o = Occurrence{Deadline: d, Day: m.Day(n)}
	s = b.On(place, o.Day) // the value of the day itself decides, not that of the month's end
	if !s.Has(k) || s.Entry(k).Grade == 'E' || s.Carried(k) == policy.PastTo {
		return o, false
	}
	if opens := d.Opens.Key; opens != policy.None && s.Has(opens) {
		o.Opens = dayOf(m.Year(), s.Int(opens))
	}
	return o, true
}
