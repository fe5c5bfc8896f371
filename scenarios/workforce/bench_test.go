package workforce

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// staff is a block of a company in five cities, with wages around the bounds, and a budget of a calendar year: all schemes, a raise, the
// adjustment in July.
func staff(b testing.TB, rows int) (*Budget, *Block) {
	header := strings.Split("工号,部门,城市,月工资,上年度月平均工资,用工情况,入职月份,单位比例,个人比例,工伤风险类别", ",")
	p := &Plan{From: civil.MonthOf(2026, 1), To: civil.MonthOf(2026, 12), Defaults: Defaults{Employer: contribution.Enterprise},
		Raises: []Raise{{From: civil.MonthOf(2026, 4), Percent: money.PPM(50_000)}}}
	h, problems := ReadHeader(header, p)
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	budget, faults := Prepare(policy.Embedded(), p, h)
	if len(faults) > 0 {
		b.Fatal(faults)
	}
	random := rand.New(rand.NewPCG(5, 6))
	block := &Block{Row: 2}
	cities := []string{"武汉", "郑州", "无锡", "乌鲁木齐", "常州"}
	for n := range rows {
		city := cities[random.IntN(len(cities))]
		wage := fmt.Sprintf("%d.%02d", 3_000+random.IntN(40_000), random.IntN(100))
		rate := 5 + random.IntN(8)
		if random.IntN(20) == 0 {
			block.CSV = fmt.Appendf(block.CSV, "E%07d,部门%d,%s,%s,,新参加工作,2026-%02d,%d%%,%d%%,%d\n", n, random.IntN(20), city, wage, 2+random.IntN(8), rate, rate, 1+random.IntN(8))
			continue
		}
		block.CSV = fmt.Appendf(block.CSV, "E%07d,部门%d,%s,%s,%s,,,%d%%,%d%%,%d\n", n, random.IntN(20), city, wage, wage, rate, rate, 1+random.IntN(8))
	}
	var c Checked
	budget.NewWorker().Check(block, &c)
	if len(c.Problems) > 0 {
		b.Fatal(c.Problems[0])
	}
	return budget, block
}

// report says how many person-months were done in a second.
func report(b *testing.B, months int64) {
	b.ReportMetric(float64(months)*float64(b.N)/b.Elapsed().Seconds()/1e6, "M-person-months/s")
}

// personMonths counts what a block comes to.
func personMonths(t *Totals) (n int64) {
	for r := range t.Rows(0) {
		n += r.PersonMonths
	}
	return n
}

// The kernel alone: people as read, to records and sums.
func BenchmarkKernel(b *testing.B) {
	budget, block := staff(b, BlockRows)
	w := budget.NewWorker()
	var part Part
	if err := w.Calculate(block, &part); err != nil {
		b.Fatal(err)
	}
	months := personMonths(part.Totals)
	var people []person
	var groups []*group
	w.begin(block)
	for w.next() {
		w.row()
		people, groups = append(people, w.person), append(groups, w.group())
	}
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		part.Records = part.Records[:0]
		for i := range people {
			w.person, w.open = people[i], false
			w.calculate(groups[i])
			w.endPerson()
		}
	}
	report(b, months)
}

// A block of rows: cells, people, records and sums.
func BenchmarkBlock(b *testing.B) {
	budget, block := staff(b, BlockRows)
	w := budget.NewWorker()
	var part Part
	if err := w.Calculate(block, &part); err != nil {
		b.Fatal(err)
	}
	months := personMonths(part.Totals)
	b.SetBytes(int64(len(block.CSV)))
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		_ = w.Calculate(block, &part)
	}
	report(b, months)
}

// The same on all cores, each with a worker of its own.
func BenchmarkBlocksOnAllCores(b *testing.B) {
	budget, block := staff(b, BlockRows)
	var part Part
	if err := budget.NewWorker().Calculate(block, &part); err != nil {
		b.Fatal(err)
	}
	months := personMonths(part.Totals)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		w := budget.NewWorker()
		var part Part
		for pb.Next() {
			_ = w.Calculate(block, &part)
		}
	})
	report(b, months)
}

func BenchmarkCheck(b *testing.B) {
	budget, block := staff(b, BlockRows)
	w := budget.NewWorker()
	var c Checked
	var part Part
	_ = w.Calculate(block, &part)
	months := personMonths(part.Totals)
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		w.Check(block, &c)
	}
	report(b, months)
}

func BenchmarkAppendPeople(b *testing.B) {
	budget, block := staff(b, BlockRows)
	var part Part
	if err := budget.NewWorker().Calculate(block, &part); err != nil {
		b.Fatal(err)
	}
	months := personMonths(part.Totals)
	out := budget.AppendPeople(nil, part.Records, EachMonth, lang.ZH)
	b.SetBytes(int64(len(out)))
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		out = budget.AppendPeople(out[:0], part.Records, EachMonth, lang.ZH)
	}
	report(b, months)
	b.ReportMetric(float64(len(part.Records))/float64(BlockRows), "record-bytes/person")
}

// The promise as a test: a block allocates nothing for a row. What it may allocate is its sums' and does not grow with it.
func TestARowAllocatesNothing(t *testing.T) {
	budget, block := staff(t, BlockRows)
	w := budget.NewWorker()
	var part Part
	var c Checked
	_ = w.Calculate(block, &part)
	w.Check(block, &c)
	if n := testing.AllocsPerRun(5, func() { _ = w.Calculate(block, &part) }); n > 64 {
		t.Errorf("%v allocations for %d rows", n, BlockRows)
	}
	if n := testing.AllocsPerRun(5, func() { w.Check(block, &c) }); n > 64 {
		t.Errorf("a check: %v allocations for %d rows", n, BlockRows)
	}
}
