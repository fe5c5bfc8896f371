package contribution

import (
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// medical writes both shares of the medical insurance, and the employee's fixed extra where it is paid by the month
// (社会保险法 art. 23). Extras that are paid once a year, or whose payer is not known, are named and not included.
func (c *calculation) medical(declared money.Money, known bool) {
	b, ok := c.insured(policy.Medical, declared, known)
	if !ok {
		return
	}
	c.insurance(policy.Medical, Employer, b, policy.MedicalRateEmployer, policy.MedicalAmount)
	c.insurance(policy.Medical, EmployeePays, b, policy.MedicalRateEmployee, policy.MedicalAmount)
	if extra := policy.MedicalAmountEmployeeLargeMedical; c.s.Has(extra) {
		l := c.line(policy.Medical, EmployeePays, policy.MedicalExtra)
		l.Fixed, l.Amount = true, c.s.Money(extra)
		l.because(extra)
	}
	for _, extra := range [...]struct {
		key policy.Key
		why Why
	}{
		{policy.MedicalAmountEmployeeLargeMedicalYearly, PaidYearly},
		{policy.MedicalRateEmployeeLargeMedical, PaidYearly},
		{policy.MedicalRateLargeMedical, PayerUnknown},
	} {
		if c.s.Has(extra.key) {
			c.notice(NotIncluded, extra.key, extra.why)
		}
	}
}
