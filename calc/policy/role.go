package policy

// Role is a part the code plays for which some rule is responsible. A policy file says which of its rules answers
// which role (`for:`), so that a line of an answer cites the article of the place it was calculated for.
type Role uint8

// The roles of contributions, enrolment, loans and accounts.
const (
	HousingFundAmount Role = iota
	HousingFundBase
	HousingFundRate
	HousingFundEqualRates
	HousingFundNewHire
	HousingFundTransferred
	HousingFundSealed
	HousingFundUnsealed
	HousingFundHardship
	HousingFundContributors
	HousingFundContributorsPost      // who has a post and is paid counts, who has left it does not: employer and post are asked for
	HousingFundContributorsNationals // foreigners do not count: nationality is asked for
	HousingFundDispatch
	HousingFundCreditCode
	HousingFundReopen
	HousingFundFlexibleAmount
	HousingFundFlexibleFirstMonth
	HousingFundFlexibleContributors
	HousingFundFlexibleEligibility
	PensionAmount
	PensionFlexibleAmount
	PensionFlexibleTiers
	MedicalAmount
	MedicalExtra
	MedicalFlexibleAmount
	UnemploymentAmount
	WorkInjuryAmount
	MaternityAmount
	InsuranceFlexibleContributors
	InsuranceFlexibleEligibility
	TaxWithholding
	RetirementAge
	LoanMonths
	LoanAccount
	LoanBalance
	LoanRefused
	LoanQuota
	LoanTerm
	LoanRate
	FlexibleLoanMonths
	FlexibleLoanAccountMonths // Wuhan's rule of 2024: time since opening
	FlexibleLoanContinuity
	FlexibleLoanConditions
	FlexibleLoanQuota
	FlexibleLoanQuota2024 // Wuhan's rule of 2024, before the guide of 2026
	FlexibleLoanSubsidy
	AccountDebitDay
	AccountDebit
	AccountOpen
	AccountReopenWait
	AccountLapse
	AccountArrearsFirst
	AccountArrearsSeal
	AccountBackPay
	AccountBackPayNormal
	AccountBackPayAmount
	AccountArrearsAtClosure
	AccountFreePayment
	AccountSuspend
	AccountResume
	AccountChangeAmount
	AccountChangeBase
	AccountWithdrawKeep
	AccountWithdrawStop
	AccountWithdrawLoan
	AccountClose
	AccountToEmployer
	AccountToPool
	AccountSealLeaver
	AccountInterest
	AccountSettlement
	AccountLedgers
	AccountWorkingDays     // self-contribution and withdrawal on working days only
	AccountWithdrawGeneral // a withdrawal without closing needs a ground under the general rules
	roles
)

var roleIDs = [roles]string{
	"housing_fund.amount", "housing_fund.base", "housing_fund.rate", "housing_fund.equal_rates",
	"housing_fund.new_hire", "housing_fund.transferred", "housing_fund.sealed", "housing_fund.unsealed",
	"housing_fund.hardship", "housing_fund.contributors", "housing_fund.contributors.post", "housing_fund.contributors.nationals",
	"housing_fund.dispatch", "housing_fund.credit_code", "housing_fund.reopen",
	"housing_fund.flexible.amount", "housing_fund.flexible.first_month", "housing_fund.flexible.contributors", "housing_fund.flexible.eligibility",
	"pension.amount", "pension.flexible.amount", "pension.flexible.tiers",
	"medical.amount", "medical.extra", "medical.flexible.amount",
	"unemployment.amount", "work_injury.amount", "maternity.amount",
	"insurance.flexible.contributors", "insurance.flexible.eligibility",
	"tax.withholding", "retirement.age",
	"housing_fund.loan.months", "housing_fund.loan.account", "housing_fund.loan.balance", "housing_fund.loan.refused",
	"housing_fund.loan.quota", "housing_fund.loan.term", "housing_fund.loan.rate",
	"housing_fund.flexible.loan.months", "housing_fund.flexible.loan.account_months", "housing_fund.flexible.loan.continuity", "housing_fund.flexible.loan.conditions",
	"housing_fund.flexible.loan.quota", "housing_fund.flexible.loan.quota.2024", "housing_fund.flexible.loan.subsidy",
	"housing_fund.account.debit_day", "housing_fund.account.debit", "housing_fund.account.open", "housing_fund.account.reopen_wait",
	"housing_fund.account.lapse", "housing_fund.account.arrears_first", "housing_fund.account.arrears_seal", "housing_fund.account.back_pay",
	"housing_fund.account.back_pay.normal", "housing_fund.account.back_pay.amount", "housing_fund.account.back_pay.closure", "housing_fund.account.free_payment",
	"housing_fund.account.suspend", "housing_fund.account.resume", "housing_fund.account.change_amount", "housing_fund.account.change_base",
	"housing_fund.account.withdraw.keep", "housing_fund.account.withdraw.stop", "housing_fund.account.withdraw.loan", "housing_fund.account.close",
	"housing_fund.account.to_employer", "housing_fund.account.to_pool", "housing_fund.account.seal_leaver", "housing_fund.account.interest",
	"housing_fund.account.settlement", "housing_fund.account.ledgers",
	"housing_fund.account.working_days", "housing_fund.account.withdraw.general",
}

// String is the role's name in a policy file.
func (r Role) String() string { return roleIDs[r] }

func roleOf(id string) (Role, bool) {
	for i, s := range roleIDs {
		if s == id {
			return Role(i), true
		}
	}
	return 0, false
}
