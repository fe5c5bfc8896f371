package workforce_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenhao/calc/contribution"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// company is some random people of one of the oracle's plans, as one block.
func company(t testing.TB, seed uint64, plan *workforce.Plan, people int) (*workforce.Budget, *workforce.Block) {
	r := rand.New(rand.NewPCG(seed, 1))
	book := policy.Embedded()
	cities := answerable(book, plan)
	text := oracleHeader + "\n"
	for n := range people {
		text += random(r, n, plan, cities, book).row(r)
	}
	return table(t, plan, text)
}

// cut cuts a block between rows.
func cut(b *workforce.Block, t *rapid.T) (out []*workforce.Block) {
	rest, row := b.CSV, b.Row
	for len(rest) > 0 {
		lines := rapid.IntRange(1, 40).Draw(t, "rows")
		end, n := 0, 0
		for ; n < lines && end < len(rest); n++ {
			end += bytes.IndexByte(rest[end:], '\n') + 1
		}
		out = append(out, &workforce.Block{Number: len(out), Row: row, CSV: rest[:end]})
		rest, row = rest[end:], row+n
	}
	return out
}

// However the rows are cut into blocks, and whichever worker takes them in whichever order: the same records, sums, problems and skipped
// rows, to the byte. Leavers, doubled ids and broken rows are among them.
func TestBlocksCanBeCutAnywhere(t *testing.T) {
	plan := *oraclePlans()[1]
	plan.Leavers = []workforce.Leaver{{Department: "研发", Month: month("2026-04"), Count: 3}, {Department: "行政", Month: month("2026-08"), Count: 2}, {Department: "研发", Month: month("2026-05"), Count: 4}}
	b, whole := company(t, 11, &plan, 150)
	lines := bytes.SplitAfter(whole.CSV, []byte("\n"))
	whole.CSV = bytes.Join(append(lines, lines[3], []byte("\n"), lines[70], []byte("broken\n"), lines[140]), nil)
	one, want, problems, skip := calculate(t, b, []*workforce.Block{whole}, nil)
	if len(problems) != 4 || len(skip) != 4 {
		t.Fatalf("%v %v", problems, skip)
	}
	rapid.Check(t, func(rt *rapid.T) {
		blocks := cut(whole, rt)
		order := rapid.Permutation(indices(len(blocks))).Draw(rt, "order")
		records, totals, p, s := calculate(rt, b, blocks, order)
		if !bytes.Equal(records, one) || !bytes.Equal(totals, want) || !slices.Equal(p, problems) || !slices.Equal(s, skip) {
			rt.Fatalf("%d blocks differ from one: %v %v", len(blocks), p, s)
		}
	})
}

func indices(n int) (out []int) {
	for i := range n {
		out = append(out, i)
	}
	return out
}

// calculate checks blocks in order and calculates them in another, with two workers by turns.
func calculate(t interface{ Fatal(...any) }, b *workforce.Budget, blocks []*workforce.Block, order []int) (records, totals []byte, problems []string, skip []int32) {
	workers := []*workforce.Worker{b.NewWorker(), b.NewWorker()}
	k := b.NewChecker()
	var c workforce.Checked
	for i, block := range blocks {
		workers[i%2].Check(block, &c)
		k.Add(block, &c)
		for _, p := range c.Problems {
			problems = append(problems, fmt.Sprint(p.Row, p.Column, p.Fault.Code))
		}
		skip = append(skip, block.Skip...)
	}
	if end := k.End(); len(end) > 0 {
		t.Fatal(end[0].Fault)
	}
	sum := b.NewTotals()
	parts := make([][]byte, len(blocks))
	var part workforce.Part
	if order == nil {
		order = indices(len(blocks))
	}
	for n, i := range order {
		if err := workers[n%2].Calculate(blocks[i], &part); err != nil {
			t.Fatal(err)
		}
		parts[i] = slices.Clone(part.Records)
		again, err := b.ReadTotals(part.Totals.AppendBinary(nil)) // as a store would
		if err != nil {
			t.Fatal(err)
		}
		sum.Add(again)
	}
	return bytes.Join(parts, nil), sum.AppendBinary(nil), problems, skip
}

// sealedOf is since when each id of a table is internally sealed, as a month: "2026-09".
func sealedOf(t testing.TB, block *workforce.Block) map[string]string {
	rows, err := csv.NewReader(bytes.NewReader(block.CSV)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header := strings.Split(oracleHeader, ",")
	at, out := slices.Index(header, "内部封存"), map[string]string{}
	for _, row := range rows {
		switch since := row[at]; since {
		case "":
		case "是":
			out[row[0]] = "0000"
		default:
			var year, month int
			if _, err := fmt.Sscanf(strings.NewReplacer("年", "-", "月", "").Replace(since), "%d-%d", &year, &month); err != nil {
				t.Fatal(since, err)
			}
			out[row[0]] = fmt.Sprintf("%d-%02d", year, month)
		}
	}
	return out
}

// The sums are those of people.csv, month by month and column by column, and every breakdown adds up to the same. Who is sealed has 0.00
// in the row, and is none of those counted (UR-12e).
func TestTotalsAreTheSumsOfTheRows(t *testing.T) {
	for i, plan := range oraclePlans() {
		b, block := company(t, uint64(20+i), plan, 400)
		var part workforce.Part
		if err := b.NewWorker().Calculate(block, &part); err != nil {
			t.Fatal(err)
		}
		text := b.AppendPeopleHeader(nil, workforce.EachMonth, lang.EN)
		text = b.AppendPeople(text, part.Records, workforce.EachMonth, lang.EN)
		rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		type key struct {
			month, department, city, scheme string
			payer                           contribution.Payer
		}
		want, lines, people := map[key]money.Money{}, map[key]int64{}, map[string]int64{}
		var all money.Money
		sealed := sealedOf(t, block)
		for _, row := range rows[1:] {
			since, is := sealed[row[0]]
			is = is && since <= row[3]
			if fundAlone := plan.Schemes == contribution.Schemes(0).With(policy.HousingFund); !is || !fundAlone {
				people[row[3]]++
			}
			for s := policy.HousingFund; int(s) < workforce.Insured; s++ {
				for _, p := range []contribution.Payer{contribution.Employer, contribution.EmployeePays} {
					at := slices.Index(rows[0], s.Name().EN+" "+p.String())
					if row[at] != "" {
						m, err := money.Parse(row[at])
						if err != nil {
							t.Fatal(err)
						}
						k := key{row[3], row[1], row[2], s.String(), p}
						want[k], all = want[k].Add(m), all.Add(m)
						if s != policy.HousingFund || !is {
							lines[k]++
						}
					}
				}
			}
		}
		n := 0
		for r := range part.Totals.Rows(workforce.ByAll) {
			n++
			if k := (key{r.Month.String(), r.Department, r.City.Name.EN, r.Scheme.String(), r.Payer}); want[k] != r.Due || lines[k] != r.Lines {
				t.Fatalf("%+v: %s of %d rows, in the rows %s of %d", k, r.Due, r.Lines, want[k], lines[k])
			}
		}
		if n != len(lines) {
			t.Errorf("%d sums, %d in the rows", n, len(lines))
		}
		for by := workforce.By(0); by <= workforce.ByAll; by++ {
			var sum money.Money
			var before *workforce.TotalRow
			for r := range part.Totals.Rows(by) {
				sum = sum.Add(r.Due)
				if by == workforce.ByMonth && r.PersonMonths != people[r.Month.String()] {
					t.Errorf("%s: %d people, %d in the rows", r.Month, r.PersonMonths, people[r.Month.String()])
				}
				if before != nil && *before == r {
					t.Errorf("%b: twice %+v", by, r)
				}
				before = &r
			}
			if sum != all {
				t.Errorf("broken down by %05b: %s, in the rows %s", by, sum, all)
			}
		}
		// One row for each person says the same.
		text = b.AppendPeople(b.AppendPeopleHeader(nil, workforce.EachPerson, lang.EN), part.Records, workforce.EachPerson, lang.EN)
		if rows, err = csv.NewReader(bytes.NewReader(text)).ReadAll(); err != nil {
			t.Fatal(err)
		}
		var sum money.Money
		for _, row := range rows[1:] {
			m, err := money.Parse(row[len(row)-1])
			if err != nil {
				t.Fatal(err)
			}
			sum = sum.Add(m)
		}
		if sum != all {
			t.Errorf("by person: %s, by month %s", sum, all)
		}
	}
}

// A retroactive difference is two runs subtracted: one with the book as it was known, one with the book as it is.
func TestADifferenceIsTwoRunsSubtracted(t *testing.T) {
	plan := workforce.Plan{From: month("2026-07"), To: month("2026-09"), KeepBases: true, Defaults: workforce.Defaults{Employer: contribution.Enterprise}}
	then := plan
	then.KnownOn = date("2026-07-15")
	both := plan
	both.PaidKnownOn = then.KnownOn
	r := rand.New(rand.NewPCG(31, 1))
	book := policy.Embedded()
	var cities []*policy.Place
	for _, c := range answerable(book, &plan) {
		if slices.Contains(answerable(book.KnownOn(then.KnownOn), &plan), c) {
			cities = append(cities, c)
		}
	}
	text := oracleHeader + "\n"
	for n := range 600 {
		p := random(r, n, &plan, cities, book)
		p.hired, p.left, p.employment, p.rate = 0, 0, contribution.Established, 7
		text += p.row(r)
	}
	totals := func(p *workforce.Plan) (*workforce.Totals, []byte, *workforce.Budget) {
		b, block := table(t, p, text)
		var part workforce.Part
		var c workforce.Checked
		w := b.NewWorker()
		w.Check(block, &c)
		b.NewChecker().Add(block, &c)
		if err := w.Calculate(block, &part); err != nil {
			t.Fatal(err)
		}
		return part.Totals, part.Records, b
	}
	paid, _, _ := totals(&then)
	due, _, _ := totals(&plan)
	difference, records, b := totals(&both)
	var owed money.Money
	for c := range workforce.Compare(paid, due, workforce.ByAll) {
		owed = owed.Add(c.B.Due.Sub(c.A.Due))
	}
	next := slices.Collect(difference.Rows(workforce.ByAll))
	for c := range workforce.Compare(paid, due, workforce.ByAll) {
		if next[0].Paid != c.A.Due || next[0].Due != c.B.Due || next[0].Month != c.B.Month || next[0].Lines != c.B.Lines {
			t.Fatalf("%+v\n%+v", next[0], c)
		}
		next = next[1:]
	}
	var listed workforce.TotalRow
	for r := range b.Records(records) {
		n := int64(r.To-r.From) + 1
		listed.PersonMonths += n
		listed.Due, listed.Paid = listed.Due.Add(r.Due.Sum().Total.Times(n)), listed.Paid.Add(r.Paid.Sum().Total.Times(n))
	}
	for r := range difference.Rows(0) {
		if listed.Due != r.Due || listed.Paid != r.Paid || r.Owed != owed || owed.IsZero() || listed.PersonMonths != r.PersonMonths {
			t.Errorf("listed %+v, subtracted %s, sums %+v", listed, owed, r)
		}
	}
}

// A plan against itself differs by nothing; against one without people every row is there, on its own side.
func TestAComparisonHasEveryRowOnce(t *testing.T) {
	plan := oraclePlans()[0]
	b, block := company(t, 41, plan, 200)
	var part workforce.Part
	if err := b.NewWorker().Calculate(block, &part); err != nil {
		t.Fatal(err)
	}
	for by := workforce.By(0); by <= workforce.ByAll; by++ {
		rows := slices.Collect(part.Totals.Rows(by))
		n := 0
		for c := range workforce.Compare(part.Totals, part.Totals, by) {
			if c.A != c.B || c.A != rows[n] {
				t.Fatalf("%+v", c)
			}
			n++
		}
		left := slices.Collect(workforce.Compare(part.Totals, b.NewTotals(), by))
		right := slices.Collect(workforce.Compare(b.NewTotals(), part.Totals, by))
		if n != len(rows) || len(left) != n || len(right) != n || left[n-1].A != rows[n-1] || right[0].B != rows[0] || !right[0].A.Due.IsZero() || right[0].A.Month != rows[0].Month {
			t.Fatalf("%05b: %d rows, %d, %d, %d", by, len(rows), n, len(left), len(right))
		}
	}
}

// What the totals say they rest on is what the single answers rest on.
func TestSourcesAreThoseOfTheAnswers(t *testing.T) {
	plan := oraclePlans()[1]
	b, block := company(t, 51, plan, 60)
	var part workforce.Part
	if err := b.NewWorker().Calculate(block, &part); err != nil {
		t.Fatal(err)
	}
	type use struct {
		city string
		key  policy.Key
	}
	got := map[use]bool{}
	for _, s := range b.Sources(part.Totals) {
		got[use{s.City.ID, s.Key}] = true
		if s.Entry == nil || s.From > s.To || s.Entry != policy.Embedded().At(s.City, s.To).Entry(s.Key) {
			t.Errorf("%+v", s)
		}
	}
	want := map[use]bool{}
	book := policy.Embedded()
	r := rand.New(rand.NewPCG(51, 1))
	cities := answerable(book, plan)
	o := &oracle{plan: plan}
	var a contribution.Answer
	for n := range 60 {
		p := random(r, n, plan, cities, book)
		p.row(r) // draws as many numbers as company did
		for i, x := range o.situations(p) {
			if x.working {
				q := x.question(plan.From.Add(i), p, plan)
				if faults := contribution.Calculate(&a, book.At(p.city, q.Month), &q); len(faults) > 0 {
					t.Fatal(faults)
				}
				a.Keys(func(k policy.Key) {
					if book.At(p.city, q.Month).Has(k) { // what a place does not have it is not held against
						want[use{p.city.ID, k}] = true
					}
				})
			}
		}
	}
	for u := range want {
		if !got[u] {
			t.Errorf("%s: %s is missing", u.city, u.key)
		}
	}
	for u := range got {
		if !want[u] {
			t.Errorf("%s: nothing rests on %s", u.city, u.key)
		}
	}
	warnings := b.Warnings(part.Totals)
	said := map[string]bool{}
	for _, w := range warnings {
		line := fmt.Sprint(w.Code, w.City, w.Key, w.Text.EN)
		if said[line] || w.Text.ZH == "" {
			t.Errorf("twice or nothing: %s", line)
		}
		said[line] = true
	}
	if len(warnings) < 3 || warnings[0].City != nil || !strings.Contains(warnings[1].Text.EN, "2026-07") {
		t.Errorf("%+v", warnings)
	}
}

// What is not asked for is neither a source nor warned of: Urumqi's bounds of unemployment and work-injury insurance rest on little.
func TestSourcesAreOfTheSchemesAsked(t *testing.T) {
	const rows = "id,city,average wage,employer rate,employee rate\na,乌鲁木齐,10000,12%,12%\nf,乌鲁木齐,900000,5%,5%\n"
	about := func(schemes contribution.Schemes) (keys map[string]bool) {
		b, _, totals, problems := run(t, &workforce.Plan{From: month("2026-08"), To: month("2026-12"), Schemes: schemes}, rows)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		keys = map[string]bool{}
		for _, s := range b.Sources(totals) {
			keys[s.Key.String()] = true
		}
		for _, w := range b.Warnings(totals) {
			keys[w.Key.String()] = true
		}
		return keys
	}
	all := about(0)
	asked := about(contribution.Schemes(0).With(policy.HousingFund).With(policy.Pension))
	others := 0
	for k := range all {
		scheme, _, _ := strings.Cut(k, ".")
		other := scheme == "medical" || scheme == "unemployment" || scheme == "work_injury" || scheme == "maternity"
		if other {
			others++
		}
		if asked[k] == other {
			t.Errorf("%s: asked %t", k, asked[k])
		}
	}
	if others < 5 {
		t.Errorf("only %d parameters of what is not asked", others)
	}
}
