package loan

import (
	"math/big"

	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Node is a step of a calculation. Its leaves are an input, a value of the book or a stated assumption, nothing else; working the
// tree out again gives its value ([Node.Recompute]).
type Node struct {
	Op      Op
	Name    text
	Unit    string     // "yuan", "fraction", "times", "months", "years", …
	Pointer string     // of an input
	Key     policy.Key // of a value of the book
	Value   *big.Rat
	Parts   []*Node
}

// Op is what a node does with its parts.
type Op uint8

// The operations; the first three are leaves.
const (
	Input      Op = iota + 1 // given in the request
	Known                    // in the book
	Stated                   // an assumption, or a plain fact of the calendar
	Sum                      // all parts together
	Difference               // the first part less the others
	Product                  // all parts multiplied
	Quotient                 // the first part divided by the second
	Least                    // the smallest part
	Greatest                 // the largest part
	RoundDown                // the first part, down to a multiple of the second
)

// String is the operation's id.
func (o Op) String() string {
	return [...]string{"", "input", "parameter", "assumption", "sum", "difference", "product", "quotient", "least", "greatest", "round_down"}[o]
}

// Recompute works the tree out from its leaves.
func (n *Node) Recompute() *big.Rat {
	if n.Op <= Stated {
		return n.Value
	}
	out := new(big.Rat).Set(n.Parts[0].Recompute())
	for _, p := range n.Parts[1:] {
		v := p.Recompute()
		switch n.Op {
		case Sum:
			out.Add(out, v)
		case Difference:
			out.Sub(out, v)
		case Product:
			out.Mul(out, v)
		case Quotient:
			out.Quo(out, v)
		case Least:
			if v.Cmp(out) < 0 {
				out.Set(v)
			}
		case Greatest:
			if v.Cmp(out) > 0 {
				out.Set(v)
			}
		case RoundDown:
			q := new(big.Rat).Quo(out, v)
			whole := new(big.Int).Div(q.Num(), q.Denom())
			out.Mul(v, new(big.Rat).SetInt(whole))
		}
	}
	return out
}

// Leaves calls f for every leaf.
func (n *Node) Leaves(f func(*Node)) {
	if n.Op <= Stated {
		f(n)
	}
	for _, p := range n.Parts {
		p.Leaves(f)
	}
}

// money is a node's value in yuan, which is a whole number of fen.
func (n *Node) money() money.Money {
	fen := new(big.Rat).Mul(n.Value, big.NewRat(100, 1))
	return money.Fen(fen.Num().Int64())
}

const inYuan = "yuan"

func join(op Op, name text, unit string, parts ...*Node) *Node {
	n := &Node{Op: op, Name: name, Unit: unit, Parts: parts}
	n.Value = n.Recompute()
	return n
}

func amount(pointer string, name text, m money.Money) *Node {
	return &Node{Op: Input, Name: name, Unit: inYuan, Pointer: pointer, Value: big.NewRat(m.Fen(), 100)}
}

func counted(pointer string, name text, n int, unit string) *Node {
	return &Node{Op: Input, Name: name, Unit: unit, Pointer: pointer, Value: big.NewRat(int64(n), 1)}
}

func stated(name text, n *big.Rat, unit string) *Node {
	return &Node{Op: Stated, Name: name, Unit: unit, Value: n}
}

// known is a value of the book as a leaf.
func known(s *policy.Snapshot, k policy.Key) *Node {
	spec := k.Spec()
	n := &Node{Op: Known, Name: spec.Name, Unit: spec.Unit.String(), Key: k}
	switch spec.Unit {
	case policy.YuanMonth, policy.YuanYear, policy.Yuan:
		n.Value = big.NewRat(s.Money(k).Fen(), 100)
	case policy.Fraction, policy.FractionYear, policy.FractionDay, policy.Times:
		n.Value = big.NewRat(s.Rate(k).PPM(), 1_000_000)
	default:
		n.Value = big.NewRat(int64(s.Int(k)), 1)
	}
	return n
}

var (
	one        = big.NewRat(1, 1)
	fen        = big.NewRat(1, 100)
	twelve     = big.NewRat(12, 1)
	wholeText  = say("全额", "the whole")
	monthsText = say("一年的月数", "months of a year")
	fenText    = say("分", "one fen")
)

// downToFen cuts what lies below a fen: a quota is never rounded up.
func downToFen(n *Node) *Node {
	if hundred := new(big.Rat).Mul(n.Value, big.NewRat(100, 1)); hundred.IsInt() {
		return n
	}
	return join(RoundDown, n.Name, n.Unit, n, stated(fenText, fen, inYuan))
}
