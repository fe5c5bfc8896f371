package api

import (
	"fmt"
	"slices"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
	"fenhao/calc/procedure"
)

// Procedures are what can be done in a city, as its document describes it.
type Procedures struct {
	City       string             `json:"city" example:"wuxi"`
	Procedures []ProcedureSummary `json:"procedures"`
	Source     *GuideSource       `json:"source,omitempty"` // the document the guides were written from
	Ruleset    string             `json:"ruleset"`
	Guides     string             `json:"guides"` // content hash of the guides
}

// ProcedureSummary is one thing that can be done.
type ProcedureSummary struct {
	ID    string   `json:"id" example:"open_account"`
	Name  string   `json:"name" example:"灵活就业人员开户"`
	Rule  string   `json:"rule" example:"WX-2.1d"`
	Rules []string `json:"rules" example:"WX-2.1d,WX-1"` // all rules its sentences come from
	Hours Hours    `json:"hours"`
}

// Procedure is a guide: who, with what, where, when and how. Nothing in it is said without a rule.
type Procedure struct {
	City      string       `json:"city" example:"wuxi"`
	ID        string       `json:"id" example:"open_account"`
	Name      string       `json:"name" example:"灵活就业人员开户"`
	Rule      string       `json:"rule" example:"WX-2.1d"`
	Rules     []string     `json:"rules" example:"WX-2.1d,WX-1"`
	Who       []Said       `json:"who"`
	Documents []Said       `json:"documents"`
	Steps     []Said       `json:"steps"` // those of the first channel, where each channel has its own
	Channels  []Channel    `json:"channels"`
	Hours     Hours        `json:"hours"` // of the first channel
	Hotlines  []Hotline    `json:"hotlines"`
	Deadlines []Deadline   `json:"deadlines"` // to be worked out by POST /deadlines
	Result    []Said       `json:"result"`
	NotHere   []Said       `json:"not_here"` // what cannot be done in this way, and where it can
	Notes     []Said       `json:"notes"`
	Source    *GuideSource `json:"source,omitempty"`
	Ruleset   string       `json:"ruleset"`
	Guides    string       `json:"guides"`
}

// Said is a sentence of a guide and the rule it comes from.
type Said struct {
	Text string `json:"text" example:"按提示刷脸认证；认证通过，账户即设立。"`
	Rule string `json:"rule" example:"WX-2.1d"`
}

// Channel is a place or a way to do something.
type Channel struct {
	ID    string `json:"id" example:"wechat"`
	Name  string `json:"name" example:"“无锡公积金”微信公众号"`
	Rule  string `json:"rule" example:"WX-1"`
	Hours Hours  `json:"hours"`
	Steps []Said `json:"steps"`
}

// Hours are when a channel is open, Beijing time. It is open from `from`, and closed from `until` on.
type Hours struct {
	Known  bool   `json:"known"` // false: no document gives them
	Always bool   `json:"always,omitzero"`
	Days   string `json:"days,omitempty" enums:"workdays,every" example:"workdays"`
	From   string `json:"from,omitempty" example:"08:30"`
	Until  string `json:"until,omitempty" example:"16:15"`
	Text   string `json:"text" example:"工作日 08:30 至 16:15"`
	Rule   string `json:"rule,omitempty" example:"WX-2.2e"`
}

// Hotline is a number to call.
type Hotline struct {
	Number string `json:"number" example:"12329"`
	About  string `json:"about" example:"住房公积金服务热线"`
	Rule   string `json:"rule" example:"UR-24"`
}

// GuideSource is the document a guide was written from.
type GuideSource struct {
	Title     string `json:"title"`
	Number    string `json:"number,omitempty"`
	Issuer    string `json:"issuer,omitempty"`
	Published string `json:"published,omitempty" example:"2024-09-02"`
	InForce   string `json:"in_force,omitempty" example:"2024-09-01"`
	URL       string `json:"url,omitempty"`
	Grade     string `json:"grade" example:"A"`
}

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

// getProcedures lists what can be done in a city.
//
//	@Summary		办事指南目录 · What can be done in a city
//	@Description	由原文整理的办事指南；rules 是其中每句话依据的条款。没有指南的城市给出空列表。
//	@Description	Guides written from the documents; `rules` are those its sentences come from. A city without guides has an empty list.
//	@Tags			procedures
//	@Produce		json
//	@Param			city	path		string	true	"城市 · city"		default(wuxi)
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	Procedures
//	@Failure		404		{object}	Problem
//	@Router			/cities/{city}/procedures [get]
func (s *service) getProcedures(c *gin.Context) {
	one, ok := s.cityOf(c)
	if !ok || !queryOf(c) {
		return
	}
	sendJSON(c, s.procedures(one.place, language(c)))
}

func (s *service) procedures(place *policy.Place, l lang.Lang) Procedures {
	out := Procedures{City: place.ID, Procedures: []ProcedureSummary{}, Ruleset: s.book.Hash(), Guides: s.guides.Hash()}
	if g := s.guides.Of(place.ID); g != nil {
		out.Source = guideSource(g.Source)
		for _, p := range g.Procedures {
			out.Procedures = append(out.Procedures, ProcedureSummary{p.ID, p.Name.In(l), p.Rule, p.Rules(), hoursOf(p.Channels[0].Hours, l)})
		}
	}
	return out
}

// getProcedure shows a guide.
//
//	@Summary		一项办事指南 · One guide
//	@Description	对象、材料、步骤、渠道、时间、热线、期限、结果，以及不能办的和改到哪里办；每句都带条款编号。
//	@Description	Who, documents, steps, channels, hours, hotlines, deadlines, result, and what is not possible here and where it is; each sentence with its rule.
//	@Tags			procedures
//	@Produce		json
//	@Param			city	path		string	true	"城市 · city"			default(wuxi)
//	@Param			id		path		string	true	"指南 · procedure"	default(open_account)
//	@Param			lang	query		string	false	"语言 · language"		Enums(zh, en)
//	@Success		200		{object}	Procedure
//	@Failure		404		{object}	Problem
//	@Router			/cities/{city}/procedures/{id} [get]
func (s *service) getProcedure(c *gin.Context) {
	one, ok := s.cityOf(c)
	if !ok || !queryOf(c) {
		return
	}
	out, err := s.procedure(one.place, c.Param("id"), language(c))
	if err != nil {
		refuse(c, err)
		return
	}
	sendJSON(c, out)
}

func (s *service) procedure(place *policy.Place, id string, l lang.Lang) (Procedure, error) {
	g := s.guides.Of(place.ID)
	p, found := g.Find(id)
	if !found {
		return Procedure{}, fault.New(fault.UnknownID, "", "id", shorten(id))
	}
	out := Procedure{
		City: place.ID, ID: p.ID, Name: p.Name.In(l), Rule: p.Rule, Rules: p.Rules(),
		Who: said(p.Who, l), Documents: said(p.Documents, l), Steps: said(p.Steps, l), Result: said(p.Result, l), NotHere: said(p.NotHere, l), Notes: said(p.Notes, l),
		Hours: hoursOf(p.Channels[0].Hours, l), Source: guideSource(g.Source), Ruleset: s.book.Hash(), Guides: s.guides.Hash(),
	}
	for _, way := range p.Channels {
		out.Channels = append(out.Channels, Channel{way.ID, way.Name.In(l), way.Rule, hoursOf(way.Hours, l), said(way.Steps, l)})
		if len(out.Steps) == 0 {
			out.Steps = said(way.Steps, l)
		}
	}
	for _, h := range p.Hotlines {
		out.Hotlines = append(out.Hotlines, Hotline{h.Number, h.About.In(l), h.Rule})
	}
	snapshot := s.book.On(place, s.today())
	for _, event := range p.Deadlines {
		if d, ok := s.guides.Deadline(place, event); ok {
			out.Deadlines = append(out.Deadlines, describeDeadline(d, snapshot, l))
		}
	}
	return out, nil
}

// postCheck says whether something can be done at an instant.
//
//	@Summary		现在能不能办，下次何时能办 · Is it open now, and when next
//	@Description	at 为 RFC 3339 时刻，自带时区偏移，换算成北京时间再判断。起点在内、终点在外：8:30–16:15 即 8:30:00 起开放，16:15:00 整已关闭。工作日按国务院办公厅的年度放假通知；没有通知的年份不猜（open 为 null，警告 holiday_unknown）。没有文件给出时间的渠道如实说不知道（value_unknown）。
//	@Description	`at` is an RFC 3339 instant; its own offset is converted to Beijing time. From the first second up to the last: "8:30–16:15" is open at 08:30:00 and closed at 16:15:00 sharp. Working days follow the yearly notice of the State Council; in a year without one nothing is guessed (open is null, warning holiday_unknown). Where no document gives the hours the answer says so (value_unknown).
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

// answer reads a request, has it answered, and sends the answer or the problem.
func answer[Q any](c *gin.Context, ask func(*Q, lang.Lang) (any, error)) {
	var q Q
	err := read(c.Request, maxBody, &q)
	var out any
	if err == nil {
		out, err = ask(&q, language(c))
	}
	if err != nil {
		refuse(c, err)
		return
	}
	body, err := json.Marshal(out)
	if err != nil {
		panic(err) // our own types
	}
	sendAnswer(c, body)
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

func hoursOf(h *procedure.Hours, l lang.Lang) Hours {
	switch {
	case h == nil:
		return Hours{Text: hoursUnknown.In(l)}
	case h.Always:
		return Hours{Known: true, Always: true, Text: allHours.In(l), Rule: h.Rule}
	}
	out := Hours{Known: true, Days: "every", From: clock(h.From), Until: clock(h.Until), Rule: h.Rule}
	days := lang.Text{ZH: "每日", EN: "every day"}
	if h.Workdays {
		out.Days, days = "workdays", lang.Text{ZH: "工作日", EN: "working days"}
	}
	t := lang.Text{ZH: days.ZH + " " + out.From + " 至 " + out.Until, EN: days.EN + " from " + out.From + " to " + out.Until}
	out.Text = t.In(l)
	return out
}

func clock(c procedure.Clock) string { return fmt.Sprintf("%02d:%02d", c/3600, c/60%60) }

func said(list []procedure.Sentence, l lang.Lang) []Said {
	out := make([]Said, len(list))
	for i, s := range list {
		out[i] = Said{s.Text.In(l), s.Rule}
	}
	return out
}

func channelIDs(p *procedure.Procedure) string {
	var ids choices[struct{}]
	for _, c := range p.Channels {
		ids = append(ids, choice[struct{}]{id: c.ID})
	}
	return ids.String()
}

func guideSource(s *procedure.Source) *GuideSource {
	if s == nil {
		return nil
	}
	return &GuideSource{s.Title, s.Number, s.Issuer, s.Published, s.InForce.String(), s.URL, s.Grade}
}

// snapshots is the book of a place as a request wants it: known on a day, with its what-ifs.
func snapshots(book *policy.Book, place *policy.Place, overrides []policy.Override) procedure.View {
	return func(on civil.Date) (*policy.Snapshot, fault.List) { return book.On(place, on).With(on, overrides) }
}

// Check answers the body of a POST /procedures/check without a service. The error holds faults, see [NewProblem].
func Check(b *policy.Book, body []byte, l lang.Lang) ([]byte, error) {
	return asked(body, l, newService(Options{Book: b}).check)
}

// Guides answers GET /cities/{city}/procedures without a service, or with an id that of /cities/{city}/procedures/{id}.
func Guides(b *policy.Book, city, id string, l lang.Lang) ([]byte, error) {
	s := newService(Options{Book: b})
	one, err := s.cityNamed(city)
	if err != nil {
		return nil, err
	}
	if id == "" {
		return json.Marshal(s.procedures(one.place, l))
	}
	out, err := s.procedure(one.place, id, l)
	if err != nil {
		return nil, err
	}
	return json.Marshal(out)
}

func (s *service) cityNamed(id string) (city, error) {
	i := slices.IndexFunc(s.cities, func(one city) bool { return one.place.ID == id })
	if i < 0 {
		return city{}, fault.New(fault.UnknownPlace, "", "place", shorten(id))
	}
	return s.cities[i], nil
}
