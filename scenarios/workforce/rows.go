package workforce

import "bytes"

// rows walks along the rows of a block without copying: a cell is a piece of the block, except one with doubled quotes.
type rows struct {
	data    []byte
	cells   [][]byte // of this row, untrimmed; at most one more than a table can have
	count   int      // how many there are
	scratch []byte
}

// start begins a block.
func (r *rows) start(data []byte) { r.data = data }

// next goes to the next row. A row without cells has a count of 0.
func (r *rows) next() bool {
	d := r.data
	r.cells, r.count, r.scratch = r.cells[:0], 0, r.scratch[:0]
	if len(d) == 0 {
		return false
	}
	if d[0] == '\n' {
		r.data = d[1:]
		return true
	}
	i := 0
	for {
		var cell []byte
		if i < len(d) && d[i] == '"' {
			cell, i = r.quoted(d, i+1)
		} else {
			begin := i
			for i < len(d) && d[i] != ',' && d[i] != '\n' {
				i++
			}
			cell = d[begin:i]
		}
		r.count++
		if len(r.cells) <= MaxColumns {
			r.cells = append(r.cells, cell)
		}
		if i >= len(d) {
			r.data = nil
			return true
		}
		end := d[i] == '\n'
		i++
		if end {
			r.data = d[i:]
			return true
		}
	}
}

// quoted is the cell behind a quote, and where the next begins. What stands between the closing quote and the comma is no part of it;
// canonical blocks have nothing there.
func (r *rows) quoted(d []byte, i int) (cell []byte, next int) {
	begin, doubled := i, false
	for i < len(d) {
		n := bytes.IndexByte(d[i:], '"')
		if n < 0 {
			i = len(d)
			break
		}
		i += n
		if i+1 < len(d) && d[i+1] == '"' {
			doubled = true
			i += 2
			continue
		}
		break
	}
	cell = d[begin:i]
	if doubled {
		from := len(r.scratch)
		for n := 0; n < len(cell); n++ {
			r.scratch = append(r.scratch, cell[n])
			if cell[n] == '"' {
				n++
			}
		}
		cell = r.scratch[from:len(r.scratch):len(r.scratch)]
	}
	for i < len(d) && d[i] != ',' && d[i] != '\n' {
		i++
	}
	return cell, i
}

// Trim takes the spaces around a cell away: ordinary ones, tabs, line breaks, the wide space of Chinese and the one that does not break.
func Trim(b []byte) []byte {
	if len(b) == 0 || !mayBeSpace[b[0]] && !mayBeSpace[b[len(b)-1]] {
		return b
	}
	return bytes.Trim(b, spaces)
}

const spaces = " \t\r\n\u3000\u00a0\ufeff"

// mayBeSpace are the bytes a space begins or ends with.
var mayBeSpace = func() (m [256]bool) {
	for _, r := range spaces {
		s := string(r)
		m[s[0]], m[s[len(s)-1]] = true, true
	}
	return m
}()
