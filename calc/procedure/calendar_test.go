package procedure_test

import (
	"testing"

	"pgregory.net/rapid"

	"fenhao/calc/civil"
	"fenhao/calc/procedure"
)

func day(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What the notice of 2026 says of the days around each holiday, in its own order.
func TestTheNoticeOf2026(t *testing.T) {
	c := procedure.Embedded().Calendar
	notice := c.Notice(2026)
	if notice.Number != "国办发明电〔2025〕7号" || notice.Published.String() != "2025-11-04" {
		t.Errorf("the notice is %s of %s", notice.Number, notice.Published)
	}
	for s, want := range map[string]bool{
		"2026-01-01": false, "2026-01-02": false, "2026-01-03": false, "2026-01-04": true, "2026-01-05": true,
		"2026-02-13": true, "2026-02-14": true, "2026-02-15": false, "2026-02-23": false, "2026-02-24": true, "2026-02-28": true, "2026-03-01": false,
		"2026-04-03": true, "2026-04-04": false, "2026-04-06": false, "2026-04-07": true,
		"2026-04-30": true, "2026-05-01": false, "2026-05-05": false, "2026-05-06": true, "2026-05-09": true, "2026-05-10": false,
		"2026-06-18": true, "2026-06-19": false, "2026-06-21": false, "2026-06-22": true,
		"2026-09-20": true, "2026-09-24": true, "2026-09-25": false, "2026-09-27": false, "2026-09-28": true,
		"2026-09-30": true, "2026-10-01": false, "2026-10-07": false, "2026-10-08": true, "2026-10-10": true, "2026-10-11": false,
		"2026-12-31": true,
	} {
		if worked, known := c.Workday(day(t, s)); worked != want || !known {
			t.Errorf("%s: worked %v, known %v", s, worked, known)
		}
	}
}

// The notice gives 33 days of rest, of which 19 fall on weekdays; six weekend days are worked. 2026 has 261 weekdays, so 248 days are worked.
func TestWorkingDaysOf2026(t *testing.T) {
	c := procedure.Embedded().Calendar
	n := 0
	for d := civil.DateOf(2026, 1, 1); d <= civil.DateOf(2026, 12, 31); d++ {
		if worked, _ := c.Workday(d); worked {
			n++
		}
	}
	if n != 248 {
		t.Errorf("%d working days", n)
	}
}

func TestAYearWithoutANoticeIsUnknown(t *testing.T) {
	c := procedure.Embedded().Calendar
	for _, s := range []string{"2027-01-01", "2027-03-03", "2025-12-31", "2024-09-02"} {
		if _, known := c.Workday(day(t, s)); known {
			t.Errorf("%s is known without a notice", s)
		}
	}
	if _, known := c.Add(day(t, "2026-12-29"), 3); known {
		t.Error("three working days after 29 December 2026 cannot be known")
	}
	if due, known := c.Add(day(t, "2026-12-29"), 2); !known || due != day(t, "2026-12-31") {
		t.Errorf("two working days after 29 December 2026: %s, %v", due, known)
	}
	if _, known := c.KnownOn(day(t, "2025-11-03")).Workday(day(t, "2026-03-03")); known {
		t.Error("before the notice was published nobody knew")
	}
	if _, known := c.KnownOn(day(t, "2025-11-04")).Workday(day(t, "2026-03-03")); !known {
		t.Error("on the day it was published it counts as known")
	}
}

// Counting in two parts is counting at once, the day counted to is worked, and as many days are worked on the way.
func TestCountingWorkingDays(t *testing.T) {
	c := procedure.Embedded().Calendar
	rapid.Check(t, func(t *rapid.T) {
		from := civil.DateOf(2026, 1, 1).AddDays(rapid.IntRange(0, 300).Draw(t, "day"))
		a, b := rapid.IntRange(0, 15).Draw(t, "a"), rapid.IntRange(1, 15).Draw(t, "b")
		half, _ := c.Add(from, a)
		due, known := c.Add(half, b)
		if whole, _ := c.Add(from, a+b); whole != due || !known {
			t.Fatalf("%s + %d + %d = %s, at once %s", from, a, b, due, whole)
		}
		n := 0
		for d := from + 1; d <= due; d++ {
			if worked, _ := c.Workday(d); worked {
				n++
			}
		}
		if worked, _ := c.Workday(due); !worked || n != a+b {
			t.Fatalf("%s + %d working days = %s, with %d on the way, worked %v", from, a+b, due, n, worked)
		}
	})
}
