package contribution

import (
	"strconv"

	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Tier is one tier a flexible worker can choose, with what it costs a month.
type Tier struct {
	Insurance policy.Scheme
	Tier      int
	Base      money.Money
	Rate      money.Rate // means nothing if Unknown
	Amount    money.Money
	Unknown   bool // no rate is published: the amount is not known
	Estimated bool // the base is our estimate
	Because   [8]policy.Key
}

// Tiers are the tiers of a place; none where it has none, or its bounds are not known.
func Tiers(s *policy.Snapshot) []Tier {
	var out []Tier
	count := s.Int(policy.PensionFlexibleTierCount)
	b := boundsOf(s, policy.Pension)
	if !s.Has(b.floor) || !s.Has(b.ceiling) || !s.Has(policy.InsuranceRounding) || !s.Has(policy.PensionFlexibleRateTotal) {
		return nil
	}
	rounding := s.Rounding(policy.InsuranceRounding)
	for n := 1; n <= min(count, mostTiers); n++ {
		t := Tier{Insurance: policy.Pension, Tier: n, Rate: s.Rate(policy.PensionFlexibleRateTotal)}
		if key := policy.PensionFlexibleTier1Base + policy.Key(n-1); s.Has(key) {
			t.Base = s.Money(key)
			t.Because = [8]policy.Key{key, policy.PensionFlexibleRateTotal, policy.InsuranceRounding}
		} else {
			t.Base, t.Estimated = estimateTier(s, b, n, count), true
			t.Because = [8]policy.Key{b.floor, b.ceiling, policy.PensionFlexibleRateTotal, policy.InsuranceRounding}
		}
		t.Amount = t.Rate.Of(t.Base, rounding)
		out = append(out, t)
	}
	if s.Has(policy.MedicalFlexibleTier) {
		t := Tier{Insurance: policy.Medical, Tier: s.Int(policy.MedicalFlexibleTier), Unknown: !s.Has(policy.MedicalFlexibleRate)}
		var why policy.Key
		t.Base, why, t.Estimated, _ = medicalBase(s)
		t.Because = [8]policy.Key{why}
		if !t.Unknown {
			t.Rate = s.Rate(policy.MedicalFlexibleRate)
			t.Amount = t.Rate.Of(t.Base, rounding)
			t.Because = [8]policy.Key{why, policy.MedicalFlexibleRate, policy.InsuranceRounding}
		}
		out = append(out, t)
	}
	return out
}

func tierChoices(first, last int) text {
	list := strconv.Itoa(first)
	for n := first + 1; n <= last; n++ {
		list += ", " + strconv.Itoa(n)
	}
	return say(list, list)
}
