package workforce

import (
	"sync"

	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

// world is what holds in one city through the months of the plan.
type world struct {
	once      sync.Once
	due, paid []*policy.Snapshot // by month; paid only for a retroactive difference
	employees []span
	flexible  []span
	faults    fault.List // what-ifs of the plan that cannot hold here
}

// span is months in which one question has one answer.
type span struct {
	from      int // the first month; it lasts to the next span's
	due, paid *policy.Snapshot
	alike     bool // what was paid is what is due
}

// world is a city's, worked out once.
func (b *Budget) world(city int) *world {
	w := &b.worlds[city]
	w.once.Do(func() { w.work(b, b.cities[city]) })
	return w
}

func (w *world) work(b *Budget, p *policy.Place) {
	supposed := b.supposed(p)
	for n := range b.months {
		day := b.month(n).First()
		s, faults := b.book.On(p, day).Supposing(day, supposed)
		if len(w.faults) == 0 {
			w.faults = faults
		}
		w.due = append(w.due, s)
		if b.before != nil {
			w.paid = append(w.paid, b.before.On(p, day))
		}
	}
	w.employees = w.spans(contribution.SameForEmployees)
	w.flexible = w.spans(sameForAll)
}

// spans joins neighbouring months that are the same.
func (w *world) spans(same func(a, b *policy.Snapshot) bool) (out []span) {
	for n, due := range w.due {
		s := span{from: n, due: due}
		if w.paid != nil {
			s.paid = w.paid[n]
			s.alike = same(s.due, s.paid)
		}
		if n > 0 {
			last := &out[len(out)-1]
			if same(last.due, s.due) && (s.paid == nil || same(last.paid, s.paid)) {
				continue
			}
		}
		out = append(out, s)
	}
	return out
}

// sameForAll tells whether nothing at all differs that anybody could pay by.
func sameForAll(a, b *policy.Snapshot) bool { return a == b || a.Same(b, allKeys) }

var allKeys = func() (keys []policy.Key) {
	for k := policy.Key(1); int(k) < policy.Keys; k++ {
		keys = append(keys, k)
	}
	return keys
}()

// supposed are the plan's what-ifs that hold in a city.
func (b *Budget) supposed(p *policy.Place) *policy.Supposed {
	var list []policy.Supposition
	for i, s := range b.supposing {
		if o := &b.plan.Overrides[i]; o.City == "" || o.City == p.ID {
			list = append(list, s)
		}
	}
	return policy.Suppose(p, list)
}
