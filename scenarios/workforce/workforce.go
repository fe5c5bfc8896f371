// Package workforce is a budget for many people over many months: rows of a table in, amounts by month, department, city, scheme and
// payer out.
//
// Every input becomes a [Block] of rows first. [Prepare] makes a [Budget] of a book, a [Plan] and the table's [Header]; a [Worker]
// checks blocks and then calculates them, each block by itself, so that blocks can be shared out among cores and machines and added up
// in any order. What a person pays is [contribution.Calculate]'s answer, asked once for every stretch of months in which nothing
// changes.
package workforce

import "fenhao/calc/lang"

// The bounds of what is taken. They keep memory flat, and every sum within an int64 of fen: an amount is at most the highest wage, 10¹⁰
// fen, so that ten million people can be added up over all schemes of ten years' months before a tenth of 2⁶³ is reached at any rates
// there are.
const (
	MaxMonths      = 120
	MaxRows        = 10_000_000
	MaxDepartments = 10_000
	MaxGroups      = 100_000 // departments × cities
	MaxColumns     = 200
	MaxCell        = 1_000       // bytes
	MaxWage        = 100_000_000 // yuan a month
	BlockRows      = 4_096       // rows a block should have at most
	BlockBytes     = 1 << 20     // and bytes, whichever comes first

	maxGroupMonths = 1_200_000            // groups × months: each is some 150 bytes of sums
	maxFen         = MaxWage * int64(100) // the highest wage in fen
)

// mostGroups is how many groups a budget of so many months can have.
func (b *Budget) mostGroups() int { return min(MaxGroups, max(maxGroupMonths/(b.months+1), 1)) }

func say(zh, en string) lang.Text { return lang.Text{ZH: zh, EN: en} }
