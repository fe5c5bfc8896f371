// Package civil is the calendar without clocks: months, dates, fund years. No time zones, no time.Now.
package civil

import (
	"errors"
	"fmt"
)

// Month is a calendar month. The zero value is no month.
type Month int32

// Date is a calendar day. The zero value is no date.
type Date int32

// The years a text may name. Policies begin in 1949; two centuries ahead is further than any plan.
const (
	FirstYear = 1900
	LastYear  = 2200
)

// ErrSyntax is the error of a text that is no month or no date, or one outside [FirstYear] to [LastYear].
var ErrSyntax = errors.New("not a date of the calendar")

// MonthOf makes a month of a year and a number from 1 to 12.
func MonthOf(year, month int) Month { return Month(year*12 + month) }

// ParseMonth reads "2026-08".
func ParseMonth(s string) (Month, error) {
	if len(s) != 7 || s[4] != '-' {
		return 0, ErrSyntax
	}
	y, m := digits(s[:4]), digits(s[5:])
	if y < FirstYear || y > LastYear || m < 1 || m > 12 {
		return 0, ErrSyntax
	}
	return MonthOf(y, m), nil
}

// Year is the calendar year.
func (m Month) Year() int { return int(m-1) / 12 }

// Number is the month's number in its year, 1 to 12.
func (m Month) Number() int { return int(m-1)%12 + 1 }

// Add is the month n months later.
func (m Month) Add(n int) Month { return m + Month(n) }

// First is the month's first day.
func (m Month) First() Date { return DateOf(m.Year(), m.Number(), 1) }

// Last is the month's last day.
func (m Month) Last() Date { return m.Add(1).First() - 1 }

// Days is the number of days in the month.
func (m Month) Days() int { return int(m.Last()-m.First()) + 1 }

// Day is the given day of the month; a day beyond the month's end is its last day.
func (m Month) Day(day int) Date {
	if n := m.Days(); day > n {
		day = n
	}
	return m.First() + Date(day-1)
}

// FundYear is the calendar year in which the month's housing-fund year (1 July to 30 June) began.
func (m Month) FundYear() int { return m.Add(-6).Year() }

// String writes "2026-08"; no month is "".
func (m Month) String() string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.Year(), m.Number())
}

// DateOf makes a date of a year, a month's number and a day. They must be a day of the calendar.
func DateOf(year, month, day int) Date {
	// Days since 1 March of year 0, a 400-year cycle at a time; 0001-01-01 is day 1.
	if month <= 2 {
		year, month = year-1, month+12
	}
	era := year / 400
	yoe := year - era*400
	doy := (153*(month-3)+2)/5 + day - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return Date(era*146097 + doe - 305)
}

// ParseDate reads "2026-08-15" and refuses a day the calendar does not have.
func ParseDate(s string) (Date, error) {
	if len(s) != 10 || s[7] != '-' {
		return 0, ErrSyntax
	}
	m, err := ParseMonth(s[:7])
	if err != nil {
		return 0, err
	}
	d := digits(s[8:])
	if d < 1 || d > m.Days() {
		return 0, ErrSyntax
	}
	return m.First() + Date(d-1), nil
}

// Parts are the date's year, month number and day.
func (d Date) Parts() (year, month, day int) {
	z := int(d) + 305
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day = doy - (153*mp+2)/5 + 1
	month = mp + 3
	year = yoe + era*400
	if month > 12 {
		year, month = year+1, month-12
	}
	return year, month, day
}

// Month is the month the date lies in.
func (d Date) Month() Month {
	y, m, _ := d.Parts()
	return MonthOf(y, m)
}

// Day is the day of the month, 1 to 31.
func (d Date) Day() int {
	_, _, day := d.Parts()
	return day
}

// Weekday is 0 for Sunday to 6 for Saturday.
func (d Date) Weekday() int { return int(d) % 7 }

// AddDays is the date n days later.
func (d Date) AddDays(n int) Date { return d + Date(n) }

// AddMonths is the same day n months later; a day that month does not have becomes its last day.
func (d Date) AddMonths(n int) Date { return d.Month().Add(n).Day(d.Day()) }

// Age is the number of whole years from birth to d. Who is born on 29 February is a year older on 1 March of a common year.
func (d Date) Age(birth Date) int {
	y, m, day := d.Parts()
	by, bm, bd := birth.Parts()
	n := y - by
	if m < bm || m == bm && day < bd {
		n--
	}
	return n
}

// String writes "2026-08-15"; no date is "".
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	y, m, day := d.Parts()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
}

// digits reads ASCII digits only; anything else is -1.
func digits(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}
