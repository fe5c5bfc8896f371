package contribution

import (
	"strconv"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// Verdict is a yes or no with every reason, met or not.
type Verdict struct {
	Eligible bool // every reason is met
	Reasons  []Reason
	Because  []policy.Key // the parameters that decided
	Assumed  []lang.Text  // what the verdict takes for granted because the documents are silent
}

// Reason is one condition of a rule and whether it is met.
type Reason struct {
	Rule    string    // the rule's id
	Met     bool      //
	Message lang.Text // the condition
	Have    lang.Text // what the applicant has
	Need    lang.Text // what the rule asks for
}

// Enrol says whether somebody contributes or may enrol. Which conditions apply follows from the rules the place declares; what they
// ask for and the applicant did not give is refused, all at once.
func Enrol(s *policy.Snapshot, a *Applicant) (Verdict, fault.List) {
	e := enrolling{judging: judging{s: s}, a: a}
	e.require(a.On != 0, "/on", "日期", "the date")
	switch kind := e.kind(); {
	case e.tooEarly(kind):
	case kind == Employee:
		e.employee()
	case kind == FlexibleWorker:
		e.flexible()
	default:
		e.require(false, "/person/kind", "人员类别（employee 或 flexible）", "the kind of person (employee or flexible)")
	}
	e.creditCode()
	e.reopened()
	return e.done()
}

// judging collects a verdict.
type judging struct {
	s      *policy.Snapshot
	v      Verdict
	faults fault.List
}

func (j *judging) reason(by policy.Role, met bool, message, have, need text) {
	j.v.Reasons = append(j.v.Reasons, Reason{Rule: j.s.RuleID(by), Met: met, Message: message, Have: have, Need: need})
}

func (j *judging) because(k policy.Key) { j.v.Because = append(j.v.Because, k) }

func (j *judging) require(given bool, field, zh, en string) bool {
	if !given {
		j.faults.Add(fault.New(fault.Required, field, "what", say(zh, en)))
	}
	return given
}

// unknown refuses because no rule of the place, its province or the nation answers for a role.
func (j *judging) unknown(by policy.Role, field, zh, en string) {
	j.faults.Add(fault.New(fault.ValueUnknown, field, "place", j.s.Place().Name, "name", say(zh, en), "key", by))
}

func (j *judging) done() (Verdict, fault.List) {
	if j.faults != nil {
		return Verdict{}, j.faults
	}
	j.v.Eligible = true
	for _, r := range j.v.Reasons {
		j.v.Eligible = j.v.Eligible && r.Met
	}
	return j.v, nil
}

// enrolling judges one applicant.
type enrolling struct {
	judging
	a *Applicant
}

func (e *enrolling) declared(by policy.Role) bool { return e.s.Rule(by) != nil }

// kind is the applicant's kind, or the only one the place's own rules know.
func (e *enrolling) kind() PersonKind {
	if e.a.Person != 0 {
		return e.a.Person
	}
	own := func(roles ...policy.Role) bool {
		for _, by := range roles {
			if r := e.s.Rule(by); r != nil && r.Place == e.s.Place() {
				return true
			}
		}
		return false
	}
	employees := own(policy.HousingFundContributors)
	flexible := own(policy.HousingFundFlexibleContributors, policy.HousingFundFlexibleEligibility, policy.InsuranceFlexibleContributors, policy.InsuranceFlexibleEligibility)
	switch {
	case employees && !flexible:
		return Employee
	case flexible && !employees:
		return FlexibleWorker
	}
	return 0
}

var deciding = map[PersonKind][]policy.Role{
	Employee:       {policy.HousingFundContributors},
	FlexibleWorker: {policy.HousingFundFlexibleContributors, policy.HousingFundFlexibleEligibility, policy.InsuranceFlexibleContributors, policy.InsuranceFlexibleEligibility},
}

// tooEarly refuses a day before the place's own rule is known to hold: wider law would give another answer than the place did.
func (e *enrolling) tooEarly(kind PersonKind) bool {
	for _, by := range deciding[kind] {
		if r := e.s.LaterRule(by); r != nil && e.a.On != 0 {
			e.faults.Add(fault.New(fault.BeforeFirst, "/on", "place", r.Place.Name, "name", r.Text, "key", r.ID, "month", e.a.On, "first", r.From).By(r.ID))
			return true
		}
	}
	return false
}

// creditCode checks the employer's code where a rule opens accounts by it (WH-3).
func (e *enrolling) creditCode() {
	if e.a.CreditCode == "" || !e.declared(policy.HousingFundCreditCode) {
		return
	}
	e.reason(policy.HousingFundCreditCode, ValidCreditCode(e.a.CreditCode),
		say("单位以统一社会信用代码开户，一个代码一个账户", "An employer's account is opened by its unified social credit code, one account per code"),
		say(e.a.CreditCode, e.a.CreditCode),
		say("18 位且校验位正确的统一社会信用代码（GB 32100-2015）", "a code of 18 characters whose check character is right (GB 32100-2015)"))
}

// reopened refuses a new account after certain withdrawals (WH-4b).
func (e *enrolling) reopened() {
	if e.a.ClosedAccount == 0 || !e.declared(policy.HousingFundReopen) {
		return
	}
	e.reason(policy.HousingFundReopen, false,
		say("有过死亡、退休、完全丧失劳动能力提取情形的，不予开户", "No account is opened after a withdrawal for death, retirement or total disability"),
		closedAccountNames[e.a.ClosedAccount],
		say("没有此类提取", "no such withdrawal"))
}

func count(n int, zh, en string) text {
	s := strconv.Itoa(n)
	return say(s+" "+zh, s+" "+en)
}
