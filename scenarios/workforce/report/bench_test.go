package report_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"fenhao/calc/civil"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
	"fenhao/scenarios/workforce/report"
	"fenhao/scenarios/workforce/table"
)

// The sizes people ask about are -people 1000000 and -sheet 100000; the defaults keep an ordinary run short.
var (
	benchPeople = flag.Int("people", 20_000, "rows of the CSV benchmark")
	benchSheet  = flag.Int("sheet", 5_000, "rows of the XLSX benchmark")
)

// row is one of many different people: five cities, twenty departments, one in twenty hired during the plan.
func row(r *rand.Rand, n int) string {
	city := [...]string{"武汉", "郑州", "无锡", "乌鲁木齐", "常州"}[r.IntN(5)]
	rate, class, wage := 5+r.IntN(8), 1+r.IntN(8), fmt.Sprintf("%d.%02d", 3_000+r.IntN(40_000), r.IntN(100))
	if r.IntN(20) == 0 {
		return fmt.Sprintf("E%07d,部门%d,%s,%s,,新参加工作,2026-%02d,%d%%,%d%%,%d", n, r.IntN(20), city, wage, 2+r.IntN(8), rate, rate, class)
	}
	return fmt.Sprintf("E%07d,部门%d,%s,%s,%s,,,%d%%,%d%%,%d", n, r.IntN(20), city, wage, wage, rate, rate, class)
}

const benchHeader = "工号,部门,城市,月工资,上年度月平均工资,用工情况,入职月份,单位比例,个人比例,工伤风险类别"

func create(b *testing.B, name string) *os.File {
	b.Helper()
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = f.Close() })
	return f
}

func writePeople(b *testing.B, name string, n int) {
	b.Helper()
	f := create(b, name)
	w, r := bufio.NewWriter(f), rand.New(rand.NewPCG(7, 8))
	fmt.Fprintln(w, benchHeader)
	for i := range n {
		fmt.Fprintln(w, row(r, i))
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
}

// run checks a file, calculates it and writes people.csv and totals.csv. A workbook costs too much to be read a second time after the
// check: its blocks are kept.
func run(b *testing.B, in, people, totals string) (months int64) {
	b.Helper()
	f, err := os.Open(in)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		b.Fatal(err)
	}
	open := func() table.Reader {
		r, err := table.Open(f, info.Size())
		if err != nil {
			b.Fatal(err)
		}
		return r
	}
	p := &workforce.Plan{From: civil.MonthOf(2026, 1), To: civil.MonthOf(2026, 12)}
	r := open()
	h, problems := workforce.ReadHeader(r.Header(), p)
	core, faults := workforce.Prepare(policy.Embedded(), p, h)
	if len(problems)+len(faults) > 0 {
		b.Fatal(problems, faults)
	}
	var kept [][]byte
	checker, err := core.CheckAll(context.Background(), r.Next, func(block *workforce.Block, c *workforce.Checked) error {
		if len(c.Problems) > 0 {
			return c.Problems[0].Fault
		}
		if strings.HasSuffix(in, ".xlsx") {
			kept = append(kept, bytes.Clone(block.CSV))
		}
		return nil
	})
	if err != nil || checker.Bad > 0 || len(checker.End()) > 0 {
		b.Fatal(err, checker)
	}
	out, sums := create(b, people), core.NewTotals()
	if _, err := out.Write(core.AppendPeopleHeader([]byte("\uFEFF"), workforce.EachMonth, lang.ZH)); err != nil {
		b.Fatal(err)
	}
	var next func(*workforce.Block) error
	if kept == nil {
		next = open().Next
	} else {
		number, row := 0, 2
		next = func(block *workforce.Block) error {
			if number == len(kept) {
				return io.EOF
			}
			*block = workforce.Block{Number: number, Row: row, CSV: append(block.CSV[:0], kept[number]...)}
			number, row = number+1, row+bytes.Count(kept[number], []byte{'\n'}) // no cell of these has a line end
			return nil
		}
	}
	err = core.Run(context.Background(), next,
		func(dst []byte, part *workforce.Part) []byte {
			return core.AppendPeople(dst, part.Records, workforce.EachMonth, lang.ZH)
		},
		func(part *workforce.Part, text []byte) error {
			sums.Add(part.Totals)
			_, err := out.Write(text)
			return err
		})
	if err == nil {
		err = report.Totals(create(b, totals), core, sums, workforce.ByAll, lang.ZH)
	}
	if err != nil {
		b.Fatal(err)
	}
	for r := range sums.Rows(0) {
		months = r.PersonMonths
	}
	return months
}

// BenchmarkCSV is a table in, everybody's months and the sums out, against encoding/csv doing nothing but reading the same table and
// writing the same files. What encoding/csv writes is put into its hands: only its own time counts.
func BenchmarkCSV(b *testing.B) {
	dir := b.TempDir()
	in, people, totals := filepath.Join(dir, "in.csv"), filepath.Join(dir, "people.csv"), filepath.Join(dir, "totals.csv")
	writePeople(b, in, *benchPeople)
	policy.Embedded()
	for b.Loop() {
		runtime.GC()
		forgetPeak()
		start, busy := time.Now(), processorTime()
		months := run(b, in, people, totals)
		ours, peak := time.Since(start), peakMemory()
		busy = processorTime() - busy
		read := readAlone(b, in)
		write := writeAlone(b, people, filepath.Join(dir, "again.csv")) + writeAlone(b, totals, filepath.Join(dir, "again.csv"))
		b.ReportMetric(float64(ours)/float64(read+write), "×encoding/csv")
		b.ReportMetric(float64(months)/ours.Seconds()/1e6, "M-person-months/s")
		b.ReportMetric(float64(peak)/1024, "MiB-peak")
		b.Logf("%d people, %d person-months: %v; encoding/csv alone reads in %v and writes in %v; ratio %.2f; %v of processors; peak memory %d MiB", *benchPeople, months, ours, read, write,
			float64(ours)/float64(read+write), busy, peak/1024)
	}
}

func readAlone(b *testing.B, name string) time.Duration {
	b.Helper()
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	start := time.Now()
	r := csv.NewReader(bufio.NewReaderSize(f, 1<<20))
	r.ReuseRecord = true
	for {
		if _, err := r.Read(); errors.Is(err, io.EOF) {
			return time.Since(start)
		} else if err != nil {
			b.Fatal(err)
		}
	}
}

func writeAlone(b *testing.B, name, to string) (spent time.Duration) {
	b.Helper()
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	r := csv.NewReader(bufio.NewReaderSize(f, 1<<20))
	out := create(b, to)
	w := csv.NewWriter(bufio.NewWriterSize(out, 1<<20))
	for done := false; !done; {
		var batch [][]string
		for len(batch) < 4096 && !done {
			cells, err := r.Read()
			if done = errors.Is(err, io.EOF); !done {
				if err != nil {
					b.Fatal(err)
				}
				batch = append(batch, cells)
			}
		}
		start := time.Now()
		if err := w.WriteAll(batch); err != nil {
			b.Fatal(err)
		}
		spent += time.Since(start)
	}
	return spent
}

// BenchmarkXLSX is a workbook in and everybody's months out, against excelize reading it and doing nothing; and everybody's months written
// as a workbook, against excelize writing the same cells.
func BenchmarkXLSX(b *testing.B) {
	dir := b.TempDir()
	in, people, totals := filepath.Join(dir, "in.xlsx"), filepath.Join(dir, "people.csv"), filepath.Join(dir, "totals.csv")
	writeSheet(b, in, *benchSheet)
	text := filepath.Join(dir, "in.csv")
	writePeople(b, text, *benchSheet)
	policy.Embedded()
	for b.Loop() {
		runtime.GC()
		forgetPeak()
		start := time.Now()
		months := run(b, in, people, totals)
		ours, peak := time.Since(start), peakMemory()
		start = time.Now()
		f, err := excelize.OpenFile(in)
		if err != nil {
			b.Fatal(err)
		}
		rows, err := f.Rows(f.GetSheetName(0))
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for rows.Next() {
			if _, err := rows.Columns(excelize.Options{RawCellValue: true}); err != nil {
				b.Fatal(err)
			}
			n++
		}
		_ = f.Close()
		alone := time.Since(start)
		b.ReportMetric(float64(ours)/float64(alone), "×excelize-reading")
		b.Logf("%d rows, %d person-months: checked, calculated and written in %v; excelize alone reads them in %v; ratio %.2f; peak memory %d MiB", n-1, months, ours, alone, float64(ours)/float64(alone), peak/1024)

		data, err := os.ReadFile(text)
		if err != nil {
			b.Fatal(err)
		}
		budget := calculated(b, string(data), plan())
		start = time.Now()
		if err := report.Workbook(io.Discard, budget.Budget, budget.totals, nil, budget.Parts(), lang.ZH); err != nil {
			b.Fatal(err)
		}
		ours = time.Since(start)
		alone, n = streamAlone(b, budget)
		b.ReportMetric(float64(ours)/float64(alone), "×excelize-writing")
		b.Logf("a workbook with %d rows of people in %v; excelize alone writes these in %v; ratio %.2f", n, ours, alone, float64(ours)/float64(alone))
	}
}

func writeSheet(b *testing.B, name string, n int) {
	b.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, 8))
	for i := range n + 1 {
		text := benchHeader
		if i > 0 {
			text = row(r, i)
		}
		var cells []any
		for j, c := range strings.Split(text, ",") {
			if i > 0 && (j == 3 || j == 4) && c != "" { // wages are numbers
				var whole, part int
				_, _ = fmt.Sscanf(c, "%d.%d", &whole, &part)
				cells = append(cells, float64(whole)+float64(part)/100)
				continue
			}
			cells = append(cells, c)
		}
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := w.SetRow(at, cells); err != nil {
			b.Fatal(err)
		}
	}
	if err := errors.Join(w.Flush(), f.SaveAs(name), f.Close()); err != nil {
		b.Fatal(err)
	}
}

// streamAlone has excelize write the cells of people.csv, texts and numbers.
func streamAlone(b *testing.B, budget *budget) (spent time.Duration, n int) {
	b.Helper()
	var text bytes.Buffer
	if err := report.People(&text, budget.Budget, budget.Parts(), workforce.EachMonth, lang.ZH); err != nil {
		b.Fatal(err)
	}
	r := csv.NewReader(&text)
	start := time.Now()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for ; ; n++ {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			b.Fatal(err)
		}
		row := make([]any, len(cells))
		for i, c := range cells {
			row[i] = c
			if n > 0 && i > 3 && c != "" {
				row[i], _ = strconv.ParseFloat(c, 64)
			}
		}
		at, _ := excelize.CoordinatesToCellName(1, n+1)
		if err := w.SetRow(at, row); err != nil {
			b.Fatal(err)
		}
	}
	if err := errors.Join(w.Flush(), f.Write(io.Discard), f.Close()); err != nil {
		b.Fatal(err)
	}
	return time.Since(start), n - 1
}

// processorTime is what all threads have used so far; 0 where /proc is not Linux's. On a machine that others use too it says more than the
// time that went by.
func processorTime() time.Duration {
	stat, _ := os.ReadFile("/proc/self/stat")
	_, after, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(after)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// forgetPeak and peakMemory are the process's largest resident memory since then, in KiB; 0 where /proc is not Linux's.
func forgetPeak() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

func peakMemory() (kib int64) {
	status, _ := os.ReadFile("/proc/self/status")
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	_, _ = fmt.Sscan(after, &kib)
	return kib
}
