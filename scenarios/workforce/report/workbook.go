package report

import (
	"bytes"
	"io"
	"iter"
	"strconv"

	"github.com/xuri/excelize/v2"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// The sheets, in their order.
var (
	sheetSummary    = say("汇总", "Summary")
	sheetComparison = say("比较", "Comparison")
	sheetCompared   = say("比较明细", "Compared sums")
	sheetTotals     = say("合计", "Totals")
	sheetPeople     = say("人员", "People")
	sheetSources    = say("来源", "Sources")
	sheetNotes      = say("说明", "Notes")
)

// workbook is a workbook while it is made. Its first error stays.
type workbook struct {
	*excelize.File
	b   *workforce.Budget
	t   *workforce.Totals
	l   lang.Lang
	err error

	head, title, text, amount, wrapped, link int // styles
}

// Workbook writes a budget as a workbook: a summary with charts, sums by month, department and city, everybody's months, the sources and
// what is assumed. Against may be another plan's sums, to be compared with; or nil. Parts may be nil; then there are no people in it. If
// their months do not fit a sheet, there is a row for each person.
func Workbook(w io.Writer, b *workforce.Budget, t, against *workforce.Totals, parts Parts, l lang.Lang) error {
	x := &workbook{File: excelize.NewFile(), b: b, t: t, l: l}
	defer func() { _ = x.Close() }()
	x.styles()
	x.first(sheetSummary)
	x.summary()
	var sheets []long
	if against != nil {
		if err := workforce.Comparable(t, against); err != nil {
			return err
		}
		_, err := x.NewSheet(sheetComparison.In(l))
		x.keep(err)
		sheets = append(sheets, x.comparison(against, workforce.ByAll))
	}
	sheets = append(sheets, x.totals())
	var notes []lang.Text
	if parts != nil {
		d, months, err := x.detail()
		if err != nil {
			return err
		}
		if d == workforce.EachPerson {
			notes = append(notes, say("共 "+strconv.FormatInt(months, 10)+" 个人月，超过一张工作表的行数，“人员”因此每人一行；每月明细见 people.csv。",
				strconv.FormatInt(months, 10)+" person-months are more than a sheet has rows, so People has one row for each person; people.csv has their months."))
		}
		sheets = append(sheets, x.people(parts, d))
	}
	x.sources()
	x.notes(notes)
	if x.err != nil {
		return x.err
	}
	return write(w, x.File, x.text, x.amount, sheets...)
}

func (x *workbook) styles() {
	add := func(s *excelize.Style) int {
		id, err := x.NewStyle(s)
		x.keep(err)
		return id
	}
	money := "#,##0.00"
	x.title = add(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}})
	x.head = add(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EEF4"}}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"},
		Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "8899AA"}}})
	x.text = add(&excelize.Style{NumFmt: 49})
	x.amount = add(&excelize.Style{CustomNumFmt: &money})
	x.wrapped = add(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	x.link = add(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Color: "0563C1", Underline: "single"}})
}

func (x *workbook) keep(err error) {
	if x.err == nil {
		x.err = err
	}
}

func (x *workbook) first(name lang.Text) { x.keep(x.SetSheetName("Sheet1", name.In(x.l))) }

// sheet begins a sheet: its header frozen, its columns as wide as said, the last width for all others.
func (x *workbook) sheet(name lang.Text, frozen int, widths []int, header ...string) string {
	s := name.In(x.l)
	_, err := x.NewSheet(s)
	x.keep(err)
	for i, h := range header {
		x.textAt(s, i+1, 1, h, x.head)
		column, _ := excelize.ColumnNumberToName(i + 1)
		x.keep(x.SetColWidth(s, column, column, float64(widths[min(i, len(widths)-1)])))
	}
	corner, _ := excelize.CoordinatesToCellName(frozen+1, 2)
	pane := "bottomLeft"
	if frozen > 0 {
		pane = "bottomRight"
	}
	x.keep(x.SetPanes(s, &excelize.Panes{Freeze: true, XSplit: frozen, YSplit: 1, TopLeftCell: corner, ActivePane: pane}))
	x.print(s)
	return s
}

// print lays a sheet out for paper: lying, as wide as the page.
func (x *workbook) print(sheet string) {
	lying, paper, wide, high, fit := "landscape", 9, 1, 0, true
	x.keep(x.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &lying, Size: &paper, FitToWidth: &wide, FitToHeight: &high}))
	x.keep(x.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

// width is how many letters wide a text is; Chinese characters are two.
func width(s string) (n int) {
	for _, r := range s {
		if n++; r >= 0x2E80 {
			n++
		}
	}
	return n
}

// guarded is a text with an apostrophe before what a spreadsheet would take for a formula. A cell that holds a text is none, but it
// becomes one on its way through a CSV file.
func guarded(s string) string {
	cell := workforce.AppendCell(nil, []byte(s))
	if bytes.HasPrefix(bytes.TrimPrefix(cell, []byte{'"'}), []byte{'\''}) && s[0] != '\'' {
		return "'" + s
	}
	return s
}

func (x *workbook) textAt(sheet string, column, row int, s string, style int) {
	cell, err := excelize.CoordinatesToCellName(column, row)
	x.keep(err)
	x.keep(x.SetCellStr(sheet, cell, string(escaped([]byte(s)))))
	x.keep(x.SetCellStyle(sheet, cell, cell, style))
}

// numberAt writes a number digit by digit: no binary fraction comes between.
func (x *workbook) numberAt(sheet string, column, row int, s string, style int) {
	cell, err := excelize.CoordinatesToCellName(column, row)
	x.keep(err)
	x.keep(x.SetCellDefault(sheet, cell, s))
	if style != 0 {
		x.keep(x.SetCellStyle(sheet, cell, cell, style))
	}
}

// totals are the sums by month, department and city, a column for each scheme and payer; without months if those are more rows than fit.
func (x *workbook) totals() long {
	by := workforce.ByMonth | workforce.ByDepartment | workforce.ByCity
	if length(x.t.Rows(by)) >= excelRows {
		by &^= workforce.ByMonth
	}
	names := make([]string, 0, 32)
	for _, d := range dimensions(by) {
		names = append(names, d.name.In(x.l))
	}
	fixed := len(names)
	people := wordPeople
	if by&workforce.ByMonth == 0 {
		people = wordPersonMonths
	}
	names = append(names, people.In(x.l))
	if x.b.Retroactive() {
		names = append(names, wordPaid.In(x.l), wordDue.In(x.l), wordOwed.In(x.l))
	} else {
		for s := policy.HousingFund; int(s) < workforce.Insured; s++ {
			if x.b.Asked(s) {
				for _, p := range payers {
					names = append(names, s.Name().In(x.l)+gap(x.l)+p.In(x.l))
				}
			}
		}
		names = append(names, payers[0].In(x.l)+gap(x.l)+wordTotal.In(x.l), payers[1].In(x.l)+gap(x.l)+wordTotal.In(x.l), wordTotal.In(x.l))
	}
	names = append(names, wordUnknown.In(x.l))
	name := x.sheet(sheetTotals, fixed, []int{10, 18, 12, 14}, names...)
	return long{name, func(r *rows) error { return x.totalRows(r, by) }}
}

func length[T any](rows iter.Seq[T]) (n int) {
	for range rows {
		n++
	}
	return n
}

func gap(l lang.Lang) string {
	if l == lang.EN {
		return " "
	}
	return ""
}

// totalRows puts the sums of a month, department and city into one row.
func (x *workbook) totalRows(r *rows, by workforce.By) error {
	var now workforce.TotalRow
	var due [workforce.Insured][2][]byte // as written; nil: there is none, or none is known, and the cell stays empty
	var sum [2]money.Money
	var any, unknown int64
	flush := func() error {
		if any == 0 {
			return nil
		}
		any = 0
		r.begin()
		if by&workforce.ByMonth != 0 {
			r.string([]byte(now.Month.String()))
		}
		r.string([]byte(guarded(now.Department)))
		r.string([]byte(guarded(now.City.Name.In(x.l))))
		r.number(strconv.AppendInt(nil, now.PersonMonths, 10), 0)
		if x.b.Retroactive() {
			for _, m := range [...]money.Money{now.Paid, now.Due, now.Owed} {
				r.number(m.AppendTo(nil), r.amount)
			}
		} else {
			for s := range due {
				if !x.b.Asked(policy.Scheme(s)) {
					continue
				}
				for p := range due[s] {
					r.number(due[s][p], r.amount)
				}
			}
			for _, m := range [...]money.Money{sum[0], sum[1], sum[0].Add(sum[1])} {
				r.number(m.AppendTo(nil), r.amount)
			}
		}
		r.number(strconv.AppendInt(nil, unknown, 10), 0)
		return r.end()
	}
	for row := range x.t.Rows(by | workforce.ByScheme | workforce.ByPayer) {
		if any == 0 || row.Month != now.Month || row.Department != now.Department || row.City != now.City {
			if err := flush(); err != nil {
				return err
			}
			now, due, sum, unknown = row, [workforce.Insured][2][]byte{}, [2]money.Money{}, 0
			now.Due, now.Paid, now.Owed = money.Money{}, money.Money{}, money.Money{}
		}
		any++
		if row.Lines > 0 {
			due[row.Scheme][row.Payer] = row.Due.AppendTo(nil)
		}
		sum[row.Payer] = sum[row.Payer].Add(row.Due)
		now.Due, now.Paid, now.Owed, unknown = now.Due.Add(row.Due), now.Paid.Add(row.Paid), now.Owed.Add(row.Owed), unknown+row.Unknown
	}
	return flush()
}

// detail is how finely people fit a sheet, and how many months they have.
func (x *workbook) detail() (workforce.Detail, int64, error) {
	months := int64(0)
	for r := range x.t.Rows(workforce.ByMonth) {
		months += r.PersonMonths
	}
	switch {
	case months < excelRows:
		return workforce.EachMonth, months, nil
	case x.t.People < excelRows:
		return workforce.EachPerson, months, nil
	}
	return 0, 0, fault.New(fault.TooManyRows, "", "got", x.t.People, "limit", excelRows-1)
}

// people is people.csv as a sheet.
func (x *workbook) people(parts Parts, d workforce.Detail) long {
	header := x.b.PeopleHeader(d, x.l)
	name := x.sheet(sheetPeople, 1, []int{20, 18, 12, 10, 14}, header...)
	return long{name, func(r *rows) error {
		months := monthTexts(x.b)
		var id, department, city, amount []byte
		for part, err := range parts {
			if err != nil {
				return err
			}
			for p := range x.b.People(part, d) {
				if p.First {
					id, department, city = []byte(guarded(string(p.ID))), []byte(guarded(string(p.Department))), []byte(guarded(p.City.Name.In(x.l)))
				}
				for m := p.From; m <= p.To; m++ { // a row for each person has no months: once
					r.begin()
					r.string(id)
					r.string(department)
					r.string(city)
					if d == workforce.EachPerson {
						for _, n := range [...]int{p.Months, p.Unknown} {
							amount = strconv.AppendInt(amount[:0], int64(n), 10)
							r.number(amount, 0)
						}
					} else {
						r.string(months[m-x.b.Plan().From])
					}
					for i := range p.Amounts {
						if amount = amount[:0]; p.Amounts[i].Given {
							amount = p.Amounts[i].Value.AppendTo(amount)
						}
						r.number(amount, r.amount)
					}
					if err := r.end(); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}}
}

// sources lists what the budget rests on, with links.
func (x *workbook) sources() {
	var names []string
	for _, n := range sourceColumns(x.b) {
		names = append(names, n.In(x.l))
	}
	const link, most = 12, 60_000 // a sheet has room for 65,530 links
	name := x.sheet(sheetSources, 1, []int{12, 34, 26, 24, 10, 10, 12, 6, 44, 24, 12, 16, 40, 40}, names...)
	for i, s := range x.b.Sources(x.t) {
		for j, cell := range sourceCells(x.b, &s, x.l) {
			style := x.text
			if j == link && cell != "" && i < most {
				style = x.link
				at, _ := excelize.CoordinatesToCellName(j+1, i+2)
				x.keep(x.SetCellHyperLink(name, at, cell, "External"))
			}
			if cell != "" {
				x.textAt(name, j+1, i+2, cell, style)
			}
		}
	}
}

// notes says what is assumed and what has to be known before the figures are relied on.
func (x *workbook) notes(more []lang.Text) {
	name := x.sheet(sheetNotes, 0, []int{12, 34, 100}, say("城市", "city").In(x.l), say("参数", "parameter").In(x.l), say("说明", "note").In(x.l))
	row := 2
	add := func(city, key, text string) {
		for i, s := range [...]string{city, key, text} {
			x.textAt(name, i+1, row, s, x.wrapped)
		}
		x.keep(x.SetRowHeight(name, row, float64(15*(1+width(text)/100)))) // programs that do not fit rows to their texts
		row++
	}
	from, to := months(x.b)
	add("", "", say("计划 "+from.String()+" 至 "+to.String()+"，共 "+strconv.FormatInt(x.t.People, 10)+" 人。金额单位：元，精确到分；空格是没有问到或未知的金额，绝不是零。",
		"The plan runs from "+from.String()+" to "+to.String()+", for "+strconv.FormatInt(x.t.People, 10)+" people. Amounts are in yuan, exact to the fen; an empty cell was not asked for or is not known, and never zero.").In(x.l))
	if x.t.Skipped > 0 {
		add("", "", say("表格中有 "+strconv.FormatInt(x.t.Skipped, 10)+" 行有问题，按要求跳过，不在以上数字中。", strconv.FormatInt(x.t.Skipped, 10)+" rows of the table have problems and were skipped, as asked; they are in none of these figures.").In(x.l))
	}
	for _, t := range more {
		add("", "", t.In(x.l))
	}
	for _, w := range x.b.Warnings(x.t) {
		city, key := "", ""
		if w.City != nil {
			city = w.City.Name.In(x.l)
		}
		if w.Key != policy.None {
			key = w.Key.String()
		}
		add(city, key, w.Text.In(x.l))
	}
}
