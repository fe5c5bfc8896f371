package api

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/gin-gonic/gin"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
	"fenhao/calc/procedure"
)

// getCalendar is the year of a city as a file for calendar programs.
//
//	@Summary		期限日历（iCalendar）· The year's deadlines as .ics
//	@Description	每月扣款、汇缴日，结息、基数调整和申请期；只有政策库确知的日子，没有假设的，也没有超过来源所述有效期的。同一问题得到的文件逐字节相同。
//	@Description	Monthly debit and remittance days, settlement, adjustment, windows; only what the book knows: no assumed days, none beyond the end a source states. The same question gives the same file, byte for byte.
//	@Tags			procedures
//	@Produce		text/calendar
//	@Param			city	path		string	true	"城市 · city"							default(urumqi)
//	@Param			year	query		int		false	"年份，不填即今年 · year, this one if absent"	default(2026)
//	@Param			lang	query		string	false	"语言 · language"						Enums(zh, en)
//	@Success		200		{string}	string	"iCalendar"
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/cities/{city}/calendar.ics [get]
func (s *service) getCalendar(c *gin.Context) {
	one, ok := s.cityOf(c)
	if !ok || !queryOf(c, "year") {
		return
	}
	year := s.now().In(beijing).Year()
	if w := queryWord(c, "year"); w.given {
		var err error
		if year, err = yearOf(w.text); err != nil {
			refuse(c, err)
			return
		}
	}
	l := language(c)
	c.Header("Content-Disposition", fmt.Sprintf(`attachment; filename="fenhao-%s-%d.ics"`, one.place.ID, year))
	sendCacheable(c, "text/calendar; charset=utf-8", []byte(s.calendar(one, year, l)))
}

// yearOf reads "2026".
func yearOf(text string) (int, error) {
	year, err := strconv.Atoi(text)
	if err != nil || len(text) != 4 || year < civil.FirstYear || year >= civil.LastYear {
		return 0, fault.New(fault.OutOfRange, "/year", "what", yearText, "value", shorten(text), "min", civil.FirstYear, "max", civil.LastYear-1)
	}
	return year, nil
}

// Calendar answers GET /cities/{city}/calendar.ics without a service. The error holds faults, see [NewProblem].
func Calendar(b *policy.Book, city, year string, l lang.Lang) (string, error) {
	s := newService(Options{Book: b})
	one, err := s.cityNamed(city)
	if err != nil {
		return "", err
	}
	n, err := yearOf(year)
	if err != nil {
		return "", err
	}
	return s.calendar(one, n, l), nil
}

var yearText = lang.Text{ZH: "年份", EN: "the year"}

// calendar writes the file. Stamps are the day the place was last checked, not the clock: the file changes when the book does.
func (s *service) calendar(one city, year int, l lang.Lang) string {
	name := lang.Text{ZH: fmt.Sprintf("%s %d 公积金与社保期限", one.place.Name.ZH, year), EN: fmt.Sprintf("%s %d: housing fund and social insurance", one.place.Name.EN, year)}
	cal := ics.NewCalendarFor("fenhao")
	cal.SetMethod(ics.MethodPublish)
	cal.SetCalscale("GREGORIAN")
	cal.SetXWRCalName(name.In(l))
	stamp := midnight(one.place.Checked)
	for _, o := range s.guides.Year(s.book, one.place, year) {
		d := o.Deadline
		e := cal.AddEvent(fmt.Sprintf("%s-%s-%s@fenhao", one.place.ID, d.Event, o.Day))
		e.SetDtStampTime(stamp)
		first := o.Day
		if o.Opens != 0 {
			first = o.Opens
		}
		e.SetAllDayStartAt(midnight(first))
		e.SetAllDayEndAt(midnight(o.Day.AddDays(1))) // the end of an all-day event is the day after it
		e.SetSummary(d.Duty.In(l))
		e.SetDescription(occurrenceText(o, l))
		e.SetTimeTransparency(ics.TransparencyTransparent)
	}
	return cal.Serialize(ics.WithNewLineWindows)
}

func occurrenceText(o procedure.Occurrence, l lang.Lang) string {
	d := o.Deadline
	parts := []lang.Text{{ZH: "依据：" + d.Rule, EN: "Rule: " + d.Rule}}
	switch o.Rest {
	case procedure.Yes:
		parts = append(parts, lang.Text{ZH: "当天是休息日；规定没有说顺延，请提前。", EN: "This is a day of rest; the rules do not say that it moves: be early."})
	case procedure.Unknown:
		parts = append(parts, lang.Text{ZH: "当年放假通知尚未公布或未收录，不知是否休息日。", EN: "The year's holiday notice is not published or not in the calendar; whether this is a day of rest is unknown."})
	}
	for _, n := range d.Notes {
		parts = append(parts, n.Text)
	}
	lines := make([]string, len(parts))
	for i, p := range parts {
		lines[i] = p.In(l)
	}
	return strings.Join(lines, "\n")
}

func midnight(d civil.Date) time.Time {
	y, m, day := d.Parts()
	return time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
}
