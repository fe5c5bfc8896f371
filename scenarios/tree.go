package scenarios

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// A scenario is YAML or JSON. Both become the same tree, and one reader makes sense of it: what is refused in one is refused in the
// other, in the same words, at its line and column.

// MaxSize is the largest file or body that is read, in bytes.
const MaxSize = 1 << 20

// maxDepth bounds how deep a file may nest; ours need six.
const maxDepth = 20

type kind uint8

const (
	null kind = iota
	text
	number
	boolean
	object
	list
)

var kindNames = [...]lang.Text{null: say("空", "nothing"), text: say("字符串", "a string"), number: say("数字", "a number"), boolean: say("true 或 false", "true or false"), object: say("对象", "an object"), list: say("列表", "a list")}

// Tree is a file as it was written: values with their places.
type Tree struct {
	kind         kind
	text         string // of a text, a number or a boolean, by its literal
	fields       []field
	items        []*Tree
	line, column int
	plain        bool // a YAML value without quotes: 2026 may be meant as a word
}

type field struct {
	name         string
	line, column int
	value        *Tree
}

// get is a field's value; nil if it is not there.
func (t *Tree) get(name string) *Tree {
	for i := range t.fields {
		if t.fields[i].name == name {
			return t.fields[i].value
		}
	}
	return nil
}

// Has tells whether an object has a field.
func (t *Tree) Has(name string) bool { return t.get(name) != nil }

// Parse reads a file as a tree: JSON, or YAML.
func Parse(data []byte) (*Tree, fault.List) {
	if len(data) > MaxSize {
		return nil, fault.List{fault.New(fault.BodyTooLarge, "", "limit", MaxSize)}
	}
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(trimmed) > 0 && trimmed[0] == '{' {
		// A brace begins JSON, or a mapping of YAML whose names need no quotes.
		if inside := bytes.TrimLeft(trimmed[1:], " \t\r\n"); len(inside) == 0 || inside[0] == '"' || inside[0] == '}' {
			return parseJSON(data)
		}
	}
	return parseYAML(data)
}

// ParseJSON reads what has to be JSON.
func ParseJSON(data []byte) (*Tree, fault.List) {
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, fault.List{fault.New(fault.WrongType, "", "want", kindNames[object], "got", kindNames[null])}
	}
	return parseJSON(data)
}

func parseJSON(data []byte) (*Tree, fault.List) {
	r := &jsonReader{data: data, d: jsontext.NewDecoder(bytes.NewReader(data))}
	t := r.value(0)
	if r.faults != nil {
		return nil, r.faults
	}
	if rest := bytes.TrimSpace(data[r.d.InputOffset():]); len(rest) > 0 {
		return nil, fault.List{r.at(fault.New(fault.TrailingData, "", "offset", r.d.InputOffset()), int(r.d.InputOffset()))}
	}
	return t, nil
}

type jsonReader struct {
	data   []byte
	d      *jsontext.Decoder
	faults fault.List
	line   int
	start  int // where the line begins
	seen   int // up to where lines have been counted
}

// place counts lines up to an offset; offsets come in ascending order.
func (r *jsonReader) place(offset int) (line, column int) {
	offset = min(offset, len(r.data))
	for ; r.seen < offset; r.seen++ {
		if r.data[r.seen] == '\n' {
			r.line, r.start = r.line+1, r.seen+1
		}
	}
	return r.line + 1, len([]rune(string(r.data[r.start:offset]))) + 1
}

func (r *jsonReader) at(e fault.Error, offset int) fault.Error {
	line, column := r.place(offset)
	return e.OnLine(line, column)
}

// next is where the next token begins: the decoder stands behind the last one.
func (r *jsonReader) next() int {
	i := int(r.d.InputOffset())
	for i < len(r.data) && strings.IndexByte(" \t\r\n,:", r.data[i]) >= 0 {
		i++
	}
	return i
}

func (r *jsonReader) fail(err error) *Tree {
	offset, detail := int(r.d.InputOffset()), "unreadable"
	at := ""
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		offset, at = int(syntax.ByteOffset), string(syntax.JSONPointer)
		if errors.Is(err, jsontext.ErrDuplicateName) {
			r.faults.Add(r.at(fault.New(fault.DuplicateField, at, "name", syntax.JSONPointer.LastToken()), offset))
			return nil
		}
		if syntax.Err != nil {
			detail = syntax.Err.Error()
		}
	}
	r.faults.Add(r.at(fault.New(fault.BadJSON, at, "offset", offset, "detail", detail), offset))
	return nil
}

func (r *jsonReader) value(depth int) *Tree {
	begin := r.next()
	tok, err := r.d.ReadToken()
	if err != nil {
		return r.fail(err)
	}
	t := &Tree{}
	t.line, t.column = r.place(begin)
	if depth > maxDepth {
		r.faults.Add(r.at(fault.New(fault.BadJSON, "", "offset", begin, "detail", "nested too deeply"), begin))
		return nil
	}
	switch tok.Kind() {
	case 'n':
	case 't', 'f':
		t.kind, t.text = boolean, tok.String()
	case '"':
		t.kind, t.text = text, tok.String()
	case '0':
		t.kind, t.text = number, tok.String()
	case '[':
		t.kind = list
		for r.faults == nil && r.d.PeekKind() != ']' {
			t.items = append(t.items, r.value(depth+1))
		}
		if r.faults == nil {
			if _, err := r.d.ReadToken(); err != nil {
				return r.fail(err)
			}
		}
	case '{':
		t.kind = object
		for r.faults == nil && r.d.PeekKind() != '}' {
			at := r.next()
			name, err := r.d.ReadToken()
			if err != nil {
				return r.fail(err)
			}
			f := field{name: name.String()}
			f.line, f.column = r.place(at)
			f.value = r.value(depth + 1)
			t.fields = append(t.fields, f)
		}
		if r.faults == nil {
			if _, err := r.d.ReadToken(); err != nil {
				return r.fail(err)
			}
		}
	}
	return t
}

func parseYAML(data []byte) (*Tree, fault.List) {
	bad := func(tk *token.Token, why string) fault.List {
		e := fault.New(fault.BadYAML, "", "detail", why)
		if tk != nil && tk.Position != nil {
			e = e.OnLine(tk.Position.Line, tk.Position.Column)
		}
		return fault.List{e}
	}
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey()) // told by fields, with their pointers
	if err != nil {
		var syntax *yaml.SyntaxError
		if errors.As(err, &syntax) {
			return nil, bad(syntax.Token, syntax.Message)
		}
		return nil, bad(nil, err.Error())
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, bad(nil, "a file holds exactly one YAML document · 一个文件应恰有一个 YAML 文档")
	}
	r := &yamlReader{}
	t := r.value(file.Docs[0].Body, "", 0)
	return t, r.faults
}

type yamlReader struct{ faults fault.List }

func (r *yamlReader) refuse(n ast.Node, e fault.Error) {
	if tk := n.GetToken(); tk != nil && tk.Position != nil {
		e = e.OnLine(tk.Position.Line, tk.Position.Column)
	}
	r.faults.Add(e)
}

func (r *yamlReader) value(n ast.Node, at string, depth int) *Tree {
	t := &Tree{}
	if tk := n.GetToken(); tk != nil && tk.Position != nil {
		t.line, t.column = tk.Position.Line, tk.Position.Column
	}
	if depth > maxDepth {
		r.refuse(n, fault.New(fault.BadYAML, at, "detail", "nested too deeply · 嵌套过深"))
		return t
	}
	switch n := n.(type) {
	case *ast.NullNode:
	case *ast.BoolNode:
		t.kind, t.text = boolean, strconv.FormatBool(n.Value)
	case *ast.IntegerNode, *ast.FloatNode:
		t.kind, t.text, t.plain = number, n.GetToken().Value, true
	case *ast.StringNode:
		t.kind, t.text = text, n.Value
		t.plain = n.Token.Type == token.StringType
	case *ast.LiteralNode:
		t.kind, t.text = text, strings.TrimSuffix(n.Value.Value, "\n")
	case *ast.SequenceNode:
		t.kind = list
		for i, item := range n.Values {
			t.items = append(t.items, r.value(item, at+"/"+strconv.Itoa(i), depth+1))
		}
	case *ast.MappingNode:
		t.kind = object
		r.fields(t, n.Values, at, depth)
	case *ast.MappingValueNode:
		t.kind = object
		r.fields(t, []*ast.MappingValueNode{n}, at, depth)
	default:
		// A few hundred bytes of anchors and aliases can stand for megabytes, and a reader cannot see what a line says.
		r.refuse(n, fault.New(fault.BadYAML, at, "detail", "anchors, aliases, tags and merges are not allowed · 不允许锚点、别名、标签和合并"))
	}
	return t
}

func (r *yamlReader) fields(t *Tree, values []*ast.MappingValueNode, at string, depth int) {
	for _, v := range values {
		if v.Key.Type() == ast.MergeKeyType || v.Key.Type() == ast.AnchorType || v.Key.Type() == ast.AliasType {
			r.refuse(v.Key, fault.New(fault.BadYAML, at, "detail", "anchors, aliases, tags and merges are not allowed · 不允许锚点、别名、标签和合并"))
			continue
		}
		name := v.Key.GetToken().Value
		f := field{name: name, line: v.Key.GetToken().Position.Line, column: v.Key.GetToken().Position.Column}
		for i := range t.fields {
			if t.fields[i].name == name {
				r.refuse(v.Key, fault.New(fault.DuplicateField, at+"/"+escape(name), "name", name))
			}
		}
		f.value = r.value(v.Value, at+"/"+escape(name), depth+1)
		t.fields = append(t.fields, f)
	}
}

// clone is a copy that may be changed along a path without touching the original: only what Set walks through is copied.
func (t *Tree) clone() *Tree {
	c := *t
	c.fields = append([]field(nil), t.fields...)
	c.items = append([]*Tree(nil), t.items...)
	return &c
}

// With is the tree with a literal at a JSON pointer; objects on the way are made where they are missing. ok is false where the pointer
// leads nowhere: past the end of a list, or into a plain value.
func (t *Tree) With(pointer, literal string) (out *Tree, ok bool) {
	if pointer == "" {
		return &Tree{kind: text, text: literal, line: t.line, column: t.column, plain: true}, true
	}
	name, rest, ok := cutPointer(pointer)
	if !ok {
		return nil, false
	}
	c := t.clone()
	switch t.kind {
	case object, null:
		c.kind = object
		for i := range c.fields {
			if c.fields[i].name == name {
				c.fields[i].value, ok = c.fields[i].value.With(rest, literal)
				return c, ok
			}
		}
		v, ok := (&Tree{line: t.line, column: t.column}).With(rest, literal)
		c.fields = append(c.fields, field{name, t.line, t.column, v})
		return c, ok
	case list:
		i, err := strconv.Atoi(name)
		if err != nil || i < 0 || i >= len(c.items) {
			return nil, false
		}
		c.items[i], ok = c.items[i].With(rest, literal)
		return c, ok
	}
	return nil, false
}

// cutPointer takes the first token off a JSON pointer.
func cutPointer(p string) (name, rest string, ok bool) {
	if !strings.HasPrefix(p, "/") {
		return "", "", false
	}
	name, rest = p[1:], ""
	if i := strings.IndexByte(name, '/'); i >= 0 {
		name, rest = name[:i], name[i:]
	}
	return strings.ReplaceAll(strings.ReplaceAll(name, "~1", "/"), "~0", "~"), rest, true
}

func escape(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}

// Literal is the text of the plain value at a pointer.
func (t *Tree) Literal(pointer string) (string, bool) {
	for pointer != "" {
		name, rest, ok := cutPointer(pointer)
		if !ok {
			return "", false
		}
		pointer = rest
		if t.kind == list {
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(t.items) {
				return "", false
			}
			t = t.items[i]
		} else if t = t.get(name); t == nil {
			return "", false
		}
	}
	return t.text, t.kind == text || t.kind == number || t.kind == boolean
}

// Request is the tree of a request in a field of that name: a bare scenario is taken for {scenario: …}.
func (t *Tree) Request() *Tree {
	if t.kind == object && t.get("scenario") == nil && t.get("scenarios") == nil && (t.get("person") != nil || t.get("from") != nil) {
		return &Tree{kind: object, line: t.line, column: t.column, fields: []field{{"scenario", t.line, t.column, t}}}
	}
	return t
}

// IsObject tells whether the file is what every request and scenario is.
func (t *Tree) IsObject() bool { return t.kind == object }

// Root is the fault of a file or body that is something else.
func (t *Tree) Root() fault.List {
	if t.kind == object {
		return nil
	}
	return fault.List{fault.New(fault.WrongType, "", "want", kindNames[object], "got", kindNames[t.kind]).OnLine(t.line, t.column)}
}

// JSON writes the tree as JSON, in the order in which it was written.
func (t *Tree) JSON() []byte { return t.append(nil) }

func (t *Tree) append(b []byte) []byte {
	switch t.kind {
	case null:
		return append(b, "null"...)
	case boolean:
		return append(b, t.text...)
	case number:
		if jsontext.Value(t.text).Kind() == '0' && jsontext.Value(t.text).IsValid() {
			return append(b, t.text...)
		}
		fallthrough
	case text:
		b, _ = jsontext.AppendQuote(b, t.text)
		return b
	case list:
		b = append(b, '[')
		for i, item := range t.items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.append(b)
		}
		return append(b, ']')
	}
	b = append(b, '{')
	for i, f := range t.fields {
		if i > 0 {
			b = append(b, ',')
		}
		b, _ = jsontext.AppendQuote(b, f.name)
		b = f.value.append(append(b, ':'))
	}
	return append(b, '}')
}
