package table

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"

	"fenhao/calc/fault"
	"fenhao/scenarios/workforce"
)

// sheet reads a sheet's rows in their order.
type sheet struct {
	in       *tokens
	texts    *texts
	dates    []bool // for each cell format
	from1904 bool
	months   []bool // of a workbook that counts from 1904: the columns, from 0, in which a number is a day though its format does not say so
	stale    bool   // what stands for the result of a formula is none
	row      sheetRow
	value    []byte
}

type sheetRow struct {
	number   int
	csv      []byte // without the line end; "" if every cell is empty
	column   int    // of the last cell in csv
	problems []workforce.Problem
}

// next reads the next row that the file has; io.EOF behind the last.
func (s *sheet) next() (*sheetRow, error) {
	s.row.csv, s.row.problems, s.row.column = s.row.csv[:0], s.row.problems[:0], 1
	for {
		token, err := s.in.next()
		if err != nil {
			return nil, cut0(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local != "row" {
				continue
			}
			number := s.row.number + 1
			if r := (element{attrs: e.Attr}).attr("r"); r != "" {
				n, err := strconv.Atoi(r)
				if err != nil || n < number || n > sheetRows {
					return nil, errBroken
				}
				number = n
			}
			s.row.number = number
			return &s.row, s.cells()
		case xml.EndElement:
			if e.Name.Local == "sheetData" {
				return nil, io.EOF
			}
		}
	}
}

// cut0 is a sheet that ends before it should.
func cut0(err error) error {
	if errors.Is(err, io.EOF) {
		return errBroken
	}
	return err
}

// cells reads a row's cells up to its end.
func (s *sheet) cells() error {
	column := 0
	for {
		token, err := s.in.next()
		if err != nil {
			return cut0(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local != "c" {
				continue
			}
			column++
			c := element{attrs: e.Attr}
			if ref := c.attr("r"); ref != "" {
				at, _, ok := place(ref)
				if !ok || at < column {
					return errBroken
				}
				column = at
			}
			if err := s.cell(column, c.attr("t"), c.attr("s")); err != nil {
				return err
			}
		case xml.EndElement:
			if e.Name.Local == "row" {
				return nil
			}
		}
	}
}

// cell reads one cell: its value, or the result of its formula.
func (s *sheet) cell(column int, kind, style string) error {
	s.value = s.value[:0]
	formula, value, reading, spoken := false, false, false, 0
	for {
		token, err := s.in.next()
		if err != nil {
			return cut0(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "f":
				formula = true
			case "v", "t":
				value, reading = true, true
			case "rPh":
				spoken++
			}
		case xml.CharData:
			if reading && spoken == 0 {
				s.value = append(s.value, e...)
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "v", "t":
				reading = false
			case "rPh":
				spoken--
			case "c":
				if formula && (s.stale || len(s.value) == 0 && (!value || kind != "str")) { // a text may be empty, a number may not
					s.refuse(column, fault.New(fault.NotCalculated, ""))
					return nil
				}
				return s.add(column, kind, style)
			}
		}
	}
}

// add writes the cell's value as text.
func (s *sheet) add(column int, kind, style string) error {
	text := s.value
	switch kind {
	case "s":
		i, err := strconv.Atoi(string(bytes.TrimSpace(text)))
		shared, ok := s.texts.at(i)
		if err != nil || !ok {
			return errBroken
		}
		text = unescape(shared)
	case "inlineStr", "str":
		text = unescape(text)
	case "b":
		text = []byte("false")
		if yes(string(s.value)) {
			text = []byte("true")
		}
	case "e":
		s.refuse(column, fault.New(fault.CellError, "", "value", string(s.value)))
		return nil
	case "d":
	default:
		plain, wrong := number(string(bytes.TrimSpace(text)), s.isDate(style), s.from1904)
		if wrong != nil {
			s.refuse(column, *wrong)
			return nil //nolint:nilerr // the row is refused, the sheet is read on
		}
		s.value = append(s.value[:0], plain...)
		text = s.value
	}
	if len(text) == 0 || len(s.row.csv) > maxRow {
		return nil
	}
	if column <= len(s.months) && s.months[column-1] && len(text) == serialLength && len(bytes.Trim(text, "0123456789")) == 0 {
		plain, wrong := number(string(text), true, s.from1904)
		if wrong != nil {
			s.refuse(column, *wrong)
			return nil //nolint:nilerr // as above
		}
		s.value = append(s.value[:0], plain...)
		text = s.value
	}
	if column-s.row.column > maxRow { // as many empty cells are too long a row by themselves
		s.row.csv = append(s.row.csv, make([]byte, maxRow+1)...)
		return nil
	}
	for ; s.row.column < column; s.row.column++ {
		s.row.csv = append(s.row.csv, ',')
	}
	s.row.csv = appendCell(s.row.csv, text)
	return nil
}

// serialLength is how many digits the number of a day of our time has.
const serialLength = 5

func (s *sheet) isDate(style string) bool {
	i, err := strconv.Atoi(style)
	return err == nil && i >= 0 && i < len(s.dates) && s.dates[i]
}

func (s *sheet) refuse(column int, f fault.Error) {
	if len(s.row.problems) < workforce.MaxColumns {
		s.row.problems = append(s.row.problems, workforce.Problem{Row: s.row.number, Column: column, Fault: f})
	}
}

// place reads a reference such as AB12.
func place(ref string) (column, row int, ok bool) {
	i := 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		if column = column*26 + int(ref[i]-'A') + 1; column > 1<<14 {
			return 0, 0, false
		}
	}
	row, err := strconv.Atoi(ref[i:])
	return column, row, i > 0 && err == nil && row > 0
}

// unescape puts characters back that XML cannot hold and Excel writes as _x000D_. A text that was written with underscores and four hex
// digits has its first underscore escaped, so that this is never ambiguous.
func unescape(s []byte) []byte {
	if !bytes.Contains(s, []byte("_x")) {
		return s
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '_' && i+6 < len(s) && s[i+1] == 'x' && s[i+6] == '_' {
			if n, err := strconv.ParseUint(string(s[i+2:i+6]), 16, 16); err == nil {
				out = append(out, string(rune(n))...)
				i += 6
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}
