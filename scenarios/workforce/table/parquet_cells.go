package table

import (
	"bytes"
	"math/big"
	"strconv"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
)

type cellWriter = func(dst []byte, v parquet.Value) ([]byte, *fault.Error)

// writer tells how a column's values are written as cells; nil, and the type's name, if they are none.
func writer(field parquet.Field) (cellWriter, string) {
	if !field.Leaf() || field.Repeated() {
		return nil, "LIST/STRUCT"
	}
	t := field.Type()
	var logical format.LogicalTypeValue
	if l := t.LogicalType(); l != nil {
		logical = l.Value
	}
	switch l := logical.(type) {
	case *format.DecimalType:
		if l.Scale >= 0 && l.Scale <= 38 {
			return decimals(t.Kind(), int(l.Scale)), t.String()
		}
		return nil, t.String()
	case *format.DateType:
		return func(dst []byte, v parquet.Value) ([]byte, *fault.Error) { return appendDay(dst, int64(v.Int32())) }, ""
	case *format.TimestampType:
		perDay := int64(86_400_000)
		switch l.Unit.Value.(type) {
		case *format.MicroSeconds:
			perDay *= 1_000
		case *format.NanoSeconds:
			perDay *= 1_000_000
		}
		ahead := int64(0)
		if l.IsAdjustedToUTC { // an instant: its day is the one in China, eight hours ahead
			ahead = perDay / 3
		}
		return func(dst []byte, v parquet.Value) ([]byte, *fault.Error) {
			days, rest := v.Int64()/perDay, v.Int64()%perDay
			if rest < 0 {
				days, rest = days-1, rest+perDay
			}
			if rest+ahead >= perDay {
				days++
			}
			return appendDay(dst, days)
		}, ""
	case *format.NullType: // a data frame's column without any value
		return func(dst []byte, _ parquet.Value) ([]byte, *fault.Error) { return dst, nil }, ""
	case nil, *format.StringType, *format.EnumType, *format.IntType:
	default:
		return nil, t.String()
	}
	switch t.Kind() {
	case parquet.Boolean:
		return func(dst []byte, v parquet.Value) ([]byte, *fault.Error) {
			return strconv.AppendBool(dst, v.Boolean()), nil
		}, ""
	case parquet.Int32, parquet.Int64:
		return integers(t, logical), ""
	case parquet.Float, parquet.Double:
		return fractions(t.Kind()), ""
	case parquet.ByteArray:
		return appendText, ""
	}
	return nil, t.String()
}

func integers(t parquet.Type, logical format.LogicalTypeValue) cellWriter {
	i, ok := logical.(*format.IntType)
	unsigned := ok && !i.IsSigned
	return func(dst []byte, v parquet.Value) ([]byte, *fault.Error) {
		switch {
		case unsigned && t.Kind() == parquet.Int32:
			return strconv.AppendUint(dst, uint64(v.Uint32()), 10), nil
		case unsigned:
			return strconv.AppendUint(dst, v.Uint64(), 10), nil
		case t.Kind() == parquet.Int32:
			return strconv.AppendInt(dst, int64(v.Int32()), 10), nil
		}
		return strconv.AppendInt(dst, v.Int64(), 10), nil
	}
}

// fractions are binary: data frames have no other numbers. They are written with the digits a spreadsheet shows. What is not a number
// stands there for a missing value.
func fractions(kind parquet.Kind) cellWriter {
	return func(dst []byte, v parquet.Value) ([]byte, *fault.Error) {
		s := ""
		if kind == parquet.Float {
			s = strconv.FormatFloat(float64(v.Float()), 'E', -1, 32)
		} else {
			s = strconv.FormatFloat(v.Double(), 'E', -1, 64)
		}
		if s == "NaN" {
			return dst, nil
		}
		plain, f := number(s, false, false)
		if f == nil && kind == parquet.Float && spoilt(v.Float(), s) {
			f = new(fault.New(fault.DigitsLost, "", "value", plain))
		}
		if f != nil {
			return dst, f
		}
		return append(dst, plain...), nil
	}
}

// floatDigits is how many digits of a number a FLOAT keeps.
const floatDigits = 7

// spoilt tells whether a FLOAT, written s, may have been another number: it has more digits than it keeps, or the amount that is a fen more
// or less would have become the same.
func spoilt(f float32, s string) bool {
	_, digits, _, _ := decimal(s)
	x, _ := strconv.ParseFloat(s, 64)
	return len(digits) > floatDigits || float32(x+0.01) == f || float32(x-0.01) == f
}

func decimals(kind parquet.Kind, scale int) cellWriter {
	return func(dst []byte, v parquet.Value) ([]byte, *fault.Error) {
		n := new(big.Int)
		switch kind {
		case parquet.Int32:
			n.SetInt64(int64(v.Int32()))
		case parquet.Int64:
			n.SetInt64(v.Int64())
		default: // two's complement, the highest byte first
			b := v.ByteArray()
			if len(b) > 32 {
				f := fault.New(fault.NotNumber, "", "value", "DECIMAL")
				return dst, &f
			}
			n.SetBytes(b)
			if len(b) > 0 && b[0] >= 0x80 {
				n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
			}
		}
		if n.Sign() < 0 {
			dst = append(dst, '-')
		}
		digits := n.Abs(n).Append(nil, 10)
		for len(digits) <= scale {
			digits = append([]byte{'0'}, digits...)
		}
		dst = append(dst, digits[:len(digits)-scale]...)
		if scale > 0 {
			dst = append(append(dst, '.'), digits[len(digits)-scale:]...)
		}
		return dst, nil
	}
}

func appendText(dst []byte, v parquet.Value) ([]byte, *fault.Error) {
	text := v.ByteArray()
	var f fault.Error
	switch {
	case len(text) > maxRow:
		f = fault.New(fault.RowTooLong, "", "limit", maxRow)
	case !utf8.Valid(text):
		f = fault.New(fault.BadEncoding, "", "encoding", "UTF-8")
	case bytes.IndexByte(text, 0) >= 0:
		f = fault.New(fault.ControlCharacter, "", "name", "NUL")
	default:
		return appendCell(dst, text), nil
	}
	return dst, &f
}

// appendDay writes a day counted from 1970-01-01.
func appendDay(dst []byte, days int64) ([]byte, *fault.Error) {
	first, last := civil.DateOf(civil.FirstYear, 1, 1), civil.DateOf(civil.LastYear, 12, 31)
	epoch := int64(civil.DateOf(1970, 1, 1))
	if days < int64(first)-epoch || days > int64(last)-epoch {
		f := fault.New(fault.NotDate, "", "value", strconv.FormatInt(days, 10))
		return dst, &f
	}
	return append(dst, civil.Date(epoch+days).String()...), nil
}
