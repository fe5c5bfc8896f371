package api

import (
	"fmt"
	"slices"

	"github.com/gin-gonic/gin"

	"fenhao/api/chart"
	"fenhao/calc/lang"
	"fenhao/calc/money"
)

// Charts of an account and of a loan draw the answers of POST /accounts/simulate and POST /loans/schedule, whole.

// AccountChartRequest is an account simulation to be drawn.
type AccountChartRequest struct {
	SimulationRequest
	Title Word `json:"title" swaggertype:"string" maxLength:"120" example:"停缴又补缴"`
}

// ScheduleChartRequest is a loan to be drawn.
type ScheduleChartRequest struct {
	LoanScheduleRequest
	Title Word `json:"title" swaggertype:"string" maxLength:"120" example:"八十万，三十年"`
}

// postBalanceChart draws an account's balance.
//
//	@Summary		图：账户余额 · Chart: an account's balance
//	@Description	请求同 POST /accounts/simulate。两条线之间是利息。As POST /accounts/simulate; what lies between the two lines is interest.
//	@Tags			charts
//	@Accept			json
//	@Produce		json,image/svg+xml,png
//	@Param			request	body		AccountChartRequest	true	"问题 · the question"
//	@Param			width	query		int					false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string				false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Header			200		{integer}	X-Chart-Height	"图高，像素 · height in px"
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Failure		501		{object}	Problem	"未安装 rsvg-convert，不能给出 PNG · no PNG without rsvg-convert"
//	@Router			/charts/balance [post]
func (s *service) postBalanceChart(c *gin.Context) { s.accountChart(c, chart.Balance) }

// postLoanTimeline draws when a loan becomes possible.
//
//	@Summary		图：何时可以申请贷款 · Chart: when a loan becomes possible
//	@Description	请求同 POST /accounts/simulate。柱高为连续缴存月数，绿色的月份次日起可以申请。As POST /accounts/simulate; the bars are the months in a row, and from the day after a green month a loan can be applied for.
//	@Tags			charts
//	@Accept			json
//	@Produce		json,image/svg+xml,png
//	@Param			request	body		AccountChartRequest	true	"问题 · the question"
//	@Param			width	query		int					false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string				false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Header			200		{integer}	X-Chart-Height	"图高，像素 · height in px"
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Failure		501		{object}	Problem	"未安装 rsvg-convert，不能给出 PNG · no PNG without rsvg-convert"
//	@Router			/charts/loan-timeline [post]
func (s *service) postLoanTimeline(c *gin.Context) { s.accountChart(c, chart.LoanTimeline) }

func (s *service) accountChart(c *gin.Context, draw func(chart.Frame, []chart.AccountMonth) chart.Drawing) {
	var r AccountChartRequest
	if err := read(c.Request, maxBody, &r); err != nil {
		refuse(c, err)
		return
	}
	var f form
	frame := f.frame(c, r.Title)
	if f.faults != nil {
		refuse(c, f.faults.Err())
		return
	}
	answered, err := s.simulation(&r.SimulationRequest, frame.Lang)
	if err != nil {
		refuse(c, err)
		return
	}
	sim := answered.(Simulation)
	months := make([]chart.AccountMonth, len(sim.Months))
	var paid money.Money
	for i, m := range sim.Months {
		moved := figure(m.Contribution).Add(figure(m.BackPaid)).Sub(figure(m.Withdrawn))
		if i == 0 {
			paid = figure(m.Balance).Sub(moved).Sub(figure(m.Interest)) // the balance the month began with
		}
		paid = paid.Add(moved)
		months[i] = chart.AccountMonth{Month: m.Month, Balance: figure(m.Balance), Paid: paid, Sealed: m.State == "sealed", Missed: m.Status == "missed", Made: !figure(m.BackPaid).IsZero(), Row: m.ContinuousMonths, Eligible: m.LoanEligible}
	}
	place, _ := s.book.Place(sim.City)
	frame.Subtitle = s.subtitle(frame.Lang, place.Name.In(frame.Lang), months[0].Month+" – "+months[len(months)-1].Month)
	for _, x := range sim.Refusals {
		frame.Notes = append(frame.Notes, lang.Text{ZH: "未办成：", EN: "Refused: "}.In(frame.Lang)+x.On+" "+x.Type+lang.Text{ZH: "，", EN: ", "}.In(frame.Lang)+x.Message)
	}
	v := newEvidence(frame.Lang)
	v.because(sim.Because, sim.Warnings)
	frame.Notes = append(frame.Notes, v.notes()...)
	s.sendChart(c, draw(frame, months))
}

// figure reads an amount of an answer back.
func figure(s string) money.Money {
	m, err := money.Parse(s)
	if err != nil {
		panic(err) // we have written it ourselves
	}
	return m
}

// readable writes an amount of an answer with its thousands set apart.
func readable(s string) string { return chart.Thousands(figure(s)) }

// postScheduleChart draws how a loan is repaid.
//
//	@Summary		图：还款计划 · Chart: how a loan is repaid
//	@Description	请求同 POST /loans/schedule。提前还款的那一期不画本金，在图下写明。As POST /loans/schedule; the principal of an instalment with a prepayment is not drawn but said under the chart.
//	@Tags			charts
//	@Accept			json
//	@Produce		json,image/svg+xml,png
//	@Param			request	body		ScheduleChartRequest	true	"问题 · the question"
//	@Param			width	query		int						false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string					false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Header			200		{integer}	X-Chart-Height	"图高，像素 · height in px"
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Failure		501		{object}	Problem	"未安装 rsvg-convert，不能给出 PNG · no PNG without rsvg-convert"
//	@Router			/charts/schedule [post]
func (s *service) postScheduleChart(c *gin.Context) {
	var r ScheduleChartRequest
	if err := read(c.Request, maxBody, &r); err != nil {
		refuse(c, err)
		return
	}
	var f form
	frame := f.frame(c, r.Title)
	if f.faults != nil {
		refuse(c, f.faults.Err())
		return
	}
	answered, err := s.loanSchedule(&r.LoanScheduleRequest, frame.Lang)
	if err != nil {
		refuse(c, err)
		return
	}
	loan := answered.(LoanSchedule)
	rows := make([]chart.Instalment, len(loan.Rows))
	figures := []any{len(rows), readable(loan.Totals.Payment), readable(loan.Totals.Interest), readable(loan.Rows[0].Payment), readable(loan.Rows[len(rows)-1].Payment)}
	notes := []string{fmt.Sprintf(lang.Text{
		ZH: "%d 期共还 %s 元，其中利息 %s 元；首期 %s 元，末期 %s 元。",
		EN: "%d instalments, %s yuan in all, %s of it interest; the first is %s, the last %s.",
	}.In(frame.Lang), figures...)}
	for i, x := range loan.Rows {
		rows[i] = chart.Instalment{Date: x.Date, Principal: x.Principal, Interest: x.Interest, Balance: x.Balance, Prepaid: x.Prepaid != ""}
		if x.Prepaid != "" {
			notes = append(notes, lang.Text{ZH: "提前还款：" + x.Date + "，" + readable(x.Prepaid) + " 元。", EN: "Prepaid: " + x.Date + ", " + readable(x.Prepaid) + " yuan."}.In(frame.Lang))
		}
	}
	rates := ""
	for i, x := range loan.Rates {
		if i > 0 {
			rates += ", " + x.From + ": "
		}
		rates += percentOf(x.Rate)
	}
	parts := []string{
		readable(loan.Totals.Principal) + lang.Text{ZH: " 元", EN: " yuan"}.In(frame.Lang),
		fmt.Sprintf(lang.Text{ZH: "%d 期", EN: "%d instalments"}.In(frame.Lang), len(rows)),
		lang.Text{ZH: "年利率 ", EN: "yearly rate "}.In(frame.Lang) + rates,
	}
	if p, ok := s.book.Place(loan.City); ok {
		parts = append([]string{p.Name.In(frame.Lang)}, parts...)
	}
	frame.Subtitle = s.subtitle(frame.Lang, parts...)
	v := newEvidence(frame.Lang)
	v.because(loan.Because, loan.Warnings)
	frame.Notes = slices.Concat(notes, v.notes())
	s.sendChart(c, chart.Schedule(frame, rows))
}

// percentOf writes a rate of an answer as people read it.
func percentOf(s string) string {
	r, err := money.ParseRate(s)
	if err != nil {
		panic(err) // we have written it ourselves
	}
	return r.Percent()
}
