package contribution

import "strings"

// ValidCreditCode tells whether a text is a unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters of the
// standard's alphabet, the last of which checks the others.
func ValidCreditCode(code string) bool {
	if len(code) != creditCodeLength {
		return false
	}
	sum, weight := 0, 1
	for i := range creditCodeLength {
		value := strings.IndexByte(creditCodeAlphabet, code[i])
		if value < 0 {
			return false
		}
		if i == creditCodeLength-1 {
			return (sum+value)%len(creditCodeAlphabet) == 0
		}
		sum += value * weight
		weight = weight * 3 % len(creditCodeAlphabet)
	}
	return false
}

// The alphabet leaves out I, O, S, V and Z, which are easily misread; its length, 31, is the modulus of the check.
const (
	creditCodeLength   = 18
	creditCodeAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
)
