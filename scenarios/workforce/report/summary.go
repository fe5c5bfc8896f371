package report

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/scenarios/workforce"
)

// mostDepartments is how many departments the summary shows one by one: the largest; the others are one row.
const mostDepartments = 20

// line is a row of a table of the summary: two amounts and their sum, or of a retroactive difference what was paid, is due and is owed.
type line struct {
	name    string
	people  int64
	amounts [3]money.Money
}

// summary writes tables by month, scheme and department, each with a chart beside it.
func (x *workbook) summary() {
	s := sheetSummary.In(x.l)
	for i, width := range [...]int{18, 12, 18, 18, 18} {
		column, _ := excelize.ColumnNumberToName(i + 1)
		x.keep(x.SetColWidth(s, column, column, float64(width)))
	}
	from, to := months(x.b)
	title := say("用工预算 "+from.String()+" 至 "+to.String(), "Workforce budget "+from.String()+" to "+to.String())
	if x.b.Retroactive() {
		title = say("补差 "+from.String()+" 至 "+to.String(), "Retroactive difference "+from.String()+" to "+to.String())
	}
	x.textAt(s, 1, 1, title.In(x.l), x.title)
	for r := range x.t.Rows(0) {
		if r.Unknown > 0 {
			n := fmt.Sprint(r.Unknown)
			x.textAt(s, 1, 2, say("另有 "+n+" 笔金额未知，不在以下合计中；见“合计”页的“未知笔数”。", "Amounts that are not known and in none of these sums: "+n+"; see the sheet of totals.").In(x.l), x.text)
		}
	}
	row := 3
	row = x.table(s, row, wordMonth, wordPeople, x.lines(workforce.ByMonth, func(r *workforce.TotalRow) string { return r.Month.String() }), say("每月", "By month"), false)
	row = x.table(s, row, wordScheme, wordPersonMonths, x.lines(workforce.ByScheme, func(r *workforce.TotalRow) string { return r.Scheme.Name().In(x.l) }), say("按险种", "By scheme"), false)
	departments := x.lines(workforce.ByDepartment, func(r *workforce.TotalRow) string {
		if r.Department == "" {
			return say("（未填部门）", "(no department)").In(x.l)
		}
		return guarded(r.Department)
	})
	x.table(s, row, workforce.Department.Spec().Name, wordPersonMonths, largest(departments, x.l), say("按部门", "By department"), true)
	x.keep(x.SetPanes(s, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	x.print(s)
}

// lines are the sums of one dimension.
func (x *workbook) lines(by workforce.By, name func(*workforce.TotalRow) string) (out []line) {
	last := workforce.TotalRow{}
	for r := range x.t.Rows(by | workforce.ByPayer) {
		if len(out) == 0 || r.Month != last.Month || r.Scheme != last.Scheme || r.Department != last.Department {
			out = append(out, line{name: name(&r), people: r.PersonMonths})
		}
		last = r
		l := &out[len(out)-1]
		if x.b.Retroactive() {
			l.amounts[0], l.amounts[1], l.amounts[2] = l.amounts[0].Add(r.Paid), l.amounts[1].Add(r.Due), l.amounts[2].Add(r.Owed)
		} else {
			l.amounts[r.Payer], l.amounts[2] = l.amounts[r.Payer].Add(r.Due), l.amounts[2].Add(r.Due)
		}
	}
	return out
}

// largest keeps the largest lines and puts the others together.
func largest(all []line, l lang.Lang) []line {
	slices.SortStableFunc(all, func(a, b line) int { return b.amounts[2].Cmp(a.amounts[2]) })
	if len(all) <= mostDepartments {
		return all
	}
	rest := line{name: say(fmt.Sprintf("其余 %d 个部门", len(all)-mostDepartments), fmt.Sprintf("%d other departments", len(all)-mostDepartments)).In(l)}
	for _, o := range all[mostDepartments:] {
		rest.people += o.people
		for i := range rest.amounts {
			rest.amounts[i] = rest.amounts[i].Add(o.amounts[i])
		}
	}
	return append(all[:mostDepartments:mostDepartments], rest)
}

// table writes a table with its sum, and a chart of it, and gives the row where the next may begin.
func (x *workbook) table(sheet string, row int, what, people lang.Text, lines []line, title lang.Text, lying bool) int {
	names := [...]lang.Text{what, people, payers[0], payers[1], wordTotal}
	if x.b.Retroactive() {
		names = [...]lang.Text{what, people, wordPaid, wordDue, wordOwed}
	}
	for i, n := range names {
		x.textAt(sheet, i+1, row, n.In(x.l), x.head)
	}
	var sum [3]money.Money
	for i, l := range lines {
		x.textAt(sheet, 1, row+1+i, l.name, x.text)
		x.numberAt(sheet, 2, row+1+i, strconv.FormatInt(l.people, 10), 0)
		for j, m := range l.amounts {
			x.numberAt(sheet, 3+j, row+1+i, m.String(), x.amount)
			sum[j] = sum[j].Add(m)
		}
	}
	end := row + len(lines) + 1
	x.textAt(sheet, 1, end, wordTotal.In(x.l), x.head)
	x.textAt(sheet, 2, end, "", x.head)
	for j, m := range sum {
		x.numberAt(sheet, 3+j, end, m.String(), x.amount)
	}
	if len(lines) > 0 {
		x.chart(sheet, row, len(lines), title, lying)
	}
	return max(end+2, row+20) // as high as the chart
}

// chart draws employer and employee on top of each other, or what is owed.
func (x *workbook) chart(sheet string, row, n int, title lang.Text, lying bool) {
	kind := excelize.ColStacked
	if lying {
		kind = excelize.BarStacked
	}
	columns := []string{"C", "D"}
	if x.b.Retroactive() {
		columns = []string{"E"}
	}
	axis := excelize.Font{Color: "404040", Size: 9}
	quoted := "'" + sheet + "'!"
	c := &excelize.Chart{Type: kind, Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title.In(x.l)}}}, Legend: excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: 720, Height: 370}, YAxis: excelize.ChartAxis{MajorGridLines: true, Font: axis, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"}}, XAxis: excelize.ChartAxis{ReverseOrder: lying, Font: axis}}
	for i, column := range columns {
		color := [...]string{"2F6F9F", "E0A030"}[i]
		c.Series = append(c.Series, excelize.ChartSeries{Name: fmt.Sprintf("%s$%s$%d", quoted, column, row), Categories: fmt.Sprintf("%s$A$%d:$A$%d", quoted, row+1, row+n),
			Values: fmt.Sprintf("%s$%s$%d:$%s$%d", quoted, column, row+1, column, row+n), Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}})
	}
	x.keep(x.AddChart(sheet, "G"+strconv.Itoa(row), c))
}
