package contribution

import (
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

// Consents are what an employer in hardship has obtained.
type Consents struct {
	Assembly  Maybe[bool] // staff assembly or union
	Centre    Maybe[bool]
	Committee Maybe[bool]
}

// RateReduction says whether an employer in hardship may contribute below the lowest rate, or later (UR-11 and its like): staff
// assembly or union, centre and committee each have to agree.
func RateReduction(s *policy.Snapshot, c *Consents) (Verdict, fault.List) {
	j := judging{s: s}
	const by = policy.HousingFundHardship
	if s.Rule(by) == nil {
		j.unknown(by, "", "困难企业降低比例或缓缴的规定", "the rule on a lower rate or a deferral in hardship")
		return j.done()
	}
	j.require(c.Assembly.Given, "/assembly", "职工（代表）大会或者工会是否通过", "whether the staff assembly or the union agrees")
	j.require(c.Centre.Given, "/centre", "管理中心是否审核通过", "whether the centre agrees")
	j.require(c.Committee.Given, "/committee", "管委会是否批准", "whether the committee agrees")

	given := say("已通过", "given")
	consent := func(m Maybe[bool], message text) {
		have := given
		if !m.Value {
			have = say("未通过", "not given")
		}
		j.reason(by, m.Value, message, have, given)
	}
	consent(c.Assembly, say("本单位职工（代表）大会或者工会讨论通过", "Consent of the staff assembly or the union"))
	consent(c.Centre, say("住房公积金管理中心审核", "Review by the housing-fund centre"))

	committee := say("住房公积金管理委员会批准（可授权中心审批）", "Approval by the housing-fund committee, or by the centre on its behalf")
	if k := policy.HousingFundRateReductionApproval; s.Has(k) {
		j.because(k)
		within := count(s.Int(k), "个工作日", "working days")
		committee = say(committee.ZH+"，审批时限 "+within.ZH, committee.EN+", decided within "+within.EN)
	}
	if k := policy.HousingFundRateReductionMaxDuration; s.Has(k) {
		j.because(k)
		atMost := count(s.Int(k), "个月", "months")
		committee = say(committee.ZH+"，期限不超过 "+atMost.ZH, committee.EN+", for at most "+atMost.EN)
	}
	consent(c.Committee, committee)
	return j.done()
}
