package tax_test

import (
	"testing"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/calc/tax"
)

func snapshot(t testing.TB, place string, m civil.Month) *policy.Snapshot {
	t.Helper()
	book := policy.Embedded()
	p, ok := book.Place(place)
	if !ok {
		t.Fatalf("the book has no place %s", place)
	}
	return book.At(p, m)
}

func month(t testing.TB, s string) civil.Month {
	t.Helper()
	m, err := civil.ParseMonth(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return m
}

func yuan(t testing.TB, s string) money.Money {
	t.Helper()
	m, err := money.Parse(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return m
}

func withhold(t testing.TB, place string, q tax.Question) tax.Answer {
	t.Helper()
	a, faults := tax.Withhold(snapshot(t, place, q.Month), &q)
	if faults != nil {
		t.Fatal(faults)
	}
	return a
}

func same(t testing.TB, what string, got money.Money, want string) {
	t.Helper()
	if got.String() != want {
		t.Errorf("%s is %s, want %s", what, got, want)
	}
}

// C1, an example of the tax administration: 30000 a month, 4500 insurance and fund, 2000 special additional deductions.
// The earlier months are once left to be taken alike, and once given.
func TestThreeMonthsOfCumulativeWithholding(t *testing.T) {
	want := []string{"555.00", "625.00", "1850.00"}
	q := tax.Question{Income: money.Yuan(30000), Contributions: money.Yuan(4500), Deductions: tax.Deductions{Sum: money.Yuan(2000)}}
	before := tax.YearToDate{}
	for i, tax1 := range want {
		q.Month = month(t, "2026-01").Add(i)
		q.YearToDate = nil
		same(t, q.Month.String()+", earlier months taken alike", withhold(t, "national", q).Withheld, tax1)

		given := before
		q.YearToDate = &given
		a := withhold(t, "national", q)
		same(t, q.Month.String()+", earlier months given", a.Withheld, tax1)

		before.Months++
		before.Income = before.Income.Add(q.Income)
		before.Contributions = before.Contributions.Add(q.Contributions)
		before.Deductions = before.Deductions.Add(q.Deductions.Sum)
		before.Withheld = before.Withheld.Add(a.Withheld)
	}
}

// The published examples of one month. Their places are not in the book; what the employee pays there for insurance and fund is
// taken from the example.
func TestPublishedMonths(t *testing.T) {
	for _, c := range []struct {
		id            string
		place         string
		month, since  string
		wage          string
		contributions string
		deductions    tax.Deductions
		fullYear      bool
		nonResident   bool
		taxable, tax  string
		net           string
	}{
		{id: "C11", month: "2025-12", since: "2025-12", wage: "20000", contributions: "3500", tax: "345.00", net: "16155.00"},
		{id: "C13", month: "2025-12", since: "2025-12", wage: "47527.71", contributions: "6527.71", taxable: "36000.00", tax: "1080.00", net: "39920.00"},
		{id: "C15", month: "2025-12", wage: "30000", contributions: "3150", nonResident: true, tax: "3590.00", net: "23260.00"},
		{id: "C16", month: "2026-01", wage: "10000", contributions: "1750", fullYear: true, tax: "0.00", net: "8250.00"},
		{id: "C17", place: "wuhan", month: "2026-01", wage: "20000", contributions: "3500", deductions: tax.Deductions{Rent: money.Yuan(2000)}, tax: "300.00", net: "16200.00"}, // a city of the same class of rents
		{id: "C18", month: "2026-01", wage: "20000", contributions: "3500", deductions: tax.Deductions{ChildEducation: money.Yuan(2000), ElderlySupport: money.Yuan(3000)}, tax: "195.00", net: "16305.00"},
		{id: "C22", month: "2026-01", wage: "30000", contributions: "5250", tax: "592.50", net: "24157.50"},
		{id: "C26 January", month: "2023-01", wage: "20000", contributions: "3500", tax: "345.00", net: "16155.00"},
		{id: "C26 July", month: "2023-07", since: "2023-01", wage: "20000", contributions: "3500", tax: "1150.00", net: "15350.00"},
		{id: "C28", month: "2026-01", wage: "30000", contributions: "6753", tax: "547.41", net: "22699.59"},
		{id: "C32, the wage", month: "2026-01", wage: "30000", contributions: "3150", nonResident: true, tax: "3590.00", net: "23260.00"},
	} {
		t.Run(c.id, func(t *testing.T) {
			q := tax.Question{
				Month: month(t, c.month), Income: yuan(t, c.wage), Contributions: yuan(t, c.contributions),
				Deductions: c.deductions, FullYearDeduction: c.fullYear, NonResident: c.nonResident,
			}
			if c.since != "" {
				q.EmployedSince = month(t, c.since)
			}
			place := c.place
			if place == "" {
				place = "national"
			}
			a := withhold(t, place, q)
			same(t, "the tax", a.Withheld, c.tax)
			same(t, "the net wage", q.Income.Sub(q.Contributions).Sub(a.Withheld), c.net)
			if c.taxable != "" {
				same(t, "the taxable amount", a.TaxableToDate, c.taxable)
			}
			if a.Rule == nil {
				t.Error("no rule is cited")
			}
		})
	}
}

// C17: of a declared rent above the cap, the cap is deducted. The example prints 1500.
func TestRentAboveTheCapIsDeductedUpToIt(t *testing.T) {
	a := withhold(t, "wuhan", tax.Question{Month: month(t, "2026-01"), Income: money.Yuan(20000), Contributions: money.Yuan(3500), Deductions: tax.Deductions{Rent: money.Yuan(2000)}})
	same(t, "the rent deducted", a.Deductions, "1500.00")
}

// year is the tax of twelve months, the wages of each given.
func year(t *testing.T, wages [12]money.Money, contributions money.Money) (total money.Money) {
	before := tax.YearToDate{}
	for i, wage := range wages {
		given := before
		a := withhold(t, "national", tax.Question{Month: month(t, "2026-01").Add(i), Income: wage, Contributions: contributions, YearToDate: &given})
		total = total.Add(a.Withheld)
		before = tax.YearToDate{Months: i + 1, Income: before.Income.Add(wage), Contributions: before.Contributions.Add(contributions), Withheld: before.Withheld.Add(a.Withheld)}
	}
	return total
}

// C22 and C23: a year at 30000, and the same with a bonus of 100000 taxed apart or with the wages.
func TestPublishedYears(t *testing.T) {
	var wages [12]money.Money
	for i := range wages {
		wages[i] = money.Yuan(30000)
	}
	contributions := money.Yuan(5250)
	plain := year(t, wages, contributions)
	same(t, "C22, the year's tax", plain, "30480.00")

	apart := bonus(t, tax.Bonus{Month: month(t, "2026-12"), Amount: money.Yuan(100000)})
	same(t, "C23, the bonus's tax", apart.Withheld, "9790.00")
	same(t, "C23, the year's tax with the bonus apart", plain.Add(apart.Withheld), "40270.00")

	wages[11] = wages[11].Add(money.Yuan(100000))
	same(t, "C23, the year's tax with the bonus in the wage", year(t, wages, contributions), "52330.00")
}

// What the asker did not say is said in the answer.
func TestAssumptionsAreStated(t *testing.T) {
	q := tax.Question{Month: month(t, "2026-03"), Income: money.Yuan(30000)}
	assumed(t, withhold(t, "national", q), tax.EarlierMonthsAlike, tax.SinceJanuary)

	q.EmployedSince = month(t, "2025-05")
	assumed(t, withhold(t, "national", q), tax.EarlierMonthsAlike)

	q.EmployedSince = q.Month
	assumed(t, withhold(t, "national", q))

	q.Deductions = tax.Deductions{ChildEducation: money.Yuan(4000), ElderlySupport: money.Yuan(3000)}
	assumed(t, withhold(t, "national", q), tax.OneChild, tax.OnlyChildAssumed)

	q.Deductions.Children, q.Deductions.Siblings = 2, tax.Shared
	a := withhold(t, "national", q)
	assumed(t, a)
	same(t, "two children, and the support of the parents shared", a.Deductions, "5500.00")

	q.Deductions = tax.Deductions{Sum: money.Yuan(1)}
	assumed(t, withhold(t, "national", q), tax.SumAsStated)
}

func assumed(t *testing.T, a tax.Answer, want ...tax.Assumption) {
	t.Helper()
	ok := len(a.Assumed) == len(want)
	for i := range want {
		ok = ok && a.Assumed[i] == want[i]
	}
	if !ok {
		t.Errorf("assumed %v, want %v", a.Assumed, want)
	}
}

// What was withheld too much stays withheld until the year's own settlement.
func TestNothingIsPaidBackWithinTheYear(t *testing.T) {
	a := withhold(t, "national", tax.Question{
		Month: month(t, "2026-02"), Income: money.Yuan(3000),
		YearToDate: &tax.YearToDate{Months: 1, Income: money.Yuan(30000), Withheld: money.Yuan(750)},
	})
	same(t, "the tax", a.Withheld, "0.00")
	same(t, "the tax due to date", a.DueToDate, "690.00")
}

func TestRefusals(t *testing.T) {
	base := func(change func(*tax.Question)) tax.Question {
		q := tax.Question{Month: month(t, "2026-03"), Income: money.Yuan(20000)}
		change(&q)
		return q
	}
	for _, c := range []struct {
		what  string
		place string
		q     tax.Question
		code  fault.Code
		field string
	}{
		{"C20: rent and mortgage interest together", "wuhan", base(func(q *tax.Question) {
			q.Deductions = tax.Deductions{Rent: money.Yuan(1500), MortgageInterest: money.Yuan(1000)}
		}), fault.Exclusive, "/tax/special_deductions/rent"},
		{"a sum beside items", "national", base(func(q *tax.Question) {
			q.Deductions = tax.Deductions{Sum: money.Yuan(1500), ChildEducation: money.Yuan(1000)}
		}), fault.Exclusive, "/tax/special_deductions"},
		{"rent where the place's class is not known", "wuxi", base(func(q *tax.Question) {
			q.Deductions = tax.Deductions{Rent: money.Yuan(1500)}
		}), fault.ValueUnknown, "/tax/special_deductions/rent"},
		{"a negative deduction", "national", base(func(q *tax.Question) {
			q.Deductions = tax.Deductions{InfantCare: money.Yuan(-1)}
		}), fault.Negative, "/tax/special_deductions/infant_care"},
		{"employed only later", "national", base(func(q *tax.Question) {
			q.EmployedSince = month(t, "2026-04")
		}), fault.BeforeStart, "/tax/employed_since"},
		{"more earlier months than the year has", "national", base(func(q *tax.Question) {
			q.YearToDate = &tax.YearToDate{Months: 3}
		}), fault.OutOfRange, "/tax/year_to_date/months"},
		{"the full-year deduction in the first year", "national", base(func(q *tax.Question) {
			q.EmployedSince, q.FullYearDeduction = month(t, "2025-06"), true
		}), fault.NotApplicable, "/tax/full_year_deduction"},
		{"special deductions of a non-resident", "national", base(func(q *tax.Question) {
			q.NonResident, q.Deductions = true, tax.Deductions{Sum: money.Yuan(1)}
		}), fault.NotApplicable, "/tax/special_deductions"},
		{"a month before the law", "national", base(func(q *tax.Question) {
			q.Month = month(t, "2018-12")
		}), fault.BeforeFirst, "/tax"},
	} {
		t.Run(c.what, func(t *testing.T) {
			_, faults := tax.Withhold(snapshot(t, c.place, c.q.Month), &c.q)
			for _, f := range faults {
				if f.Code == c.code && f.Field == c.field {
					return
				}
			}
			t.Errorf("want %s at %s, got %v", c.code, c.field, faults)
		})
	}
}

// The elected full-year deduction is used up first; above it the year is taxed as ever.
func TestFullYearDeductionIsUsedUpFirst(t *testing.T) {
	q := tax.Question{Month: month(t, "2026-06"), Income: money.Yuan(10000), FullYearDeduction: true}
	same(t, "the tax in June, 60000 earned", withhold(t, "national", q).Withheld, "0.00")
	q.Month = q.Month.Add(1)
	same(t, "the tax in July, 70000 earned", withhold(t, "national", q).Withheld, "300.00")
}
