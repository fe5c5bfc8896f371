package procedure

import (
	"errors"
	"fmt"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"fenhao/calc/civil"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// How a file is read: the reader below, and the leaves that know what they may be.

// located writes a problem with its file, line and column.
func located(file string, err error) error {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil && at.GetToken().Position != nil {
		p := at.GetToken().Position
		return fmt.Errorf("%s:%d:%d: %s", file, p.Line, p.Column, at.GetMessage())
	}
	return fmt.Errorf("%s: %w", file, err)
}

// read reads one YAML document strictly: no unknown or duplicate field, and no anchors, aliases, tags or merges, which a reader cannot follow
// and of which a few hundred bytes can stand for megabytes.
func read(raw []byte, into any) error {
	if len(raw) > maxFile {
		return fmt.Errorf("larger than %d bytes", maxFile)
	}
	file, err := parser.ParseBytes(raw, 0)
	if err != nil {
		return err
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return errors.New("a file holds exactly one YAML document")
	}
	var v plain
	ast.Walk(&v, file.Docs[0].Body)
	if v.err != nil {
		return v.err
	}
	return yaml.NodeToValue(file.Docs[0].Body, into, yaml.Strict())
}

// plain looks for what is not plain.
type plain struct{ err error }

func (p *plain) Visit(n ast.Node) ast.Visitor {
	switch n.Type() {
	case ast.AnchorType, ast.AliasType, ast.TagType, ast.MergeKeyType:
		if p.err == nil {
			p.err = problem(n, "anchors, aliases, tags and merge keys are not allowed")
		}
	}
	return p
}

// problem is something wrong at a node.
func problem(n ast.Node, format string, args ...any) error {
	return &wrong{fmt.Sprintf(format, args...), n.GetToken()}
}

type wrong struct {
	message string
	at      *token.Token
}

func (w *wrong) Error() string                 { return w.message }
func (w *wrong) GetMessage() string            { return w.message }
func (w *wrong) GetToken() *token.Token        { return w.at }
func (w *wrong) FormatError(bool, bool) string { return w.message }

// UnmarshalYAML reads {rule: …, zh: …, en: …}; all three are needed.
func (s *Sentence) UnmarshalYAML(n ast.Node) error {
	var f struct{ Rule, ZH, EN string }
	if err := yaml.NodeToValue(n, &f, yaml.Strict()); err != nil {
		return err
	}
	*s = Sentence{f.Rule, lang.Text{ZH: f.ZH, EN: f.EN}}
	if s.Rule == "" || whole(s.Text) != nil {
		return problem(n, "a sentence needs rule, zh and en")
	}
	return nil
}

// UnmarshalYAML reads a channel; its name stands beside its other fields.
func (c *Channel) UnmarshalYAML(n ast.Node) error {
	var f struct {
		ID, Rule, ZH, EN string
		Hours            *Hours
		Steps            []Sentence
	}
	if err := yaml.NodeToValue(n, &f, yaml.Strict()); err != nil {
		return err
	}
	*c = Channel{f.ID, f.Rule, lang.Text{ZH: f.ZH, EN: f.EN}, f.Hours, f.Steps}
	if c.ID == "" || c.Rule == "" || whole(c.Name) != nil {
		return problem(n, "a channel needs id, rule, zh and en")
	}
	return nil
}

// UnmarshalYAML reads a number to call.
func (h *Hotline) UnmarshalYAML(n ast.Node) error {
	var f struct{ Number, Rule, ZH, EN string }
	if err := yaml.NodeToValue(n, &f, yaml.Strict()); err != nil {
		return err
	}
	*h = Hotline{f.Number, f.Rule, lang.Text{ZH: f.ZH, EN: f.EN}}
	if h.Number == "" || h.Rule == "" || whole(h.About) != nil {
		return problem(n, "a hotline needs number, rule, zh and en")
	}
	return nil
}

// UnmarshalYAML reads {rule: …, always: true} or {rule: …, days: workdays | every, from: "08:30", until: "16:15"}.
func (h *Hours) UnmarshalYAML(n ast.Node) error {
	var f struct {
		Rule        string
		Always      bool
		Days        string
		From, Until string
	}
	if err := yaml.NodeToValue(n, &f, yaml.Strict()); err != nil {
		return err
	}
	*h = Hours{Rule: f.Rule, Always: f.Always, Workdays: f.Days == "workdays"}
	from, fromOK := clock(f.From)
	until, untilOK := clock(f.Until)
	switch timed := f.Days != "" || f.From != "" || f.Until != ""; {
	case f.Rule == "":
		return problem(n, "hours need a rule")
	case f.Always == timed:
		return problem(n, "hours are either always: true or days, from and until")
	case timed && (!fromOK || !untilOK || from >= until || f.Days != "workdays" && f.Days != "every"):
		return problem(n, `hours are days: workdays or every, from: "08:30", until: "16:15"`)
	}
	h.From, h.Until = from, until
	return nil
}

func clock(s string) (Clock, bool) {
	var h, m int
	if n, err := fmt.Sscanf(s, "%02d:%02d", &h, &m); n != 2 || err != nil || len(s) != 5 || h > 24 || m > 59 {
		return 0, false
	}
	return Clock(h*3600 + m*60), true
}

// UnmarshalYAML reads "2026-08-15".
func (d *Date) UnmarshalYAML(n ast.Node) (err error) {
	if d.Date, err = civil.ParseDate(n.GetToken().Value); err != nil {
		return problem(n, "%q is not a day of the calendar, written 2026-08-15", n.GetToken().Value)
	}
	return nil
}

// UnmarshalYAML reads the id of a parameter.
func (k *Key) UnmarshalYAML(n ast.Node) (err error) {
	var ok bool
	if k.Key, ok = policy.KeyOf(n.GetToken().Value); !ok {
		return problem(n, "there is no parameter %q", n.GetToken().Value)
	}
	return nil
}
