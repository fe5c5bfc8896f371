package contribution

import "fenhao/calc/policy"

// maternity is the employer's maternity insurance where it has a rate of its own. Elsewhere it is paid with the medical insurance,
// inside that rate. The employee pays nothing (社会保险法 art. 53).
func (t *tariff) maternity(s *policy.Snapshot) {
	if s.Has(policy.MaternityRateEmployer) {
		t.share(s, policy.Maternity, Employer, t.span(s, policy.Maternity), policy.MaternityRateEmployer, policy.MaternityAmount)
	}
}
