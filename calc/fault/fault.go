// Package fault is what can be wrong with a question: one error type, one table of codes.
//
// A fault has a stable code, the field it is about, a sentence and a next step, in Chinese and English.
// It is a value of the domain: which HTTP status it becomes is api's business.
package fault

import (
	"errors"
	"fmt"
	"strings"

	"fenhao/calc/lang"
)

// Code is a fault's stable name. Codes are never renamed or reused; the table is in codes.go.
type Code string

// Kind groups codes by what the asker has to do about them.
type Kind uint8

// The kinds.
const (
	Refused   Kind = iota // understood, but cannot be answered as asked
	Malformed             // not readable as a question
	NotFound              // names something that does not exist
	TooLarge              // more than is accepted at once
	Internal              // our mistake
)

// Error is one problem.
type Error struct {
	Code  Code
	Field string // JSON pointer into the request ("/housing_fund/employer_rate"); "" is the whole
	Rule  string // id of the rule that refuses, if a rule does

	Line, Column int // where it stands in the file or body, from 1; 0 if that is not known

	args []arg
}

type arg struct {
	name  string
	value lang.Text
}

// New makes a fault about a field. The pairs fill the places {name} of the code's sentences; a value is a
// string, a lang.Text, or anything that prints itself.
func New(code Code, field string, pairs ...any) Error {
	if _, known := codes[code]; !known {
		panic("fault: unknown code " + string(code))
	}
	if len(pairs)%2 != 0 {
		panic("fault: odd pairs for " + string(code))
	}
	e := Error{Code: code, Field: field}
	for i := 0; i < len(pairs); i += 2 {
		a := arg{name: pairs[i].(string)}
		switch v := pairs[i+1].(type) {
		case lang.Text:
			a.value = v
		default:
			s := fmt.Sprint(v)
			a.value = lang.Text{ZH: s, EN: s}
		}
		e.args = append(e.args, a)
	}
	return e
}

// By names the rule that refuses.
func (e Error) By(rule string) Error {
	e.Rule = rule
	return e
}

// OnLine says where the problem stands in the text it was read from.
func (e Error) OnLine(line, column int) Error {
	e.Line, e.Column = line, column
	return e
}

// At moves the fault below a prefix of the pointer: "/items/3".
func (e Error) At(prefix string) Error {
	e.Field = prefix + e.Field
	return e
}

// Kind is the code's kind.
func (e Error) Kind() Kind { return codes[e.Code].kind }

// Title is the code's short name for people.
func (e Error) Title(l lang.Lang) string { return codes[e.Code].title.In(l) }

// Message is the sentence that says what is wrong.
func (e Error) Message(l lang.Lang) string { return e.fill(codes[e.Code].message.In(l), l) }

// Hint is the next step.
func (e Error) Hint(l lang.Lang) string { return e.fill(codes[e.Code].hint.In(l), l) }

// Error is the English sentence with its field, for logs and tests.
func (e Error) Error() string {
	s := string(e.Code) + ": " + e.Message(lang.EN)
	if e.Field != "" {
		s = e.Field + ": " + s
	}
	return s
}

func (e Error) fill(s string, l lang.Lang) string {
	for _, a := range e.args {
		s = strings.ReplaceAll(s, "{"+a.name+"}", a.value.In(l))
	}
	return lang.Sentence(s)
}

// List is all that is wrong with one question.
type List []Error

// Add appends faults.
func (l *List) Add(errs ...Error) { *l = append(*l, errs...) }

// Err is nil for an empty list.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// Error joins the faults' sentences.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "; ")
}

// All finds the faults in err: an Error, a List, or either wrapped. Nil if it holds neither.
func All(err error) List {
	var l List
	if errors.As(err, &l) {
		return l
	}
	var e Error
	if errors.As(err, &e) {
		return List{e}
	}
	return nil
}

// Codes lists every code, for documentation and for the test that each has its golden sentence.
func Codes() []Code {
	out := make([]Code, 0, len(codes))
	for c := range codes {
		out = append(out, c)
	}
	return out
}
