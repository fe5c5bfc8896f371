package table

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"testing"

	"fenhao/calc/fault"
	"fenhao/scenarios/workforce"
)

// Whatever is in a workbook's parts, and whichever byte of the file is another, it is read in canonical rows or refused, and not fallen
// over.
func FuzzXLSX(f *testing.F) {
	const (
		book   = `<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`
		head   = `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>入职月份</t></is></c></row>`
		tail   = `</sheetData><mergeCells><mergeCell ref="A9:B9"/></mergeCells></worksheet>`
		texts  = `<sst><si><t>工号</t></si><si><r><t>a,"b</t></r><rPh><t>x</t></rPh><r><t>&#10;_x000D_</t></r></si></sst>`
		styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`
	)
	for _, rows := range []string{
		`<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><v>44773.5</v></c></row><row r="9"><c r="B9" t="b"><v>1</v></c></row>`,
		`<row><c><v>4.2E+17</v></c><c><f>1+1</f></c></row><row><c t="e"><v>#N/A</v></c><c t="d"><v>2026-08-01</v></c></row>`,
		`<row><c t="str"><f>x</f><v></v></c><c><v>44773</v></c></row><row r="7"/><row><c r="C8" t="str"><v>&lt;=1</v></c></row>`,
	} {
		f.Add(book, head+rows+tail, texts, styles, uint(0), byte(0))
	}
	f.Add(book, head+tail, "", "", uint(900), byte(1))
	f.Fuzz(func(t *testing.T, book, sheet, texts, styles string, at uint, change byte) {
		data := stored(t, "xl/workbook.xml", book, "xl/worksheets/sheet1.xml", sheet, "xl/sharedStrings.xml", texts, "xl/styles.xml", styles, "xl/_rels/workbook.xml.rels",
			`<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>`)
		data[at%uint(len(data))] ^= change
		r, err := NewXLSX(bytes.NewReader(data), int64(len(data)))
		next := 2
		var b workforce.Block
		for n := 0; err == nil && n < 100; n++ {
			if err = r.Next(&b); err != nil {
				break
			}
			if b.Row != next || b.Number != n {
				t.Fatalf("block %d begins with row %d, the one before ended with %d", b.Number, b.Row, next-1)
			}
			refused := map[int]bool{}
			for _, p := range b.Problems {
				refused[p.Row] = true
			}
			for rest := b.CSV; len(rest) > 0; next++ {
				n, code, _ := cut(rest, ',')
				if code != "" || rest[n-1] != '\n' || n > 1 && refused[next] {
					t.Fatalf("row %d is not canonical, or refused and there: %q", next, rest[:n])
				}
				if _, err := csv.NewReader(bytes.NewReader(rest[:n])).Read(); n > 1 && err != nil {
					t.Fatalf("row %d: %v", next, err)
				}
				rest = rest[n:]
			}
		}
		if err != nil && !errors.Is(err, io.EOF) && len(fault.All(err)) == 0 {
			t.Fatal(err)
		}
	})
}

// stored is an archive of parts that are not packed: their names and contents.
func stored(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		p, err := w.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Store})
		if err == nil {
			_, err = io.WriteString(p, parts[i+1])
		}
		must(t, err)
	}
	must(t, w.Close())
	return b.Bytes()
}
