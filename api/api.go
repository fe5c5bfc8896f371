// Package api is how people reach the calculation: JSON over HTTP, with its description at /swagger/index.html.
//
// A request is read in decode.go, its values in values.go; a fault becomes a status in errors.go and nowhere else.
// Every calculation is done by calc, the same one the command line calls.
//
//	@title			分毫 API · Fenhao API
//	@version		1
//	@description	住房公积金与社会保险，每月谁缴多少：算到分，每个数都有日期、来源和依据。
//	@description	Who pays how much into the housing fund and social insurance each month: exact to the fen, and every figure has its date, its source and its rule.
//	@description
//	@description	金额是两位小数的字符串（"2160.00"），也接受按字面读取的 JSON 数字；比例是小数（"0.12"）；未填与 null 表示没有给出，绝不当作零。
//	@description	Money is a string with two decimals ("2160.00"), a JSON number is read by its literal text; rates are fractions ("0.12"); absent and null mean not given, never zero.
//	@description
//	@description	语言：?lang=zh|en，否则看 Accept-Language，否则中文；代码与 id 不随语言变化。错误是 RFC 9457 的 application/problem+json，一次列出全部问题。
//	@description	Language: ?lang=zh|en, else Accept-Language, else Chinese; codes and ids never change with it. Errors are application/problem+json (RFC 9457) with all problems at once.
//	@description
//	@description	/livez、/readyz、/metrics 供运维使用。For operators: /livez, /readyz, /metrics.
//	@basePath		/api/v1
//	@accept			json
//	@produce		json
//	@tag.name			contributions
//	@tag.description	每月缴费 · what is paid each month
//	@tag.name			eligibility
//	@tag.description	能否缴存、参保 · who contributes, who may enrol
//	@tag.name			procedures
//	@tag.description	办事指南、办理时间、期限 · guides, opening hours, deadlines
//	@tag.name			scenarios
//	@tag.description	情景：多年、多地、比较、反求 · over years and between places
//	@tag.name			budgets
//	@tag.description	用工预算：表格进，预算出 · workforce budgets: a table in, a budget out
//	@tag.name			charts
//	@tag.description	图：ECharts 的 option、SVG 或 PNG · charts: an ECharts option, SVG or PNG
//	@tag.name			book
//	@tag.description	政策库 · the policy book
package api

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"fenhao/api/queue"
	"fenhao/api/store"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
	"fenhao/calc/procedure"
	"fenhao/scenarios"
)

// Options say what a service is made of. The zero value works: the embedded book, no log, no limit.
type Options struct {
	Book    *policy.Book     // nil is the embedded book
	Log     *slog.Logger     // nil logs nothing
	Rate    float64          // requests a second for each client; 0 is no limit
	Version string           // the program's version, for /metrics
	Ready   func() bool      // false while the service stops; nil is always ready
	Store   *store.Store     // where scenarios are saved; nil keeps them in memory
	Budgets *queue.Service   // where workforce budgets are calculated; nil does it here, in memory
	Spool   string           // the folder where a workbook waits while it is read; "" is memory
	Now     func() time.Time // nil is the system's clock; only GET requests without a day and the limiter ask for it
}

type service struct {
	book   *policy.Book
	log    *slog.Logger
	now    func() time.Time
	ready  func() bool
	shown  renderings
	warned sync.Map // warned → its JSON
	cities []city
	guides *procedure.Guides
	engine *scenarios.Engine
	store  *store.Store

	reachable reachable

	budgets *queue.Service
	spool   string
	intake  chan struct{} // a place for each table that is read at the same time
}

func newService(o Options) *service {
	s := &service{book: o.Book, log: o.Log, now: o.Now, ready: o.Ready}
	if s.book == nil {
		s.book = policy.Embedded()
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.ready == nil {
		s.ready = func() bool { return true }
	}
	s.shown = newRenderings(s.book)
	s.cities = s.listCities()
	s.guides = procedure.Embedded()
	s.engine = scenarios.NewEngine(s.book)
	if s.store = o.Store; s.store == nil {
		s.store = store.Memory()
	}
	s.spool, s.intake = o.Spool, make(chan struct{}, maxIntake)
	if s.budgets = o.Budgets; s.budgets == nil {
		s.budgets, _ = queue.Open(context.Background(), store.Memory(), s.book, queue.Options{Plan: ReadPlan, Log: s.log}) // in memory it opens with the first budget
	}
	return s
}

// Contributions answers the body of a POST /contributions without a service: the same answer, byte for byte. The error holds faults,
// see [NewProblem].
func Contributions(b *policy.Book, body []byte, l lang.Lang) ([]byte, error) {
	var w worker
	if err := decode(body, &w.request); err != nil {
		return nil, err
	}
	return newService(Options{Book: b}).contributions(nil, &w, l)
}

// New makes the service's handler.
func New(o Options) http.Handler { return router(o) }

// Routes are the service's routes, each "METHOD /path", for the test that all of them are described.
func Routes() []string {
	var out []string
	for _, r := range router(Options{}).Routes() {
		out = append(out, r.Method+" "+r.Path)
	}
	return out
}

func router(o Options) *gin.Engine {
	s := newService(o)
	m := newMetrics(o.Version, s.book.Hash())

	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	_ = r.SetTrustedProxies(nil) // cannot fail for nil
	r.HandleMethodNotAllowed = true
	r.RedirectTrailingSlash = false
	r.NoRoute(unknownRoute)
	r.NoMethod(wrongMethod)
	r.Use(identify, record(s.log, m), survive(s.log), protect, hurry)
	get(r, "/livez", alive)
	get(r, "/readyz", s.readiness)
	get(r, "/metrics", gin.WrapH(m.handler()))

	v1 := r.Group("/api/v1")
	if o.Rate > 0 { // of answers; who asks whether the service lives is never turned away
		v1.Use(newLimiter(o.Rate, s.now).handle)
	}
	get(v1, "/cities", s.getCities)
	get(v1, "/cities/:city", s.getCity)
	get(v1, "/cities/:city/parameters", s.getParameters)
	get(v1, "/cities/:city/parameters/:key", s.getParameter)
	get(v1, "/cities/:city/gaps", s.getGaps)
	get(v1, "/cities/:city/diff", s.getDiff)
	get(v1, "/cities/:city/tiers", s.getTiers)
	get(v1, "/cities/:city/procedures", s.getProcedures)
	get(v1, "/cities/:city/procedures/:id", s.getProcedure)
	get(v1, "/cities/:city/deadlines", s.getDeadlines)
	get(v1, "/cities/:city/calendar.ics", s.getCalendar)
	v1.POST("/contributions", s.postContributions)
	v1.POST("/contributions/batch", s.postContributionsBatch)
	v1.POST("/eligibility/enrolment", s.postEnrolment)
	v1.POST("/eligibility/rate-reduction", s.postRateReduction)
	v1.POST("/eligibility/loan", s.postLoanEligibility)
	v1.POST("/loans/quota", s.postLoanQuota)
	v1.POST("/loans/schedule", s.postLoanSchedule)
	v1.POST("/loans/subsidy", s.postLoanSubsidy)
	v1.POST("/eligibility/withdrawal", s.postWithdrawal)
	v1.POST("/accounts/simulate", s.postSimulation)
	v1.POST("/back-payments", s.postBackPayment)
	v1.POST("/interest", s.postInterest)
	v1.POST("/identity/check", s.postIdentityCheck)
	v1.POST("/procedures/check", s.postCheck)
	v1.POST("/deadlines", s.postDeadlines)

	get(v1, "/charts/city-comparison", s.getCityBounds)
	get(v1, "/charts/parameter-history", s.getParameterHistory)
	get(v1, "/charts/tiers", s.getTiersChart)
	get(v1, "/scenarios/library", s.getLibrary)
	get(v1, "/scenarios/library/:id", s.getStory)
	get(v1, "/scenarios/library/:id/:ask", s.getStoryRequest)
	get(v1, "/scenarios/schema.json", s.getScenarioSchema)
	get(v1, "/scenarios/:id", s.getScenario)
	v1.POST("/scenarios", s.postScenario)
	v1.POST("/scenarios/run", s.postScenarioRun)
	v1.POST("/scenarios/compare", s.postCompare)
	v1.POST("/scenarios/sweep", s.postSweep)
	v1.POST("/scenarios/solve", s.postSolve)
	v1.POST("/scenarios/monte-carlo", s.postMonteCarlo)
	v1.POST("/budgets", s.postBudgets) // what it is asked depends on how the table comes
	get(v1, "/budgets/columns", only(s.getBudgetColumns))
	get(v1, "/budgets/template.csv", only(s.getBudgetTemplate))
	get(v1, "/budgets/template.xlsx", only(s.getBudgetTemplateWorkbook))
	get(v1, "/budgets/:id", only(s.getBudget))
	v1.DELETE("/budgets/:id", only(s.deleteBudget))
	v1.POST("/budgets/:id/run", only(s.postBudgetRun))
	v1.POST("/budgets/:id/cancel", only(s.postBudgetCancel))
	get(v1, "/budgets/:id/events", only(s.getBudgetEvents))
	get(v1, "/budgets/:id/errors.csv", only(s.getBudgetErrors))
	get(v1, "/budgets/:id/totals", only(s.getBudgetTotals, "by"))
	get(v1, "/budgets/:id/totals.csv", only(s.getBudgetTotalsCSV, "by"))
	get(v1, "/budgets/:id/totals.parquet", only(s.getBudgetTotalsParquet, "by"))
	get(v1, "/budgets/:id/people.csv", only(s.getBudgetPeople, "detail"))
	get(v1, "/budgets/:id/people.parquet", only(s.getBudgetParquet, "detail"))
	get(v1, "/budgets/:id/budget.xlsx", only(s.getBudgetWorkbook))
	get(v1, "/budgets/:id/sources", only(s.getBudgetSourceList))
	get(v1, "/budgets/:id/sources.csv", only(s.getBudgetSources))
	get(v1, "/budgets/:id/comparison/:other", only(s.getBudgetComparison, "by"))
	get(v1, "/budgets/:id/chart/:kind", only(s.getBudgetChart, "title", "width"))
	v1.POST("/charts/balance", s.postBalanceChart)
	v1.POST("/charts/base-curve", s.postBaseCurve)
	v1.POST("/charts/budget", s.postBudget)
	v1.POST("/charts/chances", s.postChancesChart)
	v1.POST("/charts/city-comparison", s.postCityComparison)
	v1.POST("/charts/comparison", s.postComparisonChart)
	v1.POST("/charts/loan-timeline", s.postLoanTimeline)
	v1.POST("/charts/parameter-history", s.postParameterHistory)
	v1.POST("/charts/schedule", s.postScheduleChart)
	v1.POST("/charts/sweep", s.postSweepChart)
	v1.POST("/charts/tiers", s.postTiersChart)

	serveCharts(r)
	servePages(r)
	return r
}

// get registers a handler for GET and, as every reader of the web expects, for HEAD.
func get(r gin.IRouter, path string, h gin.HandlerFunc) {
	r.GET(path, h)
	r.HEAD(path, h)
}
