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

// line is a row of a table of the summary: two amounts and their sum, or of a retroactive difference what was paid, is due and is owed; or
// the amounts of two plans and their difference.
type line struct {
	name    string
	counts  []int64
	amounts [3]money.Money
}

// drawing is a table's chart.
type drawing struct {
	title   lang.Text
	kind    excelize.ChartType
	amounts []int // which of them
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
	amounts, drawn := []lang.Text{payers[0], payers[1], wordTotal}, []int{0, 1} // the payers on top of each other
	if x.b.Retroactive() {
		amounts, drawn = []lang.Text{wordPaid, wordDue, wordOwed}, []int{2}
	}
	named := func(what, people lang.Text) []lang.Text { return append([]lang.Text{what, people}, amounts...) }
	row := 3
	row = x.table(s, row, named(wordMonth, wordPeople), x.lines(workforce.ByMonth), drawing{byMonth, excelize.ColStacked, drawn})
	row = x.table(s, row, named(wordScheme, wordPersonMonths), x.lines(workforce.ByScheme), drawing{byScheme, excelize.ColStacked, drawn})
	departments := largest(x.lines(workforce.ByDepartment), x.l, func(l *line) money.Money { return l.amounts[2] })
	x.table(s, row, named(workforce.Department.Spec().Name, wordPersonMonths), departments, drawing{byDepartment, excelize.BarStacked, drawn})
	x.keep(x.SetPanes(s, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	x.print(s)
}

var byMonth, byScheme, byDepartment = say("每月", "By month"), say("按险种", "By scheme"), say("按部门", "By department")

// lineName is what a sum of one dimension is called.
func lineName(r *workforce.TotalRow, by workforce.By, l lang.Lang) string {
	switch {
	case by == workforce.ByMonth:
		return r.Month.String()
	case by == workforce.ByScheme:
		return r.Scheme.Name().In(l)
	case r.Department == "":
		return say("（未填部门）", "(no department)").In(l)
	}
	return guarded(r.Department)
}

// lines are the sums of one dimension.
func (x *workbook) lines(by workforce.By) (out []line) {
	last := workforce.TotalRow{}
	for r := range x.t.Rows(by | workforce.ByPayer) {
		if len(out) == 0 || r.Month != last.Month || r.Scheme != last.Scheme || r.Department != last.Department {
			out = append(out, line{name: lineName(&r, by, x.l), counts: []int64{r.PersonMonths}})
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
func largest(all []line, l lang.Lang, size func(*line) money.Money) []line {
	slices.SortStableFunc(all, func(a, b line) int { return size(&b).Cmp(size(&a)) })
	if len(all) <= mostDepartments {
		return all
	}
	rest := line{counts: make([]int64, len(all[0].counts)), name: say(fmt.Sprintf("其余 %d 个部门", len(all)-mostDepartments), fmt.Sprintf("%d other departments", len(all)-mostDepartments)).In(l)}
	for _, o := range all[mostDepartments:] {
		for i := range rest.counts {
			rest.counts[i] += o.counts[i]
		}
		for i := range rest.amounts {
			rest.amounts[i] = rest.amounts[i].Add(o.amounts[i])
		}
	}
	return append(all[:mostDepartments:mostDepartments], rest)
}

// table writes a table with its sum, and a chart of it, and gives the row where the next may begin.
func (x *workbook) table(sheet string, row int, names []lang.Text, lines []line, d drawing) int {
	for i, n := range names {
		x.textAt(sheet, i+1, row, n.In(x.l), x.head)
	}
	var sum [3]money.Money
	amounts := len(names) - len(sum) + 1 // where they begin
	for i, l := range lines {
		x.textAt(sheet, 1, row+1+i, l.name, x.text)
		for j, n := range l.counts {
			x.numberAt(sheet, 2+j, row+1+i, strconv.FormatInt(n, 10), 0)
		}
		for j, m := range l.amounts {
			x.numberAt(sheet, amounts+j, row+1+i, m.String(), x.amount)
			sum[j] = sum[j].Add(m)
		}
	}
	end := row + len(lines) + 1
	x.textAt(sheet, 1, end, wordTotal.In(x.l), x.head)
	for column := 2; column < amounts; column++ {
		x.textAt(sheet, column, end, "", x.head)
	}
	for j, m := range sum {
		x.numberAt(sheet, amounts+j, end, m.String(), x.amount)
	}
	if len(lines) > 0 {
		x.chart(sheet, row, len(lines), amounts, d)
	}
	return max(end+2, row+20) // as high as the chart
}

// chart draws amounts of a table, beside it.
func (x *workbook) chart(sheet string, row, n, amounts int, d drawing) {
	axis := excelize.Font{Color: "404040", Size: 9}
	quoted := "'" + sheet + "'!"
	lying := d.kind == excelize.BarStacked || d.kind == excelize.Bar
	c := &excelize.Chart{Type: d.kind, Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: d.title.In(x.l)}}}, Legend: excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: 720, Height: 370}, YAxis: excelize.ChartAxis{MajorGridLines: true, Font: axis, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"}}, XAxis: excelize.ChartAxis{ReverseOrder: lying, Font: axis}}
	for i, a := range d.amounts {
		column, _ := excelize.ColumnNumberToName(amounts + a)
		color := [...]string{"2F6F9F", "E0A030"}[i]
		c.Series = append(c.Series, excelize.ChartSeries{Name: fmt.Sprintf("%s$%s$%d", quoted, column, row), Categories: fmt.Sprintf("%s$A$%d:$A$%d", quoted, row+1, row+n),
			Values: fmt.Sprintf("%s$%s$%d:$%s$%d", quoted, column, row+1, column, row+n), Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}})
	}
	beside, _ := excelize.CoordinatesToCellName(amounts+4, row)
	x.keep(x.AddChart(sheet, beside, c))
}
