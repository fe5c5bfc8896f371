package loan

import (
	"math/big"

	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

var (
	priceText   = say("房价", "the price of the home")
	downText    = say("首付款", "the down payment")
	ageText     = say("房龄", "the age of the building")
	usedText    = say("是否存量房", "whether the home is used")
	baseText    = say("缴存基数", "the contribution base")
	spouseBase  = say("配偶的缴存基数", "the spouse's contribution base")
	balanceText = say("账户余额", "the balance of the account")
	spouseText  = say("配偶的账户余额", "the balance of the spouse's account")
	averageText = say("日均余额", "the average daily balance")
	countText   = say("缴存月数", "the number of months of contributions")
)

// price is the share of the price that may be lent: Wuhan's loan to value, elsewhere what the least down payment leaves.
func (q *quoting) price() {
	if !q.p.Price.Given {
		q.noPrice()
		return
	}
	k, ltv := q.share()
	if k == policy.None {
		return
	}
	price := amount("/price", priceText, q.p.Price.Value)
	part := known(q.s, k)
	if !ltv {
		part = join(Difference, say("可贷比例", "the share that may be lent"), "fraction", stated(wholeText, one, "fraction"), part)
	}
	q.limit("price", q.quota, join(Product, say("按房价", "by the price"), inYuan, price, part))
}

// noPrice says that the price is no limit. What the share of it would be is looked up for the notice alone: that the book or the question
// leaves it open is then no reason to refuse. A home on which nothing is lent is.
func (q *quoting) noPrice() {
	probe := quoting{s: q.s, p: q.p, quota: q.quota}
	k, _ := probe.share()
	for _, e := range probe.faults {
		if e.Code == fault.OutOfRange || e.Code == fault.NotApplicable {
			q.faults.Add(e)
		}
	}
	q.q.Notices = append(q.q.Notices, probe.q.Notices...)
	if k != policy.None || len(probe.q.Notices) == 0 {
		q.notice(notIncluded, k, "没有给出房价，未按房价限制", "no price was given; the price is no limit here")
	}
}

// share is the parameter that says which part of the price may be lent, or which part must be paid down; None if nothing is known.
func (q *quoting) share() (k policy.Key, ltv bool) {
	if q.has(policy.HousingFundLoanLtvFirst) || q.has(policy.HousingFundLoanLtvUsedFirstAge0To10) {
		return q.loanToValue(), true
	}
	first := q.p.Home == FirstHome
	candidates := []policy.Key{}
	if q.p.Affordable {
		candidates = append(candidates, policy.HousingFundLoanDownPaymentAffordable)
	}
	if q.p.Aided {
		candidates = append(candidates, policy.HousingFundLoanDownPaymentAided)
	}
	switch {
	case first && q.has(policy.HousingFundLoanDownPaymentNewFirst):
		if !q.p.Used.Given {
			q.refuse(q.quota, fault.Required, "/condition", "what", usedText)
			return policy.None, false
		}
		if q.p.Used.Value {
			candidates = append(candidates, policy.HousingFundLoanDownPaymentUsedFirst)
		} else {
			candidates = append(candidates, policy.HousingFundLoanDownPaymentNewFirst)
		}
	case first:
		candidates = append(candidates, policy.HousingFundLoanDownPaymentFirst)
	default:
		candidates = append(candidates, policy.HousingFundLoanDownPaymentSecond)
	}
	for _, k := range candidates {
		if q.has(k) {
			return k, false
		}
	}
	q.notice(valueUnknown, candidates[len(candidates)-1], "首付比例没有找到，未按房价限制", "the down payment is not published; the price is no limit here")
	return policy.None, false
}

// loanToValue is Wuhan's: by home, and for a used home by the age of the building.
func (q *quoting) loanToValue() policy.Key {
	if !q.p.Used.Given {
		q.refuse(q.quota, fault.Required, "/condition", "what", usedText)
		return policy.None
	}
	k := policy.HousingFundLoanLtvFirst
	if q.p.Home == SecondHome {
		k = policy.HousingFundLoanLtvSecond
	}
	if q.p.Used.Value {
		if !q.p.BuildingAge.Given {
			q.refuse(q.quota, fault.Required, "/building_age", "what", ageText)
			return policy.None
		}
		// The brackets end where the names of their keys say.
		switch age := q.p.BuildingAge.Value; {
		case age <= 10 && q.p.Home == SecondHome:
			k = policy.HousingFundLoanLtvUsedSecondAge0To10
		case age <= 10:
			k = q.flexibleOr(policy.HousingFundFlexibleLoanLtvUsedAge0To10, policy.HousingFundLoanLtvUsedFirstAge0To10)
		case age <= 20:
			k = q.flexibleOr(policy.HousingFundFlexibleLoanLtvUsedAge11To20, policy.HousingFundLoanLtvUsedAnyAge11To20)
		case age <= 30:
			k = q.flexibleOr(policy.HousingFundFlexibleLoanLtvUsedAge21To30, policy.HousingFundLoanLtvUsedAnyAge21To30)
		default:
			q.refuse(q.quota, fault.OutOfRange, "/building_age", "what", ageText, "value", age, "min", 0, "max", 30)
			return policy.None
		}
	} else if q.p.BuildingAge.Given && q.p.BuildingAge.Value > 0 {
		q.refuse(q.quota, fault.NotApplicable, "/building_age", "what", ageText, "why", say("是新建商品房", "the home is new"))
		return policy.None
	}
	if !q.has(k) {
		q.faults.Add(q.s.Missing(k, q.p.On, "/on"))
		return policy.None
	}
	return k
}

// need is what the buyer has to finance: a loan is never larger.
func (q *quoting) need() {
	if !q.p.DownPayment.Given {
		return
	}
	if !q.p.Price.Given {
		q.refuse(q.quota, fault.Required, "/price", "what", priceText)
		return
	}
	if q.p.Price.Value.Less(q.p.DownPayment.Value) {
		q.refuse(q.quota, fault.AmountAbove, "/down_payment", "what", downText, "value", q.p.DownPayment.Value, "max", q.p.Price.Value)
		return
	}
	q.limit("need", q.quota, join(Difference, say("首付之外的房款", "what the down payment leaves"), inYuan, amount("/price", priceText, q.p.Price.Value), amount("/down_payment", downText, q.p.DownPayment.Value)))
}

// income is the ability to repay: (base + spouse's base) × ratio × 12 × years.
func (q *quoting) income() {
	k := policy.HousingFundLoanIncomeRatio
	switch {
	case !q.has(k):
		q.notice(valueUnknown, k, "还款能力的算法没有找到，未按收入限制", "how income limits the loan is not published; it is no limit here")
		return
	case !q.p.Base.Given:
		q.notice(notIncluded, k, "没有给出缴存基数，未按收入限制", "no contribution base was given; income is no limit here")
		return
	case q.q.Term.Years == 0:
		if !q.wrongTerm() {
			q.notice(notIncluded, k, "没有贷款年限，未按收入限制", "no term is known; income is no limit here")
		}
		return
	}
	years := q.q.Term.Explain
	if q.p.TermYears.Given {
		years = counted("/term_years", say("贷款年限", "the term in years"), q.q.Term.Years, "years")
	}
	q.limit("income", q.quota, join(Product, say("按还款能力", "by the ability to repay"), inYuan,
		q.both("/base", baseText, q.p.Base.Value, spouseBase, "/spouse/base", func(s *Spouse) Maybe[money.Money] { return s.Base }),
		known(q.s, k), stated(monthsText, twelve, "months"), years))
}

func (q *quoting) wrongTerm() bool { return len(q.faults) > 0 }

// both is an amount of the borrower, with the spouse's where one contributes and gave it.
func (q *quoting) both(pointer string, name text, own money.Money, spouse text, spousePointer string, of func(*Spouse) Maybe[money.Money]) *Node {
	n := amount(pointer, name, own)
	if q.p.Spouse == nil || !of(q.p.Spouse).Given {
		return n
	}
	return join(Sum, say("双方合计", "both together"), inYuan, n, amount(spousePointer, spouse, of(q.p.Spouse).Value))
}

// balance is a multiple of the balance, in Wuhan times a coefficient by the months of contributions.
func (q *quoting) balance() {
	if q.has(policy.HousingFundLoanBalanceLink) { // Wuxi: abolished, and the book says so
		q.because(policy.HousingFundLoanBalanceLink)
		return
	}
	own := q.p.Kind == FlexibleWorker && q.has(policy.HousingFundFlexibleLoanBalanceMultiple)
	k, brackets := policy.HousingFundLoanBalanceMultiple, employeeBrackets
	if own {
		k, brackets = policy.HousingFundFlexibleLoanBalanceMultiple, flexibleBrackets
	}
	if !q.has(k) {
		if amountRule := policy.HousingFundLoanAmountRule; q.has(amountRule) {
			k = amountRule // Changzhou: the form is known, its coefficients are not
			q.because(k)
		}
		q.notice(valueUnknown, k, "按余额计算的系数没有找到，未按余额限制", "how the balance limits the loan is not published in figures; it is no limit here")
		return
	}
	if q.p.Kind == FlexibleWorker && !own {
		q.notice(assumed, k, "没有找到灵活就业人员的规定，按职工的计算", "no rule for flexible workers is published; the employees' is taken")
	}
	var n *Node
	switch {
	case own && q.p.AverageBalance.Given:
		n = amount("/average_daily_balance", averageText, q.p.AverageBalance.Value)
	case own:
		q.notice(notIncluded, k, "没有给出日均余额，未按余额限制", "no average daily balance was given; the balance is no limit here")
		return
	case q.p.Balance.Given:
		n = q.both("/balance", balanceText, q.p.Balance.Value, spouseText, "/spouse/balance", func(s *Spouse) Maybe[money.Money] { return s.Balance })
	default:
		q.notice(notIncluded, k, "没有给出账户余额，未按余额限制", "no balance was given; the balance is no limit here")
		return
	}
	parts := []*Node{n, known(q.s, k)}
	if coefficient, has, ok := q.coefficient(brackets, own); !ok {
		return
	} else if has {
		parts = append(parts, coefficient)
	}
	q.limit("balance", q.quota, join(Product, say("按账户余额", "by the balance"), inYuan, parts...))
}

// bracket is a span of months with its coefficient; to is 0 for the last.
type bracket struct {
	from, to int
	key      policy.Key
}

// The brackets, as the names of their keys say. The guide of 2026 has one bracket from 36 to 60 where the rule of 2024 had two: which
// of them holds on a day, the book says.
var (
	employeeBrackets = []bracket{
		{6, 12, policy.HousingFundLoanCoefficientMonths6To12},
		{12, 24, policy.HousingFundLoanCoefficientMonths12To24},
		{24, 36, policy.HousingFundLoanCoefficientMonths24To36},
		{36, 60, policy.HousingFundLoanCoefficientMonths36To60},
		{60, 0, policy.HousingFundLoanCoefficientMonths60Up},
	}
	flexibleBrackets = []bracket{
		{12, 24, policy.HousingFundFlexibleLoanCoefficientMonths12To24},
		{24, 36, policy.HousingFundFlexibleLoanCoefficientMonths24To36},
		{36, 60, policy.HousingFundFlexibleLoanCoefficientMonths36To60},
		{36, 48, policy.HousingFundFlexibleLoanCoefficientMonths36To48},
		{48, 60, policy.HousingFundFlexibleLoanCoefficientMonths48To60},
		{60, 0, policy.HousingFundFlexibleLoanCoefficientMonths60Up},
	}
)

// coefficient is that of the bracket the months fall into. A place without any has none (has is false).
func (q *quoting) coefficient(brackets []bracket, flexible bool) (n *Node, has, ok bool) {
	if !q.has(brackets[0].key) {
		return nil, false, true
	}
	if !q.p.Months.Given {
		q.notice(notIncluded, brackets[0].key, "没有给出缴存月数，未按余额限制", "no months of contributions were given; the balance is no limit here")
		return nil, true, false
	}
	closed := policy.HousingFundLoanCoefficientUpperClosed
	if flexible {
		closed = policy.HousingFundFlexibleLoanCoefficientUpperClosed
	}
	t := q.p.Months.Value
	for i, b := range brackets {
		if !q.has(b.key) {
			continue
		}
		in := t >= b.from && (b.to == 0 || t < b.to)
		if q.s.Flag(closed) { // the first bracket takes both its ends, the others the upper one
			in = (t > b.from || i == 0 && t == b.from) && (b.to == 0 || t <= b.to)
		}
		if in {
			q.because(closed)
			coefficient := known(q.s, b.key)
			return join(Product, say("缴存时间系数", "contribution-time coefficient"), "times", coefficient), true, true
		}
	}
	q.refuse(q.quota, fault.OutOfRange, "/months", "what", countText, "value", t, "min", brackets[0].from, "max", MostMonths)
	return nil, true, false
}

// retained is Wuhan's rule for flexible workers: the balance of both is at least 3 % of the loan.
func (q *quoting) retained() {
	k := policy.HousingFundFlexibleLoanBalanceMinRatio
	if q.p.Kind != FlexibleWorker || !q.has(k) {
		return
	}
	if !q.p.Balance.Given {
		q.notice(notIncluded, k, "没有给出账户余额，未按留存余额限制", "no balance was given; the share to be kept is no limit here")
		return
	}
	q.limit("retained", q.quota, join(Quotient, say("按留存余额", "by the balance that must be there"), inYuan,
		q.both("/balance", balanceText, q.p.Balance.Value, spouseText, "/spouse/balance", func(s *Spouse) Maybe[money.Money] { return s.Balance }), known(q.s, k)))
}

// ceiling is the highest loan: by household, or by the number of contributors, with what may be added.
func (q *quoting) ceiling() {
	single, couple := policy.HousingFundLoanMaxSingle, policy.HousingFundLoanMaxCouple
	k := single
	if q.p.Spouse != nil {
		k = couple
	}
	household := policy.HousingFundLoanMaxHouseholdFirst
	if q.p.Home == SecondHome {
		household = policy.HousingFundLoanMaxHouseholdSecond
	}
	if q.has(household) {
		if k == single && q.has(single) && q.s.Entry(single).Grade.Low() {
			q.notice(conflict, single, "单人最高额度只有来源自称未核实的数值 "+q.s.Money(single).String()+" 元，未取为限额", "the cap for one contributor, "+q.s.Money(single).String()+" yuan, is called unverified by its own source and is not taken as a limit")
		}
		k = household
	}
	if !q.has(k) {
		q.notice(valueUnknown, k, "最高额度没有找到，不作限制", "the highest loan is not published; it is no limit here")
		return
	}
	q.limit("cap", q.quota, q.uplift(known(q.s, k)))
}

// uplift adds to the cap what the household's circumstances allow. Shares of the cap do not add up: the largest is taken. Wuxi's
// amounts add up; Changzhou's go by the number of children.
func (q *quoting) uplift(cap *Node) *Node {
	many := q.manyChildren()
	options := []*Node{cap}
	if k := policy.HousingFundLoanMaxTopTalent; q.p.Talent && q.has(k) {
		options = append(options, known(q.s, k))
	}
	share := func(k policy.Key, applies bool) {
		if applies && q.has(k) {
			times := join(Sum, say("上浮后的倍数", "multiple after the uplift"), "times", stated(wholeText, one, "fraction"), known(q.s, k))
			options = append(options, join(Product, k.Spec().Name, inYuan, cap, times))
		}
	}
	share(policy.HousingFundLoanMaxUpliftMultiChild, many)
	share(policy.HousingFundLoanMaxUpliftListedGroups, q.p.Listed)
	if k := policy.HousingFundLoanMaxUpliftGreen; q.p.Green && q.has(k) && q.p.Home == FirstHome && q.p.Used.Given && !q.p.Used.Value {
		options = append(options, join(Product, k.Spec().Name, inYuan, cap, known(q.s, k)))
	}
	if k := policy.HousingFundLoanMaxUpliftEach; q.has(k) {
		n := 0
		for _, applies := range [...]bool{q.p.Home == FirstHome, q.p.Upgraded, many, q.p.Talent} {
			if applies {
				n++
			}
		}
		if n > 0 {
			added := join(Product, k.Spec().Name, inYuan, known(q.s, k), stated(say("符合的情形数（首套、改善、多子女、高层次人才）", "circumstances that apply (first home, upgraded home, multi-child family, senior talent)"), big.NewRat(int64(n), 1), "count"))
			options = append(options, join(Sum, say("增加后的最高额度", "the cap with what is added"), inYuan, cap, added))
		}
	}
	// The names of the keys say the number of children.
	two, three := policy.HousingFundLoanMaxUpliftTwoChildren, policy.HousingFundLoanMaxUpliftThreeChildren
	if k := two; q.p.Children >= 2 && q.has(two) && q.has(three) {
		if q.p.Children >= 3 {
			k = three
		}
		options = append(options, join(Sum, k.Spec().Name, inYuan, cap, known(q.s, k)))
	}
	if len(options) == 1 {
		return cap
	}
	return join(Greatest, say("最高额度", "the highest loan"), inYuan, options...)
}

// manyChildren tells whether the household is a multi-child family, where that matters.
func (q *quoting) manyChildren() bool {
	k := policy.HousingFundLoanMultiChildMin
	if !q.has(k) || q.p.Children == 0 || !q.has(policy.HousingFundLoanMaxUpliftMultiChild) && !q.has(policy.HousingFundLoanMaxUpliftEach) {
		return false
	}
	q.because(k)
	return q.p.Children >= q.s.Int(k)
}
