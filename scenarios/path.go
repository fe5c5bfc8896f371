package scenarios

import (
	"reflect"
	"strconv"
	"strings"

	"fenhao/calc/civil"
	"fenhao/calc/money"
)

// Value is a plain value of an answer, as a whole number: fen, millionths, a count, a month, a day; a yes is 1.
type Value struct {
	N     int64
	kind  valueKind
	truth bool // it is a yes or no
}

// String writes the value as the answer does.
func (v Value) String() string {
	if v.truth {
		return strconv.FormatBool(v.N != 0)
	}
	return v.kind.format(v.N)
}

// format writes a whole number as a literal of its kind.
func (k valueKind) format(n int64) string {
	switch k {
	case anAmount:
		return money.Fen(n).String()
	case aRate:
		return money.PPM(n).String()
	case aMonth:
		return civil.Month(n).String()
	case aDate:
		return civil.Date(n).String()
	}
	return strconv.FormatInt(n, 10)
}

// parse reads a literal of a kind as a whole number.
func (k valueKind) parse(s string) (int64, bool) {
	switch k {
	case anAmount:
		m, err := money.Parse(s)
		return m.Fen(), err == nil
	case aRate:
		r, err := money.ParseRate(s)
		return r.PPM(), err == nil
	case aMonth:
		m, err := civil.ParseMonth(s)
		return int64(m), err == nil
	case aDate:
		d, err := civil.ParseDate(s)
		return int64(d), err == nil
	case aCount:
		n, err := strconv.ParseInt(s, 10, 32)
		return n, err == nil
	}
	return 0, false
}

// Get is the plain value at a JSON pointer of an answer; ok is false if there is none. "-" stands for the last element of a list.
func (a *Answer) Get(pointer string) (Value, bool) {
	return get(reflect.ValueOf(a), pointer)
}

var (
	moneyType = reflect.TypeFor[money.Money]()
	rateType  = reflect.TypeFor[money.Rate]()
	monthType = reflect.TypeFor[civil.Month]()
	dateType  = reflect.TypeFor[civil.Date]()
)

func get(v reflect.Value, pointer string) (Value, bool) {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return Value{}, false
		}
		v = v.Elem()
	}
	if pointer == "" {
		switch v.Type() {
		case moneyType:
			return Value{N: v.Interface().(money.Money).Fen(), kind: anAmount}, true
		case rateType:
			return Value{N: v.Interface().(money.Rate).PPM(), kind: aRate}, true
		case monthType:
			return Value{N: v.Int(), kind: aMonth}, true
		case dateType:
			return Value{N: v.Int(), kind: aDate}, true
		}
		switch v.Kind() {
		case reflect.Int:
			return Value{N: v.Int(), kind: aCount}, true
		case reflect.Bool:
			n := Value{kind: aCount, truth: true}
			if v.Bool() {
				n.N = 1
			}
			return n, true
		}
		return Value{}, false
	}
	name, rest, ok := cutPointer(pointer)
	if !ok {
		return Value{}, false
	}
	switch v.Kind() {
	case reflect.Struct:
		t := v.Type()
		for i := range t.NumField() {
			if tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); tag == name && tag != "" {
				return get(v.Field(i), rest)
			}
		}
	case reflect.Slice:
		i, err := strconv.Atoi(name)
		if name == "-" {
			i, err = v.Len()-1, nil
		}
		if err == nil && i >= 0 && i < v.Len() {
			return get(v.Index(i), rest)
		}
		// A month or a scheme may be named instead of counted: /months/2026-08/balance.
		for i := range v.Len() {
			if e := v.Index(i); e.Kind() == reflect.Struct && e.NumField() > 0 && nameOf(e.Field(0)) == name {
				return get(e, rest)
			}
		}
	case reflect.Map:
		if e := v.MapIndex(reflect.ValueOf(name)); e.IsValid() {
			return get(e, rest)
		}
	}
	return Value{}, false
}

func nameOf(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case string:
		return x
	case civil.Month:
		return x.String()
	}
	return ""
}
