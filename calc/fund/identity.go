package fund

import (
	"strings"

	"fenhao/calc/civil"
)

// Flaw is what is wrong with an identity number; the zero value is nothing.
type Flaw uint8

// The flaws, in the order in which they are looked for.
const (
	NoFlaw Flaw = iota
	WrongLength
	WrongCharacter
	NoSuchDay  // the date of birth is no day of the calendar
	WrongCheck // the last character does not check the others
)

// String is the flaw's id.
func (f Flaw) String() string {
	return [...]string{"", "wrong_length", "wrong_character", "no_such_day", "wrong_check"}[f]
}

// The check of an identity number (公民身份号码, GB 11643-1999; ISO 7064, MOD 11-2): the digits times their weights, summed, modulo 11,
// choose the last character.
var identityWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

const (
	identityLength = 18
	identityChecks = "10X98765432"
)

// CheckIdentity says what is wrong with an identity number (WH-4a). It keeps nothing of it.
func CheckIdentity(number string) Flaw {
	if len(number) != identityLength {
		return WrongLength
	}
	sum := 0
	for i, w := range identityWeights {
		digit := int(number[i]) - '0'
		if digit < 0 || digit > 9 {
			return WrongCharacter
		}
		sum += digit * w
	}
	last := strings.ToUpper(number[17:])
	if !strings.Contains(identityChecks, last) {
		return WrongCharacter
	}
	if _, err := civil.ParseDate(number[6:10] + "-" + number[10:12] + "-" + number[12:14]); err != nil {
		return NoSuchDay
	}
	if identityChecks[sum%len(identityChecks)] != last[0] {
		return WrongCheck
	}
	return NoFlaw
}
