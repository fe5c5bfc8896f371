package report

import (
	"io"
	"iter"

	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/scenarios/workforce"
)

// sums are rows of sums, of one plan or of two side by side. Every kind of file has the same.
type sums struct {
	name    string // of a Parquet file's schema
	columns []column
	rows    iter.Seq[[]cell]
}

type column struct {
	name lang.Text
	kind kind
}

type kind uint8

const (
	aText kind = iota
	aCount
	anAmount
)

// cell is what its column's kind says.
type cell struct {
	text   string
	count  int64
	amount money.Money
}

// Totals writes the sums of a budget, broken down as asked.
func Totals(w io.Writer, b *workforce.Budget, t *workforce.Totals, by workforce.By, l lang.Lang) error {
	return totalsOf(b, t, by, l).csv(w, l)
}

// TotalsParquet writes them as Parquet.
func TotalsParquet(w io.Writer, b *workforce.Budget, t *workforce.Totals, by workforce.By, l lang.Lang) error {
	return totalsOf(b, t, by, l).parquet(w, l)
}

// Comparison writes the sums of two plans side by side: the first, the second, and what the second is more than the first; of two
// retroactive differences what was paid and is owed as well.
func Comparison(w io.Writer, first, second *workforce.Totals, by workforce.By, l lang.Lang) error {
	if err := workforce.Comparable(first, second); err != nil {
		return err
	}
	return comparisonOf(first, second, by, l).csv(w, l)
}

// ComparisonParquet writes them as Parquet.
func ComparisonParquet(w io.Writer, first, second *workforce.Totals, by workforce.By, l lang.Lang) error {
	if err := workforce.Comparable(first, second); err != nil {
		return err
	}
	return comparisonOf(first, second, by, l).parquet(w, l)
}

func totalsOf(b *workforce.Budget, t *workforce.Totals, by workforce.By, l lang.Lang) sums {
	columns := append(dimensions(by), column{wordPersonMonths, aCount})
	if b.Retroactive() {
		columns = append(columns, column{wordPaid, anAmount}, column{wordDue, anAmount}, column{wordOwed, anAmount})
	} else {
		columns = append(columns, column{wordAmount, anAmount})
	}
	return sums{"totals", append(columns, column{wordUnknown, aCount}), func(yield func([]cell) bool) {
		var row []cell
		for r := range t.Rows(by) {
			row = append(named(row[:0], &r, by, l), cell{count: r.PersonMonths})
			if b.Retroactive() {
				row = append(row, cell{amount: r.Paid})
			}
			if row = append(row, cell{amount: r.Due}); b.Retroactive() {
				row = append(row, cell{amount: r.Owed})
			}
			if !yield(append(row, cell{count: r.Unknown})) {
				return
			}
		}
	}}
}

func comparisonOf(first, second *workforce.Totals, by workforce.By, l lang.Lang) sums {
	columns := append(dimensions(by), column{say("甲方案人次（人月）", "person-months of plan A"), aCount}, column{say("乙方案人次（人月）", "person-months of plan B"), aCount})
	if first.Retroactive() {
		for _, n := range [...]lang.Text{wordPaid, wordDue, wordOwed} {
			columns = append(columns, column{say("甲方案"+n.ZH, n.EN+" of plan A"), anAmount}, column{say("乙方案"+n.ZH, n.EN+" of plan B"), anAmount}, column{say(n.ZH+"乙减甲", n.EN+", B less A"), anAmount})
		}
	} else {
		columns = append(columns, column{wordPlanA, anAmount}, column{wordPlanB, anAmount}, column{wordMore, anAmount})
	}
	columns = append(columns, column{say("甲方案未知笔数", "unknown amounts of plan A"), aCount}, column{say("乙方案未知笔数", "unknown amounts of plan B"), aCount})
	return sums{"comparison", columns, func(yield func([]cell) bool) {
		var row []cell
		for r := range workforce.Compare(first, second, by) {
			row = append(named(row[:0], &r.A, by, l), cell{count: r.A.PersonMonths}, cell{count: r.B.PersonMonths})
			pairs := [][2]money.Money{{r.A.Due, r.B.Due}}
			if first.Retroactive() {
				pairs = [][2]money.Money{{r.A.Paid, r.B.Paid}, {r.A.Due, r.B.Due}, {r.A.Owed, r.B.Owed}}
			}
			for _, p := range pairs {
				row = append(row, cell{amount: p[0]}, cell{amount: p[1]}, cell{amount: p[1].Sub(p[0])})
			}
			if !yield(append(row, cell{count: r.A.Unknown}, cell{count: r.B.Unknown})) {
				return
			}
		}
	}}
}

// dimensions are the columns that say what a sum is of.
func dimensions(by workforce.By) (columns []column) {
	for _, d := range [...]struct {
		by   workforce.By
		name lang.Text
	}{{workforce.ByMonth, wordMonth}, {workforce.ByDepartment, workforce.Department.Spec().Name}, {workforce.ByCity, workforce.City.Spec().Name}, {workforce.ByScheme, wordScheme}, {workforce.ByPayer, wordPayer}} {
		if by&d.by != 0 {
			columns = append(columns, column{d.name, aText})
		}
	}
	return columns
}

// named are the cells of those columns.
func named(row []cell, r *workforce.TotalRow, by workforce.By, l lang.Lang) []cell {
	if by&workforce.ByMonth != 0 {
		row = append(row, cell{text: r.Month.String()})
	}
	if by&workforce.ByDepartment != 0 {
		row = append(row, cell{text: r.Department})
	}
	if by&workforce.ByCity != 0 {
		row = append(row, cell{text: r.City.Name.In(l)})
	}
	if by&workforce.ByScheme != 0 {
		row = append(row, cell{text: r.Scheme.Name().In(l)})
	}
	if by&workforce.ByPayer != 0 {
		row = append(row, cell{text: payers[r.Payer].In(l)})
	}
	return row
}

func names(columns []column) (names []lang.Text) {
	for _, c := range columns {
		names = append(names, c.name)
	}
	return names
}

func (s sums) csv(w io.Writer, l lang.Lang) error {
	c := newCSV(w)
	c.header(l, names(s.columns)...)
	for row := range s.rows {
		for i := range row {
			switch s.columns[i].kind {
			case aText:
				c.text(row[i].text)
			case aCount:
				c.number(row[i].count)
			case anAmount:
				c.money(row[i].amount)
			}
		}
		if err := c.end(); err != nil {
			return err
		}
	}
	return c.close()
}
