package loan

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

// Status is what became of a month's contribution.
type Status uint8

// The statuses.
const (
	Paid     Status = iota + 1 // on time and in full
	BackPaid                   // made good later
	Missed                     // never made good so far
)

// Terms are what a place asks of the months before a loan. They are read once and then hold for any number of months.
type Terms struct {
	Required  int  // months asked for
	Continues bool // a back-paid month keeps the row
	Counts    bool // a back-paid month is one of the months asked for
	Overlooks bool // a month never made good does not start the count again, only a stop of Reset months does
	Reset     int  // months in a row without contribution after which the count starts again at unsealing (ZZ-9c); 0: no such rule

	Months policy.Key // the parameter Required was read from
	Role   policy.Role
	Lent   bool // a flexible worker for whom nothing is published: the employees' months are taken
}

// TermsOf reads the terms of a place. The fault says that no number of months is known there.
func TermsOf(s *policy.Snapshot, kind Kind, on civil.Date) (Terms, fault.List) {
	t := Terms{Months: policy.HousingFundLoanMonthsMin, Role: policy.LoanMonths}
	if kind == FlexibleWorker {
		switch {
		case s.Has(policy.HousingFundFlexibleLoanMonthsMin):
			t.Months, t.Role = policy.HousingFundFlexibleLoanMonthsMin, policy.FlexibleLoanMonths
		case s.FirstKnown(policy.HousingFundFlexibleLoanMonthsMin, on) != 0:
			// A rule of their own is still to come: before it the employees' says nothing about them.
			return t, fault.List{s.Missing(policy.HousingFundFlexibleLoanMonthsMin, on, "/on")}
		default:
			t.Lent = true
		}
		t.Reset = s.Int(policy.HousingFundFlexibleArrearsReset) // 0 if the place has no such rule
		if k := policy.HousingFundLoanMissedRestarts; t.Reset > 0 && s.Has(k) {
			t.Overlooks = !s.Flag(k)
		}
	}
	if !s.Has(t.Months) {
		return t, fault.List{s.Missing(t.Months, on, "/on")}
	}
	t.Required = s.Int(t.Months)
	t.Continues, t.Counts = s.Flag(policy.HousingFundLoanBackPaidContinues), s.Flag(policy.HousingFundLoanBackPaidCounts)
	return t, nil
}

// Counter counts a person's months, one after the other. It is a small value: who may have to count some months again, because they
// are made good later, keeps a copy from before them. Nothing is allocated.
type Counter struct {
	Continuous int         // months of the unbroken row
	Counted    int         // those among them that count towards the months asked for
	Restarted  civil.Month // where the row started again; 0 if it never broke, or has not started again yet

	stop   int  // months in a row that were not paid in their time
	begun  bool // any month has been counted
	broken bool // the next contribution starts the row again
}

// Enough tells whether the months asked for are there.
func (c *Counter) Enough(t *Terms) bool { return c.Counted >= t.Required }

// Add counts the next month.
func (c *Counter) Add(t *Terms, m civil.Month, s Status) {
	c.begun = true
	switch s {
	case Paid:
		c.stop = 0
		c.contributed(m, true)
	case BackPaid:
		c.stop++
		// ZZ-9c: what is made good after a stop of three months does not bring the row back.
		if !t.Continues || t.Reset > 0 && c.stop >= t.Reset {
			c.breakOff()
			return
		}
		c.contributed(m, t.Counts)
	case Missed:
		c.stop++
		if !t.Overlooks || t.Reset > 0 && c.stop >= t.Reset {
			c.breakOff()
		}
	}
}

// Unseal says that the account is unsealed in a month that is about to be counted. After a stop long enough the row starts again
// with this very month (ZZ-9c), whatever becomes of it; a shorter stop that was made good keeps the row.
func (c *Counter) Unseal(t *Terms, m civil.Month) {
	if t.Reset > 0 && c.stop >= t.Reset || !c.begun {
		c.breakOff()
		c.Restarted, c.broken = m, false
	}
	c.stop = 0
}

func (c *Counter) contributed(m civil.Month, counts bool) {
	if c.broken {
		c.Restarted, c.broken = m, false
	}
	c.Continuous++
	if counts {
		c.Counted++
	}
}

func (c *Counter) breakOff() {
	c.Continuous, c.Counted, c.Restarted, c.broken = 0, 0, 0, true
}
