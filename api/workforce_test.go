package api_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"fenhao/api"
	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// A budget says of every person and month what the single request says of them: employees, new hires, the sealed and flexible workers, in
// five cities, in whose middle the book changes.
func TestABudgetSaysWhatTheSingleRequestSays(t *testing.T) {
	people := 120
	if testing.Short() {
		people = 40
	}
	r := rand.New(rand.NewPCG(61, 1))
	table := ""
	requests := map[string]string{} // by id: the single request but for its month
	for n := range people {
		id, city := fmt.Sprintf("P%d", n), []string{"wuhan", "zhengzhou", "wuxi", "urumqi", "changzhou"}[r.IntN(5)]
		wage := money.Fen(r.Int64N(50_000_00))
		rate, class := 5+r.IntN(8), 1+r.IntN(8)
		asked := fmt.Sprintf(`"city": %q, "person": {"kind": "employee"}, "employer": {"kind": "enterprise"}, "housing_fund": {"employer_rate": "%d%%", "employee_rate": "%d%%"}, "insurance": {"work_injury_class": %d}`, city, rate, rate, class)
		row := map[string]string{"rate": fmt.Sprintf("%d%%", rate), "class": fmt.Sprint(class)}
		switch r.IntN(5) {
		case 0:
			row["wage"], row["employment"], row["hired"] = wage.String(), "new_hire", "2026-06"
			requests[id] = fmt.Sprintf(`%s, "wage": %q, "employment": {"kind": "new_hire", "start": "2026-06"}`, asked, wage)
		case 1:
			row["average"], row["sealed"] = wage.String(), "yes"
			requests[id] = fmt.Sprintf(`%s, "average_wage": %q, "employment": {"kind": "internally_sealed"}`, asked, wage)
		case 2:
			city, row = "wuxi", map[string]string{"kind": "flexible", "base": "6000", "monthly": "800"}
			requests[id] = `"city": "wuxi", "person": {"kind": "flexible"}, "housing_fund": {}, "insurance": {}, "flexible": {"base": "6000", "monthly_amount": "800"}`
		default:
			row["average"] = wage.String()
			requests[id] = fmt.Sprintf(`%s, "average_wage": %q`, asked, wage)
		}
		table += strings.Join([]string{id, city, row["kind"], row["wage"], row["average"], row["employment"], row["hired"], row["sealed"], row["rate"], row["rate"], row["class"], row["base"], row["monthly"]}, ",") + "\n"
	}
	p := &workforce.Plan{From: civil.MonthOf(2026, 5), To: civil.MonthOf(2026, 8), KeepBases: true, Defaults: workforce.Defaults{Employer: contribution.Enterprise}}
	h, problems := workforce.ReadHeader(strings.Split("id,city,kind,wage,average wage,employment,hired,sealed,employer rate,employee rate,work injury class,flexible base,monthly amount", ","), p)
	b, faults := workforce.Prepare(policy.Embedded(), p, h)
	if len(problems) > 0 || len(faults) > 0 {
		t.Fatal(problems, faults)
	}
	block := &workforce.Block{Row: 2, CSV: []byte(table)}
	w := b.NewWorker()
	var checked workforce.Checked
	var part workforce.Part
	if w.Check(block, &checked); len(checked.Problems) > 0 {
		t.Fatal(checked.Problems[0])
	}
	if err := w.Calculate(block, &part); err != nil {
		t.Fatal(err)
	}
	service := api.New(api.Options{})
	months := 0
	for record := range b.Records(part.Records) {
		for m := record.From; m <= record.To; m++ {
			months++
			body := fmt.Sprintf(`{%s, "month": %q}`, requests[string(record.ID)], m)
			answer := single(t, service, body)
			for s := policy.HousingFund; int(s) < workforce.Insured; s++ {
				for _, payer := range []contribution.Payer{contribution.Employer, contribution.EmployeePays} {
					want, got := answer[s.String()+" "+payer.String()], ""
					if record.Due.Known(s, payer) {
						got = record.Due.Amount[s][payer].String()
					}
					if got != want {
						t.Fatalf("%s\n%s %s: the budget has %q, the single request %q", body, s, payer, got, want)
					}
				}
			}
		}
	}
	if months < 3*people {
		t.Errorf("only %d person-months", months)
	}
}

// single is a single request's known amounts by scheme and payer.
func single(t *testing.T, service http.Handler, body string) map[string]string {
	t.Helper()
	w := httptest.NewRecorder()
	ask := httptest.NewRequest(http.MethodPost, "/api/v1/contributions", strings.NewReader(body))
	ask.Header.Set("Content-Type", "application/json")
	service.ServeHTTP(w, ask)
	var answer api.ContributionAnswer
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s\n%d %s %v", body, w.Code, w.Body, err)
	}
	sums := map[string]money.Money{}
	for _, l := range answer.Lines {
		if l.Amount != nil {
			m, err := money.Parse(*l.Amount)
			if err != nil {
				t.Fatal(err)
			}
			key := l.Scheme + " " + l.Payer
			sums[key] = sums[key].Add(m)
		}
	}
	out := map[string]string{}
	for key, m := range sums {
		out[key] = m.String()
	}
	return out
}
