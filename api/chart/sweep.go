package chart

import (
	"encoding/json"
	"strings"

	"fenhao/calc/lang"
)

// SweepPoint is one value of what was varied, and what the things looked at came to; "" is nothing.
type SweepPoint struct {
	Value   string
	Results []string
}

// Varied says what a sweep goes through.
type Varied struct {
	Name     string
	Quantity bool // a number, and not a month or a word
	Percent  bool // it is a rate
}

// Sweep draws what results come to as one value changes. Names are those of the results, in the points' order.
func Sweep(f Frame, v Varied, names []string, inYuan bool, points []SweepPoint) Drawing {
	v.Name = Clean(v.Name)
	c := lines{x: "category", tight: true, across: lang.Text{ZH: v.Name, EN: v.Name}}
	if inYuan {
		c.unit = yuanText
	}
	if v.Quantity {
		c.x = "value"
	}
	if v.Percent {
		c.across.ZH, c.across.EN = v.Name+" (%)", v.Name+" (%)"
	}
	colours := []string{fundEmployer, insuranceEmployer, green, grey, fundEmployee, insuranceEmployee}
	for i, name := range names {
		s := lineSeries{name: Clean(name), colour: colours[i%len(colours)], dots: len(points) <= 60}
		for _, p := range points {
			one := point{y: json.Number(p.Results[i])}
			if v.Quantity {
				one.x = json.Number(p.Value)
			}
			s.points = append(s.points, one)
		}
		c.series = append(c.series, s)
	}
	if !v.Quantity {
		for _, p := range points {
			c.categories = append(c.categories, strings.TrimSpace(Clean(p.Value)))
		}
	}
	return c.draw(&f, say("逐步改变一个量", "One value, step by step"))
}
