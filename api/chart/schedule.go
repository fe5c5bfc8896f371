package chart

import (
	"encoding/json"
)

// Instalment is one due date of a loan, in yuan as the answer has it.
type Instalment struct {
	Date                         string
	Principal, Interest, Balance string
	Prepaid                      bool // it contains a prepayment
}

// Schedule draws what each instalment consists of, and at the right what is left to pay. A prepayment would dwarf all instalments beside
// it: it is cut out of the picture and said in the notes.
func Schedule(f Frame, rows []Instalment) Drawing {
	c := lines{x: "category", across: say("还款日", "Due"), unit: say("每期（元）", "Instalment (yuan)"), right: say("余额（元）", "Balance (yuan)")}
	interest := lineSeries{name: say("利息", "Interest").In(f.Lang), colour: insuranceEmployee, area: true, stacked: true}
	principal := lineSeries{name: say("本金", "Principal").In(f.Lang), colour: fundEmployer, area: true, stacked: true}
	balance := lineSeries{name: say("剩余本金", "Left to pay").In(f.Lang), colour: green, right: true}
	for _, r := range rows {
		c.categories = append(c.categories, r.Date)
		p := point{y: json.Number(r.Principal)}
		if r.Prepaid {
			p = point{}
		}
		principal.points = append(principal.points, p)
		interest.points = append(interest.points, point{y: json.Number(r.Interest)})
		balance.points = append(balance.points, point{y: json.Number(r.Balance)})
	}
	c.series = []lineSeries{interest, principal, balance}
	return c.draw(&f, say("还款计划", "Repayment schedule"))
}
