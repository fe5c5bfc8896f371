package workforce

import (
	"fmt"
	"iter"
	"strconv"

	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/money"
)

// hired begins the ids of the plan's hires.
const hired = "新增-"

// hireColumns are the columns of the rows that are made of the plan's hires. What a hire does not say is the plan's default.
var hireColumns = []Column{ID, Department, City, Wage, Employment, Hired, EmployerRate, EmployeeRate, WorkInjuryClass, WorkInjuryRate}

// hireHeader is the header of such rows.
func (b *Budget) hireHeader() Header {
	var cells []string
	for _, c := range hireColumns {
		cells = append(cells, c.String())
	}
	h, _ := ReadHeader(cells, &b.plan)
	return h
}

// joiners holds the plan's hires to their form, and calculates one of each: what is wrong with them is wrong with the plan.
func (f *preparation) joiners() {
	b := f.b
	b.hires = b.hireHeader()
	total := 0
	for i, j := range b.plan.Joiners {
		at := fmt.Sprintf("/joiners/%d", i)
		before := len(f.faults)
		f.city(j.City, at+"/city")
		f.within(j.Month, at+"/month", say("入职月份", "the month"))
		f.count(j.Count, at)
		if _, named := employmentNames[j.Employment]; !named {
			f.refuse(at+"/employment", fault.NotOneOf, "value", "", "choices", "new_hire, transferred")
		}
		if len(f.faults) == before {
			total += j.Count
			f.tryHire(i, at)
		}
	}
	if total > mostPeople {
		f.refuse("/joiners", fault.TooLong, "what", say("新增人员", "people hired by the plan"), "got", total, "limit", mostPeople)
	}
}

// tryHire checks the first of a line of hires, as a row is checked.
func (f *preparation) tryHire(i int, at string) {
	var c Checked
	f.b.NewWorker().Check(&Block{CSV: f.b.appendHire(nil, i, 1), Planned: true}, &c)
	for _, p := range c.Problems {
		e := p.Fault
		if e.Field == Hired.String() {
			e.Field = "month"
		}
		f.faults.Add(e.At(at + "/"))
	}
}

var employmentNames = map[contribution.EmploymentKind]string{contribution.NewHire: "new_hire", contribution.Transferred: "transferred"}

// Joiners are the plan's hires as rows. They are calculated after the table's own blocks and numbered after them; next is the number of
// the first. They need no check: [Prepare] has made it.
func (b *Budget) Joiners(next int) iter.Seq[*Block] {
	return func(yield func(*Block) bool) {
		var block *Block
		rows := 0
		for i, j := range b.plan.Joiners {
			for n := range j.Count {
				if block == nil {
					block, rows = &Block{Number: next, Planned: true, Before: make([]int32, len(b.leaving))}, 0
				}
				block.CSV = b.appendHire(block.CSV, i, n+1)
				if rows++; rows < BlockRows {
					continue
				}
				if !yield(block) {
					return
				}
				block, next = nil, next+1
			}
		}
		if block != nil {
			yield(block)
		}
	}
}

// appendHire appends the row of the n-th hire of a line of the plan, in the order of hireColumns.
func (b *Budget) appendHire(dst []byte, line, n int) []byte {
	j := &b.plan.Joiners[line]
	city := j.City
	if city == "" {
		city = b.plan.Defaults.City
	}
	for _, text := range [...]string{
		fmt.Sprintf("%s%d-%04d", hired, line+1, n), j.Department, city, j.Wage.String(), employmentNames[j.Employment], j.Month.String(),
		rateText(j.EmployerRate), rateText(j.EmployeeRate), countText(j.WorkInjuryClass), rateText(j.WorkInjuryRate),
	} {
		dst = append(AppendQuoted(dst, []byte(text)), ',')
	}
	dst[len(dst)-1] = '\n'
	return dst
}

func rateText(r contribution.Maybe[money.Rate]) string {
	if !r.Given {
		return ""
	}
	return r.Value.String()
}

func countText(n contribution.Maybe[int]) string {
	if !n.Given {
		return ""
	}
	return strconv.Itoa(n.Value)
}
