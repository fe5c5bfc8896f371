package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// Problem is a refusal as RFC 9457 has it. `code` is that of the first error.
type Problem struct {
	Type      string        `json:"type" example:"urn:fenhao:problem:rates_unequal"`
	Title     string        `json:"title" example:"单位与个人比例不一致"`
	Status    int           `json:"status" example:"422"`
	Detail    string        `json:"detail" example:"单位比例 0.08 与个人比例 0.12 必须一致。"`
	Code      string        `json:"code" example:"rates_unequal"`
	RequestID string        `json:"request_id" example:"01998f0e5b7a4c0f"`
	Errors    []ProblemItem `json:"errors"`
}

// ProblemItem is one thing that is wrong.
type ProblemItem struct {
	Pointer string `json:"pointer" example:"/housing_fund/employee_rate"` // JSON pointer into the request; "" is the whole
	Code    string `json:"code" example:"rates_unequal"`
	Message string `json:"message" example:"单位比例 0.08 与个人比例 0.12 必须一致。"`
	Hint    string `json:"hint" example:"请填写相同的比例。"`
	Rule    string `json:"rule,omitempty" example:"WH-2.2"` // the rule that refuses, if a rule does
	Line    int    `json:"line,omitzero" example:"12"`      // where it stands in the text, from 1; of scenarios
	Column  int    `json:"column,omitzero" example:"9"`
}

// statusOf is the only place where a fault becomes a status.
func statusOf(faults fault.List) int {
	has := func(k fault.Kind) bool {
		return slices.ContainsFunc(faults, func(e fault.Error) bool { return e.Kind() == k })
	}
	switch faults[0].Code {
	case fault.MediaType:
		return http.StatusUnsupportedMediaType
	case fault.BadMethod:
		return http.StatusMethodNotAllowed
	case fault.RateLimited, fault.IntakeFull:
		return http.StatusTooManyRequests
	case fault.SlowBody:
		return http.StatusRequestTimeout
	case fault.TimedOut, fault.NoStore:
		return http.StatusServiceUnavailable
	case fault.BudgetState, fault.TableGone, fault.OtherRuleset:
		return http.StatusConflict
	case fault.StoreFull:
		return http.StatusInsufficientStorage
	case fault.NotAcceptable:
		return http.StatusNotAcceptable
	case fault.NoConverter:
		return http.StatusNotImplemented
	}
	switch {
	case has(fault.Internal):
		return http.StatusInternalServerError
	case has(fault.TooLarge):
		return http.StatusRequestEntityTooLarge
	case has(fault.Malformed):
		return http.StatusBadRequest
	case has(fault.Refused):
		return http.StatusUnprocessableEntity
	case len(faults) > 1:
		// Several unknown things in one question: understood, and refused as a whole.
		return http.StatusUnprocessableEntity
	}
	return http.StatusNotFound
}

// NewProblem words faults for people. An error that holds no fault is our mistake and is not shown.
func NewProblem(err error, l lang.Lang, requestID string) Problem {
	faults := fault.All(err)
	if len(faults) == 0 {
		faults = fault.List{fault.New(fault.InternalError, "")}
	}
	first := faults[0]
	p := Problem{
		Type: "urn:fenhao:problem:" + string(first.Code), Title: first.Title(l), Status: statusOf(faults),
		Detail: message(first, l), Code: string(first.Code), RequestID: requestID, Errors: make([]ProblemItem, len(faults)),
	}
	if n := len(faults); n > 1 {
		more := lang.Text{ZH: fmt.Sprintf("另有 %d 处问题，见 errors。", n-1), EN: fmt.Sprintf(" And %d more, see errors.", n-1)}
		p.Detail += more.In(l)
	}
	for i, e := range faults {
		p.Errors[i] = ProblemItem{Pointer: e.Field, Code: string(e.Code), Message: message(e, l), Hint: e.Hint(l), Rule: e.Rule, Line: e.Line, Column: e.Column}
	}
	return p
}

// message is the fault's sentence. Where it begins with the name of a field, English wants a capital.
func message(e fault.Error, l lang.Lang) string {
	s := e.Message(l)
	if rest, ok := strings.CutPrefix(s, "the "); ok {
		return "The " + rest
	}
	return s
}

// append writes the problem as JSON.
func (p Problem) append(b []byte) []byte {
	out, err := json.Marshal(p)
	if err != nil {
		panic(err) // strings and an int: only text that is not UTF-8 could fail, and decode refuses that
	}
	return append(b, out...)
}

// statusLeft is what the log and the metrics say of a request that was given up.
const statusLeft = 499

const problemType = "application/problem+json"

// refuse answers with a problem and ends the request. What holds no fault goes to the log and becomes a 500 without detail.
func refuse(c *gin.Context, err error) {
	if fault.All(err) == nil {
		switch {
		case errors.Is(err, context.Canceled): // whoever asked has left, a page for a newer question: nothing went wrong and nobody reads
			c.AbortWithStatus(statusLeft)
			return
		case errors.Is(err, context.DeadlineExceeded):
			err = fault.New(fault.TimedOut, "", "seconds", int(requestTime.Seconds()))
		default:
			slog.Error("internal error", "request_id", requestID(c), "error", err)
		}
	}
	p := NewProblem(err, language(c), requestID(c))
	if p.Status == http.StatusTooManyRequests && c.Writer.Header().Get("Retry-After") == "" {
		c.Header("Retry-After", strconv.Itoa(1))
	}
	c.Data(p.Status, problemType, p.append(nil))
	c.Abort()
}
