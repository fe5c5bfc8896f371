package workforce

// Part is the result of one block. It is given back to [Worker.Calculate] to be used again.
type Part struct {
	Number  int
	People  int    // rows calculated
	Skipped int    // rows passed over because something is wrong with them
	Records []byte // see [Budget.Records]
	Totals  *Totals
}

// Calculate calculates a checked block. The error is a [fault.List] of rows that should have been in Skip: the block was not checked.
func (w *Worker) Calculate(block *Block, p *Part) error { panic("to come") }
