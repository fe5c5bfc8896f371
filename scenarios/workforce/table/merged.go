package table

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"fenhao/calc/fault"
)

// area is merged cells.
type area struct {
	ref               string
	left, top, bottom int
}

// maxMerged is how many are named one by one. A table has none.
const maxMerged = 1000

// What a sheet may have for each of its rows, beyond its first megabytes: the widest table takes half of it. Cells of many kilobytes, row
// after row, are made to keep us busy.
const rowBytes, rowBytesFrom = 32 << 10, 64 << 20

// findMerged reads what stands behind a sheet's rows. The rows are passed over by their angle brackets: to parse them twice would cost as
// much again as reading them.
func findMerged(part *zip.File) ([]area, error) {
	in, err := open(part, maxSheet)
	if err != nil {
		return nil, err
	}
	defer func() { _ = in.Close() }()
	behind := bufio.NewReaderSize(in, 64<<10)
	for read, most := int64(0), int64(rowBytesFrom); ; {
		tag, err := behind.ReadSlice('>')
		if errors.Is(err, io.EOF) {
			return nil, nil // reading the rows will say what is wrong
		} else if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return nil, err
		}
		ends := bytes.Contains(tag, []byte("</"))
		if ends && bytes.HasSuffix(tag, []byte("sheetData>")) {
			break
		}
		if ends && bytes.HasSuffix(tag, []byte("row>")) {
			most += rowBytes
		}
		if read += int64(len(tag)); read > most {
			return nil, tooLargeError{part.Name, most}
		}
	}
	var out []area
	for x := newTokens(behind); ; {
		token, err := x.next()
		if errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		e, ok := token.(xml.StartElement)
		if !ok || e.Name.Local != "mergeCell" {
			continue
		}
		ref := element{attrs: e.Attr}.attr("ref")
		from, to, _ := strings.Cut(ref, ":")
		left, top, ok := place(from)
		_, bottom, also := place(to)
		if !ok || !also {
			return nil, errBroken
		}
		if len(out) == maxMerged {
			return nil, fault.New(fault.MergedCells, "", "cells", out[0].ref+", "+out[1].ref+" …")
		}
		out = append(out, area{ref, left, top, bottom})
	}
}
