package chart

import (
	"encoding/json"
	"fmt"
	"slices"

	"fenhao/calc/lang"
	"fenhao/calc/money"
)

// CityAmounts is what one person pays in a city.
type CityAmounts struct {
	Name  string
	Parts Parts
	Doubt bool // rests on a value of grade D or E
	Own   bool // the city the asker has in mind: always drawn
}

// CityComparison draws the same person in each city, the dearest first. A hundred and thirty bars do not fit onto a screen, and a zoom
// does not work on paper: at most `most` are drawn, with the asker's own city and its rank in any case, and the rest is counted.
func CityComparison(f Frame, cities []CityAmounts, most int) Drawing {
	slices.SortStableFunc(cities, func(a, b CityAmounts) int { return b.Parts.Total().Cmp(a.Parts.Total()) })
	return sideBySide(&f, cities, most, yuanMonth, say("同一个人在各城市的月缴费", "One person's monthly contributions, city by city"))
}

func sideBySide(f *Frame, cities []CityAmounts, most int, unit, kind lang.Text) Drawing {
	shown, ranks := first(cities, most, func(c CityAmounts) bool { return c.Own }, func(c CityAmounts) money.Money { return c.Parts.Total() })
	b := bars{across: lang.Text{}, unit: unit, horizontal: true}
	var rows []*Parts
	for i := range shown {
		c := &shown[i]
		b.categories = append(b.categories, label(f.Lang, c.Name, c.Doubt, ranks[i], len(cities) > len(shown)))
		rows = append(rows, &c.Parts)
	}
	b.amounts(f.Lang, rows)
	if len(cities) > 1 {
		by := func(a, b CityAmounts) int { return a.Parts.Total().Cmp(b.Parts.Total()) }
		low, high := slices.MinFunc(cities, by), slices.MaxFunc(cities, by)
		f.note(say("最高：%s %s 元；最低：%s %s 元；相差 %s 元。", "Highest: %s %s yuan; lowest: %s %s yuan; %s yuan apart."),
			high.Name, Thousands(high.Parts.Total()), low.Name, Thousands(low.Parts.Total()), Thousands(high.Parts.Total().Sub(low.Parts.Total())))
	}
	f.leftOut(len(cities), len(shown))
	f.doubts(slices.ContainsFunc(shown, func(c CityAmounts) bool { return c.Doubt }))
	return b.draw(f, kind)
}

// CityBounds is the floor and the ceiling of a base in a city. One of them may be unknown.
type CityBounds struct {
	Name           string
	Floor, Ceiling *money.Money
	Doubt, Own     bool
}

// Bounds draws floors and ceilings, the highest ceiling first.
func Bounds(f Frame, of lang.Text, cities []CityBounds, most int) Drawing {
	amount := func(m *money.Money) money.Money {
		if m == nil {
			return money.Fen(-1)
		}
		return *m
	}
	slices.SortStableFunc(cities, func(a, b CityBounds) int {
		if n := amount(b.Ceiling).Cmp(amount(a.Ceiling)); n != 0 {
			return n
		}
		return amount(b.Floor).Cmp(amount(a.Floor))
	})
	shown, ranks := first(cities, most, func(c CityBounds) bool { return c.Own }, func(c CityBounds) money.Money { return amount(c.Ceiling) })
	b := bars{unit: yuanMonth, horizontal: true, overlaid: true}
	ceiling := barSeries{name: say("上限", "Ceiling").In(f.Lang), colour: fundEmployee}
	floor := barSeries{name: say("下限", "Floor").In(f.Lang), colour: fundEmployer}
	b.total = say("区间", "Range")
	for i, c := range shown {
		b.categories = append(b.categories, label(f.Lang, c.Name, c.Doubt, ranks[i], len(cities) > len(shown)))
		var low, high barValue
		end, at := "", json.Number("")
		if c.Floor != nil {
			low.n, at = yuan(*c.Floor), yuan(*c.Floor)
			end = brief(*c.Floor)
		} else {
			end = "?"
		}
		if c.Ceiling != nil {
			high.n, at = yuan(*c.Ceiling), yuan(*c.Ceiling)
			end += " – " + brief(*c.Ceiling)
		} else {
			end += " – ?"
		}
		floor.values, ceiling.values = append(floor.values, low), append(ceiling.values, high)
		b.ends, b.totals = append(b.ends, end), append(b.totals, at)
	}
	b.series = []barSeries{ceiling, floor}
	f.leftOut(len(cities), len(shown))
	f.doubts(slices.ContainsFunc(shown, func(c CityBounds) bool { return c.Doubt }))
	kind := say(of.ZH+"缴费基数上下限", "Floor and ceiling of the "+of.EN+" base")
	return b.draw(&f, kind)
}

// first are the first `most` of a list and, beyond them, those that must not be missing; with their ranks. Equals share a rank.
func first[T any](list []T, most int, must func(T) bool, by func(T) money.Money) (out []T, ranks []int) {
	rank := 1
	for i, one := range list {
		if i > 0 && by(one) != by(list[i-1]) {
			rank = i + 1
		}
		if i < most || must(one) {
			out, ranks = append(out, one), append(ranks, rank)
		}
	}
	return out, ranks
}

// label is a city's name, with its rank where not all are drawn, and a star for doubt.
func label(l lang.Lang, name string, doubt bool, rank int, ranked bool) string {
	if ranked {
		name = fmt.Sprintf("%d %s", rank, name)
	}
	if doubt {
		name += " *"
	}
	return name
}

func (f *Frame) leftOut(all, shown int) {
	if all > shown {
		f.note(say("共 %d 城，只画出最高的几城（top）；另有 %d 城未画出。", "%d cities in all; only the highest are drawn (top), %d are not."), all, all-shown)
	}
}

func (f *Frame) doubts(any bool) {
	if any {
		f.note(say("* 用到 D 或 E 级数值（推算、假设，或来源有分歧）。", "* rests on a value of grade D or E (derived, assumed, or sources disagree)."))
	}
}

// note puts a sentence before the notes the caller has: what was drawn comes before where it is from.
func (f *Frame) note(t lang.Text, args ...any) {
	f.lead = append(f.lead, fmt.Sprintf(t.In(f.Lang), args...))
}
