package workforce_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"testing"

	"fenhao/calc/contribution"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// Whatever stands in a block: it is refused by row and column or calculated, and what is calculated can be read back from people.csv by any
// reader of CSV, row for row.
func FuzzBlock(f *testing.F) {
	for _, c := range wrong {
		f.Add([]byte(c.row + "\n"))
	}
	f.Add([]byte("\"=1+1\",\"@x,\"\"y\"\"\",武汉,,20000,18000,,,,12%,12%\n\n,,,\n"))
	f.Add([]byte("+1,-2,wuhan,,20000,18000,,,,12%,12%"))
	p := &workforce.Plan{From: month("2026-08"), To: month("2027-07")}
	b, _ := table(f, p, header+"\n")
	f.Fuzz(func(t *testing.T, rows []byte) {
		block := &workforce.Block{Row: 2, CSV: rows}
		w, k := b.NewWorker(), b.NewChecker()
		var c workforce.Checked
		var part workforce.Part
		w.Check(block, &c)
		k.Add(block, &c)
		if err := w.Calculate(block, &part); err != nil {
			t.Fatalf("checked and refused: %v", err)
		}
		if k.People != part.People+len(block.Skip) || k.Bad != part.Skipped {
			t.Fatalf("%d people, %d bad; %d calculated, %d skipped", k.People, k.Bad, part.People, part.Skipped)
		}
		n := 0
		for r := range b.Records(part.Records) {
			n += int(r.To-r.From) + 1
		}
		text := b.AppendPeople(b.AppendPeopleHeader(nil, workforce.EachMonth, lang.ZH), part.Records, workforce.EachMonth, lang.ZH)
		read, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil || len(read) != n+1 {
			t.Fatalf("%d rows of %d: %v", len(read), n+1, err)
		}
		for _, row := range read[1:] {
			for _, cell := range row[:2] {
				if cell != "" && (cell[0] == '=' || cell[0] == '@' || cell[0] == '\t' || cell[0] == '\r') {
					t.Fatalf("a formula: %q", cell)
				}
			}
		}
		totals, err := b.ReadTotals(part.Totals.AppendBinary(nil))
		if err != nil || !slices.Equal(slices.Collect(totals.Rows(workforce.ByAll)), slices.Collect(part.Totals.Rows(workforce.ByAll))) {
			t.Fatalf("totals are not read as they were written: %v", err)
		}
	})
}

// A cell that the budget takes for an amount or a rate is one by the API's own reading, of the same value; commas apart.
func FuzzCells(f *testing.F) {
	for _, s := range []string{"20000", "20000.00", "1,234.56", "0.1", "1e3", "12%", "0.12", "100%", "1.", ".5", "-0", "00012", "１２", "0.0000001", "99999999999"} {
		f.Add(s)
	}
	p := &workforce.Plan{From: month("2026-08"), To: month("2026-08"), Schemes: contribution.Schemes(0).With(policy.Pension).With(policy.WorkInjury)}
	b, _ := table(f, p, "id,city,average wage,work injury rate\n")
	f.Fuzz(func(t *testing.T, cell string) {
		quoted := func(s string) []byte {
			var out bytes.Buffer
			w := csv.NewWriter(&out)
			_ = w.Write([]string{s})
			w.Flush()
			return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
		}
		block := &workforce.Block{Row: 2, CSV: append(append([]byte("A,wuhan,"), quoted(cell)...), '\n')}
		w := b.NewWorker()
		var c workforce.Checked
		var part workforce.Part
		if w.Check(block, &c); len(c.Problems) > 0 {
			return
		}
		if err := w.Calculate(block, &part); err != nil {
			t.Fatal(err)
		}
		for r := range b.Records(part.Records) {
			plain := string(bytes.Trim([]byte(cell), " \t\r\n\u3000\u00a0\ufeff"))
			m, err := money.Parse(plain)
			if err != nil {
				m, err = money.Parse(string(bytes.ReplaceAll([]byte(plain), []byte(","), nil)))
			}
			if err != nil || m != r.Due.Declared {
				t.Fatalf("%q is %s; %s, %v", cell, r.Due.Declared, m, err)
			}
		}
	})
}

// Records and totals from a store that has gone bad are refused or end early; nothing breaks.
func FuzzStored(f *testing.F) {
	p := &workforce.Plan{From: month("2026-08"), To: month("2027-07")}
	b, block := table(f, p, header+"\nA1,研发,武汉,,20000,18000,,,,12%,12%\nA2,研发,无锡,灵活就业,,,,,,,,,,,,6000,800\n")
	var part workforce.Part
	if err := b.NewWorker().Calculate(block, &part); err != nil {
		f.Fatal(err)
	}
	f.Add(part.Records)
	f.Add(part.Totals.AppendBinary(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		for r := range b.Records(data) {
			if r.From < p.From || r.To > p.To || r.From > r.To || r.City == nil {
				t.Fatalf("%+v", r)
			}
		}
		if totals, err := b.ReadTotals(data); err == nil {
			for range totals.Rows(workforce.ByAll) {
			}
			_ = b.Sources(totals)
			_ = b.Warnings(totals)
		}
	})
}
