package fund

import (
	"slices"

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
	r := &run{t: t, q: &Question{Terms: t}, out: &Result{}, day: last, s: t.On(last), kind: a.Kind, state: a.State}
	if no := r.mustBeNormal(policy.AccountBackPayNormal); no != nil {
		return Paying{}, fault.List{no.At("/account/state")}
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

func appendNew(to []Notice, more ...Notice) []Notice {
	for _, n := range more {
		if !slices.Contains(to, n) {
			to = append(to, n)
		}
	}
	return to
}
