package report

import (
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/scenarios/workforce"
)

// ComparisonWorkbook writes two plans side by side as a workbook: tables by month, scheme and department, each with a chart, and the sums as
// [Comparison] has them.
func ComparisonWorkbook(w io.Writer, first, second *workforce.Totals, by workforce.By, l lang.Lang) error {
	if err := workforce.Comparable(first, second); err != nil {
		return err
	}
	x := &workbook{File: excelize.NewFile(), t: first, l: l}
	defer func() { _ = x.Close() }()
	x.styles()
	x.first(sheetComparison)
	rows := x.comparison(second, by)
	if x.err != nil {
		return x.err
	}
	return write(w, x.File, x.text, x.amount, rows)
}

// comparison writes the sheet of the comparison, and begins the one with its sums.
func (x *workbook) comparison(against *workforce.Totals, by workforce.By) long {
	s := sheetComparison.In(x.l)
	for i, width := range [...]int{18, 14, 14, 18, 18, 18} {
		column, _ := excelize.ColumnNumberToName(i + 1)
		x.keep(x.SetColWidth(s, column, column, float64(width)))
	}
	x.textAt(s, 1, 1, say("两个方案的比较", "Two plans compared").In(x.l), x.title)
	about := say("甲方案是这个预算，乙方案是与之比较的另一个；差额为乙减甲。", "Plan A is this budget and plan B the other one; the difference is B less A.")
	amounts := []lang.Text{wordPlanA, wordPlanB, wordMore}
	if x.t.Retroactive() {
		about.ZH, about.EN = about.ZH+"以下为应补金额。", about.EN+" The amounts are what is owed."
	}
	x.textAt(s, 1, 2, about.In(x.l), x.text)
	named := func(what lang.Text) []lang.Text {
		return append([]lang.Text{what, say("甲方案人次", "person-months A"), say("乙方案人次", "person-months B")}, amounts...)
	}
	row := 4
	row = x.table(s, row, named(wordMonth), x.differences(against, workforce.ByMonth), drawing{byMonth, excelize.Col, []int{0, 1}})
	row = x.table(s, row, named(wordScheme), x.differences(against, workforce.ByScheme), drawing{byScheme, excelize.Col, []int{0, 1}})
	departments := largest(x.differences(against, workforce.ByDepartment), x.l, func(l *line) money.Money {
		if m := l.amounts[2]; m.IsNegative() {
			return money.Money{}.Sub(m)
		}
		return l.amounts[2]
	})
	x.table(s, row, named(workforce.Department.Spec().Name), departments, drawing{byDepartment, excelize.Bar, []int{0, 1}})
	x.keep(x.SetPanes(s, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	x.print(s)
	return x.compared(against, by)
}

// differences are the sums of one dimension of both plans.
func (x *workbook) differences(against *workforce.Totals, by workforce.By) (out []line) {
	for r := range workforce.Compare(x.t, against, by) {
		a, b := r.A.Due, r.B.Due
		if x.t.Retroactive() {
			a, b = r.A.Owed, r.B.Owed
		}
		out = append(out, line{lineName(&r.A, by, x.l), []int64{r.A.PersonMonths, r.B.PersonMonths}, [3]money.Money{a, b, b.Sub(a)}})
	}
	return out
}

// compared are the sums of both plans; without months, and then without departments, if those are more rows than fit.
func (x *workbook) compared(against *workforce.Totals, by workforce.By) long {
	for _, finer := range [...]workforce.By{workforce.ByMonth, workforce.ByDepartment} {
		if length(workforce.Compare(x.t, against, by)) >= excelRows {
			by &^= finer
		}
	}
	all := comparisonOf(x.t, against, by, x.l)
	var header []string
	for _, n := range names(all.columns) {
		header = append(header, n.In(x.l))
	}
	name := x.sheet(sheetCompared, len(dimensions(by)), []int{10, 18, 12, 14}, header...)
	return long{name, func(r *rows) error {
		for row := range all.rows {
			r.begin()
			for i := range row {
				switch all.columns[i].kind {
				case aText:
					r.string([]byte(guarded(row[i].text)))
				case aCount:
					r.number(strconv.AppendInt(nil, row[i].count, 10), 0)
				case anAmount:
					r.number(row[i].amount.AppendTo(nil), r.amount)
				}
			}
			if err := r.end(); err != nil {
				return err
			}
		}
		return nil
	}}
}
