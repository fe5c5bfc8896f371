package policy

import "fenhao/calc/lang"

// The keys of the book, by scheme. Keys that belong together stand in sequence, so that code can step through them:
// TaxAnnualBracket1Upper + Key(3*i), PensionPayoutMonthsAge40 + Key(age-40), WorkInjuryRateClass1 + Key(class-1).
// A constant is the CamelCase of its id; only PensionFlexibleTierCount differs, because a role has the other name.
const (
	None Key = iota

	// Housing fund: the contribution of employees.
	HousingFundContributorsAbsenceMax
	HousingFundBaseFloor
	HousingFundBaseCeiling
	HousingFundBaseFloorRule
	HousingFundBaseCeilingRule
	HousingFundBaseAdjustDate
	HousingFundBaseRecalculationDate
	HousingFundRateMin
	HousingFundRateMax
	HousingFundRateMaxRule
	HousingFundRateStep
	HousingFundRateEqual
	HousingFundRateMinNonEnterprise
	HousingFundRateMaxNonEnterprise
	HousingFundRateReductionRule
	HousingFundRateReductionMaxDuration
	HousingFundRateReductionApproval
	HousingFundRounding
	HousingFundAmountRule
	HousingFundAmountRuleEmployer
	HousingFundAmountRuleEmployee
	HousingFundAmountJointFloor
	HousingFundAmountJointCap
	HousingFundContributionFirstMonthNewWorker
	HousingFundContributionFirstMonthTransferred

	// Housing fund: deadlines, fines, the regulation itself.
	HousingFundRegulationVersion
	HousingFundRegisterDeadline
	HousingFundAccountOpenDeadline
	HousingFundAccountOpenDeadlineNewHire
	HousingFundAccountChangeDeadlineLeaver
	HousingFundAccountSealDeadline
	HousingFundDetailsChangeDeadline
	HousingFundKeyTokenDeadline
	HousingFundRemitDeadline
	HousingFundRemitDay
	HousingFundLatePaymentSanction
	HousingFundFineNoRegistrationMin
	HousingFundFineNoRegistrationMax
	HousingFundFineRefusingInspectionUnitMin
	HousingFundFineRefusingInspectionUnitMax
	HousingFundFineRefusingInspectionPersonMin
	HousingFundFineRefusingInspectionPersonMax
	HousingFundBanFalseWithdrawal
	HousingFundBanFalseLoan
	HousingFundRecognitionNational

	// Housing fund: interest and withdrawal.
	HousingFundInterestDepositRate
	HousingFundInterestDepositRateThisYear
	HousingFundInterestDepositRateCarriedOver
	HousingFundInterestDayCount
	HousingFundInterestStart
	HousingFundInterestYearStart
	HousingFundInterestSettlementDate
	HousingFundInterestCreditingDate
	HousingFundInterestCapitalised
	HousingFundWithdrawalKinds
	HousingFundWithdrawalDecisionDeadline
	HousingFundWithdrawalRentIncomeRatio
	HousingFundWithdrawalRentMaxSingle
	HousingFundWithdrawalRentMaxCouple
	HousingFundWithdrawalRentMaxPerson
	HousingFundWithdrawalRentMaxPersonMultiChild
	HousingFundWithdrawalRentMaxPersonMonthly
	HousingFundWithdrawalRentMaxPersonMultiChildMonthly

	// Housing fund of flexible workers: who, how much, when.
	HousingFundFlexibleAllowed
	HousingFundFlexibleEligibilityRule
	HousingFundFlexibleEligibilityPersons
	HousingFundFlexibleEligibilityAgeMin
	HousingFundFlexibleEligibilityAgeMax
	HousingFundFlexibleEligibilityAgeBelowMale
	HousingFundFlexibleEligibilityAgeBelowFemale
	HousingFundFlexibleEligibilityResidence
	HousingFundFlexibleEligibilityPensionMonthsMin
	HousingFundFlexibleReferenceWage
	HousingFundFlexibleBaseWageBasis
	HousingFundFlexibleBaseFloor
	HousingFundFlexibleBaseCeiling
	HousingFundFlexibleBaseFloorRatio
	HousingFundFlexibleBaseCeilingRatio
	HousingFundFlexibleBaseChangeWindow
	HousingFundFlexibleBaseChangeWindowOpens
	HousingFundFlexibleBaseChangeWindowCloses
	HousingFundFlexibleYearStart
	HousingFundFlexibleRateTotal
	HousingFundFlexibleRateTotalMin
	HousingFundFlexibleRateTotalMax
	HousingFundFlexibleAmountFloor
	HousingFundFlexibleAmountCeiling
	HousingFundFlexibleBoundsUsed
	HousingFundFlexibleContributionFirstMonth
	HousingFundFlexibleRegistrationDeadline
	HousingFundFlexibleTaxDeductible

	// Housing fund of flexible workers: payment, account, interest.
	HousingFundFlexibleDebitDay
	HousingFundFlexibleRemitDay
	HousingFundFlexibleModeLumpSumMinMultiple
	HousingFundFlexibleModeLumpSumMaxMultiple
	HousingFundFlexibleModeFreePaymentMin
	HousingFundFlexibleModeFreeMonthTotalMax
	HousingFundFlexibleModeDebitDay
	HousingFundFlexibleModeDebitAmountRange
	HousingFundFlexibleModeDebitFirstMonthIfSignedFromDay10
	HousingFundFlexibleModeDebitPartial
	HousingFundFlexibleAmountChangeIfUnpaid
	HousingFundFlexibleAmountChangeIfPaid
	HousingFundFlexibleArrearsOrder
	HousingFundFlexibleArrearsSealAbove
	HousingFundFlexibleArrearsReset
	HousingFundFlexibleAccountActiveMax
	HousingFundFlexibleAccountSealedRule
	HousingFundFlexibleAccountReopenWait
	HousingFundFlexibleAgreementLapse
	HousingFundFlexibleTransferInMonthsMin
	HousingFundFlexibleInterestStart
	HousingFundFlexibleInterestSubsidyRate
	HousingFundFlexibleWithdrawalCondition
	HousingFundFlexibleWithdrawalPartialMinRemaining
	HousingFundFlexibleServiceHours

	// Loans of flexible workers. months_a_b and age_a_b: the note says which end is closed.
	HousingFundFlexibleLoanType
	HousingFundFlexibleLoanFirstHomeOnly
	HousingFundFlexibleLoanAgeMin
	HousingFundFlexibleLoanAgeBelowMale
	HousingFundFlexibleLoanAgeBelowFemale
	HousingFundFlexibleLoanMonthsMin
	HousingFundFlexibleLoanMonthsRule
	HousingFundFlexibleLoanMonthsDays
	HousingFundFlexibleLoanAccountMonthsMin
	HousingFundFlexibleLoanAccountMonthsAbove
	HousingFundFlexibleLoanContractAgeMax
	HousingFundFlexibleLoanNoWithdrawal
	HousingFundFlexibleLoanBalanceMinRatio
	HousingFundFlexibleLoanRetainedMinRatio
	HousingFundFlexibleLoanAverageDailyBalance
	HousingFundFlexibleLoanBalanceMultiple
	HousingFundFlexibleLoanCoefficientMonths12To24
	HousingFundFlexibleLoanCoefficientMonths24To36
	HousingFundFlexibleLoanCoefficientMonths36To48
	HousingFundFlexibleLoanCoefficientMonths48To60
	HousingFundFlexibleLoanCoefficientMonths36To60
	HousingFundFlexibleLoanCoefficientMonths60Up
	HousingFundFlexibleLoanCoefficientUpperClosed
	HousingFundFlexibleLoanLtvUsedAge0To10
	HousingFundFlexibleLoanLtvUsedAge11To20
	HousingFundFlexibleLoanLtvUsedAge21To30
	HousingFundFlexibleLoanTermMin
	HousingFundFlexibleLoanTermMax
	HousingFundFlexibleLoanTermAfterRetirementMax
	HousingFundFlexibleLoanInterestReset
	HousingFundFlexibleLoanSubsidyStop

	// Housing-fund loans: rates. le5y: up to five years; gt5y: above five years.
	HousingFundLoanRateFirstLe5y
	HousingFundLoanRateFirstGt5y
	HousingFundLoanRateSecondLe5y
	HousingFundLoanRateSecondGt5y
	HousingFundLoanRateChangeNewLoans
	HousingFundLoanRateChangeRunningLoans
	HousingFundLoanRateAuthority
	HousingFundLoanInterestReset
	HousingFundLoanRounding
	HousingFundLoanInterestResetDay
	HousingFundLoanInterestFixedMax
	HousingFundLoanDecisionDeadline

	// Housing-fund loans: who may borrow.
	HousingFundLoanAccountDaysMin
	HousingFundLoanMonthsMin
	HousingFundLoanUnpaidRecentMax
	HousingFundLoanBackPaidContinues
	HousingFundLoanBackPaidCounts
	HousingFundLoanMissedRestarts
	HousingFundLoanLastContribution
	HousingFundLoanRefused
	HousingFundLoanReliefHomeListedForSale
	HousingFundLoanSecondFirstHomeRate
	HousingFundLoanUsesMax
	HousingFundLoanHomesMax
	HousingFundLoanHomesMaxMultiChild
	HousingFundLoanAgeLimit
	HousingFundLoanAgeLimitMale
	HousingFundLoanAgeLimitFemale

	// Housing-fund loans: how much. months_a_b and age_a_b: the note says which end is closed.
	HousingFundLoanMaxSingle
	HousingFundLoanMaxCouple
	HousingFundLoanMaxHouseholdFirst
	HousingFundLoanMaxHouseholdSecond
	HousingFundLoanMaxTopTalent
	HousingFundLoanMaxUpliftMultiChild
	HousingFundLoanMaxUpliftListedGroups
	HousingFundLoanMaxUpliftGreen
	HousingFundLoanMaxUpliftEach
	HousingFundLoanMaxUpliftTwoChildren
	HousingFundLoanMaxUpliftThreeChildren
	HousingFundLoanMultiChildMin
	HousingFundLoanLtvFirst
	HousingFundLoanLtvSecond
	HousingFundLoanLtvUsedFirstAge0To10
	HousingFundLoanLtvUsedSecondAge0To10
	HousingFundLoanLtvUsedAnyAge11To20
	HousingFundLoanLtvUsedAnyAge21To30
	HousingFundLoanDownPaymentFirst
	HousingFundLoanDownPaymentSecond
	HousingFundLoanDownPaymentNewFirst
	HousingFundLoanDownPaymentUsedFirst
	HousingFundLoanDownPaymentAffordable
	HousingFundLoanDownPaymentAided
	HousingFundLoanPriceBasisNew
	HousingFundLoanPriceBasisUsed
	HousingFundLoanIncomeRatio
	HousingFundLoanBaseRule
	HousingFundLoanBalanceMinMultiple
	HousingFundLoanBalanceMultiple
	HousingFundLoanBalanceLink
	HousingFundLoanAmountRule
	HousingFundLoanCoefficientMonths6To12
	HousingFundLoanCoefficientMonths12To24
	HousingFundLoanCoefficientMonths24To36
	HousingFundLoanCoefficientMonths36To60
	HousingFundLoanCoefficientMonths60Up
	HousingFundLoanCoefficientUpperClosed
	HousingFundLoanResultRounding
	HousingFundLoanTermMin
	HousingFundLoanTermMax
	HousingFundLoanRepaymentDay

	// What the insurances share. tier2 and tier3 are Hubei's lower wage tiers.
	InsuranceBaseFloor
	InsuranceBaseCeiling
	InsuranceBaseFloorTier2
	InsuranceBaseCeilingTier2
	InsuranceBaseFloorTier3
	InsuranceBaseCeilingTier3
	InsuranceWageAverage
	InsuranceWageAverageTier2
	InsuranceWageAverageTier3
	InsuranceWageAverageExecutionYear
	InsuranceRounding
	InsuranceRegisterDeadline
	InsuranceRegisterReview
	InsuranceEmployeeRegisterDeadline
	InsuranceDeclarationRule
	InsuranceUndeclaredBase
	InsuranceLateFeeDaily
	InsuranceLatePaymentFineMinMultiple
	InsuranceLatePaymentFineMaxMultiple
	InsuranceFineNotRegisteredMinMultiple
	InsuranceFineNotRegisteredMaxMultiple
	InsuranceFineNotRegisteredPersonMin
	InsuranceFineNotRegisteredPersonMax
	InsuranceFlexibleEligibilityAgeMin
	InsuranceFlexibleEligibilityAgeBelowMale
	InsuranceFlexibleEligibilityAgeBelowFemale
	InsuranceFlexibleEligibilityAgeBelowAfterReform
	InsuranceFlexibleEligibilityHousehold
	InsuranceFlexibleEligibilityWorkForms
	InsuranceFlexibleRegistrationDecisionMin
	InsuranceFlexibleRegistrationDecisionMax
	InsuranceFlexibleBaseRangeMin
	InsuranceFlexibleBaseRangeMax

	// Pension: contributions of employees.
	PensionBaseFloor
	PensionBaseCeiling
	PensionRateEmployer
	PensionRateEmployee
	PensionRateEmployerMaxCutTo
	PensionWageAverage
	PensionWageAverageAnnual

	// Pension: flexible workers. The bases of tiers 1 to 5 are in sequence.
	PensionFlexibleRateTotal
	PensionFlexibleRatePersonalAccount
	PensionFlexibleTierCount
	PensionFlexibleTier1Base
	PensionFlexibleTier2Base
	PensionFlexibleTier3Base
	PensionFlexibleTier4Base
	PensionFlexibleTier5Base

	// Pension: what is paid back. The payout months of ages 40 to 70 are in sequence.
	PensionContributionMonthsMin
	PensionBenefitBase
	PensionBenefitBasicFormula
	PensionBenefitAccountFormula
	PensionTransitionCoefficient
	PensionAccountStart
	PensionAccountShare
	PensionAccountInterestRule
	PensionAccountRecordRate
	PensionAccountRecordRateRule
	PensionPayoutMonthsAge40
	PensionPayoutMonthsAge41
	PensionPayoutMonthsAge42
	PensionPayoutMonthsAge43
	PensionPayoutMonthsAge44
	PensionPayoutMonthsAge45
	PensionPayoutMonthsAge46
	PensionPayoutMonthsAge47
	PensionPayoutMonthsAge48
	PensionPayoutMonthsAge49
	PensionPayoutMonthsAge50
	PensionPayoutMonthsAge51
	PensionPayoutMonthsAge52
	PensionPayoutMonthsAge53
	PensionPayoutMonthsAge54
	PensionPayoutMonthsAge55
	PensionPayoutMonthsAge56
	PensionPayoutMonthsAge57
	PensionPayoutMonthsAge58
	PensionPayoutMonthsAge59
	PensionPayoutMonthsAge60
	PensionPayoutMonthsAge61
	PensionPayoutMonthsAge62
	PensionPayoutMonthsAge63
	PensionPayoutMonthsAge64
	PensionPayoutMonthsAge65
	PensionPayoutMonthsAge66
	PensionPayoutMonthsAge67
	PensionPayoutMonthsAge68
	PensionPayoutMonthsAge69
	PensionPayoutMonthsAge70
	PensionPayoutMonthsPartYearRule

	// Medical insurance.
	MedicalBaseFloor
	MedicalBaseCeiling
	MedicalBaseRange
	MedicalRateEmployer
	MedicalRateEmployee
	MedicalRateLargeMedical
	MedicalRateEmployeeLargeMedical
	MedicalAmountEmployeeLargeMedical
	MedicalAmountEmployeeLargeMedicalYearly
	MedicalFlexibleRate
	MedicalFlexibleBase
	MedicalFlexibleBaseRule
	MedicalFlexibleTier
	MedicalFlexibleTier5Base

	// Unemployment insurance.
	UnemploymentBaseFloor
	UnemploymentBaseCeiling
	UnemploymentRateEmployer
	UnemploymentRateEmployee
	UnemploymentRateTotal
	UnemploymentBenefitMaxInsured1To5y
	UnemploymentBenefitMaxInsured5To10y
	UnemploymentBenefitMaxInsured10yUp

	// Work-injury insurance. The rates of industry classes 1 to 8 are in sequence.
	WorkInjuryBaseFloor
	WorkInjuryBaseCeiling
	WorkInjuryRateClass1
	WorkInjuryRateClass2
	WorkInjuryRateClass3
	WorkInjuryRateClass4
	WorkInjuryRateClass5
	WorkInjuryRateClass6
	WorkInjuryRateClass7
	WorkInjuryRateClass8
	WorkInjuryRateMax
	WorkInjuryRateEmployee
	WorkInjuryRateCutFund18To23Months
	WorkInjuryRateCutFund24MonthsUp

	// Maternity insurance.
	MaternityBaseFloor
	MaternityBaseCeiling
	MaternityRateEmployer
	MaternityRateEmployee

	// Income tax. Each bracket is upper, rate, quick deduction; brackets 1 to 7 are in sequence.
	TaxAnnualBracket1Upper
	TaxAnnualBracket1Rate
	TaxAnnualBracket1QuickDeduction
	TaxAnnualBracket2Upper
	TaxAnnualBracket2Rate
	TaxAnnualBracket2QuickDeduction
	TaxAnnualBracket3Upper
	TaxAnnualBracket3Rate
	TaxAnnualBracket3QuickDeduction
	TaxAnnualBracket4Upper
	TaxAnnualBracket4Rate
	TaxAnnualBracket4QuickDeduction
	TaxAnnualBracket5Upper
	TaxAnnualBracket5Rate
	TaxAnnualBracket5QuickDeduction
	TaxAnnualBracket6Upper
	TaxAnnualBracket6Rate
	TaxAnnualBracket6QuickDeduction
	TaxAnnualBracket7Upper
	TaxAnnualBracket7Rate
	TaxAnnualBracket7QuickDeduction
	TaxMonthlyBracket1Upper
	TaxMonthlyBracket1Rate
	TaxMonthlyBracket1QuickDeduction
	TaxMonthlyBracket2Upper
	TaxMonthlyBracket2Rate
	TaxMonthlyBracket2QuickDeduction
	TaxMonthlyBracket3Upper
	TaxMonthlyBracket3Rate
	TaxMonthlyBracket3QuickDeduction
	TaxMonthlyBracket4Upper
	TaxMonthlyBracket4Rate
	TaxMonthlyBracket4QuickDeduction
	TaxMonthlyBracket5Upper
	TaxMonthlyBracket5Rate
	TaxMonthlyBracket5QuickDeduction
	TaxMonthlyBracket6Upper
	TaxMonthlyBracket6Rate
	TaxMonthlyBracket6QuickDeduction
	TaxMonthlyBracket7Upper
	TaxMonthlyBracket7Rate
	TaxMonthlyBracket7QuickDeduction
	TaxWithholdingFormula
	TaxWithholdingFullYearDeduction
	TaxWithholdingFirstIncome
	TaxBonusSeparateEnd
	TaxDeductionStandard
	TaxDeductionStandardAnnual
	TaxDeductionChildEducation
	TaxDeductionInfantCare
	TaxDeductionElderlyOnlyChild
	TaxDeductionElderlySharedMax
	TaxDeductionContinuingEducation
	TaxDeductionCertificate
	TaxDeductionSeriousIllnessThreshold
	TaxDeductionSeriousIllnessMax
	TaxDeductionMortgageInterest
	TaxDeductionRent
	TaxDeductionRentClass1
	TaxDeductionRentClass2
	TaxDeductionRentClass3
	TaxDeductionFundExempt
	TaxDeductionFundCapBaseMultiple
	TaxDeductionFundCapRate
	TaxDeductionFundAndInsuranceNonResident

	// Retirement. Each track (male, female55, female50) is original age, target age, step, greatest delay, first birth month affected, birth month of the full age, in sequence.
	RetirementAgeMaleOriginal
	RetirementAgeMaleTarget
	RetirementStepMale
	RetirementDelayMaleMax
	RetirementBirthMaleFirstAffected
	RetirementBirthMaleFullAgeFrom
	RetirementAgeFemale55Original
	RetirementAgeFemale55Target
	RetirementStepFemale55
	RetirementDelayFemale55Max
	RetirementBirthFemale55FirstAffected
	RetirementBirthFemale55FullAgeFrom
	RetirementAgeFemale50Original
	RetirementAgeFemale50Target
	RetirementStepFemale50
	RetirementDelayFemale50Max
	RetirementBirthFemale50FirstAffected
	RetirementBirthFemale50FullAgeFrom
	RetirementDelayFormula
	RetirementFlexibleEarlyMax
	RetirementFlexibleLateMax

	// Minimum wages, by class of area.
	WageMinimumTier1
	WageMinimumTier2
	WageMinimumTier3
)

// sane is the range a literal of a unit may lie in: wide enough for any place and any year, narrow enough to catch a lost decimal point
// or a rate written as a number of percents. Figures that hold anywhere are in data, never here.
func (u Unit) sane() (lo, hi int64) {
	const yuan, whole = 100, 1_000_000
	switch u {
	case YuanMonth:
		return 0, 1_000_000 * yuan
	case YuanYear, Yuan:
		return 0, 10_000_000 * yuan
	case Fraction:
		return 0, whole
	case FractionYear:
		return 0, whole / 5
	case FractionDay:
		return 0, whole / 100
	case Times:
		return 0, 100 * whole
	case Months:
		return 0, 600
	case Days, Workdays:
		return 0, 366
	case Years:
		return 0, 120
	case Count:
		return 0, 100
	case DayOfMonth:
		return 1, 31
	}
	return 0, 0
}

// within narrows the sane range.
func (s Spec) within(lo, hi int64) Spec {
	s.Min, s.Max = lo, hi
	return s
}

func spec(id string, scheme Scheme, unit Unit, zh, en string) Spec {
	lo, hi := unit.sane()
	return Spec{ID: id, Scheme: scheme, Unit: unit, Min: lo, Max: hi, Name: lang.Text{ZH: zh, EN: en}}
}

var specs = [...]Spec{
	// Housing fund: the contribution of employees.
	HousingFundContributorsAbsenceMax:            spec("housing_fund.contributors.absence.max", HousingFund, Months, "带薪缺勤仍缴存的最长月数", "longest paid absence that still counts"),
	HousingFundBaseFloor:                         spec("housing_fund.base.floor", HousingFund, YuanMonth, "住房公积金缴存基数下限", "housing-fund base floor"),
	HousingFundBaseCeiling:                       spec("housing_fund.base.ceiling", HousingFund, YuanMonth, "住房公积金缴存基数上限", "housing-fund base ceiling"),
	HousingFundBaseFloorRule:                     spec("housing_fund.base.floor.rule", HousingFund, Text, "住房公积金缴存基数下限的规定", "rule of the housing-fund base floor"),
	HousingFundBaseCeilingRule:                   spec("housing_fund.base.ceiling.rule", HousingFund, Text, "住房公积金缴存基数上限的规定", "rule of the housing-fund base ceiling"),
	HousingFundBaseAdjustDate:                    spec("housing_fund.base.adjust.date", HousingFund, MonthDay, "住房公积金缴存基数调整日", "day on which the housing-fund base is adjusted"),
	HousingFundBaseRecalculationDate:             spec("housing_fund.base.recalculation.date", HousingFund, MonthDay, "单位重新测算缴存额的截止日", "day by which employers recalculate the amounts"),
	HousingFundRateMin:                           spec("housing_fund.rate.min", HousingFund, Fraction, "住房公积金缴存比例下限（单边）", "lowest housing-fund rate (each side)"),
	HousingFundRateMax:                           spec("housing_fund.rate.max", HousingFund, Fraction, "住房公积金缴存比例上限（单边）", "highest housing-fund rate (each side)"),
	HousingFundRateMaxRule:                       spec("housing_fund.rate.max.rule", HousingFund, Text, "住房公积金缴存比例上限的规定", "rule of the highest housing-fund rate"),
	HousingFundRateStep:                          spec("housing_fund.rate.step", HousingFund, Fraction, "住房公积金缴存比例的级差", "step of the housing-fund rate"),
	HousingFundRateEqual:                         spec("housing_fund.rate.equal", HousingFund, Flag, "单位与职工缴存比例须一致", "employer and employee rates must be equal"),
	HousingFundRateMinNonEnterprise:              spec("housing_fund.rate.min.non_enterprise", HousingFund, Fraction, "非企业单位住房公积金缴存比例下限", "lowest housing-fund rate of employers that are no enterprises"),
	HousingFundRateMaxNonEnterprise:              spec("housing_fund.rate.max.non_enterprise", HousingFund, Fraction, "非企业单位住房公积金缴存比例上限", "highest housing-fund rate of employers that are no enterprises"),
	HousingFundRateReductionRule:                 spec("housing_fund.rate.reduction.rule", HousingFund, Text, "降低比例或缓缴的条件", "condition of a lower rate or a deferral"),
	HousingFundRateReductionMaxDuration:          spec("housing_fund.rate.reduction.max_duration", HousingFund, Months, "降低比例或缓缴的最长期限", "longest lower rate or deferral"),
	HousingFundRateReductionApproval:             spec("housing_fund.rate.reduction.approval", HousingFund, Workdays, "降低比例或缓缴的审批时限", "time to decide on a lower rate or a deferral"),
	HousingFundRounding:                          spec("housing_fund.rounding", HousingFund, RoundingUnit, "住房公积金缴存额取整方式", "rounding of housing-fund amounts"),
	HousingFundAmountRule:                        spec("housing_fund.amount.rule", HousingFund, Text, "住房公积金月缴存额的计算", "rule of the monthly housing-fund amount"),
	HousingFundAmountRuleEmployer:                spec("housing_fund.amount.rule.employer", HousingFund, Text, "单位月缴存额的计算", "rule of the employer share"),
	HousingFundAmountRuleEmployee:                spec("housing_fund.amount.rule.employee", HousingFund, Text, "职工月缴存额的计算", "rule of the employee share"),
	HousingFundAmountJointFloor:                  spec("housing_fund.amount.joint.floor", HousingFund, YuanMonth, "住房公积金月缴存额下限（单位与个人合计）", "lowest monthly housing-fund amount (both sides)"),
	HousingFundAmountJointCap:                    spec("housing_fund.amount.joint.cap", HousingFund, YuanMonth, "住房公积金月缴存额上限（单位与个人合计）", "highest monthly housing-fund amount (both sides)"),
	HousingFundContributionFirstMonthNewWorker:   spec("housing_fund.contribution.first_month.new_worker", HousingFund, Text, "新参加工作职工的起缴月份和基数", "first month and base of a new worker"),
	HousingFundContributionFirstMonthTransferred: spec("housing_fund.contribution.first_month.transferred", HousingFund, Text, "新调入职工的起缴月份和基数", "first month and base of a transferred employee"),

	// Housing fund: deadlines, fines, the regulation itself.
	HousingFundRegulationVersion:               spec("housing_fund.regulation.version", HousingFund, Text, "现行《住房公积金管理条例》的公布令", "order by which the Regulations in force were issued"),
	HousingFundRegisterDeadline:                spec("housing_fund.register.deadline", HousingFund, Days, "单位缴存登记期限", "time for an employer to register"),
	HousingFundAccountOpenDeadline:             spec("housing_fund.account.open.deadline", HousingFund, Days, "账户设立期限", "time to open the accounts"),
	HousingFundAccountOpenDeadlineNewHire:      spec("housing_fund.account.open.deadline.new_hire", HousingFund, Days, "新录用职工账户设立期限", "time to open a new hire's account"),
	HousingFundAccountChangeDeadlineLeaver:     spec("housing_fund.account.change.deadline.leaver", HousingFund, Days, "职工离职变更登记期限", "time to report a leaver"),
	HousingFundAccountSealDeadline:             spec("housing_fund.account.seal.deadline", HousingFund, Days, "终止劳动关系后封存期限", "time to seal an account after the end of employment"),
	HousingFundDetailsChangeDeadline:           spec("housing_fund.details.change.deadline", HousingFund, Days, "登记信息变更期限", "time to report changed details"),
	HousingFundKeyTokenDeadline:                spec("housing_fund.key_token.deadline", HousingFund, Workdays, "网上业务U盾寄送期限", "time in which the key token of the online service is posted"),
	HousingFundRemitDeadline:                   spec("housing_fund.remit.deadline", HousingFund, Days, "发薪后汇缴期限", "time to remit after payday"),
	HousingFundRemitDay:                        spec("housing_fund.remit.day", HousingFund, DayOfMonth, "每月汇缴日", "day of the month by which to remit"),
	HousingFundLatePaymentSanction:             spec("housing_fund.late_payment.sanction", HousingFund, Text, "逾期不缴或少缴的处理", "sanction for late or short payment"),
	HousingFundFineNoRegistrationMin:           spec("housing_fund.fine.no_registration.min", HousingFund, Yuan, "不办理登记或不设账户的罚款下限", "lowest fine for not registering or not opening accounts"),
	HousingFundFineNoRegistrationMax:           spec("housing_fund.fine.no_registration.max", HousingFund, Yuan, "不办理登记或不设账户的罚款上限", "highest fine for not registering or not opening accounts"),
	HousingFundFineRefusingInspectionUnitMin:   spec("housing_fund.fine.refusing_inspection.unit.min", HousingFund, Yuan, "拒绝检查的罚款下限（单位）", "lowest fine for refusing inspection (employer)"),
	HousingFundFineRefusingInspectionUnitMax:   spec("housing_fund.fine.refusing_inspection.unit.max", HousingFund, Yuan, "拒绝检查的罚款上限（单位）", "highest fine for refusing inspection (employer)"),
	HousingFundFineRefusingInspectionPersonMin: spec("housing_fund.fine.refusing_inspection.person.min", HousingFund, Yuan, "拒绝检查的罚款下限（责任人）", "lowest fine for refusing inspection (person responsible)"),
	HousingFundFineRefusingInspectionPersonMax: spec("housing_fund.fine.refusing_inspection.person.max", HousingFund, Yuan, "拒绝检查的罚款上限（责任人）", "highest fine for refusing inspection (person responsible)"),
	HousingFundBanFalseWithdrawal:              spec("housing_fund.ban.false_withdrawal", HousingFund, Years, "骗提住房公积金的禁止年限", "ban after a fraudulent withdrawal"),
	HousingFundBanFalseLoan:                    spec("housing_fund.ban.false_loan", HousingFund, Years, "骗贷住房公积金的禁止年限", "ban after a fraudulent loan"),
	HousingFundRecognitionNational:             spec("housing_fund.recognition.national", HousingFund, Flag, "缴存情况全国互认", "contributions are recognised nationwide"),

	// Housing fund: interest and withdrawal.
	HousingFundInterestDepositRate:                      spec("housing_fund.interest.deposit.rate", HousingFund, FractionYear, "住房公积金存款利率", "housing-fund deposit rate"),
	HousingFundInterestDepositRateThisYear:              spec("housing_fund.interest.deposit.rate.this_year", HousingFund, FractionYear, "当年归集住房公积金存款利率", "deposit rate of this year's contributions"),
	HousingFundInterestDepositRateCarriedOver:           spec("housing_fund.interest.deposit.rate.carried_over", HousingFund, FractionYear, "上年结转住房公积金存款利率", "deposit rate of the balance carried over"),
	HousingFundInterestDayCount:                         spec("housing_fund.interest.day_count", HousingFund, Text, "住房公积金计息天数方法", "day count of housing-fund interest"),
	HousingFundInterestStart:                            spec("housing_fund.interest.start", HousingFund, Text, "住房公积金起息日", "day from which housing-fund interest runs"),
	HousingFundInterestYearStart:                        spec("housing_fund.interest.year.start", HousingFund, MonthDay, "结息年度起始日", "first day of the interest year"),
	HousingFundInterestSettlementDate:                   spec("housing_fund.interest.settlement.date", HousingFund, MonthDay, "结息日", "settlement day of interest"),
	HousingFundInterestCreditingDate:                    spec("housing_fund.interest.crediting.date", HousingFund, MonthDay, "利息入账日", "day on which interest is credited"),
	HousingFundInterestCapitalised:                      spec("housing_fund.interest.capitalised", HousingFund, Flag, "利息并入本金", "interest joins the principal"),
	HousingFundWithdrawalKinds:                          spec("housing_fund.withdrawal.kinds", HousingFund, Count, "提取情形数", "kinds of withdrawal"),
	HousingFundWithdrawalDecisionDeadline:               spec("housing_fund.withdrawal.decision.deadline", HousingFund, Days, "提取申请决定期限", "time to decide on a withdrawal"),
	HousingFundWithdrawalRentIncomeRatio:                spec("housing_fund.withdrawal.rent.income_ratio", HousingFund, Text, "租房提取的收入比例条件", "income condition of a withdrawal for rent"),
	HousingFundWithdrawalRentMaxSingle:                  spec("housing_fund.withdrawal.rent.max.single", HousingFund, YuanYear, "租房提取年度上限（单身）", "yearly limit of a withdrawal for rent (single)"),
	HousingFundWithdrawalRentMaxCouple:                  spec("housing_fund.withdrawal.rent.max.couple", HousingFund, YuanYear, "租房提取年度上限（夫妻）", "yearly limit of a withdrawal for rent (couple)"),
	HousingFundWithdrawalRentMaxPerson:                  spec("housing_fund.withdrawal.rent.max.person", HousingFund, YuanYear, "租房提取年度上限（每人）", "yearly limit of a withdrawal for rent (each person)"),
	HousingFundWithdrawalRentMaxPersonMultiChild:        spec("housing_fund.withdrawal.rent.max.person.multi_child", HousingFund, YuanYear, "多子女家庭租房提取年度上限（每人）", "yearly limit of a withdrawal for rent (each person, multi-child family)"),
	HousingFundWithdrawalRentMaxPersonMonthly:           spec("housing_fund.withdrawal.rent.max.person.monthly", HousingFund, YuanMonth, "租房提取月度上限（每人）", "monthly limit of a withdrawal for rent (each person)"),
	HousingFundWithdrawalRentMaxPersonMultiChildMonthly: spec("housing_fund.withdrawal.rent.max.person.multi_child.monthly", HousingFund, YuanMonth, "多子女家庭租房提取月度上限（每人）", "monthly limit of a withdrawal for rent (each person, multi-child family)"),

	// Housing fund of flexible workers: who, how much, when.
	HousingFundFlexibleAllowed:                     spec("housing_fund.flexible.allowed", HousingFund, Flag, "灵活就业人员可自愿缴存", "flexible workers may contribute"),
	HousingFundFlexibleEligibilityRule:             spec("housing_fund.flexible.eligibility.rule", HousingFund, Text, "灵活就业人员缴存的规定", "rule on flexible workers' contributions"),
	HousingFundFlexibleEligibilityPersons:          spec("housing_fund.flexible.eligibility.persons", HousingFund, Text, "可缴存的灵活就业人员", "flexible workers who may contribute"),
	HousingFundFlexibleEligibilityAgeMin:           spec("housing_fund.flexible.eligibility.age.min", HousingFund, Years, "灵活就业缴存最低年龄", "lowest age of flexible contributions"),
	HousingFundFlexibleEligibilityAgeMax:           spec("housing_fund.flexible.eligibility.age.max", HousingFund, Years, "灵活就业缴存最高年龄", "highest age of flexible contributions"),
	HousingFundFlexibleEligibilityAgeBelowMale:     spec("housing_fund.flexible.eligibility.age.below.male", HousingFund, Years, "灵活就业缴存年龄上限（男，不含）", "age below which men may contribute"),
	HousingFundFlexibleEligibilityAgeBelowFemale:   spec("housing_fund.flexible.eligibility.age.below.female", HousingFund, Years, "灵活就业缴存年龄上限（女，不含）", "age below which women may contribute"),
	HousingFundFlexibleEligibilityResidence:        spec("housing_fund.flexible.eligibility.residence", HousingFund, Text, "灵活就业缴存的户籍条件", "residence condition of flexible contributions"),
	HousingFundFlexibleEligibilityPensionMonthsMin: spec("housing_fund.flexible.eligibility.pension_months.min", HousingFund, Months, "灵活就业缴存须连续缴纳养老保险的月数", "consecutive pension months needed for flexible contributions"),
	HousingFundFlexibleReferenceWage:               spec("housing_fund.flexible.reference_wage", HousingFund, YuanMonth, "灵活就业缴存基数的参考工资", "reference wage of the flexible base"),
	HousingFundFlexibleBaseWageBasis:               spec("housing_fund.flexible.base.wage_basis", HousingFund, Text, "灵活就业缴存基数参考工资的口径", "definition of the flexible reference wage"),
	HousingFundFlexibleBaseFloor:                   spec("housing_fund.flexible.base.floor", HousingFund, YuanMonth, "灵活就业缴存基数下限", "flexible base floor"),
	HousingFundFlexibleBaseCeiling:                 spec("housing_fund.flexible.base.ceiling", HousingFund, YuanMonth, "灵活就业缴存基数上限", "flexible base ceiling"),
	HousingFundFlexibleBaseFloorRatio:              spec("housing_fund.flexible.base.floor.ratio", HousingFund, Times, "灵活就业缴存基数下限与参考工资之比", "flexible base floor as a multiple of the reference wage"),
	HousingFundFlexibleBaseCeilingRatio:            spec("housing_fund.flexible.base.ceiling.ratio", HousingFund, Times, "灵活就业缴存基数上限与参考工资之比", "flexible base ceiling as a multiple of the reference wage"),
	HousingFundFlexibleBaseChangeWindow:            spec("housing_fund.flexible.base.change.window", HousingFund, Text, "灵活就业缴存基数变更申请期", "window to change the flexible base"),
	HousingFundFlexibleBaseChangeWindowOpens:       spec("housing_fund.flexible.base.change.window.opens", HousingFund, MonthDay, "灵活就业缴存基数变更申请期首日", "first day of the window to change the flexible base"),
	HousingFundFlexibleBaseChangeWindowCloses:      spec("housing_fund.flexible.base.change.window.closes", HousingFund, MonthDay, "灵活就业缴存基数变更申请期末日", "last day of the window to change the flexible base"),
	HousingFundFlexibleYearStart:                   spec("housing_fund.flexible.year.start", HousingFund, MonthDay, "灵活就业缴存年度起始日", "first day of the flexible fund year"),
	HousingFundFlexibleRateTotal:                   spec("housing_fund.flexible.rate.total", HousingFund, Fraction, "灵活就业住房公积金缴存比例", "housing-fund rate of flexible workers"),
	HousingFundFlexibleRateTotalMin:                spec("housing_fund.flexible.rate.total.min", HousingFund, Fraction, "灵活就业住房公积金缴存比例下限", "lowest housing-fund rate of flexible workers"),
	HousingFundFlexibleRateTotalMax:                spec("housing_fund.flexible.rate.total.max", HousingFund, Fraction, "灵活就业住房公积金缴存比例上限", "highest housing-fund rate of flexible workers"),
	HousingFundFlexibleAmountFloor:                 spec("housing_fund.flexible.amount.floor", HousingFund, YuanMonth, "灵活就业月缴存额下限", "lowest flexible monthly amount"),
	HousingFundFlexibleAmountCeiling:               spec("housing_fund.flexible.amount.ceiling", HousingFund, YuanMonth, "灵活就业月缴存额上限", "highest flexible monthly amount"),
	HousingFundFlexibleBoundsUsed:                  spec("housing_fund.flexible.bounds.used", HousingFund, Text, "灵活就业缴存额所用的上下限", "bounds that flexible amounts keep to"),
	HousingFundFlexibleContributionFirstMonth:      spec("housing_fund.flexible.contribution.first_month", HousingFund, Months, "开户后起缴间隔月数", "months from opening to the first contribution"),
	HousingFundFlexibleRegistrationDeadline:        spec("housing_fund.flexible.registration.deadline", HousingFund, Workdays, "灵活就业缴存登记办理期限", "time to register a flexible worker"),
	HousingFundFlexibleTaxDeductible:               spec("housing_fund.flexible.tax.deductible", HousingFund, Flag, "灵活就业缴存额税前扣除", "flexible contributions are tax-deductible"),

	// Housing fund of flexible workers: payment, account, interest.
	HousingFundFlexibleDebitDay:                             spec("housing_fund.flexible.debit.day", HousingFund, DayOfMonth, "灵活就业扣款日", "debit day of flexible contributions"),
	HousingFundFlexibleRemitDay:                             spec("housing_fund.flexible.remit.day", HousingFund, DayOfMonth, "灵活就业每月缴存截止日", "day of the month by which flexible workers pay"),
	HousingFundFlexibleModeLumpSumMinMultiple:               spec("housing_fund.flexible.mode.lump_sum.min_multiple", HousingFund, Times, "一次性缴存最低额（月下限的倍数）", "lowest lump sum, as a multiple of the monthly floor"),
	HousingFundFlexibleModeLumpSumMaxMultiple:               spec("housing_fund.flexible.mode.lump_sum.max_multiple", HousingFund, Times, "一次性缴存最高额（月上限的倍数）", "highest lump sum, as a multiple of the monthly ceiling"),
	HousingFundFlexibleModeFreePaymentMin:                   spec("housing_fund.flexible.mode.free.payment.min", HousingFund, Text, "自由缴存每次最低额", "lowest free payment"),
	HousingFundFlexibleModeFreeMonthTotalMax:                spec("housing_fund.flexible.mode.free.month_total.max", HousingFund, Text, "自由缴存每月合计上限", "highest total of free payments in a month"),
	HousingFundFlexibleModeDebitDay:                         spec("housing_fund.flexible.mode.debit.day", HousingFund, DayOfMonth, "按月代扣扣款日", "debit day of the monthly mode"),
	HousingFundFlexibleModeDebitAmountRange:                 spec("housing_fund.flexible.mode.debit.amount.range", HousingFund, Text, "按月代扣金额范围", "range of the monthly debit"),
	HousingFundFlexibleModeDebitFirstMonthIfSignedFromDay10: spec("housing_fund.flexible.mode.debit.first_month_if_signed_from_day_10", HousingFund, Months, "10日及以后签约的首次扣款间隔月数", "months to the first debit when signed from the 10th on"),
	HousingFundFlexibleModeDebitPartial:                     spec("housing_fund.flexible.mode.debit.partial", HousingFund, Flag, "余额不足时部分扣款", "partial debit when the card balance is short"),
	HousingFundFlexibleAmountChangeIfUnpaid:                 spec("housing_fund.flexible.amount.change.if_unpaid", HousingFund, Months, "当月未缴存时新月缴存额生效间隔月数", "months until a new amount holds, this month unpaid"),
	HousingFundFlexibleAmountChangeIfPaid:                   spec("housing_fund.flexible.amount.change.if_paid", HousingFund, Months, "当月已缴存时新月缴存额生效间隔月数", "months until a new amount holds, this month paid"),
	HousingFundFlexibleArrearsOrder:                         spec("housing_fund.flexible.arrears.order", HousingFund, Text, "补缴次序", "order of back-payment"),
	HousingFundFlexibleArrearsSealAbove:                     spec("housing_fund.flexible.arrears.seal.above", HousingFund, Months, "欠缴超过该月数即封存", "months in arrears above which the account is sealed"),
	HousingFundFlexibleArrearsReset:                         spec("housing_fund.flexible.arrears.reset", HousingFund, Months, "停缴达到该月数则连续时间重新计算", "months of a stop that restart the continuous time"),
	HousingFundFlexibleAccountActiveMax:                     spec("housing_fund.flexible.account.active.max", HousingFund, Count, "有效缴存账户数上限", "accounts in use at one time"),
	HousingFundFlexibleAccountSealedRule:                    spec("housing_fund.flexible.account.sealed.rule", HousingFund, Text, "封存账户补缴的规定", "rule on back-payment of a sealed account"),
	HousingFundFlexibleAccountReopenWait:                    spec("housing_fund.flexible.account.reopen.wait", HousingFund, Months, "再次开户等待月数", "months to wait before opening again"),
	HousingFundFlexibleAgreementLapse:                       spec("housing_fund.flexible.agreement.lapse", HousingFund, Months, "协议失效月数", "months after which an unused agreement lapses"),
	HousingFundFlexibleTransferInMonthsMin:                  spec("housing_fund.flexible.transfer_in.months.min", HousingFund, Months, "转入前须缴存月数", "months of contributions before a transfer in"),
	HousingFundFlexibleInterestStart:                        spec("housing_fund.flexible.interest.start", HousingFund, Text, "灵活就业起息日", "day from which flexible interest runs"),
	HousingFundFlexibleInterestSubsidyRate:                  spec("housing_fund.flexible.interest.subsidy.rate", HousingFund, Fraction, "灵活就业利息补贴比例", "interest subsidy of flexible accounts"),
	HousingFundFlexibleWithdrawalCondition:                  spec("housing_fund.flexible.withdrawal.condition", HousingFund, Text, "灵活就业提取条件", "condition of a flexible withdrawal"),
	HousingFundFlexibleWithdrawalPartialMinRemaining:        spec("housing_fund.flexible.withdrawal.partial.min_remaining", HousingFund, Yuan, "部分提取后最低留存额", "least balance after a partial withdrawal"),
	HousingFundFlexibleServiceHours:                         spec("housing_fund.flexible.service.hours", HousingFund, Text, "自主缴存和提取的办理时间", "hours of self-contribution and withdrawal"),

	// Loans of flexible workers. months_a_b and age_a_b: the note says which end is closed.
	HousingFundFlexibleLoanType:                    spec("housing_fund.flexible.loan.type", HousingFund, Text, "灵活就业贷款种类", "kind of loan to flexible workers"),
	HousingFundFlexibleLoanFirstHomeOnly:           spec("housing_fund.flexible.loan.first_home_only", HousingFund, Flag, "仅限首套住房", "first home only"),
	HousingFundFlexibleLoanAgeMin:                  spec("housing_fund.flexible.loan.age.min", HousingFund, Years, "灵活就业贷款最低年龄", "lowest age of a flexible borrower"),
	HousingFundFlexibleLoanAgeBelowMale:            spec("housing_fund.flexible.loan.age.below.male", HousingFund, Years, "灵活就业贷款年龄上限（男，不含）", "age below which men may borrow"),
	HousingFundFlexibleLoanAgeBelowFemale:          spec("housing_fund.flexible.loan.age.below.female", HousingFund, Years, "灵活就业贷款年龄上限（女，不含）", "age below which women may borrow"),
	HousingFundFlexibleLoanMonthsMin:               spec("housing_fund.flexible.loan.months.min", HousingFund, Months, "灵活就业贷款须按时足额缴存月数", "months paid on time and in full before a loan"),
	HousingFundFlexibleLoanMonthsRule:              spec("housing_fund.flexible.loan.months.rule", HousingFund, Text, "灵活就业贷款缴存月数的计算", "how the months of contributions are counted"),
	HousingFundFlexibleLoanMonthsDays:              spec("housing_fund.flexible.loan.months.days", HousingFund, Days, "灵活就业贷款缴存月数按多少天计一个月", "days that make one month of contributions of a flexible borrower").within(1, 366),
	HousingFundFlexibleLoanAccountMonthsMin:        spec("housing_fund.flexible.loan.account_months.min", HousingFund, Months, "灵活就业贷款须开户月数（含）", "months since opening before a loan (included)"),
	HousingFundFlexibleLoanAccountMonthsAbove:      spec("housing_fund.flexible.loan.account_months.above", HousingFund, Months, "灵活就业贷款须开户月数（不含）", "months since opening before a loan (excluded)"),
	HousingFundFlexibleLoanContractAgeMax:          spec("housing_fund.flexible.loan.contract_age.max", HousingFund, Months, "购房合同最长时间", "greatest age of the purchase contract"),
	HousingFundFlexibleLoanNoWithdrawal:            spec("housing_fund.flexible.loan.no_withdrawal", HousingFund, Months, "贷款前不得提取的月数", "months without withdrawal before a loan"),
	HousingFundFlexibleLoanBalanceMinRatio:         spec("housing_fund.flexible.loan.balance.min_ratio", HousingFund, Fraction, "账户余额与贷款额之比下限", "least balance as a share of the loan").within(1, 1000000),
	HousingFundFlexibleLoanRetainedMinRatio:        spec("housing_fund.flexible.loan.retained.min_ratio", HousingFund, Fraction, "还清前留存余额与贷款额之比下限", "least balance kept until repayment, as a share of the loan"),
	HousingFundFlexibleLoanAverageDailyBalance:     spec("housing_fund.flexible.loan.average_daily_balance", HousingFund, Text, "日均余额的计算", "how the average daily balance is taken"),
	HousingFundFlexibleLoanBalanceMultiple:         spec("housing_fund.flexible.loan.balance_multiple", HousingFund, Times, "贷款额与日均余额的倍数", "quota as a multiple of the average daily balance"),
	HousingFundFlexibleLoanCoefficientMonths12To24: spec("housing_fund.flexible.loan.coefficient.months_12_24", HousingFund, Times, "缴存时间系数（12至24个月）", "contribution-time coefficient, 12 to 24 months"),
	HousingFundFlexibleLoanCoefficientMonths24To36: spec("housing_fund.flexible.loan.coefficient.months_24_36", HousingFund, Times, "缴存时间系数（24至36个月）", "contribution-time coefficient, 24 to 36 months"),
	HousingFundFlexibleLoanCoefficientMonths36To48: spec("housing_fund.flexible.loan.coefficient.months_36_48", HousingFund, Times, "缴存时间系数（36至48个月）", "contribution-time coefficient, 36 to 48 months"),
	HousingFundFlexibleLoanCoefficientMonths48To60: spec("housing_fund.flexible.loan.coefficient.months_48_60", HousingFund, Times, "缴存时间系数（48至60个月）", "contribution-time coefficient, 48 to 60 months"),
	HousingFundFlexibleLoanCoefficientMonths36To60: spec("housing_fund.flexible.loan.coefficient.months_36_60", HousingFund, Times, "缴存时间系数（36至60个月）", "contribution-time coefficient, 36 to 60 months"),
	HousingFundFlexibleLoanCoefficientMonths60Up:   spec("housing_fund.flexible.loan.coefficient.months_60_up", HousingFund, Times, "缴存时间系数（60个月以上）", "contribution-time coefficient, 60 months and more"),
	HousingFundFlexibleLoanCoefficientUpperClosed:  spec("housing_fund.flexible.loan.coefficient.upper_closed", HousingFund, Flag, "灵活就业缴存时间系数分段含上限", "brackets of the flexible worker's coefficient include their upper end"),
	HousingFundFlexibleLoanLtvUsedAge0To10:         spec("housing_fund.flexible.loan.ltv.used.age_0_10", HousingFund, Fraction, "存量房贷款成数（房龄0至10年）", "loan to value, used home of 0 to 10 years"),
	HousingFundFlexibleLoanLtvUsedAge11To20:        spec("housing_fund.flexible.loan.ltv.used.age_11_20", HousingFund, Fraction, "存量房贷款成数（房龄11至20年）", "loan to value, used home of 11 to 20 years"),
	HousingFundFlexibleLoanLtvUsedAge21To30:        spec("housing_fund.flexible.loan.ltv.used.age_21_30", HousingFund, Fraction, "存量房贷款成数（房龄21至30年）", "loan to value, used home of 21 to 30 years"),
	HousingFundFlexibleLoanTermMin:                 spec("housing_fund.flexible.loan.term.min", HousingFund, Years, "灵活就业贷款最短年限", "shortest term of a flexible loan"),
	HousingFundFlexibleLoanTermMax:                 spec("housing_fund.flexible.loan.term.max", HousingFund, Years, "灵活就业贷款最长年限", "longest term of a flexible loan"),
	HousingFundFlexibleLoanTermAfterRetirementMax:  spec("housing_fund.flexible.loan.term.after_retirement.max", HousingFund, Years, "退休后可延长年限", "years a loan may run past retirement"),
	HousingFundFlexibleLoanInterestReset:           spec("housing_fund.flexible.loan.interest.reset", HousingFund, Text, "灵活就业贷款利率调整", "when a flexible loan takes a new rate"),
	HousingFundFlexibleLoanSubsidyStop:             spec("housing_fund.flexible.loan.subsidy.stop", HousingFund, Months, "停止贴息的未缴月数", "months without contribution that stop the subsidy"),

	// Housing-fund loans: rates. le5y: up to five years; gt5y: above five years.
	HousingFundLoanRateFirstLe5y:          spec("housing_fund.loan.rate.first.le5y", HousingFund, FractionYear, "首套住房公积金贷款利率（五年及以下）", "first-home loan rate, up to five years").within(1, 200_000),
	HousingFundLoanRateFirstGt5y:          spec("housing_fund.loan.rate.first.gt5y", HousingFund, FractionYear, "首套住房公积金贷款利率（五年以上）", "first-home loan rate, above five years").within(1, 200_000),
	HousingFundLoanRateSecondLe5y:         spec("housing_fund.loan.rate.second.le5y", HousingFund, FractionYear, "第二套住房公积金贷款利率下限（五年及以下）", "lowest second-home loan rate, up to five years").within(1, 200_000),
	HousingFundLoanRateSecondGt5y:         spec("housing_fund.loan.rate.second.gt5y", HousingFund, FractionYear, "第二套住房公积金贷款利率下限（五年以上）", "lowest second-home loan rate, above five years").within(1, 200_000),
	HousingFundLoanRateChangeNewLoans:     spec("housing_fund.loan.rate.change.new_loans", HousingFund, Day, "利率调整对新贷款的生效日", "day from which new loans take the changed rate"),
	HousingFundLoanRateChangeRunningLoans: spec("housing_fund.loan.rate.change.running_loans", HousingFund, Day, "利率调整对存量贷款的生效日", "day from which running loans take the changed rate"),
	HousingFundLoanRateAuthority:          spec("housing_fund.loan.rate.authority", HousingFund, Text, "存贷款利率的制定权限", "who sets deposit and loan rates"),
	HousingFundLoanInterestReset:          spec("housing_fund.loan.interest.reset", HousingFund, Text, "公积金贷款利率调整", "when a running loan takes a new rate"),
	HousingFundLoanRounding:               spec("housing_fund.loan.rounding", HousingFund, RoundingUnit, "还款额与利息的取整", "rounding of instalments and interest"),
	HousingFundLoanInterestResetDay:       spec("housing_fund.loan.interest.reset.day", HousingFund, MonthDay, "存量贷款执行新利率的日期", "day of the year on which running loans take a new rate").within(101, 1231),
	HousingFundLoanInterestFixedMax:       spec("housing_fund.loan.interest.fixed.max", HousingFund, Months, "执行合同利率不变的最长期限", "longest term that keeps the contract rate"),
	HousingFundLoanDecisionDeadline:       spec("housing_fund.loan.decision.deadline", HousingFund, Days, "贷款申请决定期限", "time to decide on a loan"),

	// Housing-fund loans: who may borrow.
	HousingFundLoanAccountDaysMin:          spec("housing_fund.loan.account_days.min", HousingFund, Days, "贷款须开户天数", "days since opening before a loan"),
	HousingFundLoanMonthsMin:               spec("housing_fund.loan.months.min", HousingFund, Months, "贷款须连续缴存月数", "consecutive months before a loan"),
	HousingFundLoanUnpaidRecentMax:         spec("housing_fund.loan.unpaid_recent.max", HousingFund, Months, "近期允许未缴月数", "unpaid months allowed lately"),
	HousingFundLoanBackPaidContinues:       spec("housing_fund.loan.back_paid.continues", HousingFund, Flag, "补缴的月份不中断连续缴存", "a back-paid month keeps the row of months"),
	HousingFundLoanBackPaidCounts:          spec("housing_fund.loan.back_paid.counts", HousingFund, Flag, "补缴的月份计入所需月数", "a back-paid month is one of the months asked for"),
	HousingFundLoanMissedRestarts:          spec("housing_fund.loan.missed.restarts", HousingFund, Flag, "未补上的月份使连续缴存重新计算", "a month never made good starts the count again"),
	HousingFundLoanLastContribution:        spec("housing_fund.loan.last_contribution", HousingFund, Text, "最近一次缴存的要求", "when the last contribution must have been made"),
	HousingFundLoanRefused:                 spec("housing_fund.loan.refused", HousingFund, Text, "不予贷款的情形", "cases in which no loan is given"),
	HousingFundLoanReliefHomeListedForSale: spec("housing_fund.loan.relief.home_listed_for_sale", HousingFund, Text, "挂牌出售住房不计套数", "relief for a home listed for sale"),
	HousingFundLoanSecondFirstHomeRate:     spec("housing_fund.loan.second.first_home_rate", HousingFund, Text, "第二套住房享受首套利率的人群", "groups whose second home gets the first-home rate"),
	HousingFundLoanUsesMax:                 spec("housing_fund.loan.uses.max", HousingFund, Count, "公积金贷款次数上限", "loans a household may take"),
	HousingFundLoanHomesMax:                spec("housing_fund.loan.homes.max", HousingFund, Count, "贷款后家庭住房套数上限", "homes a household may have, the new one included"),
	HousingFundLoanHomesMaxMultiChild:      spec("housing_fund.loan.homes.max.multi_child", HousingFund, Count, "多子女家庭可多有的住房套数", "homes a multi-child family may have beyond that"),
	HousingFundLoanAgeLimit:                spec("housing_fund.loan.age.limit", HousingFund, Years, "贷款到期最高年龄", "latest age at repayment"),
	HousingFundLoanAgeLimitMale:            spec("housing_fund.loan.age.limit.male", HousingFund, Years, "贷款到期最高年龄（男）", "latest age at repayment, men"),
	HousingFundLoanAgeLimitFemale:          spec("housing_fund.loan.age.limit.female", HousingFund, Years, "贷款到期最高年龄（女）", "latest age at repayment, women"),

	// Housing-fund loans: how much. months_a_b and age_a_b: the note says which end is closed.
	HousingFundLoanMaxSingle:               spec("housing_fund.loan.max.single", HousingFund, Yuan, "贷款最高额度（单人缴存）", "highest loan, one contributor"),
	HousingFundLoanMaxCouple:               spec("housing_fund.loan.max.couple", HousingFund, Yuan, "贷款最高额度（双人缴存）", "highest loan, two contributors"),
	HousingFundLoanMaxHouseholdFirst:       spec("housing_fund.loan.max.household.first", HousingFund, Yuan, "家庭贷款最高额度（首套）", "highest loan of a household, first home"),
	HousingFundLoanMaxHouseholdSecond:      spec("housing_fund.loan.max.household.second", HousingFund, Yuan, "家庭贷款最高额度（第二套）", "highest loan of a household, second home"),
	HousingFundLoanMaxTopTalent:            spec("housing_fund.loan.max.top_talent", HousingFund, Yuan, "高层次人才贷款最高额度", "highest loan of top talents"),
	HousingFundLoanMaxUpliftMultiChild:     spec("housing_fund.loan.max.uplift.multi_child", HousingFund, Fraction, "多子女家庭额度上浮比例", "uplift for multi-child families"),
	HousingFundLoanMaxUpliftListedGroups:   spec("housing_fund.loan.max.uplift.listed_groups", HousingFund, Fraction, "特定人群额度上浮比例", "uplift for listed groups"),
	HousingFundLoanMaxUpliftGreen:          spec("housing_fund.loan.max.uplift.green", HousingFund, Times, "绿色建筑额度倍数", "multiple for green buildings"),
	HousingFundLoanMaxUpliftEach:           spec("housing_fund.loan.max.uplift.each", HousingFund, Yuan, "每项情形增加的额度", "uplift for each circumstance"),
	HousingFundLoanMaxUpliftTwoChildren:    spec("housing_fund.loan.max.uplift.two_children", HousingFund, Yuan, "二孩家庭增加的额度", "uplift for families with two children"),
	HousingFundLoanMaxUpliftThreeChildren:  spec("housing_fund.loan.max.uplift.three_children", HousingFund, Yuan, "三孩家庭增加的额度", "uplift for families with three children"),
	HousingFundLoanMultiChildMin:           spec("housing_fund.loan.multi_child.min", HousingFund, Count, "多子女家庭的子女数", "children that make a multi-child family"),
	HousingFundLoanLtvFirst:                spec("housing_fund.loan.ltv.first", HousingFund, Fraction, "首套贷款成数", "loan to value, first home"),
	HousingFundLoanLtvSecond:               spec("housing_fund.loan.ltv.second", HousingFund, Fraction, "第二套贷款成数", "loan to value, second home"),
	HousingFundLoanLtvUsedFirstAge0To10:    spec("housing_fund.loan.ltv.used.first.age_0_10", HousingFund, Fraction, "存量房首套贷款成数（房龄0至10年）", "loan to value, first home, used, 0 to 10 years"),
	HousingFundLoanLtvUsedSecondAge0To10:   spec("housing_fund.loan.ltv.used.second.age_0_10", HousingFund, Fraction, "存量房第二套贷款成数（房龄0至10年）", "loan to value, second home, used, 0 to 10 years"),
	HousingFundLoanLtvUsedAnyAge11To20:     spec("housing_fund.loan.ltv.used.any.age_11_20", HousingFund, Fraction, "存量房贷款成数（房龄11至20年）", "loan to value, used home of 11 to 20 years"),
	HousingFundLoanLtvUsedAnyAge21To30:     spec("housing_fund.loan.ltv.used.any.age_21_30", HousingFund, Fraction, "存量房贷款成数（房龄21至30年）", "loan to value, used home of 21 to 30 years"),
	HousingFundLoanDownPaymentFirst:        spec("housing_fund.loan.down_payment.first", HousingFund, Fraction, "首套首付比例", "down payment, first home"),
	HousingFundLoanDownPaymentSecond:       spec("housing_fund.loan.down_payment.second", HousingFund, Fraction, "第二套首付比例", "down payment, second home"),
	HousingFundLoanDownPaymentNewFirst:     spec("housing_fund.loan.down_payment.new.first", HousingFund, Fraction, "新房首套首付比例", "down payment, first home, new"),
	HousingFundLoanDownPaymentUsedFirst:    spec("housing_fund.loan.down_payment.used.first", HousingFund, Fraction, "存量房首套首付比例", "down payment, first home, used"),
	HousingFundLoanDownPaymentAffordable:   spec("housing_fund.loan.down_payment.affordable", HousingFund, Fraction, "保障性住房首付比例", "down payment, affordable housing"),
	HousingFundLoanDownPaymentAided:        spec("housing_fund.loan.down_payment.aided", HousingFund, Fraction, "享受购房补助家庭首付比例", "down payment, households with purchase aid"),
	HousingFundLoanPriceBasisNew:           spec("housing_fund.loan.price_basis.new", HousingFund, Text, "新房价格的认定", "price basis of a new home"),
	HousingFundLoanPriceBasisUsed:          spec("housing_fund.loan.price_basis.used", HousingFund, Text, "存量房价格的认定", "price basis of a used home"),
	HousingFundLoanIncomeRatio:             spec("housing_fund.loan.income_ratio", HousingFund, Fraction, "月还款占收入比例", "share of income available for repayment"),
	HousingFundLoanBaseRule:                spec("housing_fund.loan.base.rule", HousingFund, Text, "还贷能力所用基数", "base used for the ability to repay"),
	HousingFundLoanBalanceMinMultiple:      spec("housing_fund.loan.balance.min_multiple", HousingFund, Times, "账户余额与月缴存额之比下限", "least balance as a multiple of the monthly contribution"),
	HousingFundLoanBalanceMultiple:         spec("housing_fund.loan.balance_multiple", HousingFund, Times, "贷款额与账户余额的倍数", "quota as a multiple of the balance"),
	HousingFundLoanBalanceLink:             spec("housing_fund.loan.balance_link", HousingFund, Text, "贷款额与余额挂钩的规定", "rule linking the quota to the balance"),
	HousingFundLoanAmountRule:              spec("housing_fund.loan.amount.rule", HousingFund, Text, "贷款额的计算", "rule of the quota"),
	HousingFundLoanCoefficientMonths6To12:  spec("housing_fund.loan.coefficient.months_6_12", HousingFund, Times, "缴存时间系数（6至12个月）", "contribution-time coefficient, 6 to 12 months"),
	HousingFundLoanCoefficientMonths12To24: spec("housing_fund.loan.coefficient.months_12_24", HousingFund, Times, "缴存时间系数（12至24个月）", "contribution-time coefficient, 12 to 24 months"),
	HousingFundLoanCoefficientMonths24To36: spec("housing_fund.loan.coefficient.months_24_36", HousingFund, Times, "缴存时间系数（24至36个月）", "contribution-time coefficient, 24 to 36 months"),
	HousingFundLoanCoefficientMonths36To60: spec("housing_fund.loan.coefficient.months_36_60", HousingFund, Times, "缴存时间系数（36至60个月）", "contribution-time coefficient, 36 to 60 months"),
	HousingFundLoanCoefficientMonths60Up:   spec("housing_fund.loan.coefficient.months_60_up", HousingFund, Times, "缴存时间系数（60个月以上）", "contribution-time coefficient, 60 months and more"),
	HousingFundLoanCoefficientUpperClosed:  spec("housing_fund.loan.coefficient.upper_closed", HousingFund, Flag, "缴存时间系数分段含上限", "brackets of the coefficient include their upper end"),
	HousingFundLoanResultRounding:          spec("housing_fund.loan.result.rounding", HousingFund, Yuan, "贷款额向下取整到", "quota is rounded down to a multiple of").within(1, 100_000_000),
	HousingFundLoanTermMin:                 spec("housing_fund.loan.term.min", HousingFund, Years, "贷款最短年限", "shortest term"),
	HousingFundLoanTermMax:                 spec("housing_fund.loan.term.max", HousingFund, Years, "贷款最长年限", "longest term"),
	HousingFundLoanRepaymentDay:            spec("housing_fund.loan.repayment.day", HousingFund, DayOfMonth, "每月还款日", "repayment day"),

	// What the insurances share. tier2 and tier3 are Hubei's lower wage tiers.
	InsuranceBaseFloor:                              spec("insurance.base.floor", Insurance, YuanMonth, "社会保险缴费基数下限", "social-insurance base floor"),
	InsuranceBaseCeiling:                            spec("insurance.base.ceiling", Insurance, YuanMonth, "社会保险缴费基数上限", "social-insurance base ceiling"),
	InsuranceBaseFloorTier2:                         spec("insurance.base.floor.tier2", Insurance, YuanMonth, "社会保险缴费基数下限（第二档地区）", "social-insurance base floor, second-tier areas"),
	InsuranceBaseCeilingTier2:                       spec("insurance.base.ceiling.tier2", Insurance, YuanMonth, "社会保险缴费基数上限（第二档地区）", "social-insurance base ceiling, second-tier areas"),
	InsuranceBaseFloorTier3:                         spec("insurance.base.floor.tier3", Insurance, YuanMonth, "社会保险缴费基数下限（第三档地区）", "social-insurance base floor, third-tier areas"),
	InsuranceBaseCeilingTier3:                       spec("insurance.base.ceiling.tier3", Insurance, YuanMonth, "社会保险缴费基数上限（第三档地区）", "social-insurance base ceiling, third-tier areas"),
	InsuranceWageAverage:                            spec("insurance.wage.average", Insurance, YuanMonth, "核定缴费基数所用的月平均工资", "average monthly wage behind the bounds"),
	InsuranceWageAverageTier2:                       spec("insurance.wage.average.tier2", Insurance, YuanMonth, "核定缴费基数所用的月平均工资（第二档地区）", "average monthly wage behind the bounds, second-tier areas"),
	InsuranceWageAverageTier3:                       spec("insurance.wage.average.tier3", Insurance, YuanMonth, "核定缴费基数所用的月平均工资（第三档地区）", "average monthly wage behind the bounds, third-tier areas"),
	InsuranceWageAverageExecutionYear:               spec("insurance.wage.average.execution_year", Insurance, YuanMonth, "执行年度月平均工资", "average monthly wage by year of execution"),
	InsuranceRounding:                               spec("insurance.rounding", Insurance, RoundingUnit, "社会保险费取整方式", "rounding of insurance amounts"),
	InsuranceRegisterDeadline:                       spec("insurance.register.deadline", Insurance, Days, "单位社会保险登记期限", "time for an employer to register"),
	InsuranceRegisterReview:                         spec("insurance.register.review", Insurance, Days, "社会保险登记审核期限", "time to review the registration"),
	InsuranceEmployeeRegisterDeadline:               spec("insurance.employee.register.deadline", Insurance, Days, "职工社会保险登记期限", "time to register an employee"),
	InsuranceDeclarationRule:                        spec("insurance.declaration.rule", Insurance, Text, "社会保险费申报缴纳的规定", "rule on declaring and paying"),
	InsuranceUndeclaredBase:                         spec("insurance.undeclared.base", Insurance, Times, "未申报时按上月缴费额的倍数核定", "multiple of last month's amount when nothing is declared"),
	InsuranceLateFeeDaily:                           spec("insurance.late_fee.daily", Insurance, FractionDay, "社会保险费滞纳金日率", "daily late fee"),
	InsuranceLatePaymentFineMinMultiple:             spec("insurance.late_payment.fine.min_multiple", Insurance, Times, "逾期不缴罚款下限（欠缴数额的倍数）", "lowest fine for non-payment, as a multiple of the arrears"),
	InsuranceLatePaymentFineMaxMultiple:             spec("insurance.late_payment.fine.max_multiple", Insurance, Times, "逾期不缴罚款上限（欠缴数额的倍数）", "highest fine for non-payment, as a multiple of the arrears"),
	InsuranceFineNotRegisteredMinMultiple:           spec("insurance.fine.not_registered.min_multiple", Insurance, Times, "不办理登记罚款下限（应缴数额的倍数）", "lowest fine for not registering, as a multiple of the amount due"),
	InsuranceFineNotRegisteredMaxMultiple:           spec("insurance.fine.not_registered.max_multiple", Insurance, Times, "不办理登记罚款上限（应缴数额的倍数）", "highest fine for not registering, as a multiple of the amount due"),
	InsuranceFineNotRegisteredPersonMin:             spec("insurance.fine.not_registered.person.min", Insurance, Yuan, "不办理登记对责任人的罚款下限", "lowest fine for not registering (person responsible)"),
	InsuranceFineNotRegisteredPersonMax:             spec("insurance.fine.not_registered.person.max", Insurance, Yuan, "不办理登记对责任人的罚款上限", "highest fine for not registering (person responsible)"),
	InsuranceFlexibleEligibilityAgeMin:              spec("insurance.flexible.eligibility.age.min", Insurance, Years, "灵活就业参保最低年龄", "lowest age of flexible insurance"),
	InsuranceFlexibleEligibilityAgeBelowMale:        spec("insurance.flexible.eligibility.age.below.male", Insurance, Years, "灵活就业参保年龄上限（男，不含）", "age below which men may enrol"),
	InsuranceFlexibleEligibilityAgeBelowFemale:      spec("insurance.flexible.eligibility.age.below.female", Insurance, Years, "灵活就业参保年龄上限（女，不含）", "age below which women may enrol"),
	InsuranceFlexibleEligibilityAgeBelowAfterReform: spec("insurance.flexible.eligibility.age.below.after_reform", Insurance, Text, "延迟退休实施后的参保年龄上限", "age limit since the retirement reform"),
	InsuranceFlexibleEligibilityHousehold:           spec("insurance.flexible.eligibility.household", Insurance, Text, "灵活就业参保的户籍条件", "household condition of flexible insurance"),
	InsuranceFlexibleEligibilityWorkForms:           spec("insurance.flexible.eligibility.work_forms", Insurance, Text, "灵活就业的形式", "forms of flexible work"),
	InsuranceFlexibleRegistrationDecisionMin:        spec("insurance.flexible.registration.decision.min", Insurance, Workdays, "灵活就业参保登记审核最短工作日数", "shortest time to decide on a flexible worker's registration"),
	InsuranceFlexibleRegistrationDecisionMax:        spec("insurance.flexible.registration.decision.max", Insurance, Workdays, "灵活就业参保登记审核最长工作日数", "longest time to decide on a flexible worker's registration"),
	InsuranceFlexibleBaseRangeMin:                   spec("insurance.flexible.base.range.min", Insurance, Times, "灵活就业缴费基数下限与平均工资之比", "lowest flexible base as a multiple of the average wage"),
	InsuranceFlexibleBaseRangeMax:                   spec("insurance.flexible.base.range.max", Insurance, Times, "灵活就业缴费基数上限与平均工资之比", "highest flexible base as a multiple of the average wage"),

	// Pension: contributions of employees.
	PensionBaseFloor:            spec("pension.base.floor", Pension, YuanMonth, "养老保险缴费基数下限", "pension base floor"),
	PensionBaseCeiling:          spec("pension.base.ceiling", Pension, YuanMonth, "养老保险缴费基数上限", "pension base ceiling"),
	PensionRateEmployer:         spec("pension.rate.employer", Pension, Fraction, "养老保险单位费率", "pension rate, employer share"),
	PensionRateEmployee:         spec("pension.rate.employee", Pension, Fraction, "养老保险个人费率", "pension rate, employee share"),
	PensionRateEmployerMaxCutTo: spec("pension.rate.employer.max_cut_to", Pension, Fraction, "养老保险单位费率可降至", "rate to which the employer share may be cut"),
	PensionWageAverage:          spec("pension.wage.average", Pension, YuanMonth, "养老保险缴费基数所用的月平均工资", "average monthly wage behind the pension bounds"),
	PensionWageAverageAnnual:    spec("pension.wage.average.annual", Pension, YuanYear, "养老保险缴费基数所用的年平均工资", "average yearly wage behind the pension bounds"),

	// Pension: flexible workers. The bases of tiers 1 to 5 are in sequence.
	PensionFlexibleRateTotal:           spec("pension.flexible.rate.total", Pension, Fraction, "灵活就业养老保险费率", "pension rate of flexible workers"),
	PensionFlexibleRatePersonalAccount: spec("pension.flexible.rate.personal_account", Pension, Fraction, "灵活就业养老保险计入个人账户的比例", "share of the flexible pension rate that goes to the personal account"),
	PensionFlexibleTierCount:           spec("pension.flexible.tiers", Pension, Count, "灵活就业养老保险缴费档次数", "number of flexible pension tiers").within(1, 5),
	PensionFlexibleTier1Base:           spec("pension.flexible.tier1.base", Pension, YuanMonth, "灵活就业养老保险一档缴费基数", "base of pension tier 1"),
	PensionFlexibleTier2Base:           spec("pension.flexible.tier2.base", Pension, YuanMonth, "灵活就业养老保险二档缴费基数", "base of pension tier 2"),
	PensionFlexibleTier3Base:           spec("pension.flexible.tier3.base", Pension, YuanMonth, "灵活就业养老保险三档缴费基数", "base of pension tier 3"),
	PensionFlexibleTier4Base:           spec("pension.flexible.tier4.base", Pension, YuanMonth, "灵活就业养老保险四档缴费基数", "base of pension tier 4"),
	PensionFlexibleTier5Base:           spec("pension.flexible.tier5.base", Pension, YuanMonth, "灵活就业养老保险五档缴费基数", "base of pension tier 5"),

	// Pension: what is paid back. The payout months of ages 40 to 70 are in sequence.
	PensionContributionMonthsMin:    spec("pension.contribution.months.min", Pension, Months, "领取养老金的最低缴费月数", "least months of contributions for a pension"),
	PensionBenefitBase:              spec("pension.benefit.base", Pension, YuanMonth, "养老金计发基数", "benefit base"),
	PensionBenefitBasicFormula:      spec("pension.benefit.basic.formula", Pension, Text, "基础养老金计算公式", "formula of the basic pension"),
	PensionBenefitAccountFormula:    spec("pension.benefit.account.formula", Pension, Text, "个人账户养老金计算公式", "formula of the account pension"),
	PensionTransitionCoefficient:    spec("pension.transition.coefficient", Pension, Fraction, "过渡性养老金系数（每年）", "transition coefficient a year"),
	PensionAccountStart:             spec("pension.account.start", Pension, Day, "个人账户建立日", "first day of personal accounts"),
	PensionAccountShare:             spec("pension.account.share", Pension, Fraction, "计入个人账户的比例", "share of the base that goes to the personal account"),
	PensionAccountInterestRule:      spec("pension.account.interest.rule", Pension, Text, "个人账户计息的规定", "rule on the account's interest"),
	PensionAccountRecordRate:        spec("pension.account.record_rate", Pension, FractionYear, "个人账户记账利率", "record rate of personal accounts"),
	PensionAccountRecordRateRule:    spec("pension.account.record_rate.rule", Pension, Text, "记账利率的公布", "rule on the record rate"),
	PensionPayoutMonthsAge40:        spec("pension.payout_months.age40", Pension, Months, "40岁的计发月数", "payout months at 40"),
	PensionPayoutMonthsAge41:        spec("pension.payout_months.age41", Pension, Months, "41岁的计发月数", "payout months at 41"),
	PensionPayoutMonthsAge42:        spec("pension.payout_months.age42", Pension, Months, "42岁的计发月数", "payout months at 42"),
	PensionPayoutMonthsAge43:        spec("pension.payout_months.age43", Pension, Months, "43岁的计发月数", "payout months at 43"),
	PensionPayoutMonthsAge44:        spec("pension.payout_months.age44", Pension, Months, "44岁的计发月数", "payout months at 44"),
	PensionPayoutMonthsAge45:        spec("pension.payout_months.age45", Pension, Months, "45岁的计发月数", "payout months at 45"),
	PensionPayoutMonthsAge46:        spec("pension.payout_months.age46", Pension, Months, "46岁的计发月数", "payout months at 46"),
	PensionPayoutMonthsAge47:        spec("pension.payout_months.age47", Pension, Months, "47岁的计发月数", "payout months at 47"),
	PensionPayoutMonthsAge48:        spec("pension.payout_months.age48", Pension, Months, "48岁的计发月数", "payout months at 48"),
	PensionPayoutMonthsAge49:        spec("pension.payout_months.age49", Pension, Months, "49岁的计发月数", "payout months at 49"),
	PensionPayoutMonthsAge50:        spec("pension.payout_months.age50", Pension, Months, "50岁的计发月数", "payout months at 50"),
	PensionPayoutMonthsAge51:        spec("pension.payout_months.age51", Pension, Months, "51岁的计发月数", "payout months at 51"),
	PensionPayoutMonthsAge52:        spec("pension.payout_months.age52", Pension, Months, "52岁的计发月数", "payout months at 52"),
	PensionPayoutMonthsAge53:        spec("pension.payout_months.age53", Pension, Months, "53岁的计发月数", "payout months at 53"),
	PensionPayoutMonthsAge54:        spec("pension.payout_months.age54", Pension, Months, "54岁的计发月数", "payout months at 54"),
	PensionPayoutMonthsAge55:        spec("pension.payout_months.age55", Pension, Months, "55岁的计发月数", "payout months at 55"),
	PensionPayoutMonthsAge56:        spec("pension.payout_months.age56", Pension, Months, "56岁的计发月数", "payout months at 56"),
	PensionPayoutMonthsAge57:        spec("pension.payout_months.age57", Pension, Months, "57岁的计发月数", "payout months at 57"),
	PensionPayoutMonthsAge58:        spec("pension.payout_months.age58", Pension, Months, "58岁的计发月数", "payout months at 58"),
	PensionPayoutMonthsAge59:        spec("pension.payout_months.age59", Pension, Months, "59岁的计发月数", "payout months at 59"),
	PensionPayoutMonthsAge60:        spec("pension.payout_months.age60", Pension, Months, "60岁的计发月数", "payout months at 60"),
	PensionPayoutMonthsAge61:        spec("pension.payout_months.age61", Pension, Months, "61岁的计发月数", "payout months at 61"),
	PensionPayoutMonthsAge62:        spec("pension.payout_months.age62", Pension, Months, "62岁的计发月数", "payout months at 62"),
	PensionPayoutMonthsAge63:        spec("pension.payout_months.age63", Pension, Months, "63岁的计发月数", "payout months at 63"),
	PensionPayoutMonthsAge64:        spec("pension.payout_months.age64", Pension, Months, "64岁的计发月数", "payout months at 64"),
	PensionPayoutMonthsAge65:        spec("pension.payout_months.age65", Pension, Months, "65岁的计发月数", "payout months at 65"),
	PensionPayoutMonthsAge66:        spec("pension.payout_months.age66", Pension, Months, "66岁的计发月数", "payout months at 66"),
	PensionPayoutMonthsAge67:        spec("pension.payout_months.age67", Pension, Months, "67岁的计发月数", "payout months at 67"),
	PensionPayoutMonthsAge68:        spec("pension.payout_months.age68", Pension, Months, "68岁的计发月数", "payout months at 68"),
	PensionPayoutMonthsAge69:        spec("pension.payout_months.age69", Pension, Months, "69岁的计发月数", "payout months at 69"),
	PensionPayoutMonthsAge70:        spec("pension.payout_months.age70", Pension, Months, "70岁的计发月数", "payout months at 70"),
	PensionPayoutMonthsPartYearRule: spec("pension.payout_months.part_year.rule", Pension, Text, "不满整年年龄的计发月数", "payout months of ages between whole years"),

	// Medical insurance.
	MedicalBaseFloor:                        spec("medical.base.floor", Medical, YuanMonth, "医疗保险缴费基数下限", "medical base floor"),
	MedicalBaseCeiling:                      spec("medical.base.ceiling", Medical, YuanMonth, "医疗保险缴费基数上限", "medical base ceiling"),
	MedicalBaseRange:                        spec("medical.base.range", Medical, Text, "医疗保险缴费基数的范围", "range of the medical base"),
	MedicalRateEmployer:                     spec("medical.rate.employer", Medical, Fraction, "医疗保险单位费率", "medical rate, employer share"),
	MedicalRateEmployee:                     spec("medical.rate.employee", Medical, Fraction, "医疗保险个人费率", "medical rate, employee share"),
	MedicalRateLargeMedical:                 spec("medical.rate.large_medical", Medical, Fraction, "大额医疗费率（未分单位与个人）", "large-medical rate, payer split unknown"),
	MedicalRateEmployeeLargeMedical:         spec("medical.rate.employee.large_medical", Medical, Fraction, "大额医疗个人费率（按年缴纳）", "large-medical rate of the employee, paid yearly"),
	MedicalAmountEmployeeLargeMedical:       spec("medical.amount.employee.large_medical", Medical, YuanMonth, "大额医疗个人月缴额", "large-medical amount of the employee, monthly"),
	MedicalAmountEmployeeLargeMedicalYearly: spec("medical.amount.employee.large_medical.yearly", Medical, YuanYear, "大额医疗个人年缴额", "large-medical amount of the employee, yearly"),
	MedicalFlexibleRate:                     spec("medical.flexible.rate", Medical, Fraction, "灵活就业医疗保险费率", "medical rate of flexible workers"),
	MedicalFlexibleBase:                     spec("medical.flexible.base", Medical, YuanMonth, "灵活就业医疗保险缴费基数", "medical base of flexible workers"),
	MedicalFlexibleBaseRule:                 spec("medical.flexible.base.rule", Medical, Text, "灵活就业医疗保险缴费基数的规定", "rule of the flexible medical base"),
	MedicalFlexibleTier:                     spec("medical.flexible.tier", Medical, Count, "灵活就业医疗保险可选档次", "medical tier open to flexible workers"),
	MedicalFlexibleTier5Base:                spec("medical.flexible.tier5.base", Medical, YuanMonth, "灵活就业医疗保险五档缴费基数", "base of medical tier 5"),

	// Unemployment insurance.
	UnemploymentBaseFloor:               spec("unemployment.base.floor", Unemployment, YuanMonth, "失业保险缴费基数下限", "unemployment base floor"),
	UnemploymentBaseCeiling:             spec("unemployment.base.ceiling", Unemployment, YuanMonth, "失业保险缴费基数上限", "unemployment base ceiling"),
	UnemploymentRateEmployer:            spec("unemployment.rate.employer", Unemployment, Fraction, "失业保险单位费率", "unemployment rate, employer share"),
	UnemploymentRateEmployee:            spec("unemployment.rate.employee", Unemployment, Fraction, "失业保险个人费率", "unemployment rate, employee share"),
	UnemploymentRateTotal:               spec("unemployment.rate.total", Unemployment, Fraction, "失业保险总费率", "unemployment rate, both sides"),
	UnemploymentBenefitMaxInsured1To5y:  spec("unemployment.benefit.max.insured_1_5y", Unemployment, Months, "失业金最长领取月数（缴费满1年不足5年）", "longest benefit, insured 1 to under 5 years"),
	UnemploymentBenefitMaxInsured5To10y: spec("unemployment.benefit.max.insured_5_10y", Unemployment, Months, "失业金最长领取月数（缴费满5年不足10年）", "longest benefit, insured 5 to under 10 years"),
	UnemploymentBenefitMaxInsured10yUp:  spec("unemployment.benefit.max.insured_10y_up", Unemployment, Months, "失业金最长领取月数（缴费10年以上）", "longest benefit, insured 10 years and more"),

	// Work-injury insurance. The rates of industry classes 1 to 8 are in sequence.
	WorkInjuryBaseFloor:               spec("work_injury.base.floor", WorkInjury, YuanMonth, "工伤保险缴费基数下限", "work-injury base floor"),
	WorkInjuryBaseCeiling:             spec("work_injury.base.ceiling", WorkInjury, YuanMonth, "工伤保险缴费基数上限", "work-injury base ceiling"),
	WorkInjuryRateClass1:              spec("work_injury.rate.class1", WorkInjury, Fraction, "工伤保险一类行业费率", "work-injury rate of industry class 1"),
	WorkInjuryRateClass2:              spec("work_injury.rate.class2", WorkInjury, Fraction, "工伤保险二类行业费率", "work-injury rate of industry class 2"),
	WorkInjuryRateClass3:              spec("work_injury.rate.class3", WorkInjury, Fraction, "工伤保险三类行业费率", "work-injury rate of industry class 3"),
	WorkInjuryRateClass4:              spec("work_injury.rate.class4", WorkInjury, Fraction, "工伤保险四类行业费率", "work-injury rate of industry class 4"),
	WorkInjuryRateClass5:              spec("work_injury.rate.class5", WorkInjury, Fraction, "工伤保险五类行业费率", "work-injury rate of industry class 5"),
	WorkInjuryRateClass6:              spec("work_injury.rate.class6", WorkInjury, Fraction, "工伤保险六类行业费率", "work-injury rate of industry class 6"),
	WorkInjuryRateClass7:              spec("work_injury.rate.class7", WorkInjury, Fraction, "工伤保险七类行业费率", "work-injury rate of industry class 7"),
	WorkInjuryRateClass8:              spec("work_injury.rate.class8", WorkInjury, Fraction, "工伤保险八类行业费率", "work-injury rate of industry class 8"),
	WorkInjuryRateMax:                 spec("work_injury.rate.max", WorkInjury, Fraction, "工伤保险单位费率上限", "highest work-injury rate"),
	WorkInjuryRateEmployee:            spec("work_injury.rate.employee", WorkInjury, Fraction, "工伤保险个人费率", "work-injury rate, employee share"),
	WorkInjuryRateCutFund18To23Months: spec("work_injury.rate.cut.fund_18_23_months", WorkInjury, Fraction, "基金可支付18至23个月时费率下调幅度", "cut of the rate where the fund covers 18 to 23 months"),
	WorkInjuryRateCutFund24MonthsUp:   spec("work_injury.rate.cut.fund_24_months_up", WorkInjury, Fraction, "基金可支付24个月以上时费率下调幅度", "cut of the rate where the fund covers 24 months or more"),

	// Maternity insurance.
	MaternityBaseFloor:    spec("maternity.base.floor", Maternity, YuanMonth, "生育保险缴费基数下限", "maternity base floor"),
	MaternityBaseCeiling:  spec("maternity.base.ceiling", Maternity, YuanMonth, "生育保险缴费基数上限", "maternity base ceiling"),
	MaternityRateEmployer: spec("maternity.rate.employer", Maternity, Fraction, "生育保险单位费率", "maternity rate, employer share"),
	MaternityRateEmployee: spec("maternity.rate.employee", Maternity, Fraction, "生育保险个人费率", "maternity rate, employee share"),

	// Income tax. Each bracket is upper, rate, quick deduction; brackets 1 to 7 are in sequence.
	TaxAnnualBracket1Upper:                  spec("tax.annual.bracket1.upper", Tax, YuanYear, "年度综合所得第1级上限", "upper end of yearly bracket 1"),
	TaxAnnualBracket1Rate:                   spec("tax.annual.bracket1.rate", Tax, Fraction, "年度综合所得第1级税率", "tax rate of yearly bracket 1"),
	TaxAnnualBracket1QuickDeduction:         spec("tax.annual.bracket1.quick_deduction", Tax, Yuan, "年度综合所得第1级速算扣除数", "quick deduction of yearly bracket 1"),
	TaxAnnualBracket2Upper:                  spec("tax.annual.bracket2.upper", Tax, YuanYear, "年度综合所得第2级上限", "upper end of yearly bracket 2"),
	TaxAnnualBracket2Rate:                   spec("tax.annual.bracket2.rate", Tax, Fraction, "年度综合所得第2级税率", "tax rate of yearly bracket 2"),
	TaxAnnualBracket2QuickDeduction:         spec("tax.annual.bracket2.quick_deduction", Tax, Yuan, "年度综合所得第2级速算扣除数", "quick deduction of yearly bracket 2"),
	TaxAnnualBracket3Upper:                  spec("tax.annual.bracket3.upper", Tax, YuanYear, "年度综合所得第3级上限", "upper end of yearly bracket 3"),
	TaxAnnualBracket3Rate:                   spec("tax.annual.bracket3.rate", Tax, Fraction, "年度综合所得第3级税率", "tax rate of yearly bracket 3"),
	TaxAnnualBracket3QuickDeduction:         spec("tax.annual.bracket3.quick_deduction", Tax, Yuan, "年度综合所得第3级速算扣除数", "quick deduction of yearly bracket 3"),
	TaxAnnualBracket4Upper:                  spec("tax.annual.bracket4.upper", Tax, YuanYear, "年度综合所得第4级上限", "upper end of yearly bracket 4"),
	TaxAnnualBracket4Rate:                   spec("tax.annual.bracket4.rate", Tax, Fraction, "年度综合所得第4级税率", "tax rate of yearly bracket 4"),
	TaxAnnualBracket4QuickDeduction:         spec("tax.annual.bracket4.quick_deduction", Tax, Yuan, "年度综合所得第4级速算扣除数", "quick deduction of yearly bracket 4"),
	TaxAnnualBracket5Upper:                  spec("tax.annual.bracket5.upper", Tax, YuanYear, "年度综合所得第5级上限", "upper end of yearly bracket 5"),
	TaxAnnualBracket5Rate:                   spec("tax.annual.bracket5.rate", Tax, Fraction, "年度综合所得第5级税率", "tax rate of yearly bracket 5"),
	TaxAnnualBracket5QuickDeduction:         spec("tax.annual.bracket5.quick_deduction", Tax, Yuan, "年度综合所得第5级速算扣除数", "quick deduction of yearly bracket 5"),
	TaxAnnualBracket6Upper:                  spec("tax.annual.bracket6.upper", Tax, YuanYear, "年度综合所得第6级上限", "upper end of yearly bracket 6"),
	TaxAnnualBracket6Rate:                   spec("tax.annual.bracket6.rate", Tax, Fraction, "年度综合所得第6级税率", "tax rate of yearly bracket 6"),
	TaxAnnualBracket6QuickDeduction:         spec("tax.annual.bracket6.quick_deduction", Tax, Yuan, "年度综合所得第6级速算扣除数", "quick deduction of yearly bracket 6"),
	TaxAnnualBracket7Upper:                  spec("tax.annual.bracket7.upper", Tax, YuanYear, "年度综合所得第7级上限", "upper end of yearly bracket 7"),
	TaxAnnualBracket7Rate:                   spec("tax.annual.bracket7.rate", Tax, Fraction, "年度综合所得第7级税率", "tax rate of yearly bracket 7"),
	TaxAnnualBracket7QuickDeduction:         spec("tax.annual.bracket7.quick_deduction", Tax, Yuan, "年度综合所得第7级速算扣除数", "quick deduction of yearly bracket 7"),
	TaxMonthlyBracket1Upper:                 spec("tax.monthly.bracket1.upper", Tax, YuanMonth, "月度第1级上限", "upper end of monthly bracket 1"),
	TaxMonthlyBracket1Rate:                  spec("tax.monthly.bracket1.rate", Tax, Fraction, "月度第1级税率", "tax rate of monthly bracket 1"),
	TaxMonthlyBracket1QuickDeduction:        spec("tax.monthly.bracket1.quick_deduction", Tax, Yuan, "月度第1级速算扣除数", "quick deduction of monthly bracket 1"),
	TaxMonthlyBracket2Upper:                 spec("tax.monthly.bracket2.upper", Tax, YuanMonth, "月度第2级上限", "upper end of monthly bracket 2"),
	TaxMonthlyBracket2Rate:                  spec("tax.monthly.bracket2.rate", Tax, Fraction, "月度第2级税率", "tax rate of monthly bracket 2"),
	TaxMonthlyBracket2QuickDeduction:        spec("tax.monthly.bracket2.quick_deduction", Tax, Yuan, "月度第2级速算扣除数", "quick deduction of monthly bracket 2"),
	TaxMonthlyBracket3Upper:                 spec("tax.monthly.bracket3.upper", Tax, YuanMonth, "月度第3级上限", "upper end of monthly bracket 3"),
	TaxMonthlyBracket3Rate:                  spec("tax.monthly.bracket3.rate", Tax, Fraction, "月度第3级税率", "tax rate of monthly bracket 3"),
	TaxMonthlyBracket3QuickDeduction:        spec("tax.monthly.bracket3.quick_deduction", Tax, Yuan, "月度第3级速算扣除数", "quick deduction of monthly bracket 3"),
	TaxMonthlyBracket4Upper:                 spec("tax.monthly.bracket4.upper", Tax, YuanMonth, "月度第4级上限", "upper end of monthly bracket 4"),
	TaxMonthlyBracket4Rate:                  spec("tax.monthly.bracket4.rate", Tax, Fraction, "月度第4级税率", "tax rate of monthly bracket 4"),
	TaxMonthlyBracket4QuickDeduction:        spec("tax.monthly.bracket4.quick_deduction", Tax, Yuan, "月度第4级速算扣除数", "quick deduction of monthly bracket 4"),
	TaxMonthlyBracket5Upper:                 spec("tax.monthly.bracket5.upper", Tax, YuanMonth, "月度第5级上限", "upper end of monthly bracket 5"),
	TaxMonthlyBracket5Rate:                  spec("tax.monthly.bracket5.rate", Tax, Fraction, "月度第5级税率", "tax rate of monthly bracket 5"),
	TaxMonthlyBracket5QuickDeduction:        spec("tax.monthly.bracket5.quick_deduction", Tax, Yuan, "月度第5级速算扣除数", "quick deduction of monthly bracket 5"),
	TaxMonthlyBracket6Upper:                 spec("tax.monthly.bracket6.upper", Tax, YuanMonth, "月度第6级上限", "upper end of monthly bracket 6"),
	TaxMonthlyBracket6Rate:                  spec("tax.monthly.bracket6.rate", Tax, Fraction, "月度第6级税率", "tax rate of monthly bracket 6"),
	TaxMonthlyBracket6QuickDeduction:        spec("tax.monthly.bracket6.quick_deduction", Tax, Yuan, "月度第6级速算扣除数", "quick deduction of monthly bracket 6"),
	TaxMonthlyBracket7Upper:                 spec("tax.monthly.bracket7.upper", Tax, YuanMonth, "月度第7级上限", "upper end of monthly bracket 7"),
	TaxMonthlyBracket7Rate:                  spec("tax.monthly.bracket7.rate", Tax, Fraction, "月度第7级税率", "tax rate of monthly bracket 7"),
	TaxMonthlyBracket7QuickDeduction:        spec("tax.monthly.bracket7.quick_deduction", Tax, Yuan, "月度第7级速算扣除数", "quick deduction of monthly bracket 7"),
	TaxWithholdingFormula:                   spec("tax.withholding.formula", Tax, Text, "累计预扣法公式", "formula of cumulative withholding"),
	TaxWithholdingFullYearDeduction:         spec("tax.withholding.full_year_deduction", Tax, Text, "全年一次扣除减除费用的条件", "when the yearly standard deduction is taken from January"),
	TaxWithholdingFirstIncome:               spec("tax.withholding.first_income", Tax, Text, "年度中间首次取得工资的减除费用", "standard deduction of a first wage in the year"),
	TaxBonusSeparateEnd:                     spec("tax.bonus.separate.end", Tax, Day, "全年一次性奖金单独计税截止日", "last day of separate taxation of the annual bonus"),
	TaxDeductionStandard:                    spec("tax.deduction.standard", Tax, YuanMonth, "减除费用（每月）", "standard deduction, monthly"),
	TaxDeductionStandardAnnual:              spec("tax.deduction.standard.annual", Tax, YuanYear, "减除费用（每年）", "standard deduction, yearly"),
	TaxDeductionChildEducation:              spec("tax.deduction.child_education", Tax, YuanMonth, "子女教育专项附加扣除", "deduction for a child's education"),
	TaxDeductionInfantCare:                  spec("tax.deduction.infant_care", Tax, YuanMonth, "3岁以下婴幼儿照护专项附加扣除", "deduction for a child under three"),
	TaxDeductionElderlyOnlyChild:            spec("tax.deduction.elderly.only_child", Tax, YuanMonth, "赡养老人专项附加扣除（独生子女）", "deduction for elderly parents, only child"),
	TaxDeductionElderlySharedMax:            spec("tax.deduction.elderly.shared.max", Tax, YuanMonth, "赡养老人专项附加扣除（分摊，每人上限）", "deduction for elderly parents, shared, each at most"),
	TaxDeductionContinuingEducation:         spec("tax.deduction.continuing_education", Tax, YuanMonth, "继续教育专项附加扣除（学历）", "deduction for continuing education"),
	TaxDeductionCertificate:                 spec("tax.deduction.certificate", Tax, YuanYear, "继续教育专项附加扣除（职业资格）", "deduction for a professional certificate"),
	TaxDeductionSeriousIllnessThreshold:     spec("tax.deduction.serious_illness.threshold", Tax, YuanYear, "大病医疗专项附加扣除起付额", "own cost above which serious illness is deducted"),
	TaxDeductionSeriousIllnessMax:           spec("tax.deduction.serious_illness.max", Tax, YuanYear, "大病医疗专项附加扣除上限", "highest deduction for serious illness"),
	TaxDeductionMortgageInterest:            spec("tax.deduction.mortgage_interest", Tax, YuanMonth, "住房贷款利息专项附加扣除", "deduction for mortgage interest"),
	TaxDeductionRent:                        spec("tax.deduction.rent", Tax, YuanMonth, "本市住房租金专项附加扣除", "deduction for rent in this city"),
	TaxDeductionRentClass1:                  spec("tax.deduction.rent.class1", Tax, YuanMonth, "住房租金专项附加扣除（第一类城市）", "deduction for rent, first class of cities"),
	TaxDeductionRentClass2:                  spec("tax.deduction.rent.class2", Tax, YuanMonth, "住房租金专项附加扣除（第二类城市）", "deduction for rent, second class of cities"),
	TaxDeductionRentClass3:                  spec("tax.deduction.rent.class3", Tax, YuanMonth, "住房租金专项附加扣除（第三类城市）", "deduction for rent, third class of cities"),
	TaxDeductionFundExempt:                  spec("tax.deduction.fund.exempt", Tax, Flag, "住房公积金税前扣除", "housing-fund contributions are tax-free"),
	TaxDeductionFundCapBaseMultiple:         spec("tax.deduction.fund.cap.base_multiple", Tax, Times, "住房公积金税前扣除基数上限（当地平均工资的倍数）", "tax-free housing-fund base, as a multiple of the local average wage"),
	TaxDeductionFundCapRate:                 spec("tax.deduction.fund.cap.rate", Tax, Fraction, "住房公积金税前扣除比例上限（单边）", "highest tax-free housing-fund rate (each side)"),
	TaxDeductionFundAndInsuranceNonResident: spec("tax.deduction.fund_and_insurance.non_resident", Tax, Yuan, "非居民个人的公积金和社保扣除", "deduction of fund and insurance for non-residents"),

	// Retirement. Each track (male, female55, female50) is original age, target age, step, greatest delay, first birth month affected, birth month of the full age, in sequence.
	RetirementAgeMaleOriginal:            spec("retirement.age.male.original", Retirement, Years, "男职工原退休年龄", "original retirement age, men"),
	RetirementAgeMaleTarget:              spec("retirement.age.male.target", Retirement, Years, "男职工延迟后退休年龄", "target retirement age, men"),
	RetirementStepMale:                   spec("retirement.step.male", Retirement, Months, "男职工每延迟一个月对应的出生月数", "birth months for one month of delay, men"),
	RetirementDelayMaleMax:               spec("retirement.delay.male.max", Retirement, Months, "男职工最长延迟月数", "greatest delay, men"),
	RetirementBirthMaleFirstAffected:     spec("retirement.birth.male.first_affected", Retirement, YearMonth, "男职工首个受影响的出生年月", "first birth month affected, men"),
	RetirementBirthMaleFullAgeFrom:       spec("retirement.birth.male.full_age_from", Retirement, YearMonth, "男职工按延迟后年龄退休的首个出生年月", "birth month from which the target age holds, men"),
	RetirementAgeFemale55Original:        spec("retirement.age.female55.original", Retirement, Years, "原55岁退休的女职工原退休年龄", "original retirement age, women of the age-55 track"),
	RetirementAgeFemale55Target:          spec("retirement.age.female55.target", Retirement, Years, "原55岁退休的女职工延迟后退休年龄", "target retirement age, women of the age-55 track"),
	RetirementStepFemale55:               spec("retirement.step.female55", Retirement, Months, "原55岁退休的女职工每延迟一个月对应的出生月数", "birth months for one month of delay, women of the age-55 track"),
	RetirementDelayFemale55Max:           spec("retirement.delay.female55.max", Retirement, Months, "原55岁退休的女职工最长延迟月数", "greatest delay, women of the age-55 track"),
	RetirementBirthFemale55FirstAffected: spec("retirement.birth.female55.first_affected", Retirement, YearMonth, "原55岁退休的女职工首个受影响的出生年月", "first birth month affected, women of the age-55 track"),
	RetirementBirthFemale55FullAgeFrom:   spec("retirement.birth.female55.full_age_from", Retirement, YearMonth, "原55岁退休的女职工按延迟后年龄退休的首个出生年月", "birth month from which the target age holds, women of the age-55 track"),
	RetirementAgeFemale50Original:        spec("retirement.age.female50.original", Retirement, Years, "原50岁退休的女职工原退休年龄", "original retirement age, women of the age-50 track"),
	RetirementAgeFemale50Target:          spec("retirement.age.female50.target", Retirement, Years, "原50岁退休的女职工延迟后退休年龄", "target retirement age, women of the age-50 track"),
	RetirementStepFemale50:               spec("retirement.step.female50", Retirement, Months, "原50岁退休的女职工每延迟一个月对应的出生月数", "birth months for one month of delay, women of the age-50 track"),
	RetirementDelayFemale50Max:           spec("retirement.delay.female50.max", Retirement, Months, "原50岁退休的女职工最长延迟月数", "greatest delay, women of the age-50 track"),
	RetirementBirthFemale50FirstAffected: spec("retirement.birth.female50.first_affected", Retirement, YearMonth, "原50岁退休的女职工首个受影响的出生年月", "first birth month affected, women of the age-50 track"),
	RetirementBirthFemale50FullAgeFrom:   spec("retirement.birth.female50.full_age_from", Retirement, YearMonth, "原50岁退休的女职工按延迟后年龄退休的首个出生年月", "birth month from which the target age holds, women of the age-50 track"),
	RetirementDelayFormula:               spec("retirement.delay.formula", Retirement, Text, "延迟月数的计算", "formula of the months of delay"),
	RetirementFlexibleEarlyMax:           spec("retirement.flexible.early.max", Retirement, Months, "弹性提前退休最长月数", "longest early retirement"),
	RetirementFlexibleLateMax:            spec("retirement.flexible.late.max", Retirement, Months, "弹性延迟退休最长月数", "longest late retirement"),

	// Minimum wages, by class of area.
	WageMinimumTier1: spec("wage.minimum.tier1", Other, YuanMonth, "最低工资标准（第一档）", "minimum wage, first class"),
	WageMinimumTier2: spec("wage.minimum.tier2", Other, YuanMonth, "最低工资标准（第二档）", "minimum wage, second class"),
	WageMinimumTier3: spec("wage.minimum.tier3", Other, YuanMonth, "最低工资标准（第三档）", "minimum wage, third class"),
}
