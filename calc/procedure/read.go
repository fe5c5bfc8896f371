package procedure

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"fenhao/calc/civil"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

//go:embed data
var embedded embed.FS

// Embedded are the guides the program carries. They are read once.
var Embedded = sync.OnceValue(func() *Guides {
	files, err := fs.Sub(embedded, "data")
	if err == nil {
		var g *Guides
		if g, err = Load(files); err == nil {
			return g
		}
	}
	panic("procedure: the embedded guides do not load:\n" + err.Error())
})

// maxFile bounds a file; the largest of ours is a tenth of it.
const maxFile = 1 << 20

// Load reads the guides of a folder: calendar/*.yaml are the years, all others the places. Everything that is wrong is reported at once, as
// "file:line:column: sentence".
func Load(folder fs.FS) (*Guides, error) {
	g := &Guides{Calendar: &Calendar{years: map[int]*Year{}}, places: map[string]*Place{}}
	hash := sha256.New()
	var problems []error
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		raw, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		hash.Write(raw)
		hash.Write([]byte{0})
		if path.Dir(name) == "calendar" {
			err = g.addYear(raw)
		} else {
			err = g.addPlace(raw)
		}
		if err != nil {
			problems = append(problems, place(name, err))
		}
		return nil
	})
	if err == nil {
		err = errors.Join(problems...)
	}
	g.hash = hex.EncodeToString(hash.Sum(nil))[:16]
	return g, err
}

// place writes a problem with its file, line and column.
func place(file string, err error) error {
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

func (g *Guides) addYear(raw []byte) error {
	y := &Year{off: map[civil.Date]bool{}, on: map[civil.Date]bool{}}
	if err := read(raw, y); err != nil {
		return err
	}
	if y.Title == "" || y.Number == "" || y.Published.Date == 0 || y.URL == "" {
		return errors.New("a calendar needs the title, number, published and url of its notice")
	}
	if g.Calendar.years[y.Year] != nil {
		return fmt.Errorf("%d has a calendar already", y.Year)
	}
	for _, h := range y.Rest {
		if h.To.Date < h.From.Date || yearOf(h.From.Date) != y.Year || yearOf(h.To.Date) != y.Year {
			return fmt.Errorf("%s does not lie in %d", h.Name.EN, y.Year)
		}
		for d := h.From.Date; d <= h.To.Date; d++ {
			y.off[d] = true
		}
	}
	for _, d := range y.Work {
		if w := d.Weekday(); yearOf(d.Date) != y.Year || y.off[d.Date] || w != 0 && w != 6 {
			return fmt.Errorf("%s is no Saturday or Sunday of %d outside the days of rest", d.Date, y.Year)
		}
		y.on[d.Date] = true
	}
	g.Calendar.years[y.Year] = y
	return nil
}

func (g *Guides) addPlace(raw []byte) error {
	var f struct {
		Place      string
		Source     *Source
		Procedures []*Procedure
		Deadlines  []*Deadline
	}
	if err := read(raw, &f); err != nil {
		return err
	}
	switch {
	case f.Place == "":
		return errors.New("no place")
	case f.Source == nil && len(f.Procedures) > 0:
		return errors.New("no source: guides without a document are not loaded")
	case f.Source != nil && (f.Source.Title == "" || f.Source.Grade == ""):
		return errors.New("a source needs a title and a grade")
	case g.places[f.Place] != nil:
		return fmt.Errorf("%s has a file already", f.Place)
	}
	var problems []error
	events, ids := map[string]bool{}, map[string]bool{}
	for _, d := range f.Deadlines {
		d.Place = f.Place
		if err := d.complete(); err != nil || events[d.Event] {
			problems = append(problems, fmt.Errorf("deadline %q: %w", d.Event, cmpOr(err, errors.New("stands here twice"))))
		}
		events[d.Event] = true
	}
	for _, p := range f.Procedures {
		if err := p.complete(events); err != nil || ids[p.ID] {
			problems = append(problems, fmt.Errorf("procedure %q: %w", p.ID, cmpOr(err, errors.New("stands here twice"))))
		}
		ids[p.ID] = true
	}
	g.places[f.Place] = &Place{f.Place, f.Source, f.Procedures, f.Deadlines}
	return errors.Join(problems...)
}

func cmpOr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func (d *Deadline) complete() error {
	switch {
	case d.Event == "" || d.Rule == "" || whole(d.Duty) != nil || whole(d.CountedFrom) != nil:
		return errors.New("needs event, rule, duty and counted_from")
	case !slices.Contains([]string{"employer", "person", "agency"}, d.Who):
		return errors.New("who is employer, person or agency")
	case d.Key.Key == policy.None:
		return errors.New("needs a key of the policy book")
	}
	return nil
}

func (p *Procedure) complete(events map[string]bool) error {
	switch {
	case p.ID == "" || p.Rule == "" || whole(p.Name) != nil:
		return errors.New("needs id, rule and name")
	case len(p.Channels) == 0:
		return errors.New("says nowhere where it is done")
	}
	for _, e := range p.Deadlines {
		if !events[e] {
			return fmt.Errorf("there is no deadline %q in this file", e)
		}
	}
	return nil
}

func whole(t lang.Text) error {
	if t.ZH == "" || t.EN == "" {
		return errors.New("both languages are needed: zh and en")
	}
	return nil
}

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
