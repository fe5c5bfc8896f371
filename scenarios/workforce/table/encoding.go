package table

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"fenhao/calc/fault"
)

// charset is how a CSV file writes its characters. Line ends, commas and quotes are the same bytes in all of them, once UTF-16 has been
// turned into UTF-8 on its way in.
type charset uint8

const (
	ascii charset = iota // nothing else has been seen yet
	utf
	gb18030
	utf16
)

func (c charset) String() string { return [...]string{"ASCII", "UTF-8", "GB18030", "UTF-16"}[c] }

// mark tells a byte-order mark and its length.
func mark(head []byte) (c charset, n int) {
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		return utf, 3
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return utf16, 0 // the decoder takes it off
	}
	return ascii, 0
}

func fromGB18030() transform.Transformer { return simplifiedchinese.GB18030.NewDecoder() }

func fromUTF16() transform.Transformer {
	return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()
}

// decide tells UTF-8 from GB18030 by what most lines are that tell at all. One line in the wrong encoding must not decide for all others.
func decide(text []byte) charset {
	yes, no := 0, 0
	for line := range bytes.Lines(text) {
		switch {
		case isASCII(line):
		case utf8.Valid(line):
			yes++
		default:
			no++
		}
	}
	switch {
	case yes == 0 && no == 0:
		return ascii
	case yes >= no:
		return utf
	}
	return gb18030
}

// text is a row in UTF-8: the row itself, or written into scratch by the decoder of GB18030.
func (c charset) text(row, scratch []byte, decoder transform.Transformer) ([]byte, fault.Code) {
	if isASCII(row) {
		return row, ""
	}
	switch c {
	case gb18030:
		if utf8.Valid(row) && threeBytes(row) {
			return nil, fault.MixedEncodings
		}
		out, _, err := transform.Append(decoder, scratch[:0], row)
		if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
			return nil, fault.BadEncoding
		}
		return out, ""
	case utf16:
		if bytes.ContainsRune(row, utf8.RuneError) { // half of a pair, or half of two bytes
			return nil, fault.BadEncoding
		}
	}
	if !utf8.Valid(row) {
		if _, code := gb18030.text(row, scratch, decoder); code == "" {
			return nil, fault.MixedEncodings
		}
		return nil, fault.BadEncoding
	}
	return row, ""
}

func isASCII(s []byte) bool {
	for _, c := range s {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// threeBytes tells whether a character of three bytes is in the text, as Chinese is in UTF-8. Text in GB18030 that happens to be valid
// UTF-8 all through has two or three characters of two bytes.
func threeBytes(s []byte) bool {
	for _, c := range s {
		if c >= 0xE0 {
			return true
		}
	}
	return false
}
