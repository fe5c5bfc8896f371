package workforce

// Block is some rows of a table, one after another, in one canonical form: CSV in UTF-8, commas, a line feed after every row, quotes as
// RFC 4180 has them, cells in the order of the table's own columns. An empty line is a row without cells; it is passed over and counted,
// so that row numbers stay those of the spreadsheet.
type Block struct {
	Number   int
	Row      int // the table's own number of the first row; the header is row 1
	CSV      []byte
	Problems []Problem // what the reader refused; such a row stands in CSV as an empty line
	Planned  bool      // rows made of the plan's joiners: in the columns of [Budget.Joiners], not the table's

	// What the [Checker] found out about the rows before and in this block.
	Skip   []int32 // rows to be passed over because something is wrong with them, ascending
	Before []int32 // for each department that the plan's leavers name: how many of its candidates stand in earlier blocks
}
