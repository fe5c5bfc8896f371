package api

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json/jsontext"

	"fenhao/api/chart"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/scenarios"
)

// ComparisonChartRequest is a comparison to be drawn.
type ComparisonChartRequest struct {
	ScenarioCompareRequest
	Show  string `json:"show" enums:"amounts,differences" default:"amounts"`                   // who pays how much, or the differences from the first, taken apart
	Of    string `json:"of" enums:"total,employer,employee,take_home,balance" default:"total"` // of which sum the differences are drawn
	Top   int    `json:"top" minimum:"1" maximum:"500" default:"30"`                           // bars drawn at most
	Title string `json:"title" maxLength:"120" example:"同一个人，五座城市的一年"`                         //
}

type comparisonBody struct {
	Scenarios jsontext.Value `json:"scenarios"`
	Scenario  jsontext.Value `json:"scenario"`
	Cities    jsontext.Value `json:"cities"`
	Months    jsontext.Value `json:"months"` // taken so that a comparison's body can be drawn as it is
	Show      Word           `json:"show"`
	Of        Word           `json:"of"`
	Top       Count          `json:"top"`
	Title     Word           `json:"title"`
}

// sumOf is one of a comparison's sums.
type sumOf struct {
	name lang.Text
	of   func(*scenarios.DifferenceAnswer) *scenarios.PartsAnswer
}

var (
	comparedSums = choices[*sumOf]{
		{"total", &sumOf{shownNames["/totals/total"], func(d *scenarios.DifferenceAnswer) *scenarios.PartsAnswer { return d.Total }}},
		{"employer", &sumOf{shownNames["/totals/employer"], func(d *scenarios.DifferenceAnswer) *scenarios.PartsAnswer { return d.Employer }}},
		{"employee", &sumOf{shownNames["/totals/employee"], func(d *scenarios.DifferenceAnswer) *scenarios.PartsAnswer { return d.Employee }}},
		{"take_home", &sumOf{shownNames["/totals/take_home"], func(d *scenarios.DifferenceAnswer) *scenarios.PartsAnswer { return d.TakeHome }}},
		{"balance", &sumOf{shownNames["/totals/balance"], func(d *scenarios.DifferenceAnswer) *scenarios.PartsAnswer { return d.Balance }}},
	}
	comparedViews = choices[bool]{{"amounts", false}, {"differences", true}}

	comparedPartNames = []lang.Text{
		{ZH: "工资", EN: "Wage"}, {ZH: "选择", EN: "Choices"}, {ZH: "下限", EN: "Floors"}, {ZH: "上限", EN: "Ceilings"}, {ZH: "比例", EN: "Rates"},
		{ZH: "取整", EN: "Rounding"}, {ZH: "利息", EN: "Interest"}, {ZH: "其余规定", EN: "Other rules"},
	}
	noDifferenceWhy = lang.Text{ZH: "没有可比的结果", EN: "there is nothing to compare"}
	noSumWhy        = lang.Text{ZH: "结果中没有这一项", EN: "the results have no such sum"}
)

// postComparisonChart draws a comparison.
//
//	@Summary		图：比较多个情景或城市，差额逐项拆开 · Chart: scenarios or cities compared, differences taken apart
//	@Description	请求同 POST /scenarios/compare，另有 show（amounts 谁缴多少；differences 与第一个的差额逐项拆开）、of（拆哪一个合计）、top。算不出的在图下说明。
//	@Description	As POST /scenarios/compare, with show (amounts: who pays how much; differences: from the first, taken apart), of (which sum) and top. What cannot be answered is named under the chart.
//	@Tags			charts
//	@Accept			json
//	@Produce		json,image/svg+xml,png
//	@Param			request	body		ComparisonChartRequest	true	"问题 · the question"
//	@Param			width	query		int						false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string					false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Header			200		{integer}	X-Chart-Height	"图高，像素 · height in px"
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Failure		501		{object}	Problem	"未安装 rsvg-convert，不能给出 PNG · no PNG without rsvg-convert"
//	@Router			/charts/comparison [post]
func (s *service) postComparisonChart(c *gin.Context) {
	var r comparisonBody
	if err := read(c.Request, scenarios.MaxSize, &r); err != nil {
		refuse(c, err)
		return
	}
	var f form
	frame := f.frame(c, r.Title)
	differences := choose(&f, r.Show, "/show", comparedViews)
	sum := choose(&f, r.Of, "/of", comparedSums)
	top := cmp.Or(f.count(r.Top, "/top", drawnTopText, 1, mostTop).Value, usualTop)
	if f.faults != nil {
		refuse(c, f.faults.Err())
		return
	}
	out, err := s.drawnAnswer(c, "compare", map[string]jsontext.Value{"scenarios": r.Scenarios, "scenario": r.Scenario, "cities": r.Cities}, frame.Lang)
	if err != nil {
		refuse(c, err)
		return
	}
	a := out.(*scenarios.CompareAnswer)
	names := s.comparedNames(a, r.Scenario != nil, frame.Lang)
	v, missing := newEvidence(frame.Lang), missing{why: map[string][]string{}}
	for i, x := range a.Results {
		if x.Result == nil {
			missing.add(names[i], (fault.Error{Code: fault.Code(x.Refused[0].Code)}).Title(frame.Lang))
			continue
		}
		for _, w := range x.Result.Assumptions {
			v.warn(w.Message)
		}
	}
	frame.Subtitle = s.subtitle(frame.Lang, spanOf(a, names[0], frame.Lang))
	frame.Notes = append(missing.notes(frame.Lang), v.notes()...)
	if !differences {
		s.drawAmounts(c, frame, a, names, r.Scenario != nil, top)
		return
	}
	if sum == nil {
		sum = comparedSums[0].value
	}
	list, faults := partedDifferences(a, names, sum)
	if faults != nil {
		refuse(c, faults.Err())
		return
	}
	var parts []string
	for _, name := range comparedPartNames {
		parts = append(parts, name.In(frame.Lang))
	}
	s.sendChart(c, chart.Differences(frame, sum.name, parts, list, top))
}

// comparedNames are the cities' names, or the scenarios' own; one without a name is counted.
func (s *service) comparedNames(a *scenarios.CompareAnswer, cities bool, l lang.Lang) (names []string) {
	for i, x := range a.Results {
		place, _ := s.book.Place(x.City)
		name := place.Name.In(l)
		if !cities {
			name = cmp.Or(x.Name, strconv.Itoa(i+1)+" "+name)
		}
		names = append(names, name)
	}
	return names
}

// spanOf says which months are compared, and with what.
func spanOf(a *scenarios.CompareAnswer, base string, l lang.Lang) string {
	i := slices.IndexFunc(a.Results, func(x scenarios.ComparedAnswer) bool { return x.Result != nil })
	if i < 0 {
		return base
	}
	r := a.Results[i].Result
	return fmt.Sprintf(lang.Text{ZH: "%s 至 %s · 以%s为基准", EN: "%s to %s · held against %s"}.In(l), r.From, r.To, base)
}

func (s *service) drawAmounts(c *gin.Context, frame chart.Frame, a *scenarios.CompareAnswer, names []string, cities bool, top int) {
	var rows []chart.CityAmounts
	for i, x := range a.Results {
		if x.Result == nil {
			continue
		}
		row := chart.CityAmounts{Name: names[i], Own: i == 0}
		for scheme, sums := range x.Result.Totals.Schemes {
			if scheme == "housing_fund" {
				row.Parts.FundEmployer, row.Parts.FundEmployee = sums.Employer, sums.Employee
				continue
			}
			row.Parts.InsuranceEmployer, row.Parts.InsuranceEmployee = row.Parts.InsuranceEmployer.Add(sums.Employer), row.Parts.InsuranceEmployee.Add(sums.Employee)
		}
		rows = append(rows, row)
	}
	if rows == nil {
		refuse(c, nothingCompared(a))
		return
	}
	s.sendChart(c, chart.Comparison(frame, rows, cities, top))
}

// nothingCompared is why nothing can be drawn: the first one's reason is as good as any.
func nothingCompared(a *scenarios.CompareAnswer) error {
	why := noDifferenceWhy
	if x := a.Results[0].Refused; x != nil {
		text := strings.TrimRight(x[0].Message, "。.")
		why = lang.Text{ZH: text, EN: text}
	}
	return fault.New(fault.NotApplicable, "/scenario", "what", lang.Text{ZH: "这个比较", EN: "this comparison"}, "why", why)
}

func partedDifferences(a *scenarios.CompareAnswer, names []string, sum *sumOf) (out []chart.PartedDifference, faults fault.List) {
	for i := range a.Differences {
		d := &a.Differences[i]
		p := sum.of(d)
		if p == nil {
			faults.Add(fault.New(fault.NotApplicable, "/of", "what", sum.name, "why", noSumWhy))
			return nil, faults
		}
		out = append(out, chart.PartedDifference{
			Name: names[d.Index], Difference: p.Difference,
			Parts: []money.Money{p.Wage, p.Choices, p.Floor, p.Ceiling, p.Rate, p.Rounding, p.Interest, p.Rest},
		})
	}
	if out == nil {
		faults = fault.All(nothingCompared(a))
	}
	return out, faults
}

// ChancesChartRequest is a simulation of chances to be drawn.
type ChancesChartRequest struct {
	ScenarioMonteCarloRequest
	Of    string `json:"of" enums:"balance,total,wage" example:"balance"` // which amount of each month; absent: the balance where an account is followed, else what both pay
	Title string `json:"title" maxLength:"120" example:"四十年后的公积金余额"`
}

type chancesBody struct {
	Scenario    jsontext.Value `json:"scenario"`
	Paths       jsontext.Value `json:"paths"`
	Seed        jsontext.Value `json:"seed"`
	Every       jsontext.Value `json:"every"`
	Percentiles jsontext.Value `json:"percentiles"`
	WageGrowth  jsontext.Value `json:"wage_growth"`
	JobLoss     jsontext.Value `json:"job_loss"`
	Of          Word           `json:"of"`
	Title       Word           `json:"title"`
}

// amountOf is one of the amounts of a month that is left to chance.
type amountOf struct {
	name lang.Text
	of   func(*scenarios.ChanceMonth) []money.Money
}

var chanceAmounts = choices[*amountOf]{
	{"balance", &amountOf{lang.Text{ZH: "账户余额", EN: "balance of the account"}, func(m *scenarios.ChanceMonth) []money.Money { return m.Balance }}},
	{"total", &amountOf{lang.Text{ZH: "双方当月缴费", EN: "what both pay in the month"}, func(m *scenarios.ChanceMonth) []money.Money { return m.Total }}},
	{"wage", &amountOf{lang.Text{ZH: "当月工资", EN: "the month's wage"}, func(m *scenarios.ChanceMonth) []money.Money { return m.Wage }}},
}

// postChancesChart draws a simulation of chances.
//
//	@Summary		图：随机模拟的百分位 · Chart: percentiles of a simulation
//	@Description	请求同 POST /scenarios/monte-carlo，另有 of：账户余额（balance）、双方当月缴费（total）或工资（wage）。
//	@Description	As POST /scenarios/monte-carlo, with of: the account's balance, what both pay in the month (total), or the wage.
//	@Tags			charts
//	@Accept			json
//	@Produce		json,image/svg+xml,png
//	@Param			request	body		ChancesChartRequest	true	"问题 · the question"
//	@Param			width	query		int					false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string				false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Header			200		{integer}	X-Chart-Height	"图高，像素 · height in px"
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Failure		501		{object}	Problem	"未安装 rsvg-convert，不能给出 PNG · no PNG without rsvg-convert"
//	@Failure		503		{object}	Problem	"超时 · out of time"
//	@Router			/charts/chances [post]
func (s *service) postChancesChart(c *gin.Context) {
	var r chancesBody
	if err := read(c.Request, scenarios.MaxSize, &r); err != nil {
		refuse(c, err)
		return
	}
	var f form
	frame := f.frame(c, r.Title)
	amount := choose(&f, r.Of, "/of", chanceAmounts)
	if f.faults != nil {
		refuse(c, f.faults.Err())
		return
	}
	out, err := s.drawnAnswer(c, "monte-carlo", map[string]jsontext.Value{
		"scenario": r.Scenario, "paths": r.Paths, "seed": r.Seed, "every": r.Every, "percentiles": r.Percentiles, "wage_growth": r.WageGrowth, "job_loss": r.JobLoss,
	}, frame.Lang)
	if err != nil {
		refuse(c, err)
		return
	}
	a := out.(*scenarios.ChancesAnswer)
	if amount == nil {
		if amount = chanceAmounts[0].value; a.Months[0].Balance == nil {
			amount = chanceAmounts[1].value
		}
	}
	var rows []chart.ChanceRow
	for i := range a.Months {
		m := &a.Months[i]
		if amount.of(m) == nil {
			f.refuse(fault.NotApplicable, "/of", "what", amount.name, "why", noSumWhy)
			refuse(c, f.faults.Err())
			return
		}
		rows = append(rows, chart.ChanceRow{Month: m.Month.String(), Amounts: amount.of(m)})
	}
	v := newEvidence(frame.Lang)
	for _, x := range a.Assumptions {
		v.warn(x.Message)
	}
	for _, x := range a.Warnings {
		v.warn(x.Message)
	}
	frame.Subtitle = s.subtitle(frame.Lang, fmt.Sprintf(lang.Text{ZH: "%d 条路径 · 种子 %d", EN: "%d paths · seed %d"}.In(frame.Lang), a.Paths, a.Seed))
	frame.Notes = append([]string{a.Method}, v.notes()...)
	s.sendChart(c, chart.Chances(frame, amount.name, a.Percentiles, rows))
}
