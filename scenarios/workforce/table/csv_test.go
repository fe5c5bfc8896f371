package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/scenarios/workforce"
)

// all reads a table to its end: its rows by their numbers, its problems, and its canonical text.
func all(t testing.TB, r Reader) (rows map[int][]string, problems []workforce.Problem, text string) {
	t.Helper()
	rows = map[int][]string{}
	var b workforce.Block
	var whole strings.Builder
	next := 2
	for number := 0; ; number++ {
		err := r.Next(&b)
		if errors.Is(err, io.EOF) {
			return rows, problems, whole.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		if b.Row != next || b.Number != number {
			t.Fatalf("block %d begins with row %d, the one before ended with %d", b.Number, b.Row, next-1)
		}
		whole.Write(b.CSV)
		problems = append(problems, slices.Clone(b.Problems)...)
		for rest := b.CSV; len(rest) > 0; next++ {
			n, code, _ := cut(rest, ',')
			if code != "" || rest[n-1] != '\n' {
				t.Fatalf("row %d is not canonical: %q", next, rest[:n])
			}
			if n > 1 && bytes.IndexByte(rest[:n], '"') < 0 {
				rows[next] = strings.Split(string(rest[:n-1]), ",")
			} else if n > 1 {
				cells, err := csv.NewReader(bytes.NewReader(rest[:n])).Read()
				if err != nil {
					t.Fatalf("row %d: %v", next, err)
				}
				rows[next] = cells
			}
			rest = rest[n:]
		}
		if len(b.Skip)+len(b.Before) > 0 {
			t.Fatal("a reader knows nothing of these")
		}
	}
}

func gbk(t testing.TB, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func utf16le(t testing.TB, s string) string {
	t.Helper()
	out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The same table, however a spreadsheet program saves it.
func TestCSVInEveryEncoding(t *testing.T) {
	const plain = "工号,部门,城市,备注\nA1,研发部,武汉,\"两行\n一格\"\nA2,\"甲,乙\",无锡,\"他说\"\"好\"\"\"\n\nA3,,郑州,\n"
	want := map[int][]string{2: {"A1", "研发部", "武汉", "两行\n一格"}, 3: {"A2", "甲,乙", "无锡", `他说"好"`}, 5: {"A3", "", "郑州", ""}}
	crlf := strings.ReplaceAll(plain, "\n", "\r\n")
	for what, in := range map[string]string{
		"UTF-8":                    plain,
		"UTF-8, no last line end":  strings.TrimSuffix(plain, "\n"),
		"UTF-8 with its mark":      "\uFEFF" + crlf,
		"GB18030":                  gbk(t, crlf),
		"UTF-16":                   utf16le(t, crlf),
		"semicolons":               strings.NewReplacer("甲,乙", "甲,乙", ",", ";").Replace(plain),
		"tabs":                     strings.NewReplacer("甲,乙", "甲,乙", ",", "\t").Replace(plain),
		"UTF-16 with tabs (Excel)": utf16le(t, strings.NewReplacer("甲,乙", "甲,乙", ",", "\t").Replace(crlf)),
		"spaces of no width":       strings.Replace(plain, "部门", "\ufeff部门\u3000", 1),
		"a line for Excel first":   "SEP=;\r\n" + strings.NewReplacer("甲,乙", "甲,乙", ",", ";").Replace(plain),
		"a comma without quotes":   strings.NewReplacer(`"甲,乙"`, "甲,乙", ",", "\t").Replace(plain),
	} {
		for _, how := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.DataErrReader} {
			r, err := NewCSV(how(strings.NewReader(in)))
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			if h := r.Header(); !slices.Equal(h, []string{"工号", "部门", "城市", "备注"}) {
				t.Errorf("%s: header %q", what, h)
			}
			rows, problems, _ := all(t, r)
			if len(problems) > 0 {
				t.Errorf("%s: %v", what, problems)
			}
			if fmt.Sprint(rows) != fmt.Sprint(want) {
				t.Errorf("%s: %v", what, rows)
			}
		}
	}
}

// What is broken is refused by row, and by column where there is one; the rows after it are read as they were meant.
func TestCSVRefusesByRow(t *testing.T) {
	long := strings.Repeat("x", maxRow)
	commas := strings.Repeat(",", 1_000_000)
	cases := []struct {
		what, row   string
		code        fault.Code
		column      int
		gb, refused bool
	}{
		{"an unclosed quote", `B,"研发,1`, fault.UnclosedQuote, 2, false, true},
		{"text after a quote", `B,"a"b,1`, fault.StrayQuote, 2, false, true},
		{"a quote in a cell", `B,5" pipe,1`, fault.StrayQuote, 2, false, true},
		{"a long cell", "B," + long, fault.RowTooLong, 0, false, true},
		{"a million columns", "B" + commas, fault.RowTooLong, 0, false, true},
		{"NUL", "B,a\x00b,1", fault.ControlCharacter, 0, false, true},
		{"an old Mac's line ends", "B,a\rC,b", fault.ControlCharacter, 0, false, true},
		{"GB18030 among UTF-8", gbk(t, "B,研发部,1"), fault.MixedEncodings, 0, false, true},
		{"UTF-8 among GB18030", "B,研发部,1", fault.MixedEncodings, 0, true, true},
		{"no encoding at all", "B,\xff\xfe,1", fault.BadEncoding, 0, false, true},
		{"a formula", `B,"=cmd|' /C calc'!A0",1`, "", 0, false, false},
	}
	for _, c := range cases {
		good := "A,研发部,1\n"
		head := "工号,部门,数\n" + good
		if c.gb {
			head, good = gbk(t, head), gbk(t, good)
		}
		in := head + c.row + "\n" + strings.Repeat(good, 3)
		r, err := NewCSV(strings.NewReader(in))
		if err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		rows, problems, _ := all(t, r)
		want := 4
		if !c.refused {
			want = 5
		}
		if len(rows) != want || rows[2] == nil || rows[4] == nil || rows[5] == nil || rows[6] == nil || (rows[3] == nil) != c.refused {
			t.Errorf("%s: rows %v", c.what, rows)
		}
		if !c.refused {
			continue
		}
		if len(problems) != 1 || problems[0].Row != 3 || problems[0].Column != c.column || problems[0].Fault.Code != c.code {
			t.Errorf("%s: %v", c.what, problems)
		} else if c.column > 0 && problems[0].Name != "部门" {
			t.Errorf("%s: the column is called %q", c.what, problems[0].Name)
		}
	}
}

// Where nothing can be read by row, the file is refused in a sentence.
func TestCSVRefusedAsAWhole(t *testing.T) {
	for what, c := range map[string]struct {
		in   string
		code fault.Code
	}{
		"empty":               {"", fault.NoHeader},
		"only a mark":         {"\uFEFF", fault.NoHeader},
		"an empty first line": {"\nA,1\n", fault.NoHeader},
		"commas and spaces":   {" , ,\t\nA,1\n", fault.NoHeader},
		"a million columns":   {"工号" + strings.Repeat(",x", 1_000_000) + "\n", fault.RowTooLong},
		"201 columns":         {"工号" + strings.Repeat(",x", 200) + "\n", fault.TooManyColumns},
		"a web page":          {" <HTML><table>", fault.BadTable},
		"UTF-16 without mark": {"i\x00d\x00\n\x00", fault.ControlCharacter},
		"an unclosed quote":   {"\"工号,部门\nA,1\n", fault.UnclosedQuote},
		"a broken first line": {"工号,\xff\xff\n", fault.BadEncoding},
	} {
		_, err := NewCSV(strings.NewReader(c.in))
		if l := fault.All(err); len(l) != 1 || l[0].Code != c.code {
			t.Errorf("%s: %v", what, err)
		} else if strings.Contains(l[0].Message(lang.EN)+l[0].Hint(lang.ZH), "{") {
			t.Errorf("%s: %s", what, l[0].Message(lang.EN))
		}
	}
	if _, err := NewCSV(iotest.ErrReader(errors.New("unplugged"))); err == nil || len(fault.All(err)) > 0 {
		t.Errorf("a disk's error is not the user's: %v", err)
	}
}

// A file in which nothing tells the encoding until far behind the first block.
func TestCSVDecidesLate(t *testing.T) {
	ids := strings.Repeat("A1,Engineering,wuhan\n", 150_000)
	for what, in := range map[string]string{"UTF-8": ids + "A2,研发部,武汉\n", "GB18030": ids + gbk(t, "A2,研发部,武汉\n")} {
		r, err := NewCSV(strings.NewReader("id,department,city\n" + in))
		if err != nil {
			t.Fatal(err)
		}
		rows, problems, _ := all(t, r)
		if len(problems) > 0 || fmt.Sprint(rows[150_002]) != "[A2 研发部 武汉]" {
			t.Errorf("%s: %v %v", what, problems, rows[150_002])
		}
	}
}

// Each row with a quote that is left open: reading forward to find it closed must not be repeated for every row.
func TestCSVOpenQuotesCostNoMoreThanTheFile(t *testing.T) {
	in := "id,department\n" + strings.Repeat("A,\"x\n", 300_000)
	r, err := NewCSV(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	var b workforce.Block
	count := 0
	for r.Next(&b) == nil {
		count += len(b.Problems)
	}
	if count != 300_000 {
		t.Errorf("%d problems", count)
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "a;b\n\"1\n2\";2,3\n", "\uFEFFa,b\r\n\r\n\"\"\"\",\r\n", "a,b\n1,\"2\n3,4\n", "a\tb\n\xd6\xd0\t1\n", "\xff\xfea\x00\n\x00", "a,b\n\"x\"y,1\n2,3"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		r, err := NewCSV(bytes.NewReader(in))
		if err != nil {
			if len(fault.All(err)) == 0 {
				t.Fatal(err)
			}
			return
		}
		rows, problems, text := all(t, r)
		for _, p := range problems {
			if rows[p.Row] != nil || p.Row < 2 {
				t.Fatalf("row %d is refused and there", p.Row)
			}
		}
		table := r.(*csvTable)
		if table.charset > utf || table.comma != ',' {
			return
		}
		// What encoding/csv reads without complaint is read the same.
		plain := bytes.TrimPrefix(in, []byte("\uFEFF"))
		c := csv.NewReader(bytes.NewReader(plain))
		c.FieldsPerRecord = -1
		want, err := c.ReadAll()
		if err != nil {
			if len(problems) == 0 {
				t.Fatalf("%v, and nothing is refused", err)
			}
			return
		}
		if len(problems) > 0 { // NUL, a bare CR, an encoding: encoding/csv minds none of them
			return
		}
		var numbers []int
		for n := range rows {
			numbers = append(numbers, n)
		}
		slices.Sort(numbers)
		if len(want) != len(numbers)+1 {
			t.Fatalf("%d rows, encoding/csv has %d", len(numbers), len(want)-1)
		}
		for i, n := range numbers {
			if !slices.Equal(rows[n], want[i+1]) {
				t.Fatalf("row %d: %q, encoding/csv has %q", n, rows[n], want[i+1])
			}
		}
		// What is canonical already stays as it is: the blocks, one after another, are the file.
		if bytes.IndexByte(plain, '\r') < 0 && bytes.HasSuffix(plain, []byte{'\n'}) {
			n, _, _ := cut(plain, ',')
			if text != string(plain[n:]) {
				t.Fatalf("%q became %q", plain[n:], text)
			}
		}
	})
}
