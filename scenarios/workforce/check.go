package workforce

// Checked is what a check found in one block. It is given back to [Worker.Check] to be used again.
type Checked struct {
	Rows     int       // with empty ones
	People   int       // rows with cells
	Problems []Problem // by row, then column
}

// Check reads and calculates every row of a block and says all that is wrong with it.
func (w *Worker) Check(block *Block, c *Checked) { panic("to come") }

// Checker puts the checks of all blocks together, in the order of the table: what only shows between blocks, and the counts.
type Checker struct {
	Rows, People, Bad int // rows with empty ones; rows with cells; rows with problems
	Problems          int64
}

// NewChecker begins a check.
func (b *Budget) NewChecker() *Checker { panic("to come") }

// Add takes the next block's check: it adds what is wrong between blocks to its problems, and fills the block's Skip and Before. Both are
// the caller's to keep; the problems are c.Problems.
func (k *Checker) Add(block *Block, c *Checked) { panic("to come") }

// End is what is wrong as a whole, of the table and of the plan in the light of the table: /leavers/0/count. Nothing may be calculated if
// there is any, nor if Bad is above 0 and the plan does not skip bad rows.
func (k *Checker) End() []Problem { panic("to come") }
