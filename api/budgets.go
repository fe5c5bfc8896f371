package api

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"io"
	"iter"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"fenhao/api/queue"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/scenarios/workforce"
	"fenhao/scenarios/workforce/report"
)

// Budget is a workforce budget: a table of people under a plan, and how far it has come.
type Budget struct {
	ID            string          `json:"id" example:"mfzwizltnrsxe2lomvzs4"`
	State         string          `json:"state" enums:"reading,checked,refused,queued,running,finished,failed,cancelled" example:"finished"`
	Created       string          `json:"created" example:"2026-11-22T08:00:00Z"`
	Expires       string          `json:"expires,omitempty" example:"2026-11-23T08:00:00Z"` // when all of it is deleted
	Ruleset       string          `json:"ruleset"`
	Plan          jsontext.Value  `json:"plan" swaggertype:"object"`
	From          string          `json:"from" example:"2026-07"`
	To            string          `json:"to" example:"2027-06"`
	Retroactive   bool            `json:"retroactive"`           // a retroactive difference: due, paid and owed
	Kept          bool            `json:"kept"`                  // the table stays with the result
	Rows          int             `json:"rows" example:"1000"`   // with empty ones
	BadRows       int             `json:"bad_rows" example:"0"`  // rows with problems
	People        int             `json:"people" example:"1000"` // rows with cells
	Progress      Progress        `json:"progress"`              //
	Problems      []TableProblem  `json:"problems"`              // the first hundred; errors.csv: up to 100,000
	ProblemsTotal int64           `json:"problems_total"`        //
	Failure       []ProblemItem   `json:"failure,omitempty"`     // why it failed
	Totals        *BudgetSums     `json:"totals,omitempty"`      // when it has finished
	Warnings      []BudgetWarning `json:"warnings"`              // when it has finished: what it assumes, and what its values admit
	Links         BudgetLinks     `json:"links"`                 // what works in this state
}

// Progress is how much of a budget has been calculated.
type Progress struct {
	Done int `json:"done" example:"3"`
	Of   int `json:"of" example:"12"`
}

// TableProblem is one thing that is wrong with a table.
type TableProblem struct {
	Row     int    `json:"row" example:"17"`                  // as the spreadsheet counts; the header is 1; 0: about the plan
	Column  int    `json:"column" example:"5"`                // from 1; 0: the row as a whole
	Name    string `json:"name" example:"月工资"`                // the column's header
	Month   string `json:"month,omitempty" example:"2026-07"` // from this month of the plan on
	Code    string `json:"code" example:"not_a_number"`
	Message string `json:"message" example:"“两万”不是普通的十进制数。"`
	Hint    string `json:"hint"`
	Rule    string `json:"rule,omitempty" example:"WH-2.2"`
}

// BudgetSums are the sums of a budget over all its months. Unknown amounts are counted and in no sum.
type BudgetSums struct {
	Employer     string `json:"employer" example:"2160.00"`
	Employee     string `json:"employee" example:"2160.00"`
	Total        string `json:"total" example:"4320.00"` // of a retroactive difference: what is due
	Paid         string `json:"paid,omitempty"`          // of a retroactive difference
	Owed         string `json:"owed,omitempty"`          // due less paid
	PersonMonths int64  `json:"person_months" example:"12"`
	People       int64  `json:"people" example:"1"`
	Skipped      int64  `json:"skipped" example:"0"` // rows passed over because something is wrong with them
	Unknown      int64  `json:"unknown" example:"0"` // amounts that are not known
}

// BudgetWarning is what a budget has to admit.
type BudgetWarning struct {
	Code         string `json:"code" example:"carried_forward"`
	Message      string `json:"message"`
	Key          string `json:"key,omitempty" example:"insurance.base.ceiling"`
	City         string `json:"city,omitempty" example:"wuhan"`
	PersonMonths int64  `json:"person_months,omitzero" example:"120"` // how many it is about; absent: all
}

// BudgetLinks are the addresses that work in a budget's state.
type BudgetLinks struct {
	Self          string            `json:"self"`
	Events        string            `json:"events,omitempty"`
	Run           string            `json:"run,omitempty"`    // POST
	Cancel        string            `json:"cancel,omitempty"` // POST
	Errors        string            `json:"errors,omitempty"`
	Totals        string            `json:"totals,omitempty"`
	TotalsCSV     string            `json:"totals_csv,omitempty"`
	TotalsParquet string            `json:"totals_parquet,omitempty"`
	People        string            `json:"people_csv,omitempty"`
	Parquet       string            `json:"people_parquet,omitempty"`
	Workbook      string            `json:"workbook,omitempty"`
	Sources       string            `json:"sources_csv,omitempty"`
	Charts        map[string]string `json:"charts,omitempty"`
}

const (
	budgetsPath  = "/api/v1/budgets"
	mostProblems = 100     // in an answer
	mostListed   = 100_000 // in errors.csv: far more than anybody mends, and no more than memory has room for
	maxIntake    = 4       // tables read at the same time
	retryAfter   = 10      // seconds, for one that finds no place
	checkFile    = "check.json"
)

// moving are the routes that may take as long as something moves: they set the deadlines of their connection themselves.
var moving = map[string]bool{
	budgetsPath: true, budgetsPath + "/:id/events": true, budgetsPath + "/:id/totals": true, budgetsPath + "/:id/totals.csv": true, budgetsPath + "/:id/totals.parquet": true, budgetsPath + "/:id/people.csv": true,
	budgetsPath + "/:id/people.parquet": true, budgetsPath + "/:id/budget.xlsx": true, budgetsPath + "/:id/errors.csv": true, budgetsPath + "/:id/comparison/:other": true,
}

// checkedTable is what is kept of a check, beside the files of errors.
type checkedTable struct {
	Assumed  bool                `json:"assumed"` // the months are ours
	Problems int64               `json:"problems"`
	First    []workforce.Problem `json:"first"`
}

// errorFiles are all problems of a table, in both languages, packed while they are found: a broken file has a million of them. The first
// mostListed are listed; the last row says how many there are.
type errorFiles struct {
	listed int
	packed [2]bytes.Buffer
	zip    [2]*gzip.Writer
	text   [2]*report.Errors
	kept   checkedTable
}

func errorsFile(l lang.Lang) string { return "errors." + l.String() + ".csv.gz" }

func (e *errorFiles) add(p workforce.Problem) error {
	if len(e.kept.First) < mostProblems {
		e.kept.First = append(e.kept.First, p)
	}
	if e.listed == mostListed {
		return nil
	}
	e.listed++
	return e.list(p)
}

func (e *errorFiles) list(p workforce.Problem) error {
	for l := range e.text {
		if e.text[l] == nil {
			e.zip[l] = gzip.NewWriter(&e.packed[l])
			e.text[l] = report.NewErrors(e.zip[l], lang.Lang(l))
		}
		if err := e.text[l].Add(p); err != nil {
			return err
		}
	}
	return nil
}

// put keeps them with the budget.
func (e *errorFiles) put(ctx context.Context, q *queue.Service, id string) error {
	if e.kept.Problems > int64(e.listed) {
		if err := e.list(workforce.Problem{Fault: fault.New(fault.MoreProblems, "", "listed", e.listed, "all", e.kept.Problems)}); err != nil {
			return err
		}
	}
	for l := range e.text {
		if e.text[l] == nil {
			continue
		}
		if err := e.text[l].Close(); err != nil {
			return err
		}
		if err := e.zip[l].Close(); err != nil {
			return err
		}
		if err := q.PutFile(ctx, id, errorsFile(lang.Lang(l)), e.packed[l].Bytes()); err != nil {
			return err
		}
	}
	kept, err := json.Marshal(e.kept, json.OmitZeroStructFields(true)) // no month is no text of a month
	if err != nil {
		return err
	}
	return q.PutFile(ctx, id, checkFile, kept)
}

// postBudgets takes a table in, checks it and has it calculated.
//
//	@Summary		编制用工预算：交表格，得预算 · A workforce budget: a table in, a budget out
//	@Description	表格为 CSV（UTF-8、GB18030、UTF-16）、XLSX 或 Parquet，每人一行，列名见 GET /budgets/template.csv。可用 multipart/form-data（plan、file、run、keep，次序不限）、直接以文件为请求体（text/csv 等，计划的简单字段写在查询参数里），或 JSON {of, plan} 对先前保留（keep）的表格另算一个计划。
//	@Description	先检查再计算：返回 202 时检查已完成，全部问题按行、列指出（errors.csv 最多列 10 万处）；有问题的表格不计算（state 为 refused），除非 skip_bad_rows。run=false 只检查，之后 POST /budgets/{id}/run 开始。计划有问题时，pointer 指向计划之内。进度：GET /budgets/{id} 或 GET /budgets/{id}/events。表格在计算后即删除，除非 keep；结果到 expires 删除。
//	@Description	The table is CSV (UTF-8, GB18030, UTF-16), XLSX or Parquet, a row for each person; GET /budgets/template.csv has the columns. Send multipart/form-data (plan, file, run, keep, in any order), the file itself as the body (text/csv and so on, the plan's simple fields in the query), or JSON {of, plan} to ask another plan of a table kept before.
//	@Description	It is checked before anything is calculated: the check is over when the 202 comes, every problem named by row and column (up to 100,000 of them: errors.csv), and a table with problems is not calculated (state refused) unless skip_bad_rows. run=false stops after the check; POST /budgets/{id}/run goes on. The pointer of a problem with the plan points into the plan. Progress: GET /budgets/{id} or GET /budgets/{id}/events. The table is deleted after the run unless keep; the result at expires.
//	@Tags			budgets
//	@Accept			json
//	@Produce		json
//	@Param			request	body		BudgetAgainRequest	true	"先前保留的表格，另一个计划 · a table kept before, another plan"
//	@Param			lang	query		string				false	"语言 · language"	Enums(zh, en)
//	@Success		202				{object}	Budget
//	@Header			202				{string}	Location	"预算的地址 · the budget's address"
//	@Failure		400				{object}	Problem	"读不懂 · malformed"
//	@Failure		404				{object}	Problem	"没有这个预算（of） · no such budget (of)"
//	@Failure		408				{object}	Problem	"表格发送过慢 · the table comes too slowly"
//	@Failure		409				{object}	Problem	"表格未保留（of） · the table was not kept (of)"
//	@Failure		413				{object}	Problem	"过大 · too large"
//	@Failure		415				{object}	Problem
//	@Failure		422				{object}	Problem	"计划不能照算 · the plan is refused"
//	@Failure		429				{object}	Problem	"正在读取的表格过多，见 Retry-After · too many tables are being read, see Retry-After"
//	@Failure		503				{object}	Problem	"无法保存 · the store is not available"
//	@Failure		507				{object}	Problem	"没有空间 · no space left"
//	@Router			/budgets [post]
func (s *service) postBudgets(c *gin.Context) {
	var id string
	h, err := s.handIn(c)
	if err == nil {
		id, err = s.takeIn(c.Request.Context(), h, language(c))
		h.close()
	}
	if err != nil && c.Request.Header.Get("Expect") == "" { // its sender may still be sending, and sees the refusal only afterwards
		_, _ = io.CopyN(io.Discard, c.Request.Body, maxDrained)
	}
	giveTime(http.NewResponseController(c.Writer), time.Now())
	switch {
	case err == nil:
		c.Header("Location", budgetsPath+"/"+id)
		s.sendBudget(c, http.StatusAccepted, id)
	case slices.ContainsFunc(fault.All(err), func(e fault.Error) bool { return e.Code == fault.IntakeFull }):
		c.Header("Retry-After", strconv.Itoa(retryAfter))
		fallthrough
	default:
		s.budgetFailed(c, err)
	}
}

// takeIn checks a table and puts it into the queue. Of a table that cannot be taken in nothing is left.
func (s *service) takeIn(ctx context.Context, h *handed, l lang.Lang) (id string, err error) {
	if h.Plan == nil {
		h.Plan = new(BudgetPlanRequest)
	}
	var header []string
	var next func(*workforce.Block) error
	if h.of == "" {
		header, next = h.table.Header(), h.table.Next
	} else {
		of, err := s.budgets.Get(ctx, h.of)
		if err != nil {
			_, _, _, wrong := h.Plan.plan(s.today()) // a question that cannot be read is not about a budget yet
			return "", cmp.Or(slices.Concat(h.wrong, fault.All(wrong)).Err(), err)
		}
		blocks, stop := iter.Pull2(s.budgets.Blocks(ctx, h.of))
		defer stop()
		header, next = of.Header, pulled(blocks)
	}
	stored, plan, assumed, err := h.Plan.plan(s.today())
	found := errorFiles{kept: checkedTable{Assumed: assumed}}
	check, wrong := NewTableCheck(s.book, plan, header, found.add)
	f := form{slices.Concat(h.wrong, fault.All(err))} // all that is wrong, of form and of meaning
	f.also(fault.All(wrong))
	if err := f.faults.Err(); err != nil {
		return "", err
	}
	keep := yes(h.Keep)
	if id, err = s.budgets.Create(ctx, queue.New{Plan: stored, Header: header, Lang: l, KeepInput: keep}); err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			if e := s.budgets.Delete(context.WithoutCancel(ctx), id); e != nil { // the first error is the one to tell
				s.log.Error("a table that was not taken in is still there", "budget", id, "error", e)
			}
		}
	}()
	last := -1
	err = check.Run(ctx, next, func(b *workforce.Block) error {
		if last = b.Number; !check.Sound() && !keep && h.form == nil { // a form may still say that it is to be kept
			return nil
		}
		return s.budgets.PutChunk(ctx, id, b)
	})
	if err != nil {
		return "", readingFault(err, cutOff)
	}
	if err := h.rest(); err != nil {
		return "", err
	}
	if yes(h.Keep) && !keep {
		if err := s.budgets.KeepInput(ctx, id); err != nil {
			return "", err
		}
	}
	found.kept.Problems = check.Problems
	if err := found.put(ctx, s.budgets, id); err != nil {
		return "", err
	}
	state := queue.Refused
	if check.Sound() {
		state = queue.Checked
		for b := range check.Budget.Joiners(last + 1) {
			if err := s.budgets.PutChunk(ctx, id, b); err != nil {
				return "", err
			}
		}
	}
	if err := s.budgets.Seal(ctx, id, state, check.Rows, check.BadRows, check.People); err != nil {
		return "", err
	}
	if state == queue.Checked && (h.Run == nil || *h.Run) {
		return id, s.budgets.Start(ctx, id)
	}
	return id, nil
}

// pulled reads the blocks of a kept table as a table's own reader would.
func pulled(blocks func() (*workforce.Block, error, bool)) func(*workforce.Block) error {
	return func(b *workforce.Block) error {
		from, err, more := blocks()
		switch {
		case !more:
			return io.EOF
		case err != nil:
			return err
		}
		b.Number, b.Row, b.Planned = from.Number, from.Row, false
		b.CSV, b.Problems = append(b.CSV[:0], from.CSV...), append(b.Problems[:0], from.Problems...)
		b.Skip, b.Before = nil, nil
		return nil
	}
}

// budgetFailed refuses, and tells the log what the store said.
func (s *service) budgetFailed(c *gin.Context, err error) {
	if faults := fault.All(err); len(faults) > 0 && (faults[0].Code == fault.NoStore || faults[0].Code == fault.StoreFull) && c.Request.Context().Err() == nil {
		s.log.Error("store", "request_id", requestID(c), "error", err)
	}
	refuse(c, err)
}

// sendBudget answers with what is known of a budget.
func (s *service) sendBudget(c *gin.Context, status int, id string) {
	out, err := s.budget(c.Request.Context(), id, language(c))
	if err != nil {
		s.budgetFailed(c, err)
		return
	}
	h := c.Writer.Header()
	h.Set("Cache-Control", "no-store")
	c.Data(status, jsonType[0], marshal(out))
}

func (s *service) budget(ctx context.Context, id string, l lang.Lang) (*Budget, error) {
	b, err := s.budgets.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	plan, err := ReadPlan(b.Plan)
	if err != nil {
		return nil, err
	}
	out := &Budget{
		ID: id, State: string(b.State), Created: stamp(b.Created), Expires: stamp(b.Expires), Ruleset: b.Ruleset, Plan: b.Plan, From: plan.From.String(), To: plan.To.String(),
		Retroactive: plan.PaidKnownOn != 0, Kept: b.KeepInput, Rows: b.Rows, BadRows: b.BadRows, People: b.People, Progress: Progress{b.Done, b.Chunks},
		Problems: []TableProblem{}, Warnings: []BudgetWarning{}, Links: links(&b),
	}
	for _, e := range b.Problem {
		out.Failure = append(out.Failure, ProblemItem{Pointer: e.Field, Code: string(e.Code), Message: message(e, l), Hint: e.Hint(l)})
	}
	if b.State == queue.Reading {
		return out, nil
	}
	var check checkedTable
	body, err := s.budgets.File(ctx, id, checkFile)
	if err == nil {
		err = json.Unmarshal(body, &check)
	}
	if err != nil && !isUnknown(err) { // one that was cancelled while it was read has none
		return nil, err
	}
	if out.ProblemsTotal = check.Problems; check.Problems > 0 {
		out.Links.Errors = out.Links.Self + "/errors.csv"
	}
	for _, p := range check.First {
		out.Problems = append(out.Problems, TableProblem{Row: p.Row, Column: p.Column, Name: p.Name, Month: p.Month.String(), Code: string(p.Fault.Code), Message: message(p.Fault, l), Hint: p.Fault.Hint(l), Rule: p.Fault.Rule})
	}
	if b.State != queue.Finished || b.Ruleset != s.book.Hash() {
		return out, nil
	}
	prepared, totals, err := s.result(ctx, id)
	if err != nil {
		return nil, err
	}
	out.Totals = SumsOf(prepared, totals)
	out.Warnings = WarningsOf(prepared, totals, plan, check.Assumed, l)
	return out, nil
}

func isUnknown(err error) bool {
	return slices.ContainsFunc(fault.All(err), func(e fault.Error) bool { return e.Code == fault.UnknownID })
}

// result is what a finished budget came to.
func (s *service) result(ctx context.Context, id string) (*workforce.Budget, *workforce.Totals, error) {
	t, err := s.budgets.Totals(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	b, err := s.budgets.Prepared(ctx, id)
	return b, t, err
}

// SumsOf are the sums of all.
func SumsOf(b *workforce.Budget, t *workforce.Totals) *BudgetSums {
	out := &BudgetSums{People: t.People, Skipped: t.Skipped}
	var all, employer, employee workforce.TotalRow
	for r := range t.Rows(0) {
		all = r
	}
	for r := range t.Rows(workforce.ByPayer) {
		if r.Payer == contribution.Employer {
			employer = r
		} else {
			employee = r
		}
	}
	out.Employer, out.Employee, out.Total = employer.Due.String(), employee.Due.String(), all.Due.String()
	if b.Retroactive() {
		owed := all.Owed
		out.Paid, out.Owed = all.Paid.String(), owed.String()
	}
	out.PersonMonths, out.Unknown = all.PersonMonths, all.Unknown
	return out
}

// WarningsOf are what a budget has to admit; assumed: its months are ours.
func WarningsOf(b *workforce.Budget, t *workforce.Totals, p *workforce.Plan, assumed bool, l lang.Lang) []BudgetWarning {
	out := []BudgetWarning{}
	if assumed {
		from, to := p.From.String(), p.To.String()
		out = append(out, BudgetWarning{Code: "assumed", Message: lang.Text{
			ZH: "计划没有写全起止月份，按 " + from + " 至 " + to + " 计算。", EN: "The plan does not name both its first and its last month; these are " + from + " to " + to + ".",
		}.In(l)})
	}
	for _, w := range b.Warnings(t) {
		one := BudgetWarning{Code: w.Code, Message: w.Text.In(l), PersonMonths: w.PersonMonths}
		if w.Key != 0 {
			one.Key = w.Key.String()
		}
		if w.City != nil {
			one.City = w.City.ID
		}
		out = append(out, one)
	}
	return out
}

func links(b *queue.Budget) BudgetLinks {
	self := budgetsPath + "/" + b.ID
	out := BudgetLinks{Self: self}
	if !b.State.Ended() {
		out.Events, out.Cancel = self+"/events", self+"/cancel"
	}
	switch b.State {
	case queue.Checked:
		out.Run = self + "/run"
	case queue.Finished:
		out.Totals, out.TotalsCSV, out.TotalsParquet, out.People, out.Parquet = self+"/totals", self+"/totals.csv", self+"/totals.parquet", self+"/people.csv", self+"/people.parquet"
		out.Workbook, out.Sources, out.Charts = self+"/budget.xlsx", self+"/sources.csv", map[string]string{}
		for _, kind := range budgetCharts {
			out.Charts[kind.id] = self + "/chart/" + kind.id
		}
	}
	return out
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// getBudget tells how far a budget has come.
//
//	@Summary		预算的状态与合计 · A budget: how far it has come, and its sums
//	@Tags			budgets
//	@Produce		json
//	@Param			id		path		string	true	"预算的编号 · its id"
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	Budget
//	@Failure		404		{object}	Problem	"不存在、已到期或已删除 · unknown, expired or deleted"
//	@Router			/budgets/{id} [get]
func (s *service) getBudget(c *gin.Context) { s.sendBudget(c, http.StatusOK, c.Param("id")) }

// postBudgetRun starts a budget that was only checked.
//
//	@Summary		开始计算已检查的预算 · Calculate a budget that was only checked
//	@Tags			budgets
//	@Produce		json
//	@Param			id		path		string	true	"预算的编号 · its id"
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		202		{object}	Budget
//	@Failure		404		{object}	Problem
//	@Failure		409		{object}	Problem	"不在可开始的状态 · not in a state to be started"
//	@Router			/budgets/{id}/run [post]
func (s *service) postBudgetRun(c *gin.Context) {
	if err := s.budgets.Start(c.Request.Context(), c.Param("id")); err != nil {
		s.budgetFailed(c, err)
		return
	}
	s.sendBudget(c, http.StatusAccepted, c.Param("id"))
}

// postBudgetCancel stops a budget.
//
//	@Summary		取消 · Cancel a budget
//	@Description	停止计算，并删除表格和已算出的部分。The run stops; the table and what has been calculated are deleted.
//	@Tags			budgets
//	@Produce		json
//	@Param			id		path		string	true	"预算的编号 · its id"
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	Budget
//	@Failure		404		{object}	Problem
//	@Failure		409		{object}	Problem	"已经结束 · it has ended"
//	@Router			/budgets/{id}/cancel [post]
func (s *service) postBudgetCancel(c *gin.Context) {
	if err := s.budgets.Cancel(c.Request.Context(), c.Param("id")); err != nil {
		s.budgetFailed(c, err)
		return
	}
	s.sendBudget(c, http.StatusOK, c.Param("id"))
}

// deleteBudget deletes all of a budget.
//
//	@Summary		删除预算的一切 · Delete all of a budget
//	@Tags			budgets
//	@Param			id	path	string	true	"预算的编号 · its id"
//	@Success		204
//	@Failure		404	{object}	Problem
//	@Router			/budgets/{id} [delete]
func (s *service) deleteBudget(c *gin.Context) {
	if err := s.budgets.Delete(c.Request.Context(), c.Param("id")); err != nil {
		s.budgetFailed(c, err)
		return
	}
	c.Status(http.StatusNoContent)
}
