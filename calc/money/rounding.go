package money

import "strings"

// Unit is the smallest coin an amount is rounded to.
type Unit uint8

// The units. The zero Unit is no unit: a Rounding must say what it rounds to.
const (
	ToFen Unit = iota + 1
	ToJiao
	ToYuan
)

// Mode says what happens to the part below the unit.
type Mode uint8

// The modes. The zero Mode is no mode: nothing rounds by default.
const (
	HalfUp Mode = iota + 1 // 四舍五入: half a unit goes up
	Up                     // 见尾进位: any remainder goes up
	Down                   // 舍去: the remainder is dropped
)

// Rounding is a dated parameter of a place, never a constant of the program.
type Rounding struct {
	Unit Unit
	Mode Mode
}

// FenHalfUp rounds to the fen, half up.
var FenHalfUp = Rounding{ToFen, HalfUp}

var unitNames = [...]string{ToFen: "fen", ToJiao: "jiao", ToYuan: "yuan"}
var modeNames = [...]string{HalfUp: "half-up", Up: "up", Down: "down"}

// String writes "fen half-up"; the zero Rounding is "".
func (r Rounding) String() string {
	if r == (Rounding{}) {
		return ""
	}
	return unitNames[r.Unit] + " " + modeNames[r.Mode]
}

// ParseRounding reads what [Rounding.String] writes.
func ParseRounding(s string) (Rounding, bool) {
	unit, mode, _ := strings.Cut(s, " ")
	var r Rounding
	for u, name := range unitNames {
		if name != "" && name == unit {
			r.Unit = Unit(u)
		}
	}
	for m, name := range modeNames {
		if name != "" && name == mode {
			r.Mode = Mode(m)
		}
	}
	return r, r.Unit != 0 && r.Mode != 0
}

func (u Unit) fen() int64 {
	switch u {
	case ToFen:
		return 1
	case ToJiao:
		return 10
	case ToYuan:
		return 100
	}
	panic("money: no unit given")
}
