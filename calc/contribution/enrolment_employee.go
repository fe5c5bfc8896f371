package contribution

import (
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

// employee judges who is employed: the employer, the post, the nationality, labour dispatch (WH-1b, WH-1c, UR-6).
func (e *enrolling) employee() {
	if !e.declared(policy.HousingFundContributors) {
		e.unknown(policy.HousingFundContributors, "/person/kind", "职工缴存范围的规定", "the rule on which employees contribute")
		return
	}
	byPost := e.declared(policy.HousingFundContributorsPost)
	if byPost {
		e.require(e.a.Employer != 0, "/employer/kind", "单位类别", "the kind of employer")
	}
	e.employer()
	if byPost {
		e.post()
	}
	e.nationality(true)
	if e.a.Dispatch.Value && e.declared(policy.HousingFundDispatch) {
		e.reason(policy.HousingFundDispatch, true,
			say("以劳务派遣形式用工的，由劳务派遣单位缴存", "In labour dispatch, the dispatching employer contributes"),
			say("劳务派遣用工", "sent by a dispatching employer"),
			say("劳务派遣单位为其缴存，费用在派遣协议中约定", "contributions by the dispatching employer, their cost settled in the dispatch agreement"))
	}
}

func (e *enrolling) employer() {
	have := say("职工", "employee")
	if e.a.Employer != 0 {
		have = employerNames[e.a.Employer]
	}
	if e.a.Employer == OtherEmployer {
		e.v.Assumed = append(e.v.Assumed, say("“其他单位”按范围中所列的其他经济组织、驻当地机构等对待", "an \"other\" employer is taken to be one of the other organisations and local offices that the rule lists"))
	}
	e.reason(policy.HousingFundContributors, true,
		say("国家机关、事业单位、各类企业、民办非企业单位、社会团体等单位及其职工应当缴存", "State organs, public institutions, enterprises of all kinds, social and other organisations and their employees contribute"),
		have,
		say("范围内的单位及其职工", "an employer of these kinds, and its employee"))
}

// post: whoever has a post and is paid counts, also in a paid absence of limited length; who has left the post does not (WH-1b).
func (e *enrolling) post() {
	if !e.require(e.a.Position != 0, "/person/position", "在岗情况", "whether the employee is on post") {
		return
	}
	message := say("在岗职工，以及因学习、病伤产假等暂未工作、仍由单位支付工资的人员应当缴存，离岗人员不缴存",
		"Employees on post contribute, and those absent for study, illness, injury or birth who are still paid; those who have left their post do not")
	need := say("在岗，或带薪缺勤", "on post, or absent with pay")
	if e.a.Position != PaidAbsence {
		e.reason(policy.HousingFundContributorsPost, e.a.Position == OnPost, message, positionNames[e.a.Position], need)
		return
	}
	months := e.a.AbsenceMonths
	if !e.require(months.Given, "/person/absence_months", "缺勤月数", "the months of absence") {
		return
	}
	if months.Value < 0 {
		e.faults.Add(fault.New(fault.Negative, "/person/absence_months", "what", say("缺勤月数", "The number of months of absence"), "value", months.Value))
		return
	}
	limit := policy.HousingFundContributorsAbsenceMax
	if !e.s.Has(limit) {
		e.faults.Add(e.s.Missing(limit, e.a.On, "/person/absence_months"))
		return
	}
	e.because(limit)
	most := count(e.s.Int(limit), "个月以内", "months at most")
	e.reason(policy.HousingFundContributorsPost, months.Value <= e.s.Int(limit), message,
		count(months.Value, "个月，带薪缺勤", "months absent with pay"), say("带薪缺勤 "+most.ZH, "absent with pay for "+most.EN))
}

// nationality: some places leave foreigners out (UR-6), others say that they count (WH-1b).
func (e *enrolling) nationality(employee bool) {
	given := e.a.Nationality != 0
	switch {
	case e.declared(policy.HousingFundContributorsNationals):
		// The document leaves foreigners out when it defines employees; volunteers are asked only if they say it.
		if employee && !e.require(given, "/person/nationality", "国籍类别", "the nationality") || !given {
			return
		}
		e.reason(policy.HousingFundContributorsNationals, e.a.Nationality != Foreign,
			say("外籍人员不在缴存范围", "Foreigners do not contribute"), nationalityNames[e.a.Nationality], say("非外籍", "not foreign"))
	case given && employee && e.declared(policy.HousingFundContributorsPost):
		e.reason(policy.HousingFundContributorsPost, true,
			say("外籍及港澳台人员也在缴存范围", "Foreigners and residents of Hong Kong, Macao and Taiwan contribute too"), nationalityNames[e.a.Nationality], say("不限国籍", "any nationality"))
	}
}
