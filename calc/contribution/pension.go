package contribution

import "fenhao/calc/policy"

// pension is the basic pension insurance: both pay (社会保险法 art. 12).
func (t *tariff) pension(s *policy.Snapshot) {
	span := t.span(s, policy.Pension)
	t.share(s, policy.Pension, Employer, span, policy.PensionRateEmployer, policy.PensionAmount)
	t.share(s, policy.Pension, EmployeePays, span, policy.PensionRateEmployee, policy.PensionAmount)
}
