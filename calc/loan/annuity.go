package loan

import (
	"math/big"

	"fenhao/calc/money"
)

// annuity works out equal instalments exactly: whole numbers of any size, one rounding at the end. Its memory is used again, as a
// running loan takes a new instalment with every change.
type annuity struct {
	up, down, grown, kept, num, den, rem big.Int
}

// million by twelve: a yearly rate in millionths becomes a monthly one.
const monthlyParts = 12 * 1_000_000

// payment is P = A·i·(1+i)ⁿ / ((1+i)ⁿ − 1) for a monthly rate i of a twelfth of the yearly rate. The rate is above zero.
func (a *annuity) payment(principal money.Money, yearly money.Rate, n int, rounding money.Rounding) money.Money {
	// With 1+i = up/down in lowest terms, P = A·(up−down)·upⁿ / (down·(upⁿ − downⁿ)).
	up, down := yearly.PPM()+monthlyParts, int64(monthlyParts)
	g := gcd(up, down)
	up, down = up/g, down/g
	power(&a.grown, a.up.SetInt64(up), n, &a.rem)
	power(&a.kept, a.down.SetInt64(down), n, &a.rem)
	a.num.SetInt64(up - down)
	a.num.Mul(&a.num, a.rem.SetInt64(principal.Fen()))
	a.num.Mul(&a.num, &a.grown)
	unit := fenOf(rounding.Unit)
	a.den.Sub(&a.grown, &a.kept)
	a.den.Mul(&a.den, a.kept.SetInt64(down*unit))
	a.num.QuoRem(&a.num, &a.den, &a.rem)
	q := a.num.Int64()
	switch rounding.Mode {
	case money.HalfUp:
		if a.rem.Lsh(&a.rem, 1).Cmp(&a.den) >= 0 {
			q++
		}
	case money.Up:
		if a.rem.Sign() > 0 {
			q++
		}
	}
	return money.Fen(q * unit)
}

// power sets z to xⁿ by squaring.
func power(z, x *big.Int, n int, scratch *big.Int) {
	z.SetInt64(1)
	for bit := 1 << 30; bit > 0; bit >>= 1 {
		if z.IsInt64() && z.Int64() == 1 && n&bit == 0 {
			continue
		}
		scratch.Mul(z, z)
		z.Set(scratch)
		if n&bit != 0 {
			scratch.Mul(z, x)
			z.Set(scratch)
		}
	}
}

func fenOf(u money.Unit) int64 {
	switch u {
	case money.ToJiao:
		return 10
	case money.ToYuan:
		return 100
	}
	return 1
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
