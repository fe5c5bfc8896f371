package procedure

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// Deadline is by when something is due after an event. How it is counted follows from the unit of its parameter: days and working days
// after the event (which itself does not count), months after it, a day of every month, or a day of every year.
type Deadline struct {
	Event       string
	Rule        string
	Who         string // whose duty: employer, person or agency
	Duty        lang.Text
	CountedFrom lang.Text `yaml:"counted_from"`
	Key         Key
	Earliest    Key       // a decision "within 1–2 working days": the lower number
	Opens       Key       // a window: the day of the year on which it opens
	Effective   Key       // the day of the year from which the result is in force
	Fines       []Penalty // for missing it
	Sanction    *Sanction // what else follows from missing it
	Notes       []Sentence

	Place string `yaml:"-"` // whose rule it is: the city's, the province's or the nation's
}

// Penalty is a range of fines.
type Penalty struct {
	Rule     string
	On       lang.Text // whom it hits
	Min, Max Key
}

// Sanction is what follows besides a fine.
type Sanction struct {
	Rule string
	Key  Key
}

// Key is a parameter of the policy book named in a guide.
type Key struct{ policy.Key }

// Counting is how a deadline is counted.
type Counting string

// The ways of counting.
const (
	Days       Counting = "days"
	Workdays   Counting = "workdays"
	Months     Counting = "months"
	DayOfMonth Counting = "day_of_month"
	MonthDay   Counting = "month_day"
)

// CountedIn is how the deadline is counted.
func (d *Deadline) CountedIn() Counting {
	switch d.Key.Spec().Unit {
	case policy.Days:
		return Days
	case policy.Workdays:
		return Workdays
	case policy.Months:
		return Months
	case policy.DayOfMonth:
		return DayOfMonth
	}
	return MonthDay
}

// Recurs tells whether the deadline comes back by itself, every month or every year.
func (d *Deadline) Recurs() bool { return d.CountedIn() == DayOfMonth || d.CountedIn() == MonthDay }

// Due is a deadline worked out. A date that is not known is 0.
type Due struct {
	Deadline  *Deadline
	On        civil.Date
	Due       civil.Date // the last day on which it is in time
	Earliest  civil.Date
	Opens     civil.Date
	Effective civil.Date
	N         int // the number of days or months, or the day of the month
	Rest      Answer
	NextWork  civil.Date // the first working day after a due day of rest, if known
	LateFrom  civil.Date // the day from which the fines shown hold
	Fines     []Fine
	Sanction  *policy.Entry
	Year      int // a year without a notice that the count would have needed; 0 if none

	Then, Late *policy.Snapshot // the book on the day of the event and on the first late day
}

// Fine is a range of fines as it stands on the first day of being late.
type Fine struct {
	Penalty  *Penalty
	Min, Max *policy.Entry
}

// Unit is what the range is counted in: yuan, or times an amount.
func (f Fine) Unit() string { return f.Penalty.Min.Spec().Unit.String() }

// View gives the book's snapshot of a day; the asker's what-ifs are in it.
type View func(civil.Date) (*policy.Snapshot, fault.List)

// Work works a deadline out. The parameters are those in force on the day of the event; fines are those in force on the first day of being
// late, for nobody is fined before. A due day is the strict one: that it may move past a day of rest is said, not applied.
func (d *Deadline) Work(c *Calendar, view View, on civil.Date) (Due, fault.List) {
	s, faults := view(on)
	if len(faults) > 0 {
		return Due{}, faults
	}
	r := Due{Deadline: d, On: on, Then: s, Late: s}
	for _, k := range [...]Key{d.Key, d.Earliest, d.Opens, d.Effective} {
		if k.Key != policy.None && !s.Has(k.Key) {
			e := s.Missing(k.Key, on, "/on")
			e.Rule = d.Rule
			faults.Add(e)
		}
	}
	if len(faults) > 0 {
		return Due{}, faults
	}
	r.N = s.Int(d.Key.Key)
	switch d.CountedIn() {
	case Days:
		r.Due = on.AddDays(r.N)
	case Workdays:
		if d.Earliest.Key != policy.None {
			if first, ok := c.Add(on, s.Int(d.Earliest.Key)); ok {
				r.Earliest = first
			}
		}
		if last, ok := c.Add(on, r.N); ok {
			r.Due = last
		} else {
			r.Year = yearOf(last)
		}
	case Months:
		// Only the month is known: it can be done from its first day, and its last day is the last.
		m := on.Month().Add(r.N)
		r.Opens, r.Due = m.First(), m.Last()
	case DayOfMonth:
		if r.Due = on.Month().Day(r.N); r.Due < on {
			r.Due = on.Month().Add(1).Day(r.N)
		}
	case MonthDay:
		r.Due = onOrAfter(on, r.N)
	}
	if r.Due != 0 {
		r.around(c)
	}
	return r, d.fines(&r, view)
}

// around fills what depends on the due day.
func (r *Due) around(c *Calendar) {
	d, s := r.Deadline, r.Then
	if d.Opens.Key != policy.None {
		year, _, _ := r.Due.Parts()
		r.Opens = dayOf(year, s.Int(d.Opens.Key))
		if r.Opens > r.Due {
			r.Opens = dayOf(year-1, s.Int(d.Opens.Key))
		}
	}
	if d.Effective.Key != policy.None {
		r.Effective = onOrAfter(r.Due, s.Int(d.Effective.Key))
	}
	switch worked, known := c.Workday(r.Due); {
	case !known:
		r.Year = yearOf(r.Due)
	case worked:
		r.Rest = No
	default:
		r.Rest = Yes
		if next, ok := c.Next(r.Due); ok {
			r.NextWork = next
		} else {
			r.Year = yearOf(next)
		}
	}
}

// fines looks up what being late costs, on the first late day. Where the due day is unknown, the day of the event stands in.
func (d *Deadline) fines(r *Due, view View) fault.List {
	if len(d.Fines) == 0 && d.Sanction == nil {
		return nil
	}
	r.LateFrom = r.On
	if r.Due != 0 {
		r.LateFrom = r.Due.AddDays(1)
	}
	s, faults := view(r.LateFrom)
	if len(faults) > 0 {
		return faults
	}
	r.Late = s
	for i := range d.Fines {
		p := &d.Fines[i]
		if s.Has(p.Min.Key) && s.Has(p.Max.Key) {
			r.Fines = append(r.Fines, Fine{p, s.Entry(p.Min.Key), s.Entry(p.Max.Key)})
		}
	}
	if d.Sanction != nil {
		r.Sanction = s.Entry(d.Sanction.Key.Key)
	}
	return nil
}

// Used are the parameters the answer rests on, those of the event's day and those of the first late day.
func (r *Due) Used() (on, late []policy.Key) {
	d := r.Deadline
	for _, k := range [...]Key{d.Key, d.Earliest, d.Opens, d.Effective} {
		if k.Key != policy.None {
			on = append(on, k.Key)
		}
	}
	for _, f := range r.Fines {
		late = append(late, f.Penalty.Min.Key, f.Penalty.Max.Key)
	}
	if r.Sanction != nil {
		late = append(late, d.Sanction.Key.Key)
	}
	return on, late
}

// onOrAfter is the next day with this month and day, today included. A 29 February is the 28th in a common year.
func onOrAfter(d civil.Date, monthDay int) civil.Date {
	year, _, _ := d.Parts()
	if due := dayOf(year, monthDay); due >= d {
		return due
	}
	return dayOf(year+1, monthDay)
}

func dayOf(year, monthDay int) civil.Date {
	return civil.MonthOf(year, monthDay/100).Day(monthDay % 100)
}
