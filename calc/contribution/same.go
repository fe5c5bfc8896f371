package contribution

import (
	"slices"

	"fenhao/calc/policy"
)

// SameForEmployees tells whether every employee pays the same on the days of two snapshots, on the same bases, for the same reasons and
// with the same to admit. Articles may differ: what they lay down does not. Months that agree can be calculated once.
func SameForEmployees(a, b *policy.Snapshot) bool {
	if a == b {
		return true
	}
	x, y := tariffOf(a), tariffOf(b)
	highest := []policy.Key{policy.WorkInjuryRateMax}
	return x.fund.same(&y.fund) && x.rounding == y.rounding &&
		slices.Equal(x.spans, y.spans) && slices.Equal(x.missing, y.missing) && slices.Equal(x.notices, y.notices) &&
		slices.EqualFunc(x.shares, y.shares, share.same) && slices.EqualFunc(x.classes[:], y.classes[:], share.same) &&
		slices.Equal(x.known(a), y.known(b)) && a.Same(b, highest)
}

func (sh share) same(other share) bool {
	sh.line.Rule, other.line.Rule = nil, nil
	return sh == other
}

// known says for which classes there is a rate: one that is missing is not zero.
func (t *tariff) known(s *policy.Snapshot) []bool {
	out := make([]bool, len(t.classes))
	for i := range t.classes {
		out[i] = s.Has(t.classes[i].key)
	}
	return out
}

func (f *fund) same(other *fund) bool {
	x, y := f.line, other.line
	x.Rule, y.Rule = nil, nil
	return f.span == other.span && f.min == other.min && f.max == other.max && f.step == other.step && f.nonEnterprise == other.nonEnterprise &&
		f.equal == other.equal && f.joint == other.joint && f.rounding == other.rounding && x == y &&
		slices.Equal(f.missing, other.missing) && slices.Equal(f.considered, other.considered) && slices.Equal(f.whatIf, other.whatIf)
}
