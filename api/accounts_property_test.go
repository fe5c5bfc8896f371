package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"pgregory.net/rapid"

	"fenhao/api"
	"fenhao/calc/civil"
)

// Who has paid a month more is never worse off: what is told of whole accounts, with suspensions, arrears and back-payments, is compared
// with the same account one of whose missed months was paid.

type toldMonth struct {
	Month  string `json:"month"`
	Status string `json:"status"`
	Amount string `json:"amount"`
}

type toldEvent struct {
	On      string `json:"on"`
	Type    string `json:"type"`
	Through string `json:"through,omitempty"`
}

type toldAccount struct {
	city, opened string
	from, to     civil.Month
	history      []toldMonth
	events       []toldEvent
}

func (a *toldAccount) String() string { return string(a.body()) }

func (a *toldAccount) body() []byte {
	amount := `"monthly_amount": "1000.00"`
	if a.city == "zhengzhou" {
		amount = `"base": "5000.00"`
	}
	history, _ := json.Marshal(a.history)
	events, _ := json.Marshal(a.events)
	return fmt.Appendf(nil, `{"city": %q, "account": {"kind": "flexible", "state": "normal", "opened": %q, "balance": "20000.00", %s, "history": %s}, "from": %q, "to": %q, "events": %s}`,
		a.city, a.opened, amount, history, a.from, a.to, events)
}

func TestAPaidMonthNeverCostsALoan(t *testing.T) {
	service := api.New(api.Options{})
	rapid.Check(t, func(t *rapid.T) {
		a := toldAccount{city: rapid.SampledFrom([]string{"wuhan", "wuxi", "zhengzhou", "changzhou"}).Draw(t, "city")}
		a.from = civil.MonthOf(2026, rapid.IntRange(1, 12).Draw(t, "from"))
		a.to = a.from.Add(rapid.IntRange(0, 20).Draw(t, "months"))
		before := rapid.IntRange(1, 20).Draw(t, "months before")
		first := a.from.Add(-before)
		a.opened = first.Add(-1).Day(rapid.IntRange(1, 28).Draw(t, "opened")).String()
		untold := rapid.IntRange(0, before).Draw(t, "months not told") // the oldest ones; none of the others either, if that is all of them
		for m := first.Add(untold); m < a.from; m++ {
			a.history = append(a.history, toldMonth{m.String(), rapid.SampledFrom([]string{"paid", "paid", "paid", "back_paid", "missed"}).Draw(t, "status"), "1000.00"})
		}
		sealed := false
		for m := a.from; m <= a.to; m++ {
			switch kind := rapid.SampledFrom([]string{"", "", "", "miss", "back_pay", "suspend"}).Draw(t, "event"); {
			case sealed:
				if rapid.Bool().Draw(t, "resumed") {
					a.events = append(a.events, toldEvent{On: m.Day(rapid.IntRange(2, 28).Draw(t, "day")).String(), Type: "resume"})
					sealed = false
				}
			case kind == "miss", kind == "suspend":
				a.events = append(a.events, toldEvent{On: m.Day(rapid.IntRange(1, 28).Draw(t, "day")).String(), Type: kind})
				sealed = kind == "suspend"
			case kind == "back_pay":
				a.events = append(a.events, toldEvent{On: m.Day(rapid.IntRange(1, 28).Draw(t, "day")).String(), Type: kind, Through: m.String()})
			}
		}
		better := a
		better.history, better.events = append([]toldMonth(nil), a.history...), append([]toldEvent(nil), a.events...)
		var missed []func()
		for i := range better.history {
			if better.history[i].Status == "missed" {
				missed = append(missed, func() { better.history[i].Status = "paid" })
			}
		}
		for i := range better.events {
			if better.events[i].Type == "miss" || better.events[i].Type == "suspend" { // what was to resume it is then refused
				missed = append(missed, func() { better.events = append(better.events[:i], better.events[i+1:]...) })
			}
		}
		if len(missed) == 0 {
			return
		}
		missed[rapid.IntRange(0, len(missed)-1).Draw(t, "paid after all")]()

		was, is := simulated(t, service, &a), simulated(t, service, &better)
		for i := range was {
			if was[i].LoanEligible && !is[i].LoanEligible {
				t.Fatalf("%s: eligible, but no longer with one more month paid (%d months in a row, then %d)\n%v\n%v", was[i].Month, was[i].ContinuousMonths, is[i].ContinuousMonths, &a, &better)
			}
		}
	})
}

func simulated(t *rapid.T, service http.Handler, a *toldAccount) []api.AccountMonth {
	w := send(service, "/api/v1/accounts/simulate", "application/json", a.String())
	var out api.Simulation
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d %s\n%v", w.Code, w.Body, a)
	}
	return out.Months
}
