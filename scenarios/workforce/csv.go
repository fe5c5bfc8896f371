package workforce

import "bytes"

// AppendCell appends a text as a cell of a CSV file: quoted where needed, and with an apostrophe before what a spreadsheet would take for
// a formula.
func AppendCell(dst, text []byte) []byte {
	if !formula(text) {
		return AppendQuoted(dst, text)
	}
	if needsQuotes(text) {
		return quote(append(dst, `"'`...), text)
	}
	return append(append(dst, '\''), text...)
}

// AppendQuoted appends a text as a cell of a block: quoted where needed, and otherwise as it is.
func AppendQuoted(dst, text []byte) []byte {
	if needsQuotes(text) {
		return quote(append(dst, '"'), text)
	}
	return append(dst, text...)
}

// formula tells whether a spreadsheet may take a text for a formula: by its first character, unless it is a plain number. Full-width signs
// are taken for the others where people type them.
func formula(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	switch text[0] {
	case '=', '@', '\t', '\r':
		return true
	case '+', '-':
		_, number := plainNumber(text[1:], 18)
		return !number
	}
	for _, sign := range [...]string{"＝", "＋", "－", "＠"} {
		if len(text) >= len(sign) && string(text[:len(sign)]) == sign {
			return true
		}
	}
	return false
}

func needsQuotes(text []byte) bool {
	for _, c := range text {
		if c == ',' || c == '"' || c == '\n' || c == '\r' {
			return true
		}
	}
	return len(text) > 0 && (text[0] == ' ' || text[len(text)-1] == ' ')
}

// quote appends a text and the closing quote, with the quotes inside doubled.
func quote(dst, text []byte) []byte {
	for {
		i := bytes.IndexByte(text, '"')
		if i < 0 {
			return append(append(dst, text...), '"')
		}
		dst = append(append(dst, text[:i+1]...), '"')
		text = text[i+1:]
	}
}
