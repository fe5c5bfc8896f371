package chart

import (
	"encoding/json"
	"strconv"

	"fenhao/calc/civil"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Step is a value of a parameter from a day on; without an entry nothing is known from there on.
type Step struct {
	From  civil.Date
	Entry *policy.Entry
}

// Drawable tells whether a unit is a quantity, and what the axis then counts.
func Drawable(u policy.Unit) (lang.Text, bool) {
	switch u {
	case policy.YuanMonth:
		return yuanMonth, true
	case policy.YuanYear:
		return say("元/年", "yuan/year"), true
	case policy.Yuan:
		return yuanText, true
	case policy.Fraction:
		return say("%", "%"), true
	case policy.FractionYear:
		return say("%/年", "%/year"), true
	case policy.FractionDay:
		return say("%/日", "%/day"), true
	case policy.Times:
		return say("倍", "times"), true
	case policy.Months:
		return say("个月", "months"), true
	case policy.Days:
		return say("天", "days"), true
	case policy.Workdays:
		return say("个工作日", "working days"), true
	case policy.Years:
		return say("年", "years"), true
	case policy.Count:
		return say("个", "count"), true
	}
	return lang.Text{}, false
}

// number is an entry's value as the axis shows it.
func number(e *policy.Entry) json.Number {
	switch e.Key.Spec().Unit {
	case policy.YuanMonth, policy.YuanYear, policy.Yuan:
		return yuan(money.Fen(e.Value.N))
	case policy.Fraction, policy.FractionYear, policy.FractionDay:
		return percent(money.PPM(e.Value.N))
	case policy.Times:
		return json.Number(money.PPM(e.Value.N).String())
	}
	return json.Number(strconv.FormatInt(e.Value.N, 10))
}

// ParameterHistory draws a parameter as a staircase from its first known day to `until`. It stops where a value has ended, or where
// there is explicitly no limit: a line there would be a figure nobody has published.
func ParameterHistory(f Frame, k policy.Key, steps []Step, checked, until civil.Date) Drawing {
	unit, _ := Drawable(k.Spec().Unit)
	sure := lineSeries{name: say("已核对", "Checked").In(f.Lang), colour: fundEmployer, step: true, dots: true}
	carried := lineSeries{name: say("沿用", "Carried forward").In(f.Lang), colour: fundEmployee, step: true, dashed: true}
	var last json.Number
	for i, s := range steps {
		y := json.Number("")
		if s.Entry != nil && !s.Entry.Value.None {
			y = number(s.Entry)
		}
		sure.points = append(sure.points, point{s.From.String(), y})
		if i == len(steps)-1 {
			last = y
		}
	}
	end := min(max(checked, steps[len(steps)-1].From), until)
	if last != "" {
		sure.points = append(sure.points, point{end.String(), last})
		if until > end {
			carried.points = []point{{end.String(), last}, {until.String(), last}}
		}
	}
	c := lines{x: "time", across: say("自何日起", "From"), unit: unit, series: []lineSeries{sure}}
	if carried.points != nil {
		c.series = append(c.series, carried)
	}
	return c.draw(&f, k.Spec().Name)
}
