package workforce

import (
	"bytes"
	"errors"
	"strings"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
)

// A cell becomes a value by the rules of the API, and what people write in spreadsheets beside: thousands in groups, months in their many
// forms. The common forms are read here without a copy; all others, right or wrong, go the long way.

// amountOf reads yuan: "20000", "20000.00", "20,000.00". The fault has no field yet.
func amountOf(b []byte, what lang.Text) (money.Money, *fault.Error) {
	if fen, ok := plainNumber(b, 2); ok && fen <= maxFen {
		return money.Fen(fen), nil
	}
	s := string(b)
	if e := fullWidth(s); e != nil {
		return money.Money{}, e
	}
	m, err := money.Parse(ungrouped(s))
	switch {
	case err != nil:
		return m, number(err, s, what, 2, money.Fen(0), money.Fen(maxFen))
	case m.IsNegative():
		return m, problem(fault.Negative, "what", what, "value", shorten(s))
	case m.Fen() > maxFen:
		return m, problem(fault.OutOfRange, "what", what, "value", shorten(s), "min", money.Fen(0), "max", money.Fen(maxFen))
	}
	return m, nil
}

// rateOf reads a fraction or a percentage: "0.12", "12%". A share of the whole or more is a percentage without its sign.
func rateOf(b []byte, what lang.Text) (money.Rate, *fault.Error) {
	if n := len(b); n > 1 && b[n-1] == '%' {
		if ppm, ok := plainNumber(b[:n-1], 4); ok && ppm < million {
			return money.PPM(ppm), nil
		}
	} else if ppm, ok := plainNumber(b, 6); ok && ppm < million {
		return money.PPM(ppm), nil
	}
	s := string(b)
	if e := fullWidth(s); e != nil {
		return money.Rate{}, e
	}
	r, err := money.ParseRate(s)
	switch {
	case err != nil:
		return r, number(err, s, what, 6, 0, 1)
	case r.Less(money.PPM(0)):
		return r, problem(fault.Negative, "what", what, "value", shorten(s))
	case r.PPM() >= million && strings.HasSuffix(s, "%"):
		return r, problem(fault.OutOfRange, "what", what, "value", shorten(s), "min", 0, "max", 1)
	case r.PPM() >= million:
		return r, problem(fault.PercentMeant, "what", what, "value", shorten(s), "percent", r.Percent())
	}
	return r, nil
}

const million = 1_000_000

// plainNumber reads digits with at most some decimals, in units of the last of them. Ten digits before the point are as many as any value
// can have.
func plainNumber(b []byte, places int) (n int64, ok bool) {
	i := 0
	for ; i < len(b) && b[i]-'0' <= 9; i++ {
		n = n*10 + int64(b[i]-'0')
	}
	if i == 0 || i > 10 {
		return 0, false
	}
	if i < len(b) {
		if b[i] != '.' || len(b)-i-1 > places || i+1 == len(b) {
			return 0, false
		}
		for i++; i < len(b); i++ {
			if b[i]-'0' > 9 {
				return 0, false
			}
			n, places = n*10+int64(b[i]-'0'), places-1
		}
	}
	for ; places > 0; places-- {
		n *= 10
	}
	return n, true
}

// ungrouped takes the commas out of well-formed thousands; any other text stays as it is.
func ungrouped(s string) string {
	whole, rest, _ := strings.Cut(s, ".")
	groups := strings.Split(strings.TrimPrefix(whole, "-"), ",")
	if len(groups) < 2 || len(groups[0]) == 0 || len(groups[0]) > 3 || strings.Contains(rest, ",") {
		return s
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return s
		}
	}
	return strings.ReplaceAll(s, ",", "")
}

// number says what is wrong with a text that is no number.
func number(err error, s string, what lang.Text, places int, low, high any) *fault.Error {
	switch {
	case errors.Is(err, money.ErrPrecision):
		return problem(fault.TooPrecise, "value", shorten(s), "places", places)
	case errors.Is(err, money.ErrRange) && strings.HasPrefix(s, "-"):
		return problem(fault.Negative, "what", what, "value", shorten(s))
	case errors.Is(err, money.ErrRange):
		return problem(fault.OutOfRange, "what", what, "value", shorten(s), "min", low, "max", high)
	}
	return problem(fault.NotNumber, "value", shorten(s))
}

// countOf reads a whole number of a few digits.
func countOf(b []byte, what lang.Text, low, high int) (int, *fault.Error) {
	n, ok := plainNumber(bytes.TrimSuffix(b, []byte(".0")), 0) // a column with gaps is one of fractions to some programs
	if ok && n >= int64(low) && n <= int64(high) {
		return int(n), nil
	}
	s := string(b)
	if e := fullWidth(s); e != nil {
		return 0, e
	}
	return 0, problem(fault.OutOfRange, "what", what, "value", shorten(s), "min", low, "max", high)
}

// monthOf reads a month: 2026-08, 2026/8, 2026.8, 2026年8月, 202608; of a day, the month it lies in: 2026-08-15, 2026年8月15日, 20260815, a
// spreadsheet's day number.
func monthOf(b []byte) (civil.Month, *fault.Error) {
	if len(b) == 6 && string(b[4:]) == ".1" { // the number 2026.10, or 2026.1
		return 0, problem(fault.MonthUnclear, "value", string(b), "year", string(b[:4]))
	}
	if m := month(b); m != 0 {
		return m, nil
	}
	s := string(b)
	if e := fullWidth(s); e != nil {
		return 0, e
	}
	return 0, problem(fault.NotMonth, "value", shorten(s))
}

// The numbers spreadsheets give to days: 1970-01-01 is the 25,569th. Those taken lie between 1954 and 2119; other numbers of five digits
// are no days of anybody's work.
const firstSerial, lastSerial, epochSerial = 20_000, 80_000, 25_569

func month(b []byte) civil.Month {
	year, rest := digits(b)
	switch n := len(b) - len(rest); {
	case n == 5 && len(rest) == 0 && year >= firstSerial && year <= lastSerial:
		return (civil.DateOf(1970, 1, 1) + civil.Date(year-epochSerial)).Month()
	case n == 6 && len(rest) == 0:
		return valid(year/100, year%100, 1)
	case n == 8 && len(rest) == 0:
		return valid(year/10_000, year/100%100, year%100)
	case n != 4:
		return 0
	}
	sep, rest := separator(rest, "年")
	number, rest := digits(rest)
	if sep == "" || number == 0 {
		return 0
	}
	if sep == "年" {
		end, after := separator(rest, "月")
		if end != "月" {
			return 0
		}
		if rest = after; len(rest) == 0 {
			return valid(year, number, 1)
		}
		day, after := digits(rest)
		if end, rest = separator(after, "日"); end != "日" || len(rest) > 0 {
			return 0
		}
		return valid(year, number, day)
	}
	if len(rest) == 0 {
		return valid(year, number, 1)
	}
	end, rest := separator(rest, "")
	day, rest := digits(rest)
	if end != sep || len(rest) > 0 && string(rest) != " 00:00:00" && string(rest) != "T00:00:00" {
		return 0
	}
	return valid(year, number, day)
}

// separator takes one sign from the front: - / . or the one named.
func separator(b []byte, named string) (sep string, rest []byte) {
	if len(b) == 0 {
		return "", b
	}
	switch b[0] {
	case '-':
		return "-", b[1:]
	case '/':
		return "/", b[1:]
	case '.':
		return ".", b[1:]
	}
	if n := len(named); n > 0 && len(b) >= n && string(b[:n]) == named {
		return named, b[n:]
	}
	return "", b
}

func digits(b []byte) (n int, rest []byte) {
	i := 0
	for ; i < len(b) && i < 8 && b[i]-'0' <= 9; i++ {
		n = n*10 + int(b[i]-'0')
	}
	return n, b[i:]
}

func valid(year, number, day int) civil.Month {
	if year < civil.FirstYear || year > civil.LastYear || number < 1 || number > 12 {
		return 0
	}
	if m := civil.MonthOf(year, number); day >= 1 && day <= m.Days() {
		return m
	}
	return 0
}

// fullWidth refuses digits and signs of double width, and shows the ordinary ones.
func fullWidth(s string) *fault.Error {
	wide := false
	ascii := strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			wide = true
			return r - '！' + '!'
		}
		return r
	}, s)
	if !wide {
		return nil
	}
	return problem(fault.FullWidth, "value", shorten(s), "ascii", shorten(ascii))
}

// problem is a fault whose field is not known yet.
func problem(code fault.Code, pairs ...any) *fault.Error {
	e := fault.New(code, "", pairs...)
	return &e
}
