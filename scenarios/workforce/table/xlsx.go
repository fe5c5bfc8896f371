package table

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"strings"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/scenarios/workforce"
)

// What the parts of a workbook may unpack to. A zip bomb is a few kilobytes that become gigabytes; nothing is unpacked beyond these.
const (
	maxPart    = 16 << 20 // the list of sheets, the formats
	maxStrings = 1 << 30  // the shared texts, as they are read; what is kept of them is maxTexts
	maxTexts   = 64 << 20
	maxSheet   = 4 << 30
	maxToken   = 1 << 20 // one element or text
	sheetRows  = 1 << 20
)

// peopleSheets are the names of the sheet that is read if there is one; else it is the first one that is not hidden.
var peopleSheets = []string{"人员", "people"}

// xlsxTable reads a sheet row by row. It unpacks as it goes and keeps nothing but the shared texts: excelize would write large sheets to
// the temporary folder, and its stream of rows tells neither a number from a text nor a date from a number.
type xlsxTable struct {
	header  []string
	sheet   *sheet
	merged  []area
	number  int
	next    int  // the row a block begins with
	have    bool // sheet.row holds a row that is not in a block yet
	ended   bool
	closing io.Closer
}

// NewXLSX reads a workbook.
func NewXLSX(file io.ReaderAt, size int64) (Reader, error) {
	r, err := openXLSX(file, size)
	if err != nil {
		return nil, workbook(err)
	}
	return r, nil
}

func openXLSX(file io.ReaderAt, size int64) (*xlsxTable, error) {
	archive, err := unzip(file, size)
	if err != nil {
		return nil, err
	}
	parts := map[string]*zip.File{}
	for _, f := range archive.File {
		parts[strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")] = f
	}
	book, err := readBook(parts)
	if err != nil {
		return nil, err
	}
	styles, err := readStyles(parts[book.styles])
	if err != nil {
		return nil, err
	}
	texts, err := readTexts(parts[book.texts])
	if err != nil {
		return nil, err
	}
	part := parts[book.sheet]
	if part == nil {
		return nil, errBroken
	}
	t := &xlsxTable{next: 2}
	// Which cells are merged stands behind the rows, and has to be known before them.
	if t.merged, err = findMerged(part); err != nil {
		return nil, err
	}
	in, err := open(part, maxSheet)
	if err != nil {
		return nil, err
	}
	t.closing = in
	t.sheet = &sheet{in: newTokens(in), texts: texts, dates: styles, from1904: book.from1904, stale: book.stale}
	if err := t.readHeader(); err != nil {
		_ = in.Close()
		return nil, err
	}
	return t, nil
}

func (t *xlsxTable) readHeader() error {
	var l fault.List
	for _, m := range t.merged {
		if m.top == 1 {
			l.Add(fault.New(fault.MergedCells, "", "cells", m.ref).OnLine(1, m.left))
		}
	}
	if len(l) > 0 {
		return l
	}
	row, err := t.sheet.next()
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if errors.Is(err, io.EOF) || row.number != 1 {
		return fault.New(fault.NoHeader, "")
	}
	if len(row.problems) > 0 {
		p := row.problems[0]
		return p.Fault.OnLine(1, p.Column)
	}
	cells, err := csv.NewReader(bytes.NewReader(append(row.csv, '\n'))).Read()
	if errors.Is(err, io.EOF) {
		return fault.New(fault.NoHeader, "")
	} else if err != nil {
		return errBroken
	}
	if t.header, err = header(cells); err == nil && t.sheet.from1904 {
		t.sheet.months = monthColumns(t.header)
	}
	return err
}

// monthColumns tells which columns are of days and months. Elsewhere a number of five digits is no day, and who reads those cells takes
// days to be counted from 1900.
func monthColumns(cells []string) (months []bool) {
	h, _ := workforce.ReadHeader(cells, &workforce.Plan{IgnoreColumns: true}) // what is wrong with it is said where it is asked for
	for i := range cells {
		c, _ := h.Column(i)
		months = append(months, c == workforce.Hired || c == workforce.Left || c == workforce.Sealed)
	}
	return months
}

func (t *xlsxTable) Header() []string { return t.header }

func (t *xlsxTable) Next(b *workforce.Block) error {
	if err := t.read(b); errors.Is(err, io.EOF) {
		return err
	} else if err != nil {
		return workbook(err)
	}
	return nil
}

func (t *xlsxTable) read(b *workforce.Block) error {
	*b = workforce.Block{Number: t.number, Row: t.next, CSV: b.CSV[:0], Problems: b.Problems[:0]}
	for rows := 0; rows < workforce.BlockRows && len(b.CSV) < workforce.BlockBytes; rows++ {
		if !t.have && !t.ended {
			_, err := t.sheet.next()
			if errors.Is(err, io.EOF) {
				t.ended = true
				_ = t.closing.Close()
			} else if err != nil {
				return err
			}
			t.have = !t.ended
		}
		if t.ended {
			break
		}
		if t.sheet.row.number == t.next { // else: rows without cells are not in the file
			t.add(b)
			t.have = false
		}
		b.CSV = append(b.CSV, '\n')
		t.next++
	}
	if t.next == b.Row {
		return io.EOF
	}
	t.number++
	return nil
}

// add puts the row into the block, or says why it is not there.
func (t *xlsxTable) add(b *workforce.Block) {
	row := &t.sheet.row
	before := len(b.Problems)
	for _, p := range row.problems {
		p.Name = name(t.header, p.Column)
		b.Problems = append(b.Problems, p)
	}
	for _, m := range t.merged {
		if m.top <= row.number && row.number <= m.bottom && m.left <= len(t.header) {
			b.Problems = append(b.Problems, at(row.number, m.left, t.header, fault.New(fault.MergedCells, "", "cells", m.ref)))
		}
	}
	if len(b.Problems) > before {
		return
	}
	if len(row.csv) > maxRow {
		b.Problems = append(b.Problems, at(row.number, 0, t.header, fault.New(fault.RowTooLong, "", "limit", maxRow)))
		return
	}
	b.CSV = append(b.CSV, row.csv...)
}

// book is what is needed of a workbook's list of contents: paths of parts.
type book struct {
	sheet, styles, texts string
	from1904             bool
	stale                bool // formulas are to be calculated anew, whatever results are there
}

func readBook(parts map[string]*zip.File) (book, error) {
	const list = "xl/workbook.xml"
	switch {
	case parts[list] != nil:
	case parts["xl/workbook.bin"] != nil:
		return book{}, bad("XLSX", "它是 .xlsb 二进制工作簿", "it is a binary workbook (.xlsb)")
	case parts["content.xml"] != nil:
		return book{}, bad("XLSX", "它是 OpenDocument 文件（.ods）", "it is an OpenDocument file (.ods)")
	case parts["word/document.xml"] != nil:
		return book{}, bad("XLSX", "它是 Word 文件", "it is a Word document")
	default:
		return book{}, bad("XLSX", "压缩包里没有工作簿", "there is no workbook in the zip file")
	}
	targets, b := map[string]string{}, book{}
	err := each(parts["xl/_rels/workbook.xml.rels"], maxPart, func(e element) error {
		if e.name != "Relationship" {
			return nil
		}
		target := e.attr("Target")
		if !strings.HasPrefix(target, "/") {
			target = "/xl/" + target
		}
		target = strings.TrimPrefix(path.Clean(target), "/")
		targets[e.attr("Id")] = target
		switch path.Base(e.attr("Type")) {
		case "styles":
			b.styles = target
		case "sharedStrings":
			b.texts = target
		}
		return nil
	})
	if err != nil {
		return b, err
	}
	named := false
	err = each(parts[list], maxPart, func(e element) error {
		switch e.name {
		case "workbookPr":
			b.from1904 = yes(e.attr("date1904"))
		case "calcPr":
			b.stale = yes(e.attr("fullCalcOnLoad"))
		case "sheet":
			target := targets[e.attr("id")]
			if e.attr("state") != "" && e.attr("state") != "visible" || strings.Contains(target, "chartsheets/") {
				return nil
			}
			isNamed := false
			for _, n := range peopleSheets {
				isNamed = isNamed || strings.EqualFold(strings.TrimSpace(e.attr("name")), n)
			}
			if b.sheet == "" || isNamed && !named {
				b.sheet, named = target, isNamed
			}
		}
		return nil
	})
	if err == nil && b.sheet == "" {
		err = bad("XLSX", "没有可见的工作表", "it has no sheet that is not hidden")
	}
	return b, err
}

func yes(s string) bool { return s == "1" || s == "true" || s == "on" }

var errBroken = errors.New("table: a part of the workbook is broken or missing")

// workbook says of an error that is no fault yet that the file is broken; a disk's error stays what it is.
func workbook(err error) error {
	var tooLarge tooLargeError
	switch {
	case len(fault.All(err)) > 0:
		return err
	case errors.As(err, &tooLarge):
		return fault.New(fault.TableTooLarge, "", "what", lang.Text{ZH: "解压后的 " + tooLarge.part, EN: "the part " + tooLarge.part + ", unpacked,"}, "limit", size(tooLarge.limit))
	case errors.Is(err, errBroken), errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrAlgorithm), errors.Is(err, io.ErrUnexpectedEOF), isXML(err), isFlate(err):
		return bad("XLSX", "文件不完整或已损坏", "the file is incomplete or damaged")
	}
	return err
}
