package tax

import (
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Op is how a step's amount comes about.
type Op uint8

// The leaves: what the asker gave, a value of the book, a stated assumption. Then the operations on parts.
const (
	Input   Op = iota + 1 // an amount or a number of months the asker gave
	Sourced               // the value of Key
	Assume                // a number of months, for the reason Why
	Sum                   // all parts together
	Excess                // the first part less the others, and never below zero
	Times                 // the first part, an amount, as often as the second counts
	Share                 // the rate of the first part applied to the second, rounded to the fen
	Lesser                // the smaller of two parts
)

// String is the operation's id.
func (o Op) String() string {
	return [...]string{"", "input", "sourced", "assumed", "sum", "excess", "times", "share", "lesser"}[o]
}

// Step is a node of the explanation: recomputing the tree from its leaves gives its amount.
type Step struct {
	Op     Op
	Name   lang.Text
	Key    policy.Key // of a sourced leaf
	Why    Assumption // of an assumed leaf
	Amount money.Money
	Rate   money.Rate // of a leaf that is a rate
	Count  int        // of a leaf that counts months or children
	Parts  []Step
}

func name(zh, en string) lang.Text { return lang.Text{ZH: zh, EN: en} }

func input(n lang.Text, m money.Money) Step { return Step{Op: Input, Name: n, Amount: m} }

func counted(n lang.Text, count int) Step { return Step{Op: Input, Name: n, Count: count} }

// amount is a leaf with an amount of the book.
func (w *working) amount(k policy.Key) Step {
	w.answer.because(k)
	return Step{Op: Sourced, Name: k.Spec().Name, Key: k, Amount: w.s.Money(k)}
}

// rate is a leaf with a rate of the book.
func (w *working) rate(k policy.Key) Step {
	w.answer.because(k)
	return Step{Op: Sourced, Name: k.Spec().Name, Key: k, Rate: w.s.Rate(k)}
}

func sum(n lang.Text, parts ...Step) Step {
	out := Step{Op: Sum, Name: n, Parts: parts}
	for _, p := range parts {
		out.Amount = out.Amount.Add(p.Amount)
	}
	return out
}

func excess(n lang.Text, whole Step, less ...Step) Step {
	out := Step{Op: Excess, Name: n, Amount: whole.Amount, Parts: append([]Step{whole}, less...)}
	for _, p := range less {
		out.Amount = out.Amount.Sub(p.Amount)
	}
	if out.Amount.IsNegative() {
		out.Amount = money.Money{}
	}
	return out
}

func times(n lang.Text, each, count Step) Step {
	return Step{Op: Times, Name: n, Amount: each.Amount.Times(int64(count.Count)), Parts: []Step{each, count}}
}

func lesser(n lang.Text, a, b Step) Step {
	out := Step{Op: Lesser, Name: n, Amount: a.Amount, Parts: []Step{a, b}}
	if b.Amount.Less(a.Amount) {
		out.Amount = b.Amount
	}
	return out
}

// share rounds tax half up to the fen. No rule that says so was found; every published example does (C1 to C32 in
// the tests, which cite them), and the book has no parameter for it.
func share(n lang.Text, rate, of Step) Step {
	return Step{Op: Share, Name: n, Amount: rate.Rate.Of(of.Amount, money.FenHalfUp), Parts: []Step{rate, of}}
}
