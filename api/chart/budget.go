package chart

import (
	"fenhao/calc/civil"
)

// BudgetMonth is a month's contributions; nil parts are a month the book cannot answer.
type BudgetMonth struct {
	Month   civil.Month
	Parts   *Parts
	Changed bool // something that decided the amounts is new in this month
}

// Budget draws months side by side. On a phone they stand below each other, so that the amounts stay readable.
func Budget(f Frame, months []BudgetMonth) Drawing {
	b := bars{unit: yuanMonth, horizontal: f.narrow() || len(months) > 14}
	var rows []*Parts
	for _, m := range months {
		name := m.Month.String()
		if m.Changed {
			name += " *"
		}
		b.categories = append(b.categories, name)
		rows = append(rows, m.Parts)
	}
	b.amounts(f.Lang, rows)
	return b.draw(&f, say("逐月缴费预算", "Contributions month by month"))
}
