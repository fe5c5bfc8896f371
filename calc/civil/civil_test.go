package civil_test

import (
	"testing"
	"time"

	"fenhao/calc/civil"
)

// The standard library's calendar is the oracle, every day from 1900 to 2200.
func TestEveryDayAgreesWithTheStandardLibrary(t *testing.T) {
	day := time.Date(civil.FirstYear, 1, 1, 0, 0, 0, 0, time.UTC)
	d := civil.DateOf(civil.FirstYear, 1, 1)
	for day.Year() <= civil.LastYear {
		y, m, n := d.Parts()
		if y != day.Year() || m != int(day.Month()) || n != day.Day() || d.Weekday() != int(day.Weekday()) {
			t.Fatalf("day %d: got %v weekday %d, want %v", d, d, d.Weekday(), day)
		}
		if civil.DateOf(y, m, n) != d {
			t.Fatalf("%v does not come back", d)
		}
		if back, err := civil.ParseDate(d.String()); err != nil || back != d {
			t.Fatalf("%v is read as %v, %v", d, back, err)
		}
		day, d = day.AddDate(0, 0, 1), d.AddDays(1)
	}
}

func TestWhatIsNoDayIsRefused(t *testing.T) {
	for _, s := range []string{"", "2026-02-30", "2025-02-29", "2026-2-3", "２０２６-08-01", "2026-08-01 ", "2026/08/01", "1899-12-31", "2201-01-01", "2026-00-10", "2026-13-01", "-026-01-01"} {
		if d, err := civil.ParseDate(s); err == nil {
			t.Errorf("%q was read as %v", s, d)
		}
	}
	for _, s := range []string{"", "2026-13", "2026-00", "2026-8", "2026-08-01", "２０２６-08"} {
		if m, err := civil.ParseMonth(s); err == nil {
			t.Errorf("%q was read as %v", s, m)
		}
	}
}

func TestMonthsAndAges(t *testing.T) {
	date := func(s string) civil.Date {
		t.Helper()
		d, err := civil.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	if got := date("2024-01-31").AddMonths(1); got != date("2024-02-29") {
		t.Errorf("a month after 31 January 2024 is %v", got)
	}
	if got := civil.MonthOf(2026, 6).FundYear(); got != 2025 {
		t.Errorf("June 2026 lies in fund year %d", got)
	}
	if got := civil.MonthOf(2026, 7).FundYear(); got != 2026 {
		t.Errorf("July 2026 lies in fund year %d", got)
	}
	birth := date("1971-08-15")
	if a, b := date("2026-08-14").Age(birth), date("2026-08-15").Age(birth); a != 54 || b != 55 {
		t.Errorf("ages around the birthday: %d, %d", a, b)
	}
	if a, b := date("2026-02-28").Age(date("2004-02-29")), date("2026-03-01").Age(date("2004-02-29")); a != 21 || b != 22 {
		t.Errorf("ages around a leap birthday: %d, %d", a, b)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2026-08-15", "2026-08", "2026-02-30", "２０２６-08-01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := civil.ParseDate(s); err == nil && d.String() != s {
			t.Errorf("%q is read as %v", s, d)
		}
		if m, err := civil.ParseMonth(s); err == nil && m.String() != s {
			t.Errorf("%q is read as %v", s, m)
		}
	})
}
