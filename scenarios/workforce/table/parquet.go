package table

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/scenarios/workforce"
)

const (
	maxFooter = 16 << 20
	batch     = 1024 // values of a column that are read at once
)

// parquetTable reads columns side by side and writes their values as rows. In memory is a page of each column, never a row group.
type parquetTable struct {
	file    *parquet.File
	header  []string
	columns []column
	group   int   // of the columns' pages
	left    int64 // rows of the group that are still to come
	number  int
	row     int
}

type column struct {
	write  func(dst []byte, v parquet.Value) ([]byte, *fault.Error)
	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader
	buf    []parquet.Value
	have   []parquet.Value
}

// NewParquet reads a Parquet file of plain columns.
func NewParquet(file io.ReaderAt, size int64) (r Reader, err error) {
	defer caught(&err)
	var end [8]byte
	if _, err := file.ReadAt(end[:], max(size-8, 0)); err != nil && err != io.EOF {
		return nil, err
	}
	footer := int64(binary.LittleEndian.Uint32(end[:4]))
	switch {
	case string(end[4:]) == "PARE":
		return nil, bad("Parquet", "文件已加密", "the file is encrypted")
	case string(end[4:]) != "PAR1" || footer > size-12:
		return nil, damaged
	case footer > maxFooter:
		return nil, fault.New(fault.TableTooLarge, "", "what", lang.Text{ZH: "Parquet 文件的目录", EN: "the Parquet file's footer"}, "limit", "16 MiB")
	}
	f, err := parquet.OpenFile(file, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, errors.Join(damaged, err)
	}
	t := &parquetTable{file: f, row: 2, group: -1}
	var names []string
	for _, field := range f.Schema().Fields() {
		names = append(names, field.Name())
	}
	if t.header, err = header(names); err != nil {
		return nil, err
	}
	var l fault.List
	for i, field := range f.Schema().Fields() {
		if i == len(t.header) { // columns without a name at the end
			break
		}
		write, kind := writer(field)
		if write == nil {
			l.Add(fault.New(fault.ColumnType, "", "name", field.Name(), "type", kind).OnLine(1, i+1))
		}
		t.columns = append(t.columns, column{write: write, buf: make([]parquet.Value, batch)})
	}
	if len(l) > 0 {
		return nil, l
	}
	if err := checkPages(file, f); err != nil {
		return nil, err
	}
	return t, nil
}

var damaged = bad("Parquet", "文件不完整或已损坏", "the file is incomplete or damaged")

// caught turns a panic into a fault: the library trusts a file's own numbers more than a stranger's file deserves.
func caught(err *error) {
	if r := recover(); r != nil {
		*err = errors.Join(damaged, fmt.Errorf("table: %v", r))
	}
}

func (t *parquetTable) Header() []string { return t.header }

func (t *parquetTable) Next(b *workforce.Block) (err error) {
	defer caught(&err)
	*b = workforce.Block{Number: t.number, Row: t.row, CSV: b.CSV[:0], Problems: b.Problems[:0]}
	for rows := 0; rows < workforce.BlockRows && len(b.CSV) < workforce.BlockBytes; rows++ {
		for t.left == 0 {
			if t.group++; t.group >= len(t.file.RowGroups()) {
				if t.row == b.Row {
					return io.EOF
				}
				t.number++
				return nil
			}
			t.open()
		}
		if err := t.add(b); err != nil {
			return err
		}
		t.left--
		t.row++
	}
	t.number++
	return nil
}

// open begins a row group.
func (t *parquetTable) open() {
	group := t.file.RowGroups()[t.group]
	t.left = group.NumRows()
	for i, chunk := range group.ColumnChunks()[:len(t.columns)] {
		c := &t.columns[i]
		if c.pages != nil {
			_ = c.pages.Close()
		}
		c.pages, c.values, c.have = chunk.Pages(), nil, nil
	}
}

// add writes the next row.
func (t *parquetTable) add(b *workforce.Block) error {
	begin, problems := len(b.CSV), len(b.Problems)
	for i := range t.columns {
		c := &t.columns[i]
		v, err := c.next()
		if err != nil {
			return err
		}
		if i > 0 {
			b.CSV = append(b.CSV, ',')
		}
		if v.IsNull() {
			continue
		}
		var f *fault.Error
		if b.CSV, f = c.write(b.CSV, v); f != nil {
			b.Problems = append(b.Problems, at(t.row, i+1, t.header, *f))
		}
		if len(b.CSV)-begin > maxRow {
			b.Problems = append(b.Problems, at(t.row, 0, t.header, fault.New(fault.RowTooLong, "", "limit", maxRow)))
			b.CSV = b.CSV[:begin]
		}
	}
	if len(b.Problems) > problems {
		b.CSV = b.CSV[:begin]
	}
	b.CSV = append(b.CSV, '\n')
	return nil
}

// next is the column's next value. Its bytes are the page's: good until the value after it is asked for.
func (c *column) next() (parquet.Value, error) {
	for len(c.have) == 0 {
		if c.values == nil {
			if c.page != nil {
				parquet.Release(c.page)
			}
			page, err := c.pages.ReadPage()
			if c.page = page; err != nil { // the row group says that there is one more
				c.page = nil
				return parquet.Value{}, errors.Join(damaged, err)
			}
			c.values = page.Values()
		}
		n, err := c.values.ReadValues(c.buf)
		c.have = c.buf[:n]
		if errors.Is(err, io.EOF) {
			c.values = nil
		} else if err != nil {
			return parquet.Value{}, errors.Join(damaged, err)
		}
		if n > 0 && c.values == nil {
			break
		}
	}
	v := c.have[0]
	c.have = c.have[1:]
	return v, nil
}
