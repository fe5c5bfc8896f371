// Package money is exact to the fen: amounts are whole fen, rates are whole millionths,
// and a rate meets an amount only together with a rounding.
//
// Nothing here saturates, wraps or rounds by default. What a request may contain is bounded
// at the edge (see [Parse] and [ParseRate]), so that a product within those bounds always fits;
// a product that does not fit is a programming error and panics.
package money

import (
	"fmt"
	"math/bits"
	"strconv"
)

// Money is an amount in yuan, kept as whole fen. The zero value is 0.00 yuan.
type Money struct{ fen int64 }

// Max is the largest amount that may enter from outside: ten thousand billion yuan.
// Nine thousand such amounts can be added before an int64 of fen is full.
const Max = 1_000_000_000_000_000

// Fen makes an amount of n fen.
func Fen(n int64) Money { return Money{n} }

// Yuan makes an amount of n whole yuan.
func Yuan(n int64) Money { return Money{n * 100} }

// Fen is the amount in fen.
func (m Money) Fen() int64 { return m.fen }

// Add is m + n.
func (m Money) Add(n Money) Money { return Money{m.fen + n.fen} }

// Sub is m - n.
func (m Money) Sub(n Money) Money { return Money{m.fen - n.fen} }

// Neg is -m.
func (m Money) Neg() Money { return Money{-m.fen} }

// Times is m taken n times, for whole n.
func (m Money) Times(n int64) Money { return Money{mul(m.fen, n)} }

// Cmp is -1, 0 or 1 as m is below, equal to or above n.
func (m Money) Cmp(n Money) int {
	switch {
	case m.fen < n.fen:
		return -1
	case m.fen > n.fen:
		return 1
	}
	return 0
}

// Less tells whether m is below n.
func (m Money) Less(n Money) bool { return m.fen < n.fen }

// IsZero tells whether the amount is 0.00.
func (m Money) IsZero() bool { return m.fen == 0 }

// IsNegative tells whether the amount is below 0.00.
func (m Money) IsNegative() bool { return m.fen < 0 }

// Round rounds the amount to the unit of r.
func (m Money) Round(r Rounding) Money {
	unit := r.Unit.fen()
	return Money{divide(0, magnitude(m.fen), uint64(unit), m.fen < 0, r.Mode) * unit}
}

// Over divides the amount into n equal parts and rounds one part. It panics if n is not positive.
func (m Money) Over(n int64, r Rounding) Money {
	if n <= 0 {
		panic("money: division by " + strconv.FormatInt(n, 10))
	}
	unit := r.Unit.fen()
	return Money{divide(0, magnitude(m.fen), uint64(mul(n, unit)), m.fen < 0, r.Mode) * unit}
}

// String writes yuan with two decimals: "2160.00".
func (m Money) String() string { return string(m.AppendTo(nil)) }

// AppendTo appends what [Money.String] writes.
func (m Money) AppendTo(b []byte) []byte {
	if m.fen < 0 {
		b = append(b, '-')
	}
	u := magnitude(m.fen)
	b = strconv.AppendUint(b, u/100, 10)
	f := u % 100
	return append(b, '.', byte('0'+f/10), byte('0'+f%10))
}

// Rate is a dimensionless share, kept as whole millionths: 12 % is 120,000. The zero value is 0.
type Rate struct{ ppm int64 }

// PPM makes a rate of n millionths.
func PPM(n int64) Rate { return Rate{n} }

// PPM is the rate in millionths.
func (r Rate) PPM() int64 { return r.ppm }

// Add is r + s.
func (r Rate) Add(s Rate) Rate { return Rate{r.ppm + s.ppm} }

// Cmp is -1, 0 or 1 as r is below, equal to or above s.
func (r Rate) Cmp(s Rate) int { return Money{r.ppm}.Cmp(Money{s.ppm}) }

// Less tells whether r is below s.
func (r Rate) Less(s Rate) bool { return r.ppm < s.ppm }

// IsZero tells whether the rate is 0.
func (r Rate) IsZero() bool { return r.ppm == 0 }

// Of is the share r of m, rounded as said. A negative product is rounded as its absolute value is.
func (r Rate) Of(m Money, rounding Rounding) Money {
	// The common case by far: a product that fits into 63 bits, half up, by a divisor the compiler knows. It is a third of the cost of the
	// general case, and a person-month is nine of them.
	if uint64(m.fen) < 1<<41 && uint64(r.ppm) <= million && rounding.Mode == HalfUp {
		switch p := uint64(m.fen) * uint64(r.ppm); rounding.Unit {
		case ToFen:
			return Money{int64((p + million/2) / million)}
		case ToYuan:
			return Money{int64((p+50*million)/(100*million)) * 100}
		}
	}
	return r.of(m, rounding)
}

func (r Rate) of(m Money, rounding Rounding) Money {
	unit := rounding.Unit.fen()
	hi, lo := bits.Mul64(magnitude(r.ppm), magnitude(m.fen))
	return Money{divide(hi, lo, uint64(unit)*million, (r.ppm < 0) != (m.fen < 0), rounding.Mode) * unit}
}

// OfPart is r × m × num / den in one step with one rounding: interest for num days of a year of den days,
// for example. It panics if den is not positive or num is negative.
func (r Rate) OfPart(m Money, num, den int64, rounding Rounding) Money {
	if den <= 0 || num < 0 {
		panic(fmt.Sprintf("money: part %d/%d", num, den))
	}
	unit := rounding.Unit.fen()
	negative := (r.ppm < 0) != (m.fen < 0)
	hi, lo := bits.Mul64(magnitude(m.fen), magnitude(mul(r.ppm, num)))
	return Money{divide(hi, lo, uint64(mul(mul(den, unit), million)), negative, rounding.Mode) * unit}
}

// String writes the rate as a fraction without needless zeros: "0.12".
func (r Rate) String() string {
	sign, u := "", magnitude(r.ppm)
	if r.ppm < 0 {
		sign = "-"
	}
	s := fmt.Sprintf("%06d", u%million)
	for len(s) > 0 && s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s != "" {
		s = "." + s
	}
	return sign + strconv.FormatUint(u/million, 10) + s
}

// Percent writes the rate as people read it: "12%", "0.2%".
func (r Rate) Percent() string { return Rate{r.ppm * 100}.String() + "%" }

const (
	million     = 1_000_000
	maxQuotient = 1 << 56 // times a yuan's hundred fen still fits
)

// divide is (hi·2⁶⁴ + lo) / d with the sign put back, rounded to a whole number.
func divide(hi, lo, d uint64, negative bool, mode Mode) int64 {
	if hi >= d {
		panic("money: overflow")
	}
	q, rem := bits.Div64(hi, lo, d)
	switch mode {
	case HalfUp:
		if rem >= d-rem { // 2·rem ≥ d without overflow
			q++
		}
	case Up:
		if rem > 0 {
			q++
		}
	case Down:
	default:
		panic("money: no rounding given")
	}
	if q > maxQuotient {
		panic("money: overflow")
	}
	if negative {
		return -int64(q)
	}
	return int64(q)
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

func mul(a, b int64) int64 {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo > 1<<63-1 {
		panic("money: overflow")
	}
	if (a < 0) != (b < 0) {
		return -int64(lo)
	}
	return int64(lo)
}
