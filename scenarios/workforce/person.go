package workforce

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// person is a row that has been read.
type person struct {
	id, department []byte
	city           int // -1: not known
	question       contribution.Question
	wage, average  contribution.Maybe[money.Money]
	employment     contribution.EmploymentKind
	hired, left    civil.Month          // 0: before the plan; for good
	sealed         civil.Month          // internally sealed from then on; 0: not
	schemes        contribution.Schemes // those paid; 0: all of the plan
}

// always is a month before all months of any plan.
const always = civil.Month(1)

// mostClass and mostTier are the highest numbers a class and a tier can have; which tiers a place has is for its rules to say.
const mostClass, mostTier = 8, 99

// row reads the cells at hand into the worker's person. What is wrong goes to the problems of the row.
func (w *Worker) row() {
	p, b := &w.person, w.b
	q := &p.question
	*p = person{city: b.home}
	w.said = false
	d := &b.plan.Defaults
	q.Person = contribution.Employee
	q.HousingFund.Asked = b.asked[policy.HousingFund]
	q.Insurance = contribution.Insurance{Asked: b.only != 0, Only: b.only}
	if w.rows.count > len(w.header.columns) {
		w.tooManyCells()
	}
	for i, cell := range w.rows.cells {
		if i >= len(w.header.columns) {
			break
		}
		if cell = Trim(cell); len(cell) == 0 {
			continue
		}
		c := w.header.columns[i]
		switch c {
		case none:
			continue
		case nameless:
			w.refuseRow(i+1, fault.New(fault.NamelessCell, "", "column", i+1))
			continue
		}
		if len(cell) > MaxCell {
			w.refuse(c, problem(fault.TooLong, "what", say("字节", "bytes"), "got", len(cell), "limit", MaxCell))
			continue
		}
		if e := w.cell(c, cell); e != nil {
			w.refuse(c, e)
		}
	}
	if p.schemes != 0 {
		q.HousingFund.Asked = q.HousingFund.Asked && p.schemes&ofSchemes(policy.HousingFund) != 0
		q.Insurance.Only &= p.schemes
		q.Insurance.Asked = q.Insurance.Only != 0
	}
	if len(p.id) == 0 {
		w.require(ID)
	}
	if p.city < 0 {
		w.require(City)
	}
	if p.hired != 0 && p.left != 0 && p.left < p.hired {
		w.refuse(Left, problem(fault.NotInOrder, "value", p.hired, "before", p.left))
	}
	if q.Person == contribution.FlexibleWorker {
		q.Employment.Kind = p.employment // refused with the question
		if p.sealed != 0 {
			w.refuse(Sealed, problem(fault.NotApplicable, "what", Sealed.Spec().Name, "why", say("灵活就业人员没有单位", "a flexible worker has no employer")))
		}
		return
	}
	if d.EmployerRate.Given && !q.HousingFund.EmployerRate.Given {
		q.HousingFund.EmployerRate = d.EmployerRate
	}
	if d.EmployeeRate.Given && !q.HousingFund.EmployeeRate.Given {
		q.HousingFund.EmployeeRate = d.EmployeeRate
	}
	if q.Employer == 0 {
		q.Employer = d.Employer
	}
	if in := &q.Insurance; !in.WorkInjuryClass.Given && !in.WorkInjuryRate.Given { // a row's own class is not to be outdone by a default rate
		in.WorkInjuryClass, in.WorkInjuryRate = d.WorkInjuryClass, d.WorkInjuryRate
	}
	w.employed()
}

// cell reads one cell that is not empty.
func (w *Worker) cell(c Column, cell []byte) (e *fault.Error) {
	p := &w.person
	q := &p.question
	switch c {
	case ID:
		if p.id, e = cell, badText(cell); e == nil {
			e = w.badID(cell)
		}
	case Department:
		p.department = cell
		if w.departments[string(cell)] == nil { // one that is known has been looked at
			e = badText(cell)
		}
	case City:
		p.city, e = w.city(cell)
	case Kind:
		q.Person, e = kinds.find(cell)
	case Wage:
		p.wage, e = given(amountOf(cell, c.Spec().Name))
	case AverageWage:
		p.average, e = given(amountOf(cell, c.Spec().Name))
	case Employment:
		p.employment, e = employments.find(cell)
		w.said = e == nil
	case Hired:
		p.hired, e = monthOf(cell)
	case Left:
		p.left, e = monthOf(cell)
	case EmployerRate:
		q.HousingFund.EmployerRate, e = given(rateOf(cell, c.Spec().Name))
	case EmployeeRate:
		q.HousingFund.EmployeeRate, e = given(rateOf(cell, c.Spec().Name))
	case Sealed:
		p.sealed, e = sealedFrom(cell)
	case EmployerKind:
		q.Employer, e = employers.find(cell)
	case WorkInjuryClass:
		q.Insurance.WorkInjuryClass, e = given(countOf(cell, c.Spec().Name, 1, mostClass))
	case WorkInjuryRate:
		q.Insurance.WorkInjuryRate, e = given(rateOf(cell, c.Spec().Name))
	case FlexibleBase:
		q.Flexible.Base, e = given(amountOf(cell, c.Spec().Name))
	case MonthlyAmount:
		q.Flexible.MonthlyAmount, e = given(amountOf(cell, c.Spec().Name))
	case PensionTier:
		q.Flexible.PensionTier, e = given(countOf(cell, c.Spec().Name, 0, mostTier))
	case MedicalTier:
		q.Flexible.MedicalTier, e = given(countOf(cell, c.Spec().Name, 0, mostTier))
	case SchemesPaid:
		p.schemes, e = schemesOf(cell)
	}
	return e
}

func given[T any](v T, e *fault.Error) (contribution.Maybe[T], *fault.Error) {
	return contribution.Maybe[T]{Value: v, Given: e == nil}, e
}

// employed settles what an employee's cells mean together.
func (w *Worker) employed() {
	p := &w.person
	switch {
	case p.employment == contribution.Established && !w.said && !p.average.Given && p.hired != 0:
		w.require(Employment)
	case p.employment != contribution.Established:
		if !p.wage.Given {
			w.require(Wage)
		}
		if p.hired == 0 {
			w.require(Hired)
		}
		// Who has worked in the year before is established, if the base of that year is said.
		if p.average.Given && p.hired != 0 && p.hired.Year() < w.b.plan.From.FundYear() {
			p.employment = contribution.Established
		}
	}
}

// city finds a city by any of its names. Rows of one city tend to stand together.
func (w *Worker) city(cell []byte) (int, *fault.Error) {
	if bytes.Equal(cell, w.lastCity) {
		return w.lastCityIndex, nil
	}
	i, ok := w.b.names[string(cell)]
	if !ok {
		i, ok = w.b.names[plain(string(cell))]
	}
	if !ok || i < 0 {
		return -1, problem(fault.UnknownPlace, "place", shorten(string(cell)))
	}
	w.lastCity, w.lastCityIndex = append(w.lastCity[:0], cell...), i
	return i, nil
}

// sealedFrom reads since when somebody is internally sealed: a yes or no, or the first month.
func sealedFrom(cell []byte) (civil.Month, *fault.Error) {
	switch yes, ok := isYes(cell); {
	case ok && yes:
		return always, nil
	case ok:
		return 0, nil
	case cell[0]-'0' <= 9:
		return monthOf(cell)
	}
	_, e := yesNo.find(cell)
	return 0, e
}

// badText refuses what must not stand in an output: control characters and line breaks, and bytes that are no text.
func badText(cell []byte) *fault.Error {
	plain := true
	for _, x := range cell {
		if x < 0x20 || x >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return nil
	}
	if !utf8.Valid(cell) {
		return problem(fault.BadEncoding, "encoding", "UTF-8")
	}
	for _, r := range string(cell) {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r&0xfffe == 0xfffe { // the last are no characters, and no XML can hold them
			return problem(fault.ControlCharacter, "name", fmt.Sprintf("U+%04X", r))
		}
	}
	return nil
}

// badID refuses an id that a spreadsheet has spoilt, and one that the plan's hires have.
func (w *Worker) badID(cell []byte) *fault.Error {
	if i := bytes.IndexAny(cell, "Ee"); i > 0 && i+1 < len(cell) && (cell[i+1] == '+' || cell[i+1] == '-') {
		if _, ok := plainNumber(cell[:i], 20); ok && len(bytes.Trim(cell[i+2:], "0123456789")) == 0 {
			return problem(fault.DigitsLost, "value", shorten(string(cell)))
		}
	}
	if len(w.b.plan.Joiners) > 0 && !w.planned && bytes.HasPrefix(cell, []byte(hired)) {
		return problem(fault.NotApplicable, "what", say("“"+hired+"”开头的编号", "an id that begins with "+hired), "why", say("计划新增的人使用这样的编号", "the plan's hires have such ids"))
	}
	return nil
}
