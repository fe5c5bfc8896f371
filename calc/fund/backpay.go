package fund

import (
	"slices"
	"strconv"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Arrears are unpaid months and up to which of them somebody wants to pay.
type Arrears struct {
	State   State
	Kind    Kind
	Unpaid  []civil.Month
	Through civil.Month
	On      civil.Date // the day it is paid; what is not due by then cannot be unpaid
	Opened  civil.Date // 0: not given
	Working Working    // nil: nobody asks whether that day is worked
	Due     Due        // a month at the amount agreed now: WX-2.2d
	Until   civil.Date // 0: no interest; else what the arrears would have earned until then (UR-14, when an employer is bankrupt)
	Count   DayCount
}

// Payment is one month made good.
type Payment struct {
	Month    civil.Month
	Amount   money.Money
	Interest money.Money
	Rule     string
}

// Paying is a back-payment: oldest first (WX-2.2b), summed (WX-2.2a).
type Paying struct {
	Payments []Payment
	Total    money.Money // without interest
	Interest money.Money
	Left     []civil.Month
	Rule     string // of the amount
	Notices  []Notice
}

// PayBack works out a back-payment.
func PayBack(t *Terms, a Arrears) (Paying, fault.List) {
	last := a.Until
	if last == 0 {
		last = a.Through.Last()
	}
	// The rules of a simulation that begins on that day answer for a question about one.
	r := &run{t: t, q: &Question{Terms: t, Working: a.Working}, out: &Result{}, day: a.On, s: t.On(last), kind: a.Kind, state: a.State}
	if no := r.mustBeNormal(policy.AccountBackPayNormal); no != nil {
		return Paying{}, fault.List{no.At("/account/state")}
	}
	if faults := r.unpayable(&a); faults != nil {
		return Paying{}, faults
	}
	if no := r.mustBeWorked(); no != nil {
		return Paying{}, fault.List{no.At("/on")}
	}
	out := Paying{Rule: r.rule(policy.AccountBackPay)}
	if a.Kind == Flexible {
		r.rule(policy.AccountBackPayAmount)
	}
	unpaid := slices.Clone(a.Unpaid)
	slices.Sort(unpaid)
	for _, m := range unpaid {
		if m > a.Through {
			out.Left = append(out.Left, m)
			continue
		}
		p := Payment{Month: m, Amount: a.Due.total(), Rule: out.Rule}
		if a.Until != 0 {
			from := m.Day(r.dayOfDebit())
			e, faults := Interest(t, Deposit{Opening: p.Amount, Opened: from, Until: max(from, a.Until), Count: a.Count})
			if faults != nil {
				return out, fault.List{faults[0].At("/unpaid")}
			}
			p.Interest = e.Balance.Sub(p.Amount).Add(e.Accrued)
			out.Notices = appendNew(out.Notices, e.Notices...)
		}
		out.Total, out.Interest = out.Total.Add(p.Amount), out.Interest.Add(p.Interest)
		out.Payments = append(out.Payments, p)
	}
	if len(out.Payments) == 0 {
		return out, fault.List{r.no(fault.NothingUnpaid, policy.AccountBackPay, "through", a.Through).At("/through")}
	}
	out.Notices = appendNew(out.Notices, r.out.Notices...)
	return out, nil
}

// unpayable are the months that cannot be unpaid: before the account was opened, or still to come; and a day of interest before them.
func (r *run) unpayable(a *Arrears) (faults fault.List) {
	month, latest, first := a.On.Month(), civil.Month(0), civil.MonthOf(civil.FirstYear, 1)
	if a.Opened != 0 {
		first = a.Opened.Month()
	}
	for i, m := range a.Unpaid {
		at := "/unpaid/" + strconv.Itoa(i)
		if m < first || m > month {
			faults.Add(r.no(fault.OutOfRange, policy.AccountBackPay, "what", say("未缴的月份", "The unpaid month"), "value", m, "min", first, "max", month).At(at))
		}
		if m <= a.Through {
			latest = max(latest, m)
		}
	}
	if a.Until != 0 && latest != 0 && a.Until < latest.First() {
		faults.Add(fault.New(fault.OutOfRange, "/interest_until", "what", say("计息截止日", "the day until which interest runs"), "value", a.Until, "min", latest.First(), "max", civil.MonthOf(civil.LastYear, 12).Last()))
	}
	if a.Through > month {
		faults.Add(r.no(fault.NotDueYet, policy.AccountBackPay, "through", a.Through, "month", month).At("/through"))
	}
	return faults
}

func appendNew(to []Notice, more ...Notice) []Notice {
	for _, n := range more {
		if !slices.Contains(to, n) {
			to = append(to, n)
		}
	}
	return to
}
