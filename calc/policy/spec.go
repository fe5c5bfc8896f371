package policy

import (
	"fmt"

	"fenhao/calc/civil"
	"fenhao/calc/lang"
	"fenhao/calc/money"
)

// Key is a parameter of the book, declared once in keys.go. The zero Key is no parameter.
type Key uint16

// Spec is what the program knows about a parameter: everything but its figures.
type Spec struct {
	ID       string // "housing_fund.base.ceiling"
	Scheme   Scheme
	Unit     Unit
	Min, Max int64 // the sane range, in what the value is kept as; both zero = any
	Name     lang.Text
}

// Keys is the number of declared parameters; keys run from 1 below it.
const Keys = len(specs)

var keysByID = func() map[string]Key {
	m := make(map[string]Key, Keys)
	for k := 1; k < Keys; k++ {
		id := specs[k].ID
		if id == "" {
			panic(fmt.Sprintf("policy: key %d is not declared", k))
		}
		if _, twice := m[id]; twice {
			panic("policy: " + id + " is declared twice")
		}
		m[id] = Key(k)
	}
	return m
}()

// KeyOf finds a parameter by its id.
func KeyOf(id string) (Key, bool) {
	k, ok := keysByID[id]
	return k, ok
}

// Spec is the parameter's declaration.
func (k Key) Spec() *Spec { return &specs[k] }

// String is the parameter's id.
func (k Key) String() string { return specs[k].ID }

// Scheme is one of the insurances, the housing fund, or another field of the law.
type Scheme uint8

// The schemes. Insurance stands for what the five insurances share.
const (
	HousingFund Scheme = iota
	Pension
	Medical
	Unemployment
	WorkInjury
	Maternity
	Insurance
	Tax
	Retirement
	Other
)

// Schemes is the number of schemes.
const Schemes = int(Other) + 1

var schemeIDs = [Schemes]string{"housing_fund", "pension", "medical", "unemployment", "work_injury", "maternity", "insurance", "tax", "retirement", "other"}

var schemeNames = [Schemes]lang.Text{
	{ZH: "住房公积金", EN: "housing fund"},
	{ZH: "养老保险", EN: "pension insurance"},
	{ZH: "医疗保险", EN: "medical insurance"},
	{ZH: "失业保险", EN: "unemployment insurance"},
	{ZH: "工伤保险", EN: "work-injury insurance"},
	{ZH: "生育保险", EN: "maternity insurance"},
	{ZH: "社会保险", EN: "social insurance"},
	{ZH: "个人所得税", EN: "income tax"},
	{ZH: "退休", EN: "retirement"},
	{ZH: "其他", EN: "other"},
}

// String is the scheme's id: "housing_fund".
func (s Scheme) String() string { return schemeIDs[s] }

// Name is the scheme's name for people.
func (s Scheme) Name() lang.Text { return schemeNames[s] }

// SchemeOf finds a scheme by its id.
func SchemeOf(id string) (Scheme, bool) {
	for i, s := range schemeIDs {
		if s == id {
			return Scheme(i), true
		}
	}
	return 0, false
}

// Unit is what a value is counted in. It stands in the literal of every value that has one.
type Unit uint8

// The units.
const (
	YuanMonth    Unit = iota + 1 // "2400 yuan/month", kept as fen
	YuanYear                     // "130 yuan/year", kept as fen
	Yuan                         // "0.01 yuan", kept as fen
	Fraction                     // "12%" or "0.12", kept as millionths
	FractionYear                 // "1.5%/year", kept as millionths
	FractionDay                  // "0.05%/day", kept as millionths
	Times                        // "0.6 times", kept as millionths
	Months                       // "6 months"
	Days                         // "30 days"
	Workdays                     // "10 workdays"
	Years                        // "18 years"
	Count                        // "2 count"
	DayOfMonth                   // "15 day-of-month"
	MonthDay                     // "07-01 month-day", kept as month × 100 + day
	Day                          // "2025-01-01 date", kept as civil.Date
	YearMonth                    // "1976-09 year-month", kept as civil.Month
	Flag                         // "true" or "false"
	RoundingUnit                 // "fen half-up"
	Text                         // {zh: …, en: …}
)

// suffix is what follows the number in a literal; name is what the API calls the unit.
var units = [...]struct{ suffix, name string }{
	YuanMonth:    {" yuan/month", "yuan/month"},
	YuanYear:     {" yuan/year", "yuan/year"},
	Yuan:         {" yuan", "yuan"},
	Fraction:     {"", "fraction"},
	FractionYear: {"/year", "fraction/year"},
	FractionDay:  {"/day", "fraction/day"},
	Times:        {" times", "times"},
	Months:       {" months", "months"},
	Days:         {" days", "days"},
	Workdays:     {" workdays", "workdays"},
	Years:        {" years", "years"},
	Count:        {" count", "count"},
	DayOfMonth:   {" day-of-month", "day of month"},
	MonthDay:     {" month-day", "month-day"},
	Day:          {" date", "date"},
	YearMonth:    {" year-month", "year-month"},
	Flag:         {"", "boolean"},
	RoundingUnit: {"", "rounding"},
	Text:         {"", "text"},
}

// String is the unit's name in answers: "yuan/month", "fraction".
func (u Unit) String() string { return units[u].name }

// example is a literal of the unit, for messages.
func (u Unit) example() string {
	switch u {
	case YuanMonth, YuanYear, Yuan:
		return "2400" + units[u].suffix
	case Fraction, FractionYear, FractionDay:
		return "12%" + units[u].suffix
	case Times:
		return "0.6 times"
	case MonthDay:
		return "07-01 month-day"
	case Day:
		return "2025-01-01 date"
	case YearMonth:
		return "1976-09 year-month"
	case Flag:
		return "true"
	case RoundingUnit:
		return "fen half-up"
	case Text:
		return "{zh: …, en: …}"
	}
	return "6" + units[u].suffix
}

// Value is a parameter's value, kept as one integer as its unit says.
type Value struct {
	N    int64
	None bool      // there is explicitly no limit
	Text lang.Text // for the unit Text only
}

// format writes the value as answers show it: "36072.25", "0.12", "6", "fen half-up", "none".
func (v Value) format(u Unit, l lang.Lang) string {
	if v.None {
		return "none"
	}
	switch u {
	case YuanMonth, YuanYear, Yuan:
		return money.Fen(v.N).String()
	case Fraction, FractionYear, FractionDay, Times:
		return money.PPM(v.N).String()
	case MonthDay:
		return fmt.Sprintf("%02d-%02d", v.N/100, v.N%100)
	case Day:
		return civil.Date(v.N).String()
	case YearMonth:
		return civil.Month(v.N).String()
	case Flag:
		return fmt.Sprint(v.N != 0)
	case RoundingUnit:
		return rounding(v.N).String()
	case Text:
		return v.Text.In(l)
	}
	return fmt.Sprint(v.N)
}

func packRounding(r money.Rounding) int64 { return int64(r.Unit)<<8 | int64(r.Mode) }
func rounding(n int64) money.Rounding {
	return money.Rounding{Unit: money.Unit(n >> 8), Mode: money.Mode(n & 0xff)}
}
