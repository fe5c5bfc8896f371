package contribution

import (
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// unemployment writes both shares of the unemployment insurance (社会保险法 art. 44).
func (c *calculation) unemployment(declared money.Money, known bool) {
	if b, ok := c.insured(policy.Unemployment, declared, known); ok {
		c.insurance(policy.Unemployment, Employer, b, policy.UnemploymentRateEmployer, policy.UnemploymentAmount)
		c.insurance(policy.Unemployment, EmployeePays, b, policy.UnemploymentRateEmployee, policy.UnemploymentAmount)
	}
}
