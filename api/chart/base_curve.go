package chart

import (
	"fenhao/calc/money"
)

// CurvePoint is what a wage comes to.
type CurvePoint struct {
	Wage                money.Money
	Fund, Insurance     *money.Money // the bases; nil where the scheme was not asked for
	Employer, Employees money.Money  // what is paid
}

// BaseCurve draws the contribution base and what is paid over the wage: flat below the floor, then rising with it, flat above the ceiling.
func BaseCurve(f Frame, points []CurvePoint) Drawing {
	c := lines{x: "value", across: say("工资（元/月）", "Wage (yuan/month)"), unit: yuanMonth}
	add := func(name string, colour string, dashed bool, of func(*CurvePoint) *money.Money) {
		s := lineSeries{name: name, colour: colour, dashed: dashed}
		for i := range points {
			if m := of(&points[i]); m != nil {
				s.points = append(s.points, point{yuan(points[i].Wage), yuan(*m)})
			}
		}
		if s.points != nil {
			c.series = append(c.series, s)
		}
	}
	add(say("公积金基数", "Fund base").In(f.Lang), fundEmployer, false, func(p *CurvePoint) *money.Money { return p.Fund })
	add(say("社保基数", "Insurance base").In(f.Lang), insuranceEmployer, false, func(p *CurvePoint) *money.Money { return p.Insurance })
	add(say("单位缴纳", "Employer pays").In(f.Lang), grey, true, func(p *CurvePoint) *money.Money {
		if p.Employer.IsZero() {
			return nil
		}
		return &p.Employer
	})
	add(say("个人缴纳", "Employee pays").In(f.Lang), green, true, func(p *CurvePoint) *money.Money { return &p.Employees })
	return c.draw(&f, say("工资与缴费基数", "Wage and contribution base"))
}
