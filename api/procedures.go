package api

import (
	"fmt"
	"slices"

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
