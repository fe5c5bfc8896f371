package workforce

import (
	"strconv"

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
		dst = AppendCell(dst, name)
	}
	return append(dst, '\n')
}

// AppendPeople appends the rows of people.csv of one part. An empty cell is an amount that was not asked for or is not known, never zero.
func (b *Budget) AppendPeople(dst, part []byte, d Detail, l lang.Lang) []byte {
	if d == EachPerson {
		return b.appendPersons(dst, part, l)
	}
	var cells []byte // what all months of a record have in common, behind the month
	name := 0        // where the person's name begins in dst
	length := 0
	for r := range b.Records(part) {
		if r.First {
			name = len(dst)
			dst = b.appendName(dst, r, l)
			length = len(dst) - name
			dst = dst[:name]
		}
		cells = b.appendCells(cells[:0], r)
		for m := r.From; m <= r.To; m++ {
			begin := len(dst)
			if begin == name {
				dst = dst[:begin+length] // the name as it was written there
			} else {
				dst = append(dst, dst[name:name+length]...)
			}
			dst = appendMonth(dst, m.Year(), m.Number())
			dst = append(dst, cells...)
		}
	}
	return dst
}

// appendName appends id, department and city, each with its comma.
func (b *Budget) appendName(dst []byte, r *Record, l lang.Lang) []byte {
	dst = append(appendCell(dst, r.ID), ',')
	dst = append(appendCell(dst, r.Department), ',')
	return append(append(dst, r.City.Name.In(l)...), ',')
}

func appendMonth(dst []byte, year, number int) []byte {
	return append(dst, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-', byte('0'+number/10), byte('0'+number%10))
}

// appendCells appends the cells of a record's month, each with a comma before it, and the end of the row.
func (b *Budget) appendCells(dst []byte, r *Record) []byte {
	if b.before != nil {
		dst = appendSides(dst, &r.Paid, &r.Due)
		return append(dst, '\n')
	}
	a := &r.Due
	dst = appendAmount(dst, a.Declared, a.declared)
	for s := range a.Amount {
		dst = appendAmount(dst, a.Base[s], a.based>>s&1 != 0)
		dst = appendAmount(dst, a.Amount[s][0], a.known>>(2*s)&1 != 0)
		dst = appendAmount(dst, a.Amount[s][1], a.known>>(2*s+1)&1 != 0)
	}
	t := a.Sum()
	dst = appendAmount(dst, t.Employer, true)
	dst = appendAmount(dst, t.Employee, true)
	dst = appendAmount(dst, t.Total, true)
	return append(dst, '\n')
}

// appendSides appends paid, due and owed for every scheme and payer, and their sums. What is not known on either side owes nothing that
// could be said.
func appendSides(dst []byte, paid, due *Amounts) []byte {
	for i := range 2 * Insured {
		was, is := paid.Amount[i/2][i%2], due.Amount[i/2][i%2]
		before, now := paid.known>>i&1 != 0, due.known>>i&1 != 0
		dst = appendAmount(dst, was, before)
		dst = appendAmount(dst, is, now)
		dst = appendAmount(dst, is.Sub(was), before && now)
	}
	was, is := paid.Sum(), due.Sum()
	for _, pair := range [...][2]money.Money{{was.Employer, is.Employer}, {was.Employee, is.Employee}, {was.Total, is.Total}} {
		dst = appendAmount(dst, pair[0], true)
		dst = appendAmount(dst, pair[1], true)
		dst = appendAmount(dst, pair[1].Sub(pair[0]), true)
	}
	return dst
}

func appendAmount(dst []byte, m money.Money, known bool) []byte {
	dst = append(dst, ',')
	if known {
		dst = m.AppendTo(dst)
	}
	return dst
}

// appendPersons appends one row for each person: sums over the plan. A sum of which a month is not known is not known.
func (b *Budget) appendPersons(dst, part []byte, l lang.Lang) []byte {
	var due, paid Amounts
	var name []byte
	months := 0
	flush := func() {
		if months == 0 {
			return
		}
		dst = append(dst, name...)
		dst = strconv.AppendInt(dst, int64(months), 10)
		if b.before != nil {
			dst = appendSides(dst, &paid, &due)
		} else {
			for i := range 2 * Insured {
				dst = appendAmount(dst, due.Amount[i/2][i%2], due.known&^due.unknown>>i&1 != 0)
			}
			t := due.Sum()
			for _, m := range [...]money.Money{t.Employer, t.Employee, t.Total} {
				dst = appendAmount(dst, m, true)
			}
		}
		dst = append(dst, '\n')
	}
	for r := range b.Records(part) {
		if r.First {
			flush()
			due, paid, months = Amounts{}, Amounts{}, 0
			name = b.appendName(name[:0], r, l)
		}
		n := int(r.To-r.From) + 1
		months += n
		due.times(&r.Due, n)
		paid.times(&r.Paid, n)
	}
	flush()
	return dst
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
