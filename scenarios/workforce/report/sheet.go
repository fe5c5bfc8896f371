package report

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// excelRows is how many rows a sheet of Excel has.
const excelRows = 1 << 20

// long is a sheet with many rows. Excelize makes everything else about it, and it is written into the workbook row by row: excelize's own
// stream goes through files in the temporary folder, where wages have no business.
type long struct {
	name string
	rows func(*rows) error
}

// rows writes rows into a sheet.
type rows struct {
	w            *bufio.Writer
	row, column  int
	names        []string // of columns
	text, amount int      // the styles of cells
	cell         []byte
	err          error
}

// write writes a workbook: what excelize has of it, with the rows of the long sheets put in.
func write(w io.Writer, f *excelize.File, text, amount int, sheets ...long) error {
	parts := map[string]*long{}
	for i, name := range f.GetSheetList() {
		for j := range sheets {
			if sheets[j].name == name {
				parts["xl/worksheets/sheet"+strconv.Itoa(i+1)+".xml"] = &sheets[j]
			}
		}
	}
	frame, err := framed(f)
	if err != nil {
		return err
	}
	in, err := zip.NewReader(bytes.NewReader(frame.Bytes()), int64(frame.Len()))
	if err != nil {
		return err
	}
	out := zip.NewWriter(w)
	for _, part := range in.File {
		sheet := parts[part.Name]
		if sheet == nil {
			if err := out.Copy(part); err != nil {
				return err
			}
			continue
		}
		delete(parts, part.Name)
		if err := fill(out, part, sheet, text, amount); err != nil {
			return err
		}
	}
	if len(parts) > 0 {
		return errors.New("report: a sheet is not where it was expected")
	}
	return out.Close()
}

// framed is a workbook as excelize writes it, the same bytes each time. No sheet says how far it reaches: excelize writes A1 whatever is in
// it, and there are readers that believe it.
func framed(f *excelize.File) (*bytes.Buffer, error) {
	for _, name := range f.GetSheetList() {
		if err := f.SetSheetDimension(name, ""); err != nil {
			return nil, err
		}
	}
	kinds := f.ContentTypes.Defaults // charts put more of them there, in the order of a map
	sort.Slice(kinds, func(i, j int) bool { return kinds[i].Extension < kinds[j].Extension })
	return f.WriteToBuffer()
}

// fill writes a sheet, its rows before the end of those it has.
func fill(out *zip.Writer, part *zip.File, sheet *long, text, amount int) error {
	in, err := part.Open()
	if err != nil {
		return err
	}
	frame, err := io.ReadAll(in)
	_ = in.Close()
	if err != nil {
		return err
	}
	const end = "</sheetData>"
	head, tail, found := bytes.Cut(frame, []byte(end))
	if !found {
		return errors.New("report: a sheet without a header")
	}
	entry, err := out.Create(part.Name)
	if err != nil {
		return err
	}
	r := &rows{w: bufio.NewWriterSize(entry, 64<<10), row: 1, text: text, amount: amount}
	_, r.err = r.w.Write(head)
	if err := sheet.rows(r); err != nil {
		return err
	}
	r.raw(end)
	if r.err == nil {
		_, r.err = r.w.Write(tail)
	}
	if r.err != nil {
		return r.err
	}
	return r.w.Flush()
}

func (r *rows) raw(s string) {
	if r.err == nil {
		_, r.err = r.w.WriteString(s)
	}
}

// begin begins the next row.
func (r *rows) begin() {
	r.row++
	r.column = 0
	r.cell = strconv.AppendInt(append(r.cell[:0], `<row r="`...), int64(r.row), 10)
	r.cell = append(r.cell, `">`...)
}

// end ends the row.
func (r *rows) end() error {
	r.cell = append(r.cell, "</row>"...)
	if r.err == nil {
		_, r.err = r.w.Write(r.cell)
	}
	return r.err
}

// at begins a cell.
func (r *rows) at(style int) {
	r.column++
	for len(r.names) < r.column {
		name, _ := excelize.ColumnNumberToName(len(r.names) + 1)
		r.names = append(r.names, name)
	}
	r.cell = append(append(r.cell, `<c r="`...), r.names[r.column-1]...)
	r.cell = strconv.AppendInt(r.cell, int64(r.row), 10)
	r.cell = strconv.AppendInt(append(r.cell, `" s="`...), int64(style), 10)
}

// string writes a text, in the format that keeps whatever is typed there a text.
func (r *rows) string(s []byte) {
	r.at(r.text)
	if len(s) == 0 {
		r.cell = append(r.cell, `"/>`...)
		return
	}
	r.cell = append(r.cell, `" t="inlineStr"><is><t xml:space="preserve">`...)
	if s = escaped(s); bytes.ContainsAny(s, "<>&\"'\r\n\t") {
		var b bytes.Buffer
		_ = xml.EscapeText(&b, s) // a buffer takes everything
		s = b.Bytes()
	}
	r.cell = append(append(r.cell, s...), `</t></is></c>`...)
}

// escaped is a text as Excel writes it: what XML cannot hold stands there by its number, as _xFFFF_; and a text that looks like such a number
// has its first underscore escaped, or =1+1 would come of _x003D_1+1. Most texts stay as they are.
func escaped(s []byte) []byte {
	plain := true
	for i, c := range s {
		if c < ' ' || c == '_' && i+1 < len(s) && s[i+1] == 'x' || c >= 0xED { // the first byte of halves of pairs, and of U+FFFE
			plain = false
			break
		}
	}
	if plain && utf8.Valid(s) {
		return s
	}
	out := make([]byte, 0, len(s)+12)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRune(s[i:])
		switch {
		case r == '_' && isEscape(s[i:]):
			out = append(out, "_x005F_"...)
		case r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
			out = fmt.Appendf(out, "_x%04X_", r)
		default:
			out = utf8.AppendRune(out, r) // bytes that are no text become U+FFFD
		}
		i += n
	}
	return out
}

// isEscape tells whether a text begins as a character's number does.
func isEscape(s []byte) bool {
	return len(s) >= len("_x003D_") && s[1] == 'x' && s[6] == '_' && len(bytes.Trim(s[2:6], "0123456789abcdefABCDEF")) == 0
}

// number writes a number as it stands; nothing is an empty cell, which is not zero.
func (r *rows) number(s []byte, style int) {
	if len(s) == 0 {
		r.column++
		return
	}
	r.at(style)
	r.cell = append(append(append(r.cell, `"><v>`...), s...), `</v></c>`...)
}
