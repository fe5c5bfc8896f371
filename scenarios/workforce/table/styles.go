package table

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// readStyles tells for each cell format of the workbook whether it shows a number as a date.
func readStyles(part *zip.File) (dates []bool, err error) {
	own := map[int]bool{}
	inside := false // cellXfs; the same elements stand in cellStyleXfs, which cells do not refer to
	err = each(part, maxPart, func(e element) error {
		id, _ := strconv.Atoi(e.attr("numFmtId"))
		switch e.name {
		case "numFmt":
			own[id] = isDate(e.attr("formatCode"))
		case "cellStyleXfs", "cellStyles", "dxfs":
			inside = false
		case "cellXfs":
			inside = true
		case "xf":
			if inside {
				code, known := own[id]
				dates = append(dates, known && code || !known && builtinDate(id))
			}
		}
		return nil
	})
	return dates, err
}

// builtinDate tells the formats with a date among those Excel numbers itself, the Chinese ones included.
func builtinDate(id int) bool {
	return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 || id == 57 || id == 58
}

// isDate tells a number format that shows a year or a day, or a month alone. An m beside hours or seconds is minutes.
func isDate(code string) bool {
	month, clock := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i] | 0x20; {
		case code[i] == '"':
			if end := strings.IndexByte(code[i+1:], '"'); end >= 0 {
				i += end + 1
			}
		case code[i] == '\\' || code[i] == '_' || code[i] == '*':
			i++
		case code[i] == '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return false
			}
			clock = clock || strings.Trim(strings.ToLower(code[i+1:i+end]), "hms") == "" // [h]: hours gone by
			i += end
		case code[i] == ';':
			return month && !clock // further sections are for negative numbers and text
		case strings.HasPrefix(strings.ToLower(code[i:]), "general"):
			i += len("general") - 1
		case c == 'y' || c == 'd':
			return true
		case c == 'm':
			month = true
		case c == 'h' || c == 's':
			clock = true
		}
	}
	return month && !clock
}

// texts are the shared texts, one after another in one piece of memory: a million of them are a million cells, not a million objects.
type texts struct {
	all  []byte
	ends []uint32
}

func (t *texts) at(i int) ([]byte, bool) {
	if i < 0 || i >= len(t.ends) {
		return nil, false
	}
	begin := uint32(0)
	if i > 0 {
		begin = t.ends[i-1]
	}
	return t.all[begin:t.ends[i]], true
}

func readTexts(part *zip.File) (*texts, error) {
	t := &texts{}
	if part == nil {
		return t, nil
	}
	in, err := open(part, maxStrings)
	if err != nil {
		return nil, err
	}
	defer func() { _ = in.Close() }()
	text, spoken := false, 0
	for x := newTokens(in); ; {
		token, err := x.next()
		if errors.Is(err, io.EOF) {
			return t, nil
		} else if err != nil {
			return nil, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "t":
				text = true
			case "rPh": // how it is spoken, not what it is
				spoken++
			}
		case xml.CharData:
			if text && spoken == 0 {
				t.all = append(t.all, e...)
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "t":
				text = false
			case "rPh":
				spoken--
			case "si":
				t.ends = append(t.ends, uint32(len(t.all)))
			}
		}
		if len(t.all)+4*len(t.ends) > maxTexts {
			return nil, tooLargeError{part.Name, maxTexts}
		}
	}
}
