package contribution_test

import (
	"testing"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// published is a monthly amount that a fund centre or a reprint of its notice printed.
type published struct {
	city, month string
	wage        string // far above the ceiling for a cap, far below the floor for a floor, or the base of an example
	rate        string // of each side
	joint       string // both sides; "" where one side was printed
	side        string
	source      string
}

const (
	above = "900000"
	below = "1"
)

// The oracle is what was printed. Where only one side was, the joint amount is left out.
var amounts = []published{
	{"shanghai", "2025-07", above, "0.07", "5222", "2611", "沪公积金管委会〔2025〕8号 (worked example HF5)"},
	{"shanghai", "2025-07", below, "0.07", "376", "", "沪公积金管委会〔2025〕8号"},
	{"shanghai", "2025-07", "20000", "0.07", "", "1400", "public payroll tests (worked example HF4)"},
	{"shanghai", "2026-07", above, "0.07", "5282", "", "沪公积金管委会〔2026〕3号 (worked example HF8a)"},
	{"shanghai", "2026-07", above, "0.05", "3774", "", "沪公积金管委会〔2026〕3号 (worked example HF8b)"},
	{"shanghai", "2026-07", below, "0.07", "384", "", "沪公积金管委会〔2026〕3号 (worked example HF8c)"},
	{"shanghai", "2026-07", below, "0.05", "274", "", "沪公积金管委会〔2026〕3号 (worked example HF8d)"},
	{"changsha", "2026-07", above, "0.12", "7858", "", "株洲市住房公积金管理中心, bounds of Changsha, Zhuzhou and Xiangtan"},
	{"changsha", "2026-07", below, "0.05", "220", "", "红网 2026-07-09"},
	{"zhuzhou", "2026-01", above, "0.12", "7858", "", "株洲市住房公积金管理中心"},
	{"zhuzhou", "2026-01", below, "0.05", "220", "", "株洲市住房公积金管理中心 (worked example HF9b)"},
	{"xiangtan", "2026-01", above, "0.12", "7858", "", "潭金管办〔2026〕1号"},
	{"yinchuan", "2026-07", above, "0.12", "8100", "", "银川市住房公积金管理中心 (worked example HF11a)"},
	{"yinchuan", "2026-07", below, "0.05", "224", "", "银川市住房公积金管理中心"},
	{"qingdao", "2026-07", above, "0.12", "8242", "4121", "青住金发〔2026〕5号 (worked example HF10a)"},
	{"guiyang", "2026-01", above, "0.12", "6094", "", "贵阳市住房公积金管理中心 2026-01-08"},
	{"guiyang", "2026-01", below, "0.05", "214", "", "贵阳市住房公积金管理中心 2026-01-08"},
	{"xining", "2026-07", above, "0.12", "7678", "", "西宁住房公积金管理中心, monthly bound of flexible workers"},
	{"tianjin", "2026-07", above, "0.12", "6940", "", "天津本地宝, monthly bound of flexible workers"},
	{"zhongshan", "2026-07", above, "0.12", "7064", "", "中山公积金 2026-07-05"},
	{"zhongshan", "2026-07", below, "0.05", "208", "", "中山公积金 2026-07-05"},
	{"jiujiang", "2026-07", below, "0.05", "210", "", "九江市关于调整2026年度住房公积金缴存基数及月缴存额上下限的通知"},
	{"yichang", "2025-01", above, "0.12", "6210", "", "宜昌住房公积金中心 2025-08-01"},
	{"yichang", "2025-01", below, "0.05", "180", "", "宜昌住房公积金中心 2025-08-01"},
	{"anyang", "2025-07", above, "0.12", "4546", "", "安阳市住房公积金管理中心 2025-07-14"},
	{"hengyang", "2026-08", above, "0.12", "5076", "2538", "衡阳本地宝: each side rounded up"},
	{"hengyang", "2026-08", below, "0.05", "170", "", "衡阳本地宝"},
	{"luzhou", "2025-01", above, "0.12", "6056", "3028", "泸州市关于2025年住房公积金缴存比例及缴存基数执行标准的通知"},
	{"luzhou", "2025-01", below, "0.05", "198", "99", "泸州市关于2025年住房公积金缴存比例及缴存基数执行标准的通知"},
	{"leshan", "2026-07", above, "0.12", "6358.92", "", "乐山市住房公积金管理中心 2026-07-15: to the fen"},
	{"leshan", "2026-07", below, "0.05", "220", "", "乐山市住房公积金管理中心 2026-07-15"},
	{"qujing", "2025-07", above, "0.12", "6176", "", "曲靖市住房公积金2025年年度报告"},
	{"qujing", "2025-07", below, "0.05", "192", "", "曲靖市住房公积金2025年年度报告"},
	{"jincheng", "2026-07", above, "0.12", "5804", "", "晋城市人民政府, monthly bound of flexible workers"},
	{"jincheng", "2026-07", below, "0.05", "216", "", "晋城市人民政府, monthly bound of flexible workers"},
	{"baotou", "2026-07", above, "0.12", "7028", "", "包头晚报 2026-07-01"},
	{"daqing", "2025-07", above, "0.12", "7508", "", "大庆市住房公积金管理中心 2025-07-22"},
	{"jinzhou", "2025-07", above, "0.12", "4946", "", "锦州市住房公积金管理中心 2025-08-05"},
	{"anshan", "2026-07", above, "0.12", "5476", "", "鞍山市 2026-07-14"},
	{"wuhan", "2026-07", above, "0.12", "8657.34", "", "武汉住房公积金管理中心官网问答 2026-07-22: to the fen"},
	{"wuhan", "2026-07", below, "0.05", "240", "", "武汉住房公积金管理中心官网问答 2026-07-22"},

	// Printed beside bounds whose rounding nobody states; they fit what is assumed.
	{"anqing", "2026-01", above, "0.12", "5906", "", "2026年度安庆市住房公积金缴存基数上限调整 2026-07-27"},
	{"haerbin", "2026-01", above, "0.12", "6500", "", "哈尔滨住房公积金管理中心 2026-01-19"},
	{"nanchang", "2026-07", above, "0.12", "7240", "", "南昌调整2026年度住房公积金缴存基数 2026-06-28"},
	{"nanchang", "2026-07", below, "0.05", "260", "", "南昌调整2026年度住房公积金缴存基数 2026-06-28"},
	{"shangrao", "2026-07", above, "0.12", "5540", "", "上饶市关于调整2026年度住房公积金缴存基数和月缴存额上下限的通知"},
	{"shangrao", "2026-07", below, "0.05", "196", "", "上饶市关于调整2026年度住房公积金缴存基数和月缴存额上下限的通知"},
	{"yingkou", "2026-01", above, "0.12", "", "2631", "营公积金发〔2026〕7号"},
	{"panjin", "2026-07", above, "0.12", "", "3311", "盘锦市住房公积金管理中心 2026-06-30"},
	{"yantai", "2026-07", above, "0.12", "", "3443", "齐鲁晚报 2026-07-08"},
	{"liupanshui", "2026-07", above, "0.12", "", "2613", "六盘水公积金 2026-07-14"},
	{"liupanshui", "2026-07", below, "0.05", "", "99", "六盘水公积金 2026-07-14"},
	{"mianyang", "2025-01", above, "0.12", "6088", "", "绵住房公积金发〔2025〕17号, monthly bound of flexible workers"},
}

func fundOf(t *testing.T, city, month, wage, rate string) (employer, joint money.Money) {
	t.Helper()
	book := policy.Embedded()
	p, ok := book.Place(city)
	if !ok {
		t.Fatalf("the book has no %s", city)
	}
	m, err := civil.ParseMonth(month)
	if err != nil {
		t.Fatal(err)
	}
	w, err := money.Parse(wage)
	if err != nil {
		t.Fatal(err)
	}
	r, err := money.ParseRate(rate)
	if err != nil {
		t.Fatal(err)
	}
	var a contribution.Answer
	faults := contribution.Calculate(&a, book.At(p, m), &contribution.Question{
		Month: m, Person: contribution.Employee, AverageWage: contribution.Given(w), Employer: contribution.Enterprise,
		HousingFund: contribution.HousingFund{Asked: true, EmployerRate: contribution.Given(r), EmployeeRate: contribution.Given(r)},
	})
	if len(faults) > 0 {
		t.Fatalf("%s %s: %v", city, month, faults)
	}
	for _, l := range a.Lines {
		if l.Payer == contribution.Employer {
			employer = l.Amount
		}
		joint = joint.Add(l.Amount)
	}
	return employer, joint
}

func TestPublishedAmountsOfTheNation(t *testing.T) {
	for _, c := range amounts {
		t.Run(c.city+" "+c.month+" "+c.wage+" "+c.rate, func(t *testing.T) {
			side, joint := fundOf(t, c.city, c.month, c.wage, c.rate)
			for _, pair := range [...]struct {
				what, want string
				got        money.Money
			}{{"both sides", c.joint, joint}, {"each side", c.side, side}} {
				if pair.want == "" {
					continue
				}
				if want, err := money.Parse(pair.want); err != nil || pair.got != want {
					t.Errorf("%s: %s, printed %s (%s)", pair.what, pair.got, pair.want, c.source)
				}
			}
		})
	}
}

// What flexible workers may agree is printed as amounts: Qingdao's floor rests on the lower wage tier of its outer districts (worked example HF10b).
func TestPublishedMonthlyRangesOfFlexibleWorkers(t *testing.T) {
	book := policy.Embedded()
	for _, c := range []struct{ city, floor, ceiling string }{
		{"qingdao", "222.00", "8242.00"}, {"tianjin", "251.00", "6940.00"}, {"xining", "208.00", "7678.00"}, {"jincheng", "216.00", "5804.00"},
		{"yichang", "360.00", "5175.00"}, {"mianyang", "220.00", "6088.00"}, {"yantai", "201.00", "6512.00"},
	} {
		p, _ := book.Place(c.city)
		s := book.At(p, civil.MonthOf(2026, 8))
		if lo, hi := s.Money(policy.HousingFundFlexibleAmountFloor).String(), s.Money(policy.HousingFundFlexibleAmountCeiling).String(); lo != c.floor || hi != c.ceiling {
			t.Errorf("%s: %s to %s, printed %s to %s", c.city, lo, hi, c.floor, c.ceiling)
		}
	}
}

// Ceilings are stored as published. Three roundings of the same formula: Taiyuan rounds the monthly wage first, Jincheng drops the jiao,
// the others round three twelfths of the yearly wage (worked examples HF12 and HF13).
func TestPublishedCeilings(t *testing.T) {
	book := policy.Embedded()
	for city, want := range map[string]string{
		"shenyang": "30657.00", "shijiazhuang": "27938.00", "anqing": "24609.00", "changchun": "30505.00", "huhehaote": "30498.00", "yingkou": "21927.00",
		"taiyuan": "29100.00", "shenzhen": "48471.00", "shanghai": "37731.00", "zhuhai": "36279.00", "panjin": "27591.00", "jincheng": "24183.00",
	} {
		p, _ := book.Place(city)
		if got := book.At(p, civil.MonthOf(2026, 8)).Money(policy.HousingFundBaseCeiling).String(); got != want {
			t.Errorf("%s: %s, published %s", city, got, want)
		}
	}
}

// Two cities print an amount that no rounding of each side gives. What is loaded says so, and so does every answer that uses it.
func TestPrintedAmountsThatContradictTheRoundingAreAdmitted(t *testing.T) {
	book := policy.Embedded()
	for _, c := range []struct{ city, month, wage, rate, printed string }{
		{"honghe", "2025-01", above, "0.12", "6245.00"}, // 26023 × 24 % = 6245.52, cut off
		{"tianjin", "2026-07", below, "0.05", "251.00"}, // 2510 × 10 %, for flexible workers
	} {
		if _, joint := fundOf(t, c.city, c.month, c.wage, c.rate); joint.String() == c.printed {
			t.Errorf("%s: the printed %s now comes out; drop the conflict", c.city, c.printed)
		}
		p, _ := book.Place(c.city)
		m, _ := civil.ParseMonth(c.month)
		if e := book.At(p, m).Entry(policy.HousingFundRounding); e == nil || e.Conflict.EN == "" {
			t.Errorf("%s: the rounding does not say that %s is printed", c.city, c.printed)
		}
	}
}

// Beijing's notice of 2009 rounds half-up: 11178 × 12 % is 1341.36 a side (worked example HF3). The floor of 2009 is not known, so the month
// is asked with both bounds supposed.
func TestBeijing2009(t *testing.T) {
	book := policy.Embedded()
	p, _ := book.Place("beijing")
	m := civil.MonthOf(2009, 7)
	s, faults := book.At(p, m).With(m.First(), []policy.Override{
		{Key: "housing_fund.base.floor", Value: "0 yuan/month"}, {Key: "housing_fund.base.ceiling", Value: "11178 yuan/month"},
		{Key: "housing_fund.rate.min", Value: "5%"},
	})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	rate := contribution.Given(money.PPM(120_000))
	var a contribution.Answer
	if faults := contribution.Calculate(&a, s, &contribution.Question{Month: m, Person: contribution.Employee, AverageWage: contribution.Given(money.Yuan(900_000)),
		HousingFund: contribution.HousingFund{Asked: true, EmployerRate: rate, EmployeeRate: rate}}); len(faults) > 0 {
		t.Fatal(faults)
	}
	if a.Lines[0].Amount != money.Yuan(1341) || a.Lines[1].Amount != money.Yuan(1341) {
		t.Errorf("%s and %s, printed 1341 each", a.Lines[0].Amount, a.Lines[1].Amount)
	}
}

// Where the fund cannot be calculated yet, and why. Everywhere else there is a month that can be answered.
var noFund = map[string]string{
	"lasa": "two calculators disagree about the ceiling, and no floor was found",
}

func TestEveryCityHasAMonthInWhichTheFundCanBeCalculated(t *testing.T) {
	book := policy.Embedded()
	for _, p := range book.Cities() {
		first := contribution.FirstMonth(book, p, policy.HousingFund)
		if why, open := noFund[p.ID]; open != (first == 0) {
			t.Errorf("%s (%s): first month %v; expected to be open: %t %s", p.ID, p.Name.In(lang.EN), first, open, why)
		}
	}
}
