package procedure_test

import (
	"testing"

	"pgregory.net/rapid"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/policy"
	"fenhao/calc/procedure"
)

func view(t testing.TB, city string) (*policy.Place, procedure.View) {
	t.Helper()
	book := policy.Embedded()
	place, ok := book.Place(city)
	if !ok {
		t.Fatal(city)
	}
	return place, func(on civil.Date) (*policy.Snapshot, fault.List) { return book.On(place, on), nil }
}

func work(t testing.TB, city, event string, on civil.Date) procedure.Due {
	t.Helper()
	g := procedure.Embedded()
	place, v := view(t, city)
	d, ok := g.Deadline(place, event)
	if !ok {
		t.Fatalf("%s has no deadline %s", city, event)
	}
	due, faults := d.Work(g.Calendar, v, on)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return due
}

// Each deadline of each city either answers on each day of 2026 or names the parameter it lacks, and never lies before its event.
func TestEveryDeadlineOnEveryDayOf2026(t *testing.T) {
	g := procedure.Embedded()
	for _, place := range policy.Embedded().Cities() {
		_, v := view(t, place.ID)
		for _, d := range g.Deadlines(place) {
			for on := civil.DateOf(2026, 1, 1); on <= civil.DateOf(2026, 12, 31); on++ {
				due, faults := d.Work(g.Calendar, v, on)
				switch {
				case len(faults) > 0:
					if c := faults[0].Code; c != fault.ValueUnknown && c != fault.ValueEnded {
						t.Fatalf("%s %s on %s: %v", place.ID, d.Event, on, faults)
					}
				case due.Due == 0 && due.Year == 0:
					t.Fatalf("%s %s on %s: neither a day nor a reason", place.ID, d.Event, on)
				case due.Due != 0 && due.Due < on:
					t.Fatalf("%s %s on %s is due before: %s", place.ID, d.Event, on, due.Due)
				case due.Opens > due.Due, due.Earliest > due.Due && due.Due != 0:
					t.Fatalf("%s %s on %s: %+v", place.ID, d.Event, on, due)
				}
			}
		}
	}
}

// A later event is never due earlier, except where the law itself shortened the time: the loan decision on 2026-09-20.
func TestLaterEventsAreDueLater(t *testing.T) {
	g := procedure.Embedded()
	cities := policy.Embedded().Cities()
	rapid.Check(t, func(rt *rapid.T) {
		place := rapid.SampledFrom(cities).Draw(rt, "city")
		d := rapid.SampledFrom(g.Deadlines(place)).Draw(rt, "deadline")
		_, v := view(t, place.ID)
		on := civil.DateOf(2026, 1, 1).AddDays(rapid.IntRange(0, 330).Draw(rt, "day"))
		if d.Event == "loan_decided" && on < civil.DateOf(2026, 9, 20) {
			return
		}
		a, f1 := d.Work(g.Calendar, v, on)
		b, f2 := d.Work(g.Calendar, v, on.AddDays(rapid.IntRange(1, 20).Draw(rt, "later")))
		if len(f1)+len(f2) == 0 && a.Due > b.Due && b.Due != 0 {
			rt.Fatalf("%s %s: %s is due %s, %s is due %s", place.ID, d.Event, a.On, a.Due, b.On, b.Due)
		}
	})
}

// The fine is that of the first late day: on 19 September 2026 the old one, on the 20th the new one, whichever city asks.
func TestFinesChangeOn20September2026(t *testing.T) {
	for _, city := range []string{"wuhan", "wuxi", "zhengzhou", "changzhou", "urumqi"} {
		for late, want := range map[string][2]int64{"2026-09-19": {1_000_000, 5_000_000}, "2026-09-20": {5_000_000, 30_000_000}} {
			due := work(t, city, "employer_registered", day(t, late).AddDays(-31))
			if due.LateFrom != day(t, late) || len(due.Fines) != 1 || due.Fines[0].Min.Value.N != want[0] || due.Fines[0].Max.Value.N != want[1] {
				t.Errorf("%s, late from %s: %+v", city, late, due.Fines)
			}
		}
	}
}

func TestAWindowIsThisYearsOrTheNext(t *testing.T) {
	for on, want := range map[string][2]string{
		"2026-01-01": {"2026-07-01", "2026-07-15"}, "2026-06-30": {"2026-07-01", "2026-07-15"}, "2026-07-15": {"2026-07-01", "2026-07-15"},
		"2026-07-16": {"2027-07-01", "2027-07-15"}, "2026-12-31": {"2027-07-01", "2027-07-15"},
	} {
		due := work(t, "zhengzhou", "base_change", day(t, on))
		if due.Opens.String() != want[0] || due.Due.String() != want[1] {
			t.Errorf("%s: %s to %s", on, due.Opens, due.Due)
		}
	}
}

// The year of a city has what its document says, and nothing that was only assumed.
func TestTheYearHasOnlyWhatIsKnown(t *testing.T) {
	g, book := procedure.Embedded(), policy.Embedded()
	for city, want := range map[string]map[string]int{
		"urumqi":    {"remit": 12, "base_adjusted": 1, "base_in_force": 1, "interest_settled": 1},
		"wuxi":      {"debit": 12},
		"zhengzhou": {"base_change": 1},
		"wuhan":     {"interest_credited": 1},
		"changzhou": {},
	} {
		place, _ := book.Place(city)
		have := map[string]int{}
		last := civil.Date(0)
		for _, o := range g.Year(book, place, 2026) {
			have[o.Deadline.Event]++
			if o.Day < last {
				t.Errorf("%s: %s stands after %s", city, o.Day, last)
			}
			last = o.Day
		}
		for event, n := range want {
			if have[event] != n {
				t.Errorf("%s: %d × %s, want %d", city, have[event], event, n)
			}
		}
		if len(have) != len(want) {
			t.Errorf("%s: %v", city, have)
		}
	}
	wuxi, _ := book.Place("wuxi")
	if n := len(g.Year(book, wuxi, 2024)); n != 4 {
		t.Errorf("Wuxi's debits began in September 2024, %d found", n)
	}
}
