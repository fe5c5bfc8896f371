package policy

import (
	"fmt"
	"slices"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
)

// Supposition is a what-if that has been read: from a day on (0 = always) a parameter has another value, until the next supposition
// about it. It is made once and then applied to as many snapshots as a long question needs.
type Supposition struct {
	Key   Key
	From  civil.Date
	Value Value
}

// Suppositions reads overrides. Pointers are "/overrides/0/key" and so on.
func Suppositions(overrides []Override) ([]Supposition, fault.List) {
	var faults fault.List
	out := make([]Supposition, 0, len(overrides))
	for i, o := range overrides {
		at := fmt.Sprintf("/overrides/%d", i)
		k, ok := KeyOf(o.Key)
		if !ok {
			faults.Add(fault.New(fault.BadOverride, at+"/key", "detail", say("没有名为“%s”的参数", "there is no parameter %q", o.Key)))
			continue
		}
		v, why := k.Spec().parse(o.Value)
		if why.EN != "" {
			faults.Add(fault.New(fault.BadOverride, at+"/value", "detail", why))
			continue
		}
		out = append(out, Supposition{k, o.From, v})
	}
	return out, faults
}

// Supposed are suppositions made ready: for each parameter its entries, oldest first. The zero value supposes nothing.
type Supposed struct {
	keys    []Key
	entries map[Key][]*Entry
	cuts    []civil.Date
}

// Suppose makes suppositions ready for a place. Of two about the same parameter and day the later in the list holds.
func Suppose(p *Place, list []Supposition) *Supposed {
	out := &Supposed{entries: map[Key][]*Entry{}}
	for _, s := range list {
		if out.entries[s.Key] == nil {
			out.keys = append(out.keys, s.Key)
		}
		out.entries[s.Key] = append(out.entries[s.Key], &Entry{Key: s.Key, Place: p, From: s.From, Value: s.Value, Source: assumption, Grade: 'E', Assumed: true})
		out.cuts = append(out.cuts, s.From)
	}
	for _, k := range out.keys {
		slices.SortStableFunc(out.entries[k], func(a, b *Entry) int { return int(a.From - b.From) })
	}
	slices.Sort(out.cuts)
	out.cuts = slices.Compact(out.cuts)
	return out
}

// Cuts are the days on which a supposition begins, ascending.
func (x *Supposed) Cuts() []civil.Date { return x.cuts }

// Keys are the parameters something is supposed about.
func (x *Supposed) Keys() []Key { return x.keys }

// Since is the day the supposition about a parameter that holds on a day began; ok is false if none does.
func (x *Supposed) Since(k Key, on civil.Date) (from civil.Date, ok bool) {
	if e := latest(x.entries[k], on); e != nil {
		return e.From, true
	}
	return 0, false
}

// Supposing is the snapshot with what is supposed on a day. The fault names bounds that cross. Where nothing is supposed yet it is the
// snapshot itself.
func (s *Snapshot) Supposing(on civil.Date, x *Supposed) (*Snapshot, fault.List) {
	if len(x.cuts) == 0 || x.cuts[0] > on {
		return s, nil
	}
	c := s.copy()
	for _, k := range x.keys {
		if e := latest(x.entries[k], on); e != nil {
			c.set(k, e, on)
		}
	}
	var faults fault.List
	for _, pair := range boundPairs {
		if why := pair.crossed(c); why.EN != "" && (c.assumed(pair.floor) || c.assumed(pair.ceiling)) {
			faults.Add(fault.New(fault.BadOverride, "/overrides", "detail", why))
		}
	}
	return c, faults
}

// Same tells whether some parameters are the same in two snapshots, present or absent.
func (s *Snapshot) Same(other *Snapshot, keys []Key) bool {
	for _, k := range keys {
		if !s.sameValue(other, k) {
			return false
		}
	}
	return true
}

func (s *Snapshot) sameValue(other *Snapshot, k Key) bool {
	a, b := s.entries[k], other.entries[k]
	return a == b || a != nil && b != nil && s.values[k] == other.values[k] && a.Value.None == b.Value.None
}

// Mixed is the snapshot with some parameters as another snapshot has them, present or absent. It stays a snapshot of its own place, whose
// rules it keeps: a step between two places, for taking a difference apart. Where nothing differs it is the snapshot itself.
func (s *Snapshot) Mixed(other *Snapshot, keys []Key) *Snapshot {
	c := s
	for _, k := range keys {
		if s.sameValue(other, k) {
			continue
		}
		if c == s {
			c = s.copy()
		}
		c.values[k], c.entries[k], c.carried[k] = other.values[k], other.entries[k], other.carried[k]
	}
	return c
}
