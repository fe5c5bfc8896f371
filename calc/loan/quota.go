package loan

import (
	"math/big"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Purchase is a home to be bought and the household that buys it. What is not given is no limit, and the answer says so.
type Purchase struct {
	On          civil.Date // day of the application
	Kind        Kind
	Birth       civil.Date // 0: not given
	Sex         Sex
	Home        Home
	Used        Maybe[bool]
	BuildingAge Maybe[int] // years, of a used home
	Price       Maybe[money.Money]
	DownPayment Maybe[money.Money]

	Base           Maybe[money.Money] // contribution base, yuan a month
	Balance        Maybe[money.Money]
	AverageBalance Maybe[money.Money] // average daily balance of a flexible worker
	Months         Maybe[int]         // months of contributions
	Spouse         *Spouse            // who contributes too; nil if nobody does
	TermYears      Maybe[int]
	Children       int // minor children

	Talent     bool // a talent as the place lists them
	Upgraded   bool // an upgraded home (改善型)
	Affordable bool // affordable housing
	Aided      bool // a household with purchase aid
	Listed     bool // one of the groups the place lists
	Green      bool // a green building of two stars or more
}

// Spouse is a second contributor of the household.
type Spouse struct {
	Base    Maybe[money.Money]
	Balance Maybe[money.Money]
}

// Quota is the most that can be borrowed: the least of the limits.
type Quota struct {
	Amount  money.Money
	Binding string // the id of the limit that decides
	Limits  []Limit
	Explain *Node
	Term    Term
	Because []policy.Key
	Notices []Notice
}

// Limit is one of the limits.
type Limit struct {
	ID      string // "price", "need", "income", "balance", "retained", "cap"
	Rule    string
	Amount  money.Money
	Explain *Node
}

// Term is how long the loan may run.
type Term struct {
	Years   int    // taken for this quota; 0 if neither asked for nor limited
	Most    int    // the most allowed; 0 if not known
	Rule    string //
	Explain *Node  // of Most; nil if not known
}

// Borrow says how much can be borrowed. All that is wrong with the question comes back at once.
func Borrow(s *policy.Snapshot, p *Purchase) (Quota, fault.List) {
	q := quoting{s: s, p: p, quota: policy.LoanQuota}
	if p.Kind == FlexibleWorker {
		for _, own := range [...]policy.Role{policy.FlexibleLoanQuota, policy.FlexibleLoanQuota2024} {
			if s.Rule(own) != nil {
				q.quota = own
				break
			}
		}
	}
	q.term()
	q.firstHomeOnly()
	q.price()
	q.need()
	q.income()
	q.balance()
	q.retained()
	q.ceiling()
	if len(q.faults) > 0 {
		return Quota{}, q.faults
	}
	return q.done()
}

// quoting is one purchase on its way through the limits.
type quoting struct {
	s      *policy.Snapshot
	p      *Purchase
	q      Quota
	quota  policy.Role // the rule that answers for the limits
	faults fault.List
}

// has tells whether the book has a figure. An explicit "no limit" is none.
func (q *quoting) has(k policy.Key) bool { return q.s.Has(k) && !q.s.Unlimited(k) }

func (q *quoting) limit(id string, by policy.Role, n *Node) {
	n = downToFen(n)
	if most := big.NewRat(money.Max, 100); n.Value.Cmp(most) > 0 {
		q.refuse(by, fault.OutOfRange, "", "what", n.Name, "value", n.Value.FloatString(2), "min", 0, "max", money.Fen(money.Max))
		return
	}
	q.q.Limits = append(q.q.Limits, Limit{ID: id, Rule: q.s.RuleID(by), Amount: n.money(), Explain: n})
	n.Leaves(func(leaf *Node) {
		if leaf.Op == Known {
			q.because(leaf.Key)
		}
	})
}

func (q *quoting) because(k policy.Key) {
	for _, have := range q.q.Because {
		if have == k {
			return
		}
	}
	q.q.Because = append(q.q.Because, k)
}

func (q *quoting) notice(code string, key policy.Key, zh, en string) {
	q.q.Notices = append(q.q.Notices, Notice{code, key, say(zh, en)})
}

func (q *quoting) refuse(by policy.Role, code fault.Code, field string, pairs ...any) {
	q.faults.Add(fault.New(code, field, pairs...).By(q.s.RuleID(by)))
}

// done takes the least limit, down to the step the place rounds to.
func (q *quoting) done() (Quota, fault.List) {
	if len(q.q.Limits) == 0 {
		return Quota{}, fault.List{q.s.Missing(policy.HousingFundLoanMaxSingle, q.p.On, "/on")}
	}
	parts := make([]*Node, len(q.q.Limits))
	least := 0
	for i, l := range q.q.Limits {
		parts[i] = l.Explain
		if l.Amount.Less(q.q.Limits[least].Amount) {
			least = i
		}
	}
	q.q.Binding = q.q.Limits[least].ID
	q.q.Explain = join(Least, say("各项限额中的最低者", "the least of the limits"), inYuan, parts...)
	if k := policy.HousingFundLoanResultRounding; q.has(k) {
		q.q.Explain = join(RoundDown, say("可贷额度", "the quota"), inYuan, q.q.Explain, known(q.s, k))
		q.because(k)
	}
	q.q.Amount = q.q.Explain.money()
	return q.q, nil
}

// term is the longest term: the place's own, and the years until the age by which the loan must be repaid.
func (q *quoting) term() {
	var parts []*Node
	for _, k := range [...]policy.Key{q.flexibleOr(policy.HousingFundFlexibleLoanTermMax, policy.HousingFundLoanTermMax)} {
		if q.has(k) {
			parts = append(parts, known(q.s, k))
			q.because(k)
		} else {
			q.notice(valueUnknown, k, "没有找到最长年限，不作限制", "the longest term is not published; it is no limit here")
		}
	}
	if k := policy.HousingFundFlexibleLoanTermAfterRetirementMax; q.p.Kind == FlexibleWorker && q.has(k) {
		q.notice(notIncluded, k, "退休年龄不在这里计算，未按退休后年限限制", "the age of retirement is not worked out here; years after retirement are no limit")
	}
	if n := q.untilAge(); n != nil {
		parts = append(parts, n)
	}
	t := &q.q.Term
	t.Rule = q.s.RuleID(policy.LoanTerm)
	if len(parts) > 0 {
		t.Explain = join(Least, say("最长年限", "the longest term"), "years", parts...)
		t.Most = int(t.Explain.Value.Num().Int64())
	}
	least := 1
	if k := policy.HousingFundLoanTermMin; q.has(k) {
		least = q.s.Int(k)
	}
	field, what := "/term_years", say("贷款年限", "the term in years")
	switch asked := q.p.TermYears; {
	case t.Explain != nil && t.Most < least:
		q.refuse(policy.LoanTerm, fault.OutOfRange, "/person/birth", "what", say("可贷年限", "the term possible at this age"), "value", t.Most, "min", least, "max", q.s.Int(policy.HousingFundLoanTermMax))
	case !asked.Given:
		t.Years = t.Most
	case asked.Value < least || t.Explain != nil && asked.Value > t.Most:
		most := MostMonths / 12
		if t.Explain != nil {
			most = t.Most
		}
		q.refuse(policy.LoanTerm, fault.OutOfRange, field, "what", what, "value", asked.Value, "min", least, "max", most)
	default:
		t.Years = asked.Value
	}
}

// untilAge are the years until the age by which the loan must be repaid: Wuhan's by sex, less the age and one; Urumqi's is one age.
func (q *quoting) untilAge() *Node {
	bySex := map[Sex]policy.Key{Male: policy.HousingFundLoanAgeLimitMale, Female: policy.HousingFundLoanAgeLimitFemale}
	k, plusOne := policy.HousingFundLoanAgeLimit, false
	switch {
	case q.has(bySex[Male]) && q.has(bySex[Female]):
		if q.p.Sex == 0 || q.p.Birth == 0 {
			q.notice(notIncluded, bySex[Male], "没有给出出生日期和性别，年限未按年龄限制", "no day of birth and sex were given; the term is not limited by age")
			return nil
		}
		k, plusOne = bySex[q.p.Sex], true
	case !q.has(k):
		return nil
	case q.p.Birth == 0:
		q.notice(notIncluded, k, "没有给出出生日期，年限未按年龄限制", "no day of birth was given; the term is not limited by age")
		return nil
	}
	q.because(k)
	parts := []*Node{known(q.s, k), counted("/person/birth", say("申请时的年龄", "age on the day of the application"), q.p.On.Age(q.p.Birth), "years")}
	if plusOne {
		parts = append(parts, stated(say("规定另加的一岁", "the one year the rule adds"), one, "years"))
	}
	return join(Difference, say("至最高还款年龄的年数", "years until the latest age at repayment"), "years", parts...)
}

// firstHomeOnly: a flexible worker's loan for a first home only, while that rule was in force.
func (q *quoting) firstHomeOnly() {
	k := policy.HousingFundFlexibleLoanFirstHomeOnly
	if q.p.Kind != FlexibleWorker || q.p.Home != SecondHome || !q.s.Flag(k) {
		return
	}
	if q.s.Carried(k) == policy.PastTo {
		q.notice(assumed, k, "限于首套的规定已到期，未找到后续规定，不作限制", "the rule for first homes only has run out without a known successor; it is no limit here")
		q.because(k)
		return
	}
	q.refuse(policy.FlexibleLoanConditions, fault.NotApplicable, "/home", "what", say("第二套住房", "a second home"), "why", say("灵活就业人员的贷款限于首套住房", "flexible workers borrow for a first home only"))
}

// flexibleOr is a flexible worker's own parameter where the place has one.
func (q *quoting) flexibleOr(own, all policy.Key) policy.Key {
	if q.p.Kind == FlexibleWorker && q.has(own) {
		return own
	}
	return all
}
