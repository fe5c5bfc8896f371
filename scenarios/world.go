package scenarios

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// world is what holds in one place through all the months of a scenario: the book, the overrides, and where the book ends, what the
// scenario assumes. It is worked out once and shared by all runs with the same assumptions.
type world struct {
	book     *policy.Book
	place    *policy.Place
	supposed *policy.Supposed
	assumed  []Assumed
	more     []civil.Date
	cuts     []civil.Date
	at       []atomic.Pointer[policy.Snapshot]
	faults   fault.List
	mixed    *mixture // of two worlds; nil: the book and the suppositions
}

// mixture is one world with some parameters of another, worked out day by day as it is asked for.
type mixture struct {
	a, b     *world
	keys     []policy.Key
	relevant []policy.Key // all that the question can rest on: as long as none of it changes, the mixture is the same
}

// Assumed is one assumption a result rests on: a parameter that the book knows up to a day, and what it is taken to be since.
type Assumed struct {
	Name  string // "floor_growth", "ceiling_growth", "interest_rate", "wage_growth"
	Key   policy.Key
	Place *policy.Place
	Rate  money.Rate
	Last  money.Money // the last known amount, of a bound
	Until civil.Date  // the last day the book knows
	From  civil.Date  // since when the assumption holds
}

// worldName tells worlds apart.
func worldName(p *policy.Place, s *Scenario) string {
	var b strings.Builder
	a := &s.Assumptions
	fmt.Fprintf(&b, "%s %d %d %v %v %v", p.ID, s.KnownOn, s.To, a.Floor, a.Ceiling, a.Interest)
	for _, o := range s.Overrides {
		fmt.Fprintf(&b, "|%s %d %s", o.Key, o.From, o.Value)
	}
	return b.String()
}

func newWorld(b *policy.Book, p *policy.Place, s *Scenario) *world {
	if s.KnownOn != 0 {
		b = b.KnownOn(s.KnownOn)
	}
	w := &world{book: b, place: p}
	list, faults := policy.Suppositions(s.Overrides)
	w.faults = faults
	w.supposed = policy.Suppose(p, list)
	w.cuts = append([]civil.Date{0}, b.Changes(p)...)
	if grown := w.grow(s); len(grown) > 0 {
		w.supposed = policy.Suppose(p, append(list, grown...))
	}
	w.more = w.supposed.Cuts()
	w.cuts = append(w.cuts, w.more...)
	slices.Sort(w.cuts)
	w.cuts = slices.Compact(w.cuts)
	w.at = make([]atomic.Pointer[policy.Snapshot], len(w.cuts))
	for i, d := range w.cuts {
		if d > s.To.Last() || i+1 < len(w.cuts) && w.cuts[i+1] <= s.From.First() {
			continue
		}
		if _, faults := w.resolve(i); faults != nil {
			w.faults = append(w.faults, faults...)
			break
		}
	}
	return w
}

func (w *world) resolve(i int) (*policy.Snapshot, fault.List) {
	if x := w.mixed; x != nil {
		p, q := x.a.on(w.cuts[i]), x.b.on(w.cuts[i])
		if i > 0 {
			before := w.cuts[i-1]
			s := w.at[i-1].Load()
			if s == nil && i > 1 {
				s, _ = w.resolve(i - 1)
			}
			if s != nil && x.a.on(before).Same(p, x.relevant) && x.b.on(before).Same(q, x.relevant) {
				w.at[i].CompareAndSwap(nil, s)
				return w.at[i].Load(), nil
			}
		}
		w.at[i].CompareAndSwap(nil, p.Mixed(q, x.keys))
		return w.at[i].Load(), nil
	}
	s, faults := w.book.On(w.place, w.cuts[i]).Supposing(w.cuts[i], w.supposed)
	w.at[i].CompareAndSwap(nil, s)
	return s, faults
}

// on is what holds on a day.
func (w *world) on(d civil.Date) *policy.Snapshot {
	i := sort.Search(len(w.cuts), func(i int) bool { return w.cuts[i] > d }) - 1
	if s := w.at[i].Load(); s != nil {
		return s
	}
	s, _ := w.resolve(i)
	return s
}

// july is the month in which the housing fund's year begins.
const july = 7

// grow fills the years the book does not know, where the scenario states an assumption for them: a bound grows from its last known value
// at the beginning of each of its years, rounded to the fen each time; the deposit rate changes with the first fund year that is unknown.
// The fund's years begin on 1 July; an insurance's on the day of the year on which its last known value began.
func (w *world) grow(s *Scenario) []policy.Supposition {
	var out []policy.Supposition
	last := s.To.Last()
	end := w.book.On(w.place, last)
	a := &s.Assumptions
	for k := policy.Key(1); int(k) < policy.Keys; k++ {
		spec := k.Spec()
		if spec.Unit != policy.YuanMonth || !end.Has(k) {
			continue
		}
		rate, name := a.Floor, "floor_growth"
		switch {
		case strings.HasSuffix(spec.ID, ".base.floor"):
		case strings.HasSuffix(spec.ID, ".base.ceiling"):
			rate, name = a.Ceiling, "ceiling_growth"
		default:
			continue
		}
		if rate.Given {
			out = append(out, w.growOne(k, name, rate.Value, end.Entry(k), last)...)
		}
	}
	if k := policy.HousingFundInterestDepositRate; a.Interest.Given && end.Has(k) {
		e := end.Entry(k)
		from := yearAfter(knownUntil(e), july, 1)
		if from <= last {
			out = append(out, policy.Supposition{Key: k, From: from, Value: policy.Value{N: a.Interest.Value.PPM()}})
		}
		w.assumed = append(w.assumed, Assumed{Name: "interest_rate", Key: k, Place: w.place, Rate: a.Interest.Value, Until: knownUntil(e), From: from})
	}
	return out
}

// growOne grows one bound from its last known value, and anew from every override of it.
func (w *world) growOne(k policy.Key, name string, rate money.Rate, e *policy.Entry, last civil.Date) (out []policy.Supposition) {
	value, unlimited, known, month, day := money.Fen(e.Value.N), e.Value.None, knownUntil(e), july, 1
	if k.Spec().Scheme != policy.HousingFund {
		_, month, day = e.From.Parts()
	}
	first := yearAfter(known, month, day)
	w.assumed = append(w.assumed, Assumed{Name: name, Key: k, Place: w.place, Rate: rate, Last: value, Until: known, From: first})
	for d := first; d <= last; d = yearAfter(d, month, day) {
		if from, ok := w.supposed.Since(k, d); ok {
			v := w.book.On(w.place, d)
			with, _ := v.Supposing(d, w.supposed)
			if from == d || from > known && d == first {
				value, unlimited, known = with.Money(k), with.Unlimited(k), from
				continue // the override's own year
			}
			if from > known || len(out) == 0 {
				value, unlimited, known = with.Money(k), with.Unlimited(k), max(known, from)
			}
		}
		if unlimited {
			continue
		}
		if tooMuch.Less(value) {
			w.faults.Add(fault.New(fault.OutOfRange, "/assumptions/"+name, "what", say(k.Spec().Name.ZH+"（"+d.String()+"）", k.Spec().Name.EN+" ("+d.String()+")"), "value", value, "min", "0.00", "max", tooMuch))
			return out
		}
		value = value.Add(rate.Of(value, money.FenHalfUp))
		out = append(out, policy.Supposition{Key: k, From: d, Value: policy.Value{N: value.Fen()}})
	}
	return out
}

// knownUntil is the last day for which somebody has confirmed a value.
func knownUntil(e *policy.Entry) civil.Date {
	switch {
	case e.To != 0:
		return e.To
	case e.From > e.Place.Checked:
		return e.From // announced in advance
	}
	return e.Place.Checked
}

// yearAfter is the first such day of a year after a date.
func yearAfter(d civil.Date, month, day int) civil.Date {
	y, _, _ := d.Parts()
	at := civil.MonthOf(y, month).Day(day)
	if at <= d {
		at = civil.MonthOf(y+1, month).Day(day)
	}
	return at
}

// Engine runs scenarios over one book. It keeps the worlds it has worked out, so that a sweep or a comparison does that once. Safe for
// concurrent use.
type Engine struct {
	book   *policy.Book
	mu     sync.Mutex
	worlds map[string]*world
}

// maxWorlds bounds what an engine keeps; a full store is emptied. A world of forty years is some hundred kilobytes.
const maxWorlds = 256

// NewEngine makes an engine over a book.
func NewEngine(b *policy.Book) *Engine { return &Engine{book: b, worlds: map[string]*world{}} }

// Book is the book the engine answers from.
func (e *Engine) Book() *policy.Book { return e.book }

func (e *Engine) world(p *policy.Place, s *Scenario) *world {
	name := worldName(p, s)
	e.mu.Lock()
	w := e.worlds[name]
	e.mu.Unlock()
	if w != nil {
		return w
	}
	w = newWorld(e.book, p, s)
	e.mu.Lock()
	if len(e.worlds) >= maxWorlds {
		clear(e.worlds)
	}
	e.worlds[name] = w
	e.mu.Unlock()
	return w
}

func newSnapshots(n int) []atomic.Pointer[policy.Snapshot] {
	return make([]atomic.Pointer[policy.Snapshot], n)
}
