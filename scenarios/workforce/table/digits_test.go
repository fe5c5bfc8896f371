package table

import (
	"fmt"
	"math"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"fenhao/calc/fault"
	"fenhao/calc/money"
)

// A FLOAT of Parquet is taken where nothing else can have been meant, and refused by row and column where an amount that is a fen more or
// less would have become the same, or where it has more digits than it keeps.
func TestParquetFloats(t *testing.T) {
	type row struct {
		ID   string  `parquet:"id"`
		Wage float32 `parquet:"wage"`
	}
	for in, want := range map[float32]string{
		0: "0", 20000.1: "20000.1", 12345.67: "12345.67", 99999.99: "99999.99", 0.12: "0.12", 0.005: "0.005", -12.5: "-12.5", 65536.01: "65536.01", 140000: "140000", float32(math.NaN()): "",
		150000.01: "lost", 123456789: "lost", 131072.09: "lost", 300000: "lost", 1e8: "lost", 16777217: "lost", 0.12345678: "lost",
	} {
		got, problems, _ := all(t, mustOpen(t, written(t, []row{{"1", 1}, {"2", in}})))
		if want != "lost" {
			if fmt.Sprint(got[3]) != fmt.Sprint([]string{"2", want}) || len(problems) > 0 {
				t.Errorf("%v: %q %v, want %q", in, got[3], problems, want)
			}
		} else if len(problems) != 1 || problems[0].Row != 3 || problems[0].Column != 2 || problems[0].Fault.Code != fault.DigitsLost || got[3] != nil {
			t.Errorf("%v: %q %v", in, got[3], problems)
		}
	}
	// Every wage of up to five digits before the point comes back to the fen.
	for fen := int64(1); fen < 100_000_00; fen += 97 {
		got, lost := fractions(parquet.Float)(nil, parquet.FloatValue(float32(float64(fen)/100)))
		if m, err := money.Parse(string(got)); lost != nil || err != nil || m.Fen() != fen {
			t.Fatalf("%d fen become %s %v", fen, got, lost)
		}
	}
}

// Numbers that may have been others are refused: an id of eighteen digits of which a spreadsheet keeps fifteen ends with zeros.
func TestIDsThatAreNumbers(t *testing.T) {
	type row struct {
		ID float64 `parquet:"id"`
	}
	for _, in := range []float64{1e15, 1 << 53, 1<<53 + 2, 420106199003070000, 1234567890123456} {
		sheet := saved(t, func(f *excelize.File) {
			must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"id"}))
			must(t, f.SetSheetRow("Sheet1", "A2", &[]any{int64(in)}))
		})
		for what, data := range map[string][]byte{"Parquet": written(t, []row{{in}}), "XLSX": sheet, "XLSX as Excel writes it": zipped(t, fmt.Sprintf(`<worksheet><sheetData><row r="1"><c t="str"><v>id</v></c></row><row r="2"><c><v>%.14E</v></c></row></sheetData></worksheet>`, in))} {
			rows, problems, _ := all(t, mustOpen(t, data))
			if len(rows) > 0 || len(problems) != 1 || problems[0].Row != 2 || problems[0].Column != 1 || problems[0].Fault.Code != fault.DigitsLost {
				t.Errorf("%s %f: %v %v", what, in, rows, problems)
			}
		}
	}
	rows, problems, _ := all(t, mustOpen(t, written(t, []row{{999_999_999_999_999}})))
	if fmt.Sprint(rows) != "map[2:[999999999999999]]" || len(problems) > 0 {
		t.Errorf("%v %v", rows, problems)
	}
}
