package main

import (
	"fmt"
	"slices"
	"strings"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/policy"
)

// columns are the schemes of the table. Maternity has none: it is part of the medical rate wherever a city's rates are known.
var columns = []policy.Scheme{policy.HousingFund, policy.Pension, policy.Medical, policy.Unemployment, policy.WorkInjury}

// flexible are the forms in which a place may have settled what flexible workers pay into the fund.
var flexible = []policy.Key{
	policy.HousingFundFlexibleRateTotal, policy.HousingFundFlexibleRateTotalMin, policy.HousingFundFlexibleModeDebitAmountRange,
	policy.HousingFundFlexibleAmountFloor, policy.HousingFundFlexibleDebitDay,
}

var loanCaps = []policy.Key{policy.HousingFundLoanMaxSingle, policy.HousingFundLoanMaxCouple, policy.HousingFundLoanMaxHouseholdFirst}

// row is what is known of a city on the day it was last checked.
type row struct {
	city    *policy.Place
	known   map[policy.Scheme]string // since when and how well; "" if it cannot be calculated
	notes   []string                 // what is assumed, disputed or carried forward
	missing []string                 // parameters without a value, by scheme
	loan    bool
	flex    bool
}

func look(b *policy.Book, p *policy.Place) row {
	r := row{city: p, known: map[policy.Scheme]string{}}
	s := b.At(p, p.Checked.Month())
	var assumed []string
	starts, disputed, carried := 0, 0, 0
	seen := map[policy.Key]bool{}
	for _, scheme := range columns {
		best, worst := policy.Grade('E'), policy.Grade('A')
		var lacks []string
		for _, k := range contribution.Needs(s, scheme) {
			e := s.Entry(k)
			if e == nil {
				if name := short(k, scheme); !slices.Contains(lacks, name) {
					lacks = append(lacks, name)
				}
				continue
			}
			best, worst = min(best, e.Grade), max(worst, e.Grade)
			if seen[k] {
				continue
			}
			seen[k] = true
			switch {
			case e.Grade == 'E':
				if name := short(k, k.Spec().Scheme); !slices.Contains(assumed, name) {
					assumed = append(assumed, name)
				}
			case e.StartAssumed && e.Place.Kind != policy.Nation:
				starts++
			}
			if e.Conflict.EN != "" {
				disputed++
			}
			if s.Carried(k) == policy.PastTo {
				carried++
			}
		}
		if len(lacks) > 0 {
			r.missing = append(r.missing, strings.TrimSuffix(scheme.Name().ZH, "保险")+"："+strings.Join(lacks, "、"))
			continue
		}
		r.known[scheme] = contribution.FirstMonth(b, p, scheme).String() + " " + best.String()
		if worst != best {
			r.known[scheme] += "–" + worst.String()
		}
	}
	if len(assumed) > 0 {
		r.notes = append(r.notes, "假定："+strings.Join(assumed, "、"))
	}
	for _, n := range [...]struct {
		count int
		what  string
	}{{starts, "起始日假定"}, {disputed, "来源有分歧"}, {carried, "过期沿用"}} {
		if n.count > 0 {
			r.notes = append(r.notes, fmt.Sprintf("%s %d", n.what, n.count))
		}
	}
	has := func(k policy.Key) bool { return s.Has(k) }
	r.loan, r.flex = slices.ContainsFunc(loanCaps, has), slices.ContainsFunc(flexible, has)
	return r
}

// short is a parameter's name beside its scheme's. Floor and ceiling go by one name.
func short(k policy.Key, scheme policy.Scheme) string {
	if strings.Contains(k.String(), ".base.") {
		return "缴费基数"
	}
	return strings.TrimPrefix(k.Spec().Name.ZH, scheme.Name().ZH)
}

// page is the whole document.
func page(b *policy.Book) string {
	var rows []row
	for _, p := range b.Cities() {
		rows = append(rows, look(b, p))
	}
	var w strings.Builder
	w.WriteString(`# 覆盖范围 · Coverage

由 ` + "`go generate ./docs/...`" + ` 从政策库生成，请勿手改。 Generated from the policy book; do not edit.

`)
	totals(&w, b, rows)
	w.WriteString(`
各列：最早能完整计算的月份，以及最近核对之日所用各值的最好与最差等级（A 官方全文，B 有文号且另有印证，C 一处引用，D 无引用、推算或有分歧，E 假定）。
各险种到分的取整是全国统一归纳的（D），所以保险各列的最差等级不高于 D。生育保险在已知费率的城市都并入医疗保险。
“起始日假定”“来源有分歧”“过期沿用”后的数字是涉及的参数个数，每次计算都会提醒。
Each column: the first month that can be calculated in full, then the best and the worst grade of the values used on the day of the last check.
`)
	for _, parent := range b.Places() {
		if parent.Kind != policy.Province {
			continue
		}
		var own []row
		for _, r := range rows {
			if r.city.Parent == parent {
				own = append(own, r)
			}
		}
		fmt.Fprintf(&w, "\n## %s %s\n\n", parent.Name.ZH, parent.Name.EN)
		if len(own) == 0 {
			w.WriteString("没有城市。\n")
			continue
		}
		w.WriteString("| 城市 | 公积金 | 养老 | 医疗 | 失业 | 工伤 | 灵活缴存 | 贷款上限 | 核对 | 假定与提醒 | 缺少 |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
		for _, r := range own {
			fmt.Fprintf(&w, "| %s `%s` |", r.city.Name.ZH, r.city.ID)
			for _, scheme := range columns {
				w.WriteString(" " + orDash(r.known[scheme]) + " |")
			}
			fmt.Fprintf(&w, " %s | %s | %s | %s | %s |\n", yes(r.flex), yes(r.loan), r.city.Checked, orDash(strings.Join(r.notes, "；")), orDash(strings.Join(r.missing, "；")))
		}
	}
	return w.String()
}

func totals(w *strings.Builder, b *policy.Book, rows []row) {
	count := func(ok func(row) bool) (n int) {
		for _, r := range rows {
			if ok(r) {
				n++
			}
		}
		return n
	}
	now := func(r row, scheme policy.Scheme) bool { return r.known[scheme] != "" }
	grades := map[policy.Grade]int{}
	values, starts, disputed, provisional, sources := 0, 0, 0, 0, 0
	oldest := civil.Date(0)
	provinces := 0
	for _, p := range b.Places() {
		if p.Kind == policy.Province {
			provinces++
		}
		if oldest == 0 || p.Checked < oldest {
			oldest = p.Checked
		}
		sources += len(p.Sources)
		for k := policy.Key(1); int(k) < policy.Keys; k++ {
			for _, e := range p.Own(k) {
				values++
				grades[e.Grade]++
				starts += one(e.StartAssumed)
				disputed += one(e.Conflict.EN != "")
				provisional += one(e.Provisional)
			}
		}
	}
	fmt.Fprintf(w, "| | |\n| --- | --- |\n")
	line := func(what string, format string, args ...any) {
		fmt.Fprintf(w, "| %s | %s |\n", what, fmt.Sprintf(format, args...))
	}
	line("城市 · cities", "%d，分属 %d 个省级地点 · in %d provinces", len(rows), provinces, provinces)
	line("公积金可算 · fund", "%d", count(func(r row) bool { return now(r, policy.HousingFund) }))
	for i, scheme := range columns[1:] {
		line(scheme.Name().ZH+" · "+[]string{"pension", "medical", "unemployment", "work injury"}[i], "%d", count(func(r row) bool { return now(r, scheme) }))
	}
	line("五项都可算 · fund and all insurances", "%d", count(func(r row) bool {
		return !slices.ContainsFunc(columns, func(scheme policy.Scheme) bool { return !now(r, scheme) })
	}))
	line("公积金取整有公布依据 · published rounding", "%d", count(func(r row) bool {
		e := b.On(r.city, r.city.Checked).Entry(policy.HousingFundRounding)
		return e != nil && e.Grade < 'E'
	}))
	line("灵活缴存公积金 · fund of flexible workers", "%d", count(func(r row) bool { return r.flex }))
	line("贷款上限 · loan caps", "%d", count(func(r row) bool { return r.loan }))
	line("参数值与来源 · values and sources", "%d，%d", values, sources)
	line("等级 · grades", "A %d，B %d，C %d，D %d，E %d", grades['A'], grades['B'], grades['C'], grades['D'], grades['E'])
	line("起始日假定 · assumed starts", "%d", starts)
	line("来源有分歧 · sources disagree", "%d", disputed)
	line("暂行 · provisional", "%d", provisional)
	line("最早的核对日 · oldest check", "%s", oldest)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func yes(b bool) string {
	if b {
		return "有"
	}
	return "—"
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
