package procedure

import "fenhao/calc/civil"

// Hours are when a service can be used, in Beijing time. From is the first second, Until the first second after: at 16:15:00 sharp a service
// that is open "8:30–16:15" is closed.
type Hours struct {
	Rule     string
	Always   bool // at any time, also on days of rest
	Workdays bool // on working days only
	From     Clock
	Until    Clock
}

// Clock is a time of day in seconds since midnight.
type Clock int

// Moment is an instant in Beijing time.
type Moment struct {
	Day  civil.Date
	Time Clock
}

// Opening is the answer to "is it open now, and when next".
type Opening struct {
	Open     Answer
	Next     Moment // the next time it opens; only if it is closed, and only if that is known
	Closes   Moment // when it closes; only if it is open and not always
	Year     int    // a year without a notice that the answer would have needed; 0 if none
	NotBegun bool   // the service does not exist yet
}

// Answer is yes, no or unknown.
type Answer int8

// The answers.
const (
	Unknown Answer = iota
	Yes
	No
)

// Check says whether a service with these hours, offered since a day (0: always), is open. Nil hours are unknown.
func (h *Hours) Check(c *Calendar, at Moment, since civil.Date) Opening {
	if h == nil {
		return Opening{}
	}
	if at.Day < since {
		o := h.next(c, since-1)
		o.NotBegun = true
		return o
	}
	if h.Always {
		return Opening{Open: Yes}
	}
	worked, known := h.on(c, at.Day)
	switch {
	case at.Time >= h.Until:
		return h.next(c, at.Day) // closed whatever the day is, even if nobody knows whether it is worked
	case at.Time < h.From:
		return h.next(c, at.Day-1)
	case !known:
		return Opening{Year: yearOf(at.Day)}
	case worked:
		return Opening{Open: Yes, Closes: Moment{at.Day, h.Until}}
	}
	return h.next(c, at.Day)
}

// on tells whether the service opens on a day at all.
func (h *Hours) on(c *Calendar, d civil.Date) (worked, known bool) {
	if !h.Workdays {
		return true, true
	}
	return c.Workday(d)
}

// next is closed until the first opening after a day.
func (h *Hours) next(c *Calendar, after civil.Date) Opening {
	o := Opening{Open: No}
	d, known := after+1, true
	if h.Workdays {
		d, known = c.Next(after)
	}
	if known {
		o.Next = Moment{d, h.From}
	} else {
		o.Year = yearOf(d)
	}
	return o
}

func yearOf(d civil.Date) int {
	y, _, _ := d.Parts()
	return y
}
