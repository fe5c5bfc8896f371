package fault

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fenhao/calc/lang"
)

var update = flag.Bool("update", false, "write the golden file anew")

// Every code's words stand in testdata/codes.txt, so that a change of a sentence is seen for what it is; both languages are there and
// have the same places to fill.
func TestEveryCodeHasItsWords(t *testing.T) {
	codes := Codes()
	slices.Sort(codes)
	var b strings.Builder
	place := regexp.MustCompile(`\{[a-z_]+\}`)
	for _, c := range codes {
		e := table(c)
		fmt.Fprintf(&b, "%s\n", c)
		for _, words := range []lang.Text{e.title, e.message, e.hint} {
			fmt.Fprintf(&b, "    %s\n    %s\n", words.ZH, words.EN)
			if words.ZH == "" || words.EN == "" {
				t.Errorf("%s: a language is missing", c)
			}
			zh, en := place.FindAllString(words.ZH, -1), place.FindAllString(words.EN, -1)
			slices.Sort(zh)
			slices.Sort(en)
			if !slices.Equal(slices.Compact(zh), slices.Compact(en)) {
				t.Errorf("%s: %v in Chinese, %v in English", c, zh, en)
			}
		}
	}
	file := filepath.Join("testdata", "codes.txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the words changed; go test ./calc/fault -update writes\n%s", b.String())
	}
}

func table(c Code) entry { return codes[c] }

func TestAFaultFillsItsSentence(t *testing.T) {
	e := New(RateBelow, "/housing_fund/employer_rate", "what", lang.Text{ZH: "单位缴存比例", EN: "the employer's rate"}, "value", "4%", "min", "5%").By("UR-10")
	if got := e.Message(lang.EN); got != "The employer's rate is 4%; it may not be below 5%." {
		t.Error(got)
	}
	if got := e.Message(lang.ZH); got != "单位缴存比例为 4%，不得低于 5%。" {
		t.Error(got)
	}
	if l := (List{e}); len(All(fmt.Errorf("wrapped: %w", l.Err()))) != 1 || e.At("/items/3").Field != "/items/3/housing_fund/employer_rate" {
		t.Error("a fault is lost on its way")
	}
}
