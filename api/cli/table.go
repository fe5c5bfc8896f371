package cli

import (
	"fmt"
	"io"
	"strings"

	"fenhao/api"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// table is text in columns; a Chinese character takes two columns of a terminal.
type table struct {
	rows  [][]string
	right []bool // columns written to the right: figures
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) write(w io.Writer) error {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], width(cell))
		}
	}
	for _, row := range t.rows {
		var line strings.Builder
		for i, cell := range row {
			if i > 0 {
				line.WriteString("  ")
			}
			pad := strings.Repeat(" ", widths[i]-width(cell))
			if i < len(t.right) && t.right[i] {
				line.WriteString(pad + cell)
			} else {
				line.WriteString(cell + pad)
			}
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(line.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

// width is how many columns of a terminal a text takes.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x2E80 && r <= 0xFFDC && (r < 0xD7FC || r >= 0xF900) || r >= 0x1F300 {
			n++
		}
	}
	return n
}

func say(zh, en string) lang.Text { return lang.Text{ZH: zh, EN: en} }

var payers = map[string]lang.Text{"employer": say("单位", "employer"), "employee": say("个人", "employee")}

// writeTable writes an answer for a person to read.
func writeTable(w io.Writer, a api.ContributionAnswer, l lang.Lang) error {
	in := func(zh, en string) string { return say(zh, en).In(l) }
	if _, err := fmt.Fprintf(w, "%s  %s\n\n", a.City, a.Month); err != nil {
		return err
	}
	t := table{right: []bool{false, false, true, true, true}}
	t.add(in("项目", "scheme"), in("缴纳人", "payer"), in("基数", "base"), in("比例", "rate"), in("金额", "amount"), in("上下限", "limit"), in("依据", "rule"))
	for _, line := range a.Lines {
		scheme, _ := policy.SchemeOf(line.Scheme)
		limit := map[string]lang.Text{"floor": say("下限", "floor"), "ceiling": say("上限", "ceiling")}[line.Limit]
		t.add(scheme.Name().In(l), payers[line.Payer].In(l), orDash(line.Base), orDash(line.Rate), orDash(line.Amount), limit.In(l), line.Rule)
	}
	t.add()
	t.add(in("单位合计", "employer"), "", "", "", a.Totals.Employer)
	t.add(in("个人合计", "employee"), "", "", "", a.Totals.Employee)
	t.add(in("合计", "total"), "", "", "", a.Totals.Total)
	if a.TakeHome != "" {
		t.add(in("到手工资", "take-home"), "", "", "", a.TakeHome)
	}
	if err := t.write(w); err != nil {
		return err
	}
	if len(a.Warnings) > 0 {
		if _, err := fmt.Fprintf(w, "\n%s\n", in("请注意", "Please note")); err != nil {
			return err
		}
	}
	for _, warning := range a.Warnings {
		if _, err := fmt.Fprintf(w, "  %s  [%s]\n", warning.Message, warning.Code); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "\n%s %s\n", in("政策库", "ruleset"), a.Ruleset)
	return err
}

func orDash(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}
