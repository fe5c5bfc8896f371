package money

import (
	"encoding/json"
	"errors"

	"github.com/shopspring/decimal"
)

// What a text can have against it. The edge turns these into a fault with the field's name.
var (
	ErrSyntax    = errors.New("not a plain decimal number")
	ErrPrecision = errors.New("more decimals than can be kept")
	ErrRange     = errors.New("larger than the largest number accepted")
)

// Parse reads yuan with at most two decimals, at most [Max] in size. It takes ASCII digits only:
// no full-width digits, no thousands separators, no spaces, no currency sign.
func Parse(s string) (Money, error) {
	n, err := scaled(s, 2, Max)
	return Money{n}, err
}

// ParseRate reads a fraction ("0.12") or a percentage ("12%") with at most six decimals of the fraction,
// at most 1,000 in size. Whether a rate is lawful is for the policy book to say.
func ParseRate(s string) (Rate, error) {
	places := int32(6)
	if n := len(s); n > 1 && s[n-1] == '%' {
		s, places = s[:n-1], 4
	}
	n, err := scaled(s, places, 1_000*million)
	return Rate{n}, err
}

// scaled reads a decimal number and gives it in units of 10^-places.
func scaled(s string, places int32, limit int64) (int64, error) {
	if !plain(s) {
		return 0, ErrSyntax
	}
	d, err := decimal.NewFromString(s)
	if err != nil {
		return 0, ErrSyntax
	}
	d = d.Shift(places)
	if d.Abs().Cmp(decimal.NewFromInt(limit)) > 0 {
		return 0, ErrRange
	}
	if !d.IsInteger() {
		return 0, ErrPrecision
	}
	return d.IntPart(), nil
}

// plain tells whether s is a JSON number short enough to be a figure of ours. It stands before the decimal
// library because a text such as 1e-2000000000 is a legal number there and takes for ever.
func plain(s string) bool {
	if len(s) == 0 || len(s) > 40 {
		return false
	}
	i := 0
	if s[0] == '-' {
		i++
	}
	digits := func() int {
		n := 0
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i, n = i+1, n+1
		}
		return n
	}
	if digits() == 0 {
		return false
	}
	if i < len(s) && s[i] == '.' {
		i++
		if digits() == 0 {
			return false
		}
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if n := digits(); n == 0 || n > 2 {
			return false
		}
	}
	return i == len(s)
}

// MarshalJSON writes a string with two decimals.
func (m Money) MarshalJSON() ([]byte, error) {
	return append(m.AppendTo([]byte{'"'}), '"'), nil
}

// UnmarshalJSON reads a string, or a JSON number by its literal text.
func (m *Money) UnmarshalJSON(b []byte) error {
	s, err := literal(b)
	if err != nil {
		return err
	}
	*m, err = Parse(s)
	return err
}

// MarshalJSON writes a string fraction.
func (r Rate) MarshalJSON() ([]byte, error) { return []byte(`"` + r.String() + `"`), nil }

// UnmarshalJSON reads a string, or a JSON number by its literal text.
func (r *Rate) UnmarshalJSON(b []byte) error {
	s, err := literal(b)
	if err != nil {
		return err
	}
	*r, err = ParseRate(s)
	return err
}

func literal(b []byte) (string, error) {
	if len(b) > 0 && b[0] == '"' {
		var s string
		err := json.Unmarshal(b, &s)
		return s, err
	}
	return string(b), nil
}
