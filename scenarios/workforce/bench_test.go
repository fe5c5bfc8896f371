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
	return staffFrom(b, rows, civil.MonthOf(2026, 1))
}

// staffFrom is the same from any month on. A fund year, from July, has no adjustment in its middle.
func staffFrom(b testing.TB, rows int, from civil.Month) (*Budget, *Block) {
	header := strings.Split("工号,部门,城市,月工资,上年度月平均工资,用工情况,入职月份,单位比例,个人比例,工伤风险类别", ",")
	p := &Plan{From: from, To: from.Add(11), Defaults: Defaults{Employer: contribution.Enterprise},
		Raises: []Raise{{From: from.Add(3), Percent: money.PPM(50_000)}}}
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
			block.CSV = fmt.Appendf(block.CSV, "E%07d,部门%d,%s,%s,,新参加工作,%s,%d%%,%d%%,%d\n", n, random.IntN(20), city, wage, from.Add(1+random.IntN(8)), rate, rate, 1+random.IntN(8))
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

// The kernel alone: people as read, to records and sums, on one core and on all, each with a worker of its own. The single calculation of
// one of their months is the measure beside it: the machine's own speed.
func BenchmarkKernel(b *testing.B) {
	for _, from := range []civil.Month{civil.MonthOf(2026, 1), civil.MonthOf(2026, 7)} {
		name := map[int]string{1: "calendar-year", july: "fund-year"}[from.Number()]
		budget, block := staffFrom(b, BlockRows, from)
		b.Run(name, func(b *testing.B) {
			k := newKernel(b, budget, block)
			b.ReportAllocs()
			for b.Loop() {
				k.run()
			}
			report(b, k.months)
		})
		b.Run(name+"-on-all-cores", func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				for k := newKernel(b, budget, block); pb.Next(); {
					k.run()
				}
			})
			report(b, newKernel(b, budget, block).months)
		})
	}
	b.Run("one-month-of-one", func(b *testing.B) {
		budget, block := staff(b, BlockRows)
		k := newKernel(b, budget, block)
		q, a, i := contribution.Question{}, contribution.Answer{}, 0
		for b.Loop() {
			g := k.groups[i]
			q = k.people[i].question
			q.Month, q.AverageWage = budget.plan.To, k.people[i].wage
			_ = contribution.Calculate(&a, g.employees[len(g.employees)-1].due, &q)
			i = (i + 1) % len(k.people)
		}
		report(b, 1)
	})
}

// kernel is a worker with people that have been read.
type kernel struct {
	w      *Worker
	part   Part
	people []person
	groups []*group
	months int64
}

func newKernel(b testing.TB, budget *Budget, block *Block) *kernel {
	k := &kernel{w: budget.NewWorker()}
	if err := k.w.Calculate(block, &k.part); err != nil {
		b.Error(err)
	}
	k.months = personMonths(k.part.Totals)
	k.w.begin(block)
	for k.w.next() {
		k.w.row()
		k.people, k.groups = append(k.people, k.w.person), append(k.groups, k.w.group())
	}
	return k
}

func (k *kernel) run() {
	k.part.Records = k.part.Records[:0]
	for i := range k.people {
		k.w.person, k.w.open = k.people[i], false
		k.w.calculate(k.groups[i])
		k.w.endPerson()
	}
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
