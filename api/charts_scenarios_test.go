package api_test

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"fenhao/api"
)

// The pieces of a bar are the parts of the answer, and the label its difference; the first has no bar.
func TestADifferenceIsDrawnInItsParts(t *testing.T) {
	service := api.New(api.Options{Now: now})
	body, question := exampleBody(t, "comparison", "differences")
	delete(question, "show")
	delete(question, "of")
	var a struct {
		Results []struct {
			Result struct {
				Totals struct{ Employer, Total string }
			}
		}
		Differences []struct {
			City     string
			Employer map[string]string
		}
	}
	answerTo(t, service, "scenarios/compare", question, &a)
	o := optionOf(t, charting(t, service, "comparison", "", body))
	names := map[string]string{"zhengzhou": "郑州市", "wuxi": "无锡市", "urumqi": "乌鲁木齐市", "changzhou": "常州市"}
	parts := map[string]string{"floor": "下限", "ceiling": "上限", "rate": "比例", "rounding": "取整", "rest": "其余规定"}
	if len(o.YAxis[0].Data) != len(names) || len(a.Differences) != len(names) {
		t.Fatalf("drawn: %q", o.YAxis[0].Data)
	}
	checked := 0
	for _, d := range a.Differences {
		for i, label := range o.YAxis[0].Data {
			name, sum, _ := strings.Cut(label, "\n")
			if name != names[d.City] {
				continue
			}
			if plain := strings.NewReplacer(",", "", "+", "").Replace(sum); plain != d.Employer["difference"] {
				t.Errorf("%s: drawn %s, answered %s", name, sum, d.Employer["difference"])
			}
			for part, series := range parts {
				want := d.Employer[part]
				data := o.series(series)
				if want == "0.00" {
					continue
				}
				if checked++; data == nil || valueAt(t, data, i) != want {
					t.Errorf("%s, %s: answered %s, drawn %v", name, series, want, data)
				}
			}
		}
	}
	if checked < 4 {
		t.Errorf("only %d parts were there to check", checked)
	}
	if !strings.Contains(o.Title[0].Subtext, "以武汉市为基准") {
		t.Errorf("nobody says what they differ from: %q", o.Title[0].Subtext)
	}

	body, _ = exampleBody(t, "comparison", "cities")
	o = optionOf(t, charting(t, service, "comparison", "", body))
	for i, name := range o.YAxis[0].Data {
		if name == "武汉市" && valueAt(t, o.series("合计"), i) != a.Results[0].Result.Totals.Total {
			t.Errorf("Wuhan: drawn %s, answered %s", valueAt(t, o.series("合计"), i), a.Results[0].Result.Totals.Total)
		}
	}
}

func TestChancesAreDrawnAsAnswered(t *testing.T) {
	service := api.New(api.Options{Now: now})
	body, question := exampleBody(t, "chances", "wuhan-forty-years")
	var a struct {
		Months []struct {
			Month          string
			Balance, Total []string
		}
	}
	answerTo(t, service, "scenarios/monte-carlo", maps.Clone(question), &a)
	o := optionOf(t, charting(t, service, "chances", "", body))
	other := optionOf(t, charting(t, service, "chances", "", strings.Replace(body, "{", `{"of": "total",`, 1)))
	for i, m := range a.Months {
		if o.XAxis[0].Data[i] != m.Month || valueAt(t, o.series("50%"), i) != m.Balance[2] || valueAt(t, other.series("5%"), i) != m.Total[0] {
			t.Errorf("%s: drawn %s, answered %v", m.Month, valueAt(t, o.series("50%"), i), m.Balance)
		}
	}
	if len(a.Months) != 40 {
		t.Errorf("%d years", len(a.Months))
	}
}

func TestScenarioChartsRefuse(t *testing.T) {
	service := api.New(api.Options{Now: now})
	cities, _ := exampleBody(t, "comparison", "cities")
	forty, _ := exampleBody(t, "chances", "wuhan-forty-years")
	with := func(body, more string) string { return strings.Replace(body, "{", "{"+more+",", 1) }
	for _, c := range []struct {
		path, body string
		status     int
		want       string
	}{
		{"comparison", `{}`, 422, "/scenarios"},
		{"comparison", strings.Replace(cities, `"amounts"`, `"sizes"`, 1), 422, "/show"},
		{"comparison", with(cities, `"of": "nothing"`), 422, "/of"},
		{"comparison", with(cities, `"top": 0`), 422, "/top"},
		{"comparison", with(cities, `"colour": 1`), 400, "/colour"},
		{"comparison", strings.Replace(with(cities, `"of": "balance"`), `"amounts"`, `"differences"`, 1), 422, "/of"}, // no account is followed
		{"comparison", strings.Replace(cities, `"zhengzhou"`, `"atlantis"`, 1), 404, "/cities/1"},
		{"chances", `{}`, 422, "/paths"},
		{"chances", with(forty, `"of": "luck"`), 422, "/of"},
	} {
		w := charting(t, service, c.path, "", c.body)
		if w.Code != c.status || !strings.Contains(w.Body.String(), `"`+c.want+`"`) {
			t.Errorf("%s %.80s: %d %s", c.path, c.body, w.Code, w.Body)
		}
	}
	if w := charting(t, service, "comparison", "image/svg+xml", cities); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "武汉市") {
		t.Errorf("as a picture: %d", w.Code)
	}
}

// A page gives up a question for a newer one: that is no fault of the service, and none is reported.
func TestAQuestionGivenUpIsNoError(t *testing.T) {
	forty, _ := exampleBody(t, "chances", "wuhan-forty-years")
	ctx, leave := context.WithCancel(t.Context())
	leave()
	r := httptest.NewRequest(http.MethodPost, "/api/v1/charts/chances", strings.NewReader(forty)).WithContext(ctx)
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	api.New(api.Options{}).ServeHTTP(w, r)
	if w.Code != 499 || w.Body.Len() > 0 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
