package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/transform"

	"fenhao/calc/fault"
	"fenhao/scenarios/workforce"
)

// csvTable cuts a CSV file into blocks. A file as it should be is searched for line ends and copied; only what is not (other encodings,
// other separators, broken rows) is looked at row by row.
type csvTable struct {
	in      io.Reader
	buf     []byte
	p       []byte // read, but not yet cut; lies in buf
	ended   bool
	charset charset
	comma   byte
	header  []string
	number  int
	row     int                   // of the row that comes next
	decoder transform.Transformer // of GB18030
	scratch []byte
}

// NewCSV reads a CSV file in UTF-8, GB18030 or UTF-16, with commas, tabs or semicolons.
func NewCSV(in io.Reader) (Reader, error) {
	t := &csvTable{in: in, buf: make([]byte, 2<<20), row: 1, decoder: fromGB18030()}
	if err := t.fill(); err != nil {
		return nil, err
	}
	skip := 0
	if t.charset, skip = mark(t.p); t.charset == utf16 {
		t.in, t.p, t.ended = transform.NewReader(io.MultiReader(bytes.NewReader(bytes.Clone(t.p)), t.in), fromUTF16()), nil, false
		if err := t.fill(); err != nil {
			return nil, err
		}
	}
	t.p = t.p[skip:]
	if markup(t.p) {
		return nil, bad("CSV", "它是网页或 XML，不是表格", "it is a web page or XML, not a table")
	}
	if t.charset == ascii {
		t.charset = decide(t.p)
	}
	if err := t.readHeader(); err != nil {
		return nil, err
	}
	return t, nil
}

// markup tells a web page; some payroll systems save one under the name .xls.
func markup(p []byte) bool {
	p = bytes.ToLower(bytes.TrimLeft(p[:min(len(p), 512)], " \t\r\n"))
	for _, tag := range []string{"<html", "<!doctype", "<?xml", "<table", "<meta"} {
		if bytes.HasPrefix(p, []byte(tag)) {
			return true
		}
	}
	return false
}

func (t *csvTable) Header() []string { return t.header }

func (t *csvTable) readHeader() error {
	t.comma = ','
	line, rest, _ := bytes.Cut(t.p, []byte{'\n'})
	if len(line) <= len("sep=;\r") && bytes.HasPrefix(bytes.ToLower(line), []byte("sep=")) { // said to Excel, which shows no such row
		t.p = rest
		line, _, _ = bytes.Cut(t.p, []byte{'\n'})
	}
	for _, c := range []byte("\t;") {
		if bytes.Count(line, []byte{c}) > bytes.Count(line, []byte{t.comma}) {
			t.comma = c
		}
	}
	n, code, cell := cut(t.p, t.comma)
	var row []byte
	if code == "" {
		row, code = t.canonical(nil, t.p[:n])
	}
	if code != "" {
		return t.fault(code).OnLine(1, cell)
	}
	cells, err := csv.NewReader(bytes.NewReader(row)).Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return bad("CSV", "表头无法读取", "its header cannot be read")
	}
	t.header, err = header(cells)
	t.p, t.row = t.p[n:], 2
	return err
}

// fill reads until the buffer is full or the file ends.
func (t *csvTable) fill() error {
	n := copy(t.buf, t.p)
	for n < len(t.buf) && !t.ended {
		m, err := t.in.Read(t.buf[n:])
		n += m
		if errors.Is(err, io.EOF) {
			t.ended = true
		} else if err != nil {
			return err
		}
	}
	t.p = t.buf[:n]
	return nil
}

func (t *csvTable) Next(b *workforce.Block) error {
	*b = workforce.Block{Number: t.number, Row: t.row, CSV: b.CSV[:0], Problems: b.Problems[:0]}
	if len(t.p) <= maxRow+workforce.BlockBytes && !t.ended {
		if err := t.fill(); err != nil {
			return err
		}
	}
	if len(t.p) == 0 {
		return io.EOF
	}
	t.number++
	done, plain, run := 0, 0, 0 // bytes of t.p that are cut; where the run of rows without a fault began, and how many it has
	for rows := 0; rows < workforce.BlockRows && done < workforce.BlockBytes && done < len(t.p); rows++ {
		if len(t.p)-done <= maxRow && !t.ended {
			break // the next row may not be all there yet
		}
		n, code, cell := cut(t.p[done:], t.comma)
		if code != "" {
			t.take(b, t.p[plain:done], run)
			t.refuse(b, code, cell)
			if n == 0 {
				return t.discard(done)
			}
			plain, run = done+n, -1
			t.row++
		}
		done, run = done+n, run+1
	}
	t.take(b, t.p[plain:done], run)
	t.p = t.p[done:]
	return nil
}

// discard passes over a line without an end in sight.
func (t *csvTable) discard(from int) error {
	t.row++
	t.p = t.p[from:]
	for {
		if i := bytes.IndexByte(t.p, '\n'); i >= 0 {
			t.p = t.p[i+1:]
			return nil
		}
		if t.p = nil; t.ended {
			return nil
		}
		if err := t.fill(); err != nil {
			return err
		}
	}
}

// take adds rows that are cut already, count of them, in their canonical form.
func (t *csvTable) take(b *workforce.Block, rows []byte, count int) {
	if len(rows) == 0 {
		return
	}
	if t.charset == ascii && !isASCII(rows) {
		t.charset = decide(t.p) // the first characters that tell, rows after the header
	}
	if t.charset <= utf && t.comma == ',' && bytes.IndexByte(rows, '\r') < 0 && bytes.IndexByte(rows, 0) < 0 && utf8.Valid(rows) {
		b.CSV = append(b.CSV, rows...)
		if rows[len(rows)-1] != '\n' {
			b.CSV = append(b.CSV, '\n')
		}
		t.row += count
		return
	}
	for len(rows) > 0 {
		n, _, _ := cut(rows, t.comma)
		var code fault.Code
		if b.CSV, code = t.canonical(b.CSV, rows[:n]); code != "" {
			t.refuse(b, code, 0)
		}
		rows = rows[n:]
		t.row++
	}
}

// canonical appends one record, that cut found whole, as a block has it.
func (t *csvTable) canonical(dst, row []byte) ([]byte, fault.Code) {
	text, code := t.charset.text(row, t.scratch, t.decoder)
	if code != "" {
		return dst, code
	}
	if t.charset == gb18030 && len(text) > 0 && &text[0] != &row[0] {
		t.scratch = text
	}
	text = bytes.TrimSuffix(bytes.TrimSuffix(text, []byte{'\n'}), []byte{'\r'})
	if bytes.IndexByte(text, 0) >= 0 {
		return dst, fault.ControlCharacter
	}
	begin := len(dst)
	if bytes.IndexByte(text, '\r') < 0 { // nearly every row there is
		if t.comma == ',' {
			return append(append(dst, text...), '\n'), ""
		}
		if bytes.IndexByte(text, '"') < 0 && bytes.IndexByte(text, ',') < 0 {
			dst = append(append(dst, text...), '\n')
			for rest := dst[begin:]; ; {
				i := bytes.IndexByte(rest, t.comma)
				if i < 0 {
					return dst, ""
				}
				rest[i], rest = ',', rest[i+1:]
			}
		}
	}
	inside := false // a quoted cell
	for i, c := range text {
		switch {
		case c == '"':
			inside = !inside
		case c == '\r':
			if i+1 == len(text) || text[i+1] != '\n' {
				return dst[:begin], fault.ControlCharacter
			}
			continue
		case c == t.comma && !inside:
			c = ','
		case c == ',' && !inside: // the separator is another: this one belongs to the cell
			return t.requoted(dst[:begin], text)
		}
		dst = append(dst, c)
	}
	return append(dst, '\n'), ""
}

// requoted is canonical for a row in which a comma is part of a cell without quotes.
func (t *csvTable) requoted(dst, text []byte) ([]byte, fault.Code) {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord = rune(t.comma), -1
	cells, err := r.Read()
	if err != nil {
		return dst, fault.StrayQuote
	}
	for i, cell := range cells {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendCell(dst, []byte(cell))
	}
	return append(dst, '\n'), ""
}

// refuse puts an empty line where the row was.
func (t *csvTable) refuse(b *workforce.Block, code fault.Code, cell int) {
	b.Problems = append(b.Problems, at(t.row, cell, t.header, t.fault(code)))
	b.CSV = append(b.CSV, '\n')
}

func (t *csvTable) fault(code fault.Code) fault.Error {
	other := gb18030
	if t.charset == gb18030 {
		other = utf
	}
	switch code {
	case fault.RowTooLong:
		return fault.New(code, "", "limit", maxRow)
	case fault.BadEncoding, fault.MixedEncodings:
		return fault.New(code, "", "encoding", strings.Replace(t.charset.String(), "ASCII", "UTF-8", 1), "other", other)
	case fault.ControlCharacter:
		return fault.New(code, "", "name", "NUL, CR")
	}
	return fault.New(code, "")
}
