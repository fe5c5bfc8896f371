package api

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/gin-gonic/gin"

	"fenhao/api/chart"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// budgetChart is a kind of chart of a budget.
type budgetChart struct {
	id   string
	by   workforce.By
	kind lang.Text
}

var budgetCharts = []budgetChart{
	{"months", workforce.ByMonth, chart.WorkforceMonths},
	{"departments", workforce.ByDepartment, chart.WorkforceDepartments},
	{"cities", workforce.ByCity, chart.WorkforceCities},
	{"schemes", 0, chart.WorkforceSchemes},
}

// getBudgetChart draws a budget's sums.
//
//	@Summary		图：逐月、各部门、各城市、各险种 · Charts by month, department, city and scheme
//	@Description	部门与城市按金额从大到小。补差时画应补金额。Departments and cities are in the order of their amounts. Of a retroactive difference it is what is owed.
//	@Tags			budgets
//	@Produce		json,image/svg+xml,png
//	@Param			id		path		string	true	"预算的编号 · its id"
//	@Param			kind	path		string	true	"按什么 · by what"	Enums(months, departments, cities, schemes)	default(months)
//	@Param			title	query		string	false	"标题 · a title"
//	@Param			width	query		int		false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string	false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Header			200		{integer}	X-Chart-Height	"图高，像素 · height in px"
//	@Failure		404		{object}	Problem
//	@Failure		409		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Failure		501		{object}	Problem	"未安装 rsvg-convert，不能给出 PNG · no PNG without rsvg-convert"
//	@Router			/budgets/{id}/chart/{kind} [get]
func (s *service) getBudgetChart(c *gin.Context) {
	i := slices.IndexFunc(budgetCharts, func(k budgetChart) bool { return k.id == c.Param("kind") })
	if i < 0 {
		refuse(c, fault.New(fault.UnknownID, "", "what", lang.Text{ZH: "图", EN: "chart"}, "id", shorten(c.Param("kind")), "choices", "months, departments, cities, schemes"))
		return
	}
	kind := budgetCharts[i]
	var f form
	title, given := c.GetQuery("title")
	frame := f.frame(c, Word{leaf{title, given}})
	b, t, ok := s.finished(c, &f)
	if !ok {
		return
	}
	list, unknown := chartBars(b, t, kind.by, frame.Lang)
	if kind.by&(workforce.ByDepartment|workforce.ByCity) != 0 {
		slices.SortStableFunc(list, func(a, b chart.WorkforceBar) int { return cmp.Compare(b.Sums.Total().Fen(), a.Sums.Total().Fen()) })
	}
	sums := SumsOf(b, t)
	parts := []string{fmt.Sprintf(lang.Text{ZH: "%d 人，%d 人月", EN: "%d people, %d person-months"}.In(frame.Lang), sums.People, sums.PersonMonths)}
	if b.Retroactive() {
		parts = append(parts, lang.Text{ZH: "应补 ", EN: "owed "}.In(frame.Lang)+readable(sums.Owed)+lang.Text{ZH: " 元", EN: " yuan"}.In(frame.Lang))
	}
	frame.Subtitle = s.subtitle(frame.Lang, parts...)
	if unknown > 0 {
		frame.Notes = append(frame.Notes, fmt.Sprintf(lang.Text{ZH: "有 %d 笔金额未知，不在图中。", EN: "%d amounts are not known and not drawn."}.In(frame.Lang), unknown))
	}
	v := newEvidence(frame.Lang)
	for _, source := range b.Sources(t) {
		v.use(source.Entry)
	}
	for _, w := range b.Warnings(t) {
		v.warn(w.Text.In(frame.Lang))
	}
	frame.Notes = append(frame.Notes, v.notes()...)
	s.sendChart(c, chart.Workforce(frame, kind.kind, list))
}

// chartBars adds a budget's sums up to bars. By nothing, each scheme is one.
func chartBars(b *workforce.Budget, t *workforce.Totals, by workforce.By, l lang.Lang) (list []chart.WorkforceBar, unknown int64) {
	at := map[string]int{}
	for r := range t.Rows(by | workforce.ByScheme | workforce.ByPayer) {
		var name string
		switch by {
		case workforce.ByMonth:
			name = r.Month.String()
		case workforce.ByDepartment:
			if name = chart.Clean(r.Department); name == "" {
				name = lang.Text{ZH: "（无部门）", EN: "(no department)"}.In(l)
			}
		case workforce.ByCity:
			name = r.City.Name.In(l)
		default:
			name = r.Scheme.Name().In(l)
		}
		i, known := at[name]
		if !known {
			i = len(list)
			at[name], list = i, append(list, chart.WorkforceBar{Name: name})
		}
		amount := r.Due
		if b.Retroactive() {
			amount = r.Owed
		}
		*partOf(&list[i].Sums, &r) = partOf(&list[i].Sums, &r).Add(amount)
		unknown += r.Unknown
	}
	return list, unknown
}

func partOf(p *chart.Parts, r *workforce.TotalRow) *money.Money {
	switch fund, employer := r.Scheme == policy.HousingFund, r.Payer == contribution.Employer; {
	case fund && employer:
		return &p.FundEmployer
	case fund:
		return &p.FundEmployee
	case employer:
		return &p.InsuranceEmployer
	}
	return &p.InsuranceEmployee
}
