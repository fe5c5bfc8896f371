package workforce

import (
	"iter"
	"strconv"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Detail is how finely people.csv goes.
type Detail uint8

// The details.
const (
	EachMonth  Detail = iota // a row for each person and month
	EachPerson               // a row for each person: sums over the plan
)

var payerNames = [2]lang.Text{say("单位", "employer"), say("个人", "employee")}

// sides are the amounts of a retroactive difference.
var sides = [3]lang.Text{say("已缴", "paid"), say("应缴", "due"), say("应补", "owed")}

// PeopleHeader are the column names of people.csv.
func (b *Budget) PeopleHeader(d Detail, l lang.Lang) (names []string) {
	add := func(zh, en string) { names = append(names, say(zh, en).In(l)) }
	for _, c := range [...]Column{ID, Department, City} {
		names = append(names, c.Spec().Name.In(l))
	}
	if d == EachMonth {
		add("月份", "month")
	} else {
		add("月数", "months")
		add("未知笔数", "unknown amounts")
	}
	if d == EachMonth && b.before == nil {
		add("申报工资", "declared")
	}
	each := func(zh, en string) {
		if b.before == nil {
			add(zh, en)
			return
		}
		for _, side := range sides {
			add(zh+side.ZH, en+" "+side.EN)
		}
	}
	for s := policy.HousingFund; int(s) < Insured; s++ {
		n := s.Name()
		if d == EachMonth && b.before == nil {
			add(n.ZH+"基数", n.EN+" base")
		}
		for _, p := range payerNames {
			each(n.ZH+p.ZH, n.EN+" "+p.EN)
		}
	}
	for _, p := range payerNames {
		each(p.ZH+"合计", p.EN+" total")
	}
	each("合计", "total")
	return names
}

// AppendPeopleHeader appends the header of people.csv. A retroactive difference has other columns.
func (b *Budget) AppendPeopleHeader(dst []byte, d Detail, l lang.Lang) []byte {
	for i, name := range b.PeopleHeader(d, l) {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = AppendCell(dst, []byte(name))
	}
	return append(dst, '\n')
}

// PeopleRow is one row of people.csv, or as many as there are months from From to To, which differ by nothing else.
type PeopleRow struct {
	ID, Department []byte // valid until the next row
	City           *policy.Place
	First          bool        // the person's first
	From, To       civil.Month // of [EachMonth]
	Months         int         // of [EachPerson]: how many are summed
	Unknown        int         // of [EachPerson]: how many amounts of these months are not known, and in no sum

	// Amounts are the cells behind the month or months, in the order of [Budget.PeopleHeader]. One that is not given is an empty cell: it was
	// not asked for or is not known, and is never zero.
	Amounts []contribution.Maybe[money.Money]
}

// People are the rows of people.csv of one part. The memory is used again.
func (b *Budget) People(part []byte, d Detail) iter.Seq[*PeopleRow] {
	if d == EachPerson {
		return b.persons(part)
	}
	return func(yield func(*PeopleRow) bool) {
		var row PeopleRow
		for r := range b.Records(part) {
			row = PeopleRow{ID: r.ID, Department: r.Department, City: r.City, First: r.First, From: r.From, To: r.To, Amounts: b.amounts(row.Amounts[:0], r)}
			if !yield(&row) {
				return
			}
		}
	}
}

// persons are rows that sum each person's months: what is known of them, as the totals do, and how many amounts are not.
func (b *Budget) persons(part []byte) iter.Seq[*PeopleRow] {
	return func(yield func(*PeopleRow) bool) {
		var row PeopleRow
		var due, paid, owed Amounts
		flush := func() bool {
			if row.Months == 0 {
				return true
			}
			row.Amounts = row.Amounts[:0]
			if b.before != nil {
				row.Amounts = appendSides(row.Amounts, &paid, &due, &owed)
			} else {
				for i := range 2 * Insured {
					row.Amounts = append(row.Amounts, due.amount(i))
				}
				row.Amounts = appendSum(row.Amounts, &due)
			}
			return yield(&row)
		}
		for r := range b.Records(part) {
			if r.First {
				if !flush() {
					return
				}
				due, paid, owed = Amounts{}, Amounts{}, Amounts{}
				row = PeopleRow{ID: r.ID, Department: r.Department, City: r.City, First: true, Amounts: row.Amounts}
			}
			n := int(r.To-r.From) + 1
			row.Months += n
			due.times(&r.Due, n)
			if b.before == nil {
				row.Unknown += n * r.Due.unknowns()
				continue
			}
			paid.times(&r.Paid, n)
			var more Amounts
			more.owe(&r.Due, &r.Paid)
			owed.times(&more, n)
			row.Unknown += n * more.unknowns()
		}
		flush()
	}
}

// AppendPeople appends the rows of people.csv of one part.
func (b *Budget) AppendPeople(dst, part []byte, d Detail, l lang.Lang) []byte {
	var name, cells []byte // what the person's rows, and the months of a row, have in common
	for r := range b.People(part, d) {
		if r.First {
			name = append(AppendCell(name[:0], r.ID), ',')
			name = append(AppendCell(name, r.Department), ',')
			name = append(AppendCell(name, []byte(r.City.Name.In(l))), ',')
		}
		cells = cells[:0]
		for i := range r.Amounts {
			cells = append(cells, ',')
			if a := &r.Amounts[i]; a.Given {
				cells = a.Value.AppendTo(cells)
			}
		}
		cells = append(cells, '\n')
		if d == EachPerson {
			dst = strconv.AppendInt(append(dst, name...), int64(r.Months), 10)
			dst = strconv.AppendInt(append(dst, ','), int64(r.Unknown), 10)
			dst = append(dst, cells...)
			continue
		}
		for m := r.From; m <= r.To; m++ {
			dst = appendMonth(append(dst, name...), m.Year(), m.Number())
			dst = append(dst, cells...)
		}
	}
	return dst
}

func appendMonth(dst []byte, year, number int) []byte {
	return append(dst, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-', byte('0'+number/10), byte('0'+number%10))
}

// amounts are those of a record's month.
func (b *Budget) amounts(dst []contribution.Maybe[money.Money], r *Record) []contribution.Maybe[money.Money] {
	if b.before != nil {
		var owed Amounts
		owed.owe(&r.Due, &r.Paid)
		return appendSides(dst, &r.Paid, &r.Due, &owed)
	}
	a := &r.Due
	dst = append(dst, amount(a.Declared, a.declared))
	for s := range a.Amount {
		dst = append(dst, amount(a.Base[s], a.based>>s&1 != 0), a.amount(2*s), a.amount(2*s+1))
	}
	return appendSum(dst, a)
}

func appendSum(dst []contribution.Maybe[money.Money], a *Amounts) []contribution.Maybe[money.Money] {
	t := a.Sum()
	return append(dst, amount(t.Employer, true), amount(t.Employee, true), amount(t.Total, true))
}

// appendSides appends paid, due and owed for every scheme and payer, and their sums. Each sum is of the cells beside it, so that what is
// owed is not due less paid where an amount is known on one side only.
func appendSides(dst []contribution.Maybe[money.Money], paid, due, owed *Amounts) []contribution.Maybe[money.Money] {
	for i := range 2 * Insured {
		dst = append(dst, paid.amount(i), due.amount(i), owed.amount(i))
	}
	was, is, more := paid.Sum(), due.Sum(), owed.Sum()
	for _, m := range [...]money.Money{was.Employer, is.Employer, more.Employer, was.Employee, is.Employee, more.Employee, was.Total, is.Total, more.Total} {
		dst = append(dst, amount(m, true))
	}
	return dst
}

// amount is that of a scheme and payer, if it is known: i is 2 × scheme + payer.
func (a *Amounts) amount(i int) contribution.Maybe[money.Money] {
	return amount(a.Amount[i/2][i%2], a.known>>i&1 != 0)
}

func amount(m money.Money, given bool) contribution.Maybe[money.Money] {
	return contribution.Maybe[money.Money]{Value: m, Given: given}
}

// times adds some months' amounts.
func (a *Amounts) times(o *Amounts, months int) {
	a.known |= o.known
	a.unknown |= o.unknown
	for s := range a.Amount {
		for _, p := range [...]contribution.Payer{contribution.Employer, contribution.EmployeePays} {
			a.Amount[s][p] = a.Amount[s][p].Add(o.Amount[s][p].Times(int64(months)))
		}
	}
}
