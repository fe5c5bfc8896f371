package workforce

import (
	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/money"
)

// Worker does the work on blocks with memory of its own. One goroutine uses it at a time.
type Worker struct {
	b      *Budget
	header *Header // of the block at hand
	rows   rows
	person person

	planned bool // the block is made of the plan's hires
	row1    int  // the block's first row, as the table numbers it
	row0    int  // the row at hand, from 0 in the block
	said    bool // the row says its employment

	// What the person at hand declares in the months at hand, and as whom.
	base       contribution.Maybe[money.Money]
	employment contribution.EmploymentKind

	departments   map[string]*department
	lastCity      []byte
	lastCityIndex int

	answer, answerPaid contribution.Answer
	due, paid, owed    Amounts

	checked *Checked   // where problems go in a check
	faults  fault.List // and in a calculation, which should have none
	wrong   uint32     // a bit for each column that something is wrong with in this row; the highest is the row itself
	part    *Part      // where results go in a calculation
	turn    int        // counts blocks, so that what belongs to one is known to be old
	open    bool       // the person at hand has a record already
	before  []int32    // the candidates to leave so far, by department
}

// department is the groups of one department.
type department struct {
	name   string
	groups []*group // by city
}

// NewWorker makes a worker.
func (b *Budget) NewWorker() *Worker {
	return &Worker{b: b, departments: map[string]*department{}}
}

// begin turns to a block.
func (w *Worker) begin(block *Block) {
	w.turn++
	w.planned, w.row1, w.header = block.Planned, block.Row, &w.b.header
	if block.Planned {
		w.header = &w.b.hires
	}
	w.rows.start(block.CSV)
	w.row0 = -1
}

// next turns to the next row.
func (w *Worker) next() bool {
	w.row0++
	w.wrong, w.open = 0, false
	return w.rows.next()
}

// empty tells whether the row at hand has no cells with anything in them.
func (w *Worker) empty() bool {
	for _, c := range w.rows.cells {
		if len(Trim(c)) > 0 {
			return false
		}
	}
	return w.rows.count <= MaxColumns
}

// refuse says that something is wrong with a cell of the row at hand.
func (w *Worker) refuse(c Column, e *fault.Error) { w.refuseFrom(c, 0, e) }

// refuseFrom says so from a month of the plan on. A column is refused once: what is wrong in one month is wrong in others.
func (w *Worker) refuseFrom(c Column, m civil.Month, e *fault.Error) {
	if w.refused(c) {
		return
	}
	w.wrong |= 1 << c
	e.Field = c.String()
	if w.checked == nil {
		w.faults.Add(*e)
		return
	}
	p := Problem{Row: w.row1 + w.row0, Name: c.Spec().Name.ZH, Month: m, Fault: *e}
	if at := w.header.at[c]; at >= 0 {
		p.Column, p.Name = at+1, w.header.Cells[at]
	}
	w.checked.Problems = append(w.checked.Problems, p)
}

// require says that a cell is missing, unless it is there and cannot be read.
func (w *Worker) require(c Column) {
	if !w.refused(c) {
		w.refuse(c, problem(fault.Required, "what", c.Spec().Name))
	}
}

func (w *Worker) refused(c Column) bool { return w.wrong&(1<<c) != 0 }

// wholeRow marks a problem that is no column's.
const wholeRow = 1 << 31

// tooManyCells refuses cells beyond the header, unless they are empty.
func (w *Worker) tooManyCells() {
	known := len(w.header.columns)
	for _, cell := range w.rows.cells[min(known, len(w.rows.cells)):] {
		if len(Trim(cell)) > 0 || w.rows.count > MaxColumns {
			w.refuseRow(0, fault.New(fault.TooManyCells, "", "got", w.rows.count, "limit", known))
			return
		}
	}
}

// refuseRow says that something is wrong with the row at hand, or with a cell that belongs to none of our columns; column is from 1.
func (w *Worker) refuseRow(column int, e fault.Error) {
	w.wrong |= wholeRow
	if w.checked == nil {
		w.faults.Add(e)
		return
	}
	w.checked.Problems = append(w.checked.Problems, Problem{Row: w.row1 + w.row0, Column: column, Fault: e})
}

// group is the group of the person at hand.
func (w *Worker) group() *group {
	p := &w.person
	d := w.departments[string(p.department)]
	if d == nil {
		if len(w.departments) >= MaxDepartments {
			w.refuse(Department, problem(fault.TooLong, "what", say("部门", "departments"), "got", len(w.departments)+1, "limit", MaxDepartments))
			return nil
		}
		d = &department{name: string(p.department), groups: make([]*group, len(w.b.cities))}
		w.departments[d.name] = d
	}
	g := d.groups[p.city]
	if g == nil {
		g = w.b.newGroup(d.name, p.city)
		d.groups[p.city] = g
	}
	return g
}

// columnOf is the column a field of the question comes from.
func (w *Worker) columnOf(field string) Column {
	switch field {
	case "/wage":
		return Wage
	case "/average_wage":
		return AverageWage
	case "/housing_fund/employer_rate":
		return EmployerRate
	case "/housing_fund/employee_rate":
		return EmployeeRate
	case "/insurance/work_injury_class":
		return WorkInjuryClass
	case "/insurance/work_injury_rate":
		return WorkInjuryRate
	case "/employment/start":
		return Hired
	case "/employment":
		return Employment
	case "/person/kind":
		return Kind
	case "/flexible/base":
		return FlexibleBase
	case "/flexible/monthly_amount":
		return MonthlyAmount
	case "/flexible/pension_tier":
		return PensionTier
	case "/flexible/medical_tier":
		return MedicalTier
	case "/flexible": // an employee with a flexible worker's choice: the first that was made
		f := &w.person.question.Flexible
		switch {
		case f.Base.Given:
			return FlexibleBase
		case f.MonthlyAmount.Given:
			return MonthlyAmount
		case f.PensionTier.Given:
			return PensionTier
		}
		return MedicalTier
	}
	return City // the month, the book, a what-if: what the place cannot answer
}

// refuseAll says what a calculation has against the row at hand from a month on.
func (w *Worker) refuseAll(faults fault.List, m civil.Month) {
	for i := range faults {
		w.refuseFrom(w.columnOf(faults[i].Field), m, &faults[i])
	}
}
