package api_test

import (
	"reflect"
	"slices"
	"testing"

	"fenhao/api"
	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

func month(y, m int) civil.Month { return civil.MonthOf(y, m) }

func TestAPlanIsReadAsItIsWritten(t *testing.T) {
	text := `{
		"from": "2026-07", "to": "2027-06", "schemes": ["housing_fund", "pension"],
		"defaults": {"city": "wuhan", "employer_rate": "0.12", "employee_rate": "8%", "employer_kind": "enterprise", "work_injury_class": 1},
		"raises": [{"from": "2027-01", "percent": "5%", "department": ""}, {"from": "2027-03", "percent": "-0.02"}],
		"rates": [{"from": "2027-01", "employer_rate": 0.08, "city": "wuhan"}],
		"joiners": [{"department": "研发部", "month": "2026-10", "count": 5, "wage": "15000.00", "employment": "transferred", "employee_rate": "0.1"}],
		"leavers": [{"department": "研发部", "month": "2026-12", "count": 3}],
		"overrides": [{"key": "housing_fund.base.ceiling", "from": "2026-07-01", "value": "40000 yuan/month", "city": "wuhan"}],
		"known_on": "2026-11-01", "skip_bad_rows": true}`
	got, err := api.ReadPlan([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	rate := func(ppm int64) contribution.Maybe[money.Rate] { return contribution.Given(money.PPM(ppm)) }
	wuhan := workforce.Scope{City: "wuhan"}
	want := &workforce.Plan{
		From: month(2026, 7), To: month(2027, 6), Schemes: contribution.Schemes(0).With(policy.HousingFund).With(policy.Pension),
		Defaults: workforce.Defaults{City: "wuhan", EmployerRate: rate(120_000), EmployeeRate: rate(80_000), Employer: contribution.Enterprise, WorkInjuryClass: contribution.Given(1)},
		Raises: []workforce.Raise{
			{Scope: workforce.Scope{Department: contribution.Given("")}, From: month(2027, 1), Percent: money.PPM(50_000)},
			{From: month(2027, 3), Percent: money.PPM(-20_000)},
		},
		Rates:     []workforce.RateChange{{Scope: wuhan, From: month(2027, 1), EmployerRate: rate(80_000)}},
		Joiners:   []workforce.Joiner{{Department: "研发部", Month: month(2026, 10), Count: 5, Wage: money.Yuan(15_000), Employment: contribution.Transferred, EmployeeRate: rate(100_000)}},
		Leavers:   []workforce.Leaver{{Department: "研发部", Month: month(2026, 12), Count: 3}},
		Overrides: []workforce.Override{{Override: policy.Override{Key: "housing_fund.base.ceiling", From: civil.DateOf(2026, 7, 1), Value: "40000 yuan/month"}, City: "wuhan"}},
		KnownOn:   civil.DateOf(2026, 11, 1), SkipBadRows: true,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

// All that is wrong with a plan is said at once, each where it stands.
func TestAPlanIsRefusedAsAWhole(t *testing.T) {
	text := `{"from": "2026-13", "to": "2027-06", "schemes": ["housing_fund", "dental"], "defaults": {"employer_rate": "-0.1"},
		"raises": [{"percent": "5 %"}, {"from": "2027-01"}, {"from": "2027-01", "percent": "-1.5"}, {"from": "2027-01", "percent": 5}, {"from": "2027-01", "percent": "-1"}, {"from": "2027-01", "percent": "500%"}],
		"joiners": [{"count": 0}], "leavers": [{"month": "2026-12", "count": 1.5}], "overrides": [{}], "paid_known_on": "2026-02-30"}`
	_, err := api.ReadPlan([]byte(text))
	var got []string
	for _, e := range fault.All(err) {
		got = append(got, e.Field+" "+string(e.Code))
	}
	slices.Sort(got)
	want := []string{
		"/defaults/employer_rate negative", "/from not_a_month", "/joiners/0/count out_of_range", "/joiners/0/employment required", "/joiners/0/month required",
		"/joiners/0/wage required", "/leavers/0/count out_of_range", "/overrides/0/key required", "/overrides/0/value required", "/paid_known_on not_a_date",
		"/raises/0/from required", "/raises/0/percent not_a_number", "/raises/1/percent required", "/raises/2/percent out_of_range", "/raises/3/percent percent_meant", "/raises/4/percent percent_meant", "/schemes/1 not_one_of",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	for text, code := range map[string]fault.Code{`{"raise": []}`: fault.UnknownField, `{"from": "2026-07", "from": "2026-08"}`: fault.DuplicateField, `[]`: fault.WrongType, `{"joiners": [{"count": "5"}]}`: fault.WrongType} {
		if _, err := api.ReadPlan([]byte(text)); len(fault.All(err)) != 1 || fault.All(err)[0].Code != code {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// A plan without months is about the fund year of today; one with the first month alone, about twelve.
func TestAPlanWithoutMonths(t *testing.T) {
	for _, c := range []struct {
		today, plan, from, to string
		assumed               bool
	}{
		{"2026-06-30", `{}`, "2025-07", "2026-06", true},
		{"2026-07-01", `{}`, "2026-07", "2027-06", true},
		{"2026-07-01", `{"from": "2027-01"}`, "2027-01", "2027-12", true},
		{"2026-07-01", `{"to": "2026-09"}`, "2026-07", "2026-09", true},
		{"2026-07-01", `{"from": "2026-01", "to": "2026-01"}`, "2026-01", "2026-01", false},
		// What is owed now has no months to come, unless they are asked for.
		{"2026-09-10", `{"paid_known_on": "2026-07-15"}`, "2026-07", "2026-09", true},
		{"2026-11-29", `{"paid_known_on": "2026-07-15", "known_on": "2026-08-01"}`, "2026-07", "2026-08", true},
		{"2026-11-29", `{"from": "2025-01", "paid_known_on": "2026-07-15"}`, "2025-01", "2025-12", true},
		{"2026-09-10", `{"to": "2027-06", "paid_known_on": "2026-07-15"}`, "2026-07", "2027-06", true},
	} {
		today, err := civil.ParseDate(c.today)
		if err != nil {
			t.Fatal(err)
		}
		stored, p, assumed, err := api.NewPlan([]byte(c.plan), today)
		if err != nil || p.From.String() != c.from || p.To.String() != c.to || assumed != c.assumed {
			t.Errorf("%s on %s: %v – %v, %v, %v", c.plan, c.today, p.From, p.To, assumed, err)
		}
		again, err := api.ReadPlan(stored)
		if err != nil || !reflect.DeepEqual(again, p) {
			t.Errorf("%s is stored as %s: %v", c.plan, stored, err)
		}
	}
}
