package scenarios

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
)

// What a simulation of chances may ask for. Its memory is its numbers: eight bytes for each path, month written and column.
const (
	MaxPaths   = 20_000
	maxNumbers = 16_000_000
)

// MonteCarlo plays one scenario many times over, with wages and work left to chance. Everything is drawn in whole numbers from a
// generator seeded by the seed and the path's number, so that the same seed gives the same bytes on any machine and any number of
// processors.
type MonteCarlo struct {
	Scenario    *Scenario
	Paths       int
	Seed        uint64
	Every       int // months between those written
	Percentiles []int

	Mean, Spread money.Rate // of the wage's growth a year: a bell curve, by the sum of twelve dice, cut at ±50 %

	Chance                 money.Rate // of losing work, a year; a twelfth of it each month
	MonthsLeast, MonthMost int        // without work, evenly likely
	After                  money.Rate // of the wage on finding work again
}

// ReadMonteCarlo reads {scenario, paths, seed, every, percentiles, wage_growth: {mean, spread}, job_loss: {chance_a_year, months: [least, most], wage_after}}.
func (e *Engine) ReadMonteCarlo(t *Tree) (*MonteCarlo, fault.List) {
	r := &reader{book: e.book, kinds: map[string]valueKind{}}
	o := r.object(t, "", "scenario", "paths", "seed", "every", "percentiles", "wage_growth", "job_loss")
	q := &MonteCarlo{Every: 1, Percentiles: []int{5, 25, 50, 75, 95}, After: wholeRate}
	q.Scenario = r.scenarioOf(o.get("scenario"), t)
	r.require(t, o.get("paths"), "/paths", say("路径数", "the number of paths"))
	r.require(t, o.get("seed"), "/seed", say("随机种子", "the seed"))
	q.Paths = r.count(o.get("paths"), "/paths", say("路径数", "the number of paths"), 1, MaxPaths).Value
	if s, ok := r.scalar(o.get("seed"), "/seed", aCount, kindNames[number], number); ok {
		n, err := strconv.ParseUint(s, 10, 53) // beyond 2⁵³ a number may be changed on its way through JSON
		if err != nil {
			r.refuse(o.get("seed"), fault.OutOfRange, "/seed", "what", say("随机种子", "the seed"), "value", shorten(s), "min", 0, "max", uint64(1)<<53-1)
		}
		q.Seed = n
	}
	if n := r.count(o.get("every"), "/every", say("每隔几个月", "the months between"), 1, 12); n.Given {
		q.Every = n.Value
	}
	if given(o.get("percentiles")) {
		q.Percentiles = nil
		for i, p := range r.list(o.get("percentiles"), "/percentiles", 99, say("个百分位", "percentiles")) {
			at := "/percentiles/" + strconv.Itoa(i)
			n := r.count(p, at, say("百分位", "the percentile"), 1, 99).Value
			if k := len(q.Percentiles); k > 0 && n <= q.Percentiles[k-1] && !r.wrong(at) {
				r.refuse(p, fault.NotInOrder, at, "value", n, "before", q.Percentiles[k-1])
			}
			q.Percentiles = append(q.Percentiles, n)
		}
	}
	g := r.object(o.get("wage_growth"), "/wage_growth", "mean", "spread")
	if given(o.get("wage_growth")) {
		r.require(o.get("wage_growth"), g.get("mean"), "/wage_growth/mean", growthText)
		r.require(o.get("wage_growth"), g.get("spread"), "/wage_growth/spread", say("年增长率的标准差", "the standard deviation of the growth"))
	} else if q.Scenario != nil {
		q.Mean = q.Scenario.Wage.Growth
	}
	if m := r.growth(g.get("mean"), "/wage_growth/mean", growthText); m.Given {
		q.Mean = m.Value
	}
	q.Spread = r.rate(g.get("spread"), "/wage_growth/spread", say("年增长率的标准差", "the standard deviation of the growth"), noRate, halfUp).Value
	if given(o.get("job_loss")) {
		j := r.object(o.get("job_loss"), "/job_loss", "chance_a_year", "months", "wage_after")
		r.require(o.get("job_loss"), j.get("chance_a_year"), "/job_loss/chance_a_year", say("一年内失业的概率", "the chance of losing work in a year"))
		q.Chance = r.rate(j.get("chance_a_year"), "/job_loss/chance_a_year", say("一年内失业的概率", "the chance of losing work in a year"), noRate, wholeRate).Value
		what := say("失业月数", "the months without work")
		if r.require(o.get("job_loss"), j.get("months"), "/job_loss/months", what) {
			span := r.list(j.get("months"), "/job_loss/months", 2, what)
			if len(span) != 2 {
				if !r.wrong("/job_loss/months") {
					r.refuse(j.get("months"), fault.Required, "/job_loss/months/1", "what", what)
				}
			} else {
				q.MonthsLeast, q.MonthMost = r.count(span[0], "/job_loss/months/0", what, 1, 120).Value, r.count(span[1], "/job_loss/months/1", what, 1, 120).Value
				if q.MonthMost < q.MonthsLeast && !r.wrong("/job_loss/months") {
					r.refuse(span[1], fault.NotInOrder, "/job_loss/months/1", "value", q.MonthMost, "before", q.MonthsLeast)
				}
			}
		}
		if a := r.rate(j.get("wage_after"), "/job_loss/wage_after", say("再就业工资与原工资之比", "the wage after, against the wage before"), noRate, money.PPM(2_000_000)); a.Given {
			q.After = a.Value
		}
	}
	if s := q.Scenario; s != nil && r.faults == nil {
		if s.Person != contribution.Employee || !s.Wage.Given {
			r.refuse(o.get("scenario"), fault.NotApplicable, "/scenario/person/kind", "what", say("工资与失业的随机模拟", "a simulation of wages and job loss"), "why", say("情景中没有单位发的工资", "the scenario has no employer who pays a wage"))
		} else if n := q.Paths * q.written() * q.columns(); n > maxNumbers {
			r.refuse(o.get("paths"), fault.TooLong, "/paths", "what", say("个数（路径 × 月 × 列）；every: 12 每年只写一次", "numbers (paths × months × columns); every: 12 writes one month a year"), "got", n, "limit", maxNumbers)
		}
	}
	return q, r.faults
}

// written is how many months are written: every so many, and the last.
func (q *MonteCarlo) written() int { return (q.Scenario.months() + q.Every - 1) / q.Every }

func (q *MonteCarlo) columns() int {
	if q.Scenario.Account != nil {
		return 3
	}
	return 2
}

// at is the month of the i-th that is written: the last one of each stretch.
func (q *MonteCarlo) at(i int) int { return min((i+1)*q.Every, q.Scenario.months()) - 1 }

// Chances is what became of all paths: numbers by column, month and path.
type Chances struct {
	months [][][]int64 // column → month written → path
	totals [][]int64   // sum → path
	Run    *Run        // the scenario itself, without chance
	Idle   []int64     // months without work, by path
}

const (
	colWage = iota
	colPaid
	colBalance
)

// MonteCarlo plays all paths. A path the rules refuse refuses the whole: it names what stands in the way.
func (e *Engine) MonteCarlo(ctx context.Context, q *MonteCarlo) (*Chances, fault.List, error) {
	base, faults := e.Run(q.Scenario)
	if faults != nil {
		return nil, faults, nil
	}
	n := q.written()
	out := &Chances{Run: base, months: make([][][]int64, q.columns()), totals: make([][]int64, 3), Idle: make([]int64, q.Paths)}
	for c := range out.months {
		out.months[c] = make([][]int64, n)
		block := make([]int64, n*q.Paths)
		for m := range out.months[c] {
			out.months[c][m] = block[m*q.Paths : (m+1)*q.Paths]
		}
	}
	for c := range out.totals {
		out.totals[c] = make([]int64, q.Paths)
	}
	// Paths are dealt out in stretches: a runner's memory serves a whole stretch.
	const stretch = 64
	failed := make([]fault.List, (q.Paths+stretch-1)/stretch)
	err := side(ctx, len(failed), func(part int) {
		x := newRunner(e, q.Scenario, nil)
		x.lean = true
		x.idle = make([]bool, len(x.path))
		own := x.path
		x.path = make([]money.Money, len(own))
		for p := part * stretch; p < min((part+1)*stretch, q.Paths) && ctx.Err() == nil; p++ {
			q.draw(x, own, p)
			if faults := x.play(); faults != nil {
				failed[part] = faults
				return
			}
			out.keep(q, x, p)
		}
	})
	for _, f := range failed {
		if f != nil {
			return nil, f, nil
		}
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, nil, err
	}
	// Sorted once, every percentile is a look-up.
	var lists [][]int64
	for c := range out.months {
		lists = append(lists, out.months[c]...)
	}
	lists = append(append(lists, out.totals...), out.Idle)
	err = side(ctx, len(lists), func(i int) { slices.Sort(lists[i]) })
	return out, nil, err
}

// draw leaves one path's wages and work to chance.
func (q *MonteCarlo) draw(x *runner, own []money.Money, path int) {
	rnd := rand.New(rand.NewPCG(q.Seed, uint64(path)))
	s := q.Scenario
	wage, next, idle := own[0], 0, 0
	for i := range own {
		m := s.From.Add(i)
		set := i == 0
		for ; next < len(s.Wage.Steps) && s.Wage.Steps[next].From <= m; next++ {
			wage, set = s.Wage.Steps[next].Amount, true
		}
		if !set && m.Number() == s.Wage.GrowthMonth {
			wage = wage.Add(q.growth(rnd).Of(wage, money.FenHalfUp))
		}
		if idle > 0 {
			if idle--; idle == 0 {
				wage = q.After.Of(wage, money.FenHalfUp)
			}
		}
		if q.Chance != noRate && idle == 0 && i > 0 && rnd.Int64N(12_000_000) < q.Chance.PPM() {
			idle = q.MonthsLeast + rnd.IntN(q.MonthMost-q.MonthsLeast+1)
		}
		wage = capped(wage)
		x.path[i], x.idle[i] = wage, idle > 0
	}
}

// capped keeps a wage that grew for a century within what can be counted.
func capped(m money.Money) money.Money {
	if tooMuch.Less(m) {
		return tooMuch
	}
	return m
}

// growth draws a year's growth: twelve dice of a million faces each, summed and centred, have a standard deviation of a million.
func (q *MonteCarlo) growth(rnd *rand.Rand) money.Rate {
	if q.Spread == noRate {
		return q.Mean
	}
	z := int64(-6_000_000)
	for range 12 {
		z += rnd.Int64N(1_000_001)
	}
	g := q.Mean.PPM() + q.Spread.PPM()*z/1_000_000
	return money.PPM(min(max(g, halfDown.PPM()), halfUp.PPM()))
}

// keep writes a path's numbers down.
func (c *Chances) keep(q *MonteCarlo, x *runner, path int) {
	var paid, interest, wage int64
	w := 0
	for i := range x.out.Months {
		m := &x.out.Months[i]
		paid += m.Total().Fen()
		wage += m.Wage.Fen()
		if x.idle[i] {
			c.Idle[path]++
		}
		if m.Row != nil {
			interest += m.Row.Interest.Fen()
		}
		if i == q.at(w) {
			c.months[colWage][w][path], c.months[colPaid][w][path] = m.Wage.Fen(), m.Total().Fen()
			if len(c.months) > colBalance {
				c.months[colBalance][w][path] = m.Row.Balance.Fen()
			}
			w++
		}
	}
	c.totals[0][path], c.totals[1][path], c.totals[2][path] = wage, paid, interest
}

// percentile is the nearest-rank percentile of a sorted list: the smallest number that so many percent do not exceed.
func percentile(sorted []int64, p int) int64 {
	return sorted[max((len(sorted)*p+99)/100-1, 0)]
}

// ChancesAnswer is what became of all paths, as it is written. Each list has one entry for each percentile.
type ChancesAnswer struct {
	Paths       int                `json:"paths" example:"10000"`
	Seed        uint64             `json:"seed" example:"7"`
	Percentiles []int              `json:"percentiles" example:"5,25,50,75,95"`
	Months      []ChanceMonth      `json:"months"`
	Totals      ChanceTotals       `json:"totals"`
	Without     TotalsAnswer       `json:"without_chance"` // the scenario as it is written
	Method      string             `json:"method"`
	Assumptions []AssumptionAnswer `json:"assumptions"`
	Warnings    []WarningAnswer    `json:"warnings"`
	Ruleset     string             `json:"ruleset"`
}

// ChanceMonth is one month's percentiles.
type ChanceMonth struct {
	Month   civil.Month   `json:"month" swaggertype:"string" example:"2030-12"`
	Wage    []money.Money `json:"wage" swaggertype:"array,string"`
	Total   []money.Money `json:"total" swaggertype:"array,string"` // what both pay in the month
	Balance []money.Money `json:"balance,omitempty" swaggertype:"array,string"`
}

// ChanceTotals are the percentiles of the sums over all months.
type ChanceTotals struct {
	Wage              []money.Money `json:"wage" swaggertype:"array,string"`
	Total             []money.Money `json:"total" swaggertype:"array,string"`
	Interest          []money.Money `json:"interest,omitempty" swaggertype:"array,string"`
	Balance           []money.Money `json:"balance,omitempty" swaggertype:"array,string"`
	MonthsWithoutWork []int         `json:"months_without_work"`
}

// Answer writes a simulation of chances.
func (q *MonteCarlo) Answer(c *Chances, l lang.Lang) *ChancesAnswer {
	base := c.Run.Answer(l, false)
	a := &ChancesAnswer{Paths: q.Paths, Seed: q.Seed, Percentiles: q.Percentiles, Months: make([]ChanceMonth, q.written()), Without: base.Totals, Assumptions: []AssumptionAnswer{}, Warnings: base.Warnings, Ruleset: base.Ruleset}
	amounts := func(sorted []int64) []money.Money {
		out := make([]money.Money, len(q.Percentiles))
		for i, p := range q.Percentiles {
			out[i] = money.Fen(percentile(sorted, p))
		}
		return out
	}
	for i := range a.Months {
		m := &a.Months[i]
		m.Month = q.Scenario.From.Add(q.at(i))
		m.Wage, m.Total = amounts(c.months[colWage][i]), amounts(c.months[colPaid][i])
		if len(c.months) > colBalance {
			m.Balance = amounts(c.months[colBalance][i])
		}
	}
	a.Totals = ChanceTotals{Wage: amounts(c.totals[0]), Total: amounts(c.totals[1])}
	if len(c.months) > colBalance {
		a.Totals.Interest = amounts(c.totals[2])
		a.Totals.Balance = a.Months[len(a.Months)-1].Balance
	}
	for _, p := range q.Percentiles {
		a.Totals.MonthsWithoutWork = append(a.Totals.MonthsWithoutWork, int(percentile(c.Idle, p)))
	}
	for _, x := range base.Assumptions {
		if x.Name != "wage_growth" {
			a.Assumptions = append(a.Assumptions, x)
		}
	}
	add := func(name, value string, zh, en string) {
		a.Assumptions = append(a.Assumptions, AssumptionAnswer{Name: name, Value: value, Message: say(zh, en).In(l)})
	}
	add("wage_growth", q.Mean.String(), "工资每年增长率近似正态：均值 "+q.Mean.Percent()+"，标准差 "+q.Spread.Percent()+"，限于 ±50%。", "The wage's growth a year is drawn from a bell curve: mean "+q.Mean.Percent()+", standard deviation "+q.Spread.Percent()+", cut at ±50%.")
	if q.Chance != noRate {
		span := strconv.Itoa(q.MonthsLeast) + "–" + strconv.Itoa(q.MonthMost)
		add("job_loss", q.Chance.String(), "每月失业概率为 "+q.Chance.Percent()+" 的十二分之一，持续 "+span+" 个月（等可能），其间不缴费；再就业工资为原来的 "+q.After.Percent()+"。",
			"Each month a twelfth of "+q.Chance.Percent()+" loses work, for "+span+" months, evenly likely, in which nothing is paid; the wage after is "+q.After.Percent()+" of the wage before.")
	}
	a.Method = say("百分位为最近秩：不超过它的路径占该百分比的最小值。同一种子、同一政策库，结果逐字节相同。", "Percentiles are nearest-rank: the smallest value that so many percent of the paths do not exceed. The same seed and ruleset give the same bytes.").In(l)
	a.Method = strings.TrimSpace(a.Method)
	return a
}
