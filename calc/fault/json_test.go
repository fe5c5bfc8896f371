package fault_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// A fault that was kept says the same as before, in both languages.
func TestFaultsAreKeptWhole(t *testing.T) {
	want := fault.List{
		fault.New(fault.RateBelow, "/housing_fund/employer_rate", "what", lang.Text{ZH: "单位比例", EN: "the employer's rate"}, "value", "0.01", "min", "0.05").By("WH-2.2").OnLine(3, 7),
		fault.New(fault.InternalError, ""),
	}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got fault.List
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %#v\nwant %#v", got, want)
	}
	if got[0].Message(lang.ZH) != want[0].Message(lang.ZH) {
		t.Error(got[0].Message(lang.ZH))
	}
	if err := json.Unmarshal([]byte(`[{"code":"no_such_code"}]`), &got); err == nil {
		t.Error("a code nobody knows was read")
	}
}
