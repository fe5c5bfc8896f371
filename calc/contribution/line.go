package contribution

import (
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Payer is who pays a line.
type Payer uint8

// The payers. A flexible worker pays as the employee.
const (
	Employer Payer = iota
	EmployeePays
)

// String is the payer's id.
func (p Payer) String() string {
	if p == EmployeePays {
		return "employee"
	}
	return "employer"
}

// Limit is which bound decided the base.
type Limit uint8

// The limits.
const (
	NoLimit Limit = iota
	AtFloor
	AtCeiling
)

// String is the limit's id.
func (l Limit) String() string { return [...]string{"none", "floor", "ceiling"}[l] }

// Line is one amount somebody pays for one scheme in the month, with all that decided it.
type Line struct {
	Scheme    policy.Scheme
	Payer     Payer
	Limit     Limit
	Fixed     bool // an amount as such: Declared, Base, Rate and Rounding mean nothing
	Unknown   bool // the amount is not known: it is not zero, and it is in no total
	Estimated bool // the base is our estimate
	Declared  money.Money
	Base      money.Money // what the rate is applied to, after floor and ceiling
	Rate      money.Rate
	Rounding  money.Rounding
	Amount    money.Money
	Rule      *policy.Rule  // the article of the amount
	Because   [8]policy.Key // the parameters that decided, the first zero ends them
	Bounds    [2]policy.Key // floor and ceiling the base was held against, whether or not it reached one; none: it was held against none
}

// write fills a line "base × rate, rounded" field by field: a composite literal would be built aside and copied, at twice the cost.
// A key of None decided nothing and is left out.
func (l *Line) write(scheme policy.Scheme, payer Payer, b *base, rate money.Rate, rounding money.Rounding, rule *policy.Rule, roundingKey, rateKey policy.Key) {
	l.frame(scheme, payer, rate, rounding, rule, roundingKey, rateKey)
	l.fill(b)
}

// frame is what every line of a share has in common.
func (l *Line) frame(scheme policy.Scheme, payer Payer, rate money.Rate, rounding money.Rounding, rule *policy.Rule, roundingKey, rateKey policy.Key) {
	l.Scheme, l.Payer = scheme, payer
	l.Fixed, l.Unknown, l.Estimated = false, false, false
	l.Rate, l.Rounding = rate, rounding
	l.Rule = rule
	l.Because, l.Bounds = [8]policy.Key{}, [2]policy.Key{}
	l.Because[0], l.Because[1] = roundingKey, rateKey
}

// fill puts a person's base and amount into the frame.
func (l *Line) fill(b *base) {
	l.Limit, l.Declared, l.Base = b.limit, b.declared, b.amount
	l.Amount = l.Rate.Of(b.amount, l.Rounding)
	if b.bound != policy.None {
		l.because(b.bound)
	}
}

// fix fills a line of a fixed amount, in the same way.
func (l *Line) fix(scheme policy.Scheme, payer Payer, amount money.Money, rule *policy.Rule, key policy.Key) {
	l.Scheme, l.Payer, l.Limit = scheme, payer, NoLimit
	l.Fixed, l.Unknown, l.Estimated = true, false, false
	l.Declared, l.Base = money.Money{}, money.Money{}
	l.Rate, l.Rounding = money.Rate{}, money.Rounding{}
	l.Amount, l.Rule = amount, rule
	l.Because, l.Bounds = [8]policy.Key{}, [2]policy.Key{}
	l.Because[0] = key
}

// Beside are the articles of a line's base and rate, where the place has articles for them apart from the amount's: those of an
// employee's housing fund.
func (l *Line) Beside(s *policy.Snapshot) [2]*policy.Rule {
	if l.Scheme != policy.HousingFund || l.Fixed || l.Rule == s.Rule(policy.HousingFundFlexibleAmount) {
		return [2]*policy.Rule{}
	}
	return tariffOf(s).fund.beside
}

// because puts parameters on the line's list. The list is as long as any line has needed; what is beyond it is in [Answer.Considered].
func (l *Line) because(keys ...policy.Key) {
	i := 0
	for i < len(l.Because) && l.Because[i] != policy.None {
		i++
	}
	copy(l.Because[i:], keys)
}

// Totals are the sums of the lines whose amounts are known.
type Totals struct{ Employer, Employee, Total money.Money }

// Sum adds lines up.
func Sum(lines []Line) (t Totals) {
	for i := range lines {
		l := &lines[i]
		if l.Unknown {
			continue
		}
		if l.Payer == Employer {
			t.Employer = t.Employer.Add(l.Amount)
		} else {
			t.Employee = t.Employee.Add(l.Amount)
		}
	}
	t.Total = t.Employer.Add(t.Employee)
	return t
}

// NoticeCode is what an answer has to admit.
type NoticeCode uint8

// The notices. Those that follow from a parameter's own marks (carried forward, provisional, low grade, conflict, assumed)
// are not made here: [policy.Snapshot] knows them.
const (
	Assumed      NoticeCode = iota + 1 // a reading or default that the documents do not settle
	Estimate                           // a figure estimated because none is published
	NotIncluded                        // something is owed beside this month's lines
	ValueUnknown                       // an amount could not be given
	Conflict                           // sources disagree
)

// String is the notice's code on the wire.
func (c NoticeCode) String() string {
	return [...]string{"", "assumed", "estimate", "not_included", "value_unknown", "conflict"}[c]
}

// Notice is one admission about a parameter, or about the answer if Key is None. Its sentence is [Why.Text].
type Notice struct {
	Code NoticeCode
	Key  policy.Key
	Why  Why
}

// Answer is the lines of one person-month. Reuse it: [Calculate] only grows its slices.
type Answer struct {
	Lines      []Line
	Notices    []Notice
	Considered []policy.Key // parameters the answer was held against beside those that decided its lines: bounds that were not reached

	tariff [2][]policy.Key // the same of employees, which every answer of a place has in common: fund, insurances
}

// Keys tells of every parameter the answer rests on, some of them more than once: those that decided its lines, and those they were held
// against.
func (a *Answer) Keys(use func(policy.Key)) {
	for i := range a.Lines {
		for _, k := range a.Lines[i].Because {
			if k == policy.None {
				break
			}
			use(k)
		}
	}
	for _, k := range a.Considered {
		use(k)
	}
	for _, list := range a.tariff {
		for _, k := range list {
			use(k)
		}
	}
}

// Tariff are those parameters among [Answer.Keys] that employees of a place have in common, of the fund and of the insurances. Answers
// that are held against the same share the same two slices, so that whoever counts many needs to look at each slice once.
func (a *Answer) Tariff() [2][]policy.Key { return a.tariff }
