package api

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
	"fenhao/calc/procedure"
)

// Deadlines are the events of a city after which something is due.
type Deadlines struct {
	City      string     `json:"city" example:"urumqi"`
	On        string     `json:"on" example:"2026-10-01"`
	Deadlines []Deadline `json:"deadlines"`
	Ruleset   string     `json:"ruleset"`
	Guides    string     `json:"guides"`
}

// Deadline is by when something is due after an event.
type Deadline struct {
	Event       string  `json:"event" example:"employer_registered"`
	Who         string  `json:"who" enums:"employer,person,agency" example:"employer"`
	Duty        string  `json:"duty" example:"到分中心或管理部办理缴存登记和账户设立"`
	CountedFrom string  `json:"counted_from" example:"单位设立之日"`
	CountedIn   string  `json:"counted_in" enums:"days,workdays,months,day_of_month,month_day" example:"days"`
	Value       *string `json:"value" extensions:"x-nullable" example:"30"` // how many, or which day; null: no value is known
	Key         string  `json:"key" example:"housing_fund.register.deadline"`
	Rule        string  `json:"rule" example:"UR-7"`
	Place       string  `json:"place" example:"urumqi"` // whose rule it is
}

// DeadlineRequest asks by when something is due.
type DeadlineRequest struct {
	City      Word              `json:"city" swaggertype:"string" example:"urumqi"`
	Event     Word              `json:"event" swaggertype:"string" example:"employer_registered"`
	On        Word              `json:"on" swaggertype:"string" example:"2026-08-03"` // the day of the event
	KnownOn   Word              `json:"known_on" swaggertype:"string" example:"2026-11-01"`
	Overrides []OverrideRequest `json:"overrides"` // what-ifs on the policy book
}

// DeadlineAnswer says by when, by which rule, and what being late costs.
type DeadlineAnswer struct {
	City        string      `json:"city" example:"urumqi"`
	Event       string      `json:"event" example:"employer_registered"`
	On          string      `json:"on" example:"2026-08-03"`
	Due         *string     `json:"due" extensions:"x-nullable" example:"2026-09-02"` // the last day in time; null: not known
	Opens       *string     `json:"opens" extensions:"x-nullable"`                    // the first day of a window
	Earliest    *string     `json:"earliest" extensions:"x-nullable"`                 // of "1 to 2 working days", the first
	Effective   *string     `json:"effective" extensions:"x-nullable"`                // from when the result is in force
	Days        *int        `json:"days" extensions:"x-nullable" example:"30"`
	CountedIn   string      `json:"counted_in" enums:"days,workdays,months,day_of_month,month_day" example:"days"`
	CountedFrom string      `json:"counted_from" example:"单位设立之日"`
	Who         string      `json:"who" enums:"employer,person,agency" example:"employer"`
	Duty        string      `json:"duty"`
	RestDay     *bool       `json:"rest_day" extensions:"x-nullable" example:"false"` // the due day is a day of rest; null: not known
	NextWorkday *string     `json:"next_workday" extensions:"x-nullable"`             // the first working day after a due day of rest
	LateFrom    *string     `json:"late_from" extensions:"x-nullable" example:"2026-09-03"`
	Fine        *FineRange  `json:"fine,omitempty"`          // as it stands on the first late day
	Further     []FineRange `json:"further_fines,omitempty"` // for others than the first
	Sanction    *Said       `json:"sanction,omitempty"`      // what else follows
	Notes       []Said      `json:"notes"`
	Rule        string      `json:"rule" example:"UR-7"`
	Place       string      `json:"place" example:"urumqi"` // whose rule it is
	Because     []Parameter `json:"because"`
	Warnings    []Warning   `json:"warnings"`
	Ruleset     string      `json:"ruleset"`
	Guides      string      `json:"guides"`
}

// FineRange is the lowest and the highest fine.
type FineRange struct {
	Min  string `json:"min" example:"50000.00"`
	Max  string `json:"max" example:"300000.00"`
	Unit string `json:"unit" enums:"yuan,times" example:"yuan"`
	On   string `json:"on" example:"单位"` // whom it hits
	From string `json:"from" example:"2026-09-20"`
	Rule string `json:"rule" example:"UR-26"`
}

// getDeadlines lists the deadlines of a city.
//
//	@Summary		期限目录 · The deadlines of a city
//	@Description	本市规定优先，其次为全国规定。value 为 on 当日有效的数值。
//	@Description	The city's own rule first, else the national one. `value` is what holds on the day `on`.
//	@Tags			procedures
//	@Produce		json
//	@Param			city	path		string	true	"城市 · city"					default(urumqi)
//	@Param			on		query		string	false	"日期，不填即今天 · day, today if absent"	default(2026-10-01)
//	@Param			lang	query		string	false	"语言 · language"				Enums(zh, en)
//	@Success		200		{object}	Deadlines
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/cities/{city}/deadlines [get]
func (s *service) getDeadlines(c *gin.Context) {
	one, ok := s.cityOf(c)
	if !ok || !queryOf(c, "on") {
		return
	}
	var f form
	on := f.date(queryWord(c, "on"), "/on")
	if err := f.faults.Err(); err != nil {
		refuse(c, err)
		return
	}
	if on == 0 {
		on = s.today()
	}
	sendJSON(c, s.deadlines(one.place, on, language(c)))
}

func (s *service) deadlines(place *policy.Place, on civil.Date, l lang.Lang) Deadlines {
	snapshot := s.book.On(place, on)
	out := Deadlines{City: place.ID, On: on.String(), Ruleset: s.book.Hash(), Guides: s.guides.Hash()}
	for _, d := range s.guides.Deadlines(place) {
		out.Deadlines = append(out.Deadlines, describeDeadline(d, snapshot, l))
	}
	return out
}

func describeDeadline(d *procedure.Deadline, s *policy.Snapshot, l lang.Lang) Deadline {
	out := Deadline{Event: d.Event, Who: d.Who, Duty: d.Duty.In(l), CountedFrom: d.CountedFrom.In(l), CountedIn: string(d.CountedIn()),
		Key: d.Key.String(), Rule: d.Rule, Place: d.Place}
	if e := s.Entry(d.Key.Key); e != nil {
		v := e.Format(l)
		out.Value = &v
	}
	return out
}

// postDeadlines works a deadline out.
//
//	@Summary		最迟哪一天 · By when something is due
//	@Description	事件当日不计入，从次日起算；按工作日的，依国务院办公厅的年度放假通知数，没有通知的年份不猜（due 为 null，警告 holiday_unknown）。每月、每年的截止日给出当日或其后最近的一个。期限落在休息日的，给出的仍是严格的那一天，另列其后首个工作日。罚款取逾期首日有效的幅度。
//	@Description	The day of the event does not count. Working days follow the yearly notice of the State Council; in a year without one nothing is guessed (due is null, warning holiday_unknown). A monthly or yearly day is this one or the next to come. A due day of rest is given as it is, with the first working day after it beside it. Fines are those in force on the first late day.
//	@Tags			procedures
//	@Accept			json
//	@Produce		json
//	@Param			request	body		DeadlineRequest	true	"问题 · the question"
//	@Param			lang	query		string			false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	DeadlineAnswer
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem	"没有这个城市 · unknown city"
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/deadlines [post]
func (s *service) postDeadlines(c *gin.Context) {
	answer(c, s.deadline)
}

// deadline answers a DeadlineRequest. The error holds faults.
func (s *service) deadline(r *DeadlineRequest, l lang.Lang) (any, error) {
	var f form
	place := s.place(&f, r.City)
	on := civil.Date(0)
	if f.require(r.On.leaf, "/on", eventDayText) {
		on = f.date(r.On, "/on")
	}
	book, calendar := s.book, s.guides.Calendar
	if known := f.date(r.KnownOn, "/known_on"); known != 0 {
		book, calendar = book.KnownOn(known), calendar.KnownOn(known)
	}
	overrides := f.overrides(r.Overrides)
	var d *procedure.Deadline
	if f.require(r.Event.leaf, "/event", eventText) && place != nil {
		var ok bool
		if d, ok = s.guides.Deadline(place, r.Event.text); !ok {
			f.refuse(fault.NotOneOf, "/event", "value", shorten(r.Event.text), "choices", s.events(place))
		}
	}
	if err := f.faults.Err(); err != nil {
		return nil, err
	}
	due, faults := d.Work(calendar, snapshots(book, place, overrides), on)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return s.deadlineAnswer(place, &due, l), nil
}

var (
	eventDayText = lang.Text{ZH: "事件的日期", EN: "the day of the event"}
	eventText    = lang.Text{ZH: "事件", EN: "the event"}
)

// events are the ids of a place's events, for messages.
func (s *service) events(place *policy.Place) string {
	var ids []string
	for _, d := range s.guides.Deadlines(place) {
		ids = append(ids, d.Event)
	}
	return strings.Join(ids, ", ")
}

func (s *service) deadlineAnswer(place *policy.Place, r *procedure.Due, l lang.Lang) DeadlineAnswer {
	d := r.Deadline
	out := DeadlineAnswer{
		City: place.ID, Event: d.Event, On: r.On.String(), Due: dateOf(r.Due), Opens: dateOf(r.Opens), Earliest: dateOf(r.Earliest), Effective: dateOf(r.Effective),
		CountedIn: string(d.CountedIn()), CountedFrom: d.CountedFrom.In(l), Who: d.Who, Duty: d.Duty.In(l), NextWorkday: dateOf(r.NextWork),
		LateFrom: dateOf(r.LateFrom), Notes: said(d.Notes, l), Rule: d.Rule, Place: d.Place, Ruleset: s.book.Hash(), Guides: s.guides.Hash(),
	}
	if n := d.CountedIn(); n == procedure.Days || n == procedure.Workdays {
		out.Days = &r.N
	}
	if r.Rest != procedure.Unknown {
		rest := r.Rest == procedure.Yes
		out.RestDay = &rest
	}
	for _, fine := range r.Fines {
		out.Further = append(out.Further, FineRange{fine.Min.Format(l), fine.Max.Format(l), fine.Unit(), fine.Penalty.On.In(l), fine.Min.From.String(), fine.Penalty.Rule})
	}
	if len(out.Further) > 0 {
		out.Fine, out.Further = &out.Further[0], out.Further[1:]
	}
	if r.Sanction != nil {
		out.Sanction = &Said{r.Sanction.Format(l), d.Sanction.Rule}
	}
	onDay, late := r.Used()
	out.Because = append(because(r.Then, onDay, l), because(r.Late, late, l)...)
	out.Warnings = append(warningsOf(r.Then, onDay, l), warningsOf(r.Late, late, l)...)
	if r.Year != 0 {
		out.Warnings = append(out.Warnings, holidayUnknown(r.Year, l))
	}
	if r.Rest == procedure.Yes {
		out.Warnings = append(out.Warnings, Warning{Code: "assumed", Message: strictDay(r, l)})
	}
	out.Warnings = slices.Compact(out.Warnings)
	return out
}

// strictDay says that the due day is a day of rest and was left where it is.
func strictDay(r *procedure.Due, l lang.Lang) string {
	next := lang.Text{}
	if r.NextWork != 0 {
		next = lang.Text{ZH: "其后首个工作日为 " + r.NextWork.String() + "。", EN: " The first working day after it is " + r.NextWork.String() + "."}
	}
	t := lang.Text{
		ZH: fmt.Sprintf("%s 是休息日；规定没有说期限顺延，这里给出严格的那一天。%s", r.Due, next.ZH),
		EN: fmt.Sprintf("%s is a day of rest; the rules do not say that the day moves, and the strict one is given.%s", r.Due, next.EN),
	}
	return t.In(l)
}

// because are the parameters an answer rests on.
func because(s *policy.Snapshot, keys []policy.Key, l lang.Lang) []Parameter {
	out := []Parameter{}
	for _, k := range keys {
		if e := s.Entry(k); e != nil {
			out = append(out, full(e, s.Carried(k) != policy.NotCarried, l))
		}
	}
	return out
}

// warningsOf are the warnings parameters carry.
func warningsOf(s *policy.Snapshot, keys []policy.Key, l lang.Lang) []Warning {
	c := contribution.NewCollector(s)
	c.Use(keys...)
	out := []Warning{}
	for _, w := range c.Warnings() {
		one := Warning{Code: w.Code, Message: w.Text().In(l)}
		if w.Key != policy.None {
			one.Key = w.Key.String()
		}
		out = append(out, one)
	}
	return out
}

func dateOf(d civil.Date) *string {
	if d == 0 {
		return nil
	}
	s := d.String()
	return &s
}

// Due answers the body of a POST /deadlines without a service. The error holds faults, see [NewProblem].
func Due(b *policy.Book, body []byte, l lang.Lang) ([]byte, error) {
	return asked(body, l, newService(Options{Book: b}).deadline)
}

// DeadlinesOf answers GET /cities/{city}/deadlines without a service.
func DeadlinesOf(b *policy.Book, city string, on civil.Date, l lang.Lang) ([]byte, error) {
	s := newService(Options{Book: b})
	one, err := s.cityNamed(city)
	if err != nil {
		return nil, err
	}
	return json.Marshal(s.deadlines(one.place, on, l))
}
