package contribution

import "fenhao/calc/policy"

// unemployment is the unemployment insurance: both pay (社会保险法 art. 44).
func (t *tariff) unemployment(s *policy.Snapshot) {
	span := t.span(s, policy.Unemployment)
	t.share(s, policy.Unemployment, Employer, span, policy.UnemploymentRateEmployer, policy.UnemploymentAmount)
	t.share(s, policy.Unemployment, EmployeePays, span, policy.UnemploymentRateEmployee, policy.UnemploymentAmount)
}
