package workforce

// Part is the result of one block. It is given back to [Worker.Calculate] to be used again.
type Part struct {
	Number  int
	People  int    // rows calculated
	Skipped int    // rows passed over because something is wrong with them
	Records []byte // see [Budget.Records]
	Totals  *Totals
}

// Calculate calculates a checked block. The error is a [fault.List] of what is wrong with rows that are not in Skip: the block was not
// checked, or not by this budget.
func (w *Worker) Calculate(block *Block, p *Part) error {
	w.begin(block)
	w.checked, w.faults, w.part = nil, nil, p
	p.Number, p.People, p.Skipped, p.Records = block.Number, 0, len(block.Skip), p.Records[:0]
	if p.Totals == nil || p.Totals.b != w.b {
		p.Totals = w.b.NewTotals()
	} else {
		p.Totals.reset()
	}
	w.before = append(w.before[:0], block.Before...)
	for len(w.before) < len(w.b.leaving) {
		w.before = append(w.before, 0)
	}
	skip := block.Skip
	for w.next() {
		if len(skip) > 0 && int(skip[0]) == block.Row+w.row0 {
			skip = skip[1:]
			continue
		}
		if w.empty() {
			continue
		}
		w.row()
		if w.wrong != 0 {
			continue
		}
		g := w.group()
		if g == nil {
			continue
		}
		p.People++
		w.calculate(g)
		w.endPerson()
	}
	p.Totals.People, p.Totals.Skipped = int64(p.People), int64(p.Skipped)
	if len(w.faults) > 0 {
		return w.faults
	}
	return nil
}

// sums are the totals of a group in the part at hand.
func (w *Worker) sums(g *group) *sums {
	if g.turn != w.turn {
		g.turn = w.turn
		g.sums = w.part.Totals.sums(g.department, g.city)
	}
	return g.sums
}
