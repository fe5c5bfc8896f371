package api

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"fenhao/calc/lang"
	"fenhao/scenarios/workforce"
	"fenhao/scenarios/workforce/report"
)

// What a finished budget can be asked: sums in any grouping, and files. Files are written while they are sent and have no length before.

// BudgetTotals are a budget's sums.
type BudgetTotals struct {
	By          []string    `json:"by" example:"scheme,payer"`
	Retroactive bool        `json:"retroactive"`
	Ruleset     string      `json:"ruleset"`
	Rows        []BudgetRow `json:"rows"`
}

// BudgetRow is one sum, with what it is broken down by.
type BudgetRow struct {
	BudgetGroup
	BudgetSum
}

// BudgetGroup is what a sum is about; what it is not broken down by is absent.
type BudgetGroup struct {
	Month      string  `json:"month,omitempty" example:"2026-07"`
	Department *string `json:"department,omitzero" example:"研发部"` // "" is those without one
	City       string  `json:"city,omitempty" example:"wuhan"`
	Scheme     string  `json:"scheme,omitempty" enums:"housing_fund,pension,medical,unemployment,work_injury,maternity" example:"pension"`
	Payer      string  `json:"payer,omitempty" enums:"employer,employee" example:"employer"`
}

// BudgetSum is a sum of known amounts, and how many there are.
type BudgetSum struct {
	PersonMonths int64  `json:"person_months" example:"12"` // of all people of the group, whatever they pay
	Lines        int64  `json:"lines" example:"12"`         // amounts in the sum
	Unknown      int64  `json:"unknown" example:"0"`        // amounts that are not known and in no sum
	Amount       string `json:"amount" example:"25920.00"`  // of a retroactive difference: what is due
	Paid         string `json:"paid,omitempty"`
	Owed         string `json:"owed,omitempty"`
}

// BudgetComparison is two budgets side by side.
type BudgetComparison struct {
	By      []string        `json:"by" example:"scheme,payer"`
	Ruleset string          `json:"ruleset"`
	Rows    []ComparisonRow `json:"rows"`
	Total   ComparisonRow   `json:"total"`
}

// ComparisonRow is one sum of both. What only one of them has is zero in the other.
type ComparisonRow struct {
	BudgetGroup
	A          BudgetSum `json:"a"`
	B          BudgetSum `json:"b"`
	Difference string    `json:"difference" example:"-1200.00"` // b less a; of retroactive differences: in what is due
	MoreOwed   string    `json:"owed_difference,omitempty"`     // of retroactive differences: b less a in what is owed
}

// Dimensions are the names of what sums can be broken down by.
var dimensions = []choice[workforce.By]{
	{"month", workforce.ByMonth}, {"department", workforce.ByDepartment}, {"city", workforce.ByCity}, {"scheme", workforce.ByScheme}, {"payer", workforce.ByPayer},
}

// grouping reads ?by=month,city. Not given, it is the scheme and the payer; empty, one sum of all.
func (f *form) grouping(c *gin.Context) (by workforce.By, names []string) {
	text, given := c.GetQuery("by")
	if !given {
		text = "scheme,payer"
	}
	for id := range strings.SplitSeq(text, ",") {
		if id = strings.TrimSpace(id); id != "" {
			by |= choose(f, Word{leaf{id, true}}, "/by", choices[workforce.By](dimensions))
		}
	}
	names = []string{}
	for _, d := range dimensions {
		if by&d.value != 0 {
			names = append(names, d.id)
		}
	}
	return by, names
}

func groupOf(r *workforce.TotalRow, by workforce.By) (g BudgetGroup) {
	if by&workforce.ByMonth != 0 {
		g.Month = r.Month.String()
	}
	if by&workforce.ByDepartment != 0 {
		g.Department = &r.Department
	}
	if by&workforce.ByCity != 0 {
		g.City = r.City.ID
	}
	if by&workforce.ByScheme != 0 {
		g.Scheme = r.Scheme.String()
	}
	if by&workforce.ByPayer != 0 {
		g.Payer = r.Payer.String()
	}
	return g
}

func budgetSum(r *workforce.TotalRow, retroactive bool) BudgetSum {
	out := BudgetSum{PersonMonths: r.PersonMonths, Lines: r.Lines, Unknown: r.Unknown, Amount: r.Due.String()}
	if retroactive {
		out.Paid, out.Owed = r.Paid.String(), r.Owed.String()
	}
	return out
}

func compared(r *workforce.ComparisonRow, by workforce.By, retroactive bool) ComparisonRow {
	out := ComparisonRow{BudgetGroup: groupOf(&r.A, by), A: budgetSum(&r.A, retroactive), B: budgetSum(&r.B, retroactive), Difference: r.B.Due.Sub(r.A.Due).String()}
	if retroactive {
		out.MoreOwed = r.B.Owed.Sub(r.A.Owed).String()
	}
	return out
}

// getBudgetTotals answers sums.
//
//	@Summary		合计：按月份、部门、城市、险种、缴纳人任意组合 · Sums by month, department, city, scheme and payer in any combination
//	@Tags			budgets
//	@Produce		json
//	@Param			id		path		string	true	"预算的编号 · its id"
//	@Param			by		query		string	false	"month,department,city,scheme,payer 的任意组合；空为一个总数 · any of them; empty: one sum"	default(scheme,payer)
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	BudgetTotals
//	@Failure		404		{object}	Problem
//	@Failure		409		{object}	Problem	"尚未完成 · not finished"
//	@Failure		422		{object}	Problem
//	@Router			/budgets/{id}/totals [get]
func (s *service) getBudgetTotals(c *gin.Context) {
	var f form
	by, names := f.grouping(c)
	b, t, ok := s.finished(c, &f)
	if !ok {
		return
	}
	s.stream(c, jsonType[0], func(w io.Writer) error {
		head := marshal(BudgetTotals{By: names, Retroactive: b.Retroactive(), Ruleset: s.book.Hash(), Rows: []BudgetRow{}})
		return writeRows(w, head, func(row func(any) error) error {
			for r := range t.Rows(by) {
				if err := row(BudgetRow{groupOf(&r, by), budgetSum(&r, b.Retroactive())}); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// writeRows writes an answer whose list of rows may be too long to be held: head is the answer with an empty one at its first "rows".
func writeRows(w io.Writer, head []byte, rows func(func(any) error) error) error {
	const empty = `"rows":[`
	at := bytes.Index(head, []byte(empty)) + len(empty)
	if _, err := w.Write(head[:at]); err != nil {
		return err
	}
	comma := false
	err := rows(func(row any) error {
		b := marshal(row)
		if comma {
			b = append([]byte{','}, b...)
		}
		comma = true
		_, err := w.Write(b)
		return err
	})
	if err == nil {
		_, err = w.Write(head[at:])
	}
	return err
}

// finished reads what a finished budget came to, or refuses.
func (s *service) finished(c *gin.Context, f *form) (*workforce.Budget, *workforce.Totals, bool) {
	err := append(wrongQuery(c), f.faults...).Err()
	if err == nil {
		var b *workforce.Budget
		var t *workforce.Totals
		if b, t, err = s.result(c.Request.Context(), c.Param("id")); err == nil {
			return b, t, true
		}
	}
	s.budgetFailed(c, err)
	return nil, nil, false
}

// getBudgetTotalsCSV sends sums as a file.
//
//	@Summary		合计（CSV） · Sums as CSV
//	@Tags			budgets
//	@Produce		text/csv
//	@Param			id		path		string	true	"预算的编号 · its id"
//	@Param			by		query		string	false	"分组，默认全部五项 · grouping; all five by default"
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{file}		file
//	@Failure		404		{object}	Problem
//	@Failure		409		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/budgets/{id}/totals.csv [get]
func (s *service) getBudgetTotalsCSV(c *gin.Context) {
	s.sendTotals(c, lang.Text{ZH: "合计.csv", EN: "totals.csv"}, csvType, report.Totals)
}

// getBudgetTotalsParquet sends sums as Parquet.
//
//	@Summary		合计（Parquet） · Sums as Parquet
//	@Tags			budgets
//	@Produce		application/vnd.apache.parquet
//	@Param			id		path		string	true	"预算的编号 · its id"
//	@Param			by		query		string	false	"分组，默认全部五项 · grouping; all five by default"
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{file}		file
//	@Failure		404		{object}	Problem
//	@Failure		409		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/budgets/{id}/totals.parquet [get]
func (s *service) getBudgetTotalsParquet(c *gin.Context) {
	s.sendTotals(c, lang.Text{ZH: "合计.parquet", EN: "totals.parquet"}, parquetType, report.TotalsParquet)
}

func (s *service) sendTotals(c *gin.Context, name lang.Text, contentType string, write func(io.Writer, *workforce.Budget, *workforce.Totals, workforce.By, lang.Lang) error) {
	var f form
	by := workforce.ByAll
	if _, given := c.GetQuery("by"); given {
		by, _ = f.grouping(c)
	}
	if b, t, ok := s.finished(c, &f); ok {
		s.download(c, name, contentType, func(w io.Writer) error { return write(w, b, t, by, language(c)) })
	}
}

// getBudgetPeople sends everybody's months.
//
//	@Summary		每人明细（CSV） · Everybody's months as CSV
//	@Description	UTF-8（含 BOM）。空格是没有问到或未知的金额，绝不是零；以 = + - @ 开头的编号和部门前加单引号。
//	@Description	UTF-8 with BOM. An empty cell was not asked for or is not known, and never zero; an id or department that begins with = + - @ has an apostrophe before it.
//	@Tags			budgets
//	@Produce		text/csv
//	@Param			id		path		string	true	"预算的编号 · its id"
//	@Param			detail	query		string	false	"每人每月一行，或每人一行 · a row for each month, or for each person"	Enums(month, person)	default(month)
//	@Param			lang	query		string	false	"语言 · language"												Enums(zh, en)
//	@Success		200		{file}		file
//	@Failure		404		{object}	Problem
//	@Failure		409		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/budgets/{id}/people.csv [get]
func (s *service) getBudgetPeople(c *gin.Context) {
	var f form
	d := f.detail(c)
	if b, _, ok := s.finished(c, &f); ok {
		s.download(c, lang.Text{ZH: "每人明细.csv", EN: "people.csv"}, csvType, func(w io.Writer) error {
			return report.People(w, b, s.budgets.Parts(c.Request.Context(), c.Param("id")), d, language(c))
		})
	}
}

var details = choices[workforce.Detail]{{"month", workforce.EachMonth}, {"person", workforce.EachPerson}}

func (f *form) detail(c *gin.Context) workforce.Detail {
	text, given := c.GetQuery("detail")
	return choose(f, Word{leaf{text, given}}, "/detail", details)
}

// getBudgetParquet sends everybody's months as Parquet.
//
//	@Summary		每人明细（Parquet） · Everybody's months as Parquet
//	@Tags			budgets
//	@Produce		application/vnd.apache.parquet
//	@Param			id		path		string	true	"预算的编号 · its id"
//	@Param			detail	query		string	false	"每人每月一行，或每人一行 · a row for each month, or for each person"	Enums(month, person)	default(month)
//	@Param			lang	query		string	false	"语言 · language"												Enums(zh, en)
//	@Success		200		{file}		file
//	@Failure		404		{object}	Problem
//	@Failure		409		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/budgets/{id}/people.parquet [get]
func (s *service) getBudgetParquet(c *gin.Context) {
	var f form
	d := f.detail(c)
	if b, _, ok := s.finished(c, &f); ok {
		s.download(c, lang.Text{ZH: "每人明细.parquet", EN: "people.parquet"}, parquetType, func(w io.Writer) error {
			return report.PeopleParquet(w, b, s.budgets.Parts(c.Request.Context(), c.Param("id")), d, language(c))
		})
	}
}

// getBudgetWorkbook sends the workbook.
//
//	@Summary		工作簿（XLSX）：汇总、图、明细、来源 · A workbook: summary, charts, sums, sources
//	@Tags			budgets
//	@Produce		application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
//	@Param			id		path		string	true	"预算的编号 · its id"
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{file}		file
//	@Failure		404		{object}	Problem
//	@Failure		409		{object}	Problem
//	@Router			/budgets/{id}/budget.xlsx [get]
func (s *service) getBudgetWorkbook(c *gin.Context) {
	if b, t, ok := s.finished(c, &form{}); ok {
		s.download(c, lang.Text{ZH: "用工预算.xlsx", EN: "budget.xlsx"}, xlsxType, func(w io.Writer) error {
			return report.Workbook(w, b, t, nil, s.budgets.Parts(c.Request.Context(), c.Param("id")), language(c))
		})
	}
}

// getBudgetSources sends what the budget rests on.
//
//	@Summary		依据：每个参数的值、日期、来源（CSV） · What it rests on: every value with its dates and source, as CSV
//	@Tags			budgets
//	@Produce		text/csv
//	@Param			id		path		string	true	"预算的编号 · its id"
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{file}		file
//	@Failure		404		{object}	Problem
//	@Failure		409		{object}	Problem
//	@Router			/budgets/{id}/sources.csv [get]
func (s *service) getBudgetSources(c *gin.Context) {
	if b, t, ok := s.finished(c, &form{}); ok {
		s.download(c, lang.Text{ZH: "依据.csv", EN: "sources.csv"}, csvType, func(w io.Writer) error { return report.Sources(w, b, t, language(c)) })
	}
}

// getBudgetErrors sends all that is wrong with the table.
//
//	@Summary		表格的全部问题（CSV） · All that is wrong with the table, as CSV
//	@Tags			budgets
//	@Produce		text/csv
//	@Param			id		path		string	true	"预算的编号 · its id"
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{file}		file
//	@Failure		404		{object}	Problem	"没有问题，或没有这个预算 · nothing is wrong, or no such budget"
//	@Router			/budgets/{id}/errors.csv [get]
func (s *service) getBudgetErrors(c *gin.Context) {
	packed, err := s.budgets.File(c.Request.Context(), c.Param("id"), errorsFile(language(c)))
	if err != nil {
		s.budgetFailed(c, err)
		return
	}
	s.download(c, lang.Text{ZH: "问题.csv", EN: "errors.csv"}, csvType, func(w io.Writer) error {
		r, err := gzip.NewReader(bytes.NewReader(packed))
		if err == nil {
			_, err = io.Copy(w, r) // of our own making, and packed from at most a table's worth of problems
		}
		return err
	})
}

// comparisonFile is a file a comparison can be, by what is added to the other budget's id.
type comparisonFile struct {
	suffix, contentType string
	write               func(w io.Writer, first, second *workforce.Totals, by workforce.By, l lang.Lang) error
}

var comparisonFiles = []comparisonFile{{".csv", csvType, report.Comparison}, {".xlsx", xlsxType, report.ComparisonWorkbook}, {".parquet", parquetType, report.ComparisonParquet}}

// getBudgetComparison holds a budget against another.
//
//	@Summary		两个预算的比较 · Two budgets side by side
//	@Description	a 为 {id}，b 为 {other}，difference 为 b 减 a；{other} 后加 .csv、.xlsx（含图）或 .parquet 得到文件。补差只能与补差比较。
//	@Description	a is {id}, b is {other}, difference is b less a; with .csv, .xlsx (with charts) or .parquet after {other} it is a file. A retroactive difference is compared with another one only.
//	@Tags			budgets
//	@Produce		json,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.apache.parquet
//	@Param			id		path		string	true	"预算的编号 · its id"
//	@Param			other	path		string	true	"另一个预算 · the other's id"
//	@Param			by		query		string	false	"分组，见 totals · grouping, see totals"	default(scheme,payer)
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	BudgetComparison
//	@Failure		404		{object}	Problem
//	@Failure		409		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/budgets/{id}/comparison/{other} [get]
func (s *service) getBudgetComparison(c *gin.Context) {
	other := c.Param("other")
	var file *comparisonFile
	for i := range comparisonFiles {
		if id, found := strings.CutSuffix(other, comparisonFiles[i].suffix); found {
			other, file = id, &comparisonFiles[i]
			break
		}
	}
	var f form
	by, names := f.grouping(c)
	b, t, ok := s.finished(c, &f)
	if !ok {
		return
	}
	_, against, err := s.result(c.Request.Context(), other)
	if err == nil {
		err = workforce.Comparable(t, against)
	}
	if err != nil {
		s.budgetFailed(c, err)
		return
	}
	if file != nil {
		s.download(c, lang.Text{ZH: "比较" + file.suffix, EN: "comparison" + file.suffix}, file.contentType, func(w io.Writer) error { return file.write(w, t, against, by, language(c)) })
		return
	}
	out := BudgetComparison{By: names, Ruleset: s.book.Hash(), Rows: []ComparisonRow{}}
	for r := range workforce.Compare(t, against, 0) {
		out.Total = compared(&r, 0, b.Retroactive())
	}
	s.stream(c, jsonType[0], func(w io.Writer) error {
		return writeRows(w, marshal(out), func(row func(any) error) error {
			for r := range workforce.Compare(t, against, by) {
				if err := row(compared(&r, by, b.Retroactive())); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// getBudgetTemplate sends an empty table.
//
//	@Summary		表格模板（CSV） · A template of the table, CSV
//	@Tags			budgets
//	@Produce		text/csv
//	@Param			lang	query	string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{file}	file
//	@Router			/budgets/template.csv [get]
func (s *service) getBudgetTemplate(c *gin.Context) {
	s.download(c, lang.Text{ZH: "用工预算模板.csv", EN: "template.csv"}, csvType, func(w io.Writer) error { return report.Template(w, language(c)) })
}

// getBudgetTemplateWorkbook sends an empty table as a workbook.
//
//	@Summary		表格模板（XLSX） · A template of the table, XLSX
//	@Tags			budgets
//	@Produce		application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
//	@Param			lang	query	string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{file}	file
//	@Router			/budgets/template.xlsx [get]
func (s *service) getBudgetTemplateWorkbook(c *gin.Context) {
	s.download(c, lang.Text{ZH: "用工预算模板.xlsx", EN: "template.xlsx"}, xlsxType, func(w io.Writer) error { return report.TemplateWorkbook(w, s.book, language(c)) })
}

const (
	csvType     = "text/csv; charset=utf-8"
	xlsxType    = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	parquetType = "application/vnd.apache.parquet"
)

// download streams a file under a name in the asker's language.
func (s *service) download(c *gin.Context, name lang.Text, contentType string, write func(io.Writer) error) {
	// Who does not read the second form gets the English name.
	c.Writer.Header().Set("Content-Disposition", `attachment; filename="`+name.EN+`"; filename*=UTF-8''`+url.PathEscape(name.In(language(c))))
	s.stream(c, contentType, write)
}

// stream sends what write writes while it is written, packed if the asker takes it. If nothing was sent yet an error is answered as such;
// afterwards the connection is cut, so that half a file cannot be taken for a whole one.
func (s *service) stream(c *gin.Context, contentType string, write func(io.Writer) error) {
	h := c.Writer.Header()
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", "no-store")
	text := contentType == csvType || contentType == jsonType[0]
	if text {
		h.Add("Vary", "Accept-Encoding")
	}
	packed := text && takesGzip(c.GetHeader("Accept-Encoding"))
	if packed {
		h.Set("Content-Encoding", "gzip")
	}
	if c.Request.Method == http.MethodHead {
		c.Writer.WriteHeader(http.StatusOK)
		return
	}
	out := &lasting{w: c.Writer, to: http.NewResponseController(c.Writer)}
	buffered := bufio.NewWriterSize(out, 64<<10)
	to, finish := io.Writer(buffered), func() error { return nil }
	if packed {
		z, _ := gzip.NewWriterLevel(buffered, gzip.BestSpeed) // the level is a right one
		to, finish = z, z.Close
	}
	err := write(to)
	if err == nil {
		err = finish()
	}
	if err == nil {
		err = buffered.Flush()
	}
	switch {
	case err == nil:
	case out.sent || c.Request.Context().Err() != nil:
		if out.failed == nil && c.Request.Context().Err() == nil {
			s.log.Error("download", "request_id", requestID(c), "error", err)
		}
		panic(http.ErrAbortHandler)
	default:
		for _, name := range []string{"Content-Disposition", "Content-Encoding"} {
			h.Del(name)
		}
		s.budgetFailed(c, err)
	}
}

// lasting is an answer that may take as long as it likes, as long as somebody reads it.
type lasting struct {
	w      io.Writer
	to     *http.ResponseController
	set    time.Time
	sent   bool
	failed error
}

func (l *lasting) Write(b []byte) (n int, err error) {
	if now := time.Now(); now.Sub(l.set) > stallTime/10 {
		l.set = now
		giveTime(l.to, now)
	}
	l.sent = true
	n, l.failed = l.w.Write(b)
	return n, l.failed
}
