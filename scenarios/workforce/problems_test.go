package workforce_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

const header = "id,department,city,kind,wage,average wage,employment,hired,left,employer rate,employee rate,sealed,employer kind,work injury class,work injury rate,flexible base,monthly amount,pension tier,medical tier"

// Each row has what is wrong with it: "column code", all of it, by column.
var wrong = []struct{ row, want string }{
	{"A1,,武汉,,20000,18000,,,,12%,12%", ""},
	{",,武汉,,20000,18000,,,,12%,12%", "1 required"},
	{"1.10101E+17,,武汉,,20000,18000,,,,12%,12%", "1 digits_lost"},
	{"110101199003070011,,武汉,,20000,18000,,,,12%,12%", ""},
	{"\"a\nb\",,武汉,,20000,18000,,,,12%,12%", "1 control_character"},
	{"A,\"x\ty\x01\",武汉,,20000,18000,,,,12%,12%", "2 control_character"},
	{"A2,\xff\xfe,武汉,,20000,18000,,,,12%,12%", "2 bad_encoding"},
	{"A3,,亚特兰蒂斯,,20000,18000,,,,12%,12%", "3 unknown_place"},
	{"A4,,,,20000,18000,,,,12%,12%", "3 required"},
	{"A5,,武汉,老板,20000,18000,,,,12%,12%", "4 not_one_of"},
	{"A6,,武汉,,-1,18000,,,,12%,12%", "5 negative"},
	{"A7,,武汉,,２００００,18000,,,,12%,12%", "5 full_width"},
	{"A8,,武汉,,\"2,00,00\",18000,,,,12%,12%", "5 not_a_number"},
	{"A9,,武汉,,20000.001,18000,,,,12%,12%", "5 too_precise"},
	{"B1,,武汉,,100000000.01,18000,,,,12%,12%", "5 out_of_range"},
	{"B2,,武汉,,2万,18000元,,,,12%,12%", "5 not_a_number,6 not_a_number"},
	{"B3,,武汉,,20000,,,,,12%,12%", "6 required"},
	{"B4,,武汉,,20000,,,2026-09,,12%,12%", "7 required"},
	{"B5,,武汉,,20000,,新人,2026-09,,12%,12%", "7 not_one_of"},
	{"B6,,武汉,,,,new_hire,,,12%,12%", "5 required,8 required"},
	{"B7,,武汉,,20000,,new_hire,2026-13,,12%,12%", "8 not_a_month"},
	{"B8,,武汉,,20000,,new_hire,2026-11-31,,12%,12%", "8 not_a_month"},
	{"B9,,武汉,,20000,,new_hire,99999,,12%,12%", "8 not_a_month"},
	{"Ba,,武汉,,20000,,new_hire,2026.1,,12%,12%", "8 month_unclear"}, // October, as a spreadsheet keeps it
	{"Bb,,武汉,,20000,18000,,,,12%,12%,2026.1", "12 month_unclear"},
	{"Bc,,武汉,,20000,,new_hire,2026.10,,12%,12%", ""},
	{"Bd,,武汉,,20000,18000,,,,12%,12%,,,1.0", ""}, // as some programs write a whole number
	{"Be,\uffff,武汉,,20000,18000,,,,12%,12%", "2 control_character"},
	{"C1,,武汉,,20000,18000,,2026-09,2026-08,12%,12%", "9 not_in_order"},
	{"C2,,武汉,,20000,18000,,,,12,0.12", "10 percent_meant"},
	{"C3,,武汉,,20000,18000,,,,4%,4%", "10 rate_below_minimum,11 rate_below_minimum"},
	{"C4,,武汉,,20000,18000,,,,12%,8%", "11 rates_unequal"},
	{"C5,,武汉,,20000,18000,,,,12%,", "11 required"},
	{"C6,,武汉,,20000,18000,,,,11.5%,11.5%", "10 rate_not_in_step,11 rate_not_in_step"},
	{"C7,,武汉,,20000,18000,,,,12%,12%,也许", "12 not_one_of"},
	{"C8,,武汉,,20000,18000,,,,5%,5%,,机关", "10 rate_below_minimum,11 rate_below_minimum"},
	{"C9,,武汉,,20000,18000,,,,12%,12%,,皇宫", "13 not_one_of"},
	{"D1,,武汉,,20000,18000,,,,12%,12%,,,9", "14 out_of_range"},
	{"D2,,武汉,,20000,18000,,,,12%,12%,,,,50%", "15 rate_above_maximum"},
	{"D3,,武汉,,20000,18000,,,,12%,12%,,,,,6000", "16 not_applicable"},
	{"D4,,无锡,灵活就业,,,,,,,,,,,,6000,0", "17 not_positive"},
	{"D5,,无锡,灵活就业,,,,,,12%,,是,,,,6000,800", "10 not_applicable,12 not_applicable"},
	{"D6,,常州,灵活就业,,,,,,,10%,,,,,6000,,9,", "18 no_such_tier"},
	{"D7,,武汉,,20000,18000,,,,12%,12%,,,,,,,,,,x", "0 too_many_cells"},
	{"D8,,武汉,,20000,18000,,,,12%,12%,,,,,,,,,,", ""},
	{"A1,,武汉,,20000,18000,,,,12%,12%", "1 doubled_id"},
	{"E1," + strings.Repeat("长", 400) + ",武汉,,20000,18000,,,,12%,12%", "2 too_long"},
	{"新增-1-0001,,武汉,,20000,18000,,,,12%,12%", "1 not_applicable"},
	{"E2,,武汉,,,18000,,,,12%,12%", "5 required"},
	{"E3,,武汉,,,18000,,,2027-06,12%,12%", ""},
}

func TestEveryProblemIsNamedByRowAndColumn(t *testing.T) {
	p := &workforce.Plan{From: month("2026-08"), To: month("2027-07"), Joiners: []workforce.Joiner{{City: "wuhan", Month: month("2026-09"), Count: 1, Wage: money.Yuan(9_000), Employment: contribution.NewHire,
		EmployerRate: contribution.Given(money.PPM(120_000)), EmployeeRate: contribution.Given(money.PPM(120_000))}}}
	text := header + "\n\n" // an empty row, which is counted
	for _, c := range wrong {
		text += c.row + "\n"
	}
	b, block := table(t, p, text)
	w, k := b.NewWorker(), b.NewChecker()
	var c workforce.Checked
	w.Check(block, &c)
	k.Add(block, &c)
	got := map[int][]string{}
	for _, x := range c.Problems {
		got[x.Row] = append(got[x.Row], fmt.Sprintf("%d %s", x.Column, x.Fault.Code))
		if x.Column > 0 && x.Name != strings.Split(header, ",")[x.Column-1] {
			t.Errorf("row %d: %s is not the header of column %d", x.Row, x.Name, x.Column)
		}
		if x.Fault.Message(lang.ZH) == "" || strings.Contains(x.Fault.Message(lang.EN)+x.Fault.Hint(lang.EN)+x.Fault.Message(lang.ZH)+x.Fault.Hint(lang.ZH), "{") {
			t.Errorf("row %d: %s", x.Row, x.Fault.Error())
		}
	}
	bad := 0
	for i, c := range wrong {
		row := i + 3
		if s := strings.Join(got[row], ","); s != c.want {
			t.Errorf("row %d, %s:\n got %s\nwant %s", row, c.row, s, c.want)
		}
		if c.want != "" {
			bad++
			if _, skipped := slices.BinarySearch(block.Skip, int32(row)); !skipped {
				t.Errorf("row %d is not skipped", row)
			}
		}
	}
	if k.Bad != bad || k.Rows != len(wrong)+1 || k.People != len(wrong) {
		t.Errorf("%d bad of %d people in %d rows; %d of %d", k.Bad, k.People, k.Rows, bad, len(wrong))
	}
	var part workforce.Part
	if err := w.Calculate(block, &part); err != nil || part.People != len(wrong)-bad || part.Skipped != bad {
		t.Errorf("%d calculated, %d skipped: %v", part.People, part.Skipped, err)
	}
	block.Skip = nil
	if err := w.Calculate(block, &part); err == nil {
		t.Error("rows that are wrong were calculated")
	}
}

// A rate that is lawful in August and no longer from the plan's change on is a problem of the month of the change.
func TestAProblemSaysSinceWhen(t *testing.T) {
	p := &workforce.Plan{From: month("2026-08"), To: month("2027-06"), Schemes: contribution.Schemes(0).With(policy.HousingFund),
		Rates: []workforce.RateChange{{From: month("2027-03"), EmployerRate: contribution.Given(money.PPM(130_000))}}}
	b, block := table(t, p, "id,city,average wage,employer rate,employee rate\nA,wuhan,18000,12%,12%\n")
	var c workforce.Checked
	b.NewWorker().Check(block, &c)
	if len(c.Problems) != 1 || c.Problems[0].Month != month("2027-03") || c.Problems[0].Fault.Code != fault.RateAbove || c.Problems[0].Column != 4 {
		t.Errorf("%+v", c.Problems)
	}
}

func TestAHeaderIsRefusedByNameWithTheNearestKnown(t *testing.T) {
	p := &workforce.Plan{From: 1, To: 1}
	_, problems := workforce.ReadHeader([]string{"工 号", "Employee ID", "城市（参保地）", "averge wage", "", "weather"}, p)
	var got []string
	for _, x := range problems {
		got = append(got, fmt.Sprintf("%d %s %s", x.Column, x.Fault.Code, x.Fault.Hint(lang.EN)))
	}
	if len(got) != 3 || !strings.HasPrefix(got[0], "2 doubled_column") || !strings.HasPrefix(got[1], "4 unknown_column") || !strings.Contains(got[1], "average wage") || !strings.HasPrefix(got[2], "6 unknown_column") {
		t.Errorf("%q", got)
	}
	if _, problems = workforce.ReadHeader([]string{"部门"}, p); len(problems) != 2 {
		t.Errorf("no id and no city: %v", problems)
	}
	if _, problems = workforce.ReadHeader([]string{"工号", "天气"}, &workforce.Plan{IgnoreColumns: true, Defaults: workforce.Defaults{City: "wuhan"}}); len(problems) != 0 {
		t.Errorf("%v", problems)
	}
	for c := workforce.Column(0); int(c) < workforce.Columns; c++ {
		for _, name := range append([]string{c.String(), c.Spec().Name.ZH, strings.ToUpper(c.Spec().Name.EN), c.Spec().Name.ZH + "（元/月）"}, c.Spec().Aliases...) {
			h, _ := workforce.ReadHeader([]string{name}, p)
			if !h.Has(c) {
				t.Errorf("%s is not %s", name, c)
			}
		}
	}
}

// What is wrong with a plan is named by its place in the plan.
func TestAPlanIsHeldToItsForm(t *testing.T) {
	ok := workforce.Plan{From: month("2026-08"), To: month("2027-07")}
	with := func(change func(*workforce.Plan)) *workforce.Plan {
		p := ok
		change(&p)
		return &p
	}
	rate := contribution.Given(money.PPM(120_000))
	joiner := workforce.Joiner{City: "wuhan", Month: ok.From, Count: 1, Wage: money.Yuan(9_000), Employment: contribution.Transferred, EmployerRate: rate, EmployeeRate: rate}
	for want, p := range map[string]*workforce.Plan{
		"":                            &ok,
		"/from":                       {To: ok.To},
		"/to":                         with(func(p *workforce.Plan) { p.To = p.From - 1 }),
		"/schemes":                    with(func(p *workforce.Plan) { p.Schemes = p.Schemes.With(policy.Tax) }),
		"/paid_known_on":              with(func(p *workforce.Plan) { p.KnownOn, p.PaidKnownOn = 5, 6 }),
		"/defaults/city":              with(func(p *workforce.Plan) { p.Defaults.City = "atlantis" }),
		"/defaults/employer_rate":     with(func(p *workforce.Plan) { p.Defaults.EmployerRate = contribution.Given(money.PPM(12_000_000)) }),
		"/defaults/work_injury_class": with(func(p *workforce.Plan) { p.Defaults.WorkInjuryClass = contribution.Given(9) }),
		"/raises/0/from":              with(func(p *workforce.Plan) { p.Raises = []workforce.Raise{{From: p.To + 1}} }),
		"/raises/1/percent": with(func(p *workforce.Plan) {
			p.Raises = []workforce.Raise{{From: p.To}, {From: p.To, Percent: money.PPM(-1_000_001)}}
		}),
		"/raises/0/city":   with(func(p *workforce.Plan) { p.Raises = []workforce.Raise{{From: p.To, Scope: workforce.Scope{City: "x"}}} }),
		"/rates/0":         with(func(p *workforce.Plan) { p.Rates = []workforce.RateChange{{From: p.To}} }),
		"/rates/0/from":    with(func(p *workforce.Plan) { p.Rates = []workforce.RateChange{{EmployerRate: rate}} }),
		"/leavers/0/count": with(func(p *workforce.Plan) { p.Leavers = []workforce.Leaver{{Month: p.To}} }),
		"/leavers/0/month": with(func(p *workforce.Plan) { p.Leavers = []workforce.Leaver{{Count: 1}} }),
		"/overrides/0/key": with(func(p *workforce.Plan) {
			p.Overrides = []workforce.Override{{Override: policy.Override{Key: "x", Value: "1"}}}
		}),
		"/overrides": with(func(p *workforce.Plan) {
			p.Overrides = []workforce.Override{{City: "wuhan", Override: policy.Override{Key: "housing_fund.base.floor", Value: "90000 yuan/month"}}}
		}),
		"/joiners/0/employment": with(func(p *workforce.Plan) { j := joiner; j.Employment = 0; p.Joiners = []workforce.Joiner{j} }),
		"/joiners/0/city":       with(func(p *workforce.Plan) { j := joiner; j.City = ""; p.Joiners = []workforce.Joiner{j} }),
		"/joiners/1/employer_rate": with(func(p *workforce.Plan) {
			j := joiner
			j.EmployerRate = contribution.Given(money.PPM(200_000))
			p.Joiners = []workforce.Joiner{joiner, j}
		}),
	} {
		h, _ := workforce.ReadHeader([]string{"id", "city"}, p)
		_, faults := workforce.Prepare(policy.Embedded(), p, h)
		if want == "" && len(faults) > 0 || want != "" && (len(faults) != 1 || faults[0].Field != want) {
			t.Errorf("%q: %v", want, faults)
		}
	}
}

func TestAPlanOfMoreThanTenYearsIsTooLong(t *testing.T) {
	p := &workforce.Plan{From: month("2026-08"), To: month("2036-08")}
	if _, faults := workforce.Prepare(policy.Embedded(), p, workforce.Header{}); len(faults) != 1 || faults[0].Field != "/to" || faults[0].Code != fault.TooLong {
		t.Error(faults)
	}
}

// Who is to leave has to be there.
func TestMoreLeaversThanPeople(t *testing.T) {
	p := &workforce.Plan{From: month("2026-08"), To: month("2026-12"), KeepBases: true, Leavers: []workforce.Leaver{{Department: "A", Month: month("2026-09"), Count: 1}, {Department: "A", Month: month("2026-10"), Count: 2}}}
	_, _, _, problems := run(t, p, "id,department,city,average wage,hired,employer rate,employee rate\n1,A,武汉,18000,,12%,12%\n2,A,武汉,18000,2020-01,12%,12%\n3,B,武汉,18000,,12%,12%\n")
	if len(problems) != 1 || problems[0] != "0/0 /leavers/1/count too_few_to_leave" {
		t.Error(problems)
	}
}

// A month is read in all its forms, and nothing else is a month.
func TestMonthsAsPeopleWriteThem(t *testing.T) {
	p := &workforce.Plan{From: month("2026-01"), To: month("2026-12"), KeepBases: true, Schemes: contribution.Schemes(0).With(policy.HousingFund)}
	for text, want := range map[string]civil.Month{
		"2026-08": month("2026-08"), "2026/8": month("2026-08"), "2026.08": month("2026-08"), "2026年8月": month("2026-08"), "202608": month("2026-08"), "2026-08-15": month("2026-08"), "2026/8/5": month("2026-08"),
		"2026年8月15日": month("2026-08"), "20260815": month("2026-08"), "46249": month("2026-08"), "2026-08-15 00:00:00": month("2026-08"),
		"2026": 0, "8": 0, "2026-8-32": 0, "2026-0": 0, "1899-12": 0, "2201-01": 0, "2026-08-": 0, "2026-08/15": 0, "2026年8": 0, "2026年8月1": 0, "20260230": 0, "-2026-08": 0, "2026-08x": 0,
	} {
		b, block := table(t, p, "id,city,average wage,employment,wage,hired,employer rate,employee rate\nA,wuhan,,transferred,9000,"+text+",12%,12%\n")
		w := b.NewWorker()
		var c workforce.Checked
		var part workforce.Part
		w.Check(block, &c)
		if want == 0 {
			if len(c.Problems) != 1 || c.Problems[0].Fault.Code != fault.NotMonth {
				t.Errorf("%q: %v", text, c.Problems)
			}
			continue
		}
		if len(c.Problems) > 0 {
			t.Errorf("%q: %v", text, c.Problems[0].Fault)
			continue
		}
		_ = w.Calculate(block, &part)
		for r := range b.Records(part.Records) {
			if r.From != want {
				t.Errorf("%q is %s", text, r.From)
			}
			break
		}
	}
}

// A column whose header was lost is refused where anything stands in it; one that the plan passes over is not looked at, however long its
// cells are.
func TestCellsWithoutAName(t *testing.T) {
	long := strings.Repeat("长", workforce.MaxCell)
	text := "id,,city,average wage,employer rate,employee rate\nA," + long + ",武汉,18000,12%,12%\nB,,武汉,18000,12%,12%\nC,99999,武汉,18000,12%,12%\n"
	p := workforce.Plan{From: month("2026-08"), To: month("2026-08")}
	b, block := table(t, &p, text)
	var c workforce.Checked
	b.NewWorker().Check(block, &c)
	var got []string
	for _, x := range c.Problems {
		got = append(got, fmt.Sprintf("%d/%d %s", x.Row, x.Column, x.Fault.Code))
	}
	if want := []string{"2/2 nameless_column", "4/2 nameless_column"}; !slices.Equal(got, want) {
		t.Errorf("%v; wanted %v", got, want)
	}
	p.IgnoreColumns = true
	for _, name := range []string{"", "备注"} {
		_, records, _, problems := run(t, &p, strings.Replace(text, "id,,", "id,"+name+",", 1))
		if len(problems) > 0 || len(records) == 0 {
			t.Errorf("%q: %v", name, problems)
		}
	}
}

// Who a line of the plan is about must be there, in the table or among the plan's hires.
func TestALineOfThePlanIsAboutSomebody(t *testing.T) {
	five := money.PPM(50_000)
	of := func(department, city string) (s workforce.Scope) {
		if department != "-" {
			s.Department = contribution.Given(department)
		}
		s.City = city
		return s
	}
	raise := func(s workforce.Scope) workforce.Raise {
		return workforce.Raise{Scope: s, From: month("2026-09"), Percent: five}
	}
	p := workforce.Plan{From: month("2026-08"), To: month("2026-10"), Schemes: contribution.Schemes(0).With(policy.HousingFund),
		Raises: []workforce.Raise{raise(of("-", "")), raise(of("研发部", "")), raise(of("研发", "")), raise(of("-", "wuxi")), raise(of("研发部", "urumqi")), raise(of("新部门", "urumqi")), raise(of("", ""))},
		Rates:  []workforce.RateChange{{Scope: of("研发", "wuhan"), From: month("2026-09"), EmployerRate: contribution.Given(money.PPM(120_000))}},
		Joiners: []workforce.Joiner{{Department: "新部门", City: "urumqi", Month: month("2026-09"), Count: 1, Wage: money.Yuan(9_000), Employment: contribution.NewHire,
			EmployerRate: contribution.Given(money.PPM(120_000)), EmployeeRate: contribution.Given(money.PPM(120_000))}}}
	_, _, _, problems := run(t, &p, "id,department,city,average wage,employer rate,employee rate\nA,研发部,武汉,18000,12%,12%\n")
	want := []string{"0/0 /raises/2/department nobody_there", "0/0 /raises/3/city nobody_there", "0/0 /raises/4/department nobody_there", "0/0 /raises/6/department nobody_there", "0/0 /rates/0/department nobody_there"}
	if !slices.Equal(problems, want) {
		t.Errorf("%v\nwanted %v", problems, want)
	}
}

// A table beyond all bounds is refused while it is read, and so is a plan that hires beyond them.
func TestTooManyPeople(t *testing.T) {
	p := workforce.Plan{From: month("2026-08"), To: month("2026-08"), Defaults: workforce.Defaults{City: "wuhan", EmployerRate: contribution.Given(money.PPM(120_000)), EmployeeRate: contribution.Given(money.PPM(120_000))}}
	b, _ := table(t, &p, "id,average wage\n")
	empty, n := bytes.Repeat([]byte("\n"), 100_000), 0
	_, err := b.CheckAll(t.Context(), func(block *workforce.Block) error {
		*block = workforce.Block{Number: n, Row: 2 + n*len(empty), CSV: empty}
		n++
		return nil
	}, func(*workforce.Block, *workforce.Checked) error { return nil })
	if faults := fault.All(err); len(faults) != 1 || faults[0].Code != fault.TableTooLarge || n > 2*workforce.MaxRows/len(empty) {
		t.Errorf("%v after %d blocks", err, n)
	}
	hire := workforce.Joiner{Month: month("2026-08"), Count: 600_000, Wage: money.Yuan(9_000), Employment: contribution.NewHire}
	p.Joiners = []workforce.Joiner{hire, hire}
	h, _ := workforce.ReadHeader([]string{"id", "average wage"}, &p)
	_, faults := workforce.Prepare(policy.Embedded(), &p, h)
	if len(faults) != 1 || faults[0].Code != fault.TooLong || faults[0].Field != "/joiners" {
		t.Errorf("%v", faults)
	}
}
