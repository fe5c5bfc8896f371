package workforce

import (
	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/money"
)

// The calculation of a person: their months are cut where the book, the plan or they themselves change, and each piece is one question.

// calculate answers for the person at hand.
func (w *Worker) calculate(g *group) {
	first, last, working := w.working(g)
	if !working {
		return
	}
	if q := &w.person.question; !q.HousingFund.Asked && !q.Insurance.Asked {
		return // pays into none of the plan's schemes
	}
	if w.person.question.Person == contribution.FlexibleWorker {
		for i := range g.flexible {
			if s := &g.flexible[i]; s.to >= first && s.from <= last {
				w.piece(g, s, max(first, s.from), min(last, s.to))
			}
		}
		return
	}
	w.startEmployment()
	for i := range g.employees {
		s := &g.employees[i]
		if s.to < first || s.from > last {
			continue
		}
		for from := max(first, s.from); from <= min(last, s.to); {
			to := w.untilChange(from, min(last, s.to))
			if w.turnTo(g, s, from) {
				w.piece(g, s, from, to)
			}
			from = to + 1
		}
	}
}

// working are the months of the plan in which the person at hand works.
func (w *Worker) working(g *group) (first, last int, ok bool) {
	p, plan := &w.person, &w.b.plan
	left := p.left
	if g.leaving >= 0 && w.candidate() {
		if m := w.leaves(g.leaving); m != 0 {
			left = m
		}
	}
	first, last = 0, w.b.months-1
	if p.hired > plan.From {
		first = int(p.hired - plan.From)
	}
	if left != 0 && left < plan.To {
		last = int(left - plan.From)
	}
	return first, last, first <= last
}

// candidate tells whether one of the plan's leavers can be the person at hand.
func (w *Worker) candidate() bool {
	return w.person.left == 0 && w.person.hired < w.b.plan.From && !w.planned
}

// leaves is the month in which the person at hand leaves by the plan; 0: does not. The next candidate is the next to leave.
func (w *Worker) leaves(department int) civil.Month {
	if w.checked != nil {
		return 0 // who leaves shows when all are checked; who stays is checked for all months
	}
	w.before[department]++
	return w.b.leaves(department, int(w.before[department])-1)
}

// leaves is the month in which the n-th candidate of a department leaves by the plan, from 0; 0: stays.
func (b *Budget) leaves(department, n int) civil.Month {
	for _, l := range b.leavers[department] {
		if n < l.Count {
			return l.Month
		}
		n -= l.Count
	}
	return 0
}

// startEmployment is what the person at hand declares to begin with: last year's average, or the wage at hire.
func (w *Worker) startEmployment() {
	p := &w.person
	w.base, w.employment = p.average, p.employment
	if p.employment != contribution.Established {
		w.base = p.wage
	}
}

// untilChange is the last month of a piece that begins in a month: the one before the person at hand is sealed, and a new hire's first.
func (w *Worker) untilChange(from, to int) int {
	p, m := &w.person, w.b.month(from)
	if p.sealed > m && p.sealed <= w.b.month(to) {
		to = int(p.sealed-w.b.plan.From) - 1
	}
	if p.employment == contribution.NewHire && p.hired == m {
		to = from
	}
	return to
}

// turnTo changes what the person at hand declares and pays by as a piece begins; false if it cannot be told.
func (w *Worker) turnTo(g *group, s *stretch, from int) bool {
	p, m := &w.person, w.b.month(from)
	q := &p.question
	sealed := p.sealed != 0 && p.sealed <= m
	switch {
	case s.july != 0 && from == s.from && p.hired.Year() < s.july && (!sealed || q.Insurance.Asked): // WH-2.1, UR-12d; not a hire of this year
		// Who is sealed is left out of the fund's adjustment (UR-12e), and of its amounts: only the insurances rest on the base. A fund base
		// need not be kept either: nobody is unsealed in a plan, and who comes back pays on the wage of that month (UR-20).
		if !p.wage.Given {
			w.refuseFrom(Wage, m, requiredWage(m))
			return false
		}
		first := max(civil.MonthOf(s.july-1, 1), p.hired)
		average, ok := w.wages(g).average(first, civil.MonthOf(s.july-1, 12))
		if !ok {
			w.refuseFrom(Wage, m, grownTooMuch(average))
			return false
		}
		w.base, w.employment = contribution.Given(average), contribution.Established
	case p.employment == contribution.NewHire && m == p.hired.Add(1): // WH-2.4, UR-12b: the wage of the second month
		wage, ok := w.wages(g).at(m)
		if !ok {
			w.refuseFrom(Wage, m, grownTooMuch(wage))
			return false
		}
		w.base = contribution.Given(wage)
	}
	switch {
	case sealed:
		q.Employment, q.AverageWage = contribution.Employment{Kind: contribution.InternallySealed}, w.base
	case w.employment == contribution.Established:
		q.Employment, q.AverageWage = contribution.Employment{}, w.base
	default:
		q.Employment, q.Wage = contribution.Employment{Kind: w.employment, Start: p.hired}, w.base
	}
	if s.changed {
		over(&q.HousingFund.EmployerRate, s.rates.employer)
		over(&q.HousingFund.EmployeeRate, s.rates.employee)
		if s.rates.class.Given || s.rates.injury.Given {
			q.Insurance.WorkInjuryClass, q.Insurance.WorkInjuryRate = s.rates.class, s.rates.injury
		}
	}
	return true
}

// piece answers for some months in which nothing changes.
func (w *Worker) piece(g *group, s *stretch, from, to int) {
	q := &w.person.question
	q.Month = w.b.month(from)
	if faults := contribution.Calculate(&w.answer, s.due, q); len(faults) > 0 {
		w.refuseAll(faults, q.Month)
		return
	}
	paid := &w.answer
	if s.paid != nil && !s.alike {
		if faults := contribution.Calculate(&w.answerPaid, s.paid, q); len(faults) > 0 {
			w.refuseAll(faults, q.Month)
			return
		}
		paid = &w.answerPaid
	}
	if w.part != nil {
		w.take(g, from, to, paid)
	}
}

// take puts the answers into the part.
func (w *Worker) take(g *group, from, to int, paid *contribution.Answer) {
	w.due.fill(w.answer.Lines)
	t := w.sums(g)
	t.city.use(&w.answer, 0, int64(to-from)+1)
	var out uint16 // of the headcount
	if w.person.question.Employment.Kind == contribution.InternallySealed {
		out = fundBits // UR-12e: of the amounts there is nothing to leave out, they are 0.00
	}
	if w.b.before == nil {
		addSpan(t.due, from, to, &w.due)
		t.count(from, to, w.due.known&^out, w.due.unknown)
	} else {
		w.paid.fill(paid.Lines)
		w.owed.owe(&w.due, &w.paid)
		addSpan(t.due, from, to, &w.due)
		addSpan(t.paid, from, to, &w.paid)
		addSpan(t.owed, from, to, &w.owed)
		t.count(from, to, w.owed.known&^out, w.owed.unknown) // what is not known of one side is not known in what is owed
		t.city.use(paid, 1, 0)
	}
	w.record(g, from, to)
}

// requiredWage says why a wage is missed that the first months could do without.
func requiredWage(m civil.Month) *fault.Error {
	n := Wage.Spec().Name
	return problem(fault.Required, "what", say(n.ZH+"（"+m.String()+" 起按上年月平均工资调整基数）", n.EN+" (from "+m.String()+" on the base is last year's average)"))
}

// grownTooMuch refuses a wage that the plan's raises have carried beyond all bounds.
func grownTooMuch(wage money.Money) *fault.Error {
	return problem(fault.OutOfRange, "what", Wage.Spec().Name, "value", wage, "min", money.Fen(0), "max", money.Fen(maxFen))
}
