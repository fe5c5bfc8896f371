package pension_test

import (
	"fmt"
	"testing"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/pension"
	"fenhao/calc/policy"
)

func national(t testing.TB, month string) *policy.Snapshot {
	t.Helper()
	book := policy.Embedded()
	nation, ok := book.Place("national")
	if !ok {
		t.Fatal("the book has no place national")
	}
	return book.At(nation, monthOf(t, month))
}

func monthOf(t testing.TB, s string) civil.Month {
	t.Helper()
	m, err := civil.ParseMonth(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return m
}

func day(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return d
}

// The published examples R1 to R18 of the statutory retirement age: the official table of the 2024 decision as copied by
// public calculators, policy cases, and a Jiangsu pension form.
func TestPublishedRetirementMonths(t *testing.T) {
	for _, c := range []struct {
		id    string
		track pension.Track
		birth string
		age   string
		month string
	}{
		{"R1", pension.Male, "1964-12", "60y0m", "2024-12"},
		{"R2", pension.Male, "1965-01", "60y1m", "2025-02"},
		{"R4", pension.Male, "1965-09", "60y3m", "2025-12"},
		{"R5", pension.Male, "1966-01", "60y4m", "2026-05"},
		{"R7", pension.Male, "1968-08", "60y11m", "2029-07"},
		{"R9", pension.Male, "1976-12", "63y0m", "2039-12"},
		{"R10", pension.Male, "1983-02", "63y0m", "2046-02"},
		{"R12", pension.Female55, "1971-04", "55y4m", "2026-08"},
		{"R14", pension.Female55, "1981-12", "58y0m", "2039-12"},
		{"R15", pension.Female55, "1984-01", "58y0m", "2042-01"},
		{"R17", pension.Female50, "1984-12", "55y0m", "2039-12"},
		{"R18", pension.Female50, "1990-04", "55y0m", "2045-04"},
	} {
		t.Run(c.id, func(t *testing.T) {
			got, faults := pension.Retirement(national(t, "2026-01"), day(t, "2026-01-01"), monthOf(t, c.birth), c.track)
			if faults != nil {
				t.Fatal(faults)
			}
			if age := fmt.Sprintf("%dy%dm", got.Months/12, got.Months%12); age != c.age || got.Month.String() != c.month {
				t.Errorf("born %s: retires at %s in %s, want %s in %s", c.birth, age, got.Month, c.age, c.month)
			}
			if got.Rule == nil {
				t.Error("no rule is cited")
			}
		})
	}
}

// The day is the birthday in that month; where the month has no such day, its last.
func TestPublishedRetirementDates(t *testing.T) {
	for _, c := range []struct {
		id         string
		track      pension.Track
		birth, day string
	}{
		{"R7", pension.Male, "1968-08-08", "2029-07-08"},
		{"R10", pension.Male, "1983-02-25", "2046-02-25"},
		{"R15", pension.Female55, "1984-01-16", "2042-01-16"},
		{"R18", pension.Female50, "1990-04-11", "2045-04-11"},
	} {
		t.Run(c.id, func(t *testing.T) {
			birth := day(t, c.birth)
			got, faults := pension.Retirement(national(t, "2026-01"), day(t, "2026-01-01"), birth.Month(), c.track)
			if faults != nil {
				t.Fatal(faults)
			}
			if on := got.Day(birth); on.String() != c.day {
				t.Errorf("born %s: retires on %s, want %s", c.birth, on, c.day)
			}
		})
	}
}

// Every month of birth from 1900 to 2020: who is born later never retires earlier or younger, nobody before the original age
// or after the target age, and the first and last months of the transition are those the decision names.
func TestEveryMonthOfBirth(t *testing.T) {
	s := national(t, "2026-01")
	for _, c := range []struct {
		track                                    pension.Track
		original, target, firstAffected, fullAge policy.Key
	}{
		{pension.Male, policy.RetirementAgeMaleOriginal, policy.RetirementAgeMaleTarget, policy.RetirementBirthMaleFirstAffected, policy.RetirementBirthMaleFullAgeFrom},
		{pension.Female55, policy.RetirementAgeFemale55Original, policy.RetirementAgeFemale55Target, policy.RetirementBirthFemale55FirstAffected, policy.RetirementBirthFemale55FullAgeFrom},
		{pension.Female50, policy.RetirementAgeFemale50Original, policy.RetirementAgeFemale50Target, policy.RetirementBirthFemale50FirstAffected, policy.RetirementBirthFemale50FullAgeFrom},
	} {
		first, full := civil.Month(s.Int(c.firstAffected)), civil.Month(s.Int(c.fullAge))
		var before pension.Age
		for birth := civil.MonthOf(1900, 1); birth <= civil.MonthOf(2020, 12); birth++ {
			got, faults := pension.Retirement(s, day(t, "2026-01-01"), birth, c.track)
			if faults != nil {
				t.Fatalf("born %s: %v", birth, faults)
			}
			switch {
			case got.Month != birth.Add(got.Months):
				t.Fatalf("born %s: %s is not %d months later", birth, got.Month, got.Months)
			case got.Month < before.Month || got.Months < before.Months:
				t.Fatalf("born %s: retires at %d months in %s, but who is born a month before at %d in %s", birth, got.Months, got.Month, before.Months, before.Month)
			case got.Months < 12*s.Int(c.original) || got.Months > 12*s.Int(c.target):
				t.Fatalf("born %s: %d months lie outside the original and the target age", birth, got.Months)
			case (got.Delay > 0) != (birth >= first):
				t.Fatalf("born %s: delay %d, but the first affected are born in %s", birth, got.Delay, first)
			case (got.Months == 12*s.Int(c.target)) != (birth >= full):
				t.Fatalf("born %s: %d months, but the target age holds from %s on", birth, got.Months, full)
			case got.Earliest > got.Month || got.Earliest < birth.Add(12*s.Int(c.original)) || got.Latest < got.Month:
				t.Fatalf("born %s: flexible retirement from %s to %s around %s", birth, got.Earliest, got.Latest, got.Month)
			}
			before = got
		}
	}
}

// Flexible retirement: up to three years earlier, but never below the original age, and up to three years later.
func TestFlexibleRetirement(t *testing.T) {
	got, faults := pension.Retirement(national(t, "2026-01"), day(t, "2026-01-01"), monthOf(t, "1968-08"), pension.Male)
	if faults != nil {
		t.Fatal(faults)
	}
	if got.Earliest.String() != "2028-08" || got.Latest.String() != "2032-07" {
		t.Errorf("from %s to %s, want 2028-08 to 2032-07", got.Earliest, got.Latest)
	}
}

// R18 prints twenty years of contribution; the decision raises them from fifteen by half a year each year from 2030.
func TestLeastYearsOfContribution(t *testing.T) {
	for birth, months := range map[string]int{"1964-12": 180, "1968-08": 180, "1990-04": 240} {
		got, faults := pension.Retirement(national(t, "2026-01"), day(t, "2026-01-01"), monthOf(t, birth), pension.Male)
		if faults != nil {
			t.Fatal(faults)
		}
		if got.ContributionMonths != months {
			t.Errorf("born %s: %d months of contribution at least, want %d", birth, got.ContributionMonths, months)
		}
	}
	r18, faults := pension.Retirement(national(t, "2026-01"), day(t, "2026-01-01"), monthOf(t, "1990-04"), pension.Female50)
	if faults != nil || r18.ContributionMonths != 20*12 {
		t.Errorf("R18: %d months, %v", r18.ContributionMonths, faults)
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	_, faults := pension.Retirement(national(t, "2026-01"), day(t, "2026-01-01"), 0, 0)
	if len(faults) != 2 || faults[0].Code != fault.Required || faults[0].Field != "/person/birth" || faults[1].Field != "/person/sex" {
		t.Errorf("no birth and no track: %v", faults)
	}
	_, faults = pension.Retirement(national(t, "2024-12"), day(t, "2024-12-01"), monthOf(t, "1965-01"), pension.Male)
	if len(faults) == 0 || faults[0].Code != fault.BeforeFirst {
		t.Errorf("before the decision was in force: %v", faults)
	}
}
