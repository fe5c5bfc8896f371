package scenarios

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/fund"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/calc/tax"
)

// valueKind is what a plain value of a scenario is.
type valueKind uint8

const (
	aWord valueKind = iota
	anAmount
	aRate
	aCount
	aMonth
	aDate
)

// reader turns a tree into values and collects everything that is wrong, each with its pointer, line and column.
type reader struct {
	book   *policy.Book
	faults fault.List
	kinds  map[string]valueKind
}

func (r *reader) refuse(t *Tree, code fault.Code, at string, pairs ...any) {
	e := fault.New(code, at, pairs...)
	if t != nil {
		e = e.OnLine(t.line, t.column)
	}
	r.faults.Add(e)
}

// wrong tells whether a pointer, or one below it, has been refused already.
func (r *reader) wrong(at string) bool {
	return slices.ContainsFunc(r.faults, func(e fault.Error) bool { return e.Field == at || strings.HasPrefix(e.Field, at+"/") })
}

// object holds a tree to being an object with certain fields; null and nil are an object without any.
func (r *reader) object(t *Tree, at string, known ...string) *Tree {
	if t == nil || t.kind == null {
		return &Tree{kind: object}
	}
	if t.kind != object {
		r.refuse(t, fault.WrongType, at, "want", kindNames[object], "got", kindNames[t.kind])
		return &Tree{kind: object}
	}
	for _, f := range t.fields {
		if !slices.Contains(known, f.name) {
			e := fault.New(fault.UnknownField, at+"/"+escape(shorten(f.name)), "name", shorten(f.name), "known", strings.Join(known, ", "))
			r.faults.Add(e.OnLine(f.line, f.column))
		}
	}
	return t
}

// given tells whether a value is there and not null.
func given(t *Tree) bool { return t != nil && t.kind != null }

func (r *reader) list(t *Tree, at string, most int, what lang.Text) []*Tree {
	if !given(t) {
		return nil
	}
	if t.kind != list {
		r.refuse(t, fault.WrongType, at, "want", kindNames[list], "got", kindNames[t.kind])
		return nil
	}
	if len(t.items) > most {
		r.refuse(t, fault.TooLong, at, "what", what, "got", len(t.items), "limit", most)
		return nil
	}
	return t.items
}

// scalar is a plain value's literal; ok is false if it is not there or of another kind.
func (r *reader) scalar(t *Tree, at string, v valueKind, want lang.Text, kinds ...kind) (string, bool) {
	r.kinds[at] = v
	if !given(t) {
		return "", false
	}
	if !slices.Contains(kinds, t.kind) && (!t.plain || t.kind != number) && (!t.plain || t.kind != text) {
		r.refuse(t, fault.WrongType, at, "want", want, "got", kindNames[t.kind])
		return "", false
	}
	return t.text, true
}

func (r *reader) require(of, t *Tree, at string, what lang.Text) bool {
	if !given(t) {
		r.refuse(of, fault.Required, at, "what", what)
		return false
	}
	return true
}

// word is a short text: an id, a choice. A name or a story may be longer.
func (r *reader) word(t *Tree, at string, most int) string {
	s, _ := r.scalar(t, at, aWord, kindNames[text], text)
	if n := len([]rune(s)); n > most {
		r.refuse(t, fault.TooLong, at, "what", say("字符", "characters"), "got", n, "limit", most)
		return ""
	}
	return s
}

const (
	mostName  = 200
	mostStory = 4000
)

// names is a text in both languages, or one text that serves for both.
func (r *reader) names(t *Tree, at string, most int) lang.Text {
	if t != nil && t.kind == object {
		o := r.object(t, at, "zh", "en")
		n := lang.Text{ZH: r.word(o.get("zh"), at+"/zh", most), EN: r.word(o.get("en"), at+"/en", most)}
		if n.ZH == "" {
			n.ZH = n.EN
		}
		if n.EN == "" {
			n.EN = n.ZH
		}
		return n
	}
	s := r.word(t, at, most)
	return lang.Text{ZH: s, EN: s}
}

var wantFigure = say("字符串或数字", "a string or a number")

func (r *reader) number(t *Tree, err error, at, value string, what lang.Text, places int, low, high any) {
	value = shorten(value)
	switch {
	case errors.Is(err, money.ErrPrecision):
		r.refuse(t, fault.TooPrecise, at, "value", value, "places", places)
	case errors.Is(err, money.ErrRange):
		r.refuse(t, fault.OutOfRange, at, "what", what, "value", value, "min", low, "max", high)
	default:
		r.refuse(t, fault.NotNumber, at, "value", value)
	}
}

// money reads yuan, zero or more.
func (r *reader) money(t *Tree, at string, what lang.Text) (out contribution.Maybe[money.Money]) {
	s, ok := r.scalar(t, at, anAmount, wantFigure, text, number)
	if !ok {
		return out
	}
	m, err := money.Parse(s)
	switch {
	case err != nil:
		r.number(t, err, at, s, what, 2, money.Fen(0), money.Fen(money.Max))
	case m.IsNegative():
		r.refuse(t, fault.Negative, at, "what", what, "value", shorten(s))
	default:
		return contribution.Given(m)
	}
	return out
}

// positive reads yuan, more than zero.
func (r *reader) positive(t *Tree, at string, what lang.Text) contribution.Maybe[money.Money] {
	m := r.money(t, at, what)
	if m.Given && m.Value.IsZero() {
		r.refuse(t, fault.NotPositive, at, "what", what, "value", m.Value)
	}
	return m
}

// rate reads a fraction or a percentage between two bounds. "1.5%/year" is taken for "1.5%".
func (r *reader) rate(t *Tree, at string, what lang.Text, low, high money.Rate) (out contribution.Maybe[money.Rate]) {
	s, ok := r.scalar(t, at, aRate, wantFigure, text, number)
	if !ok {
		return out
	}
	v, err := money.ParseRate(strings.TrimSuffix(s, "/year"))
	switch {
	case err != nil:
		r.number(t, err, at, s, what, 6, low.Percent(), high.Percent())
	case v.Less(low) || high.Less(v):
		r.refuse(t, fault.OutOfRange, at, "what", what, "value", v.Percent(), "min", low.Percent(), "max", high.Percent())
	default:
		return contribution.Given(v)
	}
	return out
}

var (
	noRate    = money.PPM(0)
	wholeRate = money.PPM(1_000_000)
	halfDown  = money.PPM(-500_000)
	halfUp    = money.PPM(500_000)
)

// growth reads a growth a year: no wage and no bound is thought to halve, or to grow by more than half, year after year.
func (r *reader) growth(t *Tree, at string, what lang.Text) contribution.Maybe[money.Rate] {
	return r.rate(t, at, what, halfDown, halfUp)
}

func (r *reader) count(t *Tree, at string, what lang.Text, low, high int) (out contribution.Maybe[int]) {
	s, ok := r.scalar(t, at, aCount, kindNames[number], number)
	if !ok {
		return out
	}
	v, err := strconv.Atoi(s)
	if err != nil || v < low || v > high {
		r.refuse(t, fault.OutOfRange, at, "what", what, "value", shorten(s), "min", low, "max", high)
		return out
	}
	return contribution.Given(v)
}

func (r *reader) month(t *Tree, at string) civil.Month {
	s, ok := r.scalar(t, at, aMonth, kindNames[text], text)
	if !ok {
		return 0
	}
	m, err := civil.ParseMonth(s)
	if err != nil {
		r.refuse(t, fault.NotMonth, at, "value", shorten(s))
	}
	return m
}

func (r *reader) date(t *Tree, at string) civil.Date {
	s, ok := r.scalar(t, at, aDate, kindNames[text], text)
	if !ok {
		return 0
	}
	d, err := civil.ParseDate(s)
	if err != nil {
		r.refuse(t, fault.NotDate, at, "value", shorten(s))
	}
	return d
}

func (r *reader) flag(t *Tree, at string) bool {
	s, _ := r.scalar(t, at, aWord, kindNames[boolean], boolean)
	if t != nil && t.plain && s != "true" && s != "false" {
		r.refuse(t, fault.WrongType, at, "want", kindNames[boolean], "got", kindNames[t.kind])
	}
	return s == "true"
}

type choice[T any] struct {
	id    string
	value T
}

func choose[T any](r *reader, t *Tree, at string, of []choice[T]) (out T) {
	if !given(t) {
		return out
	}
	s := r.word(t, at, mostName)
	ids := make([]string, len(of))
	for i, c := range of {
		if c.id == s {
			return c.value
		}
		ids[i] = c.id
	}
	if !r.wrong(at) {
		r.refuse(t, fault.NotOneOf, at, "value", shorten(s), "choices", strings.Join(ids, ", "))
	}
	return out
}

// shorten cuts what is repeated from a request.
func shorten(s string) string {
	const most = 60
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}

var (
	personKinds   = []choice[contribution.PersonKind]{{"employee", contribution.Employee}, {"flexible", contribution.FlexibleWorker}}
	employerKinds = []choice[contribution.EmployerKind]{
		{"enterprise", contribution.Enterprise}, {"government", contribution.Government}, {"institution", contribution.Institution},
		{"social_organization", contribution.SocialOrganization}, {"other", contribution.OtherEmployer},
	}
	employmentKinds = []choice[contribution.EmploymentKind]{
		{"new_hire", contribution.NewHire}, {"transferred", contribution.Transferred}, {"internally_sealed", contribution.InternallySealed}, {"unsealed", contribution.Unsealed},
	}
	insurances = []choice[policy.Scheme]{
		{"pension", policy.Pension}, {"medical", policy.Medical}, {"unemployment", policy.Unemployment}, {"work_injury", policy.WorkInjury}, {"maternity", policy.Maternity},
	}
	sexes        = []choice[fund.Sex]{{"male", fund.Male}, {"female", fund.Female}}
	siblingKinds = []choice[tax.Siblings]{{"only_child", tax.OnlyChild}, {"shared", tax.Shared}}
)

var (
	wageText    = say("月工资", "the monthly wage")
	averageText = say("上年度月平均工资", "last year's average monthly wage")
	growthText  = say("年增长率", "the growth a year")
	rateText    = say("缴存比例", "the rate")
	baseText    = say("缴存基数", "the base")
	amountText  = say("月缴存额", "the monthly amount")
	tierText    = say("档次", "the tier")
)

// fieldsOfScenario are the names a scenario may have, in the order of the documentation.
var fieldsOfScenario = []string{"name", "story", "source", "known_on", "person", "from", "to", "city", "places", "wage", "employer", "employment", "housing_fund", "insurance", "flexible", "account", "events", "day_count", "tax", "assumptions", "overrides", "expect"}

// Read makes sense of a scenario against a book. All that is wrong comes back at once.
func Read(t *Tree, b *policy.Book) (*Scenario, fault.List) { return readAt(t, b, "") }

func readAt(t *Tree, b *policy.Book, at string) (*Scenario, fault.List) {
	r := &reader{book: b, kinds: map[string]valueKind{}}
	s := r.scenario(t)
	for i := range r.faults {
		r.faults[i].Field = at + r.faults[i].Field
	}
	s.tree, s.kinds = t, r.kinds
	return s, r.faults
}

func (r *reader) scenario(t *Tree) *Scenario {
	s := &Scenario{}
	o := r.object(t, "", fieldsOfScenario...)
	s.Name, s.Story = r.names(o.get("name"), "/name", mostName), r.names(o.get("story"), "/story", mostStory)
	s.Source = r.word(o.get("source"), "/source", mostStory)
	s.KnownOn = r.date(o.get("known_on"), "/known_on")

	p := r.object(o.get("person"), "/person", "kind", "birth", "sex")
	if r.require(t, p.get("kind"), "/person/kind", say("人员类别", "the kind of person")) {
		s.Person = choose(r, p.get("kind"), "/person/kind", personKinds)
	}
	s.Birth, s.Sex = r.date(p.get("birth"), "/person/birth"), choose(r, p.get("sex"), "/person/sex", sexes)

	r.span(t, o, s)
	r.wage(o.get("wage"), s)
	e := r.object(o.get("employment"), "/employment", "kind", "start")
	if given(o.get("employment")) && r.require(o.get("employment"), e.get("kind"), "/employment/kind", say("用工情况", "the kind of employment")) {
		s.Employment.Kind = choose(r, e.get("kind"), "/employment/kind", employmentKinds)
	}
	s.Employment.Start = r.month(e.get("start"), "/employment/start")
	r.stays(t, o, s)
	r.assumptions(o.get("assumptions"), s)
	r.overrides(o.get("overrides"), s)
	r.account(o, s)
	r.tax(o.get("tax"), s)
	r.expect(o.get("expect"), s)
	r.consistent(t, o, s)
	return s
}

// span is which months.
func (r *reader) span(t, o *Tree, s *Scenario) {
	from, to := r.require(t, o.get("from"), "/from", say("起始月份", "the first month")), r.require(t, o.get("to"), "/to", say("结束月份", "the last month"))
	s.From, s.To = r.month(o.get("from"), "/from"), r.month(o.get("to"), "/to")
	if !from || !to || s.From == 0 || s.To == 0 {
		return
	}
	switch n := s.months(); {
	case n < 1:
		r.refuse(o.get("to"), fault.NotInOrder, "/to", "value", s.To, "before", s.From)
	case n > MaxMonths:
		r.refuse(o.get("to"), fault.TooLong, "/to", "what", say("月", "months"), "got", n, "limit", MaxMonths)
	}
}

func (r *reader) wage(t *Tree, s *Scenario) {
	if !given(t) {
		return
	}
	w := &s.Wage
	w.Given, w.GrowthMonth = true, 1
	o := r.object(t, "/wage", "amount", "growth", "growth_month", "average_of_last_year", "average_of_year_before", "steps")
	steps := r.list(o.get("steps"), "/wage/steps", MaxMonths, say("次工资变动", "wage steps"))
	if len(steps) == 0 {
		r.require(t, o.get("amount"), "/wage/amount", wageText)
	}
	w.Amount = r.money(o.get("amount"), "/wage/amount", wageText).Value
	w.grows = given(o.get("growth"))
	w.Growth = r.growth(o.get("growth"), "/wage/growth", growthText).Value
	if m := r.count(o.get("growth_month"), "/wage/growth_month", say("增长月份", "the month of growth"), 1, 12); m.Given {
		w.GrowthMonth = m.Value
	}
	w.Average = r.money(o.get("average_of_last_year"), "/wage/average_of_last_year", averageText)
	w.Before = r.money(o.get("average_of_year_before"), "/wage/average_of_year_before", averageText)
	for i, item := range steps {
		at := "/wage/steps/" + strconv.Itoa(i)
		step := r.object(item, at, "from", "amount")
		r.require(item, step.get("from"), at+"/from", say("起始月份", "the first month"))
		r.require(item, step.get("amount"), at+"/amount", wageText)
		m := r.month(step.get("from"), at+"/from")
		if n := len(w.Steps); n > 0 && m != 0 && m <= w.Steps[n-1].From {
			r.refuse(step.get("from"), fault.NotInOrder, at+"/from", "value", m, "before", w.Steps[n-1].From)
		}
		w.Steps = append(w.Steps, Step{m, r.money(step.get("amount"), at+"/amount", wageText).Value})
	}
	if len(steps) > 0 && !given(o.get("amount")) && s.From != 0 && w.Steps[0].From > s.From {
		r.refuse(t, fault.Required, "/wage/amount", "what", say("第一次变动之前的月工资", "the wage before the first step"))
	}
}

// stays is where the person lives, and what was chosen there.
func (r *reader) stays(t, o *Tree, s *Scenario) {
	first := Stay{From: s.From}
	r.choices(o, "", s, &first)
	city, places := o.get("city"), r.list(o.get("places"), "/places", 100, say("个地点", "places"))
	switch {
	case given(city) && len(places) > 0:
		r.refuse(o.get("places"), fault.Exclusive, "/places", "a", say("city", "city"), "b", say("places", "places"))
	case !given(city) && len(places) == 0:
		r.refuse(t, fault.Required, "/city", "what", say("城市", "the city"))
	}
	if len(places) == 0 {
		first.Place, first.at = r.place(city, "/city"), "/city"
		s.Stays = []Stay{first}
		return
	}
	stay := first
	for i, item := range places {
		at := "/places/" + strconv.Itoa(i)
		p := r.object(item, at, "from", "city", "employer", "housing_fund", "insurance", "flexible", "account")
		r.require(item, p.get("city"), at+"/city", say("城市", "the city"))
		stay.From, stay.at = r.month(p.get("from"), at+"/from"), at
		switch {
		case i == 0 && stay.From == 0 && !given(p.get("from")):
			stay.From = s.From
		case i == 0 && s.From != 0 && stay.From != 0 && stay.From != s.From:
			r.refuse(p.get("from"), fault.OutOfRange, at+"/from", "what", say("第一个地点的起始月份", "the first place's first month"), "value", stay.From, "min", s.From, "max", s.From)
		case i > 0 && r.require(item, p.get("from"), at+"/from", say("起始月份", "the first month")) && stay.From != 0:
			if last := s.Stays[i-1].From; stay.From <= last {
				r.refuse(p.get("from"), fault.NotInOrder, at+"/from", "value", stay.From, "before", last)
			}
			if s.To != 0 && stay.From > s.To {
				r.refuse(p.get("from"), fault.OutOfRange, at+"/from", "what", say("起始月份", "the first month"), "value", stay.From, "min", s.From, "max", s.To)
			}
		}
		stay.Place = r.place(p.get("city"), at+"/city")
		r.choices(p, at, s, &stay)
		a := r.object(p.get("account"), at+"/account", "monthly_amount", "base")
		stay.Plan = r.plan(a, at+"/account")
		if i > 0 && stay.Place == s.Stays[i-1].Place && s.Person == contribution.FlexibleWorker {
			// Where the account goes on, its plan changes by the rules: in an event.
			why := say("城市没有变，账户照旧；请用事件 change_amount 或 change_base", "the city is the same and the account goes on; use the events change_amount or change_base")
			for _, name := range []string{"account", "flexible"} {
				if given(p.get(name)) && (name == "account" || given(o.get("account"))) {
					r.refuse(p.get(name), fault.NotApplicable, at+"/"+name, "what", say("换城市时的约定", "a plan for another city"), "why", why)
				}
			}
		}
		s.Stays = append(s.Stays, stay)
	}
}

func (r *reader) place(t *Tree, at string) *policy.Place {
	id := r.word(t, at, mostName)
	if id == "" {
		return nil
	}
	p, ok := r.book.Place(id)
	if !ok || p.Kind != policy.City {
		r.refuse(t, fault.UnknownPlace, at, "place", shorten(id))
		return nil
	}
	return p
}

// choices are what was chosen in a place; what is not said stays as it was.
func (r *reader) choices(o *Tree, at string, s *Scenario, out *Stay) {
	if e := o.get("employer"); given(e) {
		out.Employer = choose(r, r.object(e, at+"/employer", "kind").get("kind"), at+"/employer/kind", employerKinds)
	}
	if h := o.get("housing_fund"); given(h) {
		f := r.object(h, at+"/housing_fund", "employer_rate", "employee_rate", "base", "hardship")
		d := r.object(f.get("hardship"), at+"/housing_fund/hardship", "assembly", "centre", "committee")
		out.HousingFund = contribution.HousingFund{
			Asked:        true,
			EmployerRate: r.rate(f.get("employer_rate"), at+"/housing_fund/employer_rate", rateText, noRate, wholeRate),
			EmployeeRate: r.rate(f.get("employee_rate"), at+"/housing_fund/employee_rate", rateText, noRate, wholeRate),
			Base:         r.money(f.get("base"), at+"/housing_fund/base", baseText),
			Hardship: contribution.Hardship{
				Assembly: r.flag(d.get("assembly"), at+"/housing_fund/hardship/assembly"), Centre: r.flag(d.get("centre"), at+"/housing_fund/hardship/centre"),
				Committee: r.flag(d.get("committee"), at+"/housing_fund/hardship/committee"),
			},
		}
	}
	if x := o.get("insurance"); given(x) {
		i := r.object(x, at+"/insurance", "work_injury_class", "work_injury_rate", "schemes")
		out.Insurance = contribution.Insurance{
			Asked:           true,
			WorkInjuryClass: r.count(i.get("work_injury_class"), at+"/insurance/work_injury_class", say("工伤保险行业类别", "the work-injury class"), 1, 8),
			WorkInjuryRate:  r.rate(i.get("work_injury_rate"), at+"/insurance/work_injury_rate", say("工伤保险费率", "the work-injury rate"), noRate, wholeRate),
		}
	}
	if x := o.get("insurance"); given(x) && x.kind == object {
		for n, id := range r.list(x.get("schemes"), at+"/insurance/schemes", len(insurances), say("个险种", "insurances")) {
			if one := choose(r, id, at+"/insurance/schemes/"+strconv.Itoa(n), insurances); one != 0 {
				out.Insurance.Only = out.Insurance.Only.With(one)
			}
		}
	}
	if x := o.get("flexible"); given(x) {
		f := r.object(x, at+"/flexible", "base", "monthly_amount", "pension_tier", "medical_tier")
		out.Flexible = contribution.Flexible{
			Base:          r.money(f.get("base"), at+"/flexible/base", baseText),
			MonthlyAmount: r.money(f.get("monthly_amount"), at+"/flexible/monthly_amount", amountText),
			PensionTier:   r.count(f.get("pension_tier"), at+"/flexible/pension_tier", tierText, 0, 99),
			MedicalTier:   r.count(f.get("medical_tier"), at+"/flexible/medical_tier", tierText, 0, 99),
		}
	}
}

func (r *reader) assumptions(t *Tree, s *Scenario) {
	o := r.object(t, "/assumptions", "wage_growth", "floor_growth", "ceiling_growth", "interest_rate")
	a := &s.Assumptions
	a.WageGrowth = r.growth(o.get("wage_growth"), "/assumptions/wage_growth", growthText)
	a.Floor = r.growth(o.get("floor_growth"), "/assumptions/floor_growth", growthText)
	a.Ceiling = r.growth(o.get("ceiling_growth"), "/assumptions/ceiling_growth", growthText)
	a.Interest = r.rate(o.get("interest_rate"), "/assumptions/interest_rate", say("存款利率", "the deposit rate"), noRate, halfUp)
	if a.WageGrowth.Given {
		if s.Wage.grows {
			r.refuse(o.get("wage_growth"), fault.Exclusive, "/assumptions/wage_growth", "a", say("wage.growth", "wage.growth"), "b", say("assumptions.wage_growth", "assumptions.wage_growth"))
		}
		s.Wage.Growth = a.WageGrowth.Value
	}
}

func (r *reader) overrides(t *Tree, s *Scenario) {
	for i, item := range r.list(t, "/overrides", 200, say("个假设", "overrides")) {
		at := "/overrides/" + strconv.Itoa(i)
		o := r.object(item, at, "key", "from", "value")
		key, value := r.require(item, o.get("key"), at+"/key", say("参数", "the parameter")), r.require(item, o.get("value"), at+"/value", say("数值", "the value"))
		ov := policy.Override{Key: r.word(o.get("key"), at+"/key", mostName), From: r.date(o.get("from"), at+"/from")}
		ov.Value, _ = r.scalar(o.get("value"), at+"/value", aWord, wantFigure, text, number, boolean)
		if !key || !value || r.wrong(at) {
			continue
		}
		if _, faults := policy.Suppositions([]policy.Override{ov}); faults != nil {
			for _, e := range faults {
				e.Field = strings.Replace(e.Field, "/overrides/0", at, 1)
				where := o.get("value")
				if strings.HasSuffix(e.Field, "/key") {
					where = o.get("key")
				}
				r.faults.Add(e.OnLine(where.line, where.column))
			}
			continue
		}
		s.Overrides = append(s.Overrides, ov)
	}
}

func (r *reader) tax(t *Tree, s *Scenario) {
	if !given(t) {
		return
	}
	o := r.object(t, "/tax", "special_deductions", "employed_since", "resident", "full_year_deduction")
	x := &Tax{EmployedSince: r.month(o.get("employed_since"), "/tax/employed_since"), FullYear: r.flag(o.get("full_year_deduction"), "/tax/full_year_deduction")}
	x.NonResident = given(o.get("resident")) && !r.flag(o.get("resident"), "/tax/resident")
	const at = "/tax/special_deductions"
	what := say("专项附加扣除", "the special additional deduction")
	if d := o.get("special_deductions"); d != nil && d.kind == object {
		i := r.object(d, at, "child_education", "children", "infant_care", "infants", "elderly_support", "siblings", "continuing_education", "mortgage_interest", "rent")
		amount := func(name string) money.Money { return r.money(i.get(name), at+"/"+name, what).Value }
		number := func(name string) int {
			return r.count(i.get(name), at+"/"+name, say("子女人数", "the number of children"), 0, 20).Value
		}
		x.Deductions = tax.Deductions{
			ChildEducation: amount("child_education"), Children: number("children"), InfantCare: amount("infant_care"), Infants: number("infants"),
			ElderlySupport: amount("elderly_support"), Siblings: choose(r, i.get("siblings"), at+"/siblings", siblingKinds),
			ContinuingEducation: amount("continuing_education"), MortgageInterest: amount("mortgage_interest"), Rent: amount("rent"),
		}
	} else {
		x.Deductions.Sum = r.money(d, at, what).Value
	}
	s.Tax = x
}

var expected = []string{"balance", "interest", "contribution", "back_paid", "employer", "employee", "total", "take_home"}

func (r *reader) expect(t *Tree, s *Scenario) {
	for i, item := range r.list(t, "/expect", MaxMonths, say("项核对", "expectations")) {
		at := "/expect/" + strconv.Itoa(i)
		o := r.object(item, at, append([]string{"month"}, expected...)...)
		r.require(item, o.get("month"), at+"/month", say("月份", "the month"))
		m := r.month(o.get("month"), at+"/month")
		if m != 0 && (m < s.From || m > s.To) {
			r.refuse(o.get("month"), fault.OutOfRange, at+"/month", "what", say("月份", "the month"), "value", m, "min", s.From, "max", s.To)
		}
		any := false
		for _, name := range expected {
			if v := r.money(o.get(name), at+"/"+name, say("核对数", "the amount expected")); v.Given {
				s.Expect = append(s.Expect, Expectation{m, name, v.Value, at + "/" + name})
				any = true
			}
		}
		if !any && !r.wrong(at) {
			r.refuse(item, fault.Required, at+"/balance", "what", say("要核对的金额", "an amount to be held against"))
		}
	}
}

// consistent refuses what cannot be one person's story.
func (r *reader) consistent(t, o *Tree, s *Scenario) {
	if s.Person == contribution.FlexibleWorker {
		no := say("灵活就业人员没有单位", "a flexible worker has no employer")
		for _, name := range []string{"employer", "employment", "tax"} {
			if given(o.get(name)) {
				r.refuse(o.get(name), fault.NotApplicable, "/"+name, "what", say(name, name), "why", no)
			}
		}
		return
	}
	if s.Person != contribution.Employee {
		return
	}
	asks := s.Tax != nil
	for i := range s.Stays {
		asks = asks || s.Stays[i].HousingFund.Asked || s.Stays[i].Insurance.Asked
	}
	if asks && !s.Wage.Given {
		r.refuse(t, fault.Required, "/wage/amount", "what", wageText)
	}
	e := &s.Employment
	if needs := e.Kind == contribution.NewHire || e.Kind == contribution.Transferred || e.Kind == contribution.Unsealed; needs && e.Start == 0 && !r.wrong("/employment/start") {
		r.refuse(o.get("employment"), fault.Required, "/employment/start", "what", say("起始月份", "the month it started"))
	}
	if e.Start != 0 && s.From != 0 && e.Start > s.From {
		r.refuse(o.get("employment").get("start"), fault.BeforeStart, "/employment/start", "month", s.From, "start", e.Start)
	}
	established := e.Kind == contribution.Established || e.Kind == contribution.InternallySealed
	if asks && established && s.Wage.Given && !s.Wage.Average.Given && !r.wrong("/wage") {
		r.refuse(o.get("wage"), fault.Required, "/wage/average_of_last_year", "what", averageText)
	}
}
