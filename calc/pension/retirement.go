// Package pension says when somebody reaches the statutory retirement age.
package pension

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// Track is one of the three paths to the retirement age. The zero value is not given.
type Track uint8

// The tracks. Women retire on one of two, by their post; the documents on flexible employment follow the later one.
const (
	Male Track = iota + 1
	Female55
	Female50
)

// Age is the statutory retirement age of somebody, and the month in which it is reached.
type Age struct {
	Months             int         // the age in months of life
	Delay              int         // how many of them the reform has added
	Month              civil.Month // the month in which the age is reached
	Earliest           civil.Month // earliest month of flexible retirement; it needs the minimum years of contribution
	Latest             civil.Month // latest month of flexible retirement
	ContributionMonths int         // least months of contribution for a pension from that month on; 0 = not known
	Rule               *policy.Rule
	Because            []policy.Key
}

// Day is the day on which the age is reached by somebody born on a day.
func (a Age) Day(birth civil.Date) civil.Date { return a.Month.Day(birth.Day()) }

// track names the parameters of one track.
type track struct{ original, firstAffected, step, most policy.Key }

var tracks = [...]track{
	Male:     {policy.RetirementAgeMaleOriginal, policy.RetirementBirthMaleFirstAffected, policy.RetirementStepMale, policy.RetirementDelayMaleMax},
	Female55: {policy.RetirementAgeFemale55Original, policy.RetirementBirthFemale55FirstAffected, policy.RetirementStepFemale55, policy.RetirementDelayFemale55Max},
	Female50: {policy.RetirementAgeFemale50Original, policy.RetirementBirthFemale50FirstAffected, policy.RetirementStepFemale50, policy.RetirementDelayFemale50Max},
}

// Retirement is the statutory retirement age of who is born in a month, under the rules in force
// on a day, which is the snapshot's.
//
// The reform delays by one month for every step of months of birth begun since the first affected month, up to a most. The first
// affected are delayed by a month at once: the month of birth that begins a step counts for it.
func Retirement(s *policy.Snapshot, on civil.Date, birth civil.Month, by Track) (Age, fault.List) {
	var faults fault.List
	if birth == 0 {
		faults.Add(fault.New(fault.Required, "/person/birth", "what", lang.Text{ZH: "出生日期", EN: "date of birth"}))
	}
	if by == 0 {
		faults.Add(fault.New(fault.Required, "/person/sex", "what", lang.Text{ZH: "性别", EN: "sex"}))
	}
	if faults != nil {
		return Age{}, faults
	}
	t := tracks[by]
	because := []policy.Key{t.original, t.firstAffected, t.step, t.most, policy.RetirementFlexibleEarlyMax, policy.RetirementFlexibleLateMax}
	for _, k := range because {
		if !s.Has(k) {
			return Age{}, fault.List{s.Missing(k, on, "/person/birth")}
		}
	}
	original := monthsPerYear * s.Int(t.original)
	a := Age{Months: original, Rule: s.Rule(policy.RetirementAge), Because: because}
	if after := int(birth) - s.Int(t.firstAffected); after >= 0 {
		a.Delay = min(after/s.Int(t.step)+1, s.Int(t.most))
		a.Months += a.Delay
	}
	a.Month = birth.Add(a.Months)
	a.Earliest = max(a.Month.Add(-s.Int(policy.RetirementFlexibleEarlyMax)), birth.Add(original))
	a.Latest = a.Month.Add(s.Int(policy.RetirementFlexibleLateMax))
	a.ContributionMonths = leastMonths(s, a.Month)
	return a, nil
}

// leastMonths is the least contribution for a pension from a month on. It rises year by year, so it is looked up in that month; a
// what-if of the asker stands for every month.
func leastMonths(s *policy.Snapshot, m civil.Month) int {
	k := policy.PensionContributionMonthsMin
	if e := s.Entry(k); e == nil || !e.Assumed {
		s = s.Book().At(s.Place(), m)
	}
	return s.Int(k)
}

const monthsPerYear = 12
