package table

import (
	"bytes"

	"fenhao/calc/fault"
)

// maxRow is how long a row may be: the widest table that is accepted, every cell full.
const maxRow = 256 << 10

// cut finds the record at the beginning of p: n is the index behind its line end. A record that is broken ends where its first line does,
// so that what follows is read as it was meant; code then says what is wrong and cell which of its cells it is, from 1.
//
// p holds more than maxRow bytes unless the table ends with it. n is 0 if the first line alone is longer than that.
func cut(p []byte, comma byte) (n int, code fault.Code, cell int) {
	window := p[:min(len(p), maxRow+1)]
	line := bytes.IndexByte(window, '\n') + 1
	if line == 0 {
		if len(p) > maxRow {
			return 0, fault.RowTooLong, 0
		}
		line = len(p)
	}
	if bytes.IndexByte(p[:line], '"') < 0 { // nearly every row there is
		return line, "", 0
	}
	n, code, cell = quoted(window, comma)
	if code == fault.UnclosedQuote && bytes.Count(window[:line], []byte{'"'})%2 == 0 {
		code = fault.StrayQuote // the quote that seems open swallowed lines; within its own line quotes come in pairs
	}
	if code != "" {
		return line, code, cell
	}
	if n > maxRow {
		return line, fault.RowTooLong, 0
	}
	return n, "", 0
}

// quoted is cut for a record with quotes in it: RFC 4180, no leniency. A quote opens a cell only at its beginning, and a comma or the
// line's end follows the one that closes it.
func quoted(p []byte, comma byte) (n int, code fault.Code, cell int) {
	for i, cell := 0, 1; ; cell++ {
		if i < len(p) && p[i] == '"' {
			for i++; ; i++ {
				j := bytes.IndexByte(p[i:], '"')
				if j < 0 {
					return 0, fault.UnclosedQuote, cell
				}
				if i += j + 1; i == len(p) || p[i] != '"' {
					break
				}
			}
			switch rest := p[i:]; {
			case len(rest) == 0, len(rest) == 1 && rest[0] == '\r':
				return len(p), "", 0
			case rest[0] == '\n':
				return i + 1, "", 0
			case rest[0] == '\r' && rest[1] == '\n':
				return i + 2, "", 0
			case rest[0] != comma:
				// Either text follows the closing quote, or an earlier quote was left open and this one opens another row's cell.
				return 0, fault.UnclosedQuote, cell
			}
			i++
			continue
		}
		for ; ; i++ {
			if i == len(p) {
				return i, "", 0
			}
			if c := p[i]; c == comma {
				i++
				break
			} else if c == '\n' {
				return i + 1, "", 0
			} else if c == '"' {
				return 0, fault.StrayQuote, cell
			}
		}
	}
}
