package api

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"fenhao/api/chart"
	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// CityComparisonRequest asks what one person would pay in several cities. `city`, if given, is the one the asker lives in.
type CityComparisonRequest struct {
	ContributionRequest
	Cities []Word `json:"cities" swaggertype:"array,string" example:"wuhan,zhengzhou,wuxi"` // absent: all cities of the book
	Top    Count  `json:"top" swaggertype:"integer" example:"30"`                           // how many bars to draw at most
	Title  Word   `json:"title" swaggertype:"string" maxLength:"120" example:"同一工资，五座城市"`
}

// BaseCurveRequest asks how the base follows the wage. The question's own wage is replaced by each wage of the range.
type BaseCurveRequest struct {
	ContributionRequest
	Wages *WageRange `json:"wages"` // absent: from zero to a little above the highest ceiling
	Title Word       `json:"title" swaggertype:"string" maxLength:"120" example:"工资与缴费基数"`
}

// WageRange is wages from one to another in equal steps, yuan a month.
type WageRange struct {
	From Figure `json:"from" swaggertype:"string" example:"0.00"`
	To   Figure `json:"to" swaggertype:"string" example:"50000.00"`
	Step Figure `json:"step" swaggertype:"string" example:"500.00"`
}

// BudgetRequest asks for months in a row, beginning with `month`.
type BudgetRequest struct {
	ContributionRequest
	Months Count `json:"months" swaggertype:"integer" minimum:"1" maximum:"60" example:"12"` // absent: twelve
	Title  Word  `json:"title" swaggertype:"string" maxLength:"120" example:"2026 年缴费预算"`
}

const (
	usualTop        = 30
	mostTop         = 500
	mostPoints      = 2000
	mostDrawnMonths = 60
	usualMonths     = 12
	curvePoints     = 120 // where no range is given
)

var (
	drawnTopText    = lang.Text{ZH: "最多画出的城市数", EN: "the most cities to draw"}
	drawnMonthsText = lang.Text{ZH: "月数", EN: "the number of months"}
	drawnTaxText    = lang.Text{ZH: "个人所得税", EN: "income tax"}
	noTaxWhy        = lang.Text{ZH: "图中只有缴费", EN: "the chart shows contributions only"}
	wageStepText    = lang.Text{ZH: "步长", EN: "the step"}
	wageFromText    = lang.Text{ZH: "起始工资", EN: "the first wage"}
	wageToText      = lang.Text{ZH: "最高工资", EN: "the last wage"}
	drawnPointsText = lang.Text{ZH: "点数", EN: "the number of points"}
)

// drawn reads the part of a question that all three charts share. False: there is not enough to go on.
func (s *service) drawn(f *form, r *ContributionRequest, q *contribution.Question) (*policy.Book, []policy.Override) {
	f.contribution(r, q)
	if r.Tax != nil {
		f.refuse(fault.NotApplicable, "/tax", "what", drawnTaxText, "why", noTaxWhy)
	}
	return s.known(f, r.KnownOn), f.overrides(r.Overrides)
}

// postCityComparison draws one person in many cities.
//
//	@Summary		图：同一个人在各城市缴多少 · Chart: one person in many cities
//	@Description	请求同 POST /contributions，另有 cities（不填即全部城市）与 top（最多画几城，默认 30，其余计数）；city 是自己所在城市，总会画出。算不出的城市在图下说明。
//	@Description	As POST /contributions, with cities (absent: all) and top (bars drawn at most, 30 unless told; the rest is counted). `city` is the asker's own and is always drawn. Cities that cannot be answered are named under the chart.
//	@Description	回答是 ECharts 的 option；用 Accept: image/svg+xml 或 image/png 得到图片，?width= 给出图宽，X-Chart-Height 是相应的高度。The answer is an ECharts option; ask for a picture with Accept, for a width with ?width=; X-Chart-Height is the height it is laid out for.
//	@Tags			charts
//	@Accept			json
//	@Produce		json,image/svg+xml,png
//	@Param			request	body		CityComparisonRequest	true	"问题 · the question"
//	@Param			width	query		int						false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string					false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Header			200		{integer}	X-Chart-Height	"图高，像素 · height in px"
//	@Failure		400		{object}	Problem
//	@Failure		406		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Failure		501		{object}	Problem	"未安装 rsvg-convert，不能给出 PNG · no PNG without rsvg-convert"
//	@Router			/charts/city-comparison [post]
func (s *service) postCityComparison(c *gin.Context) {
	var r CityComparisonRequest
	if err := read(c.Request, maxBody, &r); err != nil {
		refuse(c, err)
		return
	}
	var f form
	var q contribution.Question
	frame := f.frame(c, r.Title)
	book, overrides := s.drawn(&f, &r.ContributionRequest, &q)
	places, own := s.placesOf(&f, r.City, r.Cities)
	top := cmp.Or(f.count(r.Top, "/top", drawnTopText, 1, mostTop).Value, usualTop)
	if f.faults != nil {
		refuse(c, f.faults.Err())
		return
	}
	v := newEvidence(frame.Lang)
	var rows []chart.CityAmounts
	missing := missing{why: map[string][]string{}}
	var first fault.List
	var answer contribution.Answer
	for _, p := range places {
		snapshot, faults := book.At(p, q.Month).With(q.Month.First(), overrides)
		if faults == nil {
			faults = contribution.Calculate(&answer, snapshot, &q)
		}
		if faults != nil {
			missing.add(p.Name.In(frame.Lang), faults[0].Title(frame.Lang))
			if first == nil {
				first = faults
			}
			continue
		}
		row := chart.CityAmounts{Name: p.Name.In(frame.Lang), Parts: chart.PartsOf(answer.Lines), Own: p == own}
		for i := range answer.Lines {
			for _, k := range answer.Lines[i].Because {
				e := snapshot.Entry(k)
				v.use(e)
				row.Doubt = row.Doubt || doubtful(e)
			}
		}
		rows = append(rows, row)
	}
	if rows == nil {
		refuse(c, first.Err()) // nowhere: the first city's reason is as good as any
		return
	}
	frame.Subtitle = s.subtitle(frame.Lang, lang.Text{ZH: fmt.Sprintf("%d 城", len(rows)), EN: fmt.Sprintf("%d cities", len(rows))}.In(frame.Lang), q.Month.String(), describe(&q, frame.Lang, true))
	frame.Notes = append(missing.notes(frame.Lang), v.gradeLine())
	s.sendChart(c, chart.CityComparison(frame, rows, top))
}

// placesOf are the cities to compare, each once, and the asker's own if there is one.
func (s *service) placesOf(f *form, own Word, cities []Word) (places []*policy.Place, home *policy.Place) {
	add := func(id Word, at string) *policy.Place {
		p, ok := s.book.Place(id.text)
		if !ok || p.Kind != policy.City {
			f.refuse(fault.UnknownPlace, at, "place", shorten(id.text))
			return nil
		}
		if !slices.Contains(places, p) {
			places = append(places, p)
		}
		return p
	}
	if cities == nil {
		places = s.book.Cities()
	}
	for i, id := range cities {
		at := "/cities/" + strconv.Itoa(i)
		if f.require(id.leaf, at, cityText) {
			add(id, at)
		}
	}
	if own.given {
		home = add(own, "/city")
	}
	if len(places) == 0 && f.faults == nil {
		f.refuse(fault.Required, "/cities", "what", cityText)
	}
	return places, home
}

// doubtful tells whether a city deserves a star: a bound or a rate of grade D or E. How amounts are rounded is no better known anywhere, and a
// star at every city would say nothing.
func doubtful(e *policy.Entry) bool {
	if e == nil || !e.Grade.Low() {
		return false
	}
	_, quantity := chart.Drawable(e.Key.Spec().Unit)
	return quantity
}

// missing are the cities that could not be answered, by the reason.
type missing struct {
	reasons []string
	why     map[string][]string
}

func (m *missing) add(city, reason string) {
	if m.why[reason] == nil {
		m.reasons = append(m.reasons, reason)
	}
	m.why[reason] = append(m.why[reason], city)
}

func (m *missing) notes(l lang.Lang) (out []string) {
	const most = 6
	for _, reason := range m.reasons {
		all := m.why[reason]
		shown, more := all, ""
		if n := len(all) - most; n > 0 {
			shown, more = all[:most], lang.Text{ZH: fmt.Sprintf("等 %d 城", len(all)), EN: fmt.Sprintf(" and %d more", n)}.In(l)
		}
		out = append(out, lang.Text{ZH: "未能计算（" + reason + "）：", EN: "Not answered (" + reason + "): "}.In(l)+strings.Join(shown, lang.Text{ZH: "、", EN: ", "}.In(l))+more)
	}
	return out
}

// postBaseCurve draws bases and amounts over the wage.
//
//	@Summary		图：工资与缴费基数 · Chart: the wage and the base
//	@Description	请求同 POST /contributions，另有 wages（工资范围）；问题中的工资由范围内的每个工资代替，其余照算。
//	@Description	As POST /contributions, with wages, a range: the question's wage is replaced by each of them, the rest is calculated as it stands.
//	@Tags			charts
//	@Accept			json
//	@Produce		json,image/svg+xml,png
//	@Param			request	body		BaseCurveRequest	true	"问题 · the question"
//	@Param			width	query		int					false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string				false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Header			200		{integer}	X-Chart-Height	"图高，像素 · height in px"
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		406		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Failure		501		{object}	Problem	"未安装 rsvg-convert，不能给出 PNG · no PNG without rsvg-convert"
//	@Router			/charts/base-curve [post]
func (s *service) postBaseCurve(c *gin.Context) {
	var r BaseCurveRequest
	if err := read(c.Request, maxBody, &r); err != nil {
		refuse(c, err)
		return
	}
	var f form
	var q contribution.Question
	frame := f.frame(c, r.Title)
	place := s.place(&f, r.City)
	book, overrides := s.drawn(&f, &r.ContributionRequest, &q)
	wages := f.wages(r.Wages)
	if f.faults != nil {
		refuse(c, f.faults.Err())
		return
	}
	snapshot, faults := book.At(place, q.Month).With(q.Month.First(), overrides)
	if faults != nil {
		refuse(c, faults.Err())
		return
	}
	if wages == nil {
		wages = wagesAround(snapshot)
	}
	wages = withBounds(wages, snapshot)
	v := newEvidence(frame.Lang)
	var answer contribution.Answer
	points := make([]chart.CurvePoint, 0, len(wages))
	for _, w := range wages {
		vary(&q, w)
		if faults := contribution.Calculate(&answer, snapshot, &q); faults != nil {
			refuse(c, faults.Err())
			return
		}
		points = append(points, curvePoint(w, answer.Lines))
		v.answer(snapshot, &answer)
	}
	frame.Subtitle = s.subtitle(frame.Lang, place.Name.In(frame.Lang), q.Month.String(), describe(&q, frame.Lang, false))
	frame.Notes = v.notes()
	s.sendChart(c, chart.BaseCurve(frame, points))
}

// vary puts a wage to where the base of this person is read from.
func vary(q *contribution.Question, wage money.Money) {
	given := contribution.Given(wage)
	if q.Person == contribution.FlexibleWorker {
		q.Flexible.Base = given
		return
	}
	q.Wage, q.AverageWage = given, given
}

func curvePoint(wage money.Money, lines []contribution.Line) chart.CurvePoint {
	p := chart.CurvePoint{Wage: wage}
	for i := range lines {
		l := &lines[i]
		if l.Fixed || l.Unknown {
			continue
		}
		base := l.Base
		switch {
		case l.Scheme == policy.HousingFund:
			p.Fund = &base
		case p.Insurance == nil:
			p.Insurance = &base // the five share their bounds, and the pension comes first
		}
	}
	t := contribution.Sum(lines)
	p.Employer, p.Employees = t.Employer, t.Employee
	return p
}

// wages are those of a range; nil if none is given.
func (f *form) wages(r *WageRange) []money.Money {
	if r == nil {
		return nil
	}
	before := len(f.faults)
	from, to, step := f.money(r.From, "/wages/from", wageFromText), f.money(r.To, "/wages/to", wageToText), f.money(r.Step, "/wages/step", wageStepText)
	for _, one := range []struct {
		leaf
		at   string
		what lang.Text
	}{{r.From.leaf, "/wages/from", wageFromText}, {r.To.leaf, "/wages/to", wageToText}, {r.Step.leaf, "/wages/step", wageStepText}} {
		f.require(one.leaf, one.at, one.what)
	}
	if len(f.faults) > before {
		return nil
	}
	switch {
	case step.Value.IsZero():
		f.refuse(fault.NotPositive, "/wages/step", "what", wageStepText, "value", step.Value)
		return nil
	case to.Value.Less(from.Value):
		f.refuse(fault.OutOfRange, "/wages/to", "what", wageToText, "value", to.Value, "min", from.Value, "max", money.Fen(money.Max))
		return nil
	}
	if n := to.Value.Sub(from.Value).Fen()/step.Value.Fen() + 1; n > mostPoints {
		f.refuse(fault.OutOfRange, "/wages/step", "what", drawnPointsText, "value", n, "min", 1, "max", mostPoints)
		return nil
	}
	var out []money.Money
	for w := from.Value; !to.Value.Less(w); w = w.Add(step.Value) {
		out = append(out, w)
	}
	return out
}

// baseBounds are the floors and ceilings at which a curve can bend.
var baseBounds = []policy.Key{policy.HousingFundBaseFloor, policy.HousingFundBaseCeiling, policy.InsuranceBaseFloor, policy.InsuranceBaseCeiling}

// wagesAround goes from zero to a quarter above the highest ceiling, in whole hundreds.
func wagesAround(s *policy.Snapshot) (out []money.Money) {
	high := money.Yuan(20_000)
	for _, k := range baseBounds {
		if s.Has(k) && !s.Unlimited(k) && high.Less(s.Money(k)) {
			high = s.Money(k)
		}
	}
	step := money.Yuan(max(1, (high.Fen()+high.Fen()/4)/100/curvePoints/100+1) * 100)
	for i := range int64(curvePoints + 1) {
		out = append(out, step.Times(i))
	}
	return out
}

// withBounds adds the wages at which the base meets a bound: between two steps the corner would be cut off.
func withBounds(wages []money.Money, s *policy.Snapshot) []money.Money {
	low, high := wages[0], wages[len(wages)-1]
	for _, k := range baseBounds {
		if !s.Has(k) || s.Unlimited(k) {
			continue
		}
		if b := s.Money(k); low.Less(b) && b.Less(high) {
			wages = append(wages, b)
		}
	}
	slices.SortFunc(wages, money.Money.Cmp)
	return slices.Compact(wages)
}

// postBudget draws months in a row.
//
//	@Summary		图：逐月缴费预算 · Chart: contributions month by month
//	@Description	请求同 POST /contributions，month 是第一个月，months 是月数（默认 12）。每个月按当月有效的上下限与比例计算，7 月调整等变化在图下写明；算不出的月份留空并说明。工资不变。
//	@Description	As POST /contributions; month is the first, months how many (12 unless told). Each month is calculated with the bounds and rates of that month, and what changes, in July above all, is said under the chart; a month that cannot be answered is left empty and said. The wage stays as it is.
//	@Tags			charts
//	@Accept			json
//	@Produce		json,image/svg+xml,png
//	@Param			request	body		BudgetRequest	true	"问题 · the question"
//	@Param			width	query		int				false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string			false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Header			200		{integer}	X-Chart-Height	"图高，像素 · height in px"
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		406		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Failure		501		{object}	Problem	"未安装 rsvg-convert，不能给出 PNG · no PNG without rsvg-convert"
//	@Router			/charts/budget [post]
func (s *service) postBudget(c *gin.Context) {
	var r BudgetRequest
	if err := read(c.Request, maxBody, &r); err != nil {
		refuse(c, err)
		return
	}
	var f form
	var q contribution.Question
	frame := f.frame(c, r.Title)
	place := s.place(&f, r.City)
	book, overrides := s.drawn(&f, &r.ContributionRequest, &q)
	n := cmp.Or(f.count(r.Months, "/months", drawnMonthsText, 1, mostDrawnMonths).Value, usualMonths)
	if f.faults != nil {
		refuse(c, f.faults.Err())
		return
	}
	v := newEvidence(frame.Lang)
	var changes []string
	var before map[policy.Key]*policy.Entry
	months := make([]chart.BudgetMonth, n)
	var first fault.List
	var gaps []civil.Month
	total := money.Money{}
	from := q.Month
	for i := range months {
		q.Month = from.Add(i)
		m := &months[i]
		m.Month = q.Month
		snapshot, faults := book.At(place, q.Month).With(q.Month.First(), overrides)
		var answer contribution.Answer
		if faults == nil {
			faults = contribution.Calculate(&answer, snapshot, &q)
		}
		if faults != nil {
			gaps, before = append(gaps, q.Month), nil
			if first == nil {
				first = faults
			}
			continue
		}
		p := chart.PartsOf(answer.Lines)
		m.Parts, total = &p, total.Add(p.Total())
		v.answer(snapshot, &answer)
		used := entriesOf(snapshot, &answer)
		if news := newValues(before, used, frame.Lang); news != "" {
			m.Changed = true
			changes = append(changes, "* "+q.Month.String()+lang.Text{ZH: "：", EN: ": "}.In(frame.Lang)+news)
		}
		before = used
	}
	if len(gaps) == n {
		refuse(c, first.Err())
		return
	}
	frame.Subtitle = s.subtitle(frame.Lang, place.Name.In(frame.Lang),
		lang.Text{ZH: from.String() + " 至 " + from.Add(n-1).String(), EN: from.String() + " to " + from.Add(n-1).String()}.In(frame.Lang), describe(&q, frame.Lang, true))
	frame.Notes = append(frame.Notes, lang.Text{ZH: fmt.Sprintf("%d 个月合计 %s 元。", n-len(gaps), chart.Thousands(total)), EN: fmt.Sprintf("%s yuan in %d months.", chart.Thousands(total), n-len(gaps))}.In(frame.Lang))
	frame.Notes = append(frame.Notes, changes...)
	if gaps != nil {
		frame.Notes = append(frame.Notes, lang.Text{ZH: fmt.Sprintf("留空的 %d 个月：%s", len(gaps), first[0].Message(lang.ZH)), EN: fmt.Sprintf("%d months are empty: %s", len(gaps), first[0].Message(lang.EN))}.In(frame.Lang))
	}
	frame.Notes = append(frame.Notes, v.notes()...)
	s.sendChart(c, chart.Budget(frame, months))
}

// entriesOf are the values that decided a month, those it was held against included.
func entriesOf(s *policy.Snapshot, a *contribution.Answer) map[policy.Key]*policy.Entry {
	out := map[policy.Key]*policy.Entry{}
	add := func(keys []policy.Key) {
		for _, k := range keys {
			if e := s.Entry(k); e != nil {
				out[k] = e
			}
		}
	}
	for i := range a.Lines {
		add(a.Lines[i].Because[:])
	}
	add(a.Considered)
	return out
}

// newValues says which of the values that decide have changed since the month before.
func newValues(before, now map[policy.Key]*policy.Entry, l lang.Lang) string {
	var keys []policy.Key
	for k, e := range now {
		if old := before[k]; old != nil && old.Value.N != e.Value.N {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	var parts []string
	for _, k := range keys {
		parts = append(parts, fmt.Sprintf("%s %s → %s", k.Spec().Name.In(l), before[k].Format(l), now[k].Format(l)))
	}
	return strings.Join(parts, lang.Text{ZH: "；", EN: "; "}.In(l))
}

// describe says whose contributions are drawn.
func describe(q *contribution.Question, l lang.Lang, wage bool) string {
	t := lang.Text{ZH: "职工", EN: "employee"}
	w := q.AverageWage
	if q.Person == contribution.FlexibleWorker {
		t, w = lang.Text{ZH: "灵活就业人员", EN: "flexible worker"}, q.Flexible.Base
	} else if !w.Given {
		w = q.Wage
	}
	if wage && w.Given {
		t.ZH, t.EN = t.ZH+"，工资 "+chart.Thousands(w.Value)+" 元", t.EN+", wage "+chart.Thousands(w.Value)+" yuan"
	}
	if f := &q.HousingFund; f.Asked && f.EmployeeRate.Given {
		rates := f.EmployeeRate.Value.Percent()
		if f.EmployerRate.Given {
			rates = f.EmployerRate.Value.Percent() + " + " + rates
		}
		t.ZH, t.EN = t.ZH+"，公积金 "+rates, t.EN+", housing fund "+rates
	}
	return t.In(l)
}

// subtitle says what a chart is about, and with which book it was calculated.
func (s *service) subtitle(l lang.Lang, parts ...string) string {
	parts = append(parts, lang.Text{ZH: "规则集 ", EN: "ruleset "}.In(l)+s.book.Hash())
	return strings.Join(parts, " · ")
}
