package scenarios

import (
	"context"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// What one sweep may ask for.
const (
	MaxPoints      = 500
	maxSweepMonths = 24_000  // months written out
	maxSweepWork   = 600_000 // months worked out
)

// Sweep is one scenario with one of its values changed step by step.
type Sweep struct {
	Scenario *Scenario
	Vary     *Vary
	Months   bool // write the months of every point
	tree     *Tree
}

// Point is one value and what became of it: a run, or what was refused.
type Point struct {
	Value   string
	Run     *Run
	Refused fault.List
}

// scenarioOf reads the field scenario of a request.
func (r *reader) scenarioOf(t, of *Tree) *Scenario {
	if !r.require(of, t, "/scenario", say("情景", "the scenario")) {
		return nil
	}
	s, faults := readAt(t, r.book, "/scenario")
	r.faults = append(r.faults, faults...)
	return s
}

// ReadSweep reads a sweep: {scenario, vary, months}.
func (e *Engine) ReadSweep(t *Tree) (*Sweep, fault.List) {
	r := &reader{book: e.book, kinds: map[string]valueKind{}}
	o := r.object(t, "", "scenario", "vary", "months")
	q := &Sweep{Months: true, tree: o.get("scenario")}
	q.Scenario = r.scenarioOf(q.tree, t)
	if given(o.get("months")) {
		q.Months = r.flag(o.get("months"), "/months")
	}
	if q.Scenario == nil || r.faults != nil {
		if t.kind == object {
			r.require(t, o.get("vary"), "/vary", varyText)
		}
		return nil, r.faults
	}
	q.Vary = r.readVary(t, o.get("vary"), "/vary", q.tree, MaxPoints, true)
	if r.faults != nil {
		return nil, r.faults
	}
	limit := maxSweepWork
	if q.Months {
		limit = maxSweepMonths
	}
	if n := q.Vary.Len() * q.Scenario.months(); n > limit {
		r.refuse(o.get("vary"), fault.TooLong, "/vary", "what", say("个月（取值数 × 月数）；months: false 只要合计", "months (values × months); months: false asks for the sums only"), "got", n, "limit", limit)
	}
	return q, r.faults
}

// Sweep runs every point, side by side. Each is the run of the scenario with its value in place.
func (e *Engine) Sweep(ctx context.Context, q *Sweep) ([]Point, error) {
	points := make([]Point, q.Vary.Len())
	err := side(ctx, len(points), func(i int) {
		p := &points[i]
		p.Value = q.Vary.Value(i)
		p.Run, p.Refused = e.at(q.tree, q.Vary, i)
	})
	return points, err
}

// at is the run with the i-th value.
func (e *Engine) at(t *Tree, v *Vary, i int) (*Run, fault.List) {
	s, faults := Read(v.set(t, i), e.book)
	if faults != nil {
		return nil, faults
	}
	return e.Run(s)
}

// SweepAnswer is a sweep as it is written.
type SweepAnswer struct {
	Path    string        `json:"path" example:"/wage/amount"`
	Kind    string        `json:"kind" enums:"word,amount,rate,count,month,date" example:"amount"`
	Points  []PointAnswer `json:"points"`
	Ruleset string        `json:"ruleset"`
}

// PointAnswer is one point: a result, or what was refused.
type PointAnswer struct {
	Value   string    `json:"value" example:"10000.00"`
	Result  *Answer   `json:"result,omitempty"`
	Refused []Refused `json:"refused,omitempty"`
}

// Refused is one thing that is wrong with a point or a city; the others are answered all the same.
type Refused struct {
	Pointer string `json:"pointer" example:"/housing_fund/employer_rate"`
	Code    string `json:"code" example:"rate_above_maximum"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
	Rule    string `json:"rule,omitempty"`
}

func refusals(faults fault.List, l lang.Lang) (out []Refused) {
	for _, e := range faults {
		out = append(out, Refused{e.Field, string(e.Code), e.Message(l), e.Hint(l), e.Rule})
	}
	return out
}

var kindIDs = [...]string{"word", "amount", "rate", "count", "month", "date"}

// Answer writes a sweep.
func (q *Sweep) Answer(points []Point, ruleset string, l lang.Lang) *SweepAnswer {
	a := &SweepAnswer{Path: q.Vary.Path, Kind: kindIDs[q.Vary.kind], Points: make([]PointAnswer, len(points)), Ruleset: ruleset}
	for i, p := range points {
		a.Points[i] = PointAnswer{Value: p.Value, Refused: refusals(p.Refused, l)}
		if p.Run != nil {
			a.Points[i].Result = p.Run.Answer(l, q.Months)
		}
	}
	return a
}
