package api

import (
	"cmp"
	"fmt"
	"strings"

	"fenhao/calc/contribution"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// evidence is what stands under a chart: which documents it rests on, and what has to be admitted.
type evidence struct {
	l        lang.Lang
	sources  []string
	warnings []string
	grades   [5]int // how many values of each grade
	seen     map[*policy.Entry]bool
	said     map[string]bool
}

const (
	mostSources  = 4 // more would be a page of its own: the API's answer has them all
	mostWarnings = 4
)

func newEvidence(l lang.Lang) *evidence {
	return &evidence{l: l, seen: map[*policy.Entry]bool{}, said: map[string]bool{}}
}

// use notes that a value decided something that is drawn.
func (v *evidence) use(e *policy.Entry) {
	if e == nil || v.seen[e] {
		return
	}
	v.seen[e] = true
	if g := int(e.Grade - 'A'); g >= 0 && g < len(v.grades) {
		v.grades[g]++
	}
	v.cite(e.Source.Title, e.Source.Number, e.Grade.String())
}

// cite names a document, by its number where it has one.
func (v *evidence) cite(title, number, grade string) {
	name := cmp.Or(number, title)
	text := lang.Text{ZH: name + "（" + grade + " 级）", EN: name + " (grade " + grade + ")"}.In(v.l)
	if !v.said[text] {
		v.said[text] = true
		v.sources = append(v.sources, text)
	}
}

// because takes what an answer of the API says of itself.
func (v *evidence) because(parameters []Parameter, warnings []Warning) {
	for _, p := range parameters {
		v.cite(p.Source.Title, p.Source.Number, p.Grade)
	}
	for _, w := range warnings {
		v.warn(w.Message)
	}
}

// warn admits something.
func (v *evidence) warn(text string) {
	if !v.said[text] {
		v.said[text] = true
		v.warnings = append(v.warnings, text)
	}
}

// answer takes what a calculated month rests on.
func (v *evidence) answer(s *policy.Snapshot, a *contribution.Answer) {
	for i := range a.Lines {
		for _, k := range a.Lines[i].Because {
			v.use(s.Entry(k))
		}
	}
	for _, w := range contribution.Warnings(nil, s, a) {
		v.warn(w.Text().In(v.l))
	}
}

// notes are the sentences for under the chart.
func (v *evidence) notes() []string {
	var out []string
	for i, w := range v.warnings {
		if i == mostWarnings {
			n := len(v.warnings) - i
			out = append(out, lang.Text{ZH: fmt.Sprintf("另有 %d 条提示没有写在图下。", n), EN: fmt.Sprintf("%d more remarks are not under the chart.", n)}.In(v.l))
			break
		}
		out = append(out, "! "+w)
	}
	if line := v.sourceLine(); line != "" {
		out = append(out, line)
	}
	return out
}

func (v *evidence) sourceLine() string {
	if len(v.sources) == 0 {
		return ""
	}
	shown, more := v.sources, ""
	if n := len(shown) - mostSources; n > 0 {
		shown = shown[:mostSources]
		more = lang.Text{ZH: fmt.Sprintf("；等 %d 份", n+mostSources), EN: fmt.Sprintf("; %d in all", n+mostSources)}.In(v.l)
	}
	return lang.Text{ZH: "来源：" + strings.Join(shown, "；"), EN: "Sources: " + strings.Join(shown, "; ")}.In(v.l) + more
}

// gradeLine counts values by grade: where there are too many documents to name.
func (v *evidence) gradeLine() string {
	var parts []string
	for i, n := range v.grades {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%c ×%d", 'A'+i, n))
		}
	}
	return lang.Text{ZH: "所用数值的等级（A 最可靠）：", EN: "Grades of the values used (A is the best): "}.In(v.l) + strings.Join(parts, lang.Text{ZH: "，", EN: ", "}.In(v.l))
}
