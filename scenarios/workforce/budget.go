package workforce

import (
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

// Budget is a plan made ready for a table. It never changes and is shared by all workers.
type Budget struct {
	book   *policy.Book
	plan   Plan
	header Header
	months int
}

// Prepare makes a budget. The faults point into the plan: /raises/0/from.
func Prepare(book *policy.Book, p *Plan, h Header) (*Budget, fault.List) { panic("to come") }

// Joiners are the plan's hires as rows. They are calculated after the table's own blocks and numbered after them; next is the number of
// the first. They need no check: Prepare has made it.
func (b *Budget) Joiners(next int) []*Block { panic("to come") }

// Worker does the work on blocks with memory of its own. One goroutine uses it at a time.
type Worker struct{ b *Budget }

// NewWorker makes a worker.
func (b *Budget) NewWorker() *Worker { panic("to come") }
