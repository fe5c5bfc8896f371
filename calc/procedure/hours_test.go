package procedure_test

import (
	"testing"

	"pgregory.net/rapid"

	"fenhao/calc/civil"
	"fenhao/calc/procedure"
)

const minute = 60

// A minute-by-minute walk is the oracle of "when next": it asks only whether a minute lies in the hours of a working day.
func TestTheNextOpeningIsTheFirstOne(t *testing.T) {
	g := procedure.Embedded()
	p, _ := g.Of("wuxi").Find("withdraw")
	h := p.Channels[0].Hours
	open := func(m procedure.Moment) bool {
		worked, _ := g.Calendar.Workday(m.Day)
		return worked && m.Time >= (8*60+30)*minute && m.Time < (16*60+15)*minute
	}
	rapid.Check(t, func(t *rapid.T) {
		at := procedure.Moment{Day: civil.DateOf(2026, 1, 1).AddDays(rapid.IntRange(0, 350).Draw(t, "day")), Time: procedure.Clock(rapid.IntRange(0, 24*60-1).Draw(t, "minute") * minute)}
		o := h.Check(g.Calendar, at, 0)
		if open(at) {
			if o.Open != procedure.Yes || o.Next.Day != 0 {
				t.Fatalf("%v: %+v", at, o)
			}
			return
		}
		next := at
		for !open(next) {
			if next.Time += minute; next.Time == 24*60*minute {
				next = procedure.Moment{Day: next.Day + 1}
			}
		}
		if o.Open != procedure.No || o.Next != next {
			t.Fatalf("%v: next is %v, got %+v", at, next, o)
		}
	})
}

func TestTheFirstAndTheLastSecond(t *testing.T) {
	g := procedure.Embedded()
	p, _ := g.Of("wuxi").Find("self_contribution")
	h := p.Channels[0].Hours
	for second, want := range map[int]procedure.Answer{
		(8*60+30)*minute - 1: procedure.No, (8*60 + 30) * minute: procedure.Yes,
		(16*60+15)*minute - 1: procedure.Yes, (16*60 + 15) * minute: procedure.No,
		0: procedure.No, 24*60*minute - 1: procedure.No,
	} {
		if o := h.Check(g.Calendar, procedure.Moment{Day: day(t, "2026-08-17"), Time: procedure.Clock(second)}, 0); o.Open != want {
			t.Errorf("second %d: %v", second, o.Open)
		}
	}
}

func TestUnknownHoursAreNotClosed(t *testing.T) {
	var h *procedure.Hours
	if o := h.Check(procedure.Embedded().Calendar, procedure.Moment{Day: day(t, "2026-08-17")}, 0); o.Open != procedure.Unknown {
		t.Errorf("%+v", o)
	}
}
