package table

import (
	"fmt"
	"strings"
	"testing"

	"fenhao/calc/fault"
)

// Programs that write formulas without calculating them leave nothing, or a zero, where the result would be, and ask for a calculation when
// the workbook is opened. Such a zero is nobody's wage.
func TestXLSXResultsThatAreToBeCalculatedAnew(t *testing.T) {
	const sheet = `<worksheet><sheetData><row r="1"><c t="str"><v>工号</v></c><c t="str"><v>月工资</v></c></row><row r="2"><c><v>1</v></c><c><f>2*3</f><v>0</v></c></row><row r="3"><c><v>2</v></c><c><v>6</v></c></row></sheetData></worksheet>`
	for calculation, want := range map[string]string{``: "map[2:[1 0] 3:[2 6]]", `<calcPr calcId="191029"/>`: "map[2:[1 0] 3:[2 6]]", `<calcPr fullCalcOnLoad="1"/>`: "map[3:[2 6]]"} {
		rows, problems, _ := all(t, mustOpen(t, zipped(t, sheet, "xl/workbook.xml", `<workbook><sheets><sheet name="S" r:id="rId1"/></sheets>`+calculation+`</workbook>`)))
		if fmt.Sprint(rows) != want || len(rows)+len(problems) != 2 {
			t.Errorf("%s: %v %v", calculation, rows, problems)
		}
		for _, p := range problems {
			if p.Row != 2 || p.Column != 2 || p.Fault.Code != fault.NotCalculated {
				t.Errorf("%s: %v", calculation, p)
			}
		}
	}
}

// Rows of huge cells are given up soon, also where they are not packed to a hundredth of their size.
func TestXLSXOfHugeCells(t *testing.T) {
	const head, tail = `<worksheet><sheetData><row r="1"><c t="str"><v>工号</v></c></row>`, `</sheetData></worksheet>`
	row := `<row><c t="str"><v>` + strings.Repeat("A", 200<<10) + `</v></c></row>`
	_, err := openBytes(zipped(t, head+strings.Repeat(row, 450)+tail)) // 88 MiB, which a table of so few rows never has
	if l := fault.All(err); len(l) == 0 || l[0].Code != fault.TableTooLarge {
		t.Errorf("%v", err)
	}
	rows, problems, _ := all(t, mustOpen(t, zipped(t, head+strings.Repeat(row, 30)+tail)))
	if len(rows) != 30 || len(problems) > 0 {
		t.Errorf("%d rows of a small sheet, %v", len(rows), problems)
	}
}
