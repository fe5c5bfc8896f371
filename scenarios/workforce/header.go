package workforce

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// Header is a table's columns: what each is called there, and which of ours it is.
type Header struct {
	Cells   []string     // as written
	columns []Column     // of each cell; none: nobody reads it; nameless: nothing may stand in it
	at      [Columns]int // of each of ours: its cell's index, or -1
}

// Has tells whether the table has a column.
func (h *Header) Has(c Column) bool { return len(h.columns) > 0 && h.at[c] >= 0 }

// Column is which of our columns the table's n-th is, from 0; ok is false for one that is passed over.
func (h *Header) Column(n int) (c Column, ok bool) {
	return h.columns[n], int(h.columns[n]) < Columns
}

// headerRow is the row a header stands in.
const headerRow = 1

// ReadHeader finds out which columns a table has. A column nobody knows is refused with the name that is nearest, unless the plan says to
// pass it over; so is one that is there twice, and a table without an id, or without a city where the plan has no default.
func ReadHeader(cells []string, p *Plan) (Header, []Problem) {
	h := Header{Cells: slices.Clone(cells)}
	for i := range h.at {
		h.at[i] = -1
	}
	var problems []Problem
	refuse := func(column int, name string, e fault.Error) {
		problems = append(problems, Problem{Row: headerRow, Column: column, Name: name, Fault: e})
	}
	if len(cells) > MaxColumns {
		refuse(0, "", fault.New(fault.TooLong, "", "what", say("列", "columns"), "got", len(cells), "limit", MaxColumns))
		return h, problems
	}
	for i, name := range cells {
		c, known := headers[plain(name)]
		switch {
		case !known && p.IgnoreColumns:
			c = none
		case !known && strings.TrimSpace(name) == "":
			c = nameless // an empty column is nothing; a wage in it is one whose header was lost
		case !known:
			c = none
			refuse(i+1, name, fault.New(fault.UnknownColumn, "", "name", shorten(name), "nearest", nearest(name)))
		case h.at[c] >= 0:
			refuse(i+1, name, fault.New(fault.DoubledColumn, c.String(), "column", c.Spec().Name, "first", h.at[c]+1))
			c = none
		default:
			h.at[c] = i
		}
		h.columns = append(h.columns, c)
	}
	for _, c := range [...]Column{ID, City} {
		if h.at[c] < 0 && (c == ID || p.Defaults.City == "") {
			refuse(0, c.Spec().Name.ZH, fault.New(fault.Required, c.String(), "what", say("“"+c.Spec().Name.ZH+"”列", "the column \""+c.Spec().Name.EN+"\"")))
		}
	}
	return h, problems
}

// headers are all names of all columns, plainly written.
var headers = func() map[string]Column {
	m := map[string]Column{}
	for c := Column(0); int(c) < Columns; c++ {
		s := c.Spec()
		for _, name := range append([]string{s.ID, s.Name.ZH, s.Name.EN}, s.Aliases...) {
			name = plain(name)
			if other, twice := m[name]; twice && other != c {
				panic("workforce: " + name + " is two columns")
			}
			m[name] = c
		}
	}
	return m
}()

// plain is a header without what people write differently: capitals, spaces, lines, hyphens, apostrophes, a unit in brackets at the end.
func plain(name string) string {
	name = strings.TrimSpace(strings.ToLower(name))
	for _, b := range [...][2]string{{"（", "）"}, {"(", ")"}} {
		if i := strings.LastIndex(name, b[0]); i > 0 && strings.HasSuffix(name, b[1]) {
			name = name[:i]
		}
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '_', '-', '\'', '’', '　', '\u00a0', '*':
			return -1
		}
		return r
	}, name)
}

// nearest is the column whose name is most like a header.
func nearest(name string) lang.Text {
	name = shorten(plain(name))
	best, least := ID, 1<<30
	for c := Column(0); int(c) < Columns; c++ {
		s := c.Spec()
		for _, other := range append([]string{s.ID, s.Name.ZH, s.Name.EN}, s.Aliases...) {
			other = plain(other)
			// Of two at the same distance the longer one has more in common.
			if d := distance(name, other)*100 - utf8.RuneCountInString(other); d < least {
				best, least = c, d
			}
		}
	}
	return best.Spec().Name
}

// distance is how many characters have to be put in, taken out or changed to make one text of the other.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		before := row[0]
		row[0] = i + 1
		for j := range y {
			change := before
			if x[i] != y[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(y)]
}

// shorten keeps what a sentence quotes short.
func shorten(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
