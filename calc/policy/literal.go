package policy

import (
	"fmt"
	"strconv"
	"strings"

	"fenhao/calc/civil"
	"fenhao/calc/lang"
	"fenhao/calc/money"
)

// parse reads a literal of the key's unit. On failure why says what is wrong; it is empty otherwise.
func (spec *Spec) parse(s string) (v Value, why lang.Text) {
	if r := fullWidth(s); r != 0 {
		return v, say("“%[1]c”是全角字符，请用半角", "%[1]q is a full-width character; use ASCII", r)
	}
	if s == "none" {
		switch spec.Unit {
		case Flag, RoundingUnit, Text:
			return v, say("这个参数不能是 none", "this parameter cannot be none")
		}
		return Value{None: true}, lang.Text{}
	}
	n, ok := spec.Unit.number(s)
	if !ok {
		return v, say("“%s”不是“%s”的写法，应如“%s”", "%q is not written as %s; expected something like %q", s, spec.Unit.String(), spec.Unit.example())
	}
	if (spec.Min != 0 || spec.Max != 0) && (n < spec.Min || n > spec.Max) {
		lo, hi := Value{N: spec.Min}, Value{N: spec.Max}
		return v, say("“%s”超出合理范围 %s 至 %s", "%q lies outside the sane range %s to %s", s, lo.format(spec.Unit, lang.EN), hi.format(spec.Unit, lang.EN))
	}
	return Value{N: n}, lang.Text{}
}

// number reads a literal as the integer its unit is kept as.
func (u Unit) number(s string) (int64, bool) {
	switch u {
	case Flag:
		return map[string]int64{"true": 1}[s], s == "true" || s == "false"
	case RoundingUnit:
		r, ok := money.ParseRounding(s)
		return packRounding(r), ok
	case Text:
		return 0, false
	}
	number, ok := strings.CutSuffix(s, units[u].suffix)
	if !ok || number == "" || strings.ContainsAny(number, " eE+") {
		return 0, false
	}
	switch u {
	case YuanMonth, YuanYear, Yuan:
		m, err := money.Parse(number)
		return m.Fen(), err == nil
	case Fraction, FractionYear, FractionDay:
		r, err := money.ParseRate(number)
		return r.PPM(), err == nil
	case Times:
		r, err := money.ParseRate(number)
		return r.PPM(), err == nil && !strings.HasSuffix(number, "%")
	case MonthDay:
		d, err := civil.ParseDate("2024-" + number) // a leap year: 29 February is a day of some year
		_, m, day := d.Parts()
		return int64(m*100 + day), err == nil
	case Day:
		d, err := civil.ParseDate(number)
		return int64(d), err == nil
	case YearMonth:
		m, err := civil.ParseMonth(number)
		return int64(m), err == nil
	}
	n, err := strconv.ParseInt(number, 10, 64)
	return n, err == nil && n >= 0
}

// fullWidth is the first full-width form of an ASCII character in s, or 0.
func fullWidth(s string) rune {
	for _, r := range s {
		if r >= 0xFF01 && r <= 0xFF5E {
			return r
		}
	}
	return 0
}

func say(zh, en string, args ...any) lang.Text {
	return lang.Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}
}
