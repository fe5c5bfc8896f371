package api_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"fenhao/api"
	"fenhao/docs"
)

// Whatever is said of an account, the service answers or refuses. Amounts of a ledger are signed, so [fuzz] does not fit.
func fuzzAccount(f *testing.F, path, examples string, more ...string) {
	entries, err := docs.Examples.ReadDir("examples/" + examples)
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range entries {
		body, err := docs.Examples.ReadFile("examples/" + examples + "/" + e.Name())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(body))
	}
	for _, body := range more {
		f.Add(body)
	}
	service := api.New(api.Options{})
	f.Fuzz(func(t *testing.T, body string) {
		w := send(service, path, "application/json", body)
		if w.Code >= http.StatusInternalServerError {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		if !json.Valid(w.Body.Bytes()) {
			t.Fatalf("not JSON: %s", w.Body)
		}
	})
}

func FuzzSimulation(f *testing.F) {
	fuzzAccount(f, "/api/v1/accounts/simulate", "accounts-simulate",
		`{"city":"zhengzhou","account":{"kind":"flexible","state":"normal","opened":"2026-01-01","balance":"10000000000000","base":"10000000000000"},"from":"2026-01","to":"2026-12","events":[{"on":"2026-02-01","type":"contribute","amount":"10000000000000"}]}`,
		`{"city":"wuhan","account":{"kind":"flexible","state":"normal","opened":"2026-01-01","balance":"1","mode":"lump_sum"},"from":"2026-07","to":"2026-07","events":[{"on":"2026-07-01","type":"contribute","amount":"10000000000000"}],"overrides":[{"key":"housing_fund.amount.joint.cap","value":"none"},{"key":"housing_fund.flexible.mode.lump_sum.min_multiple","value":"1000 times"}]}`,
		`{"city":"wuxi","account":{"kind":"flexible","state":"normal","opened":"2026-01-01","balance":"1","monthly_amount":"1"},"from":"2026-01","to":"2026-12","overrides":[{"key":"housing_fund.interest.settlement.date","value":"none"},{"key":"housing_fund.flexible.debit.day","value":"none"}]}`,
		`{"city":"wuxi","account":{"kind":"flexible","state":"normal","opened":"2026-01-01","balance":"1","monthly_amount":"1"},"from":"2016-01","to":"2100-12","overrides":[{"key":"housing_fund.interest.deposit.rate","value":"1000/year"}]}`,
		`{"city":"urumqi","account":{"kind":"employee","state":"normal","opened":"2026-01-01","balance":"1","base":"1"},"from":"2026-01","to":"2026-12","events":[{"on":"2026-01-01","type":"transfer","to":"nowhere"}]}`)
}

func FuzzInterest(f *testing.F) {
	fuzzAccount(f, "/api/v1/interest", "interest",
		`{"opening_balance":"10000000000000","opened":"2016-02-21","until":"2200-12-31","overrides":[{"key":"housing_fund.interest.deposit.rate","value":"100%/year"}]}`,
		`{"movements":[{"date":"2016-02-21","amount":"-1"}],"until":"2016-02-21","day_count":"30/360"}`)
}

func FuzzBackPayment(f *testing.F) {
	fuzzAccount(f, "/api/v1/back-payments", "back-payments",
		`{"city":"wuxi","account":{"kind":"flexible","state":"normal","monthly_amount":"10000000000000"},"unpaid":["1900-01"],"through":"2200-12","interest_until":"2200-12-31"}`)
}

func FuzzWithdrawal(f *testing.F) {
	fuzzAccount(f, "/api/v1/eligibility/withdrawal", "eligibility-withdrawal",
		`{"city":"wuxi","on":"1900-01-01","account":{"kind":"flexible","state":"none"},"continue":false}`)
}

func FuzzIdentity(f *testing.F) {
	fuzzAccount(f, "/api/v1/identity/check", "identity-check", `{"credit_code":"91350100M000100Y43"}`, `{"identity_number":"１１０１０５１９４９１２３１００２"}`)
}
