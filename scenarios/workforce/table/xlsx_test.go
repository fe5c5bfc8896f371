package table

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/scenarios/workforce"
)

// saved is a workbook as excelize writes it.
func saved(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zipped is a workbook written by hand: its sheet, its shared texts.
func zipped(t testing.TB, sheet string, more ...string) []byte {
	t.Helper()
	parts := map[string]string{
		"[Content_Types].xml":        `<Types/>`,
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
	}
	for i := 0; i < len(more); i += 2 {
		parts[more[i]] = more[i+1]
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if testing.Short() { // to pack them takes longer than all that is tested, by far under the race detector
		w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.NoCompression) })
	}
	for name, text := range parts {
		f, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(f, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func openBytes(data []byte) (Reader, error) { return Open(bytes.NewReader(data), int64(len(data))) }

func mustOpen(t testing.TB, data []byte) Reader {
	t.Helper()
	r, err := openBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Cells of every kind become what a person reads there.
func TestXLSXCells(t *testing.T) {
	data := saved(t, func(f *excelize.File) {
		date, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		chinese := `yyyy"年"m"月"`
		month, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &chinese})
		clock := `[h]:mm:ss`
		hours, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &clock})
		percent, _ := f.NewStyle(&excelize.Style{NumFmt: 10})
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{" 工号 ", "部门", "月工资", "入职", "离职", "比例", "封存", "时长", "备注"}))
		must(t, f.SetSheetRow("Sheet1", "A2", &[]any{"110101199003071233", "甲,\"乙\"", 20000.1, 46235, 46600.75, 0.12, true, 1.5, "第一行\r\n第二行"}))
		must(t, f.SetSheetRow("Sheet1", "A5", &[]any{1001, nil, 3.3000000000000003, "2026-08", nil, "12%", false}))
		must(t, f.SetCellStyle("Sheet1", "D2", "D2", date))
		must(t, f.SetCellStyle("Sheet1", "E2", "E2", month))
		must(t, f.SetCellStyle("Sheet1", "F2", "F2", percent))
		must(t, f.SetCellStyle("Sheet1", "H2", "H2", hours))
		must(t, f.SetCellRichText("Sheet1", "I5", []excelize.RichTextRun{{Text: "粗"}, {Text: "体"}}))
	})
	r := mustOpen(t, data)
	if r.Header()[0] != "工号" || len(r.Header()) != 9 {
		t.Errorf("%q", r.Header())
	}
	rows, problems, _ := all(t, r)
	want := map[int][]string{
		2: {"110101199003071233", `甲,"乙"`, "20000.1", "2026-08-01", "2027-08-01", "0.12", "true", "1.5", "第一行\n第二行"},
		5: {"1001", "", "3.3", "2026-08", "", "12%", "false", "", "粗体"},
	}
	if fmt.Sprint(rows) != fmt.Sprint(want) || len(problems) > 0 {
		t.Errorf("%q\n%v", fmt.Sprint(rows), problems)
	}
}

// What a cell lost or never had is refused by row and column.
func TestXLSXRefusesByRowAndColumn(t *testing.T) {
	for what, c := range map[string]struct {
		cell string
		code fault.Code
	}{
		"an identity number as a number":  {`<c r="B3"><v>110101199003071000</v></c>`, fault.DigitsLost},
		"the same as Excel writes it":     {`<c r="B3"><v>1.10101199003071E+17</v></c>`, fault.DigitsLost},
		"an error":                        {`<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>`, fault.CellError},
		"a formula nobody has calculated": {`<c r="B3"><f>A1*2</f></c>`, fault.NotCalculated},
		"with an empty result":            {`<c r="B3"><f>DATE(2026,9,1)</f><v></v></c>`, fault.NotCalculated},
		"the day that never was, of 1900": {`<c r="B3" s="1"><v>60</v></c>`, fault.NotDate},
		"a number that is none":           {`<c r="B3"><v>12x</v></c>`, fault.NotNumber},
		"merged with its neighbour":       {`<c r="B3"><v>1</v></c><c r="C3"/>`, fault.MergedCells},
	} {
		sheet := `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>工号</t></is></c><c r="B1" t="str"><v>部门</v></c></row>` +
			`<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c>` + c.cell + `</row><row><c><v>3</v></c></row></sheetData>`
		if c.code == fault.MergedCells {
			sheet += `<mergeCells count="1"><mergeCell ref="B3:C3"/></mergeCells>`
		}
		r := mustOpen(t, zipped(t, sheet+`</worksheet>`, "xl/styles.xml", `<styleSheet><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`))
		rows, problems, _ := all(t, r)
		if len(problems) != 1 || problems[0].Row != 3 || problems[0].Column != 2 || problems[0].Name != "部门" || problems[0].Fault.Code != c.code {
			t.Errorf("%s: %v", what, problems)
		}
		if fmt.Sprint(rows) != "map[2:[1] 4:[3]]" {
			t.Errorf("%s: %v", what, rows)
		}
	}
}

// A formula whose result is an empty text has been calculated.
func TestXLSXEmptyTextOfAFormula(t *testing.T) {
	rows, problems, _ := all(t, mustOpen(t, zipped(t, `<worksheet><sheetData><row r="1"><c t="str"><v>工号</v></c><c t="str"><v>部门</v></c></row><row r="2"><c><v>1</v></c><c t="str"><f>IF(1=1,"","x")</f><v></v></c></row></sheetData></worksheet>`)))
	if len(problems) > 0 || fmt.Sprint(rows) != "map[2:[1]]" {
		t.Errorf("%v %v", rows, problems)
	}
}

// Merged headers are refused by the cells' names, whatever writes the file.
func TestXLSXRefusesMergedHeaders(t *testing.T) {
	data := saved(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"工号", "部门", "", "月工资"}))
		must(t, f.MergeCell("Sheet1", "B1", "C1"))
		must(t, f.MergeCell("Sheet1", "D1", "D2"))
	})
	_, err := openBytes(data)
	l := fault.All(err)
	if len(l) != 2 || l[0].Column != 2 || l[0].Line != 1 || !strings.Contains(l[0].Message(lang.ZH), "B1:C1") || !strings.Contains(l[1].Message(lang.EN), "D1:D2") {
		t.Errorf("%v", err)
	}
}

// The sheet that is read: one named for people, else the first that is not hidden.
func TestXLSXSheets(t *testing.T) {
	r := mustOpen(t, saved(t, func(f *excelize.File) {
		must(t, f.SetSheetName("Sheet1", "说明"))
		for i, s := range []string{"隐藏", "明细", "People"} {
			_, _ = f.NewSheet(s)
			must(t, f.SetSheetRow(s, "A1", &[]any{"工号", fmt.Sprint(i)}))
		}
	}))
	if r.Header()[1] != "2" {
		t.Errorf("%q", r.Header())
	}
	r = mustOpen(t, saved(t, func(f *excelize.File) {
		_, _ = f.NewSheet("明细")
		must(t, f.SetSheetRow("明细", "A1", &[]any{"工号"}))
		f.SetActiveSheet(1)
		must(t, f.SetSheetVisible("Sheet1", false))
	}))
	if r.Header()[0] != "工号" {
		t.Errorf("%q", r.Header())
	}
}

// A workbook of an old Mac counts its days from 1904.
func TestXLSXCountsFrom1904(t *testing.T) {
	data := zipped(t, `<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row><x:row r="2"><x:c r="A2" s="0"><x:v>44773</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
		"xl/workbook.xml", `<workbook><workbookPr date1904="1"/><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>`,
		"xl/styles.xml", `<styleSheet><cellXfs><xf numFmtId="31"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml", `<sst><si><t>入</t><rPh><t>にゅう</t></rPh><t>职_x005F_x0041_</t></si></sst>`)
	r := mustOpen(t, data)
	rows, _, _ := all(t, r)
	if r.Header()[0] != "入职_x0041_" || rows[2][0] != "2026-08-01" {
		t.Errorf("%q %v", r.Header(), rows)
	}
}

// There a number that is not shown as a day is one all the same, in the columns of days; nobody else counts from 1904.
func TestXLSXCountsFrom1904WithoutAFormat(t *testing.T) {
	const head, row = `<worksheet><sheetData><row r="1"><c t="str"><v>工号</v></c><c t="str"><v>月工资</v></c><c t="str"><v>入职月份</v></c><c t="str"><v>离职日期</v></c><c t="str"><v>内部封存</v></c></row>`, `<row><c><v>44773</v></c><c><v>44773</v></c><c><v>44773</v></c><c t="str"><v>44773</v></c><c><v>%s</v></c></row>`
	for sealed, want := range map[string]string{"202609": "202609", "44804": "2026-09-01", "1": "1"} {
		data := zipped(t, head+fmt.Sprintf(row, sealed)+`</sheetData></worksheet>`, "xl/workbook.xml", `<workbook><workbookPr date1904="1"/><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>`)
		rows, problems, _ := all(t, mustOpen(t, data))
		if fmt.Sprint(rows[2]) != "[44773 44773 2026-08-01 2026-08-01 "+want+"]" || len(problems) > 0 {
			t.Errorf("%q %v", rows[2], problems)
		}
	}
	rows, _, _ := all(t, mustOpen(t, zipped(t, head+fmt.Sprintf(row, "1")+`</sheetData></worksheet>`)))
	if fmt.Sprint(rows[2]) != "[44773 44773 44773 44773 1]" {
		t.Errorf("%q", rows[2])
	}
}

// Files that are something else, broken, or made to do harm, are refused in a sentence, quickly and in little memory.
func TestXLSXRefusedAsAWhole(t *testing.T) {
	const row1 = `<worksheet><sheetData><row r="1"><c t="str"><v>工号</v></c></row>`
	good := zipped(t, row1+`</sheetData></worksheet>`)
	bomb := func(n int, text string) string { return strings.Repeat(text, n/len(text)) }
	cells, formats := 24_000_000, 64<<20
	if testing.Short() { // as many as are too many
		cells, formats = 4_000_000, maxPart+1024
	}
	type file struct {
		data []byte
		code fault.Code
	}
	cases := map[string]file{
		"an .xls file": {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on"), fault.OldWorkbook},
		"cut short":    {good[:len(good)/2], fault.BadTable},
		"a zip without a workbook": {func() []byte {
			var b bytes.Buffer
			w := zip.NewWriter(&b)
			_, _ = w.Create("a.txt")
			_ = w.Close()
			return b.Bytes()
		}(), fault.BadTable},
		"OpenDocument":               {zipped(t, "", "xl/workbook.xml", "", "content.xml", "x"), fault.BadTable},
		"an empty sheet":             {zipped(t, `<worksheet><sheetData/></worksheet>`), fault.NoHeader},
		"no header in row 1":         {zipped(t, `<worksheet><sheetData><row r="2"><c><v>1</v></c></row></sheetData></worksheet>`), fault.NoHeader},
		"not XML":                    {zipped(t, `<worksheet><sheetData><row r="1"><c`), fault.BadTable},
		"an entity of its own":       {zipped(t, `<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData><row r="1"><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`), fault.BadTable},
		"rows going backwards":       {zipped(t, row1+`<row r="5"/><row r="4"/></sheetData></worksheet>`), fault.BadTable},
		"a row beyond Excel's last":  {zipped(t, row1+`<row r="1048577"/></sheetData></worksheet>`), fault.BadTable},
		"a column beyond the last":   {zipped(t, row1+`<row r="2"><c r="XFE2"><v>1</v></c></row></sheetData></worksheet>`), fault.BadTable},
		"a text of 4 MiB":            {zipped(t, row1+`<row r="2"><c t="str"><v>`+bomb(4<<20, "A")+`</v></c></row></sheetData></worksheet>`), fault.BadTable},
		"a million columns":          {zipped(t, row1+`<row r="2">`+bomb(cells, `<c t="str"><v>1</v></c>`)+`</row></sheetData></worksheet>`), ""},
		"a million header columns":   {zipped(t, `<worksheet><sheetData><row r="1">`+bomb(cells, `<c t="str"><v>1</v></c>`)+`</row></sheetData></worksheet>`), fault.TooManyColumns},
		"very many formats":          {zipped(t, row1+`</sheetData></worksheet>`, "xl/styles.xml", bomb(formats, "<xf/>")), fault.TableTooLarge},
		"a shared text that is none": {zipped(t, row1+`<row r="2"><c t="s"><v>7</v></c></row></sheetData></worksheet>`), fault.BadTable},
	}
	if !testing.Short() {
		cases["shared texts of 80 MiB"] = file{zipped(t, row1+`</sheetData></worksheet>`, "xl/sharedStrings.xml", "<sst>"+bomb(80<<20, "<si><t>"+strings.Repeat("A", 1000)+"</t></si>")), fault.TableTooLarge}
	}
	for what, c := range cases {
		r, err := openBytes(c.data)
		var b workforce.Block
		problems := 0
		for err == nil {
			if err = r.Next(&b); err == nil {
				problems += len(b.Problems)
			}
		}
		if c.code == "" {
			if !errors.Is(err, io.EOF) || problems != 1 {
				t.Errorf("%s: %v, %d problems", what, err, problems)
			}
			continue
		}
		if l := fault.All(err); len(l) == 0 || l[0].Code != c.code {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// What unpacks to more than a hundred times its size is a bomb, however small; a sheet of a hundred MiB or less may be as empty as it likes.
func TestXLSXBomb(t *testing.T) {
	for packed, want := range map[uint64]int64{0: ratioFrom, 1 << 10: ratioFrom, 1 << 20: ratioFrom, 4 << 20: 400 << 20, 100 << 20: maxSheet, 1 << 63: maxSheet} {
		if got := unpacksTo(packed, maxSheet); got != want {
			t.Errorf("%d bytes may become %d, want %d", packed, got, want)
		}
	}
	if got := unpacksTo(10, maxPart); got != maxPart {
		t.Errorf("a small part may become %d", got)
	}
}

// A header that says it unpacks to little is not believed.
func TestXLSXDoesNotBelieveSizes(t *testing.T) {
	mib := byte(64)
	if testing.Short() {
		mib = 32
	}
	data := zipped(t, `<worksheet/>`, "xl/styles.xml", strings.Repeat(" ", int(mib)<<20))
	// The size stands in the central directory, and again behind the data; both are made small.
	data = bytes.ReplaceAll(data, []byte{0, 0, 0, mib / 16}, []byte{1, 0, 0, 0})
	if _, err := openBytes(data); len(fault.All(err)) == 0 {
		t.Errorf("%v", err)
	}
}

func TestNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "-0.0": "0", "20000": "20000", "20000.10": "20000.1", "1.2E+3": "1200", "1e-05": "0.00001", "-12.5": "-12.5", "3.3000000000000003": "3.3",
		"0.12000000000000001": "0.12", "999999999999999": "999999999999999", "99999999999999.999": "100000000000000", "12345678.910000002": "12345678.91", "": "",
	} {
		if got, f := number(in, false, false); f != nil || got != want {
			t.Errorf("%s: %s %v, want %s", in, got, f, want)
		}
	}
	for _, in := range []string{"1e15", "1234567890123456", "1e999", "--1", "1,000", ".", "NaN", "1e"} {
		if got, f := number(in, false, false); f == nil {
			t.Errorf("%s is %s", in, got)
		}
	}
	for in, want := range map[string]string{"1": "1900-01-01", "59": "1900-02-28", "61": "1900-03-01", "46235.999": "2026-08-01", "4.6235E4": "2026-08-01", "109938": "2200-12-30"} {
		if got, f := number(in, true, false); f != nil || got != want {
			t.Errorf("%s: %s %v, want %s", in, got, f, want)
		}
	}
}

func TestDateFormats(t *testing.T) {
	for code, want := range map[string]bool{
		"yyyy-mm-dd": true, `yyyy"年"m"月"d"日"`: true, "[$-804]yyyy/m/d;@": true, "mmm": true, "m": true, "General": false, "#,##0.00": false, "[Red]0.00": false, "h:mm": false,
		"[h]:mm:ss": false, `0"days"`: false, `\d0`: false, "mm:ss": false, "0.00%": false, "@": false, "m/d/yy h:mm": true, `"m"0`: false,
	} {
		if isDate(code) != want {
			t.Errorf("%s", code)
		}
	}
}
