package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"fenhao/api/store"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/scenarios"
)

// A scenario is read by package scenarios, whether it comes from a file or over HTTP: same names, same refusals. Here are the addresses.

// ScenarioRunRequest asks what becomes of a scenario. A scenario itself is taken too.
type ScenarioRunRequest struct {
	Scenario ScenarioRequest `json:"scenario" validate:"required"`
	Months   bool            `json:"months" default:"true"` // false: the sums only
}

// ScenarioCompareRequest compares scenarios, or one scenario in many cities. The first is what the others are held against.
type ScenarioCompareRequest struct {
	Scenarios []ScenarioRequest `json:"scenarios"`
	Scenario  *ScenarioRequest  `json:"scenario"`
	Cities    any               `json:"cities"`                 // a list of cities, or "all"
	Months    bool              `json:"months" default:"false"` // true: the months of each
}

// ScenarioSweepRequest changes one value of a scenario step by step.
type ScenarioSweepRequest struct {
	Scenario ScenarioRequest `json:"scenario" validate:"required"`
	Vary     VaryRequest     `json:"vary" validate:"required"`
	Months   bool            `json:"months" default:"true"` // false: the sums only
}

// ScenarioSolveRequest asks which value reaches a target.
type ScenarioSolveRequest struct {
	Scenario ScenarioRequest `json:"scenario" validate:"required"`
	Vary     VaryRequest     `json:"vary" validate:"required"` // without step: every fen, millionth, month
	Target   TargetRequest   `json:"target" validate:"required"`
}

// VaryRequest is which value is changed: from, to and step, or a list of values.
type VaryRequest struct {
	Path   string   `json:"path" validate:"required" example:"/housing_fund/employer_rate"` // JSON pointer into the scenario
	Also   []string `json:"also" example:"/housing_fund/employee_rate"`                     // others that get the same value
	From   any      `json:"from"`                                                           // "0.05", 1, "2026-01"
	To     any      `json:"to"`
	Step   any      `json:"step"`   // of months and dates: how many
	Values []any    `json:"values"` // instead of from, to and step
}

// TargetRequest is what is to be reached.
type TargetRequest struct {
	Path  string `json:"path" validate:"required" example:"/totals/employer"` // JSON pointer into the run's answer
	Value any    `json:"value" validate:"required"`
}

// ScenarioMonteCarloRequest leaves wages and work to chance.
type ScenarioMonteCarloRequest struct {
	Scenario    ScenarioRequest    `json:"scenario" validate:"required"`
	Paths       int                `json:"paths" validate:"required" minimum:"1" maximum:"20000" example:"1000"`
	Seed        int                `json:"seed" validate:"required" minimum:"0" example:"7"`
	Every       int                `json:"every" minimum:"1" maximum:"12" default:"1"` // months between those written
	Percentiles []int              `json:"percentiles" example:"5,25,50,75,95"`
	WageGrowth  *WageGrowthRequest `json:"wage_growth"` // absent: the scenario's own growth
	JobLoss     *JobLossRequest    `json:"job_loss"`    // absent: none
}

// WageGrowthRequest is a bell curve of yearly growth.
type WageGrowthRequest struct {
	Mean   string `json:"mean" example:"0.04"`
	Spread string `json:"spread" example:"0.03"` // standard deviation
}

// JobLossRequest is the chance of losing work.
type JobLossRequest struct {
	ChanceAYear string `json:"chance_a_year" example:"0.05"`
	Months      []int  `json:"months" example:"2,8"`      // least and most without work
	WageAfter   string `json:"wage_after" example:"0.95"` // of the wage before; absent: 1
}

// ScenarioRequest is one person's story. The full schema: GET /scenarios/schema.json.
type ScenarioRequest struct {
	Name        any                 `json:"name"` // a text, or {zh, en}
	Story       any                 `json:"story"`
	Source      string              `json:"source"`
	KnownOn     string              `json:"known_on" example:"2026-11-01"`
	Person      map[string]string   `json:"person" validate:"required" example:"kind:employee"`
	From        string              `json:"from" validate:"required" example:"2026-01"`
	To          string              `json:"to" validate:"required" example:"2026-12"`
	City        string              `json:"city" example:"wuhan"` // or places
	Places      []map[string]any    `json:"places"`               // [{from, city, housing_fund?, insurance?, flexible?, employer?, account?}]
	Wage        map[string]any      `json:"wage"`                 // {amount, growth, growth_month, average_of_last_year, steps: [{from, amount}]}
	Employer    map[string]string   `json:"employer"`
	Employment  map[string]string   `json:"employment"`
	HousingFund map[string]any      `json:"housing_fund"` // absent: not calculated
	Insurance   map[string]any      `json:"insurance"`    // absent: not calculated
	Flexible    map[string]any      `json:"flexible"`
	Account     map[string]any      `json:"account"` // as /accounts/simulate; absent: none is followed
	Events      []map[string]any    `json:"events"`  // as /accounts/simulate
	DayCount    string              `json:"day_count" enums:"actual/360,30/360,actual/365"`
	Tax         map[string]any      `json:"tax"`
	Assumptions map[string]string   `json:"assumptions"` // {wage_growth, floor_growth, ceiling_growth, interest_rate}
	Overrides   []map[string]string `json:"overrides"`   // [{key, from, value}]
	Expect      []map[string]string `json:"expect"`      // [{month, balance, …}]
}

// SavedScenario is a scenario that has been saved.
type SavedScenario struct {
	ID       string           `json:"id" example:"mfzwizltnrsxe2lomvzs4"`
	Kept     string           `json:"kept" enums:"disk,memory,library" example:"disk"` // memory: for as long as the service runs
	Created  string           `json:"created,omitempty" example:"2026-11-22T08:00:00Z"`
	Ruleset  string           `json:"ruleset"` // the book it was calculated with
	Scenario jsontext.Value   `json:"scenario" swaggertype:"object"`
	Totals   jsontext.Value   `json:"totals" swaggertype:"object"`
	Now      *RecalculatedNow `json:"now,omitempty"`
}

// RecalculatedNow is what a saved scenario comes to under today's book, where that is another one.
type RecalculatedNow struct {
	Ruleset string                      `json:"ruleset"`
	Changed bool                        `json:"changed"`           // the sums differ
	Totals  *scenarios.TotalsAnswer     `json:"totals,omitempty"`  //
	Because []scenarios.ParameterChange `json:"because"`           // the parameters that differ
	Refused []scenarios.Refused         `json:"refused,omitempty"` // it can no longer be answered
}

// LibraryEntry is one ready-made story.
type LibraryEntry struct {
	ID     string   `json:"id" example:"wuhan-july"`
	Name   string   `json:"name"`
	Story  string   `json:"story"`
	Source string   `json:"source"`
	Cities []string `json:"cities"`
	From   string   `json:"from" example:"2026-01"`
	To     string   `json:"to" example:"2026-12"`
	Try    []string `json:"try" example:"run,sweep"` // what can be asked; the bodies: GET /scenarios/library/{id}/{ask}
}

// LibraryAnswer lists the library.
type LibraryAnswer struct {
	Scenarios []LibraryEntry `json:"scenarios"`
}

// tree reads a request's body: JSON, or YAML if it says so.
func tree(r *http.Request) (*scenarios.Tree, error) {
	got := r.Header.Get("Content-Type")
	media, _, _ := mime.ParseMediaType(got)
	isYAML := media == "application/yaml" || media == "text/yaml" || media == "application/x-yaml"
	if !isYAML && !isJSON(got) {
		return nil, fault.New(fault.MediaType, "", "got", shorten(got), "choices", lang.Text{ZH: "application/json 或 application/yaml，编码 UTF-8", EN: "application/json or application/yaml, in UTF-8"})
	}
	if r.ContentLength > scenarios.MaxSize {
		return nil, tooLarge(r, scenarios.MaxSize)
	}
	b := buffers.Get().(*bytes.Buffer)
	defer release(b)
	if n, err := b.ReadFrom(io.LimitReader(r.Body, scenarios.MaxSize+1)); err != nil {
		return nil, fault.New(fault.BadJSON, "", "offset", n, "detail", "the body ended early")
	} else if n > scenarios.MaxSize {
		return nil, tooLarge(r, scenarios.MaxSize)
	}
	parse := scenarios.ParseJSON
	if isYAML {
		parse = scenarios.Parse
	}
	t, faults := parse(b.Bytes())
	if faults == nil {
		faults = t.Root()
	}
	return t, faults.Err()
}

// Scenario answers a question about scenarios without a service: "run", "compare", "sweep", "solve" or "monte-carlo".
func Scenario(ctx context.Context, e *scenarios.Engine, ask string, t *scenarios.Tree, l lang.Lang) (any, error) {
	if faults := t.Root(); faults != nil {
		return nil, faults
	}
	switch ask {
	case "compare":
		q, faults := e.ReadCompare(t.Request())
		if faults != nil {
			return nil, faults
		}
		c, err := e.Compare(ctx, q)
		if err != nil {
			return nil, err
		}
		return q.Answer(c, e.Book().Hash(), l), nil
	case "sweep":
		q, faults := e.ReadSweep(t)
		if faults != nil {
			return nil, faults
		}
		points, err := e.Sweep(ctx, q)
		if err != nil {
			return nil, err
		}
		return q.Answer(points, e.Book().Hash(), l), nil
	case "solve":
		q, faults := e.ReadSolve(t)
		if faults != nil {
			return nil, faults
		}
		s, faults, err := e.Solve(ctx, q)
		if faults != nil || err != nil {
			return nil, cause(faults, err)
		}
		return q.Answer(s, e.Book().Hash(), l), nil
	case "monte-carlo":
		q, faults := e.ReadMonteCarlo(t)
		if faults != nil {
			return nil, faults
		}
		c, faults, err := e.MonteCarlo(ctx, q)
		if faults != nil || err != nil {
			return nil, cause(faults, err)
		}
		return q.Answer(c, l), nil
	}
	s, months, faults := e.ReadRun(t)
	if faults != nil {
		return nil, faults
	}
	r, faults := e.Run(s)
	if faults != nil {
		return nil, faults
	}
	return r.Answer(l, months), nil
}

func cause(faults fault.List, err error) error {
	if err != nil {
		return err
	}
	return faults
}

// marshal writes an answer; maps in the order of their keys, so that the same answer is the same bytes.
func marshal(out any) []byte {
	body, err := json.Marshal(out, json.Deterministic(true))
	if err != nil {
		panic(err) // our own types
	}
	return body
}

func (s *service) scenario(c *gin.Context, ask string) {
	t, err := tree(c.Request)
	var out any
	if err == nil {
		out, err = s.answer(c.Request.Context(), ask, t, language(c))
	}
	if err != nil {
		refuse(c, err)
		return
	}
	sendAnswer(c, marshal(out))
}

// answer is [Scenario], with the chances one after another.
func (s *service) answer(ctx context.Context, ask string, t *scenarios.Tree, l lang.Lang) (any, error) {
	if ask == "monte-carlo" {
		select {
		case chances <- struct{}{}:
			defer func() { <-chances }()
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return Scenario(ctx, s.engine, ask, t, l)
}

// chances lets one simulation of chances run at a time: each may hold some hundred megabytes and all processors.
var chances = make(chan struct{}, 1)

// postRun plays a scenario.
//
//	@Summary		一个情景，逐月推演 · A scenario, month by month
//	@Description	逐月：缴费 → 公积金账户 → 利息 → 能否贷款。months、totals、series，以及每一条假设、警告。情景本身也可以直接提交；也接受 YAML（Content-Type: application/yaml）。未知的年份只由写明的假设填补（assumptions）；没有假设就沿用最后已知值并给出警告。
//	@Description	取法：在册职工的社保基数为上一自然年的月平均工资；公积金基数按缴存年度（7 月至次年 6 月）取其开始前一自然年的平均（UR-12d）；新录用、新调入者在有上年平均之前按第二个月、首月工资（WH-2.4、UR-12b）；跨城时账户本息结至转出当月最后一天，次月到账。
//	@Description	Month by month: contributions, the housing-fund account, interest, whether a loan is possible. months, totals, series, and every assumption and warning. A scenario itself may be posted too, and YAML (Content-Type: application/yaml). Years the book does not know are filled only by a stated assumption; without one the last known value is carried forward, with a warning.
//	@Description	Readings: an established employee's insurance base is last calendar year's average wage; the fund's base is fixed for the fund year (July to June), from the average of the calendar year before it began (UR-12d); until there is one, a new hire's second month's wage, a transferred employee's first (WH-2.4, UR-12b). On moving between cities the account's principal and interest to the last day of the month arrive with the next.
//	@Tags			scenarios
//	@Accept			json
//	@Produce		json
//	@Param			request	body		ScenarioRunRequest	true	"情景 · the scenario"
//	@Param			lang	query		string				false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	scenarios.Answer
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/scenarios/run [post]
func (s *service) postScenarioRun(c *gin.Context) { s.scenario(c, "run") }

// postCompare compares scenarios.
//
//	@Summary		比较：多个情景，或同一个人在多个城市 · Compare scenarios, or one profile in many cities
//	@Description	以第一个为基准，差额逐项拆开：依次换上对方的工资、选择、下限、上限、比例、取整、利息，剩下的为 rest（附加金额、档次、规定本身）；各项之和恰为差额。某一步为当地规定所不容时并入下一项，列在 joined。余额的差额中，所有利息之差归入 interest。
//	@Description	The first is what the others are held against. A difference is taken apart by putting one part after another in place of the first's: wage, choices, floors, ceilings, rates, roundings, interest, and the rest (extra amounts, tiers, the rules themselves); the parts sum to the difference exactly. A step the rules refuse is joined with the next and listed. Of a balance's difference, all interest is the part interest.
//	@Tags			scenarios
//	@Accept			json
//	@Produce		json
//	@Param			request	body		ScenarioCompareRequest	true	"问题 · the question"
//	@Param			lang	query		string					false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	scenarios.CompareAnswer
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/scenarios/compare [post]
func (s *service) postCompare(c *gin.Context) { s.scenario(c, "compare") }

// postSweep varies one value.
//
//	@Summary		逐步改变一个量 · One value, step by step
//	@Description	path 是指向情景内的 JSON 指针（/wage/amount、/housing_fund/employer_rate、/flexible/pension_tier、/to …），also 中的其他指针取同一个值；from、to、step 或 values。每一点等于单独运行的结果；被规定所拒的点给出 refused，其余照算。
//	@Description	path is a JSON pointer into the scenario, also holds others that get the same value; from, to, step, or values. Each point is its single run; one the rules refuse says why, and the others are answered.
//	@Tags			scenarios
//	@Accept			json
//	@Produce		json
//	@Param			request	body		ScenarioSweepRequest	true	"问题 · the question"
//	@Param			lang	query		string					false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	scenarios.SweepAnswer
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/scenarios/sweep [post]
func (s *service) postSweep(c *gin.Context) { s.scenario(c, "sweep") }

// postSolve asks backwards.
//
//	@Summary		反求：取什么值才能达到目标 · Which value reaches a target
//	@Description	target.path 指向运行结果（/totals/employer、/months/2026-12/balance、/totals/balance；月份可写名或序号，- 为最后一个）。outcome：exact 为唯一值；interval 为一段连续的值，两端都含；none 给出最接近的上下两个可达值。128 个值以内逐一尝试，更多则在整数（分、百万分之一、月）上二分并核对单调。
//	@Description	target.path points into the run's answer; a month may be named or counted, - is the last. outcome: exact is one value; interval a stretch of values, both ends included; none names the nearest values that can be reached below and above. Up to 128 values are all tried; of more, the result is bisected over whole fen, millionths or months, and checked to rise or fall throughout.
//	@Tags			scenarios
//	@Accept			json
//	@Produce		json
//	@Param			request	body		ScenarioSolveRequest	true	"问题 · the question"
//	@Param			lang	query		string					false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	scenarios.SolveAnswer
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/scenarios/solve [post]
func (s *service) postSolve(c *gin.Context) { s.scenario(c, "solve") }

// postMonteCarlo leaves wages and work to chance.
//
//	@Summary		随机模拟：工资增长与失业 · Wages and work left to chance
//	@Description	给定种子的随机模拟，百分位逐月给出；同一种子、同一政策库，结果逐字节相同，与处理器数目无关。同时只运行一个。
//	@Description	Seeded: percentiles by month; the same seed and ruleset give the same bytes whatever the number of processors. One runs at a time.
//	@Tags			scenarios
//	@Accept			json
//	@Produce		json
//	@Param			request	body		ScenarioMonteCarloRequest	true	"问题 · the question"
//	@Param			lang	query		string						false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	scenarios.ChancesAnswer
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Failure		503		{object}	Problem	"超时 · out of time"
//	@Router			/scenarios/monte-carlo [post]
func (s *service) postMonteCarlo(c *gin.Context) { s.scenario(c, "monte-carlo") }

// postScenario saves a scenario.
//
//	@Summary		保存情景 · Save a scenario
//	@Description	先运行，答得出才保存，整份保存或一点也不存。请求头 Idempotency-Key 相同且内容相同的，返回第一次保存的；内容不同为 422。kept 为 memory 时只保存到服务停止。
//	@Description	It is run first, and saved whole or not at all. The same Idempotency-Key with the same body gives what was saved the first time; with another body 422. kept "memory" lasts as long as the service runs.
//	@Tags			scenarios
//	@Accept			json
//	@Produce		json
//	@Param			request			body		ScenarioRunRequest	true	"情景 · the scenario"
//	@Param			Idempotency-Key	header		string				false	"幂等键，最长 200 字符 · at most 200 characters"
//	@Param			lang			query		string				false	"语言 · language"	Enums(zh, en)
//	@Success		201				{object}	SavedScenario
//	@Failure		400				{object}	Problem
//	@Failure		404				{object}	Problem
//	@Failure		413				{object}	Problem
//	@Failure		415				{object}	Problem
//	@Failure		422				{object}	Problem
//	@Router			/scenarios [post]
func (s *service) postScenario(c *gin.Context) {
	t, err := tree(c.Request)
	if err != nil {
		refuse(c, err)
		return
	}
	key := c.GetHeader("Idempotency-Key")
	if n := len(key); n > 200 {
		refuse(c, fault.New(fault.TooLong, "", "what", lang.Text{ZH: "字符（Idempotency-Key）", EN: "characters (Idempotency-Key)"}, "got", n, "limit", 200))
		return
	}
	sc, _, faults := s.engine.ReadRun(t)
	var run *scenarios.Run
	if faults == nil {
		run, faults = s.engine.Run(sc)
	}
	if faults != nil {
		refuse(c, faults)
		return
	}
	var raw [16]byte
	_, _ = rand.Read(raw[:]) // never fails since Go 1.24
	body := sc.Text()
	digest := sha256.Sum256(body)
	v := store.Saved{
		ID: strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw[:])), Created: s.now().UnixMilli(), Ruleset: s.book.Hash(), Body: string(body),
		Totals: string(marshal(run.Answer(language(c), false).Totals)), Parameters: string(marshal(s.engine.Dependencies(sc))), Digest: hex.EncodeToString(digest[:]), Key: key,
	}
	v, err = s.store.Save(c.Request.Context(), v)
	if err != nil {
		s.storeFailed(c, err, key)
		return
	}
	c.Header("Location", "/api/v1/scenarios/"+v.ID)
	c.Data(http.StatusCreated, jsonType[0], marshal(s.saved(&v)))
}

func (s *service) storeFailed(c *gin.Context, err error, key string) {
	if errors.Is(err, store.ErrKeyReused) {
		refuse(c, fault.New(fault.KeyReused, "", "key", shorten(key)))
		return
	}
	if c.Request.Context().Err() == nil {
		s.log.Error("store", "request_id", requestID(c), "error", err)
		err = store.Fault(err)
	}
	refuse(c, err)
}

func (s *service) saved(v *store.Saved) SavedScenario {
	return SavedScenario{
		ID: v.ID, Kept: s.store.Kept(), Created: time.UnixMilli(v.Created).UTC().Format(time.RFC3339), Ruleset: v.Ruleset,
		Scenario: jsontext.Value(v.Body), Totals: jsontext.Value(v.Totals),
	}
}

// getScenario reads a saved scenario.
//
//	@Summary		读取保存的情景 · A saved scenario
//	@Description	连同保存时的政策库（ruleset）和合计。政策库已变的，now 给出按现在的政策库重算的合计，以及哪些参数不同。
//	@Description	With the ruleset it was calculated with and its sums. Where the book has moved on, now holds the sums under today's book and the parameters that differ.
//	@Tags			scenarios
//	@Produce		json
//	@Param			id		path		string	true	"保存时返回的 id，或现成情景的 id · as given when saved, or of a ready-made one"	default(wuhan-july)
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	SavedScenario
//	@Failure		404		{object}	Problem
//	@Router			/scenarios/{id} [get]
func (s *service) getScenario(c *gin.Context) {
	id := c.Param("id")
	if story, ready := scenarios.StoryOf(id); ready {
		s.sendStory(c, story)
		return
	}
	v, found, err := s.store.Get(c.Request.Context(), id)
	switch {
	case err != nil:
		s.storeFailed(c, err, "")
		return
	case !found:
		refuse(c, fault.New(fault.UnknownID, "", "what", lang.Text{ZH: "情景", EN: "scenario"}, "id", shorten(id), "choices", "GET /api/v1/scenarios/library"))
		return
	}
	out := s.saved(&v)
	if v.Ruleset != s.book.Hash() {
		out.Now = s.recalculate(&v, language(c))
	}
	sendAnswer(c, marshal(out))
}

// sendStory answers a ready-made scenario in the form of a saved one.
func (s *service) sendStory(c *gin.Context, story *scenarios.Story) {
	sc, faults := scenarios.Read(story.Tree, s.book)
	var run *scenarios.Run
	if faults == nil {
		run, faults = s.engine.Run(sc)
	}
	if faults != nil {
		refuse(c, faults)
		return
	}
	sendAnswer(c, marshal(SavedScenario{ID: story.ID, Kept: "library", Ruleset: s.book.Hash(), Scenario: story.Tree.JSON(), Totals: marshal(run.Answer(language(c), false).Totals)}))
}

// recalculate plays a saved scenario under today's book.
func (s *service) recalculate(v *store.Saved, l lang.Lang) *RecalculatedNow {
	now := &RecalculatedNow{Ruleset: s.book.Hash(), Because: []scenarios.ParameterChange{}}
	t, faults := scenarios.ParseJSON([]byte(v.Body))
	var sc *scenarios.Scenario
	var run *scenarios.Run
	if faults == nil {
		sc, faults = scenarios.Read(t, s.book)
	}
	if faults == nil {
		var was []scenarios.Dependency
		if err := json.Unmarshal([]byte(v.Parameters), &was); err == nil {
			now.Because = scenarios.Changes(was, s.engine.Dependencies(sc))
		}
		run, faults = s.engine.Run(sc)
	}
	if faults != nil {
		now.Changed = true
		for _, e := range faults {
			now.Refused = append(now.Refused, scenarios.Refused{Pointer: e.Field, Code: string(e.Code), Message: e.Message(l), Hint: e.Hint(l), Rule: e.Rule})
		}
		return now
	}
	now.Totals = &run.Answer(l, false).Totals
	now.Changed = string(marshal(now.Totals)) != v.Totals
	return now
}

// getLibrary lists the ready-made scenarios.
//
//	@Summary		现成的情景 · Ready-made scenarios
//	@Tags			scenarios
//	@Produce		json
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	LibraryAnswer
//	@Router			/scenarios/library [get]
func (s *service) getLibrary(c *gin.Context) {
	l := language(c)
	out := LibraryAnswer{Scenarios: []LibraryEntry{}}
	for _, story := range scenarios.Library() {
		e := LibraryEntry{ID: story.ID, Name: story.Title().In(l), Story: story.Tale().In(l), Cities: []string{}}
		e.Source, _ = story.Tree.Literal("/source")
		e.From, _ = story.Tree.Literal("/from")
		e.To, _ = story.Tree.Literal("/to")
		e.Cities = append(e.Cities, story.Cities()...)
		e.Try = story.Asks()
		out.Scenarios = append(out.Scenarios, e)
	}
	sendCacheable(c, jsonType[0], marshal(out))
}

// getStory is one ready-made scenario.
//
//	@Summary		一个现成的情景，可直接提交 · A ready-made scenario, ready to be posted
//	@Tags			scenarios
//	@Produce		json
//	@Param			id	path		string	true	"情景 · its id"	default(wuhan-july)
//	@Success		200	{object}	ScenarioRequest
//	@Failure		404	{object}	Problem
//	@Router			/scenarios/library/{id} [get]
func (s *service) getStory(c *gin.Context) {
	if story := s.story(c); story != nil {
		sendCacheable(c, jsonType[0], story.Tree.JSON())
	}
}

func (s *service) story(c *gin.Context) *scenarios.Story {
	id := c.Param("id")
	story, ok := scenarios.StoryOf(id)
	if !ok {
		refuse(c, fault.New(fault.UnknownID, "", "what", lang.Text{ZH: "现成的情景", EN: "ready-made scenario"}, "id", shorten(id), "choices", "GET /api/v1/scenarios/library"))
		return nil
	}
	return story
}

// getStoryRequest is a body about a ready-made scenario.
//
//	@Summary		关于一个现成情景的请求体 · A body about a ready-made scenario, ready to be posted to /scenarios/{ask}
//	@Tags			scenarios
//	@Produce		json
//	@Param			id	path		string	true	"情景 · its id"		default(wuhan-july)
//	@Param			ask	path		string	true	"问什么 · what to ask"	default(run)	Enums(run, compare, sweep, solve, monte-carlo)
//	@Success		200	{object}	map[string]any
//	@Failure		404	{object}	Problem
//	@Router			/scenarios/library/{id}/{ask} [get]
func (s *service) getStoryRequest(c *gin.Context) {
	story := s.story(c)
	if story == nil {
		return
	}
	body, ok := story.Requests()[c.Param("ask")]
	if !ok {
		refuse(c, fault.New(fault.UnknownID, "", "what", lang.Text{ZH: "请求", EN: "request"}, "id", shorten(c.Param("ask")), "choices", strings.Join(story.Asks(), ", ")))
		return
	}
	sendCacheable(c, jsonType[0], body.JSON())
}

// getScenarioSchema is the schema of scenarios.
//
//	@Summary		情景文件的 JSON Schema · The JSON Schema of a scenario
//	@Tags			scenarios
//	@Produce		json
//	@Success		200	{object}	map[string]any
//	@Router			/scenarios/schema.json [get]
func (s *service) getScenarioSchema(c *gin.Context) {
	sendCacheable(c, "application/schema+json; charset=utf-8", scenarios.Schema)
}
