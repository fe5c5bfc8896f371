package scenarios

import (
	"context"
	"slices"
	"strings"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// Solve asks which value makes a scenario's result reach a target.
type Solve struct {
	Scenario *Scenario
	Vary     *Vary
	Path     string // into the answer
	Want     string // as written
	tree     *Tree
	target   Value
	pathTree *Tree
}

// enumerated is up to how many values all of them are tried; beyond, the result is taken to rise or fall throughout, which is verified
// at as many places.
const enumerated = 128

// ReadSolve reads a question backwards: {scenario, vary, target}.
func (e *Engine) ReadSolve(t *Tree) (*Solve, fault.List) {
	r := &reader{book: e.book, kinds: map[string]valueKind{}}
	o := r.object(t, "", "scenario", "vary", "target")
	q := &Solve{tree: o.get("scenario")}
	q.Scenario = r.scenarioOf(q.tree, t)
	target := o.get("target")
	if r.require(t, target, "/target", say("目标", "the target")) {
		x := r.object(target, "/target", "path", "value")
		r.require(target, x.get("path"), "/target/path", say("路径", "the path"))
		r.require(target, x.get("value"), "/target/value", say("目标值", "the value to reach"))
		q.Path, q.pathTree = r.word(x.get("path"), "/target/path", mostName), x.get("path")
		q.Want, _ = r.scalar(x.get("value"), "/target/value", aWord, wantFigure, text, number, boolean)
	}
	if q.Scenario == nil || r.faults != nil {
		r.require(t, o.get("vary"), "/vary", varyText)
		return nil, r.faults
	}
	q.Vary = r.readVary(t, o.get("vary"), "/vary", q.tree, maxValues, false)
	if r.faults == nil && q.Vary.values != nil && len(q.Vary.values) > enumerated {
		r.refuse(o.get("vary"), fault.TooLong, "/vary/values", "what", pointText, "got", len(q.Vary.values), "limit", enumerated)
	}
	return q, r.faults
}

// Solution is where the target is reached.
type Solution struct {
	Outcome   string // "exact", "interval", "none"
	Intervals [][2]string
	Nearest   []Near
	Monotone  bool
	Tried     int
	Runs      []*Run // at the first solution, or at the nearest
}

// Near is a value and what it reaches.
type Near struct{ Value, Reached string }

// solver looks for the target among a solve's values, and remembers what it has tried.
type solver struct {
	ctx     context.Context
	e       *Engine
	q       *Solve
	known   map[int]outcome
	refused fault.List
}

type outcome struct {
	n  int64
	ok bool
}

// Solve finds every value that reaches the target: all of few values are tried; of many, the result is bisected over whole fen,
// millionths, months.
func (e *Engine) Solve(ctx context.Context, q *Solve) (*Solution, fault.List, error) {
	s := &solver{ctx: ctx, e: e, q: q, known: map[int]outcome{}}
	last := q.Vary.Len() - 1
	sample := s.sample(last)
	if err := s.tryAll(sample); err != nil {
		return nil, nil, err
	}
	sample = slices.DeleteFunc(sample, func(i int) bool { return !s.known[i].ok })
	if len(sample) == 0 {
		return nil, s.refused, nil
	}
	out := &Solution{Monotone: true}
	if len(s.known) <= last {
		sample = s.edges(sample, last)
	}
	up, down := true, true
	for i := 1; i < len(sample); i++ {
		a, b := s.known[sample[i-1]].n, s.known[sample[i]].n
		up, down = up && a <= b, down && a >= b
	}
	out.Monotone = up || down
	var found [][2]int
	for i := range sample {
		if s.known[sample[i]].n == q.target.N {
			found = join(found, sample[i], sample[i])
		}
		if i+1 < len(sample) && sample[i]+1 < sample[i+1] {
			if err := s.between(sample[i], sample[i+1], &found); err != nil {
				return nil, nil, err
			}
		}
	}
	out.Tried = len(s.known)
	name := func(i int) string { return q.Vary.Value(i) }
	for _, f := range found {
		out.Intervals = append(out.Intervals, [2]string{name(f[0]), name(f[1])})
	}
	switch {
	case len(found) == 0:
		out.Outcome = "none"
		for _, i := range s.nearest() {
			out.Nearest = append(out.Nearest, Near{name(i), q.show(s.known[i].n)})
			if run, _ := e.at(q.tree, q.Vary, i); run != nil {
				out.Runs = append(out.Runs, run)
			}
		}
	case len(found) == 1 && found[0][0] == found[0][1]:
		out.Outcome = "exact"
	default:
		out.Outcome = "interval"
	}
	if len(found) > 0 {
		if run, _ := e.at(q.tree, q.Vary, found[0][0]); run != nil {
			out.Runs = append(out.Runs, run)
		}
	}
	if s.ctx.Err() != nil {
		return nil, nil, s.ctx.Err()
	}
	return out, nil, nil
}

// show writes a reached value as the answer does.
func (q *Solve) show(n int64) string {
	v := q.target
	v.N = n
	return v.String()
}

// join puts a run of values that reach the target to those found.
func join(found [][2]int, from, to int) [][2]int {
	if n := len(found); n > 0 && from <= found[n-1][1]+1 {
		found[n-1][1] = max(found[n-1][1], to)
		return found
	}
	return append(found, [2]int{from, to})
}

// sample are the values tried first: all of few, evenly spread ones of many.
func (s *solver) sample(last int) []int {
	var out []int
	if last < enumerated {
		for i := 0; i <= last; i++ {
			out = append(out, i)
		}
		return out
	}
	const n = 32
	for i := range n + 1 {
		out = append(out, int(int64(last)*int64(i)/n))
	}
	return out
}

func (s *solver) tryAll(list []int) error {
	results := make([]outcome, len(list))
	faults := make([]fault.List, len(list))
	// The first that is answered tells of what kind the target is; the others are tried side by side.
	for i := range list {
		results[i], faults[i] = s.eval(list[i])
		if e := faults[i]; len(e) > 0 && strings.HasPrefix(e[0].Field, "/target") {
			s.refused = e
			return nil
		}
		if results[i].ok {
			rest := i + 1
			if err := side(s.ctx, len(list)-rest, func(j int) { results[rest+j], faults[rest+j] = s.eval(list[rest+j]) }); err != nil {
				return err
			}
			break
		}
		if err := s.ctx.Err(); err != nil {
			return err
		}
	}
	for i, at := range list {
		s.known[at] = results[i]
		if s.refused == nil {
			s.refused = faults[i]
		}
	}
	return s.ctx.Err()
}

// eval is what the result is with the i-th value; not ok where it is refused.
func (s *solver) eval(i int) (outcome, fault.List) {
	run, faults := s.e.at(s.q.tree, s.q.Vary, i)
	if faults != nil {
		return outcome{}, faults
	}
	v, ok := run.Answer(lang.ZH, strings.HasPrefix(s.q.Path, "/months") || strings.HasPrefix(s.q.Path, "/series")).Get(s.q.Path)
	if !ok {
		at := fault.New(fault.BadPath, "/target/path", "path", shorten(s.q.Path), "where", say("结果", "the answer"), "example", "/totals/total")
		return outcome{}, fault.List{at.OnLine(s.q.pathTree.line, s.q.pathTree.column)}
	}
	if s.q.target.kind == aWord {
		target := v
		if v.truth {
			target.N, ok = map[string]int64{"true": 1}[s.q.Want], s.q.Want == "true" || s.q.Want == "false"
		} else {
			target.N, ok = v.kind.parse(s.q.Want)
		}
		if !ok {
			return outcome{}, fault.List{fault.New(fault.NotVariable, "/target/value", "what", say("目标值“"+shorten(s.q.Want)+"”不是"+kindNouns[v.kind].ZH, "the target \""+shorten(s.q.Want)+"\" is not "+kindNouns[v.kind].EN))}
		}
		s.q.target = target
	}
	return outcome{v.N, true}, nil
}

func (s *solver) one(i int) outcome {
	if o, ok := s.known[i]; ok {
		return o
	}
	o, _ := s.eval(i)
	s.known[i] = o
	return o
}

// edges extends the values that can be answered to where answers end: a rate up to the highest lawful one.
func (s *solver) edges(sample []int, last int) []int {
	search := func(good, bad int) int {
		for bad-good > 1 || good-bad > 1 {
			mid := (good + bad) / 2
			if s.one(mid).ok {
				good = mid
			} else {
				bad = mid
			}
		}
		return good
	}
	first, end := sample[0], sample[len(sample)-1]
	if first > 0 {
		bad := 0
		for i := range s.known {
			if i < first && i > bad && !s.known[i].ok {
				bad = i
			}
		}
		if at := search(first, bad); at < first {
			sample = append([]int{at}, sample...)
		}
	}
	if end < last {
		bad := last
		for i := range s.known {
			if i > end && i < bad && !s.known[i].ok {
				bad = i
			}
		}
		if at := search(end, bad); at > end {
			sample = append(sample, at)
		}
	}
	return sample
}

// between finds the values between two tried ones that reach the target, if the target lies between their results.
func (s *solver) between(a, b int, found *[][2]int) error {
	want := s.q.target.N
	x, y := s.known[a].n, s.known[b].n
	sign := int64(1)
	if x > y {
		sign = -1
	}
	if sign*want < sign*x || sign*want > sign*y {
		return nil
	}
	// The first index at which the result is no longer short of the target, and the first at which it is beyond it.
	first := func(beyond func(n int64) bool) int {
		lo, hi := a, b // hi is beyond or just past the end
		if !beyond(y) {
			return b + 1
		}
		if beyond(x) {
			return a
		}
		for hi-lo > 1 {
			if s.ctx.Err() != nil {
				return hi
			}
			mid := lo + (hi-lo)/2
			if o := s.one(mid); o.ok && !beyond(o.n) {
				lo = mid
			} else {
				hi = mid
			}
		}
		return hi
	}
	from := first(func(n int64) bool { return sign*n >= sign*want })
	to := first(func(n int64) bool { return sign*n > sign*want }) - 1
	if from <= to && s.one(from).n == want && s.one(to).n == want {
		*found = join(*found, from, to)
	}
	return s.ctx.Err()
}

// nearest are the values whose results lie next to the target, below and above.
func (s *solver) nearest() []int {
	below, above := -1, -1
	for i, o := range s.known {
		if !o.ok {
			continue
		}
		if o.n < s.q.target.N && (below < 0 || o.n > s.known[below].n || o.n == s.known[below].n && i < below) {
			below = i
		}
		if o.n > s.q.target.N && (above < 0 || o.n < s.known[above].n || o.n == s.known[above].n && i < above) {
			above = i
		}
	}
	var out []int
	for _, i := range []int{below, above} {
		if i >= 0 {
			out = append(out, i)
		}
	}
	return out
}

// SolveAnswer is a solution as it is written.
type SolveAnswer struct {
	Outcome   string           `json:"outcome" enums:"exact,interval,none" example:"exact"`
	Path      string           `json:"path" example:"/wage/amount"`
	Target    TargetAnswer     `json:"target"`
	Value     string           `json:"value,omitempty" example:"12345.67"` // of an exact solution
	From      string           `json:"from,omitempty"`                     // of an interval, both ends included
	To        string           `json:"to,omitempty"`
	Intervals []IntervalAnswer `json:"intervals,omitempty"` // where there are several
	Nearest   []NearAnswer     `json:"nearest,omitempty"`   // where there is none: the nearest below and above the target
	Tried     int              `json:"tried" example:"63"`  // how many values were tried
	Monotone  bool             `json:"monotone"`            // the result rises or falls throughout, at all values tried
	Result    *Answer          `json:"result,omitempty"`    // the sums at the solution
	Warnings  []WarningAnswer  `json:"warnings"`
	Ruleset   string           `json:"ruleset"`
}

// TargetAnswer repeats what was to be reached.
type TargetAnswer struct {
	Path  string `json:"path" example:"/totals/total"`
	Value string `json:"value" example:"100000.00"`
}

// IntervalAnswer is a stretch of values that all reach the target.
type IntervalAnswer struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// NearAnswer is a value and what it reaches.
type NearAnswer struct {
	Value   string `json:"value"`
	Reached string `json:"reached"`
}

// Answer writes a solution.
func (q *Solve) Answer(s *Solution, ruleset string, l lang.Lang) *SolveAnswer {
	a := &SolveAnswer{Outcome: s.Outcome, Path: q.Vary.Path, Target: TargetAnswer{q.Path, q.target.String()}, Tried: s.Tried, Monotone: s.Monotone, Warnings: []WarningAnswer{}, Ruleset: ruleset}
	switch s.Outcome {
	case "exact":
		a.Value = s.Intervals[0][0]
	case "interval":
		a.From, a.To = s.Intervals[0][0], s.Intervals[0][1]
		if len(s.Intervals) > 1 {
			for _, i := range s.Intervals {
				a.Intervals = append(a.Intervals, IntervalAnswer{i[0], i[1]})
			}
		}
	}
	for _, n := range s.Nearest {
		a.Nearest = append(a.Nearest, NearAnswer(n))
	}
	if len(s.Runs) > 0 && s.Outcome != "none" {
		a.Result = s.Runs[0].Answer(l, false)
	}
	if len(s.Runs) > 0 {
		a.Warnings = append(a.Warnings, s.Runs[0].Answer(l, false).Warnings...)
	}
	if !s.Monotone && q.Vary.Len() > enumerated {
		a.Warnings = append(a.Warnings, WarningAnswer{Code: "assumed", Message: say("结果不是一路上升或下降；只在所试各点之间按单调查找，可能另有解。", "The result neither rises nor falls throughout; between the values tried it was taken to, and there may be other solutions.").In(l)})
	}
	return a
}
