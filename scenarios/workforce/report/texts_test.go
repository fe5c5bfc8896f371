package report_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fenhao/calc/lang"
	"fenhao/scenarios/workforce"
	"fenhao/scenarios/workforce/report"
	"fenhao/scenarios/workforce/table"
)

// The texts of a workbook are those of the table, whatever they look like: our own reader and excelize read them back, every part is XML,
// and nothing has become a formula.
func TestTextsOfAWorkbookComeBack(t *testing.T) {
	departments := []string{"_x003D_1+1", "_x003d_1+1", "__x0041__", "_x005F_", "_x005F_x0041_", "_xZZZZ_", "x_x004", "_", "<&>\"'", " 研发 部 ", "𠮷😀", "\ue000", "\ufffd", "é_x000D_\u3000"}
	var in strings.Builder
	in.WriteString("工号,部门,城市,上年度月平均工资,单位缴存比例,个人缴存比例,工伤风险类别\n")
	for i, d := range departments {
		fmt.Fprintf(&in, "_x0030_%d,\"%s\",武汉,20000,12%%,12%%,1\n", i, strings.ReplaceAll(d, `"`, `""`))
	}
	b := calculated(t, in.String(), plan())
	var data bytes.Buffer
	if err := report.Workbook(&data, b.Budget, b.totals, nil, b.Parts(), lang.EN); err != nil {
		t.Fatal(err)
	}
	for name, content := range contents(t, data.Bytes()) {
		if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
			wellFormed(t, name, content)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(data.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	people, err := f.GetRows("People")
	if err != nil {
		t.Fatal(err)
	}
	r, err := table.Open(bytes.NewReader(data.Bytes()), int64(data.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var block workforce.Block
	if err := r.Next(&block); err != nil {
		t.Fatal(err)
	}
	ours := records(t, "\ufeff"+string(block.CSV))
	for i, d := range departments {
		row := 1 + 6*i // of six months the first
		want := fmt.Sprintf("[_x0030_%d %s]", i, strings.Trim(d, " \u3000"))
		if got := fmt.Sprint(people[row][:2]); got != want {
			t.Errorf("excelize reads %q, want %q", got, want)
		}
		if got := fmt.Sprint(ours[row-1][:2]); got != want {
			t.Errorf("we read %q, want %q", got, want)
		}
	}
	summary, err := f.GetRows("Summary") // its texts are shared ones, which excelize writes
	if err != nil || !strings.Contains(fmt.Sprint(summary), "_x003D_1+1") || strings.Contains(fmt.Sprint(summary), "=1+1") {
		t.Errorf("%v %q", err, summary)
	}
}

func wellFormed(t *testing.T, name, content string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(content)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%s is not XML: %v", name, err)
		}
	}
}
