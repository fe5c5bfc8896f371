// Package table reads tables of people: CSV, Excel workbooks and Parquet become the blocks package workforce knows, and whatever cannot
// be read is refused by row and column.
//
// Memory does not grow with the table. Nothing is written to a disk on the way: people's wages have no business in a temporary folder.
package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/scenarios/workforce"
)

// Reader is a table read block by block.
type Reader interface {
	// Header is row 1: the columns' names as they are written there, without the spaces around them.
	Header() []string
	// Next fills b with the rows that follow, using its memory again; io.EOF when there are none. An error that is a fault is about the
	// table as a whole.
	Next(b *workforce.Block) error
}

// Format is a kind of file.
type Format uint8

// The formats.
const (
	CSV Format = iota
	XLSX
	Parquet
	Locked // an .xls file or a workbook with a password, neither of which is read
)

// SniffLength is how much of a file [Sniff] wants to see.
const SniffLength = 8

// Sniff tells a file's format from how it begins. Names and content types say little: Excel itself saves CSV under many names.
func Sniff(head []byte) Format {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return XLSX
	case bytes.HasPrefix(head, []byte("PAR1")), bytes.HasPrefix(head, []byte("PARE")):
		return Parquet
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return Locked
	}
	return CSV
}

// Open reads a file of any format.
func Open(file io.ReaderAt, size int64) (Reader, error) {
	head := make([]byte, SniffLength)
	n, err := file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch Sniff(head[:n]) {
	case XLSX:
		return NewXLSX(file, size)
	case Parquet:
		return NewParquet(file, size)
	case Locked:
		return nil, fault.New(fault.OldWorkbook, "")
	}
	return NewCSV(io.NewSectionReader(file, 0, size))
}

// bad is a file that is not what it seems to be.
func bad(format, zh, en string) fault.Error {
	return fault.New(fault.BadTable, "", "format", format, "detail", lang.Text{ZH: zh, EN: en})
}

// header checks row 1 and takes off the spaces.
func header(cells []string) ([]string, error) {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = string(workforce.Trim([]byte(c)))
	}
	for len(out) > 0 && out[len(out)-1] == "" { // columns that were emptied but are still there
		out = out[:len(out)-1]
	}
	if len(out) == 0 {
		return nil, fault.New(fault.NoHeader, "")
	}
	if len(out) > workforce.MaxColumns {
		return nil, fault.New(fault.TooManyColumns, "", "got", len(out), "limit", workforce.MaxColumns)
	}
	return out, nil
}

// name is a column's header, column counted from 1.
func name(header []string, column int) string {
	if column >= 1 && column <= len(header) {
		return header[column-1]
	}
	return ""
}

// appendCell writes a cell as a block has it: every line of it ends as all do.
func appendCell(dst, cell []byte) []byte {
	if bytes.IndexByte(cell, '\r') >= 0 {
		cell = bytes.ReplaceAll(bytes.ReplaceAll(cell, []byte("\r\n"), []byte{'\n'}), []byte{'\r'}, []byte{'\n'})
	}
	return workforce.AppendQuoted(dst, cell)
}

func at(row, column int, header []string, f fault.Error) workforce.Problem {
	return workforce.Problem{Row: row, Column: column, Name: name(header, column), Fault: f}
}

func size(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d KiB", n>>10)
}
