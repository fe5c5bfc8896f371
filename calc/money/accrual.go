package money

import "math/bits"

// Accrual adds up amounts × days × rates exactly, so that they are rounded once, at the end. The zero value is nothing yet.
type Accrual struct{ hi, lo uint64 } // fen × days × millionths

// Add puts an amount that stood for some days at a yearly rate on the sum. It panics if any of them is negative.
func (a *Accrual) Add(m Money, days int64, r Rate) {
	if m.fen < 0 || days < 0 || r.ppm < 0 {
		panic("money: a negative accrual")
	}
	hi, lo := bits.Mul64(uint64(m.fen), uint64(mul(days, r.ppm)))
	var carry uint64
	a.lo, carry = bits.Add64(a.lo, lo, 0)
	if a.hi, carry = bits.Add64(a.hi, hi, carry); carry != 0 {
		panic("money: overflow")
	}
}

// Plus is both sums together.
func (a Accrual) Plus(b Accrual) Accrual {
	var sum Accrual
	var carry uint64
	sum.lo, carry = bits.Add64(a.lo, b.lo, 0)
	if sum.hi, carry = bits.Add64(a.hi, b.hi, carry); carry != 0 {
		panic("money: overflow")
	}
	return sum
}

// Over is the sum as money, with a year of so many days.
func (a Accrual) Over(year int64, r Rounding) Money {
	unit := r.Unit.fen()
	return Money{divide(a.hi, a.lo, uint64(mul(mul(year, unit), million)), false, r.Mode) * unit}
}
