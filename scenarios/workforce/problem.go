package workforce

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
)

// Problem is one thing that is wrong with a table, and where.
type Problem struct {
	Row    int         // the table's own number, the header is 1
	Column int         // from 1; 0: the row as a whole, or a column the table does not have
	Name   string      // the column's header as it is written there, or its name if the table does not have it
	Month  civil.Month // from this month on, where it is about a month of the plan; 0: always
	Fault  fault.Error // Field is the column's id
}
