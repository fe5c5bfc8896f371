package loan

import (
	"strconv"
	"strings"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Month is one month of a history.
type Month struct {
	Month  civil.Month
	Status Status
	Amount Maybe[money.Money]
}

// Applicant is who wants to borrow, and when.
type Applicant struct {
	On       civil.Date // day of the application
	Kind     Kind
	Birth    civil.Date // 0: not given
	Sex      Sex
	History  []Month // oldest first, without gaps, to the month before On
	Opened   civil.Date
	Unsealed civil.Month // 0: never, or not given

	Outstanding       Maybe[bool]        // has a loan of the fund that is not settled
	SpouseOutstanding Maybe[bool]        //
	EarlierLoans      Maybe[int]         // fund loans of the household so far
	HomesOwned        Maybe[int]         // homes the household owns, without the one to be bought
	Children          Maybe[int]         // minor children
	Balance           Maybe[money.Money] //
	FirstPayment      civil.Date         // first payment after the last agreement (flexible workers in Wuhan); 0: not given
	LastWithdrawal    civil.Date         // 0: not given
	Contract          civil.Date         // day of the purchase contract; 0: not given
}

// Verdict is a yes or no with every reason.
type Verdict struct {
	Eligible   bool
	Continuous int         // months of the unbroken row
	Required   int         // months asked for
	Restarted  civil.Month // where the row started again; 0 if it did not
	Earliest   civil.Month // first month in which all can be met if every month from now on is paid on time; 0 if that does not help
	MadeGood   civil.Month // the same if the months missed so far are made good now; 0 if that makes it no earlier
	Reasons    []Reason
	Because    []policy.Key
	Notices    []Notice
}

// Reason is one condition and whether it is met.
type Reason struct {
	Rule    string
	Met     bool
	Message text
	Have    text
	Need    text
}

// Judge says whether somebody may borrow on a day. All that is wrong with the question comes back at once.
func Judge(s *policy.Snapshot, a *Applicant) (Verdict, fault.List) {
	j := judging{s: s, a: a}
	j.check()
	if len(j.faults) > 0 {
		return Verdict{}, j.faults
	}
	j.v.Earliest = a.On.Month()
	if a.Kind == FlexibleWorker && countsDays(s) {
		j.sinceFirstPayment()
	} else {
		j.months()
	}
	j.ageOfContributor()
	j.outstanding()
	j.earlierLoans()
	j.homesOwned()
	if len(j.faults) > 0 {
		return Verdict{}, j.faults
	}
	j.v.Eligible = true
	for _, r := range j.v.Reasons {
		j.v.Eligible = j.v.Eligible && r.Met
	}
	if j.madeGood != 0 {
		j.v.MadeGood = max(j.v.Earliest, j.madeGood)
	}
	j.notBefore(j.counted)
	if j.never {
		j.v.Earliest = 0
	}
	if j.v.MadeGood >= j.v.Earliest {
		j.v.MadeGood = 0
	} else if j.v.MadeGood != 0 {
		j.because(policy.HousingFundLoanBackPaidContinues, policy.HousingFundLoanBackPaidCounts)
	}
	return j.v, nil
}

// judging is one application on its way through the conditions.
type judging struct {
	s     *policy.Snapshot
	a     *Applicant
	v     Verdict
	never bool // some condition does not come with time and payments

	counted, madeGood civil.Month // when the months asked for are there: as things stand, and if what was missed is made good

	faults fault.List
}

func (j *judging) reason(by policy.Role, met bool, message, have, need text) {
	j.v.Reasons = append(j.v.Reasons, Reason{Rule: j.s.RuleID(by), Met: met, Message: message, Have: have, Need: need})
}

func (j *judging) because(keys ...policy.Key) { j.v.Because = append(j.v.Because, keys...) }

func (j *judging) notice(code string, key policy.Key, t text) {
	j.v.Notices = append(j.v.Notices, Notice{code, key, t})
}

// notBefore says from which day on a condition is met.
func (j *judging) notBefore(m civil.Month) { j.v.Earliest = max(j.v.Earliest, m) }

// months judges by months in a row: ZZ-13a with ZZ-9c, and the employees of every place.
func (j *judging) months() {
	a := j.a
	t, faults := TermsOf(j.s, a.Kind, a.On)
	if faults != nil {
		j.faults.Add(faults...)
		return
	}
	if t.Lent {
		j.notice(assumed, t.Months, say("没有找到灵活就业人员的贷款缴存月数规定，按职工的规定判断", "no number of months is published for flexible workers; the employees' is taken"))
	}
	c := j.count(&t, false)
	j.v.Continuous, j.v.Required, j.v.Restarted = c.Continuous, t.Required, c.Restarted
	enough := func(c *Counter) civil.Month { return a.On.Month().Add(t.Required - min(c.Counted, t.Required)) }
	j.counted = enough(&c)
	short := j.missedShortly(&t)
	if short != 0 {
		again := j.count(&t, true)
		j.madeGood = enough(&again)
	}
	if a.Kind == Employee {
		j.accountOpen()
	}
	need := months(t.Required)
	if t.Role == policy.FlexibleLoanMonths {
		j.reason(t.Role, c.Enough(&t), say("按时、足额缴存不少于 "+need.ZH, "At least "+need.EN+" of on-time, full contributions"), months(c.Counted), need)
	} else {
		j.reason(t.Role, c.Enough(&t), say("申请前连续足额缴存不少于 "+need.ZH, "At least "+need.EN+" in a row before the application, paid in full"), months(c.Counted), need)
	}
	if t.Reset > 0 {
		message := say("连续缴存时间：连续停缴 "+months(t.Reset).ZH+"以上的，自启封月份重新计算", "Continuous months: after a stop of "+months(t.Reset).EN+" or more they start again at the month of unsealing")
		have := months(c.Continuous)
		if short != 0 && c.Continuous < t.Required {
			message = say("连续缴存时间："+short.String()+" 未补上，未满连续停缴 "+months(t.Reset).ZH+"；按本项目的读法，未补上的月份也使连续时间重新计算，补上后连续时间保留",
				"Continuous months: "+short.String()+" has not been made good; that is no stop of "+months(t.Reset).EN+", yet by our reading a month not made good starts the count again too, and making it good keeps the row")
		}
		if c.Restarted != 0 {
			have = say(have.ZH+"，自 "+c.Restarted.String()+" 起", have.EN+", since "+c.Restarted.String())
		}
		j.reason(policy.FlexibleLoanContinuity, c.Continuous >= t.Required, message, have, need)
		j.because(policy.HousingFundFlexibleArrearsReset)
		if k := policy.HousingFundLoanMissedRestarts; short != 0 && j.s.Has(k) {
			j.because(k)
			j.notice(assumed, k, say("规定没有说明未补上的月份如何计算连续时间，按重新计算；补缴后连续时间保留",
				"the rule does not say what a month not made good does to the row; it is taken to start the count again, and making it good to keep the row"))
		}
	}
	j.because(t.Months)
	if k := policy.HousingFundFlexibleLoanType; a.Kind == FlexibleWorker && j.s.Has(k) {
		j.because(k)
	}
	if a.Kind == Employee {
		j.lastContribution()
		j.unpaidLately()
		j.balance()
	}
}

// count runs through the history and says which readings it needed. What was missed may be supposed to be made good.
func (j *judging) count(t *Terms, madeGood bool) Counter {
	var c Counter
	backPaid := false
	for _, m := range j.a.History {
		if m.Month == j.a.Unsealed {
			c.Unseal(t, m.Month)
		}
		backPaid = backPaid || m.Status == BackPaid
		if madeGood && m.Status == Missed {
			m.Status = BackPaid
		}
		c.Add(t, m.Month, m.Status)
	}
	if on := j.a.On.Month(); j.a.Unsealed == on {
		c.Unseal(t, on)
	}
	if backPaid && !madeGood {
		j.because(policy.HousingFundLoanBackPaidContinues, policy.HousingFundLoanBackPaidCounts)
		j.notice(assumed, policy.HousingFundLoanBackPaidContinues, backPaidReading(t))
	}
	return c
}

// missedShortly is the last month that was missed and is not part of a stop so long that the row starts again whatever is made good; 0 if
// there is none, or if making good does not help here.
func (j *judging) missedShortly(t *Terms) civil.Month {
	if !t.Continues || t.Overlooks {
		return 0
	}
	last, stop := civil.Month(0), 0
	for i := len(j.a.History) - 1; i >= 0; i-- {
		switch m := j.a.History[i]; {
		case m.Status == Missed && last == 0:
			last, stop = m.Month, 1
		case m.Status != Paid && last != 0:
			stop++
		case last != 0:
			if t.Reset == 0 || stop < t.Reset {
				return last
			}
			return 0
		}
	}
	if t.Reset > 0 && stop >= t.Reset {
		return 0
	}
	return last
}

func backPaidReading(t *Terms) text {
	r := say("补缴的月份中断连续缴存", "a back-paid month breaks the row")
	if t.Continues {
		r = say("补缴的月份不中断连续缴存", "a back-paid month keeps the row")
	}
	if t.Continues && t.Counts {
		return say(r.ZH+"，并计入所需月数", r.EN+" and is one of the months asked for")
	}
	return say(r.ZH+"，不计入所需月数", r.EN+" and is not one of the months asked for")
}

// accountOpen is the number of days since opening.
func (j *judging) accountOpen() {
	k := policy.HousingFundLoanAccountDaysMin
	if !j.s.Has(k) {
		return
	}
	have, need := int(j.a.On-j.a.Opened), j.s.Int(k)
	j.reason(policy.LoanAccount, have >= need, say("开户满 "+days(need).ZH, "The account has been open for "+days(need).EN), days(have), days(need))
	j.because(k)
	j.notBefore(j.a.Opened.AddDays(need).Month())
}

// lastContribution must not lie before the month before the application.
func (j *judging) lastContribution() {
	k := policy.HousingFundLoanLastContribution
	if !j.s.Has(k) {
		return
	}
	before := j.a.On.Month().Add(-1)
	have := say("没有缴存", "none")
	met := false
	for i := len(j.a.History) - 1; i >= 0; i-- {
		if m := j.a.History[i]; m.Status != Missed {
			have, met = plain(m.Month.String()), m.Month >= before
			break
		}
	}
	j.reason(policy.LoanMonths, met, say("最近一次缴存不早于申请前一个月", "The last contribution is not earlier than the month before the application"), have, plain(before.String()))
	j.because(k)
	if !met {
		j.notBefore(j.a.On.Month().Add(1))
	}
}

// unpaidLately is Zhengzhou's limit on unpaid months. The source does not say over which time they are counted.
func (j *judging) unpaidLately() {
	k := policy.HousingFundLoanUnpaidRecentMax
	if !j.s.Has(k) {
		return
	}
	n := 0
	for i := len(j.a.History) - 1; i >= 0 && j.a.History[i].Status == Missed; i-- {
		n++
	}
	need := j.s.Int(k)
	j.reason(policy.LoanMonths, n <= need, say("近期未缴月数不超过 "+months(need).ZH, "At most "+months(need).EN+" unpaid lately"), months(n), months(need))
	j.because(k)
	if n > 0 {
		j.notice(assumed, k, say("来源没有说明“近期”的范围，按申请前连续未缴的月数计算", "the source does not say what \"lately\" is; the unpaid months right before the application are counted"))
	}
}

// balance must be a multiple of the monthly contribution. It is judged when the balance is given.
func (j *judging) balance() {
	k := policy.HousingFundLoanBalanceMinMultiple
	if !j.s.Has(k) {
		return
	}
	monthly := j.monthly()
	switch {
	case !j.a.Balance.Given:
		j.notice(notIncluded, k, say("没有给出账户余额，未判断余额条件", "no balance was given; the condition on the balance is not judged"))
		return
	case monthly.IsZero():
		j.notice(notIncluded, k, say("缴存记录没有给出金额，未判断余额条件", "the history gives no amounts; the condition on the balance is not judged"))
		return
	}
	have, need := j.a.Balance.Value, j.s.Rate(k).Of(monthly, money.FenHalfUp)
	j.reason(policy.LoanBalance, !have.Less(need), say("账户余额不低于月缴存额的 "+j.s.Rate(k).String()+" 倍", "The balance is at least "+j.s.Rate(k).String()+" times the monthly contribution"),
		yuan(have), yuan(need))
	j.because(k)
	if short := need.Sub(have).Fen(); short > 0 {
		j.notBefore(j.a.On.Month().Add(int((short + monthly.Fen() - 1) / monthly.Fen())))
	}
}

// monthly is the last amount contributed; 0.00 if none was given.
func (j *judging) monthly() money.Money {
	for i := len(j.a.History) - 1; i >= 0; i-- {
		if m := j.a.History[i]; m.Status != Missed && m.Amount.Given {
			return m.Amount.Value
		}
	}
	return money.Money{}
}

// ageOfContributor: a flexible worker's age must be one at which contributions are allowed, where the place says which (ZZ-3).
func (j *judging) ageOfContributor() {
	low, men, women := policy.HousingFundFlexibleEligibilityAgeMin, policy.HousingFundFlexibleEligibilityAgeBelowMale, policy.HousingFundFlexibleEligibilityAgeBelowFemale
	if j.a.Kind != FlexibleWorker || !j.s.Has(low) || !j.s.Has(men) || !j.s.Has(women) {
		return
	}
	least, below := j.s.Int(low), j.s.Int(men)
	if j.a.Sex == Female {
		below = j.s.Int(women)
	}
	age := j.a.On.Age(j.a.Birth)
	switch {
	case j.a.Birth == 0:
		j.notice(assumed, low, say("没有给出出生日期，按符合缴存的年龄条件判断", "no day of birth was given; the age is taken to be one at which contributions are allowed"))
		return
	case j.a.Sex == 0 && age >= j.s.Int(women) && age < j.s.Int(men):
		j.notice(assumed, women, say("没有给出性别，按男性的年龄上限判断", "the sex was not given; the age limit of men is taken"))
	}
	lo, hi := strconv.Itoa(least), strconv.Itoa(below)
	j.reason(policy.HousingFundFlexibleEligibility, age >= least && age < below, say("年满 "+lo+" 周岁、未满 "+hi+" 周岁方可缴存", "Aged "+lo+" or more and below "+hi+", as contributors are"),
		say(strconv.Itoa(age)+" 周岁", strconv.Itoa(age)), say(lo+" 至 "+hi+" 周岁（不含）", lo+" to "+hi+" (not included)"))
	j.because(low)
	if j.a.Sex == Female {
		j.because(women)
	} else {
		j.because(men)
	}
	if age < least {
		j.notBefore(j.a.Birth.AddMonths(12 * least).Month())
	}
	j.never = j.never || age >= below
}

// outstanding judges an unsettled loan. What the applicant does not say is taken not to be, and the answer says so.
func (j *judging) outstanding() {
	var unsaid []string
	said := false // it has been said that no local rule was found
	for _, o := range [...]struct {
		has     Maybe[bool]
		field   string
		message text
	}{
		{j.a.Outstanding, "outstanding_loan", say("本人没有未结清的公积金贷款", "No unsettled fund loan of one's own")},
		{j.a.SpouseOutstanding, "spouse_outstanding_loan", say("配偶没有未结清的公积金贷款", "No unsettled fund loan of the spouse")},
	} {
		if !o.has.Given {
			unsaid = append(unsaid, o.field)
			continue
		}
		have := say("没有", "none")
		if o.has.Value {
			have, j.never = say("有一笔", "one"), true
		}
		j.reason(policy.LoanRefused, !o.has.Value, o.message, have, say("没有", "none"))
		if r := j.s.Rule(policy.LoanRefused); !said && (r == nil || r.Place.Parent == nil) {
			said = true
			j.notice(assumed, policy.None, say("没有找到本地关于未结清贷款的规定，按须先结清判断", "no local rule on an unsettled loan was found; it is taken that it must be settled first"))
		}
	}
	key := policy.None
	if j.s.Has(policy.HousingFundLoanRefused) {
		key = policy.HousingFundLoanRefused
		j.because(key)
	}
	if len(unsaid) > 0 {
		j.notice(assumed, key, say("没有给出 "+strings.Join(unsaid, "、")+"，按没有未结清的公积金贷款判断", "nothing was said of unsettled fund loans ("+strings.Join(unsaid, ", ")+"); it is taken that there are none"))
	}
}

// earlierLoans is the number of loans a household may take.
func (j *judging) earlierLoans() {
	k := policy.HousingFundLoanUsesMax
	if !j.s.Has(k) {
		return
	}
	if !j.a.EarlierLoans.Given {
		j.notice(assumed, k, say("没有给出家庭已使用公积金贷款的次数，按未达上限判断", "the household's earlier fund loans were not given; they are taken to be fewer than would refuse one more"))
		return
	}
	j.fewer(say("家庭已使用公积金贷款的次数", "Fund loans of the household so far"), j.a.EarlierLoans.Value, j.s.Int(k))
	j.because(k)
}

// homesOwned is the number of homes a household may have, the one to be bought included.
func (j *judging) homesOwned() {
	k, more := policy.HousingFundLoanHomesMax, policy.HousingFundLoanHomesMaxMultiChild
	if !j.s.Has(k) {
		return
	}
	if !j.a.HomesOwned.Given {
		j.notice(assumed, k, say("没有给出家庭已有住房的套数，按未达上限判断", "the homes the household owns were not given; they are taken to be fewer than would refuse the loan"))
		return
	}
	most := j.s.Int(k)
	if many := policy.HousingFundLoanMultiChildMin; j.s.Has(more) && j.s.Has(many) {
		switch {
		case j.a.Children.Value >= j.s.Int(many):
			most += j.s.Int(more)
			j.because(more, many)
		case !j.a.Children.Given && j.a.HomesOwned.Value == most:
			j.notice(assumed, more, say("没有给出未成年子女数，按不是多子女家庭判断", "the number of children was not given; the household is taken not to be a multi-child family"))
		}
	}
	j.fewer(say("家庭已有住房的套数", "Homes the household owns"), j.a.HomesOwned.Value, most)
	j.because(k)
	if relief := policy.HousingFundLoanReliefHomeListedForSale; j.s.Has(relief) && j.s.Carried(relief) != policy.PastTo {
		j.because(relief)
	}
}

// fewer asks for fewer of something than the number that refuses a loan; time does not change it.
func (j *judging) fewer(message text, have, most int) {
	j.reason(policy.LoanRefused, have < most, message, number(have), say("少于 "+strconv.Itoa(most), "fewer than "+strconv.Itoa(most)))
	j.never = j.never || have >= most
}

func months(n int) text {
	if n == 1 {
		return say("1 个月", "1 month")
	}
	return say(strconv.Itoa(n)+" 个月", strconv.Itoa(n)+" months")
}

func days(n int) text {
	if n == 1 {
		return say("1 天", "1 day")
	}
	return say(strconv.Itoa(n)+" 天", strconv.Itoa(n)+" days")
}

func yuan(m money.Money) text { return say(m.String()+" 元", m.String()+" yuan") }
