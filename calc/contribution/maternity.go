package contribution

import (
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// maternity writes the employer's maternity insurance where it has a rate of its own. Elsewhere it is paid with the medical
// insurance, inside that rate. The employee pays nothing (社会保险法 art. 53).
func (c *calculation) maternity(declared money.Money, known bool) {
	if !c.s.Has(policy.MaternityRateEmployer) {
		return
	}
	if b, ok := c.insured(policy.Maternity, declared, known); ok {
		c.insurance(policy.Maternity, Employer, b, policy.MaternityRateEmployer, policy.MaternityAmount)
	}
}
