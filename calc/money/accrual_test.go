package money_test

import (
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"

	"fenhao/calc/money"
)

// A sum of amount × days × rate against exact decimals: rounded once, not once a term.
func TestAccrualsAgreeWithExactDecimals(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		year := []int64{360, 365}[random.IntN(2)]
		var sum money.Accrual
		exactly := decimal.Zero
		for range 1 + random.IntN(20) {
			m, days, r := money.Fen(random.Int64N(100_000_000_00)), random.Int64N(366), money.PPM(random.Int64N(50_000))
			sum.Add(m, days, r)
			exactly = exactly.Add(decimal.New(m.Fen(), -2).Mul(decimal.NewFromInt(days)).Mul(decimal.New(r.PPM(), -6)))
		}
		want := exactly.DivRound(decimal.NewFromInt(year), 40).Round(2).StringFixed(2)
		if got := sum.Over(year, money.FenHalfUp).String(); got != want {
			t.Fatalf("over %d days: %s, exactly %s", year, got, want)
		}
		var none money.Accrual
		if sum.Plus(none) != sum || none.Plus(sum) != sum {
			t.Fatal("nothing added changes the sum")
		}
	}
}

// The largest amount that may enter, doubled in a year, still fits.
func TestTheLargestAccrualFits(t *testing.T) {
	var sum money.Accrual
	sum.Add(money.Fen(money.Max), 366, money.PPM(1_000_000))
	if got := sum.Over(366, money.FenHalfUp); got != money.Fen(money.Max) {
		t.Errorf("got %v", got)
	}
}
