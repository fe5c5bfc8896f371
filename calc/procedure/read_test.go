package procedure_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"fenhao/calc/procedure"
)

// What is wrong with a file is said with its place: file, line, column.
func TestWhatIsRefused(t *testing.T) {
	guide := func(body string) string {
		return "place: demo\nsource: {title: 示例, grade: A}\nprocedures:\n  - id: a\n    rule: X-1\n    name: {zh: 甲, en: A}\n" + body
	}
	channel := "    channels: [{id: c, rule: X-1, zh: 柜面, en: Counter}]\n"
	calendar := "year: 2026\ntitle: 通知\nnumber: 号\npublished: 2025-11-04\nurl: https://example.org\n"
	for name, c := range map[string]struct{ file, text, want string }{
		"an unknown field":            {"demo.yaml", guide(channel + "    stepz: []\n"), "demo.yaml:8:5: unknown field"},
		"a field twice":               {"demo.yaml", guide(channel + "    rule: X-2\n"), "demo.yaml:8:5: "},
		"a sentence in one language":  {"demo.yaml", guide(channel + "    who:\n      - {rule: X-1, zh: 某人}\n"), "demo.yaml:9:9: a sentence needs rule, zh and en"},
		"a sentence without a rule":   {"demo.yaml", guide(channel + "    who:\n      - {zh: 某人, en: somebody}\n"), "demo.yaml:9:9: a sentence needs rule"},
		"an anchor":                   {"demo.yaml", guide(channel + "    who: &w []\n"), "anchors, aliases, tags"},
		"no channel":                  {"demo.yaml", guide("    who: []\n"), `procedure "a": says nowhere where it is done`},
		"hours in full width":         {"demo.yaml", guide("    channels:\n      - {id: c, rule: X-1, zh: 柜面, en: Counter, hours: {rule: X-1, days: workdays, from: \"８:30\", until: \"16:15\"}}\n"), "demo.yaml:8:56: hours are days"},
		"hours that end first":        {"demo.yaml", guide("    channels:\n      - {id: c, rule: X-1, zh: 柜面, en: Counter, hours: {rule: X-1, days: workdays, from: \"16:15\", until: \"08:30\"}}\n"), "hours are days"},
		"always and timed":            {"demo.yaml", guide("    channels:\n      - {id: c, rule: X-1, zh: 柜面, en: Counter, hours: {rule: X-1, always: true, days: every}}\n"), "hours are either"},
		"an unknown parameter":        {"demo.yaml", "place: demo\ndeadlines:\n  - event: e\n    key: housing_fund.nonsense\n", "demo.yaml:4:10: there is no parameter"},
		"a deadline without a duty":   {"demo.yaml", "place: demo\ndeadlines:\n  - {event: e, rule: X-1, who: employer, key: housing_fund.register.deadline}\n", `deadline "e": needs event, rule, duty and counted_from`},
		"a deadline of another file":  {"demo.yaml", guide(channel + "    deadlines: [remit]\n"), `there is no deadline "remit" in this file`},
		"an empty entry":              {"demo.yaml", "place: demo\ndeadlines:\n  -\n", "an entry of a list is empty"},
		"an empty sentence":           {"demo.yaml", guide(channel + "    who:\n      -\n"), "an entry of a list is empty"},
		"a fine without its range":    {"demo.yaml", "place: demo\ndeadlines:\n  - {event: e, rule: X-1, who: employer, duty: {zh: 甲, en: A}, counted_from: {zh: 乙, en: B}, key: housing_fund.register.deadline, fines: [{rule: X-1}]}\n", "a fine needs rule, min and max"},
		"guides without a source":     {"demo.yaml", "place: demo\nprocedures:\n  - {id: a}\n", "no source: guides without a document are not loaded"},
		"a day the calendar lacks":    {"calendar/2026.yaml", calendar + "work: [2026-02-30]\n", "calendar/2026.yaml:6:8: \"2026-02-30\" is not a day"},
		"a weekday worked instead":    {"calendar/2026.yaml", calendar + "work: [2026-08-17]\n", "2026-08-17 is no Saturday or Sunday"},
		"a holiday of another year":   {"calendar/2026.yaml", calendar + "rest: [{name: {zh: 元旦, en: New Year}, from: 2025-12-31, to: 2026-01-01}]\n", "does not lie in 2026"},
		"a calendar without a notice": {"calendar/2026.yaml", "year: 2026\n", "needs the title, number, published and url"},
	} {
		_, err := procedure.Load(fstest.MapFS{c.file: {Data: []byte(c.text)}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("place: demo\nsource: {title: 示例, grade: A}\nprocedures: []\n")
	f.Add("place: demo\ndeadlines:\n  - {event: e, rule: X-1, who: employer, key: housing_fund.register.deadline}\n")
	f.Fuzz(func(_ *testing.T, text string) {
		_, _ = procedure.Load(fstest.MapFS{"demo.yaml": {Data: []byte(text)}}) // refuses or loads, and never panics
	})
}
