package contribution_test

import (
	"slices"
	"strings"
	"testing"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

func on(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return d
}

func enrolIn(t testing.TB, place string, a contribution.Applicant) (contribution.Verdict, fault.List) {
	t.Helper()
	book := policy.Embedded()
	p, ok := book.Place(place)
	if !ok {
		t.Fatalf("the book has no place %s", place)
	}
	return contribution.Enrol(book.On(p, a.On), &a)
}

// declares skips a test whose rule the book does not have.
func declares(t testing.TB, place string, by policy.Role) {
	t.Helper()
	book := policy.Embedded()
	p, _ := book.Place(place)
	if book.On(p, p.Checked).Rule(by) == nil {
		t.Skipf("no rule of %s answers for %s", place, by)
	}
}

// unmet are the rules of the reasons that are not met, and met the others.
func rules(v contribution.Verdict, met bool) (ids []string) {
	for _, r := range v.Reasons {
		if r.Met == met {
			ids = append(ids, r.Rule)
		}
	}
	return ids
}

type verdict struct {
	what  string
	place string
	a     contribution.Applicant
	unmet []string // rules with an unmet reason, one entry a reason; none = eligible
	met   string   // a rule with a met reason
}

func judge(t *testing.T, cases []verdict) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.what, func(t *testing.T) {
			got, faults := enrolIn(t, c.place, c.a)
			if faults != nil {
				t.Fatal(faults)
			}
			if unmet := rules(got, false); !slices.Equal(unmet, c.unmet) || got.Eligible != (len(c.unmet) == 0) {
				t.Errorf("eligible %t, unmet %v; want unmet %v", got.Eligible, unmet, c.unmet)
			}
			if c.met != "" && !slices.Contains(rules(got, true), c.met) {
				t.Errorf("no reason of %s is met: %+v", c.met, got.Reasons)
			}
			for _, r := range got.Reasons {
				for _, text := range []string{r.Message.ZH, r.Message.EN, r.Have.ZH, r.Have.EN, r.Need.ZH, r.Need.EN} {
					if text == "" {
						t.Errorf("a text is missing: %+v", r)
					}
				}
			}
		})
	}
}

func zhengzhou(t testing.TB, change func(*contribution.Applicant)) contribution.Applicant {
	a := contribution.Applicant{
		On: on(t, "2026-08-15"), Person: contribution.FlexibleWorker, Birth: on(t, "1990-08-15"), Sex: contribution.Male,
		Household: contribution.LocalHousehold, StableIncome: contribution.Given(true), GoodCredit: contribution.Given(true),
	}
	change(&a)
	return a
}

// ZZ-2 and ZZ-3: each condition is a reason of its own, and ages turn on the birthday.
func TestZhengzhouFlexibleWorkers(t *testing.T) {
	z := func(change func(*contribution.Applicant)) contribution.Applicant { return zhengzhou(t, change) }
	judge(t, []verdict{
		{"all conditions met", "zhengzhou", z(func(*contribution.Applicant) {}), nil, "ZZ-3"},
		{"the kind of person follows from the place", "zhengzhou", z(func(a *contribution.Applicant) { a.Person = 0 }), nil, "ZZ-2"},
		{"the day before the eighteenth birthday", "zhengzhou", z(func(a *contribution.Applicant) { a.Birth = on(t, "2008-08-16") }), []string{"ZZ-3"}, "ZZ-3"},
		{"on the eighteenth birthday", "zhengzhou", z(func(a *contribution.Applicant) { a.Birth = on(t, "2008-08-15") }), nil, "ZZ-3"},
		{"a man on the day before he is 55", "zhengzhou", z(func(a *contribution.Applicant) { a.Birth = on(t, "1971-08-16") }), nil, "ZZ-3"},
		{"a man on the day he is 55", "zhengzhou", z(func(a *contribution.Applicant) { a.Birth = on(t, "1971-08-15") }), []string{"ZZ-3"}, "ZZ-3"},
		{"a woman on the day she is 50", "zhengzhou", z(func(a *contribution.Applicant) {
			a.Birth, a.Sex = on(t, "1976-08-15"), contribution.Female
		}), []string{"ZZ-3"}, "ZZ-3"},
		{"from elsewhere with a residence permit", "zhengzhou", z(func(a *contribution.Applicant) {
			a.Household, a.Permit = contribution.OtherHousehold, contribution.Given(true)
		}), nil, "ZZ-3"},
		{"nothing but the age", "zhengzhou", z(func(a *contribution.Applicant) {
			a.Household, a.Permit = contribution.ProvincialHousehold, contribution.Given(false)
			a.StableIncome, a.GoodCredit = contribution.Given(false), contribution.Given(false)
		}), []string{"ZZ-3", "ZZ-3", "ZZ-3"}, "ZZ-3"},
		{"a freelancer", "zhengzhou", z(func(a *contribution.Applicant) { a.WorkForm = contribution.Freelance }), nil, "ZZ-2"},
		{"formally employed", "zhengzhou", z(func(a *contribution.Applicant) { a.WorkForm = contribution.FormalEmployment }), []string{"ZZ-2"}, "ZZ-3"},
	})
}

// CZ-1 and CZ-2: fixed age limits until the end of 2024, from 2025 the own statutory retirement age (an inference of grade D).
func TestChangzhouFlexibleWorkers(t *testing.T) {
	c := func(day, birth string, sex contribution.Sex, retirement string, change ...func(*contribution.Applicant)) contribution.Applicant {
		a := contribution.Applicant{On: on(t, day), Person: contribution.FlexibleWorker, Birth: on(t, birth), Sex: sex, Household: contribution.LocalHousehold}
		if retirement != "" {
			a.Retirement = on(t, retirement+"-01").Month()
		}
		for _, f := range change {
			f(&a)
		}
		return a
	}
	living := func(yes bool) func(*contribution.Applicant) {
		return func(a *contribution.Applicant) {
			a.Household, a.LivesHere = contribution.ProvincialHousehold, contribution.Given(yes)
		}
	}
	judge(t, []verdict{
		{"on the sixteenth birthday", "changzhou", c("2024-06-15", "2008-06-15", contribution.Male, ""), nil, "CZ-2"},
		{"the day before", "changzhou", c("2024-06-14", "2008-06-15", contribution.Male, ""), []string{"CZ-2"}, "CZ-1"},
		{"a woman who turns 55 in 2024", "changzhou", c("2024-06-15", "1969-06-15", contribution.Female, ""), []string{"CZ-2"}, "CZ-1"},
		{"R7, the day before the statutory retirement age", "changzhou", c("2029-07-07", "1968-08-08", contribution.Male, "2029-07"), nil, "CZ-2"},
		{"R7, on the day", "changzhou", c("2029-07-08", "1968-08-08", contribution.Male, "2029-07"), []string{"CZ-2"}, "CZ-2"},
		{"of the province, living here", "changzhou", c("2026-08-15", "1996-01-01", contribution.Female, "2054-01", living(true)), nil, "CZ-2"},
		{"of the province, living elsewhere", "changzhou", c("2026-08-15", "1996-01-01", contribution.Female, "2054-01", living(false)), []string{"CZ-2"}, "CZ-2"},
		{"of the province, with a residence permit", "changzhou", c("2026-08-15", "1996-01-01", contribution.Female, "2054-01", func(a *contribution.Applicant) {
			a.Household, a.Permit = contribution.ProvincialHousehold, contribution.Given(true)
		}), nil, "CZ-2"},
		{"of another province, living here", "changzhou", c("2026-08-15", "1996-01-01", contribution.Female, "2054-01", func(a *contribution.Applicant) {
			a.Household, a.LivesHere = contribution.OtherHousehold, contribution.Given(true)
		}), []string{"CZ-2"}, "CZ-1"},
	})
	v, _ := enrolIn(t, "changzhou", c("2026-08-15", "1996-01-01", contribution.Female, "2054-01"))
	if !slices.Contains(v.Because, policy.InsuranceFlexibleEligibilityAgeBelowAfterReform) {
		t.Errorf("the verdict does not say that it rests on the inferred age limit: %v", v.Because)
	}
}

func wuhan(t testing.TB, change func(*contribution.Applicant)) contribution.Applicant {
	a := contribution.Applicant{On: on(t, "2026-08-15"), Person: contribution.Employee, Position: contribution.OnPost, Employer: contribution.Enterprise}
	change(&a)
	return a
}

// WH-1b, WH-1c, WH-3, WH-4b: who contributes in Wuhan.
func TestWuhanEmployees(t *testing.T) {
	declares(t, "wuhan", policy.HousingFundContributorsPost)
	w := func(change func(*contribution.Applicant)) contribution.Applicant { return wuhan(t, change) }
	judge(t, []verdict{
		{"on post", "wuhan", w(func(*contribution.Applicant) {}), nil, "WH-1b"},
		{"a foreigner", "wuhan", w(func(a *contribution.Applicant) { a.Nationality = contribution.Foreign }), nil, "WH-1b"},
		{"six months of paid absence", "wuhan", w(func(a *contribution.Applicant) {
			a.Position, a.AbsenceMonths = contribution.PaidAbsence, contribution.Given(6)
		}), nil, "WH-1b"},
		{"seven months of paid absence", "wuhan", w(func(a *contribution.Applicant) {
			a.Position, a.AbsenceMonths = contribution.PaidAbsence, contribution.Given(7)
		}), []string{"WH-1b"}, ""},
		{"left the post", "wuhan", w(func(a *contribution.Applicant) { a.Position = contribution.LeftPost }), []string{"WH-1b"}, ""},
		{"absent without pay", "wuhan", w(func(a *contribution.Applicant) { a.Position = contribution.UnpaidAbsence }), []string{"WH-1b"}, ""},
		{"sent by a labour-dispatch employer", "wuhan", w(func(a *contribution.Applicant) { a.Dispatch = contribution.Given(true) }), nil, "WH-1c"},
		{"a right credit code", "wuhan", w(func(a *contribution.Applicant) { a.CreditCode = "91350100M000100Y43" }), nil, "WH-3"},
		{"a wrong credit code", "wuhan", w(func(a *contribution.Applicant) { a.CreditCode = "91350100M000100Y44" }), []string{"WH-3"}, "WH-1b"},
		{"an account closed on retirement", "wuhan", w(func(a *contribution.Applicant) { a.ClosedAccount = contribution.ClosedByRetirement }), []string{"WH-4b"}, "WH-1b"},
	})
}

// UR-6: foreigners are left out, residents of Hong Kong, Macao and Taiwan are not; flexible workers may volunteer.
func TestUrumqi(t *testing.T) {
	declares(t, "urumqi", policy.HousingFundContributorsNationals)
	day := on(t, "2026-08-15")
	judge(t, []verdict{
		{"an employee", "urumqi", contribution.Applicant{On: day, Person: contribution.Employee, Nationality: contribution.Mainland}, nil, "UR-6"},
		{"from Taiwan", "urumqi", contribution.Applicant{On: day, Person: contribution.Employee, Nationality: contribution.HongKongMacaoTaiwan}, nil, "UR-6"},
		{"a foreigner", "urumqi", contribution.Applicant{On: day, Person: contribution.Employee, Nationality: contribution.Foreign}, []string{"UR-6"}, "UR-6"},
		{"a part-time worker who volunteers", "urumqi", contribution.Applicant{On: day, Person: contribution.FlexibleWorker, WorkForm: contribution.PartTime}, nil, "UR-6"},
	})
}

// What the rules ask for and was not given is asked for all at once; nothing else is.
func TestEverythingMissingIsAskedForAtOnce(t *testing.T) {
	day := on(t, "2026-08-15")
	for _, c := range []struct {
		place string
		role  policy.Role
		a     contribution.Applicant
		want  string
	}{
		{"zhengzhou", policy.HousingFundFlexibleEligibility, contribution.Applicant{On: day, Person: contribution.FlexibleWorker},
			"/person/birth /person/sex /person/residence/household /person/stable_income /person/good_credit"},
		{"zhengzhou", policy.HousingFundFlexibleEligibility, zhengzhou(t, func(a *contribution.Applicant) { a.Household = contribution.OtherHousehold }), "/person/residence/permit"},
		{"changzhou", policy.InsuranceFlexibleEligibility, contribution.Applicant{On: day, Person: contribution.FlexibleWorker}, "/person/birth /person/sex /person/residence/household"},
		{"wuhan", policy.HousingFundContributorsPost, contribution.Applicant{On: day, Person: contribution.Employee}, "/employer/kind /person/position"},
		{"wuhan", policy.HousingFundContributorsPost, wuhan(t, func(a *contribution.Applicant) { a.Position = contribution.PaidAbsence }), "/person/absence_months"},
		{"urumqi", policy.HousingFundContributorsNationals, contribution.Applicant{On: day, Person: contribution.Employee}, "/person/nationality"},
		{"urumqi", policy.HousingFundContributors, contribution.Applicant{On: day}, "/person/kind"},
	} {
		t.Run(c.place+" "+c.want, func(t *testing.T) {
			declares(t, c.place, c.role)
			_, faults := enrolIn(t, c.place, c.a)
			var pointers []string
			for _, f := range faults {
				if f.Code != fault.Required {
					t.Errorf("%v", f)
				}
				pointers = append(pointers, f.Field)
			}
			if got := strings.Join(pointers, " "); got != c.want {
				t.Errorf("asks for %s, want %s", got, c.want)
			}
		})
	}
}

// A day before the document was in force is refused by name, and an impossible birthday as what it is.
func TestWhatCannotBeJudged(t *testing.T) {
	for _, c := range []struct {
		what  string
		a     contribution.Applicant
		code  fault.Code
		field string
	}{
		{"before the document", zhengzhou(t, func(a *contribution.Applicant) { a.On = on(t, "2016-08-31") }), fault.BeforeFirst, "/on"},
		{"born after the day asked for", zhengzhou(t, func(a *contribution.Applicant) { a.Birth = on(t, "2026-08-16") }), fault.OutOfRange, "/person/birth"},
	} {
		_, faults := enrolIn(t, "zhengzhou", c.a)
		if len(faults) == 0 || faults[0].Code != c.code || faults[0].Field != c.field {
			t.Errorf("%s: %v", c.what, faults)
		}
	}
}

// Wuxi's document opens the service to flexible workers and names no conditions: the verdict says that it knows none.
func TestSilenceIsSaid(t *testing.T) {
	v, faults := enrolIn(t, "wuxi", contribution.Applicant{On: on(t, "2026-08-15"), Person: contribution.FlexibleWorker})
	if faults != nil {
		t.Fatal(faults)
	}
	if !v.Eligible || len(v.Assumed) == 0 || !slices.Contains(rules(v, true), "WX-1") {
		t.Errorf("%+v", v)
	}
}

// UR-11: each consent is a reason of its own.
func TestRateReduction(t *testing.T) {
	book := policy.Embedded()
	urumqi, _ := book.Place("urumqi")
	s := book.On(urumqi, on(t, "2026-08-15"))
	yes, no := contribution.Given(true), contribution.Given(false)
	for _, c := range []struct {
		what     string
		consents contribution.Consents
		unmet    int
	}{
		{"all three agree", contribution.Consents{Assembly: yes, Centre: yes, Committee: yes}, 0},
		{"the staff do not", contribution.Consents{Assembly: no, Centre: yes, Committee: yes}, 1},
		{"nobody does", contribution.Consents{Assembly: no, Centre: no, Committee: no}, 3},
	} {
		v, faults := contribution.RateReduction(s, &c.consents)
		if faults != nil {
			t.Fatal(faults)
		}
		if len(v.Reasons) != 3 || len(rules(v, false)) != c.unmet || v.Eligible != (c.unmet == 0) || v.Reasons[0].Rule != "UR-11" {
			t.Errorf("%s: %+v", c.what, v)
		}
		if !slices.Contains(v.Because, policy.HousingFundRateReductionApproval) {
			t.Errorf("%s: the time to decide is not named", c.what)
		}
	}
	_, faults := contribution.RateReduction(s, &contribution.Consents{})
	if len(faults) != 3 || faults[0].Field != "/assembly" || faults[1].Field != "/centre" || faults[2].Field != "/committee" {
		t.Errorf("nothing said: %v", faults)
	}
}

func TestCreditCodes(t *testing.T) {
	for code, want := range map[string]bool{
		"91350100M000100Y43": true,  // the weighted sum of the first seventeen gives the check character 3
		"91350100M000100Y44": false, // another check character
		"91350100M000100Y34": false, // two characters exchanged
		"91350100M000100Y4":  false, // too short
		"91350100m000100y43": false, // small letters
		"91350100I000100Y43": false, // a letter the standard does not use
		"９1350100M000100Y43": false, // a full-width digit
		"":                   false,
	} {
		if got := contribution.ValidCreditCode(code); got != want {
			t.Errorf("%q: %t, want %t", code, got, want)
		}
	}
}
