package api

import (
	"fmt"
	"time"

	"github.com/gin-gonic/gin"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
	"fenhao/calc/procedure"
)

// CheckRequest asks whether something can be done at an instant.
type CheckRequest struct {
	City      Word `json:"city" swaggertype:"string" example:"wuxi"`
	Procedure Word `json:"procedure" swaggertype:"string" example:"self_contribution"`
	Channel   Word `json:"channel" swaggertype:"string" example:"wechat"` // absent: the first one
	At        Word `json:"at" swaggertype:"string" example:"2026-08-17T16:20:00+08:00"`
	KnownOn   Word `json:"known_on" swaggertype:"string" example:"2026-11-01"` // only holiday notices published by this day
}

// CheckAnswer says whether it is open, and when next.
type CheckAnswer struct {
	City      string    `json:"city" example:"wuxi"`
	Procedure string    `json:"procedure" example:"self_contribution"`
	Channel   string    `json:"channel" example:"wechat"`
	At        string    `json:"at" example:"2026-08-17T16:20:00+08:00"`                                // in Beijing time
	Open      *bool     `json:"open" extensions:"x-nullable" example:"false"`                          // null: not known
	NextOpen  *string   `json:"next_open" extensions:"x-nullable" example:"2026-08-18T08:30:00+08:00"` // if it is closed and this is known
	Closes    *string   `json:"closes" extensions:"x-nullable"`                                        // if it is open and not at all hours
	Hours     Hours     `json:"hours"`
	Rule      string    `json:"rule" example:"WX-2.2e"`
	Warnings  []Warning `json:"warnings"`
	Ruleset   string    `json:"ruleset"`
	Guides    string    `json:"guides"`
}

// postCheck says whether something can be done at an instant.
//
//	@Summary		现在能不能办，下次何时能办 · Is it open now, and when next
//	@Description	at 为 RFC 3339 时刻，自带时区偏移，换算成北京时间再判断。起点在内、终点在外：8:30–16:15 即 8:30:00 起开放，16:15:00 整已关闭。工作日按国务院办公厅的年度放假通知；没有通知的年份不猜（open 为 null，警告 holiday_unknown）。没有文件给出时间的渠道如实说不知道（value_unknown）；服务开通以前为关闭（not_in_force）。
//	@Description	`at` is an RFC 3339 instant; its own offset is converted to Beijing time. From the first second up to the last: "8:30–16:15" is open at 08:30:00 and closed at 16:15:00 sharp. Working days follow the yearly notice of the State Council; in a year without one nothing is guessed (open is null, warning holiday_unknown). Where no document gives the hours the answer says so (value_unknown); before the service began it is closed (not_in_force).
//	@Tags			procedures
//	@Accept			json
//	@Produce		json
//	@Param			request	body		CheckRequest	true	"问题 · the question"
//	@Param			lang	query		string			false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	CheckAnswer
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem	"没有这个城市或指南 · unknown city or procedure"
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/procedures/check [post]
func (s *service) postCheck(c *gin.Context) {
	answer(c, s.check)
}

// check answers a CheckRequest. The error holds faults.
func (s *service) check(r *CheckRequest, l lang.Lang) (any, error) {
	var f form
	at := f.moment(r.At, "/at")
	known := f.date(r.KnownOn, "/known_on")
	place := s.place(&f, r.City)
	var p *procedure.Procedure
	var way *procedure.Channel
	if f.require(r.Procedure.leaf, "/procedure", procedureText) && place != nil {
		var ok bool
		if p, ok = s.guides.Of(place.ID).Find(r.Procedure.text); !ok {
			f.refuse(fault.UnknownID, "/procedure", "id", shorten(r.Procedure.text))
		} else if way, ok = p.Channel(r.Channel.text); !ok {
			f.refuse(fault.NotOneOf, "/channel", "value", shorten(r.Channel.text), "choices", channelIDs(p))
		}
	}
	if err := f.faults.Err(); err != nil {
		return nil, err
	}
	calendar := s.guides.Calendar
	if known != 0 {
		calendar = calendar.KnownOn(known)
	}
	o := way.Hours.Check(calendar, at, s.guides.Of(place.ID).Source.InForce.Date)
	out := CheckAnswer{
		City: place.ID, Procedure: p.ID, Channel: way.ID, At: instant(at), Hours: hoursOf(way.Hours, l), Rule: way.Rule,
		Warnings: []Warning{}, Ruleset: s.book.Hash(), Guides: s.guides.Hash(),
	}
	if way.Hours == nil {
		out.Warnings = append(out.Warnings, Warning{Code: "value_unknown", Message: hoursUnknown.In(l)})
	} else {
		out.Rule = way.Hours.Rule
	}
	switch o.Open {
	case procedure.Yes, procedure.No:
		yes := o.Open == procedure.Yes
		out.Open = &yes
	}
	out.NextOpen, out.Closes = instantOf(o.Next), instantOf(o.Closes)
	if o.Year != 0 {
		out.Warnings = append(out.Warnings, holidayUnknown(o.Year, l))
	}
	if o.NotBegun {
		out.Warnings = append(out.Warnings, Warning{Code: "not_in_force", Message: notBegun.In(l)})
	}
	return out, nil
}

var (
	procedureText = lang.Text{ZH: "办事项目", EN: "the procedure"}
	atText        = lang.Text{ZH: "时刻", EN: "the instant"}
	hoursUnknown  = lang.Text{ZH: "没有文件给出这里的办理时间。", EN: "No document gives the hours of this place."}
	notBegun      = lang.Text{ZH: "该服务当时尚未开通。", EN: "The service had not begun by then."}
	allHours      = lang.Text{ZH: "7×24小时", EN: "at all hours"}
)

func holidayUnknown(year int, l lang.Lang) Warning {
	t := lang.Text{
		ZH: fmt.Sprintf("%d年的放假通知尚未公布或未收录，工作日未知，不按普通周末推算。", year),
		EN: fmt.Sprintf("The holiday notice of %d is not yet published or not in the calendar; working days are unknown, and plain weekends are not a guess we make.", year),
	}
	return Warning{Code: "holiday_unknown", Message: t.In(l)}
}

// Check answers the body of a POST /procedures/check without a service. The error holds faults, see [NewProblem].
func Check(b *policy.Book, body []byte, l lang.Lang) ([]byte, error) {
	return asked(body, l, newService(Options{Book: b}).check)
}

// today is the day in Beijing.
func (s *service) today() civil.Date { return dayOf(s.now().In(beijing)) }

var beijing = time.FixedZone("CST", 8*60*60)

func dayOf(t time.Time) civil.Date {
	y, m, d := t.Date()
	return civil.DateOf(y, int(m), d)
}

// moment reads an RFC 3339 instant as Beijing time.
func (f *form) moment(w Word, at string) (m procedure.Moment) {
	if !f.require(w.leaf, at, atText) {
		return m
	}
	t, err := time.Parse(time.RFC3339, w.text)
	t = t.In(beijing)
	if err != nil || t.Year() < civil.FirstYear || t.Year() > civil.LastYear {
		f.refuse(fault.NotInstant, at, "value", shorten(w.text))
		return m
	}
	return procedure.Moment{Day: dayOf(t), Time: procedure.Clock(t.Hour()*3600 + t.Minute()*60 + t.Second())}
}

func instant(m procedure.Moment) string {
	return fmt.Sprintf("%sT%02d:%02d:%02d+08:00", m.Day, m.Time/3600, m.Time/60%60, m.Time%60)
}

func instantOf(m procedure.Moment) *string {
	if m.Day == 0 {
		return nil
	}
	s := instant(m)
	return &s
}
