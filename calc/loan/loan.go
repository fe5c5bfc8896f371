// Package loan is the housing-fund loan: who may borrow, how much, how it is repaid, and when an interest subsidy stops.
//
// Figures come from the policy book; a history, a balance and a date are arguments. What a document does not say is either a graded
// parameter or a notice of the answer, never a silent guess.
package loan

import (
	"strconv"

	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// Maybe is a value that may not have been given. Not given is never zero.
type Maybe[T any] struct {
	Value T
	Given bool
}

// Given makes a value that has been given.
func Given[T any](v T) Maybe[T] { return Maybe[T]{v, true} }

// MostMonths is more months than anybody contributes or repays: the upper end of a range that no rule ends.
const MostMonths = 1200

// Kind is how somebody contributes; the zero value is not given.
type Kind uint8

// The kinds of contributors.
const (
	Employee Kind = iota + 1
	FlexibleWorker
)

// Sex decides the age by which a loan must be repaid; the zero value is not given.
type Sex uint8

// The sexes.
const (
	Male Sex = iota + 1
	Female
)

// Notice is something an answer has to admit beside what the parameters it used say of themselves.
type Notice struct {
	Code string     // "assumed", "not_included", "value_unknown", "conflict"
	Key  policy.Key // None if it is not about a parameter
	Text lang.Text
}

// The codes of notices.
const (
	assumed      = "assumed"
	notIncluded  = "not_included"
	valueUnknown = "value_unknown"
	conflict     = "conflict"
)

type text = lang.Text

func say(zh, en string) text { return text{ZH: zh, EN: en} }

// plain is a text that is the same in both languages: a number, a date.
func plain(s string) text { return text{ZH: s, EN: s} }

func number(n int) text { return plain(strconv.Itoa(n)) }
