// Package report writes what a budget came to: CSV, an Excel workbook, Parquet, the list of what is wrong with a table, and the templates
// of tables.
//
// Everything is written as it is made, so that memory does not grow with the number of people. An error of the writer comes back as it is;
// what was written before it is then no file, and has no end that would make it look like one.
package report

import (
	"bufio"
	"io"
	"iter"
	"strconv"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// Parts are the records of a budget, part by part in the order of the table; see [workforce.Part].
type Parts = iter.Seq2[[]byte, error]

func say(zh, en string) lang.Text { return lang.Text{ZH: zh, EN: en} }

// Words that stand in several files.
var (
	wordMonth        = say("月份", "month")
	wordPayer        = say("缴费方", "payer")
	wordScheme       = say("险种", "scheme")
	wordPersonMonths = say("人次（人月）", "person-months")
	wordPeople       = say("人数", "people")
	wordUnknown      = say("未知笔数", "unknown amounts")
	wordAmount       = say("金额", "amount")
	wordPaid         = say("已缴", "paid")
	wordDue          = say("应缴", "due")
	wordOwed         = say("应补", "owed")
	wordTotal        = say("合计", "total")
	wordYes          = say("是", "yes")
	wordPlanA        = say("甲方案", "plan A")
	wordPlanB        = say("乙方案", "plan B")
	wordMore         = say("乙减甲", "B less A")
	payers           = [...]lang.Text{contribution.Employer: say("单位", "employer"), contribution.EmployeePays: say("个人", "employee")}
)

// byteOrderMark tells Excel that a CSV file is UTF-8.
const byteOrderMark = "\uFEFF"

// People writes people.csv: a row for each person and month, or each person.
func People(w io.Writer, b *workforce.Budget, parts Parts, d workforce.Detail, l lang.Lang) error {
	if _, err := w.Write(b.AppendPeopleHeader([]byte(byteOrderMark), d, l)); err != nil {
		return err
	}
	var text []byte
	for part, err := range parts {
		if err != nil {
			return err
		}
		text = b.AppendPeople(text[:0], part, d, l)
		if _, err := w.Write(text); err != nil {
			return err
		}
	}
	return nil
}

// Sources writes every value the budget rests on, with its dates, source and grade.
func Sources(w io.Writer, b *workforce.Budget, t *workforce.Totals, l lang.Lang) error {
	c := newCSV(w)
	c.header(l, sourceColumns(b)...)
	for _, s := range b.Sources(t) {
		for _, cell := range sourceCells(b, &s, l) {
			c.text(cell)
		}
		if err := c.end(); err != nil {
			return err
		}
	}
	return c.close()
}

func sourceColumns(b *workforce.Budget) []lang.Text {
	names := []lang.Text{say("城市", "city"), say("参数", "parameter"), say("名称", "name"), say("数值", "value"), say("计划中自", "in the plan from"), say("计划中至", "in the plan to"), say("适用自", "holds from"), say("等级", "grade"),
		say("文件", "source"), say("文号", "number"), say("发布", "published"), say("条款", "article"), say("网址", "link"), say("说明", "remark")}
	if b.Retroactive() {
		names = append(names, say("用于", "used for"))
	}
	return names
}

func sourceCells(b *workforce.Budget, s *workforce.Source, l lang.Lang) []string {
	e := s.Entry
	cells := []string{s.City.Name.In(l), s.Key.String(), s.Key.Spec().Name.In(l), e.Format(l), s.From.String(), s.To.String(), e.From.String(), "", "", "", "", e.At, "", remark(s).In(l)}
	if e.Grade != 0 {
		cells[7] = string(rune(e.Grade))
	}
	if e.Source != nil {
		cells[8], cells[9], cells[10], cells[12] = e.Source.Title, e.Source.Number, e.Source.Published, e.Source.URL
	}
	if b.Retroactive() {
		use := wordDue
		if s.Paid {
			use = wordPaid
		}
		cells = append(cells, use.In(l))
	}
	return cells
}

// remark is what weakens a value.
func remark(s *workforce.Source) (t lang.Text) {
	add := func(zh, en string) {
		if t.ZH != "" {
			zh, en = "；"+zh, "; "+en
		}
		t.ZH, t.EN = t.ZH+zh, t.EN+en
	}
	e := s.Entry
	if e.Assumed {
		add("假设值", "what-if")
	}
	if e.Provisional {
		add("暂行", "provisional")
	}
	if e.StartAssumed {
		add("起始日为假设", "its first day is assumed")
	}
	if s.Carried != policy.NotCarried {
		add("沿用", "carried forward")
	}
	if e.Conflict.ZH != "" {
		add(e.Conflict.ZH, e.Conflict.EN)
	}
	return t
}

// Errors writes all that is wrong with a table.
type Errors struct {
	c *csvWriter
	l lang.Lang
}

// NewErrors begins the file.
func NewErrors(w io.Writer, l lang.Lang) *Errors {
	e := &Errors{newCSV(w), l}
	e.c.header(l, say("行", "row"), say("列", "column"), say("列名", "header"), say("计划中自", "in the plan from"), say("代码", "code"), say("问题", "problem"), say("怎么改", "what to do"))
	return e
}

// Add writes one problem.
func (e *Errors) Add(p workforce.Problem) error {
	for _, n := range [...]int{p.Row, p.Column} {
		if n == 0 { // about the table, or the row, as a whole
			e.c.text("")
		} else {
			e.c.number(int64(n))
		}
	}
	e.c.text(p.Name)
	e.c.text(p.Month.String())
	e.c.text(string(p.Fault.Code))
	e.c.text(p.Fault.Message(e.l))
	e.c.text(p.Fault.Hint(e.l))
	return e.c.end()
}

// Close writes what is still to be written. It does not close the writer.
func (e *Errors) Close() error { return e.c.close() }

// csvWriter writes CSV cell by cell. Its first error stays.
type csvWriter struct {
	w   *bufio.Writer
	row []byte
}

func newCSV(w io.Writer) *csvWriter { return &csvWriter{w: bufio.NewWriterSize(w, 64<<10)} }

func (c *csvWriter) header(l lang.Lang, names ...lang.Text) {
	c.row = append(c.row, byteOrderMark...)
	for i, n := range names {
		if i > 0 {
			c.row = append(c.row, ',')
		}
		c.row = workforce.AppendCell(c.row, []byte(n.In(l)))
	}
	_ = c.end() // bufio keeps the error
}

// text writes a cell, guarded against being taken for a formula.
func (c *csvWriter) text(s string) { c.row = append(workforce.AppendCell(c.row, []byte(s)), ',') }

func (c *csvWriter) number(n int64) { c.row = append(strconv.AppendInt(c.row, n, 10), ',') }

func (c *csvWriter) money(m money.Money) { c.row = append(m.AppendTo(c.row), ',') }

// end ends the row.
func (c *csvWriter) end() error {
	if n := len(c.row); n > 0 && c.row[n-1] == ',' {
		c.row = c.row[:n-1]
	}
	c.row = append(c.row, '\n')
	_, err := c.w.Write(c.row)
	c.row = c.row[:0]
	return err
}

func (c *csvWriter) close() error { return c.w.Flush() }

// months are the months of a plan.
func months(b *workforce.Budget) (from, to civil.Month) { return b.Plan().From, b.Plan().To }
