package procedure

import "fenhao/calc/civil"

// Calendar knows the working days of the years for which the State Council's General Office has published its notice.
type Calendar struct {
	years map[int]*Year
}

// Year is one notice: the days of rest and the days worked instead. All other days are working days from Monday to Friday.
type Year struct {
	Year      int
	Title     string
	Number    string
	Published Date
	URL       string
	ReadVia   string `yaml:"read_via"`
	Rest      []Holiday
	Work      []Date // Saturdays and Sundays that are worked

	off, on map[civil.Date]bool
}

// Holiday is a run of days of rest, both ends included.
type Holiday struct {
	Name     Name
	From, To Date
}

// Name is a holiday's name in both languages.
type Name struct{ ZH, EN string }

// Notice is the notice of a year, or nil while there is none.
func (c *Calendar) Notice(year int) *Year { return c.years[year] }

// KnownOn is the calendar as it could be read on a day: notices published later are hidden.
func (c *Calendar) KnownOn(d civil.Date) *Calendar {
	known := &Calendar{years: map[int]*Year{}}
	for n, y := range c.years {
		if y.Published.Date <= d {
			known.years[n] = y
		}
	}
	return known
}

// Workday tells whether a day is worked; known is false in a year without a notice.
func (c *Calendar) Workday(d civil.Date) (worked, known bool) {
	year, _, _ := d.Parts()
	y := c.years[year]
	switch {
	case y == nil:
		return false, false
	case y.off[d]:
		return false, true
	case y.on[d]:
		return true, true
	}
	w := d.Weekday()
	return w != 0 && w != 6, true
}

// Next is the first working day after d. It is not known if the search runs into a year without a notice.
func (c *Calendar) Next(d civil.Date) (next civil.Date, known bool) {
	for {
		d = d.AddDays(1)
		worked, known := c.Workday(d)
		if !known || worked {
			return d, known
		}
	}
}

// Add is the n-th working day after d; d itself does not count. It is not known if the count runs into a year without a notice.
func (c *Calendar) Add(d civil.Date, n int) (due civil.Date, known bool) {
	known = true
	for ; n > 0 && known; n-- {
		d, known = c.Next(d)
	}
	return d, known
}
