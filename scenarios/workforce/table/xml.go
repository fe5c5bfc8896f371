package table

import (
	"archive/zip"
	"compress/flate"
	"encoding/xml"
	"errors"
	"io"
)

// tooLargeError is a part that unpacks to more than is accepted.
type tooLargeError struct {
	part  string
	limit int64
}

func (e tooLargeError) Error() string { return "table: " + e.part + " is too large" }

// A sheet packs to a tenth of its size or so. What unpacks to more than a hundred times its size is made to keep us busy, and is given up.
const maxRatio, ratioFrom = 100, 100 << 20

func unpacksTo(packed uint64, limit int64) int64 {
	if packed >= uint64(limit)/maxRatio {
		return limit
	}
	return min(limit, max(ratioFrom, int64(packed)*maxRatio))
}

// open unpacks a part, up to limit bytes.
func open(part *zip.File, limit int64) (io.ReadCloser, error) {
	limit = unpacksTo(part.CompressedSize64, limit)
	if part.UncompressedSize64 > uint64(limit) {
		return nil, tooLargeError{part.Name, limit}
	}
	in, err := part.Open()
	if err != nil {
		return nil, err
	}
	return &limited{in, part.Name, limit, limit}, nil
}

// limited fails where io.LimitReader would pretend that the file ends.
type limited struct {
	io.ReadCloser
	part        string
	limit, left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, tooLargeError{l.part, l.limit}
	}
	return n, err
}

// tokens is XML token by token, none longer than maxToken: encoding/xml would gather a text of any length.
type tokens struct {
	*xml.Decoder
	in *tokenReader
}

func newTokens(in io.Reader) *tokens {
	r := &tokenReader{in: in}
	return &tokens{xml.NewDecoder(r), r}
}

func (t *tokens) next() (xml.Token, error) {
	t.in.left = maxToken
	return t.RawToken()
}

// tokenReader is a buffered reader that counts down.
type tokenReader struct {
	in   io.Reader
	buf  [32 << 10]byte
	r, w int
	left int
}

func (t *tokenReader) ReadByte() (byte, error) {
	if t.r == t.w {
		n, err := 0, error(nil)
		for n == 0 && err == nil {
			n, err = t.in.Read(t.buf[:])
		}
		if n == 0 {
			return 0, err
		}
		t.r, t.w = 0, n
	}
	if t.left--; t.left < 0 {
		return 0, errBroken
	}
	c := t.buf[t.r]
	t.r++
	return c, nil
}

func (t *tokenReader) Read([]byte) (int, error) { return 0, errBroken } // the decoder reads bytes

// element is an element's beginning.
type element struct {
	name  string
	attrs []xml.Attr
}

// attr is an attribute whatever its prefix; "" if it is not there.
func (e element) attr(name string) string {
	for i := range e.attrs {
		if e.attrs[i].Name.Local == name {
			return e.attrs[i].Value
		}
	}
	return ""
}

// each does something for every element of a part; a part that is not there has none.
func each(part *zip.File, limit int64, do func(element) error) error {
	if part == nil {
		return nil
	}
	in, err := open(part, limit)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	for x := newTokens(in); ; {
		token, err := x.next()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := do(element{e.Name.Local, e.Attr}); err != nil {
				return err
			}
		}
	}
}

func isXML(err error) bool {
	var e *xml.SyntaxError
	return errors.As(err, &e)
}

func isFlate(err error) bool {
	var e flate.CorruptInputError
	return errors.As(err, &e)
}
