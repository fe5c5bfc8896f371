package report_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
	"fenhao/scenarios/workforce/report"
	"fenhao/scenarios/workforce/table"
)

// budget is a table calculated, its parts kept.
type budget struct {
	*workforce.Budget
	totals *workforce.Totals
	parts  [][]byte
}

func (b *budget) Parts() report.Parts {
	return func(yield func([]byte, error) bool) {
		for _, p := range b.parts {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// people is a table with what is awkward in names: formulas, commas, quotes, numbers, eighteen digits.
func people(n int) string {
	var s strings.Builder
	s.WriteString("工号,部门,城市,上年度月平均工资,月工资,单位缴存比例,个人缴存比例,工伤风险类别\n")
	departments := []string{"研发部", "=cmd|' /C calc'!A0", "\"甲,\"\"乙\"\"\"", "-5", "", "<b>&x", "＝1+1"}
	for i := range n {
		city := [...]string{"武汉", "无锡"}[i%2]
		fmt.Fprintf(&s, "1101011990%08d,%s,%s,%d.%02d,20000,12%%,12%%,%d\n", i, departments[i%len(departments)], city, 5000+i*7%30000, i%100, 1+i%8)
	}
	return s.String()
}

func calculated(t testing.TB, in string, plan *workforce.Plan) *budget {
	t.Helper()
	r, err := table.NewCSV(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	header, problems := workforce.ReadHeader(r.Header(), plan)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	core, faults := workforce.Prepare(policy.Embedded(), plan, header)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	b := &budget{Budget: core, totals: core.NewTotals()}
	_, err = core.CheckAll(context.Background(), r.Next, func(block *workforce.Block, c *workforce.Checked) error {
		if len(c.Problems) > 0 {
			t.Fatal(c.Problems[0])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	r, err = table.NewCSV(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	err = core.Run(context.Background(), r.Next, nil, func(p *workforce.Part, _ []byte) error {
		b.parts = append(b.parts, bytes.Clone(p.Records))
		b.totals.Add(p.Totals)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func plan() *workforce.Plan {
	return &workforce.Plan{From: civil.MonthOf(2026, 7), To: civil.MonthOf(2026, 12)}
}

func records(t testing.TB, text string) [][]string {
	t.Helper()
	after, marked := strings.CutPrefix(text, "\uFEFF")
	if !marked {
		t.Error("no byte-order mark")
	}
	all, err := csv.NewReader(strings.NewReader(after)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func fen(t testing.TB, s string) int64 {
	t.Helper()
	if s == "" {
		return 0
	}
	m, err := money.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return m.Fen()
}

// The last three columns of people.csv, the amounts of totals.csv, the workbook's sheets and the Parquet file add up to the same fen.
func TestEverythingAddsUpToTheSame(t *testing.T) {
	n := 4200 // two blocks
	if testing.Short() {
		n = 400
	}
	short := plan()
	short.To = short.From.Add(1)
	b := calculated(t, people(n), short)
	var want int64
	for r := range b.totals.Rows(0) {
		want = r.Due.Fen()
	}
	if want <= 0 {
		t.Fatal("nothing to pay")
	}
	for _, l := range []lang.Lang{lang.ZH, lang.EN} {
		for _, d := range []workforce.Detail{workforce.EachMonth, workforce.EachPerson} {
			var text bytes.Buffer
			if err := report.People(&text, b.Budget, b.Parts(), d, l); err != nil {
				t.Fatal(err)
			}
			sum := int64(0)
			all := records(t, text.String())
			for _, row := range all[1:] {
				sum += fen(t, row[len(row)-1])
			}
			if rows := map[workforce.Detail]int{workforce.EachMonth: n * 2, workforce.EachPerson: n}[d]; sum != want || len(all)-1 != rows {
				t.Errorf("people.csv: %d in %d rows, want %d in %d", sum, len(all)-1, want, rows)
			}
			var packed bytes.Buffer
			if err := report.PeopleParquet(&packed, b.Budget, b.Parts(), d, l); err != nil {
				t.Fatal(err)
			}
			checkParquet(t, packed.Bytes(), all, len(all[0])-1)
		}
		for by := workforce.By(0); by <= workforce.ByAll; by++ {
			var text, packed bytes.Buffer
			if err := errors.Join(report.Totals(&text, b.Budget, b.totals, by, l), report.TotalsParquet(&packed, b.Budget, b.totals, by, l)); err != nil {
				t.Fatal(err)
			}
			sum := int64(0)
			all := records(t, text.String())
			for _, row := range all[1:] {
				sum += fen(t, row[len(row)-2])
			}
			checkParquet(t, packed.Bytes(), all, len(all[0])-2)
			if sum != want {
				t.Errorf("totals.csv by %b: %d, want %d", by, sum, want)
			}
		}
		checkWorkbook(t, b, l, want)
	}
}

// checkParquet reads the file with the reader of tables, whose cells are those of people.csv but for the guard.
func checkParquet(t *testing.T, data []byte, all [][]string, amount int) {
	t.Helper()
	r, err := table.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(r.Header(), all[0]) {
		t.Errorf("%q, want %q", r.Header(), all[0])
	}
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	last := f.Schema().Fields()[amount].Type()
	if last.String() != "DECIMAL(18,2)" || last.Kind() != parquet.Int64 {
		t.Errorf("an amount is %s over %s", last, last.Kind())
	}
	var block workforce.Block
	n := 1
	for {
		err := r.Next(&block)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(block.CSV)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, got := range rows {
			want := slices.Clone(all[n])
			for i, cell := range want {
				if strings.HasPrefix(cell, "'=") || strings.HasPrefix(cell, "'＝") {
					want[i] = cell[1:]
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("row %d: %q, want %q", n, got, want)
			}
			n++
		}
	}
	if n != len(all) {
		t.Errorf("%d rows, want %d", n, len(all))
	}
}

func checkWorkbook(t *testing.T, b *budget, l lang.Lang, want int64) {
	t.Helper()
	var data bytes.Buffer
	if err := report.Workbook(&data, b.Budget, b.totals, nil, b.Parts(), l); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	sheets := []string{"汇总", "合计", "人员", "来源", "说明"}
	if l == lang.EN {
		sheets = []string{"Summary", "Totals", "People", "Sources", "Notes"}
	}
	if !slices.Equal(f.GetSheetList(), sheets) {
		t.Fatalf("%q", f.GetSheetList())
	}
	all := map[string][][]string{}
	for _, sheet := range sheets {
		if all[sheet], err = f.GetRows(sheet, excelize.Options{RawCellValue: true}); err != nil {
			t.Fatal(err)
		}
	}
	total := map[string]int64{}
	for _, row := range all[sheets[0]] { // three tables, each with its sum
		if len(row) >= 5 && (row[0] == "合计" || row[0] == "total") {
			total[sheets[0]] += fen(t, row[4])
		}
	}
	if total[sheets[0]] != 3*want {
		t.Errorf("summary: %d, want three times %d", total[sheets[0]], want)
	}
	for i, back := range []int{2, 1} { // the amounts' last column, from the end
		rows := all[sheets[1+i]]
		sum := int64(0)
		for _, row := range rows[1:] {
			if len(row) != len(rows[0]) {
				t.Fatalf("%s: %q", sheets[1+i], row)
			}
			sum += fen(t, row[len(row)-back])
		}
		if sum != want {
			t.Errorf("%s: %d, want %d", sheets[1+i], sum, want)
		}
	}
	if rows := all[sheets[3]]; len(rows) < 10 || !strings.HasPrefix(rows[1][12], "http") {
		t.Errorf("sources: %d rows, %q", len(rows), rows[1])
	}
	if ok, link, _ := f.GetCellHyperLink(sheets[3], "M2"); !ok || !strings.HasPrefix(link, "http") {
		t.Errorf("a source without a link: %q", link)
	}
	// An amount is a number with its format, an id a text.
	if kind, _ := f.GetCellType(sheets[2], "G2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("an amount is of type %d", kind)
	}
	if s, _ := f.GetCellValue(sheets[2], "E2"); s != "5,000.00" {
		t.Errorf("an amount is shown as %q", s)
	}
	if s, _ := f.GetCellValue(sheets[2], "A2"); s != "110101199000000000" {
		t.Errorf("an id is %q", s)
	}
	for _, sheet := range sheets {
		for i, row := range all[sheet][:min(8, len(all[sheet]))] {
			for j := range row {
				at, _ := excelize.CoordinatesToCellName(j+1, i+1)
				if formula, _ := f.GetCellFormula(sheet, at); formula != "" {
					t.Errorf("%s!%s is the formula %s", sheet, at, formula)
				}
			}
		}
	}
	charts := 0
	for name, content := range contents(t, data.Bytes()) {
		if strings.HasPrefix(name, "xl/charts/chart") {
			charts++
		}
		if strings.Contains(content, "<dimension") { // one that is wrong is worse than none
			t.Errorf("%s says how far it reaches", name)
		}
	}
	if charts != 3 {
		t.Errorf("%d charts", charts)
	}
	p, err := f.GetPanes(sheets[2])
	if err != nil || !p.Freeze || p.YSplit != 1 || p.XSplit != 1 {
		t.Errorf("%+v %v", p, err)
	}
}

// A formula in a department is written everywhere so that no spreadsheet runs it; a plain negative number stays what it is.
func TestNoFormulas(t *testing.T) {
	b := calculated(t, people(12), plan())
	var peopleText, totals, errs bytes.Buffer
	if err := errors.Join(report.People(&peopleText, b.Budget, b.Parts(), workforce.EachMonth, lang.ZH), report.Totals(&totals, b.Budget, b.totals, workforce.ByAll, lang.ZH)); err != nil {
		t.Fatal(err)
	}
	e := report.NewErrors(&errs, lang.EN)
	p := workforce.Problem{Row: 7, Column: 2, Name: "@SUM(A1)", Fault: fault.New(fault.NotNumber, "wage", "value", "x")}
	if err := errors.Join(e.Add(p), e.Close()); err != nil {
		t.Fatal(err)
	}
	minus := 0
	for _, text := range []string{peopleText.String(), totals.String(), errs.String()} {
		for _, row := range records(t, text) {
			for _, cell := range row {
				if cell == "-5" {
					minus++
				} else if strings.HasPrefix(cell, "＝") || strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "@") || strings.HasPrefix(cell, "+") || strings.HasPrefix(cell, "-") {
					t.Errorf("%q", cell)
				}
			}
		}
	}
	if minus == 0 {
		t.Error("the department -5 is gone")
	}
	if got := records(t, errs.String())[1]; fmt.Sprint(got[:5]) != "[7 2 '@SUM(A1)  not_a_number]" {
		t.Errorf("%q", got)
	}
}

// full takes some bytes and then no more, like a disk.
type full struct{ left int }

var errFull = errors.New("no space left on device")

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// A disk that is full anywhere in a file is an error of the function that writes it.
// A workbook shows no zero where nothing is known or nobody pays, and its first sheet says how many amounts are missing from the sums. The
// medical rate of flexible workers in Wuxi is not published; there is no employee's share of the work-injury insurance.
func TestAWorkbookHidesNothingUnknown(t *testing.T) {
	m := civil.MonthOf(2026, 8)
	b := calculated(t, "id,city,kind,flexible base,monthly amount\nf,无锡,灵活就业,6000,800\n", &workforce.Plan{From: m, To: m})
	var file bytes.Buffer
	if err := report.Workbook(&file, b.Budget, b.totals, nil, b.Parts(), lang.EN); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	sheets := x.GetSheetList()
	if text, _ := x.GetCellValue(sheets[0], "A2"); !strings.HasPrefix(text, "Amounts that are not known and in none of these sums: 1") {
		t.Errorf("%s: %q", sheets[0], text)
	}
	rows, err := x.GetRows(sheets[1])
	if err != nil || len(rows) < 2 {
		t.Fatal(err, rows)
	}
	for name, want := range map[string]string{"housing fund employee": "800.00", "pension insurance employee": "1,200.00", "medical insurance employee": "", "work-injury insurance employee": "", "employee total": "2,000.00"} {
		at := slices.Index(rows[0], name)
		if at < 0 || rows[1][at] != want {
			t.Errorf("%s: %q; wanted %q of %q", name, rows[1], want, rows[0])
		}
	}
}

func TestAFullDiskIsAnError(t *testing.T) {
	n := 500
	if testing.Short() {
		n = 100
	}
	b := calculated(t, people(n), plan())
	for what, write := range map[string]func(io.Writer) error{
		"people": func(w io.Writer) error { return report.People(w, b.Budget, b.Parts(), workforce.EachMonth, lang.ZH) },
		"parquet": func(w io.Writer) error {
			return report.PeopleParquet(w, b.Budget, b.Parts(), workforce.EachMonth, lang.ZH)
		},
		"totals":   func(w io.Writer) error { return report.Totals(w, b.Budget, b.totals, workforce.ByAll, lang.ZH) },
		"sources":  func(w io.Writer) error { return report.Sources(w, b.Budget, b.totals, lang.ZH) },
		"workbook": func(w io.Writer) error { return report.Workbook(w, b.Budget, b.totals, nil, b.Parts(), lang.ZH) },
		"compare":  func(w io.Writer) error { return report.Comparison(w, b.totals, b.totals, workforce.ByAll, lang.ZH) },
		"totals.parquet": func(w io.Writer) error {
			return report.TotalsParquet(w, b.Budget, b.totals, workforce.ByAll, lang.ZH)
		},
		"compare.parquet": func(w io.Writer) error {
			return report.ComparisonParquet(w, b.totals, b.totals, workforce.ByAll, lang.ZH)
		},
		"compare.xlsx": func(w io.Writer) error {
			return report.ComparisonWorkbook(w, b.totals, b.totals, workforce.ByAll, lang.ZH)
		},
		"template": func(w io.Writer) error { return report.Template(w, lang.ZH) },
		"sheet":    func(w io.Writer) error { return report.TemplateWorkbook(w, policy.Embedded(), lang.ZH) },
	} {
		var whole, again bytes.Buffer
		for _, w := range []*bytes.Buffer{&whole, &again} {
			if err := write(w); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
		}
		if !bytes.Equal(whole.Bytes(), again.Bytes()) {
			t.Errorf("%s: not the same file when it is written again", what)
		}
		for _, left := range []int{0, whole.Len() / 2, whole.Len() - 1} {
			if err := write(&full{left}); !errors.Is(err, errFull) {
				t.Errorf("%s, full after %d of %d bytes: %v", what, left, whole.Len(), err)
			}
		}
	}
	// What goes wrong where the parts come from is an error too.
	broken := func(yield func([]byte, error) bool) { yield(nil, errFull) }
	for _, err := range []error{report.People(io.Discard, b.Budget, broken, 0, 0), report.PeopleParquet(io.Discard, b.Budget, broken, 0, 0), report.Workbook(io.Discard, b.Budget, b.totals, nil, broken, 0)} {
		if !errors.Is(err, errFull) {
			t.Error(err)
		}
	}
}

// A template is a table: its header is read, and there is nobody in it.
func TestTemplates(t *testing.T) {
	for _, l := range []lang.Lang{lang.ZH, lang.EN} {
		var text, sheet bytes.Buffer
		if err := errors.Join(report.Template(&text, l), report.TemplateWorkbook(&sheet, policy.Embedded(), l)); err != nil {
			t.Fatal(err)
		}
		for _, data := range [][]byte{text.Bytes(), sheet.Bytes()} {
			r, err := table.Open(bytes.NewReader(data), int64(len(data)))
			if err != nil {
				t.Fatal(err)
			}
			h, problems := workforce.ReadHeader(r.Header(), plan())
			if len(problems) > 0 || len(h.Cells) != workforce.Columns {
				t.Errorf("%v %q", problems, h.Cells)
			}
			var b workforce.Block
			if err := r.Next(&b); !errors.Is(err, io.EOF) {
				t.Errorf("%q %v", b.CSV, err)
			}
		}
		f, err := excelize.OpenReader(&sheet)
		if err != nil {
			t.Fatal(err)
		}
		lists, err := f.GetDataValidations(f.GetSheetName(0))
		if err != nil || len(lists) != 5 {
			t.Errorf("%d lists: %v", len(lists), err)
		}
		if rows, _ := f.GetRows(f.GetSheetName(1)); len(rows) != workforce.Columns+1 {
			t.Errorf("%d rows explain %d columns", len(rows)-1, workforce.Columns)
		}
		if rows, _ := f.GetRows(f.GetSheetName(2)); len(rows) != len(policy.Embedded().Cities())+1 {
			t.Errorf("%d cities", len(rows)-1)
		}
		_ = f.Close()
	}
}

// Every word a template offers is one that is understood.
func TestTemplateWordsAreRead(t *testing.T) {
	var sheet bytes.Buffer
	if err := report.TemplateWorkbook(&sheet, policy.Embedded(), lang.ZH); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	name := f.GetSheetName(0)
	header, _ := f.GetRows(name)
	lists, _ := f.GetDataValidations(name)
	for _, v := range lists {
		if !strings.HasPrefix(v.Formula1, `"`) {
			continue
		}
		column, _, _ := excelize.CellNameToCoordinates(strings.Split(v.Sqref, ":")[0])
		for _, word := range strings.Split(strings.Trim(v.Formula1, `"`), ",") {
			in := "工号,城市,月工资,上年度月平均工资,单位缴存比例,个人缴存比例," + header[0][column-1] + "\nA1,武汉,,20000,12%,12%," + word + "\n"
			r, err := table.NewCSV(strings.NewReader(in))
			if err != nil {
				t.Fatal(err)
			}
			p := plan()
			h, _ := workforce.ReadHeader(r.Header(), p)
			b, faults := workforce.Prepare(policy.Embedded(), p, h)
			if len(faults) > 0 {
				t.Fatal(faults)
			}
			var block workforce.Block
			var c workforce.Checked
			if err := r.Next(&block); err != nil {
				t.Fatal(err)
			}
			b.NewWorker().Check(&block, &c)
			for _, problem := range c.Problems {
				if problem.Column == 7 && problem.Fault.Code == fault.NotOneOf {
					t.Errorf("%s is not read: %v", word, problem.Fault)
				}
			}
		}
	}
}

// contents are the parts of a workbook.
func contents(t *testing.T, data []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(content)
	}
	return out
}
