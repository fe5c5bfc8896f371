package api

import (
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/pension"
	"fenhao/calc/policy"
)

// PersonRequest is who is asked about. A verdict asks for what its rules need; a calculation needs the kind.
type PersonRequest struct {
	Kind          Word              `json:"kind" swaggertype:"string" enums:"employee,flexible" example:"employee"`
	Birth         Word              `json:"birth" swaggertype:"string" format:"date"`
	Sex           Word              `json:"sex" swaggertype:"string" enums:"male,female"`
	Residence     *ResidenceRequest `json:"residence"`
	StableIncome  *bool             `json:"stable_income"`
	GoodCredit    *bool             `json:"good_credit"`
	WorkForm      Word              `json:"work_form" swaggertype:"string" enums:"individual_business,freelance,part_time,temporary,flexible_hours,formal"`
	Nationality   Word              `json:"nationality" swaggertype:"string" enums:"mainland,hk_macao_taiwan,foreign"`
	Position      Word              `json:"position" swaggertype:"string" enums:"on_post,paid_absence,unpaid_absence,left_post"`
	AbsenceMonths Count             `json:"absence_months" swaggertype:"integer" minimum:"0"`
	PensionMonths Count             `json:"pension_months" swaggertype:"integer" minimum:"0"`                        // pension contributions in a row, paid as a flexible worker
	ClosedAccount Word              `json:"closed_account" swaggertype:"string" enums:"death,retirement,disability"` // an earlier account was paid out for this reason
}

// ResidenceRequest is where somebody is registered and lives.
type ResidenceRequest struct {
	Household Word  `json:"household" swaggertype:"string" enums:"local,province,other"`
	Permit    *bool `json:"permit"`     // holds a residence permit of the city
	LivesHere *bool `json:"lives_here"` // lives in the city
}

// EnrolmentRequest asks whether somebody contributes, or may enrol.
type EnrolmentRequest struct {
	City      Word              `json:"city" swaggertype:"string" validate:"required" example:"zhengzhou"`
	On        Word              `json:"on" swaggertype:"string" validate:"required" format:"date" example:"2026-08-15"`
	KnownOn   Word              `json:"known_on" swaggertype:"string" format:"date"`
	Person    *PersonRequest    `json:"person"`
	Employer  *EmployerRequest  `json:"employer"`
	Overrides []OverrideRequest `json:"overrides"`
}

// RateReductionRequest asks whether an employer in hardship may contribute below the lowest rate, or later.
type RateReductionRequest struct {
	City      Word              `json:"city" swaggertype:"string" validate:"required" example:"urumqi"`
	On        Word              `json:"on" swaggertype:"string" validate:"required" format:"date" example:"2026-08-15"`
	KnownOn   Word              `json:"known_on" swaggertype:"string" format:"date"`
	Assembly  *bool             `json:"assembly" example:"true"`  // the staff assembly or the union agrees
	Centre    *bool             `json:"centre" example:"true"`    // the centre agrees
	Committee *bool             `json:"committee" example:"true"` // the committee agrees
	Overrides []OverrideRequest `json:"overrides"`
}

// Verdict is a yes or no with every reason.
type Verdict struct {
	City             string      `json:"city" example:"zhengzhou"`
	On               string      `json:"on" example:"2026-08-15"`
	Eligible         bool        `json:"eligible"`
	Reasons          []Reason    `json:"reasons"`
	DecisionWorkdays int         `json:"decision_workdays,omitzero" example:"10"` // a rate reduction is decided within so many working days
	Because          []Parameter `json:"because"`
	Warnings         []Warning   `json:"warnings"`
	Ruleset          string      `json:"ruleset"`
}

// Reason is one condition and whether it is met.
type Reason struct {
	Rule    string `json:"rule" example:"ZZ-3"`
	Met     bool   `json:"met"`
	Message string `json:"message" example:"年满 18 周岁"`
	Have    string `json:"have" example:"30 周岁"`
	Need    string `json:"need" example:"年满 18 周岁"`
}

// postEnrolment judges whether somebody contributes, or may enrol.
//
//	@Summary		能否缴存或参保 · Who contributes, who may enrol
//	@Description	列出全部条件，无论满足与否；需要而未给的资料一次问全。职工按缴存范围，灵活就业人员按当地条件。
//	@Description	Every condition is listed, met or not; what the rules need and was not given is asked for at once.
//	@Tags			eligibility
//	@Accept			json
//	@Produce		json
//	@Param			request	body		EnrolmentRequest	true	"问题 · the question"
//	@Param			lang	query		string				false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	Verdict
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/eligibility/enrolment [post]
func (s *service) postEnrolment(c *gin.Context) {
	var r EnrolmentRequest
	if err := read(c.Request, maxBody, &r); err != nil {
		refuse(c, err)
		return
	}
	var f form
	a := contribution.Applicant{On: f.date(r.On, "/on")}
	f.require(r.On.leaf, "/on", dayText)
	if r.Person != nil {
		f.applicant(r.Person, &a)
	}
	if e := r.Employer; e != nil {
		f.employer(e, &a.Employer)
		a.CreditCode, a.Dispatch = e.CreditCode.text, maybe(e.Dispatch)
	}
	snapshot := s.snapshot(&f, r.City, r.KnownOn, a.On, r.Overrides)
	var v contribution.Verdict
	if snapshot != nil {
		a.Retirement = retirement(snapshot, &a)
		var faults fault.List
		v, faults = contribution.Enrol(snapshot, &a)
		f.also(faults)
	}
	s.sendVerdict(c, &f, snapshot, a.On, v)
}

// retirement is the month of an applicant's statutory retirement age; 0 if it cannot be told. Women's is that of the later track, which
// the documents on flexible employment follow.
func retirement(s *policy.Snapshot, a *contribution.Applicant) civil.Month {
	track := pension.Male
	switch {
	case a.Birth == 0 || a.Sex == 0:
		return 0
	case a.Sex == contribution.Female:
		track = pension.Female55
	}
	age, faults := pension.Retirement(s, a.On, a.Birth.Month(), track)
	if faults != nil {
		return 0
	}
	return age.Month
}

// postRateReduction judges whether an employer in hardship may contribute below the lowest rate.
//
//	@Summary		困难企业能否降低比例或缓缴 · A lower rate or a deferral in hardship
//	@Description	需职工（代表）大会或工会、管理中心、管委会都同意；逐项列出。The staff assembly or union, the centre and the committee must each agree.
//	@Tags			eligibility
//	@Accept			json
//	@Produce		json
//	@Param			request	body		RateReductionRequest	true	"问题 · the question"
//	@Param			lang	query		string					false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	Verdict
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/eligibility/rate-reduction [post]
func (s *service) postRateReduction(c *gin.Context) {
	var r RateReductionRequest
	if err := read(c.Request, maxBody, &r); err != nil {
		refuse(c, err)
		return
	}
	var f form
	on := f.date(r.On, "/on")
	f.require(r.On.leaf, "/on", dayText)
	snapshot := s.snapshot(&f, r.City, r.KnownOn, on, r.Overrides)
	var v contribution.Verdict
	if snapshot != nil {
		var faults fault.List
		v, faults = contribution.RateReduction(snapshot, &contribution.Consents{Assembly: maybe(r.Assembly), Centre: maybe(r.Centre), Committee: maybe(r.Committee)})
		f.also(faults)
	}
	s.sendVerdict(c, &f, snapshot, on, v)
}

func (s *service) sendVerdict(c *gin.Context, f *form, snapshot *policy.Snapshot, on civil.Date, v contribution.Verdict) {
	if err := f.faults.Err(); err != nil {
		refuse(c, err)
		return
	}
	l := language(c)
	out := Verdict{City: snapshot.Place().ID, On: on.String(), Eligible: v.Eligible, Reasons: []Reason{}, Because: []Parameter{}, Warnings: []Warning{}, Ruleset: s.book.Hash()}
	for _, r := range v.Reasons {
		out.Reasons = append(out.Reasons, Reason{Rule: r.Rule, Met: r.Met, Message: r.Message.In(l), Have: r.Have.In(l), Need: r.Need.In(l)})
	}
	for _, k := range v.Because {
		if e := snapshot.Entry(k); e != nil {
			out.Because = append(out.Because, full(e, snapshot.Carried(k) != policy.NotCarried, l))
		}
	}
	if slices.Contains(v.Because, policy.HousingFundRateReductionApproval) {
		out.DecisionWorkdays = snapshot.Int(policy.HousingFundRateReductionApproval)
	}
	collector := contribution.NewCollector(snapshot)
	collector.Use(v.Because...)
	for _, w := range collector.Warnings() {
		out.Warnings = append(out.Warnings, warning(w, l))
	}
	for _, text := range v.Assumed {
		stop := lang.Text{ZH: "。", EN: "."}
		out.Warnings = append(out.Warnings, Warning{Code: contribution.Assumed.String(), Message: text.In(l) + stop.In(l)})
	}
	body, err := json.Marshal(out)
	if err != nil {
		panic(err)
	}
	sendAnswer(c, body)
}

func warning(w contribution.Warning, l lang.Lang) Warning {
	out := Warning{Code: w.Code, Message: w.Text().In(l)}
	if w.Key != policy.None {
		out.Key = w.Key.String()
	}
	return out
}

// snapshot is what holds in a request's city on its day, with its what-ifs; nil if the request does not say enough to tell.
func (s *service) snapshot(f *form, city, knownOn Word, on civil.Date, overrides []OverrideRequest) *policy.Snapshot {
	place := s.place(f, city)
	book := s.known(f, knownOn)
	list := f.overrides(overrides)
	if place == nil || on == 0 {
		return nil
	}
	snapshot, faults := book.On(place, on).With(on, list)
	f.also(faults)
	return snapshot
}

// known is the book as it could be read on a day, if one is given.
func (s *service) known(f *form, on Word) *policy.Book {
	if d := f.date(on, "/known_on"); d != 0 {
		return s.book.KnownOn(d)
	}
	return s.book
}

// applicant reads who is asked about.
func (f *form) applicant(p *PersonRequest, a *contribution.Applicant) {
	a.Person = choose(f, p.Kind, "/person/kind", personKinds)
	a.Birth = f.date(p.Birth, "/person/birth")
	a.Sex = choose(f, p.Sex, "/person/sex", sexes)
	a.StableIncome, a.GoodCredit = maybe(p.StableIncome), maybe(p.GoodCredit)
	a.WorkForm = choose(f, p.WorkForm, "/person/work_form", workForms)
	a.Nationality = choose(f, p.Nationality, "/person/nationality", nationalities)
	a.Position = choose(f, p.Position, "/person/position", positions)
	a.AbsenceMonths = f.count(p.AbsenceMonths, "/person/absence_months", absenceText, 0, maxAbsence)
	a.PensionMonths = f.count(p.PensionMonths, "/person/pension_months", pensionMonthsText, 0, maxAbsence)
	a.ClosedAccount = choose(f, p.ClosedAccount, "/person/closed_account", closedAccounts)
	if r := p.Residence; r != nil {
		a.Household = choose(f, r.Household, "/person/residence/household", households)
		a.Permit, a.LivesHere = maybe(r.Permit), maybe(r.LivesHere)
	}
}

// maxAbsence bounds a number of months; which absence is too long is for the rules to say.
const maxAbsence = 1200

var (
	dayText           = lang.Text{ZH: "日期", EN: "the date"}
	absenceText       = lang.Text{ZH: "缺勤月数", EN: "the months of absence"}
	pensionMonthsText = lang.Text{ZH: "连续缴纳养老保险的月数", EN: "the months of pension contributions in a row"}
)

var (
	sexes      = choices[contribution.Sex]{{"male", contribution.Male}, {"female", contribution.Female}}
	households = choices[contribution.Household]{{"local", contribution.LocalHousehold}, {"province", contribution.ProvincialHousehold}, {"other", contribution.OtherHousehold}}
	workForms  = choices[contribution.WorkForm]{
		{"individual_business", contribution.IndividualBusiness}, {"freelance", contribution.Freelance}, {"part_time", contribution.PartTime},
		{"temporary", contribution.Temporary}, {"flexible_hours", contribution.FlexibleHours}, {"formal", contribution.FormalEmployment},
	}
	nationalities  = choices[contribution.Nationality]{{"mainland", contribution.Mainland}, {"hk_macao_taiwan", contribution.HongKongMacaoTaiwan}, {"foreign", contribution.Foreign}}
	positions      = choices[contribution.Position]{{"on_post", contribution.OnPost}, {"paid_absence", contribution.PaidAbsence}, {"unpaid_absence", contribution.UnpaidAbsence}, {"left_post", contribution.LeftPost}}
	closedAccounts = choices[contribution.ClosedAccount]{{"death", contribution.ClosedByDeath}, {"retirement", contribution.ClosedByRetirement}, {"disability", contribution.ClosedByDisability}}
)

func maybe(b *bool) (out contribution.Maybe[bool]) {
	if b != nil {
		out = contribution.Given(*b)
	}
	return out
}
