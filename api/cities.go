package api

import (
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// City is a city of the book.
type City struct {
	ID         string   `json:"id" example:"wuhan"`
	Code       string   `json:"code" example:"420100"` // GB/T 2260
	Name       string   `json:"name" example:"武汉市"`
	Schemes    []string `json:"schemes" example:"housing_fund,pension"`  // what can be calculated for an employee
	FirstMonth string   `json:"first_month,omitempty" example:"2025-07"` // the first month in which the fund or the insurances can be calculated in full
	Checked    string   `json:"checked" example:"2026-10-01"`            // the last day somebody confirmed that nothing newer is in force
	Grades     Grades   `json:"grades"`
}

// Grades counts, by grade, the values that hold on the last day checked and are the city's or its province's own: the nation's, which are
// the same everywhere, are left out.
type Grades struct {
	A int `json:"A" example:"12"`
	B int `json:"B" example:"20"`
	C int `json:"C" example:"3"`
	D int `json:"D" example:"5"`
	E int `json:"E" example:"1"`
}

// CityDetail is a city with its rules, and those it inherits.
type CityDetail struct {
	City
	Province string     `json:"province" example:"hubei"`
	Places   []Place    `json:"places"` // whose values hold here, nearest first: the city, its province, the nation
	Ruleset  string     `json:"ruleset"`
	Rules    []CityRule `json:"rules"`
}

// Place is a city, a province or the nation.
type Place struct {
	ID      string `json:"id" example:"hubei"`
	Name    string `json:"name" example:"湖北省"`
	Kind    string `json:"kind" enums:"city,province,nation" example:"province"`
	Checked string `json:"checked" example:"2026-10-01"`
}

// CityRule is an article in our words.
type CityRule struct {
	ID      string          `json:"id" example:"WH-2.3"`
	Place   string          `json:"place" example:"wuhan"`
	Text    string          `json:"text" example:"月缴存额＝缴存基数×单位与个人缴存比例之和"`
	Article string          `json:"article" example:"二（三）"`
	From    string          `json:"from,omitempty" example:"2024-05-01"` // since when it is known to hold, where that is said
	Source  ParameterSource `json:"source"`
}

// Parameters is what holds in a city on a day.
type Parameters struct {
	City       string      `json:"city" example:"wuhan"`
	On         string      `json:"on" example:"2026-08-01"`
	Parameters []Parameter `json:"parameters"`
	Ruleset    string      `json:"ruleset"`
}

// ParameterHistory is all that is known of one parameter.
type ParameterHistory struct {
	City    string      `json:"city" example:"wuhan"`
	Key     string      `json:"key" example:"housing_fund.base.ceiling"`
	Name    string      `json:"name" example:"缴存基数上限"`
	Scheme  string      `json:"scheme" example:"housing_fund"`
	Unit    string      `json:"unit" example:"yuan/month"`
	History []Parameter `json:"history"` // oldest first
	Ruleset string      `json:"ruleset"`
}

// city is what the list of cities needs to know, found out once at the start.
type city struct {
	place   *policy.Place
	schemes []string
	first   civil.Month
	grades  Grades
}

func (s *service) describe(c city, l lang.Lang) City {
	return City{ID: c.place.ID, Code: c.place.Code, Name: c.place.Name.In(l), Schemes: c.schemes, FirstMonth: c.first.String(), Checked: c.place.Checked.String(), Grades: c.grades}
}

// getCities lists the cities of the book.
//
//	@Summary		城市列表 · The cities of the book
//	@Description	按 id 排列。first_month 是公积金或五险能够完整计算的最早月份。Ordered by id; first_month is the first month in which the fund or the five insurances can be calculated in full.
//	@Tags			book
//	@Produce		json
//	@Param			lang	query	string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{array}	City
//	@Success		304		"未变 · unchanged (If-None-Match)"
//	@Router			/cities [get]
func (s *service) getCities(c *gin.Context) {
	if !queryOf(c) {
		return
	}
	l := language(c)
	out := make([]City, len(s.cities))
	for i, one := range s.cities {
		out[i] = s.describe(one, l)
	}
	sendJSON(c, out)
}

// getCity shows a city with its rules.
//
//	@Summary		一个城市及其规定 · A city and its rules
//	@Description	rules 包括所属省与全国的规定。Rules include those of the province and the nation.
//	@Tags			book
//	@Produce		json
//	@Param			city	path		string	true	"城市 · city"	example(wuhan)	default(wuhan)
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	CityDetail
//	@Failure		404		{object}	Problem
//	@Router			/cities/{city} [get]
func (s *service) getCity(c *gin.Context) {
	one, ok := s.cityOf(c)
	if !ok || !queryOf(c) {
		return
	}
	l := language(c)
	out := CityDetail{City: s.describe(one, l), Ruleset: s.book.Hash(), Rules: []CityRule{}}
	for p := one.place; p != nil; p = p.Parent {
		out.Places = append(out.Places, Place{ID: p.ID, Name: p.Name.In(l), Kind: string(p.Kind), Checked: p.Checked.String()})
		if p.Kind == policy.Province {
			out.Province = p.ID
		}
		for _, r := range p.Rules {
			rule := CityRule{ID: r.ID, Place: p.ID, Text: r.Text.In(l), Article: r.At, From: r.From.String()}
			if r.Source != nil {
				rule.Source = sourceOf(r.Source)
			}
			out.Rules = append(out.Rules, rule)
		}
	}
	sendJSON(c, out)
}

// getParameters lists what holds in a city on a day.
//
//	@Summary		某日有效的参数 · What holds on a day
//	@Description	不填 on 即今天。每个值都带来源、等级和起始日期；carried_forward 表示沿用。Without `on`: today. Every value carries its source, grade and first day.
//	@Tags			book
//	@Produce		json
//	@Param			city	path		string	true	"城市 · city"					default(wuhan)
//	@Param			on		query		string	false	"日期 · day"					default(2026-08-01)
//	@Param			scheme	query		string	false	"险种或公积金 · scheme"	Enums(housing_fund, pension, medical, unemployment, work_injury, maternity, insurance, tax, retirement, other)
//	@Param			lang	query		string	false	"语言 · language"				Enums(zh, en)
//	@Success		200		{object}	Parameters
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/cities/{city}/parameters [get]
func (s *service) getParameters(c *gin.Context) {
	one, ok := s.cityOf(c)
	if !ok || !queryOf(c, "on", "scheme") {
		return
	}
	var f form
	on := s.dayOf(&f, c, "on")
	scheme := choose(&f, queryWord(c, "scheme"), "/scheme", schemes)
	if err := f.faults.Err(); err != nil {
		refuse(c, err)
		return
	}
	l := language(c)
	snapshot := s.book.On(one.place, on)
	out := Parameters{City: one.place.ID, On: on.String(), Ruleset: s.book.Hash(), Parameters: []Parameter{}}
	for k := policy.Key(1); int(k) < policy.Keys; k++ {
		if e := snapshot.Entry(k); e != nil && (scheme == nil || k.Spec().Scheme == *scheme) {
			out.Parameters = append(out.Parameters, full(e, snapshot.Carried(k) != policy.NotCarried, l))
		}
	}
	sendJSON(c, out)
}

// getParameter shows the whole history of a parameter.
//
//	@Summary		一个参数的全部历史 · The whole history of a parameter
//	@Description	由早到晚；包括从省与全国继承的值。Oldest first; values inherited from the province and the nation included.
//	@Tags			book
//	@Produce		json
//	@Param			city	path		string	true	"城市 · city"		default(wuhan)
//	@Param			key		path		string	true	"参数 · parameter"	default(housing_fund.base.ceiling)
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	ParameterHistory
//	@Failure		404		{object}	Problem
//	@Router			/cities/{city}/parameters/{key} [get]
func (s *service) getParameter(c *gin.Context) {
	one, ok := s.cityOf(c)
	if !ok || !queryOf(c) {
		return
	}
	k, ok := policy.KeyOf(c.Param("key"))
	if !ok {
		refuse(c, fault.New(fault.UnknownParameter, "", "key", shorten(c.Param("key")), "place", one.place.ID))
		return
	}
	l := language(c)
	spec := k.Spec()
	out := ParameterHistory{City: one.place.ID, Key: spec.ID, Name: spec.Name.In(l), Scheme: spec.Scheme.String(), Unit: spec.Unit.String(),
		Ruleset: s.book.Hash(), History: []Parameter{}}
	for _, e := range s.book.History(one.place, k) {
		out.History = append(out.History, full(e, false, l))
	}
	sendJSON(c, out)
}

// cityOf is the city of the address; false has been answered.
func (s *service) cityOf(c *gin.Context) (city, bool) {
	id := c.Param("city")
	i, found := slices.BinarySearchFunc(s.cities, id, func(one city, id string) int { return strings.Compare(one.place.ID, id) })
	if !found {
		refuse(c, fault.New(fault.UnknownPlace, "", "place", shorten(id)))
		return city{}, false
	}
	return s.cities[i], true
}

var schemes = func() (out choices[*policy.Scheme]) {
	for i := range policy.Schemes {
		s := policy.Scheme(i)
		out = append(out, choice[*policy.Scheme]{s.String(), &s})
	}
	return out
}()

// queryOf refuses what the address asks beyond the given names: a mistyped name would silently mean "today" or "all".
func queryOf(c *gin.Context, names ...string) bool {
	if c.Request.URL.RawQuery == "" {
		return true
	}
	var faults fault.List
	for name, values := range c.Request.URL.Query() {
		switch {
		case name != "lang" && !slices.Contains(names, name):
			faults.Add(fault.New(fault.UnknownField, "/"+shorten(name), "name", shorten(name), "known", strings.Join(append(names, "lang"), ", ")))
		case len(values) > 1:
			faults.Add(fault.New(fault.DuplicateField, "/"+name, "name", name))
		}
	}
	if len(faults) > 0 {
		slices.SortFunc(faults, func(a, b fault.Error) int { return strings.Compare(a.Field, b.Field) })
		refuse(c, faults)
		return false
	}
	return true
}

func queryWord(c *gin.Context, name string) Word {
	text, given := c.GetQuery(name)
	return Word{leaf{text, given && text != ""}}
}

func sourceOf(s *policy.Source) ParameterSource {
	return ParameterSource{Title: s.Title, Number: s.Number, Published: s.Published, URL: s.URL, ReadVia: s.ReadVia}
}

// onePacket is what goes over a network at once anyway.
const onePacket = 1400

// sendJSON answers a reading request, in fewer bytes to who takes them: all that holds in a city is a tenth of its size.
func sendJSON(c *gin.Context, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	h := c.Writer.Header()
	h.Add("Vary", "Accept-Encoding")
	if len(body) > onePacket && takesGzip(c.Request.Header.Get("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		body = compress(body)
	}
	sendCacheable(c, "application/json; charset=utf-8", body)
}

// listCities finds out what can be asked about each city, in order of their ids.
func (s *service) listCities() []city {
	var out []city
	for _, p := range s.book.Cities() {
		one := city{place: p, schemes: []string{}, grades: gradesOf(s.book.On(p, p.Checked))}
		for scheme := policy.HousingFund; scheme <= policy.Maternity; scheme++ {
			first := firstMonth(p, scheme, contribution.Needs(s.book.On(p, p.Checked), scheme))
			if first == 0 {
				continue
			}
			one.schemes = append(one.schemes, scheme.String())
			if one.first == 0 || first < one.first {
				one.first = first
			}
		}
		out = append(out, one)
	}
	return out
}

// gradesOf counts what is a place's own, or its province's.
func gradesOf(s *policy.Snapshot) (g Grades) {
	count := map[policy.Grade]*int{'A': &g.A, 'B': &g.B, 'C': &g.C, 'D': &g.D, 'E': &g.E}
	for k := policy.Key(1); int(k) < policy.Keys; k++ {
		if e := s.Entry(k); e != nil && e.Place.Kind != policy.Nation {
			*count[e.Grade]++
		}
	}
	return g
}

// firstMonth is the first month in which a scheme can be calculated in a city; 0 if it never can. It looks at the histories of what the
// scheme needs and not at snapshots, of which a book of many cities and many changes has more than fit into memory with comfort.
func firstMonth(p *policy.Place, scheme policy.Scheme, needs []policy.Key) civil.Month {
	var begins []civil.Month
	for _, need := range needs {
		for _, k := range either(need, scheme) {
			for q := p; q != nil; q = q.Parent {
				for _, e := range q.Own(k) {
					begins = append(begins, firstWhole(e.From))
				}
			}
		}
	}
	slices.Sort(begins)
	for _, m := range slices.Compact(begins) {
		unknown := func(need policy.Key) bool {
			return !slices.ContainsFunc(either(need, scheme), func(k policy.Key) bool { return known(p, k, m.First()) })
		}
		if !slices.ContainsFunc(needs, unknown) {
			return m
		}
	}
	return 0
}

func firstWhole(d civil.Date) civil.Month {
	if d.Day() == 1 {
		return d.Month()
	}
	return d.Month() + 1
}

// either are the parameters of which one is enough: a bound may be a scheme's own or, before or after, that of all insurances.
func either(k policy.Key, scheme policy.Scheme) []policy.Key {
	if scheme == policy.HousingFund {
		return []policy.Key{k}
	}
	for _, bound := range [...]string{".base.floor", ".base.ceiling"} {
		if strings.HasSuffix(k.String(), bound) {
			own, _ := policy.KeyOf(scheme.String() + bound)
			of, _ := policy.KeyOf(policy.Insurance.String() + bound)
			return []policy.Key{own, of}
		}
	}
	return []policy.Key{k}
}

// known tells whether a parameter has a value on a day in a place, its province or the nation.
func known(p *policy.Place, k policy.Key, on civil.Date) bool {
	for ; p != nil; p = p.Parent {
		history := p.Own(k)
		for i := len(history) - 1; i >= 0; i-- {
			if history[i].From <= on {
				if !history[i].Ended {
					return true
				}
				break
			}
		}
	}
	return false
}

// Tiers are what a flexible worker can choose from.
type Tiers struct {
	City     string    `json:"city" example:"changzhou"`
	Month    string    `json:"month" example:"2026-08"`
	Tiers    []Tier    `json:"tiers"`
	Warnings []Warning `json:"warnings"`
	Ruleset  string    `json:"ruleset"`
}

// Tier is one tier with what it costs a month. Base, rate and amount are null while they are not known.
type Tier struct {
	Insurance string      `json:"insurance" enums:"pension,medical" example:"pension"`
	Tier      int         `json:"tier" example:"3"`
	Base      string      `json:"base" example:"14550.00"`
	Rate      *string     `json:"rate" extensions:"x-nullable" example:"0.2"`
	Amount    *string     `json:"amount" extensions:"x-nullable" example:"2910.00"`
	Estimated bool        `json:"estimated"` // no base is published: ours is an estimate
	Because   []Parameter `json:"because"`
}

// getTiers lists the tiers of a month.
//
//	@Summary		灵活就业人员的缴费档次 · Tiers of flexible workers
//	@Description	没有公布基数的档次按估计值列出（estimated: true）；费率没有公布时金额为 null。没有分档的城市给出空列表。
//	@Description	Tiers whose base is not published are estimated (estimated: true); the amount is null while no rate is known. A city without tiers has an empty list.
//	@Tags			book
//	@Produce		json
//	@Param			city	path		string	true	"城市 · city"		default(changzhou)
//	@Param			month	query		string	false	"月份，不填即本月 · month, this one if absent"	default(2026-08)
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	Tiers
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/cities/{city}/tiers [get]
func (s *service) getTiers(c *gin.Context) {
	one, ok := s.cityOf(c)
	if !ok || !queryOf(c, "month") {
		return
	}
	var f form
	month := f.month(queryWord(c, "month"), "/month")
	if err := f.faults.Err(); err != nil {
		refuse(c, err)
		return
	}
	if month == 0 {
		y, m, _ := s.now().Date()
		month = civil.MonthOf(y, int(m))
	}
	l := language(c)
	snapshot := s.book.At(one.place, month)
	if k := policy.PensionFlexibleTierCount; !snapshot.Has(k) && snapshot.FirstKnown(k, month.First()) != 0 {
		refuse(c, snapshot.Missing(k, month.First(), "/month"))
		return
	}
	out := Tiers{City: one.place.ID, Month: month.String(), Ruleset: s.book.Hash(), Tiers: []Tier{}, Warnings: []Warning{}}
	collector := contribution.NewCollector(snapshot)
	for _, t := range contribution.Tiers(snapshot) {
		tier := Tier{Insurance: t.Insurance.String(), Tier: t.Tier, Base: t.Base.String(), Estimated: t.Estimated, Because: []Parameter{}}
		if !t.Unknown {
			rate, amount := t.Rate.String(), t.Amount.String()
			tier.Rate, tier.Amount = &rate, &amount
		}
		collector.Use(t.Because[:]...)
		for _, k := range t.Because {
			if e := snapshot.Entry(k); e != nil {
				tier.Because = append(tier.Because, full(e, snapshot.Carried(k) != policy.NotCarried, l))
			}
		}
		out.Tiers = append(out.Tiers, tier)
	}
	for _, w := range collector.Warnings() {
		out.Warnings = append(out.Warnings, warning(w, l))
	}
	sendJSON(c, out)
}
