package chart

import (
	"fmt"

	"fenhao/calc/lang"
)

// WorkforceBar is one month, department, city or scheme of a workforce budget.
type WorkforceBar struct {
	Name string
	Sums Parts
}

// mostBars is how many bars can be told apart; the rest are one.
const mostBars = 40

// Workforce draws the sums of a workforce budget. Bars beyond the most that can be told apart are added up in the last.
func Workforce(f Frame, kind lang.Text, list []WorkforceBar) Drawing {
	b := bars{unit: yuanText, horizontal: f.narrow() || len(list) > 14}
	if n := len(list) - mostBars; n > 0 && kind != WorkforceMonths {
		rest := WorkforceBar{Name: fmt.Sprintf(say("其余 %d 个", "%d others").In(f.Lang), n+1)}
		for _, one := range list[mostBars-1:] {
			rest.Sums = rest.Sums.Plus(one.Sums)
		}
		list = append(list[:mostBars-1:mostBars-1], rest)
	}
	var rows []*Parts
	for i := range list {
		b.categories, rows = append(b.categories, list[i].Name), append(rows, &list[i].Sums)
	}
	b.amounts(f.Lang, rows)
	return b.draw(&f, kind)
}

// The kinds of charts of a workforce budget.
var (
	WorkforceMonths      = say("用工预算：逐月", "Workforce budget by month")
	WorkforceDepartments = say("用工预算：各部门", "Workforce budget by department")
	WorkforceCities      = say("用工预算：各城市", "Workforce budget by city")
	WorkforceSchemes     = say("用工预算：各险种", "Workforce budget by scheme")
)
