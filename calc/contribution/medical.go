package contribution

import "fenhao/calc/policy"

// medical is the medical insurance: both pay (社会保险法 art. 23), and the employee a fixed extra where it is paid by the month.
// Extras that are paid once a year, or whose payer is not known, are named and not included.
func (t *tariff) medical(s *policy.Snapshot) {
	span := t.span(s, policy.Medical)
	t.share(s, policy.Medical, Employer, span, policy.MedicalRateEmployer, policy.MedicalAmount)
	t.share(s, policy.Medical, EmployeePays, span, policy.MedicalRateEmployee, policy.MedicalAmount)
	if extra := policy.MedicalAmountEmployeeLargeMedical; s.Has(extra) {
		sh := share{scheme: policy.Medical, fixed: true, key: extra}
		sh.line.fix(policy.Medical, EmployeePays, s.Money(extra), s.Rule(policy.MedicalExtra), extra)
		t.shares = append(t.shares, sh)
	}
	for _, extra := range [...]struct {
		key policy.Key
		why Why
	}{
		{policy.MedicalAmountEmployeeLargeMedicalYearly, PaidYearly},
		{policy.MedicalRateEmployeeLargeMedical, PaidYearly},
		{policy.MedicalRateLargeMedical, PayerUnknown},
	} {
		if s.Has(extra.key) {
			t.notices = append(t.notices, Notice{NotIncluded, extra.key, extra.why})
		}
	}
}
