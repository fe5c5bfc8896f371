package chart

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"fenhao/calc/money"
)

func TestLinesBreakWhereReadersExpect(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want []string
	}{
		{"", 100, []string{""}},
		{"短", 100, []string{"短"}},
		{"住房公积金缴存基数上限", 60, []string{"住房公积金", "缴存基数上", "限"}},
		{"甲乙丙丁，戊", 48, []string{"甲乙丙", "丁，戊"}},   // a comma does not begin a line
		{"甲乙丙（丁戊）", 48, []string{"甲乙丙", "（丁戊）"}}, // a bracket does not end one
		{"one two three", 60, []string{"one two", "three"}},
		{"unbreakableword", 36, []string{"unbre", "akabl", "eword"}},
	} {
		if got := wrap(c.text, 12, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d px: %q, not %q", c.text, c.most, got, c.want)
		}
	}
}

// Nothing is lost by breaking, no line is too wide, and every text ends.
func TestBreakingKeepsTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := Clean(rapid.String().Draw(t, "text"))
		most := rapid.IntRange(20, 400).Draw(t, "most")
		lines := wrap(text, textSize, most)
		if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(text, " ", ""); got != want {
			t.Fatalf("%q became %q", want, got)
		}
		for _, l := range lines {
			if w := width(l, textSize); w > most && utf8.RuneCountInString(l) > 1 {
				t.Fatalf("%q is %d px wide, more than %d", l, w, most)
			}
		}
	})
}

func TestCleanTextsFitOneLineOfXML(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, r := range Clean(rapid.String().Draw(t, "text")) {
			if r < ' ' || r == 0x7F || r == 0xFFFE || r == 0xFFFF {
				t.Fatalf("%U is still there", r)
			}
		}
	})
}

func TestThousands(t *testing.T) {
	for fen, want := range map[int64]string{0: "0.00", 5: "0.05", 99_999: "999.99", 100_000: "1,000.00", 123_456_789: "1,234,567.89", -100_000: "-1,000.00", -99_999: "-999.99"} {
		if got := Thousands(money.Fen(fen)); got != want {
			t.Errorf("%d fen: %s, not %s", fen, got, want)
		}
	}
}

// Labels at the ends of bars never run into each other: where there is no room for them side by side, the bars lie.
func TestBarsLieWhereTheirLabelsHaveNoRoom(t *testing.T) {
	for amount, upright := range map[int64]bool{1_000: true, 100_000_000: false} {
		var list []WorkforceBar
		for n := range 12 {
			list = append(list, WorkforceBar{Name: strconv.Itoa(n), Sums: Parts{FundEmployer: money.Yuan(amount)}})
		}
		d := Workforce(Frame{}, WorkforceMonths, list)
		var option struct{ XAxis []struct{ Type string } }
		if err := json.Unmarshal(d.Option, &option); err != nil {
			t.Fatal(err)
		}
		if got := option.XAxis[0].Type == "category"; got != upright {
			t.Errorf("%d yuan: upright %v", amount, got)
		}
	}
}
