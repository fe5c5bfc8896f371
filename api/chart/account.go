package chart

import (
	"encoding/json"
	"strconv"

	"fenhao/calc/lang"
	"fenhao/calc/money"
)

// AccountMonth is a month of an account, as it stands at its end.
type AccountMonth struct {
	Month    string
	Balance  money.Money
	Paid     money.Money // what came in since the start, less what was taken out; the opening balance is part of it
	Sealed   bool
	Missed   bool // its contribution failed, whatever came later
	Made     bool // something was made good in it
	Row      int  // continuous months, as the rules of loans count
	Eligible bool
}

// Balance draws an account: what is in it, and how much of it was paid in. What lies between the two lines is interest.
func Balance(f Frame, months []AccountMonth) Drawing {
	c := lines{x: "category", across: say("月末", "End of month"), unit: yuanText}
	balance := lineSeries{name: say("余额", "Balance").In(f.Lang), colour: fundEmployer, area: true}
	paid := lineSeries{name: say("存入减支取", "Paid in less withdrawn").In(f.Lang), colour: insuranceEmployer, dashed: true}
	for _, m := range months {
		c.categories = append(c.categories, m.Month)
		balance.points = append(balance.points, point{y: yuan(m.Balance)})
		paid.points = append(paid.points, point{y: yuan(m.Paid)})
	}
	c.series = []lineSeries{balance, paid}
	f.periods(months, say("封存：", "Sealed: "), func(m *AccountMonth) bool { return m.Sealed })
	return c.draw(&f, say("账户余额", "Account balance"))
}

// LoanTimeline draws how the months needed for a loan add up, and from when one can be applied for. Months that were missed or made good
// later have a dot: they are what the count hangs on.
func LoanTimeline(f Frame, months []AccountMonth) Drawing {
	c := lines{x: "category", across: say("月份", "Month"), unit: say("连续缴存（个月）", "Months in a row")}
	notYet := lineSeries{name: say("尚不可申请", "Not yet").In(f.Lang), colour: fundEmployee, bar: true}
	eligible := lineSeries{name: say("可申请贷款", "Loan possible").In(f.Lang), colour: green, bar: true}
	missed := lineSeries{name: say("漏缴", "Missed").In(f.Lang), colour: "#c0392b", dotsOnly: true}
	made := lineSeries{name: say("补缴", "Back-paid").In(f.Lang), colour: "#d98a1f", dotsOnly: true}
	for _, m := range months {
		c.categories = append(c.categories, m.Month)
		n, zero := point{y: json.Number(strconv.Itoa(m.Row))}, point{y: "0"}
		var at [4]point
		if m.Eligible {
			at[1] = n
		} else {
			at[0] = n
		}
		switch {
		case m.Missed:
			at[2] = zero
		case m.Made:
			at[3] = zero
		}
		notYet.points, eligible.points = append(notYet.points, at[0]), append(eligible.points, at[1])
		missed.points, made.points = append(missed.points, at[2]), append(made.points, at[3])
	}
	for _, s := range []lineSeries{notYet, eligible, missed, made} {
		if s.bar || s.any() {
			c.series = append(c.series, s)
		}
	}
	f.periods(months, say("月末可申请贷款：", "A loan is possible at the end of: "), func(m *AccountMonth) bool { return m.Eligible })
	f.periods(months, say("封存：", "Sealed: "), func(m *AccountMonth) bool { return m.Sealed })
	return c.draw(&f, say("何时可以申请贷款", "When a loan becomes possible"))
}

func (s *lineSeries) any() bool {
	for _, p := range s.points {
		if p.y != "" {
			return true
		}
	}
	return false
}

// periods says in which months something holds.
func (f *Frame) periods(months []AccountMonth, what lang.Text, holds func(*AccountMonth) bool) {
	const most = 6
	text, n := "", 0
	for i := 0; i < len(months); i++ {
		if !holds(&months[i]) {
			continue
		}
		first := i
		for i+1 < len(months) && holds(&months[i+1]) {
			i++
		}
		if n++; n > most {
			text += " …"
			break
		}
		if text != "" {
			text += say("，", ", ").In(f.Lang)
		}
		text += months[first].Month
		if i > first {
			text += " – " + months[i].Month
		}
	}
	if text != "" {
		f.note(say("%s%s", "%s%s"), what.In(f.Lang), text)
	}
}
