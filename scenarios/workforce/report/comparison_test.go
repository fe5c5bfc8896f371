package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/scenarios/workforce"
	"fenhao/scenarios/workforce/report"
)

// lower is a plan with lower rates of the fund from October on.
func lower() *workforce.Plan {
	p := plan()
	p.Rates = []workforce.RateChange{{From: civil.MonthOf(2026, 10)}}
	p.Rates[0].EmployerRate.Given, p.Rates[0].EmployerRate.Value = true, money.PPM(80_000)
	p.Rates[0].EmployeeRate.Given, p.Rates[0].EmployeeRate.Value = true, money.PPM(80_000)
	return p
}

// A plan against the same with other rates: B less A is what the sums say.
func TestComparison(t *testing.T) {
	a, b := calculated(t, people(60), plan()), calculated(t, people(60), lower())
	var text bytes.Buffer
	if err := report.Comparison(&text, a.totals, b.totals, workforce.ByMonth|workforce.ByScheme, lang.EN); err != nil {
		t.Fatal(err)
	}
	for _, row := range records(t, text.String())[1:] {
		difference := fen(t, row[6])
		if fen(t, row[5])-fen(t, row[4]) != difference {
			t.Errorf("%q", row)
		}
		if changed := row[1] == "housing fund" && row[0] >= "2026-10"; changed != (difference < 0) || !changed && difference != 0 {
			t.Errorf("%q", row)
		}
	}
}

// A comparison as Parquet and as a workbook says what its CSV says, however it is broken down; and the workbook shows it in tables with charts.
func TestAComparisonIsTheSameInEveryFile(t *testing.T) {
	a, b := calculated(t, people(60), plan()), calculated(t, people(60), lower())
	for i, by := range []workforce.By{0, workforce.ByMonth | workforce.ByScheme, workforce.ByDepartment | workforce.ByCity | workforce.ByPayer, workforce.ByAll} {
		l := lang.Lang(i % 2)
		var text, packed, book bytes.Buffer
		if err := errors.Join(report.Comparison(&text, a.totals, b.totals, by, l), report.ComparisonParquet(&packed, a.totals, b.totals, by, l), report.ComparisonWorkbook(&book, a.totals, b.totals, by, l)); err != nil {
			t.Fatal(err)
		}
		all := records(t, text.String())
		checkParquet(t, packed.Bytes(), all, len(all[0])-3)
		f, err := excelize.OpenReader(bytes.NewReader(book.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		checkCompared(t, f, l, all)
		if n := charts(t, book.Bytes()); len(f.GetSheetList()) != 2 || n != 3 {
			t.Errorf("%q, %d charts", f.GetSheetList(), n)
		}
		_ = f.Close()
	}
}

// checkCompared holds a workbook's comparison against comparison.csv.
func checkCompared(t *testing.T, f *excelize.File, l lang.Lang, all [][]string) {
	t.Helper()
	names := map[lang.Lang][3]string{lang.ZH: {"比较", "比较明细", "合计"}, lang.EN: {"Comparison", "Compared sums", "total"}}[l]
	rows, err := f.GetRows(names[1], excelize.Options{RawCellValue: true})
	if err != nil || len(rows) != len(all) {
		t.Fatalf("%v: %d rows, want %d", err, len(rows), len(all))
	}
	for i := range rows {
		if !slices.Equal(rows[i], all[i]) {
			t.Fatalf("%q, want %q", rows[i], all[i])
		}
	}
	tables, err := f.GetRows(names[0], excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	var want [3]int64
	for _, row := range all[1:] {
		for i := range want {
			want[i] += fen(t, row[len(row)-5+i])
		}
	}
	sums := 0
	for _, row := range tables {
		if len(row) == 6 && row[0] == names[2] {
			sums++
			if got := [3]int64{fen(t, row[3]), fen(t, row[4]), fen(t, row[5])}; got != want {
				t.Errorf("the tables say %d, the rows %d", got, want)
			}
		}
	}
	if sums != 3 || want[2] >= 0 || want[1]-want[0] != want[2] {
		t.Errorf("%d tables, %d", sums, want)
	}
}

func charts(t *testing.T, data []byte) (n int) {
	t.Helper()
	for name, content := range contents(t, data) {
		if strings.HasPrefix(name, "xl/charts/chart") {
			n++
			wellFormed(t, name, content)
		}
	}
	return n
}

// The workbook of a budget that is held against another has the comparison as well, beside all it has.
func TestAWorkbookWithAComparison(t *testing.T) {
	a, b := calculated(t, people(60), plan()), calculated(t, people(60), lower())
	var text, book bytes.Buffer
	if err := errors.Join(report.Comparison(&text, a.totals, b.totals, workforce.ByAll, lang.ZH), report.Workbook(&book, a.Budget, a.totals, b.totals, a.Parts(), lang.ZH)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(book.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if got := fmt.Sprint(f.GetSheetList()); got != "[汇总 比较 比较明细 合计 人员 来源 说明]" {
		t.Error(got)
	}
	checkCompared(t, f, lang.ZH, records(t, text.String()))
	if n := charts(t, book.Bytes()); n != 6 {
		t.Errorf("%d charts", n)
	}
}

// What is owed is held against what is owed, and against nothing else.
func TestAComparisonOfWhatIsOwed(t *testing.T) {
	back := plan()
	back.From, back.KeepBases = civil.MonthOf(2026, 6), true
	back.PaidKnownOn = civil.DateOf(2026, 7, 15)
	a, b := calculated(t, people(60), plan()), calculated(t, people(60), back)
	var book, packed bytes.Buffer
	for _, err := range []error{report.ComparisonWorkbook(&book, a.totals, b.totals, 0, lang.ZH), report.ComparisonParquet(&packed, b.totals, a.totals, 0, lang.ZH), report.Workbook(&book, a.Budget, a.totals, b.totals, nil, lang.ZH)} {
		if l := fault.All(err); len(l) != 1 || l[0].Code != fault.NotComparable {
			t.Error(err)
		}
	}
	if book.Len()+packed.Len() > 0 {
		t.Error("something was written all the same")
	}
	if err := errors.Join(report.ComparisonWorkbook(&book, b.totals, b.totals, workforce.ByCity, lang.EN), report.ComparisonParquet(&packed, b.totals, b.totals, workforce.ByCity, lang.EN)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if s, _ := f.GetCellValue("Comparison", "A2"); !strings.HasSuffix(s, "owed.") {
		t.Error(s)
	}
	if rows, _ := f.GetRows("Compared sums"); len(rows) < 2 || len(rows[0]) != 1+2+9+2 {
		t.Errorf("%q", rows)
	}
}
