package contribution

import (
	"fenhao/calc/civil"
	"fenhao/calc/lang"
)

// Applicant is somebody who asks whether he or she contributes, or may enrol. Only what the place's rules ask for is needed.
type Applicant struct {
	On            civil.Date
	Person        PersonKind // 0 = not given; taken from the place if its own rules know one kind only
	Birth         civil.Date
	Sex           Sex
	Household     Household
	Permit        Maybe[bool] // holds a residence permit of the place
	LivesHere     Maybe[bool]
	StableIncome  Maybe[bool]
	GoodCredit    Maybe[bool]
	WorkForm      WorkForm
	Nationality   Nationality
	Position      Position
	AbsenceMonths Maybe[int]
	PensionMonths Maybe[int] // pension contributions in a row, paid as a flexible worker
	ClosedAccount ClosedAccount

	Employer   EmployerKind
	Dispatch   Maybe[bool] // sent by a labour-dispatch employer
	CreditCode string      // the employer's unified social credit code; "" = not given

	// Retirement is the month of the statutory retirement age, which calc/pension knows; needed where a rule ends with that age.
	Retirement civil.Month
}

// Sex as the age limits ask for it; the zero value is not given.
type Sex uint8

// The sexes.
const (
	Male Sex = iota + 1
	Female
)

// Household is where the household (户籍) is registered; the zero value is not given.
type Household uint8

// The kinds of households.
const (
	LocalHousehold      Household = iota + 1 // in the city
	ProvincialHousehold                      // elsewhere in the city's province
	OtherHousehold
)

// WorkForm is how a flexible worker works; the zero value is not given.
type WorkForm uint8

// The forms of work.
const (
	IndividualBusiness WorkForm = iota + 1 // 个体工商户
	Freelance
	PartTime
	Temporary
	FlexibleHours
	FormalEmployment
)

// Nationality as the circle of contributors asks for it; the zero value is not given.
type Nationality uint8

// The nationalities.
const (
	Mainland Nationality = iota + 1
	HongKongMacaoTaiwan
	Foreign
)

// Position is an employee's post; the zero value is not given.
type Position uint8

// The positions.
const (
	OnPost Position = iota + 1
	PaidAbsence
	UnpaidAbsence
	LeftPost // 离岗: has left the post and keeps the employment
)

// ClosedAccount is why an earlier account was paid out and closed; the zero value is no such account.
type ClosedAccount uint8

// The reasons after which no account is opened again.
const (
	ClosedByDeath ClosedAccount = iota + 1
	ClosedByRetirement
	ClosedByDisability
)

var (
	householdNames = [...]text{
		LocalHousehold:      say("本市户籍", "local household"),
		ProvincialHousehold: say("本省外市户籍", "household elsewhere in the province"),
		OtherHousehold:      say("外省户籍", "household in another province"),
	}
	workFormNames = [...]text{
		0:                  say("灵活就业", "flexible employment"),
		IndividualBusiness: say("个体工商户", "individual business"),
		Freelance:          say("自由职业", "freelance"),
		PartTime:           say("非全日制", "part-time"),
		Temporary:          say("临时性", "temporary"),
		FlexibleHours:      say("弹性工作", "flexible hours"),
		FormalEmployment:   say("与单位有正式劳动关系", "formally employed"),
	}
	nationalityNames = [...]text{
		Mainland:            say("内地居民", "mainland resident"),
		HongKongMacaoTaiwan: say("港澳台居民", "resident of Hong Kong, Macao or Taiwan"),
		Foreign:             say("外籍", "foreign"),
	}
	positionNames = [...]text{
		OnPost:        say("在岗", "on post"),
		PaidAbsence:   say("暂未工作，单位仍付工资", "absent, still paid by the employer"),
		UnpaidAbsence: say("暂未工作，单位不付工资", "absent, not paid by the employer"),
		LeftPost:      say("已离岗，保留劳动关系", "left the post, still employed"),
	}
	closedAccountNames = [...]text{
		ClosedByDeath:      say("因死亡提取销户", "closed on death"),
		ClosedByRetirement: say("因退休提取销户", "closed on retirement"),
		ClosedByDisability: say("因完全丧失劳动能力提取销户", "closed on total disability"),
	}
	employerNames = [...]text{
		Enterprise:         say("企业", "enterprise"),
		Government:         say("国家机关", "state organ"),
		Institution:        say("事业单位", "public institution"),
		SocialOrganization: say("社会团体、民办非企业单位", "social organisation"),
		OtherEmployer:      say("其他单位", "other employer"),
	}
	yes = say("是", "yes")
	no  = say("否", "no")
)

func yesNo(b bool) lang.Text {
	if b {
		return yes
	}
	return no
}
