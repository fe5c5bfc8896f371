package loan

import (
	"strconv"

	"fenhao/calc/fault"
)

// Check refuses what cannot be an application anywhere: what everybody is asked for, and a history that does not run month by month to
// the month before the application.
func (a *Applicant) Check() fault.List {
	j := judging{a: a}
	j.check()
	j.checkDays()
	return j.faults
}

// checkDays refuses days that contradict each other as somebody gave them. An account that is simulated may have been opened anew after
// what is told of it.
func (j *judging) checkDays() {
	a := j.a
	if a.Opened == 0 || a.On == 0 || a.Opened > a.On {
		return
	}
	if a.Unsealed != 0 && a.Unsealed < a.Opened.Month() {
		j.refuse(fault.OutOfRange, "/unsealed", "what", say("启封月份", "the month of unsealing"), "value", a.Unsealed, "min", a.Opened.Month(), "max", a.On.Month())
	}
	if a.FirstPayment != 0 && (a.FirstPayment < a.Opened || a.FirstPayment > a.On) {
		j.refuse(fault.OutOfRange, "/first_payment", "what", firstPaymentText, "value", a.FirstPayment, "min", a.Opened, "max", a.On)
	}
}

func (j *judging) check() {
	a := j.a
	if !j.require(a.On != 0, "/on", "申请日期", "the day of the application") {
		return
	}
	j.require(a.Kind != 0, "/person/kind", "人员类别（employee 或 flexible）", "the kind of person (employee or flexible)")
	if j.require(a.Opened != 0, "/opened", "开户日期", "the day the account was opened") && a.Opened > a.On {
		j.refuse(fault.OutOfRange, "/opened", "what", say("开户日期", "the day the account was opened"), "value", a.Opened, "min", "1900-01-01", "max", a.On)
	}
	if a.Unsealed > a.On.Month() {
		j.refuse(fault.OutOfRange, "/unsealed", "what", say("启封月份", "the month of unsealing"), "value", a.Unsealed, "min", "1900-01", "max", a.On.Month())
	}
	if a.Birth != 0 && a.Birth > a.On {
		j.refuse(fault.OutOfRange, "/person/birth", "what", say("出生日期", "the day of birth"), "value", a.Birth, "min", "1900-01-01", "max", a.On)
	}
	j.checkHistory()
}

func (j *judging) checkHistory() {
	a, last := j.a, j.a.On.Month().Add(-1)
	if len(a.History) == 0 {
		// The first contribution falls due in the month after opening at the latest: who opened before that has a history to show.
		if a.Opened != 0 && a.Opened.Month() < last {
			j.require(false, "/history", "截至申请前一个月的逐月缴存记录", "the history, month by month, to the month before the application")
		}
		return
	}
	for i, m := range a.History {
		at := func(field string) string { return "/history/" + strconv.Itoa(i) + field }
		if m.Month == 0 {
			continue // refused where it was read
		}
		if m.Amount.Given && m.Status != Missed && m.Amount.Value.IsZero() {
			j.refuse(fault.NotPositive, at("/amount"), "what", say("已缴月份的金额", "the amount of a month that was paid"), "value", m.Amount.Value)
		}
		if i == 0 || a.History[i-1].Month == 0 {
			continue
		}
		switch before := a.History[i-1].Month; {
		case m.Month == before:
			j.refuse(fault.DuplicateMonth, at("/month"), "month", m.Month)
		case m.Month < before:
			j.refuse(fault.NotInOrder, at("/month"), "value", m.Month, "before", before)
		case m.Month > before.Add(1):
			j.refuse(fault.MonthGap, at("/month"), "month", m.Month, "missing", before.Add(1))
		}
	}
	if end := a.History[len(a.History)-1].Month; end != 0 && end != last {
		j.refuse(fault.HistoryEnd, "/history/"+strconv.Itoa(len(a.History)-1)+"/month", "month", end, "last", last)
	}
}

func (j *judging) require(given bool, field, zh, en string) bool {
	if !given {
		j.refuse(fault.Required, field, "what", say(zh, en))
	}
	return given
}

func (j *judging) refuse(code fault.Code, field string, pairs ...any) {
	j.faults.Add(fault.New(code, field, pairs...))
}
