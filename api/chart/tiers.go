package chart

import (
	"fmt"
	"strings"

	"fenhao/calc/contribution"
	"fenhao/calc/lang"
)

// Tiers draws what each tier costs a month. A tier whose amount is not known has a place and no bar; an estimated one is pale.
func Tiers(f Frame, tiers []contribution.Tier) Drawing {
	b := bars{unit: yuanMonth, horizontal: f.narrow(), row: 38, total: say("月缴费额", "Monthly amount")}
	s := barSeries{name: b.total.In(f.Lang), colour: fundEmployer}
	for _, t := range tiers {
		name := fmt.Sprintf(say("%s %d 档", "%s tier %d").In(f.Lang), short(t.Insurance.Name(), f.Lang), t.Tier)
		b.categories = append(b.categories, name+"\n"+say("基数 ", "base ").In(f.Lang)+brief(t.Base))
		v, end := barValue{faint: t.Estimated}, Thousands(t.Amount)
		if t.Estimated {
			end = "≈ " + end
		}
		if t.Unknown {
			end = say("未知", "unknown").In(f.Lang)
			b.totals = append(b.totals, "0") // the word stands where the bar would begin
		} else {
			v.n = yuan(t.Amount)
			b.totals = append(b.totals, v.n)
		}
		s.values, b.ends = append(s.values, v), append(b.ends, end)
	}
	b.series = []barSeries{s}
	return b.draw(&f, say("灵活就业人员各档月缴费额", "Monthly cost of each tier for flexible workers"))
}

// short is an insurance's name without the word insurance.
func short(t lang.Text, l lang.Lang) string {
	if l == lang.EN {
		return strings.TrimSuffix(t.EN, " insurance")
	}
	return strings.TrimSuffix(t.ZH, "保险")
}
