package table

import (
	"strconv"
	"strings"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
)

// significant is how many digits of a number a spreadsheet keeps and shows. Its file has up to seventeen, the last of which are the
// noise of a binary fraction: 3.3000000000000003 is what 1.1 × 3 leaves there.
const significant = 15

// number writes a number of a workbook as people would: as a plain decimal without an exponent, or as a day where its format says so.
func number(s string, date, from1904 bool) (string, *fault.Error) {
	if s == "" {
		return "", nil
	}
	negative, digits, point, ok := decimal(s)
	if !ok {
		f := fault.New(fault.NotNumber, "", "value", s)
		return "", &f
	}
	if date {
		return day(s, negative, digits, point, from1904)
	}
	if point > significant {
		f := fault.New(fault.DigitsLost, "", "value", s)
		return "", &f
	}
	if len(digits) > significant {
		digits, point = round(digits, point)
	}
	var b strings.Builder
	if negative && digits != "" {
		b.WriteByte('-')
	}
	switch {
	case digits == "":
		return "0", nil
	case point <= 0:
		b.WriteString("0." + strings.Repeat("0", -point) + digits)
	case point >= len(digits):
		b.WriteString(digits + strings.Repeat("0", point-len(digits)))
	default:
		b.WriteString(digits[:point] + "." + digits[point:])
	}
	return b.String(), nil
}

// decimal takes a number apart: 0.digits × 10^point, without zeros before or behind. Zero has no digits.
func decimal(s string) (negative bool, digits string, point int, ok bool) {
	mantissa, exponent := s, 0
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		n, err := strconv.Atoi(s[i+1:])
		if err != nil || n < -40 || n > 400 {
			return false, "", 0, false
		}
		mantissa, exponent = s[:i], n
	}
	mantissa, negative = strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits = whole + fraction
	if len(digits) == 0 || len(digits) > 400 || strings.Trim(digits, "0123456789") != "" {
		return false, "", 0, false
	}
	point = len(whole) + exponent
	short := strings.TrimLeft(digits, "0")
	point -= len(digits) - len(short)
	return negative, strings.TrimRight(short, "0"), point, true
}

// round keeps the significant digits, half-up.
func round(digits string, point int) (string, int) {
	kept := []byte(digits[:significant])
	if digits[significant] >= '5' {
		i := significant - 1
		for ; i >= 0 && kept[i] == '9'; i-- {
			kept[i] = '0'
		}
		if i < 0 {
			kept, point = []byte("1"), point+1
		} else {
			kept[i]++
		}
	}
	return strings.TrimRight(string(kept), "0"), point
}

// day is the day of a serial number. Excel counts 1900-02-29, which never was; workbooks of old Macs count from 1904.
func day(s string, negative bool, digits string, point int, from1904 bool) (string, *fault.Error) {
	refused := fault.New(fault.NotDate, "", "value", s)
	if negative || point < 1 || point > 7 {
		return "", &refused
	}
	n, _ := strconv.Atoi((digits + "0000000")[:point]) // the fraction is a time of day
	if from1904 {
		n += 1462
	}
	epoch := civil.DateOf(1899, 12, 30)
	switch {
	case n == 60, epoch.AddDays(n).Month().Year() > civil.LastYear:
		return "", &refused
	case n < 60:
		epoch++
	}
	return epoch.AddDays(n).String(), nil
}
