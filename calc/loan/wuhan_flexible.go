package loan

import (
	"strconv"

	"fenhao/calc/civil"
	"fenhao/calc/policy"
)

// Wuhan does not ask flexible workers for months in a row but for time since the account was opened (武公中规〔2024〕1号) or since the
// first payment after the last agreement (住房公积金贷款指南, 2026).

// countsDays tells whether a place judges flexible workers by that time.
func countsDays(s *policy.Snapshot) bool {
	return s.Has(policy.HousingFundFlexibleLoanAccountMonthsMin) || s.Has(policy.HousingFundFlexibleLoanAccountMonthsAbove)
}

func (j *judging) sinceFirstPayment() {
	if j.s.Has(policy.HousingFundFlexibleLoanAccountMonthsMin) {
		j.guideOf2026()
	} else {
		j.ruleOf2024()
	}
	j.ageOfFlexible()
	j.noWithdrawal()
	j.contractAge()
}

// guideOf2026: the days from the first payment to the day before the application make months of thirty days; the rest is dropped.
func (j *judging) guideOf2026() {
	k, per := policy.HousingFundFlexibleLoanAccountMonthsMin, policy.HousingFundFlexibleLoanMonthsDays
	if !j.s.Has(per) || j.s.Unlimited(per) {
		j.faults.Add(j.s.Missing(per, j.a.On, "/on"))
		return
	}
	first, latest := j.firstPayment()
	count := func(since civil.Date) int { return MonthsOfDays(int(j.a.On-since), j.s.Int(per)) }
	j.v.Continuous, j.v.Required = count(latest), j.s.Int(k)
	switch {
	case first == latest:
	case j.v.Continuous < j.v.Required && count(first) >= j.v.Required:
		j.require(false, "/first_payment", firstPaymentText.ZH, firstPaymentText.EN)
		return
	default:
		j.notice(assumed, policy.HousingFundFlexibleLoanMonthsRule, say("没有给出签约后首次缴存日，由缴存记录推定不晚于 "+latest.String()+"，按该日计算",
			"the first payment after the agreement was not given; by the history it was not later than "+latest.String()+", which is taken"))
	}
	need := months(j.v.Required)
	j.reason(policy.FlexibleLoanMonths, j.v.Continuous >= j.v.Required,
		say("自签约后首次缴存至申请前一日满 "+need.ZH, need.EN+" from the first payment after the agreement to the day before the application"), months(j.v.Continuous), need)
	j.because(k, per, policy.HousingFundFlexibleLoanMonthsRule)
	j.notBefore(latest.AddDays(j.v.Required * j.s.Int(per)).Month())
}

var firstPaymentText = say("最近一次签约（开户或启封）后的首次缴存日期", "the day of the first payment after the last agreement (the opening or the unsealing)")

// firstPayment is the span of days on which the first payment after the last agreement was made: one day if it was given. Otherwise it
// lies between the agreement and the end of the first month that the history shows paid in its time; a month made good later was paid on
// a day nobody told. What has not been paid yet is taken to be paid this month.
func (j *judging) firstPayment() (earliest, latest civil.Date) {
	a := j.a
	if a.FirstPayment != 0 {
		return a.FirstPayment, a.FirstPayment
	}
	agreed := a.Opened
	if a.Unsealed != 0 {
		agreed = max(agreed, a.Unsealed.First())
	}
	month := agreed.Month()
	whole := month >= a.On.Month() || len(a.History) > 0 && a.History[0].Month <= month // the history goes back to the agreement
	earliest, latest = agreed, a.On.Month().Last()
	nothing := true
	for _, m := range a.History {
		if m.Month < month || m.Status == Missed {
			continue
		}
		if whole && nothing {
			earliest = max(agreed, m.Month.First())
		}
		if nothing = false; m.Status == Paid {
			return earliest, m.Month.Last()
		}
	}
	if whole && nothing {
		earliest = latest
	}
	return earliest, latest
}

// MonthsOfDays are whole months of so many days each.
func MonthsOfDays(days, per int) int { return max(days, 0) / per }

// ruleOf2024: the account has been open for more than so many months.
func (j *judging) ruleOf2024() {
	k := policy.HousingFundFlexibleLoanAccountMonthsAbove
	need := j.s.Int(k)
	j.v.Continuous, j.v.Required = wholeMonths(j.a.Opened, j.a.On), need
	j.reason(policy.FlexibleLoanAccountMonths, j.a.On > j.a.Opened.AddMonths(need),
		say("开户时间超过 "+months(need).ZH, "The account has been open for more than "+months(need).EN), months(j.v.Continuous), say("超过 "+months(need).ZH, "more than "+months(need).EN))
	j.because(k)
	j.notBefore(j.a.Opened.AddMonths(need).AddDays(1).Month())
}

// wholeMonths are the months that have passed from one day to another.
func wholeMonths(from, to civil.Date) int {
	n := int(to.Month() - from.Month())
	if from.AddMonths(n) > to {
		n--
	}
	return n
}

// ageOfFlexible: from so many years, below so many.
func (j *judging) ageOfFlexible() {
	low, high := policy.HousingFundFlexibleLoanAgeMin, policy.HousingFundFlexibleLoanAgeBelowMale
	if !j.s.Has(low) || !j.s.Has(high) {
		return
	}
	if j.a.Birth == 0 || j.a.Sex == 0 {
		j.notice(notIncluded, low, say("没有给出出生日期和性别，未判断年龄条件", "no day of birth and sex were given; the condition on age is not judged"))
		return
	}
	if j.a.Sex == Female {
		high = policy.HousingFundFlexibleLoanAgeBelowFemale
	}
	age, lo, hi := j.a.On.Age(j.a.Birth), strconv.Itoa(j.s.Int(low)), strconv.Itoa(j.s.Int(high))
	j.reason(policy.FlexibleLoanConditions, age >= j.s.Int(low) && age < j.s.Int(high), say("年满 "+lo+" 周岁、未满 "+hi+" 周岁", "Aged "+lo+" or more and below "+hi),
		say(strconv.Itoa(age)+" 周岁", strconv.Itoa(age)), say(lo+" 至 "+hi+" 周岁（不含）", lo+" to "+hi+" (not included)"))
	j.because(low, high)
	if age < j.s.Int(low) {
		j.notBefore(j.a.Birth.AddMonths(12 * j.s.Int(low)).Month())
	}
	j.never = j.never || age >= j.s.Int(high)
}

func (j *judging) noWithdrawal() {
	k := policy.HousingFundFlexibleLoanNoWithdrawal
	if !j.s.Has(k) || j.a.LastWithdrawal == 0 {
		return
	}
	free := j.a.LastWithdrawal.AddMonths(j.s.Int(k))
	need := months(j.s.Int(k))
	j.reason(policy.FlexibleLoanConditions, j.a.On >= free, say("申请前 "+need.ZH+"内没有提取", "No withdrawal in the "+need.EN+" before the application"), plain(j.a.LastWithdrawal.String()), need)
	j.because(k)
	j.notBefore(free.Month())
}

func (j *judging) contractAge() {
	k := policy.HousingFundFlexibleLoanContractAgeMax
	if !j.s.Has(k) || j.a.Contract == 0 {
		return
	}
	need := months(j.s.Int(k))
	met := j.a.On <= j.a.Contract.AddMonths(j.s.Int(k))
	j.reason(policy.FlexibleLoanConditions, met, say("购房合同签订不超过 "+need.ZH, "The purchase contract is not older than "+need.EN), plain(j.a.Contract.String()), need)
	j.because(k)
	j.never = j.never || !met
}
