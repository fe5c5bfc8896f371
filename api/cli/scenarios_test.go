package cli_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fenhao/api"
)

const scenario = `# 武汉职工一年
person: {kind: employee}
from: 2026-01
to: 2026-12
city: wuhan
wage: {amount: "20000.00", average_of_last_year: "18000.00"}
employer: {kind: enterprise}
housing_fund: {employer_rate: 12%, employee_rate: 12%}
`

// A file on the command line is the same question as over HTTP, and gets the same answer.
func TestScenarioAnswersAsTheServiceDoes(t *testing.T) {
	service := api.New(api.Options{})
	for _, ask := range []string{"run", "sweep", "solve", "compare", "monte-carlo"} {
		wrapped := "scenario:\n  " + strings.ReplaceAll(strings.TrimSpace(scenario), "\n", "\n  ") + "\n"
		switch ask {
		case "run":
			wrapped = scenario
		case "sweep":
			wrapped += "vary: {path: /wage/average_of_last_year, from: 2000, to: 40000, step: 19000}\nmonths: false\n"
		case "solve":
			wrapped += "vary: {path: /wage/average_of_last_year, from: 2000, to: 40000}\ntarget: {path: /totals/employer, value: '25920.00'}\n"
		case "compare":
			wrapped += "cities: [wuhan, zhengzhou]\n"
		case "monte-carlo":
			wrapped += "paths: 3\nseed: 1\n"
		}
		code, stdout, stderr := run(wrapped, "scenario", ask, "-", "--json", "--lang", "en")
		if code != 0 || stderr != "" {
			t.Errorf("%s: %d %s", ask, code, stderr)
			continue
		}
		r := httptest.NewRequest(http.MethodPost, "/api/v1/scenarios/"+ask+"?lang=en", strings.NewReader(wrapped))
		r.Header.Set("Content-Type", "application/yaml")
		w := httptest.NewRecorder()
		service.ServeHTTP(w, r)
		if compact(t, stdout) != compact(t, w.Body.String()) {
			t.Errorf("%s: the command line says\n%.400s\nthe service\n%.400s", ask, compact(t, stdout), w.Body)
		}
	}
}

func compact(t *testing.T, s string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		t.Fatalf("%v\n%s", err, s)
	}
	b, _ := json.Marshal(v)
	return string(b)
}

// What is wrong with a file is said with file, line, column and a caret, in the language asked for.
func TestScenarioProblemsPointIntoTheFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "story.yaml")
	if err := os.WriteFile(file, []byte(strings.Replace(scenario, "kind: employee", "kind: 机器人", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{
		"zh": file + ":2:16: “机器人”不是可选值。 (not_one_of, /person/kind)\n    person: {kind: 机器人}\n                   ^\n",
		"en": file + ":2:16: \"机器人\" is not",
	} {
		code, stdout, stderr := run("", "scenario", "run", file, "--lang", lang)
		if code != 1 || stdout != "" || !strings.HasPrefix(stderr, want) {
			t.Errorf("%d %s\nwant %s\ngot  %s", code, stdout, want, stderr)
		}
	}
	if code, _, _ := run("", "scenario"); code != 2 {
		t.Errorf("scenario alone: exit %d", code)
	}
	if code, _, stderr := run("", "scenario", "run", "library:nothing"); code != 1 || stderr == "" {
		t.Errorf("an unknown story: exit %d %s", code, stderr)
	}
	if code, stdout, _ := run("", "scenario", "list"); code != 0 || !strings.Contains(stdout, "library:wuxi-pause") {
		t.Errorf("list: exit %d %s", code, stdout)
	}
}
