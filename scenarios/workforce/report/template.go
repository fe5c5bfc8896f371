package report

import (
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"fenhao/calc/lang"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// templateRows is how far down the formats and lists of choices of a template go. Rows beyond them are read all the same.
const templateRows = 100_000

// Template writes the header of a table and nothing else, so that nobody's examples are paid for.
func Template(w io.Writer, l lang.Lang) error {
	c := newCSV(w)
	var names []lang.Text
	for column := workforce.ID; int(column) < workforce.Columns; column++ {
		names = append(names, column.Spec().Name)
	}
	c.header(l, names...)
	return c.close()
}

// choices are what a cell of a column may be, where there are few.
var choices = map[workforce.Column][]lang.Text{
	workforce.Kind:            {say("职工", "employee"), say("灵活就业", "flexible")},
	workforce.Employment:      {say("在职", "established"), say("新参加工作", "new_hire"), say("新调入", "transferred")},
	workforce.EmployerKind:    {say("企业", "enterprise"), say("机关", "government"), say("事业单位", "institution"), say("社会团体", "social_organization"), say("其他", "other")},
	workforce.WorkInjuryClass: {say("1", "1"), say("2", "2"), say("3", "3"), say("4", "4"), say("5", "5"), say("6", "6"), say("7", "7"), say("8", "8")},
}

// TemplateWorkbook writes an empty table with lists to choose from, and a sheet that explains the columns and shows an example of each. The
// examples are not on the sheet that is read.
func TemplateWorkbook(w io.Writer, book *policy.Book, l lang.Lang) error {
	x := &workbook{File: excelize.NewFile(), l: l}
	defer func() { _ = x.Close() }()
	x.styles()
	x.first(sheetPeople)
	var names []string
	for c := workforce.ID; int(c) < workforce.Columns; c++ {
		names = append(names, c.Spec().Name.In(l))
	}
	people := x.sheet(sheetPeople, 1, []int{22, 18, 14, 14}, names...)
	for c := workforce.ID; int(c) < workforce.Columns; c++ {
		column, _ := excelize.ColumnNumberToName(int(c) + 1)
		switch c {
		case workforce.Wage, workforce.AverageWage, workforce.FlexibleBase, workforce.MonthlyAmount:
			x.keep(x.SetColStyle(people, column, x.amount))
		default: // an id keeps its zeros and its eighteen digits, and a month stays as it is typed
			x.keep(x.SetColStyle(people, column, x.text))
		}
		x.keep(x.SetCellStyle(people, column+"1", column+"1", x.head))
		if list := choices[c]; list != nil {
			var words []string
			for _, t := range list {
				words = append(words, t.In(l))
			}
			x.list(people, column, func(v *excelize.DataValidation) error { return v.SetDropList(words) })
		}
	}
	x.guide(l)
	x.cities(people, book, l)
	if x.err != nil {
		return x.err
	}
	whole, err := framed(x.File)
	if err == nil {
		_, err = whole.WriteTo(w)
	}
	return err
}

// list lets people choose a column's cells from a list.
func (x *workbook) list(sheet, column string, set func(*excelize.DataValidation) error) {
	v := excelize.NewDataValidation(true)
	v.Sqref = column + "2:" + column + strconv.Itoa(templateRows)
	x.keep(set(v))
	v.SetError(excelize.DataValidationErrorStyleWarning, say("请核对", "Please check").In(x.l), say("不在可选值中。", "This is not one of the choices.").In(x.l))
	x.keep(x.AddDataValidation(sheet, v))
}

// guide explains the columns.
func (x *workbook) guide(l lang.Lang) {
	name := x.sheet(sheetNotes, 1, []int{20, 60, 18, 22, 22, 60}, say("列", "column").In(l), say("填写说明", "what it is").In(l), say("必填", "required").In(l), say("示例：职工（不会读取）", "example: employee (not read)").In(l),
		say("示例：灵活就业（不会读取）", "example: flexible (not read)").In(l), say("也可写作", "also read").In(l))
	for c := workforce.ID; int(c) < workforce.Columns; c++ {
		s := c.Spec()
		required := ""
		if c == workforce.ID || c == workforce.City {
			required = wordYes.In(l)
		}
		for i, text := range [...]string{s.Name.In(l), s.Meaning.In(l), required, s.Example[0].In(l), s.Example[1].In(l), strings.Join(append([]string{s.ID}, s.Aliases...), ", ")} {
			x.textAt(name, i+1, int(c)+2, text, x.wrapped)
		}
	}
}

// cities puts the book's cities on a sheet of their own, from which they can be chosen.
func (x *workbook) cities(people string, book *policy.Book, l lang.Lang) {
	name := x.sheet(say("城市", "Cities"), 0, []int{24, 20}, workforce.City.Spec().Name.In(l), say("代号", "id").In(l))
	list := book.Cities()
	for i, p := range list {
		x.textAt(name, 1, i+2, p.Name.In(l), x.text)
		x.textAt(name, 2, i+2, p.ID, x.text)
	}
	column, _ := excelize.ColumnNumberToName(int(workforce.City) + 1)
	x.list(people, column, func(v *excelize.DataValidation) error {
		v.SetSqrefDropList("'" + name + "'!$A$2:$A$" + strconv.Itoa(len(list)+1))
		return nil
	})
}
