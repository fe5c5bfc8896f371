// Package workforce is a budget for many people over many months: rows of a table in, amounts by month, department, city, scheme and
// payer out.
//
// Every input becomes a [Block] of rows first. [Prepare] makes a [Budget] of a book, a [Plan] and the table's [Header]; a [Worker]
// checks blocks and then calculates them, each block by itself, so that blocks can be shared out among cores and machines and added up
// in any order. What a person pays is [contribution.Calculate]'s answer, asked once for every stretch of months in which nothing
// changes.
package workforce

import "fenhao/calc/lang"

// The bounds of what is taken. They keep memory flat, and they keep every sum within an int64 of fen: an amount is at most the highest
// wage, 10¹⁰ fen, so a hundred million of them can be added before 2⁶³ fen are near, and a percentage of it far more.
const (
	MaxMonths      = 120
	MaxDepartments = 10_000
	MaxGroups      = 50_000 // departments × cities
	MaxColumns     = 200
	MaxCell        = 1_000                // bytes
	MaxWage        = 100_000_000          // yuan a month
	BlockRows      = 4_096                // rows a block should have at most
	BlockBytes     = 1 << 20              // and bytes, whichever comes first
	maxFen         = MaxWage * int64(100) // the same in fen
)

func say(zh, en string) lang.Text { return lang.Text{ZH: zh, EN: en} }
