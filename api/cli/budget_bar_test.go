package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"fenhao/scenarios/workforce"
)

// How much of a workbook has been read grows while it is read, and comes to about all of it.
func TestTheBarMovesWithAWorkbook(t *testing.T) {
	name := filepath.Join(t.TempDir(), "people.xlsx")
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20_000 {
		row := []any{fmt.Sprintf("P%d", i*7919), i * 7919 % 1000003}
		if i == 0 {
			row = []any{"id", "wage"}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(name); err != nil {
		t.Fatal(err)
	}
	in, err := openTable(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer in.close()
	table, err := in.read()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int64]bool{}
	for b := new(workforce.Block); err == nil; err = table.Next(b) {
		seen[in.taken.Load()*10/in.size] = true
	}
	if !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	if done := float64(in.taken.Load()) / float64(in.size); len(seen) < 5 || done < 0.9 || done > 1.3 {
		t.Errorf("tenths seen: %v, %.2f in the end", seen, done)
	}
}
