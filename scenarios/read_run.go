package scenarios

import (
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

// ReadRun reads {scenario, months}, or a scenario itself. Without months the answer holds the sums only.
func (e *Engine) ReadRun(t *Tree) (s *Scenario, months bool, faults fault.List) {
	if faults := t.Root(); faults != nil {
		return nil, false, faults
	}
	if t.Request() != t {
		s, faults = Read(t, e.book)
		return s, true, faults
	}
	r := &reader{book: e.book, kinds: map[string]valueKind{}}
	o := r.object(t, "", "scenario", "months")
	months = true
	if given(o.get("months")) {
		months = r.flag(o.get("months"), "/months")
	}
	s = r.scenarioOf(o.get("scenario"), t)
	return s, months, r.faults
}

// Text is the scenario as JSON, as it was written.
func (s *Scenario) Text() []byte { return s.tree.JSON() }

// Dependency is one value of the book a scenario may rest on.
type Dependency struct {
	Place string `json:"place"`
	Key   string `json:"key"`
	From  string `json:"from"`
	Value string `json:"value"`
}

// Dependencies are the values of the book, of the schemes a scenario asks about, that hold in its places and months. Held against those
// of another book they say what has changed.
func (e *Engine) Dependencies(s *Scenario) []Dependency {
	b := e.book
	if s.KnownOn != 0 {
		b = b.KnownOn(s.KnownOn)
	}
	var schemes [policy.Schemes]bool
	for i := range s.Stays {
		st := &s.Stays[i]
		schemes[policy.HousingFund] = schemes[policy.HousingFund] || st.HousingFund.Asked || s.Account != nil
		for k := policy.Pension; k <= policy.Insurance; k++ {
			schemes[k] = schemes[k] || st.Insurance.Asked
		}
	}
	schemes[policy.Tax] = s.Tax != nil
	var out []Dependency
	seen := map[string]bool{}
	listed := map[*policy.Entry]bool{} // what the nation lays down holds in every place, and is listed once
	add := func(x *policy.Entry) {
		if !listed[x] {
			listed[x] = true
			out = append(out, dependency(x))
		}
	}
	for i := range s.Stays {
		p := s.Stays[i].Place
		if seen[p.ID] {
			continue
		}
		seen[p.ID] = true
		for k := policy.Key(1); int(k) < policy.Keys; k++ {
			if !schemes[k.Spec().Scheme] {
				continue
			}
			var before *policy.Entry // what holds when the scenario begins
			for _, x := range b.History(p, k) {
				if x.From > s.To.Last() {
					break
				}
				if x.From <= s.From.First() {
					before = x
					continue
				}
				add(x)
			}
			if before != nil {
				add(before)
			}
		}
	}
	return out
}

func dependency(x *policy.Entry) Dependency {
	value := x.Format(0)
	if x.Ended {
		value = "ended"
	}
	return Dependency{x.Place.ID, x.Key.String(), x.From.String(), value}
}

// ParameterChange is a parameter that has changed between two books. Empty is: there was, or is, none.
type ParameterChange struct {
	Place string `json:"place" example:"wuhan"`
	Key   string `json:"key" example:"housing_fund.base.ceiling"`
	From  string `json:"from" example:"2026-07-01"`
	Was   string `json:"was,omitempty" example:"34560.25"`
	Is    string `json:"is,omitempty" example:"36072.25"`
}

// Changes holds two lists of dependencies against each other.
func Changes(was, is []Dependency) []ParameterChange {
	type name struct{ place, key, from string }
	before := map[name]string{}
	for _, d := range was {
		before[name{d.Place, d.Key, d.From}] = d.Value
	}
	out := []ParameterChange{}
	for _, d := range is {
		n := name{d.Place, d.Key, d.From}
		old, there := before[n]
		if !there || old != d.Value {
			out = append(out, ParameterChange{d.Place, d.Key, d.From, old, d.Value})
		}
		delete(before, n)
	}
	for _, d := range was {
		if _, left := before[name{d.Place, d.Key, d.From}]; left {
			out = append(out, ParameterChange{d.Place, d.Key, d.From, d.Value, ""})
		}
	}
	return out
}
