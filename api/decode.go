package api

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"reflect"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// This file is the one place where a request body is read. What cannot be read as the question it claims to be is refused
// here with 400, 413 or 415, each naming the field where there is one. What a well-formed leaf means ("2026-02-30", a wage
// of -1) is not decided here but in values.go, where all such problems are collected before the answer is refused with 422.

const (
	maxBody      = 1 << 20  // bytes of one question
	maxBatchBody = 16 << 20 // bytes of a batch
	maxDrained   = 64 << 20 // bytes of a refused body that are read and dropped, so that its sender sees the refusal
	maxPooled    = 64 << 10 // larger buffers are left to the garbage collector: memory stays flat
)

// Figure is a money amount or a rate as it was written: a JSON string or a JSON number by its literal text. Null is not given.
type Figure struct{ leaf }

// Word is a month, a date, an id or a choice as it was written: a JSON string. Null is not given.
type Word struct{ leaf }

// Count is a whole number as it was written: a JSON number. Null is not given.
type Count struct{ leaf }

type leaf struct {
	text  string
	given bool
}

// UnmarshalJSONFrom keeps the literal.
func (f *Figure) UnmarshalJSONFrom(d *jsontext.Decoder) error { return f.read(d, "\"0", wantFigure) }

// UnmarshalJSONFrom keeps the text.
func (w *Word) UnmarshalJSONFrom(d *jsontext.Decoder) error { return w.read(d, "\"", wantString) }

// UnmarshalJSONFrom keeps the literal.
func (n *Count) UnmarshalJSONFrom(d *jsontext.Decoder) error { return n.read(d, "0", wantNumber) }

// MarshalJSONTo writes the literal as a string, which reads back as the same.
func (f Figure) MarshalJSONTo(e *jsontext.Encoder) error { return f.write(e) }

// MarshalJSONTo writes the text.
func (w Word) MarshalJSONTo(e *jsontext.Encoder) error { return w.write(e) }

// MarshalJSONTo writes the literal.
func (n Count) MarshalJSONTo(e *jsontext.Encoder) error {
	if !n.given {
		return e.WriteToken(jsontext.Null)
	}
	return e.WriteValue(jsontext.Value(n.text))
}

func (l leaf) write(e *jsontext.Encoder) error {
	if !l.given {
		return e.WriteToken(jsontext.Null)
	}
	return e.WriteToken(jsontext.String(l.text))
}

func (l *leaf) read(d *jsontext.Decoder, kinds string, want lang.Text) error {
	kind := d.PeekKind()
	if kind == 'n' {
		*l = leaf{}
		return d.SkipValue()
	}
	if kind > 0 && strings.IndexByte(kinds, byte(kind)) < 0 {
		return &wrongKind{want: want, got: kind}
	}
	token, err := d.ReadToken()
	if err != nil {
		return err
	}
	*l = leaf{token.String(), true}
	return nil
}

// wrongKind is a JSON value of a kind that cannot stand where it does.
type wrongKind struct {
	want lang.Text
	got  jsontext.Kind
}

func (e *wrongKind) Error() string { return "expected " + e.want.EN }

var (
	wantObject  = lang.Text{ZH: "对象", EN: "an object"}
	wantList    = lang.Text{ZH: "列表", EN: "a list"}
	wantString  = lang.Text{ZH: "字符串", EN: "a string"}
	wantNumber  = lang.Text{ZH: "数字", EN: "a number"}
	wantFigure  = lang.Text{ZH: "字符串或数字", EN: "a string or a number"}
	wantBoolean = lang.Text{ZH: "true 或 false", EN: "true or false"}
	gotNothing  = lang.Text{ZH: "空", EN: "nothing"}
)

var endedEarly = lang.Text{ZH: "请求提前结束", EN: "the body ended early"}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func release(b *bytes.Buffer) {
	if b.Cap() <= maxPooled {
		b.Reset()
		buffers.Put(b)
	}
}

// read reads a request's body into a pointer to a struct. The error is a fault.
func read(r *http.Request, limit int64, into any) error {
	if got := r.Header.Get("Content-Type"); !isJSON(got) {
		return fault.New(fault.MediaType, "", "got", shorten(got), "choices", lang.Text{ZH: "application/json，编码 UTF-8", EN: "application/json, in UTF-8"})
	}
	b := buffers.Get().(*bytes.Buffer)
	defer release(b)
	if r.ContentLength > limit {
		return tooLarge(r, limit)
	}
	if n, err := b.ReadFrom(io.LimitReader(r.Body, limit+1)); errors.Is(err, os.ErrDeadlineExceeded) {
		return fault.New(fault.SlowBody, "")
	} else if err != nil {
		return fault.New(fault.BadJSON, "", "offset", n, "detail", endedEarly)
	} else if n > limit {
		return tooLarge(r, limit)
	}
	return decode(b.Bytes(), into)
}

// tooLarge refuses a body. Its sender may be in the middle of sending, and would see a broken connection instead of the
// refusal if nobody took the rest; who asked first (Expect: 100-continue) sends nothing.
func tooLarge(r *http.Request, limit int64) error {
	if r.Header.Get("Expect") == "" {
		_, _ = io.Copy(io.Discard, io.LimitReader(r.Body, maxDrained))
	}
	return fault.New(fault.BodyTooLarge, "", "limit", limit)
}

func isJSON(contentType string) bool {
	if contentType == "application/json" {
		return true
	}
	media, params, err := mime.ParseMediaType(contentType)
	if err != nil || media != "application/json" && !strings.HasSuffix(media, "+json") {
		return false
	}
	charset, given := params["charset"]
	return !given || strings.EqualFold(charset, "utf-8")
}

// decode reads one JSON object into a pointer to a struct: no unknown or duplicate member at any depth, nothing after it.
func decode(data []byte, into any) error {
	// A struct would take null as "nothing given"; a body has to be an object.
	switch kind := jsontext.Value(data).Kind(); kind {
	case '{':
	case '[', 'n', 't', 'f', '"', '0':
		return fault.New(fault.WrongType, "", "want", wantObject, "got", nameOf(kind))
	}
	err := json.Unmarshal(data, into, json.RejectUnknownMembers(true))
	if err == nil {
		return nil
	}
	return readFault(err, data, into)
}

func readFault(err error, data []byte, into any) fault.Error {
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		offset := int(syntax.ByteOffset)
		switch {
		case errors.Is(err, jsontext.ErrDuplicateName):
			return fault.New(fault.DuplicateField, pointer(syntax.JSONPointer), "name", shorten(syntax.JSONPointer.LastToken()))
		case offset <= len(data) && jsontext.Value(data[:offset]).IsValid():
			return fault.New(fault.TrailingData, "", "offset", offset)
		case len(bytes.TrimSpace(data)) == 0:
			return fault.New(fault.WrongType, "", "want", wantObject, "got", gotNothing)
		}
		return fault.New(fault.BadJSON, pointer(syntax.JSONPointer), "offset", offset, "detail", syntax.Err)
	}
	var semantic *json.SemanticError
	if errors.As(err, &semantic) {
		at := semantic.JSONPointer
		if errors.Is(err, json.ErrUnknownName) {
			known := strings.Join(members(reflect.TypeOf(into), at.Parent()), ", ")
			return fault.New(fault.UnknownField, pointer(at), "name", shorten(at.LastToken()), "known", known)
		}
		var wrong *wrongKind
		if errors.As(err, &wrong) {
			return fault.New(fault.WrongType, pointer(at), "want", wrong.want, "got", nameOf(wrong.got))
		}
		return fault.New(fault.WrongType, pointer(at), "want", wantOf(semantic.GoType), "got", nameOf(semantic.JSONKind))
	}
	return fault.New(fault.BadJSON, "", "offset", 0, "detail", "unreadable")
}

// pointer is a JSON pointer fit for an answer: a name of a megabyte is not repeated to its sender.
func pointer(p jsontext.Pointer) string { return shorten(string(p)) }

// shorten cuts what is repeated from a request.
func shorten(s string) string {
	const most = 60
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}

func nameOf(k jsontext.Kind) lang.Text {
	switch k {
	case 'n':
		return lang.Text{ZH: "null", EN: "null"}
	case 't', 'f':
		return wantBoolean
	case '"':
		return wantString
	case '0':
		return wantNumber
	case '{':
		return wantObject
	case '[':
		return wantList
	}
	return lang.Text{ZH: "别的内容", EN: "something else"}
}

func wantOf(t reflect.Type) lang.Text {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil {
		return wantObject
	}
	switch t.Kind() {
	case reflect.Bool:
		return wantBoolean
	case reflect.String:
		return wantString
	case reflect.Slice, reflect.Array:
		return wantList
	case reflect.Struct:
		return wantObject
	}
	return wantNumber
}

// members are the names an object at a pointer below t may have, in the order of their declaration.
func members(t reflect.Type, at jsontext.Pointer) []string {
	for token := range at.Tokens() {
		t = pointedTo(t)
		switch t.Kind() {
		case reflect.Slice:
			t = t.Elem()
		case reflect.Struct:
			f, found := fieldsOf(t), false
			for i := range f {
				if f[i].name == token {
					t, found = f[i].kind, true
					break
				}
			}
			if !found {
				return nil
			}
		default:
			return nil
		}
	}
	var names []string
	for _, f := range fieldsOf(pointedTo(t)) {
		names = append(names, f.name)
	}
	return names
}

type member struct {
	name string
	kind reflect.Type
}

// fieldsOf are the members of a struct, those of what it embeds included.
func fieldsOf(t reflect.Type) (out []member) {
	if t.Kind() != reflect.Struct {
		return nil
	}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous:
			out = append(out, fieldsOf(f.Type)...)
		case name != "":
			out = append(out, member{name, f.Type})
		}
	}
	return out
}

func pointedTo(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}
