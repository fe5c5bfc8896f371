package workforce_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

func month(s string) civil.Month {
	m, err := civil.ParseMonth(s)
	if err != nil {
		panic(err)
	}
	return m
}

func date(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// table is a header and rows, as a person writes them; the header's names are parted by commas.
func table(t testing.TB, p *workforce.Plan, text string) (*workforce.Budget, *workforce.Block) {
	t.Helper()
	text = strings.TrimLeft(text, "\n")
	head, rows, _ := strings.Cut(text, "\n")
	h, problems := workforce.ReadHeader(strings.Split(head, ","), p)
	if len(problems) > 0 {
		t.Fatal(problems[0].Fault)
	}
	b, faults := workforce.Prepare(policy.Embedded(), p, h)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return b, &workforce.Block{Row: 2, CSV: []byte(rows)}
}

// run checks a table and calculates it; the problems are told as "row/column code".
func run(t testing.TB, p *workforce.Plan, text string) (b *workforce.Budget, records []byte, totals *workforce.Totals, problems []string) {
	t.Helper()
	b, block := table(t, p, text)
	w, k := b.NewWorker(), b.NewChecker()
	var c workforce.Checked
	w.Check(block, &c)
	k.Add(block, &c)
	for _, x := range append(c.Problems, k.End()...) {
		problems = append(problems, fmt.Sprintf("%d/%d %s %s", x.Row, x.Column, x.Fault.Field, x.Fault.Code))
	}
	totals = b.NewTotals()
	for _, block := range slices.Concat([]*workforce.Block{block}, slices.Collect(b.Joiners(1))) {
		var part workforce.Part
		if err := w.Calculate(block, &part); err != nil {
			t.Fatal(err)
		}
		records = append(records, part.Records...)
		totals.Add(part.Totals)
	}
	return b, records, totals, problems
}

// people is people.csv as a map: id and month to column to cell.
func people(b *workforce.Budget, records []byte) map[string]map[string]string {
	out := map[string]map[string]string{}
	names := b.PeopleHeader(workforce.EachMonth, lang.EN)
	for line := range strings.Lines(string(b.AppendPeople(nil, records, workforce.EachMonth, lang.EN))) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), ",")
		row := map[string]string{}
		for i, name := range names {
			row[name] = cells[i]
		}
		out[row["id"]+" "+row["month"]] = row
	}
	return out
}

// figures are what one row of people.csv must say: "employer fund, employee fund, pension of both, employer total, employee total"; a dash
// is an empty cell, a tilde is not looked at.
func figures(row map[string]string) string {
	var out []string
	for _, name := range []string{"declared", "housing fund employer", "housing fund employee", "pension insurance employer", "pension insurance employee", "employer total", "employee total"} {
		if row[name] == "" {
			row[name] = "-"
		}
		out = append(out, row[name])
	}
	return strings.Join(out, " ")
}

// Cases are worked out by hand from the documents; the sentence says how. Figures are: declared wage; housing fund of employer and employee;
// pension of both; totals of both.
var cases = []struct {
	name string
	plan workforce.Plan
	rows string
	want map[string]string // "id month" to figures; "": no such row
}{
	{
		name: "WH-2.1, WH-2.3: 18,000 × (12 + 16 + 8.7 + 0.7 + 0.2) % = 6,768; × (12 + 8 + 2 + 0.3) % + 7 = 4,021; through the year, as the fund's new bounds of July do not reach it",
		plan: workforce.Plan{From: month("2026-01"), To: month("2026-12"), KeepBases: true},
		rows: "工号,部门,城市,上年度月平均工资,单位比例,个人比例,工伤风险类别\nA,研发,武汉,\"18,000.00\",12%,0.12,1\n",
		want: map[string]string{
			"A 2026-01": "18000.00 2160.00 2160.00 2880.00 1440.00 6768.00 4021.00",
			"A 2026-07": "18000.00 2160.00 2160.00 2880.00 1440.00 6768.00 4021.00",
			"A 2026-12": "18000.00 2160.00 2160.00 2880.00 1440.00 6768.00 4021.00",
			"A 2027-01": "", "A 2025-12": "",
		},
	},
	{
		name: "HF1, HF2: the fund's bounds of Wuhan from July 2026, 36,072.25 × 12 % = 4,328.67 and 2,400 × 5 % = 120; before, 34,560.25 × 12 % = 4,147.23 and 2,210 × 5 % = 110.50; pension between 4,498 and 22,488: 719.68, 359.84 (C6), 3,598.08, 1,799.04",
		plan: workforce.Plan{From: month("2026-06"), To: month("2026-07"), KeepBases: true, Schemes: contribution.Schemes(0).With(policy.HousingFund).With(policy.Pension)},
		rows: "id,city,average wage,employer rate,employee rate\nhigh,wuhan,900000,12%,12%\nlow,Wuhan,1,5%,5%\n",
		want: map[string]string{
			"high 2026-06": "900000.00 4147.23 4147.23 3598.08 1799.04 7745.31 5946.27",
			"high 2026-07": "900000.00 4328.67 4328.67 3598.08 1799.04 7926.75 6127.71",
			"low 2026-06":  "1.00 110.50 110.50 719.68 359.84 830.18 470.34",
			"low 2026-07":  "1.00 120.00 120.00 719.68 359.84 839.68 479.84",
		},
	},
	{
		name: "WH-2.4: a new hire of August pays into the fund from September, on the wage of that second month: 10,000 raised by 10 %; who is transferred pays from August, on 10,000. October's raise changes no base before July",
		plan: workforce.Plan{From: month("2026-07"), To: month("2026-12"), Schemes: contribution.Schemes(0).With(policy.HousingFund).With(policy.Pension),
			Raises: []workforce.Raise{{From: month("2026-09"), Percent: money.PPM(100_000)}, {From: month("2026-10"), Percent: money.PPM(100_000)}}},
		rows: "id,city,wage,employment,hired,employer rate,employee rate\nnew,武汉,10000,新参加工作,2026-08,12%,12%\nmoved,武汉市,10000,transferred,2026年8月15日,12%,12%\n",
		want: map[string]string{
			"new 2026-07": "", "moved 2026-07": "",
			"new 2026-08":   "10000.00 0.00 0.00 1600.00 800.00 1600.00 800.00",
			"new 2026-09":   "11000.00 1320.00 1320.00 1760.00 880.00 3080.00 2200.00",
			"new 2026-12":   "11000.00 1320.00 1320.00 1760.00 880.00 3080.00 2200.00",
			"moved 2026-08": "10000.00 1200.00 1200.00 1600.00 800.00 2800.00 2000.00",
			"moved 2026-12": "10000.00 1200.00 1200.00 1600.00 800.00 2800.00 2000.00",
		},
	},
	{
		name: "UR-12b in Urumqi, where the fund is in whole yuan: a new hire of May on 6,123.45 pays 12 % of it from June, 734.814, so 735; pension 16 % is 979.75, 8 % is 489.88",
		plan: workforce.Plan{From: month("2026-05"), To: month("2026-06"), Schemes: contribution.Schemes(0).With(policy.HousingFund).With(policy.Pension)},
		rows: "id,city,wage,employment,hired,employer rate,employee rate\nn,乌鲁木齐,6123.45,new_hire,202605,12%,12%\nt,urumqi,6123.45,transferred,46143,12%,12%\n", // the 46,143rd day is 2026-05-01
		want: map[string]string{
			"n 2026-05": "6123.45 0.00 0.00 979.75 489.88 979.75 489.88",
			"n 2026-06": "6123.45 735.00 735.00 979.75 489.88 1714.75 1224.88",
			"t 2026-05": "6123.45 735.00 735.00 979.75 489.88 1714.75 1224.88",
		},
	},
	{
		name: "WH-2.1, UR-12d: in July 2027 the base is the average of 2026: nine months of 20,000 and three of 22,000 are 20,500; a hire of November and December at 10,000 and 11,000: 10,500; who began in February 2027 keeps the base",
		plan: workforce.Plan{From: month("2026-08"), To: month("2027-08"), Schemes: contribution.Schemes(0).With(policy.HousingFund).With(policy.Pension),
			Raises: []workforce.Raise{{From: month("2026-12"), Percent: money.PPM(100_000), Scope: workforce.Scope{Department: contribution.Given("B")}}, {From: month("2026-10"), Percent: money.PPM(100_000), Scope: workforce.Scope{Department: contribution.Given("A")}}}},
		rows: "id,department,city,wage,average wage,employment,hired,employer rate,employee rate\n" +
			"old,A,武汉,20000,18000,,,12%,12%\nnov,B,武汉,10000,,transferred,2026-11,12%,12%\nfeb,B,武汉,10000,,transferred,2027-02,12%,12%\n",
		want: map[string]string{
			"old 2027-06": "18000.00 2160.00 2160.00 2880.00 1440.00 5040.00 3600.00",
			"old 2027-07": "20500.00 2460.00 2460.00 3280.00 1640.00 5740.00 4100.00",
			"nov 2027-06": "10000.00 1200.00 1200.00 1600.00 800.00 2800.00 2000.00",
			"nov 2027-07": "10500.00 1260.00 1260.00 1680.00 840.00 2940.00 2100.00",
			"feb 2027-07": "10000.00 1200.00 1200.00 1600.00 800.00 2800.00 2000.00",
		},
	},
	{
		name: "UR-12e: internally sealed from September, the fund is 0.00 and is left out of July's adjustment; the insurances go on and are adjusted: in July 2027 pension is on 12,000, the average wage of 2026: 1,920 and 960",
		plan: workforce.Plan{From: month("2026-08"), To: month("2027-07"), Schemes: contribution.Schemes(0).With(policy.HousingFund).With(policy.Pension)},
		rows: "id,city,wage,average wage,sealed,employer rate,employee rate\ns,urumqi,12000,10000,2026-09,12%,12%\nalways,urumqi,12000,10000,yes,12%,12%\nnot,urumqi,12000,10000,no,12%,12%\n",
		want: map[string]string{
			"s 2026-08":      "10000.00 1200.00 1200.00 1600.00 800.00 2800.00 2000.00",
			"s 2026-09":      "10000.00 0.00 0.00 1600.00 800.00 1600.00 800.00",
			"s 2027-06":      "10000.00 0.00 0.00 1600.00 800.00 1600.00 800.00",
			"s 2027-07":      "12000.00 0.00 0.00 1920.00 960.00 1920.00 960.00",
			"always 2026-08": "10000.00 0.00 0.00 1600.00 800.00 1600.00 800.00",
			"always 2027-07": "12000.00 0.00 0.00 1920.00 960.00 1920.00 960.00",
			"not 2027-07":    "12000.00 1440.00 1440.00 1920.00 960.00 3360.00 2400.00",
		},
	},
	{
		name: "UR-12e, the housing fund alone: who is sealed has no base that July could adjust, and needs no wage for it",
		plan: workforce.Plan{From: month("2026-08"), To: month("2027-07"), Schemes: contribution.Schemes(0).With(policy.HousingFund)},
		rows: "id,city,average wage,sealed,employer rate,employee rate\ns,urumqi,10000,2026-09,12%,12%\n",
		want: map[string]string{
			"s 2026-08": "10000.00 1200.00 1200.00 - - 1200.00 1200.00",
			"s 2027-07": "- 0.00 0.00 - - 0.00 0.00",
		},
	},
	{
		name: "Who leaves by the plan in October is calculated until then: no wage is needed for a July, and no later rate is wrong",
		plan: workforce.Plan{From: month("2026-08"), To: month("2027-07"), Schemes: contribution.Schemes(0).With(policy.HousingFund),
			Leavers: []workforce.Leaver{{Department: "A", Month: month("2026-10"), Count: 1}},
			Rates:   []workforce.RateChange{{From: month("2027-01"), Scope: workforce.Scope{Department: contribution.Given("A")}, EmployerRate: contribution.Given(money.PPM(500_000))}}},
		rows: "id,department,city,average wage,employer rate,employee rate\ngone,A,wuhan,10000,12%,12%\n",
		want: map[string]string{"gone 2026-10": "10000.00 1200.00 1200.00 - - 1200.00 1200.00", "gone 2026-11": ""},
	},
	{
		name: "What if the rate falls from 12 % to 8 % in October, in Wuhan only: 1,440 instead of 2,160; the last month of a leaver is paid",
		plan: workforce.Plan{From: month("2026-08"), To: month("2026-12"), Schemes: contribution.Schemes(0).With(policy.HousingFund),
			Rates: []workforce.RateChange{{From: month("2026-10"), Scope: workforce.Scope{City: "wuhan"}, EmployerRate: contribution.Given(money.PPM(80_000)), EmployeeRate: contribution.Given(money.PPM(80_000))}}},
		rows: "id,city,average wage,left,employer rate,employee rate\nw,wuhan,18000,2026-11,12%,12%\nu,urumqi,18000,,12%,12%\n",
		want: map[string]string{
			"w 2026-09": "18000.00 2160.00 2160.00 - - 2160.00 2160.00",
			"w 2026-10": "18000.00 1440.00 1440.00 - - 1440.00 1440.00",
			"w 2026-11": "18000.00 1440.00 1440.00 - - 1440.00 1440.00",
			"w 2026-12": "",
			"u 2026-12": "18000.00 2160.00 2160.00 - - 2160.00 2160.00",
		},
	},
	{
		name: "Two of three leave: the first of the table in September, the second in October; two are hired in November",
		plan: workforce.Plan{From: month("2026-08"), To: month("2026-12"), Schemes: contribution.Schemes(0).With(policy.HousingFund),
			Defaults: workforce.Defaults{City: "wuhan", EmployerRate: contribution.Given(money.PPM(100_000)), EmployeeRate: contribution.Given(money.PPM(100_000))},
			Leavers:  []workforce.Leaver{{Department: "A", Month: month("2026-09"), Count: 1}, {Department: "A", Month: month("2026-10"), Count: 1}},
			Joiners:  []workforce.Joiner{{Department: "A", Month: month("2026-11"), Count: 2, Wage: money.Yuan(9_000), Employment: contribution.NewHire}}},
		rows: "id,department,average wage,left\ngone,A,10000,2026-12\none,A,10000,\nother,B,10000,\ntwo,A,10000,\nthree,A,10000,\n",
		want: map[string]string{
			"gone 2026-12": "10000.00 1000.00 1000.00 - - 1000.00 1000.00",
			"one 2026-09":  "10000.00 1000.00 1000.00 - - 1000.00 1000.00", "one 2026-10": "",
			"two 2026-10": "10000.00 1000.00 1000.00 - - 1000.00 1000.00", "two 2026-11": "",
			"three 2026-12": "10000.00 1000.00 1000.00 - - 1000.00 1000.00", "other 2026-12": "10000.00 1000.00 1000.00 - - 1000.00 1000.00",
			"新增-1-0001 2026-10": "", "新增-1-0001 2026-11": "- 0.00 0.00 - - 0.00 0.00", "新增-1-0002 2026-12": "9000.00 900.00 900.00 - - 900.00 900.00", "新增-1-0003 2026-12": "",
		},
	},
	{
		name: "CZ-5, WX-2.1d: a flexible worker in Wuxi pays the amount agreed into the fund, and 20 % of the base chosen into the pension: 6,000 × 20 % = 1,200. The medical rate is not published: not zero",
		plan: workforce.Plan{From: month("2026-08"), To: month("2026-08")},
		rows: "id,city,kind,flexible base,monthly amount\nf,无锡,灵活就业,6000,800\n",
		want: map[string]string{"f 2026-08": "6000.00 - 800.00 - 1200.00 0.00 2000.00"},
	},
}

// Who pays some of the schemes only: a retired expert re-employed is insured against work injury alone, 18,000 × 0.2 % = 36.00; a flexible
// worker has the fund alone and needs no base of the pension; who pays into none of the plan's schemes has no row.
func TestSomePeoplePaySomeSchemesOnly(t *testing.T) {
	p := workforce.Plan{From: month("2026-08"), To: month("2026-08")}
	rows := "id,city,kind,average wage,employer rate,employee rate,work injury class,monthly amount,险种\n" +
		"retired,wuhan,,18000,,,1,,工伤\nfund,wuhan,,18000,12%,12%,,,housing_fund\nflexible,无锡,灵活就业,,,,,800,公积金\ntwo,wuhan,,18000,,,1,,\"养老保险、工伤\"\nall,wuhan,,18000,12%,12%,1,,全部\n"
	b, records, _, problems := run(t, &p, rows)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got := people(b, records)
	for id, want := range map[string]string{"retired": "18000.00 - - - - 36.00 0.00", "fund": "18000.00 2160.00 2160.00 - - 2160.00 2160.00", "flexible": "- - 800.00 - - 0.00 800.00",
		"two": "18000.00 - - 2880.00 1440.00 2916.00 1440.00", "all": "18000.00 2160.00 2160.00 2880.00 1440.00 6768.00 4021.00"} {
		if got := figures(got[id+" 2026-08"]); got != want {
			t.Errorf("%s: %s; wanted %s", id, got, want)
		}
	}
	p.Schemes = contribution.Schemes(0).With(policy.Pension)
	_, _, totals, problems := run(t, &p, rows)
	for r := range totals.Rows(0) {
		if len(problems) > 0 || totals.People != 5 || r.PersonMonths != 2 || r.Due != money.Yuan(2*4320) { // two and all
			t.Errorf("%v, %d people, %+v", problems, totals.People, r)
		}
	}
	_, _, _, problems = run(t, &p, "id,city,average wage,schemes\nA,wuhan,18000,牙科\nB,wuhan,18000,养老保险+牙科\nC,wuhan,18000,、\n")
	if want := []string{"2/4 schemes not_one_of", "3/4 schemes not_one_of", "4/4 schemes not_one_of"}; !slices.Equal(problems, want) {
		t.Errorf("%v; wanted %v", problems, want)
	}
}

func TestCasesWorkedOutByHand(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name[:min(len(c.name), 30)], func(t *testing.T) {
			b, records, _, problems := run(t, &c.plan, c.rows)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			got := people(b, records)
			for key, want := range c.want {
				row, ok := got[key]
				switch {
				case !ok && want != "":
					t.Errorf("%s: no row; wanted %s", key, want)
				case ok && want == "":
					t.Errorf("%s: %s; wanted none", key, figures(row))
				case ok && figures(row) != want:
					t.Errorf("%s:\n got %s\nwant %s", key, figures(row), want)
				}
			}
		})
	}
}

// Wuhan published its bounds of July 2026 on the 22nd. Who had paid by the book of the 15th owes the difference: 36,072.25 × 12 % less
// 34,560.25 × 12 % is 181.44 a month on each side; who lies between the bounds owes 0.00. All months are listed, so that the rows add up to
// the sums of what was paid and is due.
func TestARetroactiveDifferenceIsWhatIsDueLessWhatWasPaid(t *testing.T) {
	p := workforce.Plan{From: month("2026-06"), To: month("2026-09"), KeepBases: true, PaidKnownOn: date("2026-07-15"), Schemes: contribution.Schemes(0).With(policy.HousingFund)}
	b, records, totals, problems := run(t, &p, "id,city,average wage,employer rate,employee rate\nhigh,wuhan,50000,12%,12%\nmiddle,wuhan,18000,12%,12%\n")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	rows := people(b, records)
	if len(rows) != 8 || rows["middle 2026-07"]["total paid"] != "4320.00" || rows["middle 2026-07"]["total owed"] != "0.00" || rows["high 2026-06"]["total owed"] != "0.00" {
		t.Errorf("%d rows: %v", len(rows), rows)
	}
	for _, m := range []string{"2026-07", "2026-08", "2026-09"} {
		r := rows["high "+m]
		if r["housing fund employer paid"] != "4147.23" || r["housing fund employer due"] != "4328.67" || r["housing fund employer owed"] != "181.44" || r["total owed"] != "362.88" {
			t.Errorf("%s: %v", m, r)
		}
	}
	all := slices.Collect(totals.Rows(0))
	if len(all) != 1 || all[0].Owed != money.Fen(3*362_88) || all[0].PersonMonths != 8 || all[0].Paid.Add(all[0].Owed) != all[0].Due {
		t.Errorf("%+v", all)
	}
}

// The medical rate of flexible workers in Changzhou is not published. Supposed, it is known of what is due and not of what was paid: what is
// owed is not known, in the rows, a person's row and the sums alike. With 10 % of the tier's base, 24,042 × 10 % = 2,404.20 a month.
func TestWhatWasPaidAndIsNotKnownOwesNothingThatCouldBeSaid(t *testing.T) {
	p := workforce.Plan{From: month("2026-07"), To: month("2026-09"), PaidKnownOn: date("2026-07-15"), Schemes: contribution.Schemes(0).With(policy.Medical),
		Overrides: []workforce.Override{{Override: policy.Override{Key: "medical.flexible.rate", From: date("2020-01-01"), Value: "10%"}}}}
	b, records, totals, problems := run(t, &p, "id,city,kind,medical tier\nf,changzhou,flexible,5\n")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	row := people(b, records)["f 2026-08"]
	due, name := row["medical insurance employee due"], "medical insurance employee "
	if due == "" || row[name+"paid"] != "" || row[name+"owed"] != "" || row["total due"] != due || row["total paid"] != "0.00" || row["total owed"] != "0.00" {
		t.Errorf("%v", row)
	}
	all := slices.Collect(totals.Rows(0))
	if len(all) != 1 || all[0].Due.String() == "0.00" || !all[0].Paid.IsZero() || !all[0].Owed.IsZero() || all[0].Unknown != 3 || all[0].Lines != 0 || all[0].PersonMonths != 3 {
		t.Errorf("%+v", all)
	}
	person := string(b.AppendPeople(nil, records, workforce.EachPerson, lang.EN))
	if sum := all[0].Due.String(); !strings.HasPrefix(person, "f,,Changzhou,3,3,") || !strings.HasSuffix(person, ",0.00,"+sum+",0.00\n") {
		t.Errorf("%s; wanted %s due", person, sum)
	}
}

// A rate that is known from September on: of August nothing is known, and a person's row says how much of it is no part of its sums.
func TestARowOfAPersonSumsWhatIsKnown(t *testing.T) {
	p := workforce.Plan{From: month("2026-08"), To: month("2026-10"), Schemes: contribution.Schemes(0).With(policy.Medical),
		Overrides: []workforce.Override{{Override: policy.Override{Key: "medical.flexible.rate", From: date("2026-09-01"), Value: "10%"}}}}
	b, records, totals, problems := run(t, &p, "id,city,kind,medical tier\nf,changzhou,flexible,5\n")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	all := slices.Collect(totals.Rows(0))
	if len(all) != 1 || all[0].Unknown != 1 || all[0].Lines != 2 || all[0].Due.IsZero() {
		t.Fatalf("%+v", all)
	}
	sum := all[0].Due.String()
	person := string(b.AppendPeople(nil, records, workforce.EachPerson, lang.EN))
	if !strings.HasPrefix(person, "f,,Changzhou,3,1,") || strings.Count(person, ","+sum) != 3 { // the scheme's, the employee's, the total
		t.Errorf("%s; wanted %s", person, sum)
	}
}

// UR-12e: who is internally sealed is left out of the headcount and the totals. In a budget of the fund alone one of two counts; of the
// pension both do.
func TestSealedPeopleAreNoneOfTheFundsHeads(t *testing.T) {
	for schemes, want := range map[contribution.Schemes][3]int64{
		contribution.Schemes(0).With(policy.HousingFund):                      {3, 6, 0},
		contribution.Schemes(0).With(policy.HousingFund).With(policy.Pension): {6, 6, 12},
	} {
		p := workforce.Plan{From: month("2026-08"), To: month("2026-10"), Schemes: schemes}
		_, _, totals, problems := run(t, &p, "id,city,average wage,sealed,employer rate,employee rate\ns,urumqi,10000,yes,12%,12%\nn,urumqi,10000,,12%,12%\n")
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		var got [3]int64
		for r := range totals.Rows(workforce.ByScheme) {
			if got[0] = r.PersonMonths; r.Scheme == policy.HousingFund {
				got[1] = r.Lines
			} else {
				got[2] = r.Lines
			}
		}
		if got != want {
			t.Errorf("%v: %d; wanted %d", schemes, got, want)
		}
	}
}

// A new class ends an old rate, and a new rate an old class. 18,000 at the rate 0.5 % is 90.00; class 5 is 1.1 %: 198.00 (人社部发〔2015〕71号).
func TestANewWorkInjuryClassEndsAnOldRate(t *testing.T) {
	half, five := contribution.Given(money.PPM(5_000)), contribution.Given(5)
	p := workforce.Plan{From: month("2026-08"), To: month("2026-12"), Schemes: contribution.Schemes(0).With(policy.WorkInjury),
		Rates: []workforce.RateChange{{From: month("2026-09"), WorkInjuryRate: half}, {From: month("2026-10"), WorkInjuryClass: five}, {From: month("2026-12"), WorkInjuryRate: half}}}
	b, records, _, problems := run(t, &p, "id,city,average wage,work injury rate\nA,wuhan,18000,0.2%\n")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	rows := people(b, records)
	for m, want := range map[string]string{"2026-08": "36.00", "2026-09": "90.00", "2026-10": "198.00", "2026-11": "198.00", "2026-12": "90.00"} {
		if got := rows["A "+m]["work-injury insurance employer"]; got != want {
			t.Errorf("%s: %s; wanted %s", m, got, want)
		}
	}
}
