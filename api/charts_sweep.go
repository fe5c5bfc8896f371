package api

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"fenhao/api/chart"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/scenarios"
)

// SweepChartRequest is a sweep to be drawn, and what of its results.
type SweepChartRequest struct {
	Scenario ScenarioRequest `json:"scenario" validate:"required"`
	Vary     VaryRequest     `json:"vary" validate:"required"`
	Show     []string        `json:"show" maxItems:"6" example:"/totals/employer,/totals/employee"` // JSON pointers into a run's answer; absent: who pays how much
	Title    string          `json:"title" maxLength:"120" example:"公积金比例每高一个百分点"`
}

// sweepBody is a request's body in parts: what the sweep is asked, as it was written, and what is the chart's own.
type sweepBody struct {
	Scenario jsontext.Value `json:"scenario"`
	Vary     jsontext.Value `json:"vary"`
	Show     []Word         `json:"show"`
	Title    Word           `json:"title"`
}

// shownNames are the results that have a name of their own; any other is called by its pointer.
var shownNames = map[string]lang.Text{
	"/totals/employer":  {ZH: "单位合计", EN: "Employer total"},
	"/totals/employee":  {ZH: "个人合计", EN: "Employee total"},
	"/totals/total":     {ZH: "双方合计", EN: "Total of both"},
	"/totals/take_home": {ZH: "到手合计", EN: "Take-home total"},
	"/totals/tax":       {ZH: "个人所得税合计", EN: "Tax total"},
	"/totals/balance":   {ZH: "期末账户余额", EN: "Balance at the end"},
	"/totals/interest":  {ZH: "账户利息合计", EN: "Interest total"},
}

// variedNames are the values that have a name of their own, of those a sweep often goes through.
var variedNames = map[string]lang.Text{
	"/wage/amount":                {ZH: "月工资", EN: "Monthly wage"},
	"/wage/average_of_last_year":  {ZH: "上年度月平均工资", EN: "Average wage last year"},
	"/housing_fund/employer_rate": {ZH: "公积金单位比例", EN: "Fund rate, employer"},
	"/housing_fund/employee_rate": {ZH: "公积金个人比例", EN: "Fund rate, employee"},
	bothRates:                     {ZH: "公积金双方比例", EN: "Fund rate, both sides"},
	"/flexible/base":              {ZH: "灵活就业缴费基数", EN: "Base of a flexible worker"},
	"/flexible/monthly_amount":    {ZH: "灵活就业月缴存额", EN: "Monthly amount of a flexible worker"},
	"/flexible/pension_tier":      {ZH: "养老保险档次", EN: "Pension tier"},
	"/to":                         {ZH: "最后一个月", EN: "Last month"},
}

// bothRates is what is varied when the employee's rate goes along with the employer's.
const bothRates = "/housing_fund/employer_rate and /housing_fund/employee_rate"

// varied is the name of what is varied, with what goes along.
func varied(vary jsontext.Value, l lang.Lang) string {
	var v struct {
		Path string   `json:"path"`
		Also []string `json:"also"`
	}
	_ = json.Unmarshal(vary, &v) // it has been answered, and so can be read
	paths := append([]string{v.Path}, v.Also...)
	if name, ok := variedNames[strings.Join(paths, " and ")]; ok {
		return name.In(l)
	}
	for i, path := range paths {
		paths[i] = called(variedNames, path, l)
	}
	return strings.Join(paths, lang.Text{ZH: "、", EN: ", "}.In(l))
}

// called is a pointer's name, or the pointer.
func called(names map[string]lang.Text, path string, l lang.Lang) string {
	if name, ok := names[path]; ok {
		return name.In(l)
	}
	return shorten(path)
}

const mostShown = 6

var (
	showText    = lang.Text{ZH: "要画的量的个数", EN: "the number of results to draw"}
	notThereWhy = lang.Text{ZH: "结果中没有这个数值", EN: "the results have no such number"}
	resultText  = lang.Text{ZH: "这条路径", EN: "this pointer"}
)

// postSweepChart draws a sweep.
//
//	@Summary		图：逐步改变一个量 · Chart: one value, step by step
//	@Description	请求同 POST /scenarios/sweep，另有 show：指向结果内数值的 JSON 指针（默认单位合计与个人合计）。被规定所拒的点留空，并在图下说明。
//	@Description	As POST /scenarios/sweep, with show: JSON pointers to numbers of a run's answer (who pays how much, unless told). A point the rules refuse is left empty and said under the chart.
//	@Tags			charts
//	@Accept			json
//	@Produce		json,image/svg+xml,png
//	@Param			request	body		SweepChartRequest	true	"问题 · the question"
//	@Param			width	query		int					false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string				false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Header			200		{integer}	X-Chart-Height	"图高，像素 · height in px"
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Failure		501		{object}	Problem	"未安装 rsvg-convert，不能给出 PNG · no PNG without rsvg-convert"
//	@Router			/charts/sweep [post]
func (s *service) postSweepChart(c *gin.Context) {
	var r sweepBody
	if err := read(c.Request, scenarios.MaxSize, &r); err != nil {
		refuse(c, err)
		return
	}
	var f form
	frame := f.frame(c, r.Title)
	show := f.shown(r.Show)
	if f.faults != nil {
		refuse(c, f.faults.Err())
		return
	}
	answer, err := s.sweep(c, &r, show, frame.Lang)
	if err != nil {
		refuse(c, err)
		return
	}
	if r.Show == nil {
		show = slices.DeleteFunc(show, func(path string) bool { return !anywhere(answer, path) })
	}
	points, inYuan := f.points(answer, show)
	if f.faults != nil {
		refuse(c, f.faults.Err())
		return
	}
	var names []string
	for _, path := range show {
		names = append(names, called(shownNames, path, frame.Lang))
	}
	name := varied(r.Vary, frame.Lang)
	frame.Subtitle = s.subtitle(frame.Lang, sweptOver(answer, name))
	frame.Notes = sweepNotes(answer, frame.Lang)
	kind := answer.Kind
	s.sendChart(c, chart.Sweep(frame, chart.Varied{Name: name, Quantity: kind == "amount" || kind == "rate" || kind == "count", Percent: kind == "rate"}, names, inYuan, points))
}

// shown reads what is to be drawn.
func (f *form) shown(list []Word) (show []string) {
	if list == nil {
		return []string{"/totals/employer", "/totals/employee", "/totals/balance"}
	}
	if n := len(list); n == 0 || n > mostShown {
		f.refuse(fault.OutOfRange, "/show", "what", showText, "value", n, "min", 1, "max", mostShown)
	}
	for i, path := range list {
		if f.require(path.leaf, "/show/"+strconv.Itoa(i), resultText) {
			show = append(show, path.text)
		}
	}
	return show
}

// sweep asks the scenarios, as POST /scenarios/sweep does. The months of every point are left out unless something in them is looked at.
func (s *service) sweep(c *gin.Context, r *sweepBody, show []string, l lang.Lang) (*scenarios.SweepAnswer, error) {
	months := slices.ContainsFunc(show, func(path string) bool { return !strings.HasPrefix(path, "/totals/") })
	out, err := s.drawnAnswer(c, "sweep", map[string]jsontext.Value{"scenario": r.Scenario, "vary": r.Vary, "months": jsontext.Value(strconv.FormatBool(months))}, l)
	if err != nil {
		return nil, err
	}
	return out.(*scenarios.SweepAnswer), nil
}

// drawnAnswer asks the scenarios with the parts of a chart's body that are theirs, as they were written.
func (s *service) drawnAnswer(c *gin.Context, ask string, question map[string]jsontext.Value, l lang.Lang) (any, error) {
	maps.DeleteFunc(question, func(_ string, v jsontext.Value) bool { return v == nil })
	body, err := json.Marshal(question, json.Deterministic(true))
	if err != nil {
		return nil, err
	}
	t, faults := scenarios.ParseJSON(body)
	if faults != nil {
		return nil, faults.Err()
	}
	return s.answer(c.Request.Context(), ask, t, l)
}

func anywhere(a *scenarios.SweepAnswer, path string) bool {
	return slices.ContainsFunc(a.Points, func(p scenarios.PointAnswer) bool {
		if p.Result == nil {
			return false
		}
		_, ok := p.Result.Get(path)
		return ok
	})
}

var (
	aNumber = regexp.MustCompile(`^-?\d+(\.\d+)?$`)
	anYuan  = regexp.MustCompile(`^-?\d+\.\d\d$`) // how amounts are written, and nothing else is
)

// points are a sweep's results at the pointers that are drawn.
func (f *form) points(a *scenarios.SweepAnswer, show []string) (points []chart.SweepPoint, inYuan bool) {
	found := make([]bool, len(show))
	inYuan = true
	for _, p := range a.Points {
		one := chart.SweepPoint{Value: p.Value, Results: make([]string, len(show))}
		if a.Kind == "rate" {
			if r, err := money.ParseRate(p.Value); err == nil {
				one.Value = money.PPM(r.PPM() * 100).String()
			}
		}
		for i, path := range show {
			if p.Result == nil {
				continue
			}
			v, ok := p.Result.Get(path)
			if text := v.String(); ok && aNumber.MatchString(text) {
				one.Results[i], found[i] = text, true
				inYuan = inYuan && anYuan.MatchString(text)
			}
		}
		points = append(points, one)
	}
	answered := slices.ContainsFunc(a.Points, func(p scenarios.PointAnswer) bool { return p.Result != nil })
	if !answered {
		x := a.Points[0].Refused[0]
		f.refuse(fault.NotApplicable, "/vary", "what", lang.Text{ZH: "所有取值", EN: "every value"}, "why", strings.TrimRight(x.Message, "。."))
		return nil, false
	}
	for i, ok := range found {
		if !ok {
			f.refuse(fault.NotApplicable, "/show/"+strconv.Itoa(i), "what", resultText, "why", notThereWhy)
		}
	}
	return points, inYuan
}

// sweptOver says from where to where.
func sweptOver(a *scenarios.SweepAnswer, name string) string {
	first, last := a.Points[0].Value, a.Points[len(a.Points)-1].Value
	return fmt.Sprintf("%s %s – %s (%d)", name, shorten(first), shorten(last), len(a.Points))
}

func sweepNotes(a *scenarios.SweepAnswer, l lang.Lang) (notes []string) {
	v := newEvidence(l)
	for _, p := range a.Points {
		for _, x := range p.Refused {
			v.warn(shorten(p.Value) + lang.Text{ZH: "：", EN: ": "}.In(l) + x.Message)
		}
	}
	for _, p := range a.Points {
		if p.Result == nil {
			continue
		}
		for _, x := range p.Result.Assumptions {
			v.warn(x.Message)
		}
		for _, x := range p.Result.Warnings {
			v.warn(x.Message)
		}
	}
	return v.notes()
}
