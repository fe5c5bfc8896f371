package contribution

import (
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// pension writes both shares of the basic pension insurance (社会保险法 art. 12).
func (c *calculation) pension(declared money.Money, known bool) {
	if b, ok := c.insured(policy.Pension, declared, known); ok {
		c.insurance(policy.Pension, Employer, b, policy.PensionRateEmployer, policy.PensionAmount)
		c.insurance(policy.Pension, EmployeePays, b, policy.PensionRateEmployee, policy.PensionAmount)
	}
}
