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
			problems = append(problems, located(name, err))
		}
		return nil
	})
	if err == nil {
		err = errors.Join(problems...)
	}
	g.hash = hex.EncodeToString(hash.Sum(nil))[:16]
	return g, err
}

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
	if slices.Contains(f.Deadlines, nil) || slices.Contains(f.Procedures, nil) {
		return errors.New("an entry of a list is empty")
	}
	for _, d := range f.Deadlines {
		d.Place = f.Place
		if err := errors.Join(d.complete(), once(events[d.Event])); err != nil {
			problems = append(problems, fmt.Errorf("deadline %q: %w", d.Event, err))
		}
		events[d.Event] = true
	}
	for _, p := range f.Procedures {
		if err := errors.Join(p.complete(events), once(ids[p.ID])); err != nil {
			problems = append(problems, fmt.Errorf("procedure %q: %w", p.ID, err))
		}
		ids[p.ID] = true
	}
	g.places[f.Place] = &Place{f.Place, f.Source, f.Procedures, f.Deadlines}
	return errors.Join(problems...)
}

func once(taken bool) error {
	if taken {
		return errors.New("stands here twice")
	}
	return nil
}

func (d *Deadline) complete() error {
	switch {
	case d.Event == "" || d.Rule == "" || whole(d.Duty) != nil || whole(d.CountedFrom) != nil:
		return errors.New("needs event, rule, duty and counted_from")
	case !slices.Contains([]string{"employer", "person", "agency"}, d.Who):
		return errors.New("who is employer, person or agency")
	case d.Key.Key == policy.None:
		return errors.New("needs a key of the policy book")
	case slices.Contains(d.Notes, Sentence{}):
		return errors.New("an entry of a list is empty")
	}
	for _, f := range d.Fines {
		if f.Rule == "" || f.Min.Key == policy.None || f.Max.Key == policy.None {
			return errors.New("a fine needs rule, min and max")
		}
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
	for _, c := range p.Channels {
		if c.ID == "" || slices.Contains(c.Steps, Sentence{}) {
			return errors.New("an entry of a list is empty")
		}
	}
	if slices.Contains(p.Hotlines, Hotline{}) {
		return errors.New("an entry of a list is empty")
	}
	for _, list := range [...][]Sentence{p.Who, p.Documents, p.Steps, p.Result, p.NotHere, p.Notes} {
		if slices.Contains(list, Sentence{}) {
			return errors.New("an entry of a list is empty")
		}
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
