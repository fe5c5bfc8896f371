package fund_test

import (
	"testing"

	"fenhao/calc/civil"
	"fenhao/calc/fund"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// What a simulation answers about each rule is pictured in the service's cases; here are the parts on their own.

func terms(t fataler, place string, overrides ...policy.Override) *fund.Terms {
	t.Helper()
	b := policy.Embedded()
	p, ok := b.Place(place)
	if !ok {
		t.Fatalf("the book has no %s", place)
	}
	out, faults := fund.NewTerms(b, p, overrides, date("2026-08-01"))
	if faults != nil {
		t.Fatal(faults)
	}
	return out
}

// fataler is a test, a benchmark or a property.
type fataler interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

func date(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func month(s string) civil.Month {
	m, err := civil.ParseMonth(s)
	if err != nil {
		panic(err)
	}
	return m
}

func yuan(s string) money.Money {
	m, err := money.Parse(s)
	if err != nil {
		panic(err)
	}
	return m
}

func TestInterestByHand(t *testing.T) {
	for _, c := range []struct {
		about     string
		deposit   fund.Deposit
		settled   string
		accrued   string
		balance   string
		overrides []policy.Override
	}{
		// 10000 × 0.015 × 365 / 360 = 152.0833…
		{"a whole year, actual/360", fund.Deposit{Opening: yuan("10000"), Opened: date("2025-07-01"), Until: date("2026-07-01"), Count: fund.Actual360}, "152.08", "0.00", "10152.08", nil},
		{"a whole year, 30/360: month by month", fund.Deposit{Opening: yuan("10000"), Opened: date("2025-07-01"), Until: date("2026-07-01"), Count: fund.Thirty360}, "150.00", "0.00", "10150.00", nil},
		{"a whole year, actual/365", fund.Deposit{Opening: yuan("10000"), Opened: date("2025-07-01"), Until: date("2026-07-01"), Count: fund.Actual365}, "150.00", "0.00", "10150.00", nil},
		// 366 days: 10000 × 0.015 × 366 / 360 = 152.50
		{"a year with 29 February, actual/360", fund.Deposit{Opening: yuan("10000"), Opened: date("2023-07-01"), Until: date("2024-07-01"), Count: fund.Actual360}, "152.50", "0.00", "10152.50", nil},
		// 29 February is a day: 28 February to 1 March are 2 days in 2024.
		{"two days over 29 February", fund.Deposit{Opening: yuan("1200000"), Opened: date("2024-02-28"), Until: date("2024-03-01"), Count: fund.Actual360}, "", "100.00", "1200000.00", nil},
		// The day before the settlement's end: 30 June has not earned yet, nothing is settled.
		{"until 30 June", fund.Deposit{Opening: yuan("1200000"), Opened: date("2026-06-29"), Until: date("2026-06-30"), Count: fund.Actual360}, "", "50.00", "1200000.00", nil},
		{"until 1 July", fund.Deposit{Opening: yuan("1200000"), Opened: date("2026-06-29"), Until: date("2026-07-01"), Count: fund.Actual360}, "100.00", "0.00", "1200100.00", nil},
		// The interest of 30 June earns from 1 July: (1200000 + 50) × 0.015 / 360 = 50.002…
		{"deposited on 30 June", fund.Deposit{Movements: []fund.Movement{{date("2026-06-30"), yuan("1200000")}}, Until: date("2026-07-02"), Count: fund.Actual360}, "50.00", "50.00", "1200050.00", nil},
		// The day of withdrawal does not earn: one day only.
		{"withdrawn on the second day", fund.Deposit{Movements: []fund.Movement{{date("2026-03-11"), yuan("-1200000")}, {date("2026-03-10"), yuan("1200000")}}, Until: date("2026-05-01"), Count: fund.Actual360}, "", "50.00", "0.00", nil},
		// A rate of 3 % from 1 January: 184 days at 1.5 %, 181 at 3 %; 10000 × (184 × 0.015 + 181 × 0.03) / 360 = 227.50, rounded once.
		{"a rate that changes inside the year", fund.Deposit{Opening: yuan("10000"), Opened: date("2025-07-01"), Until: date("2026-07-01"), Count: fund.Actual360}, "227.50", "0.00", "10227.50",
			[]policy.Override{{Key: "housing_fund.interest.deposit.rate", From: date("2026-01-01"), Value: "3%/year"}}},
	} {
		e, faults := fund.Interest(terms(t, "national", c.overrides...), c.deposit)
		if faults != nil {
			t.Errorf("%s: %v", c.about, faults)
			continue
		}
		settled := ""
		for _, s := range e.Settlements {
			settled += s.Interest.String()
		}
		if settled != c.settled || e.Accrued.String() != c.accrued || e.Balance.String() != c.balance {
			t.Errorf("%s: settled %q, accrued %v, balance %v; want %q, %s, %s", c.about, settled, e.Accrued, e.Balance, c.settled, c.accrued, c.balance)
		}
	}
}

func TestIdentityNumbers(t *testing.T) {
	for number, want := range map[string]fund.Flaw{
		"11010519491231002X": fund.NoFlaw, // the example of GB 11643-1999
		"11010519491231002x": fund.NoFlaw,
		"440524188001010014": fund.WrongCheck, // right but for the century, which our calendar does not reach; see below
		"110105194912310021": fund.WrongCheck,
		"11010519490230002X": fund.NoSuchDay,
		"1101051949123100":   fund.WrongLength,
		"1101051949123100２X": fund.WrongLength,
		"A1010519491231002X": fund.WrongCharacter,
		"11010519491231002Y": fund.WrongCharacter,
		"":                   fund.WrongLength,
	} {
		got := fund.CheckIdentity(number)
		if number == "440524188001010014" {
			want = fund.NoSuchDay // born before 1900: no living person's number
		}
		if got != want {
			t.Errorf("%q: %v, want %v", number, got, want)
		}
	}
}

// A person of thirty years: 360 debits, 30 settlements, interest to the day.
func thirtyYears(t testing.TB) *fund.Question {
	return &fund.Question{
		Terms: terms(t, "wuxi"), Count: fund.Actual360, From: month("2025-07"), To: month("2055-06"),
		Account: fund.Account{Kind: fund.Flexible, State: fund.Normal, Opened: date("2025-06-20"), Plan: fund.Plan{By: fund.ByAmount, Figure: yuan("1000")}},
		Events: []fund.Event{
			{On: date("2030-03-01"), Type: fund.ChangeAmount, Plan: fund.Plan{By: fund.ByAmount, Figure: yuan("1500")}},
			{On: date("2040-03-01"), Type: fund.Withdraw, Amount: yuan("10000"), Continue: true},
		},
	}
}

func BenchmarkThirtyYears(b *testing.B) {
	q := thirtyYears(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, faults := fund.Simulate(q); faults != nil {
			b.Fatal(faults)
		}
	}
}

func TestThirtyYearsSimulated(t *testing.T) {
	res, faults := fund.Simulate(thirtyYears(t))
	if faults != nil {
		t.Fatal(faults)
	}
	if len(res.Rows) != 360 || len(res.Refusals) != 0 {
		t.Fatalf("%d rows, refused %v", len(res.Rows), res.Refusals)
	}
	// The same money asked as plain movements.
	var d fund.Deposit
	for _, e := range res.Ledger.Entries {
		if e.Book == fund.FlexiblePart && e.Cause != fund.Settlement {
			d.Movements = append(d.Movements, fund.Movement{On: e.On, Amount: e.Amount})
		}
	}
	d.Until, d.Count = date("2055-07-01"), fund.Actual360
	earned, faults := fund.Interest(terms(t, "wuxi"), d)
	if faults != nil {
		t.Fatal(faults)
	}
	if got, want := res.Rows[359].Balance, earned.Balance; got != want {
		t.Errorf("balance after thirty years: %v by months, %v by days", got, want)
	}
}
