package api

import (
	"io"

	"github.com/gin-gonic/gin"

	"fenhao/calc/policy"
)

// BudgetSources are the values that decided a budget's amounts.
type BudgetSources struct {
	Ruleset string         `json:"ruleset"`
	Sources []BudgetSource `json:"sources"`
}

// BudgetSource is one of them: in which city, and in which months of the plan it held.
type BudgetSource struct {
	City      string    `json:"city" example:"wuhan"`
	From      string    `json:"from" example:"2026-07"`
	To        string    `json:"to" example:"2027-06"`
	Paid      bool      `json:"paid,omitzero"` // of a retroactive difference: of the book of what was paid
	Parameter Parameter `json:"parameter"`
}

// getBudgetSourceList answers what a budget rests on.
//
//	@Summary		依据：每个参数的值、日期、来源 · What it rests on: every value with its dates and source
//	@Description	按城市、参数、月份排列；补差时先列应缴所用，再列已缴所用。In the order of city, value and month; of a retroactive difference what is due first, then what was paid.
//	@Tags			budgets
//	@Produce		json
//	@Param			id		path		string	true	"预算的编号 · its id"
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	BudgetSources
//	@Failure		404		{object}	Problem
//	@Failure		409		{object}	Problem
//	@Router			/budgets/{id}/sources [get]
func (s *service) getBudgetSourceList(c *gin.Context) {
	b, t, ok := s.finished(c, &form{})
	if !ok {
		return
	}
	l := language(c)
	out := BudgetSources{Ruleset: s.book.Hash(), Sources: []BudgetSource{}}
	for _, u := range b.Sources(t) {
		out.Sources = append(out.Sources, BudgetSource{u.City.ID, u.From.String(), u.To.String(), u.Paid, full(u.Entry, u.Carried != policy.NotCarried, l)})
	}
	s.stream(c, jsonType[0], func(w io.Writer) error {
		_, err := w.Write(marshal(out))
		return err
	})
}
