package workforce

import (
	"slices"
	"strings"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// Warning is one thing the reader of a budget must know before relying on it.
type Warning struct {
	Code         string // "assumed", "carried_forward", …
	Key          policy.Key
	City         *policy.Place // nil: about the plan
	PersonMonths int64         // how many it is about; 0: all of the city or the plan
	Text         lang.Text
}

// Warnings are what the budget assumes, of the plan first, then by city what its values and answers admit. Each is said once.
func (b *Budget) Warnings(t *Totals) []Warning {
	out := b.assumptions()
	for i, use := range t.cities {
		if use == nil {
			continue
		}
		city := b.cities[i]
		notices := slices.Clone(use.notices)
		slices.SortFunc(notices, byNotice)
		w := b.world(i)
		for _, n := range notices {
			warning := contribution.Warning{Code: n.Code.String(), Key: n.Key, Why: n.Why, Entry: w.due[len(w.due)-1].Entry(n.Key)}
			out = append(out, Warning{warning.Code, n.Key, city, n.months, warning.Text()})
		}
		out = b.admitted(out, city, w, &use.keys[0])
	}
	return out
}

// admitted appends what the values themselves admit, month by month, each sentence once.
func (b *Budget) admitted(out []Warning, city *policy.Place, w *world, keys *keySet) []Warning {
	said := map[contribution.Warning]bool{}
	for n, s := range w.due {
		if n > 0 && s == w.due[n-1] {
			continue
		}
		c := contribution.NewCollector(s)
		for k := policy.Key(1); int(k) < policy.Keys; k++ {
			if keys.has(k) {
				c.Use(k)
			}
		}
		for _, x := range c.Warnings() {
			if !said[x] {
				said[x] = true
				out = append(out, Warning{Code: x.Code, Key: x.Key, City: city, Text: x.Text()})
			}
		}
	}
	return out
}

// assumptions are what the plan itself takes for granted.
func (b *Budget) assumptions() (out []Warning) {
	p := &b.plan
	assume := func(zh, en string) { out = append(out, Warning{Code: "assumed", Text: say(zh, en)}) }
	if len(p.Raises) > 0 {
		assume("涨薪后的工资每次四舍五入到分；当月入职的，所填工资已包含当月的涨薪；新参加工作的，第二个月的涨薪也改变社会保险的基数。", "Wages are rounded half-up to the fen at each raise; who is hired in the month of a raise has it in the wage already; a raise of a new hire's second month changes the insurances' base too.")
	}
	if julys := b.julys(); len(julys) > 0 && !p.KeepBases {
		assume(strings.Join(julys, "、")+" 起，公积金和社会保险的基数按上一年度月平均工资调整；计划开始（"+p.From.String()+"）之前的月份按所填工资计。",
			"From "+strings.Join(julys, ", ")+" on the bases, of the fund and of the insurances, are the average wage of the year before; months before the plan, "+p.From.String()+", count with the wage given.")
	} else if len(julys) > 0 {
		assume("按要求，7 月不调整基数。", "Bases are not adjusted in July, as the plan says.")
	}
	if b.only != 0 && !p.KeepBases && civil.MonthOf(p.To.Year(), 1) > p.From {
		assume("社会保险基数与公积金一样在 7 月调整，1 月不变；有的地方 1 月起按上年月平均工资调整。", "The insurances' bases change in July as the fund's does, not in January; some places change them in January.")
	}
	if len(p.Leavers) > 0 {
		assume("计划离职的人按表中顺序选取。", "Who leaves by the plan is taken in the order of the table.")
	}
	if b.before != nil {
		assume("截至 "+p.To.String()+"，各月已缴都按 "+p.PaidKnownOn.String()+" 所知的数值计算；假设值只改变应缴。", "All months up to "+p.To.String()+" count as paid by the values known on "+p.PaidKnownOn.String()+"; what is supposed changes only what is due.")
	}
	return out
}

// julys are the plan's months in which bases are adjusted.
func (b *Budget) julys() (months []string) {
	for i := 1; i < b.months; i++ {
		if m := b.month(i); m.Number() == july {
			months = append(months, m.String())
		}
	}
	return months
}
