package workforce_test

import (
	"context"
	"encoding/csv"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"fenhao/calc/lang"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// A city of somebody's own policies may have any name: in people.csv it is one cell, and no formula.
func TestACityOfAnyNameIsOneCell(t *testing.T) {
	own := fstest.MapFS{"wuhan.yaml": {Data: []byte(`place: wuhan
name: {zh: '=武汉,"甲"', en: "Wuhan, A"}
checked: 2026-11-01
`)}}
	book, err := policy.Load(policy.EmbeddedFiles(), own)
	if err != nil {
		t.Fatal(err)
	}
	p := &workforce.Plan{From: month("2026-07"), To: month("2026-07")}
	h, _ := workforce.ReadHeader(strings.Split("工号,城市,上年度月平均工资,单位缴存比例,个人缴存比例,工伤风险类别", ","), p)
	b, faults := workforce.Prepare(book, p, h)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	blocks := 0
	next := func(block *workforce.Block) error {
		if blocks++; blocks > 1 {
			return io.EOF
		}
		*block = workforce.Block{Row: 2, CSV: []byte("A1,wuhan,20000,12%,12%,1\n")}
		return nil
	}
	err = b.Run(context.Background(), next, nil, func(part *workforce.Part, _ []byte) error {
		for l, want := range map[lang.Lang]string{lang.ZH: `'=武汉,"甲"`, lang.EN: "Wuhan, A"} {
			for _, d := range []workforce.Detail{workforce.EachMonth, workforce.EachPerson} {
				text := b.AppendPeople(b.AppendPeopleHeader(nil, d, l), part.Records, d, l)
				rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
				if err != nil || len(rows) != 2 || rows[1][2] != want {
					t.Errorf("%v %q, want %q", err, rows, want)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The space of no width that a copied text begins with is none of it, in a header as in a cell.
func TestTrim(t *testing.T) {
	for text, want := range map[string]string{"\ufeff工号\u3000": "工号", " \t\u00a0": "", "": "", "a b": "a b"} {
		if got := string(workforce.Trim([]byte(text))); got != want {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
