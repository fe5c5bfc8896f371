package workforce

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// Checked is what a check found in one block. It is given back to [Worker.Check] to be used again.
type Checked struct {
	Rows     int       // with empty ones
	People   int       // rows with cells
	Problems []Problem // by row, then column

	ids    []identity
	groups []groupName // those the block has people of
}

// identity is a row's id, in sixteen bytes: of two different ids no two are the same, as far as anybody has ever seen. It is the same on
// every machine, and the table's ids themselves need not be kept.
type identity struct {
	row     int
	leaving int16 // the department among those that lose people, if the row is a candidate; else -1
	hash    [16]byte
}

// Check reads and calculates every row of a block and says all that is wrong with it. What the reader had refused comes along.
func (w *Worker) Check(block *Block, c *Checked) {
	w.begin(block)
	*c = Checked{Problems: append(c.Problems[:0], block.Problems...), ids: c.ids[:0], groups: c.groups[:0]}
	w.checked, w.part = c, nil
	for w.next() {
		c.Rows++
		if w.empty() {
			continue
		}
		c.People++
		w.row()
		w.checkPerson(c)
	}
	slices.SortStableFunc(c.Problems, byPlace)
}

// checkPerson calculates the person at hand, as far as the row could be read, and notes the id.
func (w *Worker) checkPerson(c *Checked) {
	p := &w.person
	leaving := -1
	if p.city >= 0 {
		for _, e := range w.b.world(p.city).faults {
			w.refuse(City, &e)
		}
	}
	// A cell that could not be read is no reason to keep quiet about the others: all of it is said at once.
	if w.refused(Employment) { // what it would need cannot be told
		w.wrong |= 1<<Wage | 1<<AverageWage | 1<<Hired
	}
	if p.city >= 0 && !w.refused(City) && !w.refused(Department) && p.question.Person != 0 {
		if g := w.group(); g != nil {
			if g.turn != w.turn {
				g.turn = w.turn
				c.groups = append(c.groups, groupName{g.department, g.city})
			}
			if g.leaving >= 0 && w.candidate() {
				leaving = g.leaving
			}
			w.calculate(g)
		}
	}
	if len(p.id) > 0 && !w.refused(ID) {
		sum := sha256.Sum256(p.id)
		c.ids = append(c.ids, identity{w.row1 + w.row0, int16(leaving), [16]byte(sum[:16])})
	}
}

// byPlace is the order of problems.
func byPlace(x, y Problem) int {
	return cmp.Or(cmp.Compare(x.Row, y.Row), cmp.Compare(x.Column, y.Column))
}

// Checker puts the checks of all blocks together, in the order of the table: what only shows between blocks, and the counts.
type Checker struct {
	Rows, People, Bad int // rows with empty ones; rows with cells; rows with problems
	Problems          int64

	b           *Budget
	ids         map[[16]byte]int32 // the row of each id
	departments map[string]bool
	groups      map[groupName]bool
	before      []int32 // candidates to leave so far, by department
}

// NewChecker begins a check.
func (b *Budget) NewChecker() *Checker {
	return &Checker{b: b, ids: map[[16]byte]int32{}, departments: map[string]bool{}, groups: map[groupName]bool{}, before: make([]int32, len(b.leaving))}
}

// Add takes the next block's check: it adds what is wrong between blocks to its problems, takes away what is wrong only after somebody has
// left by the plan, and fills the block's Skip and Before. Both are the caller's to keep; the problems are c.Problems.
func (k *Checker) Add(block *Block, c *Checked) {
	k.doubled(c)
	block.Before = append(block.Before[:0], k.before...)
	for _, id := range c.ids {
		if id.leaving >= 0 && k.sound(c, id) {
			k.before[id.leaving]++
		}
	}
	block.Skip = block.Skip[:0]
	for _, p := range c.Problems {
		if n := len(block.Skip); n == 0 || block.Skip[n-1] != int32(p.Row) {
			block.Skip = append(block.Skip, int32(p.Row))
		}
	}
	for _, g := range c.groups {
		if len(k.groups) <= MaxGroups {
			k.groups[g], k.departments[g.department] = true, true
		}
	}
	k.Rows, k.People, k.Bad, k.Problems = k.Rows+c.Rows, k.People+c.People, k.Bad+len(block.Skip), k.Problems+int64(len(c.Problems))
}

// sound tells whether nothing is wrong with a candidate to leave, as far as the plan keeps them. What is wrong only in later months is
// nobody's problem, and no longer said.
func (k *Checker) sound(c *Checked, id identity) bool {
	begin, bad := slices.BinarySearchFunc(c.Problems, id.row, func(p Problem, row int) int { return cmp.Compare(p.Row, row) })
	if !bad {
		return true
	}
	last := k.b.leaves(int(id.leaving), int(k.before[id.leaving]))
	end := begin
	for end < len(c.Problems) && c.Problems[end].Row == id.row {
		if p := &c.Problems[end]; last == 0 || p.Month <= last { // 0: whatever the month
			return false
		}
		end++
	}
	c.Problems = slices.Delete(c.Problems, begin, end)
	return true
}

// doubled adds the ids that have been there before.
func (k *Checker) doubled(c *Checked) {
	h := &k.b.header
	found := false
	for _, id := range c.ids {
		first, twice := k.ids[id.hash]
		if !twice {
			k.ids[id.hash] = int32(id.row)
			continue
		}
		found = true
		c.Problems = append(c.Problems, Problem{Row: id.row, Column: h.at[ID] + 1, Name: h.Cells[h.at[ID]], Fault: fault.New(fault.DoubledID, ID.String(), "row", int(first))})
	}
	if found {
		slices.SortStableFunc(c.Problems, byPlace)
	}
}

// hires adds the groups of the plan's hires.
func (k *Checker) hires() {
	for _, j := range k.b.plan.Joiners {
		g := groupName{j.Department, k.b.home}
		if j.City != "" {
			g.city = k.b.city(j.City)
		}
		k.groups[g], k.departments[g.department] = true, true
	}
}

// nobody refuses a line of the plan that is about people there are none of: a department is easily written otherwise than in the table.
func (k *Checker) nobody(s *Scope, at string) *fault.Error {
	if !s.Department.Given && s.City == "" {
		return nil
	}
	for g := range k.groups {
		if s.in(g.department, k.b.cities[g.city]) {
			return nil
		}
	}
	var whom lang.Text
	if s.City != "" {
		p := k.b.cities[k.b.city(s.City)]
		whom, at = p.Name, at+"/city"
	}
	if s.Department.Given {
		whom.ZH, whom.EN = whom.ZH+"“"+shorten(s.Department.Value)+"”部门", strings.TrimSpace("department \""+shorten(s.Department.Value)+"\" "+whom.EN)
		at = strings.TrimSuffix(at, "/city") + "/department"
	}
	e := fault.New(fault.NobodyThere, at, "whom", whom)
	return &e
}

// End is what is wrong as a whole, of the table and of the plan in the light of the table: /leavers/0/count. Nothing may be calculated if
// there is any, nor if Bad is above 0 and the plan does not skip bad rows.
func (k *Checker) End() (out []Problem) {
	k.hires()
	whole := func(e fault.Error) { out = append(out, Problem{Fault: e}) }
	if n := len(k.departments); n > MaxDepartments {
		whole(fault.New(fault.TooLong, "", "what", say("部门", "departments"), "got", n, "limit", MaxDepartments))
	}
	if n := len(k.groups); n > k.b.mostGroups() {
		whole(fault.New(fault.TooLong, "", "what", say("部门与城市的组合", "departments in cities"), "got", n, "limit", k.b.mostGroups()))
	}
	if k.People == 0 && k.Bad == 0 && len(k.b.plan.Joiners) == 0 {
		whole(fault.New(fault.NoPeople, ""))
	}
	for i, r := range k.b.plan.Raises {
		if e := k.nobody(&r.Scope, fmt.Sprintf("/raises/%d", i)); e != nil {
			whole(*e)
		}
	}
	for i, r := range k.b.plan.Rates {
		if e := k.nobody(&r.Scope, fmt.Sprintf("/rates/%d", i)); e != nil {
			whole(*e)
		}
	}
	left := slices.Clone(k.before)
	for i, l := range k.b.plan.Leavers {
		n := slices.Index(k.b.leaving, l.Department)
		if int32(l.Count) > left[n] {
			whole(fault.New(fault.TooFewLeave, fmt.Sprintf("/leavers/%d/count", i), "department", shorten(l.Department), "count", l.Count, "left", left[n]))
			continue
		}
		left[n] -= int32(l.Count)
	}
	return out
}
