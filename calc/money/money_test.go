package money_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"

	"fenhao/calc/money"
)

// Money against exact decimal arithmetic: two million random products in every unit and mode, whole-yuan and odd bases, both signs.
func TestProductsAgreeWithExactDecimals(t *testing.T) {
	n := 2_000_000
	if testing.Short() {
		n = 100_000
	}
	const parts = 4 // for as many cores; the products are the same on every machine
	for p := range parts {
		t.Run(fmt.Sprint(p), func(t *testing.T) {
			t.Parallel()
			agree(t, rand.New(rand.NewPCG(1, uint64(2+p))), n/parts)
		})
	}
}

func agree(t *testing.T, random *rand.Rand, n int) {
	units := []money.Unit{money.ToFen, money.ToJiao, money.ToYuan}
	modes := []money.Mode{money.HalfUp, money.Up, money.Down}
	for range n {
		m := money.Fen(random.Int64N(10_000_000_00))
		switch random.IntN(8) {
		case 0:
			m = money.Fen(random.Int64N(money.Max))
		case 1:
			m = money.Yuan(random.Int64N(100_000))
		case 2:
			m = m.Neg()
		}
		rate := money.PPM(random.Int64N(1_000_001))
		if random.IntN(2) == 0 {
			rate = money.PPM(random.Int64N(1001) * 1000)
		}
		rounding := money.Rounding{Unit: units[random.IntN(3)], Mode: modes[random.IntN(3)]}
		if got, want := rate.Of(m, rounding), product(m, rate, rounding); !exact(got).Equal(want) {
			t.Fatalf("%v of %v, %v: %s, exactly %s", rate, m, rounding, got, want)
		}
		num, den := random.Int64N(366), []int64{12, 360, 365, 366}[random.IntN(4)]
		if got, want := rate.OfPart(m, num, den, rounding), part(m, rate, num, den, rounding); !exact(got).Equal(want) {
			t.Fatalf("%v of %v for %d/%d, %v: %s, exactly %s", rate, m, num, den, rounding, got, want)
		}
	}
}

func exact(m money.Money) decimal.Decimal { return decimal.New(m.Fen(), -2) }

func product(m money.Money, r money.Rate, rd money.Rounding) decimal.Decimal {
	return round(exact(m).Mul(decimal.New(r.PPM(), -6)), rd)
}

func part(m money.Money, r money.Rate, num, den int64, rd money.Rounding) decimal.Decimal {
	// 40 places are more than any half can hide behind.
	return round(exact(m).Mul(decimal.New(r.PPM(), -6)).Mul(decimal.NewFromInt(num)).DivRound(decimal.NewFromInt(den), 40), rd)
}

func round(d decimal.Decimal, rd money.Rounding) decimal.Decimal {
	places := int32(0)
	switch rd.Unit {
	case money.ToFen:
		places = 2
	case money.ToJiao:
		places = 1
	}
	switch rd.Mode {
	case money.HalfUp:
		return d.Round(places) // half away from zero
	case money.Up:
		return d.RoundUp(places)
	default:
		return d.RoundDown(places)
	}
}

func TestParse(t *testing.T) {
	good := map[string]string{"0": "0.00", "20000": "20000.00", "20000.5": "20000.50", "0.01": "0.01", "-3.2": "-3.20", "2e4": "20000.00", "1.50e1": "15.00", "36072.250": "36072.25", "10000000000000": "10000000000000.00"}
	for in, want := range good {
		if m, err := money.Parse(in); err != nil || m.String() != want {
			t.Errorf("%q: %v, %v; want %s", in, m, err, want)
		}
	}
	bad := map[string]error{
		"": money.ErrSyntax, " 1": money.ErrSyntax, "1 ": money.ErrSyntax, "1,000": money.ErrSyntax, "２００００": money.ErrSyntax, "NaN": money.ErrSyntax, "Infinity": money.ErrSyntax, "+1": money.ErrSyntax,
		".5": money.ErrSyntax, "5.": money.ErrSyntax, "0x10": money.ErrSyntax, "1e-2000000000": money.ErrSyntax, "1e2000000000": money.ErrSyntax, "--1": money.ErrSyntax, "￥5": money.ErrSyntax, "1_000": money.ErrSyntax,
		"0.001": money.ErrPrecision, "1e-3": money.ErrPrecision, "10000000000000.01": money.ErrRange, "1e30": money.ErrRange,
		"99999999999999999999999999999999999999999": money.ErrSyntax,
	}
	for in, want := range bad {
		if m, err := money.Parse(in); !errors.Is(err, want) {
			t.Errorf("%q: %v, %v; want %v", in, m, err, want)
		}
	}
}

func TestParseRate(t *testing.T) {
	for in, want := range map[string]string{"0.12": "0.12", "12%": "0.12", "0.2%": "0.002", "1": "1", "0": "0", "5.000000": "5", "0.03025": "0.03025", "-0.01": "-0.01"} {
		if r, err := money.ParseRate(in); err != nil || r.String() != want {
			t.Errorf("%q: %v, %v; want %s", in, r, err, want)
		}
	}
	for _, in := range []string{"%", "12％", "0.0000001", "1001", "12 %", "12%%"} {
		if r, err := money.ParseRate(in); err == nil {
			t.Errorf("%q was read as %v", in, r)
		}
	}
	if got := money.PPM(120_000).Percent(); got != "12%" {
		t.Errorf("12 %% is written %s", got)
	}
	if got := money.PPM(2_000).Percent(); got != "0.2%" {
		t.Errorf("0.2 %% is written %s", got)
	}
}

func TestJSONTakesStringsAndNumbersByTheirText(t *testing.T) {
	var v struct {
		A, B money.Money
		R    money.Rate
	}
	if err := json.Unmarshal([]byte(`{"A":"2160.00","B":0.1,"R":0.12}`), &v); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(v)
	if err != nil || string(out) != `{"A":"2160.00","B":"0.10","R":"0.12"}` {
		t.Errorf("%s, %v", out, err)
	}
}

// What does not fit panics: it never wraps and never saturates.
func TestOverflowPanics(t *testing.T) {
	for name, f := range map[string]func(){
		"product":   func() { money.PPM(math.MaxInt64).Of(money.Fen(math.MaxInt64), money.FenHalfUp) },
		"times":     func() { money.Fen(money.Max).Times(1 << 40) },
		"no mode":   func() { money.PPM(1).Of(money.Fen(1), money.Rounding{}) },
		"zero part": func() { money.PPM(1).OfPart(money.Fen(1), 1, 0, money.FenHalfUp) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s did not panic", name)
				}
			}()
			f()
		}()
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"20000.00", "1e-2000000000", "２０", "-0", "1e30", "0.005"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := money.Parse(s)
		if err != nil {
			return
		}
		back, err := money.Parse(m.String())
		if err != nil || back != m {
			t.Errorf("%q is %v, which is read as %v, %v", s, m, back, err)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	m, r := money.Fen(36_072_25), money.PPM(120_000)
	var sum money.Money
	for b.Loop() {
		sum = sum.Add(r.Of(m, money.FenHalfUp))
	}
	_ = sum
}

func BenchmarkOfWithDecimal(b *testing.B) {
	m, r := decimal.New(36_072_25, -2), decimal.New(120_000, -6)
	var sum decimal.Decimal
	for b.Loop() {
		sum = sum.Add(m.Mul(r).Round(2))
	}
	_ = sum
}
