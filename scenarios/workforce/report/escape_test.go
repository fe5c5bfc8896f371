package report

import (
	"bytes"
	"encoding/xml"
	"testing"
)

// What XML cannot hold stands in a cell by its number, whatever let it come so far.
func TestCellsHoldEveryCharacter(t *testing.T) {
	for text, want := range map[string]string{
		"研发\uffff": "研发_xFFFF_", "\ufffe": "_xFFFE_", "a\x00\x1f": "a_x0000__x001F_", "a\r\nb": "a_x000D_&#xA;b", "\xff\xed\xa0\x80": "\ufffd\ufffd\ufffd\ufffd", "_x003D_": "_x005F_x003D_", "_X003D_": "_X003D_", "_x003D": "_x003D", "部门": "部门",
	} {
		r := rows{}
		r.string([]byte(text))
		_, cell, _ := bytes.Cut(r.cell, []byte(`preserve">`))
		if got := string(bytes.TrimSuffix(cell, []byte("</t></is></c>"))); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
		var c struct {
			Text string `xml:"is>t"`
		}
		if err := xml.Unmarshal(r.cell, &c); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}
