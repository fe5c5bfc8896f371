package chart

import (
	"slices"

	"fenhao/calc/lang"
	"fenhao/calc/money"
)

// Comparison draws what stories beside each other come to over all their months, in the order they are given, or the dearest first.
func Comparison(f Frame, stories []CityAmounts, dearestFirst bool, most int) Drawing {
	if dearestFirst {
		slices.SortStableFunc(stories, func(a, b CityAmounts) int { return b.Parts.Total().Cmp(a.Parts.Total()) })
	}
	return sideBySide(&f, stories, most, yuanText, say("缴费合计的比较", "Contributions in all, compared"))
}

// PartedDifference is how much more, or less, one story comes to than the first, and of which parts that is made.
type PartedDifference struct {
	Name       string
	Difference money.Money
	Parts      []money.Money // of each of the names
	Own        bool
}

// Differences draws the parts of differences, those above zero to the right and those below to the left. Where not all fit, those that
// differ most are drawn.
func Differences(f Frame, of lang.Text, parts []string, stories []PartedDifference, most int) Drawing {
	size := func(d PartedDifference) money.Money {
		if d.Difference.IsNegative() {
			return money.Fen(0).Sub(d.Difference)
		}
		return d.Difference
	}
	slices.SortStableFunc(stories, func(a, b PartedDifference) int { return size(b).Cmp(size(a)) })
	shown, _ := first(stories, most, func(d PartedDifference) bool { return d.Own }, size)
	if n := len(stories) - len(shown); n > 0 {
		f.note(say("共 %d 项，画出相差最大的 %d 项。", "%d in all; the %d that differ most are drawn."), len(stories), len(shown))
	}
	slices.SortStableFunc(shown, func(a, b PartedDifference) int { return b.Difference.Cmp(a.Difference) })
	b := bars{unit: yuanText, horizontal: true, signed: true, row: 40}
	for _, d := range shown {
		sign := ""
		if !d.Difference.IsNegative() && !d.Difference.IsZero() {
			sign = "+"
		}
		b.categories = append(b.categories, d.Name+"\n"+sign+Thousands(d.Difference))
	}
	colours := []string{grey, green, fundEmployer, fundEmployee, insuranceEmployer, insuranceEmployee, "#7d5ba6", "#5b6470"}
	for i, name := range parts {
		s := barSeries{name: name, colour: colours[i%len(colours)], values: make([]barValue, len(shown))}
		any := false
		for k, d := range shown {
			if !d.Parts[i].IsZero() {
				s.values[k].n, any = yuan(d.Parts[i]), true
			}
		}
		if any {
			b.series = append(b.series, s)
		}
	}
	return b.draw(&f, say("差额逐项拆开："+of.ZH, "The difference taken apart: "+of.EN))
}
