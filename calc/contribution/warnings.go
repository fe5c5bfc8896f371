package contribution

import (
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// Why is the sentence of a notice.
type Why uint8

// What answers have to admit.
const (
	SourcesDisagree Why = iota + 1
	PaidYearly
	PayerUnknown
	ClassOne
	EmployeesBounds
	BoundsUnpublished
	TierEntered
	TierEstimated
	RateUnknown
	EnterpriseTaken
	SidesApart
)

var sentences = [...]text{
	SourcesDisagree:   say("各来源说法不一，所用数值见参数说明", "sources disagree; see the parameter for the value taken and why"),
	PaidYearly:        say("按年缴纳，月份不明，未计入本月", "paid once a year in a month that is not known; not in this month's amounts"),
	PayerUnknown:      say("由谁承担没有公布，未计入本月", "who pays it is not published; not in this month's amounts"),
	ClassOne:          say("未给出工伤风险类别，按一类计算", "no work-injury class was given; class one is taken"),
	EmployeesBounds:   say("灵活就业人员的基数上下限未公布，按职工的上下限计算", "bounds for flexible workers are not published; the employees' are taken"),
	BoundsUnpublished: say("月缴存额的上下限未公布，按约定金额计算", "bounds of the monthly amount are not published; the amount agreed is taken as it is"),
	TierEntered:       say("该档基数由提问者给出，政策库中没有公布值", "the tier's base was entered by the asker; none is published in the book"),
	TierEstimated:     say("该档基数没有公布，为估计值：一档取下限，其余在上下限之间均匀分布", "the tier's base is not published; this is an estimate: tier one at the floor, the others spread evenly to the ceiling"),
	EnterpriseTaken:   say("没有给出单位类别，按企业计算", "the kind of employer was not given; an enterprise is taken"),
	SidesApart:        say("单位和个人分别取整后相加；按合计比例一次相乘会差一分", "each side is rounded apart and the sides are added; one product with the sum of the rates would differ by a fen"),
	RateUnknown:       say("灵活就业人员医疗保险费率没有公布，金额未知（不是零）", "the medical rate of flexible workers is not published; the amount is unknown, not zero"),
}

// Text is the sentence.
func (w Why) Text() text { return sentences[w] }

// Warning is one thing the reader of an answer must know before relying on it.
type Warning struct {
	Code  string
	Key   policy.Key    // None if it is about a place as a whole
	Entry *policy.Entry // the value it is about, if it is about one
	Why   Why           // the notice's sentence, if it came from one
	Place *policy.Place // for a place-wide carried_forward
}

// Warnings collects what an answer has to admit: its notices, and what the values that decided its lines say of themselves. Each
// is said once. dst is reused.
func Warnings(dst []Warning, s *policy.Snapshot, a *Answer) []Warning {
	c := Collector{s: s, out: dst[:0]}
	for _, n := range a.Notices {
		c.out = append(c.out, Warning{Code: n.Code.String(), Key: n.Key, Why: n.Why, Entry: s.Entry(n.Key)})
		if n.Code == Conflict {
			c.seen[n.Key] = true
		}
	}
	a.Keys(c.use)
	return c.out
}

// Collector gathers the warnings of the parameters an answer used.
type Collector struct {
	s      *policy.Snapshot
	out    []Warning
	seen   [policy.Keys]bool
	stale  [3]*policy.Place // places whose last check has passed: at most city, province, nation
	nstale int
}

// NewCollector begins with no warnings.
func NewCollector(s *policy.Snapshot) *Collector { return &Collector{s: s} }

// Warnings are those gathered so far.
func (c *Collector) Warnings() []Warning { return c.out }

// Use says that the answer rests on parameters; missing ones are passed over.
func (c *Collector) Use(keys ...policy.Key) {
	for _, k := range keys {
		c.use(k)
	}
}

func (c *Collector) use(k policy.Key) {
	if k == policy.None || c.seen[k] {
		return
	}
	c.seen[k] = true
	if e := c.s.Entry(k); e != nil {
		c.marks(k, e)
	}
}

func (c *Collector) marks(k policy.Key, e *policy.Entry) {
	add := func(code string) { c.out = append(c.out, Warning{Code: code, Key: k, Entry: e}) }
	switch c.s.Carried(k) {
	case policy.PastTo:
		add("carried_forward")
	case policy.PastLastCheck:
		c.lastCheckPassed(e.Place)
	}
	if e.Provisional {
		add("provisional")
	}
	switch {
	case e.Assumed:
		add("assumed")
	case e.Grade.Low():
		add("low_grade")
	}
	if e.Conflict.EN != "" {
		add("conflict")
	}
}

func (c *Collector) lastCheckPassed(p *policy.Place) {
	for _, q := range c.stale[:c.nstale] {
		if q == p {
			return
		}
	}
	c.stale[c.nstale] = p
	c.nstale++
	c.out = append(c.out, Warning{Code: "carried_forward", Place: p})
}

// Text is the warning's sentence.
func (w Warning) Text() text {
	t := w.sentence()
	return text{ZH: t.ZH, EN: lang.Sentence(t.EN)}
}

func (w Warning) sentence() text {
	if w.Why != 0 {
		t := w.Why.Text()
		if w.Key != policy.None {
			name := w.Key.Spec().Name
			return say(name.ZH+"："+t.ZH+"。", name.EN+": "+t.EN+".")
		}
		return say(t.ZH+"。", t.EN+".")
	}
	if w.Place != nil {
		return say(w.Place.Name.ZH+"的数值最后核对于 "+w.Place.Checked.String()+"，此后沿用。",
			"Values of "+w.Place.Name.EN+" were last checked on "+w.Place.Checked.String()+" and are carried forward since.")
	}
	e, name := w.Entry, w.Key.Spec().Name
	var t text
	switch w.Code {
	case "carried_forward":
		t = say("来源所述有效期至 "+e.To.String()+"，没有找到后续规定，沿用此值", "its source states an end, "+e.To.String()+"; no successor is known and it is carried forward")
	case "provisional":
		t = say("暂行数值，正式数值公布后结算", "provisional; settled when the final value is published")
	case "assumed":
		t = say("由提问者假设", "assumed by the asker")
	case "low_grade":
		t = say("依据不足（"+e.Grade.String()+" 级："+gradeText(e.Grade).ZH+"）", "weakly supported (grade "+e.Grade.String()+": "+gradeText(e.Grade).EN+")")
	case "conflict":
		t = say("来源有分歧："+e.Conflict.ZH, "sources disagree: "+e.Conflict.EN)
	}
	return say(name.ZH+"："+t.ZH+"。", name.EN+": "+t.EN+".")
}

func gradeText(g policy.Grade) text {
	if g == 'E' {
		return say("假设", "an assumption")
	}
	return say("没有引文、推算或来源有分歧", "no citation, derived, or sources conflict")
}
