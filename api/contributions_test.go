package api

import (
	"testing"

	"fenhao/calc/money"
)

func TestRatesAreWrittenAsMoneyWritesThem(t *testing.T) {
	for _, ppm := range []int64{0, 1, 10, 999_999, 1_000_000, 1_000_001, 1_500_000, 120_000, 5_000, 87_000, 100_000, -3_000, 12_345_678, 1_000_000_000} {
		if got, want := string(appendRate(nil, money.PPM(ppm))), money.PPM(ppm).String(); got != want {
			t.Errorf("%d: %s, want %s", ppm, got, want)
		}
	}
}
