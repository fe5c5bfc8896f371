package policy_test

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

var update = flag.Bool("update", false, "write the golden files anew")

func date(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// A made-up nation with one province and one city.
const (
	demoNation = `place: nation
name: {zh: 全国, en: Nation}
checked: 2026-10-01
sources:
  law: {title: 示范条例, published: 2019-03-24, grade: A}
rules:
  N-1: {for: [housing_fund.amount], source: law, at: 第一条, zh: 甲, en: a}
values:
  housing_fund.rate.min:
    - {from: 2019-03-24, value: 5%, source: law}
  housing_fund.fine.no_registration.max:
    - {from: 2019-03-24, value: 50000 yuan, source: law}
    - {from: 2026-09-20, value: 300000 yuan, source: law}
`
	demoProvince = `place: demo-province
name: {zh: 示范省, en: Demo Province}
parent: nation
checked: 2026-10-01
sources:
  p: {title: 省通知, published: 2025-09, grade: B}
values:
  insurance.base.ceiling:
    - {from: 2025-01-01, to: 2025-12-31, value: 24762 yuan/month, source: p}
    - {from: 2026-01-01, value: 24762 yuan/month, source: p, provisional: true}
  insurance.base.floor:
    - {from: 2025-01-01, value: 4952 yuan/month, source: p}
`
	demoCity = `place: demo
name: {zh: 示范市, en: Demo}
code: "000000"
parent: demo-province
checked: 2026-10-01
sources:
  old: {title: 旧通知, published: 2025-06-27, grade: B}
  new: {title: 新通知, published: 2026-07-22, grade: B}
  seed: {title: 指南, grade: A}
rules:
  D-1: {for: [housing_fund.amount], source: seed, at: 二, zh: 乙, en: b}
values:
  housing_fund.base.ceiling:
    - {from: 2025-07-01, to: 2026-06-30, value: 30000.25 yuan/month, source: old, at: 第二条}
    - {from: 2026-07-01, value: 31000 yuan/month, source: new, provisional: true}
  housing_fund.base.floor:
    - {from: 2025-07-01, value: 2490 yuan/month, source: old, start: assumed}
  housing_fund.fine.no_registration.max:
    - {from: 2020-05-23, value: 50000 yuan, source: seed}
    - {from: 2026-09-20, value: ended, source: new, note: {zh: 适用全国的新幅度, en: the nation's new range applies}}
  medical.base.ceiling:
    - {from: 2026-01-01, value: none, source: new}
`
)

func demo() fstest.MapFS {
	return fstest.MapFS{
		"nation.yaml":        {Data: []byte(demoNation)},
		"province/demo.yaml": {Data: []byte(demoProvince)},
		"city/demo.yaml":     {Data: []byte(demoCity)},
	}
}

func load(t testing.TB, folders ...fs.FS) *policy.Book {
	t.Helper()
	b, err := policy.Load(folders...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAValueHoldsUntilTheNextAndIsLookedUpCityProvinceNation(t *testing.T) {
	b := load(t, demo())
	p, _ := b.Place("demo")
	s := b.On(p, date(t, "2026-06-30"))
	if got := s.Money(policy.HousingFundBaseCeiling).String(); got != "30000.25" {
		t.Errorf("ceiling on 30 June: %s", got)
	}
	s = b.On(p, date(t, "2026-07-01"))
	if got := s.Money(policy.HousingFundBaseCeiling).String(); got != "31000.00" || !s.Entry(policy.HousingFundBaseCeiling).Provisional {
		t.Errorf("ceiling on 1 July: %s", got)
	}
	if got := s.Entry(policy.InsuranceBaseCeiling); got.Place.ID != "demo-province" {
		t.Errorf("insurance ceiling comes from %s", got.Place.ID)
	}
	if got := s.Rate(policy.HousingFundRateMin).String(); got != "0.05" || s.Entry(policy.HousingFundRateMin).Place.ID != "nation" {
		t.Errorf("lowest rate: %s", got)
	}
	if s.RuleID(policy.HousingFundAmount) != "D-1" {
		t.Errorf("the city's own rule is not cited but %s", s.RuleID(policy.HousingFundAmount))
	}
	if !s.Has(policy.MedicalBaseCeiling) || !s.Unlimited(policy.MedicalBaseCeiling) {
		t.Error("an explicit absence of a limit is lost")
	}
	if b.On(p, date(t, "2026-07-02")) != s {
		t.Error("two days without a change between them have two snapshots")
	}
}

func TestAnEndedRuleGivesWayToTheWiderPlace(t *testing.T) {
	b := load(t, demo())
	p, _ := b.Place("demo")
	k := policy.HousingFundFineNoRegistrationMax
	if s := b.On(p, date(t, "2026-09-19")); s.Entry(k).Place.ID != "demo" || s.Money(k).String() != "50000.00" {
		t.Errorf("on 19 September: %v", s.Money(k))
	}
	if s := b.On(p, date(t, "2026-09-20")); s.Entry(k).Place.ID != "nation" || s.Money(k).String() != "300000.00" {
		t.Errorf("on 20 September: %v", s.Money(k))
	}
}

func TestCarriedForward(t *testing.T) {
	b := load(t, demo())
	p, _ := b.Place("demo")
	for _, c := range []struct {
		day  string
		want policy.Carry
	}{{"2026-10-01", policy.NotCarried}, {"2026-10-02", policy.PastLastCheck}} {
		if got := b.On(p, date(t, c.day)).Carried(policy.HousingFundBaseCeiling); got != c.want {
			t.Errorf("%s: %d, want %d", c.day, got, c.want)
		}
	}
	files := demo()
	files["city/demo.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(demoCity, "value: 31000", "to: 2027-06-30, value: 31000", 1))}
	b = load(t, files)
	p, _ = b.Place("demo")
	for day, want := range map[string]policy.Carry{"2027-06-30": policy.NotCarried, "2027-07-01": policy.PastTo} {
		if got := b.On(p, date(t, day)).Carried(policy.HousingFundBaseCeiling); got != want {
			t.Errorf("with a stated end, %s: %d, want %d", day, got, want)
		}
	}
}

func TestKnownOnHidesWhatWasPublishedLater(t *testing.T) {
	b := load(t, demo())
	for day, want := range map[string]string{"2026-07-21": "30000.25", "2026-07-22": "31000.00", "2026-12-31": "31000.00"} {
		v := b.KnownOn(date(t, day))
		p, _ := v.Place("demo")
		s := v.On(p, date(t, "2026-07-01"))
		if got := s.Money(policy.HousingFundBaseCeiling).String(); got != want {
			t.Errorf("known on %s: %s, want %s", day, got, want)
		}
		if want == "30000.25" && s.Carried(policy.HousingFundBaseCeiling) != policy.PastTo {
			t.Errorf("known on %s: last year's value is not marked as carried forward", day)
		}
	}
	if b.KnownOn(date(t, "2026-07-23")) != b.KnownOn(date(t, "2026-08-30")) {
		t.Error("two days between which nothing was published have two views")
	}
	v := b.KnownOn(date(t, "2000-01-01"))
	p, _ := v.Place("demo")
	if v.On(p, date(t, "2026-08-01")).Has(policy.HousingFundBaseCeiling) {
		t.Error("known before anything was published")
	}
}

func TestMissingNamesTheFirstMonth(t *testing.T) {
	b := load(t, demo())
	p, _ := b.Place("demo")
	on := date(t, "2025-06-01")
	s := b.On(p, on)
	e := s.Missing(policy.HousingFundBaseCeiling, on, "/month")
	if e.Code != fault.BeforeFirst || !strings.Contains(e.Message(lang.EN), "2025-07") || !strings.Contains(e.Message(lang.ZH), "2025-07") {
		t.Errorf("%v", e)
	}
	if e := s.Missing(policy.PensionRateEmployer, on, "/month"); e.Code != fault.ValueUnknown {
		t.Errorf("%v", e)
	}
}

func TestOverrides(t *testing.T) {
	b := load(t, demo())
	p, _ := b.Place("demo")
	on := date(t, "2026-08-01")
	s := b.On(p, on)
	what, faults := s.With(on, []policy.Override{{Key: "housing_fund.base.ceiling", From: date(t, "2026-08-01"), Value: "8000 yuan/month"}, {Key: "housing_fund.rate.min", From: date(t, "2026-09-01"), Value: "1%"}})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if e := what.Entry(policy.HousingFundBaseCeiling); what.Money(policy.HousingFundBaseCeiling).String() != "8000.00" || !e.Assumed || e.Grade != 'E' {
		t.Errorf("%+v", e)
	}
	if what.Rate(policy.HousingFundRateMin).String() != "0.05" || s.Money(policy.HousingFundBaseCeiling).String() != "31000.00" {
		t.Error("an override reaches further than it should")
	}
	for _, bad := range []policy.Override{{Key: "no.such", Value: "1"}, {Key: "housing_fund.base.ceiling", Value: "8000"}, {Key: "housing_fund.base.ceiling", Value: "２０００ yuan/month"}, {Key: "housing_fund.rate.min", Value: "500%"}, {Key: "housing_fund.base.ceiling", Value: "100 yuan/month"}, {Key: "housing_fund.rate.min", Value: "ended"}} {
		if _, faults := s.With(on, []policy.Override{bad}); len(faults) == 0 {
			t.Errorf("%+v was taken", bad)
		}
	}
}

func TestAnOverlayIsLaidUponTheOlderFileAndChangesTheHash(t *testing.T) {
	own := fstest.MapFS{"demo.yaml": {Data: []byte(strings.Replace(demoCity, "31000 yuan", "32000 yuan", 1))}}
	a, b := load(t, demo()), load(t, demo(), own)
	p, _ := b.Place("demo")
	if got := b.At(p, civil.MonthOf(2026, 8)).Money(policy.HousingFundBaseCeiling).String(); got != "32000.00" {
		t.Errorf("ceiling with the overlay: %s", got)
	}
	one := fstest.MapFS{"demo.yaml": {Data: []byte(`place: demo
name: {zh: 示范市, en: Demo}
checked: 2026-11-01
sources:
  mine: {title: 自己的通知, grade: C}
values:
  housing_fund.base.ceiling:
    - {from: 2026-07-01, value: 33000 yuan/month, source: mine}
`)}}
	c := load(t, demo(), one)
	p, _ = c.Place("demo")
	if s := c.At(p, civil.MonthOf(2026, 8)); s.Money(policy.HousingFundBaseCeiling).String() != "33000.00" || s.Money(policy.HousingFundBaseFloor).String() != "2490.00" || s.RuleID(policy.HousingFundAmount) != "D-1" || p.Parent == nil || p.Code != "000000" {
		t.Error("an overlay of one parameter changes more than that parameter")
	}
	if a.Hash() == b.Hash() || a.Hash() != load(t, demo()).Hash() {
		t.Errorf("hashes %s and %s", a.Hash(), b.Hash())
	}
}

// What the loader refuses, each with file, line, column and caret: a golden file a problem, in testdata/refused.
func TestWhatTheLoaderRefuses(t *testing.T) {
	in := func(old, new string) string {
		if !strings.Contains(demoCity, old) {
			t.Fatalf("the demo has no %q", old)
		}
		return strings.Replace(demoCity, old, new, 1)
	}
	for name, city := range map[string]string{
		"unknown key":         in("housing_fund.base.floor:", "housing_fund.base.flour:"),
		"unknown field":       in("start: assumed", "begin: assumed"),
		"wrong unit":          in("31000 yuan/month", "31000 yuan"),
		"no unit":             in("31000 yuan/month", "31000"),
		"out of range":        in("31000 yuan/month", "31000000000 yuan/month"),
		"out of order":        in("from: 2026-07-01", "from: 2025-01-01"),
		"same start":          in("from: 2026-07-01", "from: 2025-07-01"),
		"overlap":             in("to: 2026-06-30", "to: 2026-07-15"),
		"floor above ceiling": in("2490 yuan/month", "33000 yuan/month"),
		"unknown source":      in("value: none, source: new", "value: none, source: newer"),
		"no source":           in("value: none, source: new", "value: none"),
		"full width digits":   in("31000 yuan/month", "３１０００ yuan/month"),
		"full width percent":  in("values:\n", "values:\n  housing_fund.rate.max:\n    - {from: 2025-07-01, value: 12％, source: old}\n"),
		"no such day":         in("from: 2026-07-01", "from: 2026-06-31"),
		"no start":            in("from: 2026-07-01, ", ""),
		"bad grade":           in("grade: A", "grade: F"),
		"bad publication":     in("published: 2026-07-22", "published: 22.7.2026"),
		"duplicate key":       in("  housing_fund.base.floor:", "  housing_fund.base.ceiling:"),
		"anchor":              in("31000 yuan/month", "&a 31000 yuan/month"),
		"alias":               in("parent: demo-province", "parent: *x"),
		"merge":               in("  old: {", "  <<: {a: b}\n  old: {"),
		"tag":                 in("31000 yuan/month", "!!str 31000 yuan/month"),
		"two documents":       demoCity + "---\nplace: other\n",
		"empty":               "",
		"a list":              "- place: demo\n",
		"tab":                 in("    - {from: 2025-07-01, value: 2490", "\t- {from: 2025-07-01, value: 2490"),
		"unknown role":        in("[housing_fund.amount]", "[housing_fund.amounts]"),
		"one language":        in("name: {zh: 示范市, en: Demo}", "name: {zh: 示范市}"),
		"a bare conflict":     in("start: assumed", "start: assumed, conflict: 另一文件作2500"),
		"a note in English":   in("start: assumed", "start: assumed, note: {en: As amended}"),
		"conflict in Chinese": in("start: assumed", "start: assumed, conflict: {zh: 另一文件作2500}"),
		"unknown parent":      in("parent: demo-province", "parent: nowhere"),
		"no limit for a flag": in("values:\n", "values:\n  housing_fund.rate.equal:\n    - {from: 2025-07-01, value: none, source: old}\n"),
		"no name":             in("name: {zh: 示范市, en: Demo}\n", ""),
	} {
		t.Run(name, func(t *testing.T) {
			files := demo()
			files["city/demo.yaml"] = &fstest.MapFile{Data: []byte(city)}
			_, err := policy.Load(files)
			var problems policy.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("loaded, or failed otherwise: %v", err)
			}
			golden(t, "refused/"+strings.ReplaceAll(name, " ", "_")+".txt", problems.Format(lang.EN)+"\n\n"+problems.Format(lang.ZH)+"\n")
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", filepath.FromSlash(name))
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTheEmbeddedBook(t *testing.T) {
	b := policy.Embedded()
	for _, p := range b.Places() {
		if p.Kind == policy.City && (p.Parent == nil || p.Parent.Kind != policy.Province) {
			t.Errorf("%s has no province", p.ID)
		}
		for _, d := range b.Changes(p) {
			b.On(p, d)
			if d > 1 {
				b.On(p, d-1)
			}
		}
	}
	if len(b.Hash()) != 16 {
		t.Errorf("hash %q", b.Hash())
	}
}

// A remark in English has no Chinese but the numbers of documents, and one in Chinese has some unless it is a figure alone. The same remark is
// said the same way everywhere.
func TestRemarksAreInTheirLanguage(t *testing.T) {
	han, document, word := regexp.MustCompile(`\p{Han}`), regexp.MustCompile(`\p{Han}+〔\d{4}〕\d+号`), regexp.MustCompile(`\p{L}`)
	chinese, english := map[string]string{}, map[string]string{}
	for _, p := range policy.Embedded().Places() {
		for k := policy.Key(1); int(k) < policy.Keys; k++ {
			for _, e := range p.Own(k) {
				for _, remark := range []lang.Text{e.Conflict, e.Note} {
					if han.MatchString(document.ReplaceAllString(remark.EN, "")) || word.MatchString(remark.ZH) && !han.MatchString(remark.ZH) {
						t.Errorf("%s %v from %s: %q / %q", p.ID, k, e.From, remark.ZH, remark.EN)
					}
					if en, said := chinese[remark.ZH]; said && en != remark.EN {
						t.Errorf("%s: %q is also said as %q", remark.ZH, remark.EN, en)
					}
					if zh, said := english[remark.EN]; said && zh != remark.ZH {
						t.Errorf("%s: %q is also said as %q", remark.EN, remark.ZH, zh)
					}
					chinese[remark.ZH], english[remark.EN] = remark.EN, remark.ZH
				}
			}
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(demoCity))
	f.Add([]byte("place: demo\nvalues: {a: [}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		files := demo()
		files["city/demo.yaml"] = &fstest.MapFile{Data: data}
		b, err := policy.Load(files)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without a word")
			}
			return
		}
		for _, p := range b.Places() {
			for _, d := range b.Changes(p) {
				b.On(p, d)
			}
		}
	})
}
