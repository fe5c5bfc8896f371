package chart

import (
	"fmt"

	"fenhao/calc/lang"
	"fenhao/calc/money"
)

// ChanceRow is a month's percentiles, in the order of the percentages.
type ChanceRow struct {
	Month   string
	Amounts []money.Money
}

// Chances draws percentiles month by month: the middle one strong, the others paler and dashed towards the edges.
func Chances(f Frame, of lang.Text, percentages []int, rows []ChanceRow) Drawing {
	c := lines{x: "category", unit: yuanText}
	for i, p := range percentages {
		s := lineSeries{name: fmt.Sprintf("%d%%", p), colour: fundEmployee, dots: len(rows) == 1}
		switch away := max(p-50, 50-p); {
		case away == 0:
			s.colour = fundEmployer
		case away > 30:
			s.colour, s.dashed = grey, true
			if p > 50 {
				s.colour = insuranceEmployer
			}
		}
		for _, r := range rows {
			s.points = append(s.points, point{y: yuan(r.Amounts[i])})
		}
		c.series = append(c.series, s)
	}
	for _, r := range rows {
		c.categories = append(c.categories, r.Month)
	}
	return c.draw(&f, say("随机模拟的百分位："+of.ZH, "Percentiles of a simulation: "+of.EN))
}
