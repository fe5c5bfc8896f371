package api

import (
	"github.com/gin-gonic/gin"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// What the book does not know of a city, and where it differs: from itself on another day, or from another city.

// Gaps are the parameters without a value in a city on a day.
type Gaps struct {
	City    string `json:"city" example:"wuhan"`
	On      string `json:"on" example:"2026-08-01"`
	Gaps    []Gap  `json:"gaps"`
	Ruleset string `json:"ruleset"`
}

// Gap is one parameter without a value, and why it has none.
type Gap struct {
	Key       string   `json:"key" example:"housing_fund.base.floor"`
	Name      string   `json:"name" example:"住房公积金缴存基数下限"`
	Scheme    string   `json:"scheme" example:"housing_fund"`
	Unit      string   `json:"unit" example:"yuan/month"`
	Code      string   `json:"code" enums:"before_first_value,value_ended,value_unknown" example:"before_first_value"`
	Message   string   `json:"message" example:"武汉市的“住房公积金缴存基数下限”（housing_fund.base.floor）在 2025-01 尚无已知数值，最早可回答的月份是 2025-07。"`
	First     string   `json:"first,omitempty" example:"2025-07-01"`  // the next day from which it is known
	Ended     string   `json:"ended,omitempty" example:"2026-04-24"`  // the day from which it is over
	NeededFor []string `json:"needed_for" example:"housing_fund"`     // the schemes that cannot be calculated for an employee without it
	Flexible  []string `json:"needed_for_flexible" example:"medical"` // and for a flexible worker
}

// getGaps lists what is not known in a city on a day.
//
//	@Summary		某日缺少的参数 · What is not known on a day
//	@Description	不填 on 即今天。needed_for 列出因此不能为职工计算的险种或公积金，needed_for_flexible 为灵活就业人员；code 说明原因：早于最早的值、已失效、从未找到。
//	@Description	Without `on`: today. needed_for lists the schemes that cannot be calculated for an employee for want of it, needed_for_flexible for a flexible worker; code says why it is missing: before the first value, ended, never found.
//	@Tags			book
//	@Produce		json
//	@Param			city	path		string	true	"城市 · city"					default(wuhan)
//	@Param			on		query		string	false	"日期 · day"					default(2026-08-01)
//	@Param			scheme	query		string	false	"险种或公积金 · scheme"	Enums(housing_fund, pension, medical, unemployment, work_injury, maternity, insurance, tax, retirement, other)
//	@Param			lang	query		string	false	"语言 · language"				Enums(zh, en)
//	@Success		200		{object}	Gaps
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/cities/{city}/gaps [get]
func (s *service) getGaps(c *gin.Context) {
	one, ok := s.cityOf(c)
	if !ok || !queryOf(c, "on", "scheme") {
		return
	}
	var f form
	on := s.dayOf(&f, c, "on")
	scheme := choose(&f, queryWord(c, "scheme"), "/scheme", schemes)
	if f.faults != nil {
		refuse(c, f.faults.Err())
		return
	}
	l := language(c)
	snapshot := s.book.On(one.place, on)
	needed, flexible := neededFor(snapshot)
	out := Gaps{City: one.place.ID, On: on.String(), Ruleset: s.book.Hash(), Gaps: []Gap{}}
	for k := policy.Key(1); int(k) < policy.Keys; k++ {
		spec := k.Spec()
		if snapshot.Has(k) || scheme != nil && spec.Scheme != *scheme {
			continue
		}
		why := snapshot.Missing(k, on, "")
		gap := Gap{Key: spec.ID, Name: spec.Name.In(l), Scheme: spec.Scheme.String(), Unit: spec.Unit.String(), Code: string(why.Code), Message: message(why, l), NeededFor: []string{}, Flexible: []string{}}
		gap.NeededFor, gap.Flexible = append(gap.NeededFor, needed[k]...), append(gap.Flexible, flexible[k]...)
		for _, e := range s.book.History(one.place, k) {
			switch {
			case e.From <= on && e.Ended:
				gap.Ended = e.From.String()
			case e.From > on && !e.Ended && gap.First == "":
				gap.First = e.From.String()
			}
		}
		out.Gaps = append(out.Gaps, gap)
	}
	sendJSON(c, out)
}

// neededFor are the schemes that need a parameter here and now, by parameter, for employees and for flexible workers. Maternity insurance without a rate of its own is paid with the
// medical insurance and needs what that needs.
func neededFor(s *policy.Snapshot) (employees, flexible map[policy.Key][]string) {
	employees, flexible = map[policy.Key][]string{}, map[policy.Key][]string{}
	for scheme := policy.HousingFund; scheme <= policy.Maternity; scheme++ {
		needs := contribution.Needs(s, scheme)
		if scheme == policy.Maternity && !s.Has(policy.MaternityRateEmployer) {
			needs = contribution.Needs(s, policy.Medical)
		}
		for _, k := range needs {
			employees[k] = append(employees[k], scheme.String())
		}
		for _, k := range contribution.FlexibleNeeds(s, scheme) {
			flexible[k] = append(flexible[k], scheme.String())
		}
	}
	return employees, flexible
}

// Diff is where two cities, or two days of one, have different values.
type Diff struct {
	City     string       `json:"city" example:"wuhan"`
	On       string       `json:"on" example:"2026-07-01"`
	WithCity string       `json:"with_city" example:"wuhan"`
	WithOn   string       `json:"with_on" example:"2026-06-30"`
	Differ   []Difference `json:"differ"`
	Same     int          `json:"same" example:"231"` // parameters with the same value on both sides, whatever document it stands in
	Ruleset  string       `json:"ruleset"`
}

// Difference is one parameter on both sides; null where there is no value.
type Difference struct {
	Key    string     `json:"key" example:"housing_fund.base.ceiling"`
	Name   string     `json:"name" example:"住房公积金缴存基数上限"`
	Scheme string     `json:"scheme" example:"housing_fund"`
	Unit   string     `json:"unit" example:"yuan/month"`
	Here   *Parameter `json:"here" extensions:"x-nullable"`  // in city on the day
	There  *Parameter `json:"there" extensions:"x-nullable"` // in with_city on with_on
}

// getDiff shows where two cities or two days differ.
//
//	@Summary		两日或两城的差别 · Where two days or two cities differ
//	@Description	与同城另一日（with_on）、同日另一城（with_city）或两者都不同的一处相比；至少要填其一。只比较数值：换了文件而数值相同的算相同。
//	@Description	Against another day of the city (with_on), another city on the day (with_city), or both; one of them is required. Values are compared: the same value in another document is the same.
//	@Tags			book
//	@Produce		json
//	@Param			city		path		string	true	"城市 · city"						default(wuhan)
//	@Param			on			query		string	false	"日期，不填即今天 · day, today if absent"	default(2026-07-01)
//	@Param			with_on		query		string	false	"另一日，不填即同日 · the other day, the same if absent"	default(2026-06-30)
//	@Param			with_city	query		string	false	"另一城，不填即同城 · the other city, the same if absent"
//	@Param			lang		query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200			{object}	Diff
//	@Failure		404			{object}	Problem
//	@Failure		422			{object}	Problem
//	@Router			/cities/{city}/diff [get]
func (s *service) getDiff(c *gin.Context) {
	one, ok := s.cityOf(c)
	if !ok || !queryOf(c, "on", "with_on", "with_city") {
		return
	}
	var f form
	on := s.dayOf(&f, c, "on")
	day, city := queryWord(c, "with_on"), queryWord(c, "with_city")
	other, otherOn := one.place, on
	if !day.given && !city.given {
		f.refuse(fault.Required, "/with_on", "what", lang.Text{ZH: "另一日（with_on）或另一城（with_city）", EN: "the other day (with_on) or the other city (with_city)"})
	}
	if day.given {
		otherOn = f.date(day, "/with_on")
	}
	if city.given {
		if p, found := s.book.Place(city.text); found && p.Kind == policy.City {
			other = p
		} else {
			f.refuse(fault.UnknownPlace, "/with_city", "place", shorten(city.text))
		}
	}
	if f.faults != nil {
		refuse(c, f.faults.Err())
		return
	}
	l := language(c)
	here, there := s.book.On(one.place, on), s.book.On(other, otherOn)
	out := Diff{City: one.place.ID, On: on.String(), WithCity: other.ID, WithOn: otherOn.String(), Ruleset: s.book.Hash(), Differ: []Difference{}}
	for k := policy.Key(1); int(k) < policy.Keys; k++ {
		a, b := here.Entry(k), there.Entry(k)
		switch {
		case a == nil && b == nil:
		case a != nil && b != nil && a.Value == b.Value:
			out.Same++
		default:
			spec := k.Spec()
			out.Differ = append(out.Differ, Difference{Key: spec.ID, Name: spec.Name.In(l), Scheme: spec.Scheme.String(), Unit: spec.Unit.String(), Here: held(here, k, l), There: held(there, k, l)})
		}
	}
	sendJSON(c, out)
}

// held is what a snapshot holds of a parameter; nil if nothing.
func held(s *policy.Snapshot, k policy.Key, l lang.Lang) *Parameter {
	e := s.Entry(k)
	if e == nil {
		return nil
	}
	p := full(e, s.Carried(k) != policy.NotCarried, l)
	return &p
}

// dayOf is a day of the address, today if it is not given.
func (s *service) dayOf(f *form, c *gin.Context, name string) civil.Date {
	if on := f.date(queryWord(c, name), "/"+name); on != 0 || f.faults != nil {
		return on
	}
	y, m, d := s.now().Date()
	return civil.DateOf(y, int(m), d)
}
