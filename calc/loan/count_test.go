package loan_test

import (
	"testing"

	"pgregory.net/rapid"

	"fenhao/calc/civil"
	"fenhao/calc/loan"
	"fenhao/calc/policy"
)

// zhengzhou are the terms of ZZ-13a with ZZ-9c; wuhan those of employees since 2024-12-21.
func termsOf(t testing.TB, city string, kind loan.Kind) loan.Terms {
	t.Helper()
	terms, faults := loan.TermsOf(snapshot(t, city, "2026-08-15"), kind, day("2026-08-15"))
	if faults != nil {
		t.Fatal(faults)
	}
	return terms
}

func snapshot(t testing.TB, city, on string) *policy.Snapshot {
	t.Helper()
	b := policy.Embedded()
	p, ok := b.Place(city)
	if !ok {
		t.Fatalf("no place %s", city)
	}
	return b.On(p, day(on))
}

func day(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// run counts months written as letters, p paid, b back-paid, m missed; U stands before the month of unsealing.
func run(t *loan.Terms, months string) loan.Counter {
	var c loan.Counter
	m := civil.MonthOf(2026, 1)
	for _, x := range months {
		switch x {
		case 'U':
			c.Unseal(t, m)
			continue
		case 'p':
			c.Add(t, m, loan.Paid)
		case 'b':
			c.Add(t, m, loan.BackPaid)
		case 'm':
			c.Add(t, m, loan.Missed)
		}
		m++
	}
	return c
}

func TestZhengzhouCountsByTheRuleOfUnsealing(t *testing.T) {
	terms := termsOf(t, "zhengzhou", loan.FlexibleWorker)
	for _, c := range []struct {
		months              string
		continuous, counted int
		restarted           string
	}{
		{"", 0, 0, ""},
		{"ppppp", 5, 5, ""},
		{"pppppp", 6, 6, ""},
		{"pbp", 3, 2, ""},           // one month, made good before the next debit (ZZ-9b)
		{"pbbUp", 4, 2, ""},         // two months: sealed, unsealed, made good; no stop of three
		{"pbbbUp", 1, 1, "2026-05"}, // three months: the row starts again with the month of unsealing
		{"pbbbUb", 1, 0, "2026-05"}, // which counts even if it was itself made good late
		{"pbbbUbb", 2, 0, "2026-05"},
		{"pbbbUbbb", 0, 0, ""}, // stopped again
		{"pbbbp", 1, 1, "2026-05"},
		{"pmp", 1, 1, "2026-03"}, // never made good
		{"pmUp", 1, 1, "2026-03"},
		{"ppm", 0, 0, ""},
		{"pmmmU", 0, 0, "2026-05"}, // unsealed, nothing paid yet
		{"Upppppp", 6, 6, "2026-01"},
	} {
		got := run(&terms, c.months)
		if got.Continuous != c.continuous || got.Counted != c.counted || got.Restarted.String() != c.restarted {
			t.Errorf("%s: %d in a row, %d on time, restarted %q; want %d, %d, %q", c.months, got.Continuous, got.Counted, got.Restarted, c.continuous, c.counted, c.restarted)
		}
	}
}

// Arrears are paid oldest first, so a month made good after missed ones is no history of a place; it is counted the strict way: the stop
// goes on, and the row starts again with what is paid in time.
func TestAMonthMadeGoodAfterMissedOnes(t *testing.T) {
	terms := termsOf(t, "zhengzhou", loan.FlexibleWorker)
	if got := run(&terms, "mmbp"); got.Continuous != 1 || got.Restarted.String() != "2026-04" {
		t.Errorf("%+v", got)
	}
}

func TestWuhanABackPaidMonthBreaksTheRow(t *testing.T) {
	terms := termsOf(t, "wuhan", loan.Employee)
	for months, want := range map[string]int{"pppppp": 6, "pppbpp": 2, "ppppppb": 0, "mpppppp": 6, "bppppp": 5} {
		if got := run(&terms, months); got.Counted != want || got.Continuous != want {
			t.Errorf("%s: %d, %d; want %d", months, got.Continuous, got.Counted, want)
		}
	}
}

var places = []struct {
	city string
	kind loan.Kind
}{{"zhengzhou", loan.FlexibleWorker}, {"zhengzhou", loan.Employee}, {"wuhan", loan.Employee}, {"wuxi", loan.Employee}, {"wuxi", loan.FlexibleWorker}, {"changzhou", loan.Employee}}

// Adding a paid month never loses eligibility: who may borrow on a day may borrow a month later if that month is paid.
func TestAPaidMonthNeverLosesEligibility(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		place := rapid.SampledFrom(places).Draw(r, "place")
		on := day("2026-08-15").AddMonths(rapid.IntRange(0, 24).Draw(r, "later"))
		statuses := rapid.SliceOfN(rapid.SampledFrom([]loan.Status{loan.Paid, loan.Paid, loan.Paid, loan.BackPaid, loan.Missed}), 0, 30).Draw(r, "history")
		a := applicant(place.kind, on, statuses)
		if len(statuses) > 0 && rapid.Bool().Draw(r, "unsealed") {
			a.Unsealed = a.History[rapid.IntRange(0, len(statuses)-1).Draw(r, "month")].Month
		}
		s := snapshot(t, place.city, on.String())
		before, faults := loan.Judge(s, &a)
		if faults != nil {
			t.Fatal(faults)
		}
		a.History = append(a.History, loan.Month{Month: on.Month(), Status: loan.Paid})
		a.On = on.AddMonths(1)
		after, faults := loan.Judge(snapshot(t, place.city, a.On.String()), &a)
		if faults != nil {
			t.Fatal(faults)
		}
		if before.Eligible && !after.Eligible {
			r.Fatalf("%s: eligible before, not after a paid month\n%+v\n%+v", place.city, before, after)
		}
		if before.Eligible && before.Earliest != on.Month() {
			r.Fatalf("eligible, and yet only in %s", before.Earliest)
		}
		if !before.Eligible && before.Earliest <= on.Month() && before.Earliest != 0 && place.kind == loan.FlexibleWorker {
			r.Fatalf("not eligible on %s, and yet in %s", on, before.Earliest)
		}
		if after.Eligible != (before.Earliest != 0 && before.Earliest <= a.On.Month()) {
			r.Fatalf("the earliest month was to be %s; on %s eligible is %v", before.Earliest, a.On, after.Eligible)
		}
	})
}

// Wuhan's flexible workers are judged by the day of their first payment. Whether it is given or read from the history, a paid month never
// loses eligibility, and what the history leaves open is asked for rather than taken.
func TestWuhanAPaidMonthNeverLosesEligibility(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		on := day("2026-08-15").AddMonths(rapid.IntRange(0, 24).Draw(r, "later"))
		statuses := rapid.SliceOfN(rapid.SampledFrom([]loan.Status{loan.Paid, loan.Paid, loan.Paid, loan.BackPaid, loan.Missed}), 0, 30).Draw(r, "history")
		a := applicant(loan.FlexibleWorker, on, statuses)
		a.Opened = on.AddMonths(-rapid.IntRange(len(statuses), len(statuses)+2).Draw(r, "opened"))
		if len(statuses) > 0 && rapid.Bool().Draw(r, "unsealed") {
			a.Unsealed = a.History[rapid.IntRange(0, len(statuses)-1).Draw(r, "month")].Month
		}
		if rapid.Bool().Draw(r, "given") {
			a.FirstPayment = a.Opened
		}
		before, faults := loan.Judge(snapshot(t, "wuhan", on.String()), &a)
		if faults != nil && (len(faults) != 1 || faults[0].Field != "/first_payment") && len(statuses) > 0 {
			r.Fatal(faults)
		}
		known := faults == nil
		a.History = append(a.History, loan.Month{Month: on.Month(), Status: loan.Paid})
		a.On = on.AddMonths(1)
		after, faults := loan.Judge(snapshot(t, "wuhan", a.On.String()), &a)
		if known && before.Eligible && (faults != nil || !after.Eligible) {
			r.Fatalf("eligible before, not after a paid month\n%+v\n%+v\n%v", before, after, faults)
		}
		if known && faults == nil && after.Continuous < before.Continuous {
			r.Fatalf("%d months, then %d", before.Continuous, after.Continuous)
		}
	})
}

// The reading that a month never made good starts the count again is a parameter: without it only a stop of three months does.
func TestWithoutTheReadingAMissedMonthIsPassedOver(t *testing.T) {
	terms := termsOf(t, "zhengzhou", loan.FlexibleWorker)
	terms.Overlooks = true
	for months, want := range map[string]int{"pmp": 2, "pppmmppp": 6, "pppmmmppp": 3} {
		if got := run(&terms, months); got.Counted != want {
			t.Errorf("%s: %d, want %d", months, got.Counted, want)
		}
	}
}

// applicant has a history of the given statuses up to the month before on.
func applicant(kind loan.Kind, on civil.Date, statuses []loan.Status) loan.Applicant {
	a := loan.Applicant{On: on, Kind: kind, Opened: on.AddMonths(-40)}
	if len(statuses) == 0 {
		a.Opened = on.AddMonths(-1)
	}
	first := on.Month().Add(-len(statuses))
	for i, s := range statuses {
		a.History = append(a.History, loan.Month{Month: first.Add(i), Status: s})
	}
	return a
}

func TestCountingAllocatesNothing(t *testing.T) {
	terms := termsOf(t, "zhengzhou", loan.FlexibleWorker)
	var c loan.Counter
	if n := testing.AllocsPerRun(100, func() { c.Add(&terms, 1, loan.Paid) }); n != 0 {
		t.Errorf("%v allocations a month", n)
	}
}

func BenchmarkCount360Months(b *testing.B) {
	terms := termsOf(b, "zhengzhou", loan.FlexibleWorker)
	b.ReportAllocs()
	for b.Loop() {
		var c loan.Counter
		for m := range civil.Month(360) {
			c.Add(&terms, m, loan.Paid)
		}
	}
}

func BenchmarkJudge360Months(b *testing.B) {
	statuses := make([]loan.Status, 360)
	for i := range statuses {
		statuses[i] = loan.Paid
	}
	a := applicant(loan.FlexibleWorker, day("2026-08-15"), statuses)
	s := snapshot(b, "zhengzhou", "2026-08-15")
	b.ReportAllocs()
	for b.Loop() {
		if v, faults := loan.Judge(s, &a); faults != nil || !v.Eligible {
			b.Fatal(v, faults)
		}
	}
}
