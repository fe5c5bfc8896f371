package policy

import (
	"sync"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
)

// Carry says whether a value is used beyond what its source or our last look confirms.
type Carry uint8

// The ways a value can be carried forward.
const (
	NotCarried    Carry = iota
	PastTo              // the source states an end, which has passed without a known successor
	PastLastCheck       // the place was last checked before this day
)

// Snapshot is all that holds in one place on one day, as integers. It is shared and read-only.
type Snapshot struct {
	book    *Book
	place   *Place
	values  [Keys]int64
	entries [Keys]*Entry
	ended   []*Entry // the ends of rules that are over here
	carried [Keys]Carry
	rules   [roles]*Rule
	later   [roles]*Rule // not yet in force, of a nearer place than the rule that is

	once    sync.Once
	derived any
}

// Derived is what the calculation works out of a snapshot, done once and kept with it. Only one package may use it: what it gets back is
// what it made.
func (s *Snapshot) Derived(make func(*Snapshot) any) any {
	s.once.Do(func() { s.derived = make(s) })
	return s.derived
}

func (s *Snapshot) set(k Key, e *Entry, d civil.Date) {
	s.entries[k], s.values[k], s.carried[k] = e, e.Value.N, NotCarried
	switch {
	case e.Assumed:
	case e.To != 0:
		if d > e.To {
			s.carried[k] = PastTo
		}
	case d > e.Place.Checked:
		s.carried[k] = PastLastCheck
	}
}

// Book is the book the snapshot was taken from.
func (s *Snapshot) Book() *Book { return s.book }

// Place is where the snapshot holds.
func (s *Snapshot) Place() *Place { return s.place }

// Has tells whether the parameter has a value here and now; an explicit "no limit" is one.
func (s *Snapshot) Has(k Key) bool { return s.entries[k] != nil }

// Entry is the value with its source; nil if there is none.
func (s *Snapshot) Entry(k Key) *Entry { return s.entries[k] }

// Carried says whether and why the value is carried forward.
func (s *Snapshot) Carried(k Key) Carry { return s.carried[k] }

// Unlimited tells whether the parameter is explicitly without limit.
func (s *Snapshot) Unlimited(k Key) bool { return s.entries[k] != nil && s.entries[k].Value.None }

// Money is an amount. Ask [Snapshot.Has] first: a missing value is not zero.
func (s *Snapshot) Money(k Key) money.Money { return money.Fen(s.values[k]) }

// Rate is a rate or a multiple.
func (s *Snapshot) Rate(k Key) money.Rate { return money.PPM(s.values[k]) }

// Int is a count, an age, a day of the month.
func (s *Snapshot) Int(k Key) int { return int(s.values[k]) }

// Flag is a yes or no; no if it is missing.
func (s *Snapshot) Flag(k Key) bool { return s.values[k] != 0 }

// Date is a day.
func (s *Snapshot) Date(k Key) civil.Date { return civil.Date(s.values[k]) }

// Rounding is how amounts are rounded.
func (s *Snapshot) Rounding(k Key) money.Rounding { return rounding(s.values[k]) }

// Text is a sentence.
func (s *Snapshot) Text(k Key) lang.Text {
	if e := s.entries[k]; e != nil {
		return e.Value.Text
	}
	return lang.Text{}
}

// Rule is the article that answers for a role here; nil if no place declares one.
func (s *Snapshot) Rule(r Role) *Rule { return s.rules[r] }

// LaterRule is the rule of this place, or of one nearer than the rule in force, that will answer for a role but is not yet known to
// hold; nil if there is none.
func (s *Snapshot) LaterRule(r Role) *Rule { return s.later[r] }

// RuleID is the id of [Snapshot.Rule], or "".
func (s *Snapshot) RuleID(r Role) string {
	if s.rules[r] == nil {
		return ""
	}
	return s.rules[r].ID
}

// FirstKnown is the first whole month after a day for which the parameter is known; 0 if it never is.
func (s *Snapshot) FirstKnown(k Key, on civil.Date) civil.Month {
	if first := s.firstDay(k, on); first != 0 {
		return firstWholeMonth(first)
	}
	return 0
}

// firstDay is the first day after a day on which the parameter is known; 0 if there is none.
func (s *Snapshot) firstDay(k Key, on civil.Date) civil.Date {
	for _, e := range s.book.History(s.place, k) {
		if e.From > on && !e.Ended {
			return e.From
		}
	}
	return 0
}

// Missing is the fault of a parameter that has no value on a day: it says whether the day is too early (and names the first month
// that can be answered), the rule is over, or no value has ever been found.
func (s *Snapshot) Missing(k Key, on civil.Date, field string) fault.Error {
	name := k.Spec().Name
	for _, e := range s.ended {
		if e.Key == k {
			return fault.New(fault.ValueEnded, field, "place", s.place.Name, "name", name, "key", k, "ended", e.From)
		}
	}
	if first := s.firstDay(k, on); first != 0 {
		named := say("%s", "%s", firstWholeMonth(first))
		if first.Day() != 1 {
			named = say("%s（按日为 %s）", "%s (by the day: %s)", firstWholeMonth(first), first)
		}
		return fault.New(fault.BeforeFirst, field, "place", s.place.Name, "name", name, "key", k, "month", on.Month(), "first", named)
	}
	if full := (&Book{}).History(s.place, k); s.book.known != 0 && len(full) > 0 {
		return fault.New(fault.NotKnownThen, field, "place", s.place.Name, "name", name, "key", k)
	}
	return fault.New(fault.ValueUnknown, field, "place", s.place.Name, "name", name, "key", k)
}

// firstWholeMonth is the first month whose first day is not before d.
func firstWholeMonth(d civil.Date) civil.Month {
	if d.Day() == 1 {
		return d.Month()
	}
	return d.Month().Add(1)
}

// Override is a what-if: another value for a parameter from a day on (0 = always), written as in a policy file.
type Override struct {
	Key   string
	From  civil.Date
	Value string
}

// assumption is the source of every what-if.
var assumption = &Source{ID: "override", Title: "本次请求的假设 · assumption of this request", Grade: 'E'}

// With is the snapshot with what-ifs applied; each is checked as a line of a policy file would be. Pointers are
// "/overrides/0/key" and so on. With no overrides it is the snapshot itself.
func (s *Snapshot) With(on civil.Date, overrides []Override) (*Snapshot, fault.List) {
	if len(overrides) == 0 {
		return s, nil
	}
	list, faults := Suppositions(overrides)
	c, crossed := s.Supposing(on, Suppose(s.place, list))
	return c, append(faults, crossed...)
}

// copy is a snapshot that can be changed and then be as shared as any.
func (s *Snapshot) copy() *Snapshot {
	return &Snapshot{book: s.book, place: s.place, values: s.values, entries: s.entries, ended: s.ended, carried: s.carried, rules: s.rules, later: s.later}
}

func (s *Snapshot) assumed(k Key) bool { return s.entries[k] != nil && s.entries[k].Assumed }

// boundPairs are the floors and ceilings that belong together.
var boundPairs = func() (pairs []bounds) {
	for k := Key(1); int(k) < Keys; k++ {
		for _, ends := range [...][2]string{{".floor", ".ceiling"}, {".min", ".max"}} {
			id := k.String()
			n := len(id) - len(ends[0])
			if n > 0 && id[n:] == ends[0] {
				if top, ok := KeyOf(id[:n] + ends[1]); ok && top.Spec().Unit == k.Spec().Unit {
					pairs = append(pairs, bounds{k, top})
				}
			}
		}
	}
	return pairs
}()

type bounds struct{ floor, ceiling Key }

// crossed says that the floor lies above the ceiling, or nothing.
func (b bounds) crossed(s *Snapshot) (why lang.Text) {
	if !s.Has(b.floor) || !s.Has(b.ceiling) || s.Unlimited(b.floor) || s.Unlimited(b.ceiling) || s.values[b.floor] <= s.values[b.ceiling] {
		return why
	}
	return say("%s（%s）高于 %s（%s）", "%s (%s) lies above %s (%s)", b.floor, s.entries[b.floor].Format(lang.EN), b.ceiling, s.entries[b.ceiling].Format(lang.EN))
}
