package policy

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"fenhao/calc/civil"
	"fenhao/calc/lang"
)

//go:embed data
var embedded embed.FS

// Embedded is the book the program carries. It is read once.
var Embedded = sync.OnceValue(func() *Book {
	b, err := Load(EmbeddedFiles())
	if err != nil {
		panic("policy: the embedded book does not load:\n" + err.Error())
	}
	return b
})

// EmbeddedFiles are the files of the embedded book, for tools that show or overlay them.
func EmbeddedFiles() fs.FS {
	files, err := fs.Sub(embedded, "data")
	if err != nil {
		panic(err)
	}
	return files
}

// maxFile bounds a policy file; the largest of ours is a tenth of it.
const maxFile = 4 << 20

// Problem is one thing wrong with a policy file, with the place to look.
type Problem struct {
	File         string
	Line, Column int
	Message      lang.Text
	excerpt      string
}

// Format writes the problem as a person wants to read it: file, line and column, the sentence, the line, a caret.
func (p Problem) Format(l lang.Lang) string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
	}
	b.WriteString(": " + p.Message.In(l))
	if p.excerpt != "" {
		b.WriteString("\n    " + p.excerpt + "\n    ")
		for i, r := range []rune(p.excerpt) {
			if i+1 >= p.Column {
				break
			}
			b.WriteByte(' ')
			if r >= 0x2E80 { // a Chinese character takes two columns of a terminal
				b.WriteByte(' ')
			}
		}
		b.WriteByte('^')
	}
	return b.String()
}

// Problems is all that is wrong with a folder of policy files.
type Problems []Problem

// Error writes all problems in English.
func (ps Problems) Error() string { return ps.Format(lang.EN) }

// Format writes all problems in a language.
func (ps Problems) Format(l lang.Lang) string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Format(l)
	}
	return strings.Join(lines, "\n")
}

// Load reads a book from one or more folders of *.yaml files at any depth. A file of a later folder is laid upon the file of the same place in an
// earlier one, parameter by parameter: so a user's own folder overlays the embedded book. The error is [Problems] or an I/O error.
func Load(folders ...fs.FS) (*Book, error) {
	var all Problems
	byID := map[string]*loader{}
	for layer, folder := range folders {
		files, err := yamlFiles(folder)
		if err != nil {
			return nil, err
		}
		loaders, err := readAll(folder, files)
		if err != nil {
			return nil, err
		}
		for _, l := range loaders {
			l.layer = layer
			all = append(all, l.problems...)
			if l.place == nil || l.place.ID == "" {
				continue
			}
			if twin, taken := byID[l.place.ID]; taken && twin.layer == layer {
				all = append(all, Problem{File: l.file, Message: say("地点 %s 已在 %s 中", "place %s is already in %s", l.place.ID, twin.file)})
				continue
			}
			if under := byID[l.place.ID]; under != nil {
				l.over(under)
			}
			byID[l.place.ID] = l
		}
	}
	ids := make([]string, 0, len(byID))
	for id := range byID {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	hash := sha256.New()
	var places []*Place
	for _, id := range ids {
		l := byID[id]
		all = append(all, l.link(byID)...)
		places = append(places, l.place)
		hash.Write(l.raw)
		hash.Write([]byte{0})
	}
	if len(all) == 0 && len(places) == 0 {
		all = append(all, Problem{File: ".", Message: say("没有找到政策文件（*.yaml）", "no policy files (*.yaml) found")})
	}
	if len(all) > 0 {
		return nil, all
	}
	b := newBook(places, hex.EncodeToString(hash.Sum(nil))[:16])
	for _, id := range ids {
		all = append(all, byID[id].floorsBelowCeilings(b)...)
	}
	if len(all) > 0 {
		return nil, all
	}
	return b, nil
}

// readAll reads the files of a folder side by side; the result is in their order.
func readAll(folder fs.FS, files []string) ([]*loader, error) {
	loaders, errs := make([]*loader, len(files)), make([]error, len(files))
	var wg sync.WaitGroup
	room := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, name := range files {
		room <- struct{}{}
		wg.Go(func() {
			defer func() { <-room }()
			raw, err := fs.ReadFile(folder, name)
			if errs[i] = err; err != nil {
				return
			}
			loaders[i] = &loader{file: name, raw: raw}
			loaders[i].read()
		})
	}
	wg.Wait()
	return loaders, errors.Join(errs...)
}

func yamlFiles(folder fs.FS) ([]string, error) {
	var files []string
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && (path.Ext(name) == ".yaml" || path.Ext(name) == ".yml") {
			files = append(files, name)
		}
		return err
	})
	return files, err
}

// over lays the file upon another of the same place: a parameter's history or a rule of this file takes the place of the other's, and
// what this file does not speak of stays as it was.
func (l *loader) over(under *loader) {
	for k, history := range under.place.values {
		if len(l.place.values[k]) == 0 {
			l.place.values[k] = history
			for _, e := range history {
				e.Place = l.place
				l.at[e] = under.at[e]
			}
		}
	}
	taken := map[Role]bool{}
	ids := map[string]bool{}
	for _, r := range l.place.Rules {
		ids[r.ID] = true
		for _, role := range r.For {
			taken[role] = true
		}
	}
	for _, r := range under.place.Rules {
		if ids[r.ID] {
			continue
		}
		r.Place = l.place
		r.For = slices.DeleteFunc(slices.Clone(r.For), func(role Role) bool { return taken[role] })
		l.place.Rules = append(l.place.Rules, r)
	}
	l.place.Sources = append(l.place.Sources, under.place.Sources...)
	if l.place.Code == "" {
		l.place.Code = under.place.Code
	}
	if l.parent == "" {
		l.parent, l.parentAt = under.parent, under.parentAt
	}
	l.raw = append(slices.Clone(under.raw), l.raw...)
}

// loader reads one file.
type loader struct {
	file     string
	layer    int
	raw      []byte
	lines    []string
	place    *Place
	parent   string
	parentAt ast.Node
	problems Problems
	sources  map[string]*Source
	at       map[*Entry]ast.Node
}

func (l *loader) fail(n ast.Node, zh, en string, args ...any) {
	l.failAt(n.GetToken(), say(zh, en, args...))
}

func (l *loader) failAt(t *token.Token, message lang.Text) {
	p := Problem{File: l.file, Message: message}
	if t != nil && t.Position != nil {
		p.Line, p.Column = t.Position.Line, t.Position.Column
		if p.Line >= 1 && p.Line <= len(l.lines) {
			p.excerpt = l.lines[p.Line-1]
		}
	}
	if !slices.Contains(l.problems, p) {
		l.problems = append(l.problems, p)
	}
}

func (l *loader) read() {
	if len(l.raw) > maxFile {
		l.failAt(nil, say("文件超过 %d 字节", "the file is larger than %d bytes", maxFile))
		return
	}
	l.lines = strings.Split(string(l.raw), "\n")
	file, err := parser.ParseBytes(l.raw, 0)
	if err != nil {
		var syntax *yaml.SyntaxError
		if errors.As(err, &syntax) {
			l.failAt(syntax.Token, say("YAML 无法读取：%s", "not readable as YAML: %s", syntax.Message))
		} else {
			l.failAt(nil, say("YAML 无法读取：%v", "not readable as YAML: %v", err))
		}
		return
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		l.failAt(nil, say("一个文件应恰有一个 YAML 文档", "a file holds exactly one YAML document"))
		return
	}
	l.place = &Place{}
	l.sources = map[string]*Source{}
	l.at = map[*Entry]ast.Node{}
	root := l.fields(file.Docs[0].Body, "place", "name", "code", "parent", "checked", "sources", "rules", "values")
	for _, name := range []string{"place", "name", "checked"} {
		if root[name] == nil && len(l.problems) == 0 {
			l.fail(file.Docs[0].Body, "缺少 %s", "missing: %s", name)
		}
	}
	l.place.ID = l.word(root["place"])
	l.place.Name = l.text(root["name"])
	l.place.Code = l.scalar(root["code"])
	l.parent, l.parentAt = l.scalar(root["parent"]), root["parent"]
	l.place.Checked = l.date(root["checked"])
	l.readSources(root["sources"])
	l.readRules(root["rules"])
	l.readValues(root["values"])
}

// pair is one line of a mapping.
type pair struct {
	name       string
	key, value ast.Node
}

// pairs are the lines of a mapping, in order. Anchors, aliases, tags and merges are refused: a few hundred bytes of them can
// stand for megabytes, and a reader cannot see what a line says.
func (l *loader) pairs(n ast.Node) []pair {
	var values []*ast.MappingValueNode
	switch m := n.(type) {
	case nil, *ast.NullNode:
		return nil
	case *ast.MappingNode:
		values = m.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{m}
	default:
		l.fail(n, "这里应为一组“名称: 值”", "expected a mapping of names to values here")
		return nil
	}
	var out []pair
	for _, v := range values {
		if v.Key.Type() == ast.MergeKeyType {
			l.fail(v.Key, "不允许合并键 <<", "merge keys (<<) are not allowed")
			continue
		}
		out = append(out, pair{v.Key.GetToken().Value, v.Key, v.Value})
	}
	return out
}

// fields are the lines of a mapping that may have certain names only.
func (l *loader) fields(n ast.Node, known ...string) map[string]ast.Node {
	out := map[string]ast.Node{}
	for _, p := range l.pairs(n) {
		if !slices.Contains(known, p.name) {
			l.fail(p.key, "没有名为“%s”的字段；可用：%s", "there is no field %q; known: %s", p.name, strings.Join(known, " "))
			continue
		}
		out[p.name] = p.value
	}
	return out
}

// scalar is a plain value's text; "" for an absent one.
func (l *loader) scalar(n ast.Node) string {
	switch n.(type) {
	case nil:
		return ""
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		l.fail(n, "不允许锚点、别名和标签", "anchors, aliases and tags are not allowed")
		return ""
	}
	l.fail(n, "这里应为一个值", "expected a plain value here")
	return ""
}

// word is an id: lower-case ASCII letters, digits and hyphens.
func (l *loader) word(n ast.Node) string {
	s := l.scalar(n)
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			l.fail(n, "“%s”应只含小写字母、数字和连字符", "%q must have only lower-case letters, digits and hyphens", s)
			return ""
		}
	}
	return s
}

func (l *loader) text(n ast.Node) lang.Text {
	var t lang.Text
	if !isScalar(n) { // one sentence alone is said to lack a language, not to be no mapping
		f := l.fields(n, "zh", "en")
		t = lang.Text{ZH: l.scalar(f["zh"]), EN: l.scalar(f["en"])}
	}
	if n != nil && (t.ZH == "" || t.EN == "") {
		l.fail(n, "中英文都要有：{zh: …, en: …}", "both languages are needed: {zh: …, en: …}")
	}
	return t
}

func (l *loader) date(n ast.Node) civil.Date {
	if n == nil {
		return 0
	}
	s := l.scalar(n)
	d, err := civil.ParseDate(s)
	if err != nil {
		l.fail(n, "“%s”不是日历上的日期，格式为 2026-08-15", "%q is not a day of the calendar, written 2026-08-15", s)
	}
	return d
}

func (l *loader) flag(n ast.Node) bool {
	switch s := l.scalar(n); s {
	case "", "false":
		return false
	case "true":
		return true
	default:
		l.fail(n, "“%s”应为 true 或 false", "%q must be true or false", s)
		return false
	}
}

func (l *loader) grade(n ast.Node) Grade {
	s := l.scalar(n)
	if len(s) != 1 || s[0] < 'A' || s[0] > 'E' {
		l.fail(n, "等级“%s”应为 A 至 E", "grade %q must be A to E", s)
		return 'E'
	}
	return Grade(s[0])
}

func (l *loader) readSources(n ast.Node) {
	for _, p := range l.pairs(n) {
		f := l.fields(p.value, "title", "number", "published", "url", "grade", "read_via")
		s := &Source{ID: p.name, Title: l.scalar(f["title"]), Number: l.scalar(f["number"]), Published: l.scalar(f["published"]), URL: l.scalar(f["url"]), ReadVia: l.scalar(f["read_via"])}
		if s.Title == "" || f["grade"] == nil {
			l.fail(p.key, "来源“%s”要有 title 和 grade", "source %q needs a title and a grade", p.name)
			continue
		}
		s.Grade = l.grade(f["grade"])
		if f["published"] != nil {
			known, ok := lastDayOf(s.Published)
			if !ok {
				l.fail(f["published"], "“%s”应为 2026、2026-07 或 2026-07-22", "%q must be 2026, 2026-07 or 2026-07-22", s.Published)
			}
			s.known = known
		}
		l.sources[p.name] = s
		l.place.Sources = append(l.place.Sources, s)
	}
}

// lastDayOf is the last day a year, a month or a day covers: before it, nobody can be sure to have read what appeared then.
func lastDayOf(s string) (civil.Date, bool) {
	switch len(s) {
	case 4:
		m, err := civil.ParseMonth(s + "-12")
		return m.Last(), err == nil
	case 7:
		m, err := civil.ParseMonth(s)
		return m.Last(), err == nil
	}
	d, err := civil.ParseDate(s)
	return d, err == nil
}

func (l *loader) source(n ast.Node, row ast.Node) *Source {
	if n == nil {
		l.fail(row, "没有来源（source）：没有来源的数值不予载入", "no source: a value without a source is not loaded")
		return nil
	}
	id := l.scalar(n)
	s := l.sources[id]
	if s == nil {
		l.fail(n, "sources 中没有“%s”", "there is no source %q", id)
	}
	return s
}

func (l *loader) readRules(n ast.Node) {
	taken := map[Role]string{}
	for _, p := range l.pairs(n) {
		f := l.fields(p.value, "from", "for", "source", "at", "zh", "en")
		r := &Rule{ID: p.name, From: l.date(f["from"]), At: l.scalar(f["at"]), Text: lang.Text{ZH: l.scalar(f["zh"]), EN: l.scalar(f["en"])}, Source: l.source(f["source"], p.key), Place: l.place}
		if r.Text.ZH == "" || r.Text.EN == "" {
			l.fail(p.key, "规则“%s”要有 zh 和 en", "rule %q needs zh and en", p.name)
		}
		if f["for"] != nil {
			list, ok := f["for"].(*ast.SequenceNode)
			if !ok {
				l.fail(f["for"], "for 应为列表", "for must be a list")
				continue
			}
			for _, v := range list.Values {
				role, ok := roleOf(l.scalar(v))
				if !ok {
					l.fail(v, "没有名为“%s”的角色", "there is no role %q", l.scalar(v))
					continue
				}
				if other := taken[role]; other != "" {
					l.fail(v, "角色 %s 已由 %s 承担", "role %s is already answered by %s", role, other)
				}
				taken[role] = r.ID
				r.For = append(r.For, role)
			}
		}
		l.place.Rules = append(l.place.Rules, r)
	}
}

func (l *loader) readValues(n ast.Node) {
	for _, p := range l.pairs(n) {
		k, ok := KeyOf(p.name)
		if !ok {
			l.fail(p.key, "没有名为“%s”的参数", "there is no parameter %q", p.name)
			continue
		}
		rows, ok := p.value.(*ast.SequenceNode)
		if !ok {
			l.fail(p.value, "这里应为按日期排列的列表", "expected a list of dated values here")
			continue
		}
		for _, row := range rows.Values {
			if e := l.readValue(k, row); e != nil {
				l.append(k, e, row)
			}
		}
	}
}

func (l *loader) append(k Key, e *Entry, row ast.Node) {
	history := l.place.values[k]
	if n := len(history); n > 0 {
		switch last := history[n-1]; {
		case e.From <= last.From:
			l.fail(row, "%s 应晚于上一行的 %s：旧的在前", "%s must come after the line above (%s): oldest first", e.From, last.From)
		case last.To >= e.From:
			l.fail(row, "上一行到 %s 为止，与 %s 起重叠", "the line above holds to %s, which overlaps with %s", last.To, e.From)
		}
	}
	l.place.values[k] = append(history, e)
	l.at[e] = row
}

func (l *loader) readValue(k Key, row ast.Node) *Entry {
	before := len(l.problems)
	f := l.fields(row, "from", "to", "value", "source", "at", "grade", "provisional", "start", "conflict", "note")
	e := &Entry{
		Key: k, Place: l.place, From: l.date(f["from"]), To: l.date(f["to"]), Source: l.source(f["source"], row), At: l.scalar(f["at"]),
		Conflict: l.text(f["conflict"]), Note: l.text(f["note"]), Provisional: l.flag(f["provisional"]),
	}
	if f["from"] == nil {
		l.fail(row, "没有起始日期（from）", "no start (from)")
	}
	if e.To != 0 && e.To < e.From {
		l.fail(f["to"], "to 早于 from", "to lies before from")
	}
	if s := l.scalar(f["start"]); s != "" {
		if s != "assumed" {
			l.fail(f["start"], "start 只能是 assumed", "start can only be assumed")
		}
		e.StartAssumed = true
	}
	if e.Source != nil {
		e.Grade = e.Source.Grade
		if f["grade"] != nil {
			e.Grade = l.grade(f["grade"])
		}
	}
	switch v := f["value"]; {
	case v == nil:
		l.fail(row, "没有数值（value）", "no value")
	case k.Spec().Unit == Text && !isScalar(v):
		e.Value.Text = l.text(v)
	case l.scalar(v) == "ended":
		e.Ended = true
	default:
		var why lang.Text
		if e.Value, why = k.Spec().parse(l.scalar(v)); why.EN != "" {
			l.failAt(v.GetToken(), lang.Text{ZH: k.String() + "：" + why.ZH, EN: k.String() + ": " + why.EN})
		}
	}
	if len(l.problems) > before {
		return nil
	}
	return e
}

func isScalar(n ast.Node) bool {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode:
		return false
	}
	return true
}

// link finds the parent and what kind of place this is.
func (l *loader) link(byID map[string]*loader) Problems {
	l.problems = nil
	switch {
	case l.parent == "":
		l.place.Kind = Nation
	case byID[l.parent] == nil:
		l.fail(l.parentAt, "没有上级地点“%s”", "there is no parent place %q", l.parent)
	case l.parent == l.place.ID:
		l.fail(l.parentAt, "地点不能以自己为上级", "a place cannot be its own parent")
	default:
		parent := byID[l.parent]
		l.place.Parent = parent.place
		l.place.Kind = City
		if parent.parent == "" {
			l.place.Kind = Province
		} else if up := byID[parent.parent]; up != nil && up.parent != "" {
			l.fail(l.parentAt, "层级过深：城市、省、全国", "too deep: city, province, nation")
		}
	}
	return l.problems
}

// floorsBelowCeilings checks, on every day on which a place's own bounds change, that no floor lies above its ceiling.
func (l *loader) floorsBelowCeilings(b *Book) Problems {
	l.problems = nil
	for _, pair := range boundPairs {
		for _, k := range [...]Key{pair.floor, pair.ceiling} {
			for _, e := range l.place.values[k] {
				s := b.On(l.place, e.From)
				if why := pair.crossed(s); why.EN != "" {
					l.failAt(l.at[e].GetToken(), why)
				}
			}
		}
	}
	return l.problems
}
