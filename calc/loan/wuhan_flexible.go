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
	first := j.a.FirstPayment
	if first == 0 {
		first = j.a.Opened
		j.notice(assumed, policy.HousingFundFlexibleLoanMonthsRule, say("没有给出签约后首次缴存日，按开户日计算", "the first payment after the agreement was not given; the day of opening is taken"))
	}
	j.v.Continuous, j.v.Required = MonthsOfDays(int(j.a.On-first), j.s.Int(per)), j.s.Int(k)
	need := months(j.v.Required)
	j.reason(policy.FlexibleLoanMonths, j.v.Continuous >= j.v.Required,
		say("自签约后首次缴存至申请前一日满 "+need.ZH, need.EN+" from the first payment after the agreement to the day before the application"), months(j.v.Continuous), need)
	j.because(k, per, policy.HousingFundFlexibleLoanMonthsRule)
	j.notBefore(first.AddDays(j.v.Required * j.s.Int(per)).Month())
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
