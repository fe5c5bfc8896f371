package api

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
)

// form turns the leaves of a request into values and collects everything that is wrong with them, each under its JSON pointer.
// A leaf that was not given stays not given: nothing here supplies a default.
type form struct {
	faults fault.List
}

func (f *form) refuse(code fault.Code, at string, pairs ...any) {
	f.faults.Add(fault.New(code, at, pairs...))
}

// also adds what a calculation has against the question, except about fields that could not be read in the first place, or that hold one.
func (f *form) also(faults fault.List) {
	read := f.faults
	for _, e := range faults {
		if !slices.ContainsFunc(read, func(r fault.Error) bool {
			return r.Field == e.Field || e.Field != "" && strings.HasPrefix(r.Field, e.Field+"/")
		}) {
			f.faults.Add(e)
		}
	}
}

func (f *form) require(l leaf, at string, what lang.Text) bool {
	if !l.given {
		f.refuse(fault.Required, at, "what", what)
	}
	return l.given
}

// money reads yuan, zero or more.
func (f *form) money(v Figure, at string, what lang.Text) (out contribution.Maybe[money.Money]) {
	if !v.given {
		return out
	}
	m, err := money.Parse(v.text)
	switch {
	case err != nil:
		f.number(err, v, at, what, 2, money.Fen(0), money.Fen(money.Max))
	case m.IsNegative():
		f.refuse(fault.Negative, at, "what", what, "value", shorten(v.text))
	default:
		return contribution.Given(m)
	}
	return out
}

// rate reads a fraction ("0.12") or a percentage ("12%"), zero or more. Whether it is lawful is for the rules to say.
func (f *form) rate(v Figure, at string, what lang.Text) (out contribution.Maybe[money.Rate]) {
	if !v.given {
		return out
	}
	r, err := money.ParseRate(v.text)
	switch {
	case err != nil:
		f.number(err, v, at, what, 6, 0, 1)
	case r.Less(money.PPM(0)):
		f.refuse(fault.Negative, at, "what", what, "value", shorten(v.text))
	default:
		return contribution.Given(r)
	}
	return out
}

func (f *form) number(err error, v Figure, at string, what lang.Text, places int, low, high any) {
	value := shorten(v.text)
	switch {
	case errors.Is(err, money.ErrPrecision):
		f.refuse(fault.TooPrecise, at, "value", value, "places", places)
	case errors.Is(err, money.ErrRange) && strings.HasPrefix(v.text, "-"):
		f.refuse(fault.Negative, at, "what", what, "value", value)
	case errors.Is(err, money.ErrRange):
		f.refuse(fault.OutOfRange, at, "what", what, "value", value, "min", low, "max", high)
	default:
		f.refuse(fault.NotNumber, at, "value", value)
	}
}

// count reads a whole number within bounds.
func (f *form) count(n Count, at string, what lang.Text, low, high int) (out contribution.Maybe[int]) {
	if !n.given {
		return out
	}
	v, err := strconv.Atoi(n.text)
	if err != nil || v < low || v > high {
		f.refuse(fault.OutOfRange, at, "what", what, "value", shorten(n.text), "min", low, "max", high)
		return out
	}
	return contribution.Given(v)
}

// month reads "2026-08"; not given is 0.
func (f *form) month(w Word, at string) civil.Month {
	if !w.given {
		return 0
	}
	m, err := civil.ParseMonth(w.text)
	if err != nil {
		f.refuse(fault.NotMonth, at, "value", shorten(w.text))
	}
	return m
}

// date reads "2026-08-15"; not given is 0.
func (f *form) date(w Word, at string) civil.Date {
	if !w.given {
		return 0
	}
	d, err := civil.ParseDate(w.text)
	if err != nil {
		f.refuse(fault.NotDate, at, "value", shorten(w.text))
	}
	return d
}

// choose reads one of some ids; not given is the zero value.
func choose[T any](f *form, w Word, at string, of choices[T]) (out T) {
	if !w.given {
		return out
	}
	for _, c := range of {
		if c.id == w.text {
			return c.value
		}
	}
	f.refuse(fault.NotOneOf, at, "value", shorten(w.text), "choices", of)
	return out
}

// choices are the ids a field may have and what each means.
type choices[T any] []choice[T]

type choice[T any] struct {
	id    string
	value T
}

func (c choices[T]) String() string {
	ids := make([]string, len(c))
	for i := range c {
		ids[i] = c[i].id
	}
	return strings.Join(ids, ", ")
}
